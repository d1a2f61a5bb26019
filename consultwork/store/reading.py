"""Reading and coding one contribution after another: what was read, memos, and taking a step back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from consultwork.model import Coding, Memo
from consultwork.store import schema as t
from consultwork.store import theming_tables as tt
from consultwork.store.engine import Writer
from consultwork.store.themes import coding_of
from consultwork.store.words import submission_of


def last_act(connection: Connection) -> int:
    """The number of the last act on record: it grows with everything that anybody does."""
    return connection.execute(select(func.max(t.event.c.id))).scalar() or 0


def codings_on(connection: Connection, contribution: str) -> tuple[Coding, ...]:
    """The codings of one current text."""
    k, c = t.coding.c, t.contribution.c
    query = select(t.coding).join(t.contribution, (k.contribution == c.ref) & (k.version == c.version))
    query = query.where(c.current, k.contribution == contribution).order_by(k.start, k.ref)
    return tuple(coding_of(row) for row in connection.execute(query).mappings())


def proposals(connection: Connection) -> dict[str, tuple[str, str, str]]:
    """Of each coding that the machine proposed: how likely it was, why, and in which batch it was accepted."""
    rows = connection.execute(select(tt.proposal)).mappings()
    return {row["coding"]: (row["chance"], row["reason"], row["batch"]) for row in rows}


def mark_batch(w: Writer, coding: str, batch: str) -> None:
    """Note that a suggestion was accepted among many, and on what ground."""
    w.run(update(tt.proposal).where(tt.proposal.c.coding == coding).values(batch=batch))


def put_back(w: Writer, before: Coding | None, ref: str) -> None:
    """Make a coding what it was before a step, or take it out if it was not there."""
    if before is None:
        w.run(delete(t.coding).where(t.coding.c.ref == ref))
        return
    values = {"state": before.state.value, "position": before.position.value, "by": before.by, "at": before.at}
    w.run(update(t.coding).where(t.coding.c.ref == ref).values(**values, code=before.code))


def readings(connection: Connection) -> dict[str, str]:
    """Contribution -> how it was drawn, for every current text that somebody read to its end."""
    r, c = tt.reading.c, t.contribution.c
    query = select(r.contribution, r.sample).join(t.contribution, (r.contribution == c.ref) & (r.version == c.version))
    return {str(row[0]): str(row[1]) for row in connection.execute(query.where(c.current))}


def reading_order(connection: Connection) -> tuple[str, ...]:
    """The current texts that somebody read to its end, in the order in which they were read."""
    r, c = tt.reading.c, t.contribution.c
    query = select(r.contribution).join(t.contribution, (r.contribution == c.ref) & (r.version == c.version))
    return tuple(connection.execute(query.where(c.current).order_by(r.at, r.contribution)).scalars())


def mark_read(w: Writer, contribution: str, *, sample: str, by: str, at: datetime) -> None:
    """Note that somebody read a text to its end. How it was drawn first stays."""
    submission, version = submission_of(w.connection, contribution)
    r = tt.reading.c
    if w.run(select(r.by).where(r.contribution == contribution, r.version == version)).first() is None:
        row = {"contribution": contribution, "version": version, "submission": submission}
        w.run(insert(tt.reading).values(**row, sample=sample, by=by, at=at))


def mark_unread(w: Writer, contribution: str) -> None:
    """Take back that a text was read."""
    w.run(delete(tt.reading).where(tt.reading.c.contribution == contribution))


def memos(connection: Connection) -> tuple[Memo, ...]:
    """Every memo, the oldest first."""
    rows = connection.execute(select(tt.memo).order_by(tt.memo.c.ref)).mappings()
    return tuple(Memo(row["ref"], row["contribution"], row["text"], row["by"], row["at"]) for row in rows)


def put_memo(w: Writer, contribution: str, text: str, *, by: str, at: datetime) -> str:
    """Keep what somebody notes on a contribution, in place of what they noted before; "" takes it away."""
    m = tt.memo.c
    w.run(delete(tt.memo).where(m.contribution == contribution, m.by == by))
    if not text:
        return ""
    ref = w.new_ref("M")
    submission, _ = submission_of(w.connection, contribution)
    w.run(insert(tt.memo).values(ref=ref, submission=submission, contribution=contribution, text=text, by=by, at=at))
    return ref


def placed(connection: Connection) -> set[str]:
    """The contributions of which somebody decided which question they answer, or that they answer none."""
    p, c = tt.placing.c, t.contribution.c
    query = select(c.ref).join(tt.placing, p.submission == c.submission).where(c.current)
    return set(connection.execute(query).scalars())


def place(w: Writer, contribution: str, question: str, *, by: str, at: datetime) -> None:
    """Note which question a contribution answers; "" for none."""
    submission, _ = submission_of(w.connection, contribution)
    w.put(tt.placing, {"submission": submission, "question": question, "by": by, "at": at}, ("submission",))
    w.run(update(t.submission).where(t.submission.c.ref == submission).values(question=question))


def cells(connection: Connection, consultation: str) -> dict[tuple[str, str], str]:
    """(person, code) -> the officer's summary in the framework matrix."""
    query = select(tt.cell).where(tt.cell.c.consultation == consultation)
    return {(row["person"], row["code"]): row["summary"] for row in connection.execute(query).mappings()}


def put_cells(w: Writer, consultation: str, summaries: Mapping[tuple[str, str], str], *, by: str, at: datetime) -> None:
    """Keep summaries, each in place of the one before; an empty one goes."""
    x = tt.cell.c
    for (person, code), summary in summaries.items():
        w.run(delete(tt.cell).where(x.person == person, x.code == code, x.consultation == consultation))
        if summary:
            row = {"person": person, "consultation": consultation, "code": code, "summary": summary}
            w.run(insert(tt.cell).values(**row, by=by, at=at))
