"""Boxes that were ticked, kept beside words and read again."""

from __future__ import annotations

import pytest

from consultwork.model import Part, Question, QuestionKind, only_ticks, options_of, rows_of, ticks_of, with_ticks

AGREE = Question("c", "1", "Do you agree?", QuestionKind.AGREEMENT)
YES = Question("c", "2", "Is it right?", QuestionKind.YES_NO)
SEVERAL = Question(
    "c", "3", "Which?", QuestionKind.CHOOSE_SEVERAL, options=("Day, evening", "Night", "Day"), other=True
)
PARTS = Question("c", "4", "How far?", QuestionKind.MULTI_PART, parts=(Part("a", "Beds"), Part("b", "Beds; more")))
FREE = Question("c", "5", "What?", QuestionKind.FREE_TEXT)


@pytest.mark.parametrize(
    ("question", "text", "wanted"),
    [
        (AGREE, "[Agree]\nBecause.", (("", "Agree"),)),
        (AGREE, "[strongly agree]", (("", "Strongly agree"),)),
        (AGREE, "Strongly disagree", (("", "Strongly disagree"),)),
        (AGREE, "Agree. I have been on all three wards.", (("", "Agree"),)),
        (AGREE, "Agree - it is right", (("", "Agree"),)),
        (AGREE, "I agree with some of it", ()),
        (AGREE, "Agreeable", ()),
        (AGREE, "Agree with all of this", ()),
        (AGREE, "[Agree; Disagree]", ()),
        (YES, "Yes, but only if it is near", ()),
        (YES, "no", (("", "No"),)),
        (YES, "Nobody asked me.", ()),
        (YES, "Not sure: it depends", (("", "Not sure"),)),
        (SEVERAL, "[Day, evening; Night]", (("", "Day, evening"), ("", "Night"))),
        (SEVERAL, "Day, Night", (("", "Day"), ("", "Night"))),
        (SEVERAL, "[Night; Other: weekends, mostly]\nYes", (("", "Night"), ("", "Other"))),
        (SEVERAL, "[Night; Something strange]", ()),
        (PARTS, "[a) Beds: Agree; b) Beds; more: Not sure]", (("a) Beds", "Agree"), ("b) Beds; more", "Not sure"))),
        (PARTS, "[a) Beds: Maybe]", ()),
        (FREE, "[Agree]", ()),
        (AGREE, "", ()),
    ],
)
def test_boxes_are_read_and_words_are_not(question: Question, text: str, wanted: tuple[tuple[str, str], ...]) -> None:
    """Only what stands there as a box counts as one: words that sound like it are words."""
    assert ticks_of(question, text) == wanted


@pytest.mark.parametrize("question", [AGREE, YES, SEVERAL, PARTS])
def test_what_a_form_keeps_is_read_again(question: Question) -> None:
    """Each box of each row comes back as it was ticked, with words or without."""
    for row in rows_of(question) or ("",):
        for box in options_of(question):
            kept = with_ticks([f"{row}: {box}" if row else box], "My words.\nAgree")
            assert ticks_of(question, kept) == ((row, box),)
            assert only_ticks(question, with_ticks([f"{row}: {box}" if row else box], ""))
            assert not only_ticks(question, kept)
