"""Writes a document: an officer's template, filled with values and blocks.

The same document, template and day always give the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as WordFile
from lxml import etree

from consultwork.blocks import Block, Document
from consultwork.errors import BadTemplate
from consultwork.files import write_whole
from consultwork.kinds import Kind
from consultwork.model import DraftState
from consultwork.ooxml.reader import DRAFT_PROPERTY, STATE_PROPERTY
from consultwork.text import clean
from consultwork.word.colours import Palette, recolour
from consultwork.word.manifest import add_manifest
from consultwork.word.package import pack, set_custom_property, unpack
from consultwork.word.template.tags import Tag, fill, find_tags, remove_paragraph, w
from consultwork.word.template.template import Template, add_logo, open_template
from consultwork.word.write.blocks_xml import BlockWriter, drawing, evidence_labels
from consultwork.word.write.footnotes import add_footnotes
from consultwork.word.write.status import anchor_status
from consultwork.wording import say

HOUSE = Palette()
_MARK = "cw-slot"
_ROOT = '<r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
_SLOT = re.compile(rb"<\?cw-slot (\d+)\?>")
_PROPERTY_LENGTH = 255  # what Word keeps of a core property


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What came of writing a document.

    Args:
        path: the file.
        replaced: how many characters the text gate had to replace.
        unused: tags of the template whose value or blocks were empty.
        unknown: values and slots given that the template has no tag for.
    """

    path: Path
    replaced: int = 0
    unused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def write(
    document: Document,
    path: Path,
    *,
    templates: Path,
    today: date,
    author: str = "",
    logo: Path | None = None,
    colours: Palette = HOUSE,
) -> WriteReport:
    """Write a document as a Word file.

    Args:
        document: blocks and values.
        path: where it goes; its folder is made, a file that is there is replaced.
        templates: the folder of templates.
        today: the day for the file's own dates.
        author: the file's author property.
        logo: a PNG or JPEG for the ``{{logo}}`` tag; without one the tag's paragraph goes.
        colours: the organisation's, in place of the house's.

    Returns:
        The file, how many characters were replaced, and which tags and values did not meet.

    Raises:
        BadTemplate: no such template, a tag without a value, blocks without a slot, a broken tag,
            or a missing style.
        BadFile: the logo cannot be read, or the file cannot be written.
    """
    template = Template(open_template(templates / document.template), document.template, colours)
    stories = {part: find_tags(part.element, document.template) for part in template.stories()}
    tags = [tag for found in stories.values() for tag in found]
    values = _values(document)
    _judge(document, template, tags, values)

    cleaned = {name: clean(value) for name, value in values.items()}
    used = {tag.name for tag in tags if not tag.block}
    writer = BlockWriter(
        template,
        template.text_width(),
        evidence_labels(document.blocks()),
        template.first_free_id(),
        template.first_free_note(),
        replaced=sum(c.replaced for name, c in cleaned.items() if name in used),
    )
    words = {name: c.text for name, c in cleaned.items()} | {"logo": ""}
    anchored = 0
    for part, found in stories.items():
        if logo is not None:
            _place_logo(part, found, logo, writer, values.get("organisation", ""))
        for paragraph, own in _by_paragraph(found):
            fill(paragraph, own, words)
            if document.draft and any(tag.name == "status" for tag in own):
                anchored += anchor_status(paragraph, words["status"], anchored, writer.next_id)
                writer.next_id += 1
    pieces: list[str] = []
    for tag in tags:
        if tag.block:
            _insert(tag.paragraph, document.slots[tag.name], writer, pieces)
    _close_body(template, pieces)
    _properties(template.word, document, today, author)
    _save(template, path, pieces, document, writer.notes)
    empty = {t.name for t in tags if not t.block and not words[t.name] and not (t.name == "logo" and logo)}
    empty |= {f"block:{t.name}" for t in tags if t.block and not document.slots[t.name]}
    return WriteReport(path, writer.replaced, tuple(sorted(empty)), _unknown(document, tags))


def _values(document: Document) -> dict[str, str]:
    values = {"title": document.title, "logo": "", **document.values}
    values["made_up"] = (document.values.get("made_up") or say("documents/made-up")) if document.made_up else ""
    return values


def _judge(document: Document, template: Template, tags: list[Tag], values: dict[str, str]) -> None:
    missing = [f"{{{{{t.name}}}}}" for t in tags if not t.block and t.name not in values]
    missing += [f"{{{{block:{t.name}}}}}" for t in tags if t.block and t.name not in document.slots]
    if missing:
        names = ", ".join(dict.fromkeys(missing))
        raise BadTemplate(Kind.NO_VALUE_FOR_TAG, where=template.name, names=names)
    slots = [t.name for t in tags if t.block]
    for name in dict.fromkeys(slots):
        if slots.count(name) > 1:
            raise BadTemplate(Kind.BLOCK_TAG_STANDS_TWICE, where=template.name, fact=name)
    lost = [name for name, blocks in document.slots.items() if blocks and name not in slots]
    if lost:
        raise BadTemplate(Kind.NO_PLACE_FOR_BLOCKS, where=template.name, lost=lost[0])
    if document.made_up and not any(t.name == "made_up" for t in tags):
        raise BadTemplate(Kind.NO_PLACE_FOR_MADE_UP, where=template.name)
    body = template.word.element.body
    for tag in tags:
        if tag.block and tag.paragraph.getparent() is not body:
            raise BadTemplate(Kind.BLOCK_TAG_IN_A_TABLE_OR_HEADER, where=template.name, tag=tag.name)


def _by_paragraph(tags: list[Tag]) -> list[tuple[Any, list[Tag]]]:
    groups: dict[Any, list[Tag]] = {}
    for tag in tags:
        if not tag.block:
            groups.setdefault(tag.paragraph, []).append(tag)
    return list(groups.items())


def _insert(paragraph: Any, blocks: tuple[Block, ...], writer: BlockWriter, pieces: list[str]) -> None:
    """Put a mark in the place of a slot, and its blocks as XML into ``pieces``.

    The blocks go in as text once all is saved: moving tens of thousands of elements from one tree
    into another takes lxml minutes.
    """
    properties = paragraph.find(w("pPr"))
    spacing = properties.find(w("spacing")) if properties is not None else None
    gap = str(spacing.get(w("before"))) if spacing is not None else ""
    xml = writer.xml(
        blocks,
        new_page=properties is not None and properties.find(w("pageBreakBefore")) is not None,
        after_table=_ends_with_table(paragraph.getprevious(), pieces),
        gap=int(gap) if gap.isdigit() else None,
    )
    if xml:
        paragraph.addprevious(etree.ProcessingInstruction(_MARK, str(len(pieces))))
        pieces.append(xml)
    if properties is not None and properties.find(w("sectPr")) is not None:
        remove_paragraph(paragraph)
    else:
        paragraph.getparent().remove(paragraph)


def _ends_with_table(element: Any, pieces: list[str]) -> bool:
    if element is None:
        return False
    if element.tag is etree.ProcessingInstruction:
        return pieces[int(element.text)].endswith("</w:tbl>")
    return bool(element.tag == w("tbl"))


def _close_body(template: Template, pieces: list[str]) -> None:
    """Word needs a paragraph at the very end, after a table too."""
    body = template.word.element.body
    content = [e for e in body if e.tag != w("sectPr")]
    if content and not _ends_with_table(content[-1], pieces):
        return
    end = etree.Element(w("p"))
    style = etree.SubElement(etree.SubElement(end, w("pPr")), w("pStyle"))
    style.set(w("val"), template.style("CW Table end"))
    body.insert(len(content), end)


def _place_logo(part: Any, tags: list[Tag], logo: Path, writer: BlockWriter, organisation: str) -> None:
    for tag in tags:
        if tag.name == "logo" and not tag.block:
            rel, wide, high = add_logo(part, logo)
            alt = f"{organisation} logo".strip()
            ident, writer.next_id = writer.next_id, writer.next_id + 1
            run = etree.fromstring(f"{_ROOT}{drawing(ident, rel, wide, high, 'Logo', alt)}</r>".encode())[0]
            tag.paragraph.append(run)


def _properties(word: WordFile, document: Document, today: date, author: str) -> None:
    core = word.core_properties
    keywords = [*document.keywords, *(["made-up"] if document.made_up else [])]
    stamp = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - python-docx writes it as UTC
    core.title = _property(document.title)
    core.subject = _property(document.subject)
    core.keywords = _property(", ".join(dict.fromkeys(keywords)))
    core.author = core.last_modified_by = _property(author)
    core.language = "en-GB"
    core.created = core.modified = stamp
    core.revision = 1
    set_custom_property(word, DRAFT_PROPERTY, clean(document.draft).text)
    if document.draft:
        set_custom_property(word, STATE_PROPERTY, DraftState.DRAFT.value)


def _property(text: str) -> str:
    return clean(text).text[:_PROPERTY_LENGTH]


def _save(template: Template, path: Path, pieces: list[str], document: Document, notes: list[str]) -> None:
    word = template.word
    buffer = BytesIO()
    word.save(buffer)
    main = str(word.part.partname).lstrip("/")
    parts = unpack(buffer.getvalue())
    recolour(parts, template.colours)
    parts[main] = _SLOT.sub(lambda m: pieces[int(m[1])].encode("utf-8"), parts[main])
    if notes:
        add_footnotes(parts, notes, main)
    if document.draft:
        add_manifest(parts, document, main)
    put_file(path, pack(parts))


def put_file(path: Path, data: bytes) -> None:
    """Write a Word file, or say why it cannot be written.

    Raises:
        FileInUse: the file is open elsewhere, or the folder cannot be written to.
    """
    if path.name.startswith("."):  # itself on its way to a place: a second one beside it would only be left lying
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    else:
        write_whole(path, data)


def _unknown(document: Document, tags: list[Tag]) -> tuple[str, ...]:
    names = {t.name for t in tags if not t.block}
    slots = {t.name for t in tags if t.block}
    spare = [name for name in document.values if name not in names]
    spare += [f"block:{name}" for name in document.slots if name not in slots]
    return tuple(sorted(spare))
