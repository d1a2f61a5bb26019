"""Lines of text out of transcripts and notes: .docx, .odt, .rtf, .pdf, .txt.

A line knows where it stands (body, table, text box, footnote, header), what is bold at its start and,
in a table of two columns, who is named beside it. Comments are never among the lines.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from consultwork.errors import BadFile
from consultwork.exchange.plain_text import decoded
from consultwork.kinds import Kind
from consultwork.ooxml import FileKind, read_comments, sniff
from consultwork.ooxml.package import Package
from consultwork.ooxml.walk import GONE, NEW, Walk
from consultwork.text import clean, plural

MOST_RTF = 20 * 2**20
MOST_PAGES = 2_000
MOST_CHARACTERS = 10_000_000
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PAGE = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_TIME = re.compile(r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its words, where they stand, what is bold in front, and who is named beside it.

    ``page`` counts from 1; 0 where the file knows no pages.
    """

    text: str
    place: str = "body"
    bold: str = ""
    speaker: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class TextLines:
    """All lines of a file, and what a person should know of the reading. ``wrapped``: lines end by width."""

    lines: tuple[TextLine, ...]
    notes: tuple[str, ...] = ()
    wrapped: bool = False
    tracked: bool = False  # it holds tracked changes


def read_lines(path: Path, *, original: bool = False) -> TextLines:
    """The lines of a document.

    Args:
        original: read a file with tracked changes as it was before them; else as if all were accepted.

    Raises:
        BadFile: it cannot be read, or holds no text.
    """
    kind = sniff(path)
    readers = {FileKind.DOCX: _docx, FileKind.ODT: _odt, FileKind.RTF: _rtf, FileKind.PDF: _pdf}
    found = readers.get(kind, _plain)(path, original)
    if sum(len(line.text) for line in found.lines) > MOST_CHARACTERS:
        raise BadFile(Kind.FILE_IS_TOO_LONG, where=path)
    cleaned, replaced = [], 0
    for line in found.lines:
        gate = clean(line.text)
        replaced += gate.replaced
        for n, part in enumerate(gate.text.split("\n")):
            if part.strip():
                cleaned.append(
                    TextLine(
                        part.strip(), line.place, line.bold if not n else "", line.speaker if not n else "", line.page
                    )
                )
    notes = list(found.notes)
    if replaced:
        notes.append(f"{replaced} characters that no file may hold were replaced by \ufffd.")
    if not cleaned:
        deleted = found.tracked and not original
        raise BadFile(Kind.DOCUMENT_IS_ALL_DELETED if deleted else Kind.DOCUMENT_HOLDS_NO_TEXT, where=path)
    return TextLines(tuple(cleaned), tuple(notes), found.wrapped)


def _docx(path: Path, original: bool) -> TextLines:
    walk = Walk(Package(path))
    gone = NEW if original else GONE
    beside = _speakers_in_tables(walk, gone)
    lines: list[TextLine] = []
    carried, bold, place, speaker = "", "", "", ""
    changes = 0
    for n, p in enumerate(walk.paragraphs):
        changes += len(p.ends) + len(p.row) + sum(len(x.marks) for x in p.pieces)
        if any(m.kind in gone for m in p.row) or n in beside.skipped:
            continue
        shown = [x for x in p.pieces if not any(m.kind in gone for m in x.marks)]
        if carried and p.place != place:
            lines.append(TextLine(carried, place, bold, speaker))
            carried = ""
        if not carried:
            bold, place, speaker = _bold_start([(x.text, x.bold) for x in shown]), p.place, beside.named.get(n, "")
        carried += "".join(x.text for x in shown)
        # A paragraph mark that is not there in this reading joins the paragraph with the next.
        if any(m.kind in gone for m in p.ends) and n + 1 < len(walk.paragraphs):
            continue
        lines.append(TextLine(carried, place, bold, speaker))
        carried = ""
    lines.append(TextLine(carried, place, bold, speaker))
    notes = []
    comments = len(read_comments(path))
    if comments:
        notes.append(
            f"{comments} {plural(comments, 'comment')} in the margin {'is' if comments == 1 else 'are'} nobody’s words, and not read."
        )
    if changes:
        notes.append(f"Its tracked changes are read as {'they were before' if original else 'accepted'}.")
    return TextLines(tuple(lines), tuple(notes), tracked=bool(changes))


def _bold_start(pieces: list[tuple[str, bool]]) -> str:
    """The words in bold that a paragraph begins with."""
    said = ""
    for text, bold in pieces:
        if not bold and text.strip():
            break
        said += text
    return said.split("\n")[0].strip()


@dataclass(frozen=True, slots=True)
class _Beside:
    named: dict[int, str]  # paragraph -> who is named in the cell to its left
    skipped: frozenset[int]  # the paragraphs that hold those names


def _speakers_in_tables(walk: Walk, gone: set[str]) -> _Beside:
    """Transcripts laid out as tables: a name (and perhaps a time) in the first cells, words in the last."""
    named: dict[int, str] = {}
    skipped: set[int] = set()
    for table in walk.tables:
        pairs = []
        for row in table.rows:
            cells = [" ".join(_shown(walk, i, gone) for i in cell).strip() for cell in row]
            beside = [cell.rstrip(": ") for cell in cells[:-1] if cell and not _TIME.fullmatch(cell)]
            words = next((i for i in row[-1] if _shown(walk, i, gone).strip()), None) if row else None
            if len(beside) == 1 and len(beside[0]) <= 30 and len(cells) < 4 and words is not None:
                pairs.append((row, beside[0], words))
        firsts = [who.casefold() for _, who, _ in pairs]
        if len(pairs) < 2 or len(pairs) < 0.6 * len(table.rows) or len(set(firsts)) > 0.7 * len(firsts):
            continue
        if not all(any(x.isalpha() for x in who) for who in firsts):
            continue
        for row, who, words in pairs:
            named[words] = who
            skipped.update(i for cell in row[:-1] for i in cell)
    return _Beside(named, frozenset(skipped))


def _shown(walk: Walk, n: int, gone: set[str]) -> str:
    return "".join(x.text for x in walk.paragraphs[n].pieces if not any(m.kind in gone for m in x.marks))


def _odt(path: Path, original: bool) -> TextLines:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
            data = package.read("content.xml")
    except Exception as error:
        # zipfile lets the errors of each compression through.
        raise BadFile(Kind.DOCUMENT_CANNOT_BE_UNPACKED, where=path) from error
    if b"encryption-data" in manifest:
        raise BadFile(Kind.FILE_IS_PROTECTED_WITH_PASSWORD, where=path)
    if b"<!DOCTYPE" in data[:65_536].replace(b"\0", b""):
        raise BadFile(Kind.FILE_DECLARES_DOCUMENT_TYPE, where=path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFile(Kind.DOCUMENT_TEXT_IS_DAMAGED, where=path) from error
    notes = []
    comments = sum(1 for _ in root.iter(f"{_OFFICE}annotation"))
    if comments:
        notes.append(
            f"{comments} {plural(comments, 'comment')} in the margin {'is' if comments == 1 else 'are'} nobody’s words, and not read."
        )
    if root.find(f".//{_TEXT}tracked-changes/{_TEXT}changed-region") is not None:
        if original:
            raise BadFile(Kind.ODT_CHANGES_CANNOT_BE_TAKEN_BACK, where=path)  # fmt: skip
        notes.append("Its tracked changes are read as accepted.")
    body = root.find(f"{_OFFICE}body")
    lines = list(_odt_lines(body if body is not None else root, "body"))
    return TextLines(tuple(lines), tuple(notes))


def _odt_lines(root: Any, place: str) -> Iterator[TextLine]:
    notes: list[Any] = []
    # A stack of our own: deep nesting must not end in an error of the machine's.
    stack = list(reversed(list(root)))
    while stack:
        element = stack.pop()
        tag = element.tag
        if not isinstance(tag, str) or tag in (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"):
            continue
        if tag in (f"{_TEXT}p", f"{_TEXT}h"):
            inside: list[Any] = []
            yield TextLine("".join(_odt_text(element, inside, notes)), place)
            stack.extend(reversed(inside))
        else:
            stack.extend(reversed(list(element)))
    for note in notes:
        yield from _odt_lines(note, "footnote")


def _odt_text(paragraph: Any, boxes: list[Any], notes: list[Any]) -> Iterator[str]:
    yield paragraph.text or ""
    stack = [iter(list(paragraph))]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag == f"{_TEXT}s":
            yield " " * min(
                int(child.get(f"{_TEXT}c") or 1) if (child.get(f"{_TEXT}c") or "1").isdecimal() else 1, 1000
            )
        elif tag == f"{_TEXT}tab":
            yield "\t"
        elif tag == f"{_TEXT}line-break":
            yield "\n"
        elif tag == f"{_TEXT}note":
            notes += child.findall(f"{_TEXT}note-body")
        elif tag.endswith("}text-box"):
            boxes.append(child)
        elif tag and tag not in (f"{_OFFICE}annotation", f"{_TEXT}ruby-text"):
            yield child.text or ""
            stack.append(iter([*child, _Tail(child)]))
            continue
        if isinstance(child, _Tail):
            yield child.words
        else:
            yield child.tail or ""


class _Tail:
    """What follows an element, once all in it is read."""

    tag = None

    def __init__(self, element: Any) -> None:
        self.words = element.tail or ""


def _rtf(path: Path, original: bool) -> TextLines:
    from striprtf.striprtf import rtf_to_text

    if path.stat().st_size > MOST_RTF:
        raise BadFile(Kind.RTF_FILE_IS_TOO_LARGE, where=path)
    raw = path.read_bytes().decode("latin-1")
    if re.search(r"\\(?:deleted|revised)(?![a-z0])", raw):
        raise BadFile(Kind.RTF_FILE_HOLDS_TRACKED_CHANGES, where=path)
    notes = []
    comments = raw.count("{\\*\\annotation")
    if comments:
        notes.append(
            f"{comments} {plural(comments, 'comment')} in the margin {'is' if comments == 1 else 'are'} nobody’s words, and not read."
        )
    for sign, what in ((r"\\footnote(?![a-z])", "footnote"), (r"\\shptxt(?![a-z])", "text box")):
        if count := len(re.findall(sign, raw)):
            notes.append(
                f"{count} {plural(count, what, what + 'es' if what.endswith('x') else what + 's')} of the .rtf cannot be read here; save it as .docx."
            )
    try:
        text = rtf_to_text(raw, errors="replace")  # type: ignore[no-untyped-call]  # it has no types
    except Exception as error:  # it fails in as many ways as a file can be broken
        raise BadFile(Kind.RTF_FILE_IS_DAMAGED, where=path) from error
    return TextLines(tuple(TextLine(x) for x in clean(str(text)).text.split("\n")), tuple(notes))


def _pages_of(reader: Any, path: Path) -> list[str]:
    """The text of each page of a PDF, within what can be read safely."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise BadFile(Kind.PDF_IS_PROTECTED_WITH_PASSWORD, where=path)
    if len(reader.pages) > MOST_PAGES:
        raise BadFile(Kind.PDF_HAS_TOO_MANY_PAGES, where=path)
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text() or "")
        if sum(map(len, pages)) > MOST_CHARACTERS:
            raise BadFile(Kind.PDF_IS_TOO_LONG, where=path)
    return pages


def _pdf(path: Path, original: bool) -> TextLines:
    from pypdf import PdfReader

    # What it notes of a file's faults is for whoever mends files, and no sentence for an officer.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pages = _pages_of(PdfReader(io.BytesIO(path.read_bytes())), path)
    except BadFile:
        raise
    except Exception as error:  # a damaged PDF fails in more ways than pypdf names
        raise BadFile(Kind.PDF_CANNOT_BE_READ, where=path) from error
    if not "".join(pages).strip():
        raise BadFile(Kind.PDF_IS_A_SCAN, where=path)  # fmt: skip
    empty = [str(n) for n, text in enumerate(pages, start=1) if not text.strip()]
    notes = []
    if empty:
        notes.append(f"These pages hold no text and may be scans: {', '.join(empty[:20])}.")
    lines = []
    for number_of_page, text in enumerate(pages, start=1):
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
            number = _PAGE.fullmatch(line.strip()) is not None
            lines.append(TextLine(line, "header" if number else "body", page=number_of_page))
    return TextLines(tuple(lines), tuple(notes), wrapped=True)


def _plain(path: Path, original: bool) -> TextLines:
    return TextLines(tuple(TextLine(x) for x in decoded(path, path.read_bytes()).split("\n")))
