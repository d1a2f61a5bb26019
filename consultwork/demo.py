"""A made-up consultation with made-up people, the same every time.

The files lie in ``data/demo/``. Each says that it is made up, and reading one that does not is
refused, so that no real person's words can pass for a demonstration or the other way round. Days
come from the files, never from the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from consultwork.errors import BadSettings
from consultwork.model import (
    Answer,
    CodingState,
    Outcome,
    OutcomeState,
    Piece,
    PieceKind,
    Position,
)
from consultwork.settings import Settings, read_settings, resource
from consultwork.settings.reading import read_yaml

_CONSULTATIONS = ("mental-health-act", "east-sussex-inpatient", "womens-health", "crisis-house")


@dataclass(frozen=True, slots=True)
class DemoCoding:
    """A decision on one passage: ``words`` are an exact part of that person's answer."""

    person: str
    consultation: str
    question: str
    code: str
    words: str
    position: Position
    state: CodingState


@dataclass(frozen=True, slots=True)
class DemoConcern:
    """A made-up safeguarding concern, and what was done about it."""

    person: str
    consultation: str
    question: str
    note: str
    raised: date
    lead: str
    due: date
    outcome: str


@dataclass(frozen=True, slots=True)
class SmallTheme:
    """What the officer decided on a theme that only one or two people raised."""

    decision: str
    reason: str
    code: str = ""
    consultation: str = ""


@dataclass(frozen=True, slots=True)
class LinkLeftOut:
    """A link from a code to a question that the officer did not confirm, and why."""

    consultation: str
    question: str
    code: str
    because: str


@dataclass(frozen=True, slots=True)
class DemoDecisions:
    """All that the made-up officer decided.

    ``drafted`` gives the day on which each consultation's response was drafted; ``today`` is the
    day of the demo. ``redaction`` is what is done with each finding ("replace"). ``small_themes``
    are the decisions by theme, ``small_themes_otherwise`` the one for every other small theme.
    """

    officer: str
    approver: str
    today: date
    drafted: dict[str, date]
    permissions: dict[str, str]
    redaction: str
    suggestions: str
    concerns: tuple[DemoConcern, ...]
    small_themes: tuple[SmallTheme, ...]
    small_themes_otherwise: SmallTheme
    links_left_out: tuple[LinkLeftOut, ...]
    codings: tuple[DemoCoding, ...]


@dataclass(frozen=True, slots=True)
class KeyMessage:
    """A key message in the officer's words, the theme it rests on and the ask it leads to."""

    words: str
    code: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class LetterPoint:
    """One point of the letter: its title, and its pieces in order."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DemoLetter:
    """The made-up officer's letter."""

    opening: str
    thanks: str
    points: tuple[LetterPoint, ...]
    closing: str
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoBriefing:
    """Notes for those who speak at a workshop or in an interview."""

    occasion: str
    opening: str
    say: tuple[KeyMessage, ...]
    listen_for: tuple[str, ...]
    do_not_say: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoAnswers:
    """The made-up officer's draft for one consultation."""

    consultation: str
    key_messages: tuple[KeyMessage, ...]
    not_heard: tuple[str, ...]
    answers: tuple[Answer, ...]
    letter: DemoLetter | None = None
    briefing: DemoBriefing | None = None


def contributions_path(workspace: Path | None = None) -> Path:
    """The made-up contributions: a CSV file with one row an answer."""
    return resource("data", "demo", "contributions.csv", workspace=workspace)


def settings(workspace: Path | None = None) -> Settings:
    """The settings of the made-up charity."""
    return read_settings(resource("data", "demo", "consultwork.toml", workspace=workspace))


def decisions(workspace: Path | None = None) -> DemoDecisions:
    """What the made-up officer decided, so that the demo runs without a click."""
    d = _made_up("decisions.yaml", workspace)
    small = d["small_themes"]
    return DemoDecisions(
        officer=d["officer"],
        approver=d["approver"],
        today=d["today"],
        drafted=dict(d["drafted"]),
        permissions={k: str(v) for k, v in d["permissions"].items()},
        redaction=d["redaction"]["default"],
        suggestions=d["suggestions"]["default"],
        concerns=tuple(DemoConcern(**c) for c in d["concerns"]),
        small_themes=tuple(SmallTheme(**t) for t in small["decided"]),
        small_themes_otherwise=SmallTheme(**small["default"]),
        links_left_out=tuple(LinkLeftOut(**x) for x in d["links_left_out"]),
        codings=tuple(_coding(c) for c in d["codings"]),
    )


def answers(workspace: Path | None = None) -> dict[str, DemoAnswers]:
    """The made-up officer's drafts, by consultation id."""
    return {c: _answers(_made_up(f"answers/{c}.yaml", workspace)) for c in _CONSULTATIONS}


def plan(workspace: Path | None = None) -> dict[str, dict[str, Any]]:
    """The made-up co-production plans, by consultation id, as plain data.

    Each holds: consultation, started, decides, authorises, leaver, answers (question, answer,
    owner, day, ask_again), agreement (agreed_on, changed), checks (check, done, how), sections
    (name, owner, cover, due), check_ins (day, what), reflection (day, notes) and gunning
    (principle, view, words). The ids are those of ``settings.read_plan_questions``.
    """
    return {p["consultation"]: p for p in _made_up("plan.yaml", workspace)["plans"]}


def outcomes(workspace: Path | None = None) -> tuple[tuple[Outcome, str], ...]:
    """What became of the asks, each with a remark that says what is known and what is not."""
    return tuple(
        (
            Outcome(
                ask=o["ask"],
                consultation=o["consultation"],
                state=OutcomeState(o["state"]),
                document=o["document"],
                page=o["page"],
                quotation=o["quotation"],
                decided_on=o.get("decided_on"),
            ),
            o["remark"],
        )
        for o in _made_up("outcomes.yaml", workspace)["outcomes"]
    )


def _made_up(name: str, workspace: Path | None) -> dict[str, Any]:
    """A demo file as plain data. Raises ``BadSettings`` when it does not say that it is made up."""
    path = resource("data", "demo", *name.split("/"), workspace=workspace)
    data = read_yaml(path)
    if not isinstance(data, dict) or data.get("made_up") is not True:
        raise BadSettings(
            "This file does not say that it is made up.",
            where=path,
            todo="Use the files of the demo as they came.",
        )
    return data


def _coding(c: dict[str, Any]) -> DemoCoding:
    place = (c["person"], c["consultation"], c["question"], c["code"], c["words"])
    return DemoCoding(*place, Position(c["position"]), CodingState(c["state"]))


def _pieces(pieces: list[dict[str, str]]) -> tuple[Piece, ...]:
    return tuple(Piece(PieceKind(kind), value) for p in pieces for kind, value in p.items())


def _answers(d: dict[str, Any]) -> DemoAnswers:
    consultation = d["consultation"]
    letter, briefing = d.get("letter"), d.get("briefing")
    return DemoAnswers(
        consultation=consultation,
        key_messages=tuple(KeyMessage(**m) for m in d["key_messages"]),
        not_heard=tuple(d["not_heard"]),
        answers=tuple(
            Answer(consultation, a["question"], _pieces(a.get("pieces", [])), a.get("not_answered", ""))
            for a in d["answers"]
        ),
        letter=None if letter is None else _letter(letter),
        briefing=None if briefing is None else _briefing(briefing),
    )


def _letter(d: dict[str, Any]) -> DemoLetter:
    return DemoLetter(
        opening=d["opening"],
        thanks=d["thanks"],
        points=tuple(LetterPoint(p["title"], _pieces(p["pieces"])) for p in d["points"]),
        closing=d["closing"],
        enclosures=tuple(d.get("enclosures", ())),
    )


def _briefing(d: dict[str, Any]) -> DemoBriefing:
    return DemoBriefing(
        occasion=d["for"],
        opening=d["opening"],
        say=tuple(KeyMessage(**m) for m in d["say"]),
        listen_for=tuple(d["listen_for"]),
        do_not_say=tuple(d["do_not_say"]),
    )
