"""A form filled in by hand, as pictures of its pages: from a PDF, or a photograph of each page."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consultwork.errors import BadFile
from consultwork.kinds import Kind
from consultwork.ooxml import FileKind, sniff

MOST_BYTES = 60 * 2**20
MOST_PAGES = 60
MOST_PIXELS = 80_000_000
_WIDE = 1400  # pixels: handwriting is read with ease, and a page weighs some hundred kilobytes


@dataclass(frozen=True, slots=True)
class Scan:
    """The pages of a scan. ``page`` makes the picture of one, from 0, as PNG."""

    source: str
    pages: int
    _file: Path

    def page(self, n: int) -> bytes:
        """The picture of a page.

        Raises:
            BadFile: it cannot be drawn.
        """
        try:
            picture = _page_of_pdf(self._file, n) if sniff(self._file) is FileKind.PDF else _photograph(self._file)
        except BadFile:
            raise
        except Exception as error:  # a damaged picture fails in more ways than its reader names
            raise BadFile(Kind.PAGE_CANNOT_BE_SHOWN, where=self._file) from error
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()


def read_scan(path: Path) -> Scan:
    """Open a scan.

    Args:
        path: a PDF, or a photograph as JPEG or PNG.

    Raises:
        BadFile: it is something else, is damaged, protected or too large.
    """
    if not path.is_file():
        raise BadFile(Kind.NO_SUCH_FILE, where=path)
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(Kind.SCAN_IS_TOO_LARGE, where=path)
    if sniff(path) is not FileKind.PDF:
        scan = Scan(path.name, 1, path)
        scan.page(0)
        return scan
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise BadFile(Kind.PDF_CANNOT_BE_OPENED, where=path) from error
    if not pages or pages > MOST_PAGES:
        raise BadFile(Kind.SCAN_HAS_TOO_MANY_PAGES, where=path, pages=pages, most_pages=MOST_PAGES)
    return Scan(path.name, pages, path)


def _page_of_pdf(path: Path, n: int) -> Any:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        page = document[n]
        wide, high = page.get_size()
        scale = min(_WIDE / max(wide, 1), 4 * _WIDE / max(high, 1))
        return page.render(scale=scale).to_pil()


def _photograph(path: Path) -> Any:
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(path, formats=("PNG", "JPEG"))
            if picture.width * picture.height > MOST_PIXELS:
                raise BadFile(Kind.PHOTOGRAPH_IS_TOO_LARGE, where=path)
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadFile(Kind.PHOTOGRAPH_IS_TOO_LARGE, where=path) from error
    except OSError as error:
        raise BadFile(Kind.NO_SCAN, where=path) from error  # fmt: skip
    if upright.width > _WIDE:
        upright = upright.resize((_WIDE, round(upright.height * _WIDE / upright.width)))
    return upright
