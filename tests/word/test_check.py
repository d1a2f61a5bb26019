"""The check: each rule finds its fault and names the place; a good document has none."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from consultwork.settings.colours import contrast
from consultwork.word.check.accessible import check
from consultwork.word.package import pack
from consultwork.word.write.document import write
from tests.word.sample import document

TEMPLATES_DIR = Path(__file__).parents[2] / "templates"
ITALIC = "<w:rPr><w:i/></w:rPr>"
BODY = '<w:pStyle w:val="CWBody"/>'


def changed(tmp_path: Path, before: str, after: str, part: str = "word/document.xml") -> Path:
    """The sample response with the first such words of a part changed."""
    path = write(document(), tmp_path / "x.docx", templates=TEMPLATES_DIR, today=date(2021, 6, 4)).path
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[part].decode("utf-8")
    assert before in text
    parts[part] = text.replace(before, after, 1).encode("utf-8")
    path.write_bytes(pack(parts))
    return path


FAULTS = [
    ("title", "<dc:title>Reforming care in the county</dc:title>", "<dc:title></dc:title>", "docProps/core.xml"),
    ("language", 'w:lang w:val="en-GB"', 'w:lang w:val="en-US"', "word/styles.xml"),
    ("headings", 'w:pStyle w:val="Heading1"', 'w:pStyle w:val="Heading3"', ""),
    ("alignment", BODY, f'{BODY}<w:jc w:val="both"/>', ""),
    ("size", '<w:sz w:val="24"/>', '<w:sz w:val="22"/>', "word/styles.xml"),
    ("contrast", "1F2A33", "AAAAAA", "word/styles.xml"),
    ("tables", "<w:tblHeader/>", "", ""),
    ("tables", 'w:firstRow="1"', 'w:firstRow="0"', ""),
    ("tables", "Asked by", "", ""),
    ("tables", '<w:tcPr><w:tcW w:w="', '<w:tcPr><w:gridSpan w:val="2"/><w:tcW w:w="', ""),
    ("pictures", 'descr="Travel divides people: one for, three against."', 'descr=""', ""),
    ("pictures", "Travel divides people: one for, three against.", "image1.png", ""),
    ("links", "our page on taking part", "click here", ""),
    ("links", "our page on taking part", "https://example.org", ""),
    ("spacing", "Seven people told", "Seven     people told", ""),
    ("capitals", "Seven people told us", "SEVEN PEOPLE TOLD us", ""),
    ("lists", "Seven people told", "- Seven people told", ""),
    ("blank lines", "<w:p><w:pPr><w:pStyle w:val=\"CWLead\"/>", "<w:p/><w:p><w:pPr><w:pStyle w:val=\"CWLead\"/>", ""),
    ("italics", '<w:r><w:t xml:space="preserve">Seven', f"<w:r>{ITALIC}<w:t>Seven", ""),
    ("spacing", '<w:spacing w:after="160" w:line="300"', '<w:spacing w:after="160" w:line="240"', "word/styles.xml"),
    ("headings", "Seven people told", "</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A bold line</w:t></w:r></w:p><w:p><w:r><w:t>Seven people told", ""),
    ("underlining", '<w:r><w:t xml:space="preserve">Seven', '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>Seven', ""),
    ("page numbers", " PAGE ", " DATE ", "word/footer1.xml"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "before", "after", "part"), FAULTS)
def test_each_fault_is_found(rule: str, before: str, after: str, part: str, tmp_path: Path) -> None:
    """One fault put into a good document is found under its rule."""
    path = changed(tmp_path, before, after, part or "word/document.xml")
    if rule == "page numbers":
        path = _again(path, "word/footer2.xml")
    rules = {fault.rule for fault in check(path)}
    assert rule in rules
    # Changing a style or a heading may show in more than one rule; nothing else does.
    assert len(rules) <= 2


def _again(path: Path, part: str) -> Path:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = parts[part].replace(b" PAGE ", b" DATE ")
    path.write_bytes(pack(parts))
    return path


def test_the_paragraph_is_named(tmp_path: Path) -> None:
    """A fault carries the words of its paragraph."""
    (fault,) = check(changed(tmp_path, "Seven people told", "Seven     people told"))
    assert "Seven people told us what they think" in fault.where
    assert str(fault).startswith("Spaces or tabs")


def test_contrast_is_that_of_wcag() -> None:
    """Black on white is 21 to 1; the grey 767676 is the lightest that passes on white."""
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("767676", "FFFFFF") >= 4.5 > contrast("777777", "FFFFFF")
