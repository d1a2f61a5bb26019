"""A workshop: one facilitator writes down what several people say, each under their own number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.forms.gather.form import NO, YES
from consultwork.forms.gather.intake import EXACT, NOT_ASKED, NOTED
from consultwork.journey.gather import PERMISSION_WORDING, PERMISSION_WORDING_VERSION
from consultwork.kinds import Kind
from consultwork.model import Channel, Permission, Submission, Use

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


MOST = 30


class WorkshopNotes(DeskScreen):
    """Notes of a workshop under several people: who said what to which question.

    Each person gets a number for the day ("Person 3"); names stay out. Their permissions are asked at the
    end, one by one, or for all at once when all were asked together.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        lead = "One person writes. Give each person in the room a number, and leave names out."
        super().__init__("Notes of a workshop", bench, consultation, lead)
        self._bench = bench
        self.show()

    def show(self) -> None:
        """An empty sheet with four people."""
        self.written_by = look.line("Who writes this down?")
        self.people: list[_Person] = []
        self.list = look.column()
        self.more = self.button("One more person", self.add)
        self.keep = self.button("Keep these notes", self._keep, "main")
        self.body.children = [self.written_by, self.list, look.row(self.more), self.keep]
        for _ in range(4):
            self.add()

    def add(self) -> None:
        """A place for one more person."""
        if len(self.people) >= MOST:
            raise Refused(Kind.TOO_MANY_PEOPLE, most=MOST)
        self.people.append(_Person(len(self.people) + 1, self.consultation.questions, self))
        self.list.children = [p.ui for p in self.people]

    def _keep(self) -> None:
        by = str(self.written_by.value).strip()
        if not by:
            raise Refused(Kind.NOTE_TAKER_IS_NOT_WRITTEN)
        kept = 0
        for person in self.people:
            answers = person.answers(self.consultation.id, by, self.bench.today)
            if not answers:
                continue
            self._bench.gather.receive(answers, person.permissions(self.bench.today), role=person.described())
            kept += 1
        if not kept:
            raise Refused(Kind.NOTHING_TO_KEEP)
        self.show()
        self.say(f"Notes of {kept} {'person' if kept == 1 else 'people'} are kept. Next: read them in 03_safeguard.")


class _Person:
    """One person of the workshop: notes, how they may be described, and what they allow."""

    def __init__(self, number: int, questions: Any, screen: WorkshopNotes) -> None:
        self.number = number
        self._questions, self._screen = questions, screen
        self.notes: list[tuple[Any, Any]] = []
        self.list = look.column()
        self.exact = look.Choice(label="How was it written down?", options=[EXACT, NOTED], chosen=[NOTED], inline=True)
        self.role = look.line("How may we describe them?", hint="for example: volunteer")
        self.permits = {
            use: look.Choice(label=asked, options=[YES, NO, NOT_ASKED], chosen=[NOT_ASKED], inline=True)
            for use, asked in PERMISSION_WORDING.items()
            if use not in (Use.CREDIT, Use.CONTACT)  # these need a name or an address, which a note leaves out
        }
        another = screen.button(f"Another note of person {number}", self.another)
        self.ui = look.card(
            look.view(look.heading(f"Person {number}", 3)), self.list, another, self.exact, self.role, *self.permits.values()
        )  # fmt: skip
        self.another()

    def another(self) -> None:
        """One more note of the same person."""
        options = [(f"{q.number}: {look.short(q.plain or q.text)}", q.number) for q in self._questions]
        self.notes.append((look.pick("Which question?", options), look.box("What they said", rows=3)))
        self.list.children = [w for pair in self.notes for w in pair]

    def answers(self, consultation: str, by: str, today: Any) -> list[Submission]:
        """What is written down of this person."""
        exact = self.exact.one == EXACT
        return [
            Submission("", "", consultation, str(q.value), said, "", exact, Channel.WORKSHOP, today, by)
            for q, box in self.notes
            if (said := str(box.value).strip())
        ]

    def permissions(self, today: Any) -> list[Permission]:
        """What they said to each use they were asked about."""
        return [
            Permission(use, c.one == YES, today, "asked in the workshop", PERMISSION_WORDING_VERSION)
            for use, c in self.permits.items()
            if c.one != NOT_ASKED
        ]

    def described(self) -> str:
        """How they may be described."""
        return " ".join(str(self.role.value).split())
