"""Content controls of a form: boxes to tick and spaces to write in, as Word and LibreOffice fill them."""

from __future__ import annotations

from xml.sax.saxutils import escape

from consultwork.blocks import Space
from consultwork.text import clean

_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_FACE = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/>'
_OPEN = "☐"
_LONGEST = 64  # Word takes no longer tag or title


def _known_as(tag: str, label: str, ident: int) -> str:
    title = " ".join(clean(label).text.split())[:_LONGEST]
    return (
        f'<w:alias w:val="{_attribute(title)}"/><w:tag w:val="{_attribute(tag[:_LONGEST])}"/>'
        f'<w:id w:val="{ident}"/><w:lock w:val="sdtLocked"/>'
    )


def tick_xml(tag: str, label: str, ident: int) -> str:
    """A box to tick, without its label, as a run-level control."""
    return (
        f"<w:sdt><w:sdtPr>{_known_as(tag, label, ident)}<w14:checkbox {_W14}>"
        '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent>'
        f"<w:r><w:rPr>{_FACE}</w:rPr><w:t>{_OPEN}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def space_xml(space: Space, style: str, ident: int) -> str:
    """A framed space of empty lines: typed into on screen, written on by hand."""
    line = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{{}}</w:pPr></w:p>'
    # All lines of a frame stay on one page, with what is asked above them.
    lines = line.format("<w:keepNext/>") * (max(1, space.lines) - 1) + line.format("")
    return (
        f"<w:sdt><w:sdtPr>{_known_as(space.tag, space.label, ident)}</w:sdtPr>"
        f"<w:sdtContent>{lines}</w:sdtContent></w:sdt>"
    )


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})
