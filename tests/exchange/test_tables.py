"""Tables of answers: no word lost, changed, or put into somebody else's mouth."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from consultwork.errors import BadFile, BadSettings, ConsultworkError, Undecided
from consultwork.exchange.blank_words import says_nothing
from consultwork.exchange.tables import propose_mapping, read_intake, read_mapping, read_table
from consultwork.kinds import Kind
from consultwork.model import Consultation, Question, QuestionKind, Use
from consultwork.text import clean
from tests.refusing import refuses

CORPUS = Path(os.environ.get("CONSULTWORK_CORPUS", Path(__file__).parents[3] / "shared")) / "messy"

ASKED = Consultation(
    "food", "Hospital food", "The trust", "local",
    questions=(
        Question("food", "1", "What was good about the food you were given in hospital?"),
        Question("food", "2", "What would have made meals better for you?"),
        Question("food", "3", "Do you agree that meals should be cooked on site?", QuestionKind.AGREEMENT, reasons=True),
    ),
)  # fmt: skip


def saved(tmp_path: Path, data: bytes | str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def intake(path: Path, consultation: str = "food"):  # type: ignore[no-untyped-def]
    table = read_table(path)
    mapping = propose_mapping(table, [ASKED], consultation)
    return mapping, read_intake(table, mapping, [ASKED])


LONG = "person,consultation,question,words\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends_make_no_difference(
    tmp_path: Path, encoding: str, separator: str, end: str
) -> None:
    """However a program saved the table, the words are the same."""
    said = f"Café – “too late”{separator} she said"
    text = end.join([separator.join(["person", "consultation", "question", "words"]),
                     separator.join(["p1", "food", "1", f'"{said}"']), ""])  # fmt: skip
    _, found = intake(saved(tmp_path, text.encode(encoding)))
    assert [r.words for r in found.rows] == [said] and not found.left_out


def test_new_lines_and_quotation_marks_in_a_cell_stay(tmp_path: Path) -> None:
    """A cell with line breaks and quotation marks is one answer, word for word."""
    _, found = intake(saved(tmp_path, LONG + 'p1,food,1,"First line.\r\n\r\nShe said ""no"" to me, twice."\n'))
    assert found.rows[0].words == 'First line.\n\nShe said "no" to me, twice.'


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """Blank rows and cells with line breaks do not shift the row that a message names."""
    body = 'p1,food,1,"two\nlines"\n\n,,,\np2,nothing,1,Where to?\np3,food,2,\n'
    _, found = intake(saved(tmp_path, LONG + body))
    assert [(x.row, x.why) for x in found.left_out] == [
        (5, "there is no consultation “nothing”."), (6, "it holds no words."),
    ]  # fmt: skip
    assert [r.row for r in found.rows] == [2]


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    """One stray quotation mark must not put the words of all who follow into one mouth."""
    path = saved(tmp_path, LONG + 'p1,food,1,"It was fine\np2,food,1,It was cold\np3,food,1,Never again\n')
    with refuses(BadFile, Kind.QUOTATION_MARK_IS_NEVER_CLOSED):
        read_table(path)


def test_a_stray_quotation_mark_in_words_that_ends_nowhere_is_refused(tmp_path: Path) -> None:
    """Also where other cells hold sloppy marks, an open one is found."""
    path = saved(tmp_path, LONG + 'p1,food,1,"A "sloppy" cell"\np2,food,1,"It was cold\np3,food,1,Never again\n')
    with refuses(BadFile, Kind.QUOTATION_MARK_IS_NEVER_CLOSED):
        read_table(path)


def test_a_row_with_too_many_cells_is_left_out_and_named(tmp_path: Path) -> None:
    """Words torn apart by a comma outside quotation marks are not taken in by halves."""
    _, found = intake(saved(tmp_path, LONG + "p1,food,1,I waited, and waited\np2,food,1,Fine\n"))
    assert [r.words for r in found.rows] == ["Fine"]
    assert [x.row for x in found.left_out] == [2] and "more cells" in found.left_out[0].why


def test_columns_of_the_same_name_are_kept_apart(tmp_path: Path) -> None:
    """Two columns of one name are two columns."""
    table = read_table(saved(tmp_path, "a,a,,a\n1,2,3,4\n"))
    assert table.header == ("a", "a (2)", "column 3", "a (3)") and table.rows == (("1", "2", "3", "4"),)


def test_the_header_may_hold_separators_in_quotation_marks(tmp_path: Path) -> None:
    """A question with commas in the header does not change what separates the columns."""
    table = read_table(saved(tmp_path, '"Food, drink, and snacks, what was good?";"Id"\n"Soup, mostly";"p1"\n'))
    assert table.header == ("Food, drink, and snacks, what was good?", "Id")


def test_excels_line_on_separators_is_no_header(tmp_path: Path) -> None:
    """ "sep=;" on top names the separator, and rows keep their numbers."""
    table = read_table(saved(tmp_path, "sep=;\nperson;words\np1;Fine, thanks\n"))
    assert table.header == ("person", "words") and table.rows == (("p1", "Fine, thanks"),) and table.places == (3,)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"person,words\n", b",,,\n,,\n", b"\0\0\0\0"])
def test_nothing_in_it_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    """An empty file, or a header alone, is refused in one sentence."""
    with pytest.raises(BadFile) as refused:
        read_table(saved(tmp_path, data))
    assert refused.value.kind in (Kind.FILE_IS_EMPTY, Kind.TABLE_HAS_NO_ROWS)


@pytest.mark.parametrize("data", [b"%PDF-1.7 x,y\n1,2", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", b"a,b\n\0\1,2\n"])
def test_another_kind_of_file_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    """A PDF, an old .xls or bytes that are no text are refused."""
    with pytest.raises(BadFile):
        read_table(saved(tmp_path, data))


def test_a_word_file_called_csv_is_a_sentence(tmp_path: Path) -> None:
    """A .docx renamed to .csv is no table."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    with refuses(BadFile, Kind.NO_TABLE_OR_TEXT_ZIP):
        read_table(saved(tmp_path, made.getvalue()))


def workbook(**sheets: list[list[object]]) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return book


def test_a_workbook_gives_what_is_seen(tmp_path: Path) -> None:
    """Dates, numbers and ticks are text as a person sees them; hidden sheets are passed over."""
    noon = datetime(2022, 1, 4)  # noqa: DTZ001 - a workbook knows no time zones
    book = workbook(
        Answers=[["person", "date", "question", "may quote", "words"],
                 ["p1", noon, 2, True, "Two\nlines 🙂"], [None] * 5, [7.0, date(2022, 1, 5), "2", False, "=1+1"]],
        Hidden=[["x"] * 9] * 9,
    )  # fmt: skip
    book["Hidden"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.rows[0] == ("p1", "2022-01-04", "2", "yes", "Two\nlines 🙂")
    assert table.rows[1][:4] == ("7", "2022-01-05", "2", "no") and table.places == (2, 4)


def test_other_sheets_with_something_in_them_are_named(tmp_path: Path) -> None:
    """What was not read is said."""
    book = workbook(First=[["person", "words"], ["p1", "A"], ["p2", "B"]], Second=[["person", "words"], ["p3", "C"]])
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").notes == ("Only the sheet “First” was read, not: Second.",)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_damaged_workbook_is_a_sentence(tmp_path: Path, cut: float) -> None:
    """A workbook that was cut short is refused, wherever it was cut."""
    workbook(A=[["person", "words"], *[[f"p{n}", "words " * 20] for n in range(200)]]).save(tmp_path / "a.xlsx")
    data = (tmp_path / "a.xlsx").read_bytes()
    with pytest.raises(BadFile):
        read_table(saved(tmp_path, data[: int(len(data) * cut)], "b.xlsx"))


def test_a_workbook_with_broken_parts_is_a_sentence(tmp_path: Path) -> None:
    """A workbook whose sheet is not XML is refused."""
    workbook(A=[["person", "words"], ["p1", "x"]]).save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, "<broken" if "sheet1" in name else old.read(name))
    with refuses(BadFile, Kind.NO_EXCEL_WORKBOOK):
        read_table(tmp_path / "b.xlsx")


def test_a_long_table_is_read_to_its_end(tmp_path: Path) -> None:
    """Ten thousand rows are ten thousand answers of as many people."""
    rows = "".join(f'p{n},food,{n % 3 + 1},"It was number {n}, and cold."\n' for n in range(10_000))
    path = saved(tmp_path, LONG + rows)
    _, found = intake(path)
    assert len(found.rows) == 10_000 and found.people == 10_000


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1).filter(lambda s: any(c.isalnum() for c in s)))
def test_any_words_come_through_as_they_are(tmp_path_factory: pytest.TempPathFactory, said: str) -> None:
    """Whatever somebody wrote is read as they wrote it, but for what no file can hold, and "N/A"."""
    import csv

    path = tmp_path_factory.mktemp("any") / "a.csv"
    kept = clean(said).text
    if "\0" in kept or says_nothing("", kept):
        return
    with path.open("w", encoding="utf-8", newline="", errors="replace") as sink:
        csv.writer(sink).writerows([["person", "consultation", "question", "words"], ["p", "food", "1", kept]])
    _, found = intake(path)
    assert [r.words for r in found.rows] == [clean(kept).text.strip()]


def test_a_forms_export_is_understood(tmp_path: Path) -> None:
    """Microsoft Forms: ids, times and e-mail apart; questions by number; permissions by their wording."""
    mapping, found = intake(saved(tmp_path, (
        "Id,Start time,Completion time,Email,Name,1. What was good about the food you were given in hospital?,"
        "2. What would have made meals better for you?,May we quote your words without your name?\n"
        "1,1/4/22 10:00:00,04/01/2022 10:05,anonymous,,The soup.,More fruit,Yes\n"
        "2,1/4/22 11:00:00,04/01/2022 11:05,b@example.org,Bo,,Warm plates,No\n"
    )))  # fmt: skip
    assert mapping.doubts == [] and mapping.layout == "people"
    assert [(r.person, r.question, r.words) for r in found.rows] == [
        ("1", "1", "The soup."), ("1", "2", "More fruit"), ("2", "2", "Warm plates"),
    ]  # fmt: skip
    assert [[(p.use, p.given) for p in r.permissions] for r in found.rows][1:] == [
        [(Use.QUOTE, True)],
        [(Use.QUOTE, False)],
    ]
    assert (found.rows[2].contact, found.rows[2].name) == ("", "") and mapping.of("personal") == ["Email", "Name"]
    assert any("Personal details that are left out: Email, Name" in n for n in found.notes)


def test_names_come_in_when_they_are_asked_for(tmp_path: Path) -> None:
    """Names and addresses of a survey export are taken in once somebody asks for them, whole."""
    table = read_table(saved(tmp_path, (
        "Respondent ID,Collector ID,Email Address,First Name,Last Name,What was good about the food you were given in hospital?\n"
        "1,9,b@example.org,Bo,Bloggs,The soup\n2,9,c@example.org,Cy,Bloggs,Bread rolls\n"
    )))  # fmt: skip
    mapping = propose_mapping(table, [ASKED], "food", keep_names=True)
    found = read_intake(table, mapping, [ASKED])
    assert [(r.name, r.contact) for r in found.rows] == [("Bo Bloggs", "b@example.org"), ("Cy Bloggs", "c@example.org")]


def test_a_google_export_is_understood(tmp_path: Path) -> None:
    """Google Forms: a timestamp, an e-mail address, and the questions as they were asked."""
    mapping, found = intake(saved(tmp_path, (
        '"Timestamp","Email Address","What was good about the food you were given in hospital?",'
        '"What would have made meals better for you?","May we contact you again about this?"\n'
        '"2022/01/04 10:11:12 am GMT","a@example.org","The soup, mostly.","Time to eat it.","No"\n'
    )))  # fmt: skip
    assert mapping.doubts == []
    assert [(r.question, r.words) for r in found.rows] == [("1", "The soup, mostly."), ("2", "Time to eat it.")]
    assert found.rows[0].permissions[0].use is Use.CONTACT and not found.rows[0].permissions[0].given


def test_anonymous_is_not_one_person(tmp_path: Path) -> None:
    """Everybody whose address reads "anonymous" is somebody of their own, and has no contact."""
    _, found = intake(saved(tmp_path, (
        "Email,Name,1. What was good about the food you were given in hospital?\nanonymous,,Soup\nanonymous,anonymous,Bread\n"
    )))  # fmt: skip
    assert found.people == 2 and {(r.contact, r.name) for r in found.rows} == {("", "")}


def test_columns_that_are_not_taken_in_are_named(tmp_path: Path) -> None:
    """A column that the mapping leaves out is said, if anything stands in it."""
    _, found = intake(saved(tmp_path, LONG.strip() + ",colour,empty\np1,food,1,Soup,red,\n"))
    assert found.notes == ("Columns that are not taken in: colour.",)


def test_a_person_without_any_words_is_named(tmp_path: Path) -> None:
    """A row in which nobody wrote anything is listed, not passed over in silence."""
    _, found = intake(saved(tmp_path, "Id,1. What was good about the food you were given in hospital?\n1,Soup\n2,\n"))
    assert [(x.row, x.why) for x in found.left_out] == [(3, "it holds no words.")]


def test_headers_of_survey_programs_are_nobodys_words(tmp_path: Path) -> None:
    """The second header of SurveyMonkey and the three of Qualtrics are not taken for people."""
    monkey = saved(tmp_path, "Respondent ID,What was good about the food?\n,Open-Ended Response\n1,Soup\n2,-\n")
    _, found = intake(monkey)
    assert [r.words for r in found.rows] == ["Soup"]
    qualtrics = saved(tmp_path, 'ResponseId,Q1\nResponse ID,What was good about the food?\n'
                      '"{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\nR_1,Soup\n', "q.csv")  # fmt: skip
    _, found = intake(qualtrics)
    assert [(r.person, r.words) for r in found.rows] == [("R_1", "Soup")]


def test_one_row_an_answer_is_understood(tmp_path: Path) -> None:
    """A plain table with one row an answer finds its questions by number or by wording."""
    mapping, found = intake(saved(tmp_path, "Participant ID,Question,Response\np1,Q2,Fruit\np1,"
                                  "What was good about the food you were given in hospital?,Soup\n"))  # fmt: skip
    assert mapping.doubts == [] and mapping.layout == "answers"
    assert [(r.question, r.words) for r in found.rows] == [("2", "Fruit"), ("1", "Soup")]


def test_a_question_that_nobody_asked_is_kept_as_a_prompt(tmp_path: Path) -> None:
    """An answer to something the consultation does not ask is kept, with what was asked."""
    _, found = intake(saved(tmp_path, LONG + "p1,food,How did you get here?,By bus\n"))
    assert (found.rows[0].question, found.rows[0].prompt) == ("", "How did you get here?") and found.notes


def test_an_unsure_mapping_is_written_for_a_person(tmp_path: Path) -> None:
    """In doubt the mapping is written beside the file, can be read back, and is never overwritten."""
    path = saved(tmp_path, "Thing one,Thing two\nIt was all very cold indeed,Some words about that other matter\n")
    table = read_table(path)
    mapping = propose_mapping(table, [ASKED], "food")
    with refuses(Undecided, Kind.MAPPING_IS_UNSURE, target="a.MAP.yaml"):
        mapping.require_sure(path)
    target = tmp_path / "a.MAP.yaml"
    assert read_mapping(target).columns == mapping.columns
    corrected = target.read_text(encoding="utf-8").replace("use: answer", "use: answer\n    question: 2", 1)
    target.write_text("\ufeff" + corrected, encoding="utf-8")
    with refuses(Undecided, Kind.MAPPING_WAITS_FOR_CORRECTION):
        mapping.require_sure(path)
    used = read_mapping(target)
    assert [r.question for r in read_intake(table, used, [ASKED]).rows] == ["2", ""]


@pytest.mark.parametrize(
    "text", ["", "[", "layout: sideways", "layout: people\ncolumns: {a: {use: soup}}", "- 1", "\x00"]
)
def test_a_wrong_mapping_is_a_sentence(tmp_path: Path, text: str) -> None:
    """A mapping that is empty, broken or says something unknown is refused."""
    with pytest.raises(BadSettings):
        read_mapping(saved(tmp_path, text, "MAP.yaml"))


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the folder of real files is not here")
def test_real_files_are_read_or_refused() -> None:
    """Every table of the corpus is read or refused in a sentence, and its mapping proposed."""
    tables = [p for p in sorted(CORPUS.iterdir()) if p.suffix in (".csv", ".xlsx", ".xls")]
    assert len(tables) > 20
    read = 0
    for path in tables:
        try:
            intake(path)
            read += 1
        except ConsultworkError as error:
            assert error.sentence
    assert read >= 20


@pytest.mark.parametrize(
    "asked",
    ["May we use your answers in our response?", "I consent to my comments being used", "Permission given",
     "Are you happy for us to share your story?", "Can we include your words in what we send?"],
)  # fmt: skip
def test_a_permission_in_other_words_is_put_to_a_person(tmp_path: Path, asked: str) -> None:
    """A general yes is proposed as leave to count and retell, never to quote, and a person has to say so."""
    rows = "1,It was cold.,Yes\n2,It was warm.,no\n3,It was late.,Yes I consent\n4,It was early.,\n"
    head = f"Respondent ID,What was good about the food you were given in hospital?,{asked}\n"
    mapping, found = intake(saved(tmp_path, head + rows))
    assert mapping.doubts and "asks for a permission" in mapping.doubts[0]
    given = [{p.use: p.given for p in r.permissions} for r in found.rows]
    yes, no = ({Use.COUNT: x, Use.PARAPHRASE: x} for x in (True, False))
    assert given == [yes, no, yes, {}]
    assert found.rows[0].permissions[0].wording == asked


def test_a_question_that_only_sounds_like_a_permission_is_a_question(tmp_path: Path) -> None:
    """Where people answered in words, a column is what they said, whatever its name."""
    head = "Respondent ID,Can we do without your consent forms? What would change?\n"
    mapping, _ = intake(
        saved(tmp_path, head + "1,You could ask us out loud instead.\n2,Nothing much would change at all.\n")
    )
    assert not mapping.of("permission")


def test_a_mapping_may_name_one_use_or_several(tmp_path: Path) -> None:
    """ "permission: quote" and "permission: [count, quote]" are both read."""
    path = tmp_path / "MAP.yaml"
    path.write_text(
        "layout: people\ncolumns:\n  a: {use: permission, permission: quote}\n"
        "  b: {use: permission, permission: [count, quote]}\n",
        encoding="utf-8",
    )
    columns = read_mapping(path).columns
    assert columns["a"].permission == (Use.QUOTE,) and columns["b"].permission == (Use.COUNT, Use.QUOTE)


def test_a_semicolon_in_the_header_alone_separates_nothing(tmp_path: Path) -> None:
    """What stands between cells stands in the rows too: a header full of semicolons is still one cell."""
    table = read_table(saved(tmp_path, "person,&a; &nbsp; &#x41;,may count\np1,They told me to wait,yes\n"))
    assert len(table.header) == 3 and (table.header[0], table.header[2]) == ("person", "may count")


def test_closed_answers_under_a_number_or_the_question_are_taken_in(tmp_path: Path) -> None:
    """A column of "Agree" under "3", or under the question's words, is an answer to question 3."""
    for header in ("3", "Do you agree that meals should be cooked on site?", "Q3"):
        rows = "".join(
            f"r{n},It was cold and it came late each day.,{'Agree' if n % 2 else 'Disagree'}\n" for n in range(9)
        )
        _, found = intake(saved(tmp_path, f"id,1,{header}\n{rows}"))
        assert {r.words for r in found.rows if r.question == "3"} == {"Agree", "Disagree"}, header
