"""A consultation of our own: its questions pasted or read from a form, corrected, and kept."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.kinds import Kind
from consultwork.model import Limit, LimitUnit, Part, Question, QuestionKind
from consultwork.text import fold, plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


KINDS = {
    "Free text": QuestionKind.FREE_TEXT,
    "Agree or disagree": QuestionKind.AGREEMENT,
    "Yes, no or not sure": QuestionKind.YES_NO,
    "Choose one": QuestionKind.CHOOSE_ONE,
    "Choose several": QuestionKind.CHOOSE_SEVERAL,
    "Several parts (a, b, c)": QuestionKind.MULTI_PART,
    "A table of rows and answers": QuestionKind.MATRIX,
    "A heading to write under": QuestionKind.HEADING,
    "No form (interview, letter)": QuestionKind.PROMPT,
}
_WITH_ROWS = (QuestionKind.MULTI_PART, QuestionKind.MATRIX)
_WITH_OPTIONS = (*_WITH_ROWS, QuestionKind.CHOOSE_ONE, QuestionKind.CHOOSE_SEVERAL, QuestionKind.AGREEMENT,
                 QuestionKind.YES_NO)  # fmt: skip
_LIMIT = re.compile(r"^([\d,]+)\s*(word|character|page)s?$", re.IGNORECASE)
_PART = re.compile(r"^\(?([a-z0-9]{1,3})[).:]\s+(.+)$", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n\s*\n")


class ConsultationMaker(look.Screen):
    """From a pasted or opened form to a consultation: proposed, corrected, said who checked it, kept.

    Args:
        bench: the workbench.
    """

    def __init__(self, bench: Workbench) -> None:
        lead = "Paste the questions, or open the form. Then correct what was found, beside the official form."
        super().__init__("Add a consultation", lead)
        self._bench = bench
        self.paper = look.box("Paste the questions here", rows=8)
        self.path = look.line("Or write the name of the form’s file", hint="for example: form.docx")
        self.file = look.upload("Or choose a file from this computer", ".docx,.txt,.pdf")
        self.find = self.button("Find the questions", self._find, "main")
        self._found = look.column()
        self.cards: list[QuestionCard] = []
        self.name = look.line("Name of the consultation")
        self.who_asks = look.line("Who asks?", hint="for example: NHS England")
        self.scope = look.pick("Local or national?", [("National", "national"), ("Local", "local")])
        self.closes = look.day("Closes on")
        self.source = look.line("Where did you read the questions?", hint="a web address, or the name of the paper")
        self.checked_by = look.line("Who compared them with the official form?")
        self.add = self.button("Add a question", self._add)
        self.save = self.button("Keep this consultation", self._save, "main")
        self.body.children = [self.paper, self.path, self.file, self.find, self._found]

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions as they stand in the cards now."""
        return tuple(card.question() for card in self.cards)

    def _find(self) -> None:
        found = self._propose()
        self._lay_out(found)
        count = len(found)
        self.say(f"{count} {plural(count, 'question')} found. Compare each with the official form, and correct it.")

    def _propose(self) -> tuple[Question, ...]:
        pasted, typed = str(self.paper.value).strip(), look.typed_path(str(self.path.value))
        if pasted:
            return self._bench.plan.propose(pasted)
        if typed is not None:
            return self._bench.plan.propose(typed)
        given = look.uploaded(self.file)
        if given is None:
            raise Refused(Kind.NO_QUESTIONS)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            place = Path(folder) / given[0]
            place.write_bytes(given[1])
            return self._bench.plan.propose(place)

    def _lay_out(self, questions: Iterable[Question]) -> None:
        self.cards = [QuestionCard(self, q) for q in questions]
        self._arrange()

    def _arrange(self) -> None:
        about = [
            look.view(look.heading("About this consultation")), self.name, look.row(self.who_asks, self.scope, self.closes),
            self.source, self.checked_by,
        ]  # fmt: skip
        head = look.view(look.heading(f"The questions ({len(self.cards)})"))
        self._found.children = [head, *(card.ui for card in self.cards), self.add, *about, self.save]

    def _add(self) -> None:
        number = str(len(self.cards) + 1)
        self.cards.append(QuestionCard(self, Question("", number, "")))
        self._arrange()

    def remove(self, card: QuestionCard) -> None:
        """Take a question out of the table."""
        self.cards.remove(card)
        self._arrange()
        self.say(f"Question {card.number.value} is taken out.")

    def merge(self, card: QuestionCard) -> None:
        """Put the next question into this one: its text and its answers follow."""
        n = self.cards.index(card)
        if n + 1 == len(self.cards):
            raise Refused(Kind.NO_QUESTION_AFTER_ONE)
        one, other = card.question(), self.cards[n + 1].question()
        joined = replace(
            one, text=f"{one.text} {other.text}".strip(), options=(*one.options, *other.options),
            parts=(*one.parts, *other.parts), rows=(*one.rows, *other.rows), limit=one.limit or other.limit,
            reasons=one.reasons or other.reasons, plain=f"{one.plain} {other.plain}".strip(),
        )  # fmt: skip
        self.cards[n : n + 2] = [QuestionCard(self, joined)]
        self._arrange()
        self.say(f"Questions {one.number} and {other.number} are one now.")

    def split(self, card: QuestionCard) -> None:
        """Make two questions of one, at the empty line in its text."""
        q = card.question()
        halves = [h.strip() for h in _BLANK_LINE.split(str(card.text.value).strip(), maxsplit=1)]
        if len(halves) < 2:
            raise Refused(Kind.NOWHERE_TO_SPLIT, number=q.number)
        n = self.cards.index(card)
        first = replace(q, text=halves[0])
        second = Question("", f"{q.number}-2", halves[1], chapter=q.chapter, limit=q.limit)
        self.cards[n : n + 1] = [QuestionCard(self, first), QuestionCard(self, second)]
        self._arrange()
        self.say(f"Question {q.number} is split. Give the new one its number.")

    def _save(self) -> None:
        name, who = str(self.name.value).strip(), str(self.who_asks.value).strip()
        source, by = str(self.source.value).strip(), str(self.checked_by.value).strip()
        if not self.cards:
            raise Refused(Kind.NO_QUESTIONS_TO_KEEP)
        for given, what in ((name, "its name"), (who, "who asks"), (source, "where you read the questions")):
            if not given:
                raise Refused(Kind.ONE_THING_IS_MISSING, what=what)
        if not by:
            raise Refused(Kind.QUESTIONS_ARE_NOT_COMPARED)
        ident = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())[:40].strip("-")
        if not ident:
            raise Refused(Kind.NAME_HAS_NO_LETTERS)
        if ident in self._bench.consultations:
            raise Refused(Kind.CONSULTATION_NAME_IS_TAKEN)
        closes: date | None = self.closes.value
        made = self._bench.plan.add_consultation(
            ident, name, who, self.questions, closes=closes, scope=str(self.scope.value), source=source, checked_by=by
        )
        count = len(made.questions)
        self.cards, self._found.children, self.paper.value = [], [], ""
        self.say(
            f"“{name}” is kept, with {count} {plural(count, 'question')}.",
            "Next: fill in its plan below, or open 02_gather. Press “Look again” there to see it.",
        )


class QuestionCard:
    """One question of the table, as widgets that an officer corrects."""

    def __init__(self, maker: ConsultationMaker, question: Question) -> None:
        self._from = q = question
        rows = [f"{p.letter}) {p.text}" for p in q.parts] if q.parts else list(q.rows)
        self.number = look.line("Number", q.number)
        self.kind = look.pick("Kind of answer", KINDS, q.kind)
        self.limit = look.line("Limit", str(q.limit or ""), "500 words")
        self.reasons = look.tick("With room for reasons", q.reasons)
        self.text = look.box("The question, word for word", q.text, 3)
        self.plain = look.box("The same in plain words, for people", q.plain, 3)
        self.options = look.box("Answers to choose from, one a line", "\n".join(q.options), 3)
        self.rows = look.box("Parts or rows, one a line", "\n".join(rows), 3)
        self.remove = maker.button("Remove", lambda: maker.remove(self))
        self.merge = maker.button("Join with the next question", lambda: maker.merge(self))
        self.split = maker.button("Split at the empty line", lambda: maker.split(self))
        self.ui = look.card(
            look.row(self.number, self.kind, self.limit, self.reasons), look.row(self.text, self.plain),
            look.row(self.options, self.rows), look.row(self.merge, self.split, self.remove),
        )  # fmt: skip
        maker.on_change(self.kind, lambda _: self._fit())
        self._fit()

    def question(self) -> Question:
        """The question as it stands in the card.

        Raises:
            Refused: the limit is not understood, or something is missing.
        """
        number, kind = str(self.number.value).strip(), QuestionKind(self.kind.value)
        words = str(self.text.value).strip()
        if not number or not words:
            raise Refused(Kind.QUESTION_IS_INCOMPLETE, number=number or "without a number")
        lines = _lines(self.rows) if kind in _WITH_ROWS else []
        parts = [_part(n, x) for n, x in enumerate(lines)] if kind is QuestionKind.MULTI_PART else []
        return replace(
            self._from, number=number, text=words, kind=kind, plain=str(self.plain.value).strip(),
            options=tuple(_lines(self.options)) if kind in _WITH_OPTIONS else (),
            parts=tuple(parts), rows=tuple(lines) if kind is QuestionKind.MATRIX else (),
            reasons=bool(self.reasons.value), limit=_limit(number, str(self.limit.value)),
        )  # fmt: skip

    def _fit(self) -> None:
        kind = QuestionKind(self.kind.value)
        look.hide(self.options, kind not in _WITH_OPTIONS)
        look.hide(self.rows, kind not in _WITH_ROWS)


def _lines(box: Any) -> list[str]:
    return [x.strip() for x in str(box.value).splitlines() if x.strip()]


def _part(n: int, typed: str) -> Part:
    m = _PART.match(typed)
    return Part(m.group(1).lower(), m.group(2)) if m else Part(chr(ord("a") + n % 26), typed)


def _limit(number: str, typed: str) -> Limit | None:
    plain = typed.strip()
    if not plain:
        return None
    m = _LIMIT.match(plain)
    if m is None or not int(m.group(1).replace(",", "")):
        raise Refused(Kind.LIMIT_OF_QUESTION_IS_NOT_UNDERSTOOD, number=number)
    return Limit(int(m.group(1).replace(",", "")), LimitUnit(m.group(2).lower() + "s"))
