"""The database: nothing half-done, nothing lost when many write, and old files brought up to date."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from consultwork.errors import StoreError
from consultwork.kinds import Kind
from consultwork.store import Store, migrations, schema
from tests.refusing import refuses

NOON = datetime(2022, 2, 1, 12)  # noqa: DTZ001 - the database keeps no time zone


def opened(path: Path) -> Store:
    return Store(path, lambda: NOON)


def add(store: Store, key: str) -> None:
    with store.write("Kim", "note") as w:
        row = {"consultation": "c", "section": "s", "key": key, "by": "Kim", "at": NOON}
        w.run(insert(schema.plan_item).values(**row))


def count(store: Store) -> int:
    with store.read() as c:
        return len(c.execute(select(schema.plan_item.c.key)).all())


def test_opening_twice_changes_nothing(tmp_path: Path) -> None:
    """A second opening finds everything as it is, to the byte."""
    opened(tmp_path / "a.db")
    before = (tmp_path / "a.db").read_bytes()
    opened(tmp_path / "a.db").events()
    assert (tmp_path / "a.db").read_bytes() == before


@pytest.mark.parametrize("name", ["with space.db", "100%.db", "what?.db", "# 1.db", "père.db"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    """Odd characters in a path lead to that very file."""
    add(opened(tmp_path / name), "x")
    assert (tmp_path / name).is_file() and count(opened(tmp_path / name)) == 1


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    """A file from a newer version is left alone, with a sentence that says what to do."""
    opened(tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        raw.execute("insert into schema_version values (99, '2030-01-01 00:00:00')")
        raw.commit()
    with refuses(StoreError, Kind.WORKSPACE_IS_NEWER):
        opened(tmp_path / "a.db")


def test_a_later_step_is_taken_once_and_after_a_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a second step the database is copied; the copy holds what there was."""
    add(opened(tmp_path / "a.db"), "kept")
    known = migrations.migrations()
    later = migrations.Migration(len(known) + 1, "later", ("create table later (x integer)",))
    monkeypatch.setattr(migrations, "migrations", lambda: (*known, later))
    assert count(opened(tmp_path / "a.db")) == 1
    opened(tmp_path / "a.db")
    copy = tmp_path / f"a-before-version-{later.number}.db"
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("select key from plan_item").fetchall() == [("kept",)]
        assert not raw.execute("select name from sqlite_master where name = 'later'").fetchall()


def test_a_failed_step_leaves_the_database_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that breaks half-way is rolled back whole."""
    opened(tmp_path / "a.db")
    known = migrations.migrations()
    broken = migrations.Migration(len(known) + 1, "broken", ("create table half (x integer)", "no statement at all"))
    with monkeypatch.context() as m:
        m.setattr(migrations, "migrations", lambda: (*known, broken))
        with pytest.raises(StoreError):
            opened(tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        assert not raw.execute("select name from sqlite_master where name = 'half'").fetchall()
    assert opened(tmp_path / "a.db").events() == []


@pytest.mark.parametrize(
    "data", [b"this is no database at all, but some text" * 50, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_damaged_file_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    """A file that is no database, or a broken one, is refused and not touched."""
    (tmp_path / "a.db").write_bytes(data)
    with refuses(StoreError, Kind.NO_DATABASE_OF_OURS):
        opened(tmp_path / "a.db")
    assert (tmp_path / "a.db").read_bytes() == data


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    """Where no folder can be, the sentence says so."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with refuses(StoreError, Kind.WORKSPACE_FOLDER_CANNOT_BE_MADE):
        opened(tmp_path / "file" / "a.db")


def test_what_breaks_half_way_leaves_nothing(tmp_path: Path) -> None:
    """An error inside a write takes back the rows and the line in the record."""
    store = opened(tmp_path / "a.db")

    def half() -> None:
        with store.write("Kim", "note") as w:
            w.run(insert(schema.plan_item).values(consultation="c", section="s", key="k", by="Kim", at=NOON))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert count(store) == 0 and store.events() == []


def test_two_threads_lose_nothing(tmp_path: Path) -> None:
    """Threads that write at once wait for each other."""
    store = opened(tmp_path / "a.db")
    errors: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for n in range(15):
                add(store, f"{name}{n}")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors and count(store) == 45
    assert len(store.events()) == 45 and all(e["intact"] for e in store.events())


_WORK = """
import sys
from datetime import datetime
from pathlib import Path
from sqlalchemy import insert
from consultwork.store import Store, schema
noon = datetime(2022, 2, 1, 12)
store = Store(Path(sys.argv[1]), lambda: noon)
for n in range(15):
    with store.write("Kim", "note") as w:
        w.run(insert(schema.plan_item).values(consultation="c", section="s", key=sys.argv[2] + str(n), by="K", at=noon))
"""


def test_two_programs_that_start_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two programs make the same database and write to it at once: every line of both is there."""
    path = tmp_path / "a.db"
    running = [subprocess.Popen([sys.executable, "-c", _WORK, str(path), name]) for name in "ab"]
    assert [r.wait(60) for r in running] == [0, 0]
    assert count(opened(path)) == 30 and all(e["intact"] for e in opened(path).events())


def test_a_busy_database_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another program holds the database for too long, the sentence says to wait."""
    from consultwork.store import engine

    monkeypatch.setattr(engine, "PRAGMAS", ("busy_timeout=50", *engine.PRAGMAS[1:]))
    store = opened(tmp_path / "a.db")
    with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with refuses(StoreError, Kind.ANOTHER_PROGRAM_IS_WRITING_TO_WORKSPACE):
            add(store, "x")


def change(sql: str) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute(sql)
            raw.commit()

    return run


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("update event set by = 'somebody else' where id = 2", [2]),
        ("update event set amount = 7 where id = 1", [1]),
        ("delete from event where id = 2", [3, 4]),
        ("delete from event where id = 4", [3]),
    ],
)
def test_a_line_that_was_changed_or_taken_out_shows(tmp_path: Path, sql: str, broken: list[int]) -> None:
    """The record shows where somebody changed it, took a line out, or cut its end off."""
    store = opened(tmp_path / "a.db")
    for n in range(4):
        add(store, str(n))
    assert all(e["intact"] for e in store.events())
    change(sql)(tmp_path / "a.db")
    assert [e["id"] for e in store.events() if not e["intact"]] == broken


def test_a_copy_made_while_somebody_writes_is_whole(tmp_path: Path) -> None:
    """A copy holds what was finished, and nothing of what is being written."""
    store = opened(tmp_path / "a.db")
    add(store, "done")
    with store.write("Kim", "note") as w:
        w.run(insert(schema.plan_item).values(consultation="c", section="s", key="half", by="Kim", at=NOON))
        store.copy_to(tmp_path / "copy.db")
    assert count(opened(tmp_path / "copy.db")) == 1 and count(store) == 2
