"""Opening the database, and the two ways in: reading, and one immediate write transaction.

No connection outlives the block that asked for it and none crosses a thread: JupyterLab runs the
callbacks of widgets in threads of their own, and a shared connection fails there without a word.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, delete, event, insert, select, text, update
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from consultwork.errors import StoreError
from consultwork.kinds import Kind
from consultwork.store import schema as t
from consultwork.store.migrations import migrate

BUSY_MS = 30_000
START = "0" * 64
_LINES = "E"
PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)


class Store:
    """A workspace's database.

    Args:
        path: the database file. It is made, with its folder, when it is not there.
        clock: gives the time that is noted with each act.
        key: 64 hex digits when the database is encrypted at rest (SQLCipher).

    Raises:
        StoreError: the file is no database, is damaged, is busy, or is from a newer version.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime], key: str = "") -> None:
        self.path, self.clock, self._cipher = path, clock, key
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(Kind.WORKSPACE_FOLDER_CANNOT_BE_MADE, where=path.parent) from error
        mend(path)
        self._reader = engine_for(path, "BEGIN", key)
        self._writer = engine_for(path, "BEGIN IMMEDIATE", key)
        with guarded(path):
            migrate(self._reader, self._writer, now=clock(), back_up=self.copy_to, beside=path)
        self._key = self._secret("token")

    def __repr__(self) -> str:
        return f"Store({self.path.name})"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one consistent state and writes nothing."""
        with guarded(self.path), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self, by: str, act: str, subject: str = "", amount: int = 1) -> Iterator[Writer]:
        """One write transaction, which notes who did what in the same breath.

        Args:
            by: who acts.
            act: what is done, in a few plain words and without any ref or words of people.
            subject: the ref it is done to. Only its keyed token is kept.
            amount: how many things it is done to.
        """
        with guarded(self.path), self._writer.begin() as connection:
            writer = Writer(connection, self)
            yield writer
            writer.note(by, act, subject, writer.amount if writer.amount is not None else amount)

    @contextmanager
    def write_unlogged(self) -> Iterator[Connection]:
        """A write transaction for our own housekeeping, of which the record of acts says nothing."""
        with guarded(self.path), self._writer.begin() as connection:
            yield connection

    def token(self, value: str) -> str:
        """A keyed fingerprint of a ref or name: the same each time, and no way back."""
        return hmac.new(self._key, value.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the database, also while others work in it.

        A copy of an encrypted database is encrypted with the same key.
        """
        with closing(_raw(self.path, self._cipher)) as here, closing(_raw(path, self._cipher)) as there:
            here.backup(there)

    def compact(self) -> None:
        """Rewrite the file without its free pages and empty the write-ahead log.

        After an erasure this leaves no byte of the erased words in the files.
        """
        compacted(self.path, self._cipher)

    def events(self) -> list[dict[str, Any]]:
        """Every act on record, oldest first: at, by, act, amount, and whether its line is intact.

        A changed line is not intact, nor is the line after one that was taken out. When lines are
        missing at the end, the last one that is left is not.
        """
        rows: list[dict[str, Any]] = []
        last = START
        with self.read() as connection:
            for row in connection.execute(select(t.event).order_by(t.event.c.id)).mappings():
                intact = row["hash"] == chained(last, row["at"], row["by"], row["act"], row["token"], row["amount"])
                rows.append({**row, "intact": intact})
                last = row["hash"]
            noted = connection.execute(select(t.counter.c.last).where(t.counter.c.kind == _LINES)).scalar() or 0
        if rows and len(rows) < noted:
            rows[-1]["intact"] = False
        return rows

    def _secret(self, name: str) -> bytes:
        query = select(t.secret.c.value).where(t.secret.c.name == name)
        with self.read() as connection:
            found = connection.execute(query).scalar()
        if found is None:
            with guarded(self.path), self._writer.begin() as connection:
                found = connection.execute(query).scalar()
                if found is None:
                    found = secrets.token_hex(32)
                    connection.execute(insert(t.secret).values(name=name, value=found))
        return bytes.fromhex(found)


class Writer:
    """What a write transaction can do besides SQL: new refs, and a line in the record."""

    def __init__(self, connection: Connection, store: Store) -> None:
        self.run, self._store = connection.execute, store
        self.connection = connection
        self.amount: int | None = None
        # Within a write transaction nobody else counts, so that the counters are written once, at its end.
        self._last: dict[str, int] = {}

    def new_ref(self, kind: str) -> str:
        """The next ref of a kind: ``P-0007``. A ref is never given out twice."""
        if kind not in self._last:
            row = self.run(select(t.counter.c.last).where(t.counter.c.kind == kind)).scalar()
            if row is None:
                self.run(insert(t.counter).values(kind=kind, last=0))
            self._last[kind] = row or 0
        self._last[kind] += 1
        return f"{kind}-{self._last[kind]:04d}"

    def _keep_counters(self) -> None:
        for kind, last in self._last.items():
            self.run(update(t.counter).where(t.counter.c.kind == kind).values(last=last))

    def now(self) -> datetime:
        """The time that is noted with this act."""
        return self._store.clock()

    def note(self, by: str, act: str, subject: str, amount: int) -> None:
        """Append one line to the record of acts. It ends the transaction's work."""
        self.new_ref(_LINES)  # how many lines there are: a line cut off the end is missed
        self._keep_counters()
        last = self.run(select(t.event.c.hash).order_by(t.event.c.id.desc()).limit(1)).scalar() or START
        at, token = self._store.clock(), self._store.token(subject) if subject else ""
        self.run(
            insert(t.event).values(
                at=at,
                by=by,
                act=act,
                token=token,
                amount=amount,
                hash=chained(last, at, by, act, token, amount),
            )
        )

    def put(self, table: Any, row: dict[str, Any], key: tuple[str, ...]) -> None:
        """Insert a row, or replace the one with the same key. Runs on SQLite and PostgreSQL alike."""
        self.run(delete(table).where(*(table.c[name] == row[name] for name in key)))
        self.run(insert(table).values(**row))


def engine_for(path: Path, begin: str, key: str = "") -> Engine:
    """An engine for one SQLite file, whose transactions begin as told.

    Args:
        key: 64 hex digits when the file is encrypted with SQLCipher.
    """
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, poolclass=NullPool, **({"module": _sqlcipher()} if key else {}))

    @event.listens_for(engine, "connect")
    def _settle(raw: sqlite3.Connection, _record: Any) -> None:
        raw.isolation_level = None  # we begin our transactions ourselves
        if key:
            raw.execute(_keyed(key))
            raw.execute("PRAGMA cipher_log_level=NONE")  # a wrong key is told as a sentence, not on stderr
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Deferred transactions that turn into writes fail at once when another one writes:
        # the busy timeout does not apply to a lock upgrade.
        connection.execute(text(begin))

    return engine


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turns what SQLite says of a file into one sentence."""
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise StoreError(Kind.ANOTHER_PROGRAM_IS_WRITING_TO_WORKSPACE, where=path.name) from error
        raise StoreError(Kind.WORKSPACE_DATABASE_CANNOT_BE_USED, where=path.name, orig=error.orig) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        if "not a database" in str(error) or "malformed" in str(error):
            raise StoreError(Kind.NO_DATABASE_OF_OURS, where=path.name) from error
        raise


def compacted(path: Path, key: str = "") -> None:
    """Rewrite a file without its free pages and empty its write-ahead log."""
    with guarded(path), closing(_raw(path, key)) as raw:
        raw.isolation_level = None
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def is_plain(path: Path) -> bool:
    """Whether a database file lies open, as against encrypted. One that is not there is."""
    if not path.exists() or path.stat().st_size == 0:
        return True
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def rekey(path: Path, old: str, new: str) -> None:
    """Write a database anew under another key, or none, and put it in the old one's place.

    Nobody else may have it open. What stood in the old file's pages is overwritten.
    """
    half, gone = path.with_name(f".{path.name}.half"), path.with_name(f".{path.name}.old")
    half.unlink(missing_ok=True)
    compacted(path, old)
    module = _sqlcipher()
    with guarded(path), closing(module.connect(str(path))) as raw:
        if old:
            raw.execute(_keyed(old))
        raw.execute("ATTACH DATABASE ? AS other KEY ?", (str(half), f"x'{new}'" if new else ""))
        raw.execute("SELECT sqlcipher_export('other')")
        raw.execute("DETACH DATABASE other")
    with half.open("r+b") as file:
        os.fsync(file.fileno())
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    path.replace(gone)
    half.replace(path)
    mend(path)


def mend(path: Path) -> None:
    """Finish a change of key that was broken off: the new file stands before the old one goes.

    Whoever looks whether a database is encrypted does this first: between two names there is none.
    """
    half, gone = path.with_name(f".{path.name}.half"), path.with_name(f".{path.name}.old")
    if gone.exists() and not path.exists():
        (half if half.exists() else gone).replace(path)
    if gone.exists():
        overwritten(gone)
        gone.unlink()
    if path.exists() and half.exists():  # broken off before it was whole
        overwritten(half)
        half.unlink()


def overwritten(path: Path) -> None:
    """Write zeros over a file's bytes. A disk that spreads its writes may still keep them elsewhere."""
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())


def _raw(path: Path, key: str) -> sqlite3.Connection:
    if not key:
        return sqlite3.connect(path)
    raw: sqlite3.Connection = _sqlcipher().connect(str(path))
    raw.execute(_keyed(key))
    return raw


def _keyed(key: str) -> str:
    return f"PRAGMA key=\"x'{bytes.fromhex(key).hex()}'\""


def _sqlcipher() -> ModuleType:
    from sqlcipher3 import dbapi2

    module: ModuleType = dbapi2
    return module


def chained(last: str, at: datetime, *told: object) -> str:
    """The hash of a line of a record: of the line before it, the time, and all that it tells."""
    line = "\x1f".join((last, at.isoformat(), *map(str, told)))
    return hashlib.sha256(line.encode()).hexdigest()
