"""The part of the desk for answers, and for the documents that are made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork import settings
from consultwork.blocks import Block, Document, Paragraph, Quote, block_words
from consultwork.errors import Blocked, Refused, UnknownRef
from consultwork.journey import mapping, respond, theme
from consultwork.journey.protected_spans import guards
from consultwork.journey.respond import Material
from consultwork.journey.wording import KeptDocument
from consultwork.kinds import Kind
from consultwork.model import (
    Answer,
    Blocker,
    Consultation,
    DocumentKind,
    DraftState,
    Limit,
    LimitUnit,
    Piece,
    Use,
)
from consultwork.store import reviewing, writing
from consultwork.store.engine import Writer
from consultwork.store.reviewing import OutgoingCopy
from consultwork.store.vault import IDENTITY
from consultwork.store.writing import DraftRecord
from consultwork.text import count_words
from consultwork.word.manifest import content_key
from consultwork.word.write.document import WriteReport
from consultwork.word.write.pages import count_pages
from consultwork.workbench import letterhead
from consultwork.workbench.acts import changing
from consultwork.workbench.gather.feedback import how_it_was
from consultwork.workbench.plan.plan_desk import PlanDesk
from consultwork.workbench.respond import kept_wording, members, own_check
from consultwork.workbench.respond.kept_wording import GUARDS, sent_lines
from consultwork.workbench.safeguard import disclosure
from consultwork.workbench.staging import FileChanges, digest_of

if TYPE_CHECKING:
    from consultwork.workbench.session import Session, Snapshot

ALL = "all"


@dataclass(frozen=True)
class DocumentReport:
    """A document that was made: where it is, and what can be said of it."""

    path: Path
    draft: str
    consultation: str
    kind: DocumentKind
    words: int
    pages: int | None
    people: int
    quotes: int
    claims: int
    blockers: tuple[Blocker, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentInProgress:
    """A document that was begun: what it is of, and its file on the way to its pages."""

    path: Path
    consultation: str
    kind: DocumentKind
    snapshot: Snapshot
    kept: KeptDocument
    problems: tuple[Blocker, ...]
    materials: list[Material]
    begun: letterhead.PendingDocument


class RespondDesk:
    """What we say, and what it is based on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def made_up(self) -> bool:
        """Whether this workspace holds made-up contributions: then every document says so."""
        return self._session.made_up

    @cached_property
    def specifications(self) -> dict[str, settings.Specification]:
        """Service specifications that we have read, by consultation."""
        folder = self._session.path("data", "specifications")
        found = [settings.read_specification(p) for p in sorted(folder.glob("*.yaml"))]
        return {s.consultation: s for s in found}

    def answers(self, consultation: str) -> dict[str, Answer]:
        """What we answer, by question number, and by ``~name`` for other parts."""
        with self._session.store.read() as connection:
            return {a.question: a for a in writing.answers(connection, consultation)}

    def write_answer(self, consultation: str, question: str, pieces: Iterable[Piece]) -> None:
        """Keep what we answer to one question, or to a part such as ``~key-messages/1``."""
        self.write_answers([Answer(consultation, question, tuple(pieces))])

    def not_answered(self, consultation: str, question: str, because: str) -> None:
        """Note that we do not answer a question, and why. The reason is printed."""
        if not because.strip():
            raise Refused(Kind.UNANSWERED_QUESTION_NEEDS_REASON)
        written = self.answers(consultation).get(question)
        pieces = written.pieces if written else ()  # kept: she may change her mind
        self.write_answers([Answer(consultation, question, pieces, because.strip())])

    def write_answers(self, answers: Iterable[Answer]) -> None:
        """Keep several answers in one transaction.

        Raises:
            UnknownRef: there is no such question.
        """
        session, answers = self._session, list(answers)
        with session.store.write(session.by, "write answers", amount=len(answers)) as w:
            for a in answers:
                known = {q.number for q in session.consultation(a.consultation).questions}
                if a.question not in known and not a.question.startswith("~"):
                    raise UnknownRef(
                        Kind.CONSULTATION_HAS_NO_QUESTION, consultation=a.consultation, question=a.question
                    )
                writing.put_answer(w, a, by=session.by, at=session.clock())

    def first_draft(self, consultation: str) -> int:
        """Start every answer that has evidence and no words yet, from counts, quotes and asks alone.

        What somebody has written is never touched. Returns how many answers were started.
        """
        started = list(respond.first_draft(self.material(consultation)))
        if started:
            self.write_answers(started)
        return len(started)

    def kinds(self, consultation: Consultation) -> tuple[DocumentKind, ...]:
        """The documents that a consultation gets: its own, and a summary."""
        return tuple(dict.fromkeys((*consultation.documents, DocumentKind.SUMMARY)))

    def material(
        self, consultation: str, snapshot: Snapshot | None = None, *, version: int = 1, dated: date | None = None,
        credits: Mapping[str, str] | None = None,
    ) -> Material:  # fmt: skip
        """Everything that a consultation's documents are made from, at this moment.

        Args:
            credits: the names by which people wish to be thanked, from the open vault.
        """
        session = self._session
        s = snapshot or session.snapshot()
        c = session.consultation(consultation)
        own = s.of(consultation)
        decisions = {code: d for (name, code), d in s.decisions.items() if name == consultation}
        found = theme.themes(s.codes, s.codings, own, s.people, decisions)
        heard = theme.heard(own.values(), s.people)
        with session.store.read() as connection:
            given = {a.question: a for a in writing.answers(connection, consultation)}
            outcomes = writing.outcomes(connection)
            planned = {
                i["key"]: i["answer"] for i in writing.plan_items(connection, consultation) if i["section"] == "conduct"
            }
        willing = sorted(r for r in heard if s.people[r].allows(Use.CREDIT))
        thanked = tuple(sorted(credits[r] for r in willing if r in credits)) if credits else ()
        return Material(
            consultation=c, sender=session.sender, today=dated or session.today, people=s.people, contributions=own,
            heard=frozenset(heard), concerning=s.concerning, themes=found,
            evidence=mapping.evidence(c, found, s.links, len(heard)),
            tallies=mapping.tallies(c, own.values(), s.people),
            answers=given, asks=session.asks, facts=session.facts, specification=self.specifications.get(consultation),
            outcomes=outcomes, thanks=thanked, unnamed=len(willing) if credits is None else 0,
            felt=tuple((str(a), int(y), int(p), int(n)) for a, y, p, n in how_it_was(session, consultation).itertuples(index=False)),
            conduct=tuple((p.name, planned[p.id]) for p in PlanDesk(session).prompts.gunning if p.id in planned), made_up=self.made_up, version=version,
            wording=session.wording,
        )  # fmt: skip

    def _credits(self, s: Snapshot) -> dict[str, str] | None:
        """The names by which people wish to be thanked, or None when a shut vault keeps them back."""
        vault = self._session.vault
        willing = {ref for ref, p in s.people.items() if p.allows(Use.CREDIT)}
        if not vault.there or not willing & vault.vault.marks(IDENTITY):
            return {}
        return vault.credit_names() if vault.ready else None

    def preview(self, consultation: str, question: str, pieces: Iterable[Piece]) -> tuple[tuple[Block, ...], int]:
        """Blocks for an answer that is being written, and how many words of it count."""
        composer = respond.Composer(self.material(consultation))
        blocks = composer.pieces(f"q{question}", pieces)
        return blocks, respond.answer_words(blocks)

    def whole_size(self, consultation: str) -> tuple[int, Limit] | None:
        """How much a submission says in all, and its limit in words or characters; None without one."""
        limit = self._session.consultation(consultation).limit
        if limit is None or limit.unit is LimitUnit.PAGES:
            return None
        document, _, _ = self.document(consultation, DocumentKind.SUBMISSION)
        return respond.whole_size(document, limit.unit), limit

    def materials(
        self, consultation: str, kind: DocumentKind, snapshot: Snapshot | None = None, dated: date | None = None,
        credits: Mapping[str, str] | None = None, asked_for: int = 0,
    ) -> list[Material]:  # fmt: skip
        """What a document rests on: one consultation's material, or everybody's for the summary across all.

        Args:
            asked_for: the version about which people were asked back; the one to come when left out.
        """
        session = self._session
        s = snapshot or session.snapshot()
        if consultation != ALL:
            version = self._version(consultation, kind)
            told = members.told(session, consultation, kind, asked_for or version, s.people)
            made = self.material(consultation, s, version=version, dated=dated, credits=credits)
            return [replace(made, asked_back=told.blocks, asked_back_small=told.small)]
        spoken = [consultation for consultation in session.consultations if s.of(consultation)]
        if not spoken:
            raise Refused(Kind.NOBODY_HAS_BEEN_HEARD_ON_ANY_CONSULTATION)
        version = self._version(ALL, kind)
        return [
            self.material(consultation, s, version=version, dated=dated, credits=credits) for consultation in spoken
        ]

    def document(
        self, consultation: str, kind: DocumentKind, snapshot: Snapshot | None = None, dated: date | None = None,
        asked_for: int = 0,
    ) -> tuple[Document, tuple[Blocker, ...], list[Material]]:  # fmt: skip
        """A document as blocks, what had to be left out of it, and what it rests on.

        Wording that was accepted from reviewers stands in it. ``asked_for``: see ``materials``.
        """
        kept, problems, materials = self._kept(consultation, kind, snapshot, dated, asked_for)
        return kept.document, problems, materials

    def _kept(
        self, consultation: str, kind: DocumentKind, snapshot: Snapshot | None = None, dated: date | None = None,
        asked_for: int = 0,
    ) -> tuple[KeptDocument, tuple[Blocker, ...], list[Material]]:  # fmt: skip
        document, problems, materials = self.generated(consultation, kind, snapshot, dated, asked_for)
        kept = kept_wording.keep(self._session, document, consultation, kind)
        if kept.document is not document:
            first = materials[0]
            kept = replace(kept, document=respond.with_sizes(kept.document, first.consultation, first.wording))
        return kept, problems, materials

    def generated(
        self, consultation: str, kind: DocumentKind, snapshot: Snapshot | None = None, dated: date | None = None,
        asked_for: int = 0,
    ) -> tuple[Document, tuple[Blocker, ...], list[Material]]:  # fmt: skip
        """The same as the data and our answers alone make it, without anybody's accepted wording."""
        s = snapshot or self._session.snapshot()
        credits = self._credits(s) if kind in respond.THANKING else {}
        materials = self.materials(consultation, kind, s, dated, credits, asked_for)
        document, problems = respond.build(materials, kind)
        return document, problems, materials

    def make(
        self, consultation: str, kind: DocumentKind | str, *, snapshot: Snapshot | None = None, pages: bool = False,
        dated: date | None = None,
    ) -> DocumentReport:  # fmt: skip
        """Make one document as Word, in ``out/``.

        Args:
            consultation: its id, or "all" for the summary across all.
            pages: also count the pages, where LibreOffice is installed.
            dated: the day on the document; today when left out.

        Raises:
            Refused: nobody has been heard yet, or the consultation gets no such document.
            Blocked: a check of the finished file against the data found something.
        """
        return self.finish(self.begin(consultation, kind, snapshot=snapshot, dated=dated), pages=pages)

    def begin(
        self, consultation: str, kind: DocumentKind | str, *, snapshot: Snapshot | None = None, dated: date | None = None
    ) -> DocumentInProgress:  # fmt: skip
        """Begin to make a document: a long one is laid out into pages beside whatever else is done.

        Raises:
            Refused: nobody has been heard yet, or the consultation gets no such document.
        """
        session, kind = self._session, DocumentKind(kind)
        if consultation != ALL:
            session.consultation(consultation)
        elif kind is not DocumentKind.SUMMARY:
            raise Refused(Kind.ONLY_A_SUMMARY_ACROSS_ALL)
        s = snapshot or session.snapshot()
        if consultation != ALL and not any(
            s.people[contribution.contributor].recorded for contribution in s.of(consultation).values()
        ):
            raise Refused(Kind.NOBODY_HEARD_ON_CONSULTATION, consultation=consultation)
        kept, problems, materials = self._kept(consultation, kind, s, dated)
        path = session.out / f"{consultation}-{kind.value}.docx"
        limit = materials[0].consultation.limit
        counted = kind is DocumentKind.SUBMISSION and limit is not None and limit.unit is LimitUnit.PAGES
        half = path.with_name(f".{path.name}.begun")
        begun = letterhead.begin(session, kept.document, half, dated=dated, count=counted)
        return DocumentInProgress(path, consultation, kind, s, kept, problems, materials, begun)

    def finish(self, making: DocumentInProgress, *, pages: bool = False) -> DocumentReport:
        """Finish a document that was begun: its contents, its check, its place in ``out/``.

        Raises:
            Blocked: a check of the finished file against the data found something.
        """
        session, path, draft_path = self._session, making.path, making.begun.path
        document, written, laid_out = letterhead.finish(session, making.begun)
        n_pages = laid_out or (count_pages(draft_path) if pages else None)
        try:
            wrong = own_check.check_against(draft_path, document, making.materials)
            if wrong:
                raise Blocked(Kind.DOCUMENT_DOES_NOT_PASS_ITS_OWN_CHECK, where=path.name, wrong=wrong[0])
            # What an officer's own template makes hard to read is told, and stops its approval: not its making.
            unreadable = letterhead.check_form(draft_path)
            made = self._made(making, document, n_pages)
            kept = self._keep(made, document, making.materials, draft_path)
        finally:
            draft_path.unlink(missing_ok=True)
        return replace(
            made, blockers=(*made.blockers, *unreadable), notes=(*kept, *_notes(document, written))
        )  # fmt: skip

    def _set_aside(self, w: Writer, files: FileChanges, path: Path, new: str) -> tuple[str, ...]:
        """Keep an earlier file under another name if somebody read, approved, sent or changed it."""
        session = self._session
        if not path.exists() or digest_of(path) == new:
            return ()
        digest, here = digest_of(path), path.relative_to(session.root).as_posix()
        same = [d for d in writing.drafts(w.connection) if d.path == here and d.digest == digest]
        if same and all(d.state is DraftState.DRAFT for d in same):
            return ()
        stem = f"{path.stem}-v{same[-1].version}" if same else f"{path.stem}-changed"
        aside, n = path.with_name(f"{stem}.docx"), 1
        while aside.exists():
            n += 1
            aside = path.with_name(f"{stem}-{n}.docx")
        for d in same:
            writing.move_draft(w, d.id, path=aside.relative_to(session.root).as_posix())
        files.set_aside(path, aside)
        why = f"it is {same[-1].state.value}" if same else "somebody changed it"
        return (f"The earlier {path.name} is kept as {aside.name}: {why}.",)

    def make_all(self, consultation: str = ALL, *, pages: bool = False) -> list[DocumentReport]:
        """Make every document of one consultation, or of all and the summary across them."""
        session = self._session
        s = session.snapshot()
        if consultation != ALL:
            wanted = [(consultation, k, None) for k in self.kinds(session.consultation(consultation))]
        else:
            spoken = [consultation for consultation in session.consultations.values() if s.of(consultation.id)]
            wanted = [(consultation.id, k, None) for consultation in spoken for k in self.kinds(consultation)]
            wanted += [(ALL, DocumentKind.SUMMARY, None)] if len(spoken) > 1 else []
        return self.make_these(wanted, s, pages=pages)

    def make_these(
        self, wanted: Iterable[tuple[str, DocumentKind, date | None]], snapshot: Snapshot, *, pages: bool = False
    ) -> list[DocumentReport]:  # fmt: skip
        """Make several documents: (consultation, kind, the day on it). The long ones are begun first."""
        begun: list[DocumentInProgress] = []
        try:
            for c, k, d in wanted:
                begun.append(self.begin(c, k, snapshot=snapshot, dated=d))
            return [self.finish(m, pages=pages) for m in begun]
        finally:
            for m in begun:  # what one refusal left unfinished holds people's words
                m.begun.path.unlink(missing_ok=True)

    def blockers(self) -> tuple[Blocker, ...]:
        """Why documents may not go out yet, for each consultation that people spoke to."""
        session = self._session
        s = session.snapshot()
        findings: dict[str, Blocker] = {}
        for consultation in session.consultations.values():
            if not s.of(consultation.id):
                continue
            for kind in self.kinds(consultation):
                document, problems, materials = self.document(consultation.id, kind, s)
                pointed = disclosure.blockers(s, document, materials)
                for b in (*respond.blockers(materials[0], kind, document, problems), *pointed):
                    findings.setdefault(str(b), b)
        return tuple(findings.values())

    def _made(self, making: DocumentInProgress, document: Document, pages: int | None) -> DocumentReport:
        blocks, materials = document.blocks(), making.materials
        wanting = respond.blockers(materials[0], making.kind, document, making.problems, pages)
        return DocumentReport(
            path=making.path, draft=document.draft, consultation=making.consultation, kind=making.kind,
            words=sum(count_words(block_words(b)) for b in blocks), pages=pages,
            people=len({p for m in materials for p in m.heard}),
            quotes=sum(isinstance(b, Quote) for b in blocks),
            claims=sum(1 for b in blocks if isinstance(b, Paragraph) and b.claims and (b.evidence or _is_people(b))),
            blockers=(
                *wanting, *disclosure.blockers(making.snapshot, document, materials), *making.kept.blockers(),
            ),
        )  # fmt: skip

    def _version(self, consultation: str, kind: DocumentKind) -> int:
        """A draft nobody has read yet is made again under its own number; a read one gets the next."""
        with self._session.store.read() as connection:
            same = [d for d in writing.drafts(connection) if d.consultation == consultation and d.kind == kind.value]
        return max((d.version + (d.state is not DraftState.DRAFT) for d in same), default=1)

    def _keep(
        self, made: DocumentReport, document: Document, materials: list[Material], finished: Path
    ) -> tuple[str, ...]:
        """Keep a document's record and put its file in its place, as one act. Returns what is told of it."""
        session, digest = self._session, digest_of(finished)
        record = DraftRecord(
            id=made.draft, consultation=made.consultation, kind=made.kind.value, version=materials[0].version,
            state=DraftState.DRAFT, path=made.path.relative_to(session.root).as_posix(), digest=digest,
            manifest=_manifest(document) | {GUARDS: [list(astuple(g)) for g in guards(document, session.asks, session.facts, session.wording)]},
        )  # fmt: skip
        # A theme's count rests on everybody who was heard: each of them leaving changes the document.
        rests_on = {x.contributor for m in materials for x in m.contributions.values()}
        out = OutgoingCopy(
            record.id, reviewing.DRAFT, content_key(document), record.path, record.digest, sent_lines(finished),
            session.clock(),
        )  # fmt: skip
        with changing(session, f"make a document: {made.kind.value}", made.draft) as (w, files):
            told = self._set_aside(w, files, made.path, digest)
            writing.put_draft(w, record, people=rests_on, at=session.clock())
            reviewing.put_handed_out(w, out, by=session.by)
            files.place(finished, made.path)
        return told


def _notes(document: Document, written: WriteReport) -> tuple[str, ...]:
    """What an officer should know of a document that was made all the same."""
    found = []
    if written.unknown:
        found.append(f"The template {document.template} has no place for: {', '.join(written.unknown)}.")
    if written.replaced:
        found.append(f"{written.replaced} characters that Word cannot hold were replaced in {written.path.name}.")
    return tuple(found)


def _is_people(block: Paragraph) -> bool:
    return any(claim.kind == "people" for claim in block.claims)


def _manifest(document: Document) -> dict[str, Any]:
    """What each paragraph claims, by its anchor: kept to tell what an edit touches."""
    made: dict[str, Any] = {}
    for b in document.blocks():
        anchor = getattr(b, "anchor", "")
        if isinstance(b, Paragraph) and anchor:
            made[anchor] = {
                "evidence": list(b.evidence),
                "claims": [[claim.kind, claim.key] for claim in b.claims],
                "own": b.own_words,
            }
        elif isinstance(b, Quote) and anchor:
            made[anchor] = {"quote": b.coding, "evidence": [b.evidence] if b.evidence else []}
    return made
