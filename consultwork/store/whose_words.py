"""Going over the schema for the words of somebody who leaves: what is emptied, and what a person has to edit.

Each column says in ``store.schema`` whose words it holds. Rows that hang on the person go with them by
the database's own cascades; this is about the rows of others that quote them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, and_, delete, select, update

from consultwork.store.engine import Writer
from consultwork.store.schema import DROPPED, EMPTIED, HOLDS, PLACE, Holds
from consultwork.store.tables import metadata

StandIn = Callable[[str], bool]


def quoting(table: Table) -> list[Column[Any]]:
    """The columns of a table in which somebody may be quoted who is not the row's own person."""
    return [
        column
        for column in table.columns
        if column.info.get(HOLDS) is Holds.ABOUT or column.info.get(EMPTIED) is not None
    ]


def texts_in(value: str) -> Iterator[str]:
    """The texts in a column: of JSON each string by itself, since its escapes would hide words."""
    if value[:1] in ("[", "{"):
        try:
            yield from _strings(json.loads(value))
            return
        except ValueError:
            pass  # somebody's words that begin with a bracket
    yield value


def take_back(w: Writer, stand_in: StandIn) -> None:
    """Empty what nobody could edit by a screen wherever it holds words of somebody who leaves.

    A row goes as one: where a column of it holds their words, all of its columns are emptied that may
    be. A table that says so loses the row.
    """
    for table in metadata.sorted_tables:
        emptied = {c.name: c.info[EMPTIED] for c in quoting(table) if c.info[EMPTIED] is not None}
        columns = quoting(table) if table.info.get(DROPPED) else [table.c[name] for name in emptied]
        for row in _rows_with(w.connection, table, columns, stand_in):
            here = and_(*(column == row[column.name] for column in table.primary_key))
            w.run(delete(table).where(here) if table.info.get(DROPPED) else update(table).where(here).values(**emptied))


def typed(connection: Connection, stand_in: StandIn) -> Iterator[str]:
    """Where somebody typed words or a ref of somebody who leaves. The places name nobody."""
    for table in metadata.sorted_tables:
        if table.info.get(DROPPED):
            continue
        columns = [column for column in quoting(table) if column.info[EMPTIED] is None]
        for row in _rows_with(connection, table, columns, stand_in):
            yield table.info[PLACE].format_map(row)


def _rows_with(
    connection: Connection, table: Table, columns: list[Column[Any]], stand_in: StandIn
) -> list[Mapping[str, Any]]:
    """The rows of a table in which one of some columns holds what is looked for. Each value is read once."""
    holding: dict[str, set[str]] = {}
    for column in columns:
        values = connection.execute(select(column).distinct()).scalars()
        if hits := {value for value in values if value and any(map(stand_in, texts_in(value)))}:
            holding[column.name] = hits
    if not holding:
        return []
    rows = connection.execute(select(table)).mappings().all()
    return [dict(row) for row in rows if any(row[name] in hits for name, hits in holding.items())]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield str(key)
            yield from _strings(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _strings(inside)
