"""The part of the desk for checking, comments, approval and sending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from consultwork import frames
from consultwork.blocks import Document
from consultwork.errors import Blocked, Refused
from consultwork.files import refuse_if_open
from consultwork.journey import review
from consultwork.journey.respond import Material
from consultwork.kinds import Kind, Waiting
from consultwork.model import Blocker, Change, Comment, DocumentKind, DraftState, Edit, ReadDocument
from consultwork.ooxml import read_changes, read_comments, read_document, read_texts, unread
from consultwork.store import reviewing, writing
from consultwork.store.writing import DraftRecord
from consultwork.text import as_cell, as_date
from consultwork.word.write.status import restated
from consultwork.workbench.acts import changing
from consultwork.workbench.letterhead import check_form
from consultwork.workbench.respond import own_check
from consultwork.workbench.respond.kept_wording import NAMING, sealed
from consultwork.workbench.respond.respond_desk import RespondDesk
from consultwork.workbench.review import records
from consultwork.workbench.review.copies import CopiesDesk
from consultwork.workbench.review.edits import EditsDesk
from consultwork.workbench.review.member_checking import MemberCheckingDesk
from consultwork.workbench.staging import digest_of

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


@dataclass(frozen=True)
class ReturnedFile:
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

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, path: Path) -> tuple[Blocker, ...]:
        """Check a Word file: whether it can be read by everyone, and whether its data bear it out.

        A file that was not made here is checked for the first only, and one finding says so.
        """
        session = self._session
        read = read_document(path)
        findings = check_form(path)
        record = records.record_in(self._session, read, path, required=False)
        if record is None:
            if read.draft:
                findings.append(Blocker.of("review", path.name, Waiting.DRAFT_IS_UNKNOWN_HERE))
            return tuple(findings)
        if record.state is DraftState.APPROVED and digest_of(path) != record.digest:
            findings.append(Blocker.of("review", path.name, Waiting.CHANGED_AFTER_APPROVAL, by=record.approved_by))
        if read.state and (read.state == DraftState.DRAFT.value) == (
            record.state in (DraftState.APPROVED, DraftState.SENT)
        ):
            findings.append(
                Blocker.of("review", path.name, Waiting.STATE_DIFFERS, says=read.state, state=record.state.value)
            )
        materials = RespondDesk(session).materials(record.consultation, DocumentKind(record.kind))
        document, _ = _rebuilt(session, record)
        return (*findings, *own_check.content(read, document, materials))

    def read(self, path: Path) -> tuple[ReturnedFile, str]:
        """Read a returned file and keep its comments and edits. Returns what it holds, and the draft's id."""
        session = self._session
        returned = read_returned(path)
        record = records.record_in(self._session, returned.document, path, required=False)
        if record is not None:
            found = EditsDesk(session).found_in(path, record)
            returned = replace(returned, edits=found)
            source = digest_of(path)[:12]
            with session.store.write(session.by, "read a returned file", record.id, len(returned.comments)) as w:
                writing.put_comments(w, record.id, source, [_without_names(comment) for comment in returned.comments])
                reviewing.put_edits(w, record.id, source, found)
                if record.state is DraftState.DRAFT:
                    writing.move_draft(w, record.id, state=DraftState.IN_REVIEW)
        return returned, record.id if record else ""

    def export(self, path: Path, out: Path) -> ReturnedFile:
        """Keep a returned file's comments and edits, and write what it holds: see ``export_returned``."""
        returned, _ = self.read(path)
        return export_returned(path, out, returned)

    def drafts(self) -> pd.DataFrame:
        """Every document we made.

        Columns: draft, state, version, path, approved by, sent, route, open comments, note.
        """
        with self._session.store.read() as connection:
            records = writing.drafts(connection)
            open_comments = {d.id: _open(writing.comments(connection, d.id)) for d in records}
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
        path = self._session.root / d.path
        if d.state is DraftState.APPROVED and path.is_file() and digest_of(path) != d.digest:
            return "changed after it was approved"
        return f"sent as {d.sent_digest[:12]}" if d.sent_digest else ""

    def comments(self, draft: str) -> tuple[dict[str, Any], ...]:
        """The comments on a draft, with what was decided on each."""
        with self._session.store.read() as connection:
            return writing.comments(connection, draft)

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
        comments: dict[str, list[Comment]] = {}
        for row in self.comments(draft):
            names = ("id", "author", "text", "on", "anchored", "section", "thread", "parent", "resolved")
            comments.setdefault(row["section"], []).append(Comment(**{n: row[n] for n in names}))
        return comments

    def decide(self, draft: str, source: str, comment: str, decision: str, reason: str = "") -> None:
        """Answer a comment: accept, reject or discuss."""
        session = self._session
        if decision not in ("accept", "reject", "discuss"):
            raise Refused(Kind.NO_ANSWER_TO_A_COMMENT, decision=decision)
        with session.store.write(session.by, "answer a comment", draft) as w:
            writing.decide_comment(w, draft, source, comment, decision=decision, reason=reason, by=session.by)

    def approve(self, path: Path, by: str) -> str:
        """Approve a file as it is now. Its status line says so from then on. Returns the draft's id.

        The copy to send is made with it.

        Raises:
            Blocked: the check found something, a comment has no answer, or the copy to send cannot be
                proven; nothing is changed.
            Refused: nobody is named.
            FileInUse: somebody has the file open in Word; nothing is changed.
        """
        session = self._session
        if not by.strip():
            raise Refused(Kind.NOBODY_IS_NAMED_WHO_APPROVES_IT, where=path.name)
        refuse_if_open(path)  # what is not saved yet would be lost, or would undo what we write into the file
        checked = digest_of(path)
        read = read_document(path)
        record = records.record_in(self._session, read, path)
        assert record is not None
        with session.store.read() as connection:
            waiting = sum(_open(writing.comments(connection, d.id)) for d in records.versions(session, record))
        findings = [b for b in self.check(path) if b.kind is not Waiting.CHANGED_AFTER_APPROVAL]
        findings += EditsDesk(session).blockers(record)
        findings += EditsDesk(session).waiting(record.consultation, record.kind).blockers()
        if read_changes(path):
            findings.append(Blocker.of("review", path.name, Waiting.TRACKED_CHANGES_ARE_OPEN))
        _press_on(review.may_approve(record.state, findings, waiting), path, Kind.MAY_NOT_BE_APPROVED)
        _press_on(MemberCheckingDesk(session).blockers(record, read), path, Kind.MAY_NOT_BE_APPROVED_UNASKED)
        status = session.wording.say(
            "documents/status-approved", version=record.version, by=by, date=as_date(session.today)
        )
        data, said = restated(path, status, DraftState.APPROVED)
        if not said:
            raise Blocked(Kind.STATE_IS_SAID_NOWHERE, where=path.name)
        with changing(session, "approve a document", record.id) as (w, files):
            if digest_of(path) != checked:
                raise Refused(Kind.WAS_CHANGED_JUST_NOW, where=path.name)
            approved = files.new(path.name)
            approved.write_bytes(data)
            CopiesDesk(session).stage_to_send(w, files, record, path, approved)
            digest = files.place(approved, path)
            writing.move_draft(
                w, record.id, state=DraftState.APPROVED, approved_by=by, approved_at=session.clock(), digest=digest
            )
            reviewing.put_approval(w, reviewing.Approval(record.id, record.version, by, session.clock(), digest))
        return record.id

    def approvals(self, draft: str = "") -> tuple[reviewing.Approval, ...]:
        """Who approved which version, and when: every approval, the first one first."""
        with self._session.store.read() as connection:
            return reviewing.approvals(connection, draft)

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
        session = self._session
        if not route.strip():
            raise Refused(Kind.ROUTE_IS_NOT_SAID, where=path.name)
        record = records.record_of(session, path)
        approved = session.root / record.path
        unchanged = approved.is_file() and digest_of(approved) == record.digest
        _press_on(review.may_send(record.state, unchanged), path, Kind.MAY_NOT_BE_SENT)
        _press_on(
            MemberCheckingDesk(session).blockers(record), path, Kind.MAY_NOT_BE_SENT
        )  # somebody may have left a quote out since
        copy = CopiesDesk(session).made_of(record.id)
        out = session.root / copy.path if copy else approved
        if copy is None or not out.is_file() or digest_of(out) != copy.digest:
            out = CopiesDesk(session).to_send(approved).path
        if path.resolve() not in (approved.resolve(), out.resolve()) and digest_of(path) not in (
            digest_of(out),
            record.digest,
        ):
            raise Blocked(Kind.NOT_THE_COPY_THAT_WAS_APPROVED, where=path.name, out=out.name, parent=out.parent.name)
        _press_on(CopiesDesk(session).prove(out), out, Kind.COPY_IS_NOT_FIT_TO_SEND)
        with session.store.write(session.by, "note that a document was sent", record.id) as w:
            writing.move_draft(
                w, record.id, state=DraftState.SENT, sent_at=session.clock(), route=route, sent_digest=digest_of(out)
            )
        return record.id

    def blockers(self) -> tuple[Blocker, ...]:
        """What is still open between the drafts and their sending."""
        with self._session.store.read() as connection:
            records = writing.drafts(connection)
            waiting = {d.id: _open(writing.comments(connection, d.id)) for d in records}
        return review.blockers([(d.id, d.state) for d in records], waiting)

    def record(self, draft: str) -> DraftRecord | None:
        """What is known of a draft, by its id."""
        return records.record(self._session, draft)

    def versions(self, record: DraftRecord) -> tuple[DraftRecord, ...]:
        """A draft and its earlier versions that were not sent."""
        return records.versions(self._session, record)

    def record_of(self, path: Path) -> DraftRecord:
        """What is known of a file: a draft of this workspace, or the copy to send of one: see ``records``."""
        return records.record_of(self._session, path)


def _without_names(comment: Comment) -> Comment:
    if comment.anchor not in NAMING:
        return comment
    return replace(comment, anchored=sealed(comment.anchored), paragraph=sealed(comment.paragraph))


def read_returned(path: Path) -> ReturnedFile:
    """Everything that a Word file holds."""
    return ReturnedFile(
        read_document(path), read_comments(path), read_changes(path), *read_texts(path), unread=unread(path)
    )


def export_returned(path: Path, out: Path, returned: ReturnedFile | None = None) -> ReturnedFile:
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


def _rebuilt(session: Session, record: DraftRecord) -> tuple[Document, list[Material]]:
    kind = DocumentKind(record.kind)
    document, _, materials = RespondDesk(session).document(record.consultation, kind, asked_for=record.version)
    return document, materials


def _open(comments: Sequence[dict[str, Any]]) -> int:
    return sum(not row["decision"] and not row["resolved"] and not row["parent"] for row in comments)


def _press_on(blocked: Sequence[Blocker], path: Path, kind: Kind) -> None:
    if blocked:
        raise Blocked(kind, where=path.name, first=blocked[0], more=len(blocked) - 1, blockers=tuple(blocked))
