"""Looking through a workspace's files for the words of somebody who leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consultwork.files import plain
from consultwork.files.texts import texts_of
from consultwork.files.unread import Unread
from consultwork.store.traces import Traces

OUTPUTS = ".ipynb"


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file in which somebody stands, or (``unread``) of which nobody can tell without looking at it."""

    path: Path
    unread: Unread | None = None


def files_with(root: Path, traces: Traces, leave: set[Path]) -> Iterator[FileFound]:
    """The files below a folder in which words, refs or names of somebody stand, or may stand unread.

    A file that was read and in which they do not stand is not among them.

    Args:
        leave: files that are not looked at: the databases, which have been rewritten.
    """
    for path in sorted(root.rglob("*")):
        if path in leave or not path.is_file():
            continue
        found = _look(path, traces)
        if found is not None:
            yield found


def _look(path: Path, traces: Traces) -> FileFound | None:
    if traces.stand_in(path.stem):
        return FileFound(path)
    unread = None
    for text in texts_of(path):
        if isinstance(text, Unread):
            unread = unread or text
        elif traces.stand_in(text):
            return FileFound(path)
    return FileFound(path, unread) if unread else None


def is_notebook(path: Path) -> bool:
    """Whether a file is a notebook that can be read, so that its outputs can be taken out alone."""
    return path.suffix == OUTPUTS and _cells(path) is not None


def written_in(notebook: Path) -> Iterator[str]:
    """What is left of a notebook without its outputs: what was written, attached, and noted of cells and of it."""
    for cell in _cells(notebook) or ():
        yield "".join(cell.get("source", ()))
        yield from _texts_in({name: value for name, value in cell.items() if name not in ("outputs", "source")})
    noted = json.loads(notebook.read_text(encoding="utf-8")).get("metadata")
    yield from _texts_in(
        {name: value for name, value in noted.items() if name != "widgets"} if isinstance(noted, dict) else noted
    )


def emptied(notebook: Path) -> str:
    """What a notebook's file holds once its outputs are taken out."""
    page = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in page.get("cells", ()):
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    if isinstance(page.get("metadata"), dict):
        page["metadata"].pop("widgets", None)
    return json.dumps(page, indent=1, ensure_ascii=False) + "\n"


def _texts_in(noted: object) -> Iterator[str]:
    return (text for text in plain.text(json.dumps(noted, ensure_ascii=False).encode()) if isinstance(text, str))


def _cells(notebook: Path) -> list[Any] | None:
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, TypeError):
        return None
    return cells if isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells) else None
