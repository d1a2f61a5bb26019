"""Which question does a letter answer? Through the codes that bear on each question, not by the question's words alone.

A question and the words of somebody who answers it have little in common. A code stands between: it is
known by its keywords and by one-line statements in people's own manner, and it names its questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from consultwork.model import Code, Question
from consultwork.suggest.engine import Comments, ConfirmedComments, learn
from consultwork.suggest.words import Floats, folded

MOST = 3
_BY_STATEMENTS, _BY_QUESTION, _BY_CODES = 1.0, 3.0, 1.0  # round numbers; see benchmarks/question_mapping.py
_NONE = 0.45  # below this score nothing that is asked is answered, as far as words show


@dataclass(frozen=True, slots=True)
class Answers:
    """The questions that a text may answer, the likeliest first. ``none`` says that it may answer none."""

    questions: tuple[tuple[str, float, str], ...]
    none: bool

    def choices(self) -> tuple[tuple[str, float], ...]:
        """(number, score) of each."""
        return tuple((number, score) for number, score, _ in self.questions)


def rank_questions(
    texts: Sequence[str],
    questions: Sequence[Question],
    codes: Sequence[Code],
    confirmed: ConfirmedComments | None = None,
) -> tuple[Answers, ...]:
    """Questions for each text, three at the most: (number, score, why).

    The score adds how likely each code is (see ``suggest.engine``), shared among the questions that it
    bears on; the likeness (TF-IDF, cosine) to the statements of these codes; and to the question's text.

    Args:
        texts: what people wrote; each is taken whole.
        questions: those of one consultation.
        codes: the codebook. Codes without questions of this consultation lead nowhere.
        confirmed: what people decided on codes, with one column for each of ``codes``.
    """
    codes = tuple(codes)
    if not texts or not questions:
        return tuple(Answers((), True) for _ in texts)
    bears = np.array([[float(q.ref in code.questions) for q in questions] for code in codes]).reshape(len(codes), -1)
    share = bears / np.maximum(bears.sum(axis=1, keepdims=True), 1.0) ** 0.5
    chances = (
        learn(codes, Comments(list(texts)), confirmed).read(Comments(list(texts)))[0]
        if codes
        else np.zeros((len(texts), 0))
    )
    plain = folded(texts)
    lines = [(n, line) for n, c in enumerate(codes) for line in _statements(c)]
    words = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, lowercase=False)
    asked = folded(f"{q.plain} {q.text}" for q in questions)
    words.fit([*plain, *asked, *folded(line for _, line in lines), " abc "])
    own = words.transform(plain)
    near = _nearest(own, words.transform(folded(line for _, line in lines)), [n for n, _ in lines], len(codes))
    found = _BY_CODES * (chances @ share) + _BY_STATEMENTS * np.where(
        bears[None].any(), (near[:, :, None] * share[None]).max(axis=1), 0.0
    )
    found = found + _BY_QUESTION * (own @ words.transform(asked).T).toarray()
    return tuple(
        _answers(found[n], chances[n] * near[n].clip(0.05), bears, questions, codes) for n in range(len(texts))
    )


def _statements(code: Code) -> list[str]:
    return [x for x in (code.name, code.description, code.statement, *code.issues, code.example) if x]


def _nearest(own: sp.csr_matrix, lines: sp.csr_matrix, of: Sequence[int], codes: int) -> Floats:
    """How near each text is to the nearest statement of each code."""
    alike = (own @ lines.T).toarray()
    near = np.zeros((own.shape[0], codes))
    for column, code in enumerate(of):
        near[:, code] = np.maximum(near[:, code], alike[:, column])
    return near


def _answers(
    score: Floats, weight: Floats, bears: Floats, questions: Sequence[Question], codes: Sequence[Code]
) -> Answers:
    order = np.argsort(-score, kind="stable")[:MOST]
    told = []
    for q in order:
        best: npt.NDArray[np.int64] = (
            np.argsort(-(weight * bears[:, q]), kind="stable")[:2] if len(codes) else np.array([], dtype=int)
        )
        names = [codes[c].name for c in best if bears[c, q] and weight[c] > 0]
        why = f"it speaks of {' and '.join(names)}" if names else "its words are near the question's"
        told.append((questions[q].number, round(float(score[q]), 3), why))
    return Answers(tuple(told), bool(score.max() < _NONE))
