"""Candidate themes where there is no codebook yet: a lead, never a result.

Sentences are grouped by what they have in common; each group is named by its own words and shows three
typical passages. Such a search misses more than half of what a person would find, and says so. Praise and
blame in general come in a list of their own: they are no theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from consultwork.model import Code
from consultwork.suggest.words import EMPTY_WORDS, Floats, Whole, folded, keyword_hits, keywords_of
from consultwork.word_lists import word_set

MISSES = "Such a search misses more than half of what a person finds. Read on, and add what it missed."
_DIMENSIONS, _WORDS, _TYPICAL = 60, 3, 3
_MOODS = word_set("suggest/moods")


@dataclass(frozen=True, slots=True)
class CandidateGroup:
    """Sentences that may share a theme. ``typical`` and ``members`` are numbers of sentences, the nearest first."""

    name: str
    words: tuple[str, ...]
    typical: tuple[int, ...]
    members: tuple[int, ...]
    cohesion: float
    mood: bool


def group_texts(texts: Sequence[str], groups: int, *, seed: int = 1) -> Whole:
    """The number of the group of each text: TF-IDF, latent semantic analysis, and k-means on the sphere.

    Deerwester and others (1990); Dhillon and Modha (2001). Fixed seeds: the same texts give the same groups.
    """
    plain = folded(texts)
    if len(plain) <= groups:
        return np.arange(len(plain), dtype=np.int32)
    return np.asarray(KMeans(groups, n_init=4, random_state=seed).fit_predict(_meaning(plain, seed)), dtype=np.int32)


def candidate_themes(
    texts: Sequence[str], codes: Sequence[Code] = (), *, groups: int | None = None, seed: int = 1
) -> tuple[CandidateGroup, ...]:
    """Groups of sentences, the largest and most alike first; those of general praise and blame last.

    Args:
        texts: sentences.
        codes: where there is a codebook, only sentences that none of its keywords explains are grouped.
        groups: how many; about one for every 15 sentences, at most 60, when left out.
    """
    plain = folded(texts)
    hits = keyword_hits(plain, keywords_of(codes)) if codes else None
    explained = np.zeros(len(plain), bool) if hits is None else np.asarray(hits.sum(axis=1)).ravel() > 0
    rows = [n for n, t in enumerate(plain) if not explained[n] and len(t.split()) >= _WORDS]
    if len(rows) < 2 * _TYPICAL:
        return ()
    wanted = groups or int(np.clip(len(rows) // 15, 2, 60))
    wanted = min(wanted, len(rows) // 2)
    kept = [plain[n] for n in rows]
    meaning = _meaning(kept, seed)
    model = KMeans(wanted, n_init=4, random_state=seed).fit(meaning)
    names = _names(kept, model.labels_, wanted)
    found = []
    for g in range(wanted):
        inside = np.flatnonzero(model.labels_ == g)
        if len(inside) < _TYPICAL:
            continue
        centre = normalize(model.cluster_centers_[g : g + 1])[0]
        near = meaning[inside] @ centre
        order = inside[np.argsort(-near, kind="stable")]
        members = tuple(int(rows[n]) for n in order)
        words = names[g]
        mood = sum(w in _MOODS for w in words) * 2 >= len(words)
        found.append(
            CandidateGroup(", ".join(words), words, members[:_TYPICAL], members, round(float(near.mean()), 3), mood)
        )
    return tuple(sorted(found, key=lambda c: (c.mood, -len(c.members) * c.cohesion, c.name)))


def unexplained_words(texts: Sequence[str], codes: Sequence[Code], most: int = 30) -> tuple[tuple[str, int], ...]:
    """Words that stand in several texts and that no keyword of the codebook explains, with how many texts."""
    plain = folded(texts)
    known = keywords_of(codes)
    seen: dict[str, int] = {}
    for text in plain:
        for word in {w for w in text.split() if len(w) > 2 and w not in EMPTY_WORDS and not w.isdecimal()}:
            seen[word] = seen.get(word, 0) + 1
    words = [w for w, n in seen.items() if n >= 2]
    if not words:
        return ()
    covered = np.asarray(keyword_hits([f" {w} " for w in words], known).sum(axis=1)).ravel() > 0
    also = {part for k in known for part in k.words}
    left = [(w, seen[w]) for w, c in zip(words, covered, strict=True) if not c and w not in also and w not in _MOODS]
    return tuple(sorted(left, key=lambda x: (-x[1], x[0]))[:most])


def _meaning(plain: Sequence[str], seed: int) -> Floats:
    """Texts as points on a sphere: the nearer, the more words and contexts they share."""
    words = TfidfVectorizer(
        ngram_range=(1, 2), sublinear_tf=True, min_df=2 if len(plain) > 50 else 1, stop_words=sorted(EMPTY_WORDS),
        token_pattern=r"(?u)\b[a-z][a-z']+\b", lowercase=False,  # noqa: S106 - a pattern of words
    )  # fmt: skip
    try:
        made = words.fit_transform(plain)
    except ValueError:  # nothing but empty words
        return np.ones((len(plain), 1))
    size = min(_DIMENSIONS, min(made.shape) - 1)
    if size < 2:
        return np.asarray(made.toarray())
    return np.asarray(normalize(TruncatedSVD(size, random_state=seed).fit_transform(made)))


def _names(plain: Sequence[str], labels: Whole, groups: int) -> list[tuple[str, ...]]:
    """The three words in which each group differs most from the others (class-based TF-IDF)."""
    counts: list[dict[str, int]] = [{} for _ in range(groups)]
    for text, g in zip(plain, labels, strict=True):
        for w in {w for w in text.split() if len(w) > 2 and w not in EMPTY_WORDS and not w.isdecimal()}:
            counts[g][w] = counts[g].get(w, 0) + 1
    everywhere: dict[str, int] = {}
    for c in counts:
        for w, n in c.items():
            everywhere[w] = everywhere.get(w, 0) + n
    made = []
    for c in counts:
        scored = sorted(c, key=lambda w: (-(c[w] * np.log(1 + len(plain) / everywhere[w])), w))
        made.append(tuple(scored[:_WORDS]) or ("few words",))
    return made
