"""Which passages of what they published may be about an ask? The nearest by words; a person decides.

TF-IDF over words and over the letters within words (so that “refer” is near “referral”), cosine, the two
added. Nothing here says what was decided.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from consultwork.model import Ask, AskMatch, Publication
from consultwork.suggest.words import EMPTY_WORDS, folded

MOST = 3
_LEAST = 0.06  # below this only small words are shared


def nearest(asks: Sequence[Ask], published: Sequence[Publication], most: int = MOST) -> dict[str, tuple[AskMatch, ...]]:
    """For each ask the passages nearest to it, the nearest first.

    Args:
        asks: our asks.
        published: the documents to look in.
        most: how many passages for each.

    Returns:
        By ask id; an empty tuple where nothing is near.
    """
    passages = [(d.title, p) for d in published for p in d.passages]
    if not passages or not asks:
        return {a.id: () for a in asks}
    texts, wanted = folded(p.text for _, p in passages), folded(f"{a.short} {a.short} {a.text}" for a in asks)
    total = np.zeros((len(asks), len(passages)))
    for words in (
        TfidfVectorizer(stop_words=sorted(EMPTY_WORDS), ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\S+"),  # noqa: S106 - a pattern of words
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, lowercase=False),
    ):
        words.fit([*texts, *wanted])
        total += (words.transform(wanted) @ words.transform(texts).T).toarray() / 2
    matches: dict[str, tuple[AskMatch, ...]] = {}
    for n, ask in enumerate(asks):
        order = np.argsort(-total[n], kind="stable")[:most]
        near = (
            AskMatch(passages[k][0], passages[k][1], round(float(total[n, k]), 3))
            for k in order
            if total[n, k] >= _LEAST
        )
        matches[ask.id] = tuple(near)
    return matches
