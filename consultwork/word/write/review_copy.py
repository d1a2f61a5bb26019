"""The copy for reviewers: a page in front that says what is asked, and the evidence as comments.

It is made from the draft's file as it lies there, so that nothing that was changed by hand is lost.
Our own comments carry a name of ours, by which they are known, and passed over, when the file comes
back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

from consultwork.blocks import Block
from consultwork.ooxml.comments import OURS
from consultwork.ooxml.package import W, w
from consultwork.text import clean
from consultwork.word.manifest import add_relation, add_type
from consultwork.word.package import pack, unpack
from consultwork.word.template.template import Template, open_template
from consultwork.word.write.blocks_xml import BlockWriter
from consultwork.word.write.document import put_file

INITIALS = "cw"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def write_review_copy(draft: Path, out: Path, *, front: tuple[Block, ...], notes: Mapping[str, str], on: date) -> int:
    """Write the copy for reviewers.

    Args:
        draft: the draft's file, as it lies there.
        out: where the copy goes.
        front: what stands on its first page: headings, paragraphs, bullets without numbers.
        notes: evidence by hidden bookmark: each becomes a comment on that paragraph.
        on: the day for the comments.

    Returns:
        How many comments it carries.

    Raises:
        BadFile: the draft is no Word document, or the copy cannot be written.
    """
    word = open_template(draft)
    template = Template(word, draft.name)
    writer = BlockWriter(template, template.text_width(), frozenset(), template.first_free_id())
    xml = writer.xml(front)
    parts = unpack(draft.read_bytes())
    main = str(word.part.partname).lstrip("/")
    root = etree.fromstring(parts[main], etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    body: Any = root.find(w("body"))
    made = etree.fromstring(f'<r xmlns:w="{W}">{xml}</r>'.encode())
    _on_a_new_page(body)
    for n, element in enumerate(list(made)):
        body.insert(n, element)
    comments = _comment(root, notes, on, has=any(name.endswith("comments.xml") for name in parts))
    parts[main] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if comments:
        folder, _, name = main.rpartition("/")
        parts[f"{folder}/comments.xml"] = (f'{_XML}<w:comments xmlns:w="{W}">{"".join(comments)}</w:comments>').encode()
        add_relation(parts, f"{folder}/_rels/{name}.rels", _KIND, "comments.xml")
        add_type(parts, f"/{folder}/comments.xml", _TYPE)
    put_file(out, pack(parts))
    return len(comments)


def _on_a_new_page(body: Any) -> None:
    """The draft itself begins on the page after the first one."""
    for element in body:
        if element.tag == w("p"):
            properties = element.find(w("pPr"))
            if properties is None:
                properties = etree.Element(w("pPr"))
                element.insert(0, properties)
            if properties.find(w("pageBreakBefore")) is None:
                before = [e for e in properties if e.tag in (w("pStyle"), w("keepNext"), w("keepLines"))]
                properties.insert(len(before), etree.Element(w("pageBreakBefore")))
            return
        if element.tag == w("tbl"):
            return


def _comment(root: etree._Element, notes: Mapping[str, str], on: date, *, has: bool) -> list[str]:
    """Put the marks of comments into the text. A draft that has comments of somebody's gets none of ours."""
    if has:
        return []
    made: list[str] = []
    for start in list(root.iter(w("bookmarkStart"))):
        text = notes.get(str(start.get(w("name")) or ""))
        paragraph = start.getparent()
        if not text or paragraph is None or paragraph.tag != w("p"):
            continue
        ident = str(len(made))
        edge = etree.Element(w("commentRangeStart"))
        edge.set(w("id"), ident)
        start.addprevious(edge)
        for tag in ("commentRangeEnd", "commentReference"):
            element = etree.Element(w(tag))
            element.set(w("id"), ident)
            if tag == "commentReference":
                run = etree.SubElement(paragraph, w("r"))
                run.append(element)
            else:
                paragraph.append(element)
        words = re.sub(r"\s+", " ", clean(text).text)
        made.append(
            f'<w:comment w:id="{ident}" w:author="{OURS}" w:initials="{INITIALS}" w:date="{on.isoformat()}T00:00:00Z">'
            f'<w:p><w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p></w:comment>'
        )
    return made
