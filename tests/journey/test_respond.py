"""The wording of claims: counted, fair to those who see it differently, and never in a wrong mouth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consultwork.blocks import Paragraph, Quote
from consultwork.journey.respond import Composer, Material, blockers, build, first_draft
from consultwork.journey.respond.compose import (
    actors,
    answer_size,
    answer_words,
    of_people,
    people_sentence,
    tally_sentence,
)
from consultwork.journey.respond.parts import not_answered, tally_lines, who_spoke
from consultwork.journey.theme import heard, themes
from consultwork.kinds import Waiting
from consultwork.model import (
    Answer,
    Ask,
    Code,
    Coding,
    CodingState,
    Consultation,
    Contribution,
    Contributor,
    DocumentKind,
    Evidence,
    Fact,
    Limit,
    LimitUnit,
    Permission,
    Piece,
    PieceKind,
    Position,
    Question,
    Rule,
    Sender,
    Speaker,
    Tally,
    Use,
)

ALL_USES = (Use.COUNT, Use.PARAPHRASE, Use.QUOTE)
CODE = Code("wait", "Waiting", statement="they wait too long")
F, A, M, U = Position.FOR, Position.AGAINST, Position.MIXED, Position.UNCLEAR


def material(
    *spoke: tuple[Speaker, Position | None] | tuple[Speaker, Position | None, tuple[Use, ...]],
    present: int | None = 8,
    **more: object,
) -> Material:
    """Material in which each speaker said one sentence, coded with the position (None: not coded)."""
    people, said, codings = {}, {}, []
    for n, (speaker, position, *uses) in enumerate(spoke, start=1):
        given = uses[0] if uses else ALL_USES
        person = Contributor(
            f"P-{n}", speaker, "a volunteer", present if speaker is Speaker.GROUP else None,
            tuple(Permission(u, True) for u in given),
        )  # fmt: skip
        people[person.ref] = person
        text = f"Number {n} waited a very long time."
        said[f"C-{n}"] = Contribution(f"C-{n}", person.ref, "c", "1", text)
        if position is not None:
            codings.append(Coding(f"K-{n}", f"C-{n}", "wait", 0, len(text), text, CodingState.ACCEPTED, position))
    found = themes([CODE], codings, said, people)
    count = heard(said.values(), people)
    asked = more.pop("consultation", None) or Consultation(
        "c", "A title", "NHS", "local", questions=(Question("c", "1", "What?"),)
    )
    return Material(
        asked, Sender("Us"), date(2022, 2, 1), people=people, contributions=said, heard=frozenset(count), themes=found,
        evidence=tuple(Evidence("E01", "c", "1", t, len(count)) for t in found), **more,
    )  # type: ignore[arg-type]  # fmt: skip


def sentence(*spoke: tuple[Speaker, Position | None], present: int | None = 8) -> str:
    m = material(*spoke, present=present)
    return people_sentence(m, m.themes[0])


ONE = (Speaker.CONTRIBUTOR, F)
NOT = (Speaker.CONTRIBUTOR, A)
QUIET = (Speaker.CONTRIBUTOR, None)
GROUP, STAFF, PARTNER = (Speaker.GROUP, F), (Speaker.STAFF, F), (Speaker.PARTNER, F)

SENTENCES = [
    ((ONE, QUIET, QUIET), "One of the three people we heard from told us that they wait too long."),
    ((ONE, ONE, QUIET), "Two of the three people we heard from told us that they wait too long."),
    ((ONE, ONE), "Both people we heard from told us that they wait too long."),
    ((ONE, ONE, ONE), "All three people we heard from told us that they wait too long."),
    ((ONE,), "The one person we heard from told us that they wait too long."),
    ((ONE, NOT), "One of the two people we heard from told us that they wait too long. One person saw it differently."),
    ((ONE, NOT, NOT), "One of the three people we heard from told us that they wait too long. Two people saw it differently."),
    ((NOT, QUIET), "One of the two people we heard from does not agree that they wait too long."),
    ((NOT, NOT, QUIET), "Two of the three people we heard from do not agree that they wait too long."),
    ((ONE, QUIET, GROUP), "One of the two people we heard from told us that they wait too long. A group of eight said so too."),
    ((QUIET, GROUP), "A group of eight told us that they wait too long."),
    ((QUIET, (Speaker.GROUP, A)), "A group of eight does not agree that they wait too long."),
    ((ONE, QUIET, (Speaker.GROUP, A)),
     "One of the two people we heard from told us that they wait too long. A group of eight saw it differently."),
    ((ONE, QUIET, STAFF, STAFF, PARTNER),
     "One of the two people we heard from told us that they wait too long. Two members of staff and one partner organisation said so too."),
    ((ONE, (Speaker.CONTRIBUTOR, U), QUIET),
     "One of the three people we heard from told us that they wait too long. One more person spoke of it without taking a side."),
    ((ONE, (Speaker.CONTRIBUTOR, M), (Speaker.GROUP, U)),
     "One of the two people we heard from told us that they wait too long. One more person and a group of eight spoke of it without taking a side."),
    (((Speaker.CONTRIBUTOR, U), (Speaker.CONTRIBUTOR, M), QUIET), "Two of the three people we heard from spoke about this: Waiting."),
    (((Speaker.GROUP, U), QUIET, NOT), "A group of eight spoke about this: Waiting. One person saw it differently."),
    ((ONE, QUIET, STAFF, (Speaker.STAFF, A)),
     "One of the two people we heard from told us that they wait too long. One member of staff said so too. One member of staff saw it differently."),
]  # fmt: skip


@pytest.mark.parametrize(("spoke", "wanted"), SENTENCES)
def test_who_said_it_is_counted_in_words(spoke: tuple[tuple[Speaker, Position | None], ...], wanted: str) -> None:
    """People, groups, staff and partners are counted apart, and whoever differs is named."""
    assert sentence(*spoke) == wanted


def test_a_group_whose_size_is_not_known_is_one_group() -> None:
    """A group is never given a number that nobody wrote down."""
    assert sentence(ONE, GROUP, present=None).endswith("One group said so too.")


def test_nobody_is_told_to_have_said_what_they_are_against() -> None:
    """Where all who raised a theme are against it, no sentence says that they told us so."""
    for spoke in ((NOT,), (NOT, NOT, QUIET), (QUIET, (Speaker.STAFF, A)), (NOT, (Speaker.GROUP, A))):
        assert "told us" not in sentence(*spoke) and "said so" not in sentence(*spoke)


def test_only_a_passage_for_it_lets_us_say_that_they_told_us_so() -> None:
    """Without a position, or with a mixed one, nobody is told to have said what the theme states."""
    for spoke in (((Speaker.CONTRIBUTOR, U),), ((Speaker.CONTRIBUTOR, M), QUIET), (QUIET, (Speaker.STAFF, U))):
        assert "told us" not in sentence(*spoke) and "said so" not in sentence(*spoke)


def test_large_numbers_are_digits() -> None:
    """Up to ten a number is a word, then digits."""
    assert of_people(10, 11) == "ten of the 11 people we heard from"
    assert of_people(0, 11) == "none of the 11 people we heard from"


def test_one_alone_is_told_only_with_their_leave() -> None:
    """A theme of one person or one group who does not allow paraphrase gives no sentence, and says why."""
    for speaker in (Speaker.CONTRIBUTOR, Speaker.GROUP, Speaker.STAFF):
        m = material((speaker, F, (Use.COUNT,)), QUIET)
        composer = Composer(m)
        assert composer.count("q1", "wait") == []
        assert composer.problems[0].kind is Waiting.ONLY_ONE_RAISED_THEME
    assert Composer(material((Speaker.CONTRIBUTOR, F, (Use.COUNT, Use.PARAPHRASE)))).count("q1", "wait")


def test_nobody_raised_it_gives_no_sentence() -> None:
    """A count of a theme that nobody raised, or only somebody not to be counted, is left out and named."""
    composer = Composer(material(QUIET, (Speaker.CONTRIBUTOR, F, (Use.QUOTE,))))
    assert composer.count("q1", "wait") == [] and composer.problems[0].kind is Waiting.NOBODY_RAISED_THEME


def test_a_quote_needs_leave_and_the_same_is_never_used_twice() -> None:
    """Only those who allow it are quoted, each passage once."""
    composer = Composer(material(ONE, (Speaker.CONTRIBUTOR, F, (Use.COUNT,))))
    first = composer.quote("q1", "wait")
    assert isinstance(first[0], Quote) and first[0].text == "Number 1 waited a very long time."
    assert composer.quote("q1", "wait") == [] and composer.problems


def test_two_quotes_do_not_tell_of_one_person() -> None:
    """A role that few share stands at somebody's first quote only; one that many share tells nothing, and stays."""
    for n, second in ((1, "a person we heard from"), (3, "a volunteer")):
        m = material(*[ONE] * n)
        k = next(k for t in m.themes for k in t.codings if k.contribution == "C-1")
        other = replace(k, ref="K-9", start=9, snippet=k.snippet[9:])
        themes_ = tuple(replace(t, codings=(*t.codings, other)) for t in m.themes)
        composer = Composer(replace(m, themes=themes_))
        quotes = [composer.quote("q1", ref)[0] for ref in (k.ref, "K-9")]
        assert [q.who for q in quotes if isinstance(q, Quote)] == ["a volunteer", second]


def test_a_ref_that_may_not_be_quoted_is_left_out() -> None:
    """Naming the passage does not help where its person refuses."""
    composer = Composer(material(ONE, (Speaker.CONTRIBUTOR, F, (Use.COUNT,))))
    assert composer.quote("q1", "K-2") == [] and composer.quote("q1", "K-9999") == []


def test_a_fact_stands_as_it_is() -> None:
    """A fact keeps its figure, its qualifier and its source."""
    m = material(
        ONE,
        facts={"f": Fact("f", "Waits rose by over 75%, of which 84% were women.", "The audit, 2021.", ("over 75%",))},
    )
    (made,) = Composer(m).fact("q1", "f")
    assert isinstance(made, Paragraph)
    assert made.text == "Waits rose by over 75%, of which 84% were women. (Source: The audit, 2021.)"


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        ("Department of Health and Social Care", "the Department of Health and Social Care"),
        ("NHS England; Local councils", "NHS England and local councils"),
        ("The Government", "the Government"), ("Care Quality Commission", "the Care Quality Commission"),
        ("Royal College of Psychiatrists", "the Royal College of Psychiatrists"), ("Parliament", "Parliament"),
        ("the Sussex Partnership Trust", "the Sussex Partnership Trust"),
        ("Integrated Care Board; Commissioners of the service", "the Integrated Care Board and commissioners of the service"),
    ],
)  # fmt: skip
def test_who_should_act_reads_as_english(who: str, wanted: str) -> None:
    """Names get their article, other words lose their capital."""
    assert actors(Ask("a", "x", who)) == wanted


@pytest.mark.parametrize(
    ("because", "wanted"),
    [
        ("It is outside our work.", "it is outside our work."), ("because we were not asked", "we were not asked."),
        ("Sussex has no such ward.", "Sussex has no such ward."), ("Because nobody raised it.", "nobody raised it."),
    ],
)  # fmt: skip
def test_why_a_question_is_not_answered_is_one_sentence(because: str, wanted: str) -> None:
    """However the reason was typed, one sentence comes of it."""
    assert not_answered(because) == f"We do not answer this question, because {wanted}"


def test_who_spoke_counts_apart_and_only_with_leave() -> None:
    """Those heard are counted apart; whoever may not be counted is not among them."""
    m = material(ONE, ONE, GROUP, STAFF, (Speaker.STAFF, F, (Use.QUOTE,)), (Speaker.GROUP, F, ()))
    assert who_spoke(m) == "two people, a group of eight and one member of staff"


LIMITS = [
    (Limit(5, LimitUnit.WORDS), "six words make it too long", 6),
    (Limit(20, LimitUnit.CHARACTERS), "twenty-one characters", 21),
]


@pytest.mark.parametrize(("limit", "words", "size"), LIMITS)
def test_an_answer_over_its_limit_is_blocked(limit: Limit, words: str, size: int) -> None:
    """Words and characters are counted, and too many are a blocker that says how many."""
    c = Consultation("c", "T", "NHS", "local", questions=(Question("c", "1", "What?", limit=limit),))
    m = material(ONE, consultation=c, answers={"1": Answer("c", "1", (Piece(PieceKind.WORDS, words),))})
    assert answer_size(Composer(m).pieces("q1", m.answers["1"].pieces), limit.unit) == size
    document, problems = build([m], DocumentKind.RESPONSE)
    found = [b for b in blockers(m, DocumentKind.RESPONSE, document, problems) if b.kind is Waiting.ANSWER_IS_TOO_LONG]
    facts = {"size": str(size), "unit": limit.unit.value, "limit": str(limit)}
    assert [(b.ref, dict(b.facts)) for b in found] == [("c/1", facts)]


def test_the_longest_answer_comes_first() -> None:
    """Of several answers over their limit the one with the most to cut is named first."""
    limit = Limit(2, LimitUnit.WORDS)
    c = Consultation(
        "c", "T", "NHS", "local", questions=tuple(Question("c", str(n), "?", limit=limit) for n in (1, 2, 3))
    )
    said = {"1": "a b c", "2": "a b c d e f", "3": "a b"}
    m = material(
        ONE, consultation=c, answers={n: Answer("c", n, (Piece(PieceKind.WORDS, w),)) for n, w in said.items()}
    )
    document, problems = build([m], DocumentKind.ANSWERS)
    assert [
        b.ref for b in blockers(m, DocumentKind.ANSWERS, document, problems) if b.kind is Waiting.ANSWER_IS_TOO_LONG
    ] == [
        "c/2",
        "c/1",
    ]


def test_pages_are_counted_against_the_limit_of_the_whole() -> None:
    """A submission of more pages than allowed is blocked once its pages are known."""
    c = Consultation("c", "T", "NHS", "local", limit=Limit(10, LimitUnit.PAGES), questions=(Question("c", "1", "?"),))
    m = material(ONE, consultation=c, answers={"1": Answer("c", "1", (Piece(PieceKind.WORDS, "a"),))})
    document, problems = build([m], DocumentKind.SUBMISSION)
    assert [
        b
        for b in blockers(m, DocumentKind.SUBMISSION, document, problems, 11)
        if b.kind is Waiting.DOCUMENT_IS_TOO_LONG and ("size", "11") in b.facts
    ]
    assert not [
        b
        for b in blockers(m, DocumentKind.SUBMISSION, document, problems, 10)
        if b.kind is Waiting.DOCUMENT_IS_TOO_LONG
    ]


def test_a_consultation_that_wants_no_personal_details_gets_none() -> None:
    """Its rule is a blocker wherever something looks like a personal detail: text, list or quote."""
    c = Consultation(
        "c",
        "T",
        "NHS",
        "local",
        rules=(Rule("no-personal-information", "None."),),
        questions=(Question("c", "1", "?"),),
    )
    m = material(ONE, consultation=c, answers={"1": Answer("c", "1", (Piece(PieceKind.WORDS, "Call 01632 960 123."),))})
    document, problems = build([m], DocumentKind.ANSWERS)
    assert [
        b
        for b in blockers(m, DocumentKind.ANSWERS, document, problems)
        if b.kind is Waiting.PERSONAL_INFORMATION and ("detail", "phone") in b.facts
    ]


def test_labels_are_not_counted_as_words() -> None:
    """What stands small beside the text, and the question itself, do not count against a limit."""
    m = material(ONE, ONE)
    blocks = Composer(m).count("q1", "wait")
    assert answer_words(blocks) == 12


def test_a_first_draft_brings_in_no_ask_that_was_meant_for_others() -> None:
    """Only an ask that names the consultation comes into its first draft."""
    asks = {
        "ours": Ask("ours", "Shorter waits.", "NHS", "shorten the wait", ("wait",), ("c",)),
        "theirs": Ask("theirs", "More buses.", "NHS", "run more buses", ("wait",), ("other",), standing=True),
    }
    started = list(first_draft(material(ONE, QUIET, asks=asks)))
    assert [p.value for a in started for p in a.pieces if p.kind is PieceKind.ASK] == ["ours"]


P = tuple(f"P-{n}" for n in range(1, 8))
TALLIES = [
    ((("Agree", P[:2], ()), ("Disagree", P[2:3], ())), (),
     "Of the three people who answered, two chose Agree and one Disagree."),
    ((("Agree", P[:1], ()), ("Disagree", P[1:4], ())), P[4:6],
     "Of the six people who answered, three chose Disagree and one Agree. Two answered in their own words only."),
    ((("Agree", P[:2], ()),), (), "Of the two people who answered, both chose Agree."),
    ((("Agree", P[:4], ()),), (), "Of the four people who answered, all chose Agree."),
    ((("Agree", P[:1], ()),), (), "One person answered, and chose Agree."),
    ((("Day", P[:2], ()), ("Night", P[1:3], ())), (),
     "Of the three people who answered, two chose Day and two Night. Some chose more than one."),
    ((("Agree", P[:1], ()), ("Not sure", (), P[6:])), (),
     "One person answered, and chose Agree. A group of eight chose Not sure."),
    ((("Agree", (), P[6:]),), (), "A group of eight chose Agree."),
]  # fmt: skip


@pytest.mark.parametrize(("boxes", "in_words", "wanted"), TALLIES)
def test_chosen_answers_are_told_in_words(
    boxes: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...], in_words: tuple[str, ...], wanted: str
) -> None:
    """Every answer that somebody chose is named, people and groups apart, and words are no box."""
    m = material(*[ONE] * 6, GROUP)
    assert tally_sentence(m, Tally("c", "1", "", boxes, in_words)) == wanted


def test_chosen_answers_lead_back_to_the_annex() -> None:
    """The sentence is a claim with its ref; the annex has its table; without a count nothing is said."""
    m = material(ONE, ONE, tallies=(Tally("c", "1", "", (("Agree", ("P-1",), ()),)),))
    composer = Composer(m)
    (told,) = composer.tally("q1", "1")
    assert isinstance(told, Paragraph) and told.evidence == ("Q1",) and told.claims[0].key == "tally:1:1"
    assert any("Agree: 1" in str(block) for block in tally_lines(m))
    assert composer.tally("q2", "2") == [] and composer.problems[0].kind is Waiting.NOBODY_CHOSE_AN_ANSWER
    pieces = [p for a in first_draft(m) for p in a.pieces]
    assert pieces[0] == Piece(PieceKind.TALLY, "1")
