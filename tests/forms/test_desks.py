"""The officers' screens, used as an officer uses them: by filling in boxes and pressing buttons."""

from __future__ import annotations

from typing import Any

from consultwork.forms import (
    ClearingDesk,
    CodingDesk,
    CommentsDesk,
    DraftingDesk,
    EvidenceDesk,
    OutcomesDesk,
    Overview,
)
from consultwork.journey import STAGES
from consultwork.model import (
    Answer,
    CodingState,
    DocumentKind,
    OutcomeState,
    Permission,
    Piece,
    PieceKind,
    Submission,
    Use,
)
from consultwork.workbench import Workbench
from tests.asked import nobody_asked

WHS = "womens-health"


def buttons(widget: Any) -> dict[str, Any]:
    """Every button of a screen by its label, hidden ones too."""
    found: dict[str, Any] = {}
    for child in getattr(widget, "children", ()):
        found |= buttons(child)
    if type(widget).__name__ == "Button":
        found[widget.description] = widget
    return found


def shown(widget: Any) -> str:
    """All text of a screen."""
    own = [widget.plain] if hasattr(widget, "plain") else []
    return "\n".join([*own, *(shown(c) for c in getattr(widget, "children", ()))])


def test_every_screen_says_what_to_do_first_where_nobody_has_spoken(empty: Workbench) -> None:
    """In a new workspace no screen is blank and none complains."""
    for make, todo in (
        (ClearingDesk, "02_gather"), (CodingDesk, "03_safeguard"), (EvidenceDesk, "04_theme"),
        (DraftingDesk, "04_theme"), (CommentsDesk, "06_respond"), (Overview, "nobody has said anything yet"),
    ):  # fmt: skip
        screen = make(empty)
        assert todo in shown(screen.ui), make
        assert not screen.says


def test_the_overview_names_every_stage_and_what_waits(bench: Workbench) -> None:
    """Every stage stands there with its question; what waits is said with its ref."""
    text = shown(Overview(bench).ui)
    assert all(stage.question in text for stage in STAGES)
    waiting = [b for found in bench.blockers().values() for b in found]
    assert waiting
    assert str(waiting[0]) in text


# safeguard


def received(bench: Workbench, words: str, *uses: Use) -> str:
    permissions = [Permission(u, u in uses) for u in Use]
    return bench.gather.receive([Submission("", "", WHS, "1", words)], permissions)


def test_personal_details_are_shown_in_place_and_replaced_by_choice(empty: Workbench) -> None:
    """A finding is marked in its text; “replace” is offered first; clearing keeps the rest word for word."""
    received(empty, "Ring me on 07700 900123, <b>please</b>.")
    desk = ClearingDesk(empty)
    (answer,) = desk.answers
    marked = next(p for p in answer.text.parts if p["kind"] == "words")
    (start, end, kind) = marked["marks"][0]
    assert (marked["text"][start:end], kind) == ("07700 900123", "phone")
    assert answer.choices[0].value == "replace"
    desk.clear.click()
    assert [c.text for c in empty.snapshot().contributions.values()] == ["Ring me on [a phone number], <b>please</b>."]


def test_a_detail_can_be_kept_and_an_answer_put_by(empty: Workbench) -> None:
    """“Keep” leaves the words; an answer put by is not cleared and can be brought back."""
    received(empty, "The ward at BN1 1AA is cold.")
    received(empty, "Another answer.")
    desk = ClearingDesk(empty)
    desk.answers[0].choices[0].value = "keep"
    desk.answers[1].later.value = True
    desk.clear.click()
    assert [c.text for c in empty.snapshot().contributions.values()] == ["The ward at BN1 1AA is cold."]
    assert desk.answers == []
    buttons(desk.ui)["Show those put by for later"].click()
    assert len(desk.answers) == 1


def test_a_concern_is_settled_by_somebody_with_an_outcome(empty: Workbench) -> None:
    """A concern shows apart; without lead and outcome it cannot be settled."""
    received(empty, "I do not want to be here. I want to die.")
    desk = ClearingDesk(empty)
    assert "somebody is at risk" in shown(desk.ui)
    desk.parts.current = 1
    card = desk._inside.children[1]
    _, lead, outcome, settle = card.children
    settle.click()
    assert "Fill in both." in desk.says
    lead.value, outcome.value = "Sam Example", "Rang the person; a friend is with them."
    card.children[3].click()
    (concern,) = empty.safeguard.concerns()
    assert (concern.lead, concern.outcome) == ("Sam Example", "Rang the person; a friend is with them.")


def test_who_reads_can_raise_a_concern(empty: Workbench) -> None:
    """A person who is worried raises a concern in her own words; without words it is refused."""
    received(empty, "He locks the door when I come home.")
    desk = ClearingDesk(empty)
    desk.answers[0].concern.click()
    assert "what worries you" in desk.says
    desk.answers[0].worry.value = "Somebody may be locked in."
    desk.answers[0].concern.click()
    (concern,) = empty.safeguard.concerns()
    assert concern.note == "Somebody may be locked in."
    assert "somebody is at risk" in shown(desk.ui)


def test_permissions_are_changed_one_by_one(empty: Workbench) -> None:
    """Only the uses that were chosen change, and how the person told us is asked for."""
    person = received(empty, "Words.", Use.COUNT)
    desk = ClearingDesk(empty)
    desk.parts.current = 2
    desk.permits[Use.QUOTE].chosen = ["Yes"]
    desk.permit.click()
    assert "how they told you" in desk.says
    desk.how.value = "on the phone"
    desk.permit.click()
    now = empty.safeguard.people()[person]
    assert now.allows(Use.QUOTE)
    assert now.allows(Use.COUNT)
    assert not now.allows(Use.CREDIT)


def test_taking_somebody_out_needs_their_number_twice(empty: Workbench) -> None:
    """Without the number typed again nothing is deleted; with it, nothing of the person stays."""
    person = received(empty, "Words.", Use.COUNT)
    desk = ClearingDesk(empty)
    desk.parts.current = 4
    desk.take_out.click()
    assert person in empty.safeguard.people()
    desk.confirm.value = person.lower()
    desk.take_out.click()
    assert person not in empty.safeguard.people()
    assert "1 answer of theirs is gone." in desk.says


# mapping


def test_a_link_is_confirmed_left_out_and_added(bench: Workbench) -> None:
    """What a person decides on a theme and a question is the evidence of that question."""
    desk = EvidenceDesk(bench, WHS)
    desk.question.value = "4"
    (code, choice) = next((c, w) for c, w in desk.rows if w.value == "yes")
    choice.value = "no"
    added = next(k for _, k in desk.more.options if k)
    desk.more.value = added
    desk.save.click()
    found = {e.theme.code.id for e in bench.mapping.evidence(WHS) if e.question == "4"}
    assert code not in found
    assert added in found


def test_not_answered_needs_a_reason_and_keeps_what_was_written(bench: Workbench) -> None:
    """A reason is kept as a status; the words written before stay beside it."""
    before = bench.respond.answers(WHS)["4"].pieces
    desk = EvidenceDesk(bench, WHS)
    desk.question.value = "4"
    desk.leave.click()
    assert "needs a reason" in desk.says
    desk.because.value = "nobody we heard from could say."
    desk.leave.click()
    now = bench.respond.answers(WHS)["4"]
    assert now.not_answered == "nobody we heard from could say."
    assert now.pieces == before


# respond


def test_her_own_words_stand_between_computed_sentences(bench: Workbench) -> None:
    """Inserts say what is computed now, and her words are kept as typed, in her order."""
    bench.respond.write_answers([Answer(WHS, "2")])
    desk = DraftingDesk(bench, WHS)
    desk.part.value = "2"
    theme = next(e.theme for e in bench.mapping.evidence(WHS) if e.question == "2")
    desk.entries[0].words.value = "We welcome <this>."
    desk.insert(PieceKind.COUNT, theme.code.id)
    desk.insert(PieceKind.WORDS, "")
    desk.entries[-1].words.value = "It has to change."
    desk.entries[-1].up.click()
    desk.save.click()
    assert bench.respond.answers(WHS)["2"].pieces == (
        Piece(PieceKind.WORDS, "We welcome <this>."), Piece(PieceKind.WORDS, "It has to change."),
        Piece(PieceKind.COUNT, theme.code.id),
    )  # fmt: skip
    assert "people we heard from told us that" in desk.preview.plain
    assert "<this>" in desk.preview.plain


def test_the_count_follows_every_key_and_names_what_is_too_much(bench: Workbench) -> None:
    """The number of words stands against the limit while she types."""
    bench.respond.write_answers([Answer("mental-health-act", "1")])
    desk = DraftingDesk(bench, "mental-health-act")
    desk.part.value = "1"
    assert desk.entries[0].words.continuous_update
    desk.entries[0].words.value = "word " * 501
    assert desk.count.plain == "501 of 500 words. 1 too many."
    desk.entries[0].words.value = "word " * 3
    assert desk.count.plain == "3 of 500 words."


def test_a_quote_comes_only_from_words_that_may_be_quoted(bench: Workbench) -> None:
    """Every passage on offer is verbatim and its person allows quoting; the evidence is named."""
    desk = DraftingDesk(bench, WHS)
    desk.part.value = "2"
    m = bench.respond.material(WHS)
    may = {k.snippet for t in m.themes for k in t.codings if m.may_quote(k)}
    offered = [p["text"] for p in _parts(desk.reach) if p["kind"] == "quote"]
    assert offered
    assert {o.strip("“”") for o in offered} <= may


def _parts(widget: Any) -> list[dict[str, Any]]:
    own = list(getattr(widget, "parts", []))
    return own + [p for c in getattr(widget, "children", ()) for p in _parts(c)]


def test_words_stay_when_the_evidence_is_gone(bench: Workbench) -> None:
    """When the people behind a count leave, her words stay and the insert says that it is empty."""
    bench.respond.write_answers([Answer(WHS, "2")])
    theme = min(bench.theme.themes(WHS)[0], key=lambda t: len(t.people) + len(t.groups) + len(t.staff))
    desk = DraftingDesk(bench, WHS)
    desk.part.value = "2"
    desk.entries[0].words.value = "My own words."
    desk.insert(PieceKind.COUNT, theme.code.id)
    for person in (*theme.people, *theme.groups, *theme.staff):
        bench.safeguard.withdraw(person)
    desk.again.click()
    assert desk.entries[0].words.value == "My own words."
    assert "the sentence is left out" in desk.entries[1].generated.plain.lower()


def test_going_to_another_question_saves_this_one(bench: Workbench) -> None:
    """Nothing typed is lost by choosing another question or consultation."""
    bench.respond.write_answers([Answer(WHS, "2")])
    desk = DraftingDesk(bench, WHS)
    desk.part.value = "2"
    desk.entries[0].words.value = "Half a thought"
    desk.part.value = "3"
    assert bench.respond.answers(WHS)["2"].pieces == (Piece(PieceKind.WORDS, "Half a thought"),)
    desk.insert(PieceKind.WORDS, "")
    desk.entries[-1].words.value = "Another"
    desk.chooser.value = "crisis-house"
    assert bench.respond.answers(WHS)["3"].pieces[-1] == Piece(PieceKind.WORDS, "Another")
    other = bench.respond.answers("crisis-house").get("3", Answer("", ""))
    assert Piece(PieceKind.WORDS, "Another") not in other.pieces


def test_looking_changes_nothing(bench: Workbench) -> None:
    """Opening every part of every consultation writes no answer anew."""
    before = {c: bench.respond.answers(c) for c in bench.consultations}
    acts = len(bench.store.events())
    desk = DraftingDesk(bench)
    for c in bench.consultations:
        desk.chooser.value = c
        for _, key in desk.part.options:
            desk.part.value = key
    assert {c: bench.respond.answers(c) for c in bench.consultations} == before
    assert len(bench.store.events()) == acts


def test_empty_answers_start_from_their_evidence_and_written_ones_stay(bench: Workbench) -> None:
    """The button fills only answers without words."""
    before = bench.respond.answers(WHS)
    bench.respond.write_answers([Answer(WHS, "2")])
    desk = DraftingDesk(bench, WHS)
    desk.start.click()
    now = bench.respond.answers(WHS)
    assert {p.kind for p in now["2"].pieces} >= {PieceKind.COUNT}
    assert {k: v for k, v in now.items() if k != "2"} == {k: v for k, v in before.items() if k != "2"}
    assert "1 answer started" in desk.says


def test_what_was_accepted_is_offered_to_the_question_it_answers(empty: Workbench) -> None:
    """An accepted code is proposed to its question, and is evidence once a person says so."""
    received(empty, "The doctor did not listen to me.", Use.COUNT)
    empty.safeguard.clear()
    desk = CodingDesk(empty, WHS)
    desk.suggest.click()
    for k in desk.reader.page["codings"]:
        desk.reader.act({"act": "accept", "ref": desk.reader.page["ref"], "coding": k["ref"]})
    assert not empty.theme.codings(WHS, CodingState.SUGGESTED)
    mapping = EvidenceDesk(empty, WHS)
    proposed = empty.mapping.proposals(WHS)
    mapping.question.value = proposed[0].question
    mapping.yes.click()
    mapping.save.click()
    assert proposed[0].code in {e.theme.code.id for e in empty.mapping.evidence(WHS)}


def test_documents_are_made_and_what_stands_in_the_way_is_listed(bench: Workbench) -> None:
    """The button makes every document of the consultation and lists what is in the way of sending it."""
    desk = DraftingDesk(bench, "crisis-house")
    desk.make.click()
    made = [k.value for k in bench.respond.kinds(bench.consultation("crisis-house"))]
    assert all((bench.out / f"crisis-house-{k}.docx").exists() for k in made)
    assert f"{len(made)} documents made" in desk.says


# review and follow-up


def test_a_document_is_checked_approved_and_noted_as_sent(bench: Workbench) -> None:
    """Approval needs a name, sending needs a route; both are kept with the draft."""
    bench.respond.make("crisis-house", DocumentKind.ANSWERS)
    desk = CommentsDesk(bench)
    desk.parts.current = 3
    desk.check.click()
    assert desk.says == "The check found nothing wrong."
    desk.approve.click()
    assert "not known who approves" in desk.says
    desk.by.value = "Sasha Example"
    desk.approve.click()
    assert "not recorded who was asked" in desk.says
    nobody_asked(bench, "crisis-house", DocumentKind.ANSWERS)
    desk.approve.click()
    assert desk.says.startswith("Approved by Sasha Example.")
    desk.route.value = "by e-mail"
    desk.send.click()
    (row,) = bench.review.drafts().to_dict("records")
    assert (row["state"], row["approved by"], row["route"]) == ("sent", "Sasha Example", "by e-mail")


def test_comments_are_read_and_answered(bench: Workbench) -> None:
    """A returned file is read by its name; each comment gets an answer and a reason."""
    made = bench.respond.make("crisis-house", DocumentKind.ANSWERS)
    _comment(made.path, "Is this right?")
    desk = CommentsDesk(bench)
    desk.parts.current = 1
    desk.path.value = str(made.path)
    desk.read.click()
    assert "1 comment read." in desk.says
    (_, answer, reason) = desk.rows[0]
    answer.value, reason.value = "accept", "She is right."
    desk.save.click()
    (kept,) = bench.review.comments(made.draft)
    assert (kept["decision"], kept["reason"], kept["text"]) == ("accept", "She is right.", "Is this right?")


def _comment(path: Any, said: str) -> None:
    from docx import Document

    document = Document(str(path))
    runs = next(p.runs for p in document.paragraphs if p.runs)
    document.add_comment(runs, text=said, author="A Reviewer")
    document.save(str(path))


def test_an_outcome_is_kept_with_where_they_say_so(bench: Workbench) -> None:
    """State, document, page and quotation of each ask are kept; unchanged rows are not written."""
    desk = OutcomesDesk(bench, WHS)
    row = desk.rows[0]
    row.state.value, row.document.value, row.page.value = OutcomeState.MET, "Strategy of 2022", "14"
    row.quotation.value = "We will."
    desk.save.click()
    assert desk.says == "1 outcome saved."
    kept = next(o for o in bench.follow_up.outcomes() if (o.ask, o.consultation) == (row.ask.id, WHS))
    assert (kept.state, kept.document, kept.page, kept.quotation) == (
        OutcomeState.MET, "Strategy of 2022", "14", "We will.",
    )  # fmt: skip
    desk.note.click()
    assert (bench.out / f"{WHS}-you-said.docx").exists()
