"""Every tracked change of a tree accepted: what a draft says now, as if nobody had tracked anything."""

from __future__ import annotations

from typing import Any

from consultwork.ooxml.package import w

_GONE = tuple(w(n) for n in ("del", "moveFrom", "cellDel"))
_COME = tuple(w(n) for n in ("ins", "moveTo"))
_PROPERTIES = tuple(
    w(n) for n in ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange",
                   "tblPrExChange", "numberingChange", "cellIns", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
                   "moveToRangeStart", "moveToRangeEnd")
)  # fmt: skip


def accept_all(root: Any) -> None:
    """Accept every tracked change under an element, in place.

    A paragraph whose end was taken out runs on into the next one, as in Word.
    """
    if next(root.iter(*_GONE, *_COME, *_PROPERTIES), None) is None:
        return
    for row in [r for r in root.iter(w("tr")) if r.find(f"{w('trPr')}/{w('del')}") is not None]:
        row.getparent().remove(row)
    for table in [t for t in root.iter(w("tbl")) if t.find(w("tr")) is None]:
        table.getparent().remove(table)
    for paragraph in [p for p in root.iter(w("p")) if _end_is_gone(p)]:
        _run_on(paragraph)
    for element in list(root.iter(*_GONE, *_PROPERTIES)):
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in list(root.iter(*_COME)):
        parent = element.getparent()
        if parent is None:
            continue
        for child in list(element):
            element.addprevious(child)
        parent.remove(element)


def _end_is_gone(paragraph: Any) -> bool:
    look = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return look is not None and any(e.tag in _GONE for e in look)


def _run_on(paragraph: Any) -> None:
    following = paragraph.getnext()
    while following is not None and following.tag != w("p"):
        if following.tag in (w("tbl"), w("sdt"), w("sectPr")):
            return  # nothing that it could run on into: only its mark goes
        following = following.getnext()
    if following is None:
        return
    properties = following.find(w("pPr"))
    at = 1 if properties is not None else 0
    for n, child in enumerate(c for c in list(paragraph) if c.tag != w("pPr")):
        following.insert(at + n, child)
    paragraph.getparent().remove(paragraph)
