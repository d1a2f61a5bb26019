"""What a codebook and what people have confirmed say about new comments: codes, ranked.

How it works. The codebook's own keywords come first. What the comments themselves have in common
carries the keywords on to comments that have none of them (a ridge regression on the keywords' own
verdict: weak supervision). What people have confirmed trains a second ridge regression on words,
pairs of words, runs of letters and the question asked. One logistic regression, shared by all codes
and held near weights that are sensible before anything is confirmed, turns these signs into a
probability. Each sign of a confirmed comment is computed as if that comment had not been confirmed,
so that the probabilities are honest. No random numbers but with a fixed seed, no network.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.special import expit

from consultwork.model import Code
from consultwork.suggest import features
from consultwork.suggest.calibration import USUAL_SECOND_LOOK, SecondLook, choose_cut, learn_second_look
from consultwork.suggest.features import CodeWeights
from consultwork.suggest.words import Floats, Keyword, WordPieces, folded, keyword_hits, keywords_of
from consultwork.text import fold

USUAL_CUT = 0.33  # what is marked as likely while too little is confirmed to choose a cut
ENOUGH = 50  # confirmed comments from which the cut is chosen on them

_EXAMPLE_END = re.compile(r"\s+\|\s+|\n+")
_POOL = 4_000  # comments that the weak head learns from
_MOST_CONFIRMED = 6_000  # confirmed comments that the head learns from
_MOST_PER_COMMENT = 1.2  # codes that a comment has, before anyone has confirmed any
_WEAK_RIDGE, _HEAD_RIDGE = 5.0, 1.0
_RECORD_BEFORE, _RECORD_WEIGHT = 0.6, 4.0  # how often a keyword is right before it was tried; worth so many tries

# hit, how many, how rare, short answer, alike, weak head | head, record, log of both heads; before anything is confirmed.
# Round numbers, set by hand: a keyword multiplies the odds by about 20.
_USUAL = np.array([3.0, 0.8, 1.0, 3.0, 4.0, 4.0])
_USUAL_CONFIRMED = np.array([4.0, 0.0, 0.0, 0.0])


@dataclass(frozen=True, slots=True)
class Comments:
    """Comments as they came, with the question that was asked of each ("" where unknown)."""

    texts: Sequence[str]
    questions: Sequence[str] = ()
    plain: list[str] = field(init=False, repr=False)
    asked: list[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", folded(self.texts))
        once = {q: fold(q) for q in set(self.questions)}
        object.__setattr__(self, "asked", [once[q] for q in self.questions] or [""] * len(self.texts))

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, rows: Sequence[int]) -> Comments:
        """Some of them, in this order."""
        return Comments([self.texts[r] for r in rows], [self.questions[r] for r in rows] if self.questions else ())


@dataclass(frozen=True, slots=True)
class ConfirmedComments:
    """Comments with what a person decided: one row a comment, one column a code, 0 or 1.

    A row of zeros is a person's "none fits".
    """

    comments: Comments
    marks: Floats


@dataclass(frozen=True, slots=True)
class Basis:
    """What is known before anyone has confirmed anything."""

    codes: tuple[Code, ...]
    keywords: tuple[Keyword, ...]
    of_code: sp.csr_matrix  # keywords by codes
    pieces: WordPieces
    documents: sp.csr_matrix
    rarity: Floats
    leaning: Floats

    def signs(self, comments: Comments, hits: sp.csr_matrix, pieces: sp.csr_matrix) -> list[Floats]:
        """hit, how many, how rare, short answer, alike: each comments by codes."""
        count = (hits @ self.of_code).toarray()
        rare = (hits @ sp.diags(self.rarity) @ self.of_code).toarray()
        short = np.maximum(np.outer(features.leanings(comments.plain, comments.asked), self.leaning), 0.0)
        alike = (self.pieces.words_of(pieces) @ self.documents.T).toarray()
        return [(count > 0).astype(float), np.log1p(count), rare, short, alike]


@dataclass(frozen=True, slots=True)
class Suggester:
    """All that was learnt. Made by ``learn``."""

    basis: Basis
    weak: CodeWeights
    head: CodeWeights | None
    record: Floats  # of each keyword: the log odds that it is right
    weights: Floats
    second_look: SecondLook
    cut: float
    confirmed: ConfirmedComments | None
    pool: dict[tuple[str, str], int]  # the weak head's own comments: each is read as if left out
    left_out: Floats | None = None  # of each confirmed comment: its chances, had it not been confirmed

    def __dask_tokenize__(self) -> tuple[str, ...]:
        """What makes one suggester another, for a Dask cluster: the codebook and the weights that were learnt."""
        head = self.head.weights.tobytes() if self.head is not None else b""
        learnt = hashlib.sha256(self.weights.tobytes() + self.weak.weights.tobytes() + head).hexdigest()
        return (*(repr(code) for code in self.basis.codes), learnt)

    def read(self, comments: Comments) -> tuple[Floats, sp.csr_matrix, sp.csr_matrix]:
        """Probabilities (comments by codes), keyword hits, and the pieces of each comment."""
        hits = keyword_hits(comments.plain, self.basis.keywords)
        pieces = self.basis.pieces(comments.plain, comments.asked)
        found = self.basis.signs(comments, hits, pieces)
        found.append(self._weakly(comments, pieces))
        if self.head is not None:
            found = _with_confirmed(found, self.head(pieces), _best_record(hits, self.record, self.basis))
        chances = expit(_stacked(found) @ self.weights).reshape(len(comments), -1)
        return self.second_look(chances), hits, pieces

    def _weakly(self, comments: Comments, pieces: sp.csr_matrix) -> Floats:
        given = self.weak(pieces)
        for n, key in enumerate(zip(comments.plain, comments.asked, strict=True)):
            if key in self.pool:
                given[n] = self.weak.left_out[self.pool[key]]
        return given


def learn(codes: Sequence[Code], comments: Comments, confirmed: ConfirmedComments | None = None) -> Suggester:
    """Learn from a codebook, from comments nobody has coded, and from those that people confirmed.

    Args:
        codes: the codebook; where no code has keywords, they are read off definitions and examples.
        comments: the comments to be coded: what they have in common carries the keywords on.
        confirmed: what people decided; its marks have one column for each of ``codes``.
    """
    codes = tuple(codes)
    if confirmed is not None:
        confirmed = _distinct(confirmed) if len(confirmed.comments) else None
    examples, example_marks = _examples(codes)
    pool = _pool(comments, confirmed, examples)
    basis = _basis(codes, pool)
    hits = keyword_hits(pool.plain, basis.keywords)
    pieces = basis.pieces(pool.plain, pool.asked)
    plain = basis.signs(pool, hits, pieces)
    weak, start = _learn_weakly(plain, pieces, example_marks)
    keys = list(zip(pool.plain, pool.asked, strict=True))[: len(pool) - len(examples)]
    known = {key: n for n, key in enumerate(keys)}
    usual = np.append(_USUAL, start)
    first = Suggester(basis, weak, None, np.zeros(0), usual, USUAL_SECOND_LOOK, USUAL_CUT, None, known)
    return first if confirmed is None else _learn_confirmed(first, confirmed)


def _learn_confirmed(first: Suggester, confirmed: ConfirmedComments) -> Suggester:
    comments, marks, basis = confirmed.comments, confirmed.marks, first.basis
    hits = keyword_hits(comments.plain, basis.keywords)
    pieces = basis.pieces(comments.plain, comments.asked)
    found = basis.signs(comments, hits, pieces)
    found.append(first._weakly(comments, pieces))
    usual_share = expit(_stacked(found) @ first.weights).reshape(marks.shape).mean(axis=0)
    head = features.learn_head(pieces, marks, usual_share, _HEAD_RIDGE)
    record = _records(hits, marks, basis)
    found = _with_confirmed(found, head.left_out, _best_record(hits, record, basis, marks))
    stacked = _stacked(found)
    usual = np.concatenate([first.weights[:-1], _USUAL_CONFIRMED, first.weights[-1:]])
    weights = features.learn_weights(stacked, marks.ravel(), usual)
    second, cut = USUAL_SECOND_LOOK, USUAL_CUT
    left_out = expit(stacked @ weights).reshape(marks.shape)
    if len(comments) >= ENOUGH and marks.any():
        second = learn_second_look(left_out, marks)
        cut = choose_cut(second(left_out), marks)
    left_out = second(left_out)
    odds = np.log(record[0] / (1 - record[0]))
    return Suggester(basis, first.weak, head, odds, weights, second, cut, confirmed, first.pool, left_out)


def _with_confirmed(found: list[Floats], head: Floats, record: Floats) -> list[Floats]:
    """The signs known before, and those that confirmed comments add."""
    weak = found[-1]
    return [*found, head, record, *(np.log(np.clip(given, 0.01, 1.0)) for given in (weak, head))]


def _basis(codes: tuple[Code, ...], pool: Comments) -> Basis:
    keywords = keywords_of(codes)
    documents = folded(" ".join((code.name, code.description, *code.include, code.example)) for code in codes)
    pieces = WordPieces([*pool.plain, *documents], [*pool.asked, *[""] * len(codes)])
    of_code = sp.csr_matrix(
        (np.ones(len(keywords)), (np.arange(len(keywords)), [k.code for k in keywords])),
        shape=(len(keywords), len(codes)),
    )
    seen = np.asarray(keyword_hits(pool.plain, keywords).sum(axis=0)).ravel()
    rarity = np.log((len(pool) + 2) / (seen + 1)) / np.log(len(pool) + 2)
    leaning = np.array([features.leaning_of_code(code) for code in codes], dtype=float)
    return Basis(codes, keywords, of_code, pieces, pieces.words_only(documents), rarity, leaning)


def _learn_weakly(plain: list[Floats], pieces: sp.csr_matrix, example_marks: Floats) -> tuple[CodeWeights, float]:
    """The weak head, and the level at which about as many codes are called for as keywords say."""
    hit = plain[0]
    per_comment = float(np.clip(0.75 * hit.sum(axis=1).mean(), 0.1, _MOST_PER_COMMENT))
    share = np.clip(hit.mean(axis=0), 1e-3, None)
    score = _stacked(plain)[:, :-1] @ _USUAL[:-1]
    score = score.reshape(hit.shape)
    weak: CodeWeights | None = None
    level = -4.0
    for _ in range(2):
        both = score if weak is None else score + _USUAL[-1] * weak.left_out
        level = _level(both, per_comment)
        verdict = expit(both + level)
        if len(example_marks):
            verdict[-len(example_marks) :] = example_marks
        share = verdict.mean(axis=0)
        weak = features.learn_head(pieces, verdict, share, _WEAK_RIDGE)
    assert weak is not None
    return weak, _level(score + _USUAL[-1] * weak.left_out, per_comment)


def _level(score: Floats, per_comment: float) -> float:
    """What to add to every score so that so many codes are expected for each comment (by halving)."""
    low, high = -15.0, 5.0
    for _ in range(40):
        middle = (low + high) / 2
        if expit(score + middle).sum(axis=1).mean() > per_comment:
            high = middle
        else:
            low = middle
    return low


def _records(hits: sp.csr_matrix, marks: Floats, basis: Basis) -> Floats:
    """Of each keyword: how often it was right (smoothed), in how many comments it was, and right."""
    of = np.array([k.code for k in basis.keywords], dtype=int)
    seen = np.asarray(hits.sum(axis=0)).ravel()
    right = np.asarray(hits.multiply(marks[:, of]).sum(axis=0)).ravel() if len(of) else np.zeros(0)
    smooth = (right + _RECORD_WEIGHT * _RECORD_BEFORE) / (seen + _RECORD_WEIGHT)
    return np.vstack([smooth, seen, right])


def _best_record(hits: sp.csr_matrix, record: Floats, basis: Basis, marks: Floats | None = None) -> Floats:
    """The log odds of the keyword with the best record, by comment and code; 0 where there is none.

    With ``marks``, each comment's own mark is left out of the record (as from ``_records``).
    """
    shape = (hits.shape[0], len(basis.codes))
    best = np.full(shape, -np.inf)
    which = hits.tocoo()
    code = np.array([k.code for k in basis.keywords], dtype=int)[which.col] if which.nnz else _NO_ROWS
    if marks is None:
        odds = record[which.col] if which.nnz else np.zeros(0)
    else:
        own = marks[which.row, code]
        right = record[2][which.col] - own + _RECORD_WEIGHT * _RECORD_BEFORE
        often = right / (record[1][which.col] - 1 + _RECORD_WEIGHT)
        odds = np.log(often / (1 - often))
    np.maximum.at(best, (which.row, code), odds)
    return np.where(np.isfinite(best), best, 0.0)


_NO_ROWS: npt.NDArray[np.int64] = np.array([], dtype=int)


def _stacked(found: list[Floats]) -> Floats:
    """Signs as columns, one row for each comment and code, and a column of ones."""
    return np.column_stack([*(f.ravel() for f in found), np.ones(found[0].size)])


def _examples(codes: Sequence[Code]) -> tuple[Comments, Floats]:
    """The codebook's own example passages, each marked with its code."""
    found = [(part, n) for n, c in enumerate(codes) for part in _EXAMPLE_END.split(c.example) if len(part.split()) > 1]
    marks = np.zeros((len(found), len(codes)))
    for row, (_, n) in enumerate(found):
        marks[row, n] = 1.0
    return Comments([part for part, _ in found]), marks


def _pool(comments: Comments, confirmed: ConfirmedComments | None, examples: Comments) -> Comments:
    """Distinct comments that the weak head learns from, a fixed draw of them if there are many."""
    texts, questions = list(comments.texts), list(comments.questions) or [""] * len(comments)
    if confirmed is not None:
        texts += confirmed.comments.texts
        questions += list(confirmed.comments.questions) or [""] * len(confirmed.comments)
    distinct = sorted(set(zip(questions, texts, strict=True)))
    if len(distinct) > _POOL:
        drawn = np.random.default_rng(1).choice(len(distinct), _POOL, replace=False)
        distinct = [distinct[n] for n in sorted(drawn)]
    pairs = [*distinct, *(("", t) for t in examples.texts)]
    return Comments([t for _, t in pairs], [q for q, _ in pairs])


def _distinct(confirmed: ConfirmedComments) -> ConfirmedComments:
    """Each comment once: the same words to the same question count as what most people gave them."""
    rows: dict[tuple[str, str], list[int]] = {}
    for n, key in enumerate(zip(confirmed.comments.asked, confirmed.comments.plain, strict=True)):
        rows.setdefault(key, []).append(n)
    groups = [rows[key] for key in sorted(rows)]
    if len(groups) > _MOST_CONFIRMED:
        drawn = np.random.default_rng(2).choice(len(groups), _MOST_CONFIRMED, replace=False)
        groups = [groups[n] for n in sorted(drawn)]
    marks = np.array([(confirmed.marks[g].mean(axis=0) >= 0.5).astype(float) for g in groups])
    return ConfirmedComments(confirmed.comments.take([g[0] for g in groups]), marks)
