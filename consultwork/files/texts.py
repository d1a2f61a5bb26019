"""The text of a file of any kind, part by part, and what in it could not be read.

A file is told by what it holds, never by the ending of its name. Where there is a reader it is used; where
there is none the bytes are searched as UTF-8, UTF-16 and Windows-1252. What is packed, locked, damaged or a
picture beyond that is not passed over: it comes out as ``Unread``, for a person to look at.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from consultwork.files import packed, plain, tables
from consultwork.files.limits import DEEPEST, LARGEST_FILE, LARGEST_RTF, Budget
from consultwork.files.unread import Inside, Read, Unread, Why

_PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\x01\0", b"8BPS", b"\xff\x0a", b"qoif",
)  # fmt: skip
_RECORDINGS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"#!AMR", b"FORM", b"0&\xb2u")
_NO_READER = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"LZIP", b"MSCF")
_LOCKED = (b"age-encryption.org/", b"consultwork-sealed-", b"-----BEGIN AGE ENCRYPTED", b"Salted__")
# Random bytes have 8 bits each and compressed ones nearly as many; text has 4 to 5, programs and tables 5 to 6.5.
_PACKED_BITS = 7.2
_TOO_FEW = 512  # of fewer bytes nobody can say


def texts_of(path: Path) -> Read:
    """The text of a file, part by part, and an ``Unread`` for each thing in it that cannot be read.

    Every part of a document counts: comments, headers, tracked deletions, hidden parts, addresses of links,
    files within files.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            yield Unread(Why.TOO_BIG)
            return
        data = path.read_bytes()
    except OSError:
        yield Unread(Why.NOT_OPENED)
        return
    yield from texts_in(data, Budget(), 0)


def texts_in(data: bytes, budget: Budget, depth: int) -> Read:
    """The same for bytes that were found inside another file."""
    if depth > DEEPEST:
        yield Unread(Why.TOO_BIG)
        return
    kind = _kind(data)
    if kind is None:
        return
    if isinstance(kind, Why):
        yield from plain.every_way(data)
        yield Unread(kind)
        return
    try:
        yield from kind(data, lambda inner: texts_in(inner, budget, depth + 1), budget)
    except Exception:
        # Damaged files fail in more ways than their readers name. What can be seen in the bytes still counts.
        yield from plain.every_way(data)
        yield Unread(Why.DAMAGED)


_Reader = Callable[[bytes, Inside, Budget], Read]


def _kind(data: bytes) -> _Reader | Why | None:
    """Who reads some bytes, why nobody does, or None where there is nothing."""
    if not data.strip(b"\0 \r\n\t"):
        return None
    for start, reader in _READERS:
        if data.startswith(start):
            return reader
    if data[257:262] == b"ustar":
        return packed.tar
    if b"%PDF-" in data[:1024]:
        return tables.pdf
    if known := _by_start(data):
        return known
    if plain.is_message(data):
        return packed.message
    if plain.is_text(data):
        return plain.text
    return Why.NO_READER if _looks_packed(data) else plain.bytes_of_any_kind


def _by_start(data: bytes) -> Why | None:
    brand = data[4:12]
    if data.startswith(b"RIFF"):
        return Why.PICTURE if data[8:12] == b"WEBP" else Why.RECORDING
    if brand.startswith(b"ftyp"):
        return Why.PICTURE if brand[4:] in (b"heic", b"heix", b"avif", b"mif1") else Why.RECORDING
    if data.startswith(_PICTURES):
        return Why.PICTURE
    if data.startswith(_RECORDINGS):
        return Why.RECORDING
    if data.startswith(_LOCKED):
        return Why.PASSWORD
    return Why.NO_READER if data.startswith(_NO_READER) else None


def _looks_packed(data: bytes) -> bool:
    """Whether bytes are so evenly mixed that they must be compressed or locked."""
    some = data[:65_536] + data[len(data) // 2 : len(data) // 2 + 65_536]
    if len(some) < _TOO_FEW:
        return False
    bits = -sum(times / len(some) * math.log2(times / len(some)) for times in Counter(some).values())
    return bits > _PACKED_BITS


def _rtf(data: bytes, inside: Inside, budget: Budget) -> Read:
    from striprtf.striprtf import rtf_to_text

    raw = data.decode("latin-1")
    yield raw
    if len(data) > LARGEST_RTF:
        yield Unread(Why.TOO_BIG)
        return
    yield rtf_to_text(raw, errors="replace")  # type: ignore[no-untyped-call]  # it has no types


_READERS: tuple[tuple[bytes, _Reader], ...] = (
    (b"PK\x03\x04", packed.zipped),
    (b"PK\x05\x06", packed.zipped),
    (b"\x1f\x8b", packed.compressed),
    (b"BZh", packed.compressed),
    (b"\xfd7zXZ\0", packed.compressed),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", packed.old_office),
    (b"{\\rt", _rtf),
    (b"PAR1", tables.parquet),
    (b"ARROW1", tables.arrow),
    (b"SQLite format 3\0", tables.database),
)
