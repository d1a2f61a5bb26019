"""What each column of a table is: proposed by the machine, confirmed by a person, kept as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from consultwork.exchange.asking import ask_a_person, read_corrected
from consultwork.exchange.columns import NAMES, Column, ColumnUse, about_of, folded, personal_of
from consultwork.exchange.raw_table import RawTable
from consultwork.exchange.table_groups import propose_groups
from consultwork.model import Consultation, Question, Use
from consultwork.text import fold
from consultwork.word_lists import any_of, word_table

_PERMISSIONS = {
    "may count": Use.COUNT, "may paraphrase": Use.PARAPHRASE, "may quote": Use.QUOTE, "may credit": Use.CREDIT,
    "may contact": Use.CONTACT,
}  # fmt: skip
_CUES = word_table("exchange/permission_cues")
_ASKS_PERMISSION = tuple((re.compile("|".join(cues)), Use(use)) for use, cues in _CUES["uses"].items())
# A permission in words of its own: "Can we use your comments in our response?", "Consent given".
_SOME_PERMISSION = re.compile("|".join(_CUES["some"]["in_own_words"]))
_YES_OR_NO = re.compile(rf"(?:{any_of('exchange/yes_or_no_cells')})\b|[✓✔]")
# What a general permission is read as until a person says more: never as leave to quote.
_GENERAL = (Use.COUNT, Use.PARAPHRASE)
_MAY = re.compile(r"^(?:may|can|do you (?:agree|consent)|are you happy|i (?:agree|consent)|we may)\b")
_CODE = re.compile(r"[A-Za-z]{0,3}\d{1,4}[A-Za-z]?\d{0,4}|[A-Z]\w{0,9}")
_NUMBER = re.compile(r"^(?:question|q)\s*\.?\s*(\d{1,3}[a-z]?)\b|^(\d{1,3}[a-z]?)\s*[.):]", re.IGNORECASE)


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
        ask_a_person(path, self.doubts, "what the columns are", lambda target: write_mapping(self, target))

    def of(self, use: str) -> list[str]:
        """The columns with this use, in the order of the table."""
        return [name for name, column in self.columns.items() if column.use == use]


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping that a person has corrected.

    Raises:
        BadSettings: it cannot be read, or a field is wrong; the message names it.
    """
    return read_corrected(TableMapping, path)


def write_mapping(mapping: TableMapping, path: Path) -> None:
    """Write a mapping for a person to correct, with a line on top that says how."""
    head = (
        "# What each column of the table is. Correct it, then import again with --mapping.\n"
        "# layout: answers (one row an answer) or people (one row a person).\n"
        "# use: person, role, consultation, question, words, answer, date, permission, name, contact, leave out ...\n"
        '# An answer column names its question: question: "3". A permission names its uses: permission: [count, quote].\n'
        "# The uses are count, paraphrase (in our words), quote, credit, contact.\n"
        "# option and row are one box or row of the question in “of”; other holds the words beside “Other”.\n"
        "# personal is left out; name and contact go into the vault. about says what: age, place, sex or service.\n"
    )
    body = yaml.safe_dump(mapping.model_dump(mode="json", exclude_defaults=True), allow_unicode=True, sort_keys=False)
    path.write_text(head + body, encoding="utf-8")


def propose_mapping(
    table: RawTable, consultations: Iterable[Consultation], consultation: str = "", *, keep_names: bool = False
) -> TableMapping:
    """What each column is, as far as it can be told from its name and its cells.

    Args:
        consultation: the consultation that the table belongs to, where it is known.
        keep_names: take in the names and addresses that a survey program adds; else they are left out.
    """
    columns, doubts = _by_names(table, keep_names)
    if any(column.use == "words" for column in columns.values()):
        mapping, more = _answers_in_rows(columns, consultation)
    else:
        known = {consultation.id: consultation for consultation in consultations}
        target = known.get(consultation) or (next(iter(known.values())) if len(known) == 1 else None)
        mapping, more = _people_in_rows(table, columns, consultation, target.questions if target else ())
    doubts += more
    if not consultation and not mapping.of("consultation"):
        doubts.append("no column says which consultation it belongs to; name one with --consultation.")
    return mapping.model_copy(update={"doubts": doubts})


def _by_names(table: RawTable, keep_names: bool) -> tuple[dict[str, Column], list[str]]:
    """Each column by its own name and cells, and what a person should look at."""
    columns: dict[str, Column] = {}
    doubts: list[str] = []
    told: set[str] = set()
    grouped = propose_groups(table.header, table.rows, table.parts)
    for n, name in enumerate(table.header):
        cells = [row[n] for row in table.rows[:200]]
        columns[name] = grouped.get(name) or _of_column(
            name, cells, "" if keep_names else table.program, keep=keep_names
        )
        if columns[name].use == "about":
            if columns[name].what in told:  # one place and one age a person: the first column says it
                columns[name] = _by_cells(name, cells, table.program)
            told.add(columns[name].what)
        if columns[name].permission == _GENERAL:
            doubts.append(
                f"the column “{name[:60]}” asks for a permission; say for which uses. Quoting is not assumed."
            )
    return columns, doubts


def _answers_in_rows(columns: dict[str, Column], consultation: str) -> tuple[TableMapping, list[str]]:
    """A table with one answer in a row: one column holds the words, another the question."""
    doubts: list[str] = []
    named_words = [n for n, c in columns.items() if c.use == "words"]
    if len(named_words) > 1:
        doubts.append(f"more than one column may hold the words: {', '.join(named_words)}.")
    for name, column in columns.items():
        if column.use in ("answer", "option", "row", "other"):
            columns[name] = Column(use="leave out")
    mapping = TableMapping(layout="answers", consultation=consultation, columns=columns)
    if not mapping.of("question") and not mapping.of("prompt"):
        doubts.append("no column says which question was asked.")
    return mapping, doubts


def _people_in_rows(
    table: RawTable, columns: dict[str, Column], consultation: str, questions: Sequence[Question]
) -> tuple[TableMapping, list[str]]:
    """A table with one person in a row: each question has its columns."""
    doubts: list[str] = []
    for n, (name, column) in enumerate(columns.items()):
        # A column of few short answers (agree, disagree) is told by its question, not by its cells.
        closed = column.use == "leave out" and _by_name(name) is None and any(row[n] for row in table.rows[:200])
        # Beside one column an option it only says the same again.
        spread = any(other != name and other.startswith(name) for other in columns)
        if closed and not spread and match_question(name, questions)[1] >= 0.75:
            columns[name] = column = Column(use="answer")
        if column.use == "answer":
            columns[name], doubt = _to_question(name, questions)
            doubts += [doubt] if doubt else []
    doubts += _group_questions(columns, questions)
    mapping = TableMapping(layout="people", consultation=consultation, columns=columns)
    if not any(column.use in ("answer", "option", "row") for column in columns.values()):
        doubts.append("no column looks like an answer in people's own words.")
    return mapping, doubts


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
    return max(_ratio(text, fold(t)) for t in {q.text, q.plain or q.text})


def _ratio(one: str, other: str) -> float:
    """How alike two texts are; 0 where that is clear at a glance: the comparison itself takes long."""
    matcher = SequenceMatcher(None, one[:2000], other[:2000], autojunk=False)
    if matcher.real_quick_ratio() < 0.4 or matcher.quick_ratio() < 0.4:
        return 0.0
    return matcher.ratio()


def _of_column(name: str, cells: list[str], program: str, *, keep: bool) -> Column:
    found = _by_name(name) or _by_permission(name, cells)
    if found and not (program and found.use in ("name", "contact")):
        return found
    # Somebody who lays out a table of our own asks for its names; a survey program adds them unasked.
    if personal := personal_of(name, cells):
        if found and not program:
            return found
        asked: dict[str, ColumnUse] = {"name": "name", "contact": "contact"}
        return (
            Column(use="personal", what=personal) if personal not in asked or not keep else Column(use=asked[personal])
        )
    if about := about_of(name):
        short = [cell for cell in cells if cell and len(cell.split()) <= 6]
        if short and len(short) >= 0.8 * sum(map(bool, cells)):
            return Column(use="about", what=about)
    return found or _by_cells(name, cells, program)


def _group_questions(columns: dict[str, Column], questions: Sequence[Question]) -> list[str]:
    """Give the columns of each question of many columns its number. Returns what is doubtful."""
    doubts: list[str] = []
    seen: dict[str, str] = {}
    for name, column in columns.items():
        if column.use not in ("option", "row", "other"):
            continue
        of = column.of
        if of not in seen:
            if of in columns and columns[of].use == "answer":
                seen[of] = columns[of].question
            else:
                found, doubt = _to_question(of, questions)
                seen[of] = found.question
                doubts += [doubt.replace("the column", "the question", 1)] if doubt else []
            if _CODE.fullmatch(of) and _CODE.fullmatch(column.box):
                doubts.append(f"“{of[:40]}” and its boxes are codes and no words; export with full texts.")
        columns[name] = column.model_copy(update={"question": seen[of]})
    return doubts


def _by_name(name: str) -> Column | None:
    plain = folded(name)
    if plain in _PERMISSIONS:
        return Column(use="permission", permission=(_PERMISSIONS[plain],))
    if plain in NAMES:
        return Column(use=NAMES[plain])
    if _MAY.match(plain):
        for pattern, use in _ASKS_PERMISSION:
            if pattern.search(plain):
                return Column(use="permission", permission=(use,))
    return None


def _by_permission(name: str, cells: list[str]) -> Column | None:
    """A column that asks for leave in words of its own, and is answered by yes or no."""
    full = [cell for cell in cells if cell]
    if not full or not _SOME_PERMISSION.search(fold(name)):
        return None
    if sum(bool(_YES_OR_NO.match(c.lower().strip())) for c in full) < len(full) * 0.8:
        return None
    return Column(use="permission", permission=_GENERAL)


def _by_cells(name: str, cells: list[str], program: str) -> Column:
    full = [cell for cell in cells if cell]
    if not full:
        return Column(use="leave out")
    words = sum(len(c.split()) for c in full) / len(full)
    different = len(set(full)) / len(full)
    # What a survey program exports beside its own columns is what it asked.
    asked = bool(program) or _NUMBER.match(folded(name)) or name.rstrip(' "”*').endswith("?")
    if asked or (words >= 4 and different >= 0.2):
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
