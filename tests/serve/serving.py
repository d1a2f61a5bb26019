"""The volunteer's page as an officer serves it, and people who fill it in, in a real browser."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from consultwork.workbench import Workbench, new_workspace
from consultwork.workbench.passphrase import MADE_UP
from tests.browsing import free_port

WH = "womens-health"
SIZES = {"phone": (390, 844), "desk": (1280, 800), "zoomed": (320, 256)}  # the last is 1280 wide at 400%
MINE = "They listened at last. Made up, as everything here."
REAL = """
[privacy]
controller = "Harbour Voices (made up)"
notice = "https://example.org/privacy"
complaints = "Kim Example, 01632 960123"
officer = "Kim Example"
[safeguarding]
name = "Sasha Example"
contact = "01632 960456"
[form]
lost_code = "Kim Example, 01632 960123"
next_steps = "We write our answer in May, and show you what we wrote."
"""


def workspace(folder: Path, *, ready: bool = True) -> Workbench:
    """A workspace of a charity that is made up, with its page set up for real people or not yet."""
    root = new_workspace(folder / "workspace", "Harbour Voices (made up)")
    if ready:
        kept = [
            x
            for x in (root / "consultwork.toml").read_text(encoding="utf-8").split("\n[")
            if not x.startswith(("privacy", "safeguarding", "form"))
        ]
        (root / "consultwork.toml").write_text("\n[".join(kept) + REAL, encoding="utf-8")
    bench = Workbench(root, passphrase=MADE_UP)
    bench.vault.make(MADE_UP)
    return bench


@dataclass
class Served:
    """A running form: where it is, and its process."""

    form: str
    light: str
    port: int
    process: subprocess.Popen[bytes]
    lines: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """Scheme, name and port."""
        return self.form.split("/f/")[0]

    @property
    def token(self) -> str:
        """The invitation's token."""
        return self.form.rsplit("/", 1)[1]


@contextmanager
def serving(root: Path, *more: str, port: int = 0, consultation: str = WH) -> Iterator[Served]:
    """``consultwork serve`` until the end of the block."""
    made = start(root, *more, port=port, consultation=consultation)
    try:
        yield made
    finally:
        stop(made)


def start(root: Path, *more: str, port: int = 0, consultation: str = WH) -> Served:
    """Start the server and wait for its two lines."""
    port = port or free_port()
    log = root.parent / f"serve-{port}-{time.monotonic_ns()}.log"
    command = [sys.executable, "-m", "consultwork.cli", "-w", str(root), "serve", "--consultation", consultation,
               "--port", str(port), "--no-browser", *more]  # fmt: skip
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ}, start_new_session=True)
    for _ in range(400):
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        form = next((x[6:].strip() for x in lines if x.startswith("Form: ")), "")
        light = next((x[12:].strip() for x in lines if x.startswith("Light page: ")), "")
        if form and light and any(x.startswith("Stop it") for x in lines):
            return Served(form, light, port, process, lines)
        if process.poll() is not None:
            break
        time.sleep(0.15)
    raise AssertionError("the form did not start:\n" + log.read_text(encoding="utf-8", errors="replace")[-3000:])


def stop(served: Served, sign: int = signal.SIGTERM) -> None:
    """Stop the server and everything that it started."""
    try:
        os.killpg(served.process.pid, sign)
    except ProcessLookupError:
        return
    try:
        served.process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        os.killpg(served.process.pid, signal.SIGKILL)
        served.process.wait(timeout=20)


@dataclass
class Person:
    """Somebody in front of a page."""

    page: Any

    def opens(self, link: str) -> None:
        """Follow a link, and wait until the first page can be used."""
        self.page.goto(link, wait_until="domcontentloaded")
        self.sees()

    def sees(self) -> None:
        """Wait until a page of the form is there."""
        self.page.wait_for_selector("main h1", timeout=30_000)
        self.page.wait_for_selector("main button:visible", timeout=30_000)

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return str(self.page.locator("main h1").first.inner_text()).strip()

    def presses(self, label: str) -> None:
        """Press a button and wait for another page, or for the same one with errors."""
        main = self.page.locator("main")
        before = main.inner_text()
        self.page.get_by_role("button", name=label, exact=True).locator("visible=true").first.click()
        for _ in range(100):
            self.page.wait_for_timeout(60)
            try:
                if main.inner_text() != before and self.page.locator("main h1").count():
                    self.page.wait_for_timeout(150)
                    return
            except Exception:  # the page is just being changed for the next
                continue

    def writes(self, words: str) -> None:
        """Write into the large box."""
        self.page.locator("main textarea").first.fill(words)

    def chooses(self, group: str, option: str) -> None:
        """Choose an answer of a question."""
        found = self.page.get_by_role("group", name=group)
        found.get_by_label(option, exact=True).check()

    def code(self) -> str:
        """The four words on the page."""
        return "-".join(str(self.page.locator(".cwv-code").inner_text()).split())

    def goes_to_first_question(self) -> str:
        """From the first page to the first question, past the note before it. Returns the four words."""
        self.presses("Start")
        code = self.code()
        self.presses("Continue")
        # Heading and buttons of a page come one after the other: wait for what leads on.
        there = self.page.get_by_role("button", name="Show me the question")
        there.or_(self.page.locator("main textarea")).first.wait_for(timeout=30_000)
        if there.count():
            self.presses("Show me the question")
        self.page.locator("main textarea").first.wait_for(timeout=30_000)
        return code

    def goes_on_to(self, heading: str) -> None:
        """Go on, past every question, until a page has this heading."""
        for _ in range(60):
            if self.heading == heading:
                return
            for label in ("I’d rather not say", "Go past this question", "Continue"):
                if self.page.get_by_role("button", name=label, exact=True).locator("visible=true").count():
                    self.presses(label)
                    break
        raise AssertionError(f"never came to “{heading}”; is at “{self.heading}”")
