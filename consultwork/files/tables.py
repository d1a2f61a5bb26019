"""Text out of PDFs, and out of files of tables: Parquet, Arrow, SQLite, old workbooks."""

from __future__ import annotations

import io
import logging
import sqlite3
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from consultwork.files import plain
from consultwork.files.limits import MOST_PAGES, Budget
from consultwork.files.unread import Inside, Read, Unread, Why


def pdf(data: bytes, inside: Inside, budget: Budget) -> Read:
    """The text of a PDF: pages, notes in the margin, fields of a form, properties, attached files."""
    from pypdf import PdfReader

    # What it notes of a file's faults is for whoever mends files, and no sentence for an officer.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            yield Unread(Why.PASSWORD)
            return
        if len(reader.pages) > MOST_PAGES:
            yield Unread(Why.TOO_BIG)
            return
        yield "\n".join(map(str, (reader.metadata or {}).values()))
        yield "\n".join(str(value) for value in (reader.get_form_text_fields() or {}).values() if value)
        pages = [(page.extract_text() or "", page) for page in reader.pages]
        yield "\n".join(text for text, _ in pages)
        for number, (text, page) in enumerate(pages, start=1):
            yield "\n".join(_notes(page))
            if not text.strip() and _has_picture(page):
                yield Unread(Why.PICTURE, f"page {number}")
        for name, files in reader.attachments.items():
            yield name
            for content in files:
                if not budget.spend(len(content)):
                    yield Unread(Why.TOO_BIG, name)
                    return
                yield from inside(content)


def _notes(page: Any) -> Iterator[str]:
    for note in page.get("/Annots") or ():
        written = note.get_object()
        yield from (str(written[key]) for key in ("/Contents", "/T", "/V", "/RC") if key in written)
        action = written.get("/A")
        if action is not None and "/URI" in action.get_object():
            yield str(action.get_object()["/URI"])


def _has_picture(page: Any) -> bool:
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    things = drawn.get_object().values() if drawn is not None else ()
    return any(thing.get_object().get("/Subtype") in ("/Image", "/Form") for thing in things)


def parquet(data: bytes, inside: Inside, budget: Budget) -> Read:
    """Every column of a Parquet file that holds text, and the names of all of them."""
    from pyarrow import parquet as library

    yield from _columns(library.ParquetFile(io.BytesIO(data)).iter_batches(), budget)
    yield from plain.every_way(data[-65_536:])  # names of columns, and what pandas notes of them


def arrow(data: bytes, inside: Inside, budget: Budget) -> Read:
    """The same of a file of Arrow or Feather."""
    from pyarrow import ipc

    reader = ipc.open_file(io.BytesIO(data))
    yield from _columns((reader.get_batch(number) for number in range(reader.num_record_batches)), budget)
    yield "\n".join(reader.schema.names)


def _columns(batches: Iterable[Any], budget: Budget) -> Read:
    for batch in batches:
        if not budget.spend(batch.nbytes):
            yield Unread(Why.TOO_BIG)
            return
        for column in batch.columns:
            yield "\n".join(str(value) for value in column.to_pylist() if not isinstance(value, (int, float)))


def database(data: bytes, inside: Inside, budget: Budget) -> Read:
    """The text of every row of an SQLite database, without opening it as a file."""
    yield from plain.every_way(data)
    # Its write-ahead log is a file of its own: as it stands here, the database has none.
    alone = data[:18] + b"\x01\x01" + data[20:]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(alone)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            quoted = str(name).replace('"', '""')
            for row in connection.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - a name of its own, quoted
                yield "\n".join(value for value in row if isinstance(value, str))


def workbook(data: bytes) -> Read:
    """The cells of an old workbook. Its bytes have been searched already: a cell may lie in two pieces there."""
    import xlrd

    with io.StringIO() as told:
        book = xlrd.open_workbook(file_contents=data, logfile=told)
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            yield "\t".join(str(value) for value in sheet.row_values(row))


def records(content: bytes, most: int) -> Iterator[int]:
    """Where the first records of an old workbook begin (MS-XLS 2.1.4: two bytes of kind, two of length)."""
    at = 0
    for _ in range(most):
        if at + 4 > len(content):
            return
        yield at
        at += 4 + int.from_bytes(content[at + 2 : at + 4], "little")
