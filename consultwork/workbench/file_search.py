"""Looking through a workspace's files for the words of somebody who leaves."""

from __future__ import annotations

import html
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from consultwork.store.traces import Traces

OUTPUTS = ".ipynb"
_TEXTS = {
    ".csv",
    ".tsv",
    ".txt",
    ".md",
    ".yaml",
    ".yml",
    ".json",
    ".toml",
    ".ics",
    ".html",
    ".log",
    ".rtf",
    ".ipynb",
    ".qdc",
    ".jsonl",
}
_ZIPPED = {".docx", ".xlsx", ".odt", ".ods", ".docm", ".dotx", ".pptx", ".qdpx"}
_TOO_BIG = 200 * 1024 * 1024
_BREAKS = re.compile(r"</(?:w:p|w:tc|si|c|text:p|a:p)>|<(?:w:br|w:tab|text:line-break)\b[^>]*>")
_TAGS = re.compile(r"<[^>]+>")


def files_with(root: Path, traces: Traces, leave: set[Path]) -> Iterator[Path]:
    """The files below a folder in which words, refs or names of somebody stand.

    Args:
        leave: files that are not looked at: the databases, which have been rewritten.
    """
    for path in sorted(root.rglob("*")):
        if path in leave or not path.is_file():
            continue
        if any(traces.stand_in(text) for text in texts_of(path)) or traces.stand_in(path.stem):
            yield path


def written_in(notebook: Path) -> Iterator[str]:
    """What somebody wrote in a notebook, its outputs left aside."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8")).get("cells", ())
    except (ValueError, OSError):
        return
    for cell in cells:
        yield "".join(cell.get("source", ()))


def texts_of(path: Path) -> Iterator[str]:
    """The text of a file, part by part, as far as it can be read. Every part of a Word file counts:
    comments, headers, what was deleted with tracked changes, hidden parts."""
    suffix = path.suffix.lower()
    try:
        if path.stat().st_size > _TOO_BIG:
            return
        if suffix in _ZIPPED:
            with zipfile.ZipFile(path) as package:
                for part in package.infolist():
                    if part.filename.endswith((".xml", ".rels", ".txt", ".qde")) and part.file_size < _TOO_BIG:
                        said = package.read(part).decode("utf-8", "replace")
                        yield html.unescape(_TAGS.sub("", _BREAKS.sub("\n", said)))
        elif suffix in _TEXTS:
            data = path.read_bytes()
            wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
            said = data.decode("utf-16" if wide else "utf-8", "replace")
            # A notebook is JSON: its escapes would hide an apostrophe or a line's end.
            yield said.replace("\\n", " ").replace('\\"', '"') if suffix == OUTPUTS else said
        elif suffix == ".pdf":
            from pypdf import PdfReader

            yield "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except Exception:
        return
