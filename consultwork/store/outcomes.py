"""What bodies published, in the store."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, delete, select

from consultwork.model import Passage, Publication
from consultwork.store import outcome_tables as t
from consultwork.store.engine import Writer


def put_published(w: Writer, p: Publication, *, by: str, at: datetime) -> Publication:
    """Keep a document, in place of one of the same title. Returns it with its ref."""
    c = t.published.c
    w.run(delete(t.published).where(c.consultation == p.consultation, c.title == p.title))
    ref = w.new_ref("O")
    passages = json.dumps([[x.text, x.page] for x in p.passages], ensure_ascii=False)
    row = {
        "ref": ref, "consultation": p.consultation, "title": p.title, "passages": passages, "on": p.on, "by": by, "at": at,
    }  # fmt: skip
    w.put(t.published, row, ("ref",))
    return Publication(ref, p.consultation, p.title, p.passages, p.on)


def published(connection: Connection, consultation: str = "") -> tuple[Publication, ...]:
    """Every document that was read, the first one first."""
    query = select(t.published).order_by(t.published.c.ref)
    query = query.where(t.published.c.consultation == consultation) if consultation else query
    return tuple(
        Publication(
            r["ref"], r["consultation"], r["title"], tuple(Passage(*x) for x in json.loads(r["passages"])), r["on"]
        )
        for r in connection.execute(query).mappings()
    )
