"""People and their words, from what was typed to what a person has cleared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultwork.model.kinds import Channel, Speaker, Use


@dataclass(frozen=True, slots=True)
class Permission:
    """One use, permitted or refused: when, how it was asked, and to which wording.

    ``answer`` is the ref of the one answer it is about; empty, it is about all that somebody said.
    """

    use: Use
    given: bool
    on: date | None = None
    how: str = ""
    wording: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or group under a pseudonym. Names and contacts are kept elsewhere.

    ``role`` is how they may be described in a document ("volunteer", "woman with lived
    experience"). ``present`` is how many people were in a group. ``about`` is who they are, as far as
    they told us: ("age", "25 to 34"), ("place", "Hastings"); it never stands beside their words. ``recorded`` is False when no
    permission was ever written down: then nothing of theirs is used.
    """

    ref: str
    speaker: Speaker = Speaker.CONTRIBUTOR
    role: str = ""
    present: int | None = None
    permissions: tuple[Permission, ...] = ()
    about: tuple[tuple[str, str], ...] = ()

    @property
    def recorded(self) -> bool:
        """Whether any permission, given or refused, was written down."""
        return bool(self.permissions)

    def allows(self, use: Use, answer: str = "") -> bool:
        """Whether this use is permitted now. The latest record counts; none means no.

        Args:
            answer: the ref of one answer. What was said of it alone goes before what was said of
                all: a refusal for it stands until it is taken back for it, and a permission for it
                until that, or a later refusal for everything.
        """
        given = here = None
        for p in self.permissions:
            if p.use is not use or p.answer not in ("", answer):
                continue
            if p.answer:
                here = p.given
            else:
                given = p.given
                if here and not given:
                    here = None
        return bool(given if here is None else here)


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
    answer: str = ""  # the ref under which it came in


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
