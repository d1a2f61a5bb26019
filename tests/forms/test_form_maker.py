"""A form made without code, and workshop notes under several people."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultwork.forms.gather.form_maker import FormMaker
from consultwork.forms.gather.workshop import WorkshopNotes
from consultwork.model import Use
from consultwork.workbench import Workbench
from tests.serve.serving import WH, workspace


@pytest.fixture
def real(tmp_path: Path) -> Workbench:
    """A workspace of a made-up charity."""
    return workspace(tmp_path)


def test_an_officer_orders_rewords_and_leaves_out_questions(real: Workbench) -> None:
    """Moving, unticking and rewording on the screen change the form, and one button undoes it."""
    before = [q.number for q in real.gather.pages(WH)]
    screen = FormMaker(real, WH)
    screen.move(screen.cards[1], -1)
    screen.cards[2].asked.value = False
    screen.cards[0].wording.value = "What happened to you?"
    screen._keep()
    pages = real.gather.pages(WH)
    assert [q.number for q in pages] == [before[1], before[0], *before[3:]]
    assert pages[0].ask == "What happened to you?"
    screen._reset()
    assert [q.number for q in real.gather.pages(WH)] == before


def test_the_form_is_looked_at_without_keeping_anything(real: Workbench) -> None:
    """The preview goes through every page to "Thank you", at phone and desk width, and the store stays empty."""
    screen = FormMaker(real, WH)
    screen.parts.current = 1
    form = screen.preview
    assert form is not None and screen.frame.layout.width == "390px"
    form.act("next")
    form.act("next")
    for _ in range(60):
        if form.at == "check":
            break
        form.act("skip" if form.at.startswith(("q:", "note:")) else "next")
    form.act("send")
    assert form.at == "thanks"
    assert real.invitations.overview().empty and real.gather.table().empty


def test_links_are_made_shown_and_closed(real: Workbench) -> None:
    """A link for a workshop has its address and its QR code; a closed one opens nothing."""
    screen = FormMaker(real, WH)
    screen.parts.current = 2
    screen.label.value = "the Tuesday workshop"
    screen._make()
    (link,) = real.invitations.invitations(WH)
    assert link.label == "the Tuesday workshop" and link.token in screen.made.children[0].plain
    assert bytes(screen.made.children[1].value).startswith(b"\x89PNG")
    screen._close(link.ref)
    assert real.invitations.invited_by(link.token) is None
    screen._switch(False)
    assert not real.invitations.is_open(WH) and "closed" in screen.says


def test_officers_see_where_people_stopped_and_never_their_words(real: Workbench) -> None:
    """Began, sent and where the others are, without a word of theirs."""
    desk = real.invitations.at(WH)
    desk.act("start", "next")
    desk.save({"q:1:words": "Half-written and locked. Made up."})
    desk.act("code", "next")
    screen = FormMaker(real, WH)
    screen.parts.current = 3
    told = "\n".join(w.plain for w in screen._inside.children if hasattr(w, "plain"))
    assert "1" in told and "question 1" in told and "Half-written" not in told


def test_a_facilitator_writes_under_several_people(real: Workbench) -> None:
    """Each person of a workshop is somebody of their own, with their own permissions and who wrote it down."""
    screen = WorkshopNotes(real, WH)
    screen.people[0].notes[0][1].value = "They were not told anything. Made up."
    screen.people[0].permits[Use.COUNT].chosen = ["Yes"]
    screen.people[2].notes[0][1].value = "The nurse was kind. Made up."
    screen.keep.click()
    assert "who wrote this down" in screen.says
    screen.written_by.value = "Sasha Example"
    screen.keep.click()
    people = real.safeguard.people()
    assert len(people) == 2 and sorted(p.allows(Use.COUNT) for p in people.values()) == [False, True]
    assert "Notes of 2 people" in screen.says
