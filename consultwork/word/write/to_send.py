"""The copy to send: the approved words, and nothing that tells how they came about.

No comments, tracked changes, names of authors, hidden anchors, manifest, hidden text or refs of ours.
``faults`` proves it on the bytes of a file, and knows nothing of how the file was made.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from consultwork.errors import Blocked
from consultwork.kinds import FaultKind, Kind
from consultwork.model import Blocker
from consultwork.ooxml.package import W14, Package, w
from consultwork.word.manifest import without_parts
from consultwork.word.package import pack, unpack
from consultwork.word.write.document import put_file

_TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange",
            "sectPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge")  # fmt: skip
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "proofErr", "permStart", "permEnd",
          "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd")  # fmt: skip
# What a reader of the document needs; whatever else Word or a person put into the package stays behind.
_GO = ("styles", "numbering", "settings", "fontTable", "theme", "header", "footer", "footnotes", "endnotes", "image",
       "hyperlink", "webSettings")  # fmt: skip
_OUR_REFS = re.compile(r"\b[BCDHIKMNOPRSV]-\d{4,}\b")  # as the store gives them: P-0007, C-0014
_OUR_NAMES = re.compile(r"_cw_\w+|consultwork[\w-]*|urn:consultwork\S*", re.IGNORECASE)
_SETTINGS = (
    "rsids",
    "docVars",
    "trackRevisions",
    "attachedTemplate",
    "mailMerge",
    "documentProtection",
    "writeProtection",
)
_CORE = ("creator", "lastModifiedBy", "revision", "description", "category", "contentStatus", "lastPrinted", "keywords")
_APP = ("Company", "Manager", "TotalTime", "Template", "HyperlinkBase")


def write_copy_to_send(path: Path, out: Path) -> None:
    """Write the copy to send of an approved file.

    Links within the document keep their targets, under plain names.

    Args:
        path: the approved file.
        out: where the copy goes.

    Raises:
        Blocked: the file has tracked changes or hidden text that a person has to decide on first.
        BadFile: it is no Word document, is damaged, or the copy cannot be written.
    """
    package = Package(path)
    parts = unpack(path.read_bytes())
    stories = [package.main, *(n for k in ("header", "footer", "footnotes", "endnotes") for n in package.parts_of(k))]
    trees = {name: package.xml(name) for name in stories}
    for root in trees.values():
        open_ = [e for tag in _TRACKED for e in (root.iter(w(tag)) if root is not None else ())]
        if open_:
            raise Blocked(Kind.TRACKED_CHANGES, where=path.name)
        if root is not None and _hidden(root):
            raise Blocked(Kind.HIDDEN_TEXT, where=path.name)
    targets = {
        str(e.get(w("anchor"))) for root in trees.values() if root is not None for e in root.iter(w("hyperlink"))
    }
    targets |= {x for root in trees.values() if root is not None for x in _fields_to(root)}
    names = {t: f"annex_{n}" for n, t in enumerate(sorted(t for t in targets if t.startswith("_cw_")), start=1)}
    for name, root in trees.items():
        if root is not None:
            _strip(root, names)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    stay = _left_behind(package, parts)
    kept = without_parts(parts, stay)
    for name in list(kept):
        kept[name] = _property_part(name, kept[name], package)
    put_file(out, pack(kept))


def _fields_to(root: Any) -> set[str]:
    said = " ".join(
        [str(f.get(w("instr")) or "") for f in root.iter(w("fldSimple"))]
        + [i.text or "" for i in root.iter(w("instrText"))]
    )
    return set(re.findall(r"\b_cw_\w+", said))


def _strip(root: Any, names: dict[str, str]) -> None:
    for mark in list(root.iter(*(w(m) for m in _MARKS))):
        parent = mark.getparent()
        parent.remove(mark)
        if mark.tag == w("commentReference") and parent.tag == w("r") and not [e for e in parent if e.tag != w("rPr")]:
            parent.getparent().remove(parent)
    _strip_bookmarks(root, names)
    for link in root.iter(w("hyperlink")):
        if (anchor := str(link.get(w("anchor")) or "")) in names:
            link.set(w("anchor"), names[anchor])
    for old, new in names.items():
        for instruction in root.iter(w("instrText")):
            instruction.text = (instruction.text or "").replace(old, new)
        for simple in root.iter(w("fldSimple")):
            simple.set(w("instr"), str(simple.get(w("instr")) or "").replace(old, new))
    for element in root.iter():
        for name in [a for a in element.attrib if _of_a_session(str(a))]:
            del element.attrib[name]


def _strip_bookmarks(root: Any, names: dict[str, str]) -> None:
    gone = set()
    for start in list(root.iter(w("bookmarkStart"))):
        name = str(start.get(w("name")) or "")
        if name in names:
            start.set(w("name"), names[name])
        elif name.startswith("_cw_") or name == "_GoBack":
            gone.add(start.get(w("id")))
            start.getparent().remove(start)
    for end in list(root.iter(w("bookmarkEnd"))):
        if end.get(w("id")) in gone:
            end.getparent().remove(end)


def _hidden(root: Any) -> bool:
    found = [v for v in root.iter(w("vanish")) if v.get(w("val")) not in ("0", "false")]
    return any(v.getparent().getparent().tag == w("r") for v in found)


def _of_a_session(attribute: str) -> bool:
    return attribute.startswith(w("rsid")) or attribute in (f"{{{W14}}}paraId", f"{{{W14}}}textId")


def _left_behind(package: Package, parts: dict[str, bytes]) -> set[str]:
    """The parts that do not go: comments, people, custom XML, custom properties, embedded files."""
    reached: set[str] = {"[Content_Types].xml", "_rels/.rels", package.main}
    for target, kind in package.related(""):
        if posixpath.basename(kind) in ("core-properties", "extended-properties"):
            reached.add(target)
    queue = [package.main]
    while queue:
        name = queue.pop()
        folder, _, base = name.rpartition("/")
        rels = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if rels in parts:
            reached.add(rels)
        for target, kind in package.related(name):
            if posixpath.basename(kind) in _GO and target not in reached:
                reached.add(target)
                queue.append(target)
    return set(parts) - reached


def _property_part(name: str, data: bytes, package: Package) -> bytes:
    kinds = {
        target: posixpath.basename(kind) for target, kind in (*package.related(""), *package.related(package.main))
    }
    wanted = {"core-properties": _CORE, "extended-properties": _APP, "settings": _SETTINGS}.get(kinds.get(name, ""), ())
    if kinds.get(name) == "theme":  # our first templates named their colours after the program
        return data.replace(b'name="Consultwork"', b'name="House style"')
    if not wanted:
        return data
    root = package.xml(name)
    for child in list(root):
        if isinstance(child.tag, str) and etree.QName(child).localname in wanted:
            root.remove(child)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def faults(path: Path) -> tuple[Blocker, ...]:
    """What in a file should not leave: a kind and its facts each. Empty when it may be sent.

    Every part of the package is looked at as it lies in the zip, not only what a reader would see.

    Raises:
        BadFile: it is no Word document, or is damaged.
    """
    package = Package(path)
    findings: list[Blocker] = []
    for name, data in sorted(unpack(path.read_bytes()).items()):
        base = posixpath.basename(name)
        if base.startswith("comments") or base == "people.xml":
            findings.append(Blocker.of("review", "", FaultKind.LEFT_COMMENTS_PART, part=name))
        if name.startswith("customXml/") or base == "custom.xml":
            findings.append(Blocker.of("review", "", FaultKind.LEFT_DATA_PART, part=name))
        if "embeddings/" in name or base == "vbaProject.bin":
            findings.append(Blocker.of("review", "", FaultKind.LEFT_EMBEDDED_FILE, part=name))
        if not name.endswith((".xml", ".rels")):
            continue
        root = package.xml(name)
        if root is None:
            continue
        findings += _in_part(name, root, data)
    return tuple(replace(b, ref=path.name) for b in dict.fromkeys(findings))


def _in_part(name: str, root: Any, data: bytes) -> list[Blocker]:
    findings = []
    if next(root.iter(*(w(t) for t in _TRACKED)), None) is not None:
        findings.append(Blocker.of("review", "", FaultKind.LEFT_TRACKED_CHANGES, part=name))
    if next(root.iter(*(w(m) for m in _MARKS[:3])), None) is not None:
        findings.append(Blocker.of("review", "", FaultKind.LEFT_COMMENTS, part=name))
    if _hidden(root):
        findings.append(Blocker.of("review", "", FaultKind.LEFT_HIDDEN_TEXT, part=name))
    for element in root.iter(etree.Element):
        findings += _in_element(name, element)
    text = data.decode("utf-8", "replace")
    if ours := _OUR_NAMES.search(text):
        findings.append(Blocker.of("review", "", FaultKind.LEFT_NAME_OF_OUR_TOOLS, name=ours.group()[:40], part=name))
    words = " ".join(root.itertext())
    if ref := _OUR_REFS.search(words):
        findings.append(Blocker.of("review", "", FaultKind.LEFT_REF_OF_OURS, ref=ref.group(), part=name))
    return findings


def _in_element(name: str, element: Any) -> Iterator[Blocker]:
    local = etree.QName(element).localname
    if local in ("creator", "lastModifiedBy", "Manager", "Company") and (element.text or "").strip():
        yield Blocker.of("review", "", FaultKind.LEFT_NAMES_WHO_MADE_IT, field=local, part=name)
    if any(etree.QName(a).localname in ("author", "initials") for a in element.attrib):
        yield Blocker.of("review", "", FaultKind.LEFT_NAMES_AN_AUTHOR, part=name)
    if any(_of_a_session(str(a)) for a in element.attrib) or local in ("rsids", "docVars"):
        yield Blocker.of("review", "", FaultKind.LEFT_TELLS_OF_SESSIONS, part=name)
    if element.tag == w("bookmarkStart") and str(element.get(w("name")) or "").startswith("_cw_"):
        yield Blocker.of("review", "", FaultKind.LEFT_HIDDEN_ANCHORS, part=name)
