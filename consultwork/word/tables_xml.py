"""Tables as Word wants them: fixed widths that fit the words, a title and a description."""

from __future__ import annotations

from consultwork.blocks import Table

# Arial bold at 12 points, twentieths of a point: an average letter, and the cell's two margins.
_LETTER = 140
_CELL = 250
_LONG = 44


def column_widths(table: Table, width: int) -> list[int]:
    """Column widths in twentieths of a point that add up to ``width``.

    The table's own shares are taken where given, otherwise the length of the words decides. A
    column is widened to its longest word as far as the others can spare it.
    """
    columns = list(zip(table.header, *(_padded(row, len(table.header)) for row in table.rows), strict=True))
    if len(table.widths) == len(columns) and sum(table.widths) > 0:
        shares = list(table.widths)
    else:
        shares = [4.0 + min(max(len(cell) for cell in column), _LONG) for column in columns]
    wanted = [width * share / sum(shares) for share in shares]
    least = [min(_CELL + _LETTER * _longest_word(column), width * 0.6) for column in columns]
    if sum(least) > width:
        least = [value * width / sum(least) for value in least]
    short = sum(max(low - want, 0) for low, want in zip(least, wanted, strict=True))
    spare = sum(max(want - low, 0) for low, want in zip(least, wanted, strict=True))
    out = [
        low if want < low else want - (want - low) * (short / spare if spare else 0)
        for low, want in zip(least, wanted, strict=True)
    ]
    whole = [int(value) for value in out]
    whole[0] += width - sum(whole)
    return whole


def _padded(row: tuple[str, ...], size: int) -> tuple[str, ...]:
    return row + ("",) * (size - len(row))


def _longest_word(column: tuple[str, ...]) -> int:
    # A word longer than this is broken by Word anyway.
    return min(max((len(word) for cell in column for word in cell.split()), default=1), 24)


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
