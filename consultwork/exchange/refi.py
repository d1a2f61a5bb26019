"""REFI-QDA projects and codebooks: what a file holds, as plain records.

The standard is REFI-QDA 1.5 (www.qdasoftware.org): a ZIP with ``project.qde`` and a folder of
sources. Positions are Unicode code points from 0, the end exclusive, in text with LF line ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"


@dataclass(frozen=True, slots=True)
class QdaCode:
    """A code. ``parent`` is the guid of the code it lies under, or ""."""

    guid: str
    name: str
    description: str = ""
    parent: str = ""
    codable: bool = True
    color: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaCoding:
    """One code that one user gave to one passage. ``start`` is None where it is on the whole source.

    A passage that was marked, or has a memo, without any code has "" as its guid and code.
    """

    guid: str
    code: str
    user: str = ""
    at: str = ""
    start: int | None = None
    end: int | None = None
    passage: str = ""
    selection: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaSource:
    """A text with what was coded in it. ``values`` are (variable, value) by the variable's name."""

    guid: str
    name: str
    text: str
    codings: tuple[QdaCoding, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    description: str = ""
    user: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class QdaCase:
    """A person, or whatever the project's cases are."""

    guid: str
    name: str
    sources: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    description: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaNote:
    """A memo."""

    guid: str
    name: str
    text: str
    user: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class QdaSet:
    """Codes, sources and notes that belong together."""

    guid: str
    name: str
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True)
class QdaProject:
    """A whole project. ``users`` and ``variables`` are (guid, name) and (name, type)."""

    name: str
    users: tuple[tuple[str, str], ...] = ()
    codes: tuple[QdaCode, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    cases: tuple[QdaCase, ...] = ()
    sources: tuple[QdaSource, ...] = ()
    notes: tuple[QdaNote, ...] = ()
    sets: tuple[QdaSet, ...] = ()
    origin: str = ""
    description: str = ""
    left_out: tuple[str, ...] = field(default=(), compare=False)
