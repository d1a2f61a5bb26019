"""Question sets: one consultation a file, as YAML that a charity can read and edit."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BeforeValidator, Field, field_validator, model_validator

from consultwork.errors import BadSettings
from consultwork.kinds import Kind
from consultwork.model import (
    AGREE_SCALE,
    Addressee,
    Closing,
    Consultation,
    DocumentKind,
    Limit,
    LimitUnit,
    Part,
    Question,
    QuestionKind,
    Rule,
    Wording,
)
from consultwork.settings.profiles import PROFILES
from consultwork.settings.reading import Shape, checked, read_yaml, write_text

_YES_NO = ("Yes", "No", "Not sure")
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_LIMIT = re.compile(r"^\s*([\d,]+)\s+(words?|characters?|pages?)\s*$", re.IGNORECASE)


def _word(value: Any) -> Any:
    # YAML reads an unquoted Yes as true and an unquoted 4 as a number; a person means the text.
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value) if isinstance(value, int | float) else value


def _limit(value: Any) -> Any:
    if value is None or isinstance(value, dict):
        return value
    found = _LIMIT.match(str(value))
    if not found:
        raise ValueError("is not understood: write it like “500 words” or “10 pages”")
    unit = found[2].lower()
    return {"amount": found[1].replace(",", ""), "unit": unit if unit.endswith("s") else unit + "s"}


_Text = Annotated[str, BeforeValidator(_word)]


class _Limit(Shape):
    amount: Annotated[int, Field(gt=0)]
    unit: LimitUnit


_LimitField = Annotated[_Limit | None, BeforeValidator(_limit)]


class _Part(Shape):
    letter: _Text
    text: str


class _Question(Shape):
    number: Annotated[_Text, Field(min_length=1)]
    text: Annotated[str, Field(min_length=1)]
    kind: QuestionKind = QuestionKind.FREE_TEXT
    plain: str = ""
    chapter: _Text = ""
    options: tuple[_Text, ...] = ()
    parts: tuple[_Part, ...] = ()
    rows: tuple[_Text, ...] = ()
    reasons: bool = False
    other: bool = False
    limit: _LimitField = None
    wording: Wording = Wording.UNVERIFIED
    source: str = ""
    read_on: date | None = None
    verified_by: str = ""
    hint: str = ""
    note_before: str = ""
    # The question in other words for the form: "easy" for Easy Read, or a language such as "pl".
    wordings: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_its_kind(self) -> _Question:
        if self.kind in (QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_SEVERAL) and not (self.options or self.other):
            raise ValueError("needs “options” to choose from, or “other: true”")
        if self.kind is QuestionKind.MATRIX and not (self.rows and self.options):
            raise ValueError("is a matrix and needs “rows” and “options”")
        if self.kind is QuestionKind.MULTI_PART and not self.parts:
            raise ValueError("has several parts and needs “parts”")
        letters = [p.letter for p in self.parts]
        if len(set(letters)) != len(letters):
            raise ValueError("has two parts with the same letter")
        return self


class _Closing(Shape):
    closes: date
    time: _Text = ""
    announced: date | None = None
    source: str = ""


class _Rule(Shape):
    key: Annotated[str, Field(pattern=_ID)]
    text: str
    source: str = ""


class _Addressee(Shape):
    name: str = ""
    role: str = ""
    address: tuple[_Text, ...] = ()
    salutation: str = "Dear Sir or Madam"
    sign_off: str = "Yours faithfully"


class _Consultation(Shape):
    id: Annotated[str, Field(pattern=_ID)]
    title: Annotated[str, Field(min_length=1)]
    who_asks: str
    scope: Literal["national", "local"]
    about: str = ""
    reference: _Text = ""
    short: str = ""
    opens: date | None = None
    closings: tuple[_Closing, ...] = ()
    how_to_respond: tuple[str, ...] = ()
    limit: _LimitField = None
    rules: tuple[_Rule, ...] = ()
    worth: str = ""
    documents: tuple[DocumentKind, ...] = ()
    addressee: _Addressee = _Addressee()
    wording: Wording = Wording.UNVERIFIED
    source: str = ""
    outcome: str = ""
    questions: tuple[_Question, ...] = ()
    submit_to: Literal["", "parliament", "nice"] = ""

    @field_validator("questions")
    @classmethod
    def _numbered_once(cls, questions: tuple[_Question, ...]) -> tuple[_Question, ...]:
        seen: set[str] = set()
        for q in questions:
            if q.number in seen:
                raise ValueError(f"has number {q.number} twice")
            seen.add(q.number)
        return questions

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> _Consultation:
        for c in self.closings:
            if self.opens is not None and c.closes < self.opens:
                raise ValueError(f"closes on {c.closes}, before it opens on {self.opens}")
        return self


def read_consultation(path: str | Path) -> Consultation:
    """One consultation from its YAML file.

    Args:
        path: a file such as ``data/consultations/womens-health.yaml``.

    Returns:
        The consultation. An agreement question without options has the five-point scale, a yes or
        no question has yes, no and not sure.

    Raises:
        BadSettings: naming the file, the field and what to do.
    """
    path = Path(path)
    found = checked(_Consultation, read_yaml(path), path)
    questions = tuple(_question(found.id, q) for q in found.questions)
    closings = tuple(Closing(c.closes, c.time, c.announced, c.source) for c in found.closings)
    a, profile = found.addressee, PROFILES.get(found.submit_to)
    own = tuple(Rule(r.key, r.text, r.source) for r in found.rules)
    return Consultation(
        id=found.id,
        title=found.title,
        who_asks=found.who_asks,
        scope=found.scope,
        about=found.about,
        reference=found.reference,
        short=found.short,
        opens=found.opens,
        closings=closings,
        how_to_respond=found.how_to_respond,
        limit=_as_limit(found.limit) or (profile.limit if profile else None),
        rules=own + (profile.rules if profile else ()),
        profile=profile,
        worth=found.worth,
        documents=found.documents,
        addressee=Addressee(a.name, a.role, a.address, a.salutation, a.sign_off),
        wording=found.wording,
        source=found.source,
        outcome=found.outcome,
        questions=questions,
    )


def _as_limit(limit: _Limit | None) -> Limit | None:
    return None if limit is None else Limit(limit.amount, limit.unit)


def _question(consultation: str, q: _Question) -> Question:
    return Question(
        consultation=consultation,
        number=q.number,
        text=q.text,
        kind=q.kind,
        plain=q.plain,
        chapter=q.chapter,
        options=q.options or _usual_options(q.kind),
        parts=tuple(Part(p.letter, p.text) for p in q.parts),
        rows=q.rows,
        reasons=q.reasons,
        other=q.other,
        limit=_as_limit(q.limit),
        wording=q.wording,
        source=q.source,
        read_on=q.read_on,
        verified_by=q.verified_by,
        hint=q.hint,
        note_before=q.note_before,
        wordings=tuple(q.wordings.items()),
    )


def _usual_options(kind: QuestionKind) -> tuple[str, ...]:
    if kind is QuestionKind.AGREEMENT:
        return AGREE_SCALE
    return _YES_NO if kind is QuestionKind.YES_NO else ()


def read_consultations(folder: str | Path) -> tuple[Consultation, ...]:
    """Every consultation in a folder, by opening date and then by id.

    Raises:
        BadSettings: when there is no such folder, a file is wrong, or two files share an id.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise BadSettings(Kind.NO_SUCH_FOLDER, where=folder)
    found: dict[str, tuple[Path, Consultation]] = {}
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        consultation = read_consultation(path)
        if consultation.id in found:
            raise BadSettings(
                Kind.CONSULTATION_ID_IS_USED_TWICE, where=path, id=consultation.id, id_2=found[consultation.id][0].name
            )
        found[consultation.id] = (path, consultation)
    every = [c for _, c in found.values()]
    return tuple(sorted(every, key=lambda c: (c.opens is None, c.opens or date.min, c.id)))


def write_consultation(consultation: Consultation, path: str | Path) -> None:
    """Write a consultation as YAML, so that reading it gives the same consultation.

    Fields that hold nothing are left out. An existing file is replaced whole.

    Raises:
        BadSettings: when the consultation could not be read again, and nothing is written.
    """
    path = Path(path)
    data = _plain(consultation)
    data["questions"] = [_plain(q) for q in consultation.questions]
    for q in data["questions"]:
        del q["consultation"]
    checked(_Consultation, data, path)
    head = "# A question set. Open it in any text editor; data/README.md explains the fields.\n"
    write_text(path, head + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100))


_NOUNS = (Consultation, Question, Closing, Rule, Addressee, Part)


def _plain(noun: Any) -> Any:
    """A noun as plain YAML values, without the fields that hold nothing."""
    if isinstance(noun, Limit):
        return f"{noun.amount} {noun.unit.value}"
    if isinstance(noun, _NOUNS):
        fields = {name: getattr(noun, name) for name in noun.__slots__ if isinstance(name, str)}
        return {k: dict(v) if k == "wordings" else _plain(v) for k, v in fields.items() if not _nothing(k, v)}
    if isinstance(noun, tuple):
        return [_plain(v) for v in noun]
    if isinstance(noun, QuestionKind | Wording | DocumentKind):
        return noun.value
    return noun


def _nothing(name: str, value: Any) -> bool:
    # The salutation and sign-off have words of their own by default, so an empty one is meant.
    if name in ("salutation", "sign_off"):
        return False
    return value in ("", (), None, False)
