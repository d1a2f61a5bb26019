"""The volunteer's page beside a stock Voilà page of the same questions, in one run: time, bytes, memory.

    python benchmarks/form_page.py [--rounds 3] [--slow]

Cold: a fresh browser. Warm: the same browser again, its cache full. "First question" is from the link to
a text box that can be written in; ours goes past its first page, the four words and the note on the way,
pressed by a robot. --slow also measures a throttled phone (1.6 Mb/s, 150 ms, processor at a quarter).
The reach: 0.75 of the stock page's cold and warm time, 0.22 of its bytes, the light page a fifth of its time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browsing import chromium, free_port
from tests.serve.serving import WH, Person, serving, workspace

_STOCK = """
import ipywidgets as w
from IPython.display import display
for ask, options in {questions}:
    display(w.Label(ask))
    if options:
        display(w.RadioButtons(options=options))
    display(w.Textarea(layout=w.Layout(width="100%", height="120px")))
display(w.Button(description="Send"))
"""


def stock_notebook(bench: Any, folder: Path) -> Path:
    """A notebook with the same questions in stock widgets."""
    questions = [(q.ask, list(q.options)) for q in bench.gather.pages(WH)]
    cell = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": [],
            "source": _STOCK.format(questions=repr(questions))}  # fmt: skip
    notebook = {"cells": [cell], "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
                "nbformat": 4, "nbformat_minor": 5}  # fmt: skip
    path = folder / "stock.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def measured(context: Any, go: Callable[[Person], float], slow: bool) -> tuple[float, int]:
    """Seconds that ``go`` tells, and bytes over the line."""
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    total = [0]
    line.on("Network.loadingFinished", lambda e: total.__setitem__(0, total[0] + int(e["encodedDataLength"])))
    if slow:
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000},
        )
        line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    seconds = go(Person(page))
    page.wait_for_timeout(300)
    page.close()
    return seconds, total[0]


def stock(url: str) -> Callable[[Person], float]:
    """From the link to the first text box of the stock page."""

    def go(p: Person) -> float:
        begun = time.perf_counter()
        p.page.goto(url, wait_until="commit")
        p.page.locator("textarea:visible").first.wait_for(timeout=180_000)
        return time.perf_counter() - begun

    return go


def ours(url: str, usable: list[float]) -> Callable[[Person], float]:
    """From the link to the first question of our page, on the way past its first pages."""

    def go(p: Person) -> float:
        begun = time.perf_counter()
        p.page.goto(url, wait_until="commit")
        again = p.page.get_by_role("button", name="No, start afresh")
        start = p.page.get_by_role("button", name="Start", exact=True).locator("visible=true").first
        again.or_(start).first.wait_for(timeout=180_000)
        if again.count():
            again.click()
            start.wait_for(timeout=180_000)
        usable.append(time.perf_counter() - begun)
        for name in ("Start", "Continue", "Show me the question"):
            pressed(p, name)
        p.page.locator("main textarea:visible").first.wait_for(timeout=60_000)
        return time.perf_counter() - begun

    return go


# Pressed within the page as soon as the button is there: what a driver takes for a click is no part of the page.
_PRESS = """(name) => new Promise((done) => { const t = setInterval(() => {
  const b = [...document.querySelectorAll('main button')].find((x) => x.offsetHeight > 20 && x.innerText.trim() === name);
  if (b) { clearInterval(t); done(true); setTimeout(() => b.click(), 0); } }, 5); })"""


def pressed(p: Person, name: str) -> None:
    """Press a button as soon as it is there, on whatever page comes."""
    for _ in range(40):
        try:
            p.page.evaluate(_PRESS, name)
            return
        except Exception:  # the page was just being changed
            time.sleep(0.02)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--slow", action="store_true")
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp())
    bench = workspace(folder)
    port = free_port()
    stock_page = subprocess.Popen(
        [sys.executable, "-m", "voila", str(stock_notebook(bench, folder)), "--port", str(port), "--no-browser", "--Voila.log_level=ERROR"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ},
    )  # fmt: skip
    try:
        with serving(bench.root) as served, chromium() as browser:
            time.sleep(6)
            for slow in (False, True) if chosen.slow else (False,):
                print(f"\n{'a throttled phone' if slow else 'this computer'}, {chosen.rounds} rounds, medians")
                table: dict[str, list[tuple[float, ...]]] = {}
                for _ in range(chosen.rounds):
                    first: list[float] = []
                    for name, go in (
                        ("stock Voilà", stock(f"http://127.0.0.1:{port}/")),
                        ("our page", ours(served.form, first)),
                        ("light page", ours(served.light, first)),
                    ):
                        context = browser.new_context(viewport={"width": 390, "height": 844})
                        time.sleep(2.5)  # the kernels that wait are made again
                        cold, cold_bytes = measured(context, go, slow)
                        time.sleep(2.5)
                        warm, warm_bytes = measured(context, go, slow)
                        seen = (first[-2], first[-1]) if name != "stock Voilà" else (cold, warm)
                        table.setdefault(name, []).append((cold, cold_bytes, warm, warm_bytes, *seen))
                        context.close()
                middle = {
                    name: [statistics.median(r[n] for r in rows) for n in range(6)] for name, rows in table.items()
                }
                base = middle["stock Voilà"]
                for name, (cold, size, warm, _, first_cold, first_warm) in middle.items():
                    print(
                        f"  {name:12} first page cold {first_cold:5.2f} s ({first_cold / base[0]:.2f}) warm {first_warm:5.2f} s "
                        f"({first_warm / base[2]:.2f}); first question cold {cold:5.2f} s ({cold / base[0]:.2f}) warm {warm:5.2f} s "
                        f"({warm / base[2]:.2f}); {size / 1e6:6.3f} MB ({size / base[1]:.3f})"
                    )
                light, page = middle["light page"], middle["our page"]
                print(
                    f"  light page beside ours: first page {light[4] / page[4]:.2f}, first question {light[0] / page[0]:.2f}"
                )
    finally:
        stock_page.terminate()


if __name__ == "__main__":
    main()
