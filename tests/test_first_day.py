"""The first thing a real user does, in a real browser: twelve pasted questions become a first draft in Word.

No cell is edited; every click is on what the screens show. With ``CONSULTWORK_SHOTS`` naming a folder,
each screen is kept as a picture, to be looked at.
"""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consultwork.ooxml import read_texts
from consultwork.workbench import Workbench, new_workspace
from consultwork.workbench.review.review_desk import check_form
from tests.browsing import chromium, lab, needs_a_browser, run_all

pytestmark = needs_a_browser

PAPER = """Hospital food: have your say

1. What is good about the food on our wards now? (200 words)
2. What should change first?
3. Do you agree that the kitchen should open at night? Strongly agree / Agree / Neither agree nor disagree / Disagree / Strongly disagree. Please give your reasons.
4. Who should decide on the menu? a) The ward b) The people who eat it c) A dietitian
5. How does the food bear on your medicine?
6. Is there enough to drink?
7. (a) What do visitors need? (b) What do they bring?
8. Were you ever given food that you may not eat?
9. How should people with little money be helped to eat after they leave?
10. What would you ask of the new caterer?
11. How did you hear of this consultation?
12. Is there anything else that you wish to tell us?
"""
SAID = (
    "Nobody listened when I said that I cannot eat milk, and I was brought milk again each day.",
    "The staff were kind and sat with me while I ate, which I will not forget.",
    "I had to wait two hours for a meal because I came back late from the scan.",
    "They judged me for what I am and told me that I should be glad of anything.",
    "I was not asked what I would like, and I had no choice in any of it.",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A new workspace with a passphrase, as ``consultwork new`` lays it out, and a table of answers."""
    root = new_workspace(tmp_path / "work", "Our charity")
    Workbench(root).vault.make("six plain words on paper here")
    with (root / "answers.csv").open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(["Respondent ID", "1", "2", "3", "12", "May we use your answers in our response?", "E-mail"])
        scale = ("Agree", "Strongly agree", "Disagree")
        for n in range(15):
            words = [SAID[n % 5], SAID[(n + 2) % 5], scale[n % 3], SAID[(n + 4) % 5]]
            writer.writerow([f"r{n}", *words, "" if n == 14 else "Yes", f"person{n}@example.org"])
    return root


class Officer:
    """Somebody at the screen: she reads labels and presses buttons."""

    def __init__(self, page: Any, server: str) -> None:
        self.page, self.server, self.clicks, self.shots = page, server, 0, os.environ.get("CONSULTWORK_SHOTS", "")
        self.at: Any = page

    def opens(self, notebook: str) -> None:
        """Open a notebook and run its cells."""
        run_all(self.page, self.server, notebook)
        self.at = self.page
        self.clicks += 3
        self.page.mouse.move(700, 500)
        self.page.mouse.wheel(0, -20_000)
        self.page.wait_for_timeout(400)

    def goes_to(self, title: str) -> None:
        """Look at one screen of the notebook, by its heading."""
        screen = self.page.locator(
            ".jp-Cell-outputWrapper", has=self.page.get_by_role("heading", name=title, exact=True)
        )
        self.at = self._find(screen).first

    def _find(self, locator: Any) -> Any:
        """JupyterLab draws only what is near: scroll until it is there."""
        for direction in (700, -700):
            for _ in range(40):
                if locator.count():
                    locator.first.scroll_into_view_if_needed()
                    return locator
                self.page.mouse.move(700, 500)
                self.page.mouse.wheel(0, direction)
                self.page.wait_for_timeout(120)
        self.keeps("lost")
        pytest.fail(f"it is not on the screen: {locator}")

    def types(self, label: str, text: str, nth: int = 0) -> None:
        """Fill a box by its label."""
        self._find(self.at.get_by_label(label, exact=True)).nth(nth).fill(text)
        self.page.keyboard.press("Tab")
        self.clicks += 1

    def picks(self, label: str, option: str, nth: int = 0) -> None:
        """Choose from a list by its label."""
        self._find(self.at.get_by_label(label, exact=True)).nth(nth).select_option(label=option)
        self.clicks += 1

    def presses(self, label: str, nth: int = 0) -> None:
        """Press a button."""
        button = self._find(self.at.get_by_role("button", name=label, exact=True)).nth(nth)
        button.scroll_into_view_if_needed()
        button.click()
        self.clicks += 1
        self.page.wait_for_timeout(900)

    def ticks(self, label: str) -> None:
        """Tick a box."""
        self._find(self.at.get_by_label(label, exact=True)).first.check()
        self.clicks += 1

    def sees(self, words: str) -> None:
        """Wait until some words stand on the screen."""
        self._find(self.page.get_by_text(words).locator("visible=true"))

    def keeps(self, name: str) -> None:
        """Keep a picture of the screen, when pictures are wanted."""
        if self.shots:
            Path(self.shots).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{self.shots}/{name}.png")


@pytest.fixture
def officer(root: Path) -> Iterator[Officer]:
    """An officer with JupyterLab open in her browser."""
    with lab(root) as server, chromium() as browser:
        yield Officer(browser.new_context(viewport={"width": 1440, "height": 900}).new_page(), server)


def test_pasted_questions_become_a_first_draft_without_editing_a_cell(root: Path, officer: Officer) -> None:
    """Twelve questions are pasted, corrected and kept; a table comes in; words are read, coded, linked; the Word
    file is made. All of it by clicks, and what it says is counted from the people who may be counted."""
    began = time.monotonic()
    officer.opens("00_start_here.ipynb")
    officer.keeps("00")
    officer.opens("01_plan.ipynb")
    officer.types("Paste the questions here", PAPER)
    officer.presses("Find the questions")
    officer.sees("12 questions found")
    officer.keeps("01-found")
    officer.types("Name of the consultation", "Hospital food")
    officer.types("Who asks?", "Our trust")
    officer.types("Where did you read the questions?", "The form of 1 October")
    officer.types("Who compared them with the official form?", "Kim Example")
    officer.types("Closes on", "2099-12-31")
    officer.keeps("01-about")
    officer.presses("Keep this consultation")
    officer.sees("with 12 questions")
    officer.opens("02_gather.ipynb")
    officer.goes_to("Bring in a table of answers")
    officer.picks("Consultation", "Hospital food")
    officer.types("The file", str(root / "answers.csv"))
    officer.presses("Read the file")
    officer.sees("What would come in")
    officer.keeps("02-preview")
    officer.ticks("I have looked at each of these. The columns are right now.")
    officer.presses("Import these answers")
    officer.sees("Next: read them in 03_safeguard")
    officer.keeps("02-in")
    officer.opens("03_safeguard.ipynb")
    officer.goes_to("Read with care")
    for _ in range(20):
        if not officer.at.get_by_role("button", name="I have read these: clear them").count():
            break
        officer.presses("I have read these: clear them")
    officer.keeps("03")
    officer.goes_to("Names and contacts")
    officer.types("The passphrase", "six plain words on paper here")
    officer.presses("Open the vault")
    officer.sees("The vault is open")
    officer.keeps("03-vault")
    officer.opens("04_theme.ipynb")
    officer.picks("Consultation", "Hospital food")
    officer.presses("Let the codebook suggest")
    officer.sees("new suggestions")
    officer.picks("Show", "What waits for a decision")
    officer.page.wait_for_timeout(900)
    officer.keeps("04")
    officer.at.locator(".cw-reader .cw-words").focus()
    for _ in range(45):
        for _ in range(officer.at.locator(".cw-reader-card").count()):
            for key, told in (("a", "It fits"), ("y", "Kept where")):
                officer.page.keyboard.press(key)
                officer.clicks += 1
                officer.at.locator(".cw-reader-said", has_text=told).wait_for(timeout=5_000)
        officer.page.keyboard.press("n")
        officer.clicks += 1
        officer.page.wait_for_timeout(250)
        if "the last one" in officer.at.locator(".cw-reader-said").inner_text():
            break
    officer.opens("05_mapping.ipynb")
    officer.picks("Consultation", "Hospital food")
    officer.page.wait_for_timeout(900)
    officer.keeps("05")
    for _ in range(12):
        yes = officer.at.get_by_role("button", name="“Yes” to all that are open here")
        if yes.count():
            officer.presses("“Yes” to all that are open here")
            officer.presses("Save these decisions")
        officer.presses("Next question")
    officer.opens("06_respond.ipynb")
    officer.picks("Consultation", "Hospital food")
    officer.page.wait_for_timeout(900)
    officer.presses("Start every empty answer from its evidence")
    officer.keeps("06-started")
    officer.presses("Make the Word documents")
    officer.page.wait_for_timeout(3000)
    officer.keeps("06-made")
    minutes = (time.monotonic() - began) / 60

    made = sorted((root / "out").glob("hospital-food-*.docx"))
    print(f"{officer.clicks} clicks, {minutes:.1f} minutes; {[p.name for p in made]}")  # noqa: T201 - the figures are wanted: pytest -s
    assert made and minutes < 30
    bench = Workbench(root)
    assert len(bench.consultations["hospital-food"].questions) == 12
    assert bench.gather.table()["words"].nunique() >= 5 and len(bench.safeguard.people()) == 15
    response = next(p for p in made if "summary" not in p.name)
    text = "\n".join(read_texts(response)[1])
    assert "ourteen people" in text or "14 people" in text
    assert "Strongly agree" in text and "What should change first?" in text
    assert "example.org" not in text and check_form(response) == []
