"""The backups that were made, so that who leaves later can be taken out of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from consultwork.store import schema as t
from consultwork.store.engine import Writer


def note_copy(w: Writer, path: str) -> None:
    """Note that a backup was made, and where."""
    w.put(t.copy, {"path": path, "at": w.now()}, ("path",))


def copies(connection: Connection) -> tuple[str, ...]:
    """Where backups were made."""
    return tuple(connection.execute(select(t.copy.c.path).order_by(t.copy.c.path)).scalars())


def last_copy(connection: Connection) -> datetime | None:
    """When the last backup was made."""
    return connection.execute(select(t.copy.c.at).order_by(t.copy.c.at.desc()).limit(1)).scalar()


def forget_copy(w: Writer, path: str) -> None:
    """A backup is gone for good."""
    w.run(delete(t.copy).where(t.copy.c.path == path))


def withdrawn_tokens(connection: Connection) -> tuple[str, ...]:
    """The keyed tokens of everybody who left."""
    return tuple(connection.execute(select(t.withdrawn.c.token)).scalars())
