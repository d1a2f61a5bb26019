"""How many pages a document has, where LibreOffice is installed to lay it out."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 120
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")


def find_office() -> str | None:
    """Where LibreOffice is, or ``None``."""
    for name in ("soffice", "libreoffice", "soffice.com"):
        if found := shutil.which(name):
            return found
    for variable in _WINDOWS:
        path = Path(os.environ.get(variable, "")) / "LibreOffice" / "program" / "soffice.com"
        if os.environ.get(variable) and path.is_file():
            return str(path)
    mac = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    return str(mac) if mac.is_file() else None


def to_pdf(path: Path, folder: Path) -> Path | None:
    """A tagged PDF copy of a Word file, or ``None`` without LibreOffice or within two minutes.

    Args:
        path: the .docx.
        folder: where the PDF goes, under the same name.
    """
    office = find_office()
    if office is None or not path.is_file():
        return None
    folder.mkdir(parents=True, exist_ok=True)
    options = (
        '{"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
    )
    # A profile of its own: a second LibreOffice would otherwise hand its work to the first and stop.
    with tempfile.TemporaryDirectory(prefix="consultwork-", ignore_cleanup_errors=True) as profile:
        command = [
            office,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            f"pdf:writer_pdf_Export:{options}",
            "--outdir",
            str(folder),
            str(path),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - fixed list
        except (OSError, subprocess.TimeoutExpired):
            return None
    made = folder / f"{path.stem}.pdf"
    return made if made.is_file() else None


def count_pages(path: Path) -> int | None:
    """How many pages a Word file has as LibreOffice lays it out; Word may differ by a little.

    Args:
        path: the .docx.

    Returns:
        The number of pages, or ``None`` where LibreOffice is missing or does not finish.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    with tempfile.TemporaryDirectory(prefix="consultwork-", ignore_cleanup_errors=True) as folder:
        made = to_pdf(path, Path(folder))
        if made is None:
            return None
        try:
            return len(PdfReader(made).pages)
        except PyPdfError:
            return None
