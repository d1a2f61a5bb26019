"""The plan on paper: what the group agreed, to be pinned to a wall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from consultwork.blocks import Block, Bullets, Document, Heading, Paragraph, Span, Table, Tone, plain
from consultwork.journey.one_page import one_page
from consultwork.model import Consultation, Sender
from consultwork.settings import PlanQuestions
from consultwork.text import as_date, sentence_start
from consultwork.wording import ENGLISH, Wording


def plan_page(
    consultation: Consultation,
    prompts: PlanQuestions,
    items: Iterable[Mapping[str, Any]],
    sender: Sender,
    today: date,
    *,
    made_up: bool,
    wording: Wording = ENGLISH,
) -> Document:
    """The co-production plan of a consultation as a document.

    First who does what by when, then what was agreed, then the questions with the group's answers.
    What nobody has answered yet is left out: an empty line says nothing on a wall.
    """
    say = wording.say
    by_section: dict[str, list[Mapping[str, Any]]] = {}
    for item in items:
        by_section.setdefault(item["section"], []).append(item)
    blocks: list[Block] = []
    if consultation.closes:
        closes = say("papers/plan-closes", date=as_date(consultation.closes))
        blocks.append(Paragraph(plain(closes), Tone.LEAD, anchor="closes"))
    owned = by_section.get("sections", [])
    if owned:
        rows = tuple((i["key"], i["owner"] or "–", i["cover"] or "–", _day(i["due"])) for i in owned)
        blocks += [
            Heading(say("papers/plan-who"), 1, "who"),
            Table(
                tuple(say(f"papers/plan-{column}") for column in ("part", "owner", "cover", "due")), rows,
                widths=(0.34, 0.25, 0.21, 0.2), description=say("papers/plan-who-description"), anchor="sections",
            ),
        ]  # fmt: skip
    decided = [
        (
            Span(
                f"{say(_DECISIONS[i['key']]) if i['key'] in _DECISIONS else sentence_start(i['key']) + ':'} ", bold=True
            ),
            Span(i["answer"]),
        )
        for i in by_section.get("decisions", [])
    ]
    if decided:
        blocks += [
            Heading(say("papers/plan-decisions"), 1, "decisions"),
            Bullets(tuple(decided), anchor="decisions-list"),
        ]
    checks = {check.id: check.name for check in prompts.checks}
    kept = [
        (Span(f"{checks.get(i['key'], i['key'])}: ", bold=True), Span(i["answer"]))
        for i in by_section.get("checks", [])
    ]
    if kept:
        blocks += [Heading(say("papers/plan-checks"), 1, "checks"), Bullets(tuple(kept), anchor="checks-list")]
    dates = sorted((i["due"], i["key"]) for i in by_section.get("check-ins", []) if i["due"])
    if dates:
        lines = tuple((Span(f"{as_date(d)}: ", bold=True), Span(what)) for d, what in dates)
        blocks += [Heading(say("papers/plan-check-ins"), 1, "check-ins"), Bullets(lines, anchor="check-ins-list")]
    asked = {q.id: q.plain or q.text for q in prompts.questions}
    answered = [i for q in asked for i in by_section.get("questions", []) if i["key"] == q and i["answer"]]
    if answered:
        told = tuple((asked[i["key"]], i["answer"], i["owner"] or "–") for i in answered)
        blocks += [
            Heading(say("papers/plan-questions"), 1, "questions"),
            Table(
                tuple(say(f"papers/plan-{column}") for column in ("question", "answer", "owner")), told,
                widths=(0.38, 0.42, 0.2), description=say("papers/plan-questions-description"), anchor="questions-table",
            ),
        ]  # fmt: skip
    blocks += [
        Heading(say("papers/plan-agreement"), 1, "agreement"),
        Bullets(tuple(plain(x) for x in prompts.agreement), anchor="agreement-list"),
        Paragraph(
            plain(say("papers/plan-source", source=prompts.sources.get("agreement", ""))),
            Tone.SOURCE,
            anchor="agreement-source",
        ),
    ]
    return one_page(
        say("papers/plan"),
        say("papers/plan-subtitle"),
        say("papers/plan"),
        blocks,
        consultation,
        sender,
        today,
        made_up=made_up,
        wording=wording,
    )


_DECISIONS = {
    "decides": "papers/plan-decides",
    "authorises": "papers/plan-authorises",
    "leaver": "papers/plan-leaver",
}


def _day(day: date | None) -> str:
    return as_date(day) if day else "–"
