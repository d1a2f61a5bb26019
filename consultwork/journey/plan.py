"""Who asks, by when, and how do we answer together?

The register of consultations, the one-page co-production plan, and the dates. A plan is lines:
``section`` (one of the names below), ``key``, an answer, an owner, who covers for them, a date, and
when to ask again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pandas as pd

from consultwork import frames
from consultwork.kinds import Waiting
from consultwork.model import Blocker, Consultation


class PlanSection(StrEnum):
    """The parts of a plan, in the order in which a group goes through them."""

    QUESTIONS = "questions"  # the 18 questions to ask the group
    AGREEMENT = "agreement"  # what co-production is not: a starting agreement
    CHECKS = "checks"  # five trauma-informed checks, before a form opens
    SECTIONS = "sections"  # who owns which part of the response, and who covers
    DECISIONS = "decisions"  # who decides, who authorises
    CHECK_INS = "check-ins"  # when we look at how it goes
    REFLECTION = "reflection"  # mid-way: how is it going?
    CONDUCT = "conduct"  # at close: how was the consultation itself run?


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that goes into a calendar. ``uid`` is the same each time it is exported."""

    uid: str
    on: date
    title: str
    note: str = ""


def register_table(consultations: Iterable[Consultation], today: date) -> pd.DataFrame:
    """The consultation register, the next to close first. Columns: see ``frames.register_frame``."""
    open_first = sorted(consultations, key=lambda c: (c.closes is None or c.closes < today, c.closes or date.max, c.id))
    return frames.register_frame(open_first, today)


def days_left(consultation: Consultation, today: date) -> int | None:
    """Days until it closes: 0 on the last day, negative afterwards, None when no date is known."""
    return (consultation.closes - today).days if consultation.closes else None


def plan_table(items: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The plan as a table. Columns: see ``frames.plan_frame``."""
    order = {s.value: n for n, s in enumerate(PlanSection)}
    return frames.plan_frame(sorted(items, key=lambda i: (order.get(i["section"], 99), i["key"])))


def deadlines(consultation: Consultation, items: Iterable[Mapping[str, Any]]) -> tuple[Deadline, ...]:
    """Every date of a consultation: closing, two earlier reminders, owners' dates, check-ins."""
    found = []
    name = consultation.short or consultation.title
    if consultation.closes:
        for before, what in ((14, "Two weeks left"), (3, "Three days left: sign off"), (0, "Closes today")):
            on = consultation.closes - timedelta(days=before)
            if consultation.opens is None or on >= consultation.opens:
                found.append(Deadline(f"{consultation.id}-closes-{before}", on, f"{what}: {name}"))
    for item in items:
        for field, what in (("due", "Due"), ("ask_again", "Ask again")):
            if item[field]:
                uid = f"{consultation.id}-{item['section']}-{item['key']}-{field}"
                note = f"{item['owner']}; cover: {item['cover']}" if item["owner"] else ""
                found.append(Deadline(uid, item[field], f"{what}: {item['key']} ({name})", note))
    return tuple(sorted(found, key=lambda d: (d.on, d.uid)))


def _without_owner(consultation: Consultation, owned: Sequence[Mapping[str, Any]]) -> Iterator[Blocker]:
    """Parts of the response that nobody owns, or that nobody covers for."""
    if not owned:
        yield Blocker.of("plan", consultation.id, Waiting.NO_PART_HAS_AN_OWNER)
    for item in owned:
        if not item["owner"]:
            yield Blocker.of("plan", consultation.id, Waiting.PART_HAS_NO_OWNER, part=item["key"])
        elif not item["cover"]:
            yield Blocker.of("plan", consultation.id, Waiting.PART_HAS_NO_COVER, part=item["key"])


def blockers(
    consultation: Consultation,
    items: Iterable[Mapping[str, Any]],
    today: date,
    *,
    questions: int,
    checks: Iterable[str],
) -> tuple[Blocker, ...]:
    """Why the plan is not ready yet.

    Args:
        questions: how many questions the group is to be asked.
        checks: the keys of the trauma-informed checks that must be answered before a form opens.
    """
    items = list(items)

    def of(section: PlanSection) -> dict[str, Mapping[str, Any]]:
        return {i["key"]: i for i in items if i["section"] == section.value and i["answer"].strip()}

    findings: list[Blocker] = []

    def block(kind: Waiting, **facts: object) -> None:
        findings.append(Blocker.of("plan", consultation.id, kind, **facts))

    left = days_left(consultation, today)
    if left is None:
        block(Waiting.NO_CLOSING_DATE)
    elif left < 0:
        block(Waiting.CONSULTATION_HAS_CLOSED, days=-left)
    missing = [key for key in checks if key not in of(PlanSection.CHECKS)]
    if missing:
        block(Waiting.CHECKS_ARE_UNANSWERED, checks=", ".join(missing))
    asked = len(of(PlanSection.QUESTIONS))
    if asked < questions:
        block(Waiting.GROUP_WAS_NOT_ASKED, count=questions - asked, questions=questions)
    findings += _without_owner(consultation, [i for i in items if i["section"] == PlanSection.SECTIONS.value])
    for key, kind in (("decides", Waiting.NOBODY_DECIDES), ("authorises", Waiting.NOBODY_AUTHORISES)):
        if key not in of(PlanSection.DECISIONS):
            block(kind)
    return tuple(findings)
