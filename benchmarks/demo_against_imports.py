"""How long the demo takes, as a multiple of importing its own libraries. Both in this run.

The libraries are those that the demo itself loads. Each is measured in a fresh process, three times,
and the middle one counts.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIBRARIES = "pandas, pyarrow, sqlalchemy, pydantic, yaml, docx, lxml, matplotlib.figure, icalendar, pypdf, openpyxl, typer, rich.progress"
DEMO = "import sys; from consultwork.cli import main; sys.exit(main(['demo', '--out', sys.argv[1]]))"


def seconds(*command: str) -> float:
    """Wall seconds of one command."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", *command], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print one table: libraries, demo, ratio."""
    with tempfile.TemporaryDirectory() as folder:
        imports = statistics.median(seconds(f"import {LIBRARIES}") for _ in range(3))
        demo = statistics.median(seconds(DEMO, str(Path(folder) / str(n))) for n in range(3))
    print(f"{'importing the libraries':<28}{imports:>8.2f} s")
    print(f"{'consultwork demo':<28}{demo:>8.2f} s")
    print(f"{'ratio (at most 5)':<28}{demo / imports:>8.2f}")


if __name__ == "__main__":
    main()
