"""The tags of a template: finding them, judging them, and putting values in their place.

There are two kinds, both plain text in Word. ``{{name}}`` is a value within a line. A paragraph
that holds only ``{{block:name}}`` is a slot for blocks. A tag may be split over any number of
runs: the value takes the look of the run in which the tag starts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from consultwork.errors import BadTemplate
from consultwork.kinds import Kind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TAG = re.compile(r"\{\{[\s\u200b]*(block[\s]*:[\s]*)?([A-Za-z][A-Za-z0-9_-]*)[\s\u200b]*\}\}")
_LABEL_ONLY = re.compile(r"[^.!?]*:\s*")
_TEXT = {f"{{{W}}}t", f"{{{W}}}delText"}
_TRACKED = {f"{{{W}}}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
_COMMENT = {f"{{{W}}}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """A WordprocessingML name as lxml spells it."""
    return f"{{{W}}}{name}"


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag where it stands: ``start`` and ``end`` count in the paragraph's text."""

    name: str
    block: bool
    paragraph: Any
    start: int
    end: int


def find_tags(root: Any, template: str, wrong: list[BadTemplate] | None = None) -> list[Tag]:
    """Every tag under an element, in document order.

    Args:
        root: the root element of a body, header or footer.
        template: the template's file name, for messages.
        wrong: where given, what is wrong with a paragraph is added to it instead of being raised.

    Raises:
        BadTemplate: a brace is missing, a tag holds a tracked change or a comment, or a block
            tag does not have its paragraph to itself.
    """
    tags: list[Tag] = []
    for paragraph in root.iter(w("p")):
        try:
            tags += _tags_of(paragraph, template)
        except BadTemplate as error:
            if wrong is None:
                raise
            wrong.append(error)
    return tags


def text_of(paragraph: Any) -> str:
    """A paragraph's words, whatever runs they are split over."""
    return "".join(t.text or "" for t in _pieces(paragraph))


def _tags_of(paragraph: Any, template: str) -> list[Tag]:
    pieces = list(_pieces(paragraph))
    text = "".join(t.text or "" for t in pieces)
    if "{{" not in text and "}}" not in text:
        return []
    words = _shown(text)
    tags: list[Tag] = []
    for match in _TAG.finditer(text):
        inside = _covering(pieces, match.start(), match.end())
        if any(a.tag in _TRACKED for t in inside for a in t.iterancestors()):
            raise BadTemplate(
                Kind.TAG_IN_PARAGRAPH_HOLDS_TRACKED_CHANGE, where=template, match=match.group(), words=words
            )
        if _comment_between(paragraph, inside[0], inside[-1]):
            raise BadTemplate(
                Kind.TAG_IN_PARAGRAPH_HAS_COMMENT_INSIDE_IT, where=template, match=match.group(), words=words
            )
        tags.append(Tag(match.group(2).lower(), bool(match.group(1)), paragraph, match.start(), match.end()))
    rest = _TAG.sub("", text)
    if "{{" in rest or "}}" in rest:
        raise BadTemplate(Kind.TAG_IS_BROKEN_IN_PARAGRAPH, where=template, words=words)
    if any(tag.block for tag in tags) and (len(tags) > 1 or rest.strip()):
        raise BadTemplate(Kind.BLOCK_TAG_IS_NOT_ALONE, where=template, words=words)
    return tags


def _pieces(paragraph: Any) -> Iterator[Any]:
    """The text elements of a paragraph, without those of text boxes inside it."""
    for element in paragraph.iter(*_TEXT):
        if next(element.iterancestors(w("p"))) is paragraph:
            yield element


def _covering(pieces: list[Any], start: int, end: int) -> list[Any]:
    inside, at = [], 0
    for piece in pieces:
        size = len(piece.text or "")
        if at < end and at + size > start:
            inside.append(piece)
        at += size
    return inside


def _comment_between(paragraph: Any, first: Any, last: Any) -> bool:
    if first is last:
        return False
    between = False
    for element in paragraph.iter():
        if element is first:
            between = True
        elif element is last:
            return False
        elif between and element.tag in _COMMENT:
            return True
    return False


def _shown(text: str) -> str:
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def fill(paragraph: Any, tags: list[Tag], values: dict[str, str]) -> None:
    """Put values in the place of the tags of one paragraph.

    The paragraph is removed when nothing is left in it but an empty line, or a label that ends in
    a colon. The last paragraph of a cell, header, footer or text box stays.

    Args:
        paragraph: the paragraph element.
        tags: its tags, as ``find_tags`` found them.
        values: cleaned text by tag name.
    """
    pieces = list(_pieces(paragraph))
    for tag in sorted(tags, key=lambda t: -t.start):
        at, first = 0, True
        for piece in pieces:
            text = piece.text or ""
            low, high = max(tag.start - at, 0), min(tag.end - at, len(text))
            if low < high:
                piece.text = text[:low] + (values[tag.name] if first else "") + text[high:]
                first = False
            at += len(text)
    for piece in pieces:
        _break_lines(piece)
    if any(values[tag.name] for tag in tags):
        return
    left = "".join(t.text or "" for t in _pieces(paragraph))
    if not left.strip() or _LABEL_ONLY.fullmatch(left.strip()):
        remove_paragraph(paragraph)


def _break_lines(piece: Any) -> None:
    """Make ``\\n`` a line break and ``\\t`` a tab, as Word has them."""
    text = piece.text or ""
    piece.set(_SPACE, "preserve")
    if "\n" not in text and "\t" not in text:
        return
    run, place = piece.getparent(), piece
    parts = re.split(r"([\n\t])", text)
    piece.text = parts[0]
    for part in parts[1:]:
        if part in ("\n", "\t"):
            new = etree.Element(w("br" if part == "\n" else "tab"))
        elif part:
            new = etree.Element(w("t"))
            new.text = part
            new.set(_SPACE, "preserve")
        else:
            continue
        run.insert(run.index(place) + 1, new)
        place = new


def remove_paragraph(paragraph: Any) -> None:
    """Take a paragraph out, unless something needs it: then only its words go.

    A cell, header, footer or text box must keep its last paragraph; a paragraph may also carry
    a section's end or a picture.
    """
    parent = paragraph.getparent()
    needs = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None or any(
        True for _ in paragraph.iter(w("drawing"), w("pict"), w("br"), w("fldSimple"), w("fldChar"))
    )
    if not needs:
        blocks = [e for e in parent if e.tag in (w("p"), w("tbl"), w("sdt"))]
        last_of_body = parent.tag == w("body") and len(blocks) > 1
        others = [e for e in parent if e.tag == w("p") and e is not paragraph]
        if last_of_body or (others and blocks[-1] is not paragraph) or (others and blocks[-2].tag == w("p")):
            parent.remove(paragraph)
            return
    for piece in list(_pieces(paragraph)):
        piece.text = ""
