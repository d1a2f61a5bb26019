"""What only a printer knows: how many pages a document has."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from consultwork.model import LimitUnit
from consultwork.ooxml import read_document
from consultwork.word.write.pages import count_pages, outline_of, to_pdf
from consultwork.workbench import demo_run

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: nothing was rendered"),
]


@pytest.fixture(scope="module")
def folder(office: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    bench, _ = demo_run.run(tmp_path_factory.mktemp("pages") / "workspace")
    return bench.out


def test_the_submission_keeps_to_its_ten_pages(folder: Path) -> None:
    """The Women's Health submission has no more pages than its call for evidence allows."""
    bench = demo_run.open_demo(folder)
    limit = bench.consultation("womens-health").limit
    assert limit is not None and limit.unit is LimitUnit.PAGES
    pages = count_pages(folder / "womens-health-submission.docx")
    assert pages is not None and pages <= limit.amount


def test_a_letter_has_at_most_two_sides(folder: Path) -> None:
    """The letter to the minister has at most two sides."""
    pages = count_pages(folder / "womens-health-letter.docx")
    assert pages is not None and pages <= 2


def test_a_document_over_its_pages_is_blocked(folder: Path) -> None:
    """Pages are counted when asked for, and a submission over its limit says which parts are longest."""
    from dataclasses import replace

    from consultwork.model import Limit

    bench = demo_run.open_demo(folder)
    short = replace(bench.consultation("womens-health"), limit=Limit(3, LimitUnit.PAGES))
    bench.consultations["womens-health"] = short
    made = bench.respond.make("womens-health", "submission", pages=True)
    assert any("3 pages are allowed" in str(b) for b in made.blockers)


def test_the_contents_are_right_when_the_file_is_opened(folder: Path, tmp_path: Path) -> None:
    """Every line of a long response's contents names the page on which its heading stands, and Word asks nothing."""
    path = folder / "mental-health-act-response.docx"
    lines = [p.text.split("\t") for p in read_document(path).paragraphs if p.style.lower().startswith("toc ")]
    pdf = to_pdf(path, tmp_path)
    assert pdf is not None
    pages, outline = outline_of(pdf)
    assert pages is not None and pages > 11 and len(lines) > 10
    there = [(" ".join(text.split()), str(page)) for text, page in outline]
    assert all((text, page) in there for text, page in lines)
    with zipfile.ZipFile(path) as package:
        data = package.read("word/document.xml") + package.read("word/settings.xml")
    assert b"updateFields" not in data and b"w:dirty" not in data and b"TOC" in data


def test_a_document_of_ten_pages_has_no_contents(folder: Path) -> None:
    """A short document needs none, though it was looked at."""
    for name in ("womens-health-submission.docx", "crisis-house-answers.docx"):
        assert not [p for p in read_document(folder / name).paragraphs if p.style.lower().startswith("toc ")]


def test_a_long_document_is_the_same_each_time(folder: Path) -> None:
    """Laid out twice, a response has the same bytes."""
    bench = demo_run.open_demo(folder)
    first = bench.respond.make("mental-health-act", "response").path.read_bytes()
    assert bench.respond.make("mental-health-act", "response").path.read_bytes() == first


def test_without_libreoffice_the_contents_are_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can tell the pages, no page is made up."""
    monkeypatch.setenv("CONSULTWORK_OFFICE", "none")
    bench = demo_run.open_demo(folder)
    read = read_document(bench.respond.make("mental-health-act", "response").path)
    lines = [p for p in read.paragraphs if p.style.lower().startswith("toc ")]
    assert lines and not [p for p in lines if "\t" in p.text] and all(p.link_targets for p in lines)


def test_the_pdf_copy_is_tagged(folder: Path, tmp_path: Path) -> None:
    """The PDF has tags, its language and its title."""
    from pypdf import PdfReader

    made = to_pdf(folder / "womens-health-letter.docx", tmp_path)
    assert made is not None
    reader = PdfReader(made)
    root = reader.trailer["/Root"]
    assert str(root["/MarkInfo"]["/Marked"]) == "True"
    assert str(root["/Lang"]).startswith("en") and "/StructTreeRoot" in root
    assert reader.metadata is not None and "Letter" in str(reader.metadata.title)
