"""Excel workbooks, new (.xlsx) and old (.xls): the right sheet as rows of text, and what is odd in it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl import load_workbook

from consultwork.errors import BadFile
from consultwork.exchange.plain_text import Lines
from consultwork.kinds import Kind
from consultwork.text import plural

MOST_CELLS = 5_000_000
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


@dataclass
class WorkbookSheet:
    """One sheet as text, with what a reader of its cells alone would not see.

    ``merged`` are (first row, first column, last row, last column), counted from 1 and 0.
    """

    name: str
    lines: Lines = field(default_factory=list)
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unknown: int = 0  # formulas that were never worked out
    hidden_rows: int = 0
    hidden_columns: int = 0
    comments: int = 0

    @property
    def filled(self) -> int:
        """How many rows hold anything."""
        return sum(any(line) for _, line in self.lines)


def read_workbook(path: Path, data: bytes) -> tuple[Lines, list[str]]:
    """The rows of the visible sheet that holds most, and what a person should know.

    Raises:
        BadFile: it is damaged, too large, holds a form and no answers, or nothing at all.
    """
    try:
        sheets = _new(path, data) if data[:2] == b"PK" else _old(path, data)
    except BadFile:
        raise
    except Exception as error:  # a damaged workbook fails in more ways than its readers name
        raise BadFile(Kind.NO_EXCEL_WORKBOOK, where=path) from error
    _refuse_forms(path, sheets)
    return _best(path, sheets)


def _best(path: Path, sheets: list[WorkbookSheet]) -> tuple[Lines, list[str]]:
    full = [s for s in sheets if s.filled]
    visible = [s for s in full if not s.hidden]
    if not visible:
        raise BadFile(Kind.WORKBOOK_IS_ALL_HIDDEN if full else Kind.WORKBOOK_IS_EMPTY, where=path)
    best = max(visible, key=lambda s: s.filled)
    notes = []
    others = [s.name for s in visible if s is not best]
    if others:
        notes.append(f"Only the sheet “{best.name}” was read, not: {', '.join(others)}.")
    hidden = [f"{s.name} ({s.filled} {plural(s.filled, 'row')})" for s in full if s.hidden]
    if hidden:
        notes.append(f"Hidden sheets were not read: {', '.join(hidden)}.")
    _spread(best, notes)
    odd = [
        (best.hidden_rows, "hidden row", "was read too", "were read too"),
        (best.hidden_columns, "hidden column", "was read too", "were read too"),
        (best.comments, "comment on a cell", "was not read", "were not read"),
    ]
    for n, what, one, many in odd:
        if n:
            named = what if n == 1 else what.replace("comment on a cell", "comments on cells").replace("row", "rows")
            named = named if n == 1 else named.replace("column", "columns")
            notes.append(f"{n} {named} {one if n == 1 else many}.")
    if best.unknown:
        cells = plural(best.unknown, "cell holds a formula", "cells hold formulas")
        notes.append(f"{best.unknown} {cells} without a result: open the file in Excel, save it, and read it again.")
    return best.lines, notes


def _refuse_forms(path: Path, sheets: list[WorkbookSheet]) -> None:
    by_name = {s.name.lower(): s for s in sheets}
    survey = by_name.get("survey")
    if survey is None or not ({"choices", "settings"} & set(by_name)):
        return
    head = {character.strip().lower() for _, line in survey.lines[:1] for character in line}
    if {"type", "name"} <= head:
        raise BadFile(Kind.XLSFORM_QUESTIONS, where=path)  # fmt: skip


def _spread(sheet: WorkbookSheet, notes: list[str]) -> None:
    """Give a value that stands over several merged rows to each of them."""
    rows = dict(sheet.lines)
    down = 0
    for top, left, bottom, right in sheet.merged:
        first = rows.get(top, [])
        if bottom == top or left != right or left >= len(first) or top == 1:
            continue
        for n in range(top + 1, min(bottom, top + 1000) + 1):
            line = rows.get(n)
            if line is not None and any(line):
                line += [""] * (left + 1 - len(line))
                line[left] = line[left] or first[left]
        down += 1
    if down:
        notes.append(f"{down} merged {plural(down, 'cell', 'cells')} over several rows: the value holds for each row.")
    across = [m for m in sheet.merged if m[3] > m[1]]
    if across:
        notes.append(f"{len(across)} {plural(len(across), 'cell is', 'cells are')} merged over several columns.")


def _new(path: Path, data: bytes) -> list[WorkbookSheet]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        odd = _look_inside(path, package)
    sheets: list[WorkbookSheet] = []
    cells = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a workbook holds besides cells is none of our concern
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            made = odd.get(getattr(sheet, "_worksheet_path", "").lstrip("/"), WorkbookSheet(""))
            made.name, made.hidden = sheet.title, sheet.sheet_state != "visible"
            if hasattr(sheet, "reset_dimensions"):
                sheet.reset_dimensions()  # some exports say that they have one cell only
            for n, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                cells += len(row)
                if cells > MOST_CELLS:
                    raise _too_many(path)
                line = ["" if v is None else as_seen(v) for v in row]
                if any(line):
                    made.lines.append((n, line))
            sheets.append(made)
    return sheets


def _look_inside(path: Path, package: zipfile.ZipFile) -> dict[str, WorkbookSheet]:
    """What openpyxl passes over, by the part's name. Refuses document types before anything is parsed."""
    sheets: dict[str, WorkbookSheet] = {}
    for info in package.infolist():
        name = info.filename.lstrip("/")
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        with package.open(info) as part:
            head = part.read(65_536)
        if b"<!DOCTYPE" in head.replace(b"\0", b""):
            raise BadFile(Kind.WORKBOOK_DECLARES_DOCUMENT_TYPE, where=path)  # fmt: skip
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            with package.open(info) as part:
                sheets[name] = _oddities(path, part)
            sheets[name].comments = _comments_of(package, name)
    return sheets


def _oddities(path: Path, part: Any) -> WorkbookSheet:
    sheet = WorkbookSheet("")
    cells = 0
    tags = [f"{_MAIN}{t}" for t in ("c", "row", "col", "mergeCell")]
    for _, element in etree.iterparse(
        part, events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    ):
        kind = etree.QName(element).localname
        if kind == "c":
            cells += 1
            if cells > MOST_CELLS:
                raise _too_many(path)
            if element.find(f"{_MAIN}f") is not None and not element.findtext(f"{_MAIN}v"):
                sheet.unknown += element.find(f"{_MAIN}is") is None
            continue  # cleared with its row
        if kind == "row":
            sheet.hidden_rows += element.get("hidden") in ("1", "true") and len(element) > 0
            element.clear()
        elif kind == "col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            sheet.hidden_columns += last - first + 1 if last < 16384 else 1
        elif kind == "mergeCell" and (place := _RANGE.fullmatch(str(element.get("ref")))) and place[3]:
            sheet.merged.append((int(place[2]), _column(place[1]), int(place[4]), _column(place[3])))
    return sheet


def _comments_of(package: zipfile.ZipFile, name: str) -> int:
    folder, part = name.rsplit("/", 1)
    try:
        links = package.read(f"{folder}/_rels/{part}.rels")
    except KeyError:
        return 0
    targets = [t.decode() for t in re.findall(rb'Target="([^"]*comments?\d*\.xml)"', links)]
    names = {n.lstrip("/").lower(): n for n in package.namelist()}
    n = 0
    for target in targets:
        full = target.lstrip("/") if target.startswith("/") else target.replace("../", "xl/")
        if full.lower() in names and "threaded" not in full.lower():
            n += len(re.findall(rb"<(?:\w+:)?comment[ >]", package.read(names[full.lower()])))
    return n


def _column(letters: str) -> int:
    n = 0
    for letter in letters:
        n = n * 26 + ord(letter) - 64
    return n - 1


def _old(path: Path, data: bytes) -> list[WorkbookSheet]:
    import xlrd

    def opened(*, formatting: bool) -> Any:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=formatting, ragged_rows=True, logfile=io.StringIO()
        )  # fmt: skip

    try:
        book = opened(formatting=True)
    except Exception as error:
        if "encrypted" in str(error):
            raise BadFile(Kind.WORKBOOK_IS_PROTECTED_WITH_PASSWORD, where=path) from error
        book = opened(formatting=False)  # how cells look may be damaged, and what they say whole
    sheets, cells = [], 0
    for sheet in book.sheets():
        made = WorkbookSheet(sheet.name, hidden=sheet.visibility != 0)
        for n in range(sheet.nrows):
            row = sheet.row(n)
            cells += len(row)
            if cells > MOST_CELLS:
                raise _too_many(path)
            line = [_old_cell(cell, book.datemode) for cell in row]
            if any(line):
                made.lines.append((n + 1, line))
        made.merged = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells]
        full = {n - 1 for n, _ in made.lines}
        made.hidden_rows = sum(bool(info.hidden) and n in full for n, info in sheet.rowinfo_map.items())
        made.hidden_columns = sum(bool(info.hidden) and n < sheet.ncols for n, info in sheet.colinfo_map.items())
        made.comments = len(sheet.cell_note_map)
        sheets.append(made)
    return sheets


def _old_cell(cell: Any, datemode: int) -> str:
    """A cell of an old workbook as it is seen. Types: 1 text, 2 number, 3 day, 4 yes or no, 5 error."""
    from xlrd import error_text_from_code, xldate

    if cell.ctype == 3:
        try:
            return as_seen(xldate.xldate_as_datetime(cell.value, datemode))
        except (ValueError, OverflowError):
            return as_seen(cell.value)  # a number that is no day stays the number that it is
    if cell.ctype == 4:
        return as_seen(bool(cell.value))
    if cell.ctype == 5:
        return str(error_text_from_code.get(cell.value, "#ERROR!"))
    return as_seen(cell.value)


def _too_many(path: Path) -> BadFile:
    return BadFile(Kind.WORKBOOK_HAS_TOO_MANY_CELLS, where=path)


def as_seen(value: object) -> str:
    """A cell's value as a person sees it: days, whole numbers, yes and no."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | time | timedelta):
        return str(value)
    return str(value)


__all__ = ["MOST_CELLS", "WorkbookSheet", "as_seen", "read_workbook"]
