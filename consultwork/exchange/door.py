"""One door for every file: what it is, and whether it is read as a table, as words, or refused.

A file is judged by its bytes; its name only decides between kinds of plain text. Whatever is
refused gets one sentence that says what the file is and what to do.
"""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from consultwork.errors import BadFile
from consultwork.kinds import Kind
from consultwork.ooxml import FileKind, sniff

MOST_BYTES = 100 * 2**20
_TABLES = {".csv", ".tsv", ".tab"}
_WORDS = {".txt", ".text", ".md"}
_SIGNS = (
    (b"\x89PNG", Kind.PICTURE), (b"\xff\xd8\xff", Kind.PICTURE), (b"GIF8", Kind.PICTURE), (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE), (b"BM", Kind.PICTURE), (b"ID3", Kind.RECORDING), (b"OggS", Kind.RECORDING), (b"RIFF", Kind.RECORDING),
    (b"fLaC", Kind.RECORDING), (b"\xff\xfb", Kind.RECORDING),
)  # fmt: skip


class ReadingMethod(StrEnum):
    """How a file is read. Each value says it in a word."""

    TABLE = "table"
    WORDS = "words"


_SURE = {
    FileKind.DOCX: ReadingMethod.WORDS,
    FileKind.PDF: ReadingMethod.WORDS,
    FileKind.RTF: ReadingMethod.WORDS,
    FileKind.EXCEL: ReadingMethod.TABLE,
}


def way_of(path: Path) -> ReadingMethod:
    """Whether a file is read as a table of answers or as words (a transcript, notes).

    Raises:
        BadFile: it is neither; one sentence says what it is and what to do.
    """
    if not path.is_file():
        raise BadFile(Kind.NO_SUCH_FILE, where=path)
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(Kind.FILE_IS_TOO_LARGE, where=path)
    with path.open("rb") as file:
        head = file.read(4096)
    suffix = path.suffix.lower()
    if suffix in _TABLES and not _is_no_text(head):
        return ReadingMethod.TABLE
    return _by_kind(path, head, suffix, sniff(path))


def _by_kind(path: Path, head: bytes, suffix: str, kind: FileKind) -> ReadingMethod:
    """How a file is read whose bytes say what it is."""
    if kind in _SURE:
        return _SURE[kind]
    if kind is FileKind.ODT:
        return _open_document(path)
    if kind is FileKind.OLD_OFFICE:
        return _old_office(path)
    if kind is FileKind.XML:
        raise _xml(path, head)
    if kind is FileKind.MACROS:
        raise BadFile(Kind.FILE_CAN_HOLD_MACROS, where=path)
    if kind is FileKind.ZIP:
        _name_the_zip(path)
    if kind in (FileKind.DAMAGED, FileKind.TEXT):
        return _text(path, head, suffix, kind)
    raise BadFile(Kind(f"no-table-or-text-{kind}"), where=path)


def _is_no_text(head: bytes) -> bool:
    """Whether a file that is called a table begins like something else altogether."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:64].lower()
    signs = (b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"%pdf-", b"{\\rtf", b"<?xml", b"<!doctype", b"<html")
    return start.startswith(signs) or any(head.startswith(s) for s, _ in _SIGNS if not s.isalpha())


def _text(path: Path, head: bytes, suffix: str, kind: FileKind) -> ReadingMethod:
    for sign, what in _SIGNS:
        if head.startswith(sign) and (kind is FileKind.DAMAGED or not sign.isalpha()):
            raise BadFile(what, where=path)
    if head[4:8] == b"ftyp":
        raise BadFile(Kind.RECORDING, where=path)
    if suffix in _WORDS:
        return ReadingMethod.TABLE if kind is FileKind.TEXT and _tabbed(head) else ReadingMethod.WORDS
    if kind is FileKind.DAMAGED and not suffix == "":
        raise BadFile(Kind(f"no-table-or-text-{kind}"), where=path)
    if suffix == ".json" or head.lstrip()[:1] in (b"{", b"["):
        raise BadFile(Kind.JSON_FILE, where=path)
    return ReadingMethod.TABLE if _tabbed(head) or suffix not in ("", ".log") else ReadingMethod.WORDS


def _tabbed(head: bytes) -> bool:
    """Whether a text is a table with tabs: the same number, two or more, in each of its lines."""
    lines = [x for x in head.replace(b"\0", b"").splitlines()[:-1] if x.strip()]
    counts = {line.count(b"\t") for line in lines[:20]}
    return len(lines) > 1 and len(counts) == 1 and counts.pop() >= 2


def _open_document(path: Path) -> ReadingMethod:
    with zipfile.ZipFile(path) as package:
        kind = package.open("mimetype").read(100)
    if b"opendocument.text" in kind and b"template" not in kind:
        return ReadingMethod.WORDS
    if b"spreadsheet" in kind:
        raise BadFile(Kind.OPENDOCUMENT_TABLE, where=path)
    raise BadFile(Kind.OPENDOCUMENT_WITHOUT_TEXT, where=path)


def _old_office(path: Path) -> ReadingMethod:
    # The names of its streams are UTF-16; "Book" is how Excel 95 called its own.
    data = path.read_bytes()
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book")):
        return ReadingMethod.TABLE
    raise BadFile(Kind.OLD_OFFICE_FILE, where=path)


def _xml(path: Path, head: bytes) -> BadFile:
    if b"LimeSurveyDocType" in head:
        return BadFile(Kind.LIMESURVEY_STRUCTURE, where=path)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return BadFile(Kind.EXCEL_2003_XML_TABLE, where=path)
    return BadFile(Kind.XML_FILE, where=path)


def _name_the_zip(path: Path) -> None:
    """Apple's programs write zip archives too: say which one."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    if not any(n.endswith((".iwa", "Index.zip")) for n in names):
        return
    if path.suffix.lower() == ".pages":
        raise BadFile(Kind.APPLE_PAGES_FILE, where=path)
    if path.suffix.lower() == ".key":
        raise BadFile(Kind.APPLE_KEYNOTE_FILE, where=path)
    raise BadFile(Kind.APPLE_NUMBERS_FILE, where=path)
