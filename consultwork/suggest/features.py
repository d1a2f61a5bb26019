"""The signs by which a code is known in a comment: one number each, for every comment and code.

Signs speak of comment and code alike for all codes, so that one small model weighs them for the
whole codebook, also for a code that nobody has confirmed yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.linalg
import scipy.optimize
import scipy.sparse as sp
import scipy.special

from consultwork.model import Code
from consultwork.suggest.words import Floats
from consultwork.text import fold
from consultwork.word_lists import any_of

_BETTER = re.compile(rf"\b(?:{any_of('suggest/asks_for_better')})\b")
_GOOD = re.compile(r"\b(?:good|well|best|lik(?:e|ed)|enjoy\w*|positive|happy)\b")
_NOTHING = re.compile(rf" (?:{any_of('suggest/says_nothing')})\b")
_EVERYTHING = re.compile(r" (?:everything|all|all of it|the lot|every thing|the whole thing)\b")
_SHORT = 4  # words: a longer answer says what it means

_PRAISE = re.compile(r"\b(?:positive|praise|gratitude|satisfaction|compliments?|thanks|thankful)\b")
_BLAME = re.compile(r"\b(?:negative|dissatisf\w+|dissatisfaction|complaints?|unhappy)\b")


def leaning_of_code(code: Code) -> int:
    """1 for a code of general praise, -1 for one of general blame, 0 for all others: read off its name."""
    name = fold(code.name)
    if _BLAME.search(name):
        return -1
    return 1 if _PRAISE.search(name) else 0


def leaning_of_question(question: str) -> int:
    """1 when the folded question asks what was good, -1 when it asks what should be better, else 0."""
    if _BETTER.search(question):
        return -1
    return 1 if _GOOD.search(question) else 0


def leanings(texts: Sequence[str], questions: Sequence[str]) -> Floats:
    """1 (praise), -1 (blame) or 0 for each folded text: short answers that mean what the question makes of them.

    "Nothing" to "What could be better?" is praise, and blame to "What was good?"; "Everything" the
    other way round.
    """
    asked = {q: leaning_of_question(q) for q in set(questions)}
    found = np.zeros(len(texts))
    for n, (text, question) in enumerate(zip(texts, questions, strict=True)):
        if text.count(" ") - 1 <= _SHORT and asked[question]:
            if _NOTHING.match(text):
                found[n] = -asked[question]
            elif _EVERYTHING.match(text):
                found[n] = asked[question]
    return found


@dataclass(frozen=True, slots=True)
class CodeWeights:
    """Ridge regression of every code on the pieces of the texts (regularised least squares).

    ``weights`` has one row a piece and one column a code, ``start`` is what a text with no known
    piece is given. ``left_out`` is what each text it learnt from would have been given, had it not
    been among them: the exact leave-one-out prediction (Rifkin and Lippert 2007, "Notes on
    regularized least squares").
    """

    weights: Floats
    start: Floats
    left_out: Floats

    def __call__(self, pieces: sp.csr_matrix) -> Floats:
        """How strongly each code is called for: about 0 to 1."""
        return np.asarray(pieces @ self.weights) + self.start


_BIAS = 0.05  # how freely the level common to all texts moves


def learn_head(pieces: sp.csr_matrix, marks: Floats, start: Floats, ridge: float) -> CodeWeights:
    """Fit a head on texts (rows of ``pieces``) and their marks (0 to 1, one column a code).

    Args:
        start: each code's share before anything was learnt from these marks.
        ridge: how strongly the weights are held back.
    """
    near = (pieces @ pieces.T).toarray() + _BIAS
    near[np.diag_indices_from(near)] += ridge
    inverse = scipy.linalg.inv(near, overwrite_a=True, check_finite=False)
    dual = inverse @ (marks - start)
    left_out = marks - dual / np.diag(inverse)[:, None]
    return CodeWeights(np.asarray(pieces.T @ dual), start + _BIAS * dual.sum(axis=0), left_out)


def learn_weights(signs: Floats, marks: Floats, usual: Floats, hold: float = 1.0) -> Floats:
    """Logistic regression of marks (0 or 1) on signs, pulled towards the usual weights.

    One model for all codes: a row is one comment and one code, the last sign is always 1. With no
    rows the usual weights come back; the more rows, the less they count (a Gaussian prior around
    them, Chelba and Acero 2004).
    """

    def loss(w: Floats) -> tuple[float, Floats]:
        z = signs @ w
        away = w - usual
        value = np.logaddexp(0.0, z).sum() - marks @ z + 0.5 * hold * (away @ away)
        return float(value), signs.T @ (scipy.special.expit(z) - marks) + hold * away

    if not len(marks):
        return usual.copy()
    best = scipy.optimize.minimize(loss, usual, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return np.asarray(best.x)
