"""What in a Word file holds words and is not read: it is named, so that nothing is passed over silently."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from consultwork.ooxml.package import MC, Package, W, w
from consultwork.text import plural

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_VML = "{urn:schemas-microsoft-com:vml}"
# The end of a relationship's type, and what a person calls it.
_PARTS = {
    "chart": "chart",
    "diagramData": "diagram (SmartArt)",
    "aFChunk": "file that Word takes in when it opens this one",
    "oleObject": "embedded object",
    "package": "embedded file",
    "glossaryDocument": "store of building blocks",
}


def _parts_beside(package: Package, story: str) -> Iterator[tuple[str, list[str]]]:
    """Charts, diagrams and the like that belong to a story: the kind of each, and its words."""
    for name, type_ in package.related(story):
        kind = _PARTS.get(posixpath.basename(type_), "")
        if not kind:
            continue
        root = package.xml(name) if name.endswith(".xml") else None
        if root is None or kind == _PARTS["glossaryDocument"]:
            yield kind, []
        else:
            yield kind, [str(e.text) for e in root.iter(f"{_A}t", f"{_C}v") if e.text and e.text.strip()]


def unread(path: Path) -> tuple[str, ...]:
    """What holds words in a Word file and is not among its paragraphs: one sentence for each kind.

    Args:
        path: any .docx.

    Raises:
        BadFile: it is not a Word document, or is damaged.
    """
    package = Package(path)
    seen: Counter[str] = Counter()
    words: dict[str, list[str]] = {}
    stories = [package.main, *(n for k in ("header", "footer", "footnotes", "endnotes") for n in package.parts_of(k))]
    for story in stories:
        for kind, said in _parts_beside(package, story):
            seen[kind] += 1
            words.setdefault(kind, []).extend(said)
        root = package.xml(story)
        if root is None:
            continue
        for element in root.iter(f"{_VML}textpath"):
            if not any(a.tag == f"{{{MC}}}Fallback" for a in element.iterancestors()):
                seen["line of decorated letters (WordArt)"] += 1
                words.setdefault("line of decorated letters (WordArt)", []).append(str(element.get("string") or ""))
        for element in root.iter(f"{_A}t"):
            if element.text and not any(str(a.tag).startswith(f"{{{W}}}txbx") for a in element.iterancestors()):
                seen["drawing with words"] += 1
                words.setdefault("drawing with words", []).append(element.text)
        if next(root.iter(w("rt")), None) is not None:
            seen["guide to how letters sound"] += 1
    return tuple(_sentence(kind, n, words.get(kind, [])) for kind, n in seen.items())


def _sentence(kind: str, n: int, words: list[str]) -> str:
    said = " ".join(" ".join(words).split())
    shown = f" It says: “{said[:200]}{'…' if len(said) > 200 else ''}”." if said else ""
    noun, _, rest = kind.partition(" ")
    many = f"{n} {plural(n, noun)}{' ' + rest if rest else ''}"
    return f"Look in Word: {many} {'is' if n == 1 else 'are'} not read as text.{shown}"
