"""The part of the desk for checking, comments, approval and sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from consultwork import frames
from consultwork.blocks import Document
from consultwork.errors import Blocked, Refused, UnknownRef
from consultwork.journey import review
from consultwork.journey.respond import Material
from consultwork.model import Blocker, Change, Comment, DocumentKind, DraftState, Edit, ReadDocument, Use
from consultwork.ooxml import read_changes, read_comments, read_document, read_texts, unread
from consultwork.store import reviewing, writing
from consultwork.store.writing import DraftRecord
from consultwork.text import as_cell, as_date
from consultwork.word.status import restate
from consultwork.workbench.edits import NAMING, sealed
from consultwork.workbench.letterhead import check_form
from consultwork.workbench.respond import digest_of

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


@dataclass(frozen=True)
class Returned:
    """All that a returned file holds: its text, comments and tracked changes."""

    document: ReadDocument
    comments: tuple[Comment, ...]
    changes: tuple[Change, ...]
    original: tuple[str, ...]
    final: tuple[str, ...]
    edits: tuple[Edit, ...] = ()  # against the draft that was sent, where it is one of ours
    unread: tuple[str, ...] = ()  # what holds words and is not among its text


class ReviewDesk:
    """Who has read it, and whether it may go out."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def check(self, path: Path) -> tuple[Blocker, ...]:
        """Check a Word file: whether it can be read by everyone, and whether its data bear it out.

        A file that was not made here is checked for the first only, and one finding says so.
        """
        bench = self._bench
        read = read_document(path)
        found = check_form(path)
        record = self._record(read, path, required=False)
        if record is None:
            if read.draft:
                found.append(
                    Blocker("review", path.name, "this workspace does not know the draft; build it again here.")
                )
            return tuple(found)
        if record.state is DraftState.APPROVED and digest_of(path) != record.digest:
            found.append(Blocker("review", path.name, f"it was changed after {record.approved_by} approved it."))
        materials = bench.respond.materials(record.consultation, DocumentKind(record.kind))
        document, _ = _rebuilt(bench, record)
        return (*found, *self._content(read, document, materials))

    def check_against(self, path: Path, document: Document, materials: Sequence[Material]) -> tuple[Blocker, ...]:
        """Check a file that was made just now against the very document and data it was made from."""
        return self._content(read_document(path), document, materials)

    def _content(self, read: ReadDocument, document: Document, materials: Sequence[Material]) -> tuple[Blocker, ...]:
        return review.check_content(read, document, grounds(materials), [m.consultation for m in materials])

    def read(self, path: Path) -> tuple[Returned, str]:
        """Read a returned file and keep its comments and edits. Returns what it holds, and the draft's id."""
        bench = self._bench
        returned = read_returned(path)
        record = self._record(returned.document, path, required=False)
        if record is not None:
            found = bench.edits.found_in(path, record)
            returned = replace(returned, edits=found)
            source = digest_of(path)[:12]
            with bench.store.write(bench.by, "read a returned file", record.id, len(returned.comments)) as w:
                writing.put_comments(w, record.id, source, [_without_names(c) for c in returned.comments])
                reviewing.put_edits(w, record.id, source, found)
                if record.state is DraftState.DRAFT:
                    writing.move_draft(w, record.id, state=DraftState.IN_REVIEW)
        return returned, record.id if record else ""

    def export(self, path: Path, out: Path) -> Returned:
        """Keep a returned file's comments and edits, and write what it holds: see ``export_returned``."""
        returned, _ = self.read(path)
        return export_returned(path, out, returned)

    def drafts(self) -> pd.DataFrame:
        """Every document we made.

        Columns: draft, state, version, path, approved by, sent, route, open comments, note.
        """
        with self._bench.store.read() as c:
            records = writing.drafts(c)
            open_comments = {d.id: _open(writing.comments(c, d.id)) for d in records}
        columns = ("draft", "state", "version", "path", "approved by", "sent", "route", "open comments", "note")
        rows = [
            {
                "draft": d.id, "state": d.state.value, "version": d.version, "path": d.path,
                "approved by": d.approved_by, "sent": d.sent_at.date() if d.sent_at else "", "route": d.route,
                "open comments": open_comments[d.id], "note": self._note(d),
            }
            for d in records
        ]  # fmt: skip
        return frames.frame(rows, columns, ("version", "open comments"))

    def _note(self, d: DraftRecord) -> str:
        path = self._bench.root / d.path
        if d.state is DraftState.APPROVED and path.is_file() and digest_of(path) != d.digest:
            return "changed after it was approved"
        return f"sent as {d.sent_digest[:12]}" if d.sent_digest else ""

    def comments(self, draft: str) -> tuple[dict[str, Any], ...]:
        """The comments on a draft, with what was decided on each."""
        with self._bench.store.read() as c:
            return writing.comments(c, draft)

    def comment_table(self, draft: str) -> pd.DataFrame:
        """The comments on a draft from every copy, question by question, with our answer to each.

        Columns: those of ``frames.comment_frame``, then paragraph, decision, reason, decided by.
        """
        rows = sorted(self.comments(draft), key=lambda r: r["section"])
        names = ("id", "author", "text", "on", "anchored", "section", "thread", "parent", "resolved")
        made = frames.comment_frame(Comment(**{n: r[n] for n in names}) for r in rows)
        told = {"paragraph": "paragraph", "decision": "decision", "reason": "reason", "decided by": "by"}
        return made.assign(**{column: [r[name] for r in rows] for column, name in told.items()})

    def comments_by_question(self, draft: str) -> dict[str, list[Comment]]:
        """The comments on a draft, under the heading that each stands below."""
        found: dict[str, list[Comment]] = {}
        for row in self.comments(draft):
            names = ("id", "author", "text", "on", "anchored", "section", "thread", "parent", "resolved")
            found.setdefault(row["section"], []).append(Comment(**{n: row[n] for n in names}))
        return found

    def decide(self, draft: str, source: str, comment: str, decision: str, reason: str = "") -> None:
        """Answer a comment: accept, reject or discuss."""
        bench = self._bench
        if decision not in ("accept", "reject", "discuss"):
            raise Refused(f"“{decision}” is no answer to a comment.", todo="Use accept, reject or discuss.")
        with bench.store.write(bench.by, "answer a comment", draft) as w:
            writing.decide_comment(w, draft, source, comment, decision=decision, reason=reason, by=bench.by)

    def approve(self, path: Path, by: str) -> str:
        """Approve a file as it is now. Its status line says so from then on. Returns the draft's id.

        Raises:
            Blocked: the check found something, or a comment has no answer; nothing is changed.
        """
        bench = self._bench
        if not by.strip():
            raise Refused("nobody is named who approves it.", where=path.name, todo="Say who.")
        read = read_document(path)
        record = self._record(read, path)
        assert record is not None
        with bench.store.read() as c:
            waiting = sum(_open(writing.comments(c, d.id)) for d in self.versions(record))
        findings = [f for f in self.check(path) if "changed after" not in f.sentence]
        findings += bench.edits.blockers(record)
        findings += bench.edits.waiting(record.consultation, record.kind).blockers()
        if read_changes(path):
            findings.append(
                Blocker("review", path.name, "it still has tracked changes. Accept or reject each in Word.")
            )
        _press_on(review.may_approve(record.state, findings, waiting), path, "Run: consultwork check.")
        _press_on(bench.asking_back.blockers(record, read), path, "")
        status = f"Version {record.version}, approved by {by} on {as_date(bench.today)}."
        with bench.store.write(bench.by, "approve a document", record.id) as w:
            restate(path, status)
            writing.move_draft(
                w,
                record.id,
                state=DraftState.APPROVED,
                approved_by=by,
                approved_at=bench.clock(),
                digest=digest_of(path),
            )
            reviewing.put_approval(w, reviewing.Approval(record.id, record.version, by, bench.clock(), digest_of(path)))
        bench.copies.to_send(path)
        return record.id

    def approvals(self, draft: str = "") -> tuple[reviewing.Approval, ...]:
        """Who approved which version, and when: every approval, the first one first."""
        with self._bench.store.read() as c:
            return reviewing.approvals(c, draft)

    def send(self, path: Path, route: str) -> str:
        """Note that a document was sent, how, and the digest of the copy. It transmits nothing.

        Args:
            path: the approved file, or the copy to send of it.
            route: how it was sent, in a few words.

        Returns:
            The draft's id.

        Raises:
            Blocked: it is not approved, or was changed after it was approved.
        """
        bench = self._bench
        if not route.strip():
            raise Refused("it is not said how it was sent.", where=path.name, todo="Say by which route.")
        record = self.record_of(path)
        approved = bench.root / record.path
        unchanged = approved.is_file() and digest_of(approved) == record.digest
        _press_on(review.may_send(record.state, unchanged), path, "")
        _press_on(bench.asking_back.blockers(record), path, "")  # somebody may have left a quote out since
        copy = bench.copies.made_of(record.id)
        out = bench.root / copy.path if copy else approved
        if copy is None or not out.is_file() or digest_of(out) != copy.digest:
            out = bench.copies.to_send(approved).path
        if path.resolve() not in (approved.resolve(), out.resolve()) and digest_of(path) not in (
            digest_of(out),
            record.digest,
        ):
            raise Blocked(
                "it is not the copy that was approved.", where=path.name, todo=f"Send {out.name} in {out.parent.name}."
            )
        _press_on(bench.copies.prove(out), out, "Approve it again.")
        with bench.store.write(bench.by, "note that a document was sent", record.id) as w:
            writing.move_draft(
                w, record.id, state=DraftState.SENT, sent_at=bench.clock(), route=route, sent_digest=digest_of(out)
            )
        return record.id

    def blockers(self) -> tuple[Blocker, ...]:
        """What is still open between the drafts and their sending."""
        with self._bench.store.read() as c:
            records = writing.drafts(c)
            waiting = {d.id: _open(writing.comments(c, d.id)) for d in records}
        return review.blockers([(d.id, d.state) for d in records], waiting)

    def _record(self, read: ReadDocument, path: Path, *, required: bool = True) -> DraftRecord | None:
        with self._bench.store.read() as c:
            known = {d.id: d for d in writing.drafts(c)}
        if read.draft in known:
            return known[read.draft]
        if required:
            raise UnknownRef(
                "this file is not a draft of this workspace.", where=path.name, todo="Build it with respond."
            )
        return None

    def record(self, draft: str) -> DraftRecord | None:
        """What is known of a draft, by its id."""
        with self._bench.store.read() as c:
            return next((d for d in writing.drafts(c) if d.id == draft), None)

    def versions(self, record: DraftRecord) -> tuple[DraftRecord, ...]:
        """A draft and its earlier versions that were not sent: what was said of them still waits for an answer."""
        with self._bench.store.read() as c:
            return tuple(
                d
                for d in writing.drafts(c)
                if (d.consultation, d.kind) == (record.consultation, record.kind)
                and d.version <= record.version
                and (d.id == record.id or d.state is not DraftState.SENT)
            )

    def record_of(self, path: Path) -> DraftRecord:
        """What is known of a file: a draft of this workspace, or the copy to send of one.

        Raises:
            UnknownRef: it is neither.
        """
        with self._bench.store.read() as c:
            copies = reviewing.handed_out(c, digest=digest_of(path))
        own = self.record(copies[-1].draft) if copies else None
        found = self._record(read_document(path), path, required=own is None) or own
        assert found is not None
        return found


def _without_names(comment: Comment) -> Comment:
    if comment.anchor not in NAMING:
        return comment
    return replace(comment, anchored=sealed(comment.anchored), paragraph=sealed(comment.paragraph))


def read_returned(path: Path) -> Returned:
    """Everything that a Word file holds."""
    return Returned(
        read_document(path), read_comments(path), read_changes(path), *read_texts(path), unread=unread(path)
    )


def export_returned(path: Path, out: Path, returned: Returned | None = None) -> Returned:
    """Write what a Word file holds: comments.csv, changes.csv, original.txt and final.txt.

    For a draft of ours also edits.csv: every difference from what was sent, tracked or not.
    """
    returned = returned or read_returned(path)
    out.mkdir(parents=True, exist_ok=True)
    comments = review.comment_table(returned.comments)
    changes = frames.change_frame(returned.changes)
    tables = [("comments.csv", comments), ("changes.csv", changes)]
    if returned.document.draft:
        tables.append(("edits.csv", frames.edit_frame(returned.edits)))
    for name, table in tables:
        table.map(as_cell).to_csv(out / name, index=False, encoding="utf-8")
    for name, lines in (("original.txt", returned.original), ("final.txt", returned.final)):
        (out / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return returned


def grounds(materials: Sequence[Material]) -> review.Grounds:
    """What a document may rest on: words that may be quoted now, and texts that are official."""
    quotable, official = [], []
    for m in materials:
        quotable += [
            c.text
            for c in m.contributions.values()
            if c.verbatim and c.ref not in m.concerning and m.people[c.contributor].allows(Use.QUOTE, c.answer)
        ]
        c = m.consultation
        official += [c.title, c.about, c.source, c.outcome, c.worth, c.reference, *c.how_to_respond]
        official += [r.text for r in c.rules]
        for q in c.questions:
            official += [q.text, q.source, q.chapter, *q.options, *(p.text for p in q.parts)]
        if m.specification:
            official += [m.specification.title, m.specification.source]
            official += [x for line in m.specification.lines for x in (line.text, line.quotation)]
        official += [x for a in m.asks.values() for x in (a.text, a.short, a.source)]
        official += [x for f in m.facts.values() for x in (f.text, f.source)]
        official += [x for o in m.outcomes for x in (o.document, o.quotation)]
    facts = tuple(materials[0].facts.values()) if materials else ()
    return review.Grounds(tuple(quotable), tuple(official), facts)


def _rebuilt(bench: Workbench, record: DraftRecord) -> tuple[Document, list[Material]]:
    kind = DocumentKind(record.kind)
    document, _, materials = bench.respond.document(record.consultation, kind, asked_for=record.version)
    return document, materials


def _open(comments: Sequence[dict[str, Any]]) -> int:
    return sum(not row["decision"] and not row["resolved"] and not row["parent"] for row in comments)


def _press_on(blocked: Sequence[Blocker], path: Path, todo: str) -> None:
    if blocked:
        more = f" And {len(blocked) - 1} more." if len(blocked) > 1 else ""
        raise Blocked(f"{blocked[0].sentence}{more}", where=path.name, todo=todo)
