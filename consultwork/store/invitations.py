"""Forms as officers lay them out, the links that open them, and how it was to fill them in."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from consultwork.journey.gather import Layout
from consultwork.store import visit_tables as t
from consultwork.store.engine import Writer


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link to a form. ``token`` stands in it; ``most`` is how many may begin with it, 0 for any number."""

    ref: str
    consultation: str
    label: str
    token: str
    most: int
    closed: bool
    at: datetime
    began: int = 0


def layout(connection: Connection, consultation: str) -> Layout:
    """How a form is laid out."""
    kept = connection.execute(select(t.form.c.layout).where(t.form.c.consultation == consultation)).scalar()
    return Layout.from_dict(json.loads(kept)) if kept else Layout()


def put_layout(w: Writer, consultation: str, laid_out: Layout, *, by: str) -> None:
    """Keep how a form is laid out."""
    text = json.dumps(asdict(laid_out), ensure_ascii=False)
    _put(w, consultation, layout=text, by=by)


def is_open(connection: Connection, consultation: str) -> bool:
    """Whether a form takes answers. One that nobody ever closed does."""
    found = connection.execute(select(t.form.c.open).where(t.form.c.consultation == consultation)).scalar()
    return found is None or bool(found)


def set_open(w: Writer, consultation: str, now_open: bool, *, by: str) -> None:
    """Open or close a form."""
    _put(w, consultation, open=now_open, by=by)


def _put(w: Writer, consultation: str, **values: object) -> None:
    where = t.form.c.consultation == consultation
    if not w.run(update(t.form).where(where).values(at=w.now(), **values)).rowcount:
        w.run(insert(t.form).values(consultation=consultation, at=w.now(), **values))


def add(w: Writer, consultation: str, label: str, token: str, most: int, *, by: str) -> Invitation:
    """Keep a new link."""
    made = Invitation(w.new_ref("I"), consultation, label, token, most, False, w.now())
    w.run(
        insert(t.invitation).values(
            ref=made.ref,
            consultation=consultation,
            label=label,
            token=token,
            most=most,
            closed=False,
            by=by,
            at=made.at,
        )
    )
    return made


def of(connection: Connection, consultation: str = "") -> tuple[Invitation, ...]:
    """Every link, or those of one consultation, the newest last, with how many began by it."""
    query = select(t.invitation).order_by(t.invitation.c.ref)
    if consultation:
        query = query.where(t.invitation.c.consultation == consultation)
    counted = select(t.visit.c.invitation, func.count()).group_by(t.visit.c.invitation)
    began = {row[0]: int(row[1]) for row in connection.execute(counted)}
    return tuple(_invitation(row, began.get(row["ref"], 0)) for row in connection.execute(query).mappings())


def by_token(connection: Connection, token: str) -> Invitation | None:
    """The link with this token, open or closed."""
    row = connection.execute(select(t.invitation).where(t.invitation.c.token == token)).mappings().first()
    return _invitation(row, 0) if row is not None else None


def close(w: Writer, ref: str) -> None:
    """Let a link open nothing any more."""
    w.run(update(t.invitation).where(t.invitation.c.ref == ref).values(closed=True))


def has_room(connection: Connection, ref: str) -> bool:
    """Whether one more person may begin with a link."""
    most = connection.execute(select(t.invitation.c.most).where(t.invitation.c.ref == ref)).scalar() or 0
    began = (
        connection.execute(select(func.count()).select_from(t.visit).where(t.visit.c.invitation == ref)).scalar() or 0
    )
    return not most or began < most


def add_feedback(
    w: Writer, consultation: str, heard: str, safe: str, control: str, skills: str, words: str
) -> None:  # fmt: skip
    """Keep how it was to fill a form in. Nothing tells whose it is."""
    w.run(
        insert(t.feedback).values(
            ref=w.new_ref("H"),
            consultation=consultation,
            heard=heard,
            safe=safe,
            control=control,
            skills=skills,
            words=words,
        )
    )


def feedback(connection: Connection, consultation: str = "") -> list[tuple[str, str, str, str, str, str]]:
    """How it was: (consultation, heard, safe, control, skills, words)."""
    f = t.feedback.c
    query = select(f.consultation, f.heard, f.safe, f.control, f.skills, f.words).order_by(f.ref)
    if consultation:
        query = query.where(f.consultation == consultation)
    return [(r[0], r[1], r[2], r[3], r[4], r[5]) for r in connection.execute(query)]


def _invitation(row: RowMapping, began: int) -> Invitation:
    return Invitation(
        row["ref"], row["consultation"], row["label"], row["token"], row["most"], row["closed"], row["at"], began
    )
