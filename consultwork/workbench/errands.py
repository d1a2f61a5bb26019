"""Doing what an act left to be done outside the database: see ``store.errands``."""

from __future__ import annotations

import hashlib
import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import ConsultworkError
from consultwork.store import errands

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


def run(bench: Workbench) -> int:
    """Do every errand that waits, in order, and strike it off when it is done.

    Doing one twice does no harm, so that a program that is killed anywhere in between loses nothing:
    whoever opens the workspace next goes on.

    Returns:
        How many are left: files that a person has to look at, backups that cannot be reached.
    """
    left = 0
    for act, group in groupby(errands.pending(bench.store), key=lambda e: e["act"]):
        some = list(group)
        if act in (errands.LAY_IN, errands.TAKE_OUT):  # the vault takes them in one go
            done = some if _at_the_vault(bench, str(act), some) else []
        else:
            done = [e for e in some if _do(bench, e)]
        if done:
            errands.done(bench.store, done)
        left += len(some) - len(done)
    return left


def _at_the_vault(bench: Workbench, act: str, some: list[dict[str, Any]]) -> bool:
    if not bench.vault.there:
        return act == errands.TAKE_OUT  # there is nothing to take out
    by = str(some[0]["by"])
    if act == errands.LAY_IN:
        ids = {e["id"] for e in some}
        bench.vault.vault.lay_in(
            lambda: [
                (e["mark"], e["kind"], bytes(e["sealed"])) for e in errands.pending(bench.store) if e["id"] in ids
            ],
            by=by,
        )
    else:
        bench.vault.vault.take_out([e["mark"] for e in some], by=by)
    return True


def _do(bench: Workbench, e: dict[str, Any]) -> bool:
    act, path = e["act"], bench.root / str(e["path"])
    if act == errands.JOIN and bench.vault.there:
        bench.vault.vault.move(str(e["mark"]), str(e["other"]), by=str(e["by"]))
    elif act == errands.DELETE:
        path.unlink(missing_ok=True)
    elif act == errands.EMPTY:
        _empty(path)
    elif act == errands.COMPACT:
        bench.store.compact()
    elif act == errands.LOOK:
        return not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest()[:16] != e["other"]
    elif act == errands.BACKUP:
        return _without_who_left(bench, Path(str(e["path"])))
    return True


def _empty(notebook: Path) -> None:
    """Take the outputs out of a notebook. What an officer wrote in it stays."""
    if not notebook.exists():
        return
    page = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in page.get("cells", ()):
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    page.get("metadata", {}).pop("widgets", None)
    half = notebook.with_name(f".{notebook.name}.half")
    half.write_text(json.dumps(page, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    half.replace(notebook)


def _without_who_left(bench: Workbench, backup: Path) -> bool:
    from consultwork.workbench import backups

    if not backup.exists() or not bench.vault.ready:
        return False
    try:
        backups.without_who_left(bench, backup)
    except ConsultworkError:
        return False  # somebody else's file by that name, or damaged: a person has to look
    return True
