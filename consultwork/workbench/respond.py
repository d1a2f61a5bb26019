"""The part of the desk for answers, and for the documents that are made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork import settings
from consultwork.blocks import Block, Document, Paragraph, Quote, block_words
from consultwork.errors import Blocked, Refused, UnknownRef
from consultwork.journey import mapping, respond, theme
from consultwork.journey.respond import Material
from consultwork.model import (
    Answer,
    Blocker,
    Consultation,
    DocumentKind,
    DraftState,
    Piece,
    Use,
)
from consultwork.store import writing
from consultwork.store.vault import IDENTITY
from consultwork.store.writing import DraftRecord
from consultwork.text import count_words
from consultwork.word.pages import count_pages
from consultwork.word.write import Written, write
from consultwork.workbench import pointing

if TYPE_CHECKING:
    from consultwork.workbench.desk import Snapshot, Workbench

ALL = "all"


@dataclass(frozen=True)
class Made:
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


class RespondDesk:
    """What we say, and what it is based on."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    @property
    def made_up(self) -> bool:
        """Whether this workspace holds made-up contributions: then every document says so."""
        return self._bench.made_up

    @cached_property
    def specifications(self) -> dict[str, settings.Specification]:
        """Service specifications that we have read, by consultation."""
        folder = self._bench.path("data", "specifications")
        found = [settings.read_specification(p) for p in sorted(folder.glob("*.yaml"))]
        return {s.consultation: s for s in found}

    def answers(self, consultation: str) -> dict[str, Answer]:
        """What we answer, by question number, and by ``~name`` for other parts."""
        with self._bench.store.read() as c:
            return {a.question: a for a in writing.answers(c, consultation)}

    def write_answer(self, consultation: str, question: str, pieces: Iterable[Piece]) -> None:
        """Keep what we answer to one question, or to a part such as ``~key-messages/1``."""
        self.write_answers([Answer(consultation, question, tuple(pieces))])

    def not_answered(self, consultation: str, question: str, because: str) -> None:
        """Note that we do not answer a question, and why. The reason is printed."""
        if not because.strip():
            raise Refused("a question that is not answered needs a reason.", todo="Say in one line why.")
        written = self.answers(consultation).get(question)
        pieces = written.pieces if written else ()  # kept: she may change her mind
        self.write_answers([Answer(consultation, question, pieces, because.strip())])

    def write_answers(self, answers: Iterable[Answer]) -> None:
        """Keep several answers in one transaction.

        Raises:
            UnknownRef: there is no such question.
        """
        bench, answers = self._bench, list(answers)
        with bench.store.write(bench.by, "write answers", amount=len(answers)) as w:
            for a in answers:
                known = {q.number for q in bench.consultation(a.consultation).questions}
                if a.question not in known and not a.question.startswith("~"):
                    raise UnknownRef(f"{a.consultation} has no question {a.question}.")
                writing.put_answer(w, a, by=bench.by, at=bench.clock())

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
        bench = self._bench
        s = snapshot or bench.snapshot()
        c = bench.consultation(consultation)
        own = s.of(consultation)
        decisions = {code: d for (name, code), d in s.decisions.items() if name == consultation}
        found = theme.themes(s.codes, s.codings, own, s.people, decisions)
        heard = theme.heard(own.values(), s.people)
        with bench.store.read() as connection:
            given = {a.question: a for a in writing.answers(connection, consultation)}
            outcomes = writing.outcomes(connection)
            planned = {
                i["key"]: i["answer"] for i in writing.plan_items(connection, consultation) if i["section"] == "conduct"
            }
        willing = sorted(r for r in heard if s.people[r].allows(Use.CREDIT))
        thanked = tuple(sorted(credits[r] for r in willing if r in credits)) if credits else ()
        return Material(
            consultation=c, sender=bench.sender, today=dated or bench.today, people=s.people, contributions=own,
            heard=frozenset(heard), concerning=s.concerning, themes=found,
            evidence=mapping.evidence(c, found, s.links, len(heard)),
            tallies=mapping.tallies(c, own.values(), s.people),
            answers=given, asks=bench.asks, facts=bench.facts, specification=self.specifications.get(consultation),
            outcomes=outcomes, thanks=thanked, unnamed=len(willing) if credits is None else 0,
            conduct=tuple((p.name, planned[p.id]) for p in bench.plan.prompts.gunning if p.id in planned), made_up=self.made_up, version=version,
        )  # fmt: skip

    def _credits(self, s: Snapshot) -> dict[str, str] | None:
        """The names by which people wish to be thanked, or None when a shut vault keeps them back."""
        vault = self._bench.vault
        willing = {ref for ref, p in s.people.items() if p.allows(Use.CREDIT)}
        if not vault.there or not willing & vault.vault.marks(IDENTITY):
            return {}
        return vault.credit_names() if vault.ready else None

    def preview(self, consultation: str, question: str, pieces: Iterable[Piece]) -> tuple[tuple[Block, ...], int]:
        """Blocks for an answer that is being written, and how many words of it count."""
        composer = respond.Composer(self.material(consultation))
        blocks = composer.pieces(f"q{question}", pieces)
        return blocks, respond.answer_words(blocks)

    def materials(
        self, consultation: str, kind: DocumentKind, snapshot: Snapshot | None = None, dated: date | None = None,
        credits: Mapping[str, str] | None = None, asked_for: int = 0,
    ) -> list[Material]:  # fmt: skip
        """What a document rests on: one consultation's material, or everybody's for the summary across all.

        Args:
            asked_for: the version about which people were asked back; the one to come when left out.
        """
        bench = self._bench
        s = snapshot or bench.snapshot()
        if consultation != ALL:
            version = self._version(consultation, kind)
            told = bench.asking_back.told(consultation, kind, asked_for or version, s.people)
            made = self.material(consultation, s, version=version, dated=dated, credits=credits)
            return [replace(made, asked_back=told.blocks, asked_back_small=told.small)]
        spoken = [c for c in bench.consultations if s.of(c)]
        if not spoken:
            raise Refused("nobody has been heard on any consultation yet.", todo="Import answers and clear them first.")
        version = self._version(ALL, kind)
        return [self.material(c, s, version=version, dated=dated, credits=credits) for c in spoken]

    def document(
        self, consultation: str, kind: DocumentKind, snapshot: Snapshot | None = None, dated: date | None = None,
        asked_for: int = 0,
    ) -> tuple[Document, tuple[tuple[str, str], ...], list[Material]]:  # fmt: skip
        """A document as blocks, what had to be left out of it, and what it rests on: see ``materials``."""
        s = snapshot or self._bench.snapshot()
        credits = self._credits(s) if kind in respond.THANKING else {}
        materials = self.materials(consultation, kind, s, dated, credits, asked_for)
        document, problems = respond.build(materials, kind)
        return document, problems, materials

    def make(
        self, consultation: str, kind: DocumentKind | str, *, snapshot: Snapshot | None = None, pages: bool = False,
        dated: date | None = None,
    ) -> Made:  # fmt: skip
        """Make one document as Word, in ``out/``.

        Args:
            consultation: its id, or "all" for the summary across all.
            pages: also count the pages, where LibreOffice is installed.
            dated: the day on the document; today when left out.

        Raises:
            Refused: nobody has been heard yet, or the consultation gets no such document.
            Blocked: a check of the finished file against the data found something.
        """
        bench, kind = self._bench, DocumentKind(kind)
        if consultation != ALL:
            bench.consultation(consultation)
        elif kind is not DocumentKind.SUMMARY:
            raise Refused("only a summary can be made across all consultations.", todo="Use --kind summary.")
        s = snapshot or bench.snapshot()
        if consultation != ALL and not any(s.people[c.contributor].recorded for c in s.of(consultation).values()):
            todo = "Import answers, record what people permit, and clear them. Then make the document."
            raise Refused(f"nobody has been heard on {consultation} yet.", todo=todo)
        document, problems, materials = self.document(consultation, kind, s, dated)
        path = bench.out / f"{consultation}-{kind.value}.docx"
        draft_path = path.with_name(f".{path.name}.new")
        logo = bench.root / bench.settings.organisation.logo if bench.settings.organisation.logo else None
        written = write(
            document,
            draft_path,
            templates=bench.path("templates"),
            today=dated or bench.today,
            author=bench.sender.name,
            logo=logo,
        )
        n_pages = count_pages(draft_path) if pages else None
        try:
            wrong = bench.review.check_against(draft_path, document, materials)
            if wrong:
                raise Blocked(
                    f"the document does not pass its own check: {wrong[0]}",
                    where=path.name,
                    todo="Nothing was written.",
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = self._set_aside(path, digest_of(draft_path))
            draft_path.replace(path)
        except PermissionError as error:
            raise Refused(
                "the file cannot be written.", where=path.name, todo="Close it in Word, then try again."
            ) from error
        finally:
            draft_path.unlink(missing_ok=True)
        made = replace(
            self._made(path, document, kind, consultation, materials, problems, n_pages, s),
            notes=(*kept, *_notes(document, written)),
        )
        self._remember(made, document, materials)
        return made

    def _set_aside(self, path: Path, new: str) -> tuple[str, ...]:
        """Keep an earlier file under another name if somebody read, approved, sent or changed it."""
        bench = self._bench
        if not path.exists() or digest_of(path) == new:
            return ()
        digest, here = digest_of(path), path.relative_to(bench.root).as_posix()
        with bench.store.read() as c:
            same = [d for d in writing.drafts(c) if d.path == here and d.digest == digest]
        if same and all(d.state is DraftState.DRAFT for d in same):
            return ()
        stem = f"{path.stem}-v{same[-1].version}" if same else f"{path.stem}-changed"
        aside, n = path.with_name(f"{stem}.docx"), 1
        while aside.exists():
            n += 1
            aside = path.with_name(f"{stem}-{n}.docx")
        with bench.store.write(bench.by, "keep an earlier document") as w:
            for d in same:
                writing.move_draft(w, d.id, path=aside.relative_to(bench.root).as_posix())
            path.replace(aside)
        why = f"it is {same[-1].state.value}" if same else "somebody changed it"
        return (f"The earlier {path.name} is kept as {aside.name}: {why}.",)

    def make_all(self, consultation: str = ALL, *, pages: bool = False) -> list[Made]:
        """Make every document of one consultation, or of all and the summary across them."""
        bench = self._bench
        s = bench.snapshot()
        if consultation != ALL:
            return [
                self.make(consultation, k, snapshot=s, pages=pages)
                for k in self.kinds(bench.consultation(consultation))
            ]
        spoken = [c for c in bench.consultations.values() if s.of(c.id)]
        made = [self.make(c.id, k, snapshot=s, pages=pages) for c in spoken for k in self.kinds(c)]
        if len(spoken) > 1:
            made.append(self.make(ALL, DocumentKind.SUMMARY, snapshot=s, pages=pages))
        return made

    def blockers(self) -> tuple[Blocker, ...]:
        """Why documents may not go out yet, for each consultation that people spoke to."""
        bench = self._bench
        s = bench.snapshot()
        found: dict[str, Blocker] = {}
        for c in bench.consultations.values():
            if not s.of(c.id):
                continue
            for kind in self.kinds(c):
                document, problems, materials = self.document(c.id, kind, s)
                pointed = pointing.blockers(s, document, materials)
                for b in (*respond.blockers(materials[0], kind, document, problems), *pointed):
                    found.setdefault(str(b), b)
        return tuple(found.values())

    def _made(
        self, path: Path, document: Document, kind: DocumentKind, consultation: str, materials: list[Material],
        problems: tuple[tuple[str, str], ...], pages: int | None, s: Snapshot,
    ) -> Made:  # fmt: skip
        blocks = document.blocks()
        return Made(
            path=path, draft=document.draft, consultation=consultation, kind=kind,
            words=sum(count_words(block_words(b)) for b in blocks), pages=pages,
            people=len({p for m in materials for p in m.heard}),
            quotes=sum(isinstance(b, Quote) for b in blocks),
            claims=sum(1 for b in blocks if isinstance(b, Paragraph) and b.claims and (b.evidence or _is_people(b))),
            blockers=(
                *respond.blockers(materials[0], kind, document, problems, pages),
                *pointing.blockers(s, document, materials),
            ),
        )  # fmt: skip

    def _version(self, consultation: str, kind: DocumentKind) -> int:
        """A draft nobody has read yet is made again under its own number; a read one gets the next."""
        with self._bench.store.read() as c:
            same = [d for d in writing.drafts(c) if d.consultation == consultation and d.kind == kind.value]
        return max((d.version + (d.state is not DraftState.DRAFT) for d in same), default=1)

    def _remember(self, made: Made, document: Document, materials: list[Material]) -> None:
        bench = self._bench
        record = DraftRecord(
            id=made.draft, consultation=made.consultation, kind=made.kind.value, version=materials[0].version,
            state=DraftState.DRAFT, path=made.path.relative_to(bench.root).as_posix(), digest=digest_of(made.path),
            manifest=_manifest(document),
        )  # fmt: skip
        # A theme's count rests on everybody who was heard: each of them leaving changes the document.
        rests_on = {x.contributor for m in materials for x in m.contributions.values()}
        with bench.store.write(bench.by, f"make a document: {made.kind.value}", made.draft) as w:
            writing.put_draft(w, record, people=rests_on, at=bench.clock())


def _notes(document: Document, written: Written) -> tuple[str, ...]:
    """What an officer should know of a document that was made all the same."""
    found = []
    if written.unknown:
        found.append(f"The template {document.template} has no place for: {', '.join(written.unknown)}.")
    if written.replaced:
        found.append(f"{written.replaced} characters that Word cannot hold were replaced in {written.path.name}.")
    return tuple(found)


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _is_people(block: Paragraph) -> bool:
    return any(c.kind == "people" for c in block.claims)


def _manifest(document: Document) -> dict[str, Any]:
    """What each paragraph claims, by its anchor: kept to tell what an edit touches."""
    made: dict[str, Any] = {}
    for b in document.blocks():
        anchor = getattr(b, "anchor", "")
        if isinstance(b, Paragraph) and anchor:
            made[anchor] = {
                "evidence": list(b.evidence),
                "claims": [[c.kind, c.key] for c in b.claims],
                "own": b.own_words,
            }
        elif isinstance(b, Quote) and anchor:
            made[anchor] = {"quote": b.coding, "evidence": [b.evidence] if b.evidence else []}
    return made
