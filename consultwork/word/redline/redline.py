"""Two drafts against each other: a third Word file in which every difference is a tracked change.

Accepting all of it gives the new draft, rejecting all of it the old one. Both are tried on the file
before it is written: a redline that would not hold is not handed out.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lxml import etree

from consultwork.errors import Blocked
from consultwork.files import writing_whole
from consultwork.kinds import Kind
from consultwork.ooxml.package import MC, Package, w
from consultwork.ooxml.reader import read_texts, texts_of
from consultwork.word.package import pack, unpack
from consultwork.word.redline.accepted import accept_all
from consultwork.word.redline.inside import Marker, compare, leaf_runs, taken_out, tokens_of
from consultwork.word.redline.notes import Notes

_P, _TBL, _TR, _TC, _PPR = w("p"), w("tbl"), w("tr"), w("tc"), w("pPr")
_ALIKE = 0.4
_IDS = re.compile(rb'\bid="(\d{1,9})"')


@dataclass(frozen=True, slots=True)
class RedlineReport:
    """A redline that was written: how much was put in, taken out, and in how many paragraphs."""

    path: Path
    insertions: int
    deletions: int
    paragraphs: int


def redline(old: Path, new: Path, out: Path, *, author: str, on: datetime) -> RedlineReport:
    """Write the differences of two drafts as tracked changes.

    Tracked changes that the two files have already count as accepted. How things look is taken from
    the new draft; pictures of the old one are not carried over.

    Args:
        old: the earlier draft.
        new: the later draft.
        out: where the redline goes.
        author: the name that the changes carry.
        on: the time that they carry.

    Raises:
        BadFile: one of the two is no Word document, or is damaged.
        Blocked: the two cannot be told apart reliably; nothing is written.
    """
    before, after = Package(old), Package(new)
    want = texts_of(before)[1], texts_of(after)[1]
    with writing_whole(out) as half:
        for careful in (False, True):
            data, made = _made(before, after, out, author, on, careful)
            half.write_bytes(data)
            if read_texts(half) == want:
                return made
        raise Blocked(Kind.DIFFERENCES_CANNOT_BE_TRACKED, where=out.name, old=old.name, new=new.name)


def _made(
    before: Package, after: Package, out: Path, author: str, on: datetime, careful: bool
) -> tuple[bytes, RedlineReport]:  # fmt: skip
    parts = unpack(after.path.read_bytes())
    was, now = before.xml(before.main), after.xml(after.main)
    for root in (was, now):
        accept_all(root)
    notes = Notes(before, after)
    notes.of_old(was)
    styles = _Styles(before, after)
    marker = Marker(
        author,
        on.strftime("%Y-%m-%dT%H:%M:%SZ"),
        _first_id(parts[after.main]),
        styles.here,
        notes.take_over,
        notes.text,
    )
    weave = _Weave(marker, notes, styles, _lists(after), careful)
    weave.blocks(was.find(w("body")), now.find(w("body")))
    parts[after.main] = _bytes(now)
    for kind in ("header", "footer"):
        pairs = list(zip(before.parts_of(kind), after.parts_of(kind), strict=False))
        for one, other in pairs:
            earlier, later = before.xml(one), after.xml(other)
            if earlier is not None and later is not None:
                accept_all(earlier)
                accept_all(later)
                weave.blocks(earlier, later)
                parts[other] = _bytes(later)
    notes.finish(parts, after.main, marker)
    return pack(parts), RedlineReport(out, marker.insertions, marker.deletions, weave.changed)


class _Styles:
    """Styles of the old file by the ids that the new file knows them by."""

    def __init__(self, before: Package, after: Package) -> None:
        self._names = {i: n for n, i in _style_ids(before).items()}
        self._here = _style_ids(after)

    def here(self, ident: str) -> str | None:
        return self._here.get(self._names.get(ident, ""))


class _Weave:
    """Lays an old story into a new one."""

    def __init__(self, marker: Marker, notes: Notes, styles: _Styles, lists: set[str], careful: bool) -> None:
        self._marker, self._notes, self._styles, self._lists, self._careful = marker, notes, styles, lists, careful
        self.changed = 0

    def blocks(self, old: Any, new: Any) -> None:
        """Paragraphs and tables of one story, cell or note."""
        was, now = _children(old), _children(new)
        place: Any = None
        for one, other, alike in _pairs(was, now):
            if other is None:
                place = self._put_back(one, place, new)
            else:
                if one is None:
                    self._put_in(other)
                elif not self._together(one, other, alike):
                    place = self._put_back(one, place, new)
                    self._apart(place, other)
                    self._put_in(other)
                place = other

    def _together(self, old: Any, new: Any, alike: bool) -> bool:
        if old.tag != new.tag:
            return False
        if alike and self._notes.same(old, new):
            return True
        if old.tag == _TBL:
            return self._tables(old, new)
        if old.tag != _P:
            return False
        was, now = _boxes(old), _boxes(new)
        if len(was) != len(now) or (self._careful and not was) or not compare(old, new, self._marker):
            return False
        for one, other in zip(was, now, strict=True):
            self.blocks(one, other)
        self.changed += 1
        return True

    def _tables(self, old: Any, new: Any) -> bool:
        was, now = old.findall(_TR), new.findall(_TR)
        if not was or not now or len(was[0].findall(_TC)) != len(now[0].findall(_TC)):
            return False
        place: Any = None
        for one, other, alike in _pairs(was, now):
            if other is None:
                row = copy.deepcopy(one)
                self._row(row, "del")
                for cell in row.findall(_TC):
                    for paragraph in list(cell.iter(_P)):
                        self._gone_inside(paragraph)
                if place is None:
                    now[0].addprevious(row)
                else:
                    place.addnext(row)
                place = row
                continue
            if one is None:
                self._row_in(other)
            elif not (alike and self._notes.same(one, other)) and not self._cells(one, other):
                row = copy.deepcopy(one)
                self._row(row, "del")
                for paragraph in list(row.iter(_P)):
                    self._gone_inside(paragraph)
                other.addprevious(row)
                self._row_in(other)
            place = other
        return True

    def _cells(self, old: Any, new: Any) -> bool:
        was, now = old.findall(_TC), new.findall(_TC)
        if len(was) != len(now):
            return False
        for one, other in zip(was, now, strict=True):
            self.blocks(one, other)
        return True

    def _row_in(self, row: Any) -> None:
        self._row(row, "ins")
        for paragraph in list(row.iter(_P)):
            self._in_inside(paragraph)

    def _row(self, row: Any, kind: str) -> None:
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            before = [e for e in row if e.tag == w("tblPrEx")]
            row.insert(len(before), properties)
        for earlier in properties.findall(w("ins")) + properties.findall(w("del")):
            properties.remove(earlier)
        properties.append(self._marker.change(kind))
        self.changed += 1

    def _put_in(self, element: Any) -> None:
        """Something of the new draft that the old one had not."""
        if element.tag == _TBL:
            for row in element.findall(_TR):
                self._row_in(row)
            return
        for paragraph in [element] if element.tag == _P else list(element.iter(_P)):
            self._in_inside(paragraph)
            self._end(paragraph, "ins")
            self.changed += 1
            for box in _boxes(paragraph):
                for inner in list(box.iter(_P)):
                    self._in_inside(inner)
        self._marker.insertions += 1

    def _end(self, paragraph: Any, kind: str) -> None:
        """Mark a paragraph's end. The last end of a cell or story cannot go: there it is the one before."""
        following = paragraph.getnext()
        while following is not None and following.tag not in (_P, _TBL, w("sdt")):
            following = following.getnext()
        previous = paragraph.getprevious()
        if following is None and previous is not None and previous.tag == _P and not _marked(previous):
            if kind == "del":  # what runs on into it keeps its own look
                _look_like(paragraph, previous)
            self._marker.mark_end(previous, kind)
        else:
            self._marker.mark_end(paragraph, kind)

    def _in_inside(self, paragraph: Any) -> None:
        for run in leaf_runs(paragraph):
            if run.getparent().tag == w("ins"):
                continue
            change = self._marker.change("ins")
            run.addprevious(change)
            change.append(run)

    def _put_back(self, element: Any, place: Any, parent: Any) -> Any:
        """Something of the old draft that the new one has not, marked as taken out. Returns where it ends."""
        self._marker.deletions += 1
        if element.tag == _TBL:
            table = copy.deepcopy(element)
            for row in table.findall(_TR):
                self._row(row, "del")
            for paragraph in list(table.iter(_P)):
                self._gone_inside(paragraph)
            self._apart(place, table)
            return _after(table, place, parent)
        for paragraph in [element] if element.tag == _P else list(element.iter(_P)):
            # Words in a box of its own are laid below it: the box itself is not carried over.
            for gone in (paragraph, *(inner for box in _boxes(paragraph) for inner in box.iter(_P))):
                made = copy.deepcopy(gone)
                self._gone_inside(made)
                place = _after(made, place, parent)
                self._end(made, "del")
                self.changed += 1
        return place

    def _gone_inside(self, paragraph: Any) -> None:
        """The words of a paragraph of the old draft as one deletion each; nothing else of it is carried."""
        tokens, _ = tokens_of(paragraph, self._marker.note_text)
        gone = taken_out(tokens, self._marker)
        properties = paragraph.find(_PPR)
        for child in list(paragraph):
            if child is not properties:
                paragraph.remove(child)
        if properties is not None:
            self._as_here(properties)
        for element in gone:
            paragraph.append(element)

    def _as_here(self, properties: Any) -> None:
        for name in ("sectPr", "pPrChange", "pageBreakBefore"):
            for element in properties.findall(w(name)):
                properties.remove(element)
        style = properties.find(w("pStyle"))
        if style is not None:
            known = self._styles.here(str(style.get(w("val"))))
            if known is None:
                properties.remove(style)
            else:
                style.set(w("val"), known)
        number = properties.find(w("numPr"))
        ident = number.find(w("numId")) if number is not None else None
        if number is not None and (ident is None or str(ident.get(w("val"))) not in self._lists):
            properties.remove(number)

    def _apart(self, place: Any, element: Any) -> None:
        """Two tables in a row would become one: an empty paragraph that is in neither draft keeps them apart."""
        if place is None or place.tag != _TBL or element.tag != _TBL:
            return
        between = etree.Element(_P)
        self._marker.mark_end(between, "del")
        self._marker.mark_end(between, "ins")
        place.addnext(between)
        if element.getparent() is None:
            between.addnext(element)


def _boxes(paragraph: Any) -> list[Any]:
    """The text boxes of a paragraph, each once: an older telling of the same box is passed over."""
    return [
        b
        for b in paragraph.iter(w("txbxContent"))
        if not any(a.tag in (f"{{{MC}}}Fallback", w("txbxContent")) for a in b.iterancestors())
    ]


def _marked(paragraph: Any) -> bool:
    look = paragraph.find(f"{_PPR}/{w('rPr')}")
    return look is not None and any(e.tag in (w("ins"), w("del")) for e in look)


def _look_like(paragraph: Any, other: Any) -> None:
    for properties in paragraph.findall(_PPR):
        paragraph.remove(properties)
    properties = other.find(_PPR)
    if properties is not None:
        paragraph.insert(0, copy.deepcopy(properties))


def _after(element: Any, place: Any, parent: Any) -> Any:
    if element.getparent() is not None:
        return element
    if place is None:
        first = next((n for n, e in enumerate(parent) if e.tag != w("tcPr")), len(parent))
        parent.insert(first, element)
    else:
        place.addnext(element)
    return element


def _children(parent: Any) -> list[Any]:
    return [e for e in parent if e.tag in (_P, _TBL, w("sdt"))] if parent is not None else []


def _pairs(was: Sequence[Any], now: Sequence[Any]) -> list[tuple[Any, Any, bool]]:
    """(old, new, whether they say the same) in order; None on the side where there is nothing.

    The same words first, then between them the same hidden bookmark, or what is most alike.
    """
    old, new = [_key(e) for e in was], [_key(e) for e in now]
    found: list[tuple[Any, Any, bool]] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found += [(one, other, True) for one, other in zip(was[i1:i2], now[j1:j2], strict=True)]
        else:
            found += _nearest(was[i1:i2], now[j1:j2])
    return found


def _nearest(was: Sequence[Any], now: Sequence[Any]) -> list[tuple[Any, Any, bool]]:
    found: list[tuple[Any, Any, bool]] = []
    at = 0
    words = [_words(e) for e in now]
    anchors = [_anchor(e) for e in now]
    for one in was:
        mine, anchor = _words(one), _anchor(one)
        best, score = None, 0.0
        for n in range(at, len(now)):
            if now[n].tag != one.tag:
                continue
            if anchor and anchors[n] == anchor:
                best, score = n, 1.0
                break
            alike = 2 * len(mine & words[n]) / (len(mine) + len(words[n])) if mine or words[n] else 0.0
            if alike > score and not (anchor and anchors[n]):
                best, score = n, alike
        if best is None or score < _ALIKE:
            found.append((one, None, False))
            continue
        found += [(None, e, False) for e in now[at:best]]
        found.append((one, now[best], False))
        at = best + 1
    return found + [(None, e, False) for e in now[at:]]


def _words(element: Any) -> frozenset[str]:
    return frozenset(_text(element).split())


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


def _key(element: Any) -> str:
    """What something says, with what tells one sign from another: equal keys need no comparing."""
    if element.tag == _P:
        return "".join(
            (e.text or "") if e.tag == w("t") else "\x01" if e.tag == w("tab") else "\x02"
            for e in element.iter(w("t"), w("tab"), w("br"), w("cr"), w("noBreakHyphen"), w("softHyphen"), w("drawing"))
            if e.getparent().tag == w("r")
        )
    if element.tag == _TR:
        return "\x03".join(_key(p) for p in element.iter(_P))
    return "\x05" + "\x04".join(_key(p) for p in element.iter(_P))


def _anchor(element: Any) -> str:
    for start in element.iter(w("bookmarkStart")):
        name = str(start.get(w("name")) or "")
        if name.startswith("_cw_"):
            return name
    return ""


def _style_ids(package: Package) -> dict[str, str]:
    root = package.tree_of("styles")
    found = {}
    for style in root.iter(w("style")) if root is not None else ():
        name = style.find(w("name"))
        if name is not None:
            found[str(name.get(w("val"))).lower()] = str(style.get(w("styleId")))
    return found


def _lists(package: Package) -> set[str]:
    root = package.tree_of("numbering")
    return {str(n.get(w("numId"))) for n in root.findall(w("num"))} if root is not None else set()


def _first_id(data: bytes) -> int:
    """A number that no mark in a part has."""
    return max([0, *(int(n) for n in _IDS.findall(data))]) + 1


def _bytes(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
