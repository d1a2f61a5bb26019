"""From a table and its mapping to answers, with an account of every row that was left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from consultwork.errors import BadSettings
from consultwork.exchange.table_mapping import TableMapping, match_question
from consultwork.model import (
    Channel,
    Consultation,
    Intake,
    IntakeRow,
    LeftOut,
    Permission,
    Question,
    Speaker,
)

if TYPE_CHECKING:
    from consultwork.exchange.tables import RawTable

_YES = {"yes", "y", "true", "1", "x", "agree", "i agree", "ok", "✓", "✔", "ticked", "on"}
_SAID = re.compile(r"\w")  # a dash alone is how some exports say that nothing was written
_NO = {"no", "n", "false", "0", "disagree", "off"}
_OF_SOMEBODY = {"person", "contact", "name", "credit_name"}
_NOBODY = {"anonymous", "anon", "n/a", "na", "none", "-", "not given", "prefer not to say"}
_CONDITION = re.compile(r"\b(?:but|only|if|unless|except|ask|first|depends|maybe)\b")


def read_intake(table: RawTable, mapping: TableMapping, consultations: Iterable[Consultation]) -> Intake:
    """Every answer of a table, and what was left out and why.

    Raises:
        BadSettings: the mapping names a column that the table does not have.
    """
    missing = [name for name in mapping.columns if name not in table.header]
    if missing:
        raise BadSettings(
            f"the mapping names a column that is not there: {missing[0]}.",
            where=table.source,
            todo="Correct the mapping.",
        )
    reader = _Reader(table, mapping, {c.id: c for c in consultations})
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
    if table.replaced:
        notes.append(f"{table.replaced} characters that no file may hold were replaced by \ufffd.")
    return Intake(table.source, table.digest, tuple(reader.found), tuple(reader.left_out), tuple(notes))


class _Reader:
    def __init__(self, table: RawTable, mapping: TableMapping, consultations: dict[str, Consultation]) -> None:
        self.table, self.mapping, self.consultations = table, mapping, consultations
        self.places = {name: n for n, name in enumerate(table.header)}
        self.uses: dict[str, list[int]] = {}
        for name, column in mapping.columns.items():
            self.uses.setdefault(column.use, []).append(self.places[name])
        self.found: list[IntakeRow] = []
        self.left_out: list[LeftOut] = []
        self.notes: dict[str, None] = {}
        self._matched: dict[tuple[str, str], tuple[str, str]] = {}

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
        said = [a for a in self._answers(row, consultation, cell) if _SAID.search(a[2])]
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
        found = []
        for name, column in self.mapping.columns.items():
            if column.use == "answer":
                known = {q.number for q in questions}
                number = column.question if column.question in known else ""
                found.append((number, "" if number else name, row[self.places[name]]))
        return found

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
        from consultwork.exchange.tables import as_day

        said_on = as_day(cell("date"))
        if cell("date") and said_on is None:
            self.notes["dates that could not be read are left empty."] = None
        person = cell("person") or cell("contact") or f"{self.table.digest}:{n}"
        present = cell("present")
        return IntakeRow(
            row=n, person=person, consultation=consultation, question="", words="",
            role=cell("role"), speaker=self._speaker(cell("speaker")),
            present=int(present) if present.isdecimal() else None,
            verbatim=not cell("verbatim") or cell("verbatim").lower() in _YES | {"verbatim"},
            channel=_channel(cell("channel")), said_on=said_on, written_by=cell("written_by"),
            permissions=self._permissions(row), name=cell("name"), contact=cell("contact"),
            credit_name=cell("credit_name"),
        )  # fmt: skip

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
        found = []
        for name, column in self.mapping.columns.items():
            said = row[self.places[name]].lower().strip()
            if not column.permission or not said:
                continue
            # "Yes, but ask me first" is no yes: a person asks, then records it.
            given = (said in _YES or said.startswith("yes")) and not _CONDITION.search(said)
            if not given and said not in _NO and not said.startswith("no"):
                self.notes[f"“{said[:40]}” in the column “{name[:40]}” was read as no."] = None
            # The column's name is the wording to which they said yes or no.
            how = f"import of {self.table.source}"
            found += [Permission(use, given, None, how, name[:200]) for use in column.permission]
        return tuple(found)

    def leave(self, n: int, why: str) -> None:
        """Note a row that is not taken in."""
        self.left_out.append(LeftOut(n, why))


def _channel(text: str) -> Channel:
    try:
        return Channel(text.lower())
    except ValueError:
        return Channel.TABLE
