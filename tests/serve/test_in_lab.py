"""The same form inside a real JupyterLab, for helping somebody in person: there callbacks run in other threads."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browsing import TOKEN, chromium, lab, needs_a_browser, run_all
from tests.serve.serving import MINE, workspace

pytestmark = needs_a_browser


def test_somebody_fills_the_form_in_at_the_officers_screen(tmp_path: Path) -> None:
    """volunteer_form.ipynb shows the form; what is typed is saved, sent, and reaches the workbench."""
    bench = workspace(tmp_path)
    with lab(bench.root) as server, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        # The page for volunteers is a program of its own: none of it answers beside an officer's work.
        for path in ("/voila", "/voila/render/notebooks/volunteer_form.ipynb"):
            assert page.request.get(f"{server}{path}?token={TOKEN}").status == 404
        run_all(page, server, "volunteer_form.ipynb")
        form = page.locator(".cwv").first
        form.locator("summary", has_text="Get help now").click()
        assert form.get_by_text("Samaritans").first.is_visible()
        form.locator("summary", has_text="Get help now").click()
        form.get_by_role("button", name="Start", exact=True).click()
        box = form.locator("textarea:visible").first
        # A tap that comes while the page turns does nothing, as it should: here it is made again.
        for _ in range(20):
            if box.count():
                break
            onward = form.get_by_role("button", name=re.compile("^(Show me the question|Continue)$"))
            onward = onward.locator("visible=true")
            if onward.count():
                onward.first.click()
            page.wait_for_timeout(1_000)
        box.wait_for(timeout=20_000)
        box.fill(MINE)
        form.get_by_text(re.compile(r"Saved \d\d:\d\d")).first.wait_for(timeout=8_000)
        for _ in range(80):
            if form.get_by_role("heading", name="Check what you wrote").count():
                break
            for label in ("I’d rather not say", "Go past this question", "Continue"):
                button = form.get_by_role("button", name=label, exact=True).locator("visible=true")
                if (
                    box.count()
                    and label == "I’d rather not say"
                    and form.locator("textarea:visible").first.input_value() == MINE
                ):
                    continue
                if button.count():
                    button.first.click()
                    page.wait_for_timeout(350)
                    break
        form.get_by_role("button", name="Send", exact=True).click()
        form.get_by_role("heading", name="Thank you. We have your answers.").wait_for(timeout=20_000)
        page.screenshot(path=str(tmp_path / "lab.png"))
    assert MINE in bench.gather.table()["words"].tolist()
