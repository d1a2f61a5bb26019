"""The coding screen in a real JupyterLab: by keys alone, exact to the code point, and readable by a machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consultwork.model import CodingState, Position
from consultwork.workbench import Workbench, demo_run
from tests.browsing import chromium, lab, needs_a_browser, run_all

pytestmark = needs_a_browser
WH = "womens-health"
WORDS = "Made up: Wir wäre\u0301n 👩‍👩‍👧 zu dritt. Nobody listened to us, and 😀 we waited for hours."


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The demo, with one answer of emoji and combining marks in place of the first."""
    bench, _ = demo_run.run(tmp_path_factory.mktemp("coding") / "workspace")
    shutil.copytree(Path(__file__).parents[1] / "notebooks", bench.root / "notebooks", dirs_exist_ok=True)
    first = sorted(bench.snapshot().of(WH))[0]
    submission = bench.snapshot().contributions[first].answer
    with bench.store.write("Kim", "put other words") as w:
        from consultwork.store import words

        words.clear(w, submission, WORDS, by="Kim", at=bench.clock())
    return bench


@pytest.fixture(scope="module")
def page(bench: Workbench) -> Iterator[Any]:
    """The notebook of the stage, run, at desk size."""
    with lab(Path(bench.root)) as server, chromium() as browser:
        page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        run_all(page, server, "04_theme.ipynb")
        page.locator(".cw-reader").wait_for(timeout=60_000)
        page.get_by_label("Consultation", exact=True).select_option(label=bench.consultations[WH].short)
        page.locator(".cw-reader .cw-words", has_text="zu dritt").wait_for(timeout=30_000)
        yield page


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def told(page: Any, words: str) -> None:
    page.locator(".cw-reader-said", has_text=words).wait_for(timeout=10_000)


def test_words_are_chosen_and_coded_by_keys_alone(page: Any, bench: Workbench, request: pytest.FixtureRequest) -> None:
    """Words behind emoji and combining marks are kept as they stand; JupyterLab adds no cell for a key."""
    cells = page.locator(".jp-Notebook > .jp-WindowedPanel-outer .jp-Cell, .jp-Notebook .jp-Cell").count()
    page.locator(".cw-reader .cw-words").focus()
    press(page, *["ArrowRight"] * 8, "Shift+ArrowRight", "Shift+ArrowRight")
    page.get_by_text("Selected: “Nobody listened to”", exact=False).wait_for(timeout=5_000)
    press(page, "1")
    told(page, "The words are coded")
    made = [k for k in bench.snapshot().codings if k.snippet == "Nobody listened to"]
    assert len(made) == 1 and WORDS[made[0].start : made[0].end] == "Nobody listened to"
    press(page, "y")
    told(page, "Kept where they stand")
    press(page, "u", "u")
    told(page, "coded words")
    assert not [k for k in bench.snapshot().codings if k.snippet == "Nobody listened to"]
    press(page, "Escape", *["ArrowRight"] * 9, ".")
    page.get_by_text("we waited for hours.”", exact=False).wait_for(timeout=5_000)
    press(page, "c")
    page.keyboard.type("waiting")
    name = page.locator(".cw-reader-code").first.inner_text().split(" (")[0]
    press(page, "Enter")
    told(page, "The words are coded")
    kept = [k for k in bench.snapshot().codings if k.snippet == WORDS[WORDS.index("Nobody") :]]
    assert [bench.reading.names[k.code] for k in kept] == [name]
    press(page, "ArrowRight", "c")
    page.keyboard.type("A code of our own")
    page.get_by_role("button", name="Add “A code of our own” as a new code").click()
    told(page, "is in the codebook")
    assert [k.snippet for k in bench.snapshot().codings if k.code == "a-code-of-our-own"] == ["Made"]
    page.locator(".cw-reader .cw-words").focus()
    press(page, "n")
    page.locator(".cw-count", has_text="2 of").wait_for(timeout=5_000)
    press(page, "p")
    page.locator(".cw-count", has_text="1 of").wait_for(timeout=5_000)
    assert page.locator(".cw-count").first.inner_text().endswith("Read to the end.")
    assert page.locator(".jp-Notebook > .jp-WindowedPanel-outer .jp-Cell, .jp-Notebook .jp-Cell").count() == cells


def test_words_are_chosen_by_mouse_over_marks_and_emoji(page: Any, bench: Workbench) -> None:
    """A selection over marked words is counted in code points, and marks never enter it."""
    page.evaluate("""() => {
        const box = document.querySelector('.cw-reader .cw-words');
        const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        const at = (needle, after) => { walk.currentNode = box; let n;
          while ((n = walk.nextNode())) { const i = n.data.indexOf(needle); if (i >= 0) return [n, i + (after ? needle.length : 0)]; } };
        const r = document.createRange();
        r.setStart(...at('zu dritt', false)); r.setEnd(...at('waited', true));
        const s = document.getSelection(); s.removeAllRanges(); s.addRange(r);
        box.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
    }""")
    page.get_by_text("Selected: “zu dritt. Nobody listened to us, and 😀 we waited”").wait_for(timeout=5_000)
    page.locator(".cw-reader-code").nth(1).click()
    told(page, "The words are coded")
    made = [k for k in bench.snapshot().codings if k.snippet.startswith("zu dritt")]
    assert [k.snippet for k in made] == ["zu dritt. Nobody listened to us, and 😀 we waited"]
    assert made[0].state is CodingState.ACCEPTED and made[0].position is Position.UNCLEAR


def test_the_screen_has_no_fault_that_axe_finds(page: Any, tmp_path: Path) -> None:
    """Every part of the screen, at desk and at phone width."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    shots = Path("out") / "screens"
    shots.mkdir(parents=True, exist_ok=True)
    rules = {"rules": {"color-contrast": {"enabled": True}}}
    for width in (1440, 430):
        if width < 1000:
            page.keyboard.press("Control+b")  # the list of files makes room
        page.set_viewport_size({"width": width, "height": 1000})
        for n, name in enumerate(
            ("Read and code", "Codebook", "Two coders", "Themes of one or two people", "Who said what")
        ):
            page.locator(".cw-steps button", has_text=name).click()
            page.wait_for_timeout(900)
            found = axe.Axe().run(page, context=".cw", options=rules).response["violations"]
            assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == [], (width, name)
            page.locator(".cw").first.screenshot(path=str(shots / f"theme-{width}-{n}.png"))
    page.set_viewport_size({"width": 1440, "height": 1000})
