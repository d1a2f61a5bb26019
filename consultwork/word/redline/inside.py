"""The words of one paragraph against those of another: what is kept, put in and taken out.

A paragraph is read as tokens: words, spaces, signs, and whole things that cannot be cut (a field, a
picture, a footnote's mark). The new paragraph keeps its runs and their looks; words that were taken
out are laid between them.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from lxml import etree

from consultwork.ooxml.package import w
from consultwork.ooxml.walk import SIGNS

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_T, _R, _RPR, _PPR, _DELTEXT = w("t"), w("r"), w("rPr"), w("pPr"), w("delText")
_FIELD, _FOOTNOTE, _ENDNOTE = w("fldChar"), w("footnoteReference"), w("endnoteReference")
_LEFT = {w("sdtPr"), w("sdtEndPr"), _PPR}
_SKIPPED = {_RPR, w("lastRenderedPageBreak"), w("commentReference"), w("annotationRef"), w("footnoteRef")}
_ALIKE = 0.3  # two paragraphs with less in common are easier read as one gone and one new


@dataclass(slots=True)
class Token:
    """One thing that is kept, put in or taken out as a whole.

    ``key`` is what it says, ``run`` the run that it stands in, ``parts`` the children of the run that
    it is made of: an element as it is, or the text of a ``w:t``.
    """

    key: str
    run: Any
    parts: list[Any] = field(default_factory=list)
    more: list[Any] = field(default_factory=list)  # further runs of a field


@dataclass
class Marker:
    """Makes the elements of tracked changes: who, when, and a number of its own for each."""

    author: str
    date: str
    next_id: int
    keeps_style: Callable[[str], str | None]
    takes_note: Callable[[Any], Any | None]
    note_text: Callable[[Any], str]
    insertions: int = 0
    deletions: int = 0

    def change(self, kind: str) -> Any:
        """A ``w:ins`` or ``w:del`` with nothing in it."""
        element = etree.Element(w(kind))
        element.set(w("id"), str(self.next_id))
        element.set(w("author"), self.author)
        element.set(w("date"), self.date)
        self.next_id += 1
        return element

    def mark_end(self, paragraph: Any, kind: str) -> None:
        """Say that a paragraph's end was put in or taken out."""
        properties = paragraph.find(_PPR)
        if properties is None:
            properties = etree.Element(_PPR)
            paragraph.insert(0, properties)
        look = properties.find(_RPR)
        if look is None:
            look = etree.Element(_RPR)
            # The schema wants it after everything but a section's end and a change of properties.
            last = [e for e in properties if e.tag in (w("sectPr"), w("pPrChange"))]
            (last[0].addprevious if last else properties.append)(look)
        look.insert(0, self.change(kind))


def leaf_runs(element: Any) -> list[Any]:
    """The runs of a paragraph in order, whatever stands around them; not those of boxes within it."""
    found: list[Any] = []
    for child in element:
        if child.tag == _R:
            found.append(child)
        elif isinstance(child.tag, str) and child.tag not in _LEFT:
            found += leaf_runs(child)
    return found


def tokens_of(paragraph: Any, note_text: Callable[[Any], str]) -> tuple[list[Token], list[Any]]:
    """The tokens of a paragraph, and its runs."""
    runs = leaf_runs(paragraph)
    tokens: list[Token] = []
    depth = 0
    for run in runs:
        for child in run:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == _FIELD:
                kind = child.get(w("fldCharType"))
                if kind == "begin":
                    if not depth:
                        tokens.append(Token("\ufffcfield", run, []))
                    depth += 1
                elif kind == "end":
                    depth = max(0, depth - 1)
                _into_field(tokens, run, child)
                continue
            if depth:
                _into_field(tokens, run, child)
                continue
            if tag == _T:
                tokens += [Token(x, run, [x]) for x in _WORDS.findall(child.text or "")]
            else:
                tokens.append(Token(_key_of(child, note_text), run, [child]))
    return tokens, runs


def _key_of(child: Any, note_text: Callable[[Any], str]) -> str:
    """What stands for an element that is no words, so that two of them can be compared."""
    tag = child.tag
    if tag in SIGNS:
        return SIGNS[tag] if child.get(w("type")) not in ("page", "column") else "\ufffcbreak"
    if tag in (_FOOTNOTE, _ENDNOTE):
        return f"\ufffcnote {note_text(child)}"
    # What stands in a box is compared by itself.
    said = "" if next(child.iter(w("txbxContent")), None) is not None else " ".join(child.itertext()).strip()
    named = next((str(e.get("descr") or "") for e in child.iter() if e.get("descr")), "")
    return f"\ufffc{etree.QName(child).localname} {named} {said}"


def _into_field(found: list[Token], run: Any, child: Any) -> None:
    token = found[-1] if found else None
    if token is None or not token.key.startswith("\ufffcfield"):
        return
    said = child.text or "" if child.tag in (_T, w("instrText")) else ""
    token.key += said
    token.parts.append(child)
    if run is not token.run and (not token.more or token.more[-1] is not run):
        token.more.append(run)


def compare(old: Any, new: Any, marker: Marker) -> bool:
    """Turn the new paragraph into a redline of the old one, in place.

    Returns:
        False, with nothing changed, where the two have so little in common that they are better
        shown as one paragraph gone and one come.
    """
    before, _ = tokens_of(old, marker.note_text)
    after, runs = tokens_of(new, marker.note_text)
    matcher = SequenceMatcher(None, [t.key for t in before], [t.key for t in after], autojunk=False)
    if before and after and matcher.ratio() < _ALIKE:
        return False
    put_in = [False] * len(after)
    gone: dict[int, list[Token]] = {}
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            continue
        if i2 > i1:
            gone.setdefault(j1, []).extend(before[i1:i2])
            marker.deletions += 1
        if j2 > j1:
            put_in[j1:j2] = [True] * (j2 - j1)
            marker.insertions += 1
    at = 0
    by_run: dict[Any, list[int]] = {}
    for n, token in enumerate(after):
        by_run.setdefault(token.run, []).append(n)
    for run in runs:
        own = by_run.get(run, [])
        if own:
            _redo(run, own, after, put_in, gone, marker)
            at = own[-1] + 1
    left = [t for n in sorted(gone) if n >= at for t in gone[n]]
    for element in taken_out(left, marker):
        new.append(element)
    return True


def _redo(
    run: Any, own: list[int], tokens: list[Token], put_in: list[bool], gone: dict[int, list[Token]], marker: Marker
) -> None:
    """Write one run of the new paragraph again, split where words were put in or taken out."""
    first = own[0]
    for element in taken_out(gone.pop(first, []), marker):
        run.addprevious(element)
    whole = {put_in[n] for n in own}
    if len(whole) == 1 and not any(n in gone for n in own[1:]):
        if whole == {True}:
            for element in (run, *(other for n in own for other in tokens[n].more)):
                _wrap(element, marker)
        return
    for element in _split(own, tokens, put_in, gone, marker):
        run.addprevious(element)
    run.getparent().remove(run)


def _split(
    own: list[int], tokens: list[Token], put_in: list[bool], gone: dict[int, list[Token]], marker: Marker
) -> list[Any]:
    """The pieces of one run, each as it was, put in or taken out."""
    made: list[Any] = []
    group: list[Token] = []

    def flush(inserted: bool) -> None:
        if not group:
            return
        fresh = _run_of(group)
        if inserted:
            change = marker.change("ins")
            change.append(fresh)
            made.append(change)
        else:
            made.append(fresh)
        group.clear()

    before = put_in[own[0]]
    for n in own:
        if n in gone or put_in[n] != before:
            flush(before)
            made += taken_out(gone.pop(n, []), marker)
        before = put_in[n]
        group.append(tokens[n])
        if before:
            for other in tokens[n].more:
                _wrap(other, marker)
    flush(before)
    return made


def _run_of(tokens: list[Token]) -> Any:
    """A run that looks like the one its tokens come from."""
    run = etree.Element(_R)
    look = tokens[0].run.find(_RPR)
    if look is not None:
        run.append(copy.deepcopy(look))
    _fill(run, [p for t in tokens for p in t.parts], _T)
    return run


def _fill(run: Any, parts: list[Any], tag: str) -> None:
    text: list[str] = []
    for part in (*parts, None):
        if isinstance(part, str):
            text.append(part)
            continue
        if text:
            element = etree.SubElement(run, tag)
            element.text = "".join(text)
            element.set(_SPACE, "preserve")
            text = []
        if part is not None:
            run.append(part)


def _wrap(run: Any, marker: Marker) -> None:
    if run.getparent().tag == w("ins"):
        return
    change = marker.change("ins")
    run.addprevious(change)
    change.append(run)


def taken_out(tokens: list[Token], marker: Marker) -> list[Any]:
    """Words that are gone, as elements of tracked deletions, a run for each look.

    What cannot be carried from another file (a picture, a field's machinery) leaves its words only.
    """
    made: list[Any] = []
    last: Any = None
    run: Any = None
    for token in tokens:
        if token.run is not last:
            last = token.run
            change = marker.change("del")
            run = etree.SubElement(change, _R)
            look = token.run.find(_RPR)
            if look is not None:
                run.append(_look_here(look, marker))
            made.append(change)
        _add_gone(run, token, marker)
    return [m for m in made if any(e.tag != _RPR for e in m[0])]


def _add_gone(run: Any, token: Token, marker: Marker) -> None:
    if token.key.startswith("\ufffcnote"):
        reference = marker.takes_note(token.parts[0])
        if reference is not None:
            run.append(reference)
        return
    parts: list[Any] = []
    for part in token.parts:
        if isinstance(part, str):
            parts.append(part)
        elif part.tag == _T:
            parts.append(part.text or "")
        elif part.tag in SIGNS:
            parts.append(copy.deepcopy(part))
    if len(run) and run[-1].tag == _DELTEXT and parts and isinstance(parts[0], str):
        run[-1].text = (run[-1].text or "") + parts.pop(0)
    _fill(run, parts, _DELTEXT)


def _look_here(look: Any, marker: Marker) -> Any:
    """The look of a run of the old file, with what the new file has no style for left out."""
    made = copy.deepcopy(look)
    for change in list(made.iter(w("rPrChange"))):
        change.getparent().remove(change)
    style = made.find(w("rStyle"))
    if style is not None:
        known = marker.keeps_style(str(style.get(w("val"))))
        if known is None:
            made.remove(style)
        else:
            style.set(w("val"), known)
    return made
