"""The part of the desk for permissions, personal details, concerns and withdrawal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from consultwork import frames
from consultwork.errors import Refused, UnknownRef
from consultwork.journey import safeguard
from consultwork.journey.consent import permission_words
from consultwork.kinds import Kind, Waiting
from consultwork.model import Blocker, Concern, Contributor, Finding, Permission, Submission, Use
from consultwork.store import Writer, outbox, people, words
from consultwork.store.vault import ORIGINAL
from consultwork.store.withdrawal import WithdrawalReport
from consultwork.workbench import withdrawal
from consultwork.workbench.outbox import run_outbox
from consultwork.workbench.safeguard import disclosure, same_person
from consultwork.workbench.safeguard.details import details_of

if TYPE_CHECKING:
    from consultwork.workbench.session import Session


class SafeguardDesk:
    """What we may do with people's words, and whether anybody is at risk."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def permissions(self) -> pd.DataFrame:
        """What each person permits. Columns: see ``frames.permission_frame``."""
        return safeguard.permission_table(self.people().values())

    def people(self) -> dict[str, Contributor]:
        """Everybody by pseudonym."""
        with self._session.store.read() as connection:
            return {p.ref: p for p in people.contributors(connection)}

    def permit(self, person: str, uses: dict[Use, bool], *, how: str, answer: str = "") -> None:
        """Record what a person permits or refuses from now on.

        Args:
            how: how they told us: "by phone", "in the form".
            answer: the ref of one answer of theirs (S-0012 or C-0012), when it is about that alone.

        Raises:
            UnknownRef: there is no such person, or the answer is not theirs.
        """
        self.permit_many([person], uses, how=how, answer=answer)

    def permit_many(self, persons: Iterable[str], uses: dict[Use, bool], *, how: str, answer: str = "") -> None:
        """Record the same for several people, in one transaction."""
        session, persons = self._session, list(persons)
        unknown = set(persons) - set(self.people())
        if unknown:
            raise UnknownRef(Kind.NO_PERSON, person=min(unknown))
        subject = persons[0] if len(persons) == 1 else ""
        asked = permission_words(session.wording)
        with session.store.write(session.by, "record permissions", subject, len(uses) * len(persons)) as w:
            said = words.answer_of(w.connection, answer, persons[0]) if answer and len(persons) == 1 else ""
            if answer and not said:
                raise UnknownRef(Kind.NO_ANSWER_OF_THIS_PERSON, answer=answer, subject=subject or "all of them")
            lines = [Permission(u, given, session.today, how, asked.version, said) for u, given in uses.items()]
            people.keep_wording(w, asked.version, asked.texts)
            for person in persons:
                people.record_permissions(w, person, lines)

    def consents(self, person: str = "") -> pd.DataFrame:
        """Every permission ever recorded: given, refused or withdrawn, when, how, to which words.

        Args:
            person: only theirs; everybody's when left out.

        Returns:
            Columns: see ``frames.consent_frame``.
        """
        with self._session.store.read() as connection:
            known = people.contributors(connection)
            said = people.wordings(connection)
        if person and person not in {p.ref for p in known}:
            raise UnknownRef(Kind.NO_PERSON, person=person)
        return frames.consent_frame([p for p in known if person in ("", p.ref)], said)

    def findings(self) -> tuple[Finding, ...]:
        """Words that may identify someone, with what was decided."""
        with self._session.store.read() as connection:
            return words.findings(connection)

    def finding_table(self) -> pd.DataFrame:
        """The same as a table. Columns: see ``frames.finding_frame``."""
        return safeguard.finding_table(self.findings())

    def decide(self, submission: str, decisions: dict[tuple[int, int], str]) -> None:
        """Decide on findings of one answer: (start, end) -> "replace" or "keep".

        An answer that is cleared already is cleared again as a new version, with what is replaced
        now. Its codings stay with the old one, and count no more.
        """
        session = self._session
        wrong = set(decisions.values()) - {"replace", "keep"}
        if wrong:
            raise Refused(Kind.NO_SUCH_DECISION, wrong=wrong.pop())
        with session.store.write(session.by, "decide on personal details", submission, len(decisions)) as w:
            found = [f for f in words.findings(w.connection) if f.submission == submission]
            back = [f for f in found if decisions.get((f.start, f.end)) == "keep" and f.words == f.stand_in]
            if back:
                raise Refused(Kind.WORDS_ARE_IN_THE_VAULT, where=submission, stand_in=back[0].stand_in)
            decided = [
                safeguard.decide([f], decisions[f.start, f.end], session.by)[0] if (f.start, f.end) in decisions else f
                for f in found
            ]
            words.put_findings(w, submission, decided)
            self._clear_again(w, submission, decided)
        run_outbox(session)

    def _clear_again(self, w: Writer, submission: str, decided: list[Finding]) -> None:
        session = self._session
        if submission not in words.cleared_submissions(w.connection):
            return
        said = next(s.words for s in words.submissions(w.connection) if s.ref == submission)
        text = safeguard.redacted(said, decided)
        if text != words.current_text(w.connection, submission):
            words.clear(w, submission, text, by=session.by, at=session.clock())
            self.behind_the_door(w, submission, said, decided)

    def behind_the_door(self, w: Writer, submission: str, said: str, decided: Iterable[Finding]) -> bool:
        """Move the words that were replaced into the vault: the database keeps the stand-ins alone.

        Returns:
            Whether anything moved. Without a vault nothing does, and a blocker says so.
        """
        text = safeguard.redacted(said, decided)
        if text == said or not self._session.vault.lay_in(w, submission, ORIGINAL, {"words": said}):
            return False
        words.put_words(w, submission, text)
        words.put_findings(w, submission, safeguard.moved(decided))
        return True

    def bring_back(self, submission: str, phrase: str = "") -> None:
        """Put words that were replaced by mistake back, from the vault. The answer waits again.

        Raises:
            UnknownRef: nothing in it was replaced.
        """
        session = self._session
        said = session.vault.original(submission, phrase)
        with session.store.write(session.by, "bring replaced words back", submission) as w:
            words.put_words(w, submission, said)
            words.put_findings(w, submission, details_of(session, submission, said))
            words.unclear(w, submission)
            outbox.take_out_of_vault(w, [submission], by=session.by)
        run_outbox(session)

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
        with self._session.store.read() as connection:
            cleared = words.cleared_submissions(connection)
            return tuple(s for s in words.submissions(connection) if s.ref not in cleared)

    def clear(self, submissions: Iterable[str] | None = None) -> int:
        """Clear answers that a person has read: their words may be used from now on.

        Args:
            submissions: refs; everything that waits and has no open finding when left out.

        Returns:
            How many were cleared.

        Raises:
            Refused: one of them has a personal detail that nobody decided on.
        """
        session = self._session
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
                    raise Refused(Kind.DETAIL_WAITS, ref=ref)
                if ref not in waiting:
                    raise UnknownRef(Kind.NO_ANSWER_WAITS_TO_BE_CLEARED, ref=ref)
        moved = False
        with session.store.write(session.by, "clear answers", amount=len(chosen)) as w:
            for ref in chosen:
                decided = by_submission.get(ref, ())
                text = safeguard.redacted(waiting[ref].words, decided)
                words.clear(w, ref, text, by=session.by, at=session.clock())
                moved |= self.behind_the_door(w, ref, waiting[ref].words, decided)
            if moved:
                outbox.put(w, outbox.COMPACT, by=session.by)  # what was replaced leaves the free pages too
        run_outbox(session)
        return len(chosen)

    def may_leave(self, consultation: str, reason: str, quote: str = "") -> None:
        """Decide that what points at few people may leave the building, and say why.

        Args:
            reason: one line.
            quote: the ref of a quoted passage (K-0012); when left out, statements of fewer than five people.
        """
        disclosure.decide(self._session, consultation, quote or disclosure.SMALL_COUNTS, reason)

    def concerns(self) -> tuple[Concern, ...]:
        """Every safeguarding concern. Kept out of every analysis and export."""
        with self._session.store.read() as connection:
            return words.concerns(connection)

    def raise_concern(self, submission: str, note: str, *, lead: str = "", due: date | None = None) -> str:
        """Raise a concern that a person saw. Its words are never quoted. Returns the concern's ref."""
        session = self._session
        lead, due = lead or session.settings.safeguarding.name, due or session.today + timedelta(days=1)
        with session.store.write(session.by, "raise a concern", submission) as w:
            return words.raise_concern(w, submission, note=note, raised=session.today, lead=lead, due=due)

    def settle(self, concern: str, *, lead: str, outcome: str) -> None:
        """Note who looked at a concern and what came of it."""
        session = self._session
        with session.store.write(session.by, "settle a concern", concern) as w:
            words.settle_concern(w, concern, lead=lead, outcome=outcome)

    def withdraw(self, person: str, *, delete_found: bool = False) -> WithdrawalReport:
        """Take a person out of every table, count, document, file, backup and denominator.

        Documents of ours that rest on them are deleted, unless somebody changed them by hand:
        those are listed, to be looked at, as are other files of the workspace and texts that
        somebody typed in which their words stand. See ``workbench.leaving``.

        Args:
            delete_found: delete those other files too.

        Raises:
            UnknownRef: there is no such person.
        """
        session = self._session
        run_outbox(session)
        gone = withdrawal.take_out_of_everything(session, person, delete_found=delete_found)
        return replace(gone, left=run_outbox(session))

    def blockers(self) -> tuple[Blocker, ...]:
        """What a person still has to decide."""
        with self._session.store.read() as connection:
            everybody = {p.ref: p for p in people.contributors(connection)}
            findings = safeguard.blockers(
                words.submissions(connection),
                everybody,
                words.findings(connection),
                words.cleared_submissions(connection),
                words.concerns(connection),
            )
        shut = [b for b in same_person.blockers(self._session) if b.stage == "safeguard"]
        return (*findings, *shut, *self._left_behind())

    def _left_behind(self) -> list[Blocker]:
        """What still holds words of people who left, and needs a person."""
        said = {
            outbox.LOOK: Waiting.FILE_HOLDS_WORDS_OF_A_LEAVER,
            outbox.DELETE: Waiting.FILE_HOLDS_WORDS_OF_A_LEAVER,  # another program has it open
            outbox.EMPTY: Waiting.FILE_HOLDS_WORDS_OF_A_LEAVER,
            outbox.BACKUP: Waiting.BACKUP_HOLDS_WORDS_OF_A_LEAVER,
        }
        waiting = [e for e in outbox.pending(self._session.store) if e["act"] in said]
        paths = dict.fromkeys((e["act"], e["path"]) for e in waiting)
        told = dict.fromkeys((said[act], path) for act, path in paths)
        return [Blocker.of("safeguard", "withdrawal", kind, path=path) for kind, path in told]
