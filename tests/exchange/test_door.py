"""One door for every file: read as what it is, or refused in one sentence that says what to do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from consultwork.errors import BadFile
from consultwork.exchange import documents, door, workbook
from consultwork.exchange.door import ReadingMethod, way_of
from consultwork.exchange.tables import read_table
from consultwork.exchange.transcript import read_transcript
from consultwork.kinds import Kind
from tests.refusing import refuses

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def saved(tmp_path: Path, name: str, data: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "what", "todo"),
    [
        ("a.csv", b"", "empty", "Export it again"),
        ("a.numbers", zipped(**{"Index/Document.iwa": b"x"}), "Apple Numbers", "Export To, CSV or Excel"),
        ("a.pages", zipped(**{"Index/Document.iwa": b"x"}), "Apple Pages", "Export To, Word"),
        ("a.zip", zipped(a=b"x"), "zip archive", "Unpack it"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "password", "remove the password"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "old Word file", "save it as .docx"),
        ("a.ppt", OLE + b"else", "old Office file", "Save it as .xlsx"),
        ("a.lss", '<?xml version="1.0"?><document><LimeSurveyDocType>Survey', "LimeSurvey survey", "Responses, Export"),
        ("a.xml", '<?xml version="1.0"?><x/>', "XML file", "CSV or XLSX"),
        ("a.xls", "<html><table><tr><td>a</td></tr></table></html>", "web page", "save it anew"),
        ("a.ods", zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument table", ".xlsx or CSV"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(32)), "picture", "Type what it says"),
        ("a.mp3", b"ID3\4\0\0\0\0\0\0" + bytes(range(31)) * 9, "recording", "transcript"),
        ("a.m4a", b"\0\0\0\x20ftypM4A " + bytes(range(31)) * 9, "recording", "transcript"),
        ("a.json", '{"answers": []}', "JSON", "CSV or XLSX"),
        ("a.bin", bytes(range(32)) * 40, "damaged", "Ask for the file again"),
        ("a.docm", zipped(**{"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}), "macros", ".docx"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_what_to_do(
    tmp_path: Path, name: str, data: bytes | str, what: str, todo: str
) -> None:
    """Each wrong kind of file gets one sentence on what it is, and one on what to do."""
    path = saved(tmp_path, name, data)
    with pytest.raises(BadFile) as refusal:
        (read_table if way_of(path) is ReadingMethod.TABLE else read_transcript)(path)
    assert what in refusal.value.what and todo in refusal.value.todo and refusal.value.where


@pytest.mark.parametrize(
    ("name", "data", "way"),
    [
        ("a.csv", "a,b\n1,2\n", ReadingMethod.TABLE), ("a.csv", "<br>a,b\n1,2\n", ReadingMethod.TABLE), ("a.tsv", "a\tb\n", ReadingMethod.TABLE),
        ("a.txt", "INT: Hello\nP1: Hello\n", ReadingMethod.WORDS), ("a.txt", "a\tb\tc\n1\t2\t3\n4\t5\t6\n", ReadingMethod.TABLE),
        ("a.rtf", "{\\rtf1 x}", ReadingMethod.WORDS), ("a.pdf", "%PDF-1.7", ReadingMethod.WORDS), ("answers", "Id,Words\n1,x\n", ReadingMethod.WORDS),
    ],
)  # fmt: skip
def test_plain_text_is_told_by_its_name_and_its_tabs(tmp_path: Path, name: str, data: str, way: ReadingMethod) -> None:
    """A CSV is a table, a text is words, and a text with the same tabs in each line is a table."""
    assert way_of(saved(tmp_path, name, data)) is way


def test_a_folder_or_no_file_is_a_sentence(tmp_path: Path) -> None:
    """What is no file is said so."""
    for path in (tmp_path, tmp_path / "nowhere.csv"):
        with refuses(BadFile, Kind.NO_SUCH_FILE):
            way_of(path)


# Limits, each before anything is parsed.


def test_a_file_over_the_size_limit_is_refused_unread(tmp_path: Path) -> None:
    """Size is looked at first: not a byte of such a file is read."""
    path = tmp_path / "huge.csv"
    with path.open("wb") as sink:
        sink.truncate(door.MOST_BYTES + 1)
    with refuses(BadFile, Kind.FILE_IS_TOO_LARGE):
        way_of(path)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """A small file of zeros that unpacks to more than 64 MB of XML is not unpacked."""
    types = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = zipped(**{"[Content_Types].xml": types, "xl/worksheets/sheet1.xml": b"\0" * (65 * 2**20)})
    assert len(data) < 2**20
    with refuses(BadFile, Kind.NO_TABLE_OR_TEXT_TOO_BIG):
        way_of(saved(tmp_path, "bomb.xlsx", data))


def test_a_package_with_too_many_members_is_refused(tmp_path: Path) -> None:
    """A zip of 5,001 files is no workbook of anybody's."""
    data = zipped(**{f"m{n}": b"" for n in range(5_001)})
    with refuses(BadFile, Kind.NO_TABLE_OR_TEXT_TOO_BIG):
        way_of(saved(tmp_path, "many.xlsx", data))


def test_a_member_packed_too_densely_is_refused(tmp_path: Path) -> None:
    """A member over 50 MB that shrank more than two hundredfold is taken for a bomb."""
    with refuses(BadFile, Kind.NO_TABLE_OR_TEXT_TOO_BIG):
        way_of(saved(tmp_path, "dense.xlsx", zipped(**{"media/a.bin": b"\0" * (51 * 2**20)})))


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells are counted while they are read, and reading stops at the limit."""
    monkeypatch.setattr(workbook, "MOST_CELLS", 50)
    book = Workbook()
    for n in range(30):
        book.active.append([n, "x"])
    book.save(tmp_path / "a.xlsx")
    with refuses(BadFile, Kind.WORKBOOK_HAS_TOO_MANY_CELLS):
        read_table(tmp_path / "a.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_entities_of_a_workbook_are_never_resolved(tmp_path: Path, part: str) -> None:
    """A workbook that declares a document type is refused before any parser sees it."""
    secret = saved(tmp_path, "secret.txt", "the secret")
    book = Workbook()
    book.active.append(["person", "words"])
    book.active.append(["p1", "x"])
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                data = entity + data
            new.writestr(name, data)
    with refuses(BadFile, Kind.WORKBOOK_DECLARES_DOCUMENT_TYPE):
        read_table(tmp_path / "b.xlsx")


def test_entities_of_an_open_document_are_never_resolved(tmp_path: Path) -> None:
    """The same holds for an .odt."""
    content = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    data = zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": content})
    with refuses(BadFile, Kind.FILE_DECLARES_DOCUMENT_TYPE):
        read_transcript(saved(tmp_path, "a.odt", data))


def test_a_document_of_too_many_characters_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the file was, more than the limit of characters is not taken in."""
    monkeypatch.setattr(documents, "MOST_CHARACTERS", 100)
    with refuses(BadFile, Kind.FILE_IS_TOO_LONG):
        read_transcript(saved(tmp_path, "a.txt", "INT: Hello?\nP1: Hello.\n" * 30))


# What is odd in a workbook is said.


def test_formulas_without_results_hidden_columns_and_merged_cells_are_said(tmp_path: Path) -> None:
    """Nothing in a workbook is passed over in silence."""
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    for row in (["person", "question", "words"], ["p1", "1", "Hot soup"], [None, "2", "=A1"], ["p2", "1", "Cold soup"]):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    sheet["B2"].comment = Comment("look", "me")
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("Old").append(["hidden", "words"])
    book["Old"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert [row[0] for row in table.rows] == ["p1", "p1", "p2"]
    told = "\n".join(table.notes)
    for part in (
        "1 hidden row was",
        "1 hidden column was",
        "1 comment on a cell",
        "1 cell holds a formula",
        "Old (1 row)",
        "merged cell over several rows",
    ):
        assert part in told, told


def test_merged_header_cells_are_questions_over_their_boxes(tmp_path: Path) -> None:
    """A question merged over its boxes gives each column the question and the box."""
    book = Workbook()
    for row in (["Id", "Which meals?", None, "What was good?"], [None, "Lunch", "Supper", None],
                ["1", "Lunch", None, "Soup"], ["2", None, "Supper", "Bread"]):  # fmt: skip
        book.active.append(row)
    book.active.merge_cells("B1:C1")
    book.save(tmp_path / "a.xlsx")
    table = read_table(tmp_path / "a.xlsx")
    assert table.header == ("Id", "Which meals? - Lunch", "Which meals? - Supper", "What was good?")
    assert table.parts[1:3] == (("Which meals?", "Lunch"), ("Which meals?", "Supper")) and len(table.rows) == 2


# Separators and rows.


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("person,&a; &nbsp; &#x41;,may_count\np1,It was cold and late,yes\n", ("person", "&a; &#x41;", "may_count")),
        ("person;words\np1;One, two, three\np2;Four, five\n", ("person", "words")),
        ("Our survey of 2022\nperson,words\np1,Cold\np2,Warm\n", ("person", "words")),
        ("a|b,c|d\n1|2,3|4\n5|6|7\n", ("a", "b,c", "d")),
    ],
)
def test_the_separator_is_the_one_that_most_rows_share(tmp_path: Path, text: str, header: tuple[str, ...]) -> None:
    """A sign that only the header, or only people's words, are full of separates nothing."""
    assert read_table(saved(tmp_path, "a.csv", text)).header == header


def test_one_column_alone_is_never_divided(tmp_path: Path) -> None:
    """A file of one column keeps each line whole, whatever signs are in it."""
    table = read_table(saved(tmp_path, "a.csv", "words\nSoup, bread; cake\nA | b\n"))
    assert table.rows == (("Soup, bread; cake",), ("A | b",)) and not table.ragged


def test_backslashes_before_separators_are_undone_there_only(tmp_path: Path) -> None:
    """A comma that a backslash kept in its cell is a comma again; every other backslash stays."""
    table = read_table(saved(tmp_path, "a.csv", "person,words\np1,Soup\\, bread\\, cake\np2,C:\\temp\n"))
    assert table.rows == (("p1", "Soup, bread, cake"), ("p2", "C:\\temp")) and "row 2" in table.notes[0]


def test_utf16_without_its_mark_is_read(tmp_path: Path) -> None:
    """A file in UTF-16 is read although the sign that says so is missing."""
    table = read_table(saved(tmp_path, "a.csv", "person,words\np1,Café and bread\n".encode("utf-16-le")))
    assert table.rows == (("p1", "Café and bread"),)
