"""Writes a document: an officer's template, filled with values and blocks.

The same document, template and day always give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as WordFile
from lxml import etree

from consultwork.blocks import Block, Document
from consultwork.errors import BadFile, BadTemplate
from consultwork.text import clean
from consultwork.word.around import Template, add_logo, open_template
from consultwork.word.blocks_xml import BlockWriter, drawing, evidence_labels
from consultwork.word.package import repack, set_custom_property
from consultwork.word.tags import Tag, fill, find_tags, remove_paragraph, w

MADE_UP = "Made-up example: no real person's words."
_ROOT = (
    '<r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
)
_PROPERTY_LENGTH = 255  # what Word keeps of a core property


@dataclass(frozen=True, slots=True)
class Written:
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
) -> Written:
    """Write a document as a Word file.

    Args:
        document: blocks and values.
        path: where it goes; its folder is made, a file that is there is replaced.
        templates: the folder of templates.
        today: the day for the file's own dates.
        author: the file's author property.
        logo: a PNG or JPEG for the ``{{logo}}`` tag; without one the tag's paragraph goes.

    Returns:
        The file, how many characters were replaced, and which tags and values did not meet.

    Raises:
        BadTemplate: no such template, a tag without a value, blocks without a slot, a broken tag,
            or a missing style.
        BadFile: the logo cannot be read, or the file cannot be written.
    """
    template = Template(open_template(templates / document.template), document.template)
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
        replaced=sum(c.replaced for name, c in cleaned.items() if name in used),
    )
    words = {name: c.text for name, c in cleaned.items()} | {"logo": ""}
    for part, found in stories.items():
        if logo is not None:
            _place_logo(part, found, logo, writer, values.get("organisation", ""))
        for paragraph, own in _by_paragraph(found):
            fill(paragraph, own, words)
    for tag in tags:
        if tag.block:
            _insert(tag.paragraph, document.slots[tag.name], writer)
    _close_body(template, writer)
    _properties(template.word, document, today, author)
    _save(template.word, path)
    empty = {t.name for t in tags if not t.block and not words[t.name] and not (t.name == "logo" and logo)}
    empty |= {f"block:{t.name}" for t in tags if t.block and not document.slots[t.name]}
    return Written(path, writer.replaced, tuple(sorted(empty)), _unknown(document, tags))


def _values(document: Document) -> dict[str, str]:
    values = {"title": document.title, "logo": "", **document.values}
    values["made_up"] = (document.values.get("made_up") or MADE_UP) if document.made_up else ""
    return values


def _judge(document: Document, template: Template, tags: list[Tag], values: dict[str, str]) -> None:
    missing = [f"{{{{{t.name}}}}}" for t in tags if not t.block and t.name not in values]
    missing += [f"{{{{block:{t.name}}}}}" for t in tags if t.block and t.name not in document.slots]
    if missing:
        names = ", ".join(dict.fromkeys(missing))
        raise BadTemplate(
            f"There is no value for the tag {names}.",
            where=template.name,
            todo="Remove the tag in Word, or correct its name: templates/README.md lists them.",
        )
    slots = [t.name for t in tags if t.block]
    for name in dict.fromkeys(slots):
        if slots.count(name) > 1:
            raise BadTemplate(f"The tag {{{{block:{name}}}}} stands there more than once.", where=template.name)
    lost = [name for name, blocks in document.slots.items() if blocks and name not in slots]
    if lost:
        raise BadTemplate(
            f"There is no place for the blocks “{lost[0]}”, so their words would be lost.",
            where=template.name,
            todo=f"Add a paragraph with {{{{block:{lost[0]}}}}} in Word.",
        )
    if document.made_up and not any(t.name == "made_up" for t in tags):
        raise BadTemplate(
            "There is no place to say that this is a made-up example.",
            where=template.name,
            todo="Add a paragraph with {{made_up}} in Word.",
        )
    body = template.word.element.body
    for tag in tags:
        if tag.block and tag.paragraph.getparent() is not body:
            raise BadTemplate(
                f"The tag {{{{block:{tag.name}}}}} stands in a table, header, footer or frame.",
                where=template.name,
                todo="Move it into a paragraph of the text itself.",
            )


def _by_paragraph(tags: list[Tag]) -> list[tuple[Any, list[Tag]]]:
    groups: dict[Any, list[Tag]] = {}
    for tag in tags:
        if not tag.block:
            groups.setdefault(tag.paragraph, []).append(tag)
    return list(groups.items())


def _insert(paragraph: Any, blocks: tuple[Block, ...], writer: BlockWriter) -> None:
    new_page = paragraph.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None
    xml = f"{_ROOT}{writer.xml(blocks, new_page=new_page)}</r>"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    elements = list(etree.fromstring(xml.encode("utf-8"), parser))
    _keep_gap(paragraph, elements)
    for element in elements:
        paragraph.addprevious(element)
    if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is None:
        paragraph.getparent().remove(paragraph)
    else:
        remove_paragraph(paragraph)


def _keep_gap(paragraph: Any, elements: list[Any]) -> None:
    """Carry the space that the officer set above a slot over to what takes its place."""
    gap = paragraph.find(f"{w('pPr')}/{w('spacing')}")
    if gap is None or gap.get(w("before")) is None or not elements or elements[0].tag != w("p"):
        return
    properties = elements[0].find(w("pPr"))
    spacing = properties.find(w("spacing"))
    if spacing is None:
        spacing = etree.SubElement(properties, w("spacing"))
    spacing.set(w("before"), str(gap.get(w("before"))))


def _close_body(template: Template, writer: BlockWriter) -> None:
    """Word needs a paragraph at the very end, after a table too."""
    body = template.word.element.body
    content = [e for e in body if e.tag != w("sectPr")]
    if content and content[-1].tag == w("p"):
        return
    end = etree.fromstring(f"{_ROOT}{writer.xml(())}<w:p><w:pPr><w:pStyle/></w:pPr></w:p></r>")[0]
    end[0][0].set(w("val"), template.style("CW Table end"))
    if content:
        content[-1].addnext(end)
    else:
        body.insert(0, end)


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
    set_custom_property(word, "consultwork-draft", clean(document.draft).text)


def _property(text: str) -> str:
    return clean(text).text[:_PROPERTY_LENGTH]


def _save(word: WordFile, path: Path) -> None:
    buffer = BytesIO()
    word.save(buffer)
    data = repack(buffer.getvalue())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise BadFile(
            "The file cannot be written.", where=path, todo="Close it in Word if it is open, and try again."
        ) from error


def _unknown(document: Document, tags: list[Tag]) -> tuple[str, ...]:
    names = {t.name for t in tags if not t.block}
    slots = {t.name for t in tags if t.block}
    spare = [name for name in document.values if name not in names]
    spare += [f"block:{name}" for name in document.slots if name not in slots]
    return tuple(sorted(spare))
