"""A redline of two drafts of 300 pages, against docxodus (python-redlines) in the same run.

    python benchmarks/redline.py [--pages 300] [--peers PYTHON]

PYTHON is an environment with python-redlines, which is not part of this project:

    pip install "python-redlines[docxodus]==2.0.0"

Each is timed in this run, wall seconds, after one small redline to warm up. Of both results it is told
whether accepting everything gives the new draft and rejecting it the old one, by our own reader.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from word_made import made_document

from consultwork.ooxml import read_texts
from consultwork.word.redline.redline import redline
from consultwork.word.write.document import write

TEMPLATES = Path(__file__).parents[1] / "templates"
ON = datetime(2021, 6, 5, 9, 0)  # noqa: DTZ001 - Word keeps local time
PEER = """
import sys, time
from pathlib import Path
from python_redlines.engines import DocxodusEngine
engine = DocxodusEngine()
small, old, new, out = map(Path, sys.argv[1:])
engine.run_redline("Kim", small.read_bytes(), small.read_bytes())
start = time.perf_counter()
data = engine.run_redline("Kim", old.read_bytes(), new.read_bytes())[0]
print(time.perf_counter() - start)
out.write_bytes(data)
"""


def holds(out: Path, old: Path, new: Path) -> str:
    """Whether both readings of a redline are the two drafts."""
    before, after = read_texts(out)
    accept, reject = after == read_texts(new)[1], before == read_texts(old)[1]
    return f"accept {'equal' if accept else 'DIFFERS'}, reject {'equal' if reject else 'DIFFERS'}"


def main() -> None:
    """Print one table: way, seconds, ratio, whether it holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--peers", type=Path, help="python of an environment with python-redlines")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        paths = {
            name: write(
                made_document(n, edit), folder / f"{name}.docx", templates=TEMPLATES, today=date(2021, 6, 4)
            ).path
            for name, n, edit in (("small", 2, 0), ("old", arguments.pages, 0), ("new", arguments.pages, 5))
        }
        redline(paths["small"], paths["small"], folder / "warm.docx", author="Kim", on=ON)
        start = time.perf_counter()
        made = redline(paths["old"], paths["new"], folder / "ours.docx", author="Kim", on=ON)
        ours = time.perf_counter() - start
        print(f"{arguments.pages} pages, {made.paragraphs} paragraphs and rows changed")
        print(f"{'way':<12}{'seconds':>9}{'ratio':>8}  {'both readings'}")
        print(f"{'ours':<12}{ours:>9.2f}{1:>8.2f}  {holds(folder / 'ours.docx', paths['old'], paths['new'])}")
        if arguments.peers:
            command = [arguments.peers, "-c", PEER, paths["small"], paths["old"], paths["new"], folder / "peer.docx"]
            run = subprocess.run(command, capture_output=True, text=True, check=True)
            theirs = float(run.stdout.split()[-1])
            told = holds(folder / "peer.docx", paths["old"], paths["new"])
            print(f"{'docxodus':<12}{theirs:>9.2f}{theirs / ours:>8.2f}  {told}")
        else:
            print("docxodus was not measured: give --peers an environment with python-redlines.")


if __name__ == "__main__":
    main()
