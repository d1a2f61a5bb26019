"""What each column of a table is: proposed by the machine, confirmed by a person, kept as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal, Protocol

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from consultwork.errors import BadSettings, Undecided
from consultwork.model import Consultation, Question, Use
from consultwork.text import fold

ColumnUse = Literal[
    "person", "role", "speaker", "present", "consultation", "question", "prompt", "words", "verbatim", "channel",
    "date", "written_by", "name", "contact", "credit_name", "permission", "answer", "leave out",
]  # fmt: skip

_NAMES: dict[str, ColumnUse] = {
    "person": "person", "id": "person", "respondent id": "person", "respondent": "person", "response id": "person",
    "participant": "person", "participant id": "person", "user id": "person", "contributor": "person",
    "role": "role", "speaker": "speaker", "present": "present", "consultation": "consultation",
    "question": "question", "question number": "question", "prompt": "prompt",
    "words": "words", "answer": "words", "response": "words", "comment": "words", "comments": "words", "text": "words",
    "feedback": "words", "verbatim": "verbatim", "channel": "channel", "date": "date", "submitted": "date",
    "date submitted": "date", "timestamp": "date", "start time": "leave out", "completion time": "date",
    "written by": "written_by", "name": "name", "full name": "name", "your name": "name", "first name": "name",
    "email": "contact", "e-mail": "contact", "email address": "contact", "phone": "contact", "contact": "contact",
    "credit name": "credit_name", "note": "leave out", "notes": "leave out",
}  # fmt: skip
_PERMISSIONS = {
    "may count": Use.COUNT, "may paraphrase": Use.PARAPHRASE, "may quote": Use.QUOTE, "may credit": Use.CREDIT,
    "may contact": Use.CONTACT,
}  # fmt: skip
_ASKS_PERMISSION = (
    (re.compile(r"\bquote\b|own words.{0,20}name"), Use.QUOTE),
    (re.compile(r"contact you|get in touch"), Use.CONTACT),
    (re.compile(r"(?:name|credit|thank).{0,30}\byou\b"), Use.CREDIT),
    (re.compile(r"in our (?:own )?words|use your idea|paraphrase"), Use.PARAPHRASE),
    (re.compile(r"count you"), Use.COUNT),
)
# A permission in words of its own: "Can we use your comments in our response?", "Consent given".
_SOME_PERMISSION = re.compile(
    r"^(?:may|can|could) we\b|\bhappy for us to\b|\b(?:consent|permission)\b|"
    r"\b(?:use|using|share|sharing|include|including|publish|publishing) (?:of )?(?:your|my|their) "
    r"(?:answers?|words?|comments?|responses?|feedback|story|stories|views?|contributions?)\b"
)
_YES_OR_NO = re.compile(r"(?:yes|no|y|n|true|false|1|0|x|i (?:do not )?(?:agree|consent)|✓|✔|ticked|on|off)\b|[✓✔]")
# What a general permission is read as until a person says more: never as leave to quote.
_GENERAL = (Use.COUNT, Use.PARAPHRASE)
_MAY = re.compile(r"^(?:may|can|do you (?:agree|consent)|are you happy|i (?:agree|consent)|we may)\b")
_NUMBER = re.compile(r"^(?:question|q)\s*\.?\s*(\d{1,3}[a-z]?)\b|^(\d{1,3}[a-z]?)\s*[.):]", re.IGNORECASE)


class Table(Protocol):
    """What a mapping needs to see of a table."""

    @property
    def header(self) -> tuple[str, ...]: ...  # noqa: D102 - see RawTable

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]: ...  # noqa: D102 - see RawTable


class Column(BaseModel):
    """One column: what it is, for an answer which question it answers, for a permission which uses it gives."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)  # people write question: 3
    use: ColumnUse
    question: str = ""
    permission: tuple[Use, ...] = ()

    @field_validator("permission", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        """People write ``permission: quote`` as well as ``permission: [count, quote]``."""
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value


class TableMapping(BaseModel):
    """What each column of a table is.

    ``layout`` is "answers" (one row an answer) or "people" (one row a person, one column a
    question). ``doubts`` is why a person should look at it before it is used.
    """

    model_config = ConfigDict(extra="forbid")
    layout: Literal["answers", "people"]
    consultation: str = ""
    columns: dict[str, Column] = Field(default_factory=dict)
    doubts: list[str] = Field(default_factory=list)

    def require_sure(self, path: Path) -> None:
        """Write the mapping beside the file and stop, when there is any doubt.

        A mapping that stands there already may be corrected, and is left as it is.

        Raises:
            Undecided: naming the first doubt and the file to correct.
        """
        if not self.doubts:
            return
        target = path.with_name(f"{path.stem}.MAP.yaml")
        if target.exists():
            raise Undecided(
                f"a person has to say what the columns are: {self.doubts[0]}", where=path,
                todo=f"{target.name} is there already: import with --mapping {target.name}, or delete it.",
            )  # fmt: skip
        try:
            write_mapping(self, target)
        except OSError as error:
            raise Undecided(
                f"a person has to say what the columns are, and {target.name} cannot be written here.", where=path,
                todo="Copy the table into a folder that you may write to.",
            ) from error  # fmt: skip
        raise Undecided(
            f"a person has to say what the columns are: {self.doubts[0]}", where=path,
            todo=f"Correct {target.name}, then import with --mapping {target.name}.",
        )  # fmt: skip

    def of(self, use: str) -> list[str]:
        """The columns with this use, in the order of the table."""
        return [name for name, column in self.columns.items() if column.use == use]


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping that a person has corrected.

    Raises:
        BadSettings: it cannot be read, or a field is wrong; the message names it.
    """
    try:
        mapping = TableMapping.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadSettings("the mapping cannot be read.", where=path, todo="Check the name and the folder.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadSettings("the mapping is not valid YAML.", where=path, todo="Look at the indents.") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(x) for x in first["loc"])
        raise BadSettings(f"the field “{place}” is wrong: {first['msg']}.", where=path, todo="Correct it.") from error
    return mapping.model_copy(update={"doubts": []})


def write_mapping(mapping: TableMapping, path: Path) -> None:
    """Write a mapping for a person to correct, with a line on top that says how."""
    head = (
        "# What each column of the table is. Correct it, then import again with --mapping.\n"
        "# layout: answers (one row an answer) or people (one row a person).\n"
        "# use: person, role, consultation, question, words, answer, date, permission, name, contact, leave out ...\n"
        '# An answer column names its question: question: "3". A permission names its uses: permission: [count, quote].\n'
        "# The uses are count, paraphrase (in our words), quote, credit, contact.\n"
    )
    body = yaml.safe_dump(mapping.model_dump(mode="json", exclude_defaults=True), allow_unicode=True, sort_keys=False)
    path.write_text(head + body, encoding="utf-8")


def propose_mapping(table: Table, consultations: Iterable[Consultation], consultation: str = "") -> TableMapping:
    """What each column is, as far as it can be told from its name and its cells.

    Args:
        consultation: the consultation that the table belongs to, where it is known.
    """
    known = {c.id: c for c in consultations}
    columns: dict[str, Column] = {}
    doubts: list[str] = []
    for n, name in enumerate(table.header):
        cells = [row[n] for row in table.rows[:200]]
        columns[name] = _by_name(name) or _by_permission(name, cells) or _by_cells(name, cells)
        if columns[name].permission == _GENERAL:
            doubts.append(
                f"the column “{name[:60]}” asks for a permission; say for which uses. Quoting is not assumed."
            )
    named_words = [n for n, c in columns.items() if c.use == "words"]
    if named_words:
        if len(named_words) > 1:
            doubts.append(f"more than one column may hold the words: {', '.join(named_words)}.")
        for name, column in columns.items():
            if column.use == "answer":
                columns[name] = Column(use="leave out")
        mapping = TableMapping(layout="answers", consultation=consultation, columns=columns)
        if not mapping.of("question") and not mapping.of("prompt"):
            doubts.append("no column says which question was asked.")
    else:
        target = known.get(consultation) or (next(iter(known.values())) if len(known) == 1 else None)
        for n, (name, column) in enumerate(columns.items()):
            # A column of few short answers (agree, disagree) is told by its question, not by its cells.
            closed = column.use == "leave out" and _by_name(name) is None and any(row[n] for row in table.rows[:200])
            if closed and target and match_question(name, target.questions)[1] >= 0.75:
                columns[name] = column = Column(use="answer")
            if column.use == "answer":
                columns[name], doubt = _to_question(name, target.questions if target else ())
                doubts += [doubt] if doubt else []
        mapping = TableMapping(layout="people", consultation=consultation, columns=columns)
        if not mapping.of("answer"):
            doubts.append("no column looks like an answer in people's own words.")
    if not consultation and not mapping.of("consultation"):
        doubts.append("no column says which consultation it belongs to; name one with --consultation.")
    return mapping.model_copy(update={"doubts": doubts})


def match_question(text: str, questions: Sequence[Question]) -> tuple[Question | None, float]:
    """The question that a column's name or a cell means, and how alike they are (0 to 1).

    A number that agrees and words that do not contradict it count as 1.
    """
    m = _NUMBER.match(text.strip())
    by_number = {q.number.lower(): q for q in questions}
    number = (m.group(1) or m.group(2)).lower() if m else text.strip().lower()
    if number in by_number:
        rest = fold(text[m.end() :]) if m else ""
        found = by_number[number]
        if len(rest) < 12 or _alike(rest, found) >= 0.4:
            return found, 1.0
    best, score = None, 0.0
    for q in questions:
        alike = _alike(fold(text), q)
        if alike > score:
            best, score = q, alike
    return best, score


def _alike(text: str, q: Question) -> float:
    return max(SequenceMatcher(None, text, fold(t), autojunk=False).ratio() for t in (q.text, q.plain or q.text))


def _by_name(name: str) -> Column | None:
    plain = fold(name).replace("_", " ").strip(" :?.*")
    if plain in _PERMISSIONS:
        return Column(use="permission", permission=(_PERMISSIONS[plain],))
    if plain in _NAMES:
        return Column(use=_NAMES[plain])
    if _MAY.match(plain):
        for pattern, use in _ASKS_PERMISSION:
            if pattern.search(plain):
                return Column(use="permission", permission=(use,))
    return None


def _by_permission(name: str, cells: list[str]) -> Column | None:
    """A column that asks for leave in words of its own, and is answered by yes or no."""
    full = [c for c in cells if c]
    if not full or not _SOME_PERMISSION.search(fold(name)):
        return None
    if sum(bool(_YES_OR_NO.match(c.lower().strip())) for c in full) < len(full) * 0.8:
        return None
    return Column(use="permission", permission=_GENERAL)


def _by_cells(name: str, cells: list[str]) -> Column:
    full = [c for c in cells if c]
    if not full:
        return Column(use="leave out")
    if sum("@" in c and " " not in c for c in full) > len(full) / 2:
        return Column(use="contact")
    words = sum(len(c.split()) for c in full) / len(full)
    different = len(set(full)) / len(full)
    if (words >= 4 and different >= 0.2) or _NUMBER.match(name) or name.rstrip().endswith("?"):
        return Column(use="answer")
    return Column(use="leave out")


def _to_question(name: str, questions: Sequence[Question]) -> tuple[Column, str]:
    found, score = match_question(name, questions)
    if found is not None and score >= 0.75:
        return Column(use="answer", question=found.number), ""
    if found is not None and score >= 0.45:
        doubt = f"the column “{name[:60]}” may answer question {found.number}."
        return Column(use="answer", question=found.number), doubt
    return Column(use="answer"), f"the column “{name[:60]}” matches no question of the consultation."
