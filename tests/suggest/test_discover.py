"""Candidate themes without a codebook: found again where they were planted, and never more than a lead."""

from __future__ import annotations

from consultwork.model import Code
from consultwork.suggest.discover import candidate_themes, group_texts, unexplained_words

BUS = [
    f"Made up {w}: the bus fare to the clinic costs too much {w}."
    for w in ("monday", "tuesday", "friday", "sunday", "again")
]
LIFT = [
    f"Made up {w}: the lift in the building was broken and stairs hurt {w}."
    for w in ("one", "two", "three", "four", "five")
]
GOOD = [
    f"Everything was good and lovely and the staff were kind {w}."
    for w in ("indeed", "really", "always", "today", "there")
]


def test_what_was_planted_is_found_with_its_words_and_passages() -> None:
    """Two themes and general praise: each in a group, praise last; the same each time."""
    found = candidate_themes([*BUS, *LIFT, *GOOD], groups=3)
    assert [len(g.members) for g in found] == [5, 5, 5] and found[-1].mood and not found[0].mood
    names = {frozenset(range(5)): "bus", frozenset(range(5, 10)): "lift"}
    for g in found[:2]:
        assert names[frozenset(g.members)] in " ".join((*g.words, *(str(([*BUS, *LIFT, *GOOD])[n]) for n in g.typical)))
        assert len(g.typical) == 3
    assert candidate_themes([*BUS, *LIFT, *GOOD], groups=3) == found
    assert len(set(group_texts([*BUS, *LIFT], 2).tolist())) == 2


def test_what_the_codebook_explains_is_left_out() -> None:
    """Only sentences without any keyword are grouped, and only words without one are listed."""
    codes = (Code("bus", "Bus fares", include=("bus fare*",)),)
    found = candidate_themes([*BUS, *LIFT, *LIFT], codes, groups=1)
    assert {n for g in found for n in g.members} == set(range(5, 15))
    words = [w for w, _ in unexplained_words([*BUS, *LIFT], codes)]
    assert "lift" in words and "bus" not in words and "fare" not in words


def test_too_little_gives_nothing() -> None:
    """No words, few texts, empty texts."""
    assert candidate_themes([]) == () and candidate_themes(["", "a", "ok"]) == ()
    assert unexplained_words([], ()) == () and len(group_texts(["a"], 5)) == 1
