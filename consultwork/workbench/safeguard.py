"""The part of the desk for permissions, personal details, concerns and withdrawal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from consultwork.errors import ConsultworkError, Refused, UnknownRef
from consultwork.journey import safeguard
from consultwork.journey.gather import PERMISSION_WORDING_VERSION
from consultwork.model import Blocker, Concern, Contributor, Finding, Permission, Submission, Use
from consultwork.ooxml import read_texts
from consultwork.store import Writer, people, words
from consultwork.store.leaving import Gone, Traces, take_out, traces_of

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


class SafeguardDesk:
    """What we may do with people's words, and whether anybody is at risk."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def permissions(self) -> pd.DataFrame:
        """What each person permits. Columns: see ``frames.permission_frame``."""
        return safeguard.permission_table(self.people().values())

    def people(self) -> dict[str, Contributor]:
        """Everybody by pseudonym."""
        with self._bench.store.read() as c:
            return {p.ref: p for p in people.contributors(c)}

    def permit(self, person: str, uses: dict[Use, bool], *, how: str) -> None:
        """Record what a person permits or refuses from now on."""
        self.permit_many([person], uses, how=how)

    def permit_many(self, persons: Iterable[str], uses: dict[Use, bool], *, how: str) -> None:
        """Record the same for several people, in one transaction."""
        bench, persons = self._bench, list(persons)
        unknown = set(persons) - set(self.people())
        if unknown:
            raise UnknownRef(f"there is no person {min(unknown)}.", todo="The refs stand in the permissions table.")
        lines = [Permission(u, given, bench.today, how, PERMISSION_WORDING_VERSION) for u, given in uses.items()]
        subject = persons[0] if len(persons) == 1 else ""
        with bench.store.write(bench.by, "record permissions", subject, len(lines) * len(persons)) as w:
            for person in persons:
                people.record_permissions(w, person, lines)

    def findings(self) -> tuple[Finding, ...]:
        """Words that may identify someone, with what was decided."""
        with self._bench.store.read() as c:
            return words.findings(c)

    def finding_table(self) -> pd.DataFrame:
        """The same as a table. Columns: see ``frames.finding_frame``."""
        return safeguard.finding_table(self.findings())

    def decide(self, submission: str, decisions: dict[tuple[int, int], str]) -> None:
        """Decide on findings of one answer: (start, end) -> "replace" or "keep".

        An answer that is cleared already is cleared again as a new version, with what is replaced
        now. Its codings stay with the old one, and count no more.
        """
        bench = self._bench
        wrong = set(decisions.values()) - {"replace", "keep"}
        if wrong:
            raise Refused(f"“{wrong.pop()}” is no decision.", todo="Use replace or keep.")
        with bench.store.write(bench.by, "decide on personal details", submission, len(decisions)) as w:
            found = [f for f in words.findings(w.connection) if f.submission == submission]
            decided = [
                safeguard.decide([f], decisions[f.start, f.end], bench.by)[0] if (f.start, f.end) in decisions else f
                for f in found
            ]
            words.put_findings(w, submission, decided)
            self._clear_again(w, submission, decided)

    def _clear_again(self, w: Writer, submission: str, decided: list[Finding]) -> None:
        bench = self._bench
        if submission not in words.cleared_submissions(w.connection):
            return
        said = next(s.words for s in words.submissions(w.connection) if s.ref == submission)
        text = safeguard.redacted(said, decided)
        if text != words.current_text(w.connection, submission):
            words.clear(w, submission, text, by=bench.by, at=bench.clock())

    def decide_all(self, decision: str = "replace") -> int:
        """Decide the same on every finding that waits. Returns how many there were."""
        waiting: dict[str, dict[tuple[int, int], str]] = {}
        for f in self.findings():
            if not f.decision:
                waiting.setdefault(f.submission, {})[f.start, f.end] = decision
        for submission, decisions in waiting.items():
            self.decide(submission, decisions)
        return sum(map(len, waiting.values()))

    def waiting(self) -> tuple[Submission, ...]:
        """The answers that nobody has cleared yet."""
        with self._bench.store.read() as c:
            cleared = words.cleared_submissions(c)
            return tuple(s for s in words.submissions(c) if s.ref not in cleared)

    def clear(self, submissions: Iterable[str] | None = None) -> int:
        """Clear answers that a person has read: their words may be used from now on.

        Args:
            submissions: refs; everything that waits and has no open finding when left out.

        Returns:
            How many were cleared.

        Raises:
            Refused: one of them has a personal detail that nobody decided on.
        """
        bench = self._bench
        waiting = {s.ref: s for s in self.waiting()}
        by_submission: dict[str, list[Finding]] = {}
        for f in self.findings():
            by_submission.setdefault(f.submission, []).append(f)
        undecided = {s for s, fs in by_submission.items() if any(not f.decision for f in fs)}
        if submissions is None:
            chosen = [s for s in waiting if s not in undecided]
        else:
            chosen = list(submissions)
            for ref in chosen:
                if ref in undecided:
                    raise Refused(f"{ref} holds a personal detail that waits.", todo="Decide on it first.")
                if ref not in waiting:
                    raise UnknownRef(f"no answer {ref} waits to be cleared.")
        with bench.store.write(bench.by, "clear answers", amount=len(chosen)) as w:
            for ref in chosen:
                text = safeguard.redacted(waiting[ref].words, by_submission.get(ref, ()))
                words.clear(w, ref, text, by=bench.by, at=bench.clock())
        return len(chosen)

    def concerns(self) -> tuple[Concern, ...]:
        """Every safeguarding concern. Kept out of every analysis and export."""
        with self._bench.store.read() as c:
            return words.concerns(c)

    def raise_concern(self, submission: str, note: str, *, lead: str = "", due: date | None = None) -> str:
        """Raise a concern that a person saw. Its words are never quoted. Returns the concern's ref."""
        bench = self._bench
        lead, due = lead or bench.settings.safeguarding.name, due or bench.today + timedelta(days=1)
        with bench.store.write(bench.by, "raise a concern", submission) as w:
            return words.raise_concern(w, submission, note=note, raised=bench.today, lead=lead, due=due)

    def settle(self, concern: str, *, lead: str, outcome: str) -> None:
        """Note who looked at a concern and what came of it."""
        bench = self._bench
        with bench.store.write(bench.by, "settle a concern", concern) as w:
            words.settle_concern(w, concern, lead=lead, outcome=outcome)

    def withdraw(self, person: str) -> Gone:
        """Take a person out of every table, count, document and denominator that comes after.

        Documents of ours that rest on them are deleted, unless somebody changed them by hand:
        those are listed, to be looked at, as are other files in ``out`` and texts that somebody
        typed in which their words stand. The database is rewritten, so that no byte stays.
        Backups that were made earlier still hold them.

        Raises:
            UnknownRef: there is no such person.
        """
        bench = self._bench
        if person not in self.people():
            raise UnknownRef(f"there is no person {person}.", todo="The refs stand in the permissions table.")
        with bench.store.write(bench.by, "withdraw a person", person) as w:
            traces = traces_of(w.connection, person)
            gone = take_out(w, person, lambda path, digest: as_made(bench.root / path, digest))
        for path in gone.stale:
            (bench.root / path).unlink(missing_ok=True)
        bench.store.compact()
        for older in bench.root.glob(f"{bench.store.path.stem}-before-version-*"):
            older.unlink()  # the copies made before a migration hold everybody's words
        found = [p for p in _with_traces(bench.out, traces) if p not in {bench.root / x for x in gone.sent}]
        names = [p.relative_to(bench.root).as_posix() if p.is_relative_to(bench.root) else str(p) for p in found]
        return replace(gone, changed=tuple(dict.fromkeys((*gone.changed, *names))))

    def blockers(self) -> tuple[Blocker, ...]:
        """What a person still has to decide."""
        with self._bench.store.read() as c:
            everybody = {p.ref: p for p in people.contributors(c)}
            return safeguard.blockers(
                words.submissions(c), everybody, words.findings(c), words.cleared_submissions(c), words.concerns(c)
            )


def as_made(path: Path, digest: str) -> bool:
    """Whether a document is still as we made it. One that is gone needs no look."""
    return not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _with_traces(folder: Path, traces: Traces) -> Iterator[Path]:
    """The files of a folder in which words or refs of somebody stand."""
    for path in sorted(folder.rglob("*")):
        try:
            if path.suffix == ".docx":
                said = "\n".join(line for lines in read_texts(path) for line in lines)
            elif path.suffix in (".csv", ".txt"):
                said = path.read_text(encoding="utf-8", errors="replace")
            else:
                continue
        except (ConsultworkError, OSError):
            continue  # no document of ours: it cannot be read, so it cannot be told
        if traces.stand_in(said):
            yield path
