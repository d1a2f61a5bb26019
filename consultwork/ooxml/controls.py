"""Content controls of a Word file in reading order, and the lines that stand outside of them.

A form that was filled in comes back with words in its controls, with boxes ticked, and now and then
with words written beside them: all of it is read, as if every tracked change were accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consultwork.ooxml.package import MC, Package, w
from consultwork.ooxml.walk import SIGNS

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_LEFT_OUT = {w("del"), w("moveFrom"), w("pPr"), w("rPr"), w("sdtPr"), w("instrText"), f"{{{MC}}}Fallback"}
_HINT = w("showingPlcHdr")


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick: its control's tag, whether it is ticked, and the words up to the next box.

    LibreOffice keeps no tags: there the words are all that tells which box it is.
    """

    tag: str
    ticked: bool
    label: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A line of the text. ``tag`` is that of the control it stands in.

    Where there are boxes, ``text`` is only what stands before the first of them.
    """

    text: str
    tag: str = ""
    boxes: tuple[Box, ...] = ()
    heading: bool = False


def read_controls(path: Path) -> list[FieldLine]:
    """Every line of the text of a Word file, with the control it stands in and the boxes ticked in it.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    package = Package(path)
    root = package.xml(package.main)
    return [] if root is None else list(_lines(root, ""))


def _lines(element: Any, tag: str) -> Iterator[FieldLine]:
    # A stack of our own: deep nesting must not end in an error of the machine's.
    stack = [(element, tag)]
    while stack:
        current, within = stack.pop()
        if not isinstance(current.tag, str) or current.tag in _LEFT_OUT:
            continue
        if current.tag == w("p"):
            yield _line(current, within)
            # Text boxes hold paragraphs of their own.
            inner = [
                p for p in current.iter(w("txbxContent")) if not any(a.tag in _LEFT_OUT for a in p.iterancestors())
            ]
            stack += [(box, within) for box in reversed(inner)]
            continue
        inside = _tag_of(current) or within if current.tag == w("sdt") and not _shows_a_hint(current) else within
        stack += [(child, inside) for child in reversed(current)]


def _line(paragraph: Any, within: str) -> FieldLine:
    boxes: list[tuple[str, bool, int]] = []
    texts: list[str] = []
    tags: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        e = stack.pop()
        if not isinstance(e.tag, str) or e.tag in _LEFT_OUT or e.tag == w("txbxContent"):
            continue
        if e.tag == w("sdt"):
            box = e.find(f"{w('sdtPr')}/{_W14}checkbox")
            if box is not None:
                checked = box.find(f"{_W14}checked")
                on = checked is not None and checked.get(f"{_W14}val") in ("1", "true", "on")
                boxes.append((_tag_of(e), on, len(texts)))
                continue
            if _shows_a_hint(e):
                continue
            tags.append(_tag_of(e))
        if e.tag == w("t"):
            texts.append(e.text or "")
        elif e.tag in SIGNS:
            texts.append(SIGNS[e.tag])
        else:
            stack += reversed(e)
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    heading = style is not None and str(style.get(w("val"))).lower().startswith("heading")
    alone = tags[0] if len(tags) == 1 else ""
    ends = [at for _, _, at in boxes[1:]] + [len(texts)]
    found = tuple(
        Box(tag, on, " ".join("".join(texts[at:end]).split())) for (tag, on, at), end in zip(boxes, ends, strict=False)
    )
    if not boxes:
        return FieldLine("".join(texts), within or alone, (), heading)
    # A box stands in a control of its own; what is beside it does not.
    return FieldLine("".join(texts[: boxes[0][2]]), "", found, heading)


def _tag_of(control: Any) -> str:
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    return str(tag.get(w("val")) or "") if tag is not None else ""


def _shows_a_hint(control: Any) -> bool:
    return control.find(f"{w('sdtPr')}/{_HINT}") is not None
