"""The rules for tables and pictures: (rule, where, kind) for each fault, of pictures with facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consultwork.kinds import FaultKind
from consultwork.ooxml.package import w
from consultwork.word.check.effective_format import value_of

Found = tuple[str, str, FaultKind]
FoundWithFacts = tuple[str, str, FaultKind, dict[str, str]]
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FILE_NAME = re.compile(r"[\w .-]+\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf)", re.IGNORECASE)
_OFF = ("0", "false", "off")


def check_tables(body: Any) -> Iterator[Found]:
    """Header rows, merged, nested and empty cells, and a title for people who cannot see it."""
    for number, table in enumerate(body.iter(w("tbl")), start=1):
        where = _table_name(table, number)
        if next(table.iterancestors(w("tbl")), None) is not None:
            yield "tables", where, FaultKind.TABLE_IN_A_TABLE
        first = next(table.iter(w("tr")), None)
        header = first.find(f"{w('trPr')}/{w('tblHeader')}") if first is not None else None
        if header is None or header.get(w("val")) in _OFF:
            yield "tables", where, FaultKind.HEADER_ROW_DOES_NOT_REPEAT
        look = table.find(f"{w('tblPr')}/{w('tblLook')}")
        if look is None or not _first_row(look):
            yield "tables", where, FaultKind.TABLE_HAS_NO_HEADER
        if not value_of(table.find(w("tblPr")), "tblDescription") and not value_of(
            table.find(w("tblPr")), "tblCaption"
        ):
            yield "tables", where, FaultKind.TABLE_HAS_NO_TITLE
        cells = [c for c in table.iter(w("tc")) if next(c.iterancestors(w("tbl"))) is table]
        spans = [value_of(cell.find(w("tcPr")), "gridSpan") for cell in cells]
        if any(s not in ("", "1") for s in spans) or any(
            cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None for cell in cells
        ):
            yield "tables", where, FaultKind.MERGED_CELLS
        if any(not "".join(t.text or "" for t in cell.iter(w("t"))).strip() and not _picture(cell) for cell in cells):
            yield "tables", where, FaultKind.EMPTY_CELL


def check_pictures(stories: list[Any]) -> Iterator[FoundWithFacts]:
    """Alternative text on each picture and chart, none of them floating, no text boxes."""
    for story in stories:
        if story is None:
            continue
        for properties in story.iter(f"{{{_WP}}}docPr"):
            where = str(properties.get("name") or "a picture")
            text = str(properties.get("descr") or "").strip()
            decorative = next(properties.iter(_DECORATIVE), None)
            hidden = decorative is not None and decorative.get("val") not in _OFF
            if not text and not hidden:
                yield "pictures", where, FaultKind.PICTURE_HAS_NO_TEXT, {}
            elif _FILE_NAME.fullmatch(text):
                yield "pictures", where, FaultKind.PICTURE_NAMES_A_FILE, {"file": text}
        for anchor in story.iter(f"{{{_WP}}}anchor"):
            name = next(anchor.iter(f"{{{_WP}}}docPr"), None)
            yield (
                "pictures",
                str(name.get("name") if name is not None else "a picture"),
                FaultKind.FLOATING_PICTURE,
                {},
            )
        for box in story.iter(w("txbxContent")):
            words = " ".join("".join(t.text or "" for t in box.iter(w("t"))).split())
            yield "text boxes", f"“{words[:60]}”", FaultKind.TEXT_BOX, {}


def _first_row(look: Any) -> bool:
    flag = look.get(w("firstRow"))
    if flag is not None:
        return flag not in _OFF
    try:
        return bool(int(str(look.get(w("val")) or "0"), 16) & 0x0020)
    except ValueError:
        return False


def _picture(cell: Any) -> bool:
    return next(cell.iter(w("drawing"), w("pict")), None) is not None


def _table_name(table: Any, number: int) -> str:
    title = value_of(table.find(w("tblPr")), "tblCaption")
    return f"table {number}, “{title[:60]}”" if title else f"table {number}"
