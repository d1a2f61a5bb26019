"""How an older database becomes today's: a numbered list, and a backup before each step.

A migration is a function that takes an open connection inside a write transaction. Never change
one that has been released: add the next.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, inspect, select, text

from consultwork.errors import StoreError
from consultwork.store import (
    member_checking_tables,  # noqa: F401 - its tables join the others
    outcome_tables,  # noqa: F401 - as above
    review_tables,  # noqa: F401 - as above
    theming_tables,  # noqa: F401 - as above
    visit_tables,  # noqa: F401 - as above
)
from consultwork.store.schema import metadata, schema_version


def _first(connection: Connection) -> None:
    metadata.create_all(connection)


def _vault(connection: Connection) -> None:
    """Names move to the vault; permissions may be about one answer; their wording is kept."""
    metadata.create_all(connection)
    if "submission" not in {c["name"] for c in inspect(connection).get_columns("permission")}:
        column = (
            "ALTER TABLE permission ADD COLUMN submission VARCHAR(16) REFERENCES submission (ref) ON DELETE CASCADE"
        )
        connection.execute(text(column))


def _page(connection: Connection) -> None:
    """The volunteer's page: forms, invitations, visits."""
    metadata.create_all(connection)


def _theming(connection: Connection) -> None:
    """The theming room: changes of the codebook, what was read, memos, blind rounds; codes may retire."""
    metadata.create_all(connection)
    if "retired" not in {c["name"] for c in inspect(connection).get_columns("code")}:
        connection.execute(text("ALTER TABLE code ADD COLUMN retired BOOLEAN NOT NULL DEFAULT FALSE"))
        connection.execute(text("ALTER TABLE code ADD COLUMN issues TEXT NOT NULL DEFAULT '[]'"))


def _comes_back(connection: Connection) -> None:
    """The review round: copies, edits, kept wording, approvals; asking back; what was published."""
    metadata.create_all(connection)
    if "anchor" not in {c["name"] for c in inspect(connection).get_columns("comment")}:
        connection.execute(text("ALTER TABLE comment ADD COLUMN anchor VARCHAR(80) NOT NULL DEFAULT ''"))
        connection.execute(text("ALTER TABLE comment ADD COLUMN paragraph TEXT NOT NULL DEFAULT ''"))
    if "skills" not in {c["name"] for c in inspect(connection).get_columns("feedback")}:
        connection.execute(text("ALTER TABLE feedback ADD COLUMN skills VARCHAR(20) NOT NULL DEFAULT ''"))
    if "sent_digest" not in {c["name"] for c in inspect(connection).get_columns("draft")}:
        connection.execute(text("ALTER TABLE draft ADD COLUMN sent_digest VARCHAR(64) NOT NULL DEFAULT ''"))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_first, _vault, _page, _theming, _comes_back)


def version_of(engine: Engine) -> int:
    """The version of a database, 0 when it is empty."""
    with engine.begin() as connection:
        return _version(connection)


def _version(connection: Connection) -> int:
    if not inspect(connection).has_table("schema_version"):
        return 0
    return max(connection.execute(select(schema_version.c.version)).scalars().all(), default=0)


def migrate(engine: Engine, *, now: datetime, back_up: Callable[[Path], None], beside: Path | None) -> int:
    """Bring a database up to date.

    Args:
        engine: an engine whose transactions are write transactions.
        now: the time to note.
        back_up: writes a copy of the database to a path.
        beside: the database file, or None for one in memory or on a server.

    Returns:
        How many steps were taken.

    Raises:
        StoreError: the database comes from a newer version of consultwork.
    """
    have = version_of(engine)
    if have > len(MIGRATIONS):
        raise StoreError(
            "this workspace was written by a newer consultwork.",
            where=beside or "",
            todo="Install the newer version, then open it again.",
        )
    for number in range(have + 1, len(MIGRATIONS) + 1):
        if beside is not None and have:
            back_up(beside.with_name(f"{beside.stem}-before-version-{number}{beside.suffix}"))
        with engine.begin() as connection:
            if _version(connection) >= number:  # another program was faster
                continue
            MIGRATIONS[number - 1](connection)
            connection.execute(insert(schema_version).values(version=number, at=now))
    return len(MIGRATIONS) - have
