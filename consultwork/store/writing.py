"""What is written: answers, drafts, comments on them, what became of the asks, and the plan."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from consultwork.model import (
    Answer,
    Comment,
    DraftState,
    Outcome,
    OutcomeState,
    Piece,
    PieceKind,
)
from consultwork.store import schema as t
from consultwork.store.engine import Writer


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A document we made: where it is, how far it has come, and what it claims."""

    id: str
    consultation: str
    kind: str
    version: int
    state: DraftState
    path: str
    digest: str
    manifest: Mapping[str, Any]
    approved_by: str = ""
    approved_at: datetime | None = None
    sent_at: datetime | None = None
    route: str = ""
    sent_digest: str = ""  # of the very file that was sent


def answers(connection: Connection, consultation: str = "") -> tuple[Answer, ...]:
    """What we answer, question by question."""
    query = select(t.answer)
    if consultation:
        query = query.where(t.answer.c.consultation == consultation)
    return tuple(
        Answer(
            row["consultation"],
            row["question"],
            tuple(Piece(PieceKind(kind), value) for kind, value in json.loads(row["pieces"])),
            row["not_answered"],
        )
        for row in connection.execute(query).mappings()
    )


def put_answer(w: Writer, a: Answer, *, by: str, at: datetime) -> None:
    """Keep what we answer to one question."""
    pieces = json.dumps([[p.kind.value, p.value] for p in a.pieces], ensure_ascii=False)
    row = {
        "consultation": a.consultation, "question": a.question, "not_answered": a.not_answered,
        "pieces": pieces, "by": by, "at": at,
    }  # fmt: skip
    w.put(t.answer, row, ("consultation", "question"))


def drafts(connection: Connection) -> tuple[DraftRecord, ...]:
    """Every document we made and still know of."""
    rows = connection.execute(select(t.draft).order_by(t.draft.c.id)).mappings()
    return tuple(
        DraftRecord(
            row["id"], row["consultation"], row["kind"], row["version"], DraftState(row["state"]), row["path"],
            row["digest"], json.loads(row["manifest"]), row["approved_by"], row["approved_at"], row["sent_at"],
            row["route"], row["sent_digest"],
        )
        for row in rows
    )  # fmt: skip


def put_draft(w: Writer, d: DraftRecord, *, people: Iterable[str], at: datetime) -> None:
    """Keep a document's record, and whose words it rests on.

    Whoever an earlier making of it rested on stays noted: a copy of that may be out for review.
    """
    row = {
        "id": d.id, "consultation": d.consultation, "kind": d.kind, "version": d.version, "state": d.state.value,
        "path": d.path, "digest": d.digest, "manifest": json.dumps(d.manifest, ensure_ascii=False), "at": at,
        "approved_by": d.approved_by, "approved_at": d.approved_at, "sent_at": d.sent_at, "route": d.route,
        "sent_digest": d.sent_digest,
    }  # fmt: skip
    w.put(t.draft, row, ("id",))
    for person in sorted(set(people)):
        w.put(t.draft_person, {"draft": d.id, "person": person}, ("draft", "person"))


def move_draft(w: Writer, draft: str, **values: Any) -> None:
    """Change a draft's state, and what belongs to it."""
    if isinstance(values.get("state"), DraftState):
        values["state"] = values["state"].value
    w.run(update(t.draft).where(t.draft.c.id == draft).values(**values))


def put_comments(w: Writer, draft: str, source: str, found: Iterable[Comment]) -> None:
    """Keep the comments of one returned file, in place of an earlier reading of the same file.

    What was decided on a comment stays with it.
    """
    where = (t.comment.c.draft == draft, t.comment.c.source == source)
    earlier = {row["id"]: row for row in w.run(select(t.comment).where(*where)).mappings()}
    w.run(delete(t.comment).where(*where))
    for c in found:
        kept: Mapping[Any, Any] = earlier.get(c.id, {})
        w.run(
            insert(t.comment).values(
                draft=draft, source=source, id=c.id, author=c.author, on=c.on, text=c.text,
                anchored=c.anchored, section=c.section, thread=c.thread, parent=c.parent, resolved=c.resolved,
                decision=kept.get("decision", ""), reason=kept.get("reason", ""), by=kept.get("by", ""),
                anchor=c.anchor, paragraph=c.paragraph,
            )
        )  # fmt: skip


def comments(connection: Connection, draft: str) -> tuple[dict[str, Any], ...]:
    """The comments on a draft from every returned file, with what was decided on each."""
    query = select(t.comment).where(t.comment.c.draft == draft).order_by(t.comment.c.source, t.comment.c.id)
    return tuple(dict(row) for row in connection.execute(query).mappings())


def decide_comment(w: Writer, draft: str, source: str, comment: str, *, decision: str, reason: str, by: str) -> None:
    """Note our answer to a comment: accept, reject or discuss."""
    where = (t.comment.c.draft == draft, t.comment.c.source == source, t.comment.c.id == comment)
    w.run(update(t.comment).where(*where).values(decision=decision, reason=reason, by=by))


def outcomes(connection: Connection) -> tuple[Outcome, ...]:
    """What became of the asks, as far as it is known."""
    rows = connection.execute(select(t.outcome).order_by(t.outcome.c.ask, t.outcome.c.consultation)).mappings()
    return tuple(
        Outcome(
            row["ask"], row["consultation"], OutcomeState(row["state"]), row["document"], row["page"],
            row["quotation"], row["decided_on"],
        )
        for row in rows
    )  # fmt: skip


def put_outcome(w: Writer, o: Outcome, *, by: str, at: datetime) -> None:
    """Note what became of an ask."""
    row = {
        "ask": o.ask, "consultation": o.consultation, "state": o.state.value, "document": o.document,
        "page": o.page, "quotation": o.quotation, "decided_on": o.decided_on, "by": by, "at": at,
    }  # fmt: skip
    w.put(t.outcome, row, ("ask", "consultation"))


def plan_items(connection: Connection, consultation: str) -> tuple[dict[str, Any], ...]:
    """The lines of a consultation's plan: section, key, answer, owner, cover, due, ask_again."""
    query = select(t.plan_item).where(t.plan_item.c.consultation == consultation)
    rows = connection.execute(query.order_by(t.plan_item.c.section, t.plan_item.c.key)).mappings()
    return tuple(dict(row) for row in rows)


def put_plan_item(
    w: Writer, consultation: str, section: str, key: str, *, by: str, at: datetime, answer: str = "",
    owner: str = "", cover: str = "", due: date | None = None, ask_again: date | None = None,
) -> None:  # fmt: skip
    """Keep one line of a plan."""
    row = {
        "consultation": consultation, "section": section, "key": key, "answer": answer, "owner": owner,
        "cover": cover, "due": due, "ask_again": ask_again, "by": by, "at": at,
    }  # fmt: skip
    w.put(t.plan_item, row, ("consultation", "section", "key"))
