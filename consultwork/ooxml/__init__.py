"""The .docx package itself: what a file really is, its text both ways, its comments and changes."""

from __future__ import annotations

from consultwork.ooxml.changes import read_changes
from consultwork.ooxml.comments import read_comments
from consultwork.ooxml.controls import read_controls
from consultwork.ooxml.manifest import Manifest, read_manifest
from consultwork.ooxml.reader import read_document, read_stretches, read_texts
from consultwork.ooxml.sniff import FileKind, require_docx, sniff
from consultwork.ooxml.unread import unread

__all__ = [
    "FileKind",
    "Manifest",
    "read_changes",
    "read_comments",
    "read_controls",
    "read_document",
    "read_manifest",
    "read_stretches",
    "read_texts",
    "require_docx",
    "sniff",
    "unread",
]
