"""Upgrades: a workspace of every released version, opened by today's code, is what a fresh one is, and loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
import time
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from consultwork.errors import StoreError
from consultwork.kinds import Kind
from consultwork.model import DocumentKind
from consultwork.store import Store, migrations
from consultwork.store.tables import metadata
from consultwork.store.vault import Vault
from consultwork.workbench import Workbench, demo_run
from consultwork.workbench.passphrase import MADE_UP
from tests.refusing import refuses

GOLDEN = Path(__file__).parent / "golden"
RELEASED = (1, 2, 3, 4, 5)
WITH_VAULT = RELEASED[1:]
NOON = datetime(2022, 2, 1, 12)  # noqa: DTZ001 - the database keeps no time zone
AT_ONCE = 10  # seconds: who waits for a lock waits 30

Rows = list[tuple[Any, ...]]


def golden(version: int, into: Path) -> Path:
    """A golden workspace, laid out."""
    with zipfile.ZipFile(GOLDEN / f"workspace-{version}.zip") as package:
        package.extractall(into)
    return into


def tables(raw: sqlite3.Connection) -> list[str]:
    query = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name"
    return [name for (name,) in raw.execute(query)]


def shape(path: Path) -> dict[str, Any]:
    """Every table of a database: columns in order with type, default and key; foreign keys; uniques; indexes."""
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(path)) as raw:
        for table in tables(raw):
            (sql,) = raw.execute("select sql from sqlite_master where name = ?", (table,)).fetchone()
            listed = raw.execute(f'pragma index_list("{table}")').fetchall()
            found[table] = {
                "columns": [row[1:] for row in raw.execute(f'pragma table_xinfo("{table}")')],
                "foreign keys": sorted(row[2:] for row in raw.execute(f'pragma foreign_key_list("{table}")')),
                "indexes": sorted(
                    (
                        origin, unique, partial, name if origin == "c" else "",
                        tuple(row[2] for row in raw.execute(f'pragma index_info("{name}")')),
                    )
                    for _, name, unique, origin, partial in listed
                ),
                "autoincrement": "AUTOINCREMENT" in sql,
                "other constraints": [word for word in ("CHECK", "COLLATE", "GENERATED") if word in sql],
            }  # fmt: skip
    return found


def rows(path: Path) -> dict[str, tuple[list[str], Rows]]:
    """Every row of every table, by the table's name, with the names of its columns."""
    with closing(sqlite3.connect(path)) as raw:
        return {
            table: (
                [row[1] for row in raw.execute(f'pragma table_info("{table}")')],
                raw.execute(f'select * from "{table}"').fetchall(),
            )
            for table in tables(raw)
        }


def opened(path: Path) -> Store:
    return Store(path, lambda: NOON)


@pytest.fixture(scope="module")
def fresh_shape(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("fresh") / "consultwork.db"
    opened(path)
    return shape(path)


@pytest.mark.parametrize("version", RELEASED)
def test_an_upgraded_database_is_built_as_a_fresh_one(
    version: int, tmp_path: Path, fresh_shape: dict[str, Any]
) -> None:
    """Columns, types, defaults, keys, uniques and indexes of an upgraded database are those of a fresh one."""
    path = golden(version, tmp_path) / "consultwork.db"
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("select max(version) from schema_version").fetchone() == (version,)
    opened(path)
    assert shape(path) == fresh_shape


@pytest.mark.parametrize("version", RELEASED)
def test_an_upgrade_keeps_every_row_word_for_word(version: int, tmp_path: Path) -> None:
    """What was in a table before is in it afterwards, value by value; a table that came later is empty."""
    path = golden(version, tmp_path) / "consultwork.db"
    before = rows(path)
    opened(path)
    after = rows(path)
    assert set(before) <= set(after)
    for table, (names, was) in after.items():
        if table == "schema_version":
            continue
        if table not in before:
            assert was == [], table
            continue
        places = [names.index(name) for name in before[table][0]]
        kept = [tuple(row[place] for place in places) for row in was]
        assert sorted(kept, key=repr) == sorted(before[table][1], key=repr), table
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("pragma foreign_key_check").fetchall() == []
        assert raw.execute("pragma integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("version", RELEASED)
def test_each_step_of_an_upgrade_is_taken_after_a_copy_of_what_there_was(version: int, tmp_path: Path) -> None:
    """Beside the database lies one copy for each step, the first of them as the database was."""
    path = golden(version, tmp_path) / "consultwork.db"
    before = rows(path)
    opened(path)
    last = len(migrations.migrations())
    copies = sorted(p.name for p in tmp_path.glob("consultwork-before-version-*.db"))
    assert copies == [f"consultwork-before-version-{number}.db" for number in range(version + 1, last + 1)]
    assert rows(tmp_path / copies[0]) == before


def test_the_golden_workspaces_hold_something_in_every_table_that_a_step_makes_again() -> None:
    """A table that an upgrade copies or widens has rows in the golden workspaces: else nothing would be compared."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        known = rows(golden(RELEASED[-1], Path(folder)) / "consultwork.db")
    for table in ("permission", "code", "feedback", "comment", "draft"):
        assert known[table][1], table


def test_the_declared_tables_are_the_ones_that_the_files_make(tmp_path: Path, fresh_shape: dict[str, Any]) -> None:
    """What ``store.schema`` declares and what the frozen files make is the same, constraint by constraint."""
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    metadata.create_all(engine)
    engine.dispose()
    declared = shape(tmp_path / "declared.db")
    assert set(declared) == set(fresh_shape)
    for table, known in declared.items():
        assert known == fresh_shape[table], table


@pytest.mark.parametrize("version", RELEASED)
def test_a_workspace_of_every_released_version_works_on(version: int, tmp_path: Path) -> None:
    """People, words, drafts and approvals of an old workspace are read by today's desk, and its record is intact."""
    bench = demo_run.open_demo(golden(version, tmp_path))
    assert len(bench.safeguard.people()) == 5
    texts = {c.text for c in bench.snapshot().contributions.values()}
    assert any("My letters went unread for a year, and nobody said why." in text for text in texts)
    assert any(text.endswith(": 假的.") for text in texts)
    drafts = bench.review.drafts().set_index("draft")
    assert bench.gather.table()["words"].str.contains("假的").any()
    sent = drafts[drafts["state"] == "sent"]
    assert list(sent["approved by"]) == ["Kim Example"] and list(sent["route"]) == ["by email, made up"]
    assert all(event["intact"] for event in bench.store.events())
    made = bench.respond.make("womens-health", DocumentKind.SUBMISSION)
    assert made.quotes == 1 and made.people == 5


@pytest.mark.parametrize("version", RELEASED)
def test_names_of_every_released_version_are_behind_the_door(version: int, tmp_path: Path) -> None:
    """The passphrase opens an old vault; names that lay in the database before there was one are in it too."""
    bench = demo_run.open_demo(golden(version, tmp_path))
    who = bench.vault.open("a test", MADE_UP).identities()
    assert sorted(w.name for w in who.values()) == [f"{n} Example" for n in ("Ada", "Bee", "Cyd", "Dov", "Eve")]
    assert all(line["intact"] for line in bench.vault.vault.lines())


@pytest.mark.parametrize("version", WITH_VAULT)
def test_an_old_vault_is_built_as_a_fresh_one(version: int, tmp_path: Path) -> None:
    """Tables, keys and indexes of a vault of any version are those of one that is made today."""
    old = golden(version, tmp_path / "old") / "vault.db"
    Vault(old, lambda: NOON).lines()
    made = Vault(tmp_path / "vault.db", lambda: NOON)
    made.create(MADE_UP, by="Kim", strength=4)
    assert shape(old) == shape(made.path)


def test_the_declared_vault_is_the_one_that_the_files_make(tmp_path: Path) -> None:
    """What ``store.vault`` declares and what its frozen files make is the same."""
    from consultwork.store.vault import metadata as declared

    made = Vault(tmp_path / "vault.db", lambda: NOON)
    made.create(MADE_UP, by="Kim", strength=4)
    engine = create_engine(f"sqlite:///{tmp_path / 'declared.db'}")
    declared.create_all(engine)
    engine.dispose()
    assert shape(tmp_path / "declared.db") == shape(made.path)


def test_a_vault_takes_a_later_step_once_and_after_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A later step of the vault is taken on first use; one from a newer version is refused."""
    from consultwork.store import vault as module

    made = Vault(tmp_path / "vault.db", lambda: NOON)
    made.create(MADE_UP, by="Kim", strength=4)
    known = migrations.migrations(migrations.VAULT)
    later = migrations.Migration(len(known) + 1, "later", ("create table later (x integer)",))
    with monkeypatch.context() as patch:
        patch.setattr(module, "migrations", lambda _: (*known, later))
        for _ in range(2):
            Vault(made.path, lambda: NOON).note("Kim", "look")
        assert "later" in shape(made.path)
        assert "later" not in shape(tmp_path / f"vault-before-version-{later.number}.db")
    with refuses(StoreError, Kind.VAULT_IS_NEWER):
        Vault(made.path, lambda: NOON).lines()


def test_opening_what_is_up_to_date_waits_for_no_lock(tmp_path: Path) -> None:
    """While another connection holds a write transaction, a store and a whole workspace open at once."""
    root = golden(RELEASED[-1], tmp_path)
    demo_run.open_demo(root)
    paths = (root / "consultwork.db", root / "vault.db")
    others = [sqlite3.connect(path, isolation_level=None) for path in paths]
    try:
        for other in others:
            other.execute("BEGIN IMMEDIATE")
        start = time.monotonic()
        assert opened(paths[0]).events()
        assert Workbench(root, today=datetime(2022, 2, 1).date()).snapshot().people  # noqa: DTZ001 - as above
        assert time.monotonic() - start < AT_ONCE
    finally:
        for other in others:
            other.execute("ROLLBACK")
            other.close()


def test_an_encrypted_database_takes_every_step(tmp_path: Path) -> None:
    """A database locked with SQLCipher is upgraded as an open one is."""
    from consultwork.store.engine import rekey

    path, key = golden(1, tmp_path) / "consultwork.db", "ab" * 32
    rekey(path, "", key)
    assert Store(path, lambda: NOON, key).events()
    rekey(path, key, "")
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("select count(*) from schema_version").fetchone() == (len(migrations.migrations()),)


def test_every_step_is_a_file_with_a_number_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing or doubled number stops at once, before any database is touched."""
    numbers = [step.number for step in migrations.migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    folder = tmp_path / "workspace"
    shutil.copytree(Path(migrations.__file__).parent / "workspace", folder)
    next(folder.glob("0002_*")).rename(folder / "0001_again.sql")
    monkeypatch.setattr(migrations.resources, "files", lambda _: tmp_path)
    migrations.migrations.cache_clear()
    try:
        with refuses(StoreError, Kind.STEP_OF_DATABASE_UPGRADES_IS_MISSING_OR_DAMAGED):
            migrations.migrations()
    finally:
        migrations.migrations.cache_clear()


def test_released_steps_are_frozen() -> None:
    """The words of a step that was released never change: a later change is the next file."""
    import hashlib

    lines = (GOLDEN / "frozen.txt").read_text(encoding="utf-8").split("\n")
    known = dict(reversed(line.split("  ")) for line in lines if line)  # type: ignore[misc]
    folder = Path(migrations.__file__).parent
    now = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in sorted(folder.rglob("*.sql"))
    }
    assert now == known
