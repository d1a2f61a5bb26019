"""Asking back, as pure functions: what is shown, who counts, what the draft says, what stands in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consultwork.blocks import Bullets, Document, Heading, Paragraph, Quote, Span, Table, Tone, plain
from consultwork.journey import member_checking, member_checking_sheets
from consultwork.model import (
    CheckRound,
    Contributor,
    DocumentKind,
    Item,
    MemberCheck,
    Permission,
    ReadDocument,
    ReadParagraph,
    Reply,
    ShownItem,
    Speaker,
    Use,
    View,
    Voice,
    Way,
)

HERS, HIS = "nobody rang me back for a week", "I waited on a chair in the corridor"
DOCUMENT = Document(
    "submission.docx", "Made up", {},
    {
        "body": (
            Heading("Key messages", 1, "key-messages"),
            Paragraph((Span("People are told “nobody rang me back for a week” and “Right Care” is a name."), Span(" "), Span("E01", ref=True)), Tone.KEY, "key-messages/1"),
            Heading("Question 1", 2, "q1"),
            Paragraph(plain("What happened?"), Tone.QUESTION, anchor="q1-text"),
            Paragraph(plain("Two of the seven people we heard from told us so."), anchor="q1-count-x"),
            Quote(HERS, "a woman", "E01", "K-0001", "q1-quote-x"),
            Quote(HIS, "a man", "E01", "K-0002", "q1-quote-y"),
            Heading("What we ask for", 1, "asks"),
            Table(("No.", "We ask", "Who should act", "People", "Evidence"), (("R1", "Ring people back.", "GPs", "2", "E01"),), anchor="asks-table"),
        )
    },
)  # fmt: skip
SHOWN = member_checking.shown(
    DOCUMENT, {"ring": "Ring people back."}, {"K-0001": ("P-1", "S-1"), "K-0002": ("P-2", "S-2")},
    [f"And {HERS}. Made up.", HIS],
)  # fmt: skip
ROUND = CheckRound("A-1", "wh", "submission", 1, SHOWN, True, True)


def person(
    ref: str, speaker: Speaker = Speaker.CONTRIBUTOR, present: int | None = None, quote: bool = True
) -> Contributor:
    given = (Permission(Use.COUNT, True), Permission(Use.QUOTE, quote))
    return Contributor(ref, speaker, "somebody made up", present, given)


PEOPLE = {f"P-{n}": person(f"P-{n}") for n in range(1, 10)} | {"P-G": person("P-G", Speaker.GROUP, 8)}


def asked(*voices: Voice, replies: tuple[Reply, ...] = (), recorded: bool = True) -> MemberCheck:
    return MemberCheck((replace(ROUND, recorded=recorded),), voices, replies)


def voice(n: int, person: str = "", way: Way = Way.PAGE, **more: int) -> Voice:
    return Voice(f"W-{n}", "A-1", way, person, **more)


def test_what_is_shown_stands_as_in_the_draft_with_its_place() -> None:
    """Messages, asks and quotes come with their words, their heading and, for a quote, the sentence before it."""
    message, ask, hers, his = SHOWN
    assert (message.item, ask.item, hers.item) == (Item.MESSAGE, Item.ASK, Item.QUOTE)
    assert ask.key == "ring" and ask.words == "Ring people back (for GPs)." and ask.place.endswith("R1")
    assert hers.words == HERS and hers.place == "Question 1: What happened?" and hers.who == "a woman"
    assert hers.before == "Two of the seven people we heard from told us so."
    assert (hers.person, hers.answer) == ("P-1", "S-1")
    assert his.before == "", "what stands before his quote are words of somebody else"


def test_words_of_somebody_else_are_left_out_of_our_own_text() -> None:
    """A quote inside a key message is shown to nobody; the name of a thing keeps its quotation marks."""
    assert SHOWN[0].words == f"People are told {member_checking.OTHERS_WORDS} and “Right Care” is a name."


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’"])
def test_the_kind_of_quotation_mark_makes_no_difference(marks: str) -> None:
    """Words of people are left out between curly, straight and single marks alike."""
    told = Paragraph(plain(f"They say {marks.format(HERS)} here."), Tone.KEY, "key-messages/1")
    document = replace(DOCUMENT, slots={"body": (Heading("Key messages", 1), told)})
    (shown,) = member_checking.shown(document, {}, {}, [HERS])
    assert HERS not in shown.words


def test_everybody_sees_their_own_quotes_alone_and_as_long_as_they_allow_it() -> None:
    """Others' quotes are never among what is shown; one's own goes with its permission, unless left out here."""
    hers = member_checking.shown_to(ROUND, PEOPLE["P-1"], [])
    assert [s.words for s in hers if s.item is Item.QUOTE] == [HERS] and hers[0].words == HERS
    refusing = person("P-1", quote=False)
    assert not [s for s in member_checking.shown_to(ROUND, refusing, []) if s.item is Item.QUOTE]
    out = Reply("W-1", hers[0].number, View.OUT)
    assert [s.words for s in member_checking.shown_to(ROUND, refusing, [out]) if s.item is Item.QUOTE] == [HERS]
    assert not [s for s in member_checking.shown_to(ROUND, PEOPLE["P-G"], []) if s.item is Item.QUOTE]


def test_who_permits_nothing_is_shown_nothing() -> None:
    """Somebody who refused every use, for all or for each answer, does not stand behind a draft."""
    refused = Contributor("P-1", permissions=(Permission(Use.COUNT, False), Permission(Use.CONTACT, True)))
    assert not member_checking.may_be_shown(refused, ["S-1"])
    one = replace(refused, permissions=(Permission(Use.QUOTE, True, answer="S-2"),))
    assert member_checking.may_be_shown(one, ["S-1", "S-2"]) and not member_checking.may_be_shown(one, ["S-1"])


def test_silence_is_never_counted_as_agreement() -> None:
    """Asked, answered and silent are counted apart, each person once, groups beside people."""
    back = asked(
        voice(1, "P-1"), voice(2, "P-2"), voice(3, "P-2", Way.PHONE), voice(4, "P-G", Way.WORKSHOP),
        voice(5, way=Way.PHONE, present=3, answered=1), voice(6, way=Way.WORKSHOP, present=5),
        replies=(Reply("W-1", 1, View.AGREE), Reply("W-4", 2, place=1)),
    )  # fmt: skip
    c = member_checking.counted(back, PEOPLE)
    assert (c.asked, c.answered, c.silent) == (5, 2, 3)
    assert [p.present for p in c.others] == [8, 5] and [p.present for p in c.others_silent] == [5]
    assert member_checking.account(c).startswith("People: 5 were asked, 2 answered, 3 did not answer.")
    text = member_checking.told(back, PEOPLE).blocks[0]
    assert isinstance(text, Paragraph)
    assert "two people on the page of the form, three people by phone" in text.text
    assert "Two people and a group of eight answered; three people and a group of five did not." in text.text
    assert "We do not count silence as agreement." in text.text


def test_the_draft_says_what_changed_and_why_not_and_never_what_people_wrote() -> None:
    """Each line is the officer's, once; the words of people stay out; the counts are one claim."""
    replies = (
        Reply("W-1", 1, View.CHANGE, "Say women. SECRET", changed=True, because="We write women now"),
        Reply("W-2", 1, View.CHANGE, "Women, please. SECRET", changed=True, because="We write women now."),
        Reply("W-2", 2, View.DISAGREE, changed=False, because="It is what most asked for"),
    )
    told = member_checking.told(asked(voice(1, "P-1"), voice(2, "P-2"), replies=replies), PEOPLE)
    first, _, lines, *_ = told.blocks
    assert isinstance(first, Paragraph) and isinstance(lines, Bullets)
    assert [i[0].text for i in lines.items] == [
        "Changed in what we say: We write women now.",
        "Not changed in what we ask for: It is what most asked for.",
    ]
    assert "we changed one thing. One thing we left as it was, and say why." in first.text
    assert first.claims[0].text == first.text and "SECRET" not in repr(told)
    assert told.small == 2, "two asked and two answered are fewer than five"


def test_nothing_is_told_before_it_is_recorded() -> None:
    """As long as the officer has not recorded who was asked, the draft says nothing of it."""
    assert member_checking.told(asked(voice(1, "P-1"), recorded=False), PEOPLE).blocks == ()
    nobody = MemberCheck((replace(ROUND, nobody="there were two days"),))
    (said,) = member_checking.told(nobody, PEOPLE).blocks
    assert isinstance(said, Paragraph) and "showed this to nobody" in said.text and "There were two days." in said.text


def test_groups_rank_and_people_do_not() -> None:
    """The table has a column for each group; places may be shared or left out; a person's number is no rank."""
    back = asked(
        voice(1, "P-G", Way.WORKSHOP), voice(2, way=Way.WORKSHOP, present=5), voice(3, "P-1"),
        replies=(Reply("W-1", 2, place=1), Reply("W-2", 2, place=2), Reply("W-3", 2, place=1)),
    )  # fmt: skip
    (table,) = [b for b in member_checking.told(back, PEOPLE).blocks if isinstance(b, Table)]
    assert table.header == ("We ask", "A group of eight", "A group of five")
    assert table.rows == (("Ring people back (for GPs).", "1", "2"),)
    assert abs(sum(table.widths) - 1) < 1e-9


@pytest.mark.parametrize("kind", DocumentKind)
def test_what_goes_out_in_peoples_name_waits(kind: DocumentKind) -> None:
    """Response, submission, answers and letter wait for the record; what is ours alone does not."""
    found = member_checking.blockers(asked(voice(1, "P-1"), recorded=False), kind)
    assert bool(found) is (kind in member_checking.NEEDED)
    assert member_checking.blockers(asked(voice(1, "P-1")), kind) == ()


@pytest.mark.parametrize(
    ("reply", "waits"),
    [
        (Reply("W-1", 1, View.AGREE), False),
        (Reply("W-1", 1, View.AGREE, "but not the last half"), True),
        (Reply("W-1", 1, None, "only words"), True),
        (Reply("W-1", 1, View.OUT), True),
        (Reply("W-1", 1, View.DISAGREE), True),
        (Reply("W-1", 1, View.CHANGE), True),
        (Reply("W-1", 1, View.CHANGE, changed=False, because="no"), False),
        (Reply("W-1", 1, place=2), False),
    ],
)
def test_whatever_asks_for_something_waits_for_an_answer(reply: Reply, waits: bool) -> None:
    """A change, a leaving out, a disagreement and every word need the officer's answer; agreement does not."""
    assert bool(member_checking.blockers(asked(voice(1, "P-1"), replies=(reply,)), DocumentKind.LETTER)) is waits


def test_a_file_that_does_not_say_it_is_not_signed_off() -> None:
    """The file has to hold the very sentence; one that was made before, or lost it, is made again."""
    told = member_checking.told(asked(voice(1, "P-1")), PEOPLE)
    said = next(b.text for b in told.blocks if isinstance(b, Paragraph))
    assert member_checking.not_told(ReadDocument((ReadParagraph("something"),)), told)
    assert not member_checking.not_told(ReadDocument((ReadParagraph(said),)), told)


def test_what_was_asked_about_a_sent_version_is_over() -> None:
    """A new version after sending is asked about anew."""
    rounds = [replace(ROUND, version=1), replace(ROUND, ref="A-2", version=2)]
    assert [a.ref for a in member_checking.current(rounds, [1])] == ["A-2"]
    assert len(member_checking.current(rounds, [])) == 2


def test_a_document_without_key_messages_shows_what_its_officer_wrote() -> None:
    """A letter is shown point by point, its asks by their own sentences; greetings are no message."""
    letter = replace(DOCUMENT, slots={"body": (
        Paragraph(plain("Thank you."), anchor="letter-thanks-own-1", own_words=True),
        Heading("They are not named", 2, "letter-point-1"),
        Paragraph(plain("Name them."), anchor="letter-point-1-own-1", own_words=True),
        Paragraph(plain("We ask GPs to ring people back."), anchor="letter-point-1-ask-ring"),
    )})  # fmt: skip
    shown = member_checking.shown(letter, {}, {})
    assert [(s.item, s.words, s.place) for s in shown] == [
        (Item.MESSAGE, "Name them.", "They are not named"),
        (Item.ASK, "We ask GPs to ring people back.", "They are not named"),
    ]


def test_an_empty_choice_leaves_what_was_chosen_and_an_empty_box_empties_the_words() -> None:
    """A page without a choice never blanks one; words are as they stand in the box."""
    before = Reply("W-1", 1, View.OUT, "why", 2)
    assert member_checking_sheets.replied(before, {"view": "", "words": ""}) == replace(before, words="")
    assert member_checking_sheets.replied(before, {"place": member_checking_sheets.NO_PLACE}).place is None


def test_a_quote_that_is_left_out_can_only_be_let_in_again() -> None:
    """Each kind of thing has its own answers; after "Leave me out" there are two."""
    assert View.OUT in member_checking_sheets.offered(Item.QUOTE) and View.OUT not in member_checking_sheets.offered(
        Item.ASK
    )
    assert member_checking_sheets.offered(Item.QUOTE, View.OUT) == (View.AGREE, View.OUT)
    assert ShownItem(1, Item.ASK, "k", "w").person == ""
