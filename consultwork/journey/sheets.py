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
    """Something to fill in. ``kind`` is "words", "line", "one" or "several".

    ``options`` are the values that are kept, ``labels`` what stands beside them where that is something else.
    """

    name: str
    kind: str
    label: str
    hint: str = ""
    options: tuple[str, ...] = ()
    value: Value = ""
    error: str = ""
    labels: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """What stands beside each option."""
        return self.labels or self.options

    @property
    def said(self) -> str:
        """What was filled in, as it is shown."""
        value = self.value if isinstance(self.value, str) else ", ".join(self.value)
        return dict(zip(self.options, self.shown, strict=True)).get(value, value)


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
    """All that stands on one page, in order. ``asked`` is the version of the words that ask for permissions on it."""

    key: str
    heading: str
    caption: str = ""
    title: str = ""
    parts: tuple[TextPart, ...] = ()
    hint: str = ""
    official: str = ""
    fields: tuple[Field, ...] = ()
    rows: tuple[Row, ...] = ()
    code: str = ""
    picture: str = ""
    language: str = ""
    actions: tuple[Action, ...] = ()
    asked: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """What is wrong: (field, sentence)."""
        return tuple((f.name, f.error) for f in self.fields if f.error)


def as_dict(sheet: Sheet) -> dict[str, Any]:
    """A page as plain data, to be sent to another program."""
    return asdict(sheet)


def from_dict(told: Mapping[str, Any]) -> Sheet:
    """A page that another program of ours sent."""
    return Sheet(
        **{
            **told,
            "parts": tuple(TextPart(p["heading"], tuple(p["lines"])) for p in told["parts"]),
            "fields": tuple(
                Field(**{**f, "options": tuple(f["options"]), "labels": tuple(f["labels"])}) for f in told["fields"]
            ),
            "rows": tuple(Row(**r) for r in told["rows"]),
            "actions": tuple(Action(**a) for a in told["actions"]),
        }
    )
