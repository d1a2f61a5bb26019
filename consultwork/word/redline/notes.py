"""Footnotes in a redline: a note that is gone is carried over and marked as gone, a new one as new."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

from consultwork.ooxml.package import Package, w
from consultwork.word.redline.accepted import accept_all
from consultwork.word.redline.inside import Marker, leaf_runs, taken_out, tokens_of
from consultwork.word.write.footnotes import add_footnotes

_REFERENCE = w("footnoteReference")
_OLD = "cw-old"  # never written: what is carried over gets a reference of its own


class Notes:
    """The footnotes of two drafts.

    Args:
        before: the old draft.
        after: the new one.
    """

    def __init__(self, before: Package, after: Package) -> None:
        self._old, self._new = before.tree_of("footnotes"), after.tree_of("footnotes")
        self._part = (after.parts_of("footnotes") or [""])[0]
        for root in (self._old, self._new):
            if root is not None:
                accept_all(root)
        self._by_id = {id(root): _notes(root) for root in (self._old, self._new) if root is not None}
        used = [int(i) for i in _notes(self._new) if i.lstrip("-").isdigit()]
        self._next = max([0, *used]) + 1
        self._gone: list[Any] = []

    def of_old(self, root: Any) -> None:
        """Note which references are the old draft's, before any of them is laid into the new one."""
        for reference in root.iter(_REFERENCE):
            reference.set(_OLD, "1")

    def text(self, reference: Any) -> str:
        """The words of the note that a reference leads to."""
        note = self._note(reference)
        return "".join(t.text or "" for t in note.iter(w("t"))) if note is not None else ""

    def same(self, old: Any, new: Any) -> bool:
        """Whether two paragraphs have the same notes."""
        if self._old is None and self._new is None:
            return True
        return [self.text(r) for r in old.iter(_REFERENCE)] == [self.text(r) for r in new.iter(_REFERENCE)]

    def take_over(self, reference: Any) -> Any | None:
        """Carry a note of the old draft over. Returns a reference to it, or None for what cannot be carried."""
        if reference.tag != _REFERENCE:
            return None
        note = self._note(reference)
        if note is None:
            return None
        made = copy.deepcopy(note)
        made.set(w("id"), str(self._next))
        self._gone.append(made)
        mark = etree.Element(_REFERENCE)
        mark.set(w("id"), str(self._next))
        self._next += 1
        return mark

    def finish(self, parts: dict[str, bytes], main: str, marker: Marker) -> None:
        """Write the notes of both drafts, with what became of each."""
        for paragraph in [p for note in self._gone for p in note.iter(w("p"))]:
            tokens, _ = tokens_of(paragraph, marker.note_text)
            for child in [child for child in paragraph if child.tag != w("pPr")]:
                paragraph.remove(child)
            paragraph.extend(taken_out(tokens, marker))
        if self._new is None:
            if self._gone:
                add_footnotes(parts, [etree.tostring(n, encoding="unicode") for n in self._gone], main)
            return
        body = etree.fromstring(parts[main])
        marked = [r for r in body.iter(_REFERENCE) if any(a.tag == w("ins") for a in r.iterancestors())]
        new = {str(r.get(w("id"))) for r in marked}
        added = [note for note in self._new.findall(w("footnote")) if str(note.get(w("id"))) in new]
        for run in [run for note in added for run in leaf_runs(note)]:
            change = marker.change("ins")
            run.addprevious(change)
            change.append(run)
        for note in self._gone:
            self._new.append(note)
        parts[self._part] = bytes(etree.tostring(self._new, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _note(self, reference: Any) -> Any:
        root = self._old if reference.get(_OLD) else self._new
        return self._by_id[id(root)].get(str(reference.get(w("id")))) if root is not None else None


def _notes(root: Any) -> dict[str, Any]:
    return {str(n.get(w("id"))): n for n in root.findall(w("footnote"))} if root is not None else {}
