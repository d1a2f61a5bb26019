"""The lists that documents draw on: asks, facts, a specification, the co-production questions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from consultwork.errors import BadSettings
from consultwork.kinds import Kind
from consultwork.model import Ask, Fact
from consultwork.settings.places import resource
from consultwork.settings.reading import Shape, checked, read_yaml

_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
_Some = Annotated[str, Field(min_length=1)]


class _Ask(Shape):
    id: _Id
    text: _Some
    who: _Some
    short: str = ""
    codes: tuple[str, ...] = ()
    consultations: tuple[str, ...] = ()
    source: str = ""
    standing: bool = False


class _Asks(Shape):
    asks: tuple[_Ask, ...]


class _Fact(Shape):
    id: _Id
    text: _Some
    source: _Some
    figures: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _figures_stand(self) -> _Fact:
        for figure in self.figures:
            if figure not in self.text:
                raise ValueError(f"lists the figure “{figure}”, which does not stand in its text")
        return self


class _Facts(Shape):
    facts: tuple[_Fact, ...]


def read_asks(path: str | Path) -> tuple[Ask, ...]:
    """The asks of a YAML file, in its order.

    Raises:
        BadSettings: naming the file, the field and what to do.
    """
    path = Path(path)
    found = checked(_Asks, read_yaml(path), path).asks
    _once([a.id for a in found], path)
    return tuple(Ask(**a.model_dump()) for a in found)


def read_facts(path: str | Path) -> tuple[Fact, ...]:
    """The facts of a YAML file, in its order; each figure stands in its fact's text.

    Raises:
        BadSettings: naming the file, the field and what to do.
    """
    path = Path(path)
    found = checked(_Facts, read_yaml(path), path).facts
    _once([f.id for f in found], path)
    return tuple(Fact(**f.model_dump()) for f in found)


def _once(ids: list[str], path: Path) -> None:
    seen: set[str] = set()
    for ident in ids:
        if ident in seen:
            raise BadSettings(Kind.ID_IS_USED_TWICE, where=path, ident=ident)
        seen.add(ident)


@dataclass(frozen=True, slots=True)
class SpecificationLine:
    """What a specification says, on which page ("" where the page is not known), and our view.

    ``view`` is "welcome", "concern" or "ask"; ``ask`` is an ask's id, or "".
    """

    text: str
    view: str
    page: str = ""
    quotation: str = ""
    why: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Specification:
    """A service specification as we read it."""

    consultation: str
    title: str
    source: str
    lines: tuple[SpecificationLine, ...]


class _Line(Shape):
    text: _Some
    view: Literal["welcome", "concern", "ask"]
    page: str = ""
    quotation: str = ""
    why: str = ""
    ask: str = ""


class _Specification(Shape):
    consultation: _Id
    title: _Some
    source: _Some
    lines: tuple[_Line, ...]


def read_specification(path: str | Path) -> Specification:
    """A specification with our view on each of its lines.

    Raises:
        BadSettings: naming the file, the field and what to do.
    """
    path = Path(path)
    found = checked(_Specification, read_yaml(path), path)
    lines = tuple(SpecificationLine(**line.model_dump()) for line in found.lines)
    return Specification(found.consultation, found.title, found.source, lines)


@dataclass(frozen=True, slots=True)
class PlanPrompt:
    """A question put to the group: its id, the words of the source, and ours in plain language."""

    id: str
    text: str
    plain: str = ""


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """Something to hold to: its id, its name, and a plain question that checks it."""

    id: str
    name: str
    question: str


@dataclass(frozen=True, slots=True)
class PlanQuestions:
    """All that a co-production plan asks.

    ``questions`` are asked of the group; ``agreement`` is what co-production is not, to start
    from; ``checks`` come before a form opens; ``gunning`` at the close, of how the consultation
    was run; ``reflection`` midway. ``sources`` says where each list comes from.
    """

    definition: str
    questions: tuple[PlanPrompt, ...]
    agreement: tuple[str, ...]
    checks: tuple[PlanCheck, ...]
    gunning: tuple[PlanCheck, ...]
    reflection: tuple[str, ...]
    sources: dict[str, str]


class _Prompt(Shape):
    id: _Id
    text: _Some
    plain: str = ""


class _Check(Shape):
    id: _Id
    name: _Some
    question: _Some


class _Plan(Shape):
    definition: str
    questions: tuple[_Prompt, ...]
    agreement: tuple[str, ...]
    checks: tuple[_Check, ...]
    gunning: tuple[_Check, ...]
    reflection: tuple[str, ...]
    sources: dict[str, str]


def read_plan_questions(path: str | Path | None = None, *, workspace: Path | None = None) -> PlanQuestions:
    """The co-production questions, by default from ``data/coproduction.yaml``.

    Raises:
        BadSettings: naming the file, the field and what to do.
    """
    path = Path(path) if path is not None else resource("data", "coproduction.yaml", workspace=workspace)
    found = checked(_Plan, read_yaml(path), path)
    _once([q.id for q in found.questions], path)
    return PlanQuestions(
        definition=found.definition,
        questions=tuple(PlanPrompt(q.id, q.text, q.plain) for q in found.questions),
        agreement=found.agreement,
        checks=tuple(PlanCheck(check.id, check.name, check.question) for check in found.checks),
        gunning=tuple(PlanCheck(c.id, c.name, c.question) for c in found.gunning),
        reflection=found.reflection,
        sources=found.sources,
    )
