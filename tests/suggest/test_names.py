"""Words that may identify someone are found, and everyday words are left alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from consultwork.suggest.names import find_details
from tests.suggest.made_up import BUILD, HELD, TRICKY


def _covered(cases: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[float, float, list[str]]:
    """Recall (an item counts when every letter of it is inside findings), precision, and what went wrong."""
    wanted = right = false = 0
    notes = []
    for text, items in cases:
        found = find_details(text)
        hidden = {n for f in found for n in range(f.start, f.end)}
        spans = []
        for item in items:
            start = text.index(item)
            spans.append((start, start + len(item)))
            wanted += 1
            if all(n in hidden for n in range(start, start + len(item)) if text[n] != " "):
                right += 1
            else:
                notes.append(f"missed {item!r} in {text!r}")
        for f in found:
            if not any(f.start < b and a < f.end for a, b in spans):
                false += 1
                notes.append(f"false {f.words!r} in {text!r}")
    return right / max(wanted, 1), right / max(right + false, 1), notes


@pytest.mark.parametrize(("name", "cases", "floor"), [("build", BUILD, 0.97), ("held out", HELD, 0.90)])
def test_most_planted_details_are_found(
    name: str, cases: tuple[tuple[str, tuple[str, ...]], ...], floor: float
) -> None:
    """Most of the details planted in made-up sentences are found whole, with hardly a false one."""
    recall, precision, notes = _covered(cases)
    account = "\n  ".join([f"{name}: recall {recall:.3f}, precision {precision:.3f}", *notes])
    print(account)  # noqa: T201 - the figures are wanted: pytest -s
    assert recall >= floor, account
    assert precision >= 0.97, account


@pytest.mark.parametrize(("part", "floor"), [("build", 0.97), ("held", 0.92)])
def test_most_details_are_found_in_three_hundred_sentences(part: str, floor: float) -> None:
    """Of sentences with names of many cultures, slang and lower case, most details are found, hardly one falsely."""
    with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert len(rows) >= 300 and min(sum(r["part"] == p for r in rows) for p in ("build", "held")) > 140
    planted = [
        (r["sentence"], tuple(d.rsplit("|", 1)[0].strip() for d in r["details"].split(";") if d))
        for r in rows
        if r["part"] == part
    ]
    recall, precision, notes = _covered(planted)
    account = "\n  ".join(
        [f"{part}: recall {recall:.3f}, precision {precision:.3f}", *(notes if part == "build" else [])]
    )
    print(account)  # noqa: T201 - the figures are wanted: pytest -s
    assert recall >= floor and precision >= 0.97, account


def test_everyday_words_are_left_alone() -> None:
    """Sentences without a personal detail are left alone: Will, May, Hope, the ward, the GP surgery."""
    _, _, notes = _covered([(t, ()) for t in TRICKY])
    assert len(notes) <= 1, notes


def test_offsets_are_code_points_and_do_not_overlap() -> None:
    """Offsets count code points, also after emoji and combining marks, and findings never overlap."""
    for text, _ in (*BUILD, *HELD):
        moved = "\U0001f600e\u0301 \U0001f468\u200d\U0001f469 " + text + " Dr Patel, Amberley Ward"
        found = find_details(moved)
        assert found
        assert all(moved[f.start : f.end] == f.words for f in found)
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_stand_ins_are_plain_and_readable() -> None:
    """A stand-in says what stood there and nothing else."""
    found = find_details("Dr Patel of Conquest Hospital lives in Hastings, see @lucky_star77.")
    assert [f.stand_in for f in found] == ["[a name]", "[a hospital]", "[a place]", "[a social media name]"]


def test_nothing_is_found_in_nothing() -> None:
    """Blank and broken text hold nothing, and no text is too strange to be searched."""
    for text in (
        "",
        " ",
        "\n\n",
        "\ufffd",
        "\ud800",
        "=HYPERLINK(1)",
        "a" * 50_000,
        "Dr " * 5_000,
        "@" * 5_000,
        "1 " * 20_000,
    ):
        assert find_details(text) is not None


def test_names_in_small_letters_are_found_and_the_same_words_in_a_street_are_not_names() -> None:
    """ "my mate dazza" is a name; "Alexandra Road" is a place to the search for places."""
    for said, wanted in (
        ("my mate dazza got clean there", "dazza"),
        ("me and yusuf hussain went in", "yusuf hussain"),
        ("we came from high wycombe", "high wycombe"),
        ("message me on insta at lil_dee_x", "lil_dee_x"),
        ("my gran is 97 and alone", "97"),
    ):
        assert wanted in [f.words for f in find_details(said)], said
    assert [f.kind for f in find_details("the bus to Alexandra Road")] == ["address"]
    assert not find_details("I waited in the hall, tired, with my bag and a cup of tea")


def test_the_language_model_adds_names_and_is_never_needed() -> None:
    """What the model adds is only names; without it all the rest is found as before."""
    text = "Ring 07700 900123 and ask for the nurse. Marguerite Okpokwasili told me on 3 May 2024."
    without = find_details(text, model=False)
    with_model = find_details(text)
    assert {f.kind for f in with_model if f not in without} <= {"name"}
    assert {f.words for f in without} <= {f.words for f in with_model}
