"""Personal details by their form: found where they stand, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultwork.details import find_personal_details, nhs_number_is_valid
from consultwork.journey.safeguard import decide, redacted, risk_words

FOUND = [
    ("Write to jo.o'neil+x@my-site.example.org.", "e-mail", "jo.o'neil+x@my-site.example.org"),
    ("Call 07700 900123 now", "phone", "07700 900123"),
    ("Call 07700900123", "phone", "07700900123"),
    ("+44 (0)1632 960 123", "phone", "+44 (0)1632 960 123"),
    ("0044 1632 960123", "phone", "0044 1632 960123"),
    ("(01632) 960 123", "phone", "(01632) 960 123"),
    ("ring +353 1 234 5678 please", "phone", "+353 1 234 5678"),
    ("0048 22 629 00 00 in Warsaw", "phone", "0048 22 629 00 00"),
    ("(+1) 202 555 0175", "phone", "+1) 202 555 0175"),
    ("01632.960.123", "phone", "01632.960.123"),
    ("07700\u00a0900\u00a0123", "phone", "07700\u00a0900\u00a0123"),
    ("I live at BN1 1AA, near", "postcode", "BN1 1AA"),
    ("bn11aa", "postcode", "bn11aa"),
    ("NHS 943 476 5919 ok", "NHS number", "943 476 5919"),
    ("9434765919", "NHS number", "9434765919"),
    ("my number is QQ 12 34 56 C", "", ""),
    ("AB 12 34 56 C", "National Insurance number", "AB 12 34 56 C"),
    ("born on 3 April 1985 in", "date of birth", "3 April 1985"),
    ("DOB: 03/04/85", "date of birth", "03/04/85"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_details_are_found_where_they_stand(text: str, kind: str, words: str) -> None:
    """Each kind is found with its exact words; what only looks like one is not."""
    assert [(f.kind, f.words) for f in find_personal_details(text)] == ([(kind, words)] if kind else [])


@pytest.mark.parametrize(
    "text",
    [
        "I waited 943 476 5918 hours",
        "In 2021 to 2022, 75% of 1,200",
        "on 3 April 2021 I went",
        "a 10 of 12",
        "1234567890123",
        "+12 weeks, 00 00, 2+3 1 2",
        "it rose by +5 234 567",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    """Wrong check digits, years, shares and dates of visits are no personal details."""
    assert find_personal_details(text) == ()


def test_places_are_code_points_also_after_emoji() -> None:
    """What stands before, an emoji say, does not shift where a detail is found."""
    text = "👩‍👧 é 🙂 write jo@example.org 🙂 BN1 1AA"
    for f in find_personal_details(text):
        assert text[f.start : f.end] == f.words


@given(st.text(), st.sampled_from([t for t, k, _ in FOUND if k]), st.text())
def test_redaction_changes_only_what_was_found(before: str, said: str, after: str) -> None:
    """Around the stand-ins every character stays; without a decision nothing changes at all."""
    text = f"{before} {said} {after}"
    found = find_personal_details(text)
    assert redacted(text, found) == text == redacted(text, decide(found, "keep", "Kim"))
    out, at = redacted(text, decide(found, "replace", "Kim")), 0
    last = 0
    for f in found:
        assert out[at : at + f.start - last] == text[last : f.start]
        at += f.start - last
        assert out[at : at + len(f.stand_in)] == f.stand_in
        at, last = at + len(f.stand_in), f.end
    assert out[at:] == text[last:]


def test_the_check_digit_is_reckoned() -> None:
    """The modulus 11 digit of an NHS number is right or the number is none."""
    assert nhs_number_is_valid("9434765919") and nhs_number_is_valid("4010232137")
    assert not any(map(nhs_number_is_valid, ("9434765918", "", "94347659190", "943476591x", "١٢٣٤٥٦٧٨٩٠")))


@pytest.mark.parametrize(
    "text",
    [
        "I wanted to die",
        "He hits me",
        "thought of ending my life",
        "I don’t want to be here",
        "I self-harmed for years",
    ],
)
def test_words_of_risk_are_flagged(text: str) -> None:
    """A person looks at words of risk, with curly marks as with straight ones."""
    assert risk_words(text)


@pytest.mark.parametrize("text", ["The queue is killing the service", "It was dead slow"])
def test_everyday_words_are_not(text: str) -> None:
    """Figures of speech are not flagged where they can be told."""
    assert not risk_words(text)
