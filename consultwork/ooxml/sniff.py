"""What a file really is, whatever its name says, before any parser sees it.

Only the first bytes and the zip directory are read, and the first bytes of the parts. So a bomb
costs nothing, and each kind of wrong file gets one sentence that says what to do.
"""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from consultwork.errors import BadFile

MAX_MEMBERS = 5_000
MAX_XML = 64 * 2**20  # one part of text, in bytes once unpacked
MAX_MEMBER = 256 * 2**20
MAX_TOTAL = 512 * 2**20
MAX_RATIO, RATIO_FROM = 200, 50 * 2**20  # honest repetitive files pass below this size
_HEAD = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SAVE = "Open it in Word or LibreOffice and save it as a Word document (.docx)."


class Kind(StrEnum):
    """What a file turns out to be. Each value is the sentence that a person reads."""

    DOCX = "This is a Word document."
    EMPTY = "The file is empty."
    PASSWORD = "The file is protected with a password."  # noqa: S105 - a sentence, not a secret
    OLD_WORD = "This is an old Word file (.doc)."
    OLD_OFFICE = "This is an old Office file, not a Word document (.docx)."
    RTF = "This is a rich text file (.rtf), not a Word document."
    PDF = "This is a PDF, not a Word document."
    HTML = "This is a web page, not a Word document."
    XML = "This is an XML file, not a Word document."
    ODT = "This is an OpenDocument file (.odt), not a Word document."
    ZIP_LOCKED = "The file is an encrypted zip archive."
    ZIP = "This is a zip archive, not a Word document."
    MACROS = "This Word file can hold macros (.docm)."
    TEMPLATE = "This is a Word template (.dotx), not a document."
    EXCEL = "This is an Excel workbook, not a Word document."
    POWERPOINT = "This is a PowerPoint file, not a Word document."
    STRICT = "This Word file is saved as “Strict Open XML”."
    TEXT = "This is a plain text file, not a Word document."
    DAMAGED = "The file is damaged and cannot be opened."
    DOCTYPE = "The file holds a document type declaration, which a Word document never does."
    TOO_BIG = "The file unpacks to more than can be read safely."


_TODO = {
    Kind.EMPTY: "Ask for the file again.",
    Kind.PASSWORD: "Open it in Word, remove the password (File, Info, Protect Document), and save it.",
    Kind.PDF: "Ask for the Word file.",
    Kind.ZIP_LOCKED: "Ask for the file without encryption.",
    Kind.ZIP: "Unpack it and choose the Word file inside.",
    Kind.MACROS: "Open it in Word and save it as a Word document without macros (.docx).",
    Kind.TEMPLATE: "Open it in Word and save it as a Word document (.docx).",
    Kind.EXCEL: "Choose the Word file, or import the workbook as a table.",
    Kind.POWERPOINT: "Choose the Word file.",
    Kind.STRICT: "Open it in Word and save it as “Word Document (.docx)”.",
    Kind.DAMAGED: "Ask for the file again, or open it in Word, repair it and save it.",
    Kind.DOCTYPE: "Do not open it; ask the sender for a fresh copy.",
    Kind.TOO_BIG: "Do not open it; ask the sender for a smaller copy.",
}


def sniff(path: Path) -> Kind:
    """What a file really is, judged by its bytes.

    Args:
        path: any file.

    Returns:
        The kind; ``Kind.DOCX`` means that it may be parsed.

    Raises:
        BadFile: there is no such file, or it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise BadFile("There is no such file.", where=path, todo="Check the name and the folder.") from None
    except OSError as error:
        raise BadFile("The file cannot be opened.", where=path, todo="Close it elsewhere and try again.") from error
    if not head.strip(b"\x00 \r\n\t"):
        return Kind.EMPTY
    if head.startswith(_OLE):
        return _old_office(path)
    if head.startswith(b"PK"):
        return _zip(path)
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1024].lower()
    if start.startswith(b"{\\rtf"):
        return Kind.RTF
    if b"%pdf-" in start:
        return Kind.PDF
    if start.startswith((b"<!doctype html", b"<html")):
        return Kind.HTML
    if start.startswith(b"<"):
        return Kind.HTML if b"<html" in start else Kind.XML
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return Kind.TEXT if wide or control * 100 < len(head) else Kind.DAMAGED


def require_docx(path: Path) -> None:
    """Refuse anything but a Word document that can be parsed safely.

    Raises:
        BadFile: with one sentence on what the file is and what to do.
    """
    kind = sniff(path)
    if kind is not Kind.DOCX:
        raise BadFile(kind.value, where=path.name, todo=_TODO.get(kind, _SAVE))


def _old_office(path: Path) -> Kind:
    # The directory of such a file may be anywhere in it; its names are UTF-16.
    found, tail = set(), b""
    names = {n: n.encode("utf-16-le") for n in ("EncryptedPackage", "WordDocument")}
    with path.open("rb") as file:
        while block := file.read(2**20):
            found |= {n for n, raw in names.items() if raw in tail + block}
            tail = block[-64:]
    if "EncryptedPackage" in found:
        return Kind.PASSWORD
    return Kind.OLD_WORD if "WordDocument" in found else Kind.OLD_OFFICE


def _zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as package:
            return _package(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return Kind.DAMAGED
    except Exception as error:
        # zlib raises its own kind, and other compressions theirs.
        if type(error).__name__ in {"error", "LZMAError"}:
            return Kind.DAMAGED
        raise


def _package(package: zipfile.ZipFile) -> Kind:
    members = package.infolist()
    if any(m.flag_bits & 0x1 for m in members):
        return Kind.ZIP_LOCKED
    if _too_big(members):
        return Kind.TOO_BIG
    names = {m.filename for m in members}
    if "mimetype" in names and package.open("mimetype").read(100).startswith(b"application/vnd.oasis"):
        return Kind.ODT
    if "[Content_Types].xml" not in names:
        return Kind.ZIP
    types = package.open("[Content_Types].xml").read(2**20).decode("utf-8", "replace")
    kind = _by_content_type(types)
    if kind is not Kind.DOCX:
        return kind
    relations = package.open("_rels/.rels").read(_HEAD) if "_rels/.rels" in names else b""
    if b"purl.oclc.org/ooxml" in relations:
        return Kind.STRICT
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and _has_doctype(package.open(member).read(_HEAD)):
            return Kind.DOCTYPE
    return Kind.DOCX if relations else Kind.DAMAGED


def _too_big(members: list[zipfile.ZipInfo]) -> bool:
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_TOTAL:
        return True
    for member in members:
        limit = MAX_XML if member.filename.lower().endswith((".xml", ".rels")) else MAX_MEMBER
        if member.file_size > limit:
            return True
        if member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            return True
    return False


def _by_content_type(types: str) -> Kind:
    if "macroEnabled" in types:
        return Kind.MACROS
    if _MAIN in types:
        return Kind.DOCX
    if "wordprocessingml.template.main+xml" in types:
        return Kind.TEMPLATE
    if "spreadsheetml" in types:
        return Kind.EXCEL
    if "presentationml" in types:
        return Kind.POWERPOINT
    return Kind.DAMAGED if re.search("wordprocessingml", types) else Kind.ZIP


def _has_doctype(head: bytes) -> bool:
    # The second reading finds it in UTF-16 too.
    return b"<!DOCTYPE" in head or b"<!DOCTYPE" in head.replace(b"\x00", b"")
