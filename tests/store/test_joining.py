"""Two records that are one person: nothing that hangs on either is lost, whichever table it stands in."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Table, func, select

from consultwork.store import Store, people, schema, theming_tables
from consultwork.store.tables import metadata
from tests.store.test_whose_words import LEAVER, NOON, OTHER, row

ON_A_PERSON = [
    table
    for table in metadata.sorted_tables
    if any(key.column.table.name == "person" for key in table.foreign_keys) and table.name != "twin"
]


def two(tmp_path: Path) -> Store:
    made = Store(tmp_path / "a.db", lambda: NOON)
    with made.write("Kim", "begin") as writer:
        for person in (LEAVER, OTHER):
            row(writer.connection, schema.person, person, ref=person, token=f"token of {person}")
    return made


@pytest.mark.parametrize("table", ON_A_PERSON, ids=lambda table: table.name)
def test_whatever_hangs_on_a_record_hangs_on_the_joined_person(table: Table, tmp_path: Path) -> None:
    """Each row of the record that goes becomes the other's: answers, permissions, visits, cells, what was said."""
    store = two(tmp_path)
    with store.write("Kim", "say") as writer:
        row(writer.connection, table, OTHER)
    with store.write("Kim", "join two records") as writer:
        people.decide_possible_duplicate(writer, LEAVER, OTHER, why="made up", same=True)
    with store.read() as connection:
        assert connection.execute(select(table.c.person).where(table.c.person == LEAVER)).first() is not None
        assert connection.execute(select(func.count()).where(table.c.person == OTHER)).scalar() == 0


def test_a_cell_of_both_records_keeps_both_texts(tmp_path: Path) -> None:
    """Where both have a summary under one theme, the joined person's holds what both said."""
    store, cell = two(tmp_path), theming_tables.cell
    with store.write("Kim", "say") as writer:
        for person, summary in ((LEAVER, "Waits. Made up."), (OTHER, "Is not heard. Made up.")):
            row(writer.connection, cell, person, summary=summary)
    with store.write("Kim", "join two records") as writer:
        people.decide_possible_duplicate(writer, LEAVER, OTHER, why="made up", same=True)
    with store.read() as connection:
        assert connection.execute(select(cell.c.summary)).scalars().all() == ["Waits. Made up.\nIs not heard. Made up."]
