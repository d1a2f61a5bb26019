"""Tracked changes in a Word file: what was inserted, deleted, moved or restyled, by whom, where."""

from __future__ import annotations

from pathlib import Path

from consultwork.model import Change
from consultwork.ooxml.package import Package
from consultwork.ooxml.walk import BodyParagraph, Mark, Walk

_ROW = {
    "insert": "row inserted", "move to": "row inserted", "delete": "row deleted", "move from": "row deleted",
}  # fmt: skip


def read_changes(path: Path) -> tuple[Change, ...]:
    """Every tracked change of a Word file, in reading order.

    Neighbouring runs of one change are put together: Word splits them for its own reasons. Words
    that one person inserted and another deleted are listed under both.

    Args:
        path: any .docx.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    changes: list[Change] = []
    rows: list[tuple[Mark, ...]] = []
    for paragraph in Walk(Package(path)).paragraphs:
        if paragraph.row and (not rows or rows[-1] is not paragraph.row):
            changes += [
                _change(m, paragraph.text or paragraph.original, paragraph, _ROW[m.kind]) for m in paragraph.row
            ]
        rows.append(paragraph.row)
        changes += _runs(paragraph)
        changes += [_change(m, "", paragraph, f"paragraph mark {_done(m)}") for m in paragraph.ends]
        changes += [_change(m, text, paragraph) for m, text in paragraph.formats]
    return tuple(changes)


def _runs(paragraph: BodyParagraph) -> list[Change]:
    found: list[tuple[Mark, str, int]] = []
    for place, piece in enumerate(paragraph.pieces):
        for mark in piece.marks:
            earlier = next((n for n, (m, _, at) in enumerate(found) if m == mark and at == place - 1), None)
            if earlier is None:
                found.append((mark, piece.text, place))
            else:
                found[earlier] = (mark, found[earlier][1] + piece.text, place)
    return [_change(m, text, paragraph) for m, text, _ in found]


def _change(mark: Mark, text: str, paragraph: BodyParagraph, kind: str = "") -> Change:
    anchor = paragraph.anchors[0] if paragraph.anchors else ""
    return Change(kind or mark.kind, mark.author, mark.date, text, paragraph.section, anchor)


def _done(mark: Mark) -> str:
    return {"insert": "inserted", "delete": "deleted", "move from": "moved from", "move to": "moved to"}[mark.kind]
