"""What stands on a page of the form: its parts, what can be filled in, its buttons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from consultwork.journey.form_words import TextPart

Value = str | list[str]
YES, NO = "Yes", "No"


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in. ``kind`` is "words", "line", "one" or "several"."""

    name: str
    kind: str
    label: str
    hint: str = ""
    options: tuple[str, ...] = ()
    value: Value = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button: what it does, what it says, and whether it is the main one."""

    name: str
    label: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the page before sending: what was asked, what was said, where to change it."""

    asked: str
    said: str
    change: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on one page, in order."""

    key: str
    heading: str
    caption: str = ""
    title: str = "Form"
    parts: tuple[TextPart, ...] = ()
    hint: str = ""
    official: str = ""
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    code: str = ""
    picture: str = ""
    language: str = ""
    actions: tuple[Action, ...] = ()

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """What is wrong: (field, sentence)."""
        return tuple((f.name, f.error) for f in self.fields if f.error)


RETURN_FIELD = Field(
    "code",
    "line",
    "Your four words",
    "Blanks, hyphens and capitals do not matter. Four letters of each word are enough.",
)
AGREED_FIELD = Field("t:agreed", "one", "Have you read it all to them, and do they agree with it?", options=(YES, NO))


def as_dict(sheet: Sheet) -> dict[str, Any]:
    """A page as plain data, to be sent to another program."""
    return asdict(sheet)


def from_dict(told: Mapping[str, Any]) -> Sheet:
    """A page that another program of ours sent."""
    return Sheet(
        **{
            **told,
            "parts": tuple(TextPart(p["heading"], tuple(p["lines"])) for p in told["parts"]),
            "fields": tuple(Field(**{**f, "options": tuple(f["options"])}) for f in told["fields"]),
            "rows": tuple(Row(**r) for r in told["rows"]),
            "actions": tuple(Action(**a) for a in told["actions"]),
        }
    )
