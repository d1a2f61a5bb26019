"""The words of comments as numbers: folded text, word pieces, and the codebook's own keywords.

Everything here works on folded text (plain ASCII, lower case), a helper that is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from consultwork.model import Code
from consultwork.suggest.tokens import Tokens, asked_counts, letter_counts, weighed, word_and_pair_counts
from consultwork.text import fold
from consultwork.word_lists import word_set

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int32]

# A word on folded text; the hyphen parts words, so that "face-to-face" and "face to face" are one.
WORD = r"[a-z0-9]+(?:'[a-z]+)?"
_WORDS = re.compile(WORD)

# Words that say nothing about a theme when keywords have to be read off a definition.
EMPTY_WORDS = word_set("suggest/empty_words")
_MOST_DERIVED = 15


def folded(texts: Iterable[str]) -> list[str]:
    """Each text as plain ASCII words with one space between and around them."""
    return [" " + " ".join(_WORDS.findall(fold(t))) + " " for t in texts]


@dataclass(frozen=True, slots=True)
class Keyword:
    """One keyword of a code. ``words`` are folded; ``stem`` stands for any ending of the last word."""

    code: int
    shown: str
    words: tuple[str, ...]
    stem: bool

    def found_in(self, text: str) -> str:
        """The words of a folded text that match first, or nothing."""
        ending = "[a-z0-9']*" if self.stem else ""
        m = re.search(f" ({re.escape(' '.join(self.words))}{ending}) ", text)
        return m.group(1) if m else ""


def keywords_of(codes: Sequence[Code]) -> tuple[Keyword, ...]:
    """Each code's own keywords; where a code has none, words read off its name, definition and examples."""
    derived = derived_keywords(codes)
    wanted = [c.include or derived[n] for n, c in enumerate(codes)]
    found: dict[tuple[int, tuple[str, ...], bool], Keyword] = {}
    for n, words in enumerate(wanted):
        for shown in words:
            parts = tuple(_WORDS.findall(fold(shown)))
            if parts:
                key = (n, parts, shown.rstrip().endswith("*"))
                found.setdefault(key, Keyword(n, shown, parts, key[2]))
    return tuple(found.values())


def derived_keywords(codes: Sequence[Code]) -> list[tuple[str, ...]]:
    """The words in which a code's name, definition and examples differ most from the other codes'.

    Weights are term frequency in the code's text times the inverse number of codes that have the
    word (Salton and Buckley 1988), single words and pairs. At most 15 a code.
    """
    weighed = []
    for code in codes:
        weights: dict[str, float] = {}
        for text, weight in ((code.name, 3.0), (code.description, 1.0), (code.example, 1.0)):
            words = _WORDS.findall(fold(text))
            pairs = pairwise(words)
            terms = [w for w in words if len(w) > 2 and w not in EMPTY_WORDS and not w.isdecimal()]
            terms += [f"{a} {b}" for a, b in pairs if a not in EMPTY_WORDS and b not in EMPTY_WORDS and len(a + b) > 5]
            for term in terms:
                share = 0.6 if " " in term else 1.0
                weights[term] = weights.get(term, 0.0) + weight * share
        weighed.append(weights)
    in_codes: dict[str, int] = {}
    for weights in weighed:
        for term in weights:
            in_codes[term] = in_codes.get(term, 0) + 1
    kept = []
    for weights in weighed:
        score = {t: (1 + np.log(w)) * np.log(1 + len(codes) / in_codes[t]) for t, w in weights.items() if w > 0}
        best = sorted(score, key=lambda t: (-score[t], t))[:_MOST_DERIVED]
        kept.append(tuple(best))
    return kept


def keyword_hits(texts: Sequence[str], keywords: Sequence[Keyword]) -> sp.csr_matrix:
    """Which keyword occurs in which folded text: 0 or 1, rows are texts, columns are keywords."""
    if not texts or not keywords:
        return sp.csr_matrix((len(texts), len(keywords)))
    counter = CountVectorizer(analyzer=str.split, binary=True, dtype=np.float64)
    try:
        words = counter.fit_transform(texts).tocsc()
    except ValueError:  # not one word in all the texts
        return sp.csr_matrix((len(texts), len(keywords)))
    vocabulary = counter.vocabulary_
    columns = []
    by_start: dict[str, list[int]] = {}
    for word, column in vocabulary.items():
        by_start.setdefault(word[:2], []).append(column)
    names = counter.get_feature_names_out()

    def rows_with(word: str, stem: bool) -> npt.NDArray[np.int32]:
        if not stem:
            column = vocabulary.get(word)
            return words.indices[words.indptr[column] : words.indptr[column + 1]] if column is not None else _NONE
        starts = by_start.get(word[:2], []) if len(word) > 1 else range(len(names))
        wanted = [c for c in starts if names[c].startswith(word)]
        parts = [words.indices[words.indptr[c] : words.indptr[c + 1]] for c in wanted]
        return np.unique(np.concatenate(parts)) if parts else _NONE

    for k in keywords:
        if len(k.words) == 1:
            columns.append(rows_with(k.words[0], k.stem))
            continue
        rows = rows_with(k.words[0], False)
        for n, word in enumerate(k.words[1:], 2):
            rows = np.intersect1d(rows, rows_with(word, k.stem and n == len(k.words)))
        phrase = " " + " ".join(k.words) + ("" if k.stem else " ")
        columns.append(np.array([r for r in rows if phrase in texts[r]], dtype=np.int32))
    starts_at = np.cumsum([0, *(len(column) for column in columns)])
    hits = sp.csc_matrix(
        (np.ones(starts_at[-1]), np.concatenate(columns), starts_at), shape=(len(texts), len(keywords))
    )
    return hits.tocsr()


_NONE = np.array([], dtype=np.int32)
_MOST_KEPT = 200_000  # words whose runs of letters are kept
_FIRST_WORDS = 40  # of a text: by these the question belongs to its words


class WordPieces:
    """Texts as weighted words, pairs of words and runs of 3 to 5 letters, and what was asked.

    TF-IDF (Salton and Buckley 1988), lengths one. The question asked goes in twice: by itself and
    with each word, since "Everything" means the opposite under another question.
    """

    def __init__(self, texts: Sequence[str], questions: Sequence[str]) -> None:
        """Learn the vocabulary and how common each piece is, from folded texts."""
        least = 2 if len(texts) > 200 else 1
        self._words = TfidfVectorizer(analyzer=_words_and_pairs, min_df=least, sublinear_tf=True, max_features=120_000)
        self._letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), min_df=least, sublinear_tf=True, max_features=120_000,
            lowercase=False,
        )  # fmt: skip
        self._asked = TfidfVectorizer(analyzer=str.split, min_df=least, sublinear_tf=True, max_features=40_000)
        counts: dict[str, int] = {}
        for q in questions:
            counts[q] = counts.get(q, 0) + 1
        common = sorted(counts, key=lambda q: (-counts[q], q))[:20]
        self._question = {q: n for n, q in enumerate(common)} if len(counts) > 1 else {}
        some = [*texts, " a "]  # a vocabulary must not be empty
        self._words.fit(some)
        self._letters.fit([*texts, " abc "])
        self._cut_up = self._letters.build_analyzer()
        self._made: dict[str, list[str]] = {}
        if self._question:
            self._asked.fit(["q0_", *self._with_question(texts, questions)])

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_made": {}}  # what was made on the way is no part of what was learnt

    def _runs(self, word: str) -> list[str]:
        """The runs of letters of a word, made once."""
        made = self._made.get(word)
        if made is None:
            if len(self._made) > _MOST_KEPT:
                self._made.clear()
            made = self._made[word] = list(self._cut_up(word))
        return made

    def _with_question(self, texts: Sequence[str], questions: Sequence[str]) -> list[str]:
        number = [self._question.get(q, 20) for q in questions]
        return [
            " ".join(f"q{n}_{w}" for w in ("", *t.split()[:_FIRST_WORDS])) for n, t in zip(number, texts, strict=True)
        ]

    def __call__(self, texts: Sequence[str], questions: Sequence[str]) -> sp.csr_matrix:
        """One sparse row a text."""
        tokens = Tokens(texts)
        letters = letter_counts(tokens, self._letters.vocabulary_, self._runs)
        parts = [
            weighed(word_and_pair_counts(tokens, self._words.vocabulary_), self._words.idf_),
            0.7 * weighed(letters, self._letters.idf_),
        ]
        if self._question:
            number = [self._question.get(q, 20) for q in questions]
            asked = asked_counts(tokens, number, self._asked.vocabulary_, _FIRST_WORDS)
            parts.append(0.5 * weighed(asked, self._asked.idf_))
        return sp.hstack(parts, format="csr")

    @property
    def names(self) -> list[str]:
        """The words and pairs of words, in the order of the first columns of a row."""
        return list(self._words.get_feature_names_out())

    def words_only(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Words and pairs of words alone, one sparse row a text, for likeness to a description."""
        return weighed(word_and_pair_counts(Tokens(texts), self._words.vocabulary_), self._words.idf_)

    def words_of(self, pieces: sp.csr_matrix) -> sp.csr_matrix:
        """The words and pairs of words of rows that were made before, as ``words_only`` gives them."""
        return pieces[:, : len(self._words.vocabulary_)]


def _words_and_pairs(text: str) -> list[str]:
    words = text.split()
    return words + [f"{a} {b}" for a, b in pairwise(words)]
