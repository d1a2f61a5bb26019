"""How many pages a document has, and what stands on which, where LibreOffice is installed to lay it out."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

SECONDS = 120
WHERE = "CONSULTWORK_OFFICE"  # the path of LibreOffice, or "none" to do without
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_OPTIONS = '{"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'


def find_office() -> str | None:
    """Where LibreOffice is, or ``None``. The variable CONSULTWORK_OFFICE says otherwise."""
    if told := os.environ.get(WHERE):
        return told if Path(told).is_file() else None
    for name in ("soffice", "libreoffice", "soffice.com"):
        if found := shutil.which(name):
            return found
    for variable in _WINDOWS:
        path = Path(os.environ.get(variable, "")) / "LibreOffice" / "program" / "soffice.com"
        if os.environ.get(variable) and path.is_file():
            return str(path)
    mac = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    return str(mac) if mac.is_file() else None


class Rendering:
    """A Word file on its way to a PDF. It is laid out beside whatever else is done meanwhile.

    Args:
        path: the .docx.
        folder: where the PDF goes, under the same name.
    """

    def __init__(self, path: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._made = folder / f"{path.stem}.pdf"
        self._process: subprocess.Popen[bytes] | None = None
        office = find_office()
        if office is None or not path.is_file():
            return
        # A profile of its own: a second LibreOffice would otherwise hand its work to the first and stop.
        self._profile = tempfile.TemporaryDirectory(prefix="consultwork-", ignore_cleanup_errors=True)
        command = [
            office, f"-env:UserInstallation={Path(self._profile.name).as_uri()}", "--headless",
            "--convert-to", f"pdf:writer_pdf_Export:{_OPTIONS}", "--outdir", str(folder), str(path),
        ]  # fmt: skip
        try:
            self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - fixed list
        except OSError:
            self._profile.cleanup()

    def wait(self) -> Path | None:
        """The PDF, or ``None`` without LibreOffice or within two minutes."""
        if self._process is None:
            return None
        try:
            self._process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        finally:
            self._process = None
            self._profile.cleanup()
        return self._made if self._made.is_file() else None


def to_pdf(path: Path, folder: Path) -> Path | None:
    """A tagged PDF copy of a Word file, or ``None`` without LibreOffice or within two minutes.

    Args:
        path: the .docx.
        folder: where the PDF goes, under the same name.
    """
    return Rendering(path, folder).wait()


def count_pages(path: Path) -> int | None:
    """How many pages a Word file has as LibreOffice lays it out; Word may differ by a little.

    Args:
        path: the .docx.

    Returns:
        The number of pages, or ``None`` where LibreOffice is missing or does not finish.
    """
    with tempfile.TemporaryDirectory(prefix="consultwork-", ignore_cleanup_errors=True) as folder:
        made = to_pdf(path, Path(folder))
        return outline_of(made)[0] if made else None


def outline_of(pdf: Path) -> tuple[int | None, list[tuple[str, int]]]:
    """How many pages a PDF has, and its headings with the page that each stands on, from 1."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(pdf)
        return len(reader.pages), list(_flat(reader, reader.outline))
    except PyPdfError:
        return None, []


def _flat(reader: Any, items: Any) -> Any:
    for item in items:
        if isinstance(item, list):
            yield from _flat(reader, item)
        else:
            page = reader.get_destination_page_number(item)
            if page is not None and page >= 0:
                yield str(item.title), page + 1
