"""Changes of the codebook: each kept with the codes before and after it, and with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from consultwork.model import Code, CodeChange, Coding
from consultwork.store import schema as t
from consultwork.store import theming_tables as tt
from consultwork.store.engine import Writer


def changes(connection: Connection) -> tuple[CodeChange, ...]:
    """Every change of the codebook, the oldest first."""
    rows = connection.execute(select(tt.code_change).order_by(tt.code_change.c.id)).mappings()
    return tuple(
        CodeChange(
            row["id"], row["act"], row["code"], _codes(row["before"]), _codes(row["after"]), row["reason"],
            row["by"], row["at"],
        )
        for row in rows
    )  # fmt: skip


def note_change(
    w: Writer, act: str, code: str, before: Iterable[Code], after: Iterable[Code], *, reason: str, by: str, at: datetime
) -> int:
    """Keep one change and return its number."""
    values = {"act": act, "code": code, "before": _texts(before), "after": _texts(after)}
    made = w.run(insert(tt.code_change).values(**values, reason=reason, by=by, at=at))
    key = made.inserted_primary_key
    assert key is not None
    return int(key[0])


def recode(w: Writer, codings: Iterable[Coding], to: Mapping[str, str], change: int) -> tuple[int, int]:
    """Give codings another code, and keep what each was.

    Where the same words already have the new code, the two become one: the decided one stays.

    Args:
        codings: those to change.
        to: coding ref -> new code.
        change: the number of the change of the codebook.

    Returns:
        How many have the new code, and how many of these fell together with one that was there.
    """
    moved = together = 0
    k = t.coding.c
    for coding in codings:
        row = w.run(select(t.coding).where(k.ref == coding.ref)).mappings().one()
        w.run(
            insert(tt.coding_was).values(submission=row["submission"], coding=row["ref"], change=change, was=_was(row))
        )
        same = (k.contribution == row["contribution"], k.version == row["version"], k.code == to[coding.ref])
        there = w.run(select(t.coding).where(*same, k.start == row["start"], k.end == row["end"])).mappings().first()
        moved += 1
        if there is None:
            w.run(update(t.coding).where(k.ref == coding.ref).values(code=to[coding.ref]))
            continue
        together += 1
        goes, stays = (row, there) if _weight(there) >= _weight(row) else (there, row)
        if goes is there:
            w.run(
                insert(tt.coding_was).values(
                    submission=row["submission"], coding=goes["ref"], change=change, was=_was(goes)
                )
            )
        w.run(delete(t.coding).where(k.ref == goes["ref"]))
        w.run(update(t.coding).where(k.ref == stays["ref"]).values(code=to[coding.ref]))
    return moved, together


def was(connection: Connection, coding: str) -> tuple[dict[str, Any], ...]:
    """What a coding was before each change of the codebook that touched it, the oldest first."""
    query = select(tt.coding_was.c.was).where(tt.coding_was.c.coding == coding).order_by(tt.coding_was.c.id)
    return tuple(json.loads(x) for x in connection.execute(query).scalars())


def was_before(connection: Connection, change: int) -> tuple[dict[str, Any], ...]:
    """What each coding was that one change of the codebook touched."""
    query = select(tt.coding_was.c.was).where(tt.coding_was.c.change == change).order_by(tt.coding_was.c.id)
    return tuple(json.loads(x) for x in connection.execute(query).scalars())


def restore(w: Writer, was_: Mapping[str, Any]) -> None:
    """Make a coding what it was: its code again, or itself where it had fallen together with another.

    What was decided on it since stays, as does a passage whose text is gone.
    """
    k, c = t.coding.c, t.contribution.c
    if w.run(select(k.ref).where(k.ref == was_["ref"])).first() is not None:
        w.run(update(t.coding).where(k.ref == was_["ref"]).values(code=was_["code"]))
        return
    text = select(c.submission).where(c.ref == was_["contribution"], c.version == was_["version"])
    submission = w.run(text).scalar()
    if submission is not None:
        w.run(insert(t.coding).values(**was_, submission=submission, matched="[]", at=None))


def rename_everywhere(w: Writer, old: str, new: str) -> None:
    """Let links and decisions on themes that spoke of one code speak of another, unless that has its own."""
    for table in (t.link, t.theme_decision):
        keys = [column for column in table.primary_key.columns if column.name != "code"]
        for row in w.run(select(table).where(table.c.code == old)).mappings().all():
            there = [c == row[c.name] for c in keys]
            if w.run(select(table).where(*there, table.c.code == new)).first() is None:
                w.run(update(table).where(*there, table.c.code == old).values(code=new))


def _weight(row: RowMapping) -> int:
    return ("rejected", "suggested", "accepted").index(row["state"])


def _was(row: RowMapping) -> str:
    names = ("ref", "contribution", "version", "code", "start", "end", "snippet", "state", "position", "by")
    return json.dumps({n: row[n] for n in names}, ensure_ascii=False)


def _texts(codes: Iterable[Code]) -> str:
    # Examples may be people's words: a withdrawal empties such a line.
    return json.dumps([asdict(code) for code in codes], ensure_ascii=False)


def _codes(text: str) -> tuple[Code, ...]:
    codes = []
    for c in json.loads(text):
        fields: dict[str, Any] = {k: tuple(v) if k in ("include", "questions", "issues") else v for k, v in c.items()}
        codes.append(Code(**fields))
    return tuple(codes)
