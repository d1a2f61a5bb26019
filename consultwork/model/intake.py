"""What a file of answers turns into before it is kept: rows, what was left out, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultwork.model.kinds import Channel, Speaker
from consultwork.model.people import Permission


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """One answer of one person, as read from a file.

    ``row`` is the row in the file, the header being row 1. ``person`` tells people apart within
    the file and from one import to the next (an id, an e-mail address, or the row itself).
    ``name``, ``contact``, ``credit_name`` and ``safe_contact`` are kept apart from everything else.
    """

    row: int
    person: str
    consultation: str
    question: str
    words: str
    prompt: str = ""
    role: str = ""
    speaker: Speaker = Speaker.CONTRIBUTOR
    present: int | None = None
    verbatim: bool = True
    channel: Channel = Channel.TABLE
    said_on: date | None = None
    written_by: str = ""
    permissions: tuple[Permission, ...] = ()
    name: str = ""
    contact: str = ""
    credit_name: str = ""
    safe_contact: str = ""
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """A row or cell of a file that was not taken in, and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Intake:
    """All that a file holds: what is taken in, what is left out, and what was put right on the way.

    ``set_aside`` are cells whose words say that there is no answer ("N/A").
    """

    source: str
    digest: str
    rows: tuple[IntakeRow, ...]
    left_out: tuple[Omission, ...] = ()
    notes: tuple[str, ...] = ()
    set_aside: tuple[Omission, ...] = ()

    @property
    def people(self) -> int:
        """How many different people or groups the rows are from."""
        return len({r.person for r in self.rows})

    @property
    def account(self) -> str:
        """What the file held, in one sentence: "154 answers from 32 people or groups; 2 rows left out"."""
        answers = len(self.rows)
        line = f"{answers:,} {'answer' if answers == 1 else 'answers'} from {self.people:,} people or groups"
        count, blank = len(self.left_out), len(self.set_aside)
        if count:
            line += f"; {count:,} {'row or cell' if count == 1 else 'rows or cells'} left out"
        if blank:
            line += f"; {blank:,} {'cell says' if blank == 1 else 'cells say'} that there is no answer"
        return f"{line}."

    @property
    def questions(self) -> int:
        """How many different questions or prompts the rows answer."""
        return len({(r.consultation, r.question or r.prompt) for r in self.rows})

    @property
    def characters(self) -> int:
        """How many characters the words have."""
        return sum(len(r.words) for r in self.rows)
