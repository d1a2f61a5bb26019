"""The framework matrix as an Excel workbook, there and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from consultwork.errors import BadFile
from consultwork.files import writing_whole
from consultwork.kinds import Kind
from consultwork.text import legal

MATRIX, PASSAGES = "Framework matrix", "Passages"
_CODE_ROW = 2  # the codes' ids, under their names


def write_matrix(
    path: Path,
    people: Sequence[tuple[str, str]],
    themes: Sequence[tuple[str, str]],
    cells: Mapping[tuple[str, str], tuple[str, Sequence[tuple[str, str]]]],
) -> None:
    """Write a framework matrix. Each cell leads to its passages on the second sheet.

    Args:
        people: (ref, role), a row each.
        themes: (id, name), a column each.
        cells: (person, code) -> (summary, passages as (ref, words)).

    Raises:
        Refused: the place cannot be written to.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = MATRIX
    behind = book.create_sheet(PASSAGES)
    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for n, name in enumerate(("Passage", "Person", "Theme", "Their words"), start=1):
        _put(behind, 1, n, name).font = bold
    _put(sheet, 1, 1, "Person").font = bold
    _put(sheet, 1, 2, "Who").font = bold
    _put(sheet, _CODE_ROW, 2, "code")
    for column, (code, name) in enumerate(themes, start=3):
        _put(sheet, 1, column, name).font = bold
        _put(sheet, _CODE_ROW, column, code).font = Font(size=9, color="666666")
        sheet.column_dimensions[get_column_letter(column)].width = 32
    line = 2
    for row, (person, role) in enumerate(people, start=3):
        _put(sheet, row, 1, person).font = bold
        _put(sheet, row, 2, role).alignment = wrap
        for column, (code, name) in enumerate(themes, start=3):
            summary, passages = cells.get((person, code), ("", ()))
            if not passages and not summary:
                continue
            shown = _put(sheet, row, column, summary or _count(len(passages)))
            shown.alignment = wrap
            if passages:
                shown.hyperlink = f"#'{PASSAGES}'!A{line}"
                shown.fill = PatternFill("solid", fgColor="EEF2F8")
            for ref, words in passages:
                for n, value in enumerate((ref, person, name, words), start=1):
                    _put(behind, line, n, value).alignment = wrap
                line += 1
    sheet.freeze_panes = "C3"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 24
    for letter, width in zip("ABCD", (12, 12, 28, 90), strict=True):
        behind.column_dimensions[letter].width = width
    with writing_whole(path) as half:
        book.save(half)


def read_matrix(path: Path) -> dict[tuple[str, str], str]:
    """(person, code) -> summary, as an officer wrote it into the workbook. "[3 passages]" is no summary.

    Raises:
        BadFile: it is no workbook of ours.
    """
    try:
        book = load_workbook(path, data_only=True)
    except FileNotFoundError as error:
        raise BadFile(Kind.NO_SUCH_FILE, where=path) from error
    except Exception as error:  # waiver: openpyxl raises what it likes on a damaged file
        raise BadFile(Kind.WORKBOOK_CANNOT_BE_READ, where=path) from error
    if MATRIX not in book.sheetnames:
        raise BadFile(Kind.WORKBOOK_LACKS_SHEET, where=path, matrix=MATRIX)
    rows = [["" if v is None else str(v) for v in row] for row in book[MATRIX].iter_rows(values_only=True)]
    if len(rows) < _CODE_ROW or not any(rows[_CODE_ROW - 1][2:]):
        raise BadFile(Kind.ROW_WITH_CODES_IS_GONE, where=path)
    codes = rows[_CODE_ROW - 1]
    found: dict[tuple[str, str], str] = {}
    for row in rows[_CODE_ROW:]:
        if row and row[0].strip():
            for column in range(2, min(len(row), len(codes))):
                if codes[column]:
                    words = row[column].strip()
                    found[row[0].strip(), codes[column]] = "" if _is_count(words) else words
    return found


def _put(sheet: Any, row: int, column: int, value: str) -> Any:
    cell = sheet.cell(row=row, column=column)
    cell.value = legal(value)[:32_000]
    cell.data_type = "s"  # people's words are never a formula
    return cell


def _count(n: int) -> str:
    return f"[{n} passage]" if n == 1 else f"[{n} passages]"


def _is_count(words: str) -> bool:
    return bool(re.fullmatch(r"\[\d+ passages?\]", words))
