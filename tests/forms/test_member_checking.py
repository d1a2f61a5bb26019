"""Asking back on the screens: the officer's desk, and the pages of what we wrote in widgets."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultwork.forms import AskingDesk
from consultwork.forms.review.member_checking import NOTHING_YET
from consultwork.forms.visitor.visitor_form import VolunteerForm
from consultwork.model import Item, Use, View
from consultwork.workbench import Workbench
from tests.asked import KIND, ONE, OTHER, SAID, WH, back, drafted
from tests.forms.test_desks import buttons, shown
from tests.forms.test_visitor import typed
from tests.serve.serving import workspace


@pytest.fixture
def real(tmp_path: Path) -> Workbench:
    """A workspace whose page is set up for real people; everybody in it is made up."""
    return workspace(tmp_path)


def test_the_screen_says_what_comes_first(empty: Workbench) -> None:
    """In a new workspace nothing is shown yet, and each step says what has to come before it."""
    desk = AskingDesk(empty, WH)
    assert "Make the document in 06_respond first" in shown(desk.ui) and not desk.says
    desk.start.click()
    assert "there is no submission" in desk.says
    desk.parts.current = 1
    desk.all.click()
    assert "Show it" in desk.says
    desk.parts.current = 2
    assert "Note first who was asked" in shown(desk.ui)


def test_a_consultation_without_such_a_document_says_so(bench: Workbench) -> None:
    """Where nothing goes out in people's name there is nothing to ask back about."""
    from dataclasses import replace

    bench.consultations[WH] = replace(bench.consultation(WH), documents=())
    assert NOTHING_YET in shown(AskingDesk(bench, WH).ui)


def test_an_officer_shows_it_notes_who_was_asked_and_answers(real: Workbench) -> None:
    """From showing it to the recorded answer, with the mouse alone; the screen's repr holds no words."""
    made = drafted(real)
    real.safeguard.permit(made.one, {Use.CONTACT: True}, how="asked in person")
    desk = AskingDesk(real, WH)
    desk.start.click()
    assert desk.says == "1 message, 2 asks, 2 quotes are shown from now on."
    desk.person.value = made.one
    desk.code.click()
    assert len(desk.words.plain.splitlines()[-1].split()) == 4 and "vault contact" in desk.says
    desk.parts.current = 1
    assert "Nobody is noted as asked yet." in shown(desk.ui) and "not recorded yet" in shown(desk.ui)
    desk.person.value, desk.way.value = made.other, "phone"
    desk.asked.click()
    assert "does not allow us to contact" in desk.says
    desk.person.value = made.one
    desk.asked.click()
    desk.present.value, desk.answered.value, desk.label.value = "eight", "", "the Tuesday workshop"
    desk.more.click()
    assert "is no number" in desk.says
    desk.present.value = desk.answered.value = "8"
    desk.more.click()
    assert "the Tuesday workshop" in shown(desk.ui)
    desk.all.click()
    assert "It is recorded who was asked." in shown(desk.ui)
    desk.parts.current = 2
    assert OTHER[:20] not in repr([t[0] for t in desk.thing.options]), "others' words are not read out to anybody"
    desk.thing.value = next(n for label, n in desk.thing.options if label.startswith("quote"))
    desk.view.value = View.OUT.value
    desk.keep.click()
    assert desk.says == "It is written down." and "1 thing waits for our answer." in shown(desk.ui)
    assert desk.view.value == View.OUT.value, "what is written down already stands there, so that nothing of it is lost"
    desk.thing.value = next(n for label, n in desk.thing.options if label.startswith("ask"))
    assert desk.view.value == ""
    desk.keep.click()
    assert "nothing to write down" in desk.says
    (row,) = desk.rows
    row[1].value, row[2].value = "changed", ""
    desk.save.click()
    assert "not said what was changed" in desk.says
    desk.rows[0][1].value, desk.rows[0][2].value = "changed", "We took it out"
    desk.save.click()
    assert desk.says.startswith("1 answer saved.") and "Nothing waits" in shown(desk.ui)
    assert ONE[:10] not in repr(desk) and "Save these answers" in buttons(desk.ui)
    assert not real.member_checking.of(WH, KIND).waiting


def test_somebody_says_it_in_widgets(real: Workbench) -> None:
    """A tick counts as it is made; the page says what it did; the last page shows it all, to be changed."""
    made = drafted(real)
    real.member_checking.start(WH, KIND)
    form = VolunteerForm(back(real, made.one_code))
    form.act("draft")
    assert "If you say nothing, we do not count you as agreeing." in repr(form.page.parts)
    form.act("next")
    assert any(ONE[:30] in line for part in form.page.parts for line in part["lines"])
    view = next(n for n in form.fields if n.endswith(":view"))
    typed(form, view, "Leave me out")
    assert form.fields[view].kept_no == 1
    assert not any(c.allows(Use.QUOTE, "S-0001") for c in [real.safeguard.people()[made.one]])
    form.act("next")
    words = next(n for n in form.fields if n.endswith(":words"))
    typed(form, words, SAID)
    form.act("stop")
    assert form.at == "mine"
    form.act("draft")
    for _ in range(len(form.page.parts) + 9):
        if form.at == "draft:end":
            break
        form.act("next")
    said = {r["said"] for r in form.page.rows}
    assert {"Leave me out", SAID} <= said and OTHER[:20] not in repr(form.page.rows)
    there = form.page.rows[0]["change"]
    form._told(None, {"kind": "act", "action": f"change:{there}"}, None)
    assert form.at == there
    assert form.page.help, "help stands beside it in JupyterLab"
    assert Item.QUOTE.value not in repr(form)
