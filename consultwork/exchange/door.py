"""One door for every file: what it is, and whether it is read as a table, as words, or refused.

A file is judged by its bytes; its name only decides between kinds of plain text. Whatever is
refused gets one sentence that says what the file is and what to do.
"""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from consultwork.errors import BadFile
from consultwork.ooxml import Kind, sniff

MOST_BYTES = 100 * 2**20
_TABLES = {".csv", ".tsv", ".tab"}
_WORDS = {".txt", ".text", ".md"}
_RESPONSES = "Ask for the answers: Responses, Export, as CSV with full question texts."
_SIGNS = (
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"II*\0", "picture"),
    (b"MM\0*", "picture"), (b"BM", "picture"), (b"ID3", "recording"), (b"OggS", "recording"), (b"RIFF", "recording"),
    (b"fLaC", "recording"), (b"\xff\xfb", "recording"),
)  # fmt: skip
_WHAT_TO_DO = {
    "picture": ("this is a picture.", "Type what it says, and save that as a text or a table."),
    "recording": ("this is a recording.", "Have it written down, and bring the transcript."),
}
_REFUSED: dict[Kind, tuple[str, str]] = {
    Kind.EMPTY: ("the file is empty.", "Export it again, or ask for the file again."),
    Kind.PASSWORD: (
        "the file is protected with a password.",
        "Open it in Word or Excel, remove the password (File, Info, Protect), and save it.",
    ),
    Kind.OLD_WORD: ("this is an old Word file (.doc).", "Open it in Word and save it as .docx."),
    Kind.HTML: ("this is a web page, not a table or a transcript.", "Open it in Excel or Word and save it anew."),
    Kind.ZIP_LOCKED: ("this is an encrypted zip archive.", "Ask for the file without encryption."),
    Kind.ZIP: ("this is a zip archive, not an Excel workbook.", "Unpack it and choose the file inside."),
    Kind.TEMPLATE: ("this is a Word template (.dotx).", "Open it in Word and save it as .docx."),
    Kind.POWERPOINT: ("this is a PowerPoint file.", "Save its text as a Word document (.docx)."),
    Kind.STRICT: ("this Word file is saved as “Strict Open XML”.", "Save it in Word as “Word Document (.docx)”."),
    Kind.DAMAGED: ("the file is damaged and cannot be opened.", "Ask for the file again, or save it anew."),
    Kind.DOCTYPE: ("the file declares a document type, which no office file does.", "Ask for a fresh copy."),
    Kind.TOO_BIG: ("the file unpacks to more than can be read safely.", "Ask for a smaller copy."),
}


class ReadingMethod(StrEnum):
    """How a file is read. Each value says it in a word."""

    TABLE = "table"
    WORDS = "words"


def way_of(path: Path) -> ReadingMethod:
    """Whether a file is read as a table of answers or as words (a transcript, notes).

    Raises:
        BadFile: it is neither; one sentence says what it is and what to do.
    """
    if not path.is_file():
        raise BadFile("there is no such file.", where=path, todo="Check the name and the folder.")
    if path.stat().st_size > MOST_BYTES:
        raise BadFile("the file is larger than 100 MB.", where=path, todo="Split it, and import the parts.")
    with path.open("rb") as file:
        head = file.read(4096)
    suffix = path.suffix.lower()
    if suffix in _TABLES and not _is_no_text(head):
        return ReadingMethod.TABLE
    kind = sniff(path)
    if kind in (Kind.DOCX, Kind.PDF, Kind.RTF):
        return ReadingMethod.WORDS
    if kind is Kind.EXCEL:
        return ReadingMethod.TABLE
    if kind is Kind.ODT:
        return _open_document(path)
    if kind is Kind.OLD_OFFICE:
        return _old_office(path)
    if kind is Kind.XML:
        raise _xml(path, head)
    if kind is Kind.MACROS:
        raise BadFile("this file can hold macros.", where=path, todo="Save it as .docx or .xlsx.")
    if kind is Kind.ZIP:
        _name_the_zip(path)
    if kind in (Kind.DAMAGED, Kind.TEXT):
        return _text(path, head, suffix, kind)
    what, todo = _REFUSED[kind]
    raise BadFile(what, where=path, todo=todo)


def _is_no_text(head: bytes) -> bool:
    """Whether a file that is called a table begins like something else altogether."""
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:64].lower()
    signs = (b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"%pdf-", b"{\\rtf", b"<?xml", b"<!doctype", b"<html")
    return start.startswith(signs) or any(head.startswith(s) for s, _ in _SIGNS if not s.isalpha())


def _text(path: Path, head: bytes, suffix: str, kind: Kind) -> ReadingMethod:
    for sign, what in _SIGNS:
        if head.startswith(sign) and (kind is Kind.DAMAGED or not sign.isalpha()):
            raise BadFile(_WHAT_TO_DO[what][0], where=path, todo=_WHAT_TO_DO[what][1])
    if head[4:8] == b"ftyp":
        raise BadFile(_WHAT_TO_DO["recording"][0], where=path, todo=_WHAT_TO_DO["recording"][1])
    if suffix in _WORDS:
        return ReadingMethod.TABLE if kind is Kind.TEXT and _tabbed(head) else ReadingMethod.WORDS
    if kind is Kind.DAMAGED and not suffix == "":
        raise BadFile(*_REFUSED[kind][:1], where=path, todo=_REFUSED[kind][1])
    if suffix == ".json" or head.lstrip()[:1] in (b"{", b"["):
        raise BadFile("this is a JSON file.", where=path, todo="Export the answers as CSV or XLSX.")
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
        raise BadFile("this is an OpenDocument table (.ods).", where=path, todo="Save it as .xlsx or CSV.")
    raise BadFile("this is an OpenDocument file, and no text.", where=path, todo="Save it as .docx or .odt.")


def _old_office(path: Path) -> ReadingMethod:
    # The names of its streams are UTF-16; "Book" is how Excel 95 called its own.
    data = path.read_bytes()
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book")):
        return ReadingMethod.TABLE
    raise BadFile("this is an old Office file, and no table or text.", where=path, todo="Save it as .xlsx or .docx.")


def _xml(path: Path, head: bytes) -> BadFile:
    if b"LimeSurveyDocType" in head:
        return BadFile(
            "this is the structure of a LimeSurvey survey: its questions, and nobody’s answers.",
            where=path, todo=_RESPONSES,
        )  # fmt: skip
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return BadFile("this is an Excel 2003 XML table.", where=path, todo="Open it in Excel and save it as .xlsx.")
    return BadFile("this is an XML file.", where=path, todo="Export the answers as CSV or XLSX.")


def _name_the_zip(path: Path) -> None:
    """Apple's programs write zip archives too: say which one."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    if not any(n.endswith((".iwa", "Index.zip")) for n in names):
        return
    if path.suffix.lower() == ".pages":
        raise BadFile("this is an Apple Pages file.", where=path, todo="In Pages choose File, Export To, Word.")
    if path.suffix.lower() == ".key":
        raise BadFile("this is an Apple Keynote file.", where=path, todo="Save its text as a Word document (.docx).")
    raise BadFile("this is an Apple Numbers file.", where=path, todo="In Numbers choose File, Export To, CSV or Excel.")
