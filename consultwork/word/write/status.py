"""The state of a document: a property of the file, and the block that says it, which is known by its anchor.

Whoever rewords the line changes nothing of what it is: its words are never read. A file that has lost the
anchor says its state nowhere, and cannot be approved.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from lxml import etree

from consultwork.model import DraftState
from consultwork.ooxml.package import Package, w
from consultwork.ooxml.reader import STATE_PROPERTY
from consultwork.ooxml.walk import STATUS_ANCHOR
from consultwork.word.package import custom_properties_xml, pack, read_custom_properties, unpack

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def anchor_status(paragraph: Any, status: str, number: int, ident: int) -> bool:
    """Lay the anchor around the status in a paragraph that was just filled with it.

    Args:
        paragraph: the paragraph element.
        status: what stands in it, within one run, maybe with other words of the template around it.
        number: how many anchors there are before it.
        ident: the bookmark's own number in the file.

    Returns:
        Whether the status stands there.
    """
    piece = next((t for t in paragraph.iter(w("t")) if status and status in (t.text or "")), None)
    if piece is None:
        return False
    before, _, after = str(piece.text).partition(status)
    run = piece.getparent()
    for words, place in ((before, run.addprevious), (after, run.addnext)):
        if words:
            beside = _run_like(run, words)
            place(beside)
    piece.text = status
    start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
    for mark in (start, end):
        mark.set(w("id"), str(ident))
    start.set(w("name"), f"{STATUS_ANCHOR}{number}")
    run.addprevious(start)
    run.addnext(end)
    return True


def _run_like(run: Any, words: str) -> Any:
    made = etree.Element(w("r"))
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    text = etree.SubElement(made, w("t"))
    text.text = words
    text.set(_SPACE, "preserve")
    return made


def restated(path: Path, status: str, state: DraftState) -> tuple[bytes, int]:
    """A file with another status in its anchored blocks, and its state as a property.

    Everything else in the file stays as it is, byte for byte within its parts.

    Args:
        path: a document of ours, also after somebody edited it, the status itself included.
        status: what it says from now on.
        state: what it is from now on.

    Returns:
        The new bytes, and how many anchored blocks say it; 0 when the file has lost them all.

    Raises:
        BadFile: the file is no Word document, or is damaged.
    """
    package = Package(path)
    names = [package.main, *(n for kind in ("header", "footer") for n in package.parts_of(kind))]
    parts = unpack(path.read_bytes())
    count = 0
    for name in names:
        root = package.xml(name)
        if root is None:
            continue
        starts = [b for b in root.iter(w("bookmarkStart")) if str(b.get(w("name")) or "").startswith(STATUS_ANCHOR)]
        for start in starts:
            _say(start, status)
        if starts:
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            count += len(starts)
    custom = "docProps/custom.xml"
    if custom in parts:
        parts[custom] = custom_properties_xml({**read_custom_properties(parts[custom]), STATE_PROPERTY: state.value})
    return pack(parts), count


def _say(start: Any, status: str) -> None:
    """Let an anchored block say the status, whatever stood in it."""
    runs = []
    for sibling in start.itersiblings():
        if sibling.tag == w("bookmarkEnd") and sibling.get(w("id")) == start.get(w("id")):
            break
        if sibling.tag == w("r"):
            runs.append(sibling)
    for run in runs[1:]:
        run.getparent().remove(run)
    if not runs:  # its words were deleted, and the anchor was left
        start.addnext(_run_like(start, status))
        return
    for child in [c for c in runs[0] if c.tag != w("rPr")]:
        runs[0].remove(child)
    text = etree.SubElement(runs[0], w("t"))
    text.text = status
    text.set(_SPACE, "preserve")
