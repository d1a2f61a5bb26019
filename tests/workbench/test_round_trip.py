"""A draft is edited by LibreOffice's own engine and comes back: every edit is found, none is invented."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from consultwork.model import DocumentKind
from consultwork.ooxml import read_texts
from consultwork.workbench import Workbench

PYTHON = "/usr/bin/python3"  # LibreOffice's bindings lie with the system's Python
EDITS = [
    ["replace", "rarely meet a survey", "seldom meet a survey"],
    ["replace", "Two of the 12 people we heard from told us that services", "Most people told us that services"],
    ["replace", "nobody asks how I am", "nobody asks me how I am"],
    ["insert", "We would be glad to bring women", "We look forward to your reply."],
    ["delete", "The Vision does not name women"],
]
WANTED = {
    ("Women in unsettled", "Women in unsettled", ""),
    ("Two of the 12 peop", "Most people told u", "count"),
    ("“Since my daughter", "“Since my daughter", "quote"),
    ("", "We look forward to", ""),
    ("The Vision does no", "", ""),
}


def engine() -> str:
    """Why LibreOffice's engine cannot be used here; "" when it can."""
    if not shutil.which("soffice"):
        return "LibreOffice is not installed"
    if (
        not Path(PYTHON).exists()
        or subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode
    ):
        return "LibreOffice's bindings for Python (python3-uno) are not installed"
    return ""


def by_engine(source: Path, out: Path, how: str, edits: list[list[str]]) -> Path:
    """A file as LibreOffice saves it after these edits."""
    if why := engine():
        pytest.skip(why)
    told = out.with_suffix(".json")
    told.write_text(json.dumps(edits), encoding="utf-8")
    script = Path(__file__).parents[1] / "word" / "uno_edits.py"
    subprocess.run([PYTHON, script, source, out, how, told], check=True, capture_output=True, timeout=120)
    return out


@pytest.mark.office
@pytest.mark.parametrize("how", ["tracked", "untracked"])
def test_edits_by_another_programs_engine(demo_copy: Workbench, tmp_path: Path, how: str) -> None:
    """Five edits of a letter, tracked or not: these five are listed, what touches data first."""
    letter = demo_copy.respond.make("womens-health", DocumentKind.LETTER).path
    back = by_engine(letter, tmp_path / "back.docx", how, EDITS)
    found = demo_copy.review.read(back)[0].edits
    assert {(e.before[:18], e.after[:18], e.touches) for e in found} == WANTED and len(found) == len(WANTED)
    assert {e.tracked for e in found} == {how == "tracked"}
    assert [bool(e.touches) for e in found] == [True, True, False, False, False]


@pytest.mark.office
@pytest.mark.parametrize("kind", [DocumentKind.LETTER, DocumentKind.SUBMISSION])
def test_opening_and_saving_elsewhere_is_no_edit(demo_copy: Workbench, tmp_path: Path, kind: DocumentKind) -> None:
    """LibreOffice opens and saves a draft: nothing of it is taken for an edit, and every anchor is there."""
    made = demo_copy.respond.make("womens-health", kind)
    back = by_engine(made.path, tmp_path / "back.docx", "untracked", [])
    returned, draft = demo_copy.review.read(back)
    assert draft == made.draft and returned.edits == ()
    anchors = [p.anchor for p in returned.document.paragraphs if p.anchor]
    assert len(anchors) == len(set(anchors)) > 10


@pytest.mark.office
def test_the_response_with_its_tables_comes_back_whole(demo_copy: Workbench, tmp_path: Path) -> None:
    """A response with tables, charts and links: one tracked edit goes in, one edit comes out."""
    made = demo_copy.respond.make("mental-health-act", DocumentKind.RESPONSE)
    back = by_engine(
        made.path, tmp_path / "back.docx", "tracked", [["replace", "We thank the", "We are grateful to the"]]
    )
    found = demo_copy.review.read(back)[0].edits
    assert len(found) == 1 and found[0].tracked
    assert read_texts(back)[0][:20] == read_texts(made.path)[1][:20]
