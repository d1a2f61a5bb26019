"""Doing what an act left to be done outside the database: see ``store.outbox``."""

from __future__ import annotations

import hashlib
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import ConsultworkError, Refused, StoreError
from consultwork.files import write_whole
from consultwork.store import outbox
from consultwork.workbench import backups, file_search, staging

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


def run_outbox(session: Session) -> int:
    """Do what earlier acts left to be done outside the database. Returns how many are left.

    The act itself is kept already: when another program is in the way, what is left waits for
    the next opening, and nobody is told that their words were not kept.
    """
    try:
        return run(session)
    except StoreError:
        return 1


def run(session: Session) -> int:
    """Do every errand that waits, in order, and strike it off when it is done.

    Doing one twice does no harm, so that a program that is killed anywhere in between loses nothing:
    whoever opens the workspace next goes on.

    Returns:
        How many are left: files that a person has to look at, backups that cannot be reached.
    """
    staging.sweep(session)
    left = 0
    stuck: set[str] = set()  # a file that is open in Word keeps its order of changes
    for act, group in groupby(outbox.pending(session.store), key=lambda e: e["act"]):
        some = list(group)
        if act in (outbox.LAY_IN, outbox.TAKE_OUT):  # the vault takes them in one go
            done = some if _at_the_vault(session, str(act), some) else []
        else:
            done = _in_order(session, some, stuck)
        if done:
            outbox.done(session.store, done)
        left += len(some) - len(done)
    return left


def _in_order(session: Session, some: list[dict[str, Any]], stuck: set[str]) -> list[dict[str, Any]]:
    done = []
    for e in some:
        path = str(e["path"])
        if path in stuck or not _done(session, e):
            if path and e["act"] in (outbox.PLACE, outbox.MOVE, outbox.DELETE):
                stuck.add(path)
            continue
        done.append(e)
    return done


def _at_the_vault(session: Session, act: str, some: list[dict[str, Any]]) -> bool:
    if not session.vault.there:
        return act == outbox.TAKE_OUT  # there is nothing to take out
    by = str(some[0]["by"])
    if act == outbox.LAY_IN:
        ids = {e["id"] for e in some}
        session.vault.vault.lay_in(
            lambda: [
                (e["mark"], e["kind"], bytes(e["sealed"])) for e in outbox.pending(session.store) if e["id"] in ids
            ],
            by=by,
        )
    else:
        session.vault.vault.take_out([e["mark"] for e in some], by=by)
    return True


def _done(session: Session, e: dict[str, Any]) -> bool:
    try:
        return _do(session, e)
    except (OSError, Refused, ValueError):
        return False  # another program has the file open, or a notebook cannot be read any more: it waits


def _do(session: Session, e: dict[str, Any]) -> bool:
    act, path = e["act"], session.root / str(e["path"])
    if act == outbox.JOIN and session.vault.there:
        session.vault.vault.move(str(e["mark"]), str(e["other"]), by=str(e["by"]))
    elif act == outbox.DELETE:
        path.unlink(missing_ok=True)
    elif act == outbox.EMPTY:
        _empty(path)
    elif act == outbox.COMPACT:
        session.store.compact()
    elif act == outbox.LOOK:
        return not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest()[:16] != e["other"]
    elif act in (outbox.PLACE, outbox.MOVE):
        return staging.carry_out(session, e)
    elif act == outbox.BACKUP:
        return _without_who_left(session, Path(str(e["path"])))
    return True


def _empty(notebook: Path) -> None:
    """Take the outputs out of a notebook. What an officer wrote in it stays."""
    if notebook.exists():
        write_whole(notebook, file_search.emptied(notebook))


def _without_who_left(session: Session, backup: Path) -> bool:
    if not backup.exists() or not session.vault.ready:
        return False
    try:
        backups.without_who_left(session, backup, run)
    except ConsultworkError:
        return False  # somebody else's file by that name, or damaged: a person has to look
    return True
