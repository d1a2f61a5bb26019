"""Files within files: zip and everything made of it, gzip and its like, tar, e-mails, old Office files."""

from __future__ import annotations

import bz2
import codecs
import email
import email.policy
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable
from typing import IO, Any

from consultwork.files import plain, tables
from consultwork.files.limits import LARGEST_FILE, Budget
from consultwork.files.unread import Inside, Read, Unread, Why

_LOCKED = (b"encryption-data", b"<enc:EncryptedData", b"<EncryptedData")
# The streams in which Office keeps a document that has a password.
_LOCKED_STREAMS = ("EncryptedPackage", "EncryptionInfo")
_PICTURE_OF_A_PAGE = (Why.PICTURE, Why.RECORDING)


def zipped(data: bytes, inside: Inside, budget: Budget) -> Read:
    """Every member of a zip file, by its name and by what it holds.

    The pictures of a Word file, a workbook or a talk belong to its look: they are not told of. A picture that
    somebody packed into a zip is.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = [member for member in package.infolist() if not member.is_dir()]
        names = {member.filename for member in members}
        office = "[Content_Types].xml" in names or "mimetype" in names
        yield "\n".join(sorted(names))
        yield package.comment.decode("utf-8", "ignore")
        for member in members:
            for found in _member(package, member, inside, budget):
                if not (office and isinstance(found, Unread) and found.why in _PICTURE_OF_A_PAGE):
                    yield found
            if budget.octets < 0 or budget.parts < 0:
                return


def _member(package: zipfile.ZipFile, member: zipfile.ZipInfo, inside: Inside, budget: Budget) -> Read:
    name = member.filename
    if member.flag_bits & 1:
        yield Unread(Why.PASSWORD, name)
        return
    try:
        with package.open(member) as file:
            content = _up_to(file, budget)
    except NotImplementedError:  # a compression that Python has not
        yield Unread(Why.NO_READER, name)
        return
    except Exception:  # zipfile lets the errors of each compression through
        yield Unread(Why.DAMAGED, name)
        return
    if content is None:
        yield Unread(Why.TOO_BIG, name)
        return
    if name == "META-INF/manifest.xml" and any(sign in content for sign in _LOCKED):
        yield Unread(Why.PASSWORD, name)
    yield from _told_by(name, inside(content))


def _up_to(file: IO[bytes], budget: Budget) -> bytes | None:
    """What unpacks from a file, or None where it is more than may be."""
    most = min(LARGEST_FILE, max(budget.octets, 0))
    content = file.read(most + 1)
    return content if budget.spend(len(content)) and len(content) <= most else None


def _told_by(name: str, found: Read) -> Read:
    for one in found:
        yield one if isinstance(one, str) else Unread(one.why, f"{name}/{one.inside}".rstrip("/"))


def compressed(data: bytes, inside: Inside, budget: Budget) -> Read:
    """What one of gzip, bzip2 and xz packed."""
    opened: dict[bytes, Callable[[IO[bytes]], Any]] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}
    with opened[data[:2]](io.BytesIO(data)) as file:
        content = _up_to(file, budget)
    if content is None:
        yield Unread(Why.TOO_BIG)
        return
    yield from inside(content)


def tar(data: bytes, inside: Inside, budget: Budget) -> Read:
    """Every file of a tar archive."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            yield member.name
            file = archive.extractfile(member) if member.isfile() else None
            if file is None:
                continue
            content = _up_to(file, budget)
            if content is None:
                yield Unread(Why.TOO_BIG, member.name)
                return
            yield from _told_by(member.name, inside(content))


def message(data: bytes, inside: Inside, budget: Budget) -> Read:
    """E-mails: headers, bodies and what is attached, decoded."""
    # A mailbox is messages in a row, each after a line "From ".
    rows = re.split(rb"(?m)^From .*\r?\n", data) if data.startswith(b"From ") else [data]
    for row in rows:
        whole = email.message_from_bytes(row, policy=email.policy.default)
        for part in whole.walk():
            yield "\n".join(f"{name}: {_header(value)}" for name, value in part.raw_items())
            if part.is_multipart():
                continue
            content = part.get_payload(decode=True)
            if part.get_content_type() in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
                yield Unread(Why.PASSWORD, str(part.get_filename() or ""))
            if not isinstance(content, bytes) or not budget.spend(len(content)):
                yield Unread(Why.TOO_BIG)
                continue
            if part.get_content_maintype() == "text":
                yield content.decode(_charset(part.get_content_charset()), "replace")
            yield from _told_by(str(part.get_filename() or "attached"), inside(content))


def _header(value: Any) -> str:
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(str(value))))
    except (ValueError, LookupError):
        return str(value)


def _charset(name: str | None) -> str:
    try:
        return codecs.lookup(name or "utf-8").name
    except LookupError:
        return "cp1252"


def old_office(data: bytes, inside: Inside, budget: Budget) -> Read:
    """The streams of an old Office file or a message of Outlook, as bytes; a workbook's cells as well."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        streams = {"/".join(path): path for path in ole.listdir()}
        if any(name.split("/")[-1] in _LOCKED_STREAMS for name in streams):
            yield Unread(Why.PASSWORD)
        yield "\n".join(streams)
        for name, path in streams.items():
            if not budget.spend(ole.get_size(path)):
                yield Unread(Why.TOO_BIG, name)
                return
            content = ole.openstream(path).read()
            yield from _stream(name, content, streams, inside)
    if "Workbook" in streams or "Book" in streams:
        yield from tables.workbook(data)


def _stream(name: str, content: bytes, streams: dict[str, Any], inside: Inside) -> Read:
    last = name.split("/")[-1]
    yield from plain.every_way(content)
    if _has_password(last, content):
        yield Unread(Why.PASSWORD, name)
    # Outlook keeps an attachment as it came, and a body in packed RTF where there is no plain one.
    if last == "__substg1.0_37010102":
        yield from _told_by(name, inside(content))
    has_body = any(one.split("/")[-1] in _BODIES for one in streams if _same_folder(one, name))
    if last == "__substg1.0_10090102" and not has_body:
        yield Unread(Why.NO_READER, name)


_BODIES = ("__substg1.0_1000001F", "__substg1.0_1000001E", "__substg1.0_10130102")


def _same_folder(one: str, other: str) -> bool:
    return one.rpartition("/")[0] == other.rpartition("/")[0]


def _has_password(stream: str, content: bytes) -> bool:
    """Whether a stream says that the document has a password (MS-DOC 2.5.2, MS-XLS 2.4.117, MS-PPT 2.3.2)."""
    if stream == "WordDocument":
        return len(content) > 12 and bool(content[11] & 1)
    if stream in ("Workbook", "Book"):
        return b"\x2f\x00" in (content[at : at + 2] for at in tables.records(content, 20))
    return stream == "Current User" and content[12:16] == b"\xdf\xc4\xd1\xf3"
