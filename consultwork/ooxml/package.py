"""Opens a .docx safely and hands out its parts as trees. Nothing is ever unpacked to disk."""

from __future__ import annotations

import posixpath
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from consultwork.errors import BadFile
from consultwork.kinds import Kind
from consultwork.ooxml.sniff import require_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


@cache
def w(name: str) -> str:
    """A WordprocessingML name as lxml spells it."""
    return f"{{{W}}}{name}"


class Package:
    """A Word file whose parts are read when asked for.

    Args:
        path: the file.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """

    def __init__(self, path: Path) -> None:
        require_docx(path)
        self.path = path
        self._parts: dict[str, bytes] = {}
        try:
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    if name.endswith((".xml", ".rels")):
                        self._parts[name.lstrip("/")] = package.read(name)
        except Exception as error:
            # zipfile lets the errors of each compression through.
            raise BadFile(Kind.WORD_FILE_IS_DAMAGED, where=path.name) from error
        self.main = next((name for name, kind in self.related("") if kind.endswith("/officeDocument")), "")
        if self.main not in self._parts:
            raise BadFile(Kind.WORD_FILE_LACKS_ITS_TEXT, where=path.name)

    def xml(self, name: str) -> Any:
        """A part as a tree's root, or ``None`` when it is not there or has no content.

        Raises:
            BadFile: the part is not well-formed.
        """
        data = self._parts.get(name, b"")
        if not data.strip():
            return None
        # No entities, no network; deep nesting and huge text stop at lxml's own limits.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise BadFile(Kind.WORD_PART_CANNOT_BE_READ, where=self.path.name, part=name) from error
        if b"<!DOCTYPE" in data[:65_536]:
            raise BadFile(Kind.WORD_PART_DECLARES_DOCUMENT_TYPE, where=self.path.name, part=name)
        return root

    def related(self, source: str) -> list[tuple[str, str]]:
        """Parts that a part points to: name and relationship type, in order.

        Args:
            source: the pointing part's name, "" for the package itself.
        """
        return [(target, kind) for _, target, kind in self._relations(source) if target]

    def links(self, source: str) -> dict[str, str]:
        """External addresses by relationship id."""
        folder, name = posixpath.split(source)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        rels = root.findall(f"{{{_RELS}}}Relationship") if root is not None else []
        return {str(r.get("Id")): str(r.get("Target")) for r in rels if r.get("TargetMode") == "External"}

    def _relations(self, source: str) -> list[tuple[str, str, str]]:
        folder, name = posixpath.split(source)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for rel in root.findall(f"{{{_RELS}}}Relationship") if root is not None else []:
            if rel.get("TargetMode") == "External":
                continue
            target = str(rel.get("Target") or "")
            full = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((str(rel.get("Id")), full, str(rel.get("Type"))))
        return found

    def parts_of(self, kind: str) -> list[str]:
        """Names of the parts that the main part points to with this kind of relationship.

        Args:
            kind: the end of the type, such as ``comments`` or ``header``.
        """
        names = [name for name, type_ in self.related(self.main) if type_.rsplit("/", 1)[-1] == kind]
        return [name for name in dict.fromkeys(names) if name in self._parts]

    def tree_of(self, kind: str) -> Any:
        """The one part of that kind as a tree, or ``None``."""
        names = self.parts_of(kind)
        return self.xml(names[0]) if names else None

    def properties(self, kind: str) -> Any:
        """``core-properties`` or ``custom-properties`` as a tree, or ``None``."""
        name = next((n for n, t in self.related("") if t.rsplit("/", 1)[-1] == kind), "")
        return self.xml(name) if name else None
