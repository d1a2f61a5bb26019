"""Edits of a Word file as a reviewer makes them, tracked or not, written straight into its XML."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from consultwork.ooxml.package import w
from consultwork.word.package import pack, unpack

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def rewrite(source: Path, out: Path, change: Callable[[Any], None]) -> Path:
    """A copy of a file whose main part was changed."""
    parts = unpack(source.read_bytes())
    root = etree.fromstring(parts["word/document.xml"])
    change(root)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out.write_bytes(pack(parts))
    return out


def paragraph_with(root: Any, words: str) -> Any:
    """The first paragraph that holds these words."""
    return next(p for p in root.iter(w("p")) if words in _text(p))


def say_instead(root: Any, old: str, new: str, author: str = "") -> None:
    """Put other words in the place of some; tracked when an author is given."""
    paragraph = paragraph_with(root, old)
    for run in list(paragraph.iter(w("r"))):
        text = run.find(w("t"))
        if text is None or old not in (text.text or ""):
            continue
        before, _, after = text.text.partition(old)
        made = [_run(run, before)] if before else []
        if author:
            made += [_change("del", author, _run(run, old, "delText")), _change("ins", author, _run(run, new))]
        else:
            made.append(_run(run, new))
        made += [_run(run, after)] if after else []
        for element in made:
            run.addprevious(element)
        run.getparent().remove(run)
        return
    raise AssertionError(f"no run holds {old!r}")


def add_after(root: Any, words: str, new: str, author: str = "") -> None:
    """A new paragraph below the one that holds these words."""
    paragraph = paragraph_with(root, words)
    added = etree.Element(w("p"))
    run = etree.SubElement(added, w("r"))
    etree.SubElement(run, w("t")).text = new
    if author:
        properties = etree.Element(w("pPr"))
        etree.SubElement(properties, w("rPr")).append(_change("ins", author))
        added.insert(0, properties)
        added.append(_change("ins", author, run))
    paragraph.addnext(added)


def take_out(root: Any, words: str, author: str = "") -> None:
    """Take out the whole paragraph that holds these words."""
    paragraph = paragraph_with(root, words)
    if not author:
        paragraph.getparent().remove(paragraph)
        return
    for run in list(paragraph.iter(w("r"))):
        for text in run.iter(w("t")):
            text.tag = w("delText")
        gone = _change("del", author)
        run.addprevious(gone)
        gone.append(run)
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    etree.SubElement(properties, w("rPr")).append(_change("del", author))


_ids: Iterator[int] = iter(range(50_000, 90_000))


def _change(kind: str, author: str, inside: Any = None) -> Any:
    element = etree.Element(w(kind))
    for name, value in (("id", str(next(_ids))), ("author", author), ("date", "2021-06-02T09:00:00Z")):
        element.set(w(name), value)
    if inside is not None:
        element.append(inside)
    return element


def _run(like: Any, words: str, tag: str = "t") -> Any:
    run = etree.Element(w("r"))
    look = like.find(w("rPr"))
    if look is not None:
        run.append(copy.deepcopy(look))
    text = etree.SubElement(run, w(tag))
    text.text = words
    text.set(_SPACE, "preserve")
    return run


def _text(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter(w("t")))
