"""REFI-QDA: valid, nothing lost on the way there and back, and other people's files read."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from consultwork.errors import BadFile
from consultwork.exchange.refi import QdaCase, QdaCode, QdaCoding, QdaNote, QdaProject, QdaSet, QdaSource
from consultwork.exchange.refi_read import read_qdc, read_qdpx
from consultwork.exchange.refi_write import guid_of, write_qdc, write_qdpx
from consultwork.kinds import Kind
from consultwork.text import legal
from tests.refusing import refuses

SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "refi" / "Project.xsd")))
SHARED = Path(__file__).parents[3] / "shared" / "refi-qda"
G = [guid_of("test", str(n)) for n in range(30)]
TEXT = "Made up: I wänted 👩‍👩‍👧 to be “heard”.\nNobody came e\u0301ver & <b>waited</b>."


def project(text: str = TEXT, start: int = 9, end: int = 20) -> QdaProject:
    one = QdaCoding(G[5], G[2], G[0], "2026-11-01T10:00:00", start, end, text[start:end], G[7], "for", (G[9],))
    other = QdaCoding(G[6], G[3], G[1], "2026-11-01T11:00:00", start, end, text[start:end], G[7], "for")
    noted = QdaCoding("", "", G[0], "2026-11-01T10:00:00", 0, 0, "", G[12], "", (G[9],))
    whole = QdaCoding(G[8], G[2], G[1], "2026-11-01T12:00:00")
    return QdaProject(
        "Made up", ((G[0], "Kim"), (G[1], "Ash")),
        (QdaCode(G[2], "Listening", "what it is", notes=(G[9],)), QdaCode(G[3], "Waiting", parent=G[2])),
        (("question", "Text"), ("may_quote", "Boolean"), ("said_on", "Date")),
        (QdaCase(G[10], "P-0001", (G[4],), (("may_quote", "true"),), "a case"),),
        (
            QdaSource(
                G[4], "C-0001", text, (one, other, noted, whole), (("question", "4"), ("said_on", "2026-10-01")), "an answer",
                G[0], "2026-10-01T09:00:00", (G[9],),
            ),
        ),
        (QdaNote(G[9], "a memo", "Ask <again> & again", G[0], "2026-11-01T10:00:00"),),
        (QdaSet(G[11], "Question 4", (G[2],), (G[4],), (G[9],)),), "consultwork", "All of it is made up.",
    )  # fmt: skip


def xml(path: Path) -> bytes:
    with zipfile.ZipFile(path) as pack:
        return pack.read("project.qde")


def test_a_project_is_valid_and_comes_back_as_it_was(tmp_path: Path) -> None:
    """Users, nested codes, cases, variables, double coding, memos and sets; the text is a file of its own."""
    path = tmp_path / "a.qdpx"
    write_qdpx(path, project())
    SCHEMA.assertValid(etree.fromstring(xml(path)))
    back = read_qdpx(path)
    assert back == project() and back.left_out == ()
    with zipfile.ZipFile(path) as pack:
        raw = pack.read(f"sources/{G[4]}.txt")
    assert raw == TEXT.encode() and not raw.startswith(b"\xef\xbb\xbf") and b"\r" not in raw
    first = path.read_bytes()
    write_qdpx(path, project())
    assert path.read_bytes() == first


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=60).map(legal), st.data())
def test_any_words_and_any_passage_come_back(tmp_path: Path, text: str, data: st.DataObject) -> None:
    """Code points, not bytes and not UTF-16: whatever the text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    write_qdpx(tmp_path / "a.qdpx", project(text, start, end))
    SCHEMA.assertValid(etree.fromstring(xml(tmp_path / "a.qdpx")))
    back = read_qdpx(tmp_path / "a.qdpx").sources[0]
    assert back.text == text and {k.passage for k in back.codings if k.code and k.start is not None} == {
        text[start:end]
    }


def test_windows_line_ends_a_mark_and_capitals_do_not_move_a_passage(tmp_path: Path) -> None:
    """As other tools write: Project.qde, Sources/, a byte order mark, CRLF, guids in braces and capitals."""
    write_qdpx(tmp_path / "a.qdpx", project())
    inside = xml(tmp_path / "a.qdpx").decode().replace(G[2], "{" + G[2].upper() + "}")
    with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as pack:
        pack.writestr("Project.qde", "\ufeff" + inside)
        pack.writestr(f"Sources/{G[4].upper()}.TXT", b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    back = read_qdpx(tmp_path / "b.qdpx")
    assert back.sources == project().sources and back.codes == project().codes


def test_a_codebook_goes_there_and_back(tmp_path: Path) -> None:
    """Names, definitions and what lies under what."""
    write_qdc(tmp_path / "a.qdc", project().codes, project().sets)
    assert [(c.name, c.description, c.parent) for c in read_qdc(tmp_path / "a.qdc")] == [
        ("Listening", "what it is", ""), ("Waiting", "", G[2]),
    ]  # fmt: skip


def test_what_has_no_place_is_said(tmp_path: Path) -> None:
    """A picture, a link, a passage outside its text, a passage without a code."""
    write_qdpx(tmp_path / "a.qdpx", project())
    inside = xml(tmp_path / "a.qdpx").decode()
    picture = f'<PictureSource guid="{G[20]}" name="x"/></Sources>'
    link = f'<Links><Link guid="{G[21]}" originGUID="{G[4]}" targetGUID="{G[4]}"/></Links><Sets>'
    bare = f'<PlainTextSelection guid="{G[22]}" startPosition="0" endPosition="2"/>'
    far = f'<PlainTextSelection guid="{G[23]}" startPosition="0" endPosition="9999"/>'
    inside = inside.replace("</Sources>", picture).replace("<Sets>", link)
    inside = inside.replace("<PlainTextSelection", bare + far + "<PlainTextSelection", 1)
    with zipfile.ZipFile(tmp_path / "b.qdpx", "w") as pack:
        pack.writestr("project.qde", inside)
        pack.writestr(f"sources/{G[4]}.txt", TEXT)
    left = " ".join(read_qdpx(tmp_path / "b.qdpx").left_out)
    for word in ("1 × picture source", "1 × link", "outside its text (from 0 to 9999)"):
        assert word in left, word
    with zipfile.ZipFile(tmp_path / "c.qdpx", "w") as pack:
        pack.writestr("project.qde", xml(tmp_path / "a.qdpx"))
    bare_one = read_qdpx(tmp_path / "c.qdpx")
    assert "not in the file" in " ".join(bare_one.left_out) and bare_one.sources[0].codings[0].passage == TEXT[9:20]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip", b"<Project/>"])
def test_what_is_no_project_is_refused_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    """Empty, cut off, or something else."""
    (tmp_path / "a.qdpx").write_bytes(data)
    with refuses(BadFile, Kind.NO_REFI_QDA_PROJECT):
        read_qdpx(tmp_path / "a.qdpx")


def test_a_bomb_and_entities_are_refused(tmp_path: Path) -> None:
    """Nothing huge is unpacked, and no entity is expanded."""
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("project.qde", b" " * 50_000_000)
    with refuses(BadFile, Kind.PACKAGE_IS_TOO_LARGE):
        read_qdpx(tmp_path / "a.qdpx")
    (tmp_path / "a.qdc").write_text('<!DOCTYPE a [<!ENTITY x "y">]><CodeBook>&x;</CodeBook>', encoding="utf-8")
    with pytest.raises(BadFile):
        read_qdc(tmp_path / "a.qdc")


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder with ATLAS.ti's project is not here")
def test_atlas_tis_own_project_is_read(tmp_path: Path) -> None:
    """Its passages, sets and notes; what is missing from it is said."""
    found = read_qdpx(SHARED / "TestProject.qdpx")
    codings = [k for s in found.sources for k in s.codings]
    selections = {k.selection for k in codings if k.start is not None}
    assert (len(selections), len(found.sets)) == (8, 16) and found.codes and found.notes
    assert all(not k.code or k.code in {c.guid for c in found.codes} for k in codings)
    write_qdpx(tmp_path / "again.qdpx", found)
    SCHEMA.assertValid(etree.fromstring(xml(tmp_path / "again.qdpx")))
    assert read_qdpx(tmp_path / "again.qdpx") == found
    assert "not in the file" in " ".join(found.left_out)


def test_a_project_with_one_wrong_byte_is_refused_and_never_falls_over(tmp_path: Path) -> None:
    """Each compression has errors of its own: wherever the wrong byte stands, it is a project or it is refused."""
    whole = tmp_path / "whole.qdpx"
    text = "Made up: " + " ".join(map(str, range(2000)))
    write_qdpx(whole, QdaProject("Made up", sources=(QdaSource(guid_of("a source"), "A", text),)))
    data = whole.read_bytes()
    for at in range(30, len(data), max(1, len(data) // 200)):
        damaged = tmp_path / "damaged.qdpx"
        damaged.write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        with contextlib.suppress(BadFile):
            read_qdpx(damaged)
