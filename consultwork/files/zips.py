"""What Python lets through when a zip is damaged, locked or packed in a way it has not: one list for every reader."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

# Each compression raises its own kind. RuntimeError is a password that is missing, and a compression that we have not.
BROKEN_ZIP: tuple[type[BaseException], ...] = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, ValueError, RuntimeError,
)  # fmt: skip
