"""Styles and lists that an officer's own template lacks, brought along from the house style.

A template made from scratch in Word has styles of its own for text and headings, and none called
“CW Key message”. It works all the same: what is there is used, what is not is added, resting on
the template's own basic style, so that its face and size carry over.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart
from lxml import etree

from consultwork.word.default_styles import numbering_part, styles_part
from consultwork.word.template.tags import W, w

_LISTS = {"List Bullet": "1", "List Number": "2", "CW Recommendation": "3", "CW Numbered": "4"}
# Sizes that only go with the house's own text; elsewhere the template's size holds.
_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering xmlns:w="{W}"/>'


@cache
def _house() -> tuple[Any, Any]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(styles_part(), parser), etree.fromstring(numbering_part(), parser)


def adopt_style(word: WordFile, name: str) -> str | None:
    """Add a style of the house to a file.

    Args:
        word: the opened template; changed in place.
        name: the style's name; capitals make no difference.

    Returns:
        Its id there, or None when the house has no such style either.
    """
    styles: Any = word.styles.element
    house = next((s for s in _house()[0].iter(w("style")) if _name(s).lower() == name.lower()), None)
    if house is None:
        return None
    made = copy.deepcopy(house)
    ident = _free_id(styles, str(house.get(w("styleId"))))
    made.set(w("styleId"), ident)
    kind = str(house.get(w("type")))
    parent = made.find(w("basedOn"))
    if parent is not None:
        base = _default_of(styles, kind)
        if base:
            parent.set(w("val"), base)
        else:
            made.remove(parent)
    following = made.find(w("next"))
    if following is not None:  # it may not be there either
        made.remove(following)
    number = made.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    if number is not None:
        number.set(w("val"), str(add_list(word, _LISTS[_name(house)], ident)))
    styles.append(made)
    return ident


def add_list(word: WordFile, which: str, style: str = "") -> int:
    """Add one of the house's lists to a file: 1 bullets, 2 numbers, 3 recommendations, 4 paragraphs. Returns its number.

    Args:
        style: the id of the paragraph style that goes with it, where it is one of the house's.
    """
    numbering = numbering_of(word)
    house = next(a for a in _house()[1].iter(w("abstractNum")) if a.get(w("abstractNumId")) == which)
    made = copy.deepcopy(house)
    abstract = 1 + max([-1, *(int(a.get(w("abstractNumId"))) for a in numbering.findall(w("abstractNum")))])
    made.set(w("abstractNumId"), str(abstract))
    for mark in ("nsid", "tmpl"):
        element = made.find(w(mark))
        element.set(w("val"), f"{int(element.get(w('val')), 16) + 16 * abstract:08X}")
    link = made.find(f"{w('lvl')}/{w('pStyle')}")
    if style:
        link.set(w("val"), style)
    else:
        link.getparent().remove(link)
    nums = numbering.findall(w("num"))
    # The schema wants every abstract list before the first list.
    if nums:
        nums[0].addprevious(made)
    else:
        numbering.append(made)
    number = 1 + max([0, *(int(n.get(w("numId"))) for n in nums)])
    new = etree.Element(w("num"))
    new.set(w("numId"), str(number))
    etree.SubElement(new, w("abstractNumId")).set(w("val"), str(abstract))
    (nums[-1].addnext if nums else numbering.append)(new)
    return number


def numbering_of(word: WordFile) -> Any:
    """The part with a file's lists, made where there is none."""
    for rel in word.part.rels.values():
        if rel.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return rel.target_part.element
    name = PackURI("/word/numbering.xml")
    part = NumberingPart.load(name, CONTENT_TYPE.WML_NUMBERING, _EMPTY.encode(), word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return part.element


def list_of(name: str) -> str:
    """Which of the house's lists goes with a style: "1", "2" or "3"."""
    return _LISTS.get(name, "2")


def _name(style: Any) -> str:
    element = style.find(w("name"))
    return str(element.get(w("val"))) if element is not None else ""


def _default_of(styles: Any, kind: str) -> str:
    for style in styles.iter(w("style")):
        if style.get(w("type")) == kind and style.get(w("default")) in ("1", "true", "on"):
            return str(style.get(w("styleId")))
    return ""


def _free_id(styles: Any, wanted: str) -> str:
    used = {str(s.get(w("styleId"))) for s in styles.iter(w("style"))}
    ident, n = wanted, 2
    while ident in used:
        ident, n = f"{wanted}{n}", n + 1
    return ident
