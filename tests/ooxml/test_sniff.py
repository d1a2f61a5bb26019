"""What a file really is: one sentence for each kind, before anything is parsed."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from consultwork.errors import BadFile
from consultwork.kinds import Kind
from consultwork.ooxml import FileKind, read_document, require_docx, sniff
from tests.ooxml.made import made, p
from tests.refusing import refuses

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name.replace("__", "/").replace("TYPES", "[Content_Types].xml"), data)
    return buffer.getvalue()


KINDS = {
    FileKind.EMPTY: b"",
    FileKind.PASSWORD: OLE + "EncryptedPackage".encode("utf-16-le"),
    FileKind.OLD_WORD: OLE + "WordDocument".encode("utf-16-le"),
    FileKind.OLD_OFFICE: OLE + "Workbook".encode("utf-16-le"),
    FileKind.RTF: b"{\\rtf1 hello}",
    FileKind.PDF: b"%PDF-1.7\n",
    FileKind.HTML: b"\xef\xbb\xbf <!DOCTYPE html><p>x",
    FileKind.XML: b'<?xml version="1.0"?><office/>',
    FileKind.TEXT: "Just words, with é.".encode(),
    FileKind.DAMAGED: bytes(range(1, 32)) * 9,
    FileKind.ODT: zipped(mimetype=b"application/vnd.oasis.opendocument.text"),
    FileKind.ZIP: zipped(photo=b"x"),
    FileKind.EXCEL: zipped(TYPES=b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
    FileKind.POWERPOINT: zipped(TYPES=b"application/vnd.openxmlformats-officedocument.presentationml.x"),
    FileKind.MACROS: zipped(TYPES=b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    FileKind.TEMPLATE: zipped(
        TYPES=b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_in_one_sentence(kind: FileKind, tmp_path: Path) -> None:
    """A wrong file is refused with what it is and what to do, whatever its name says."""
    path = tmp_path / "report.docx"
    path.write_bytes(KINDS[kind])
    assert sniff(path) is kind
    with pytest.raises(BadFile) as refusal:
        require_docx(path)
    assert refusal.value.kind == f"not-word-{kind}" and refusal.value.where == "report.docx"
    assert refusal.value.what and refusal.value.todo
    assert str(tmp_path) not in refusal.value.sentence


def test_a_word_file_passes(tmp_path: Path) -> None:
    """A Word document is one."""
    assert sniff(made(tmp_path / "a.docx", p("x"))) is FileKind.DOCX


def test_strict_is_told(tmp_path: Path) -> None:
    """A file saved as Strict Open XML gets its own advice."""
    path = made(tmp_path / "a.docx", p("x"))
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {n: package.read(n) for n in package.namelist()}
    files["_rels/.rels"] = files["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    assert sniff(path) is FileKind.STRICT


def test_entities_never_reach_a_parser(tmp_path: Path) -> None:
    """A document type, and with it every entity trick, is refused unread."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:styles/>'
    path = made(tmp_path / "a.docx", p("x"), styles=bomb)
    assert sniff(path) is FileKind.DOCTYPE
    with refuses(BadFile, Kind.NOT_WORD_DOCTYPE):
        read_document(path)


def test_a_bomb_costs_nothing(tmp_path: Path) -> None:
    """A part that unpacks to 400 MB is refused within a second, unread."""
    path = made(tmp_path / "a.docx", p("x"))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/media/x.bin", "w") as part:
        for _ in range(400):
            part.write(b"\0" * 2**20)
    start = time.perf_counter()
    assert sniff(path) is FileKind.TOO_BIG
    assert time.perf_counter() - start < 1


def test_too_many_members(tmp_path: Path) -> None:
    """A package of many thousand parts is refused."""
    path = made(tmp_path / "a.docx", p("x"))
    with zipfile.ZipFile(path, "a") as package:
        for n in range(5001):
            package.writestr(f"x/{n}", b"")
    assert sniff(path) is FileKind.TOO_BIG


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_cut_file_is_damaged(cut: float, tmp_path: Path) -> None:
    """Half a file is called damaged."""
    path = made(tmp_path / "a.docx", p("x" * 5000))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * cut)])
    assert sniff(path) is FileKind.DAMAGED


def test_a_part_that_is_not_xml_is_told(tmp_path: Path) -> None:
    """A part that cannot be read is named, in a sentence."""
    path = made(tmp_path / "a.docx", "<w:p><broken")
    with refuses(BadFile, Kind.WORD_PART_CANNOT_BE_READ, part="word/document.xml"):
        read_document(path)


def test_deep_nesting_stops(tmp_path: Path) -> None:
    """Tables nested a thousand deep are refused, without a crash."""
    deep = "<w:tbl><w:tr><w:tc>" * 1000 + p("x") + "</w:tc></w:tr></w:tbl>" * 1000
    with refuses(BadFile, Kind.WORD_PART_CANNOT_BE_READ):
        read_document(made(tmp_path / "a.docx", deep))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A name that leads nowhere is a plain sentence."""
    with refuses(BadFile, Kind.NO_SUCH_FILE):
        sniff(tmp_path / "none.docx")
