"""Beside the gather desk: mappings that are remembered for the next wave, transcripts and notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.errors import BadSettings
from consultwork.exchange.tables import RawTable, TableMapping, read_mapping, read_table, write_mapping
from consultwork.exchange.transcript import WordsMapping, propose_words, read_transcript, words_intake
from consultwork.text import plural
from consultwork.workbench.gather.still_here import without_who_left
from consultwork.workbench.safeguard.details import details_in

if TYPE_CHECKING:
    from consultwork.model import Intake
    from consultwork.workbench.session import Session
    from consultwork.workbench.staging import FileChanges

REMEMBERED = "The columns were confirmed before, for a file with the same header."


def _place(root: Path, table: RawTable) -> Path:
    return root / "data" / "mappings" / f"{table.fingerprint}.yaml"


def remembered(root: Path, table: RawTable, consultation: str) -> TableMapping | None:
    """The mapping that was confirmed for a file with the same header, or None.

    One that was confirmed for another consultation does not count: its questions are others.
    """
    place = _place(root, table)
    if not place.is_file():
        return None
    try:
        mapping = read_mapping(place)
    except BadSettings:
        return None  # somebody edited it badly: the columns are proposed afresh
    if consultation and mapping.consultation and mapping.consultation != consultation:
        return None
    if not set(mapping.columns) <= set(table.header):
        return None
    return mapping if mapping.consultation or not consultation else mapping.model_copy(
        update={"consultation": consultation}
    )  # fmt: skip


def remember(files: FileChanges, root: Path, path: Path, mapping: TableMapping | WordsMapping) -> None:
    """Keep a mapping of a table that a person confirmed, for the next file with this header.

    It is kept with the answers that came in by it. One of who speaks holds names and is not kept.
    """
    if not isinstance(mapping, TableMapping):
        return
    table = read_table(path)
    if not set(mapping.columns) <= set(table.header):
        return
    place = _place(root, table)
    staged = files.new(place.name)
    write_mapping(mapping.model_copy(update={"doubts": []}), staged)
    files.place(staged, place)


def preview(
    session: Session, path: Path, *, consultation: str = "", mapping: WordsMapping | None = None, original: bool = False
) -> tuple[WordsMapping, Intake]:
    """Who speaks in a transcript or note, and what an import would take in."""
    if consultation:
        session.consultation(consultation)
    transcript = read_transcript(path, original=mapping.changes == "original" if mapping else original)
    used = mapping or propose_words(transcript, consultation, original=original)
    intake = words_intake(transcript, used, session.consultations.values())
    return used, without_who_left(session, _nameless(session, path, transcript.digest, intake))


def _nameless(session: Session, path: Path, digest: str, intake: Intake) -> Intake:
    """What was asked, without the names that are in it: nobody clears it, as they clear what was said.

    The file's own name may be somebody's too. What is kept of it is a sign that tells files apart.
    """
    asked: dict[str, str] = {}
    n = 0
    for row in intake.rows:
        if row.prompt not in asked:
            found = sorted(details_in(session, row.consultation, row.prompt), key=lambda f: f.start, reverse=True)
            text, before = row.prompt, len(row.prompt)
            for f in found:
                if f.end <= before:
                    text, before = text[: f.start] + f.stand_in + text[f.end :], f.start
                    n += 1
            asked[row.prompt] = text
    notes = intake.notes
    if n:
        notes = (*notes, f"{n} personal {plural(n, 'detail')} in what was asked {'is' if n == 1 else 'are'} replaced.")
    rows = tuple(replace(row, prompt=asked[row.prompt]) for row in intake.rows)
    return replace(intake, source=f"transcript {digest[:8]}{path.suffix.lower()}", rows=rows, notes=notes)
