"""Asking back as it is remembered: rounds, who was asked, what they said, what we did about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select, update

from consultwork.model import CheckRound, Item, MemberCheck, Reply, ShownItem, View, Voice, Way
from consultwork.store import member_checking_tables as t
from consultwork.store.engine import Writer


def askings(connection: Connection, consultation: str, kind: str = "") -> tuple[CheckRound, ...]:
    """Every round of asking back about a consultation, or about one of its documents, the newest last."""
    query = select(t.asking).where(t.asking.c.consultation == consultation).order_by(t.asking.c.ref)
    return _rounds(connection, query.where(t.asking.c.kind == kind) if kind else query)


def asking(connection: Connection, ref: str) -> CheckRound | None:
    """One round by its ref."""
    return next(iter(_rounds(connection, select(t.asking).where(t.asking.c.ref == ref))), None)


def round_of(connection: Connection, voice: str) -> str:
    """The ref of the round in which somebody was asked."""
    return str(connection.execute(select(t.asked_voice.c.asking).where(t.asked_voice.c.ref == voice)).scalar() or "")


def _rounds(connection: Connection, query: Select[Any]) -> tuple[CheckRound, ...]:
    rows = connection.execute(query).mappings().all()
    i = t.asked_item.c
    listed = select(t.asked_item).where(i.asking.in_([r["ref"] for r in rows])).order_by(i.asking, i.number)
    shown: dict[str, list[ShownItem]] = {}
    for x in connection.execute(listed).mappings():
        shown.setdefault(x["asking"], []).append(
            ShownItem(
                x["number"], Item(x["item"]), x["key"], x["words"], x["place"], x["before"], x["who"],
                x["person"] or "", x["submission"] or "",
            )
        )  # fmt: skip
    return tuple(
        CheckRound(
            r["ref"], r["consultation"], r["kind"], r["version"], tuple(shown.get(r["ref"], ())), r["showing"],
            r["recorded"], r["nobody"], r["at"],
        )
        for r in rows
    )  # fmt: skip


def asked_back(connection: Connection, rounds: Iterable[CheckRound]) -> MemberCheck:
    """Some rounds with everybody who was asked in them, and all that they said."""
    rounds = tuple(rounds)
    v, r = t.asked_voice.c, t.asked_reply.c
    asked = select(t.asked_voice).where(v.asking.in_([a.ref for a in rounds])).order_by(v.ref)
    voices = tuple(_voice(row) for row in connection.execute(asked).mappings())
    said = select(t.asked_reply).where(r.voice.in_([x.ref for x in voices])).order_by(r.voice, r.number)
    return MemberCheck(rounds, voices, tuple(_reply(row) for row in connection.execute(said).mappings()))


def start(w: Writer, consultation: str, kind: str, version: int, shown: Iterable[ShownItem], *, by: str) -> str:
    """Freeze what people are shown of a document. An earlier round about it shows nothing any more."""
    for a in askings(w.connection, consultation, kind):
        change(w, a.ref, showing=False)
    ref = _add(w, consultation, kind, version, showing=True, recorded=False, nobody="", by=by)
    for s in shown:
        w.run(
            insert(t.asked_item).values(
                asking=ref, number=s.number, item=s.item.value, key=s.key, words=s.words, place=s.place,
                before=s.before, who=s.who, person=s.person or None, submission=s.answer or None,
            )
        )  # fmt: skip
    return ref


def nobody(w: Writer, consultation: str, kind: str, version: int, because: str, *, by: str) -> str:
    """Note that nobody was asked about a document, and why."""
    return _add(w, consultation, kind, version, showing=False, recorded=True, nobody=because, by=by)


def _add(w: Writer, consultation: str, kind: str, version: int, **values: Any) -> str:
    ref = w.new_ref("A")
    w.run(insert(t.asking).values(ref=ref, consultation=consultation, kind=kind, version=version, at=w.now(), **values))
    return ref


def change(w: Writer, ref: str, **values: Any) -> None:
    """Change whether a round is shown, or recorded."""
    w.run(update(t.asking).where(t.asking.c.ref == ref).values(**values))


def ask(w: Writer, v: Voice, *, by: str) -> str:
    """Note that somebody was asked. Who is in the round already keeps their place. Returns the voice's ref."""
    if v.person:
        known = select(t.asked_voice.c.ref).where(
            t.asked_voice.c.asking == v.asking, t.asked_voice.c.person == v.person
        )
        if found := w.run(known.order_by(t.asked_voice.c.ref)).scalar():
            return str(found)
    ref = w.new_ref("W")
    w.run(
        insert(t.asked_voice).values(
            ref=ref, asking=v.asking, person=v.person or None, way=v.way.value, label=v.label, present=v.present,
            answered=v.answered, on=v.on, by=by, at=w.now(),
        )
    )  # fmt: skip
    return ref


def take_off(w: Writer, voice: str) -> None:
    """Take somebody off the list of who was asked, with what they said."""
    w.run(delete(t.asked_voice).where(t.asked_voice.c.ref == voice))


def say(w: Writer, r: Reply) -> None:
    """Keep what somebody says to one thing, in place of what they said before.

    What the officer had answered stays only where the same is said as before.
    """
    where = (t.asked_reply.c.voice == r.voice, t.asked_reply.c.number == r.number)
    row = w.run(select(t.asked_reply).where(*where)).mappings().first()
    before = _reply(row) if row is not None else None
    if before is not None and (before.view, before.words, before.place) == (r.view, r.words, r.place):
        return
    w.run(delete(t.asked_reply).where(*where))
    if not r.says:
        return
    same = before is not None and (before.view, before.words) == (r.view, r.words)
    kept = {x: row[x] for x in ("changed", "because", "decided_by", "decided_at")} if same and row is not None else {}
    w.run(
        insert(t.asked_reply).values(
            voice=r.voice, number=r.number, view=r.view.value if r.view else "", words=r.words, place=r.place,
            how=r.how, by=r.by, at=w.now(), **kept,
        )
    )  # fmt: skip
    w.run(update(t.asked_voice).where(t.asked_voice.c.ref == r.voice, t.asked_voice.c.answered == 0).values(answered=1))


def reword(connection: Connection, r: Reply) -> None:
    """Keep the words of a reply as they stand now, while they are being typed."""
    where = (t.asked_reply.c.voice == r.voice, t.asked_reply.c.number == r.number)
    connection.execute(update(t.asked_reply).where(*where).values(words=r.words))


def decide(w: Writer, r: Reply, *, changed: bool, because: str, by: str) -> None:
    """Keep what the officer did about a reply: changed or not, and what or why not."""
    where = (t.asked_reply.c.voice == r.voice, t.asked_reply.c.number == r.number)
    values = {"changed": changed, "because": because, "decided_by": by, "decided_at": w.now()}
    w.run(update(t.asked_reply).where(*where).values(**values))


def _voice(row: Any) -> Voice:
    return Voice(
        row["ref"], row["asking"], Way(row["way"]), row["person"] or "", row["label"], row["present"], row["answered"],
        row["on"],
    )  # fmt: skip


def _reply(row: Any) -> Reply:
    view = View(row["view"]) if row["view"] else None
    return Reply(
        row["voice"], row["number"], view, row["words"], row["place"], row["how"], row["by"], row["changed"],
        row["because"],
    )  # fmt: skip


def join(w: Writer, one: str, other: str) -> None:
    """Move what ``other`` was shown and said to ``one``: they are the same person."""
    for table in (t.asked_item, t.asked_voice):
        w.run(update(table).where(table.c.person == other).values(person=one))


def forget_replies(w: Writer, consultation: str) -> None:
    """Delete what people said to the drafts of a consultation whose words are past their time."""
    rounds = select(t.asking.c.ref).where(t.asking.c.consultation == consultation)
    voices = select(t.asked_voice.c.ref).where(t.asked_voice.c.asking.in_(rounds))
    w.run(update(t.asked_reply).where(t.asked_reply.c.voice.in_(voices)).values(words=""))
