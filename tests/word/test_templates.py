"""Templates: as supplied, and as officers change them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from consultwork.blocks import Bullets, Paragraph, plain
from consultwork.errors import BadTemplate
from consultwork.kinds import Kind
from consultwork.word.check.read_back import read
from consultwork.word.default_styles import NAVY, as_part, style_file, styles_part
from consultwork.word.house_style import _LAID_OUT, _SHARED, TEMPLATES, _laid_out, template_bytes, write_templates
from consultwork.word.package import pack, unpack
from consultwork.word.template.faults import check_template
from consultwork.word.template.placeholders import placeholders, readme
from consultwork.word.write.document import WriteReport, write
from consultwork.word.write.pages import count_pages
from tests.refusing import refuses
from tests.word.rules import broken_rules
from tests.word.sample import document
from tests.word.tracked import rewrite, say_instead

TEMPLATES_DIR = Path(__file__).parents[2] / "templates"
LIBRARY = Path(__file__).parents[2] / "consultwork"
DAY = date(2021, 6, 4)
VALIDATOR = (
    Path(os.environ.get("CONSULTWORK_CORPUS", Path(__file__).parents[3] / "shared")) / "ooxml" / "validate_docx.py"
)


def edited(folder: Path, change: Callable[[str], str], part: str = "word/document.xml") -> Path:
    """The summary template with one part changed, as an officer might have."""
    source = TEMPLATES_DIR / "summary.docx"
    with zipfile.ZipFile(source) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    before = parts[part].decode("utf-8")
    after = change(before)
    assert after != before
    parts[part] = after.encode("utf-8")
    folder.mkdir(exist_ok=True)
    (folder / "summary.docx").write_bytes(pack(parts))
    return folder


def fill(templates: Path, tmp_path: Path, **values: str) -> WriteReport:
    return write(document("summary", **values), tmp_path / "out.docx", templates=templates, today=DAY)


def texts(result: WriteReport) -> list[str]:
    return [p.text for p in read(result.path).paragraphs]


def test_supplied_templates_are_those_that_the_code_writes() -> None:
    """Every template in the folder can be made again, to the byte."""
    assert sorted(p.name for p in TEMPLATES_DIR.glob("*.docx")) == sorted(TEMPLATES)
    for name in TEMPLATES:
        data = (TEMPLATES_DIR / name).read_bytes()
        assert _parts(data) == _parts(template_bytes(name.removesuffix(".docx"))), name


def _parts(data: bytes) -> dict[str, bytes]:
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_readme_is_current() -> None:
    """templates/README.md lists exactly the placeholders that the templates hold."""
    assert (TEMPLATES_DIR / "README.md").read_text(encoding="utf-8") == readme(TEMPLATES_DIR)


def test_templates_keep_the_rules(tmp_path: Path) -> None:
    """Every supplied template is a whole package, 12 points and up, in en-GB, on A4."""
    for path in write_templates(tmp_path):
        assert broken_rules(path) == []
        with zipfile.ZipFile(path) as package:
            text = package.read("word/document.xml").decode()
            settings = package.read("word/settings.xml").decode()
        assert 'w:w="11906" w:h="16838"' in text
        assert 'w:name="compatibilityMode"' in settings
        assert 'w:val="15"' in settings
    for letter in (True, False):
        styles = styles_part(letter=letter).decode()
        assert min(int(n) for n in re.findall(r'<w:sz w:val="(\d+)"', styles)) >= 24
        assert "<w:i/>" not in styles
        assert 'w:val="en-GB"' in styles
        assert NAVY in styles


def test_a_tag_split_over_runs_keeps_its_look(tmp_path: Path) -> None:
    """A tag that Word has split over runs is filled, and takes the look of its first run."""
    split = (
        '<w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{sub</w:t></w:r><w:proofErr w:type="spellStart"/>'
        "<w:r><w:t>title}</w:t></w:r><w:r><w:t>} and more</w:t></w:r>"
    )
    whole = '<w:r><w:t xml:space="preserve">{{subtitle}}</w:t></w:r>'
    templates = edited(tmp_path / "t", lambda x: x.replace(whole, split))
    result = fill(templates, tmp_path, subtitle="All & <every> word\nin two lines")
    assert "All & <every> word\nin two lines and more" in texts(result)
    assert broken_rules(result.path) == []


def test_values_are_never_read_as_tags(tmp_path: Path) -> None:
    """A value that looks like a tag stays as it was typed."""
    result = fill(TEMPLATES_DIR, tmp_path, subtitle="{{organisation}} {{block:body}}")
    assert "{{organisation}} {{block:body}}" in texts(result)


def test_an_unknown_tag_is_named(tmp_path: Path) -> None:
    """A tag that no value belongs to is told by its name, with the template's."""
    templates = edited(tmp_path / "t", lambda x: x.replace("{{subtitle}}", "{{subtitel}}"))
    with refuses(BadTemplate, Kind.NO_VALUE_FOR_TAG, names="{{subtitel}}"):
        fill(templates, tmp_path)


@pytest.mark.parametrize("broken", ["{{subtitle}", "{subtitle}}", "{{sub title}}", "{{}}"])
def test_a_broken_tag_is_named_with_its_paragraph(broken: str, tmp_path: Path) -> None:
    """A tag with a brace too few, or a space, is refused with the paragraph's words."""
    templates = edited(tmp_path / "t", lambda x: x.replace("{{subtitle}}", f"See {broken} here"))
    with refuses(BadTemplate, Kind.TAG_IS_BROKEN_IN_PARAGRAPH):
        fill(templates, tmp_path)


@pytest.mark.parametrize("kind", ["ins", "del"])
def test_a_tag_in_a_tracked_change_is_refused(kind: str, tmp_path: Path) -> None:
    """A tag that stands in a tracked change is refused, and its paragraph named."""
    text = "delText" if kind == "del" else "t"
    tracked = (
        '<w:r><w:t>{{sub</w:t></w:r><w:{0} w:id="9" w:author="A" w:date="2021-06-01T10:00:00Z">'
        "<w:r><w:{1}>tit</w:{1}></w:r></w:{0}><w:r><w:t>le}}}}</w:t></w:r>"
    ).replace("{{sub", "{{{{sub")
    whole = '<w:r><w:t xml:space="preserve">{{subtitle}}</w:t></w:r>'
    templates = edited(tmp_path / "t", lambda x: x.replace(whole, tracked.format(kind, text)))
    with refuses(BadTemplate, Kind.TAG_IN_PARAGRAPH_HOLDS_TRACKED_CHANGE, match="{{subtitle}}", words="“{{subtitle}}”"):
        fill(templates, tmp_path)


def test_a_comment_inside_a_tag_is_refused(tmp_path: Path) -> None:
    """A comment that starts or ends inside a tag is refused."""
    inside = '<w:r><w:t>{{sub</w:t></w:r><w:commentRangeEnd w:id="1"/><w:r><w:t>title}}</w:t></w:r>'
    whole = '<w:r><w:t xml:space="preserve">{{subtitle}}</w:t></w:r>'
    templates = edited(tmp_path / "t", lambda x: x.replace(whole, inside))
    with refuses(BadTemplate, Kind.TAG_IN_PARAGRAPH_HAS_COMMENT_INSIDE_IT):
        fill(templates, tmp_path)


def test_a_style_that_was_deleted_is_brought_along(tmp_path: Path) -> None:
    """A style of ours that an officer deleted is added from the house style, and the file is valid."""
    templates = edited(tmp_path / "t", lambda x: x.replace('w:val="CW Quote"', 'w:val="Gone"'), "word/styles.xml")
    assert broken_rules(fill(templates, tmp_path).path) == []


def test_a_list_style_without_numbers_gets_some(tmp_path: Path) -> None:
    """Recommendations are numbered whatever became of their style, never written as plain text."""
    templates = edited(
        tmp_path / "t", lambda x: x.replace('<w:numPr><w:numId w:val="3"/></w:numPr>', ""), "word/styles.xml"
    )
    doc = replace(document("summary"), slots={"facts": (), "body": (Bullets((plain("Do it."),), prefix="R"),)})
    write(doc, tmp_path / "o.docx", templates=templates, today=DAY)
    with zipfile.ZipFile(tmp_path / "o.docx") as package:
        assert "<w:numId" in package.read("word/document.xml").decode() and broken_rules(tmp_path / "o.docx") == []


def own_template(path: Path, *lines: str) -> Path:
    """A template that somebody made in Word from nothing, with styles of its own."""
    word = Document()
    for line in lines:
        word.add_paragraph(line)
    word.save(str(path))
    return path


def test_an_officers_own_template_works(tmp_path: Path) -> None:
    """A template with none of our styles gives every kind of block, in its own face, and the file is valid."""
    own_template(tmp_path / "response.docx", "{{title}}", "{{made_up}}", "{{block:facts}}", "Ours:", "{{block:body}}")
    assert not [f for f in check_template(tmp_path / "response.docx") if f.stops]
    path = write(document("response"), tmp_path / "o.docx", templates=tmp_path, today=DAY).path
    assert broken_rules(path) == []
    styles = {p.style for p in read(path).paragraphs}
    assert {"CW Quote", "CW Key message", "List Bullet", "CW Recommendation"} <= styles or "CW Quote" in styles
    with zipfile.ZipFile(path) as package:
        assert "Cambria" in package.read("word/theme/theme1.xml").decode()  # python-docx's own face is still its face


@pytest.mark.parametrize(
    ("lines", "said", "stops"),
    [
        (("{{titel}}",), "{{titel}} is not known. Did you mean {{title}}?", True),
        (("{{block:bod}}",), "{{block:body}} is missing", True),
        (("{{block:body}}", "{{block:body}}"), "stands there more than once", True),
        (("{title}",), "has one brace on each side", False),
        (("See {{title",), "A tag is broken in the paragraph “See {{title”", True),
        (("Body: {{block:body}}",), "must stand in a paragraph of its own", True),
        (("{{block:body}}",), "{{subtitle}} is missing: the document will not show it", False),
    ],
)
def test_a_template_is_told_all_that_is_wrong(tmp_path: Path, lines: tuple[str, ...], said: str, stops: bool) -> None:
    """Each fault is one sentence that names the tag, before anything is made."""
    path = own_template(tmp_path / "summary.docx", "{{block:facts}}", "{{made_up}}", *lines)
    found = [f for f in check_template(path) if said in f.sentence]
    assert len(found) == 1 and found[0].stops is stops and "\n" not in str(found[0])


def test_a_tag_split_by_a_tracked_change_is_told(tmp_path: Path) -> None:
    """All faults are told at once, one split by a change among them."""
    path = own_template(tmp_path / "summary.docx", "{{block:facts}}", "{{block:body}}", "{{subtitle}}", "{{tite}}")
    rewrite(path, path, lambda root: say_instead(root, "{{subtitle}}", "{{subtitle}}", "Kim"))
    sentences = [f.sentence for f in check_template(path) if f.stops]
    assert any("{{subtitle}}" in s and "tracked change" in s for s in sentences)
    assert any("{{tite}} is not known" in s for s in sentences)


def test_a_slot_in_a_sentence_or_twice_is_refused(tmp_path: Path) -> None:
    """Blocks need a paragraph of their own, and a slot stands there once."""
    templates = edited(tmp_path / "a", lambda x: x.replace("{{block:facts}}", "Facts: {{block:facts}}"))
    with refuses(BadTemplate, Kind.BLOCK_TAG_IS_NOT_ALONE):
        fill(templates, tmp_path)
    templates = edited(tmp_path / "b", lambda x: x.replace("{{block:facts}}", "{{block:body}}"))
    with refuses(BadTemplate, Kind.BLOCK_TAG_STANDS_TWICE):
        fill(templates, tmp_path)


def test_a_template_without_the_made_up_line_is_refused_for_made_up_examples(tmp_path: Path) -> None:
    """Made-up words never leave without the line that says so."""
    templates = edited(tmp_path / "t", lambda x: x.replace("{{made_up}}", "Note"))
    with refuses(BadTemplate, Kind.NO_PLACE_FOR_MADE_UP):
        fill(templates, tmp_path)
    real = replace(document("summary", made_up=False), slots={"facts": (), "body": (Paragraph(plain("Hello.")),)})
    write(real, tmp_path / "o.docx", templates=templates, today=DAY)


def test_a_file_that_is_not_word_is_refused(tmp_path: Path) -> None:
    """A template that is something else is refused in one sentence."""
    (tmp_path / "summary.docx").write_bytes(b"%PDF-1.7")
    with refuses(BadTemplate, Kind.NOT_WORD_PDF):
        fill(tmp_path, tmp_path)


def test_a_cell_keeps_its_paragraph(tmp_path: Path) -> None:
    """An empty value in a table cell leaves an empty cell, not a cell that Word cannot open."""
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr>'
        '<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{{subtitle}}</w:t></w:r></w:p></w:tc>'
        "</w:tr></w:tbl><w:p/>"
    )
    templates = edited(tmp_path / "t", lambda x: x.replace("<w:body>", f"<w:body>{table}"))
    result = fill(templates, tmp_path, subtitle="")
    assert broken_rules(result.path) == []


def test_placeholders_name_their_places() -> None:
    """The list of placeholders tells where each one stands."""
    found = {p.name: p.places for p in placeholders(TEMPLATES_DIR / "response.docx")}
    assert found["title"] == ("text", "header")
    assert found["block:body"] == ("text",)
    assert "logo" in found


def test_repacking_changes_nothing_but_dates() -> None:
    """Packing again keeps every part."""
    data = template_bytes("letter")
    assert pack(unpack(data)) == data


@pytest.mark.corpus
def test_every_document_passes_the_schema(tmp_path: Path) -> None:
    """Every template and every document made from it is valid against ISO/IEC 29500."""
    if not VALIDATOR.is_file():
        pytest.skip("the validator with the ISO schemas is not here")
    files = list(TEMPLATES_DIR.glob("*.docx"))
    for name in TEMPLATES:
        doc = document(name.removesuffix(".docx"))
        files.append(write(doc, tmp_path / name, templates=TEMPLATES_DIR, today=DAY).path)
    run = subprocess.run([sys.executable, VALIDATOR, *files], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "WARNING" not in run.stdout, run.stdout


@pytest.mark.office
@pytest.mark.usefixtures("office")
def test_pages_are_counted(tmp_path: Path) -> None:
    """LibreOffice lays out a letter on one page and the sample response on five."""
    for kind, pages in (("letter", 1), ("response", 5)):
        path = write(document(kind), tmp_path / f"{kind}.docx", templates=TEMPLATES_DIR, today=DAY).path
        assert count_pages(path) == pages


STYLES = LIBRARY / "word" / "styles"
STYLE_FILES = sorted(path.relative_to(STYLES).as_posix() for path in STYLES.rglob("*.xml"))
_COLOUR = re.compile(r'(?:w:color|w:fill|srgbClr val|w:color w:val)="([^"]+)"')


@pytest.mark.parametrize("name", STYLE_FILES)
def test_a_style_file_calls_colours_and_the_face_by_their_names(name: str) -> None:
    """No file of the house style spells a colour or a face out, and every name that it uses is known."""
    source = (STYLES / name).read_text(encoding="utf-8")
    assert [c for c in _COLOUR.findall(source) if re.fullmatch("[0-9A-F]{6}", c)] == [] and "Arial" not in source
    made = as_part(style_file(name)).decode()
    assert [c for c in _COLOUR.findall(made) if c != "auto" and not re.fullmatch("[0-9A-F]{6}", c)] == []
    assert '="house"' not in made and "<!--" not in made and ">\n" not in made.split("?>\n", 1)[1]


def test_every_style_file_is_in_use() -> None:
    """Each file of the house style is a part of some template, or lends a letter its styles."""
    asked: set[str] = set()
    for name in TEMPLATES:
        kind = name.removesuffix(".docx")
        asked |= {_laid_out(kind, part) for part in _LAID_OUT}
    asked |= {*_SHARED.values(), "styles.xml", "letter_styles.xml", "numbering.xml", "package/core.xml"}
    assert asked == set(STYLE_FILES)


def test_no_part_of_a_template_is_spelt_in_python() -> None:
    """The modules of the house style hold no element of WordprocessingML."""
    for module in ("default_styles.py", "house_style.py"):
        assert not re.search(r"</?(?:w|a|r):\w", (LIBRARY / "word" / module).read_text(encoding="utf-8")), module
