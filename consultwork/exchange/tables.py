"""Tables of answers: CSV and XLSX, one row a person or one row an answer.

A file is read as text first, then a mapping says what each column is. The machine proposes the
mapping and says what it doubts; a person confirms it in a preview or in MAP.yaml.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from consultwork.errors import BadFile
from consultwork.exchange.table_mapping import TableMapping, propose_mapping, read_mapping, write_mapping
from consultwork.exchange.table_rows import read_intake
from consultwork.text import clean

__all__ = ["RawTable", "TableMapping", "propose_mapping", "read_intake", "read_mapping", "read_table", "write_mapping"]

MOST_BYTES = 100 * 1024 * 1024
MOST_CELLS = 5_000_000
_SEPARATORS = ",;\t|"
_NAMED_SEPARATOR = re.compile(r"sep=([,;\t|])\n", re.IGNORECASE)
_IMPORT_ID = re.compile(r"\{\s*['\"]ImportId['\"]")
_IDENT = re.compile(r"ident \d+$", re.IGNORECASE)
_SECOND_HEADER = {"response", "open-ended response"}


@dataclass(frozen=True)
class RawTable:
    """A table as text.

    ``places`` are the rows' own places in the file, as a spreadsheet counts them from 1. ``ragged``
    are the places of rows with more cells than the header has: their words may have come apart.
    ``notes`` is what a person should know of the reading.
    """

    source: str
    digest: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...] = ()
    replaced: int = 0
    ragged: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> list[str]:
        """The cells of a column, top to bottom."""
        n = self.header.index(name)
        return [row[n] for row in self.rows]


def read_table(path: Path) -> RawTable:
    """Read a CSV or XLSX file as text.

    Encoding (UTF-8, UTF-16, Windows-1252) and separator are found out. Rows that are empty
    throughout are passed over. Column names that repeat get a number. Header rows that Qualtrics,
    SurveyMonkey and Citizen Space add are no answers.

    Raises:
        BadFile: no such file, another kind of file, too large, damaged, or without a header.
    """
    if not path.is_file():
        raise BadFile("there is no such file.", where=path, todo="Check the name and the folder.")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise BadFile("the file is larger than 100 MB.", where=path, todo="Split it, and import the parts.")
    data = path.read_bytes()
    if not data.strip(b"\0\r\n\t ,;"):
        raise BadFile("the file is empty.", where=path, todo="Export it again.")
    digest = hashlib.sha256(data).hexdigest()
    notes: list[str] = []
    lines = _from_workbook(path, data, notes) if data[:4] == b"PK\x03\x04" else _from_text(path, data)
    replaced = 0
    cleaned: list[tuple[int, tuple[str, ...]]] = []
    for n, line in lines:
        cells = [clean(cell) for cell in line]
        replaced += sum(c.replaced for c in cells)
        texts = tuple(c.text.strip() for c in cells)
        if any(texts):
            cleaned.append((n, texts))
    cleaned = _one_header(cleaned, notes)
    if len(cleaned) < 2:
        raise BadFile("the file has a header and no rows, or no header.", where=path, todo="Export it again.")
    (_, head), body = cleaned[0], cleaned[1:]
    width = max(len(head), max(len(t) for _, t in body))
    rows = tuple(t + ("",) * (width - len(t)) for _, t in body)
    ragged = tuple(n for n, t in body if any(t[len(head) :]))
    places = tuple(n for n, _ in body)
    return RawTable(path.name, digest, _apart(head, width), rows, places, replaced, ragged, tuple(notes))


@lru_cache(maxsize=4096)
def as_day(text: str) -> date | None:
    """A date as people in the UK write it (2021-06-04, 04/06/2021, 4 June 2021), or None."""
    text = text.strip().split("T")[0]
    if not text:
        return None
    for candidate in (text, text.split(" ")[0]):
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y"):
            try:
                return datetime.strptime(candidate, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
    return None


def _from_text(path: Path, data: bytes) -> list[tuple[int, list[str]]]:
    if data[:4] == b"%PDF" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadFile("this is not a CSV or XLSX file.", where=path, todo="Save the table as CSV or XLSX.")
    text = _decoded(data)
    if "\0" in text:
        raise BadFile("the file holds bytes that are no text.", where=path, todo="Save the table as CSV again.")
    named = _NAMED_SEPARATOR.match(text)
    separator = named.group(1) if named else _separator(text)
    csv.field_size_limit(10_000_000)
    lines: list[tuple[int, list[str]]] = []
    # Strictly first: a quotation mark that is never closed would put the words of all who follow
    # into one person's mouth. Marks inside a cell are let pass.
    for strict in (True, False):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
        lines = []
        try:
            for n, line in enumerate(reader, start=1):
                lines.append((n, line))
            break
        except csv.Error as error:
            if strict and "end of data" not in str(error) and text.count('"') % 2 == 0:
                continue
            raise BadFile(
                f"in row {len(lines) + 1} a quotation mark is never closed, or the row breaks off.", where=path,
                todo="Look at that row, or export the table again.",
            ) from error  # fmt: skip
    return lines[1:] if named else lines


def _separator(text: str) -> str:
    """What stands between the cells: what stands in the header, and as often in the most of the rows."""
    bare = re.sub(r'"[^"]*"', "", text[:200_000])
    lines = [line for line in bare.split("\n") if line.strip()][:200]
    if not lines:
        return ","

    def fits(separator: str) -> tuple[float, int]:
        wanted = lines[0].count(separator)
        if not wanted:
            return 0.0, 0
        same = sum(line.count(separator) == wanted for line in lines[1:])
        return same / max(1, len(lines) - 1), wanted

    found = max(_SEPARATORS, key=fits)
    return found if found in lines[0] else ","


def _one_header(lines: list[tuple[int, tuple[str, ...]]], notes: list[str]) -> list[tuple[int, tuple[str, ...]]]:
    """The rows without those that survey programs put around the header."""
    for n, (_, line) in enumerate(lines[:4]):
        if n and any(_IMPORT_ID.match(cell) for cell in line):
            notes.append("The first rows are Qualtrics' headers; the questions' wording is used as the header.")
            return [lines[n - 1], *lines[n + 1 :]]
    if len(lines) > 1 and all(_IDENT.match(cell) for cell in lines[0][1] if cell):
        notes.append("The first row numbers the columns; the second is used as the header.")
        lines = lines[1:]
    if len(lines) > 1 and not lines[1][1][0] and any(c.lower() in _SECOND_HEADER for c in lines[1][1]):
        notes.append(f"Row {lines[1][0]} is a second header, and nobody's answer.")
        lines = [lines[0], *lines[2:]]
    return lines


def _from_workbook(path: Path, data: bytes, notes: list[str]) -> list[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(m.file_size for m in package.infolist()) > 10 * MOST_BYTES:
                raise BadFile("the file unpacks to more than 1 GB.", where=path, todo="Save it as CSV.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a workbook holds besides cells is none of our concern
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            return _best_sheet(path, book, notes)
    except BadFile:
        raise
    except Exception as error:  # a damaged workbook fails in more ways than openpyxl names
        raise BadFile("this is not an Excel workbook, or it is damaged.", where=path, todo="Save it as CSV.") from error


def _best_sheet(path: Path, book: Workbook, notes: list[str]) -> list[tuple[int, list[str]]]:
    """The visible sheet with the most cells. Others that hold something are named."""
    others: list[str] = []
    name = ""
    best: list[tuple[int, list[str]]] = []
    cells = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        lines = []
        if hasattr(sheet, "reset_dimensions"):
            sheet.reset_dimensions()  # some exports say that they have one cell only
        for n, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells += len(row)
            if cells > MOST_CELLS:
                raise BadFile("the workbook has more than 5 million cells.", where=path, todo="Save it as CSV.")
            lines.append((n, ["" if v is None else _cell(v) for v in row]))
        if not any(any(line) for _, line in lines):
            continue
        if sum(any(line) for _, line in lines) > sum(any(line) for _, line in best):
            others += [name] if name else []
            best, name = lines, sheet.title
        else:
            others.append(sheet.title)
    if others:
        notes.append(f"Only the sheet “{name}” was read, not: {', '.join(others)}.")
    return best


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")


def _apart(head: tuple[str, ...], width: int) -> tuple[str, ...]:
    names: list[str] = []
    for n in range(width):
        name = " ".join(head[n].split()) if n < len(head) and head[n] else f"column {n + 1}"
        k, unique = 2, name
        while unique in names:
            unique, k = f"{name} ({k})", k + 1
        names.append(unique)
    return tuple(names)
