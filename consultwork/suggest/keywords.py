"""Keywords that a codebook may take, from what people have confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from consultwork.model import Code
from consultwork.suggest.words import EMPTY_WORDS, Floats, folded, keyword_hits, keywords_of

_LEAST = 2  # passages with the code in which a word must stand
_PRIOR = 500.0  # how strongly the words of all comments hold a word back
_MOST = 3  # proposed at a time


@dataclass(frozen=True, slots=True)
class ProposedKeyword:
    """A word or pair of words that stands in passages with a code, and how often in others."""

    code: str
    word: str
    with_code: int
    without: int


def propose_keywords(
    codes: Sequence[Code], texts: Sequence[str], marks: Floats, most: int = _MOST
) -> tuple[ProposedKeyword, ...]:
    """The words in which passages with a code differ most from those without.

    Ranked by the log odds ratio with an informative Dirichlet prior, over its standard error (Monroe,
    Colaresi and Quinn 2008, "Fightin' Words"). Words that the code has as keywords, or that a keyword
    of it matches already, are left out, as are words that say nothing about any theme.

    Args:
        codes: the codebook.
        texts: what people read.
        marks: texts by codes, 1 where a person gave the code.
        most: how many for each code, at the most.
    """
    words = [_terms(t) for t in folded(texts)]
    everywhere = Counter(term for terms in words for term in terms)
    known = keywords_of(codes)
    hits = keyword_hits([f" {t} " for t in everywhere], known) if everywhere else None
    has = [k.code for k in known]
    number = {t: n for n, t in enumerate(everywhere)}
    keywords: list[ProposedKeyword] = []
    for n, code in enumerate(codes):
        inside = Counter(term for row in np.flatnonzero(marks[:, n]) for term in words[row])
        mine = {t for t in inside if hits is not None and any(has[k] == n for k in hits[number[t]].indices)}
        kept: list[str] = []
        for _, term, count, elsewhere in sorted(_scored(inside, everywhere, mine)):
            if len(kept) == most:
                break
            if not any(f" {term} " in f" {k} " or f" {k} " in f" {term} " for k in kept):
                kept.append(term)
                keywords.append(ProposedKeyword(code.id, term, count, elsewhere))
    return tuple(keywords)


def _scored(
    inside: Mapping[str, int], everywhere: Mapping[str, int], known: set[str]
) -> Iterator[tuple[float, str, int, int]]:
    """Words of a code's passages by how much more often they stand there: (minus z, word, there, elsewhere)."""
    total, size = sum(everywhere.values()), sum(inside.values())
    for term, a in inside.items():
        if a < _LEAST or term in known:
            continue
        b, prior = everywhere[term] - a, _PRIOR * everywhere[term] / total
        one = np.log((a + prior) / (size + _PRIOR - a - prior))
        other = np.log((b + prior) / (total - size + _PRIOR - b - prior))
        z = (one - other) / np.sqrt(1 / (a + prior) + 1 / (b + prior))
        if z > 1.5 and a > b / 2:
            yield -z, term, a, b


def _terms(text: str) -> set[str]:
    words = text.split()
    kept = {w for w in words if len(w) > 2 and w not in EMPTY_WORDS and not w.isdecimal()}
    pairs = pairwise(words)
    return kept | {f"{a} {b}" for a, b in pairs if a not in EMPTY_WORDS and b not in EMPTY_WORDS}
