"""Tables of answers: CSV and XLSX, one row a person or one row an answer.

A file is read as text first, then a mapping says what each column is. The machine proposes the
mapping and says what it doubts; a person confirms it in a preview or in MAP.yaml.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from consultwork.errors import BadFile
from consultwork.exchange.table_mapping import TableMapping, propose_mapping, read_mapping, write_mapping
from consultwork.exchange.table_rows import read_intake
from consultwork.text import clean

__all__ = ["RawTable", "TableMapping", "propose_mapping", "read_intake", "read_mapping", "read_table", "write_mapping"]

MOST_BYTES = 100 * 1024 * 1024
MOST_CELLS = 5_000_000
_SEPARATORS = ",;\t|"


@dataclass(frozen=True)
class RawTable:
    """A table as text. ``places`` are the rows' own places in the file, the header being row 1."""

    source: str
    digest: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    places: tuple[int, ...] = ()
    replaced: int = 0

    def column(self, name: str) -> list[str]:
        """The cells of a column, top to bottom."""
        n = self.header.index(name)
        return [row[n] for row in self.rows]


def read_table(path: Path) -> RawTable:
    """Read a CSV or XLSX file as text.

    Encoding (UTF-8, UTF-16, Windows-1252) and separator are found out. Rows that are empty
    throughout are passed over. Column names that repeat get a number.

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
    lines = _from_workbook(path, data) if data[:4] == b"PK\x03\x04" else _from_text(path, data)
    replaced = 0
    cleaned: list[tuple[int, tuple[str, ...]]] = []
    for n, line in lines:
        cells = [clean(cell) for cell in line]
        replaced += sum(c.replaced for c in cells)
        texts = tuple(c.text.strip() for c in cells)
        if any(texts):
            cleaned.append((n, texts))
    if len(cleaned) < 2:
        raise BadFile("the file has a header and no rows, or no header.", where=path, todo="Export it again.")
    (_, head), body = cleaned[0], cleaned[1:]
    width = max(len(head), max(len(t) for _, t in body))
    rows = tuple(t + ("",) * (width - len(t)) for _, t in body)
    return RawTable(path.name, digest, _apart(head, width), rows, tuple(n for n, _ in body), replaced)


def as_day(text: str) -> date | None:
    """A date as people in the UK write it (2021-06-04, 04/06/2021, 4 June 2021), or None."""
    text = text.strip().split("T")[0]
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
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count) if any(s in first for s in _SEPARATORS) else ","
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines, start = [], 1
    try:
        for line in reader:
            lines.append((start, line))
            start = reader.line_num + 1
    except csv.Error as error:
        raise BadFile(
            f"the table breaks off in line {reader.line_num} ({error}).", where=path, todo="Look at that line."
        ) from error
    return lines


def _from_workbook(path: Path, data: bytes) -> list[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(m.file_size for m in package.infolist()) > 10 * MOST_BYTES:
                raise BadFile("the file unpacks to more than 1 GB.", where=path, todo="Save it as CSV.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError, EOFError) as error:
        raise BadFile("this is not an Excel workbook, or it is damaged.", where=path, todo="Save it as CSV.") from error
    best: list[tuple[int, list[str]]] = []
    cells = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        lines = []
        for n, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            cells += len(row)
            if cells > MOST_CELLS:
                raise BadFile("the workbook has more than 5 million cells.", where=path, todo="Save it as CSV.")
            lines.append((n, ["" if v is None else _cell(v) for v in row]))
        if sum(any(c for c in line) for _, line in lines) > sum(any(c for c in line) for _, line in best):
            best = lines
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
