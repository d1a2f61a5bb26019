"""What a template knows and blocks need: ids of its styles, lists, links, pictures, its text width."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.image.exceptions import UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from consultwork.blocks import Chart
from consultwork.errors import BadFile, BadTemplate
from consultwork.kinds import Kind
from consultwork.ooxml import require_docx
from consultwork.word.charts import WIDTH_CM, chart_png
from consultwork.word.colours import Palette
from consultwork.word.template.adopt import add_list, adopt_style, list_of, numbering_of
from consultwork.word.template.tags import W, w

EMU_PER_CM = 360_000
_LOGO_HIGH_CM, _LOGO_WIDE_CM = 2.0, 7.0
_DOC_PR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class Template:
    """An opened template, asked by name.

    Args:
        word: the file as python-docx opened it.
        name: the template's file name, for messages.
        colours: those of charts.
    """

    def __init__(self, word: WordFile, name: str, colours: Palette = Palette()) -> None:  # noqa: B008 - frozen
        self.word, self.name, self.colours = word, name, colours
        self._bullets = 0
        self._styles: dict[str, str] = {}
        self._asked: dict[str, str] = {}
        self._by_id: dict[str, Any] = {}
        for style in word.styles.element.iter(w("style")):
            label = style.find(w("name"))
            ident = str(style.get(w("styleId")))
            self._by_id[ident] = style
            if label is not None:
                self._styles.setdefault(_folded(str(label.get(w("val")))), ident)

    def style(self, name: str) -> str:
        """The id of the style of that name; capitals make no difference, as in Word.

        A style of the house that the template lacks is brought along.

        Raises:
            BadTemplate: neither the template nor the house has such a style.
        """
        if name in self._asked:
            return self._asked[name]
        ident = self._styles.get(_folded(name)) or adopt_style(self.word, name)
        if ident is None:
            raise BadTemplate(Kind.STYLE_IS_MISSING, where=self.name, fact=name)
        if _folded(name) not in self._styles:
            self._styles[_folded(name)] = ident
            self._by_id[ident] = self.word.styles.element[-1]
        self._asked[name] = ident
        return ident

    def list_number(self, style: str) -> int:
        """A new list that starts at one and looks as the style's own list does.

        Where the style is no list in this template, the house's own list is used.
        """
        numbering = numbering_of(self.word)
        number = self._number_of(self.style(style))
        source = next((n for n in numbering.findall(w("num")) if n.get(w("numId")) == number), None) if number else None
        if source is None:
            return add_list(self.word, list_of(style))
        fresh = max(int(n.get(w("numId"))) for n in numbering.findall(w("num"))) + 1
        new = etree.SubElement(numbering, w("num"))
        new.set(w("numId"), str(fresh))
        abstract = etree.SubElement(new, w("abstractNumId"))
        abstract.set(w("val"), str(source.find(w("abstractNumId")).get(w("val"))))
        override = etree.SubElement(new, w("lvlOverride"))
        override.set(w("ilvl"), "0")
        start = etree.SubElement(override, w("startOverride"))
        start.set(w("val"), "1")
        # The schema wants every list before numIdMacAtCleanup.
        tail = numbering.find(w("numIdMacAtCleanup"))
        if tail is not None:
            tail.addprevious(new)
        return fresh

    def bullets(self, style: str) -> int:
        """0 where a style has bullets of its own, otherwise the number of a list that gives it some."""
        if self._number_of(self.style(style)):
            return 0
        if not self._bullets:
            self._bullets = add_list(self.word, list_of(style))
        return self._bullets

    def _number_of(self, style: str) -> str:
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            element = self._by_id.get(style)
            if element is None:
                return ""
            number = element.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
            if number is not None:
                return str(number.get(w("val")))
            parent = element.find(w("basedOn"))
            style = str(parent.get(w("val"))) if parent is not None else ""
        return ""

    def link(self, address: str) -> str:
        """The relationship id of a web address."""
        return str(self.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def picture(self, chart: Chart) -> tuple[str, int, int]:
        """Draw a chart and put it into the package: relationship id, width and height in EMU."""
        data, height = chart_png(chart, self.colours)
        rel, _ = self.word.part.get_or_add_image(BytesIO(data))
        width = min(int(WIDTH_CM * EMU_PER_CM), self.text_width() * 635)
        return str(rel), width, int(width * height / WIDTH_CM)

    def text_width(self) -> int:
        """The width of the text on the page, in twentieths of a point."""
        section = next(self.word.element.body.iterchildren(w("sectPr")), None)
        size = section.find(w("pgSz")) if section is not None else None
        margins = section.find(w("pgMar")) if section is not None else None
        if size is None or margins is None:
            return 9070
        sides = sum(int(margins.get(w(side), "1418")) for side in ("left", "right"))
        return max(int(size.get(w("w"), "11906")) - sides, 2000)

    def stories(self) -> list[Any]:
        """The parts that hold paragraphs: the body first, then headers and footers by name."""
        parts = {
            str(part.partname): part
            for part in self.word.part.package.iter_parts()
            if part is not self.word.part and str(part.content_type).endswith(("header+xml", "footer+xml"))
        }
        return [self.word.part, *(parts[name] for name in sorted(parts))]

    def first_free_note(self) -> int:
        """An id that no footnote in the template has."""
        for part in self.word.part.package.iter_parts():
            if str(part.content_type).endswith("footnotes+xml"):
                return max([0, *(int(n) for n in re.findall(rb'w:id="(\d+)"', part.blob))]) + 1
        return 1

    def first_free_id(self) -> int:
        """An id that no bookmark and no picture in the template has."""
        used = [0]
        for story in self.stories():
            used += [int(e.get(w("id"), "0")) for e in story.element.iter(w("bookmarkStart"))]
            used += [int(e.get("id", "0")) for e in story.element.iter(_DOC_PR)]
        return max(used) + 1


def open_template(path: Path) -> WordFile:
    """Open a template as python-docx does, after a look at what the file really is.

    Raises:
        BadTemplate: there is no such file, or it is not a Word document.
    """
    if not path.is_file():
        raise BadTemplate(Kind.NO_SUCH_TEMPLATE, where=path)
    try:
        require_docx(path)
        word: WordFile = docx.Document(str(path))
        if word.element.nsmap.get("w") != W:
            raise BadFile(Kind.SAVED_BY_AN_UNKNOWN_PROGRAM)
    except BadFile as error:
        raise BadTemplate(error.kind, where=path, **error.facts) from error
    except Exception as error:
        # python-docx raises half a dozen kinds for a file that is not whole.
        raise BadTemplate(Kind.FILE_IS_DAMAGED, where=path) from error
    return word


def add_logo(part: Any, logo: Path) -> tuple[str, int, int]:
    """Put a logo into a part: relationship id, width and height in EMU, at most 2 cm high.

    Raises:
        BadFile: the file is not there, or is not a picture that Word takes.
    """
    try:
        rel, image = part.get_or_add_image(str(logo))
    except (OSError, UnrecognizedImageError, UnexpectedEndOfFileError, ValueError) as error:
        raise BadFile(Kind.LOGO_CANNOT_BE_READ, where=logo) from error
    wide, high = int(image.width), int(image.height)
    scale = min(_LOGO_HIGH_CM * EMU_PER_CM / max(high, 1), _LOGO_WIDE_CM * EMU_PER_CM / max(wide, 1))
    return str(rel), int(wide * scale), int(high * scale)


def _folded(name: str) -> str:
    return " ".join(name.lower().split())
