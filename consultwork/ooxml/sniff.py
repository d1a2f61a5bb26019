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
from consultwork.files.zips import BROKEN_ZIP
from consultwork.kinds import Kind

MAX_MEMBERS = 5_000
MAX_XML = 64 * 2**20  # one part of text, in bytes once unpacked
MAX_MEMBER = 256 * 2**20
MAX_TOTAL = 512 * 2**20
MAX_RATIO, RATIO_FROM = 200, 50 * 2**20  # honest repetitive files pass below this size
_HEAD = 65_536
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class FileKind(StrEnum):
    """What a file turns out to be, judged by its bytes."""

    DOCX = "docx"
    EMPTY = "empty"
    PASSWORD = "password"  # noqa: S105 - a kind of file, not a secret
    OLD_WORD = "old-word"
    OLD_OFFICE = "old-office"
    RTF = "rtf"
    PDF = "pdf"
    HTML = "html"
    XML = "xml"
    ODT = "odt"
    ZIP_LOCKED = "zip-locked"
    ZIP = "zip"
    MACROS = "macros"
    TEMPLATE = "template"
    EXCEL = "excel"
    POWERPOINT = "powerpoint"
    STRICT = "strict"
    TEXT = "text"
    DAMAGED = "damaged"
    DOCTYPE = "doctype"
    TOO_BIG = "too-big"


def sniff(path: Path) -> FileKind:
    """What a file really is, judged by its bytes.

    Args:
        path: any file.

    Returns:
        The kind; ``FileKind.DOCX`` means that it may be parsed.

    Raises:
        BadFile: there is no such file, or it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise BadFile(Kind.NO_SUCH_FILE, where=path) from None
    except OSError as error:
        raise BadFile(Kind.FILE_CANNOT_BE_OPENED, where=path) from error
    if not head.strip(b"\x00 \r\n\t"):
        return FileKind.EMPTY
    if head.startswith(_OLE):
        return _old_office(path)
    if head.startswith(b"PK"):
        return _zip(path)
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1024].lower()
    if start.startswith(b"{\\rtf"):
        return FileKind.RTF
    if b"%pdf-" in start:
        return FileKind.PDF
    if start.startswith((b"<!doctype html", b"<html")):
        return FileKind.HTML
    if start.startswith(b"<"):
        return FileKind.HTML if b"<html" in start else FileKind.XML
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return FileKind.TEXT if wide or control * 100 < len(head) else FileKind.DAMAGED


def require_docx(path: Path) -> None:
    """Refuse anything but a Word document that can be parsed safely.

    Raises:
        BadFile: with one sentence on what the file is and what to do.
    """
    kind = sniff(path)
    if kind is not FileKind.DOCX:
        raise BadFile(Kind(f"not-word-{kind}"), where=path.name)


def _old_office(path: Path) -> FileKind:
    # The directory of such a file may be anywhere in it; its names are UTF-16.
    found, tail = set(), b""
    names = {n: n.encode("utf-16-le") for n in ("EncryptedPackage", "WordDocument")}
    with path.open("rb") as file:
        while block := file.read(2**20):
            found |= {n for n, raw in names.items() if raw in tail + block}
            tail = block[-64:]
    if "EncryptedPackage" in found:
        return FileKind.PASSWORD
    return FileKind.OLD_WORD if "WordDocument" in found else FileKind.OLD_OFFICE


def _zip(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as package:
            return _package(package)
    except BROKEN_ZIP:
        return FileKind.DAMAGED


def _package(package: zipfile.ZipFile) -> FileKind:
    members = package.infolist()
    if any(m.flag_bits & 0x1 for m in members):
        return FileKind.ZIP_LOCKED
    if _too_big(members):
        return FileKind.TOO_BIG
    names = {m.filename for m in members}
    if "mimetype" in names and package.open("mimetype").read(100).startswith(b"application/vnd.oasis"):
        return FileKind.ODT
    if "[Content_Types].xml" not in names:
        return FileKind.ZIP
    types = package.open("[Content_Types].xml").read(2**20).decode("utf-8", "replace")
    kind = _by_content_type(types)
    if kind is not FileKind.DOCX:
        return kind
    relations = package.open("_rels/.rels").read(_HEAD) if "_rels/.rels" in names else b""
    if b"purl.oclc.org/ooxml" in relations:
        return FileKind.STRICT
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and _has_doctype(package.open(member).read(_HEAD)):
            return FileKind.DOCTYPE
    return FileKind.DOCX if relations else FileKind.DAMAGED


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


def _by_content_type(types: str) -> FileKind:
    if "macroEnabled" in types:
        return FileKind.MACROS
    if _MAIN in types:
        return FileKind.DOCX
    if "wordprocessingml.template.main+xml" in types:
        return FileKind.TEMPLATE
    if "spreadsheetml" in types:
        return FileKind.EXCEL
    if "presentationml" in types:
        return FileKind.POWERPOINT
    return FileKind.DAMAGED if re.search("wordprocessingml", types) else FileKind.ZIP


def _has_doctype(head: bytes) -> bool:
    # The second reading finds it in UTF-16 too.
    return b"<!DOCTYPE" in head or b"<!DOCTYPE" in head.replace(b"\x00", b"")
