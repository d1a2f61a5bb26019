"""A real JupyterLab, started as an officer starts it, and a real browser that looks at it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from consultwork.workbench.lab import lab_arguments

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TOKEN = "a-token-for-this-test-alone"
RAN = re.compile(r"\[[1-9]\d*\]:")
needs_a_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: no page was looked at"),
]
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
          "--disable-sync", "--no-first-run")  # fmt: skip


def free_port() -> int:
    """A port of this computer on which nothing answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def lab(workspace: Path) -> Iterator[str]:
    """JupyterLab as an officer gets it, but for a token and without a window. Gives its address."""
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", *lab_arguments(workspace, port), "--no-browser", "--allow-root",
               f"--IdentityProvider.token={TOKEN}"]  # fmt: skip
    with (workspace.parent / "lab.log").open("w") as log:
        running = subprocess.Popen(command, stdout=log, stderr=log, cwd=workspace, env={**os.environ})
        try:
            address = f"http://localhost:{port}"
            for _ in range(120):
                try:
                    with urllib.request.urlopen(f"{address}/api/status?token={TOKEN}", timeout=2):
                        break
                except OSError:
                    time.sleep(0.5)
            yield address
        finally:
            running.terminate()
            running.wait(timeout=30)


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser that is installed, without its own calls home."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as p:
        started = p.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield started
        started.close()


def run_all(page: Any, server: str, notebook: str, *, seconds: float = 150) -> None:
    """Open a notebook, run every cell, and wait until the last one has run."""
    page.goto(f"{server}/lab/tree/notebooks/{notebook}?reset&token={TOKEN}", wait_until="domcontentloaded")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    page.get_by_text("| Idle").first.wait_for(timeout=90_000)
    if page.locator(".jp-Dialog").count():  # it asks for a kernel when it was not quick enough
        page.locator(".jp-Dialog .jp-mod-accept").first.click()
        page.get_by_text("| Idle").first.wait_for(timeout=90_000)
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    # JupyterLab shows only the cells near the screen: they are scrolled past until each has its number.
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        page.wait_for_timeout(700)
        page.mouse.move(700, 500)
        page.mouse.wheel(0, 1200)
        busy = page.locator(".jp-Notebook-ExecutionIndicator").first.get_attribute("data-status") == "busy"
        waiting = page.locator(".jp-InputPrompt", has_text="[*]").count()
        if not busy and not waiting and page.locator(".jp-InputPrompt", has_text=RAN).count():
            return
    pytest.fail(f"{notebook} was not run to its end")
