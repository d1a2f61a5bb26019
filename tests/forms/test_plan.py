"""A consultation of our own, and the plan of how it is answered."""

from __future__ import annotations

from datetime import date

import pytest

from consultwork.forms import ConsultationMaker, PlanSheet
from consultwork.model import Limit, LimitUnit, QuestionKind, Wording
from consultwork.workbench import Workbench

WHS = "womens-health"
PAPER = """Question 1. Do you agree that the new kitchen should open at night?
- Agree
- Disagree

Question 2. What would make the food better? (up to 200 words)

Question 3. Who should decide on the menu?
Where should it be shown?
"""


def maker(bench: Workbench) -> ConsultationMaker:
    m = ConsultationMaker(bench)
    m.paper.value = PAPER
    m.find.click()
    m.name.value, m.who_asks.value = "Hospital Food", "The hospital"
    m.source.value, m.checked_by.value, m.closes.value = "The form of 1 February", "R. Example", date(2022, 3, 1)
    return m


def test_pasted_questions_become_a_consultation_without_yaml(empty: Workbench) -> None:
    """Paste, correct, say where from and who checked: the set is verified and stands in the register."""
    m = maker(empty)
    assert [c.kind.value for c in m.cards[:2]] == [QuestionKind.AGREEMENT, QuestionKind.FREE_TEXT]
    m.cards[2].plain.value = "Who should choose the food?"
    m.save.click()
    made = empty.consultations["hospital-food"]
    assert [q.number for q in made.questions] == ["1", "2", "3"]
    assert made.questions[0].options == ("Agree", "Disagree")
    assert made.questions[1].limit == Limit(200, LimitUnit.WORDS)
    assert made.questions[2].plain == "Who should choose the food?"
    assert made.closes == date(2022, 3, 1)
    assert all(q.wording is Wording.VERIFIED and q.verified_by == "R. Example" for q in made.questions)


def test_questions_can_be_split_joined_added_and_removed(empty: Workbench) -> None:
    """The table of questions is corrected without touching a file."""
    m = maker(empty)
    m.cards[2].text.value = "Who should decide on the menu?\n\nWhere should it be shown?"
    m.cards[2].split.click()
    assert [q.text for q in m.questions[2:]] == ["Who should decide on the menu?", "Where should it be shown?"]
    m.cards[0].merge.click()
    assert len(m.cards) == 3
    assert "What would make the food better?" in m.questions[0].text
    m.cards[1].remove.click()
    m.add.click()
    m.cards[-1].text.value = "Anything else?"
    assert [q.text for q in m.questions][1:] == ["Where should it be shown?", "Anything else?"]


@pytest.mark.parametrize("left_out", ["name", "who_asks", "source", "checked_by"])
def test_what_is_missing_is_said_and_nothing_is_lost(empty: Workbench, left_out: str) -> None:
    """Each box that must be filled in is asked for; the corrected questions stay."""
    m = maker(empty)
    getattr(m, left_out).value = " "
    before = set(empty.consultations)
    m.save.click()
    assert m.says
    assert len(m.cards) == 3
    assert set(empty.consultations) == before


def test_a_consultation_is_never_overwritten(empty: Workbench) -> None:
    """A second one by the same name is refused."""
    maker(empty).save.click()
    m = maker(empty)
    m.save.click()
    assert "already" in m.says


def test_a_limit_that_is_not_understood_is_asked_about(empty: Workbench) -> None:
    """“a few lines” is no limit: the sentence says how to write one."""
    m = maker(empty)
    m.cards[0].limit.value = "a few lines"
    m.save.click()
    assert "Write it like “500 words”" in m.says


def test_the_plan_keeps_what_the_group_agreed(empty: Workbench) -> None:
    """All 18 questions can be answered with owner and dates, and stand there afterwards."""
    sheet = PlanSheet(empty, WHS)
    assert len(sheet.lines) == 18
    first = sheet.lines[0]
    first.answer.value, first.more["owner"].value = "We read aloud.", "Robin"
    first.more["ask_again"].value = date(2022, 3, 3)
    sheet.save.click()
    assert "1 line saved" in sheet.says
    (kept,) = empty.plan.items(WHS)
    assert (kept["answer"], kept["owner"], kept["ask_again"]) == ("We read aloud.", "Robin", date(2022, 3, 3))
    assert sheet.lines[0].answer.value == "We read aloud."


def test_the_plan_has_all_its_parts(empty: Workbench) -> None:
    """Eleven agreement lines, five checks, four principles; new parts and check-ins can be added."""
    sheet = PlanSheet(empty, WHS)
    sheet.parts.current = 1
    assert sum(p["kind"] == "list" and len(p["items"]) == 11 for p in sheet._lines.children[0].parts) == 1
    sheet.parts.current = 2
    assert len(sheet.lines) == 5
    sheet.parts.current = 7
    assert len(sheet.lines) == 4
    sheet.parts.current = 3
    sheet.lines[0].answer.value, sheet.lines[0].more["cover"].value = "Heading 1", "Sasha"
    sheet.save.click()
    assert [(i["key"], i["cover"]) for i in empty.plan.items(WHS)] == [("Heading 1", "Sasha")]


def test_the_dates_of_a_plan_are_written_for_a_calendar(bench: Workbench) -> None:
    """The button writes an .ics file into the folder of documents."""
    sheet = PlanSheet(bench, WHS)
    sheet.calendar.click()
    assert (bench.out / f"{WHS}.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
