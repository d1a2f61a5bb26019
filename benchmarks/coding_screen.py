"""The next contribution on the coding screen, with 10,000 in the store: how long from the key to the page.

    python benchmarks/coding_screen.py [--answers 10000]

A workspace of made-up answers, each with two suggestions. The screen of 04_theme accepts one, says
where they stand, codes words, and goes on; the time is from the act to the new page, with everything
that is written to the database. Beside it: reading the whole workspace anew for each page, as a
screen without a memory would.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from consultwork.forms import CodingDesk
from consultwork.model import CandidateTheme, Channel, Permission, Position, Speaker, Submission, Use
from consultwork.store import people, themes, words
from consultwork.workbench import Workbench, demo_run

WH = "womens-health"
SAID = "Made up, number {n}: nobody listened to me for a long time, and then I waited {n} days for a letter."


def filled(root: Path, answers: int) -> Workbench:
    """A workspace with so many cleared answers of made-up people."""
    bench = demo_run.open_demo(demo_run.lay_out(root))
    at = bench.clock()
    codes = [c.id for c in bench.codebook.codes if c.include]
    with bench.store.write("the benchmark", "fill") as w:
        found = []
        for n in range(answers):
            person = people.add_person(w, token=f"t{n}", speaker=Speaker.CONTRIBUTOR, role="made up", present=None)
            people.record_permissions(w, person, [Permission(Use.COUNT, True, bench.today, "made up")])
            s = Submission(
                "", person, WH, str(n % 6 + 1), SAID.format(n=n), "", True, Channel.TABLE, bench.today, "", ""
            )
            ref = words.clear(w, words.add_submission(w, s, token=f"s{n}"), s.words, by="the benchmark", at=at)
            found += [
                CandidateTheme(ref, codes[(n + k) % len(codes)], 0, 20 + k, s.words[: 20 + k], ("made up",))
                for k in (0, 1)
            ]
        themes.add_codings(w, found, known={})
    return bench


def main() -> None:
    """Print the middle and the worst of 100 of each act."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--answers", type=int, default=10_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = filled(Path(folder) / "workspace", arguments.answers)
        start = time.perf_counter()
        desk = CodingDesk(bench, WH)
        print(f"opening the screen, once: {(time.perf_counter() - start) * 1000:.0f} ms")
        spent: dict[str, list[float]] = {}
        for _ in range(100):
            page = desk.reader.page
            first = page["codings"][0]["ref"]
            acts = (
                {"act": "accept", "coding": first}, {"act": "stand", "coding": first, "position": Position.FOR.value},
                {"act": "code", "code": page["codes"][3]["id"], "start": 3, "end": 9}, {"act": "undo"}, {"act": "next"},
                {"act": "back"}, {"act": "skip"},
            )  # fmt: skip
            for act in acts:
                start = time.perf_counter()
                desk.reader.act({**act, "ref": page["ref"]})
                spent.setdefault(act["act"], []).append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        for _ in range(3):
            bench.snapshot()
        whole = (time.perf_counter() - start) * 1000 / 3
        print(f"{'act':10}{'middle ms':>12}{'worst ms':>12}{'of a whole reading':>22}")
        for act, times in spent.items():
            print(f"{act:10}{statistics.median(times):12.1f}{max(times):12.1f}{statistics.median(times) / whole:22.3f}")
        print(f"reading the whole workspace anew: {whole:.0f} ms")


if __name__ == "__main__":
    main()
