"""The fast way from texts to numbers gives what scikit-learn's own vectorizers give."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from consultwork.suggest.words import WordPieces, folded

TEXTS = [
    "The nurse listened to me, and then I waited for hours.", "Waited, waited; nobody came!", "", "ok",
    "A long-lasting wait at A&E in Newhaven: face-to-face would be better than by phone.", "I I I I I",
    "Everything", "nothing nothing at all", "The nurse was kind. The nurse was very, very kind to my mum.",
]  # fmt: skip
ASKED = ["what was good", "what could be better", "what was good"] * 3


def _same(pieces: WordPieces, texts: list[str], asked: list[str]) -> None:
    letters, words = pieces._letters.transform(texts), pieces._words.transform(texts)
    made = pieces(texts, asked)
    n, m = words.shape[1], letters.shape[1]
    assert np.allclose(made[:, :n].toarray(), words.toarray())
    assert np.allclose(made[:, n : n + m].toarray(), 0.7 * letters.toarray())
    assert np.allclose(pieces.words_only(texts).toarray(), words.toarray())
    if pieces._question:
        questions = pieces._asked.transform(pieces._with_question(texts, asked))
        assert np.allclose(made[:, n + m :].toarray(), 0.5 * questions.toarray())


def test_the_same_numbers_as_scikit_learn() -> None:
    """Words, pairs, runs of letters, and words with their question; empty texts too."""
    texts = folded(TEXTS)
    _same(WordPieces(texts, ASKED), texts, ASKED)
    _same(WordPieces(texts, [""] * 9), folded(["a new one, waited", ""]), ["", ""])


_TEXTS = st.lists(st.text(st.sampled_from("ab c'-é1 ."), max_size=30), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(_TEXTS, _TEXTS)
def test_the_same_numbers_whatever_the_words(learnt: list[str], seen: list[str]) -> None:
    """On texts that nobody thought of, also with words that were never learnt."""
    asked = ["q one" if n % 2 else "q two" for n in range(len(learnt))]
    pieces = WordPieces(folded(learnt), asked)
    _same(pieces, folded(seen), ["q one"] * len(seen))
