"""The part of the desk for words coming in: tables, forms, notes written down by staff."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import frames
from consultwork.errors import Refused, UnknownRef
from consultwork.exchange.tables import TableMapping, propose_mapping, read_intake, read_table
from consultwork.exchange.transcript import WordsMapping
from consultwork.journey import gather, safeguard
from consultwork.journey.consent import permission_words
from consultwork.kinds import Kind, Waiting
from consultwork.model import (
    Blocker,
    Channel,
    Contributor,
    Intake,
    IntakeRow,
    Omission,
    Permission,
    Speaker,
    Submission,
    Use,
)
from consultwork.store import Writer, invitations, outbox, people, words
from consultwork.store.vault import IDENTITY
from consultwork.text import as_date, clean
from consultwork.workbench.acts import changing
from consultwork.workbench.gather import notes, still_here
from consultwork.workbench.outbox import run_outbox
from consultwork.workbench.safeguard import same_person
from consultwork.workbench.safeguard.details import details_in

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


class GatherDesk:
    """What people want to say."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pages(self, consultation: str, leave_out: Iterable[str] = ()) -> tuple[gather.FormQuestion, ...]:
        """The pages of a form for a consultation."""
        found = self._session.consultation(consultation)
        with self._session.store.read() as connection:
            form_layout = invitations.layout(connection, consultation)
        pages = gather.form_questions(found, leave_out, form_layout)
        folder = self._session.root / "data" / "pictures" / consultation
        if not folder.is_dir():
            return pages
        by_number = {p.stem: p.name for p in folder.glob("*") if p.suffix.lower() in (".png", ".jpg", ".jpeg")}
        return tuple(replace(p, picture=by_number.get(p.number, "")) for p in pages)

    def preview(
        self, path: Path, *, consultation: str = "", mapping: TableMapping | None = None, keep_names: bool = False
    ) -> tuple[TableMapping, Intake]:
        """What an import would do. Nothing is kept.

        Args:
            keep_names: propose to take in the names and addresses that a survey program adds.

        Returns:
            The mapping used (proposed, when none is given) and everything the file holds.
        """
        table = read_table(path)
        known = self._session.consultations
        if consultation:
            self._session.consultation(consultation)
        before = None if mapping else notes.remembered(self._session.root, table, consultation)
        used = mapping or before or propose_mapping(table, known.values(), consultation, keep_names=keep_names)
        intake = self.still_here(read_intake(table, used, known.values()))
        return used, replace(intake, notes=(*intake.notes, notes.REMEMBERED)) if before else intake

    def still_here(self, intake: Intake) -> Intake:
        """What a file holds, without those who took their words back; they are named by row."""
        return still_here.without_who_left(self._session, intake)

    def import_file(
        self, path: Path, *, consultation: str = "", mapping: TableMapping | None = None
    ) -> tuple[Intake, int]:
        """Take in a table of answers, in one transaction: all of it or nothing.

        Returns:
            What the file held, and how many answers are new.

        Raises:
            BadFile: the file cannot be read.
            Undecided: no mapping was given and the machine is unsure of its own.
        """
        used, intake = self.preview(path, consultation=consultation, mapping=mapping)
        if mapping is None:
            used.require_sure(path)
        return intake, self.take_in(intake, confirmed=(path, mapping) if mapping is not None else None)

    def preview_words(
        self, path: Path, *, consultation: str = "", mapping: WordsMapping | None = None, original: bool = False
    ) -> tuple[WordsMapping, Intake]:
        """What an import of a transcript or a note would do. Nothing is kept.

        Args:
            original: read a Word file as it was before its tracked changes. A mapping says so itself.
        """
        return notes.preview(self._session, path, consultation=consultation, mapping=mapping, original=original)

    def import_words(
        self, path: Path, *, consultation: str = "", mapping: WordsMapping | None = None
    ) -> tuple[Intake, int]:
        """Take in a transcript or a note, in one transaction, and return how many turns are new.

        Raises:
            Undecided: no mapping was given and it is not sure who asks and who answers.
        """
        used, intake = self.preview_words(path, consultation=consultation, mapping=mapping)
        if mapping is None:
            used.require_sure(path)
        return intake, self.take_in(intake)

    def take_in(self, intake: Intake, *, confirmed: tuple[Path, TableMapping | WordsMapping] | None = None) -> int:
        """Keep what was read from a file, and return how many answers are new.

        An answer that came before (same person, question and words) is not kept twice. Somebody who
        withdrew is left out. A refusal counts, whichever row it stands in; consent in a file never
        overrides a refusal that was recorded since.

        Args:
            confirmed: the file, and the mapping of it that a person confirmed: a table's is kept with
                the answers, for the next wave with this header.
        """
        if not intake.rows:
            reasons = "; ".join(f"row {x.row}: {x.why}" for x in intake.left_out[:3])
            raise Refused(Kind.NO_ANSWERS_IN_THE_FILE, where=intake.source, reasons=reasons)
        session = self._session
        with changing(session, "import answers") as (w, files):
            known = words.known_tokens(w.connection)
            batch = words.add_batch(
                w, what=Path(intake.source).name, digest=intake.digest, at=session.clock(), by=session.by,
                rows_read=len(intake.rows), rows_left_out=len(intake.left_out),
            )  # fmt: skip
            refs: dict[str, str] = {}
            new = 0
            for row in still_here.rows(session, w.connection, intake.rows):
                token = session.store.token(
                    "\x1f".join((row.person, row.consultation, row.question, row.prompt, row.words))
                )
                if token in known:
                    continue
                known.add(token)
                if row.person not in refs:
                    refs[row.person] = self._person(w, replace(row, permissions=()), batch)
                self._keep(w, row, refs[row.person], batch, token)
                new += 1
            w.amount = new
            self._permissions_of(w, intake.rows, refs, batch)
            self._keep_asked(w, (p for row in intake.rows for p in row.permissions))
            if not new:
                words.undo_batch(w, batch)
            if confirmed is not None:
                notes.remember(files, session.root, *confirmed)
        return new

    def receive(
        self,
        answers: Iterable[Submission],
        permissions: Iterable[Permission],
        *,
        role: str = "",
        speaker: Speaker = Speaker.CONTRIBUTOR,
        present: int | None = None,
        name: str = "",
        contact: str = "",
        credit_name: str = "",
        safe_contact: str = "",
        also: Callable[[Writer, str], None] | None = None,
    ) -> str:
        """Keep what one person or group said in a form, or what staff wrote down of it.

        Args:
            also: what else belongs to the same transaction; it gets the writer and the pseudonym.

        Returns:
            The person's pseudonym.
        """
        session, answers = self._session, [a for a in answers if a is not None]
        if not answers:
            raise Refused(Kind.NO_ANSWER_TO_KEEP)
        with session.store.write(session.by, "receive answers", amount=len(answers)) as w:
            key = f"form:{session.clock().isoformat()}:{w.new_ref('F')}"
            batch = words.add_batch(
                w, what=answers[0].channel.value, digest="", at=session.clock(), by=session.by, rows_read=len(answers),
                rows_left_out=0,
            )  # fmt: skip
            first = IntakeRow(
                0, key, answers[0].consultation, "", "", role=role, speaker=speaker, present=present,
                permissions=tuple(permissions), name=name, contact=contact, credit_name=credit_name, safe_contact=safe_contact,
            )  # fmt: skip
            ref = self._person(w, first, batch)
            for a in answers:
                row = IntakeRow(
                    0, key, a.consultation, a.question, a.words, a.prompt, verbatim=a.verbatim, channel=a.channel,
                    said_on=a.said_on, written_by=a.written_by,
                )  # fmt: skip
                self._keep(w, row, ref, batch, session.store.token(f"{key}:{a.question}:{a.prompt}:{a.words}"))
            self._keep_asked(w, first.permissions)
            if also is not None:
                also(w, ref)
        run_outbox(session)
        return ref

    def _keep_asked(self, w: Writer, permissions: Iterable[Permission]) -> None:
        """Keep the words in which people were asked, when they are today's."""
        asked = permission_words(self._session.wording)
        if any(p.wording == asked.version for p in permissions):
            people.keep_wording(w, asked.version, asked.texts)

    def add_note(
        self,
        consultation: str,
        said: str,
        *,
        written_by: str,
        question: str = "",
        prompt: str = "",
        verbatim: bool = False,
        channel: Channel = Channel.WORKSHOP,
        permissions: Iterable[Permission] = (),
        role: str = "",
        speaker: Speaker = Speaker.GROUP,
        present: int | None = None,
    ) -> str:
        """Keep a note of a workshop or interview, with who wrote it down. Returns the pseudonym."""
        note = Submission(
            "", "", consultation, question, said, prompt, verbatim, channel, self._session.today, written_by
        )
        return self.receive([note], permissions, role=role, speaker=speaker, present=present)

    def table(self, consultation: str = "") -> pd.DataFrame:
        """Everything that came in. Columns: see ``frames.submission_frame``."""
        with self._session.store.read() as connection:
            everybody = {p.ref: p for p in people.contributors(connection)}
            return frames.submission_frame(
                words.submissions(connection, consultation), everybody, words.cleared_submissions(connection)
            )

    def same_person(self) -> list[tuple[str, str, str, str]]:
        """Pairs who may be the same person: (one, other, why, decision).

        Names that came in since are compared first, when the vault can be opened without asking.
        """
        vault = self._session.vault
        if vault.ready and vault.vault.uncompared():
            same_person.compare(self._session)
        with self._session.store.read() as connection:
            return people.possible_duplicates(connection)

    def decide_same_person(self, one: str, other: str, *, same: bool) -> None:
        """Say whether two refs are one person. If so, ``other`` becomes ``one`` everywhere."""
        session = self._session
        everybody = self._session.contributors()
        for ref in (one, other):
            if ref not in everybody:
                raise UnknownRef(Kind.NO_PERSON, person=ref)
        if one == other:
            raise Refused(Kind.NAMED_TWICE, one=one)
        if same and everybody[one].speaker is not everybody[other].speaker:
            raise Refused(
                Kind.THEY_SPEAK_AS_DIFFERENT_KINDS,
                one=one,
                speaker=everybody[one].speaker.value,
                other=other,
                speaker_2=everybody[other].speaker.value,
            )
        why = next((w for a, b, w, _ in self.same_person() if {a, b} == {one, other}), "decided by a person")
        with session.store.write(session.by, "decide on who is the same person", one) as w:
            people.decide_possible_duplicate(w, one, other, why=why, same=same)
            if same:
                outbox.put(w, outbox.JOIN, by=session.by, mark=other, other=one)
        run_outbox(session)

    def blockers(self) -> tuple[Blocker, ...]:
        """What the words that came in still lack."""
        with self._session.store.read() as connection:
            everybody = {p.ref: p.speaker for p in people.contributors(connection)}
            came = words.submissions(connection)
        twins = [t for t in self.same_person() if not t[3]]
        findings = list(gather.blockers(came, self._session.consultations.values(), everybody))
        findings += [b for b in same_person.blockers(self._session) if b.stage == "gather"]
        findings += [Blocker.of("gather", a, Waiting.MAY_BE_SAME_PERSON, other=b, why=why) for a, b, why, _ in twins]
        findings += [
            Blocker.of(
                "gather", "", Waiting.HELP_NUMBER_IS_OLD, name=h.name, on=as_date(h.checked) if h.checked else "never"
            )
            for h in self._session.old_numbers()
        ]
        if not came:
            findings.append(Blocker.of("gather", "", Waiting.NOBODY_HAS_SAID_ANYTHING))
        return tuple(findings)

    def _person(self, w: Writer, row: IntakeRow, batch: str) -> str:
        session = self._session
        token = still_here.token(session, row)
        ref = people.person_by_token(w.connection, token)
        if ref is None:
            ref = people.add_person(
                w, speaker=row.speaker, role=row.role, present=row.present, token=token, batch=batch
            )
            who = {
                "name": row.name, "contact": row.contact, "credit_name": row.credit_name,
                "safe_contact": row.safe_contact,
            }  # fmt: skip
            session.vault.lay_in(w, ref, IDENTITY, who)
            people.keep_about(w, ref, row.about)
        people.record_permissions(w, ref, [replace(p, on=p.on or session.today) for p in row.permissions], batch)
        return ref

    def _permissions_of(self, w: Writer, rows: Iterable[IntakeRow], new: dict[str, str], batch: str) -> None:
        """Record what a file says each person permits.

        Of somebody who brings nothing new only a refusal counts: the file may be older than what
        they told us since.
        """
        said: dict[str, dict[Use, tuple[Permission, date]]] = {}
        for row in rows:
            for p in row.permissions:
                uses = said.setdefault(row.person, {})
                if p.use not in uses or not p.given:
                    uses[p.use] = p, row.said_on or self._session.today
        by_person = {row.person: row for row in rows}
        known = {p.ref: p for p in people.contributors(w.connection)}
        for person, uses in said.items():
            ref = new.get(person) or people.person_by_token(
                w.connection, still_here.token(self._session, by_person[person])
            )
            if ref is None:  # they withdrew
                continue
            lines = [replace(p, on=p.on or on) for p, on in uses.values()]
            kept = [p for p in lines if _counts(p, known[ref], person in new)]
            people.record_permissions(w, ref, kept, batch if person in new else "")

    def _keep(self, w: Writer, row: IntakeRow, person: str, batch: str, token: str) -> None:
        session = self._session
        row = replace(row, words=clean(row.words).text, prompt=clean(row.prompt).text)
        submission = Submission(
            "", person, row.consultation, row.question, row.words, row.prompt, row.verbatim, row.channel, row.said_on,
            row.written_by, batch,
        )  # fmt: skip
        ref = words.add_submission(w, submission, token=token)
        found = details_in(session, row.consultation, row.words, ref)
        if found:
            words.put_findings(w, ref, found)
        risky = safeguard.risk_words(row.words)
        if risky:
            note = "Words of risk: " + "; ".join(dict.fromkeys(risky))
            lead, due = session.settings.safeguarding.name, session.today + timedelta(days=1)
            words.raise_concern(w, ref, note=note, raised=session.today, lead=lead, due=due)


def _counts(p: Permission, person: Contributor, brings_words: bool) -> bool:
    """Whether what a file says of one use is recorded, given what is on record already."""
    if not p.given:
        return brings_words or person.allows(p.use)
    last = next((x for x in reversed(person.permissions) if x.use is p.use), None)
    refused_since = last is not None and not last.given and (last.on is None or p.on is None or p.on <= last.on)
    return brings_words and not refused_since


__all__ = ["GatherDesk", "Omission"]
