"""What comes back: a Word file as plain nouns, for stages that never open a file themselves."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

_NAME_LENGTH = 40  # Word refuses a bookmark name that is longer
_PREFIX = "_cw_"
_FOLDED = re.compile(r"[^A-Za-z0-9]+")
_USUAL = re.compile(r"[A-Za-z0-9]+(?:[-/_.:][A-Za-z0-9]+)*")


@lru_cache(65_536)
def bookmark_of(anchor: str) -> str:
    """The name of the hidden bookmark that carries an anchor through Word.

    The leading underscore hides it from Word's own list. Only letters, digits and underscores
    are kept and 40 characters at most; where that loses something, a short digest of the whole
    anchor keeps two anchors apart.

    Args:
        anchor: the anchor of a block, such as ``mha/12/position``.

    Returns:
        The name, or "" for an empty anchor.
    """
    if not anchor:
        return ""
    plain = _FOLDED.sub("_", anchor).strip("_")
    # Hyphens and slashes are how anchors are usually built: folding them alone needs no digest.
    faithful = _USUAL.fullmatch(anchor) is not None
    if faithful and len(_PREFIX + plain) <= _NAME_LENGTH:
        return _PREFIX + plain
    digest = hashlib.sha256(anchor.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{_PREFIX}{plain[: _NAME_LENGTH - len(_PREFIX) - 9]}_{digest}"


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """One paragraph of a Word file.

    ``anchor`` is the bookmark's name as ``bookmark_of`` makes it, or "". ``text`` is what stands
    there once every tracked change is accepted, ``original`` what stood there before them.
    ``section`` is the nearest heading above. ``place`` is "body", "table", "text box", "header",
    "footer", "footnote" or "endnote".
    """

    text: str
    style: str = ""
    section: str = ""
    anchor: str = ""
    original: str = ""
    place: str = "body"
    level: int = 0
    link_targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadQuote:
    """Words that stand as somebody's: in a quote paragraph, or between “ and ”."""

    text: str
    paragraph: ReadParagraph
    styled: bool = False


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table's cells as text, row by row; the first row is the header if it says so."""

    rows: tuple[tuple[str, ...], ...]
    header: bool
    caption: str = ""
    section: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A Word file as it reads with every tracked change accepted.

    ``words`` and ``characters`` count body and tables, not headers, footers and notes.
    ``draft`` is the draft's id that the file carries, ``state`` what it says that it is (draft, approved), or "".
    """

    paragraphs: tuple[ReadParagraph, ...]
    quotes: tuple[ReadQuote, ...] = ()
    tables: tuple[ReadTable, ...] = ()
    draft: str = ""
    state: str = ""
    title: str = ""
    keywords: str = ""
    words: int = 0
    characters: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change: what was done to which words, by whom, where.

    ``kind`` is "insert", "delete", "move from", "move to", the same of a paragraph mark ("paragraph
    mark inserted", "... deleted", "... moved from", "... moved to"), "row inserted", "row deleted"
    or "format". ``anchor`` is the hidden bookmark of the paragraph it stands in, or "".
    """

    kind: str
    author: str
    date: str
    text: str
    section: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class RevisionSpan:
    """A stretch of a returned file between two paragraph ends that nobody tracked a change of.

    ``before`` are its paragraphs before every tracked change, ``after`` once all are accepted. Page
    numbers and whatever else a program fills in by itself are left out. ``authors`` and ``on`` say
    who changed it, and when first.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    anchor: str = ""
    section: str = ""
    place: str = "body"
    authors: tuple[str, ...] = ()
    on: str = ""


@dataclass(frozen=True, slots=True)
class SentParagraph:
    """One paragraph of a file as it left us: what the file that comes back is held against."""

    text: str
    anchor: str = ""
    section: str = ""
    place: str = "body"


@dataclass(frozen=True, slots=True)
class Guard:
    """Words of a draft that rest on data: a quote, a count, an ask; and what they rest on.

    ``kind`` is "quote", "count" or "ask". ``words`` are the words as they stand in the draft.
    """

    kind: str
    words: str
    evidence: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody did to one paragraph of a draft.

    ``before`` and ``after`` are whole paragraphs; "" where one was put in or taken out. ``tracked``
    says whether Word kept it as a change. ``touches`` is "quote", "count", "ask" or "": what it would
    change of what rests on data, with the ``evidence`` beside it.
    """

    id: str
    before: str
    after: str
    author: str = ""
    on: str = ""
    section: str = ""
    anchor: str = ""
    place: str = "body"
    tracked: bool = True
    touches: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class KeptWording:
    """Wording that was accepted for a paragraph of a document, in place of ``base``.

    ``words`` is "" where the paragraph is left out. An ``anchor`` that starts with "+" stands for a
    paragraph that was put in after the one it names.
    """

    consultation: str
    kind: str
    anchor: str
    base: str
    words: str
    by: str = ""


class Bookmarks:
    """Names for the hidden bookmarks of one document: each is given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def name(self, anchor: str) -> str:
        """The bookmark's name for an anchor, with a number where it was given already; "" for none."""
        name = bookmark_of(anchor)
        unique, n = name, 2
        while unique and unique.lower() in self._given:
            unique, n = f"{name[:36]}_{n}", n + 1
        self._given.add(unique.lower())
        return unique
