"""Text out of bytes that are text, or may hold some: encodings, JSON, markup, and bytes of no known kind."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from consultwork.files.unread import Read, Unread, Why

_BREAKS = re.compile(r"</(?:w:p|w:tc|si|c|text:p|a:p|p|div|td|li|h\d|tr)>|<(?:w:br|w:tab|text:line-break|br)\b[^>]*>")
_TAGS = re.compile(r"<[^<>]*>")
_ATTRIBUTES = re.compile(r"""[\w:.-]+\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?\S")
_MESSAGE = re.compile(rb"(?im)^(?:from|to|subject|date|message-id|mime-version|received|return-path):")
_LOCKED_TEXT = b"-----BEGIN PGP MESSAGE-----"
# A notebook's outputs keep pictures as letters and digits: no words stand in them.
_NO_WORDS = re.compile(r"[A-Za-z0-9+/=\n]{400,}")


def is_text(data: bytes) -> bool:
    """Whether bytes are text: UTF-16 by its mark, or without the signs that only programs write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    odd = sum(data[:65_536].count(bytes((sign,))) for sign in (*range(9), *range(14, 27), *range(28, 32)))
    return odd * 200 <= len(data[:65_536])


def is_message(data: bytes) -> bool:
    """Whether bytes are an e-mail, or several in a row: lines of headers on top, some that only messages have."""
    head = re.split(rb"\r?\n\r?\n", data[:65_536].removeprefix(b"\xef\xbb\xbf"), maxsplit=1)[0]
    lines = [line for line in head.splitlines() if line[:1] not in (b" ", b"\t")]
    if lines and lines[0].startswith(b"From "):
        lines = lines[1:]
    return len(lines) >= 2 and all(map(_HEADER.match, lines)) and len(set(_MESSAGE.findall(head))) >= 2


def text(data: bytes, inside: object = None, budget: object = None) -> Read:
    """Text in whatever encoding, as it stands and as a reader of its markup or JSON would see it."""
    for said in encodings(data):
        yield said
        start = said.lstrip("\ufeff \r\n\t")[:1]
        if start == "<":
            yield from markup(said)
        elif start in ("{", "["):
            yield from _strings_of_json(said)
    if _LOCKED_TEXT in data:
        yield Unread(Why.PASSWORD)


def encodings(data: bytes) -> Iterator[str]:
    """Bytes that are text, in the encoding that fits; in several where more than one does."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield data.decode("utf-16", "replace")
        return
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("utf-8", "ignore")
        yield data.decode("cp1252", "ignore")
    if b"\0" in data[:4096]:
        yield from _wide(data)


def markup(said: str) -> Iterator[str]:
    """The text between the tags of XML or HTML, and what stands in attributes: addresses of links, descriptions."""
    yield html.unescape(_TAGS.sub("", _BREAKS.sub("\n", said)))
    yield "\n".join(html.unescape(double or single) for double, single in _ATTRIBUTES.findall(said))


def every_way(data: bytes) -> Iterator[str]:
    """Bytes as text in each encoding that a program may have used."""
    yield data.decode("utf-8", "ignore")
    yield data.decode("cp1252", "ignore")
    yield from _wide(data)


def bytes_of_any_kind(data: bytes, inside: object, budget: object) -> Read:
    """Bytes of a kind that no reader here knows."""
    yield from every_way(data)


def _wide(data: bytes) -> Iterator[str]:
    # Text of two bytes a letter may begin at an odd place.
    for start in (0, 1):
        for order in ("utf-16-le", "utf-16-be"):
            yield data[start:].decode(order, "ignore")


def _strings_of_json(said: str) -> Iterator[str]:
    """Every string of JSON or of lines of JSON, with its escapes undone; lines of a list joined."""
    try:
        values = [json.loads(said)]
    except (ValueError, RecursionError):
        values = []
        for line in said.splitlines():
            try:
                values.append(json.loads(line))
            except (ValueError, RecursionError):
                continue
    strings: list[str] = []
    stack: list[Any] = values[::-1]
    while stack:
        value = stack.pop()
        if isinstance(value, str) and not _NO_WORDS.fullmatch(value):
            strings.append(value)
        elif isinstance(value, dict):
            stack += [part for pair in reversed(value.items()) for part in reversed(pair)]
        elif isinstance(value, list):
            stack += reversed(value)
    yield "\n".join(strings)
    yield "".join(strings)
