"""Reads a written document back, so that it can be checked against the data it was made from."""

from __future__ import annotations

from pathlib import Path

from consultwork.model import ReadDocument
from consultwork.ooxml import read_document


def read(path: Path) -> ReadDocument:
    """A document as it stands in Word now: paragraphs with anchors, quotes, tables, counts, draft id.

    Args:
        path: the .docx, ours or somebody's edited copy of it.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    return read_document(path)
