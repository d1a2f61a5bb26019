"""Why a code is suggested, in words that a person can check."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from consultwork.suggest.engine import Suggester
from consultwork.suggest.words import Floats, Whole
from consultwork.text import as_cell, plural

_MOST_WORDS = 3
_TELLING = 0.02  # how much a word must add to a code's mark (0 to 1) to be named


class Reasons:
    """Says why, for one comment and one code. Made once for a suggester."""

    def __init__(self, suggester: Suggester) -> None:
        """Look up in which confirmed comments each word stands."""
        self._suggester = suggester
        self._names = suggester.basis.pieces.names
        self._where: sp.csc_matrix | None = None
        if suggester.confirmed is not None:
            self._where = suggester.basis.pieces.words_only(suggester.confirmed.comments.plain).tocsc()

    def say(self, text: str, hits: Whole, pieces: tuple[Whole, Floats], code: int) -> str:
        """One line on one comment and one code.

        Args:
            text: the folded comment.
            hits: the numbers of the keywords in it.
            pieces: the columns of its pieces, and their values.
            code: the number of the code.
        """
        parts = []
        basis = self._suggester.basis
        own = [basis.keywords[k] for k in hits if basis.keywords[k].code == code]
        words = list(dict.fromkeys(k.found_in(text) for k in own))[:_MOST_WORDS]
        if words:
            parts.append("the codebook's words: " + ", ".join(words))
        learnt = self._from_confirmed(pieces, code)
        if learnt:
            parts.append(learnt)
        if not parts:
            telling = self._telling(self._suggester.weak.weights, pieces, code)
            if telling:
                parts.append(f"{self._quoted(telling)}: often beside the codebook's words for it")
        return as_cell("; ".join(parts) or "nothing in these words points to it")

    def _from_confirmed(self, pieces: tuple[Whole, Floats], code: int) -> str:
        s = self._suggester
        if s.head is None or s.confirmed is None or self._where is None:
            return ""
        telling = self._telling(s.head.weights, pieces, code)
        if not telling:
            return ""
        where = self._where
        rows = np.unique(np.concatenate([where.indices[where.indptr[c] : where.indptr[c + 1]] for c in telling]))
        alike = int(s.confirmed.marks[rows, code].sum())
        if not alike:
            return ""
        name = s.basis.codes[code].name
        return f"{self._quoted(telling)}: like {alike:,} {plural(alike, 'passage')} coded {name}"

    def _telling(self, weights: Floats, pieces: tuple[Whole, Floats], code: int) -> list[int]:
        """The words or pairs of a comment that add most to a code's mark: their columns."""
        columns, values = pieces
        words = columns < len(self._names)
        columns = columns[words]
        adds = values[words] * weights[columns, code]
        best = np.lexsort((columns, -adds))[: 2 * _MOST_WORDS]
        kept: list[int] = []
        for n in best:
            name = f" {self._names[columns[n]]} "
            if adds[n] < _TELLING or len(kept) == _MOST_WORDS:
                break
            if not any(name in f" {self._names[k]} " or f" {self._names[k]} " in name for k in kept):
                kept.append(int(columns[n]))
        return kept

    def _quoted(self, columns: list[int]) -> str:
        return ", ".join(f"'{self._names[column]}'" for column in columns)
