"""Words that say that there is no answer, and words that are one."""

from __future__ import annotations

import pytest

from consultwork.exchange.blank_words import says_nothing

GOOD = "What was good about your stay?"
ROOM = ("Any other comments?", "Anything else?", "Is there anything else you would like to tell us?", "Further comments",
        "Do you have any comments on this proposal?", "Please explain your answer", "If yes, please say why", "Comments",
        "Which meals? - Other (please specify)")  # fmt: skip


@pytest.mark.parametrize("words", ["Nothing", "none.", "No", "nothing at all!", "Nil", "not really"])
@pytest.mark.parametrize("question", ROOM)
def test_nothing_where_room_is_left_is_no_answer(question: str, words: str) -> None:
    """Under a question that leaves room for more, "nothing" says that there is no more."""
    assert says_nothing(question, words)


@pytest.mark.parametrize("words", ["Nothing", "none.", "No", "Nothing at all!", "Nil", "Not really"])
@pytest.mark.parametrize(
    "question",
    [GOOD, "What helped you most?", "Which staff listened to you?", "Do you agree?", "If you stayed, was it good?", ""],
)
def test_nothing_under_a_question_is_an_answer(question: str, words: str) -> None:
    """Under a question of its own, "nothing" is what somebody said."""
    assert not says_nothing(question, words)


@pytest.mark.parametrize(
    "words", ["N/A", "n/a.", "-", "--", "?", "…", "No comment", "not applicable", "(blank)", "Nothing to add."]
)
@pytest.mark.parametrize("question", [GOOD, *ROOM[:2]])
def test_no_comment_is_never_an_answer(question: str, words: str) -> None:
    """ "N/A", a dash and "no comment" are no answer, whatever was asked."""
    assert says_nothing(question, words)


@pytest.mark.parametrize(
    "words",
    ["Nothing was explained to me", "No one came", "None of the staff", "没有", "Na, it was fine", "N/A for me, but"],
)
def test_words_that_go_on_are_words(words: str) -> None:
    """Whoever says more than that says something, in any alphabet."""
    assert not any(says_nothing(question, words) for question in ROOM)
