"""What goes wrong, as a family tree.

    ConsultworkError            the one root: catch this and you catch them all
    |-- Refused                 bad input or usage; nothing was changed (exit code 2)
    |   |-- BadFile             a file that cannot be read, or is not what it seems
    |   |-- BadSettings         consultwork.toml, a question set, a codebook or a mapping
    |   |-- BadTemplate         a Word template whose tags are missing, unknown or broken
    |   |-- FileInUse           somebody has the file open, so that it cannot be written
    |   |-- UnknownRef          no such consultation, person, contribution, theme or draft
    |   `-- Undecided           a person has to decide first (an unsure mapping, say)
    |-- Blocked                 the caller pressed on although there are blockers (exit code 1)
    `-- StoreError              the database is busy, damaged or from a newer version (exit code 2)

Each carries its kind and the facts: that is what code reads. The sentence (what happened, to which file
and row, what to do next) is said last, from ``wording/en/refusals.ftl``, and nothing ever reads it.
A refusal that can be foreseen is not an exception but a value: see ``Blocker`` in ``model``.
"""

from __future__ import annotations

from pathlib import Path

from consultwork.kinds import Kind
from consultwork.wording import ENGLISH, Wording


class ConsultworkError(Exception):
    """The root of everything that the library raises on purpose.

    Args:
        kind: what is wrong.
        where: the file (and row) it happened to, where there is one.
        facts: the numbers, names and refs that its sentence tells.
    """

    def __init__(self, kind: Kind, /, *, where: str | Path = "", **facts: object) -> None:
        self.kind, self.where, self.facts = kind, str(where), facts
        super().__init__(kind, self.where, facts)

    def __str__(self) -> str:
        return self.sentence

    @property
    def what(self) -> str:
        """What happened, a plain sentence."""
        return ENGLISH.say(f"refusals/{self.kind}", **self.facts)

    @property
    def todo(self) -> str:
        """What to do next, a plain sentence; "" where nothing can be done."""
        return ENGLISH.maybe(f"refusals/{self.kind}.todo", **self.facts)

    @property
    def sentence(self) -> str:
        """The whole message, in one line."""
        return self.said_in(ENGLISH)

    def said_in(self, wording: Wording) -> str:
        """The whole message, in one line, in somebody's own words or language."""
        what = wording.say(f"refusals/{self.kind}", **self.facts)
        todo = wording.maybe(f"refusals/{self.kind}.todo", **self.facts)
        return " ".join(f"{self.where}: {what} {todo}".split() if self.where else f"{what} {todo}".split())


class Refused(ConsultworkError):
    """Bad input or usage. Nothing was changed."""


class BadFile(Refused):
    """A file that cannot be read, or is not what it seems."""


class BadSettings(Refused):
    """Something in consultwork.toml, a question set, a codebook or a mapping is wrong."""


class BadTemplate(Refused):
    """A Word template whose tags are missing, unknown or broken."""


class FileInUse(Refused):
    """Somebody has a file open, or its place cannot be written to.

    Args:
        path: the file.
        owner: the file that Word or LibreOffice laid beside it, where there is one.
    """

    def __init__(self, path: Path, *, owner: str = "") -> None:
        super().__init__(Kind.FILE_IS_IN_USE, where=path.name, owner=owner or "none")
        self.owner = owner


class UnknownRef(Refused):
    """There is nothing by that name or ref."""


class Undecided(Refused):
    """The machine is unsure and a person has to decide first."""


class Blocked(ConsultworkError):
    """The caller pressed on although there are blockers."""


class StoreError(ConsultworkError):
    """The database is busy, damaged, or was written by a newer version."""
