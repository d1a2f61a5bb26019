"""Tables as Word wants them: fixed widths that fit the words, a title and a description."""

from __future__ import annotations

from functools import lru_cache

from consultwork.blocks import Table

# Widths of Arial bold in thousandths of the type size, by letter; the rest is about a digit wide.
_WIDTHS = {
    **dict.fromkeys("ijlI.,:;'|![]()/ -", 300),
    **dict.fromkeys("frt", 370),
    **dict.fromkeys("acekszvxyJ0123456789", 556),
    **dict.fromkeys("bdghnopqu", 611),
    **dict.fromkeys("EFLPSTVXYZ", 667),
    **dict.fromkeys("ABCDHKNRUw&", 750),
    **dict.fromkeys("GOQM", 810),
    **dict.fromkeys("mW%—…", 950),
}
_POINTS = 12
_CELL = 260  # both margins of a cell and a little air, in twentieths of a point
_NUMBER = 85  # the space to the right of numbers
_TOGETHER = 16  # so many characters are kept on one line where there is room
_LONG = 160


def column_widths(table: Table, width: int) -> list[int]:
    """Column widths in twentieths of a point that add up to ``width``.

    The table's own shares are taken where given, otherwise the length of the words decides. A
    column is widened to its longest word as far as the others can spare it.
    """
    size = len(table.header)
    columns = list(zip(table.header, *(row + ("",) * (size - len(row)) for row in table.rows), strict=True))
    if len(table.widths) == size and sum(table.widths) > 0:
        shares = list(table.widths)
    else:
        # Less than in proportion: a long column gets more lines, not the whole page.
        shares = [(2 + min(max(len(cell) for cell in column), _LONG)) ** 0.75 for column in columns]
    wanted = [width * share / sum(shares) for share in shares]
    least = [_least(column, n in table.numeric, _TOGETHER) for n, column in enumerate(columns)]
    if sum(least) > width * 0.9:
        least = [_least(column, n in table.numeric, 0) for n, column in enumerate(columns)]
    if sum(least) > width:
        least = [value * width / sum(least) for value in least]
    short = sum(max(low - want, 0) for low, want in zip(least, wanted, strict=True))
    spare = sum(max(want - low, 0) for low, want in zip(least, wanted, strict=True))
    out = [
        int(low if want < low else want - (want - low) * (short / spare if spare else 0))
        for low, want in zip(least, wanted, strict=True)
    ]
    widest = out.index(max(out))
    out[widest] += width - sum(out)
    return out


def _least(column: tuple[str, ...], numeric: bool, together: int) -> float:
    """The least width that breaks no word, nor any cell of at most ``together`` characters."""
    pieces = [[cell] if len(cell) <= together else cell.split() for cell in column]
    # A word longer than this is broken by Word anyway.
    longest = max((_width(word[:24]) for words in pieces for word in words), default=0.0)
    return longest + _CELL + (_NUMBER if numeric else 0)


@lru_cache(16_384)
def _width(words: str) -> float:
    return sum(_WIDTHS.get(letter, 611) for letter in words) * _POINTS * 20 / 1000


def table_open(style: str, width: int, title: str, description: str) -> str:
    """The properties of a table. ``title`` and ``description`` are escaped for attributes."""

    def attribute(tag: str, text: str) -> str:
        return f'<w:{tag} w:val="{text}"/>' if text else ""

    return (
        f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/>'
        f"{attribute('tblCaption', title)}{attribute('tblDescription', description)}</w:tblPr>"
    )
