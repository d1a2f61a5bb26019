"""What is still to be done outside the database: in the vault, among the files, in the backups.

No transaction spans two files. So an act writes down, in its own transaction, what has to follow
elsewhere; each line goes when it is done, and doing one twice does no harm. Whoever opens the
workspace after a crash goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from consultwork.store import schema as t
from consultwork.store.engine import Store, Writer

LAY_IN, TAKE_OUT, JOIN, DELETE, EMPTY, COMPACT, BACKUP, LOOK, PLACE, MOVE = (
    "lay in", "take out", "join", "delete", "empty", "compact", "backup", "look", "place", "move",
)  # fmt: skip


def put(
    w: Writer, act: str, *, by: str, mark: str = "", other: str = "", kind: str = "", sealed: bytes | None = None,
    path: str = "", staged: str = "", digest: str = "",
) -> None:  # fmt: skip
    """Note one errand.

    Args:
        act: what is to be done: ``LAY_IN`` a sealed letter, ``TAKE_OUT`` the letters of a mark, ``JOIN``
            the letters of ``mark`` to ``other``, ``DELETE`` a file, ``EMPTY`` a notebook of its
            outputs, ``COMPACT`` the database, ``BACKUP``: a backup that must be written anew, ``LOOK``:
            a file that a person has to delete or edit (``other`` is the start of its digest), ``PLACE``
            a new file, ``MOVE`` one to another name.
        path: of a file, inside the workspace with slashes, else in full.
        staged: where the new file waits, or the other name.
        digest: the SHA-256 of the file that is placed or moved.
    """
    row = {"act": act, "mark": mark, "other": other, "kind": kind, "sealed": sealed, "path": path, "by": by}
    row |= {"staged": staged, "digest": digest}
    w.run(insert(t.errand).values(**row))


def take_out_of_vault(w: Writer, marks: Iterable[str], *, by: str) -> None:
    """Note that the vault's letters about some refs go."""
    for mark in sorted(set(marks)):
        # A letter that is still on its way never arrives.
        w.run(delete(t.errand).where(t.errand.c.act == LAY_IN, t.errand.c.mark == mark))
        put(w, TAKE_OUT, by=by, mark=mark)


def staged(connection: Connection) -> set[str]:
    """Where new files wait that acts have noted."""
    return set(connection.execute(select(t.errand.c.staged).where(t.errand.c.act == PLACE)).scalars())


def pending(store: Store) -> list[dict[str, Any]]:
    """What is still to be done, in order."""
    with store.read() as connection:
        return [dict(row) for row in connection.execute(select(t.errand).order_by(t.errand.c.id)).mappings()]


def done(store: Store, errands: Iterable[dict[str, Any]]) -> None:
    """Strike errands off."""
    ids = [e["id"] for e in errands]
    with store.write_unlogged() as connection:
        connection.execute(delete(t.errand).where(t.errand.c.id.in_(ids)))


def on_the_way(connection: Connection) -> set[str]:
    """The refs whose names have not reached the vault yet."""
    return set(connection.execute(select(t.errand.c.mark).where(t.errand.c.act == LAY_IN)).scalars())
