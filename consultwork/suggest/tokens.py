"""Many texts as numbers, each distinct word looked at once.

The same numbers as scikit-learn's vectorizers give (a test compares them), several times faster: a text
is a list of word numbers, and what is made of a word (its runs of letters) is made once for all texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class Tokens:
    """Folded texts as numbers of words: ``ids`` of all texts in a row, ``starts`` where each text begins."""

    def __init__(self, texts: Sequence[str]) -> None:
        number: dict[str, int] = {}
        ids: list[int] = []
        lengths = []
        for text in texts:
            words = text.split()
            lengths.append(len(words))
            ids += [number.setdefault(w, len(number)) for w in words]
        self.words = list(number)
        self.number = number
        self.ids: Whole = np.array(ids, dtype=np.int64)
        self.lengths: Whole = np.array(lengths, dtype=np.int64)
        self.rows: Whole = np.repeat(np.arange(len(lengths)), self.lengths)

    def __len__(self) -> int:
        return len(self.lengths)

    def words_by(self, vocabulary: Mapping[str, int]) -> Whole:
        """The column of each distinct word, -1 where it has none."""
        return np.array([vocabulary.get(w, -1) for w in self.words], dtype=np.int64)

    def pairs(self) -> tuple[Whole, Whole, list[str]]:
        """Pairs of neighbours: the row of each, which distinct pair it is, and the distinct pairs as text."""
        if len(self.ids) < 2:
            return _NO, _NO, []
        same = self.rows[1:] == self.rows[:-1]
        key = self.ids[:-1][same] * len(self.words) + self.ids[1:][same]
        distinct, which = np.unique(key, return_inverse=True)
        names = [f"{self.words[k // len(self.words)]} {self.words[k % len(self.words)]}" for k in distinct.tolist()]
        return self.rows[1:][same], which.astype(np.int64), names


_NO: Whole = np.array([], dtype=np.int64)


def counted(rows: Whole, columns: Whole, shape: tuple[int, int]) -> sp.csr_matrix:
    """How often each column stands in each row; columns of -1 are left out."""
    kept = columns >= 0
    return sp.csr_matrix((np.ones(int(kept.sum())), (rows[kept], columns[kept])), shape=shape)


def weighed(counts: sp.csr_matrix, idf: Floats) -> sp.csr_matrix:
    """TF-IDF with dampened counts and rows of length one (Salton and Buckley 1988)."""
    made = counts.astype(np.float64)
    made.sum_duplicates()
    made.data = (1.0 + np.log(made.data)) * idf[made.indices]
    long = np.sqrt(np.asarray(made.multiply(made).sum(axis=1)).ravel())
    long[long == 0] = 1.0
    made.data /= np.repeat(long, np.diff(made.indptr))
    return made


def word_and_pair_counts(tokens: Tokens, vocabulary: Mapping[str, int]) -> sp.csr_matrix:
    """Counts of the words and pairs of words that a vocabulary has."""
    shape = (len(tokens), len(vocabulary))
    single = counted(tokens.rows, tokens.words_by(vocabulary)[tokens.ids] if len(tokens.ids) else _NO, shape)
    rows, which, names = tokens.pairs()
    column = np.array([vocabulary.get(n, -1) for n in names], dtype=np.int64)
    return single + counted(rows, column[which] if len(which) else _NO, shape)


def letter_counts(
    tokens: Tokens, vocabulary: Mapping[str, int], runs_of: Callable[[str], Sequence[str]]
) -> sp.csr_matrix:
    """Counts of runs of letters that a vocabulary has: made for each distinct word, then added up by text."""
    rows, columns = [], []
    for n, word in enumerate(tokens.words):
        found = [vocabulary[r] for r in runs_of(word) if r in vocabulary]
        rows += [n] * len(found)
        columns += found
    of_word = counted(np.array(rows, np.int64), np.array(columns, np.int64), (len(tokens.words), len(vocabulary)))
    return sp.csr_matrix(counted(tokens.rows, tokens.ids, (len(tokens), len(tokens.words))) @ of_word)


def asked_counts(tokens: Tokens, questions: Sequence[int], vocabulary: Mapping[str, int], most: int) -> sp.csr_matrix:
    """Counts of each word with the number of its question, of the first words of each text, and of the question itself."""
    shape = (len(tokens), len(vocabulary))
    asked = np.array(questions, dtype=np.int64)
    alone = np.array([vocabulary.get(f"q{q}_", -1) for q in questions], dtype=np.int64)
    made = counted(np.arange(len(tokens)), alone, shape)
    if not len(tokens.ids):
        return made
    within = np.arange(len(tokens.ids)) - np.repeat(np.cumsum(tokens.lengths) - tokens.lengths, tokens.lengths)
    early = within < most
    key = asked[tokens.rows[early]] * len(tokens.words) + tokens.ids[early]
    distinct, which = np.unique(key, return_inverse=True)
    size = len(tokens.words)
    column = np.array(
        [vocabulary.get(f"q{k // size}_{tokens.words[k % size]}", -1) for k in distinct.tolist()], np.int64
    )
    return made + counted(tokens.rows[early], column[which], shape)
