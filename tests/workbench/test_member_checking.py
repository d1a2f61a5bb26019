"""Asking back with a real store: who is shown what, what it does at once, what blocks, what goes with somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consultwork.errors import Blocked, Refused
from consultwork.journey.member_checking import OTHERS_WORDS
from consultwork.kinds import Kind
from consultwork.model import DraftState, Item, Use, View, Way
from consultwork.ooxml import read_texts
from consultwork.store import member_checking as kept
from consultwork.store import people, visits, writing
from consultwork.workbench import Workbench
from consultwork.workbench.passphrase import MADE_UP
from consultwork.workbench.visitors.visits import VisitDesk
from tests.asked import (
    KIND,
    MESSAGE,
    ONE,
    OTHER,
    SAID,
    WH,
    ShownDraft,
    back,
    came,
    drafted,
    group,
    nobody_asked,
    started,
)
from tests.refusing import refuses
from tests.serve.serving import workspace


@pytest.fixture
def real(tmp_path: Path) -> Workbench:
    """A workspace whose page is set up for real people; everybody in it is made up."""
    return workspace(tmp_path)


def pages(desk: VisitDesk) -> dict[str, str]:
    """Everything that stands on each page of what we wrote: key -> all its text."""
    return {key: repr(desk.sheet(key)) for key in desk.visit().draft.pages()}


def looking(bench: Workbench, code: str) -> VisitDesk:
    """Somebody comes back and goes to the first thing that they are shown."""
    desk = back(bench, code)
    assert desk.act("mine", "draft").key == "draft"
    assert desk.act("draft", "next").key.startswith("draft:A-")
    return desk


def field(desk: VisitDesk, item: Item, what: str) -> str:
    """The name of a field of the first thing of a kind."""
    a, s = next((a, s) for a, s in desk.visit().draft.shown if s.item is item)
    return f"d:{a}:{s.number}:{what}"


def key(desk: VisitDesk, item: Item) -> str:
    """The key of its page."""
    a, s = next((a, s) for a, s in desk.visit().draft.shown if s.item is item)
    return f"draft:{a}.{s.number}"


def ready(bench: Workbench) -> ShownDraft:
    made = drafted(bench)
    started(bench)
    return made


def test_each_sees_their_own_words_and_no_others(real: Workbench) -> None:
    """On every page stand the message, the asks and one's own quote; the other's words are on none."""
    made = ready(real)
    for code, own, others in ((made.one_code, ONE, OTHER), (made.other_code, OTHER, ONE)):
        shown = pages(looking(real, code))
        everything = "".join(shown.values())
        assert own.strip(".") in everything and "This is what we heard." not in shown["draft"]
        assert others[:30] not in everything, "words of somebody else"
        assert MESSAGE[:30] in everything and OTHERS_WORDS in everything


def test_nothing_is_shown_before_an_officer_shows_it_nor_after_they_stop(real: Workbench) -> None:
    """The button is there while a round is shown, and for those alone who came back."""
    made = drafted(real)
    assert "draft" not in {a.name for a in back(real, made.one_code).sheet("mine").actions}
    ref = started(real).ref
    assert "draft" in {a.name for a in back(real, made.one_code).sheet("mine").actions}
    fresh = real.invitations.at(WH)
    assert fresh.act("start", "draft").key == "start" and fresh.sheet("draft").key == "start"
    real.member_checking.stop(ref)
    assert back(real, made.one_code).sheet("draft").key == "mine"


def test_who_comes_later_with_no_words_in_it_sees_no_quote(real: Workbench) -> None:
    """Somebody whose words are not cleared is shown nothing; once they stand behind it, no quote of others."""
    ready(real)
    code = came(real, "I came later. Made up.")
    assert not back(real, code).visit().draft.shown
    real.safeguard.decide_all("keep")
    real.safeguard.clear()
    assert {s.item for _, s in back(real, code).visit().draft.shown} == {Item.MESSAGE, Item.ASK}


def test_leaving_a_quote_out_counts_at_once(real: Workbench) -> None:
    """The permission for that answer is withdrawn with its history, and the next document has no such quote."""
    made = ready(real)
    desk = looking(real, made.one_code)
    assert desk.save({field(desk, Item.QUOTE, "view"): "Leave me out"})
    person = real.safeguard.people()[made.one]
    (answer,) = {c.answer for c in real.snapshot().contributions.values() if c.contributor == made.one}
    assert not person.allows(Use.QUOTE, answer) and person.allows(Use.QUOTE) and person.allows(Use.COUNT)
    last = person.permissions[-1]
    assert (last.answer, last.given, last.how) == (answer, False, "by themselves, when shown our draft")
    kept_line = real.safeguard.consents(made.one).iloc[-1]
    assert "Leave me out" in kept_line["wording"] and kept_line["answer"] == answer
    text = "\n".join(read_texts(real.respond.make(WH, KIND).path)[1])
    assert ONE[:30] not in text and OTHER[:30] in text
    sheet = desk.sheet(key(desk, Item.QUOTE))
    assert "leave this out" in repr(sheet.parts[0]) and sheet.fields[0].options == ("I agree", "Leave me out")
    assert desk.act(sheet.key, "next", {field(desk, Item.QUOTE, "view"): "I agree"}).key != sheet.key
    assert real.safeguard.people()[made.one].allows(Use.QUOTE, answer)


def test_agreeing_here_lifts_no_refusal_for_everything(real: Workbench) -> None:
    """Whoever refused all quoting meanwhile is quoted in nothing, whatever they say to one quote."""
    made = ready(real)
    desk = looking(real, made.one_code)
    name = field(desk, Item.QUOTE, "view")
    desk.save({name: "Leave me out"})
    real.safeguard.permit(made.one, {Use.QUOTE: False}, how="by phone")
    desk.save({name: "I agree"})
    answers = {c.answer for c in real.snapshot().contributions.values() if c.contributor == made.one}
    assert not any(real.safeguard.people()[made.one].allows(Use.QUOTE, a) for a in answers)
    assert not [s for _, s in desk.visit().draft.shown if s.item is Item.QUOTE]


def test_what_is_said_can_be_changed_skipped_and_taken_back(real: Workbench) -> None:
    """A choice counts at once; skipping chooses nothing and loses no word; taking it back leaves nothing."""
    made = ready(real)
    desk = looking(real, made.one_code)
    there, view, words = (key(desk, Item.MESSAGE), *(field(desk, Item.MESSAGE, x) for x in ("view", "words")))
    desk.act(there, "skip", {view: "I agree", words: ""})
    assert not real.member_checking.of(WH, KIND).replies
    desk.act(there, "skip", {view: "I agree", words: SAID})
    assert [(r.view, r.words) for r in real.member_checking.of(WH, KIND).replies] == [(None, SAID)]
    desk.act(there, "next", {view: "Change this", words: SAID})
    (reply,) = real.member_checking.of(WH, KIND).replies
    assert (reply.view, reply.words, reply.by) == (View.CHANGE, SAID, "themselves")
    again = back(real, made.one_code)
    assert [f.value for f in again.sheet(there).fields] == ["Change this", SAID]
    assert again.act(there, "unsay", {}).key == there
    assert not real.member_checking.of(WH, KIND).replies
    assert (real.member_checking.of(WH, KIND).voices[0].way, len(real.member_checking.of(WH, KIND).voices)) == (
        Way.PAGE,
        1,
    )


def test_values_that_are_not_offered_are_refused(real: Workbench) -> None:
    """Another's quote, another round, a strange answer or a rank of a single person is not kept."""
    made = ready(real)
    desk = looking(real, made.one_code)
    his = next(s for s in real.member_checking.of(WH, KIND).askings[0].shown if s.person == made.other)
    strange: dict[str, object] = {
        f"d:A-0001:{his.number}:view": "Leave me out", "d:A-0009:1:view": "I agree", "d:A-0001:1:view": "Leave me out",
        "d:A-0001:1:words": ["x"], field(desk, Item.ASK, "place"): "1", f"d:A-0001:{his.number}:words": "x",
    }  # fmt: skip
    assert desk.save(strange) == () and not real.member_checking.of(WH, KIND).replies
    assert desk.sheet(f"draft:A-0001.{his.number}").key == "mine"


def test_a_group_ranks_the_asks(real: Workbench) -> None:
    """A group has one page more; places may be shared, left out and taken away again."""
    made = drafted(real)
    ref = group(real)
    started(real)
    assert "draft:rank" not in back(real, made.one_code).visit().draft.pages()
    shown = real.member_checking.drafted(ref, WH)
    assert "draft:rank" in shown.pages()
    (a, first), (_, second) = shown.asks
    real.member_checking.say(ref, shown, {f"d:{a}:{first.number}:place": "2", f"d:{a}:{second.number}:place": "2"})
    voice = real.member_checking.of(WH, KIND).voices[0]
    assert [r.place for r in real.member_checking.of(WH, KIND).of(voice.ref)] == [2, 2]
    shown = real.member_checking.drafted(ref, WH)
    real.member_checking.say(ref, shown, {f"d:{a}:{first.number}:place": "No place"})
    assert [r.place for r in real.member_checking.of(WH, KIND).replies] == [2]
    assert not real.member_checking.of(WH, KIND).waiting


def test_sign_off_waits_for_the_record_and_for_each_answer(real: Workbench) -> None:
    """Approval is blocked until who was asked is recorded, each wish has an answer, and the file says so."""
    made = ready(real)
    path = real.out / f"{WH}-{KIND.value}.docx"
    with refuses(Blocked, Kind.MAY_NOT_BE_APPROVED_UNASKED):
        real.review.approve(path, "Kim")
    desk = looking(real, made.one_code)
    desk.save({field(desk, Item.MESSAGE, "view"): "Change this", field(desk, Item.MESSAGE, "words"): SAID})
    ref = real.member_checking.of(WH, KIND).askings[-1].ref
    real.member_checking.that_is_all(ref)
    with refuses(Blocked, Kind.MAY_NOT_BE_APPROVED_UNASKED):
        real.review.approve(path, "Kim")
    (reply,) = real.member_checking.of(WH, KIND).waiting
    with pytest.raises(Refused):
        real.member_checking.decide(reply.ref, changed=True, because=" ")
    real.member_checking.decide(reply.ref, changed=False, because="The call speaks of patients")
    with refuses(Blocked, Kind.MAY_NOT_BE_APPROVED_UNASKED):
        real.review.approve(path, "Kim")
    path = real.respond.make(WH, KIND).path
    text = "\n".join(read_texts(path)[1])
    assert "one person on the page of the form" in text and "All of them answered." in text
    assert "Not changed in what we say: The call speaks of patients." in text and SAID not in text
    assert "What people changed when they read our draft" in text
    assert not real.review.check(path)
    real.review.approve(path, "Kim")
    # Somebody changes their mind after the approval: it does not leave before that has an answer.
    desk.save({field(desk, Item.MESSAGE, "words"): SAID + " Please."})
    with refuses(Blocked, Kind.MAY_NOT_BE_SENT):
        real.review.send(path, "by e-mail")
    real.member_checking.decide(reply.ref, changed=False, because="The call speaks of patients")
    real.review.send(path, "by e-mail")
    assert not real.review.check(path), "what was sent is still borne out by what was asked about it"
    assert real.member_checking.of(WH, KIND).askings == (), "the next version is asked about anew"
    assert not back(real, made.one_code).visit().draft.shown, "what is sent is shown no more"


def test_a_number_that_was_typed_over_is_found(real: Workbench) -> None:
    """The count of who was asked is a claim: the check computes it again."""
    from docx import Document

    ready(real)
    ref = real.member_checking.of(WH, KIND).askings[-1].ref
    real.member_checking.ask_others(ref, Way.PHONE, 7, answered=2)
    real.member_checking.that_is_all(ref)
    path = real.respond.make(WH, KIND).path
    document = Document(str(path))
    paragraph = next(p for p in document.paragraphs if "Seven" in p.text or "seven people by phone" in p.text)
    paragraph.runs[0].text = paragraph.runs[0].text.replace("seven people by phone", "nine people by phone")
    document.save(str(path))
    assert any("differs from the data" in str(b) for b in real.review.check(path))


def test_small_numbers_of_who_answered_are_put_to_a_person(real: Workbench) -> None:
    """A document that tells of fewer than five who were asked waits for the same decision as every small count."""
    from consultwork.store import schema as t

    ready(real)
    ref = real.member_checking.of(WH, KIND).askings[-1].ref
    real.member_checking.ask_others(ref, Way.PHONE, 3, answered=1)
    real.member_checking.that_is_all(ref)
    with real.store.write_unlogged() as c:
        c.execute(t.theme_decision.delete())
    (found,) = [b for b in real.respond.make(WH, KIND).blockers if "fewer than 5 people" in str(b)]
    assert str(found).startswith(f"{WH}: 4 statements")  # the theme; asked, answered and silent
    with refuses(Blocked, Kind.TELLS_OF_FEW_PEOPLE):
        real.member_checking.start(WH, KIND)


def test_an_officer_writes_down_what_was_said_elsewhere(real: Workbench) -> None:
    """By phone or in a workshop: who wrote it down is said; phones need leave; quotes need their own person."""
    made = drafted(real)
    real.safeguard.permit(made.one, {Use.CONTACT: True}, how="asked in person")
    ref = started(real).ref
    with refuses(Refused, Kind.NO_LEAVE_TO_CONTACT):
        real.member_checking.ask(ref, made.other, Way.PHONE)
    voice = real.member_checking.ask(ref, made.one, Way.PHONE)
    own = next(s for s in real.member_checking.shown_to(voice) if s.item is Item.QUOTE)
    real.member_checking.reply(voice, own.number, View.OUT)
    assert not real.safeguard.people()[made.one].allows(Use.QUOTE, own.answer)
    assert "by phone, written down by" in real.safeguard.people()[made.one].permissions[-1].how
    workshop = real.member_checking.ask_others(ref, Way.WORKSHOP, 8, label="the Tuesday workshop")
    assert not [s for s in real.member_checking.shown_to(workshop) if s.item is Item.QUOTE]
    with refuses(Refused, Kind.THING_MAY_NOT_BE_SHOWN):
        real.member_checking.reply(workshop, own.number, View.AGREE)
    ask = next(s for s in real.member_checking.shown_to(workshop) if s.item is Item.ASK)
    with refuses(Refused, Kind.VIEW_DOES_NOT_FIT):
        real.member_checking.reply(workshop, ask.number, View.OUT)
    real.member_checking.reply(workshop, ask.number, View.DISAGREE, words=SAID, place=1)
    assert real.member_checking.account(WH, KIND) == (
        "People: 1 was asked, 1 answered, 0 did not answer. "
        "Groups, staff and partners: 1 was asked, 1 answered, 0 did not answer."
    )
    with refuses(Refused, Kind.VOICE_SAID_SOMETHING):
        real.member_checking.take_off(workshop)


def test_four_words_are_made_for_who_allows_contact_and_for_nobody_else(real: Workbench) -> None:
    """They bring that person to the page of what we wrote, replace those made before, and count as no visit."""
    made = drafted(real)
    started(real)
    ref = group(real)
    with refuses(Refused, Kind.NO_LEAVE_TO_CONTACT):
        real.member_checking.four_words(ref, WH)
    real.safeguard.permit(ref, {Use.CONTACT: True}, how="asked in person")
    before = real.invitations.overview()["began"].tolist()
    first = real.member_checking.four_words(ref, WH)
    code = real.member_checking.four_words(ref, WH)
    assert first.encode() not in real.store.path.read_bytes()
    assert dict(real.invitations.at(WH).act("return", "open", {"code": first}).errors) == {
        "code": Refused(Kind.FOUR_WORDS_OPEN_NOTHING).sentence
    }
    desk = looking(real, code)
    assert "draft:rank" in desk.visit().draft.pages()
    assert real.invitations.overview()["began"].tolist() == before
    later = Workbench(real.root, passphrase=MADE_UP, clock=lambda: real.clock() + timedelta(days=40))
    assert back(later, code).began, "they are not swept away with what was never sent"
    assert made.one not in code


def test_a_closed_form_still_lets_people_come_back(real: Workbench) -> None:
    """Nobody can begin any more; whoever has four words lands where they can use them."""
    made = ready(real)
    real.invitations.set_open(WH, False)
    desk = real.invitations.at(WH)
    assert desk.sheet().key == "return"
    assert desk.act("return", "open", {"code": made.one_code}).key == "mine"


def test_a_withdrawal_takes_all_of_this_out(real: Workbench) -> None:
    """What they were shown, said and were noted by is gone to the last byte; the other's stays."""
    made = ready(real)
    for code, words in ((made.one_code, SAID), (made.other_code, "Keep it. Made up.")):
        desk = looking(real, code)
        desk.save({field(desk, Item.MESSAGE, "view"): "Change this", field(desk, Item.MESSAGE, "words"): words})
        desk.save({field(desk, Item.QUOTE, "view"): "I agree"})
    real.safeguard.withdraw(made.one)
    state = real.member_checking.of(WH, KIND)
    assert [v.person for v in state.voices] == [made.other] and "Keep it. Made up." in {r.words for r in state.replies}
    data = b"".join(p.read_bytes() for p in real.root.rglob("*") if p.is_file() and p.suffix != ".docx")
    assert SAID.encode() not in data and ONE[:30].encode() not in data and OTHER[:30].encode() in data
    assert made.one not in repr(state)


def test_frozen_texts_of_ours_that_hold_their_words_are_emptied(real: Workbench) -> None:
    """A message with a run of somebody's words in it is emptied when they leave, and the officer's lines are named."""
    made = drafted(real)
    started(real)
    voice = real.member_checking.ask_others(
        real.member_checking.of(WH, KIND).askings[-1].ref, Way.WORKSHOP, 5, label="Monday"
    )
    real.member_checking.reply(voice, 1, View.CHANGE, words=OTHER)
    real.member_checking.decide(f"{voice}/1", changed=True, because=f"We took out: {OTHER}")
    with real.store.write_unlogged() as c:
        c.execute(kept.t.asked_item.update().where(kept.t.asked_item.c.number == 1).values(words=MESSAGE))
    gone = real.safeguard.withdraw(made.other)
    assert f"what changed after asking back, in reply 1 of {voice}" in gone.typed
    state = real.member_checking.of(WH, KIND)
    assert "taken back" in state.askings[-1].shown[0].words and "taken back" in state.replies[0].words


def test_two_records_that_are_one_person_keep_what_was_said(real: Workbench) -> None:
    """When two refs become one, what either was shown and said stays with that person."""
    made = ready(real)
    desk = looking(real, made.other_code)
    desk.save({field(desk, Item.MESSAGE, "view"): "I agree"})
    with real.store.write("a test", "join two records") as w:
        people.decide_possible_duplicate(w, made.one, made.other, why="made up", same=True)
    state = real.member_checking.of(WH, KIND)
    assert [v.person for v in state.voices] == [made.one] and len(state.replies) == 1
    assert {s.person for s in state.askings[-1].shown if s.item is Item.QUOTE} == {made.one}


def test_every_act_leaves_a_line(real: Workbench) -> None:
    """Showing, looking, saying, recording and answering each stand in the record, without any ref or word."""
    made = ready(real)
    desk = looking(real, made.one_code)
    desk.save({field(desk, Item.MESSAGE, "view"): "I do not agree"})
    state = real.member_checking.of(WH, KIND)
    real.member_checking.that_is_all(state.askings[-1].ref)
    real.member_checking.decide(state.replies[0].ref, changed=False, because="no")
    acts = [e["act"] for e in real.store.events()]
    for act in (
        "ask back about a document",
        "look at what we wrote",
        "say something to a draft",
        "record who was asked back",
        "answer what somebody said to a draft",
    ):
        assert act in acts
    assert all(e["intact"] for e in real.store.events())


def test_typing_leaves_one_line_and_loses_no_letter(real: Workbench) -> None:
    """Words are kept as they are typed; the record of acts does not grow with every key."""
    made = ready(real)
    desk = looking(real, made.one_code)
    name = field(desk, Item.MESSAGE, "words")
    for n in range(1, len(SAID) + 1):
        desk.save({name: SAID[:n]})
    assert [r.words for r in real.member_checking.of(WH, KIND).replies] == [SAID]
    assert [e["act"] for e in real.store.events()].count("say something to a draft") == 1
    (reply,) = real.member_checking.of(WH, KIND).waiting
    real.member_checking.decide(reply.ref, changed=False, because="no")
    desk.save({name: SAID + "!"})
    assert real.member_checking.of(WH, KIND).waiting, "other words than were answered wait again"


def test_nobody_is_recorded_with_the_reason_and_only_where_it_is_true(real: Workbench) -> None:
    """The document says that nobody was asked and why; once somebody was, it can no longer be said."""
    made = drafted(real)
    with refuses(Refused, Kind.REASON_NOBODY_ASKED_IS_NOT_SAID):
        real.member_checking.nobody(WH, KIND, " ")
    nobody_asked(real, WH, KIND)
    path = real.respond.make(WH, KIND).path
    assert "The reason: Everybody in this test is made up." in "\n".join(read_texts(path)[1])
    real.review.approve(path, "Kim")
    with real.store.read() as c:
        assert writing.drafts(c)[0].state is DraftState.APPROVED
    real.member_checking.ask(started(real).ref, made.one, Way.IN_PERSON)
    with refuses(Refused, Kind.SOMEBODY_WAS_ASKED):
        nobody_asked(real, WH, KIND)
    with refuses(Refused, Kind.DOCUMENT_NEEDS_NO_MEMBER_CHECK, kind="briefing"):
        real.member_checking.start(WH, "briefing")


def test_a_document_has_to_be_made_before_it_is_shown(fresh: Workbench) -> None:
    """There is nothing to be shown of a document that nobody made."""
    with refuses(Refused, Kind.DOCUMENT_IS_NOT_MADE, kind="submission"):
        fresh.member_checking.start(WH, KIND)


def test_words_past_their_time_go_from_what_people_said(real: Workbench) -> None:
    """When a consultation's words are deleted, so is what people wrote to its drafts."""
    made = ready(real)
    desk = looking(real, made.one_code)
    desk.save({field(desk, Item.MESSAGE, "words"): SAID})
    closes = real.consultation(WH).closes or real.today
    later = closes + timedelta(days=real.settings.retention.words_days + 1)
    bench = Workbench(real.root, passphrase=MADE_UP, today=later)
    bench.keeping.delete_due("Kim")
    with bench.store.read() as c:
        rounds = kept.askings(c, WH)
        assert not any(r.words for r in kept.asked_back(c, rounds).replies)
        assert not any(s.item is Item.QUOTE for a in rounds for s in a.shown)
        assert visits.people(c) == set()


def test_a_round_shows_the_wording_that_was_frozen(real: Workbench, table: Callable[..., Path]) -> None:
    """What is written afterwards is not what people were shown; a second round shows the new wording alone."""
    from consultwork.journey.respond import section_key
    from consultwork.model import Answer, Piece, PieceKind

    made = ready(real)
    changed = Answer(WH, section_key("key-messages", 1), (Piece(PieceKind.WORDS, "Something new. Made up."),))
    real.respond.write_answers([changed])
    assert "Something new" not in "".join(pages(back(real, made.one_code)).values())
    desk = looking(real, made.one_code)
    desk.save({field(desk, Item.MESSAGE, "view"): "Change this"})
    real.respond.make(WH, KIND)
    started(real)
    shown = "".join(pages(back(real, made.one_code)).values())
    assert "Something new" in shown and MESSAGE[:30] not in shown
    state = real.member_checking.of(WH, KIND)
    assert len(state.askings) == 2 and len(state.waiting) == 1, "what was said to the first still waits"
    assert replace(state.askings[0], showing=True) != state.askings[0]
