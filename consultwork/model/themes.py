"""Themes: the codebook, what is coded with it, and the evidence that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consultwork.model.kinds import CodingState, Position


@dataclass(frozen=True, slots=True)
class Code:
    """A line of the codebook. ``include`` are the words that suggest it.

    ``statement`` finishes the sentence "... told us that" in a document; ``questions`` are the
    refs (``consultation/number``) that the code bears on. A ``retired`` code proposes nothing and is
    offered to nobody; what was coded with it stays. ``issues`` are one-line statements in people's own
    manner: by them a letter is led to the questions that it answers.
    """

    id: str
    name: str
    description: str = ""
    include: tuple[str, ...] = ()
    exclude: str = ""
    example: str = ""
    parent: str = ""
    statement: str = ""
    questions: tuple[str, ...] = ()
    retired: bool = False
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One change of the codebook: what was done, the codes before and after it, and why."""

    id: int
    act: str
    code: str
    before: tuple[Code, ...]
    after: tuple[Code, ...]
    reason: str
    by: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """A note of an officer on one contribution. It never goes into a document."""

    ref: str
    contribution: str
    text: str
    by: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadingFilter:
    """Which contributions are shown, and in which order. Empty is everything.

    ``show`` is all, waiting, uncoded, unread, disagreement or mine; ``order`` "as they came" or "half at random".
    """

    show: str = "all"
    code: str = ""
    question: str = ""
    person: str = ""
    order: str = "as they came"


@dataclass(frozen=True, slots=True)
class CandidateTheme:
    """A code proposed for some words of a contribution, with the words that caused it."""

    contribution: str
    code: str
    start: int
    end: int
    snippet: str
    matched: tuple[str, ...] = ()
    probability: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on a passage: proposed, accepted or rejected, by whom and when."""

    ref: str
    contribution: str
    code: str
    start: int
    end: int
    snippet: str
    state: CodingState = CodingState.SUGGESTED
    position: Position = Position.UNCLEAR
    matched: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A code with the people who raised it. ``people`` and ``groups`` hold contributor refs."""

    code: Code
    people: tuple[str, ...]
    groups: tuple[str, ...]
    staff: tuple[str, ...]
    codings: tuple[Coding, ...]
    positions: tuple[tuple[Position, int], ...] = ()
    decision: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An evidence link: this theme answers that question. Confirmed by a person, or not yet."""

    consultation: str
    question: str
    code: str
    confirmed: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """Who chose which answer of a question. ``row`` is a row or lettered part, or "".

    ``boxes`` are in the question's own order, those that nobody chose too: each with the refs of
    people, and apart from them those of groups, staff and partners. ``in_words`` are the people who
    answered without choosing any.
    """

    consultation: str
    question: str
    row: str
    boxes: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    in_words: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The different people who chose an answer."""
        return tuple(dict.fromkeys(p for _, people, _ in self.boxes for p in people))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A theme as the evidence for one question, with who said it and in which passages."""

    label: str
    consultation: str
    question: str
    theme: Theme
    of_people: int

    @property
    def people(self) -> int:
        """How many different people raised it. Groups and staff are never added."""
        return len(self.theme.people)
