"""The Word twin of a form: what is filled in on screen comes back, with its ticks, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from consultwork.errors import BadFile
from consultwork.kinds import Kind
from consultwork.model import Use
from consultwork.ooxml import read_texts
from consultwork.ooxml.package import w
from consultwork.workbench import Workbench
from tests.refusing import refuses

MHA = "mental-health-act"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def filled(source: Path, target: Path, words: Mapping[str, str], ticks: set[str]) -> Path:
    """Fill a form in as Word does: text into the controls, a cross into the boxes."""
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in package.namelist():
            data = package.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                for control in root.iter(w("sdt")):
                    _fill(control, words, ticks)
                data = etree.tostring(root)
            out.writestr(name, data)
    return target


def _fill(control: etree._Element, words: Mapping[str, str], ticks: set[str]) -> None:
    tag = control.find(f"{w('sdtPr')}/{w('tag')}").get(w("val"))
    if tag in words:
        for paragraph, line in zip(control.find(w("sdtContent")), words[tag].split("\n"), strict=False):
            etree.SubElement(etree.SubElement(paragraph, w("r")), w("t")).text = line
    if tag in ticks:
        control.find(f"{w('sdtPr')}/{W14}checkbox/{W14}checked").set(f"{W14}val", "1")
        next(control.iter(w("t"))).text = "☒"


def written_under(path: Path, heading: str, text: str, *, first: bool = False) -> None:
    """Add a paragraph of somebody's own under a heading, or at the very top."""
    with zipfile.ZipFile(path) as package:
        parts = {n: package.read(n) for n in package.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    body = root.find(w("body"))
    at = 0 if first else next(n for n, e in enumerate(body) if heading in "".join(e.itertext())) + 1
    paragraph = etree.Element(w("p"))
    etree.SubElement(etree.SubElement(paragraph, w("r")), w("t")).text = text
    body.insert(at, paragraph)
    parts["word/document.xml"] = etree.tostring(root)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in parts.items():
            out.writestr(name, data)


@pytest.fixture
def blank(fresh: Workbench, tmp_path: Path) -> Path:
    """The form of a consultation, not filled in."""
    return fresh.paper.make(MHA, tmp_path / "form.docx")


FILLED = {
    "w:1": "Nobody asked me.\nTwice.", "w:2": "Because it hurts. <b>=1+1</b>", "a:role": "carer",
    "a:contact": "07700 900123", "a:safe:way": "text message", "a:safe:times": "mornings", "a:safe:message": "yes",
}  # fmt: skip
TICKS = {"q:2:0:1", "q:4:0:0", "q:4:2:4", "p:count:yes", "p:quote:no", "p:contact:yes"}


def test_the_form_holds_every_question_and_permission(fresh: Workbench, blank: Path) -> None:
    """Each question stands on the form in plain and in official words, and each permission with yes and no."""
    text = "\n".join(read_texts(blank)[1])
    for q in fresh.gather.pages(MHA):
        assert q.ask in text and q.official in text
    assert text.count("Yes") >= len(Use) and "Childline" in text and "Samaritans" in text


def test_what_was_filled_in_on_screen_is_read_back_with_its_ticks(
    fresh: Workbench, blank: Path, tmp_path: Path
) -> None:
    """Words, ticks, rows, permissions and contact come back as they were filled in, and once only."""
    form = filled(blank, tmp_path / "filled.docx", FILLED, TICKS)
    intake, new = fresh.paper.take_in(form)
    assert new == 3 and not intake.left_out
    said = {r.question: r.words for r in intake.rows}
    assert said["1"] == "Nobody asked me.\nTwice."
    assert said["2"] == "[Agree]\nBecause it hurts. <b>=1+1</b>"
    assert said["4"] == "[a) patients on a section 3: Strongly agree; c) patients subject to Part III: Not sure]"
    (person,) = fresh.safeguard.people().values()
    assert person.role == "carer" and person.allows(Use.COUNT) and not person.allows(Use.QUOTE)
    who = fresh.vault.identity(person.ref)
    assert who.contact == "07700 900123"
    assert who.safe_contact == "text message; mornings; a message may be left; say nothing of what it is about"
    assert fresh.paper.take_in(form)[1] == 0
    assert b"07700 900123" not in fresh.store.path.read_bytes()


def test_words_outside_the_frames_are_not_lost(fresh: Workbench, blank: Path, tmp_path: Path) -> None:
    """What somebody writes under a question goes to its answer; what stands at no question is named."""
    form = filled(blank, tmp_path / "filled.docx", FILLED, TICKS)
    ask = fresh.gather.pages(MHA)[0].ask
    written_under(form, ask, "I wrote this beside the frame.")
    written_under(form, ask, "Dear all, thank you for asking.", first=True)
    written_under(form, "May we count you?", "only if it stays here")
    intake = fresh.paper.preview(form)
    assert "I wrote this beside the frame." in intake.rows[0].words
    assert any("Dear all, thank you for asking." in x.why for x in intake.left_out)
    assert any("only if it stays here" in n for n in intake.notes)
    assert not {p.use: p.given for p in intake.rows[0].permissions}[Use.COUNT], "a yes with a condition is no yes"


def test_both_boxes_ticked_is_a_no_and_two_of_one_are_kept(fresh: Workbench, blank: Path, tmp_path: Path) -> None:
    """Yes and no together count as no; two boxes where one was asked for are kept and named."""
    form = filled(blank, tmp_path / "f.docx", {}, {"q:2:0:0", "q:2:0:3", "p:count:yes", "p:count:no"})
    intake = fresh.paper.preview(form)
    assert intake.rows[0].words == "[Strongly agree; Strongly disagree]"
    assert not any(p.given for p in intake.rows[0].permissions)
    assert any("more than one box" in n for n in intake.notes) and any("Both boxes" in n for n in intake.notes)


def test_an_empty_form_and_a_strange_one_are_refused_in_a_sentence(
    fresh: Workbench, blank: Path, tmp_path: Path
) -> None:
    """A form in which nothing was filled in is refused; a letter is no form."""
    with refuses(BadFile, Kind.NOTHING_WAS_FILLED_IN_ON_FORM):
        fresh.paper.preview(blank)
    from docx import Document

    letter = tmp_path / "letter.docx"
    Document().save(str(letter))
    assert not fresh.paper.is_form(letter)


@pytest.mark.office
def test_a_form_saved_by_libreoffice_is_read_the_same(fresh: Workbench, blank: Path, tmp_path: Path) -> None:
    """LibreOffice drops the tags of the controls: the answers are found by where they stand."""
    form = filled(blank, tmp_path / "filled.docx", FILLED, TICKS)
    before = fresh.paper.preview(form)
    home = tmp_path / "home"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "docx:MS Word 2007 XML",
         "--outdir", str(tmp_path / "again"), str(form)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    after = fresh.paper.preview(tmp_path / "again" / "filled.docx")
    assert [(r.question, r.words) for r in after.rows] == [(r.question, r.words) for r in before.rows]
    assert after.rows[0].permissions == before.rows[0].permissions
    assert (after.rows[0].contact, after.rows[0].safe_contact) == (before.rows[0].contact, before.rows[0].safe_contact)


@pytest.mark.office
def test_a_printed_form_is_shown_page_by_page(fresh: Workbench, blank: Path, tmp_path: Path) -> None:
    """A scan as PDF becomes pictures of its pages, to type from."""
    home = tmp_path / "home"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf", "--outdir",
         str(tmp_path), str(blank)], check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    scan = fresh.paper.scan(blank.with_suffix(".pdf"))
    assert scan.pages > 5 and all(scan.page(n).startswith(b"\x89PNG") for n in (0, scan.pages - 1))


def test_a_photograph_is_shown_and_anything_else_is_refused(fresh: Workbench, tmp_path: Path) -> None:
    """A photograph of a page is one page; a damaged file, a text and a bomb are refused in a sentence."""
    from PIL import Image

    photo = tmp_path / "page.jpg"
    Image.new("RGB", (3000, 4000), "white").save(photo)
    assert fresh.paper.scan(photo).page(0).startswith(b"\x89PNG")
    for name, data in (("a.png", b"\x89PNG broken"), ("a.pdf", b"%PDF-1.4 broken"), ("a.jpg", b"hello")):
        bad = tmp_path / name
        bad.write_bytes(data)
        with pytest.raises(BadFile):
            fresh.paper.scan(bad).page(0)
    bomb = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(bomb)
    with refuses(BadFile, Kind.PHOTOGRAPH_IS_TOO_LARGE):
        fresh.paper.scan(bomb)


def test_command_line_makes_and_reads_a_form(
    fresh: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``consultwork form`` writes it; ``consultwork import`` knows it when it comes back."""
    from consultwork.cli import main

    out = tmp_path / "f.docx"
    assert main(["-w", str(fresh.root), "form", "--consultation", MHA, "--out", str(out)]) == 0
    back = filled(out, tmp_path / "back.docx", {"w:1": "A made-up answer."}, {"p:count:yes"})
    assert main(["-w", str(fresh.root), "import", str(back), "--dry-run"]) == 0
    assert main(["-w", str(fresh.root), "import", str(back)]) == 0
    told = capsys.readouterr().out
    assert "Nothing was changed." in told and "1 answers are new" in told
    shutil.copy(back, tmp_path / "again.docx")
