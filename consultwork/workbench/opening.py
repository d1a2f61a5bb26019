"""Opening the workbench where one stands: in a workspace, or the made-up demo."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from pathlib import Path

from consultwork.errors import Refused
from consultwork.kinds import Kind
from consultwork.workbench.desk import Workbench
from consultwork.workbench.workspace import find_workspace


def open_here(today: str | date | None = None, by: str = "") -> Workbench:
    """Open the workspace that the current folder belongs to.

    Where there is none, the made-up demo is laid out in a temporary folder, taken through every
    stage with its documents made, and one printed line says so. It is gone when the program ends.

    Args:
        today: the day to reckon from, as a date or as "2022-02-01"; the real day when left out.
        by: your name, for the record of who did what; "the officer" when left out.

    Raises:
        Refused: ``today`` is no date.
    """
    day = _day(today)
    root = find_workspace(Path.cwd())
    if root is not None:
        return Workbench(root, today=day, by=by or "the officer")
    from consultwork.workbench import demo_run

    folder = Path(tempfile.mkdtemp(prefix="consultwork-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    bench, made = demo_run.run(folder / "demo")
    print(f"This is a demo. Everybody in it is made up. Its {len(made)} documents are made.")  # noqa: T201 - it says so
    return Workbench(bench.root, today=day or bench.today, by=bench.by)


def _day(today: str | date | None) -> date | None:
    if today is None or isinstance(today, date):
        return today
    try:
        return date.fromisoformat(today)
    except ValueError:
        raise Refused(Kind.NO_DATE, date=today) from None
