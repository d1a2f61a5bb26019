"""Walks through a Word file's text once, keeping what was tracked, commented and anchored.

Everything that holds words is entered: tables, content controls, smart tags, fields, links, text
boxes. Each paragraph becomes pieces, and a piece knows which tracked changes and comments it
stands in; the text before and after the changes are two readings of the same pieces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from consultwork.ooxml.package import MC, Package, R, w

# Around the line that says a document's state, and a number. It is no paragraph of the text.
STATUS_ANCHOR = "_cw_status_"
_QUESTION = re.compile(r"\s*(?:question|q)\.?\s*\d", re.IGNORECASE)
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHANGES = {
    w("ins"): "insert",
    w("del"): "delete",
    w("moveFrom"): "move from",
    w("moveTo"): "move to",
}
GONE = {"delete", "move from"}  # not there once changes are accepted
NEW = {"insert", "move to"}  # not there before them
SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
# Word and LibreOffice fill these in themselves: a page number that changed is nobody's edit.
_VOLATILE = re.compile(
    r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|SEQ|TOC|DATE|TIME|SAVEDATE|PRINTDATE|FILENAME)\b", re.I
)
_SKIPPED = {w("pPr"), w("rPr"), w("instrText"), w("delInstrText"), w("sdtPr"), w("sdtEndPr"), w("rt")}
# A walk meets these for every run of a long document: looked up once.
_P, _R, _TBL, _PPR, _RPR, _T = w("p"), w("r"), w("tbl"), w("pPr"), w("rPr"), w("t")
_WORDS = frozenset((_T, w("delText"), _MATH_TEXT))
_ALTERNATE, _BOX, _SIMPLE = f"{{{MC}}}AlternateContent", w("txbxContent"), w("fldSimple")
_PSTYLE, _OUTLINE, _VAL = w("pStyle"), w("outlineLvl"), w("val")
_FIELDS = frozenset((w("fldChar"), w("instrText"), w("delInstrText")))
_EDGES = frozenset((w("commentRangeStart"), w("commentRangeEnd")))
_BOOKMARK, _LINK = w("bookmarkStart"), w("hyperlink")
_NOTED = _EDGES | {w("commentReference"), w("footnoteReference"), w("endnoteReference"), _BOOKMARK, _LINK}
_PASSED = _SKIPPED | {w("bookmarkEnd"), w("proofErr"), w("lastRenderedPageBreak")}
_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mark:
    """One tracked change that covers something."""

    kind: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Words with the changes and comments they stand in, and whether they are set in bold.

    ``filled`` are words that the program fills in by itself, such as a page number.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    comments: frozenset[str] = frozenset()
    bold: bool = False
    filled: bool = False

    @property
    def final(self) -> bool:
        """Whether the words are there once every change is accepted."""
        return not any(m.kind in GONE for m in self.marks)

    @property
    def original(self) -> bool:
        """Whether the words were there before every change."""
        return not any(m.kind in NEW for m in self.marks)


@dataclass(slots=True)
class BodyParagraph:
    """A paragraph as it was met. ``ends`` are changes to its paragraph mark, ``row`` to its row."""

    place: str = "body"
    style: str = ""
    level: int = 0
    section: str = ""
    anchors: list[str] = field(default_factory=list)
    pieces: list[TextPiece] = field(default_factory=list)
    ends: tuple[Mark, ...] = ()
    row: tuple[Mark, ...] = ()
    formats: list[tuple[Mark, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words once every change is accepted."""
        return "".join(p.text for p in self.pieces if p.final)

    @property
    def original(self) -> str:
        """The words before every change."""
        return "".join(p.text for p in self.pieces if p.original)


@dataclass(slots=True)
class BodyTable:
    """A table: where its cells' paragraphs are in the list of paragraphs."""

    rows: list[list[range]] = field(default_factory=list)
    header: bool = False
    start: int = 0


class Walk:
    """One walk through a file.

    Args:
        package: the opened file.

    After it: ``paragraphs`` in reading order (body, then notes, headers and footers), ``tables``,
    and ``comment_sections``, the section in which each comment starts.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.paragraphs: list[BodyParagraph] = []
        self.tables: list[BodyTable] = []
        self.comment_sections: dict[str, str] = {}
        self.comment_places: dict[str, int] = {}  # in which paragraph each comment starts
        self.comment_order: list[str] = []
        self.fields: list[tuple[str, bool]] = []  # open fields: what each says, and whether its result has begun
        self._names, self._levels = _styles(package)
        self._open: set[str] = set()
        self._headings: list[tuple[int, str]] = []
        self._section = ""
        self._pending: list[str] = []
        self._notes: dict[tuple[str, str], str] = {}
        self._links: dict[str, str] = {}
        self._story(package.main, "body")
        for kind in ("footnote", "endnote"):
            self._note_part(kind)
        for kind in ("header", "footer"):
            for name in package.parts_of(kind):
                self._under([])
                self._story(name, kind)

    def _story(self, name: str, place: str) -> None:
        root = self.package.xml(name)
        if root is None:
            return
        self._links = self.package.links(name)
        self.fields.clear()
        self._blocks(root, place, ())

    def _note_part(self, kind: str) -> None:
        for name in self.package.parts_of(f"{kind}s"):
            root = self.package.xml(name)
            self._links = self.package.links(name)
            for note in root.iter(w(kind)) if root is not None else ():
                if note.get(w("type")) in ("separator", "continuationSeparator", "continuationNotice"):
                    continue
                section = self._notes.get((kind, str(note.get(w("id")))), "")
                self._under([(1, section)] if section else [])
                self._blocks(note, kind, ())

    def _under(self, headings: list[tuple[int, str]]) -> None:
        """What follows stands under these headings: the question among them gives the section its name."""
        self._headings = headings
        questions = [text for _, text in headings if _QUESTION.match(text)]
        self._section = questions[-1] if questions else headings[-1][1] if headings else ""

    def _blocks(self, parent: Any, place: str, row: tuple[Mark, ...]) -> None:
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, place, row)
            elif tag == _TBL:
                self._table(child, "table" if place == "body" else place, row)
            elif tag == _BOOKMARK:
                self._pending += _anchor(child)
            elif tag in _EDGES:
                self._comment_edge(child)
            elif tag == _ALTERNATE:
                self._blocks(_choice(child), place, row)
            elif isinstance(tag, str) and tag not in _PASSED:
                self._blocks(child, place, row)

    def _table(self, table: Any, place: str, row: tuple[Mark, ...]) -> None:
        walked = BodyTable(start=len(self.paragraphs))
        self.tables.append(walked)
        first = next(table.iter(w("tr")), None)
        walked.header = first is not None and first.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        for tr in _inside(table, w("tr")):
            marks = tuple(Mark(_CHANGES[m.tag], *_who(m)) for m in tr.findall(f"{w('trPr')}/*") if m.tag in _CHANGES)
            cells: list[range] = []
            for tc in _inside(tr, w("tc")):
                start = len(self.paragraphs)
                self._blocks(tc, place, row + marks)
                cells.append(range(start, len(self.paragraphs)))
            walked.rows.append(cells)

    def _paragraph(self, element: Any, place: str, row: tuple[Mark, ...]) -> None:
        # The schema has properties first; a find costs as much as all the rest.
        properties = element[0] if len(element) and element[0].tag == _PPR else element.find(_PPR)
        new = BodyParagraph(place, row=row)
        style_id, outline = "", ""
        for child in properties if properties is not None else ():
            tag = child.tag
            if tag == _PSTYLE:
                style_id = str(child.get(_VAL) or "")
            elif tag == _OUTLINE:
                outline = str(child.get(_VAL) or "")
            elif tag == _RPR:
                new.ends = tuple(Mark(_CHANGES[m.tag], *_who(m)) for m in child if m.tag in _CHANGES)
        new.style, new.level = self._names.get(style_id, style_id), self._levels.get(style_id, 0)
        if outline.isdigit():
            new.level = int(outline) + 1 if int(outline) < 9 else 0
        if self._pending:
            new.anchors, self._pending = self._pending, []
        boxes: list[Any] = []
        # The section has to be known before the pieces: comments look it up as they open.
        if new.level and place == "body":
            above = [h for h in self._headings if h[0] < new.level]
            shown = BodyParagraph()
            Runs(self, shown, [], dry=True).go(element, ())
            heading = shown.text.strip()
            self._under([*above, (new.level, heading)] if heading else above)
        new.section = "" if place in ("header", "footer") else self._section
        Runs(self, new, boxes).go(element, ())
        for change in properties.iter(w("pPrChange")) if properties is not None else ():
            new.formats.append((Mark("format", *_who(change)), new.text))
        self.paragraphs.append(new)
        for box in boxes:
            self._blocks(box, "text box" if place in ("body", "table") else place, row)

    def _comment_edge(self, element: Any) -> None:
        ident = str(element.get(w("id")))
        if element.tag == w("commentRangeStart"):
            self._open.add(ident)
            self._meet(ident)
        else:
            self._open.discard(ident)

    def _meet(self, ident: str) -> None:
        if ident not in self.comment_sections:
            self.comment_sections[ident] = self._section
            self.comment_places[ident] = len(self.paragraphs)
            self.comment_order.append(ident)


class Runs:
    """The words of one paragraph. ``dry`` reads them without noting comments and notes."""

    def __init__(self, walk: Walk, into: BodyParagraph, boxes: list[Any], *, dry: bool = False) -> None:
        self.walk, self.into, self.boxes, self.dry = walk, into, boxes, dry
        self.bold = False

    def go(self, parent: Any, marks: tuple[Mark, ...]) -> None:
        """Read the words under an element that stands in these changes."""
        for child in parent:
            tag = child.tag
            if tag == _R:
                self._run(child, marks)
            elif tag in _WORDS:
                self._add(child.text or "", marks)
            elif tag in _FIELDS:  # before what is passed over: what a field says is read and is no words
                self._field(child)
            elif tag in _PASSED or not isinstance(tag, str):
                continue
            elif not self._sign(child, marks):
                self._within(child, marks)

    def _sign(self, child: Any, marks: tuple[Mark, ...]) -> bool:
        """Read an element that stands for a sign or a box. Returns whether it was one."""
        tag = child.tag
        if tag in SIGNS:
            # A page or column break is layout, not words.
            if child.get(w("type")) not in ("page", "column"):
                self._add(SIGNS[tag], marks)
        elif tag == w("sym"):
            self._add(_symbol(child), marks)
        elif tag == _BOX:
            self.boxes.append(child)
        else:
            return False
        return True

    def _within(self, child: Any, marks: tuple[Mark, ...]) -> None:
        """Read what stands inside an element: a change, a field, a choice, or no more than a holder."""
        tag = child.tag
        if tag in _CHANGES:
            self.go(child, (*marks, Mark(_CHANGES[tag], *_who(child))))
        elif tag == _SIMPLE:
            self.walk.fields.append((str(child.get(w("instr")) or ""), True))
            self.go(child, marks)
            self.walk.fields.pop()
        elif tag == _ALTERNATE:
            self.go(_choice(child), marks)
        elif tag not in _NOTED or self.dry or not self._note(child):
            self.go(child, marks)

    def _run(self, run: Any, marks: tuple[Mark, ...]) -> None:
        look = run[0] if len(run) and run[0].tag == _RPR else None
        if look is not None and len(look):
            if not self.dry:
                self._format(run, look)
            self.bold = _is_bold(look)
        self.go(run, marks)
        self.bold = False

    def _field(self, child: Any) -> None:
        """Follow a field that is spread over runs: its beginning, what it says, its result, its end."""
        fields = self.walk.fields
        if self.dry:
            return
        if child.tag == w("fldChar"):
            kind = child.get(w("fldCharType"))
            if kind == "begin":
                fields.append(("", False))
            elif kind == "separate" and fields:
                fields[-1] = (fields[-1][0], True)
            elif kind == "end" and fields:
                fields.pop()
        elif child.tag in (w("instrText"), w("delInstrText")) and fields and not fields[-1][1]:
            fields[-1] = (fields[-1][0] + (child.text or ""), False)

    def _note(self, child: Any) -> bool:
        tag = child.tag
        if tag in (w("commentRangeStart"), w("commentRangeEnd")):
            self.walk._comment_edge(child)
        elif tag == w("commentReference"):
            self.walk._meet(str(child.get(w("id"))))
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            kind = "footnote" if tag == w("footnoteReference") else "endnote"
            self.walk._notes[kind, str(child.get(w("id")))] = self.into.section
        elif tag == w("bookmarkStart"):
            self.into.anchors += _anchor(child)
        elif tag == w("hyperlink"):
            target = self.walk._links.get(str(child.get(f"{{{R}}}id")), "") or str(child.get(w("anchor")) or "")
            self.into.links.append(target)
            return False
        else:
            return False
        return True

    def _format(self, run: Any, look: Any) -> None:
        change = look.find(w("rPrChange"))
        if change is not None:
            text = "".join(t.text or "" for t in run.iter(_T))
            self.into.formats.append((Mark("format", *_who(change)), text))

    def _add(self, text: str, marks: tuple[Mark, ...]) -> None:
        if text:
            walk = self.walk
            filled = bool(walk.fields) and any(_VOLATILE.match(says) for says, begun in walk.fields if begun)
            comments = frozenset(walk._open) if walk._open else _NOTHING
            self.into.pieces.append(TextPiece(text, marks, comments, self.bold, filled))


def _styles(package: Package) -> tuple[dict[str, str], dict[str, int]]:
    """Style names by id, and the heading level of those that have one."""
    root = package.tree_of("styles")
    names: dict[str, str] = {}
    parents: dict[str, str] = {}
    own: dict[str, int] = {}
    for style in root.iter(w("style")) if root is not None else ():
        ident = str(style.get(w("styleId")))
        names[ident] = _value(style, "name")
        parents[ident] = _value(style, "basedOn")
        outline = _value(style.find(w("pPr")), "outlineLvl")
        heading = _HEADING.fullmatch(names[ident])
        if outline.isdigit():
            own[ident] = int(outline) + 1 if int(outline) < 9 else 0
        elif heading:
            own[ident] = int(heading.group(1))
    levels: dict[str, int] = {}
    for ident in names:
        at, seen = ident, set()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = parents.get(at, "")
        levels[ident] = own.get(at, 0)
    return names, levels


def _inside(parent: Any, wanted: str) -> list[Any]:
    """Rows of a table or cells of a row, also where a content control stands around them."""
    found: list[Any] = []
    for child in parent:
        if child.tag == wanted:
            found.append(child)
        elif isinstance(child.tag, str) and child.tag not in (w("tbl"), w("p"), w("trPr"), w("tblPr")):
            found += _inside(child, wanted)
    return found


def _choice(alternate: Any) -> Any:
    """The newer of two tellings of the same thing; reading both would double the words."""
    choice = alternate.find(f"{{{MC}}}Choice")
    fallback = alternate.find(f"{{{MC}}}Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _anchor(bookmark: Any) -> list[str]:
    name = str(bookmark.get(w("name")) or "")
    return [name] if name.startswith("_cw_") and not name.startswith(STATUS_ANCHOR) else []


def _is_bold(look: Any) -> bool:
    bold = look.find(w("b"))
    return bold is not None and bold.get(w("val")) not in ("0", "false", "off", "none")


def _symbol(element: Any) -> str:
    try:
        return chr(int(str(element.get(w("char"))), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _who(element: Any) -> tuple[str, str]:
    return str(element.get(w("author")) or ""), str(element.get(w("date")) or "")


def _value(parent: Any, name: str) -> str:
    child = parent.find(w(name)) if parent is not None else None
    return str(child.get(w("val")) or "") if child is not None else ""
