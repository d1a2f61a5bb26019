"""Papers for the charity itself: the impact assessment, and a page for the next officer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.blocks import Document
from consultwork.journey import governance
from consultwork.model import Blocker
from consultwork.store.engine import is_plain
from consultwork.store.keeping import copies, last_copy
from consultwork.store.vault import IDENTITY, ORIGINAL
from consultwork.text import as_date
from consultwork.workbench import letterhead
from consultwork.workbench.gather.gather_desk import GatherDesk
from consultwork.workbench.keeping import retention
from consultwork.workbench.safeguard.safeguard_desk import SafeguardDesk
from consultwork.workbench.theme import raised

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def dpia(session: Session) -> Path:
    """Write the assessment. An earlier one that somebody may have worked on is kept under another name."""
    return _made(session, governance.assessment(held(session)))


def handover(session: Session, settle: tuple[Blocker, ...], stages: Mapping[str, tuple[Blocker, ...]]) -> Path:
    """Write the handover page.

    Args:
        settle: what has to be settled before the workspace goes to somebody else.
        stages: why each stage cannot go on, in the order of the journey.
    """
    waits = []
    for stage, found in stages.items():
        if found:
            name, what = stage.replace("_", " ").capitalize(), found[0].sentence.rstrip(".")
            waits.append(session.wording.say("governance/waits-for", stage=name, what=what, more=len(found) - 1))
    return _made(session, governance.handover(held(session), settle, tuple(waits)))


def held(session: Session) -> governance.Holdings:
    """What the workspace holds and how it is kept."""
    s, privacy = session.snapshot(), session.settings.privacy
    vault = session.vault
    with session.store.read() as connection:
        kept, last = copies(connection), last_copy(connection)
    spoken = [consultation for consultation in session.consultations.values() if s.of(consultation.id)]
    rows = retention.table(session)
    return governance.Holdings(
        session.sender, session.today, privacy.controller, privacy.officer, privacy.officer_contact,
        ", ".join(x for x in (session.settings.safeguarding.name, session.settings.safeguarding.contact) if x),
        privacy.who_can_see, people=len(s.people), answers=len(GatherDesk(session).table()),
        names=len(vault.vault.marks(IDENTITY)) if vault.there else 0,
        originals=len(vault.vault.marks(ORIGINAL)) if vault.there else 0,
        concerns=len(SafeguardDesk(session).concerns()), described=raised.groups(session),
        consultations=tuple((consultation.title, as_date(consultation.closes) if consultation.closes else session.wording.say("governance/consultations-no-date")) for consultation in spoken),
        encrypted=not is_plain(session.store.path), holders=vault.vault.holders if vault.there else (),
        backups=len(kept), last_backup=last.date() if last else None,
        names_days=session.settings.retention.names_days, words_days=session.settings.retention.words_days,
        retention=tuple(
            (f"{what[0].upper()}{what[1:]}, {consultation}", since, str(n))
            for what, consultation, since, n, _ in rows.itertuples(index=False)
        ),
        made_up=session.made_up, wording=session.wording,
    )  # fmt: skip


def _made(session: Session, document: Document) -> Path:
    path = session.out / document.template
    n = 1
    while path.exists():  # somebody may have filled it in
        n += 1
        path = path.with_name(f"{Path(document.template).stem}-{n}.docx")
    letterhead.put(session, document, path)
    return path
