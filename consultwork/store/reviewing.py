"""The review round in the store: copies that went out, edits that came back, kept wording, approvals."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from consultwork.model import Edit, KeptWording, SentParagraph
from consultwork.store import review_tables as t
from consultwork.store.engine import Writer

DRAFT, FOR_REVIEW, TO_SEND = "draft", "review", "to send"
_EDIT = tuple(f.name for f in fields(Edit))


@dataclass(frozen=True, slots=True)
class OutgoingCopy:
    """A file that left the workspace: what for, where it lies, its bytes' digest, its paragraphs."""

    draft: str
    purpose: str
    key: str
    path: str
    digest: str
    paragraphs: tuple[SentParagraph, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved which version of a document, when, and the digest of what was approved."""

    draft: str
    version: int
    by: str
    at: datetime
    digest: str


def put_handed_out(w: Writer, h: OutgoingCopy, *, by: str) -> None:
    """Note a file that goes out, in place of an earlier one with the same words for the same purpose."""
    same = (t.handed_out.c.draft == h.draft, t.handed_out.c.purpose == h.purpose, t.handed_out.c.key == h.key)
    w.run(delete(t.handed_out).where(*same))
    paragraphs = json.dumps([[p.text, p.anchor, p.section, p.place] for p in h.paragraphs], ensure_ascii=False)
    w.run(
        insert(t.handed_out).values(
            draft=h.draft, purpose=h.purpose, key=h.key, path=h.path, digest=h.digest, paragraphs=paragraphs,
            by=by, at=h.at,
        )
    )  # fmt: skip


def handed_out(connection: Connection, draft: str = "", *, key: str = "", digest: str = "") -> tuple[OutgoingCopy, ...]:
    """Files that went out, the latest last."""
    query = select(t.handed_out).order_by(t.handed_out.c.id)
    for column, value in ((t.handed_out.c.draft, draft), (t.handed_out.c.key, key), (t.handed_out.c.digest, digest)):
        query = query.where(column == value) if value else query
    return tuple(
        OutgoingCopy(
            row["draft"], row["purpose"], row["key"], row["path"], row["digest"],
            tuple(SentParagraph(*p) for p in json.loads(row["paragraphs"])), row["at"],
        )
        for row in connection.execute(query).mappings()
    )  # fmt: skip


def put_edits(w: Writer, draft: str, source: str, found: Iterable[Edit]) -> None:
    """Keep the edits of one returned file. What was decided on the same edit before stays with it."""
    where = (t.edit.c.draft == draft, t.edit.c.source == source)
    earlier = {
        (row["anchor"], row["before"], row["after"], row["tracked"]): row
        for row in w.run(select(t.edit).where(*where)).mappings()
    }
    w.run(delete(t.edit).where(*where))
    for e in found:
        kept: Mapping[Any, Any] = earlier.get((e.anchor, e.before, e.after, e.tracked), {})
        row = {name: getattr(e, name) for name in _EDIT}
        decided = {name: kept.get(name, "") for name in ("decision", "reason", "by")}
        w.run(insert(t.edit).values(draft=draft, source=source, **row, **decided))


def edits(connection: Connection, draft: str) -> tuple[dict[str, Any], ...]:
    """The edits of every returned copy of a draft, with what was decided on each."""
    rows = connection.execute(select(t.edit).where(t.edit.c.draft == draft)).mappings()
    return tuple(sorted((dict(r) for r in rows), key=lambda r: (r["source"], int(r["id"][1:]))))


def as_edit(row: Mapping[str, Any]) -> Edit:
    """The noun of a row that ``edits`` gave."""
    return Edit(**{name: row[name] for name in _EDIT})


def decide_edit(w: Writer, draft: str, source: str, ident: str, *, decision: str, reason: str, by: str) -> None:
    """Note our answer to an edit: accept, reject or discuss."""
    where = (t.edit.c.draft == draft, t.edit.c.source == source, t.edit.c.id == ident)
    w.run(update(t.edit).where(*where).values(decision=decision, reason=reason, by=by))


def wording(connection: Connection, consultation: str, kind: str) -> tuple[KeptWording, ...]:
    """The wording that was accepted for a document."""
    c = t.kept_wording.c
    query = select(t.kept_wording).where(c.consultation == consultation, c.kind == kind).order_by(c.anchor)
    return tuple(
        KeptWording(r["consultation"], r["kind"], r["anchor"], r["base"], r["words"], r["by"])
        for r in connection.execute(query).mappings()
    )


def put_wording(w: Writer, k: KeptWording, *, at: datetime) -> None:
    """Keep wording for a paragraph, in place of what was kept for it before."""
    row = {
        "consultation": k.consultation, "kind": k.kind, "anchor": k.anchor, "base": k.base, "words": k.words,
        "by": k.by, "at": at,
    }  # fmt: skip
    w.put(t.kept_wording, row, ("consultation", "kind", "anchor"))


def drop_wording(w: Writer, consultation: str, kind: str, anchor: str) -> None:
    """Let the paragraph be what the data make of it again."""
    c = t.kept_wording.c
    w.run(delete(t.kept_wording).where(c.consultation == consultation, c.kind == kind, c.anchor == anchor))


def put_approval(w: Writer, a: Approval) -> None:
    """Note who approved which version; earlier approvals stay."""
    w.run(insert(t.approval).values(draft=a.draft, version=a.version, by=a.by, at=a.at, digest=a.digest))


def approvals(connection: Connection, draft: str = "") -> tuple[Approval, ...]:
    """Every approval, the first one first."""
    query = select(t.approval).order_by(t.approval.c.id)
    query = query.where(t.approval.c.draft == draft) if draft else query
    rows = connection.execute(query).mappings()
    return tuple(Approval(r["draft"], r["version"], r["by"], r["at"], r["digest"]) for r in rows)


def forget(w: Writer, drafts: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """Take out the copies and edits of some drafts. Returns (draft, path, digest) of the copies."""
    gone = [
        (row["draft"], row["path"], row["digest"])
        for row in w.run(select(t.handed_out).where(t.handed_out.c.draft.in_(drafts))).mappings()
    ]
    w.run(delete(t.handed_out).where(t.handed_out.c.draft.in_(drafts)))
    w.run(delete(t.edit).where(t.edit.c.draft.in_(drafts)))
    return tuple(gone)
