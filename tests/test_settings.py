"""Question sets, codebooks and settings: what is read, what is refused, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultwork.errors import BadSettings
from consultwork.kinds import Kind
from consultwork.model import AGREE_SCALE, Code, Consultation, Limit, LimitUnit, Question, QuestionKind, Wording
from consultwork.settings import (
    Settings,
    read_asks,
    read_codebook,
    read_consultation,
    read_consultations,
    read_facts,
    read_settings,
    resource,
    write_codebook,
    write_consultation,
    write_default_settings,
)
from consultwork.text import clean
from tests.refusing import refuses

_SMALL = """\
id: small
title: A small one
who_asks: A council
scope: local
opens: 2021-01-01
closings: [{closes: 2021-02-01}, {closes: 2021-02-15, time: noon}]
questions:
  - number: 1
    text: What do you think?
    limit: 1,500 words
  - {number: 2a, text: "Do you agree?", kind: agreement}
  - {number: "3", text: "Yes or no?", kind: yes or no}
  - {number: "4", text: "Which?", kind: choose one, options: [Yes, No]}
"""


def _file(folder: Path, text: str, name: str = "a.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_person_writes_is_understood(tmp_path: Path) -> None:
    """Bare numbers, a bare Yes and "1,500 words" are read as a person means them."""
    c = read_consultation(_file(tmp_path, _SMALL))
    assert [q.number for q in c.questions] == ["1", "2a", "3", "4"]
    assert c.question("1").limit == Limit(1500, LimitUnit.WORDS)
    assert c.question("2a").options == AGREE_SCALE
    assert c.question("3").options == ("Yes", "No", "Not sure")
    assert c.question("4").options == ("Yes", "No")


def test_the_closing_date_announced_last_holds(tmp_path: Path) -> None:
    """A moved deadline keeps its history and the later one counts."""
    c = read_consultation(_file(tmp_path, _SMALL))
    assert [x.closes for x in c.closings] == [date(2021, 2, 1), date(2021, 2, 15)]
    assert c.closes == date(2021, 2, 15)


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        ("title: A small one\n", "", "“title”", "missing"),
        ("who_asks:", "who_ask:", "“who_asks”", "missing"),
        ("scope: local", "scope: regional", "“scope”", "choice"),
        ("limit: 1,500 words", "limit: rather short", "“limit”", "rule"),
        ("kind: agreement", "kind: maybe", "entry 2 (2a), “kind”", "choice"),
        ("number: 2a", "number: 1", "", "rule"),
        ("options: [Yes, No]", "other: false", "", "rule"),
        ("closes: 2021-02-01", "closes: 2020-02-01", "", "rule"),
        ("closes: 2021-02-01", "closes: soon", "“closes”", "other"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, field: str, reason: str) -> None:
    """A mistake in a question set is refused with the file and the field."""
    assert old in _SMALL
    path = _file(tmp_path, _SMALL.replace(old, new, 1))
    with pytest.raises(BadSettings) as e:
        read_consultation(path)
    assert e.value.kind is Kind.SETTINGS_FIELD_IS_WRONG and path.name in e.value.where
    assert field in str(e.value.facts["field"]) and e.value.facts["reason"] == reason
    assert "pydantic" not in str(e.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: small", "id: small\nid: smaller"),
        ("id: small", "id: [small"),
        ("scope: local", "scope: local\nworth: !!python/object/apply:os.getcwd []"),
    ],
)
def test_a_file_that_is_no_plain_list_of_fields_is_named_by_its_line(tmp_path: Path, old: str, new: str) -> None:
    """A field written twice, a bracket left open and a command are refused with the line."""
    path = _file(tmp_path, _SMALL.replace(old, new, 1))
    with pytest.raises(BadSettings) as e:
        read_consultation(path)
    assert e.value.kind is Kind.FILE_CANNOT_BE_UNDERSTOOD and "line" in e.value.where and path.name in e.value.where


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "- " * 50_000, "", "just words", "- a\n- b\n", "\x00\x01", "a: &a [*a]"]
)
def test_a_file_that_is_no_question_set_is_refused(tmp_path: Path, text: str) -> None:
    """Nonsense, endless nesting and a file that holds itself are refused in a sentence."""
    with pytest.raises(BadSettings) as e:
        read_consultation(_file(tmp_path, text))
    assert len(str(e.value)) < 600


def test_a_missing_folder_and_a_shared_id_are_refused(tmp_path: Path) -> None:
    """Two files may not hold consultations of the same id."""
    with refuses(BadSettings, Kind.NO_SUCH_FOLDER):
        read_consultations(tmp_path / "none")
    _file(tmp_path, _SMALL, "a.yaml")
    _file(tmp_path, _SMALL, "b.yaml")
    with refuses(BadSettings, Kind.CONSULTATION_ID_IS_USED_TWICE, id_2="a.yaml"):
        read_consultations(tmp_path)


def test_every_shipped_set_survives_writing_and_reading(tmp_path: Path) -> None:
    """Writing a question set and reading it again gives the same nouns."""
    for consultation in read_consultations(resource("data", "consultations")):
        write_consultation(consultation, tmp_path / "again.yaml")
        assert read_consultation(tmp_path / "again.yaml") == consultation


_anything = st.text(min_size=1, max_size=40).map(lambda t: clean(t).text)


@given(text=_anything, option=_anything, plain=_anything)
def test_any_words_survive_writing_and_reading(
    tmp_path_factory: pytest.TempPathFactory, text: str, option: str, plain: str
) -> None:
    """Whatever was pasted into a question comes back character for character."""
    q = Question("x", "1", text, QuestionKind.CHOOSE_ONE, plain=plain, options=(option, "b"), wording=Wording.VERIFIED)
    c = Consultation("x", "T", "W", "local", questions=(replace(q, hint=option),))
    path = tmp_path_factory.mktemp("set") / "x.yaml"
    write_consultation(c, path)
    assert read_consultation(path) == c


def test_an_unreadable_set_is_never_written(tmp_path: Path) -> None:
    """A consultation that could not be read again is refused and the old file stays."""
    path = _file(tmp_path, _SMALL)
    twice = (Question("small", "1", "a"), Question("small", "1", "b"))
    with pytest.raises(BadSettings):
        write_consultation(replace(read_consultation(path), questions=twice), path)
    assert path.read_text(encoding="utf-8") == _SMALL


def test_a_codebook_survives_writing_and_reading(tmp_path: Path) -> None:
    """A codebook comes back the same, a name that looks like a formula included."""
    odd = Code("odd", "=SUM(1)", "Said, “so”\nand so", ("a b", "+1"), example="-x", questions=("x/1",))
    codes = (*read_codebook(resource("data", "codebooks", "main.csv")), odd)
    write_codebook(codes, tmp_path / "c.csv")
    assert "'=SUM(1)" in (tmp_path / "c.csv").read_text(encoding="utf-8")
    assert read_codebook(tmp_path / "c.csv") == codes


def test_a_bare_list_of_codes_is_enough(tmp_path: Path) -> None:
    """code, definition, keywords and examples make a codebook, with any of the usual joiners."""
    path = _file(
        tmp_path, 'code,definition,keywords,examples\nWaiting times,Long waits,"wait, queue",x\nFood,,tea|toast,\n'
    )
    waiting, food = read_codebook(path)
    assert (waiting.id, waiting.name, waiting.description) == ("Waiting times", "Waiting times", "Long waits")
    assert waiting.include == ("wait", "queue")
    assert food.include == ("tea", "toast")


def test_taguettes_paths_make_two_levels(tmp_path: Path) -> None:
    """A path a.b lies under a, and its last word is its name."""
    path = _file(tmp_path, "path,description,number of highlights\ncare,All care,3\ncare.kind,Kindness,2\n")
    care, kind = read_codebook(path)
    assert (care.parent, kind.parent, kind.name) == ("", "care", "kind")


def test_excel_on_windows_saves_codebooks_too(tmp_path: Path) -> None:
    """Semicolons between columns and the Windows code page are read as well."""
    path = tmp_path / "c.csv"
    path.write_bytes("code;name;description\r\na;Café;It’s warm\r\n".encode("cp1252"))
    assert read_codebook(path)[0].name == "Café"
    assert read_codebook(path)[0].description == "It’s warm"


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("a,A,\na,B,\n", Kind.CODE_STANDS_TWICE),
        ("a,A,nobody\n", Kind.PARENT_CODE_IS_NOT_THERE),
        ("a,A,\nb,B,a\nc,C,b\n", Kind.CODE_IS_ON_THIRD_LEVEL),
        ("a,A,a\n", Kind.CODE_LIES_UNDER_ITSELF),
        (",,a\n", Kind.NO_CODE_AND_NO_NAME),
    ],
)
def test_a_broken_codebook_is_refused_with_its_row(tmp_path: Path, rows: str, kind: Kind) -> None:
    """Codes written twice, unknown parents and third levels are named with their row."""
    with pytest.raises(BadSettings) as e:
        read_codebook(_file(tmp_path, "code,name,parent\n" + rows, "c.csv"))
    assert e.value.kind is kind and "row" in e.value.where


def test_a_table_without_codes_is_no_codebook(tmp_path: Path) -> None:
    """A CSV without a column for the code is refused."""
    with refuses(BadSettings, Kind.NO_COLUMN_FOR_CODE):
        read_codebook(_file(tmp_path, "colour,size\nred,2\n", "c.csv"))


def test_a_figure_must_stand_in_its_fact(tmp_path: Path) -> None:
    """A fact whose listed figure is not in its text is refused."""
    text = "facts: [{id: f, text: Over 70%., source: S, figures: [over 75%]}]"
    with refuses(BadSettings, Kind.SETTINGS_FIELD_IS_WRONG):
        read_facts(_file(tmp_path, text))


def test_two_asks_may_not_share_an_id(tmp_path: Path) -> None:
    """An id used twice is refused, since drafts refer to it."""
    with refuses(BadSettings, Kind.ID_IS_USED_TWICE):
        read_asks(_file(tmp_path, "asks: [{id: a, text: T, who: W}, {id: a, text: U, who: W}]"))


def test_no_settings_file_means_defaults(tmp_path: Path) -> None:
    """A workspace without consultwork.toml works."""
    assert read_settings(tmp_path) == Settings()


@pytest.mark.parametrize("name", ["Our charity", 'The "Bee" & Co \\ Sons', "Ünïcode’s", "A\nB\tC\x7f"])
def test_default_settings_can_be_read_again(tmp_path: Path, name: str) -> None:
    """The file that a new workspace starts from is valid, whatever the organisation is called."""
    path = tmp_path / "consultwork.toml"
    write_default_settings(path, name)
    found = read_settings(path)
    assert found.organisation.name == name
    assert found.help_lines == () and found.organisation.country == "England"
    with refuses(BadSettings, Kind.SETTINGS_FILE_IS_THERE):
        write_default_settings(path, "Another")
    assert read_settings(path) == found


@pytest.mark.parametrize(
    ("text", "kind", "field"),
    [
        ("[organisation]\nnmae = 'x'", Kind.SETTINGS_FIELD_IS_WRONG, "“organisation”, “nmae”"),
        ("[colours]\nmain = 'blue'", Kind.SETTINGS_FIELD_IS_WRONG, "“colours”, “main”"),
        ("[organisation\n", Kind.FILE_CANNOT_BE_UNDERSTOOD, ""),
        ("[deadlines]\nremind_days = [-1]", Kind.SETTINGS_FIELD_IS_WRONG, "remind_days"),
    ],
)
def test_a_mistake_in_the_settings_is_named(tmp_path: Path, text: str, kind: Kind, field: str) -> None:
    """A wrong field in consultwork.toml is refused by name."""
    with pytest.raises(BadSettings) as e:
        read_settings(_file(tmp_path, text, "consultwork.toml"))
    assert e.value.kind is kind and field in str(e.value.facts.get("field", ""))


def test_the_workspaces_own_copy_comes_first(tmp_path: Path) -> None:
    """A file in the workspace is used before the shipped one, and an unknown one is refused."""
    shipped = resource("data", "asks.yaml", workspace=tmp_path)
    assert shipped.exists()
    own = tmp_path / "data" / "asks.yaml"
    own.parent.mkdir()
    own.write_text("asks: []", encoding="utf-8")
    assert resource("data", "asks.yaml", workspace=tmp_path) == own
    with refuses(BadSettings, Kind.RESOURCE_WAS_NOT_FOUND):
        resource("data", "nothing.yaml", workspace=tmp_path)
