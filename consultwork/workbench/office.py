"""Papers for the charity itself: the impact assessment, and a page for the next officer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.blocks import Document
from consultwork.errors import Refused
from consultwork.journey import office_papers
from consultwork.store.engine import is_plain
from consultwork.store.keeping import copies, last_copy
from consultwork.store.vault import IDENTITY, ORIGINAL
from consultwork.text import as_date
from consultwork.workbench import letterhead

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


def dpia(bench: Workbench) -> Path:
    """Write the assessment. An earlier one that somebody may have worked on is kept under another name."""
    return _made(bench, office_papers.assessment(held(bench)))


def handover(bench: Workbench) -> Path:
    """Write the handover page."""
    waits = []
    for stage, found in bench.blockers().items():
        if found:
            more = f", and {len(found) - 1} more" if len(found) > 1 else ""
            waits.append(f"{stage.replace('_', ' ').capitalize()}: {found[0].sentence.rstrip('.')}{more}.")
    return _made(bench, office_papers.handover(held(bench), bench.keeping.handover(), tuple(waits)))


def held(bench: Workbench) -> office_papers.Held:
    """What the workspace holds and how it is kept."""
    s, privacy = bench.snapshot(), bench.settings.privacy
    vault = bench.vault
    with bench.store.read() as c:
        kept, last = copies(c), last_copy(c)
    spoken = [c for c in bench.consultations.values() if s.of(c.id)]
    rows = bench.keeping.retention()
    return office_papers.Held(
        bench.sender, bench.today, privacy.controller, privacy.officer, privacy.officer_contact,
        ", ".join(x for x in (bench.settings.safeguarding.name, bench.settings.safeguarding.contact) if x),
        privacy.who_can_see, people=len(s.people), answers=len(bench.gather.table()),
        names=len(vault.vault.marks(IDENTITY)) if vault.there else 0,
        originals=len(vault.vault.marks(ORIGINAL)) if vault.there else 0,
        concerns=len(bench.safeguard.concerns()), described=bench.theme.groups(),
        consultations=tuple((c.title, as_date(c.closes) if c.closes else "no date") for c in spoken),
        encrypted=not is_plain(bench.store.path), holders=vault.vault.holders if vault.there else (),
        backups=len(kept), last_backup=last.date() if last else None,
        names_days=bench.settings.retention.names_days, words_days=bench.settings.retention.words_days,
        retention=tuple(
            (f"{what[0].upper()}{what[1:]}, {consultation}", since, str(n))
            for what, consultation, since, n, _ in rows.itertuples(index=False)
        ),
        made_up=bench.made_up,
    )  # fmt: skip


def _made(bench: Workbench, document: Document) -> Path:
    path = bench.out / document.template
    n = 1
    while path.exists():  # somebody may have filled it in
        n += 1
        path = path.with_name(f"{Path(document.template).stem}-{n}.docx")
    try:
        letterhead.put(bench, document, path)
    except PermissionError as error:
        raise Refused(
            "the file cannot be written.", where=path.name, todo="Close it in Word, then try again."
        ) from error
    return path
