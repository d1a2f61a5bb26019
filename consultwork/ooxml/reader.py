"""Reads a Word file to plain nouns: paragraphs, tables, quotes, counts, and both texts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from consultwork.model import ReadDocument, ReadParagraph, ReadQuote, ReadTable, RevisionSpan
from consultwork.ooxml.package import Package
from consultwork.ooxml.walk import GONE, NEW, BodyParagraph, Walk
from consultwork.text import count_words

DRAFT_PROPERTY = "consultwork-draft"
STATE_PROPERTY = "consultwork-state"
_QUOTED = re.compile(r"“([^“”]*(?:“[^“”]*”[^“”]*)*)”")
_BREAKS = re.compile(r"[\n\t]+")
_COUNTED = ("body", "table", "text box")


def read_document(path: Path) -> ReadDocument:
    """A Word file as it reads once every tracked change is accepted.

    Args:
        path: any .docx.

    Returns:
        Its paragraphs in reading order (then notes, headers and footers), the words that stand as
        somebody's, the tables, and the draft's id.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    package = Package(path)
    walk = Walk(package)
    paragraphs = tuple(_read(p) for p in walk.paragraphs)
    counted = [p.text for p in paragraphs if p.place in _COUNTED]
    return ReadDocument(
        paragraphs=tuple(p for p in paragraphs if p.text or p.original),
        quotes=tuple(quote for p in paragraphs for quote in _quotes(p)),
        tables=tuple(_tables(walk, paragraphs)),
        draft=_custom_property(package, DRAFT_PROPERTY),
        state=_custom_property(package, STATE_PROPERTY),
        title=_core(package, "title"),
        keywords=_core(package, "keywords"),
        words=sum(count_words(text) for text in counted),
        characters=sum(len(text) for text in counted),
    )


def read_texts(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The text before all tracked changes, and after them: one line for each paragraph.

    A line break within a paragraph becomes a space, so that a line stays a paragraph. Empty
    paragraphs are left out. Body, tables and text boxes come first, then notes, headers, footers.

    Returns:
        The original lines and the final lines.
    """
    return texts_of(Package(path))


def texts_of(package: Package) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The same of a file that is open already: the original lines and the final lines."""
    walked = Walk(package).paragraphs
    final = _lines(walked, GONE)
    tracked = any(p.row or p.ends or any(x.marks for x in p.pieces) for p in walked)
    return _lines(walked, NEW) if tracked else final, final


def read_stretches(path: Path) -> tuple[RevisionSpan, ...]:
    """The text before and after every tracked change, side by side: what a returned draft is judged by.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    spans: list[RevisionSpan] = []
    together: list[BodyParagraph] = []
    walked = Walk(Package(path)).paragraphs
    for n, paragraph in enumerate(walked):
        together.append(paragraph)
        following = walked[n + 1] if n + 1 < len(walked) else None
        if paragraph.ends and following is not None and following.place == paragraph.place:
            continue
        spans += _apart(together)
        together = []
    return tuple(spans)


def _apart(together: list[BodyParagraph]) -> list[RevisionSpan]:
    """Paragraphs whose ends were changed, each by itself where that tells the same.

    Somebody who adds a paragraph, or takes out a whole one, changes a paragraph's end too: it is one
    paragraph's edit all the same. Only where words crossed from one to the other do they stay together.
    """
    whole = _stretch(together)
    each = [_stretch([p]) for p in together]
    if (
        tuple(x for s in each for x in s.before) == whole.before
        and tuple(x for s in each for x in s.after) == whole.after
    ):
        return [s for s in each if s.before or s.after]
    return [whole]


def _stretch(together: list[BodyParagraph]) -> RevisionSpan:
    before, after = _lines(together, NEW, filled=False), _lines(together, GONE, filled=False)
    marks = [m for p in together for m in (*p.row, *p.ends, *(m for x in p.pieces for m in x.marks))]
    anchor = next((p.anchors[0] for p in together if p.anchors), "")
    who = tuple(dict.fromkeys(m.author for m in marks if m.author))
    dates = sorted(m.date for m in marks if m.date)
    first = together[0]
    return RevisionSpan(before, after, anchor, first.section, first.place, who, dates[0] if dates else "")


def _lines(walked: list[BodyParagraph], leave_out: set[str], *, filled: bool = True) -> tuple[str, ...]:
    lines: list[str] = []
    carried, before = "", ""
    for n, paragraph in enumerate(walked):
        if paragraph.row and any(m.kind in leave_out for m in paragraph.row):
            continue
        text = "".join(
            [
                p.text
                for p in paragraph.pieces
                if (filled or not p.filled) and not (p.marks and any(m.kind in leave_out for m in p.marks))
            ]
        )
        if carried and paragraph.place != before:
            lines.append(carried)
            carried = ""
        carried, before = carried + text, paragraph.place
        # A paragraph mark that is not there in this reading joins the paragraph with the next.
        if paragraph.ends and any(m.kind in leave_out for m in paragraph.ends) and n + 1 < len(walked):
            continue
        lines.append(carried)
        carried = ""
    lines.append(carried)
    flat = (_BREAKS.sub(" ", text) if "\n" in text or "\t" in text else text for text in lines)
    return tuple(line for line in (text.strip() for text in flat) if line)


def _read(p: BodyParagraph) -> ReadParagraph:
    gone = any(m.kind in GONE for m in p.row)
    new = any(m.kind in NEW for m in p.row)
    return ReadParagraph(
        text="" if gone else p.text,
        style=p.style,
        section=p.section,
        anchor=p.anchors[0] if p.anchors else "",
        original="" if new else p.original,
        place=p.place,
        level=p.level,
        link_targets=tuple(p.links),
    )


def _quotes(paragraph: ReadParagraph) -> list[ReadQuote]:
    if not paragraph.text:
        return []
    style = paragraph.style.lower()
    if "quote" in style and "source" not in style:
        return [ReadQuote(_unquoted(paragraph.text), paragraph, styled=True)]
    return [ReadQuote(match.group(1), paragraph) for match in _QUOTED.finditer(paragraph.text)]


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if text.startswith("“") and text.endswith("”") else text


def _tables(walk: Walk, paragraphs: tuple[ReadParagraph, ...]) -> list[ReadTable]:
    tables = []
    for table in walk.tables:
        rows = tuple(
            tuple("\n".join(paragraphs[i].text for i in cell) for cell in row)
            for row in table.rows
            if not _gone(walk, row)
        )
        before = paragraphs[table.start - 1] if table.start else None
        caption = before if before is not None and before.style.lower() == "caption" else None
        first = paragraphs[table.start] if table.start < len(paragraphs) else None
        tables.append(
            ReadTable(
                rows=rows,
                header=table.header,
                caption=caption.text if caption else "",
                section=first.section if first else "",
                anchor=caption.anchor if caption else first.anchor if first else "",
            )
        )
    return tables


def _gone(walk: Walk, row: list[range]) -> bool:
    marks = [m for cell in row for i in cell for m in walk.paragraphs[i].row]
    return any(m.kind in GONE for m in marks)


def _core(package: Package, name: str) -> str:
    root = package.properties("core-properties")
    for child in root if root is not None else ():
        if isinstance(child.tag, str) and child.tag.rsplit("}", 1)[-1] == name:
            return child.text or ""
    return ""


def _custom_property(package: Package, name: str) -> str:
    root = package.properties("custom-properties")
    for entry in root if root is not None else ():
        if entry.get("name") == name:
            return "".join(_texts(entry))
    return ""


def _texts(element: Any) -> list[str]:
    return [str(text) for text in element.itertext()]
