"""Hostile words in documents, tables and calendars: nothing is run, and every word is there."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from lxml import etree

from consultwork.exchange.calendar import write_calendar
from consultwork.journey.plan import Deadline
from consultwork.model import DocumentKind, Link, Piece, PieceKind, Position
from consultwork.ooxml import read_texts
from consultwork.text import as_cell, clean
from consultwork.workbench import Workbench
from tests.hostile.payloads import CONTROL, PAYLOADS

WH = "womens-health"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
YES = {"may_count": "yes", "may_paraphrase": "yes", "may_quote": "yes"}


def test_there_are_at_least_a_hundred() -> None:
    """The list is as long as it has to be, and says nothing twice."""
    assert len(PAYLOADS) >= 100 and len(set(PAYLOADS)) == len(PAYLOADS)


@pytest.fixture
def spoken(fresh: Workbench) -> Workbench:
    """A workspace in which every payload is somebody's answer, coded and quoted."""
    for n, said in enumerate(PAYLOADS):
        fresh.gather.receive(
            [_answer(f"Answer {n} was {said} and nothing else.")], _permissions(), role=f"somebody called {said[:50]}"
        )  # fmt: skip
    fresh.safeguard.decide_all("keep")
    fresh.safeguard.clear()
    code = fresh.theme.codebook[0].id
    fresh.theme.add_many([(c.ref, code, c.text, Position.FOR) for c in fresh.snapshot().contributions.values()])
    fresh.mapping.decide_many([Link(WH, "1", code, True)])
    return fresh


def _answer(said: str) -> object:
    from consultwork.model import Channel, Submission

    return Submission("", "", WH, "1", said, channel=Channel.FORM, said_on=date(2022, 1, 1))


def _permissions() -> list[object]:
    from consultwork.model import Permission, Use

    return [Permission(use, True, date(2022, 1, 1), "form") for use in Use]


def test_in_a_document_they_are_text_and_no_part_is_added(spoken: Workbench) -> None:
    """Quoted word for word (but for characters no file may hold); no field, link, script or outside file."""
    code = spoken.theme.codebook[0].id
    quotes = [Piece(PieceKind.QUOTE, k.ref) for k in spoken.theme.codings() if k.code == code]
    spoken.respond.write_answer(WH, "1", [*quotes, *(Piece(PieceKind.WORDS, f"We heard {said}") for said in PAYLOADS)])
    made = spoken.respond.make(WH, DocumentKind.SUBMISSION)
    said = "\n".join(read_texts(made.path)[1])
    squeezed = " ".join(said.split())
    for c in spoken.snapshot().contributions.values():
        if not any(x in c.text for x in ("\u2028", "\u2029")):
            assert " ".join(c.text.split()) in squeezed, c.text
    with zipfile.ZipFile(made.path) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
        kinds = {etree.QName(e).localname for e in tree.iter(etree.Element)}
        assert not kinds & {"altChunk", "object", "pict", "control"}
        said_to_word = [e.text for e in tree.iter(f"{_W}instrText")]
        assert said_to_word in ([], [' TOC \\o "1-2" \\h \\z \\u '])  # the list of contents, and no word of anybody's
        fields = {e.get(f"{_W}instr").split()[0] for e in tree.iter(f"{_W}fldSimple")}
        assert fields <= {"PAGE", "NUMPAGES", "SEQ"}
        assert {a for e in tree.iter(f"{_W}hyperlink") for a in e.attrib} <= {f"{_W}anchor", f"{_W}history"}
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in package.read(name), name


def test_in_a_table_no_cell_is_a_formula(spoken: Workbench, tmp_path: Path) -> None:
    """Every cell of every CSV begins with something no spreadsheet program takes for a formula."""
    from consultwork.cli import main

    out = tmp_path / "codings.csv"
    assert main(["-w", str(spoken.root), "theme", "--out", str(out)]) in (0, 1)
    rows = list(csv.reader(io.StringIO(out.read_text(encoding="utf-8"), newline="")))
    assert len(rows) > len(PAYLOADS)
    for row in rows:
        for cell in row:
            assert not re.match(r"[\s\ufeff\u200b-\u200f]*[=+@\uff1d\uff0b\uff20]|[\t\r\n]", cell), cell
            assert not re.match(r"\s*-[^\d\s]", cell), cell
    for said in PAYLOADS:
        assert not re.match(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]", as_cell(clean(said).text)), said


def test_in_a_calendar_they_start_no_line(tmp_path: Path) -> None:
    """No payload adds an alarm, a guest or an event; every word is in its own entry."""
    path = tmp_path / "dates.ics"
    dates = [Deadline(f"u{n}", date(2026, 1, 1), said, said) for n, said in enumerate(PAYLOADS)]
    assert write_calendar(path, dates, PAYLOADS[0]) == len(PAYLOADS)
    read = Calendar.from_ical(path.read_bytes())
    assert len(read.walk("VEVENT")) == len(PAYLOADS) and not read.walk("VALARM")
    names = {line.split(b":")[0].split(b";")[0] for line in path.read_bytes().split(b"\r\n") if line[:1] not in b" \t"}
    assert not names & {b"ATTENDEE", b"ATTACH", b"ACTION", b"URL", b"ORGANIZER"}


def test_on_the_command_line_they_move_no_cursor(spoken: Workbench, capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed holds no escape sequence, bell or other control character."""
    from consultwork.cli import main

    for arguments in (["theme"], ["safeguard"], ["mapping"], ["status"]):
        main(["-w", str(spoken.root), *arguments])
    printed = capsys.readouterr().out
    assert len(CONTROL) > 5 and not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", printed)


def test_hostile_names_of_files_and_columns_are_names(fresh: Workbench, tmp_path: Path) -> None:
    """A file and its columns may be called anything: it is read, or refused in a sentence."""
    names = [n for n in PAYLOADS if not re.search(r"[/\x00\ud83d]", n) and len(n) < 100 and n.strip(". ")]
    assert len(names) > 40
    for n, name in enumerate(names):
        path = tmp_path / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as sink:
            writer = csv.writer(sink)
            writer.writerow(["person", name, "may_count"])
            writer.writerow([f"p{n}", "They told me to wait and then nobody ever came.", "yes"])
        used, intake = fresh.gather.preview(path, consultation=WH)
        assert intake.people == 1 and len(used.columns) == 3, name
        fresh.gather.import_file(path, consultation=WH, mapping=used)
    assert len(fresh.gather.table()) == len(names)
