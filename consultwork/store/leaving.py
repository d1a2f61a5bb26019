"""Taking a person out: every row that holds their words or their ref."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, select

from consultwork.store import schema as t
from consultwork.store.engine import Writer


@dataclass(frozen=True, slots=True)
class Gone:
    """What a withdrawal took out, and which documents it touches. It names nobody."""

    answers: int
    stale: tuple[str, ...]  # paths of documents that were deleted and must be made again
    changed: tuple[str, ...]  # paths of documents that somebody changed by hand since
    sent: tuple[str, ...]  # paths of documents that left us and cannot be taken back


def take_out(w: Writer, person: str, untouched: Callable[[str, str], bool]) -> Gone:
    """Delete a person from every table, in one transaction.

    Words, findings, versions, codings, permissions and identity go with the person by the
    database's own cascades. Records of documents that rest on them go too, except of those that
    were sent: of these the record stays, without its manifest.

    Args:
        untouched: tells by path and digest whether a document is still as we made it.
    """
    touched = (
        w.run(
            select(t.draft).where(
                t.draft.c.id.in_(select(t.draft_person.c.draft).where(t.draft_person.c.person == person))
            )
        )
        .mappings()
        .all()
    )
    answers = w.run(delete(t.submission).where(t.submission.c.person == person)).rowcount
    w.run(delete(t.person).where(t.person.c.ref == person))
    for row in touched:
        if row["state"] == "sent":
            w.run(t.draft.update().where(t.draft.c.id == row["id"]).values(manifest="{}"))
        else:
            w.run(delete(t.comment).where(t.comment.c.draft == row["id"]))
            w.run(delete(t.draft).where(t.draft.c.id == row["id"]))
    ours = [(row["path"], row["digest"]) for row in touched if row["state"] != "sent"]
    return Gone(
        int(answers),
        tuple(p for p, d in ours if untouched(p, d)),
        tuple(p for p, d in ours if not untouched(p, d)),
        tuple(row["path"] for row in touched if row["state"] == "sent"),
    )
