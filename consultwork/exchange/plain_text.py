"""Bytes to text, and text to rows: encodings, separators, quotation marks, ragged rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from consultwork.errors import BadFile
from consultwork.kinds import Kind

Lines = list[tuple[int, list[str]]]
_SEPARATORS = ",;\t|"
_NAMED_SEPARATOR = re.compile(r"sep=([,;\t|])\n", re.IGNORECASE)
_LOOK_AT, _LOOK_LINES = 400_000, 300
_ONE_COLUMN = "\x1f"  # a sign that stands in no text: the whole line is one cell


def decoded(path: Path, data: bytes) -> str:
    """The text of a file, in UTF-8, UTF-16 or Windows-1252, with one kind of line end.

    Raises:
        BadFile: it holds bytes that are no text in any of them.
    """
    text = _utf16(data)
    if text is None:
        for encoding in ("utf-8-sig", "cp1252", "latin-1"):
            try:
                text = data.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise BadFile(Kind.FILE_HOLDS_BYTES_THAT_ARE_NO_TEXT, where=path, row=row)
    return text


def _utf16(data: bytes) -> str | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    # Without its mark: every second byte is zero as long as the letters are ours.
    half = min(len(data), 2000) // 2
    if half > 8:
        for zeros, encoding in ((data[1 : 2 * half : 2], "utf-16-le"), (data[0 : 2 * half : 2], "utf-16-be")):
            other = data[0 : 2 * half : 2] if encoding == "utf-16-le" else data[1 : 2 * half : 2]
            if zeros.count(0) > 0.7 * half and other.count(0) < 0.05 * half:
                return data.decode(encoding, "replace")
    return None


def split_rows(path: Path, text: str) -> tuple[Lines, list[str]]:
    """The rows of a table, each with its place, and what a person should know of the reading.

    The separator is the one by which most rows have as many cells as the header.

    Raises:
        BadFile: a quotation mark is never closed.
    """
    named = _NAMED_SEPARATOR.match(text)
    separator = named.group(1) if named else _separator(text)
    csv.field_size_limit(10_000_000)
    lines: Lines = []
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
            raise BadFile(Kind.QUOTATION_MARK_IS_NEVER_CLOSED, where=path, lines_count=len(lines) + 1) from error  # fmt: skip
    lines = lines[1:] if named else lines
    return lines, _mend(lines, separator)


def _separator(text: str) -> str:
    part = text[:_LOOK_AT].lstrip("\n")
    best, most = _ONE_COLUMN, (0.0, 0)
    for separator in _SEPARATORS:
        widths = _widths(part, separator, cut=len(text) > _LOOK_AT)
        if not widths:
            continue
        head, body = widths[0], widths[1:]
        usual, times = Counter(body).most_common(1)[0] if body else (head, 1)
        if head > 1:
            agree = sum(w == head for w in body) / len(body) if body else 1.0
            # However ragged the rows are: a header that can be divided is a header.
            score = (max(agree, 0.01), head)
            # Where the quotation marks do not fit the separator, it cuts through quoted cells.
            if not _fits(part, separator, cut=len(text) > _LOOK_AT):
                score = (score[0] / 2, head)
        elif usual > 1 and len(body) > 1 and times >= 0.8 * len(body):
            score = (0.8 * times / len(body), usual)  # a title stands above the header
        else:
            continue
        if score > most:
            best, most = separator, score
    return best


def _fits(text: str, separator: str, *, cut: bool) -> bool:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return cut and "end of data" in str(error)
    return True


def _widths(text: str, separator: str, *, cut: bool) -> list[int]:
    widths: list[int] = []
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(cell.strip() for cell in line):
                widths.append(len(line))
            if len(widths) >= _LOOK_LINES:
                return widths
    except csv.Error:
        return []
    return widths[:-1] if cut and len(widths) > 1 else widths


def _mend(lines: Lines, separator: str) -> list[str]:
    """Put together again what a backslash before a separator kept together. Changes ``lines``."""
    if not lines:
        return []
    width, mended = len(lines[0][1]), []
    for at, (n, line) in enumerate(lines):
        if len(line) <= width or not any(cell.endswith("\\") for cell in line[:-1]):
            continue
        whole: list[str] = []
        for cell in line:
            if whole and whole[-1].endswith("\\"):
                whole[-1] = whole[-1][:-1] + separator + cell
            else:
                whole.append(cell)
        if len(whole) == width:
            lines[at] = (n, whole)
            mended.append(str(n))
    if not mended:
        return []
    rows = f"row {mended[0]}" if len(mended) == 1 else f"{len(mended)} rows, first row {mended[0]}"
    return [f"In {rows} a backslash kept separators inside a cell; they were read as words."]
