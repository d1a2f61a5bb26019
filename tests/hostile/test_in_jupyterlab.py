"""Hostile words in a real JupyterLab, in a real browser: no script runs, no element is made, the words are there."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consultwork.model import Link, Piece, PieceKind, Position
from consultwork.workbench import Workbench, demo_run
from consultwork.workbench.workspace import new_workspace
from tests.browsing import chromium, lab, needs_a_browser, run_all
from tests.hostile.payloads import HTML, PAYLOADS

pytestmark = needs_a_browser
WH = "womens-health"

# Everything that a person could see of people's words outside the shipped screens: tables of pandas.
_TABLES = """bench.gather.table()
bench.safeguard.permissions()
bench.theme.coding_table()
bench.theme.people_by_theme("womens-health")
bench.theme.table("womens-health")
bench.mapping.table("womens-health")
bench.safeguard.finding_table()
bench.keeping.audit()
bench.snapshot()
list(bench.snapshot().contributions.values())[:50]""".splitlines()
_SCREENS = """screen = forms.ImportPreview(bench); screen.path.value = path; screen.read.click(); screen
screen = forms.CommentsDesk(bench); screen
forms.CodingDesk(bench, "womens-health")
forms.EvidenceDesk(bench, "womens-health")
forms.DraftingDesk(bench, "womens-health")
forms.ClearingDesk(bench)""".splitlines()


def _page(lines: list[str]) -> str:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": line}
        for n, line in enumerate(lines)
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which every payload is an answer, a description, a passage and an officer's own words."""
    from tests.hostile.test_words_stay_words import _answer, _permissions

    root = new_workspace(tmp_path_factory.mktemp("hostile") / "work")
    shutil.copyfile(Path(demo_run.demo.contributions_path()).with_name("consultwork.toml"), root / "consultwork.toml")
    bench = Workbench(root)
    for n, said in enumerate(PAYLOADS):
        bench.gather.receive([_answer(f"{said} was answer {n}")], _permissions(), role=said[:80])
    for _ in range(2):
        bench.gather.receive([_answer("\n".join(HTML))], _permissions(), role=HTML[2])
    waiting = [s.ref for s in bench.safeguard.waiting()]
    bench.safeguard.decide_all("keep")
    bench.safeguard.clear(waiting[:-2])  # two of them wait, to be looked at while they do
    code = bench.theme.codebook[0].id
    bench.theme.add_many([(c.ref, code, c.text, Position.FOR) for c in bench.snapshot().contributions.values()])
    bench.theme.suggest()
    bench.mapping.decide_many([Link(WH, "1", code, True)])
    quotes = [Piece(PieceKind.QUOTE, k.ref) for k in bench.theme.codings() if k.code == code][:40]
    bench.respond.write_answer(WH, "1", [Piece(PieceKind.WORDS, "\n".join(HTML)), *quotes])
    header = ["person", *(h for h in HTML[:30] if ";" not in h and "|" not in h), "may_count"]
    path = root / "<img data-cw src=x onerror=cwran()>.csv"
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(header)
        writer.writerows([[f"p{n}", *[f"{said} said somebody in these words" for _ in header[2:]], "yes"]
                          for n, said in enumerate(HTML)])  # fmt: skip
    opening = ["from consultwork import forms, open_here\nbench = open_here()", f"path = {path.name!r}"]
    notebooks = root / "notebooks"
    (notebooks / "tables.ipynb").write_text(_page([*opening, *_TABLES]), encoding="utf-8")
    (notebooks / "screens.ipynb").write_text(_page([opening[0], f"path = {str(path)!r}", *_SCREENS]), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def server(workspace: Path) -> Iterator[str]:
    """JupyterLab on the hostile workspace."""
    with lab(workspace) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all of it."""
    with chromium() as started:
        yield started


_WATCH = """
window.__ran = 0; window.__blocked = [];
window.cwran = () => { window.__ran += 1; };
document.addEventListener('securitypolicyviolation', e => window.__blocked.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample));
"""


def _run_all(browser: Any, server: str, notebook: str) -> tuple[Any, list[str]]:
    """Open a notebook, run every cell, and scroll through what it shows."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(_WATCH)
    page = context.new_page()
    outside: list[str] = []
    page.on("dialog", lambda d: (outside.append(f"dialog {d.message}"), d.dismiss()))
    page.on("request", lambda r: None if r.url.startswith((server, "data:", "blob:", "ws:")) else outside.append(r.url))
    run_all(page, server, notebook)
    for _ in range(12):
        page.mouse.wheel(0, 1500)
        page.wait_for_timeout(150)
    return page, outside


@pytest.mark.parametrize(
    "notebook",
    ["tables.ipynb", "screens.ipynb", "02_gather.ipynb", "03_safeguard.ipynb", "04_theme.ipynb", "05_mapping.ipynb",
     "06_respond.ipynb", "07_review.ipynb", "volunteer_form.ipynb"],
)  # fmt: skip
def test_nothing_runs_in_jupyterlab(browser: Any, server: str, workspace: Path, notebook: str) -> None:
    """No payload runs, makes an element, opens a dialog or calls anywhere; none even gets as far as the second wall."""
    page, outside = _run_all(browser, server, notebook)
    try:
        failed = page.locator(".jp-OutputArea-output[data-mime-type*=error]").count()
        assert failed == 0, page.locator(".jp-OutputArea-output[data-mime-type*=error]").first.inner_text()
        assert page.evaluate("window.__ran") == 0
        assert page.locator("[data-cw]").count() == 0
        inside = [b for b in page.evaluate("window.__blocked") if "cwran" in b or "example.invalid" in b]
        assert inside == [] and outside == []
        if notebook in ("tables.ipynb", "screens.ipynb"):
            shown = "\n".join(page.locator(".jp-OutputArea-output").all_inner_texts())
            assert shown.count("cwran()") > 20
    finally:
        page.context.close()


def test_the_watch_would_see_it(browser: Any, server: str) -> None:
    """The same watch sees a payload that does run: the test above can fail."""
    context = browser.new_context()
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.set_content(f"<p>words</p>{HTML[2]}")
    page.wait_for_timeout(500)
    assert page.evaluate("window.__ran") >= 1 and page.locator("[data-cw]").count() == 1
    context.close()
