"""From a table and its mapping to answers, with an account of every row that was left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from consultwork.errors import BadSettings
from consultwork.exchange.blank_words import says_nothing
from consultwork.exchange.columns import about_of, folded
from consultwork.exchange.days import as_day, is_month_first
from consultwork.exchange.table_groups import closed_answer, from_one_cell, is_ticked
from consultwork.exchange.table_mapping import TableMapping, match_question
from consultwork.kinds import Kind
from consultwork.model import (
    Channel,
    Consultation,
    Intake,
    IntakeRow,
    Omission,
    Permission,
    Question,
    Speaker,
)
from consultwork.model.choices import options_of
from consultwork.text import fold
from consultwork.word_lists import word_set

if TYPE_CHECKING:
    from consultwork.exchange.raw_table import RawTable

_YES = word_set("exchange/yes")
_NO = word_set("exchange/no")
_OF_SOMEBODY = {"person", "contact", "name", "credit_name"}
_NOBODY = word_set("exchange/nobody")
_CONDITION = re.compile(r"\b(?:but|only|if|unless|except|ask|first|depends|maybe)\b")


def read_intake(table: RawTable, mapping: TableMapping, consultations: Iterable[Consultation]) -> Intake:
    """Every answer of a table, and what was left out and why.

    Raises:
        BadSettings: the mapping names a column that the table does not have.
    """
    missing = [name for name in mapping.columns if name not in table.header]
    if missing:
        raise BadSettings(Kind.MAPPING_NAMES_NO_COLUMN, where=table.source, missing=missing[0])
    reader = _RowReader(table, mapping, {consultation.id: consultation for consultation in consultations})
    ragged = set(table.ragged)
    for n, row in zip(table.places, table.rows, strict=True):
        if n in ragged:
            reader.leave(n, "it has more cells than the header; a comma may stand outside quotation marks.")
        else:
            reader.read(n, row)
    notes = [*table.notes, *reader.notes]
    passed = [c for c, column in mapping.columns.items() if column.use == "leave out" and any(table.column(c))]
    if passed:
        notes.append(f"Columns that are not taken in: {', '.join(passed)}.")
    personal = [c for c, column in mapping.columns.items() if column.use == "personal" and any(table.column(c))]
    if personal:
        notes.append(
            f"Personal details that are left out: {', '.join(personal)}. To keep one in the vault, map it as name or contact."
        )
    if table.replaced:
        notes.append(f"{table.replaced} characters that no file may hold were replaced by \ufffd.")
    return Intake(
        table.source, table.digest, tuple(reader.found), tuple(reader.left_out), tuple(notes), tuple(reader.set_aside)
    )  # fmt: skip


class _RowReader:
    def __init__(self, table: RawTable, mapping: TableMapping, consultations: dict[str, Consultation]) -> None:
        self.table, self.mapping, self.consultations = table, mapping, consultations
        self.places = {name: n for n, name in enumerate(table.header)}
        self.uses: dict[str, list[int]] = {}
        for name, column in mapping.columns.items():
            self.uses.setdefault(column.use, []).append(self.places[name])
        self.found: list[IntakeRow] = []
        self.left_out: list[Omission] = []
        self.set_aside: list[Omission] = []
        self.items = _together(mapping)
        self.permitted = [(name, column) for name, column in mapping.columns.items() if column.permission]
        dated = self.uses.get("date", [])
        self.month_first = any(is_month_first(row[place] for row in table.rows) for place in dated)
        self.notes: dict[str, None] = {}
        self._matched: dict[tuple[str, str], tuple[str, str]] = {}
        if self.month_first:
            self.notes["Dates were read with the month first (6/30/2021)."] = None

    def read(self, n: int, row: tuple[str, ...]) -> None:
        def cell(use: str) -> str:
            text = next((row[place] for place in self.uses.get(use, ()) if row[place]), "")
            # Microsoft Forms puts "anonymous" where no address is: that is nobody's, and not one person's.
            return "" if use in _OF_SOMEBODY and text.lower() in _NOBODY else text

        consultation = cell("consultation") or self.mapping.consultation
        if consultation not in self.consultations:
            self.leave(
                n, f"there is no consultation “{consultation}”." if consultation else "it names no consultation."
            )
            return
        said = [a for a in self._answers(row, consultation, cell) if self._answered(n, consultation, a)]
        if not said:
            self.leave(n, "it holds no words.")
            return
        who = self._row(n, cell, consultation, row)
        self.found += [replace(who, question=q, prompt=prompt, words=words) for q, prompt, words in said]

    def _answers(self, row: tuple[str, ...], consultation: str, cell: object) -> list[tuple[str, str, str]]:
        assert callable(cell)
        questions = self.consultations[consultation].questions
        if self.mapping.layout == "answers":
            number, prompt = self._question(cell("question"), consultation, questions)
            return [(number, cell("prompt") or prompt, cell("words"))]
        known = {q.number: q for q in questions}
        found = []
        for names in self.items:
            numbers = (self.mapping.columns[name].question for name in names)
            number = next((x for x in numbers if x in known), "")
            first = self.mapping.columns[names[0]]
            asked = "" if number else first.of or names[0]
            if len(names) == 1 and first.use == "answer":
                found.append((number, asked, from_one_cell(known.get(number), row[self.places[names[0]]])))
            else:
                found.append((number, asked, self._together_said(names, known.get(number), row)))
        return found

    def _together_said(self, names: Sequence[str], question: Question | None, row: tuple[str, ...]) -> str:
        """One answer out of the columns of one question."""
        boxes: list[str] = []
        rows: list[tuple[str, str]] = []
        one = other = ""
        for name in names:
            column, cell = self.mapping.columns[name], row[self.places[name]]
            if not cell:
                continue
            if column.use == "option" and is_ticked(cell, column.box or name):
                boxes.append(column.box or name)
            elif column.use == "row" and not says_nothing("", cell):
                rows.append((column.box or name, cell))
            elif column.use == "other" and not says_nothing("Other (please specify)", cell):
                other = f"{other}\n{cell}" if other else cell
            elif column.use == "answer":
                one = cell
        return closed_answer(question, boxes, rows, one, other)

    def _answered(self, n: int, consultation: str, answer: tuple[str, str, str]) -> bool:
        """Whether words are an answer. Those that only say that there is none are set aside, and counted."""
        number, prompt, said = answer
        if not said:
            return False
        question = next((q for q in self.consultations[consultation].questions if q.number == number), None)
        if question and fold(said) in {fold(o) for o in options_of(question)}:
            return True
        asked = "\n".join((prompt, question.text, question.plain)) if question else prompt
        if not says_nothing(asked, said):
            return True
        of = f"question {number}" if number else f"“{prompt[:40]}”" if prompt else "no question"
        self.set_aside.append(Omission(n, f"“{said[:30]}” under {of} says that there is no answer."))
        return False

    def _question(self, text: str, consultation: str, questions: Sequence[Question]) -> tuple[str, str]:
        """The question's number, or "" and the text itself as what was asked."""
        if (consultation, text) not in self._matched:
            question, score = match_question(text, questions) if text else (None, 0.0)
            sure = question is not None and score >= 0.75
            self._matched[consultation, text] = (question.number, "") if sure and question else ("", text)
            if text and not sure:
                self.notes[f"“{text[:60]}” is no question of {consultation}; it is kept as what was asked."] = None
        return self._matched[consultation, text]

    def _row(self, n: int, cell: object, consultation: str, row: tuple[str, ...]) -> IntakeRow:
        """Everything of a row but its words."""
        assert callable(cell)
        said_on = as_day(cell("date"), self.month_first)
        if cell("date") and said_on is None:
            self.notes["dates that could not be read are left empty."] = None
        person = cell("person") or cell("contact") or self._told_apart(row) or f"{self.table.digest}:{n}"
        present = cell("present")
        names = [row[place] for place in self.uses.get("name", ()) if row[place].lower() not in _NOBODY]
        name = " ".join(dict.fromkeys(x for x in names if x))
        return IntakeRow(
            row=n, person=person, consultation=consultation, question="", words="",
            role=cell("role"), speaker=self._speaker(cell("speaker")),
            present=int(present) if present.isdecimal() else None,
            verbatim=not cell("verbatim") or cell("verbatim").lower() in _YES | {"verbatim"},
            channel=_channel(cell("channel")), said_on=said_on, written_by=cell("written_by"),
            permissions=self._permissions(row), name=name, contact=cell("contact"),
            credit_name=cell("credit_name"), about=self._about(row),
        )  # fmt: skip

    def _told_apart(self, row: tuple[str, ...]) -> str:
        """An address that is left out still tells people apart: the store keeps a keyed token of it alone."""
        for name, column in self.mapping.columns.items():
            cell = row[self.places[name]]
            if column.use == "personal" and column.what == "contact" and "@" in cell:
                return cell
        return ""

    def _about(self, row: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Who somebody is, as far as the columns say."""
        found = []
        for name, column in self.mapping.columns.items():
            cell = row[self.places[name]]
            if column.use == "about" and cell and not says_nothing("", cell):
                found.append((column.what or about_of(name) or folded(name), cell))
        return tuple(found)

    def _speaker(self, text: str) -> Speaker:
        """Who speaks, from words such as "member of staff". Staff and groups are never counted as people."""
        said = text.lower()
        for speaker in (Speaker.STAFF, Speaker.PARTNER, Speaker.GROUP, Speaker.CONTRIBUTOR):
            if re.search(rf"\b{speaker.value}\b", said):
                return speaker
        if said and said not in ("person", "people", "volunteer", "individual"):
            self.notes[f"“{text[:40]}” as who speaks is not known; it was read as a contributor."] = None
        return Speaker.CONTRIBUTOR

    def _permissions(self, row: tuple[str, ...]) -> tuple[Permission, ...]:
        """What the row permits. An empty cell records nothing, and nothing recorded means no."""
        permissions = []
        for name, column in self.permitted:
            said = row[self.places[name]].lower().strip()
            if not said:
                continue
            # "Yes, but ask me first" is no yes: a person asks, then records it.
            given = (said in _YES or said.startswith("yes")) and not _CONDITION.search(said)
            if not given and said not in _NO and not said.startswith("no"):
                self.notes[f"“{said[:40]}” in the column “{name[:40]}” was read as no."] = None
            # The column's name is the wording to which they said yes or no.
            how = f"import of {self.table.source}"
            permissions += [Permission(use, given, None, how, name[:200]) for use in column.permission]
        return tuple(permissions)

    def leave(self, n: int, why: str) -> None:
        """Note a row that is not taken in."""
        self.left_out.append(Omission(n, why))


def _together(mapping: TableMapping) -> list[list[str]]:
    """The columns that make one answer each, in the order of the table."""
    questions = {
        column.of for column in mapping.columns.values() if column.use in ("option", "row", "other") and column.of
    }
    found: dict[tuple[str, str], list[str]] = {}
    for name, column in mapping.columns.items():
        if column.use in ("option", "row", "other"):
            found.setdefault(("of", column.of or f"question {column.question}"), []).append(name)
        elif column.use == "answer":
            found.setdefault(("of" if name in questions else "column", name), []).append(name)
    return list(found.values())


def _channel(text: str) -> Channel:
    try:
        return Channel(text.lower())
    except ValueError:
        return Channel.TABLE
