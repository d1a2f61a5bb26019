"""Files of many kinds with made-up words in them, and files that nobody can read."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import random
import sqlite3
import struct
import tarfile
import zipfile
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pyarrow as pa
from docx import Document
from pyarrow import parquet
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file of Office 97 with some streams (MS-CFB, version 3): one directory, sectors in a row."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    body, fat, starts = b"", [0xFFFFFFFD], []
    padded = {name: data + bytes(max(0, 4096 - len(data))) for name, data in streams.items()}
    names = ["Root Entry", *padded]
    directory = -(-len(names) // 4)
    fat += [n + 2 for n in range(directory - 1)] + [end]
    for data in padded.values():
        count = -(-len(data) // sector)
        starts.append(len(fat))
        fat += [len(fat) + n + 1 for n in range(count - 1)] + [end]
        body += data + bytes(count * sector - len(data))
    entries = b""
    for number, name in enumerate(names):
        wide = name.encode("utf-16-le")
        root = number == 0
        size = 0 if root else len(padded[name])
        links = (
            (free, free, 1 if root else free) if root else (free, number + 1 if number + 1 < len(names) else free, free)
        )
        entries += wide.ljust(64, b"\0") + struct.pack("<HBB3I", len(wide) + 2, 5 if root else 2, 1, *links)
        entries += bytes(36) + struct.pack("<IQ", end if root else starts[number - 1], size)
    entries += bytes(directory * sector - len(entries))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack(f"<{sector // 4}I", *(fat + [free] * (sector // 4 - len(fat))))
    return header + table + entries + body


def docx(words: str) -> bytes:
    """A Word file with one paragraph."""
    out, document = io.BytesIO(), Document()
    document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def pdf(words: str, *, note: str = "", password: str = "") -> bytes:
    """A PDF of one page, a line of words on it, and perhaps a note in its margin."""
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    stream = StreamObject()
    stream.set_data(f"BT /F1 9 Tf 10 700 Td ({words}) Tj ET".encode("latin-1"))
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica")})  # fmt: skip
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if note:
        from pypdf.annotations import Text

        writer.add_annotation(0, Text(text=note, rect=(10, 10, 40, 40)))
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    assert PdfReader(io.BytesIO(out.getvalue()))
    return out.getvalue()


def zipped(parts: dict[str, bytes], *, locked: bool = False) -> bytes:
    """A zip file; ``locked`` marks every member as one with a password."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    data = out.getvalue()
    if not locked:
        return data
    data = data.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00")
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def message(words: str, attached: bytes = b"") -> bytes:
    """An e-mail whose body is packed in base64, with a file beside it."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "b@example.org", "Made up"
    made.set_content(words, cte="base64")
    if attached:
        made.add_attachment(attached, maintype="application", subtype="octet-stream", filename="attached")
    return made.as_bytes()


def tarred(parts: dict[str, bytes]) -> bytes:
    """A tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def table(words: str) -> bytes:
    """A Parquet file, its text packed with snappy and by a dictionary."""
    out = io.BytesIO()
    parquet.write_table(pa.table({"answer": [words, "Nothing else."], "n": [1, 2]}), out, compression="snappy")
    return out.getvalue()


def pickled(words: str) -> bytes:
    """A pickle: it is never opened, since opening one runs it."""
    return pickle.dumps({"answers": [words, "Something else that is made up."]})


def database(folder: Path, words: str) -> bytes:
    """An SQLite database that somebody made."""
    path = folder / "made.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE said (words TEXT)")
        connection.execute("INSERT INTO said VALUES (?)", (words,))
        connection.commit()
    data = path.read_bytes()
    path.unlink()
    return data


def noise(size: int) -> bytes:
    """Bytes like those of a locked file; the same each time."""
    return random.Random(1).randbytes(size)


def bomb(megabytes: int) -> bytes:
    """A small gzip file that unpacks to a huge one."""
    out = io.BytesIO()
    with gzip.open(out, "wb", compresslevel=9) as file:
        for _ in range(megabytes):
            file.write(bytes(1024 * 1024))
    return out.getvalue()


def picture() -> bytes:
    """A photograph, as far as anybody can see from its first bytes."""
    return b"\x89PNG\r\n\x1a\n" + noise(900)


def unreadable(path: Path) -> bool:
    """Take everybody's leave to read a file. False where that cannot be done (for root)."""
    path.chmod(0)
    return not os.access(path, os.R_OK)
