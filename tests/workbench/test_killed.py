"""Killed in the middle, or fifty at once: what was acknowledged is there, nothing is there by half."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consultwork.errors import StoreError
from consultwork.model import Channel, Permission, Submission, Use
from consultwork.workbench import Workbench, demo_run

WH = "womens-health"
KILLS = int(os.environ.get("CONSULTWORK_KILLS", "10"))
AT_ONCE, EACH = 50, 4
YES = [Permission(use, True, None, "form") for use in Use]

# Each writes on and on, and says on its own output what it was told is safe.
_IMPORTS = """
import csv, sys
from pathlib import Path
from consultwork.workbench import demo_run
root, start = Path(sys.argv[1]), int(sys.argv[2])
bench = demo_run.open_demo(root)
for n in range(start, start + 400):
    path = root.parent / f"wave-{n}.csv"
    with path.open("w", encoding="utf-8", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(["person", "name", "consultation", "question", "words", "may_count"])
        for row in range(20):
            said = f"In wave {n} person {row} said that nobody answered the letter."
            writer.writerow([f"w{n}-{row}", f"Zebedee {n} {row}", "womens-health", "1", said, "yes"])
    bench.gather.import_file(path)
    print(f"kept {n}", flush=True)
"""
_FORMS = """
import sys
from pathlib import Path
from consultwork.errors import StoreError
from consultwork.model import Channel, Permission, Submission, Use
from consultwork.workbench import demo_run
root, start = Path(sys.argv[1]), int(sys.argv[2])
bench = demo_run.open_demo(root)
for n in range(start, start + 4000):
    said = [Submission("", "", "womens-health", str(q), f"In form {n} to {q} I said this.", channel=Channel.FORM) for q in (1, 2, 3)]
    bench.gather.receive(said, [Permission(u, True, None, "form") for u in Use], contact=f"zebedee-{n}@example.org")
    print(f"kept {n}", flush=True)
"""


@pytest.mark.parametrize("script, rows", [(_IMPORTS, 20), (_FORMS, 3)], ids=["import", "form"])
def test_a_kill_loses_nothing_that_was_acknowledged(fresh: Workbench, script: str, rows: int) -> None:
    """Killed at any moment, again and again: the database opens, every import or form is whole, none that was
    said to be kept is lost, and every name that came with it is in the vault."""
    chance = random.Random(7)
    kept: set[int] = set()
    for kill in range(KILLS):
        start = 1000 * kill
        running = subprocess.Popen(
            [sys.executable, "-c", script, str(fresh.root), str(start)], stdout=subprocess.PIPE, text=True
        )
        assert running.stdout is not None
        first = running.stdout.readline()
        assert first.startswith("kept"), "it did not start"
        time.sleep(chance.random() * 0.4)
        running.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        rest = running.stdout.read()
        running.wait()
        kept |= {int(line.split()[1]) for line in (first + rest).splitlines() if line.startswith("kept ")}
    bench = demo_run.open_demo(fresh.root)
    said = bench.gather.table()
    numbers = said["words"].str.extract(r"In (?:wave|form) (\d+)")[0].astype(int)
    counts = numbers.value_counts()
    assert len(kept) >= KILLS and kept <= set(counts.index)
    assert set(counts) == {rows}
    assert all(e["intact"] for e in bench.store.events())
    who = bench.vault.open("a test").identities()
    assert set(who) == set(bench.safeguard.people())
    assert all(line["intact"] for line in bench.vault.vault.lines())


def _write(root: Path, n: int) -> None:
    bench = _patiently(lambda: demo_run.open_demo(root))
    for k in range(EACH):
        said = Submission("", "", WH, "1", f"Writer {n} said sentence {k} here.", channel=Channel.FORM)
        _patiently(lambda s=said, m=k: bench.gather.receive([s], YES, contact=f"writer-{n}-{m}@example.org"))


def _patiently(act: Callable[[], Any]) -> Any:
    """Do as the sentence says when others are in the way: wait a moment and try again."""
    for _ in range(20):
        try:
            return act()
        except StoreError:
            time.sleep(0.5)
    return act()


def test_fifty_write_at_once_and_nothing_is_lost(fresh: Workbench) -> None:
    """Each of fifty programs keeps its four forms; refs are never given twice; the records are whole."""
    start = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    writers = [start.Process(target=_write, args=(fresh.root, n)) for n in range(AT_ONCE)]
    for w in writers:
        w.start()
    for w in writers:
        w.join(timeout=300)
    assert [w.exitcode for w in writers] == [0] * AT_ONCE
    bench = demo_run.open_demo(fresh.root)
    said = bench.gather.table()
    assert len(said) == AT_ONCE * EACH == said["words"].nunique() == said["ref"].nunique()
    assert len(bench.safeguard.people()) == AT_ONCE * EACH
    assert all(e["intact"] for e in bench.store.events())
    who = bench.vault.open("a test").identities()
    assert len({w.contact for w in who.values()}) == AT_ONCE * EACH
    assert all(line["intact"] for line in bench.vault.vault.lines())
