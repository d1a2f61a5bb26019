"""Tables of codings: ours as 0 and 1, and those that other programs write.

themefinder writes themes (``topic_id``, ``topic``: "Label: description") and a mapping
(``response_id``, ``labels``); Citizen Space and many others write one row a response with its tags in a
column, or one column a tag. All of these are read; none of them is taken for a person's decision.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook

from consultwork.errors import BadFile, Refused
from consultwork.files import write_whole, writing_whole
from consultwork.kinds import Kind
from consultwork.model import Code
from consultwork.text import as_cell, clean, legal
from consultwork.word_lists import word_list

_IDS = word_list("exchange/columns_with_refs")
_TEXTS = word_list("exchange/columns_with_words")
_LABELS = word_list("exchange/columns_with_codes")
_TRUE, _FALSE = {"1", "1.0", "x", "yes", "true", "y"}, {"", "0", "0.0", "no", "false", "n"}
_POSITIONS = {
    "agreement": "for", "disagreement": "against", "positive": "for", "negative": "against", "unclear": "unclear",
    "for": "for", "against": "against", "mixed": "mixed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One response with its codes, as another program has them."""

    ref: str
    text: str
    codes: tuple[str, ...]
    position: str = ""


def write_ones(path: Path, rows: Sequence[tuple[str, frozenset[str]]], codes: Sequence[str]) -> None:
    """Codings as 0 and 1: one row a contribution, one column a code. CSV or XLSX, by the name's ending.

    Raises:
        Refused: another ending, or the place cannot be written to.
    """
    header = ["contribution", *codes]
    table = [[ref, *("1" if code in given else "0" for code in codes)] for ref, given in rows]
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise Refused(Kind.CODINGS_CANNOT_BE_WRITTEN_AS, suffix=path.suffix or "that")
    with writing_whole(path) as half:
        if ending == ".xlsx":
            book = Workbook(write_only=True)
            sheet = book.create_sheet("Codings")
            sheet.append([as_cell(legal(h)) for h in header])
            for row in table:
                sheet.append([row[0], *(int(v) for v in row[1:])])
            book.save(half)
        else:
            with half.open("w", encoding="utf-8", newline="") as sink:
                writer = csv.writer(sink, lineterminator="\n")
                writer.writerow([as_cell(h) for h in header])
                writer.writerows(table)


def write_taguette(path: Path, codes: Sequence[Code]) -> None:
    """A codebook as Taguette reads it: tag and description; a code under another is "parent.code"."""
    names = {code.id: code.name.replace(".", " ") for code in codes}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["tag", "description"])
    for code in codes:
        tag = f"{names[code.parent]}.{names[code.id]}" if code.parent in names else names[code.id]
        writer.writerow([as_cell(tag), as_cell(" ".join(x for x in (code.description, code.exclude) if x))])
    write_whole(path, out.getvalue())


def read_themes(path: Path) -> tuple[Code, ...]:
    """Themes as themefinder writes them: ``topic_id`` with ``topic``, or with ``topic_label`` and ``topic_description``.

    Raises:
        BadFile: there is no such table in the file.
    """
    codes = []
    for row in _rows(path):
        ident = row.get("topic_id", "").strip()
        label, _, more = row.get("topic", "").partition(":")
        name = row.get("topic_label", "").strip() or label.strip()
        if ident and name:
            codes.append(Code(ident, name, row.get("topic_description", "").strip() or more.strip()))
    if not codes:
        raise BadFile(Kind.HOLDS_NO_THEMES, where=path)
    return tuple(codes)


def read_coded(path: Path) -> tuple[CodedRow, ...]:
    """Responses with their codes, from a CSV, XLSX, JSON or JSON lines file.

    Raises:
        BadFile: there is no column of codes, and no columns of 0 and 1.
    """
    rows = _rows(path)
    columns = list(dict.fromkeys(c for r in rows for c in r))
    ident, text = _first(columns, _IDS), _first(columns, _TEXTS)
    label = _first(columns, _LABELS)
    stance = _first(columns, ("position", "stance", "sentiment"))
    ones: list[str] = []
    if not label:
        others = [column for column in columns if column not in (ident, text, stance)]
        ones = [c for c in others if rows and all(_low(r, c) in _TRUE | _FALSE for r in rows)]
        if not ones:
            raise BadFile(Kind.HOLDS_NO_CODES, where=path)
    if not ident and not text:
        raise BadFile(Kind.ITS_ROWS_CANNOT_BE_MATCHED, where=path)
    return tuple(
        CodedRow(
            row.get(ident, "").strip() if ident else "", row.get(text, "") if text else "",
            _labels(row.get(label, "")) if label else tuple(c for c in ones if _low(row, c) in _TRUE),
            _POSITIONS.get(_low(row, stance), "") if stance else "",
        )
        for row in rows
    )  # fmt: skip


def _low(row: Mapping[str, str], column: str) -> str:
    return row.get(column, "").strip().lower()


def _first(columns: Sequence[str], wanted: Iterable[str]) -> str:
    low = {column.strip().lower(): column for column in reversed(columns)}
    return next((low[w] for w in wanted if w in low), "")


def _labels(cell: str) -> tuple[str, ...]:
    """Codes in one cell: a list as JSON or Python writes it, or joined by | ; or a comma."""
    cell = cell.strip()
    if cell.startswith("[") and cell.endswith("]"):
        try:
            read = json.loads(cell.replace("'", '"'))
            return tuple(dict.fromkeys(str(x).strip() for x in read if str(x).strip()))
        except (ValueError, TypeError):
            cell = cell[1:-1]
    for separator in ("|", ";", "\n", ","):
        if separator in cell:
            parts = [p.strip().strip("'\"") for p in cell.split(separator)]
            return tuple(dict.fromkeys(p for p in parts if p))
    return (cell,) if cell else ()


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(Kind.FILE_CANNOT_BE_READ, where=path) from error
    if path.suffix.lower() == ".xlsx":
        try:
            sheet = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
            cells = [["" if v is None else str(v) for v in r] for r in sheet.iter_rows(values_only=True)]
        except Exception as error:  # waiver: openpyxl raises what it likes on a damaged file
            raise BadFile(Kind.WORKBOOK_CANNOT_BE_READ, where=path) from error
        return [dict(zip(cells[0], r, strict=False)) for r in cells[1:] if any(r)] if cells else []
    text = clean(data.decode("utf-8-sig", errors="replace")).text
    if path.suffix.lower() in (".json", ".jsonl"):
        return _objects(path, text)
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        return [
            {k: v or "" for k, v in row.items() if isinstance(k, str) and not isinstance(v, list)} for row in reader
        ]
    except csv.Error as error:
        raise BadFile(Kind.TABLE_CANNOT_BE_READ, where=path, error=error) from error


def _objects(path: Path, text: str) -> list[dict[str, str]]:
    try:
        if path.suffix.lower() == ".jsonl":
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            found = json.loads(text)
            if isinstance(found, dict):
                found = found.get("responses", [found])
    except (ValueError, RecursionError) as error:
        raise BadFile(Kind.JSON_CANNOT_BE_READ, where=path) from error
    rows = [x for x in found if isinstance(x, dict)] if isinstance(found, list) else []
    return [{str(k): json.dumps(v) if isinstance(v, list) else str(v) for k, v in x.items()} for x in rows]
