"""What only a printer knows: how many pages a document has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from consultwork.model import LimitUnit
from consultwork.word.pages import count_pages
from consultwork.workbench import demo_run

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: nothing was rendered"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
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
