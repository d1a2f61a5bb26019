"""CSV tables in and out: every cell as it stands, one plain sentence where a file cannot be used."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from consultwork.errors import BadFile
from consultwork.files import writing_whole
from consultwork.kinds import Kind
from consultwork.text import as_cell

_HARMLESS = re.compile(r"[+-]?[\d\s().-]*|@[\w.]+")


def read_table(path: Path) -> pd.DataFrame:
    """A CSV file as text, blank cells as "", nothing trimmed or turned into numbers.

    UTF-8 with or without a byte order mark, or as Excel on Windows saves it; commas, semicolons or
    tabs; line breaks inside quoted cells stay.

    Raises:
        BadFile: when it is missing, is not a text table, or has no header.
    """
    try:
        raw = path.read_bytes()
    except OSError as e:
        raise BadFile(Kind.FILE_CANNOT_BE_READ, where=path) from e
    if not raw.strip():
        raise BadFile(Kind.FILE_IS_EMPTY, where=path)
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if (b"\0" in raw and not utf16) or raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise BadFile(Kind.NO_CSV_FILE, where=path)
    try:
        text = raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    header = next(csv.reader(io.StringIO(text.lstrip("\r\n"), newline="")), [""])
    separator = "," if len(header) > 1 else max(",;\t", key=(header or [""])[0].count)
    try:
        cells = pd.read_csv(
            io.StringIO(text, newline=""), sep=separator, header=None, dtype="str", keep_default_na=False,
            na_filter=False, engine="c",
        )  # fmt: skip
    except (ValueError, pd.errors.ParserError, pd.errors.EmptyDataError) as e:
        why = " ".join(str(e).split()).removeprefix("Error tokenizing data. C error: ")
        raise BadFile(Kind.TABLE_CANNOT_BE_READ, where=path, error=why) from e
    table = cells.iloc[1:].fillna("").reset_index(drop=True)
    table.columns = [str(name) for name in cells.iloc[0].fillna("")]
    return table


def column(table: pd.DataFrame, name: str, path: Path) -> list[str]:
    """One column, found by its name; case and spaces around it make no difference.

    Raises:
        BadFile: when there is none, with the columns that there are.
    """
    columns = [str(column) for column in table.columns]
    found = [n for n, c in enumerate(columns) if c == name]
    found = found or [n for n, c in enumerate(columns) if c.strip().casefold() == name.strip().casefold()]
    if len(found) > 1:
        raise BadFile(Kind.COLUMN_STANDS_TWICE, where=path, found_count=len(found), fact=name)
    if found:
        return [str(v) for v in table.iloc[:, found[0]]]
    there = ", ".join(f"“{column}”" for column in columns[:12])
    raise BadFile(Kind.NO_COLUMN, where=path, fact=name, there=there)


def naming(table: pd.DataFrame) -> tuple[str, list[str]]:
    """How rows are named in what we write: by their ``id``, or by ``row``, 1 being the first data row."""
    columns = list(table.columns)
    if "id" in columns:
        return "id", [str(v) for v in table.iloc[:, columns.index("id")]]
    return "row", [str(n) for n in range(1, len(table) + 1)]


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula. A telephone number or a @name does nothing and stays."""
    return cell if _HARMLESS.fullmatch(cell) else as_cell(cell)


def write_table(rows: Iterable[Sequence[str]], header: Sequence[str], path: Path) -> None:
    """Write a CSV file in UTF-8, whole or not at all.

    Raises:
        Refused: when the place cannot be written to.
    """
    with writing_whole(path) as half, half.open("w", encoding="utf-8", newline="", errors="replace") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_safe(cell) for cell in row] for row in rows)
