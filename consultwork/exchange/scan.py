"""A form filled in by hand, as pictures of its pages: from a PDF, or a photograph of each page."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consultwork.errors import BadFile
from consultwork.ooxml import Kind, sniff

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
            picture = _page_of_pdf(self._file, n) if sniff(self._file) is Kind.PDF else _photograph(self._file)
        except BadFile:
            raise
        except Exception as error:  # a damaged picture fails in more ways than its reader names
            raise BadFile("a page cannot be shown.", where=self._file, todo="Scan it again.") from error
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
        raise BadFile("there is no such file.", where=path, todo="Check the name and the folder.")
    if path.stat().st_size > MOST_BYTES:
        raise BadFile("the scan is larger than 60 MB.", where=path, todo="Scan it in grey, at 150 dots an inch.")
    if sniff(path) is not Kind.PDF:
        scan = Scan(path.name, 1, path)
        scan.page(0)
        return scan
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise BadFile(
            "the PDF cannot be opened: it is damaged or protected.", where=path, todo="Scan the form again."
        ) from error
    if not pages or pages > MOST_PAGES:
        raise BadFile(f"the scan has {pages} pages.", where=path, todo=f"Bring 1 to {MOST_PAGES} pages.")
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
                raise BadFile("the photograph is too large.", where=path, todo="Take it with fewer dots.")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise BadFile("the photograph is too large.", where=path, todo="Take it with fewer dots.") from error
    except OSError as error:
        raise BadFile(
            "this is no scan: it is neither a PDF nor a photograph (JPEG, PNG).", where=path,
            todo="Scan the form as PDF, or photograph each page.",
        ) from error  # fmt: skip
    if upright.width > _WIDE:
        upright = upright.resize((_WIDE, round(upright.height * _WIDE / upright.width)))
    return upright
