"""The one-page plan of a consultation: who does what, who decides, what support, which dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.journey.plan import PlanSection, days_left
from consultwork.kinds import Kind
from consultwork.text import as_date, plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


PARTS = {
    "Questions for the group": PlanSection.QUESTIONS,
    "Our agreement": PlanSection.AGREEMENT,
    "Five checks": PlanSection.CHECKS,
    "Who writes what": PlanSection.SECTIONS,
    "Who decides": PlanSection.DECISIONS,
    "PlanCheck-ins": PlanSection.CHECK_INS,
    "Half-way": PlanSection.REFLECTION,
    "At the close": PlanSection.CONDUCT,
}
LEADS = {
    PlanSection.QUESTIONS: "Ask the group each question. Write down what you agreed, and who sees to it.",
    PlanSection.AGREEMENT: "Read these lines together. Add what the group wants to add or change.",
    PlanSection.CHECKS: "Answer all five before a form opens.",
    PlanSection.SECTIONS: "Each part of the response needs an owner, and somebody who covers for them.",
    PlanSection.DECISIONS: "Agree on this before you start to write.",
    PlanSection.CHECK_INS: "When do you look at how it goes?",
    PlanSection.REFLECTION: "Half-way through, look back together.",
    PlanSection.CONDUCT: "When it has closed: how was the consultation itself run?",
}
DECISIONS = {
    "decides": "Who decides what goes in, and how?",
    "authorises": "Who authorises the final text?",
    "leaver": "What happens when somebody wants to stop?",
}
SPARE = 2


class PlanSheet(DeskScreen):
    """The plan of a consultation, part by part.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        super().__init__("How we answer together", bench, consultation)
        self._bench = bench
        self._head = look.TextView()
        self.parts = look.Steps(names=list(PARTS), label="Parts of the plan")
        self._lines = look.column()
        self.lines: list[PlanLine] = []
        self.save = self.button("Save this part", self._save, "main")
        self.calendar = self.button("Write the dates for my calendar", self._calendar)
        self.body.children = [self._head, self.parts, self._lines, look.row(self.save, self.calendar)]
        self.on_change(self.parts, lambda _: self._moved(), "current")
        self.show()

    @property
    def section(self) -> PlanSection:
        """The part of the plan that is shown."""
        return list(PARTS.values())[self.parts.current]

    def show(self) -> None:
        """The part that is chosen, with what is kept of it."""
        consultation = self.consultation
        self._head.show(look.text(_when(days_left(consultation, self.bench.today), consultation.closes), "count"))
        kept = {i["key"]: i for i in self._bench.plan.items(consultation.id) if i["section"] == self.section.value}
        self.lines = list(self._asked(kept))
        top: list[look.Part] = [look.text(LEADS[self.section])]
        if self.section is PlanSection.AGREEMENT:
            top.append(look.bullets(self._bench.plan.prompts.agreement))
        self._lines.children = [look.view(*top), *(x.ui for x in self.lines)]

    def _asked(self, kept: Mapping[str, Mapping[str, Any]]) -> Iterable[PlanLine]:
        prompts, section = self._bench.plan.prompts, self.section
        if section is PlanSection.QUESTIONS:
            for n, p in enumerate(prompts.questions, start=1):
                more = look.details("The question in the words of its source", p.text) if p.plain else None
                yield PlanLine(p.id, f"{n}. {p.plain or p.text}", kept.get(p.id), ("owner", "due", "ask_again"), more)
        elif section is PlanSection.AGREEMENT:
            yield PlanLine("agreed", "What we added or changed", kept.get("agreed"), ("due",), due="Agreed on")
        elif section is PlanSection.DECISIONS:
            for key, question in DECISIONS.items():
                yield PlanLine(key, question, kept.get(key))
        elif section is PlanSection.REFLECTION:
            for n, question in enumerate(prompts.reflection, start=1):
                yield PlanLine(str(n), question, kept.get(str(n)), ("due",), due="Talked about on")
        elif section in (PlanSection.CHECKS, PlanSection.CONDUCT):
            for c in prompts.checks if section is PlanSection.CHECKS else prompts.gunning:
                yield PlanLine(c.id, f"{c.name}: {c.question}", kept.get(c.id))
        else:
            yield from self._open_list(kept)

    def _open_list(self, kept: Mapping[str, Mapping[str, Any]]) -> Iterable[PlanLine]:
        fields = ("owner", "cover", "due") if self.section is PlanSection.SECTIONS else ("due",)
        for key, item in kept.items():
            yield PlanLine(key, key, item, fields)
        what = "Part of the response" if self.section is PlanSection.SECTIONS else "What we look at"
        for _ in range(SPARE):
            yield PlanLine("", what, None, fields)

    def _save(self) -> None:
        changed = [x for x in self.lines if x.changed()]
        for x in changed:
            key = x.key or str(x.fields["answer"]).strip()
            if not key:
                raise Refused(Kind.LINE_HAS_DATE_OR_OWNER_AND_NO_NAME)
            self._bench.plan.record(self.consultation.id, self.section.value, key, **x.fields)
        self.show()
        count = len(changed)
        self.say(f"{count} {plural(count, 'line')} saved." if count else "Nothing was changed.")

    def _calendar(self) -> None:
        path = self._bench.plan.calendar(self.consultation.id)
        self.say(f"The dates are in the file {path.parent.name}/{path.name}. Open it to add them to your calendar.")


class PlanLine:
    """One line of a plan, as widgets. ``key`` is "" for a line that is new."""

    def __init__(
        self,
        key: str,
        asked: str,
        item: Mapping[str, Any] | None,
        more: tuple[str, ...] = (),
        source: look.Part | None = None,
        *,
        due: str = "By when",
    ) -> None:
        self.key = key
        get = (item or {}).get
        self.answer = look.box("What we agreed" if key else asked, get("answer") or "", 2)
        labels = {"owner": "Who sees to it", "cover": "Who covers for them", "due": due, "ask_again": "Ask again on"}
        self.more: dict[str, Any] = {}
        for field in more:
            dated = field in ("due", "ask_again")
            self.more[field] = (
                look.day(labels[field], get(field)) if dated else look.line(labels[field], get(field) or "")
            )
        self._start = self.fields
        top = [look.view(look.heading(asked, 3), *([source] if source else []))] if key else []
        self.ui = look.card(*top, self.answer, *([look.row(*self.more.values())] if self.more else []))

    @property
    def fields(self) -> dict[str, Any]:
        """What stands in the line now."""
        made: dict[str, Any] = {"answer": str(self.answer.value).strip()}
        for name, widget in self.more.items():
            made[name] = widget.value if name in ("due", "ask_again") else str(widget.value).strip()
        return made

    def changed(self) -> bool:
        """Whether a person changed anything in it."""
        return self.fields != self._start


def _when(left: int | None, closes: date | None) -> str:
    if left is None or closes is None:
        return "No closing date is known yet."
    if left < 0:
        return f"It closed on {as_date(closes)}."
    return f"It closes on {as_date(closes)}: {left} {plural(left, 'day')} left."
