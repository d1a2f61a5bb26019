"""Writing: blocks and values come out as Word, whole, safe and always the same."""

from __future__ import annotations

import time
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from consultwork.blocks import Block, Bullets, Document, Heading, Paragraph, Quote, Span, Table, Tone, plain
from consultwork.errors import BadFile, BadTemplate
from consultwork.kinds import Kind
from consultwork.model import bookmark_of
from consultwork.ooxml.walk import STATUS_ANCHOR
from consultwork.word.charts import chart_png
from consultwork.word.check.accessible import check
from consultwork.word.check.read_back import read
from consultwork.word.house_style import TEMPLATES
from consultwork.word.package import read_custom_properties
from consultwork.word.template.tags import w
from consultwork.word.write.document import write
from consultwork.word.write.tables_xml import column_widths
from consultwork.wording import say
from tests.refusing import refuses
from tests.word.rules import broken_rules
from tests.word.sample import FACTS, document

TEMPLATES_DIR = Path(__file__).parents[2] / "templates"
DAY = date(2021, 6, 4)
KINDS = [name.removesuffix(".docx") for name in TEMPLATES]


def written(tmp_path: Path, doc: Document, name: str = "out.docx", **more: Any) -> Path:
    return write(doc, tmp_path / name, templates=TEMPLATES_DIR, today=DAY, **more).path


def main_part(path: Path) -> Any:
    return part(path, "word/document.xml")


def part(path: Path, name: str) -> Any:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name), etree.XMLParser(huge_tree=True))


def with_body(*blocks: Block) -> Document:
    base = document("summary")
    return replace(base, slots={"facts": (), "body": blocks})


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_whole_and_readable(kind: str, tmp_path: Path) -> None:
    """Each kind of document keeps the rules of the format and those of accessibility."""
    path = written(tmp_path, document(kind))
    assert broken_rules(path) == []
    assert check(path) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_same_input_same_bytes(kind: str, tmp_path: Path) -> None:
    """Writing the same document twice gives identical files."""
    one = written(tmp_path, document(kind), "one.docx").read_bytes()
    assert one == written(tmp_path, document(kind), "two.docx").read_bytes()


def test_chart_is_the_same_each_time() -> None:
    """A chart drawn twice is the same picture, with no date in it."""
    chart = next(b for b in document().blocks() if type(b).__name__ == "Chart")
    data, height = chart_png(chart)  # type: ignore[arg-type]  # found by its name just above
    assert data == chart_png(chart)[0]  # type: ignore[arg-type]  # likewise
    assert height > 2
    assert b"tIME" not in data
    assert b"Software" not in data


def test_every_word_arrives(tmp_path: Path) -> None:
    """Every word of every block is in the file, once, in order."""
    doc = document()
    text = "\n".join(p.text for p in read(written(tmp_path, doc)).paragraphs)
    place = -1
    for block in doc.slots["body"]:
        for words in words_of(block):
            found = text.find(words, place + 1)
            assert found > place, words
            place = found


def words_of(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [block.text]
        case Quote():
            return [f"“{block.text}”", block.who]
        case Bullets():
            return ["".join(s.text for s in item) for item in block.items]
        case Table():
            return [cell for row in (block.header, *block.rows) for cell in row if cell]
        case _:
            return []


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>bold</b> & </w:t></w:r></w:p>",
        "]]> <![CDATA[ x ]]>",
        "{{title}} and {{block:body}} and {% for %}",
        '=HYPERLINK("http://evil")',
        "😀 e\u0301 \u05e9\u05dc\u05d5\u05dd \u202eabc\u202c \u0645\u0631\u062d\u0628\u0627",
        "<w:fldSimple w:instr='DDEAUTO c:\\\\x'/>",
        "a\tb\nc",
        "\ufffd stays",
        "$\\frac{1}{2}$ _x",
    ],
)
def test_hostile_words_stay_words(hostile: str, tmp_path: Path) -> None:
    """Markup, tags, formulas and rare scripts arrive as the characters they are."""
    doc = with_body(
        Heading(hostile),
        Paragraph((Span(hostile, bold=True), Span(hostile, ref=True), Span(hostile, link=f"https://x/{hostile}"))),
        Quote(hostile, hostile, hostile),
        Bullets((plain(hostile),), numbered=True),
        Table((hostile, "n"), ((hostile, hostile),), caption=hostile, source=hostile, description=hostile),
    )
    doc = replace(doc, title=hostile, draft=hostile, subject=hostile, values=doc.values | {"subtitle": hostile})
    path = written(tmp_path, doc)
    assert broken_rules(path) == []
    texts = [p.text for p in read(path).paragraphs]
    assert texts.count(hostile) >= 5
    assert hostile * 3 in texts
    assert f"“{hostile}”" in texts
    assert read(path).draft == hostile


def test_characters_that_xml_forbids_are_replaced_and_counted(tmp_path: Path) -> None:
    """Control characters and lone surrogates become U+FFFD and the number is told."""
    doc = with_body(Paragraph(plain("a\x00b\x1bc\ud800d")), Table(("h\x07",), (("\ufffe",),)))
    doc = replace(doc, values=doc.values | {"subtitle": "x\x0by"})
    result = write(doc, tmp_path / "o.docx", templates=TEMPLATES_DIR, today=DAY)
    assert result.replaced == 6
    assert "a\ufffdb\ufffdc\ufffdd" in [p.text for p in read(result.path).paragraphs]


def test_very_long_paragraph_arrives(tmp_path: Path) -> None:
    """A paragraph of 200,000 characters is kept to the last one."""
    words = "word " * 39_999 + "last!"
    texts = [p.text for p in read(written(tmp_path, with_body(Paragraph(plain(words))))).paragraphs]
    assert words in texts


def test_table_rules(tmp_path: Path) -> None:
    """A table repeats its header, never splits a row, has no empty cell and numbers to the right."""
    path = written(tmp_path, document())
    tables = list(main_part(path).iter(w("tbl")))
    assert len(tables) == 3
    for table in tables:
        rows = table.findall(w("tr"))
        assert rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is not None
        assert all(row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows)
        assert table.find(f"{w('tblPr')}/{w('tblLayout')}").get(w("type")) == "fixed"
        assert sum(int(c.get(w("w"))) for c in table.iter(w("gridCol"))) == 9070
        assert all("".join(t.text for t in cell.iter(w("t"))).strip() for cell in table.iter(w("tc")))
    themes = tables[1]
    styles = [[p.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) for p in r.iter(w("p"))] for r in themes.iter(w("tr"))]
    assert styles[0] == ["CWTableHead", *["CWTableNumberHead"] * 3]
    assert styles[1] == ["CWTableFirst", *["CWTableNumber"] * 3]


def test_captions_count_on(tmp_path: Path) -> None:
    """Tables and figures are numbered by a field that already holds its number."""
    texts = [p.text for p in read(written(tmp_path, document())).paragraphs if p.style == "caption"]
    assert texts == [
        "Table 1: What people raised under question 1",
        "Figure 1: People by theme and position",
        "Table 2: Evidence used in this response",
    ]


def test_a_row_longer_than_the_header_is_refused(tmp_path: Path) -> None:
    """Words that have no column are never dropped."""
    with pytest.raises(ValueError, match="more cells"):
        written(tmp_path, with_body(Table(("a",), (("1", "2"),))))


def test_neighbouring_tables_stay_two(tmp_path: Path) -> None:
    """Two tables in a row do not become one in Word."""
    path = written(tmp_path, with_body(FACTS, FACTS))
    assert broken_rules(path) == []
    assert len(read(path).tables) == 2


def test_bookmarks_are_unique_and_short(tmp_path: Path) -> None:
    """Anchors become bookmark names of at most 40 characters, none of them twice."""
    long = "mha/" + "very-long-part/" * 6
    doc = with_body(
        Paragraph(plain("one"), anchor=long + "a"),
        Paragraph(plain("two"), anchor=long + "b"),
        Paragraph(plain("three"), anchor="same"),
        Paragraph(plain("four"), anchor="same"),
        Heading("five", anchor="ä ö"),
    )
    path = written(tmp_path, doc)
    names = [b.get(w("name")) for b in main_part(path).iter(w("bookmarkStart"))]
    names = [n for n in names if not n.startswith(STATUS_ANCHOR)]
    assert len(names) == len(set(names)) == 5
    assert all(len(n) <= 40 and n.startswith("_cw_") for n in names)
    anchors = {p.text: p.anchor for p in read(path).paragraphs}
    assert anchors["one"] == bookmark_of(long + "a")
    assert anchors["five"] == bookmark_of("ä ö")


def test_evidence_labels_link_to_the_annex(tmp_path: Path) -> None:
    """A label links to its row of the evidence annex, and stays plain where there is none."""
    path = written(tmp_path, document())
    root = main_part(path)
    names = {b.get(w("name")) for b in root.iter(w("bookmarkStart"))}
    targets = [h.get(w("anchor")) for h in root.iter(w("hyperlink")) if h.get(w("anchor"))]
    assert Counter(targets) == {bookmark_of("evidence-E01"): 3, bookmark_of("evidence-E02"): 1}
    assert set(targets) <= names
    lone = written(tmp_path, with_body(Paragraph((Span("E07", ref=True),))), "lone.docx")
    assert not list(main_part(lone).iter(w("hyperlink")))


def test_numbering_starts_again_for_each_list(tmp_path: Path) -> None:
    """Each numbered list has a number of its own that starts at one; recommendations print R."""
    path = written(tmp_path, document())
    used = [n.get(w("val")) for n in main_part(path).iter(w("numId"))]
    assert len(set(used)) == 3
    numbering = part(path, "word/numbering.xml")
    for number in set(used):
        num = next(n for n in numbering.findall(w("num")) if n.get(w("numId")) == number)
        assert num.find(f"{w('lvlOverride')}/{w('startOverride')}").get(w("val")) == "1"
    first = next(n for n in numbering.findall(w("num")) if n.get(w("numId")) == used[0])
    abstract = next(
        a
        for a in numbering.findall(w("abstractNum"))
        if a.get(w("abstractNumId")) == first.find(w("abstractNumId")).get(w("val"))
    )
    assert abstract.find(f"{w('lvl')}/{w('lvlText')}").get(w("val")) == "R%1"


def test_properties(tmp_path: Path) -> None:
    """Title, language, subject, key words, author, dates and draft id are those that were given."""
    path = written(tmp_path, document(), author="J. Example")
    core = etree.tostring(part(path, "docProps/core.xml"), encoding="unicode")
    for words in (
        "Reforming care in the county",
        "en-GB",
        "A consultation",
        "care, made-up",
        "J. Example",
        "2021-06-04",
    ):
        assert words in core
    with zipfile.ZipFile(path) as package:
        assert read_custom_properties(package.read("docProps/custom.xml")) == {
            "consultwork-draft": "demo-response-1", "consultwork-state": "draft",
        }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_made_up_examples_say_so(kind: str, tmp_path: Path) -> None:
    """A made-up example prints that it is one; real work has no trace of the line."""
    assert say("documents/made-up") in [p.text for p in read(written(tmp_path, document(kind))).paragraphs]
    real = written(tmp_path, document(kind, made_up=False), "real.docx")
    assert "made-up" not in " ".join(p.text.lower() for p in read(real).paragraphs)
    assert "made-up" not in read(real).keywords
    assert broken_rules(real) == []


def test_an_empty_label_goes(tmp_path: Path) -> None:
    """A line whose value is empty goes, with the label in front of it."""
    texts = [p.text for p in read(written(tmp_path, document("letter"))).paragraphs]
    assert "Our reference: ECN/2021/3" in texts
    assert not any("Your reference" in t for t in texts)


def test_logo(tmp_path: Path) -> None:
    """A logo stands in the letterhead with alternative text; without one nothing is left of the tag."""
    from matplotlib.figure import Figure

    logo = tmp_path / "logo.png"
    Figure(figsize=(1, 1)).savefig(logo)
    path = written(tmp_path, document("letter"), logo=logo)
    assert broken_rules(path) == []
    assert check(path) == ()
    with zipfile.ZipFile(path) as package:
        header = package.read("word/header2.xml").decode()
    assert 'descr="Example Co-production Network logo"' in header
    with refuses(BadFile, Kind.LOGO_CANNOT_BE_READ):
        written(tmp_path, document("letter"), logo=Path(__file__))


def test_missing_values_and_lost_blocks_are_refused(tmp_path: Path) -> None:
    """A tag without a value, or blocks without a place, stop the writing and are named."""
    doc = document()
    with refuses(BadTemplate, Kind.NO_VALUE_FOR_TAG, names="{{subtitle}}"):
        written(tmp_path, replace(doc, values={k: v for k, v in doc.values.items() if k != "subtitle"}))
    with refuses(BadTemplate, Kind.NO_VALUE_FOR_TAG):
        written(tmp_path, replace(doc, slots={"body": ()}))
    with refuses(BadTemplate, Kind.NO_PLACE_FOR_BLOCKS, lost="annex"):
        written(tmp_path, replace(doc, slots=doc.slots | {"annex": (Heading("x"),)}))
    with refuses(BadTemplate, Kind.NO_SUCH_TEMPLATE):
        written(tmp_path, replace(doc, template="none.docx"))
    assert not (tmp_path / "out.docx").exists()


def test_unused_and_unknown_are_named(tmp_path: Path) -> None:
    """Tags without words and values without a tag are told by name."""
    doc = document("letter", nickname="x")
    result = write(doc, tmp_path / "o.docx", templates=TEMPLATES_DIR, today=DAY)
    assert result.unused == ("logo", "your_reference")
    assert "nickname" in result.unknown


def test_every_tone_has_a_style(tmp_path: Path) -> None:
    """Each tone of a paragraph has a look of its own in every template."""
    for kind in KINDS:
        doc = document(kind)
        tones = tuple(Paragraph(plain(f"Tone {tone.value}."), tone=tone) for tone in Tone)
        path = written(tmp_path, replace(doc, slots=doc.slots | {"body": tones}))
        styles = {p.text: p.style for p in read(path).paragraphs}
        assert styles["Tone key."] == "CW Key message"
        assert styles["Tone subject."] == "heading 1"


def test_page_break_moves_to_what_follows(tmp_path: Path) -> None:
    """A page break is a property of the next heading, never an empty paragraph."""
    root = main_part(written(tmp_path, document()))
    broken = ["".join(t.text for t in p.iter(w("t"))) for p in root.iter(w("p")) if list(p.iter(w("pageBreakBefore")))]
    assert broken == ["Summary", "Our answers to the questions", "Annex A: Evidence"]


def test_text_after_a_table_has_room(tmp_path: Path) -> None:
    """Text right below a table keeps its distance, also where the lines between them went."""
    base = document("summary", made_up=False, status="")
    doc = replace(base, slots={"facts": (FACTS,), "body": (Paragraph(plain("Close.")), Paragraph(plain("Next.")))})
    root = main_part(written(tmp_path, doc))
    gaps = {}
    for paragraph in root.iter(w("p")):
        spacing = paragraph.find(f"{w('pPr')}/{w('spacing')}")
        gaps["".join(t.text for t in paragraph.iter(w("t")))] = None if spacing is None else spacing.get(w("before"))
    assert gaps["Close."] == "240"
    assert gaps["Next."] is None
    touching = written(tmp_path, replace(base, slots={"facts": (FACTS,), "body": (FACTS,)}), "two.docx")
    assert broken_rules(touching) == []
    assert len(read(touching).tables) == 2


def test_a_long_table_takes_no_time(tmp_path: Path) -> None:
    """Ten thousand rows are written in seconds, not minutes."""
    rows = tuple((f"E{n}", "some words", "1") for n in range(10_000))
    start = time.perf_counter()
    written(tmp_path, with_body(Table(("Ref", "Evidence", "People"), rows, numeric=(2,))))
    assert time.perf_counter() - start < 10


def test_numbers_never_break_and_columns_fill_the_page() -> None:
    """Columns add up to the page, and each holds its longest word whatever shares were asked for."""
    table = Table(("No.", "What we ask", "People"), (("R10", "long words " * 30, "1,284"),), numeric=(2,))
    for asked in ((), (0.01, 0.98, 0.01)):
        widths = column_widths(replace(table, widths=asked), 9070)
        assert sum(widths) == 9070
        assert widths[0] >= 600
        assert widths[2] >= 1117  # "People" in bold, with its margins
        assert widths[1] > 6000
