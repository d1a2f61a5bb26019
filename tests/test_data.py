"""The files that travel with the program: they validate, refer to each other, and say what they are."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from consultwork import demo
from consultwork.errors import BadSettings
from consultwork.kinds import Kind
from consultwork.model import (
    CodingState,
    Consultation,
    DocumentKind,
    LimitUnit,
    Piece,
    PieceKind,
    Position,
    QuestionKind,
    Wording,
)
from consultwork.settings import (
    read_asks,
    read_codebook,
    read_consultations,
    read_facts,
    read_plan_questions,
    read_specification,
    resource,
)
from consultwork.text import count_words
from tests.refusing import refuses

_DEMO = resource("data", "demo")
CONSULTATIONS: dict[str, Consultation] = {c.id: c for c in read_consultations(resource("data", "consultations"))}
QUESTIONS = {q.ref: q for c in CONSULTATIONS.values() for q in c.questions}
CODES = {c.id: c for c in read_codebook(resource("data", "codebooks", "main.csv"))}
ASKS = {a.id: a for a in read_asks(resource("data", "asks.yaml"))}
FACTS = {f.id: f for f in read_facts(resource("data", "facts.yaml"))}
with (_DEMO / "contributions.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


class Place(NamedTuple):
    person: str
    consultation: str
    question: str


WORDS: dict[Place, list[str]] = {}
for _row in ROWS:
    WORDS.setdefault(Place(_row["person"], _row["consultation"], _row["question"]), []).append(_row["words"])


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+", text) if s]


def test_all_four_consultations_ship() -> None:
    """Each consultation has its questions, its documents and a summary of its own."""
    assert {c.id: len(c.questions) for c in CONSULTATIONS.values()} == {
        "mental-health-act": 37,
        "womens-health": 6,
        "east-sussex-inpatient": 9,
        "crisis-house": 8,
    }
    kinds = {c.id: set(c.documents) - {DocumentKind.SUMMARY} for c in CONSULTATIONS.values()}
    assert kinds == {
        "mental-health-act": {DocumentKind.RESPONSE},
        "womens-health": {DocumentKind.SUBMISSION, DocumentKind.LETTER},
        "east-sussex-inpatient": {DocumentKind.RESPONSE, DocumentKind.BRIEFING},
        "crisis-house": {DocumentKind.ANSWERS, DocumentKind.SPECIFICATION_NOTE},
    }
    assert all(DocumentKind.SUMMARY in c.documents for c in CONSULTATIONS.values())


def test_the_mental_health_act_set_is_whole() -> None:
    """37 questions in order, each of up to 500 words, four of the kinds, Q4 with parts a to d."""
    act = CONSULTATIONS["mental-health-act"]
    assert [q.number for q in act.questions] == [str(n) for n in range(1, 38)]
    assert {str(q.limit) for q in act.questions} == {"500 words"}
    assert [p.letter for p in act.question("4").parts] == ["a", "b", "c", "d"]
    assert {q.number for q in act.questions if q.wording is Wording.VERIFIED} == {"1"}
    assert all(q.reasons for q in act.questions if q.kind is QuestionKind.AGREEMENT)
    assert all(q.chapter for q in act.questions)


def test_the_womens_health_set_has_one_limit_for_the_whole() -> None:
    """Six headings, ten pages for all of them, and a closing date that moved."""
    womens = CONSULTATIONS["womens-health"]
    assert womens.limit is not None
    assert (womens.limit.amount, womens.limit.unit) == (10, LimitUnit.PAGES)
    assert all(q.limit is None and q.kind is QuestionKind.HEADING for q in womens.questions)
    assert [c.closes for c in womens.closings] == [date(2021, 5, 30), date(2021, 6, 13)]
    assert womens.addressee.salutation == "Dear Minister"


def test_no_example_passes_for_official_wording() -> None:
    """The sets whose questionnaire was not found are examples in every question."""
    for ident in ("east-sussex-inpatient", "crisis-house"):
        assert CONSULTATIONS[ident].wording is Wording.EXAMPLE
        assert {q.wording for q in CONSULTATIONS[ident].questions} == {Wording.EXAMPLE}


@pytest.mark.parametrize("ref", sorted(QUESTIONS))
def test_a_plain_wording_is_plain(ref: str) -> None:
    """Each question has a plain wording: no sentence over 25 words, no long words in a row, a source."""
    q = QUESTIONS[ref]
    assert q.plain and q.source
    for text in (q.plain, q.hint, q.note_before):
        for sentence in _sentences(text):
            assert count_words(sentence) < 25, sentence
    assert not re.search(r"\b(CTO|MHA|CTR|CQC|autonomy|pursuant|statutory|stakeholder)\b", q.plain)
    words = re.findall(r"[A-Za-z]+", q.plain)
    assert sum(len(w) for w in words) / len(words) < 5.2


def test_hard_questions_have_a_word_before_them() -> None:
    """Questions on detention, force and safety carry a note before they are asked."""
    for ref in (
        "mental-health-act/2",
        "mental-health-act/3",
        "mental-health-act/11",
        "womens-health/3",
        "crisis-house/7",
    ):
        assert QUESTIONS[ref].note_before


def test_the_codebook_refers_to_what_there_is() -> None:
    """Two levels; each code that is coded with has its words, its statement and known questions."""
    parents = {c.parent for c in CODES.values() if c.parent}
    coded = [c for c in CODES.values() if c.id not in parents]
    assert 22 <= len(coded) <= 34
    for c in coded:
        assert c.parent and c.description and c.example
        assert c.statement and not c.statement.endswith(".")
        assert 8 <= len(c.include) <= 17, c.id
        assert c.questions and set(c.questions) <= set(QUESTIONS), c.id
    assert len([c for c in coded if len({r.split("/")[0] for r in c.questions}) > 1]) >= 20


def test_asks_and_facts_refer_to_what_there_is() -> None:
    """Each ask names known codes and consultations, and each quotation names its source."""
    for a in ASKS.values():
        assert a.codes and set(a.codes) <= set(CODES), a.id
        assert a.consultations and set(a.consultations) <= set(CONSULTATIONS), a.id
        assert a.source and a.short and not a.short.endswith(".")
    assert len([a for a in ASKS.values() if a.source.startswith("Fulfilling Lives")]) == 12
    assert FACTS["flse-disability"].figures[:2] == ("over 75%", "of which 84%")


def test_the_plan_asks_all_that_the_blog_asks() -> None:
    """18 questions, 11 lines of what it is not, five checks, four principles, and prompts for midway."""
    plan = read_plan_questions()
    assert (len(plan.questions), len(plan.agreement), len(plan.checks), len(plan.gunning)) == (18, 11, 5, 4)
    assert all(q.plain for q in plan.questions)
    assert len(plan.reflection) >= 4


def test_the_specification_names_its_pages_and_known_asks() -> None:
    """What is welcomed, what concerns and what is asked each occur, and the two known pages stand."""
    spec = read_specification(resource("data", "specifications", "crisis-house.yaml"))
    assert {line.view for line in spec.lines} == {"welcome", "concern", "ask"}
    assert {line.page for line in spec.lines} == {"", "17", "22"}
    assert {line.ask for line in spec.lines if line.ask} <= set(ASKS)
    assert all(line.ask for line in spec.lines if line.view == "ask")


def test_every_demo_file_says_that_it_is_made_up(tmp_path: Path) -> None:
    """Nobody can take the demo for real people, and a file that does not say so is refused."""
    files = [p for p in sorted(_DEMO.rglob("*")) if p.is_file()]
    assert len(files) >= 9
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "made up" in text.lower() or "made_up: true" in text, path
        if path.suffix in {".yaml", ".toml"}:
            assert text.startswith("# MADE UP"), path
    assert {r["note"] for r in ROWS} == {"made up"}
    real = tmp_path / "data" / "demo" / "plan.yaml"
    real.parent.mkdir(parents=True)
    real.write_text("plans: []", encoding="utf-8")
    with refuses(BadSettings, Kind.FILE_DOES_NOT_SAY_IT_IS_MADE_UP):
        demo.plan(tmp_path)


def test_the_demo_has_people_enough_and_every_kind_of_them() -> None:
    """At least 28 people and groups, nine contributors in each consultation, 140 answers."""
    assert len({r["person"] for r in ROWS}) >= 28
    assert len(ROWS) >= 140
    for ident in CONSULTATIONS:
        assert len({r["person"] for r in ROWS if r["consultation"] == ident and r["speaker"] == "contributor"}) >= 9
    assert {r["speaker"] for r in ROWS} == {"contributor", "staff", "partner", "group"}
    assert all(r["present"] for r in ROWS if r["speaker"] == "group")
    assert {"yes", "no"} == {r["verbatim"] for r in ROWS}
    assert len({r["channel"] for r in ROWS}) == 5


def test_the_demo_rows_fit_their_consultations() -> None:
    """Each answer is to a known question within its dates, or to a prompt of its own."""
    for r in ROWS:
        consultation = CONSULTATIONS[r["consultation"]]
        assert (r["question"] == "") == bool(r["prompt"])
        assert not r["question"] or f"{r['consultation']}/{r['question']}" in QUESTIONS
        assert consultation.opens is not None and consultation.closes is not None
        assert consultation.opens <= date.fromisoformat(r["date"]) <= consultation.closes
        if r["question"] and QUESTIONS[f"{r['consultation']}/{r['question']}"].kind is QuestionKind.CHOOSE_ONE:
            continue
        assert 4 <= len(r["words"].split()) <= 120


def test_a_person_is_described_in_one_way_only() -> None:
    """Role, speaker, size and permissions of a person are the same in each of their rows."""
    fields = ("role", "speaker", "present", *(f for f in ROWS[0] if f.startswith("may_")), "credit_name")
    for person in {r["person"] for r in ROWS}:
        assert len({tuple(r[f] for f in fields) for r in ROWS if r["person"] == person}) == 1


def test_the_demo_holds_the_hard_cases() -> None:
    """Refused, unrecorded and withdrawn people, two channels, hostile text, and planted details."""
    by_person = {r["person"]: r for r in ROWS}
    assert any(r["may_quote"] == "no" and r["may_count"] == "yes" for r in by_person.values())
    assert any(all(r[f] == "" for f in r if f.startswith("may_")) for r in by_person.values())
    assert "demo-withdraws" in by_person
    channels = {
        p: {r["channel"] for r in ROWS if r["person"] == p and r["consultation"] == "womens-health"} for p in by_person
    }
    assert any(len(c) > 1 and by_person[p]["speaker"] == "contributor" for p, c in channels.items())
    said = "\n".join(r["words"] for r in ROWS)
    for planted in ("07700 900", "@example.org", "ZZ99 3CZ", "999 000 0018", "<script>"):
        assert planted in said
    assert any(r["words"].startswith("=SUM(") for r in ROWS)


def test_demo_decisions_point_at_words_that_were_said() -> None:
    """Each coding's words stand exactly in that person's answer, under a known code."""
    decided = demo.decisions()
    for c in decided.codings:
        texts = WORDS[Place(c.person, c.consultation, c.question)]
        assert sum(text.count(c.words) for text in texts) == 1, c
        assert c.code in CODES
    assert len([c for c in decided.codings if c.state.value == "accepted"]) >= 60
    assert len([c for c in decided.codings if c.state.value == "rejected"]) >= 5
    assert {c.position.value for c in decided.codings} == {"for", "against", "mixed", "unclear"}
    assert not any(CODES[c.code].id in {x.parent for x in CODES.values()} for c in decided.codings)
    for concern in decided.concerns:
        assert Place(concern.person, concern.consultation, concern.question) in WORDS


def test_a_concern_is_never_coded() -> None:
    """Words of risk stay out of every analysis."""
    decided = demo.decisions()
    concerns = {(c.person, c.consultation, c.question) for c in decided.concerns}
    assert concerns
    assert not concerns & {(c.person, c.consultation, c.question) for c in decided.codings}


def test_a_hand_coded_passage_stands_in_place_of_the_suggestion() -> None:
    """Turned-down words stay turned down, and a hand-coded answer is not coded twice with a code."""
    decided = demo.decisions()
    place = ("demo-02", "womens-health", "1")
    sentence = "The practice nurse was lovely, she listened and she wrote it down in my words."
    assert decided.on_suggestion(*place, "not-listened-to", sentence) is CodingState.REJECTED
    assert decided.on_suggestion(*place, "turned-away-using", "they saw methadone") is CodingState.REJECTED
    assert decided.on_suggestion(*place, "kind-staff", sentence) is CodingState.ACCEPTED


def test_one_theme_has_a_single_voice() -> None:
    """There is a theme that one person alone raised, and the officer decided to keep it."""
    decided = demo.decisions()
    people = {c.person for c in decided.codings if c.code == "early-deaths"}
    assert len(people) == 1
    assert decided.small_theme("early-deaths", "womens-health").decision == "keep"
    assert decided.small_theme("unheard-of").reason


def _all_pieces(d: demo.DemoAnswers) -> list[tuple[str, Piece]]:
    pieces = [(a.question, p) for a in d.answers for p in a.pieces]
    return pieces + [("", p) for point in (d.letter.points if d.letter else ()) for p in point.pieces]


@pytest.mark.parametrize("ident", sorted(CONSULTATIONS))
def test_demo_answers_cover_their_consultation(ident: str) -> None:
    """Each question is answered or has a reason, and each insert is of something there is."""
    d = demo.answers()[ident]
    assert sorted(a.question for a in d.answers) == sorted(q.number for q in CONSULTATIONS[ident].questions)
    known = {
        PieceKind.COUNT: set(CODES),
        PieceKind.QUOTE: set(CODES),
        PieceKind.FACT: set(FACTS),
        PieceKind.ASK: {a.id for a in ASKS.values() if ident in a.consultations},
    }
    for number, piece in _all_pieces(d):
        assert piece.kind not in known or piece.value in known[piece.kind], (number, piece)
        if piece.kind in (PieceKind.COUNT, PieceKind.QUOTE) and number:
            assert f"{ident}/{number}" in CODES[piece.value].questions, (number, piece)
        if piece.kind is PieceKind.POSITION:
            options = CONSULTATIONS[ident].question(number).options
            assert {t.partition(": ")[2] or t for t in piece.value.split("; ")} <= set(options)
    for message in d.key_messages:
        assert message.code in CODES and message.ask in ASKS
    assert d.not_heard


@pytest.mark.parametrize("ident", sorted(CONSULTATIONS))
def test_every_quote_of_the_demo_has_words_that_may_be_quoted(ident: str) -> None:
    """Behind each quote insert stands a verbatim passage whose person allowed quoting."""
    allowed = {
        Place(r["person"], r["consultation"], r["question"])
        for r in ROWS
        if r["may_quote"] == r["may_count"] == r["verbatim"] == "yes"
    }
    quotable = {
        c.code
        for c in demo.decisions().codings
        if c.consultation == ident
        and c.state.value == "accepted"
        and c.person != "demo-withdraws"
        and Place(c.person, c.consultation, c.question) in allowed
    }
    quoted = {p.value for _, p in _all_pieces(demo.answers()[ident]) if p.kind is PieceKind.QUOTE}
    assert quoted and quoted <= quotable


@pytest.mark.parametrize("ident", sorted(CONSULTATIONS))
def test_every_count_of_the_demo_counts_somebody(ident: str) -> None:
    """Behind each count stands a contributor who may be counted, even after the withdrawal."""
    may = {r["person"] for r in ROWS if r["speaker"] == "contributor" and r["may_count"] == "yes"}
    counted = {
        c.code
        for c in demo.decisions().codings
        if c.consultation == ident
        and c.state is CodingState.ACCEPTED
        and c.position is not Position.AGAINST
        and c.person in may - {"demo-withdraws"}
    }
    counts = {p.value for _, p in _all_pieces(demo.answers()[ident]) if p.kind is PieceKind.COUNT}
    assert counts and counts <= counted, counts - counted


@pytest.mark.parametrize("ident", sorted(CONSULTATIONS))
def test_own_words_hold_no_counts_of_people_and_no_quotes(ident: str) -> None:
    """The officer's words leave counting and quoting to the inserts, and keep within the limit."""
    d = demo.answers()[ident]
    counted = re.compile(
        r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|most|half|many)( of the)? "
        r"(people|persons|women|men|volunteers|contributors|groups)\b",
        re.IGNORECASE,
    )
    for _, piece in _all_pieces(d):
        if piece.kind is PieceKind.WORDS:
            assert not re.search('[“”"]', piece.value), piece.value
            assert not counted.search(piece.value), piece.value
            assert all(count_words(s) <= 25 for s in _sentences(piece.value)), piece.value
    for a in d.answers:
        limit = CONSULTATIONS[ident].question(a.question).limit
        own = sum(count_words(p.value) for p in a.pieces if p.kind is PieceKind.WORDS)
        assert limit is None or own <= limit.amount / 2


def test_the_mental_health_act_draft_is_honest_about_what_it_leaves_out() -> None:
    """About 14 questions are answered and each of the others says why not."""
    d = demo.answers()["mental-health-act"]
    answered = [a for a in d.answers if a.pieces]
    assert 13 <= len(answered) <= 18
    assert all(a.not_answered.startswith("because ") for a in d.answers if not a.pieces)


def test_the_letter_has_the_three_points_of_the_blog() -> None:
    """The letter makes three points, each of which ends in its ask."""
    letter = demo.answers()["womens-health"].letter
    assert letter is not None
    ends = [p.pieces[-1].value for p in letter.points]
    assert ends == ["hear-women-mcn", "name-women-mcn", "less-siloed"]


def test_each_ask_made_in_the_demo_has_an_outcome() -> None:
    """What became of each ask is met, partly, not met or unclear, and what is known has its document."""
    found = {(o.ask, o.consultation): o for o, _ in demo.outcomes()}
    assert len(found) == len(demo.outcomes())
    made = {
        (p.value, ident) for ident, d in demo.answers().items() for _, p in _all_pieces(d) if p.kind is PieceKind.ASK
    }
    assert made <= set(found), made - set(found)
    assert all(o.document for o in found.values() if o.state.value != "unclear")
    assert {o.state.value for o in found.values()} == {"met", "partly", "not met", "unclear"}


def test_the_demo_plans_answer_what_is_asked() -> None:
    """One plan answers all 18 questions; each plan has its checks, principles and owned sections."""
    asked = read_plan_questions()
    plans = demo.plan()
    assert set(plans) == set(CONSULTATIONS)
    assert {a.question for a in plans["womens-health"].answers} == {q.id for q in asked.questions}
    for p in plans.values():
        assert {c.check for c in p.checks} == {c.id for c in asked.checks}
        assert {g.principle for g in p.gunning} == {g.id for g in asked.gunning}
        assert all(s.owner and s.cover and s.owner != s.cover for s in p.sections)
        closes = CONSULTATIONS[p.consultation].closes
        assert closes is not None and p.started < closes


def test_the_demo_charity_is_made_up_too() -> None:
    """The demo's letterhead belongs to nobody."""
    organisation = demo.settings().organisation
    assert "made-up" in organisation.name
    assert organisation.contact_email.endswith("@example.org")
