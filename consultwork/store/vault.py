"""The identity vault: names, contacts and the words that were taken out, behind a door of their own.

It is a second file beside the database. Anybody may lay a sealed letter in; reading one takes the
passphrase and leaves a line that says who opened the vault and what for. Taking a letter out again
takes no passphrase: a person who leaves never waits for somebody to remember it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from consultwork.errors import BadFile, Refused, StoreError
from consultwork.files import put_in_place
from consultwork.kinds import Kind
from consultwork.store import age, sealing
from consultwork.store.engine import START, chained, compacted, engine_for, guarded
from consultwork.store.migrations import VAULT as VAULT_STEPS
from consultwork.store.migrations import migrations
from consultwork.store.schema import a_secret, ours
from consultwork.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

VAULT = "vault.db"
IDENTITY, ORIGINAL = "identity", "original"
_VERSION = "version"  # a vault without it is from before vaults noted their version: the first
_FIELDS = ("name", "contact", "credit_name", "safe_contact")

metadata = MetaData()
_meta = Table(
    "meta",
    metadata,
    ours("name", String(40), primary_key=True),
    a_secret("value", Text, nullable=False),
)
_entry = Table(
    "entry",
    metadata,
    Column("id", Integer, primary_key=True),
    ours("mark", String(16), nullable=False, index=True),
    ours("kind", String(20), nullable=False),
    a_secret("sealed", LargeBinary, nullable=False),
    ours("digest", String(64), nullable=False, unique=True),
)
_record = Table(
    "record",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    ours("by", String(200), nullable=False),
    ours("act", String(200), nullable=False),
    Column("amount", Integer, nullable=False),
    ours("hash", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is. Only an open vault tells."""

    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    credit_name: str = field(default="", repr=False)
    safe_contact: str = field(default="", repr=False)


class Vault:
    """The vault of a workspace, shut.

    Args:
        path: its file. ``Vault.create`` makes it.
        clock: gives the time that is noted with each act.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self.path, self.clock = path, clock
        self._writer = engine_for(path, "BEGIN IMMEDIATE")

    def __repr__(self) -> str:
        return f"Vault({self.path.name})"

    @cached_property
    def _reader(self) -> Engine:
        """Where reading begins, the vault is brought up to date first; one that is takes no lock."""
        reader = engine_for(self.path, "BEGIN")
        steps, have = migrations(VAULT_STEPS), self._version(reader)
        if have > len(steps):
            raise StoreError(Kind.VAULT_IS_NEWER, where=self.path.name)
        for step in steps[have:]:
            self.copy_to(self.path.with_name(f"{self.path.stem}-before-version-{step.number}{self.path.suffix}"))
            with guarded(self.path), self._writer.begin() as connection:
                if _noted_version(connection) < step.number:  # else another program was faster
                    step.run(connection)
                    _put(connection, _VERSION, str(step.number))
        return reader

    def _version(self, reader: Engine) -> int:
        with guarded(self.path), reader.begin() as connection:
            return _noted_version(connection)

    @property
    def there(self) -> bool:
        """Whether it has been made."""
        return self.path.exists()

    def create(self, passphrase: str, *, by: str, strength: int = sealing.STRENGTH) -> None:
        """Make the vault.

        Raises:
            Refused: there is one already, or the passphrase is too short to protect anybody.
        """
        if self.there:
            raise Refused(Kind.VAULT_IS_THERE, where=self.path.name)
        _strong_enough(passphrase)
        keys = sealing.Keys.new()
        half = self.path.with_name(f".{self.path.name}.half")
        half.unlink(missing_ok=True)
        made = Vault(half, self.clock)
        values = {
            "public": sealing.public_bytes(keys.public).hex(),
            "private": sealing.wrap(keys.raw, passphrase, strength),
            "age": age.locked_identity(keys, passphrase, strength).hex(),
        }
        with made._write(by, "make the vault") as (c, _):
            for step in migrations(VAULT_STEPS):
                step.run(c)
            _put(c, _VERSION, str(len(migrations(VAULT_STEPS))))
            for name, value in values.items():
                c.execute(insert(_meta).values(name=name, value=value))
        compacted(half)
        put_in_place(half, self.path)

    def public(self) -> Any:
        """The key to which letters are sealed.

        Raises:
            StoreError: there is no vault.
        """
        return sealing.public_key(bytes.fromhex(self._value("public")))

    def sealed(self, kind: str, value: Mapping[str, str]) -> bytes:
        """A letter for the vault, ready to be laid in."""
        return sealing.seal(dict(value), self.public(), kind)

    def lay_in(self, letters: Callable[[], Iterable[tuple[str, str, bytes]]], *, by: str) -> None:
        """Lay sealed letters in: (mark, kind, sealed). One that is in already is not laid in twice.

        Args:
            letters: is asked for them once nobody else can write to the vault: a letter that was
                called back in the meantime (its person left) never arrives.
        """
        with self._write(by, "lay names or words in") as (c, note):
            found = list(letters())
            note(len(found))
            for mark, kind, sealed in found:
                digest = hashlib.sha256(sealed).hexdigest()
                if not c.execute(select(_entry.c.id).where(_entry.c.digest == digest)).first():
                    c.execute(insert(_entry).values(mark=mark, kind=kind, sealed=sealed, digest=digest))

    def move(self, old: str, new: str, *, by: str) -> None:
        """Two refs are one person: the letters of ``old`` are ``new``'s from now on."""
        with self._write(by, "join two records") as (c, _):
            c.execute(update(_entry).where(_entry.c.mark == old).values(mark=new))

    def take_out(self, marks: Iterable[str], *, by: str) -> None:
        """Take letters out for good, from the file's free pages and its log too."""
        marks = list(marks)
        with self._write(by, "take names or words out", len(marks)) as (c, _):
            for mark in marks:
                c.execute(delete(_entry).where(_entry.c.mark == mark))
        compacted(self.path)

    def marks(self, kind: str) -> set[str]:
        """The refs of which the vault holds a letter of a kind. What they say is not read."""
        with guarded(self.path), self._reader.begin() as connection:
            return set(connection.execute(select(_entry.c.mark).where(_entry.c.kind == kind)).scalars())

    def uncompared(self) -> int:
        """How many names came in since it was last looked whether anybody came twice."""
        seen = int(self._value("compared", "0"))
        with guarded(self.path), self._reader.begin() as connection:
            ids = list(connection.execute(select(_entry.c.id).where(_entry.c.kind == IDENTITY)).scalars())
        return sum(n > seen for n in ids) if len(ids) > 1 else 0

    def open(self, passphrase: str, *, by: str, why: str) -> OpenVault:
        """Open the vault. It leaves a line, whether the passphrase is right or not.

        Raises:
            Refused: it is another passphrase.
        """
        try:
            keys = sealing.Keys.of(sealing.unwrap(self._value("private"), passphrase))
        except Refused:
            self.note(by, "try to open the vault with a wrong passphrase")
            raise
        if not self._value("age", ""):  # a vault from before backups opened without us
            with guarded(self.path), self._writer.begin() as connection:
                _put(connection, "age", age.locked_identity(keys, passphrase).hex())
        return self.opened(keys, by=by, why=why)

    def opened(self, keys: sealing.Keys, *, by: str, why: str) -> OpenVault:
        """The open vault, for somebody who has the keys in hand. It leaves a line too."""
        self.note(by, f"open the vault: {why}"[:200])
        return OpenVault(self, keys)

    def note(self, by: str, act: str, amount: int = 1) -> None:
        """Leave a line in the vault's own record."""
        with self._write(by, act, amount):
            pass

    def share(self, keys: sealing.Keys, holders: Iterable[str], *, by: str) -> dict[str, str]:
        """Let two named people open the vault together when the passphrase is lost.

        Returns:
            Each holder's own phrase. It is shown this once, and kept nowhere.

        Raises:
            Refused: they are not two different people.
        """
        names = [" ".join(h.split()) for h in holders]
        if len(names) != 2 or len({fold(n) for n in names}) != 2 or not all(names):
            raise Refused(Kind.TWO_HOLDERS_NEED_TWO_NAMES)
        phrases = {name: sealing.new_phrase() for name in names}
        with self._write(by, "share the vault between two people", 2) as (c, _):
            _put(c, "holders", json.dumps(names, ensure_ascii=False))
            _put(c, "shared", sealing.wrap(keys.raw, sealing.joined(phrases.values())))
            _put(c, "age_shared", age.locked_identity(keys, " ".join(sorted(phrases.values()))).hex())
        return phrases

    @property
    def holders(self) -> tuple[str, ...]:
        """The two people who can open the vault together, or nobody."""
        return tuple(json.loads(self._value("holders", "[]")))

    def recover(self, phrases: Iterable[str], passphrase: str, *, by: str) -> None:
        """Give the vault a new passphrase, with the phrases of both holders.

        Raises:
            Refused: nobody holds phrases, or they are not both right.
        """
        _strong_enough(passphrase)
        shared = self._value("shared", "")
        if not shared:
            raise Refused(Kind.VAULT_WAS_NEVER_SHARED)
        try:
            raw = sealing.unwrap(shared, sealing.joined(phrases))
        except Refused:
            self.note(by, "try to recover the vault with wrong phrases")
            raise Refused(Kind.NOT_THE_TWO_PHRASES) from None
        with self._write(by, "recover the vault with two people's phrases") as (c, _):
            _put(c, "private", sealing.wrap(raw, passphrase))
            _put(c, "age", age.locked_identity(sealing.Keys.of(raw), passphrase).hex())

    def change_passphrase(self, keys: sealing.Keys, passphrase: str, *, by: str) -> None:
        """Give the vault another passphrase."""
        _strong_enough(passphrase)
        with self._write(by, "change the passphrase") as (c, _):
            _put(c, "private", sealing.wrap(keys.raw, passphrase))
            _put(c, "age", age.locked_identity(keys, passphrase).hex())

    def database_key(self, keys: sealing.Keys) -> str:
        """The key of the workspace's database, 64 hex digits. It is drawn the first time."""
        kept = self._value("database", "")
        if kept:
            return str(sealing.unseal(bytes.fromhex(kept), keys, "database"))
        key = secrets.token_hex(32)
        with guarded(self.path), self._writer.begin() as connection:
            _put(connection, "database", sealing.seal(key, keys.public, "database").hex())
        return key

    def copy_to(self, path: Path) -> None:
        """Write a consistent copy of the vault, shut as it is."""
        with closing(sqlite3.connect(self.path)) as here, closing(sqlite3.connect(path)) as there:
            here.backup(there)

    @property
    def lock(self) -> dict[str, str]:
        """What a backup carries so that the passphrase opens it: the keys, wrapped; and as age opens them, in hex."""
        kept = {name: self._value(name, "") for name in ("shared", "age", "age_shared")}
        return {"private": self._value("private"), **kept}

    def lines(self) -> list[dict[str, Any]]:
        """Every line of the vault's record, oldest first: at, by, act, amount, intact."""
        found, last = [], START
        with guarded(self.path), self._reader.begin() as connection:
            for row in connection.execute(select(_record).order_by(_record.c.id)).mappings():
                intact = row["hash"] == chained(last, row["at"], row["by"], row["act"], row["amount"])
                found.append({**row, "intact": intact})
                last = row["hash"]
            noted = connection.execute(select(_meta.c.value).where(_meta.c.name == "lines")).scalar()
        if found and len(found) < int(noted or 0):
            found[-1]["intact"] = False
        return found

    def _value(self, name: str, default: str | None = None) -> str:
        if not self.there:
            raise StoreError(Kind.NO_VAULT, where=self.path.name)
        with guarded(self.path), self._reader.begin() as connection:
            found = connection.execute(select(_meta.c.value).where(_meta.c.name == name)).scalar()
        if found is None and default is None:
            raise BadFile(Kind.NO_VAULT_OF_OURS, where=self.path.name)
        return str(found if found is not None else default)

    @contextmanager
    def _write(self, by: str, act: str, amount: int = 1) -> Iterator[tuple[Connection, Callable[[int], None]]]:
        """A write transaction and its line in the record. What it yields besides sets the line's amount."""
        amounts = [amount]
        if self.there:
            _ = self._reader  # brings an older vault up to date first
        with guarded(self.path), self._writer.begin() as connection:
            yield connection, amounts.append
            amount = amounts[-1]
            last = connection.execute(select(_record.c.hash).order_by(_record.c.id.desc()).limit(1)).scalar() or START
            at = self.clock()
            values = {"at": at, "by": by, "act": act, "amount": amount}
            connection.execute(insert(_record).values(**values, hash=chained(last, at, by, act, amount)))
            lines = connection.execute(select(_meta.c.value).where(_meta.c.name == "lines")).scalar()
            _put(connection, "lines", str(int(lines or 0) + 1))


class OpenVault:
    """The vault while it is open. Nothing in it is kept anywhere else."""

    def __init__(self, vault: Vault, keys: sealing.Keys) -> None:
        self._vault, self.keys = vault, keys

    def __repr__(self) -> str:
        return "OpenVault()"

    def identities(self) -> dict[str, Identity]:
        """Who everybody is, by pseudonym. What came in last counts, field by field."""
        found: dict[str, dict[str, str]] = {}
        for mark, value in self._read(IDENTITY):
            known = found.setdefault(mark, dict.fromkeys(_FIELDS, ""))
            known.update({k: v for k, v in value.items() if k in _FIELDS and v})
        return {mark: Identity(**known) for mark, known in found.items()}

    def original(self, submission: str) -> str | None:
        """The words of an answer as they came in, before anything was replaced; None when nothing was."""
        return next((str(v["words"]) for mark, v in self._read(ORIGINAL, submission)), None)

    def twins(self) -> list[tuple[str, str, str]]:
        """Pairs of refs whose contact or name is the same but for case and spaces: (one, other, why)."""
        found: dict[tuple[str, str], str] = {}
        who = sorted(self.identities().items())
        for what in ("contact", "name"):
            seen: dict[str, str] = {}
            for ref, identity in who:
                value = "".join(getattr(identity, what).lower().split())
                if value and value in seen:
                    found.setdefault((seen[value], ref), f"the same {what}")
                elif value:
                    seen[value] = ref
        with guarded(self._vault.path), self._vault._writer.begin() as connection:
            last = connection.execute(select(_entry.c.id).order_by(_entry.c.id.desc()).limit(1)).scalar() or 0
            _put(connection, "compared", str(last))
        return [(one, other, why) for (one, other), why in found.items()]

    def _read(self, kind: str, mark: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
        query = select(_entry.c.mark, _entry.c.sealed).where(_entry.c.kind == kind).order_by(_entry.c.id)
        with guarded(self._vault.path), self._vault._reader.begin() as connection:
            rows = connection.execute(query.where(_entry.c.mark == mark) if mark else query).all()
        for found, sealed in rows:
            yield str(found), sealing.unseal(bytes(sealed), self.keys, kind)


def _noted_version(connection: Connection) -> int:
    return int(connection.execute(select(_meta.c.value).where(_meta.c.name == _VERSION)).scalar() or 1)


def _put(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(_meta).where(_meta.c.name == name))
    connection.execute(insert(_meta).values(name=name, value=value))


def _strong_enough(passphrase: str) -> None:
    if len("".join(passphrase.split())) < 7:
        raise Refused(Kind.PASSPHRASE_IS_TOO_SHORT)
