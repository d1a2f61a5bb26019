"""What is written: asks, facts, answers, comments, outcomes, and why something may not go out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultwork.kinds import FaultKind, Waiting
from consultwork.model.kinds import OutcomeState, PieceKind
from consultwork.wording import say

Facts = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who answers: what a letterhead and a "who we are" need."""

    name: str
    strapline: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    website: str = ""
    about: str = ""
    department: str = ""
    signatory: str = ""
    signatory_role: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something we call for, and who should act. Used again from one response to the next.

    ``standing`` asks go to everyone, whatever the consultation.
    """

    id: str
    text: str
    who: str
    short: str = ""
    codes: tuple[str, ...] = ()
    consultations: tuple[str, ...] = ()
    source: str = ""
    standing: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with its source. ``figures`` are the phrases that must stand as they are."""

    id: str
    text: str
    source: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of an answer. ``value`` is text for WORDS and POSITION, otherwise an id or ref.

    For COUNT it is a code id. For QUOTE it is a coding ref, or a code id for "the first one that
    may be quoted".
    """

    kind: PieceKind
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What we answer to one question: pieces in order, or why we do not answer."""

    consultation: str
    question: str
    pieces: tuple[Piece, ...] = ()
    not_answered: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What they decided on an ask, and where they say so."""

    ask: str
    consultation: str
    state: OutcomeState
    document: str = ""
    page: str = ""
    quotation: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines of what a body published, as it stands there, and on which page ("" where it has none)."""

    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """Something that a body published in answer: a report, a strategy, a page of the web."""

    ref: str
    consultation: str
    title: str
    passages: tuple[Passage, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class AskMatch:
    """A passage that may be what became of an ask: in which document, and how near, 0 to 1."""

    document: str
    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's comment in a returned Word file.

    ``anchor`` and ``paragraph`` say in which paragraph it starts: its hidden bookmark, and its words.
    """

    id: str
    author: str
    text: str
    on: str = ""
    anchored: str = ""
    section: str = ""
    thread: str = ""
    parent: str = ""
    resolved: bool = False
    anchor: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why something may not go ahead: its kind, the ref it is about, and the facts. The sentence is said last.

    ``facts`` are (name, value): the numbers, names and dates that the sentence tells. ``of`` makes one from them.
    """

    stage: str
    ref: str
    kind: Waiting | FaultKind
    facts: Facts = ()

    @classmethod
    def of(cls, stage: str, ref: str, kind: Waiting | FaultKind, /, **facts: object) -> Blocker:
        """A blocker with the facts that its sentence tells."""
        return cls(stage, ref, kind, tuple(facts.items()))

    @property
    def sentence(self) -> str:
        """What a person reads, in English as it was shipped."""
        return say(self.kind.entry, **dict(self.facts))

    def __str__(self) -> str:
        return f"{self.ref}: {self.sentence}" if self.ref else self.sentence
