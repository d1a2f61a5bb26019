"""Why a file, or something inside it, could not be read: kinds, and the words for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol


class Why(Enum):
    """Why a person has to look at a file with their own eyes."""

    PASSWORD = "password"  # noqa: S105 - a kind, and no secret
    DAMAGED = "damaged"
    TOO_BIG = "too big"
    PICTURE = "picture"
    RECORDING = "recording"
    NO_READER = "no reader"
    NOT_OPENED = "not opened"


_SAID = {
    Why.PASSWORD: "it is protected with a password",
    Why.DAMAGED: "it is damaged",
    Why.TOO_BIG: "it is too big to be unpacked here",
    Why.PICTURE: "it is a picture",
    Why.RECORDING: "it is a recording",
    Why.NO_READER: "nothing here can read this kind of file",
    Why.NOT_OPENED: "it cannot be opened",
}


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read. ``inside`` is the part of a package, or of a message, that it was."""

    why: Why
    inside: str = ""


# What a reader gives: the text, part by part, and what it could not read.
Read = Iterator[str | Unread]


class Inside(Protocol):
    """Reads what was found inside a file, as a file of its own."""

    def __call__(self, data: bytes, /) -> Read: ...  # noqa: D102 - see the class


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """A file that a person has to look at, by its path in the workspace, and why."""

    path: str
    why: Why

    @property
    def because(self) -> str:
        """Why, in words: "it is a picture"."""
        return _SAID[self.why]
