"""After it was sent: what they published is read, each ask looked up in it, and answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from consultwork.errors import BadFile, Refused
from consultwork.forms import OutcomesDesk
from consultwork.kinds import Waiting
from consultwork.model import DocumentKind, Outcome, OutcomeState
from consultwork.ooxml import read_document, read_texts
from consultwork.workbench import Workbench
from tests.word.rules import broken_rules

SAID = (
    "We thank everybody who answered.",
    "The strategy names women with multiple and complex needs as a group whose outcomes will be reported on each year.",
    "Roads and bridges will be repaired in the coming winter, and the budget for them grows by a tenth.",
    "Walk-in clinics and drop-ins with outreach will be offered in six areas, so that people have a choice of ways in.",
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """What a made-up body published, as a Word file."""
    word = Document()
    for line in SAID:
        word.add_paragraph(line)
    word.save(str(tmp_path / "strategy.docx"))
    return tmp_path / "strategy.docx"


def pdf_of(lines: tuple[str, ...], path: Path) -> Path:
    """A PDF of one page for each line, written by hand: a page's text stands in its stream."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    for line in lines:
        n = len(objects) + 1
        words, rows = line.split(), []
        while words:
            rows.append(" ".join(words[:8]))
            words = words[8:]
        text = "BT /F1 12 Tf 72 720 Td 16 TL " + " ".join(f"({r}) Tj T*" for r in rows) + " ET"
        kids.append(f"{n} 0 R")
        objects += [
            f"<< /Type /Page /Parent 2 0 R /Contents {n + 1} 0 R /MediaBox [0 0 595 842] "
            "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        ]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for n, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{n} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{p:010d} 00000 n \n" for p in places)
    start = len(out)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    path.write_bytes(f"{out}startxref\n{start}\n%%EOF\n".encode("latin-1"))
    return path


def test_the_nearest_passages_stand_beside_each_ask(demo_copy: Workbench, paper: Path) -> None:
    """Of what was published the passage on the same matter comes first, whatever else it holds."""
    demo_copy.follow_up.publish("womens-health", "A made-up strategy", paper, date(2022, 1, 10))
    near = demo_copy.follow_up.nearest("womens-health")
    assert near["name-women-mcn"][0].passage.text == SAID[1]
    assert near["choice-in-primary-care"][0].passage.text == SAID[3]
    assert SAID[2] not in {n.passage.text for found in near.values() for n in found[:1]}
    assert set(near) == {a.id for a in demo_copy.asks.values() if "womens-health" in a.consultations}


def test_a_pdf_knows_its_pages(demo_copy: Workbench, tmp_path: Path) -> None:
    """Passages of a PDF carry the page they stand on, their lines put together again."""
    path = pdf_of(SAID, tmp_path / "strategy.pdf")
    made = demo_copy.follow_up.publish("womens-health", "A made-up strategy", path)
    assert [(p.page, p.text) for p in made.passages if p.page == "2"] == [("2", SAID[1])]
    assert demo_copy.follow_up.nearest("womens-health")["name-women-mcn"][0].passage.page == "2"


def test_pasted_text_and_what_is_none(demo_copy: Workbench, tmp_path: Path) -> None:
    """Text that was pasted in is read as well; nothing, no title and no readable file are refused."""
    made = demo_copy.follow_up.publish("womens-health", "From the web", "\n\n".join(SAID))
    assert len(made.passages) >= 3 and demo_copy.follow_up.published("womens-health") == (made,)
    with pytest.raises(Refused):
        demo_copy.follow_up.publish("womens-health", " ", "text")
    with pytest.raises(Refused):
        demo_copy.follow_up.publish("womens-health", "Title", " \n ")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(BadFile):
        demo_copy.follow_up.publish("womens-health", "Title", tmp_path / "scan.pdf")


def test_a_person_says_what_was_decided(demo_copy: Workbench, paper: Path) -> None:
    """On the screen a passage fills document, page and words; what became of the ask is left to the officer."""
    desk = OutcomesDesk(demo_copy, "womens-health")
    desk.called.value, desk.path.value = "A made-up strategy", str(paper)
    desk.read.click()
    assert "passages read" in desk.says
    row = next(r for r in desk.rows if r.ask.id == "name-women-mcn")
    before = row.state.value
    row.take(demo_copy.follow_up.nearest("womens-health")["name-women-mcn"][0])
    assert row.document.value == "A made-up strategy" and row.quotation.value == SAID[1]
    assert row.state.value == before
    row.state.value = OutcomeState.PARTLY
    desk.save.click()
    kept = {o.ask: o for o in demo_copy.follow_up.outcomes() if o.consultation == "womens-health"}
    assert kept["name-women-mcn"].state is OutcomeState.PARTLY and kept["name-women-mcn"].quotation == SAID[1]


def decided(bench: Workbench) -> None:
    """Three outcomes of made-up asks: one met, one in part, one not."""
    asks = [a.id for a in bench.asks.values() if "womens-health" in a.consultations][:3]
    states = (OutcomeState.MET, OutcomeState.PARTLY, OutcomeState.NOT_MET)
    for ask, state in zip(asks, states, strict=True):
        bench.follow_up.record(Outcome(ask, "womens-health", state, "A made-up strategy", "12", "it will be looked at"))


def test_the_letter_that_follows_up(demo_copy: Workbench) -> None:
    """It says what we welcome, what concerns us and what we ask, with page and their own words; it passes its check."""
    made = demo_copy.respond.make("womens-health", DocumentKind.FOLLOW_UP_LETTER)
    assert Waiting.NO_OUTCOME_IS_KNOWN in {b.kind for b in made.blockers} or demo_copy.follow_up.outcomes()
    decided(demo_copy)
    made = demo_copy.respond.make("womens-health", DocumentKind.FOLLOW_UP_LETTER)
    lines = read_texts(made.path)[1]
    assert [x for x in ("What we welcome", "What concerns us", "What we ask") if x in lines] == [
        "What we welcome", "What concerns us", "What we ask",
    ]  # fmt: skip
    text = "\n".join(lines)
    assert "(A made-up strategy, page 12)" in text and "“it will be looked at”" in text
    assert "people we heard from told us" in text and not [b for b in made.blockers if b.stage != "review"]
    assert demo_copy.review.check(made.path) == () and broken_rules(made.path) == []


def test_the_note_on_what_was_decided_needs_no_specification(demo_copy: Workbench) -> None:
    """Where no specification was read, the note stands on the outcomes of our asks."""
    decided(demo_copy)
    made = demo_copy.respond.make("womens-health", DocumentKind.SPECIFICATION_NOTE)
    headings = [p.text for p in read_document(made.path).paragraphs if p.level == 1]
    assert headings[:3] == ["What we welcome", "What concerns us", "What we ask"]


def test_every_open_ask_of_all_years_in_one_list(demo_copy: Workbench) -> None:
    """The list holds each ask that is not met, with consultation and year, and none that is met."""
    decided(demo_copy)
    path = demo_copy.follow_up.open_asks_list()
    (table,) = read_document(path).tables
    want = demo_copy.follow_up.open_asks()
    assert len(table.rows) == len(want) + 1
    assert {r[3][-6:] for r in table.rows[1:]} >= {"(2021)"}
    assert not [r for r in table.rows if r[4] == "met"] and broken_rules(path) == []
