"""A table as text, before anybody says what its columns are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class RawTable:
    """A table as text.

    ``places`` are the rows' own places in the file, as a spreadsheet counts them from 1. ``ragged``
    are the places of rows with more cells than the header has: their words may have come apart.
    ``notes`` is what a person should know of the reading. ``program`` is the survey program that
    wrote it, where it can be told. ``parts`` are, for each column, the question and the box or row
    of it that its header names, or ("", "").
    """

    source: str
    digest: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...] = ()
    replaced: int = 0
    ragged: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    program: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    def column(self, name: str) -> list[str]:
        """The cells of a column, top to bottom."""
        n = self.header.index(name)
        return [row[n] for row in self.rows]

    @property
    def characters(self) -> int:
        """How many characters stand in the cells below the header."""
        return sum(len(cell) for row in self.rows for cell in row)

    @property
    def fingerprint(self) -> str:
        """What files with the same header have in common, whatever the header names."""
        told = "\x1f".join(" ".join(name.casefold().split()) for name in self.header)
        return hashlib.sha256(told.encode()).hexdigest()[:24]
