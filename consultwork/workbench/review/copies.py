"""The part of the desk for the two copies of a draft: the one for reviewers, and the one to send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consultwork.blocks import Block, Bullets, Heading, Paragraph, Tone, bold, plain, spans_of
from consultwork.errors import Blocked, Refused
from consultwork.kinds import Kind
from consultwork.model import Blocker, DraftState
from consultwork.ooxml import read_document, read_manifest
from consultwork.store import reviewing, writing
from consultwork.store.engine import Writer
from consultwork.store.reviewing import OutgoingCopy
from consultwork.store.writing import DraftRecord
from consultwork.text import as_date
from consultwork.word.write.review_copy import write_review_copy
from consultwork.word.write.status import restated
from consultwork.word.write.to_send import faults, write_copy_to_send
from consultwork.wording import Wording
from consultwork.workbench.acts import changing
from consultwork.workbench.respond.kept_wording import GUARDS, sent_lines
from consultwork.workbench.review import records
from consultwork.workbench.staging import FileChanges, digest_of

if TYPE_CHECKING:
    from consultwork.workbench.session import Session

FOR_REVIEW, TO_SEND = "for-review", "to-send"
ASKED = ("papers/review-asked-read", "papers/review-asked-say", "papers/review-asked-track")
KEEP = ("papers/review-keep-quotes", "papers/review-keep-numbers", "papers/review-keep-asks")


@dataclass(frozen=True)
class Copy:
    """A copy that was made: where it is, and how many comments of evidence it carries."""

    path: Path
    draft: str
    comments: int = 0


class CopiesDesk:
    """The copy for reviewers, and the copy to send."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def for_review(
        self, path: Path, by_when: date, *, asked: Sequence[str] = (), evidence: bool = False, to: str = ""
    ) -> Copy:
        """Make the copy for reviewers of a draft, as its file is now.

        It opens with what is asked, by when, and what not to change. From then on the draft counts as
        in review: the next making gets a number of its own.

        Args:
            path: the draft's file.
            by_when: when it should be back.
            asked: what reviewers are asked to do, a line each; the three lines of the catalogue when left out.
            evidence: whether each claim's evidence stands beside it as a comment.
            to: to whom it should be sent back; the organisation's own address when left out.

        Raises:
            UnknownRef: the file is not a draft of this workspace.
            Refused: the day is over, or the draft was sent already.
        """
        session = self._session
        record = records.record_of(session, path)
        if by_when < session.today:
            raise Refused(Kind.DAY_IS_OVER)
        if record.state is DraftState.SENT:
            raise Refused(Kind.DOCUMENT_WAS_SENT, where=path.name)
        out = session.out / FOR_REVIEW / path.name
        notes = any(p.place == "footnote" for p in read_document(path).paragraphs)
        front = _front(
            session.wording,
            by_when,
            to or session.sender.email or session.sender.name,
            asked,
            evidence=evidence,
            notes=notes,
        )
        notes_ = _notes(record) if evidence else {}
        with changing(session, "give a draft out for review", record.id) as (w, files):
            staged = files.new(out.name)
            comments = write_review_copy(path, staged, front=front, notes=notes_, on=session.today)
            self._hand_out(w, files, record, reviewing.FOR_REVIEW, path, staged, out)
            if record.state is DraftState.DRAFT:
                writing.move_draft(w, record.id, state=DraftState.IN_REVIEW)
        return Copy(out, record.id, comments)

    def to_send(self, path: Path) -> Copy:
        """Make the copy to send of an approved file, and prove on its bytes that it may go.

        Raises:
            Blocked: the file is not approved as it is now, has tracked changes, or the proof fails.
        """
        session = self._session
        record = records.record_of(session, path)
        if record.state not in (DraftState.APPROVED, DraftState.SENT) or digest_of(path) != record.digest:
            raise Blocked(Kind.NOT_APPROVED_AS_IT_IS, where=path.name)
        with changing(session, "make the copy to send", record.id) as (w, files):
            out = self.stage_to_send(w, files, record, path, path)
        return Copy(out, record.id)

    def stage_to_send(self, w: Writer, files: FileChanges, record: DraftRecord, path: Path, approved: Path) -> Path:
        """Make the copy to send within an act, and prove it. Returns where it will be.

        Args:
            path: the draft's own file, as it is called.
            approved: where its approved bytes are.

        Raises:
            Blocked: it has tracked changes, or the proof fails.
        """
        session = self._session
        out = session.out / TO_SEND / path.name
        staged = files.new(out.name)
        # Said while the anchor is there: it goes with all else that is ours.
        data, said = restated(
            approved,
            session.wording.say("documents/status-sent", version=record.version, date=as_date(session.today)),
            DraftState.SENT,
        )
        if not said:
            raise Blocked(Kind.STATE_IS_SAID_NOWHERE, where=path.name)
        staged.write_bytes(data)
        write_copy_to_send(staged, staged)
        wrong = faults(staged)
        if wrong:
            raise Blocked(Kind.COPY_HOLDS_WHAT_MAY_NOT_LEAVE, where=path.name, first=wrong[0].sentence)
        self._hand_out(w, files, record, reviewing.TO_SEND, approved, staged, out)
        return out

    def prove(self, path: Path) -> tuple[Blocker, ...]:
        """What in a file should not leave us, read from its bytes."""
        return faults(path)

    def made_of(self, draft: str) -> OutgoingCopy | None:
        """The latest copy to send of a draft."""
        with self._session.store.read() as connection:
            found = [h for h in reviewing.handed_out(connection, draft) if h.purpose == reviewing.TO_SEND]
        return found[-1] if found else None

    def _hand_out(
        self, w: Writer, files: FileChanges, record: DraftRecord, purpose: str, path: Path, staged: Path, out: Path
    ) -> None:
        """Note a copy that was staged, and let it be placed."""
        session = self._session
        lines = () if purpose == reviewing.TO_SEND else sent_lines(staged)
        carried = read_manifest(path)
        handed = OutgoingCopy(
            record.id, purpose, carried.key if carried else "", out.relative_to(session.root).as_posix(),
            files.place(staged, out), lines, session.clock(),
        )  # fmt: skip
        reviewing.put_handed_out(w, handed, by=session.by)


def _front(
    wording: Wording, by_when: date, to: str, asked: Sequence[str], *, evidence: bool, notes: bool
) -> tuple[Block, ...]:
    say = wording.say
    when = spans_of(say("papers/review-when", date=bold(as_date(by_when)), to=to))
    asked = asked or [say(entry) for entry in ASKED]
    blocks: list[Block] = [
        Heading(say("papers/review"), 1, "review-front"),
        Paragraph(when, Tone.LEAD, anchor="review-when"),
        Heading(say("papers/review-asked"), 2, "review-asked"),
        Bullets(tuple(plain(x) for x in asked), anchor="review-asked-list"),
        Heading(say("papers/review-keep"), 2, "review-keep"),
        Bullets(tuple(plain(say(entry)) for entry in KEEP), anchor="review-keep-list"),
    ]
    if evidence:
        said = say("papers/review-evidence")
        blocks.append(Paragraph(plain(said), Tone.NOTE, anchor="review-evidence"))
    if evidence and notes:
        # LibreOffice 7 puts the first note's words in place of the second's where a comment stands before them.
        said = say("papers/review-program")
        blocks.append(Paragraph(plain(said), Tone.NOTE, anchor="review-program"))
    return (*blocks, Paragraph(plain(say("papers/review-only")), Tone.SOURCE, anchor="review-only"))


def _notes(record: DraftRecord) -> dict[str, str]:
    """What each paragraph rests on, in one comment each, by its hidden bookmark."""
    notes: dict[str, list[str]] = {}
    for _, _, evidence, anchor in record.manifest.get(GUARDS, ()):
        if anchor and evidence not in notes.setdefault(anchor, []):
            notes[anchor].append(evidence)
    return {anchor: " ".join(said) for anchor, said in notes.items()}
