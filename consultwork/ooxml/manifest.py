"""Reads the manifest that a draft of ours carries: which paragraph is which, and what it was."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from consultwork.ooxml.package import Package

NAMESPACE = "urn:consultwork:draft"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A draft's id, the key of its words, and a digest of each paragraph by its hidden bookmark."""

    draft: str
    key: str
    digests: dict[str, str] = field(default_factory=dict)


def text_digest(text: str) -> str:
    """A short digest of a paragraph's words, whatever the spaces between them."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:16]


def read_manifest(path: Path) -> Manifest | None:
    """The manifest of a draft, or None in a file that has none.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    package = Package(path)
    for name in package.parts_of("customXml"):
        root = package.xml(name)
        if root is not None and root.tag == f"{{{NAMESPACE}}}draft":
            lines = root.findall(f"{{{NAMESPACE}}}paragraph")
            digests = {str(x.get("anchor")): str(x.get("digest")) for x in lines}
            return Manifest(str(root.get("id") or ""), str(root.get("key") or ""), digests)
    return None
