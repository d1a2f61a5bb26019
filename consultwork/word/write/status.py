"""The status line of a document: what it says of itself, and how that changes when it is approved."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from consultwork.files import write_whole
from consultwork.ooxml.package import Package, w
from consultwork.word.package import pack, unpack

# As ``journey.respond`` writes it, and as it reads once it is approved.
STATUS = re.compile(
    r"(?:Draft version \d+, \d{1,2} \w+ \d{4}\. Not yet approved\."
    r"|Version \d+, approved by .{1,200}? on \d{1,2} \w+ \d{4}\.)"
)


def restate(path: Path, status: str) -> int:
    """Put a new status in place of the old one in a file: see ``restated``. Returns how many times.

    Raises:
        BadFile: the file is no Word document, or is damaged.
        FileInUse: somebody has it open in Word; it is as it was.
    """
    data, count = restated(path, status)
    write_whole(path, data)
    return count


def restated(path: Path, status: str) -> tuple[bytes, int]:
    """A file with a new status in place of the old one, wherever it stands: body, headers and footers.

    Everything else in the file stays as it is, byte for byte within its parts.

    Args:
        path: a document of ours, also after somebody edited it.
        status: the new status line.

    Returns:
        The new bytes, and how many times it was replaced.

    Raises:
        BadFile: the file is no Word document, or is damaged.
    """
    package = Package(path)
    names = [package.main, *(n for kind in ("header", "footer") for n in package.parts_of(kind))]
    parts = unpack(path.read_bytes())
    count = 0
    for name in names:
        root = package.xml(name)
        if root is None:
            continue
        changed = sum(_restate_paragraph(p, status) for p in root.iter(w("p")))
        if changed:
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            count += changed
    return pack(parts), count


def _restate_paragraph(paragraph: etree._Element, status: str) -> int:
    texts = list(paragraph.iter(w("t")))
    whole = "".join(t.text or "" for t in texts)
    found = STATUS.search(whole)
    if not found or not texts:
        return 0
    # The words may be split over runs that somebody edited: the first takes all that changed.
    start, end, place, placed = found.start(), found.end(), 0, False
    for t in texts:
        own = t.text or ""
        a, b = place, place + len(own)
        place = b
        if b <= start or a >= end:
            continue
        before, after = own[: max(0, start - a)], own[max(0, end - a) :] if b > end else ""
        t.text = before + ("" if placed else status) + after
        placed = True
    return 1
