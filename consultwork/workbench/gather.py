"""The part of the desk for words coming in: tables, forms, notes written down by staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import details, frames
from consultwork.errors import Refused
from consultwork.exchange.tables import TableMapping, propose_mapping, read_intake, read_table
from consultwork.journey import gather, safeguard
from consultwork.model import (
    Blocker,
    Channel,
    Intake,
    IntakeRow,
    LeftOut,
    Permission,
    Speaker,
    Submission,
)
from consultwork.store import Writer, people, words

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


class GatherDesk:
    """What people want to say."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def pages(self, consultation: str, leave_out: Iterable[str] = ()) -> tuple[gather.FormQuestion, ...]:
        """The pages of a form for a consultation."""
        return gather.form_questions(self._bench.consultation(consultation), leave_out)

    def preview(
        self, path: Path, *, consultation: str = "", mapping: TableMapping | None = None
    ) -> tuple[TableMapping, Intake]:
        """What an import would do. Nothing is kept.

        Returns:
            The mapping used (proposed, when none is given) and everything the file holds.
        """
        table = read_table(path)
        known = self._bench.consultations
        if consultation:
            self._bench.consultation(consultation)
        used = mapping or propose_mapping(table, known.values(), consultation=consultation)
        return used, read_intake(table, used, known.values())

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
        return intake, self.take_in(intake)

    def take_in(self, intake: Intake) -> int:
        """Keep what was read from a file, and return how many answers are new.

        An answer that came before (same person, question and words) is not kept twice.
        """
        if not intake.rows:
            reasons = "; ".join(f"row {x.row}: {x.why}" for x in intake.left_out[:3])
            raise Refused("no answers were found in the file.", where=intake.source, todo=reasons)
        bench = self._bench
        with bench.store.write(bench.by, "import answers") as w:
            known = words.known_tokens(w.connection)
            batch = words.add_batch(
                w, what=Path(intake.source).name, digest=intake.digest, at=bench.clock(), by=bench.by,
                rows_read=len(intake.rows), rows_left_out=len(intake.left_out),
            )  # fmt: skip
            refs: dict[str, str] = {}
            new = 0
            for row in intake.rows:
                token = bench.store.token(
                    "\x1f".join((row.person, row.consultation, row.question, row.prompt, row.words))
                )
                if token in known:
                    continue
                known.add(token)
                if row.person not in refs:
                    refs[row.person] = self._person(w, row, batch)
                self._keep(w, row, refs[row.person], batch, token)
                new += 1
            w.amount = new
            if not new:
                words.undo_batch(w, batch)
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
    ) -> str:
        """Keep what one person or group said in a form, or what staff wrote down of it.

        Returns:
            The person's pseudonym.
        """
        bench, answers = self._bench, [a for a in answers if a is not None]
        if not answers:
            raise Refused("there is no answer to keep.", todo="Write something, or close the form.")
        with bench.store.write(bench.by, "receive answers", amount=len(answers)) as w:
            key = f"form:{bench.clock().isoformat()}:{w.new_ref('F')}"
            batch = words.add_batch(
                w, what=answers[0].channel.value, digest="", at=bench.clock(), by=bench.by, rows_read=len(answers),
                rows_left_out=0,
            )  # fmt: skip
            first = IntakeRow(
                0, key, answers[0].consultation, "", "", role=role, speaker=speaker, present=present,
                permissions=tuple(permissions), name=name, contact=contact, credit_name=credit_name,
            )  # fmt: skip
            ref = self._person(w, first, batch)
            for a in answers:
                row = IntakeRow(
                    0, key, a.consultation, a.question, a.words, a.prompt, verbatim=a.verbatim, channel=a.channel,
                    said_on=a.said_on, written_by=a.written_by,
                )  # fmt: skip
                self._keep(w, row, ref, batch, bench.store.token(f"{key}:{a.question}:{a.prompt}:{a.words}"))
        return ref

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
            "", "", consultation, question, said, prompt, verbatim, channel, self._bench.today, written_by
        )
        return self.receive([note], permissions, role=role, speaker=speaker, present=present)

    def table(self, consultation: str = "") -> pd.DataFrame:
        """Everything that came in. Columns: see ``frames.submission_frame``."""
        with self._bench.store.read() as c:
            everybody = {p.ref: p for p in people.contributors(c)}
            return frames.submission_frame(words.submissions(c, consultation), everybody, words.cleared_submissions(c))

    def same_person(self) -> list[tuple[str, str, str, str]]:
        """Pairs who may be the same person: (one, other, why, decision)."""
        with self._bench.store.read() as c:
            return people.possible_twins(c)

    def decide_same_person(self, one: str, other: str, *, same: bool) -> None:
        """Say whether two refs are one person. If so, ``other`` becomes ``one`` everywhere."""
        bench = self._bench
        why = next((w for a, b, w, _ in self.same_person() if {a, b} == {one, other}), "decided by a person")
        with bench.store.write(bench.by, "decide on who is the same person", one) as w:
            people.decide_twin(w, one, other, why=why, same=same)

    def blockers(self) -> tuple[Blocker, ...]:
        """What the words that came in still lack."""
        with self._bench.store.read() as c:
            everybody = {p.ref: p.speaker for p in people.contributors(c)}
            came = words.submissions(c)
            twins = [t for t in people.possible_twins(c) if not t[3]]
        found = list(gather.blockers(came, self._bench.consultations.values(), everybody))
        found += [Blocker("gather", a, f"may be the same person as {b} ({why}). Decide.") for a, b, why, _ in twins]
        if not came:
            found.append(Blocker("gather", "", "nobody has said anything yet. Open a form or import a table."))
        return tuple(found)

    def _person(self, w: Writer, row: IntakeRow, batch: str) -> str:
        bench = self._bench
        token = bench.store.token(f"person:{' '.join(row.person.lower().split())}")
        ref = people.person_by_token(w.connection, token)
        if ref is None:
            ref = people.add_person(
                w, speaker=row.speaker, role=row.role, present=row.present, token=token, batch=batch
            )
            people.keep_identity(w, ref, name=row.name, contact=row.contact, credit_name=row.credit_name)
        people.record_permissions(w, ref, [replace(p, on=p.on or bench.today) for p in row.permissions])
        return ref

    def _keep(self, w: Writer, row: IntakeRow, person: str, batch: str, token: str) -> None:
        bench = self._bench
        submission = Submission(
            "", person, row.consultation, row.question, row.words, row.prompt, row.verbatim, row.channel, row.said_on,
            row.written_by, batch,
        )  # fmt: skip
        ref = words.add_submission(w, submission, token=token)
        words.put_findings(w, ref, details.find_personal_details(row.words, ref))
        risky = safeguard.risk_words(row.words)
        if risky:
            note = "Words of risk: " + "; ".join(dict.fromkeys(risky))
            lead, due = bench.settings.safeguarding.name, bench.today + timedelta(days=1)
            words.raise_concern(w, ref, note=note, raised=bench.today, lead=lead, due=due)


__all__ = ["GatherDesk", "LeftOut"]
