"""Blocks as WordprocessingML: one string for a whole slot, parsed once.

Everything that people wrote goes through ``_words``: the text gate, then escaping. So text can
never become a field, a tag or markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import quote as percent
from xml.sax.saxutils import escape

from consultwork.blocks import (
    Block,
    Bullets,
    Chart,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Space,
    Span,
    Table,
    Ticks,
    Tone,
)
from consultwork.model import Bookmarks, bookmark_of
from consultwork.text import clean
from consultwork.word.write.controls_xml import space_xml, tick_xml
from consultwork.word.write.tables_xml import column_widths, table_open

STYLE_OF = {
    Tone.BODY: "CW Body",
    Tone.NUMBERED: "CW Numbered",
    Tone.LEAD: "CW Lead",
    Tone.QUESTION: "CW Question",
    Tone.POSITION: "CW Position",
    Tone.KEY: "CW Key message",
    Tone.NOTE: "CW Note",
    Tone.SOURCE: "CW Source",
    Tone.ADDRESS: "CW Address",
    Tone.SUBJECT: "heading 1",
    Tone.SIGNATURE: "CW Signature",
    Tone.FORM: "CW Form line",
    Tone.FORM_SMALL: "CW Form small",
    Tone.FORM_NOTE: "CW Form note",
}
_QUOTED = {'"': "&quot;"}
_LABEL = re.compile(r"E\d+|Q[\w.-]+")  # a theme, or the boxes of a question
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_BREAKS = re.compile(r"([\n\t])")
_EMPTY_CELL = "–"
# Declared where they are used: a template's root declares w, the others only perhaps.
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_DRAWING = (
    f'{_R} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


class Surroundings(Protocol):
    """What the writer knows of the template and blocks cannot: ids of styles, lists and links."""

    def style(self, name: str) -> str:
        """The id of a named style."""

    def list_number(self, style: str) -> int:
        """A new list of that style, starting at one; the house's where the style is none."""

    def bullets(self, style: str) -> int:
        """0 where the style has bullets of its own, otherwise the list that gives it some."""

    def link(self, address: str) -> str:
        """The relationship id of a web address."""

    def picture(self, chart: Chart) -> tuple[str, int, int]:
        """Relationship id, width and height (EMU) of a chart's picture."""


@dataclass
class BlockWriter:
    """Turns blocks into XML, counting what has to be counted over the whole document.

    Args:
        around: the template's ids.
        width: the text width, in twentieths of a point.
        labels: the evidence labels that have a place to link to.
        next_id: the first free id for bookmarks and pictures.
        next_note: the first free id for footnotes.
    """

    around: Surroundings
    width: int
    labels: frozenset[str] = frozenset()
    next_id: int = 1
    next_note: int = 1
    replaced: int = 0
    notes: list[str] = field(default_factory=list)  # footnotes, as XML
    _names: Bookmarks = field(default_factory=Bookmarks)
    _numbers: dict[str, int] = field(default_factory=dict)
    _starts: dict[str, str] = field(default_factory=dict)
    _new_page: bool = False
    _after_table: bool = False
    _gap: int | None = None

    def xml(
        self, blocks: tuple[Block, ...], *, new_page: bool = False, after_table: bool = False, gap: int | None = None
    ) -> str:
        """The blocks as a string of paragraphs and tables, without a root.

        Args:
            blocks: what to write, in order.
            new_page: whether the first of them starts on a new page.
            after_table: whether a table stands right above the first of them.
            gap: the space above the first of them, where it is not the style's own.
        """
        self._new_page, self._after_table, self._gap = new_page, after_table, gap
        return "".join(self._block(block) for block in blocks)

    def _holder(self, block: Quote | Bullets | Table | Chart | Ticks) -> str:
        match block:
            case Quote():
                return self._quote(block)
            case Bullets():
                return self._bullets(block)
            case Table():
                return self._table(block)
            case Chart():
                return self._chart(block)
            case Ticks():
                return self._ticks(block)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                style = f"heading {min(max(block.level, 1), 3)}"
                return self._p(style, self._words(block.text), anchor=block.anchor)
            case Paragraph():
                return self._p(STYLE_OF[block.tone], self._spans(block.spans), anchor=block.anchor)
            case Quote() | Bullets() | Table() | Chart() | Ticks():
                return self._holder(block)
            case Space():
                return space_xml(block, self.around.style("CW Box"), self._new_id())
            case Contents():
                return self._contents(block)
            case PageBreak():
                self._new_page = True
                return ""

    def _p(self, style: str, runs: str, *, anchor: str = "", number: int = 0, keep: bool = False) -> str:
        start = self._start(style)
        marked = self._marked(anchor, runs) if anchor else runs
        if not (keep or number or self._new_page or self._after_table or self._gap is not None):
            return f"{start}</w:pPr>{marked}</w:p>"
        page = "<w:keepNext/>" if keep else ""
        page += "<w:pageBreakBefore/>" if self._new_page else ""
        listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        # A table without a source line has no space of its own below it.
        gap = self._gap if self._gap is not None else 240 if self._after_table and style in _FLUSH else None
        space = f'<w:spacing w:before="{gap}"/>' if gap is not None else ""
        self._new_page, self._after_table, self._gap = False, False, None
        return f"{start}{page}{listed}{space}</w:pPr>{marked}</w:p>"

    def _start(self, style: str) -> str:
        """How a paragraph of a style begins, up to where its properties may go on."""
        start = self._starts.get(style)
        if start is None:
            start = self._starts[style] = f'<w:p><w:pPr><w:pStyle w:val="{self.around.style(style)}"/>'
        return start

    def _marked(self, anchor: str, runs: str) -> str:
        unique = self._names.name(anchor)
        if not unique:
            return runs
        ident = self._new_id()
        return f'<w:bookmarkStart w:id="{ident}" w:name="{unique}"/>{runs}<w:bookmarkEnd w:id="{ident}"/>'

    def _new_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def _words(self, text: str, rpr: str = "") -> str:
        """Text as runs, with line breaks and tabs as Word has them."""
        if text.isprintable() and not rpr:  # nothing to clean, nothing to break
            return f'<w:r><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>' if text else ""
        cleaned = clean(text)
        self.replaced += cleaned.replaced
        if not cleaned.text:
            return ""
        look = f"<w:rPr>{rpr}</w:rPr>" if rpr else ""
        if "\n" not in cleaned.text and "\t" not in cleaned.text:
            return f'<w:r>{look}<w:t xml:space="preserve">{_escaped(cleaned.text)}</w:t></w:r>'
        inner = "".join(
            "<w:br/>" if part == "\n" else "<w:tab/>" if part == "\t" else
            f'<w:t xml:space="preserve">{_escaped(part)}</w:t>'
            for part in _BREAKS.split(cleaned.text) if part
        )  # fmt: skip
        return f"<w:r>{look}{inner}</w:r>"

    def _spans(self, spans: tuple[Span, ...]) -> str:
        return "".join(self._span(span) + (self._note(span.note) if span.note else "") for span in spans)

    def _note(self, text: str) -> str:
        """A footnote: its mark in the text; the note itself is kept for a part of its own."""
        ident, self.next_note = self.next_note, self.next_note + 1
        mark = f'<w:rPr><w:rStyle w:val="{self.around.style("footnote reference")}"/></w:rPr>'
        self.notes.append(
            f'<w:footnote w:id="{ident}"><w:p><w:pPr><w:pStyle w:val="{self.around.style("footnote text")}"/></w:pPr>'
            f"<w:r>{mark}<w:footnoteRef/></w:r>{self._words(f' {text}')}</w:p></w:footnote>"
        )
        return f'<w:r>{mark}<w:footnoteReference w:id="{ident}"/></w:r>'

    def _contents(self, contents: Contents) -> str:
        made = [self._p("CW Contents", self._words(contents.title))]
        last = len(contents.lines) - 1
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for n, line in enumerate(contents.lines):
            page = f"<w:r><w:tab/></w:r>{self._words(line.page)}" if line.page else ""
            inner = f"{self._words(line.text)}{page}"
            link = f'<w:hyperlink w:anchor="{bookmark_of(line.anchor)}" w:history="1">{inner}</w:hyperlink>'
            end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if n == last else ""
            made.append(self._p(f"toc {line.level}", f"{begin if n == 0 else ''}{link}{end}"))
        return "".join(made)

    def _span(self, span: Span) -> str:
        bold = "<w:b/><w:bCs/>" if span.bold else ""
        if span.ref:
            runs = self._words(span.text, f'<w:rStyle w:val="{self.around.style("CW Reference")}"/>{bold}')
            label = span.text.strip()
            if label not in self.labels:
                return runs
            target = bookmark_of(f"evidence-{label}")
            return f'<w:hyperlink w:anchor="{target}" w:history="1">{runs}</w:hyperlink>'
        if span.link and _SAFE_LINK.match(span.link):
            # What is not part of an address is percent-encoded; what is encoded already stays.
            address = percent(clean(span.link).text, safe="%/:=&?~#+!$,;'@()*[]")
            runs = self._words(span.text, f'<w:rStyle w:val="{self.around.style("Hyperlink")}"/>{bold}')
            return f'<w:hyperlink {_R} r:id="{self.around.link(address)}" w:history="1">{runs}</w:hyperlink>'
        return self._words(span.text, bold)

    def _quote(self, quote: Quote) -> str:
        said = self._p("CW Quote", self._words(f"“{quote.text}”"), anchor=quote.anchor)
        who = self._words(quote.who + (" (" if quote.who and quote.evidence else ""))
        if quote.evidence:
            who += self._span(Span(quote.evidence, ref=True)) + (self._words(")") if quote.who else "")
        return said + (self._p("CW Quote source", who) if who else "")

    def _bullets(self, bullets: Bullets) -> str:
        style, number = "List Bullet", self.around.bullets("List Bullet")
        if bullets.numbered or bullets.prefix:
            style = "CW Recommendation" if bullets.prefix == "R" else "List Number"
            number = self.around.list_number(style)
        return "".join(
            self._p(style, self._spans(item), anchor=bullets.anchor if n == 0 else "", number=number)
            for n, item in enumerate(bullets.items)
        )

    def _ticks(self, block: Ticks) -> str:
        boxes = [tick_xml(tag, label, self._new_id()) + self._words(f" {label}") for tag, label in block.options]
        if block.inline:
            return self._p("CW Choice", self._words("\t").join(boxes))
        return "".join(self._p("CW Choice", box, keep=n + 1 < len(boxes)) for n, box in enumerate(boxes))

    def _caption(self, kind: str, text: str, anchor: str) -> str:
        n = self._numbers[kind] = self._numbers.get(kind, 0) + 1
        field_ = f'<w:fldSimple w:instr=" SEQ {kind} \\* ARABIC "><w:r><w:t>{n}</w:t></w:r></w:fldSimple>'
        return self._p("caption", f"{self._words(f'{kind} ')}{field_}{self._words(f': {text}')}", anchor=anchor)

    def _table(self, table: Table) -> str:
        columns = len(table.header)
        too_long = [row for row in table.rows if len(row) > columns]
        if too_long or not columns:
            raise ValueError(f"A table row has more cells than the header has: {too_long[:1]!r}")
        before = self._caption("Table", table.caption, table.anchor) if table.caption else ""
        if not before and self._after_table:
            # Two tables without a paragraph between them would become one in Word.
            before = self._p("CW Table end", "")
        self._gap = None
        widths = column_widths(table, self.width)
        title, description = _attribute(table.caption or table.description), _attribute(table.description)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = self._row(table, table.header, widths, head=True, anchor="" if table.caption else table.anchor)
        rows = self._rows(table, widths)
        opening = table_open(self.around.style("CW Table"), self.width, title, description)
        self._after_table = not table.source
        after = self._p("CW Source", self._words(table.source)) if table.source else ""
        return f"{before}<w:tbl>{opening}<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(rows)}</w:tbl>{after}"

    def _rows(self, table: Table, widths: list[int]) -> list[str]:
        """The rows below the head. Most cells are a few plain words: they are put together in one go."""
        if table.anchor.startswith("evidence"):  # their first cells are places that references lead to
            return [self._row(table, row, widths) for row in table.rows]
        opens = []
        for n, width in enumerate(widths):
            style = "CW Table number" if n in table.numeric else "CW Table first" if n == 0 else "CW Table text"
            start = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._start(style)}</w:pPr>'
            opens.append(start)
        size, made = len(table.header), []
        for row in table.rows:
            cells = row if len(row) == size else row + ("",) * (size - len(row))
            inner = "".join(
                [
                    f"{o}{self._words(t if t.strip() else _EMPTY_CELL)}</w:p></w:tc>"
                    for o, t in zip(opens, cells, strict=True)
                ]
            )
            made.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inner}</w:tr>")
        return made

    def _row(
        self, table: Table, cells: tuple[str, ...], widths: list[int], *, head: bool = False, anchor: str = ""
    ) -> str:
        cells = cells + ("",) * (len(table.header) - len(cells))
        labelled = not head and table.anchor.startswith("evidence")
        out = []
        for n, (text, width) in enumerate(zip(cells, widths, strict=True)):
            number = n in table.numeric
            if head:
                style = "CW Table number head" if number else "CW Table head"
            else:
                style = "CW Table number" if number else "CW Table first" if n == 0 else "CW Table text"
            mark = anchor if n == 0 else ""
            label = text.strip()
            if labelled and n == 0 and _LABEL.fullmatch(label):
                mark = f"evidence-{label}"
            paragraph = self._p(style, self._words(text if label else _EMPTY_CELL), anchor=mark)
            out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph}</w:tc>')
        kind = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
        return f"<w:tr><w:trPr>{kind}</w:trPr>{''.join(out)}</w:tr>"

    def _chart(self, chart: Chart) -> str:
        caption = self._caption("Figure", chart.caption, chart.anchor)
        rel, wide, high = self.around.picture(chart)
        self.replaced += clean(chart.alt).replaced
        figure = self._p("CW Figure", drawing(self._new_id(), rel, wide, high, "Chart", chart.alt))
        source = self._p("CW Source", self._words(chart.source)) if chart.source else ""
        return caption + figure + source


_FLUSH = frozenset(
    ("CW Body", "CW Lead", "CW Question", "CW Position", "CW Key message", "CW Source", "CW Quote",
     "List Bullet", "List Number", "CW Recommendation", "CW Address")
)  # fmt: skip


def evidence_labels(blocks: tuple[Block, ...]) -> frozenset[str]:
    """The evidence labels (E01) that have a place in the document to link to.

    A place is a block whose anchor is ``evidence-E01``, or a row of a table whose anchor starts
    with ``evidence`` and whose first cell is the label.
    """
    found = set()
    for block in blocks:
        anchor = getattr(block, "anchor", "")
        if anchor.startswith("evidence-"):
            found.add(anchor.removeprefix("evidence-"))
        if isinstance(block, Table) and anchor.startswith("evidence"):
            found |= {row[0].strip() for row in block.rows if row and _LABEL.fullmatch(row[0].strip())}
    return frozenset(found)


def _escaped(text: str) -> str:
    # As xml.sax.saxutils does it, without its look at further entities: it is called for every cell.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return escape(clean(text).text, {**_QUOTED, "\n": " ", "\t": " "})


def drawing(ident: int, rel: str, wide: int, high: int, name: str, alt: str) -> str:
    """A run that holds a picture in the line, with its alt text. Sizes in EMU."""
    named = f'id="{ident}" name="{name} {ident}" descr="{_attribute(alt)}"'
    return (
        f'<w:r><w:drawing {_DRAWING}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{rel}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
