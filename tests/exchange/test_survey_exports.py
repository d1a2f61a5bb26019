"""Exports of survey programs: one closed answer a person and question, however many columns it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultwork.exchange.tables import propose_mapping, read_intake, read_table
from consultwork.model import Question, QuestionKind
from consultwork.model.choices import ticks_of
from tests.exchange.made_exports import ASKED, EXPECTED, EXPORTS, as_csv, old_workbook


def taken(tmp_path: Path, text: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    table = read_table(path)
    mapping = propose_mapping(table, [ASKED], "food")
    return table, mapping, read_intake(table, mapping, [ASKED])


@pytest.mark.parametrize("program", EXPORTS)
def test_every_program_is_recognised_and_gives_the_same_answers(tmp_path: Path, program: str) -> None:
    """Whoever wrote the file, the same people say the same to the same questions."""
    table, mapping, found = taken(tmp_path, EXPORTS[program]())
    assert (table.program, mapping.layout, mapping.doubts) == (program, "people", [])
    said: dict[str, dict[str, str]] = {}
    for row in found.rows:
        said.setdefault(row.person.split("@")[0], {})[row.question] = row.words
    assert said == EXPECTED
    assert not found.left_out and len({r.row for r in found.rows}) == 2


@pytest.mark.parametrize("program", EXPORTS)
def test_what_only_says_that_there_is_no_answer_is_counted(tmp_path: Path, program: str) -> None:
    """ "N/A", "none" and "-" under “Any other comments?” are set aside, and the account says how many."""
    _, _, found = taken(tmp_path, EXPORTS[program]())
    assert not [r for r in found.rows if r.question == "5"]
    assert found.set_aside and "no answer" in found.account


@pytest.mark.parametrize("program", EXPORTS)
def test_personal_details_of_a_survey_stay_out_unless_asked_for(tmp_path: Path, program: str) -> None:
    """Names, addresses and computers' numbers are nowhere in what is taken in, and are named as left out."""
    _, mapping, found = taken(tmp_path, EXPORTS[program]())
    assert not [r for r in found.rows if r.name or r.contact or r.credit_name]
    if mapping.of("personal"):
        told = "\n".join(str((r.words, r.role, r.about)) for r in found.rows)
        assert "Bloggs" not in told and "192.0.2.1" not in told


def test_boxes_of_many_columns_are_counted_as_boxes() -> None:
    """What the columns are put together to is read by the tally as the boxes that were ticked."""
    meals, rate = ASKED.question("3"), ASKED.question("4")
    assert [box for _, box in ticks_of(meals, EXPECTED["1"]["3"])] == ["Breakfast", "Supper", "Other"]
    assert ticks_of(rate, EXPECTED["1"]["4"]) == (("Warmth", "Good"), ("Taste", "Poor"))


def test_other_words_where_the_question_offers_no_other_stand_for_themselves(tmp_path: Path) -> None:
    """A question without an “Other” keeps its boxes countable, and the words beside them."""
    from consultwork.exchange.table_groups import closed_answer

    asked = Question("food", "9", "Which?", QuestionKind.CHOOSE_SEVERAL, options=("Soup", "Bread"))
    text = closed_answer(asked, ["soup"], [], "", "Cake")
    assert text == "[Soup]\nCake" and ticks_of(asked, text) == (("", "Soup"),)


def test_a_single_choice_and_its_other_column_are_one_answer(tmp_path: Path) -> None:
    """ "Which one?" and "Which one? - Other (please specify)" are one answer, with the words kept."""
    asked = "Favourite pudding, overall?"
    _, _, found = taken(tmp_path, as_csv(
        ["Respondent ID", "Collector ID", asked, f"{asked} - Other (please specify)"],
        ["1", "7", "Soup", ""], ["2", "7", "Other (please specify)", "Pie, hot"], ["3", "7", "", "-"],
    ))  # fmt: skip
    assert [(r.person, r.prompt, r.words) for r in found.rows] == [
        ("1", asked, "Soup"),
        ("2", asked, "[Other]\nPie, hot"),
    ]


def test_codes_in_place_of_words_are_put_to_a_person(tmp_path: Path) -> None:
    """LimeSurvey's short names (Q1[SQ001]) say nothing to anybody: a person is asked."""
    _, mapping, _ = taken(tmp_path, as_csv(
        ["id", "submitdate", "lastpage", "startlanguage", "Q1[SQ001]", "Q1[SQ002]"],
        ["1", "2022-01-04 10:00:00", "2", "en", "Y", ""], ["2", "2022-01-04 10:00:00", "2", "en", "", "Y"],
    ))  # fmt: skip
    assert any("codes" in d for d in mapping.doubts)


def test_who_people_are_is_kept_apart_from_what_they_say(tmp_path: Path) -> None:
    """Age, place, sex and service are proposed as what they are, never as answers."""
    _, mapping, found = taken(tmp_path, as_csv(
        ["Respondent ID", "Collector ID", "What is your age group?", "Where do you live?", "Gender", "Which service did you use?",
         "What was good about the food you were given in hospital?"],
        ["1", "7", "25 to 34", "Hastings", "Woman", "Ward 3", "The soup was hot"],
        ["2", "7", "35 to 44", "-", "Man", "Ward 4", "The bread was new"],
    ))  # fmt: skip
    assert [mapping.columns[c].what for c in mapping.of("about")] == ["age", "place", "sex", "service"]
    assert found.rows[0].about == (("age", "25 to 34"), ("place", "Hastings"), ("sex", "Woman"), ("service", "Ward 3"))
    assert dict(found.rows[1].about) == {"age": "35 to 44", "sex": "Man", "service": "Ward 4"}


def test_dates_with_the_month_first_are_read_so_and_said(tmp_path: Path) -> None:
    """A column in which a day can only be a month first is read so throughout."""
    _, _, found = taken(tmp_path, EXPORTS["SurveyMonkey"]())
    assert {str(r.said_on) for r in found.rows} == {"2022-01-13"} and any("month first" in n for n in found.notes)


def test_an_excel_97_workbook_is_read(tmp_path: Path) -> None:
    """An .xls gives dates, numbers and words as they are seen, and names its hidden sheet."""
    table = read_table(old_workbook(tmp_path / "old.xls"))
    assert table.rows[0] == ("1", "2022-01-04", "The soup – “hot”, for once")
    assert table.notes == ("Hidden sheets were not read: Old (2 rows).",)
