"""Reading REFI-QDA: .qdpx projects and .qdc codebooks, also by ATLAS.ti, NVivo and QualCoder.

What a file holds that we have no place for is counted and said. Line ends are made LF and a byte
order mark is taken off before positions are used.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from consultwork.errors import BadFile
from consultwork.exchange.refi import QdaCase, QdaCode, QdaCoding, QdaNote, QdaProject, QdaSet, QdaSource
from consultwork.files.zips import BROKEN_ZIP
from consultwork.kinds import Kind

_MOST_BYTES = 400_000_000
_MOST_TIMES = 300  # how many times larger than the file what is in it may be
_OTHER_SOURCES = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")


def read_qdpx(path: Path) -> QdaProject:
    """A project. ``left_out`` says what of it has no place here.

    Raises:
        BadFile: it is no REFI-QDA project, is damaged, or would unpack to something huge.
    """
    try:
        with zipfile.ZipFile(path) as pack:
            infos = {i.filename.replace("\\", "/"): i for i in pack.infolist() if not i.is_dir()}
            size = sum(i.file_size for i in infos.values())
            if size > _MOST_BYTES or size > _MOST_TIMES * max(10_000, path.stat().st_size):
                raise BadFile(Kind.PACKAGE_IS_TOO_LARGE, where=path)
            projects = [n for n in infos if PurePosixPath(n).name.lower().endswith(".qde")]
            if len(projects) != 1:
                raise BadFile(Kind.HOLDS_NO_REFI_QDA_PROJECT, where=path)
            root = _parsed(pack.read(infos[projects[0]]), path)
            texts = {
                PurePosixPath(n).name.lower(): pack.read(i) for n, i in infos.items() if n.lower().endswith(".txt")
            }
    except FileNotFoundError as error:
        raise BadFile(Kind.NO_SUCH_FILE, where=path) from error
    except BROKEN_ZIP as error:
        raise BadFile(Kind.NO_REFI_QDA_PROJECT, where=path) from error
    if etree.QName(root).localname != "Project":
        raise BadFile(Kind.HOLDS_NO_REFI_QDA_PROJECT, where=path)
    return _ProjectReader(root, texts).project()


def read_qdc(path: Path) -> tuple[QdaCode, ...]:
    """The codes of a REFI-QDA codebook.

    Raises:
        BadFile: it is no such codebook.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(Kind.FILE_CANNOT_BE_READ, where=path) from error
    root = _parsed(data, path)
    if etree.QName(root).localname not in ("CodeBook", "Codebook"):
        raise BadFile(Kind.NO_REFI_QDA_CODEBOOK, where=path)
    return tuple(_codes(root))


def _parsed(data: bytes, path: Path) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFile(Kind.ITS_XML_IS_DAMAGED, where=path) from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise BadFile(Kind.XML_HOLDS_DECLARATIONS, where=path)
    return root


def _name(node: Any) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _children(node: Any, *tags: str) -> Iterator[Any]:
    for child in node:
        if _name(child) in tags:
            yield child


def _inside(root: Any, holder: str, *tags: str) -> Iterator[Any]:
    for node in _children(root, holder):
        yield from _children(node, *tags)


def _guid(text: str | None) -> str:
    return (text or "").strip().strip("{}").lower()


def _refs(node: Any, tag: str) -> tuple[str, ...]:
    return tuple(_guid(n.get("targetGUID") or n.get("guid")) for n in _children(node, tag))


def _said(node: Any, tag: str = "Description") -> str:
    return next((child.text or "" for child in _children(node, tag)), "")


def _codes(root: Any) -> Iterator[QdaCode]:
    def below(node: Any, parent: str) -> Iterator[QdaCode]:
        for child in _children(node, "Code"):
            guid = _guid(child.get("guid"))
            codable = child.get("isCodable", "true").strip() in ("true", "1")
            name = (child.get("name") or "").strip() or guid
            yield QdaCode(guid, name, _said(child), parent, codable, child.get("color", ""), _refs(child, "NoteRef"))
            yield from below(child, guid)

    for node in _children(root, "Codes"):
        yield from below(node, "")


class _ProjectReader:
    """One pass over a project."""

    def __init__(self, root: Any, texts: dict[str, bytes]) -> None:
        self._root, self._texts = root, texts
        self._out: Counter[str] = Counter()
        self._said: list[str] = []
        variables = list(_inside(root, "Variables", "Variable"))
        self._variable = {_guid(v.get("guid")): v.get("name") or _guid(v.get("guid")) for v in variables}
        self._kinds = tuple((v.get("name") or "", v.get("typeOfVariable") or "Text") for v in variables)

    def project(self) -> QdaProject:
        root = self._root
        codes = tuple(code for book in _children(root, "CodeBook") for code in _codes(book))
        # A PDF may bring its text along, with passages of its own.
        of_pdfs = (t for n in _inside(root, "Sources", "PDFSource") for t in _children(n, "Representation"))
        sources = tuple(self._source(n) for n in (*_inside(root, "Sources", "TextSource"), *of_pdfs))
        for n in _inside(root, "Sources", *_OTHER_SOURCES):
            self._out[f"{_name(n).removesuffix('Source').lower()} source"] += 1
        cases = tuple(
            QdaCase(
                _guid(n.get("guid")), n.get("name") or "", _refs(n, "SourceRef"), self._values(n), _said(n),
                _refs(n, "CodeRef"),
            )
            for n in _inside(root, "Cases", "Case")
        )  # fmt: skip
        self._out["selection of a case"] += sum(len(_refs(n, "SelectionRef")) for n in _inside(root, "Cases", "Case"))
        sets = tuple(
            QdaSet(
                _guid(n.get("guid")), n.get("name") or "", _refs(n, "MemberCode"), _refs(n, "MemberSource"),
                _refs(n, "MemberNote"), _said(n),
            )
            for n in _inside(root, "Sets", "Set")
        )  # fmt: skip
        self._out["link"] += sum(1 for _ in _inside(root, "Links", "Link"))
        self._out["graph"] += sum(1 for _ in _inside(root, "Graphs", "Graph"))
        self._out["note on the project"] += len(_refs(root, "NoteRef"))
        missing = sum(s.missing for s in sources)
        notes = tuple(self._note(n) for n in _inside(root, "Notes", "Note"))
        users = tuple(
            (_guid(u.get("guid")), u.get("name") or u.get("id") or "") for u in _inside(root, "Users", "User")
        )
        told = [f"{n} × {what}: there is no place for it here." for what, n in self._out.items() if n]
        if missing:
            told.append(f"{missing} × text that is not in the file: its codings have no words.")
        return QdaProject(
            root.get("name") or "", users, codes, self._kinds, cases, sources, notes, sets, root.get("origin") or "",
            _said(root), (*told, *self._said),
        )  # fmt: skip

    def _text_of(self, node: Any) -> str | None:
        inside = next(iter(_children(node, "PlainTextContent")), None)
        if inside is not None:
            return _plain(inside.text or "")
        name = PurePosixPath((node.get("plainTextPath") or "").replace("\\", "/").replace("://", ":///")).name.lower()
        raw = self._texts.get(name)
        if raw is None:
            return None
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return _plain(raw.decode("utf-16", errors="replace"))
        return _plain(raw.decode("utf-8-sig", errors="replace"))

    def _source(self, node: Any) -> QdaSource:
        text = self._text_of(node)
        codings = [
            k
            for sel in _children(node, "PlainTextSelection")
            for k in self._selection(sel, text, node.get("name") or "")
        ]
        codings += [self._coding(child) for child in _children(node, "Coding")]
        return QdaSource(
            _guid(node.get("guid")), node.get("name") or "", text or "", tuple(codings), self._values(node),
            _said(node), _guid(node.get("creatingUser")), node.get("creationDateTime") or "", _refs(node, "NoteRef"),
            text is None,
        )  # fmt: skip

    def _selection(self, sel: Any, text: str | None, source: str) -> Iterator[QdaCoding]:
        try:
            start, end = int(sel.get("startPosition", "")), int(sel.get("endPosition", ""))
        except ValueError:
            start, end = -1, -1
        if start < 0 or end < start or (text is not None and end > len(text)):
            self._said.append(f"A passage of “{source}” lies outside its text (from {start} to {end}): left out.")
            return
        passage = text[start:end] if text is not None else sel.get("name") or ""
        given = (start, end, passage, _guid(sel.get("guid")), _said(sel))
        codings, notes = list(_children(sel, "Coding")), _refs(sel, "NoteRef")
        for c in codings:
            yield self._coding(c, *given)
        if notes or not codings:
            user, at = _guid(sel.get("creatingUser")), sel.get("creationDateTime") or ""
            yield QdaCoding("", "", user, at, *given, notes)

    def _coding(
        self, c: Any, start: int | None = None, end: int | None = None, passage: str = "", selection: str = "",
        description: str = "",
    ) -> QdaCoding:  # fmt: skip
        code = next(iter(_refs(c, "CodeRef")), "")
        return QdaCoding(
            _guid(c.get("guid")), code, _guid(c.get("creatingUser")), c.get("creationDateTime") or "", start, end,
            passage, selection, description, _refs(c, "NoteRef"),
        )  # fmt: skip

    def _note(self, node: Any) -> QdaNote:
        text = self._text_of(node)
        if text is None:
            self._said.append(f"The words of the note “{node.get('name') or ''}” are not in the file.")
        return QdaNote(
            _guid(node.get("guid")), node.get("name") or "", text or "", _guid(node.get("creatingUser")),
            node.get("creationDateTime") or "",
        )  # fmt: skip

    def _values(self, node: Any) -> tuple[tuple[str, str], ...]:
        found = []
        for v in _children(node, "VariableValue"):
            name = self._variable.get(next(iter(_refs(v, "VariableRef")), ""), "")
            value = next((c.text or "" for c in v if _name(c).endswith("Value")), "")
            if name:
                found.append((name, value))
        return tuple(found)


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
