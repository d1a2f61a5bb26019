"""A made-up charity with made-up people, the same every time.

The files lie in ``data/demo/``. Each says that it is made up, and one that does not is refused, so
that no real person's words can pass for a demonstration. Days come from the files, never from the
clock. What is wrong in a file is raised as ``BadSettings``.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from consultwork.errors import BadSettings
from consultwork.kinds import Kind
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
from consultwork.settings.reading import Shape, checked, read_yaml

_CONSULTATIONS = ("mental-health-act", "east-sussex-inpatient", "womens-health", "crisis-house")


def _as_pieces(value: Any) -> Any:
    """``[{"words": "..."}, {"count": "code-id"}]`` as pieces."""
    if not isinstance(value, list):
        return value
    pieces = []
    for entry in value:
        if not isinstance(entry, dict) or len(entry) != 1:
            raise ValueError("has a piece that is not one of words, count, tally, quote, fact, ask or position")
        ((kind, content),) = entry.items()
        pieces.append(Piece(PieceKind(kind), str(content)))
    return tuple(pieces)


_Pieces = Annotated[tuple[Piece, ...], BeforeValidator(_as_pieces)]
_Some = Annotated[str, Field(min_length=1)]


class MadeUpFile(Shape):
    """A demo file: it says that it is made up."""

    made_up: Literal[True]


class DemoCoding(Shape):
    """A decision on one passage: ``words`` are an exact part of that person's answer."""

    person: str
    consultation: str
    question: str
    code: str
    words: _Some
    position: Position
    state: CodingState


class DemoConcern(Shape):
    """A made-up safeguarding concern, and what was done about it."""

    person: str
    consultation: str
    question: str
    note: str
    raised: date
    lead: str
    due: date
    outcome: str


class SmallTheme(Shape):
    """What the officer decided on a theme that only one or two people raised."""

    decision: str
    reason: _Some
    code: str = ""
    consultation: str = ""


class SmallThemes(Shape):
    """Decisions by theme, and the one for every other small theme."""

    default: SmallTheme
    decided: tuple[SmallTheme, ...]


class LinkLeftOut(Shape):
    """A link from a code to a question that the officer did not confirm, and why."""

    consultation: str
    question: str
    code: str
    because: _Some


class FindingKept(Shape):
    """Words that the machine took for personal and the officer kept, and why."""

    person: str
    consultation: str
    question: str
    words: str
    because: _Some


class Redaction(Shape):
    """What is done with each finding, and the exceptions."""

    default: Literal["replace", "keep"]
    keep: tuple[FindingKept, ...] = ()


class Suggestions(Shape):
    """What is done with suggested codings that ``codings`` does not list."""

    default: Literal["accept", "reject"]
    position: Position


class DemoConsent(Shape):
    """How permissions were asked, and which wording was used."""

    asked_on: str
    how: str
    wording: str


class DemoDecisions(MadeUpFile):
    """All that the made-up officer decided.

    ``drafted`` gives the day on which each consultation's response was drafted; ``today`` is the
    day of the demo.
    """

    officer: str
    approver: str
    today: date
    drafted: dict[str, date]
    permissions: DemoConsent
    redaction: Redaction
    suggestions: Suggestions
    concerns: tuple[DemoConcern, ...]
    small_themes: SmallThemes
    small_counts: dict[str, str]
    links_left_out: tuple[LinkLeftOut, ...]
    same_person: tuple[tuple[str, str], ...] = ()
    codings: tuple[DemoCoding, ...]

    def on_suggestion(self, person: str, consultation: str, question: str, code: str, snippet: str) -> CodingState:
        """What the officer decides on a suggested coding of ``snippet`` in that person's answer.

        Rejected when she turned down words that stand in it, or when she coded the same answer
        with that code by hand: then her own passage, with its position, stands in its place.
        """
        place = (person, consultation, question, code)
        for c in self.codings:
            if (c.person, c.consultation, c.question, c.code) != place:
                continue
            if c.state is CodingState.ACCEPTED or c.words in snippet or snippet in c.words:
                return CodingState.REJECTED
        return CodingState.ACCEPTED if self.suggestions.default == "accept" else CodingState.REJECTED

    def small_theme(self, code: str, consultation: str = "") -> SmallTheme:
        """The decision on a theme that only one or two people raised in a consultation."""
        for theme in self.small_themes.decided:
            if theme.code == code and theme.consultation == consultation:
                return theme
        return self.small_themes.default


class KeyMessage(Shape):
    """A key message in the officer's words, the theme it rests on and the ask it leads to."""

    words: str
    code: str = ""
    ask: str = ""


class LetterPoint(Shape):
    """One point of the letter: its title, and its pieces in order."""

    title: str
    pieces: _Pieces


class DemoLetter(Shape):
    """The made-up officer's letter."""

    opening: str
    thanks: str
    points: tuple[LetterPoint, ...]
    closing: str
    enclosures: tuple[str, ...] = ()


class DemoBriefing(Shape):
    """Notes for those who speak at a workshop or in an interview."""

    occasion: str
    opening: str
    say: tuple[KeyMessage, ...]
    listen_for: tuple[str, ...]
    do_not_say: tuple[str, ...]


class DemoAnswer(Shape):
    """An answer as the file has it: pieces, or why there is none."""

    question: str
    pieces: _Pieces = ()
    not_answered: str = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> DemoAnswer:
        if bool(self.pieces) == bool(self.not_answered):
            raise ValueError("needs either “pieces” or “not_answered”")
        return self


class DemoAnswers(MadeUpFile):
    """The made-up officer's draft for one consultation."""

    consultation: str
    key_messages: tuple[KeyMessage, ...]
    not_heard: tuple[str, ...]
    drafts: Annotated[tuple[DemoAnswer, ...], Field(alias="answers")]
    letter: DemoLetter | None = None
    briefing: DemoBriefing | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers, in the order of the file."""
        return tuple(Answer(self.consultation, d.question, d.pieces, d.not_answered) for d in self.drafts)


class PlanAnswer(Shape):
    """What the group answered to one question of ``settings.read_plan_questions``."""

    question: str
    answer: str
    owner: str
    day: date
    ask_again: date | None


class PlanAgreement(Shape):
    """When the group agreed on what co-production is not, and what it changed."""

    agreed_on: date
    changed: str


class PlanCheckAnswer(Shape):
    """Whether a trauma-informed check is met, and how."""

    check: str
    done: bool
    how: str


class DemoPlanSection(Shape):
    """A part of the work, who owns it, who covers, and when it is due."""

    name: str
    owner: str
    cover: str
    due: date


class CheckIn(Shape):
    """A day in the calendar of the group."""

    day: date
    what: str


class Reflection(Shape):
    """What the group said midway."""

    day: date
    notes: tuple[str, ...]


class GunningView(Shape):
    """How the consultation itself was run: our view on one Gunning principle."""

    principle: str
    view: Literal["yes", "partly", "no"]
    words: str


class DemoPlan(Shape):
    """The made-up co-production plan of one consultation."""

    consultation: str
    started: date
    decides: str
    authorises: str
    leaver: str
    answers: tuple[PlanAnswer, ...]
    agreement: PlanAgreement
    checks: tuple[PlanCheckAnswer, ...]
    sections: tuple[DemoPlanSection, ...]
    check_ins: tuple[CheckIn, ...]
    reflection: Reflection
    gunning: tuple[GunningView, ...]


class _Plans(MadeUpFile):
    plans: tuple[DemoPlan, ...]


class _Outcome(Shape):
    ask: str
    consultation: str
    state: OutcomeState
    document: str
    page: str
    quotation: str
    remark: str
    decided_on: date | None = None


class _Outcomes(MadeUpFile):
    outcomes: tuple[_Outcome, ...]


_File = TypeVar("_File", bound=MadeUpFile)


def contributions_path(workspace: Path | None = None) -> Path:
    """The made-up contributions: a CSV file with one row an answer."""
    return resource("data", "demo", "contributions.csv", workspace=workspace)


def settings(workspace: Path | None = None) -> Settings:
    """The settings of the made-up charity."""
    return read_settings(resource("data", "demo", "consultwork.toml", workspace=workspace))


def decisions(workspace: Path | None = None) -> DemoDecisions:
    """What the made-up officer decided, so that the demo runs without a click."""
    return _read(DemoDecisions, "decisions.yaml", workspace)


def answers(workspace: Path | None = None) -> dict[str, DemoAnswers]:
    """The made-up officer's drafts, by consultation id."""
    return {c: _read(DemoAnswers, f"answers/{c}.yaml", workspace) for c in _CONSULTATIONS}


def plan(workspace: Path | None = None) -> dict[str, DemoPlan]:
    """The made-up co-production plans, by consultation id.

    The ids of questions, checks and principles are those of ``settings.read_plan_questions``.
    """
    return {p.consultation: p for p in _read(_Plans, "plan.yaml", workspace).plans}


def outcomes(workspace: Path | None = None) -> tuple[tuple[Outcome, str], ...]:
    """What became of the asks, each with a remark that says what is known and what is not."""
    found = _read(_Outcomes, "outcomes.yaml", workspace).outcomes
    return tuple((Outcome(**o.model_dump(exclude={"remark"})), o.remark) for o in found)


def _read(shape: type[_File], name: str, workspace: Path | None) -> _File:
    path = resource("data", "demo", *name.split("/"), workspace=workspace)
    read: _File = _read_once(shape, path, path.stat().st_mtime_ns)
    return read


@lru_cache(maxsize=32)
def _read_once(shape: type[_File], path: Path, _changed: int) -> _File:
    """A file is parsed once as long as it does not change; what comes of it is frozen."""
    data = read_yaml(path)
    if isinstance(data, dict) and data.get("made_up") is not True:
        raise BadSettings(Kind.FILE_DOES_NOT_SAY_IT_IS_MADE_UP, where=path)
    read: _File = checked(shape, data, path)
    return read
