"""Long tables on a screen: every row can be reached, and the screen says which are shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from consultwork.forms.components import look
from tests.browsing import CHROMIUM, needs_a_browser

SCRIPT = Path(look.__file__).parents[1] / "static" / "text_view.js"
HOSTILE = "<img src=x onerror=\"document.title='run'\">"


def test_every_row_is_handed_to_the_screen() -> None:
    """No row of a table is left out on its way to the screen, however many there are."""
    part = look.table("Passages", ("Words",), ([f"words {n}"] for n in range(340)))
    assert len(part["rows"]) == 340 and part["page"] == look.PAGE == 100


@pytest.mark.browser
class TestInABrowser:
    """What a person sees of a long table."""

    pytestmark = needs_a_browser

    def test_a_long_table_says_what_it_shows_and_pages(self) -> None:
        """340 rows: the first 100 with a sentence that says so, and two buttons that reach the others; 100 rows: none."""
        part = look.table("Passages", ("Words",), ([f"words {n} {HOSTILE}"] for n in range(1, 341)))
        short = look.table("Few", ("Words",), ([str(n)] for n in range(100)))
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page()
            page.set_content("<title>still</title><div id=a></div>")
            code = SCRIPT.read_text(encoding="utf-8").replace("export default", "window.view =")
            page.add_script_tag(content=code)
            page.evaluate(
                """parts => view.render({el: document.getElementById("a"), model: {
                    get: name => name === "parts" ? parts : name === "selectable" ? false : 0, set() {}, on() {}, save_changes() {}}})""",
                [part, short],
            )
            told, rows = page.get_by_role("status"), page.locator("table").first.locator("tbody tr")
            assert told.count() == 1 and told.inner_text() == "Rows 1 to 100 of 340 are shown." and rows.count() == 100
            assert page.get_by_role("button", name="Earlier rows").is_disabled()
            for _ in range(3):
                page.get_by_role("button", name="Later rows").click()
            assert told.inner_text() == "Rows 301 to 340 of 340 are shown." and rows.count() == 40
            assert rows.last.inner_text() == f"words 340 {HOSTILE}" and page.title() == "still"
            assert page.get_by_role("button", name="Later rows").is_disabled()
            page.get_by_role("button", name="Earlier rows").click()
            assert told.inner_text() == "Rows 201 to 300 of 340 are shown."
            browser.close()
