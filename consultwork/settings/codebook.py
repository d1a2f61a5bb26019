"""Codebooks as CSV, in and out: ours, a bare list of codes, or one from Taguette."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from consultwork.errors import BadSettings
from consultwork.kinds import Kind
from consultwork.model import Code
from consultwork.settings.reading import read_text, write_text
from consultwork.text import as_cell, clean

_COLUMNS = (
    "code",
    "name",
    "description",
    "include",
    "exclude",
    "example",
    "parent",
    "statement",
    "questions",
    "issues",
)
_ALSO = {
    "id": "code",
    "tag": "code",
    "path": "code",
    "label": "name",
    "title": "name",
    "definition": "description",
    "keywords": "include",
    "examples": "example",
}


def read_codebook(path: str | Path) -> tuple[Code, ...]:
    """The codes of a CSV file, in its order.

    Columns: code, name, description, include, exclude, example, parent, statement, questions, issues;
    ``include``, ``questions`` and ``issues`` hold several entries joined by ``;``. Only a code or a name is
    needed. Other names that are understood: id, tag and path for code; definition, keywords and
    examples (a bare list of codes); path or name with description (Taguette, where a path
    ``a.b`` lies under ``a``). Other columns are passed over.

    Args:
        path: a CSV file with a header, in UTF-8 or as Excel on Windows saves it, with commas,
            semicolons or tabs.

    Raises:
        BadSettings: with the row, for a code without a name, a code written twice, an unknown
            parent, or more than two levels.
    """
    path = Path(path)
    rows = _rows(path)
    codes: list[Code] = []
    lines: dict[str, int] = {}
    for line, row in rows:
        code = _code(row)
        if not code.id:
            raise BadSettings(Kind.NO_CODE_AND_NO_NAME, where=_at(path, line))
        if code.id in lines:
            raise BadSettings(Kind.CODE_STANDS_TWICE, where=_at(path, line), id=code.id, id_2=lines[code.id])
        lines[code.id] = line
        codes.append(code)
    codes = [_under_its_path(code, set(lines)) for code in codes]
    _check_levels(codes, lines, path)
    return tuple(codes)


def write_codebook(codes: tuple[Code, ...], path: str | Path) -> None:
    """Write codes as CSV with the columns that ``read_codebook`` names.

    Reading the file gives the same codes. A cell that a spreadsheet would take for a formula gets
    an apostrophe in front, which is taken off again when the file is read.

    Raises:
        BadSettings: when a keyword holds a semicolon, which would split it; nothing is written.
    """
    path = Path(path)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for code in codes:
        for word in (*code.include, *code.questions, *code.issues):
            if ";" in word:
                raise BadSettings(Kind.KEYWORD_OF_CODE_HOLDS_SEMICOLON, where=path, word=word, id=code.id)
        cells = (code.id, code.name, code.description, "; ".join(code.include), code.exclude, code.example)
        more = (code.parent, code.statement, "; ".join(code.questions), "; ".join(code.issues))
        writer.writerow([as_cell(cell) for cell in (*cells, *more)])
    write_text(path, out.getvalue())


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Each row that holds something, with its line number, under the columns we know."""
    text = clean(read_text(path)).text
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = next(reader, [])
        columns = [_column(name) for name in header]
        if "code" not in columns and "name" not in columns:
            raise BadSettings(Kind.NO_COLUMN_FOR_CODE, where=path)
        rows = []
        for cells in reader:
            row: dict[str, str] = {}
            for raw, column, cell in zip(header, columns, cells, strict=False):
                key = "keywords" if raw.strip().lower() == "keywords" else column
                if key and cell.strip() and key not in row:
                    row[key] = _uncelled(cell.strip())
            if row:
                rows.append((reader.line_num, row))
    except csv.Error as e:
        raise BadSettings(Kind.TABLE_CANNOT_BE_READ, where=path, error=e) from e
    return rows


def _column(name: str) -> str:
    name = name.strip().lower()
    name = _ALSO.get(name, name)
    return name if name in _COLUMNS else ""


def _uncelled(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip(" ")[:1] in {"=", "+", "-", "@", "\t"} else cell


def _split(cell: str, separators: str) -> tuple[str, ...]:
    """The entries of a cell, by the first separator that occurs in it; each entry once."""
    for separator in separators:
        if separator in cell:
            entries = [re.sub(r"\s+", " ", e).strip() for e in cell.split(separator)]
            return tuple(dict.fromkeys(e for e in entries if e))
    return (cell,) if cell else ()


def _code(row: dict[str, str]) -> Code:
    ident = row.get("code") or row.get("name", "")
    include = _split(row["include"], ";|\n") if "include" in row else _split(row.get("keywords", ""), ";|\n,")
    return Code(
        id=ident,
        name=row.get("name") or ident,
        description=row.get("description", ""),
        include=include,
        exclude=row.get("exclude", ""),
        example=row.get("example", ""),
        parent=row.get("parent", ""),
        statement=row.get("statement", ""),
        questions=_split(row.get("questions", ""), ";|\n"),
        issues=_split(row.get("issues", ""), ";|\n"),
    )


def _under_its_path(code: Code, known: set[str]) -> Code:
    """A Taguette path ``a.b`` lies under ``a`` where there is such a code."""
    above = code.id.rpartition(".")[0]
    if code.parent or above not in known:
        return code
    kept = {name: getattr(code, name) for name in Code.__slots__ if name not in ("parent", "name")}
    name = code.name if code.name != code.id else code.id.rpartition(".")[2]
    return Code(**kept, parent=above, name=name)


def _check_levels(codes: list[Code], lines: dict[str, int], path: Path) -> None:
    parents = {code.id: code.parent for code in codes}
    for code in codes:
        if not code.parent:
            continue
        where = _at(path, lines[code.id])
        if code.parent not in parents:
            raise BadSettings(Kind.PARENT_CODE_IS_NOT_THERE, where=where, id=code.id, parent=code.parent)
        if code.parent == code.id:
            raise BadSettings(Kind.CODE_LIES_UNDER_ITSELF, where=where, id=code.id)
        if parents[code.parent]:
            raise BadSettings(Kind.CODE_IS_ON_THIRD_LEVEL, where=where, id=code.id, parent=code.parent)


def _at(path: Path, line: int) -> str:
    return f"{path}, row {line}"
