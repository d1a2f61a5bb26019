"""The smaller stages: theme, mapping, plan, gather, safeguard, review, follow-up."""

from __future__ import annotations

from datetime import date

import pytest

from consultwork.journey import follow_up, gather, mapping, plan, review, safeguard, theme
from consultwork.kinds import Waiting
from consultwork.model import (
    Answer,
    Ask,
    Blocker,
    Closing,
    Code,
    Coding,
    CodingState,
    Concern,
    Consultation,
    Contribution,
    Contributor,
    DraftState,
    Finding,
    Link,
    Outcome,
    OutcomeState,
    Permission,
    Position,
    Question,
    QuestionKind,
    Speaker,
    Submission,
    Use,
)

TODAY = date(2022, 2, 1)
MAY = (Permission(Use.COUNT, True),)
PEOPLE = {
    "P-1": Contributor("P-1", permissions=MAY), "P-2": Contributor("P-2", permissions=MAY),
    "P-3": Contributor("P-3", permissions=(*MAY, Permission(Use.COUNT, False))),
    "P-4": Contributor("P-4", Speaker.GROUP, permissions=MAY), "P-5": Contributor("P-5"),
}  # fmt: skip
WAIT = Code("wait", "Waiting", include=("wait*", "a&e", "o'clock"), questions=("c/1", "d/9"))


def said(*texts: str) -> dict[str, Contribution]:
    made = [Contribution(f"C-{n}", f"P-{n}", "c", "1", text) for n, text in enumerate(texts, start=1)]
    return {c.ref: c for c in made}


def code(ref: str, on: str, state: CodingState = CodingState.ACCEPTED, position: Position = Position.FOR) -> Coding:
    return Coding(ref, on, "wait", 0, 4, "text", state, position)


def asked(**more: object) -> Consultation:
    questions = (Question("c", "1", "What?"), Question("c", "2", "Why?"))
    return Consultation("c", "T", "NHS", "local", questions=questions, **more)  # type: ignore[arg-type]


def test_theme_counts_people_and_never_hits() -> None:
    """Who says it three times counts once; who refused, or never answered, counts nowhere."""
    words = said("text", "text", "text", "text", "text")
    codings = [code("K-1", "C-1"), code("K-2", "C-1"), code("K-3", "C-1"), code("K-4", "C-2", CodingState.REJECTED)]
    codings += [code("K-5", "C-3"), code("K-6", "C-4"), code("K-7", "C-5"), code("K-8", "C-2", CodingState.SUGGESTED)]
    (found,) = theme.themes([WAIT], codings, words, PEOPLE)
    assert (found.people, found.groups, len(found.codings)) == (("P-1",), ("P-4",), 4)
    assert theme.heard(words.values(), PEOPLE) == {"P-1", "P-2"}
    assert theme.theme_table([found], 2).iloc[0][["people", "of people", "groups"]].tolist() == [1, 2, 1]


def test_theme_proposes_whole_words_with_their_place() -> None:
    """Keywords match whole words, curly marks and emoji make no difference, and places hold."""
    (c,) = said("🙂 I waited. Nothing here! At A&E, ten o’clock. Await this.").values()
    found = theme.propose([c], [WAIT])
    assert [(f.snippet, f.matched) for f in found] == [
        ("🙂 I waited.", ("waited",)), ("At A&E, ten o’clock.", ("a&e", "o’clock")),
    ]  # fmt: skip
    assert all(c.text[f.start : f.end] == f.snippet for f in found)


def test_theme_small_ones_wait_for_a_reason() -> None:
    """What one person or a group alone raised is named until somebody gives a reason."""
    words = said("text")
    alone = theme.themes([WAIT], [code("K-1", "C-1")], words, PEOPLE)
    assert theme.blockers([], words, alone, "c")[0].kind is Waiting.SMALL_THEME_IS_UNDECIDED
    decided = theme.themes([WAIT], [code("K-1", "C-1")], words, PEOPLE, {"wait": ("kept", "It matters.")})
    assert theme.blockers([], words, decided, "c") == ()


def test_mapping_shows_gaps_both_ways() -> None:
    """A link counts once it is confirmed; questions and themes without one another are named."""
    words = said("text")
    found = theme.themes([WAIT], [code("K-1", "C-1")], words, PEOPLE)
    c = asked()
    assert [(k.question, k.confirmed) for k in mapping.propose_links(found, c, words)] == [("1", False)]
    assert mapping.evidence(c, found, [Link("c", "1", "wait", False)], 1) == ()
    evidence = mapping.evidence(c, found, [Link("c", "1", "wait", True), Link("c", "1", "gone", True)], 1)
    assert [(e.label, e.question, e.people) for e in evidence] == [("E01", "1", 1)]
    assert mapping.questions_without_evidence(c, evidence) == ("2",)
    assert [t.code.id for t in mapping.evidence_without_question(found, [])] == ["wait"]
    blocked = mapping.blockers(
        c, found, evidence, [Link("c", "1", "wait", True)], {"2": Answer("c", "2", (), "none")}, words
    )
    assert blocked == ()


def test_plan_counts_days_from_the_date_that_holds() -> None:
    """The last announced closing date holds; the day itself is none left, and then it is closed."""
    c = asked(closings=(Closing(date(2022, 1, 1)), Closing(TODAY)))
    assert plan.days_left(c, TODAY) == 0 and plan.days_left(c, date(2022, 2, 2)) == -1
    assert plan.register_table([c], TODAY).iloc[0]["closing date changed"] == 1
    assert [d.on for d in plan.deadlines(c, [])] == [date(2022, 1, 18), date(2022, 1, 29), TODAY]
    waiting = {b.kind: dict(b.facts) for b in plan.blockers(c, [], TODAY, questions=18, checks=["safe"])}
    assert waiting[Waiting.CHECKS_ARE_UNANSWERED] == {"checks": "safe"} and Waiting.NOBODY_DECIDES in waiting
    assert waiting[Waiting.GROUP_WAS_NOT_ASKED] == {"count": 18, "questions": 18}


def test_gather_keeps_ticks_apart_from_words() -> None:
    """What was ticked stands on a line of its own, words stay as typed, and nothing is no answer."""
    page = gather.form_questions(asked())[0]
    got = gather.receive(
        page, contributor="P-1", consultation="c", chosen=["A", "B"], words=" My\r\nwords 🙂 ", said_on=TODAY
    )
    assert got is not None and got.words == "[A; B]\nMy\nwords 🙂"
    assert gather.receive(page, contributor="P-1", consultation="c", words="  ", said_on=TODAY) is None


def test_gather_pages_say_what_may_be_answered() -> None:
    """Kinds without options of their own get the usual ones; too many ticks get one kind sentence."""
    q = Question("c", "1", "Do you agree?", QuestionKind.AGREEMENT, plain="Is that right?")
    (page,) = gather.form_questions(Consultation("c", "T", "NHS", "local", questions=(q,)))
    assert page.ask == "Is that right?" and len(page.options) == 5
    assert gather.check_answer(page, [], "") == "" and "one answer only" in gather.check_answer(
        page, page.options[:2], ""
    )
    assert "one of the answers" in gather.check_answer(page, ["No such"], "")


def test_gather_names_what_is_missing() -> None:
    """A note without its writer, an unknown question or person is named by its ref."""
    note = Submission("S-1", "P-9", "c", "7", "words", verbatim=False)
    found = gather.blockers([note, Submission("S-2", "P-1", "x", "", "words")], [asked()], {"P-1": Speaker.CONTRIBUTOR})
    assert [b.ref for b in found] == ["S-1", "S-1", "S-1", "S-2", "S-2"]


def test_safeguard_says_what_waits() -> None:
    """People never asked, details, answers to read and concerns are each named once."""
    came = [
        Submission("S-1", "P-5", "c", "1", "x"),
        Submission("S-2", "P-1", "c", "1", "y"),
        Submission("S-3", "P-1", "c", "1", "z"),
    ]
    found = safeguard.blockers(
        came, PEOPLE, [Finding("S-1", 0, 1, "phone", "x", "[]")], {"S-2"}, [Concern("N-1", "S-2", "note", lead="Sam")]
    )
    assert [b.ref for b in found] == ["P-5", "S-1", "S-3", "N-1"] and dict(found[3].facts)["lead"] == "Sam"


@pytest.mark.parametrize("state", list(DraftState))
def test_review_lets_nothing_out_that_is_not_approved(state: DraftState) -> None:
    """Only what is approved and unchanged may be sent, and only what has no findings approved."""
    assert (not review.may_send(state, True)) is (state is DraftState.APPROVED)
    assert review.may_send(state, False)
    assert review.may_approve(state, [Blocker.of("review", "", Waiting.COMMENTS_WAIT, count=1)], 0)
    assert review.may_approve(state, [], 2)
    assert bool(review.may_approve(state, [], 0)) is (state is DraftState.SENT)


def test_follow_up_names_what_nobody_looked_up() -> None:
    """Closed consultations wait for their outcomes; an outcome needs the document that says so."""
    asks = {"a": Ask("a", "Text", "NHS", "do it", consultations=("c",))}
    c = asked(closings=(Closing(date(2022, 1, 1)),))
    assert follow_up.blockers(asks, [c], [], TODAY)[0] == Blocker.of(
        "follow_up", c.id, Waiting.OUTCOMES_ARE_MISSING, count=1
    )
    met = Outcome("a", "c", OutcomeState.MET)
    assert follow_up.blockers(asks, [c], [met], TODAY)[0].kind is Waiting.OUTCOME_NAMES_NO_DOCUMENT
    assert follow_up.open_asks(asks, [c], [met]) == () and len(follow_up.open_asks(asks, [c], [])) == 1
    assert follow_up.outcome_table(asks, [c], []).iloc[0]["outcome"] == "not looked up yet"


def ticked(*answers: tuple[str, str], number: str = "1") -> dict[str, Contribution]:
    made = [
        Contribution(f"C-{n}", who, "c", number, text, said_on=date(2022, 1, n))
        for n, (who, text) in enumerate(answers, start=1)
    ]
    return {c.ref: c for c in made}


def test_mapping_counts_chosen_answers_by_people() -> None:
    """Each person counts once with what they chose last; groups apart; who refused or has no leave nowhere."""
    q = Question("c", "1", "Do you agree?", QuestionKind.AGREEMENT)
    c = Consultation("c", "T", "NHS", "local", questions=(q,))
    words = ticked(("P-1", "[Agree]"), ("P-2", "It is late."), ("P-3", "[Agree]"), ("P-4", "Disagree"),
                   ("P-5", "[Agree]"), ("P-1", "[Not sure]\nThinking again."))  # fmt: skip
    (t,) = mapping.tallies(c, words.values(), PEOPLE)
    assert [b for b in t.boxes if b[1] or b[2]] == [("Disagree", (), ("P-4",)), ("Not sure", ("P-1",), ())]
    assert t.in_words == ("P-2",) and t.people == ("P-1",)
    assert mapping.mapping_table(c, (), (), (t,)).iloc[0][["chose", "state"]].tolist() == [1, "evidence waiting"]
    assert (
        mapping.questions_without_evidence(c, (), (t,)) == () and mapping.blockers(c, (), (), (), {}, words, (t,)) == ()
    )


def test_mapping_counts_each_row_of_a_question_by_itself() -> None:
    """Who answered one row only did not answer the other in words."""
    q = Question("c", "1", "How far?", QuestionKind.MATRIX, options=("Near", "Far"), rows=("Beds", "Buses"))
    c = Consultation("c", "T", "NHS", "local", questions=(q,))
    words = ticked(("P-1", "[Beds: Near; Buses: Far]"), ("P-2", "[Beds: Near]"))
    beds, buses = mapping.tallies(c, words.values(), PEOPLE)
    assert (beds.row, beds.people, beds.in_words) == ("Beds", ("P-1", "P-2"), ())
    assert (buses.row, buses.people, buses.in_words) == ("Buses", ("P-1",), ())
