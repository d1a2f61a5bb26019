"""Tables of answers: CSV, XLSX and XLS, one row a person or one row an answer.

A file is read as text first, then a mapping says what each column is. The machine proposes the
mapping and says what it doubts; a person confirms it in a preview or in MAP.yaml.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from consultwork.errors import BadFile
from consultwork.exchange.days import as_day
from consultwork.exchange.door import MOST_BYTES, ReadingMethod, way_of
from consultwork.exchange.headers import TableHead, find_header, plain_name
from consultwork.exchange.plain_text import decoded, split_rows
from consultwork.exchange.raw_table import RawTable
from consultwork.exchange.table_mapping import TableMapping, propose_mapping, read_mapping, write_mapping
from consultwork.exchange.table_rows import read_intake
from consultwork.exchange.workbook import read_workbook
from consultwork.kinds import Kind
from consultwork.text import clean

__all__ = [
    "MOST_BYTES", "RawTable", "TableMapping", "as_day", "propose_mapping", "read_intake", "read_mapping", "read_table",
    "write_mapping",
]  # fmt: skip


def read_table(path: Path) -> RawTable:
    """Read a CSV, XLSX or XLS file as text.

    Encoding (UTF-8, UTF-16, Windows-1252) and separator are found out. Rows that are empty
    throughout are passed over. Column names that repeat get a number. Header rows that survey
    programs add are no answers.

    Raises:
        BadFile: no such file, another kind of file, too large, damaged, or without a header.
    """
    if way_of(path) is not ReadingMethod.TABLE:
        raise BadFile(Kind.TEXT_AND_NO_TABLE, where=path)
    data = path.read_bytes()
    if not data.strip(b"\0\r\n\t ,;\xef\xbb\xbf"):
        raise BadFile(Kind.FILE_IS_EMPTY, where=path)
    notes: list[str] = []
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        lines, notes = read_workbook(path, data)
    else:
        lines, notes = split_rows(path, decoded(path, data))
    replaced = 0
    cleaned: list[tuple[int, tuple[str, ...]]] = []
    for n, line in lines:
        cells = [clean(cell if cleaned else plain_name(cell)) for cell in line]
        replaced += sum(cell.replaced for cell in cells)
        texts = tuple(cell.text.strip() for cell in cells)
        if any(texts):
            cleaned.append((n, texts))
    head, body = find_header(cleaned, notes) if cleaned else (TableHead(), [])
    if not body:
        what = "the file has one row only" if cleaned else "the file is empty"
        raise BadFile(Kind.TABLE_HAS_NO_ROWS, where=path, what=what)
    width = max(len(head.names), max(len(t) for _, t in body))
    head = head.widened(width)
    rows = tuple(t + ("",) * (width - len(t)) for _, t in body)
    ragged = tuple(n for n, t in body if any(t[head.told :]))
    return RawTable(
        path.name, hashlib.sha256(data).hexdigest(), head.names, rows, tuple(n for n, _ in body), replaced, ragged,
        tuple(notes), head.program, head.parts,
    )  # fmt: skip
