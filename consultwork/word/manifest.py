"""What a draft carries of itself: a part in the file that says which paragraph is which.

The hidden bookmarks say where a paragraph went; the manifest says what it was. Both come back from
Word and LibreOffice. It holds no words and no refs of people: anchors, digests of paragraphs, and
the labels of the evidence. The copy to send has neither.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from consultwork.blocks import Document, Heading, Paragraph, Quote, block_words
from consultwork.model import Bookmarks
from consultwork.ooxml.manifest import NAMESPACE, text_digest
from consultwork.text import clean

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STORE_ID = "{6B9C0A1E-2F0B-4E0E-9C11-7D0C5E1A4C57}"  # any GUID; one for every draft, so that bytes stay the same
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION = re.compile(rb"<Relationship\b[^>]*?/>")
_TARGET = re.compile(rb'\bTarget="([^"]*)"')
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def content_key(document: Document) -> str:
    """A short digest of everything that a document says: two drafts with other words have another one."""
    said = [f"{name}={value}" for name, value in sorted(document.values.items())]
    said += [f"{type(b).__name__}:{getattr(b, 'anchor', '')}:{block_words(b)}" for b in document.blocks()]
    return hashlib.sha256("\0".join(said).encode("utf-8", "replace")).hexdigest()[:16]


def manifest_xml(document: Document) -> str:
    """The manifest of a document as XML: one line for each anchored paragraph."""
    names = Bookmarks()
    lines = []
    for block in document.blocks():
        name = names.name(getattr(block, "anchor", ""))
        if not name or not isinstance(block, Paragraph | Heading | Quote):
            continue
        text = f"“{block.text}”" if isinstance(block, Quote) else block.text
        more = ""
        if isinstance(block, Paragraph) and (block.evidence or block.claims):
            claims = clean(" ".join(f"{claim.kind}:{claim.key}" for claim in block.claims)).text
            more = f" evidence={quoteattr(' '.join(block.evidence))} claims={quoteattr(claims)}"
        elif isinstance(block, Quote) and block.evidence:
            more = f" evidence={quoteattr(block.evidence)}"
        # A bookmark's name and a digest hold nothing that would need quoting.
        lines.append(f'<paragraph anchor="{name}" digest="{text_digest(clean(text).text)}"{more}/>')
    draft, key = quoteattr(clean(document.draft).text), quoteattr(content_key(document))
    return f"{_XML}<draft xmlns={quoteattr(NAMESPACE)} id={draft} key={key}>{''.join(lines)}</draft>"


def add_manifest(parts: dict[str, bytes], document: Document, main: str) -> None:
    """Put the manifest into a package, with the relationship that leads to it.

    Args:
        parts: the package, by member name; changed in place.
        main: the name of the main part.
    """
    n = 1
    while f"customXml/item{n}.xml" in parts:
        n += 1
    parts[f"customXml/item{n}.xml"] = manifest_xml(document).encode()
    parts[f"customXml/itemProps{n}.xml"] = (
        f'{_XML}<ds:datastoreItem xmlns:ds="{_OFFICE}/customXml" ds:itemID="{_STORE_ID}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts[f"customXml/_rels/item{n}.xml.rels"] = (
        f'{_XML}<Relationships xmlns="{_RELS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{n}.xml"/></Relationships>'
    ).encode()
    folder, _, name = main.rpartition("/")
    add_relation(
        parts, f"{folder}/_rels/{name}.rels", f"{_OFFICE}/relationships/customXml", f"../customXml/item{n}.xml"
    )
    add_type(parts, f"/customXml/itemProps{n}.xml", _PROPERTIES_TYPE)


def add_relation(parts: dict[str, bytes], rels: str, kind: str, target: str) -> str:
    """Add a relationship to a part's list of them. Returns its id."""
    text = parts[rels].decode()
    used = {int(n) for n in re.findall(r'Id="rId(\d+)"', text)}
    ident = f"rId{max(used, default=0) + 1}"
    line = f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>'
    parts[rels] = text.replace("</Relationships>", f"{line}</Relationships>").encode()
    return ident


def add_type(parts: dict[str, bytes], name: str, kind: str) -> None:
    """Say of which kind a part is, in the package's list of types."""
    types = parts["[Content_Types].xml"].decode()
    line = f'<Override PartName="{name}" ContentType="{kind}"/>'
    parts["[Content_Types].xml"] = types.replace("</Types>", f"{line}</Types>").encode()


def without_parts(parts: Mapping[str, bytes], names: set[str]) -> dict[str, bytes]:
    """A package without some parts, and without what leads to them."""
    kept = {name: data for name, data in parts.items() if name not in names}
    for name in list(kept):
        if name.endswith(".rels"):
            folder = name.rpartition("_rels/")[0]
            for line in set(_RELATION.findall(kept[name])):
                target = _TARGET.search(line)
                if target and _points(target[1].decode(), folder) in names:
                    kept[name] = kept[name].replace(line, b"")
    gone = "|".join(re.escape(f"/{n}") for n in sorted(names))
    if gone:
        kept["[Content_Types].xml"] = re.sub(
            rf'<Override\b[^>]*?PartName="(?:{gone})"[^>]*?/>'.encode(), b"", kept["[Content_Types].xml"]
        )
    return kept


def _points(target: str, folder: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
