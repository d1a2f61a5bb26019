"""A redline of two drafts: accepting it gives the new one, rejecting it the old one, and it is valid."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultwork.blocks import Paragraph, Quote, Span
from consultwork.errors import BadFile
from consultwork.ooxml import read_changes, read_document, read_texts
from consultwork.ooxml.package import w
from consultwork.word.redline.redline import redline
from consultwork.word.write.document import write
from tests.word.rules import broken_rules
from tests.word.sample import document
from tests.word.tracked import add_after, rewrite, say_instead, take_out

ON = datetime(2021, 6, 5, 9, 0)  # noqa: DTZ001 - Word keeps local time
TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = Path(os.environ.get("CONSULTWORK_CORPUS", Path(__file__).parents[3] / "shared")) / "messy"


def compared(old: Path, new: Path, tmp_path: Path) -> Path:
    """The redline of two drafts, held against both."""
    out = tmp_path / "redline.docx"
    redline(old, new, out, author="Kim Example", on=ON)
    assert read_texts(out) == (read_texts(old)[1], read_texts(new)[1])
    assert broken_rules(out) == []
    return out


def drafts(tmp_path: Path) -> Path:
    """A made-up response with every kind of block."""
    return write(document("response"), tmp_path / "old.docx", templates=TEMPLATES, today=date(2021, 6, 4)).path


def test_words_paragraphs_and_their_marks(tmp_path: Path) -> None:
    """Changed words are marked word by word, whole paragraphs with their ends, under one name and time."""
    old = drafts(tmp_path)

    def change(root: object) -> None:
        say_instead(root, "two workshops", "three workshops")
        add_after(root, "Seven people told us", "We thank them all.")
        take_out(root, "We welcome the plan")

    new = rewrite(old, tmp_path / "new.docx", change)
    changes = read_changes(compared(old, new, tmp_path))
    assert {(c.kind, c.text) for c in changes} == {
        ("delete", "two"), ("insert", "three"), ("insert", "We thank them all."), ("paragraph mark inserted", ""),
        ("delete", "We welcome the plan. People told us what would make it work."), ("paragraph mark deleted", ""),
    }  # fmt: skip
    assert {(c.author, c.date) for c in changes} == {("Kim Example", "2021-06-05T09:00:00Z")}


def test_the_same_draft_has_no_changes(tmp_path: Path) -> None:
    """Nothing is marked where nothing changed."""
    old = drafts(tmp_path)
    assert read_changes(compared(old, old, tmp_path)) == ()


def test_rows_footnotes_and_links(tmp_path: Path) -> None:
    """Rows come and go as rows; notes and links keep their words in both readings."""
    doc = document("response")
    body = list(doc.slots["body"])
    noted = Paragraph((Span("A figure", note="The first source."), Span(" and more.")), anchor="noted")
    other = Paragraph((Span("A figure", note="Another source."), Span(" and less.")), anchor="noted")
    gone = Paragraph((Span("Only once", note="A third source."),), anchor="once")
    one = replace(doc, slots={**doc.slots, "body": (noted, gone, *body)})
    two = replace(doc, slots={**doc.slots, "body": (other, *(b for b in body if not isinstance(b, Quote)))})
    old = write(one, tmp_path / "old.docx", templates=TEMPLATES, today=date(2021, 6, 4)).path
    new = write(two, tmp_path / "new.docx", templates=TEMPLATES, today=date(2021, 6, 4)).path
    out = compared(old, new, tmp_path)
    notes = [p for p in read_document(out).paragraphs if p.place == "footnote"]
    assert {p.text.strip() for p in notes if p.text} == {"Another source."}
    assert {p.original.strip() for p in notes if p.original} == {"The first source.", "A third source."}
    kinds = {c.kind for c in read_changes(compared(new, old, tmp_path))}
    assert {"insert", "delete"} <= kinds


def test_a_row_is_marked_as_a_row(tmp_path: Path) -> None:
    """A row that was added or taken out is one change of a row."""

    def made(name: str, *rows: tuple[str, str]) -> Path:
        word = Document()
        word.add_paragraph("Before the table")
        table = word.add_table(rows=0, cols=2)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        word.save(str(tmp_path / name))
        return tmp_path / name

    old = made("old.docx", ("Theme", "People"), ("Being heard", "4"), ("Travel", "2"))
    new = made("new.docx", ("Theme", "People"), ("Being heard", "5"), ("Beds", "3"), ("Food", "1"))
    out = tmp_path / "out.docx"
    redline(old, new, out, author="Kim", on=ON)
    assert read_texts(out) == (read_texts(old)[1], read_texts(new)[1])
    kinds = [c.kind for c in read_changes(out)]
    assert kinds.count("row deleted") == 1 and kinds.count("row inserted") == 2
    assert ("delete", "4") in {(c.kind, c.text) for c in read_changes(out)}


def test_changes_that_were_tracked_already_count_as_accepted(tmp_path: Path) -> None:
    """A draft with tracked changes is compared as it reads now."""
    old = drafts(tmp_path)

    def change(root: object) -> None:
        say_instead(root, "two workshops", "three workshops", "Bo")
        take_out(root, "We welcome the plan", "Bo")

    new = rewrite(old, tmp_path / "new.docx", change)
    changes = read_changes(compared(old, new, tmp_path))
    assert {c.author for c in changes} == {"Kim Example"} and ("insert", "three") in {(c.kind, c.text) for c in changes}
    compared(new, old, tmp_path)


def test_the_same_drafts_give_the_same_bytes(tmp_path: Path) -> None:
    """A redline can be made again, to the byte."""
    old = drafts(tmp_path)
    new = rewrite(old, tmp_path / "new.docx", lambda root: say_instead(root, "two workshops", "three workshops"))
    first = compared(old, new, tmp_path).read_bytes()
    assert compared(old, new, tmp_path).read_bytes() == first


def test_nothing_is_written_for_a_file_that_is_none(tmp_path: Path) -> None:
    """A file that cannot be read is refused, and no half redline lies about."""
    (tmp_path / "new.docx").write_bytes(b"%PDF-1.7")
    with pytest.raises(BadFile):
        redline(drafts(tmp_path), tmp_path / "new.docx", tmp_path / "out.docx", author="Kim", on=ON)
    assert not list(tmp_path.glob("*out.docx*"))


WORD = st.one_of(
    st.sampled_from(["we", "were", "heard", "the", "plan", "“no”", "7", "–", "a\u0301", "🙂", "عربي", "R&D", "<b>"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=6),
)
LINE = st.lists(WORD, max_size=8).map(lambda words: " ".join(words).replace("\x85", " ").replace("\u2028", " "))
CELLS = st.lists(st.tuples(LINE, LINE), min_size=1, max_size=4)
BLOCK = st.one_of(LINE, LINE, LINE, LINE.map(lambda x: f"{x}\tx\ny"), CELLS)
DRAFT = st.lists(BLOCK, min_size=1, max_size=9)


def built(path: Path, blocks: list[str | list[tuple[str, str]]]) -> Path:
    """A Word file of paragraphs and tables."""
    word: WordFile = Document()
    for block in blocks:
        if isinstance(block, str):
            paragraph = word.add_paragraph()
            half = len(block) // 2
            paragraph.add_run(block[:half]).bold = True
            paragraph.add_run(block[half:])
            continue
        table = word.add_table(rows=0, cols=2)
        for row in block:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    word.save(str(path))
    return path


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=DRAFT, new=DRAFT, shared=DRAFT)
def test_any_two_drafts(
    tmp_path: Path, old: list[str | list[tuple[str, str]]], new: list[str | list[tuple[str, str]]],
    shared: list[str | list[tuple[str, str]]],
) -> None:  # fmt: skip
    """Whatever the two say, in any order: accepted it is the new one, rejected the old one."""
    one = built(tmp_path / "old.docx", [*old[:3], *shared, *old[3:]])
    two = built(tmp_path / "new.docx", [*new[:2], *shared, *new[2:]])
    out = tmp_path / "redline.docx"
    redline(one, two, out, author="Kim", on=ON)
    assert read_texts(out) == (read_texts(one)[1], read_texts(two)[1])
    with zipfile.ZipFile(out) as package:
        assert package.testzip() is None
    Document(str(out))  # another program reads it too


@pytest.mark.corpus
@pytest.mark.skipif(not FILES.is_dir(), reason="the folder of real files is not here")
def test_real_files_against_what_was_made_of_them(tmp_path: Path) -> None:
    """Every real file against an edited copy of itself holds in both readings."""
    seen = 0
    for path in sorted(FILES.glob("*.docx")):
        try:
            lines = read_texts(path)[1]
        except BadFile:
            continue
        if len(lines) < 2:
            continue

        def change(root: Any) -> None:
            paragraphs = list(root.iter(w("p")))
            for t in paragraphs[len(paragraphs) // 2].iter(w("t")):
                t.text = f"changed {t.text}"

        new = rewrite(path, tmp_path / "new.docx", change)
        for one, two in ((path, new), (new, path)):
            redline(one, two, tmp_path / "out.docx", author="Kim", on=ON)
        seen += 1
    assert seen > 8
