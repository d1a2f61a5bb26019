"""Reading what came in: personal details, concerns, permissions, and taking somebody out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.gather.form import NO, YES
from consultwork.journey.consent import permission_words
from consultwork.journey.safeguard import MISSED
from consultwork.kinds import Kind
from consultwork.model import Concern, Contributor, Finding, Submission, Use
from consultwork.text import as_date, plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


REPLACE, KEEP = "replace", "keep"
AT_ONCE = 5
SAME = "As before"
PARTS = ("Read and clear", "Concerns", "Permissions", "The same person?", "Take somebody out")


class ClearingDesk(look.Screen):
    """Words as they came in, for a person to read and clear; concerns; permissions; withdrawal.

    Args:
        bench: the workbench.
    """

    def __init__(self, bench: Workbench) -> None:
        lead = f"Nothing is used before a person has read it here. The program misses {MISSED} personal details."
        super().__init__("Read with care", lead)
        self._bench = bench
        self.parts = look.Steps(names=list(PARTS))
        self._inside = look.column()
        self.body.children = [self.parts, self._inside]
        self.answers: list[WaitingAnswer] = []
        self._later: set[str] = set()
        self.clear = self.button("I have read these: clear them", self._clear, "main")
        self.on_change(self.parts, lambda _: self._moved(), "current")
        self.show()

    def show(self) -> None:
        """The part that is chosen, as it is now."""
        (self._waiting, self._concerns, self._permissions, self._twins, self._leaving)[self.parts.current]()

    def _moved(self) -> None:
        self.problem.show()
        self.status.show()
        self.show()

    def _waiting(self) -> None:
        everything = self._bench.safeguard.waiting()
        findings: dict[str, list[Finding]] = {}
        for f in self._bench.safeguard.findings():
            findings.setdefault(f.submission, []).append(f)
        risky = {concern.submission for concern in self._bench.safeguard.concerns()}
        batch = [s for s in everything if s.ref not in self._later][:AT_ONCE]
        self.answers = [WaitingAnswer(self, s, findings.get(s.ref, []), s.ref in risky) for s in batch]
        count, put_by = len(everything), len([s for s in everything if s.ref in self._later])
        if not everything:
            self._inside.children = [
                look.view(
                    look.text("No answer waits to be read."),
                    look.text("New answers come in through 02_gather. Afterwards they wait for you here.", "hint"),
                )
            ]
            return
        head = [look.text(f"{count} {plural(count, 'answer')} {plural(count, 'waits', 'wait')} to be read.", "count")]
        if put_by:
            head.append(look.text(f"{put_by} of them {plural(put_by, 'is', 'are')} put by for later.", "hint"))
        again = self.button("Show those put by for later", self._bring_back, "plain")
        end = [self.clear] if self.answers else [again]
        self._inside.children = [look.view(*head), *(a.ui for a in self.answers), *end]

    def _clear(self) -> None:
        ready = [a for a in self.answers if not a.later.value]
        for a in ready:
            if a.decisions():
                self._bench.safeguard.decide(a.ref, a.decisions())
        self._later |= {a.ref for a in self.answers if a.later.value}
        n = self._bench.safeguard.clear([a.ref for a in ready]) if ready else 0
        self.show()
        self.say(
            f"{n} {plural(n, 'answer')} cleared. Their words can be used from now on." if n else "Put by for later."
        )

    def worry(self, answer: WaitingAnswer) -> None:
        """Raise a concern about an answer, because a person who read it is worried."""
        note = str(answer.worry.value).strip()
        if not note:
            raise Refused(Kind.WORRY_IS_NOT_WRITTEN)
        ref = self._bench.safeguard.raise_concern(answer.ref, note)
        self.show()
        self.say(f"{ref} is raised. It stands under “Concerns”. Now tell the named lead yourself.")

    def _bring_back(self) -> None:
        self._later.clear()
        self.show()

    def _concerns(self) -> None:
        found = self._bench.safeguard.concerns()
        if not found:
            self._inside.children = [look.view(look.text("No concern was raised."))]
            return
        said = {s.ref: s for s in self._bench.safeguard.waiting()}
        about = look.text("The program saw words of risk. It tells nobody: you pass them on.", "note")
        cards = [self._concern(c, said.get(c.submission)) for c in sorted(found, key=lambda c: bool(c.outcome))]
        self._inside.children = [look.view(about), *cards]

    def _concern(self, c: Concern, submission: Submission | None) -> Any:
        due = f"Look at it by {as_date(c.due)}." if c.due else "Look at it today."
        parts = [look.heading(f"{c.ref} (answer {c.submission})", 3), look.text(c.note)]
        parts.append(look.text(f"Settled: {c.outcome}" if c.outcome else due, "count"))
        if submission is not None:
            parts.append(look.words(submission.words))
        lead = look.line("Who looks at it?", c.lead)
        outcome = look.box("What came of it?", c.outcome, 2)

        def settle() -> None:
            if not str(lead.value).strip() or not str(outcome.value).strip():
                raise Refused(Kind.CONCERN_NEEDS_WHO_AND_OUTCOME)
            self._bench.safeguard.settle(c.ref, lead=str(lead.value).strip(), outcome=str(outcome.value).strip())
            self.show()
            self.say(f"{c.ref} is settled.")

        return look.card(look.view(*parts), lead, outcome, self.button(f"Settle {c.ref}", settle))

    def _permissions(self) -> None:
        people = self._bench.safeguard.people()
        if not people:
            self._inside.children = [look.view(look.text("Nobody has said anything yet. Start with 02_gather."))]
            return
        rows = [
            (p.ref, p.speaker.value, p.role, *((_yes(p, u) if p.recorded else "not asked") for u in Use))
            for p in people.values()
        ]
        header = ("Person", "Speaks as", "Described as", *(u.value.capitalize() for u in Use))
        self.person = look.pick("Whose permission changed?", list(people))
        self.permits = {
            use: look.Choice(label=asked, options=[YES, NO, SAME], chosen=[SAME], inline=True)
            for use, asked in permission_words(self._bench.wording).texts.items()
        }
        self.how = look.line("How did they tell you?", hint="for example: on the phone on Monday")
        self.permit = self.button("Record this", self._permit, "main")
        self._inside.children = [
            look.view(look.table("What each person allows", header, rows), look.heading("Record a change")),
            self.person, *self.permits.values(), self.how, self.permit,
        ]  # fmt: skip

    def _permit(self) -> None:
        uses = {use: choice.one == YES for use, choice in self.permits.items() if choice.one in (YES, NO)}
        how = str(self.how.value).strip()
        if not uses:
            raise Refused(Kind.NO_PERMISSION_IS_CHANGED)
        if not how:
            raise Refused(Kind.HOW_THEY_TOLD_IS_NOT_WRITTEN)
        person = str(self.person.value)
        self._bench.safeguard.permit(person, uses, how=how)
        self.show()
        self.say(f"The permissions of {person} are recorded. Documents made from now on follow them.")

    def _twins(self) -> None:
        pairs = self._bench.gather.same_person()
        about = look.text("One person may have come to us in two ways. People are counted once.")
        if not pairs:
            self._inside.children = [look.view(about, look.text("Nobody seems to be here twice.", "hint"))]
            return
        self._inside.children = [look.view(about), *(self._pair(*p) for p in pairs)]

    def _pair(self, one: str, other: str, why: str, decision: str) -> Any:
        def decide(same: bool) -> None:
            self._bench.gather.decide_same_person(one, other, same=same)
            self.show()
            self.say(f"{one} and {other} are {'one person' if same else 'two people'}.")

        said = [look.heading(f"{one} and {other}", 3), look.text(f"Why we ask: {why}.")]
        if decision:
            said.append(look.text(f"Decided: {decision}.", "hint"))
        yes = self.button("They are one person", lambda: decide(True))
        no = self.button("They are two people", lambda: decide(False))
        return look.card(look.view(*said), look.row(yes, no))

    def _leaving(self) -> None:
        people = self._bench.safeguard.people()
        if not people:
            self._inside.children = [look.view(look.text("There is nobody to take out."))]
            return
        self.leaver = look.pick("Who wants their words back?", list(people))
        self.confirm = look.line("Type their number again, to be sure", hint="for example: P-0007")
        self.take_out = self.button("Take them out for good", self._withdraw, "stop")
        about = (
            look.text("Everything they said is deleted, and every count is made again without them."),
            look.text("Documents that rest on it are deleted too. This cannot be undone.", "note"),
        )
        self._inside.children = [look.view(*about), self.leaver, self.confirm, self.take_out]

    def _withdraw(self) -> None:
        person = str(self.leaver.value)
        if str(self.confirm.value).strip().upper() != person:
            raise Refused(Kind.CONFIRMATION_DIFFERS, person=person)
        gone = self._bench.safeguard.withdraw(person)
        self.show()
        lines = [f"{gone.answers} {plural(gone.answers, 'answer')} of theirs {plural(gone.answers, 'is', 'are')} gone."]
        if gone.stale:
            lines.append(f"Make these again in 06_respond: {', '.join(sorted(gone.stale))}.")
        if gone.changed:
            lines.append(
                f"These hold their words or were changed by hand. Look at each: {', '.join(sorted(gone.changed))}."
            )
        if gone.typed:
            lines.append(f"Somebody typed their words here. Take them out: {', '.join(sorted(gone.typed))}.")
        lines += [
            f"{file.path} could not be read: {file.because}. Look yourself whether they are in it."
            for file in gone.unread
        ]
        if gone.sent:
            lines.append(f"These had been sent and cannot be called back: {', '.join(sorted(gone.sent))}.")
        self.say(*lines)


class WaitingAnswer:
    """One answer to read: its words, with what may identify someone, and a decision on each."""

    def __init__(self, desk: ClearingDesk, submission: Submission, findings: Sequence[Finding], risky: bool) -> None:
        self.ref = submission.ref
        self.findings = sorted(findings, key=lambda f: f.start)
        where = f"question {submission.question}" if submission.question else submission.prompt
        parts = [look.heading(f"{submission.ref}: {submission.consultation}, {where}", 3)]
        parts.append(look.text(f"From {submission.contributor}, by {submission.channel.value}.", "small"))
        if not submission.verbatim:
            note = f"A note written down by {submission.written_by or 'nobody named'}: it is never quoted."
            parts.append(look.text(note, "small"))
        if risky:
            parts.append(look.text("These words may mean that somebody is at risk. Look at “Concerns”.", "note"))
        parts.append(look.words(submission.words, [(f.start, f.end, f.kind) for f in self.findings]))
        self.text = look.view(*parts)
        self.choices = [
            look.pick(
                f"“{look.short(f.words, 50)}” ({f.kind})",
                [(f"Put {f.stand_in} in its place", REPLACE), ("Keep it as it is", KEEP)],
                f.decision or REPLACE,
            )
            for f in self.findings
        ]
        self.later = look.tick("Put this one by for later")
        self.worry = look.line("Are you worried about somebody here? Say why")
        self.concern = desk.button("Raise a concern", lambda: desk.worry(self))
        self.ui = look.card(self.text, *self.choices, self.later, look.row(self.worry, self.concern))

    def decisions(self) -> dict[tuple[int, int], str]:
        """What was decided on each finding: (start, end) -> "replace" or "keep"."""
        return {(f.start, f.end): str(c.value) for f, c in zip(self.findings, self.choices, strict=True)}


def _yes(p: Contributor, use: Use) -> str:
    return "yes" if p.allows(use) else "no"
