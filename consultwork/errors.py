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

Each carries one plain sentence: what happened, to which file and row, and what to do next.
A refusal that can be foreseen is not an exception but a value: see ``Blocker`` in ``model``.
"""

from __future__ import annotations

from pathlib import Path


class ConsultworkError(Exception):
    """The root of everything that the library raises on purpose.

    Args:
        what: what happened, a plain sentence.
        where: the file (and row) it happened to, where there is one.
        todo: what to do next, a plain sentence.
    """

    def __init__(self, what: str, *, where: str | Path = "", todo: str = "") -> None:
        self.what, self.where, self.todo = what, str(where), todo
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole message, in one line."""
        start = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{start} {self.todo}".strip()
        return " ".join(line.split())


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
        todo = "Close it there, then try again."
        if owner:
            todo += f" If nobody has it open, delete {owner}."
        super().__init__("it is open in another program, or its folder is locked.", where=path.name, todo=todo)
        self.owner = owner


class UnknownRef(Refused):
    """There is nothing by that name or ref."""


class Undecided(Refused):
    """The machine is unsure and a person has to decide first."""


class Blocked(ConsultworkError):
    """The caller pressed on although there are blockers."""


class StoreError(ConsultworkError):
    """The database is busy, damaged, or was written by a newer version."""
