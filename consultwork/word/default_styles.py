"""The house style: WordprocessingML files in ``styles/`` that a person can open, with the house's colours and face.

In those files a colour or the face is called by its name in ``styles/house.toml`` ("navy", "house"). It
is put in attribute by attribute, so that nothing but a colour or a face can change.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = Path(__file__).parent / "styles"
_HOUSE = tomllib.loads((_STYLES / "house.toml").read_text(encoding="utf-8"))
_COLOURS: dict[str, str] = _HOUSE["colours"]
_FACE: str = _HOUSE["face"]

NAVY, TEAL, TINT, BAND, RULE = (_COLOURS[name] for name in ("navy", "teal", "tint", "band", "rule"))

# Where a colour or a face may stand: the attribute, and the elements that have it ("" for any).
_COLOUR_PLACES = {"color": ("",), "fill": ("",), "val": ("color", "srgbClr")}
_FACE_PLACES = dict.fromkeys(("ascii", "eastAsia", "hAnsi", "cs"), ("rFonts",))
_FACE_PLACES |= {"typeface": ("latin",), "name": ("font",)}


def style_file(name: str) -> Any:
    """One file of ``styles/`` as an element, with the house's colours and face, without comments and indents.

    Args:
        name: the file, such as "styles.xml" or "letter/header1.xml".
    """
    # lxml's element has no usable type here; whoever asks changes it and gives it to ``as_part``.
    root = etree.fromstring(_read(name), _parser())
    for element in root.iter():
        _put_in(element)
    return root


def as_part(root: Any) -> bytes:
    """An element as the bytes of a part."""
    return (_DECLARATION + etree.tostring(root, encoding="unicode")).encode("utf-8")


def styles_part(*, letter: bool = False, points: float = 12) -> bytes:
    """The whole of ``word/styles.xml``. Letters have a smaller first heading without a rule.

    Args:
        letter: put the styles of ``letter_styles.xml`` in the place of those of the same id.
        points: the size of running text; a note to people who took part has a larger one.
    """
    root = style_file("styles.xml")
    for size in root.find(f"{{{W}}}docDefaults").iter(f"{{{W}}}sz", f"{{{W}}}szCs"):
        size.set(f"{{{W}}}val", str(int(points * 2)))
    if letter:
        styles = {style.get(f"{{{W}}}styleId"): style for style in root.iter(f"{{{W}}}style")}
        for own in list(style_file("letter_styles.xml")):
            root.replace(styles[own.get(f"{{{W}}}styleId")], own)
    return as_part(root)


def numbering_part() -> bytes:
    """``word/numbering.xml``: bullets (1), numbers (2), recommendations R1, R2 (3), paragraphs (4)."""
    return as_part(style_file("numbering.xml"))


def has_file(name: str) -> bool:
    """Whether ``styles/`` holds a file."""
    return (_STYLES / name).is_file()


@cache
def _read(name: str) -> bytes:
    return (_STYLES / name).read_bytes()


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True, remove_comments=True)


def _put_in(element: Any) -> None:
    tag = etree.QName(element).localname
    for key, value in element.attrib.items():
        name = etree.QName(key).localname
        if _stands(_COLOUR_PLACES, name, tag) and value in _COLOURS:
            element.set(key, _COLOURS[value])
        elif _stands(_FACE_PLACES, name, tag) and value == "house":
            element.set(key, _FACE)


def _stands(places: Mapping[str, tuple[str, ...]], attribute: str, tag: str) -> bool:
    return any(one in ("", tag) for one in places.get(attribute, ()))
