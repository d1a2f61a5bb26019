"""People and their words, from what was typed to what a person has cleared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultwork.model.kinds import Channel, Speaker, Use


@dataclass(frozen=True, slots=True)
class Permission:
    """One use, permitted or refused: when, how it was asked, and to which wording."""

    use: Use
    given: bool
    on: date | None = None
    how: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or group under a pseudonym. Names and contacts are kept elsewhere.

    ``role`` is how they may be described in a document ("volunteer", "woman with lived
    experience"). ``present`` is how many people were in a group. ``recorded`` is False when no
    permission was ever written down: then nothing of theirs is used.
    """

    ref: str
    speaker: Speaker = Speaker.CONTRIBUTOR
    role: str = ""
    present: int | None = None
    permissions: tuple[Permission, ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether any permission, given or refused, was written down."""
        return bool(self.permissions)

    def allows(self, use: Use) -> bool:
        """Whether this use is permitted now. The latest record counts; none means no."""
        given = False
        for p in self.permissions:
            if p.use is use:
                given = p.given
        return given


@dataclass(frozen=True, slots=True)
class Submission:
    """Words as they came in. They may still identify someone: nothing but clearing takes it."""

    ref: str
    contributor: str
    consultation: str
    question: str  # the question's number, or "" for a prompt that no question asks
    words: str
    prompt: str = ""
    verbatim: bool = True
    channel: Channel = Channel.TABLE
    said_on: date | None = None
    written_by: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Words that a person has cleared. Immutable: an edit makes a new version."""

    ref: str
    contributor: str
    consultation: str
    question: str
    text: str
    prompt: str = ""
    verbatim: bool = True
    channel: Channel = Channel.TABLE
    said_on: date | None = None
    written_by: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that may identify someone: proposed by the machine, decided by a person."""

    submission: str
    start: int
    end: int
    kind: str
    words: str
    stand_in: str
    decision: str = ""  # "", "replace" or "keep"
    by: str = ""


@dataclass(frozen=True, slots=True)
class Concern:
    """Words of risk that a named person must look at. Kept out of every analysis."""

    ref: str
    submission: str
    note: str
    raised: date | None = None
    lead: str = ""
    due: date | None = None
    outcome: str = ""
