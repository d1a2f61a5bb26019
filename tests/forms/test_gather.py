"""A note by staff, and a table of answers."""

from __future__ import annotations

from typing import Any

import pytest

from consultwork.errors import Refused
from consultwork.forms.gather.intake import EXACT, ImportPreview, StaffNote
from consultwork.kinds import Kind
from consultwork.model import Use
from consultwork.workbench import Workbench


def note(bench: Workbench) -> StaffNote:
    n = StaffNote(bench, "womens-health")
    n.prompt.value, n.words.value, n.written_by.value = "What helps?", "Somebody who stays.", "A. Worker"
    return n


def test_a_note_says_who_wrote_it_down(empty: Workbench) -> None:
    """A note without its writer is refused; with one it is kept as not verbatim."""
    n = note(empty)
    n.written_by.value = ""
    n.save.click()
    assert "It is not known who wrote this down." in n.says
    n.written_by.value = "A. Worker"
    n.save.click()
    (one,) = empty.safeguard.waiting()
    assert (one.words, one.written_by, one.verbatim, one.prompt) == (
        "Somebody who stays.", "A. Worker", False, "What helps?",
    )  # fmt: skip
    assert not empty.safeguard.people()[one.contributor].recorded


def test_a_note_of_a_group_counts_who_was_there(empty: Workbench) -> None:
    """A group has its number of people; exact words are kept as such; permissions are as asked."""
    n = note(empty)
    n.speaker.value = "group"
    n.present.value = "eight"
    n.save.click()
    assert "is no number of people" in n.says
    n.present.value = "8"
    n.verbatim.chosen = [EXACT]
    n.permits[Use.QUOTE].chosen = ["Yes"]
    n.save.click()
    (one,) = empty.safeguard.waiting()
    person = empty.safeguard.people()[one.contributor]
    assert one.verbatim
    assert (person.present, person.speaker.value) == (8, "group")
    assert person.allows(Use.QUOTE)
    assert [p.use for p in person.permissions] == [Use.QUOTE]


TABLE = (
    "Respondent ID,What should change?,May we quote your words?,Odd\n"
    "1,Listen to us.,yes,x\n2,Be on time.,no,y\n3,,yes,z\n"
)


@pytest.fixture
def table(tmp_path: Any) -> Any:
    path = tmp_path / "survey.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_an_import_shows_what_would_come_in_before_it_does(empty: Workbench, table: Any) -> None:
    """Reading keeps nothing; the columns can be corrected; then the import takes all of it."""
    p = ImportPreview(empty, "womens-health")
    p.path.value = f'"{table}"'
    p.read.click()
    assert set(p.columns) == {"Respondent ID", "What should change?", "May we quote your words?", "Odd"}
    assert not empty.safeguard.waiting()
    use, question, _ = p.columns["What should change?"]
    use.value, question.value = "answer", "1"
    p.columns["Respondent ID"][0].value = "person"
    p.columns["Odd"][0].value = "leave out"
    quote_use, _, permission = p.columns["May we quote your words?"]
    assert (quote_use.value, permission.value) == ("permission", (Use.QUOTE,))
    p.update.click()
    assert "2 answers from 2 people" in p._shown.plain
    p.importer.click()
    assert "a person has to look at the columns first" in p.says and not empty.safeguard.waiting()
    p.looked.value = True
    p.importer.click()
    assert {s.words for s in empty.safeguard.waiting()} == {"Listen to us.", "Be on time."}
    assert sorted(x.allows(Use.QUOTE) for x in empty.safeguard.people().values()) == [False, True]
    assert "2 are new" in p.says


def test_a_file_that_is_not_there_is_said_so(empty: Workbench) -> None:
    """A wrong name is answered with a sentence, and nothing changes."""
    p = ImportPreview(empty)
    p.path.value = "nowhere.csv"
    p.read.click()
    assert "there is no such file" in p.says
    p.path.value = ""
    p.read.click()
    assert p.says == Refused(Kind.NO_FILE_IS_CHOSEN).sentence


def test_the_columns_of_the_screen_are_those_of_a_mapping() -> None:
    """Everything a column may be can be chosen on the screen, and nothing else."""
    from typing import get_args

    from consultwork.exchange.table_mapping import ColumnUse
    from consultwork.forms.gather.intake import COLUMN_USES

    assert set(COLUMN_USES) == set(get_args(ColumnUse))
