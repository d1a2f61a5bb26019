"""The folder of real files: each is read and counted, or refused in one sentence, and the table says which.

Run with ``-s`` to see the table.
"""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from consultwork.errors import BadFile
from consultwork.exchange.documents import read_lines
from consultwork.exchange.door import ReadingMethod, way_of
from consultwork.exchange.tables import propose_mapping, read_intake, read_table
from consultwork.exchange.transcript import propose_words, read_transcript, words_intake
from consultwork.model import Consultation

FILES = Path(os.environ.get("CONSULTWORK_CORPUS", Path(__file__).parents[3] / "shared")) / "messy"
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not FILES.is_dir(), reason="the folder of real files is not here"),
]
NOTHING_ASKED = Consultation("none", "None", "Nobody", "local")

# Rows or lines, people or groups, questions or prompts, characters; rows left out; cells that say nothing.
READ: dict[str, tuple[int, ...]] = {
    "csv_bad_rows.csv": (3, 0, 0, 54, 3, 0),
    "csv_cleverCSV_imdb.csv": (100, 100, 1, 17351, 0, 0),
    "csv_header_newline.csv": (1, 0, 0, 3, 1, 0),
    "csv_mac_newlines.csv": (2, 0, 0, 21, 2, 0),
    "csv_utf16_le.csv": (2, 0, 0, 6, 2, 0),
    "docx_apple_pages.docx": (3, 1, 1, 134, 0, 0),
    "docx_comments_12_word16.docx": (9, 1, 1, 2351, 0, 0),
    "docx_comments_word.docx": (1, 1, 1, 28, 0, 0),
    "docx_footnotes.docx": (3, 1, 1, 36, 2, 0),
    "docx_invalid_tag.docx": (133, 10, 1, 21314, 13, 0),
    "docx_libreoffice.docx": (768, 1, 1, 22322, 3, 0),
    "docx_many_runs.docx": (7, 1, 1, 300, 2, 0),
    "docx_nested_tables_paras.docx": (2, 1, 1, 2873, 0, 0),
    "docx_oxml_trackchanges.docx": (7, 1, 1, 756, 0, 0),
    "docx_protected_forms.docx": (1, 1, 1, 29, 0, 0),
    "docx_slanted_quotes.docx": (3, 1, 1, 40, 0, 0),
    "docx_tracked_changes_delins.docx": (21, 1, 1, 1296, 0, 0),
    "docx_tracked_word2007_long.docx": (1283, 7, 1, 69547, 10, 0),
    "docx_utf8_bom.docx": (1, 1, 1, 31, 0, 0),
    "survey_citizenspace_ident_row.csv": (5, 5, 2, 130, 0, 0),
    "survey_citizenspace_lgr.csv": (5, 5, 7, 930, 0, 0),
    "survey_nhs_trust_template.xlsx": (2, 2, 2, 194, 0, 1),
    "survey_qualtrics_three_header_rows.csv": (1, 1, 2, 147, 0, 0),
    "survey_questions_numeric.xlsx": (3, 3, 1, 252, 0, 0),
    "survey_surveymonkey_dash_means_blank.csv": (928, 928, 5, 91694, 0, 788),
    "survey_surveymonkey_html_in_header.csv": (550, 550, 11, 52819, 0, 0),
    "survey_surveymonkey_thanksgiving_wide.csv": (1058, 1058, 20, 308841, 0, 0),
    "xlsx_blanks.xlsx": (2, 0, 0, 2, 2, 0),
    "xlsx_corrupted.xlsx": (2, 0, 0, 28, 2, 0),
    "xlsx_empty_named_column.xlsx": (3, 0, 0, 6, 3, 0),
    "xlsx_google_sheets.xlsx": (150, 0, 0, 2908, 150, 0),
    "xlsx_inline_strings.xlsx": (1, 0, 0, 45, 1, 0),
    "xlsx_merged_cells.xlsx": (2, 0, 0, 30, 2, 0),
    "xlsx_threaded_comments.xlsx": (4, 0, 0, 60, 4, 0),
}
REFUSED: dict[str, str] = {
    "csv_null_byte.csv": "the file holds bytes that are no text, the first in line 2. Open it in Excel or a text editor and save it again.",
    "docx_empty.docx": "the document holds no text. Look at it in its program.",
    "docx_fuzz_crash.docx": "the file is damaged and cannot be opened. Ask for the file again, or save it anew.",
    "docx_strict.docx": "this Word file is saved as “Strict Open XML”. Save it in Word as “Word Document (.docx)”.",
    "docx_tracked_and_comments_33.docx": "the document holds no text. Its text is all tracked as deleted: read it with --changes original.",
    "docx_truncated.docx": "the file is damaged and cannot be opened. Ask for the file again, or save it anew.",
    "docx_zero_length_part.docx": "the document holds no text. Look at it in its program.",
    "form_xlsform_ambiguous_dates.xlsx": "this is an XLSForm: the questions of a KoBo or ODK form, and nobody’s answers. Ask for the answers: in KoBo choose Data, Downloads, XLS or CSV.",
    "form_xlsform_duplicate_columns.xlsx": "this is an XLSForm: the questions of a KoBo or ODK form, and nobody’s answers. Ask for the answers: in KoBo choose Data, Downloads, XLS or CSV.",
    "numbers_attendance.numbers": "this is an Apple Numbers file. In Numbers choose File, Export To, CSV or Excel.",
    "survey_limesurvey_survey.lss": "this is the structure of a LimeSurvey survey: its questions, and nobody’s answers. Ask for the answers: Responses, Export, as CSV with full question texts.",
    "xls_dates_1904.xls": "the file has one row only: a header and no rows, or no header. Export it again.",
    "xlsx_no_shared_strings.xlsx": "the file has one row only: a header and no rows, or no header. Export it again.",
    "xlsx_password.xlsx": "the file is protected with a password. Open it in Word or Excel, remove the password (File, Info, Protect), and save it.",
}


def account(path: Path) -> tuple[int, ...]:
    """What a file holds: see ``READ``."""
    if way_of(path) is ReadingMethod.TABLE:
        table = read_table(path)
        found = read_intake(table, propose_mapping(table, [NOTHING_ASKED], "none"), [NOTHING_ASKED])
        rows, characters = len(table.rows), table.characters
    else:
        transcript = read_transcript(path)
        found = words_intake(transcript, propose_words(transcript, "none"), [NOTHING_ASKED])
        rows, characters = transcript.lines, transcript.characters
    return rows, found.people, found.questions, characters, len(found.left_out), len(found.set_aside)


def test_every_real_file_is_in_the_table() -> None:
    """No file of the folder is passed over."""
    assert {p.name for p in FILES.iterdir()} - {"MANIFEST.csv"} == set(READ) | set(REFUSED)
    assert len(READ) + len(REFUSED) == 48


def test_the_table_holds_file_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    """Each file gives these figures or this sentence, and nothing else."""
    lines = ["file | rows | people | questions | characters | left out | say nothing"]
    wrong = []
    for name in sorted({*READ, *REFUSED}):
        try:
            got: tuple[int, ...] | str = account(FILES / name)
            lines.append(" | ".join([name, *map(str, got)]))
        except BadFile as refusal:
            got = f"{refusal.what} {refusal.todo}"
            lines.append(f"{name} | refused: {got}")
        if got != (READ.get(name) or REFUSED.get(name)):
            wrong.append((name, got))
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201 - the table is what this test is for
    assert wrong == []


@pytest.mark.parametrize("name", [n for n in READ if n.endswith(".docx")])
def test_every_letter_of_a_word_file_is_read(name: str) -> None:
    """Counted in the file's own XML, no letter that stands after the changes is missing, and none is doubled."""
    n = 0
    with zipfile.ZipFile(FILES / name) as package:
        for member in package.namelist():
            part = member.rsplit("/", 1)[-1]
            if not member.startswith("word/") or not part.startswith(
                ("document", "footnotes", "endnotes", "header", "footer")
            ):
                continue
            root = etree.fromstring(package.read(member))
            for old in root.iter("{*}Fallback"):
                old.clear()  # the same words told a second time
            for text in root.iter("{*}t"):
                if not any(a.tag.endswith(("}del", "}moveFrom")) for a in text.iterancestors()):
                    n += len("".join((text.text or "").split()))
    assert n == sum(len("".join((x.text + x.speaker).split())) for x in read_lines(FILES / name).lines)


def test_cells_of_the_tables_are_all_there() -> None:
    """Counted by another reader, the longest tables have every cell that is in the file."""
    import csv

    for name, encoding, head in (
        ("survey_surveymonkey_thanksgiving_wide.csv", "utf-8", 1), ("survey_surveymonkey_html_in_header.csv", "utf-8", 2),
        ("survey_surveymonkey_dash_means_blank.csv", "utf-8", 1), ("survey_citizenspace_lgr.csv", "utf-8", 1),
    ):  # fmt: skip
        with (FILES / name).open(encoding=encoding, newline="") as source:
            rows = list(csv.reader(source))[head:]
        assert sum(len(c.strip()) for row in rows for c in row) == read_table(FILES / name).characters, name
