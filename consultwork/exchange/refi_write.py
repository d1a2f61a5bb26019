"""Writing REFI-QDA: a project as .qdpx, a codebook as .qdc."""

from __future__ import annotations

import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from consultwork.errors import Refused
from consultwork.exchange.refi import CODEBOOK, PROJECT, QdaCase, QdaCode, QdaCoding, QdaProject, QdaSet, QdaSource
from consultwork.files import write_whole, writing_whole
from consultwork.kinds import Kind

_SPACE = uuid.UUID("5b1f3c52-70a5-4d6b-9c92-0a5b1d3e8f10")
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same project gives the same bytes


def guid_of(*parts: str) -> str:
    """The same guid for the same thing, each time."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(parts)))


def write_qdpx(path: Path, project: QdaProject) -> None:
    """Write a project: UTF-8, LF, no byte order mark, each text as a file of its own.

    Raises:
        Refused: the place cannot be written to, or a coding lies outside its text; nothing is written.
    """
    for s in project.sources:
        for k in s.codings:
            if k.start is not None and not s.missing and not 0 <= k.start <= (k.end or 0) <= len(s.text):
                raise Refused(Kind.CODING_LIES_OUTSIDE_ITS_TEXT, where=path, s=s.name)
    with writing_whole(path) as half, zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as pack:
        _put(pack, "project.qde", _xml(_project(project)))
        for s in (s for s in project.sources if not s.missing):
            _put(pack, f"sources/{s.guid}.txt", s.text.encode("utf-8"))


def write_qdc(path: Path, codes: Sequence[QdaCode], sets: Iterable[Any] = ()) -> None:
    """Write a codebook alone.

    Raises:
        Refused: the place cannot be written to.
    """
    root = etree.Element("CodeBook", {"origin": "consultwork"}, nsmap={None: CODEBOOK})  # type: ignore[dict-item]  # lxml takes None as the default namespace
    _codes(etree.SubElement(root, "Codes"), codes)
    groups = [s for s in sets if s.codes]
    if groups:
        holder = etree.SubElement(root, "Sets")
        for s in groups:
            node = etree.SubElement(holder, "Set", guid=s.guid, name=s.name)
            for code in s.codes:
                etree.SubElement(node, "MemberCode", guid=code)
    write_whole(path, _xml(root))


def _put(pack: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _STAMP)
    info.compress_type = zipfile.ZIP_DEFLATED
    pack.writestr(info, data)


def _xml(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _project(p: QdaProject) -> Any:
    """The tree, its children in the order that the schema demands; an empty container is left out."""
    root = etree.Element("Project", {"name": p.name, "origin": p.origin or "consultwork"}, nsmap={None: PROJECT})  # type: ignore[dict-item]  # lxml takes None as the default namespace
    for guid, name in p.users:
        etree.SubElement(_holder(root, "Users"), "User", guid=guid, name=name)
    if p.codes:
        _codes(etree.SubElement(etree.SubElement(root, "CodeBook"), "Codes"), p.codes)
    kinds = dict(p.variables)
    for name, kind in p.variables:
        guid = guid_of("variable", name)
        etree.SubElement(_holder(root, "Variables"), "Variable", guid=guid, name=name, typeOfVariable=kind)
    for case in p.cases:
        _case(_holder(root, "Cases"), case, kinds)
    for source in p.sources:
        _source(_holder(root, "Sources"), source, kinds)
    for note in p.notes:
        given = _given(guid=note.guid, name=note.name, creatingUser=note.user, creationDateTime=note.at)
        node = etree.SubElement(_holder(root, "Notes"), "Note", given)
        etree.SubElement(node, "PlainTextContent").text = note.text
    for group in p.sets:
        _set(_holder(root, "Sets"), group)
    _text(root, "Description", p.description)
    return root


def _holder(root: Any, tag: str) -> Any:
    """The container of a kind of things: made with the first of them."""
    last = root[-1] if len(root) else None
    return last if last is not None and last.tag == tag else etree.SubElement(root, tag)


def _case(holder: Any, case: QdaCase, kinds: dict[str, str]) -> None:
    node = etree.SubElement(holder, "Case", guid=case.guid, name=case.name)
    _text(node, "Description", case.description)
    for code in case.codes:
        etree.SubElement(node, "CodeRef", targetGUID=code)
    _values(node, case.values, kinds)
    for source in case.sources:
        etree.SubElement(node, "SourceRef", targetGUID=source)


def _set(holder: Any, group: QdaSet) -> None:
    node = etree.SubElement(holder, "Set", guid=group.guid, name=group.name)
    _text(node, "Description", group.description)
    tags = (("MemberCode", group.codes), ("MemberSource", group.sources), ("MemberNote", group.notes))
    for tag, members in tags:
        for member in members:
            etree.SubElement(node, tag, targetGUID=member)


def _codes(holder: Any, codes: Sequence[QdaCode]) -> None:
    below: dict[str, list[QdaCode]] = defaultdict(list)
    known = {code.guid for code in codes}
    for c in codes:
        below[c.parent if c.parent in known else ""].append(c)

    def put(node: Any, parent: str) -> None:
        for c in below[parent]:
            given = _given(guid=c.guid, name=c.name, isCodable=str(c.codable).lower(), color=c.color)
            made = etree.SubElement(node, "Code", given)
            _text(made, "Description", c.description)
            for note in c.notes:
                etree.SubElement(made, "NoteRef", targetGUID=note)
            put(made, c.guid)

    put(holder, "")


def _source(holder: Any, s: QdaSource, kinds: dict[str, str]) -> None:
    place = {} if s.missing else {"plainTextPath": f"internal://{s.guid}.txt"}
    given = _given(guid=s.guid, name=s.name, **place, creatingUser=s.user, creationDateTime=s.at)
    node = etree.SubElement(holder, "TextSource", given)
    _text(node, "Description", s.description)
    selections: dict[tuple[Any, ...], list[QdaCoding]] = defaultdict(list)
    for k in s.codings:
        if k.start is not None:
            key = (k.start, k.end, k.description) if not k.selection else (k.start, k.end, k.description, k.selection)
            selections[key].append(k)
    for (start, end, *_), codings in selections.items():
        first = codings[0]
        guid = first.selection or guid_of("selection", s.guid, str(start), str(end), first.description)
        name = first.passage or s.text[start:end]
        made = etree.SubElement(
            node, "PlainTextSelection",
            _given(
                guid=guid, name=name, startPosition=str(start), endPosition=str(end), creatingUser=first.user,
                creationDateTime=first.at,
            ),
        )  # fmt: skip
        _text(made, "Description", first.description)
        for k in codings:
            if k.code:
                _coding(made, k)
        for note in (n for k in codings if not k.code for n in k.notes):
            etree.SubElement(made, "NoteRef", targetGUID=note)
    for k in s.codings:
        if k.start is None:
            _coding(node, k)
    for note in s.notes:
        etree.SubElement(node, "NoteRef", targetGUID=note)
    _values(node, s.values, kinds)


def _coding(node: Any, k: QdaCoding) -> None:
    made = etree.SubElement(node, "Coding", _given(guid=k.guid, creatingUser=k.user, creationDateTime=k.at))
    etree.SubElement(made, "CodeRef", targetGUID=k.code)
    for note in k.notes:
        etree.SubElement(made, "NoteRef", targetGUID=note)


def _values(node: Any, values: Iterable[tuple[str, str]], kinds: dict[str, str]) -> None:
    for name, value in values:
        made = etree.SubElement(node, "VariableValue")
        etree.SubElement(made, "VariableRef", targetGUID=guid_of("variable", name))
        etree.SubElement(made, f"{kinds[name]}Value").text = value


def _text(node: Any, tag: str, words: str) -> None:
    if words:
        etree.SubElement(node, tag).text = words


def _given(**attributes: str) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if value}
