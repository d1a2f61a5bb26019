"""How an older database becomes today's: numbered SQL files, each one step, and a backup before each.

A file that has been released is frozen: a later change is the next file, never an edit of an earlier
one. A fresh database is made by the same files, so that it and one that was upgraded are the same.
The tables as ``store.schema`` declares them are held against both by a test.

Why SQL files, and not alembic: what runs is what stands here, whichever SQLAlchemy is installed
(alembic's steps for SQLite look tables up and copy them at run time). It needs no second table of
versions beside the one that every released database has, takes one transaction a step on any engine
of ours (SQLCipher's too), and travels in the wheel as data. Alembic would write a step from a change
of the tables; for a few steps a year the test that compares says the same. On a server other types
are spoken: PostgreSQL, which no workspace has used, would begin with one file of its own in a folder
beside these, from the version of that day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select

from consultwork.errors import StoreError
from consultwork.kinds import Kind
from consultwork.store.schema import schema_version

WORKSPACE, VAULT = "workspace", "vault"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: its number, its name, and the statements that it runs in order."""

    number: int
    name: str
    statements: tuple[str, ...]

    def run(self, connection: Connection) -> None:
        """Run its statements within the caller's transaction."""
        for statement in self.statements:
            connection.exec_driver_sql(statement)


@cache
def migrations(of: str = WORKSPACE) -> tuple[Migration, ...]:
    """The steps of one kind of database (``WORKSPACE`` or ``VAULT``), the first one first.

    Raises:
        StoreError: a number is missing or stands twice.
    """
    folder = resources.files(__name__) / of
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    steps = []
    for place, file in enumerate(files, start=1):
        number, _, name = file.name.removesuffix(".sql").partition("_")
        if int(number) != place:
            raise _not_whole(file.name)
        steps.append(Migration(place, name, tuple(statements_of(file.read_text(encoding="utf-8")))))
    return tuple(steps)


def statements_of(script: str) -> Iterator[str]:
    """The statements of an SQL file, one by one: SQLite's own ``executescript`` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        if not statement and (not line.strip() or line.startswith("--")):
            continue
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise _not_whole(statement.strip().splitlines()[0])


def _not_whole(where: str) -> StoreError:
    return StoreError(Kind.STEP_OF_DATABASE_UPGRADES_IS_MISSING_OR_DAMAGED, where=where)


def version_of(engine: Engine) -> int:
    """The version of a workspace's database, 0 when it is empty. An engine for reading takes no lock."""
    with engine.begin() as connection:
        return _version(connection)


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("schema_version"):
        return 0
    return max(connection.execute(select(schema_version.c.version)).scalars().all(), default=0)


def migrate(
    reader: Engine, writer: Engine, *, now: datetime, back_up: Callable[[Path], None], beside: Path | None
) -> int:
    """Bring a workspace's database up to date. One that is takes no lock, whoever else is writing.

    Args:
        reader: an engine for reading.
        writer: an engine whose transactions are write transactions.
        now: the time to note.
        back_up: writes a copy of the database to a path.
        beside: the database file, or None for one in memory or on a server.

    Returns:
        How many steps were taken.

    Raises:
        StoreError: the database comes from a newer version of consultwork.
    """
    steps, have = migrations(), version_of(reader)
    if have > len(steps):
        raise StoreError(Kind.WORKSPACE_IS_NEWER, where=beside or "")
    for step in steps[have:]:
        if beside is not None and have:
            back_up(beside.with_name(f"{beside.stem}-before-version-{step.number}{beside.suffix}"))
        with writer.begin() as connection:
            if _version(connection) >= step.number:  # another program was faster
                continue
            step.run(connection)
            connection.execute(insert(schema_version).values(version=step.number, at=now))
    return len(steps) - have
