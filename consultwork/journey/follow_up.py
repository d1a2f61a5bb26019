"""What became of what we asked for?

Each ask gets an outcome, with the document and the page that say so. Those who took part are told:
you said, we wrote, they decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from consultwork import frames
from consultwork.blocks import Block, Document, Heading, Paragraph, Span, Table, Tone, plain
from consultwork.kinds import Waiting
from consultwork.model import Ask, Blocker, Consultation, Outcome, OutcomeState, Sender, Theme
from consultwork.text import as_date, listed, sentence_start
from consultwork.wording import ENGLISH, Wording


def outcome_table(
    asks: Mapping[str, Ask], consultations: Iterable[Consultation], outcomes: Iterable[Outcome]
) -> pd.DataFrame:
    """Every ask of every consultation it went to, with what became of it.

    Columns: see ``frames.outcome_frame``.
    """
    ids = [consultation.id for consultation in consultations]
    rows = [(a.id, c, a.short) for c in ids for a in asks.values() if c in a.consultations]
    return frames.outcome_frame(rows, outcomes)


def open_asks(
    asks: Mapping[str, Ask], consultations: Iterable[Consultation], outcomes: Iterable[Outcome]
) -> tuple[tuple[Ask, str], ...]:
    """The asks that are not met, or of which nothing is known yet: (ask, consultation)."""
    met = {(o.ask, o.consultation) for o in outcomes if o.state is OutcomeState.MET}
    return tuple(
        (a, consultation.id)
        for consultation in consultations
        for a in asks.values()
        if consultation.id in a.consultations and (a.id, consultation.id) not in met
    )


def note(
    consultation: Consultation,
    sender: Sender,
    today: date,
    asks: Sequence[tuple[Ask, Sequence[Theme]]],
    outcomes: Iterable[Outcome],
    *,
    made_up: bool,
    wording: Wording = ENGLISH,
) -> Document:
    """A note for those who took part: you said, we wrote, they decided.

    Args:
        asks: each ask with the themes behind it, the most raised first.

    Returns:
        A document that quotes nobody and counts nobody: it says in plain words what was said,
        what we wrote, and what was decided.
    """
    say = wording.say
    known = {o.ask: o for o in outcomes if o.consultation == consultation.id}
    blocks: list[Block] = [Paragraph(plain(say("back_to_people/thank-you")), Tone.LEAD, anchor="thank-you")]
    for ask, themes in asks:
        said = [t.code.statement.rstrip(".") for t in themes if t.code.statement][:2]
        if not said:
            continue
        o = known.get(ask.id)
        blocks.append(Heading(sentence_start(themes[0].code.name), 1, f"about-{ask.id}"))
        for place, lead, words in (
            ("you ", "back_to_people/you-said", say("back_to_people/you-said-text", said=sentence_start(listed(said)))),
            ("we w", "back_to_people/we-wrote", say("back_to_people/we-wrote-text", ask=ask.short)),
            ("they", "back_to_people/they-decided", decided(o, wording)),
        ):
            blocks.append(Paragraph((Span(f"{say(lead)} ", bold=True), Span(words)), anchor=f"{ask.id}-{place}"))
    title = say("back_to_people/note-title", name=consultation.short or consultation.title)
    return Document(
        template="summary.docx",
        title=title,
        values={
            "organisation": sender.name, "title": consultation.short or consultation.title,
            "subtitle": say("back_to_people/note-subtitle"), "eyebrow": say("back_to_people/note-eyebrow"),
            "date": as_date(today), "status": say("back_to_people/written-on", date=as_date(today)),
            "contact": ", ".join(x for x in (sender.email, sender.phone) if x),
            "made_up": say("documents/made-up") if made_up else "",
        },
        slots={"facts": (), "body": tuple(blocks)},
        draft=f"{consultation.id}-you-said",
        subject=consultation.title,
        made_up=made_up,
    )  # fmt: skip


def open_asks_list(
    asks: Mapping[str, Ask], consultations: Sequence[Consultation], outcomes: Iterable[Outcome], sender: Sender,
    today: date, *, made_up: bool, wording: Wording = ENGLISH,
) -> Document:  # fmt: skip
    """Every ask that is still open, across all consultations and years, the oldest consultation first."""
    say = wording.say
    known = {(o.ask, o.consultation): o for o in outcomes}
    oldest_first = sorted(consultations, key=lambda c: (c.closes or date.max, c.id))
    rows = []
    for n, (ask, ident) in enumerate(open_asks(asks, oldest_first, known.values()), start=1):
        c = next(x for x in oldest_first if x.id == ident)
        o = known.get((ask.id, ident))
        year = str(c.closes.year) if c.closes else "–"
        who = listed([x.strip() for x in ask.who.split(";") if x.strip()])
        state = say(f"documents/state-{as_entry(o.state)}" if o else "papers/open-asks-not-looked-up")
        rows.append((str(n), f"{sentence_start(ask.short)}.", who, f"{c.short or c.title} ({year})", state))
    table = Table(
        tuple(say(f"papers/open-asks-{column}") for column in ("number", "ask", "actor", "consultation", "outcome")),
        tuple(rows), caption=say("papers/open-asks-caption"), widths=(0.07, 0.35, 0.24, 0.19, 0.15),
        description=say("papers/open-asks-description"), anchor="open-asks",
    )  # fmt: skip
    none = Paragraph(plain(say("papers/open-asks-none")), anchor="none-open")
    title = say("papers/open-asks")
    return Document(
        template="summary.docx", title=title,
        values={
            "organisation": sender.name, "title": title, "subtitle": say("papers/open-asks-subtitle"),
            "eyebrow": say("papers/open-asks-eyebrow"), "date": as_date(today),
            "status": say("papers/as-of", date=as_date(today)),
            "contact": ", ".join(x for x in (sender.email, sender.phone) if x),
            "made_up": say("documents/made-up") if made_up else "",
        },
        slots={"facts": (), "body": (Heading(say("papers/open-asks-heading"), 1, "open"), table if rows else none)},
        draft="", subject=title, made_up=made_up,
    )  # fmt: skip


def blockers(
    asks: Mapping[str, Ask], consultations: Iterable[Consultation], outcomes: Iterable[Outcome], today: date
) -> tuple[Blocker, ...]:
    """The closed consultations of which nobody has looked up what was decided."""
    known = {(o.ask, o.consultation) for o in outcomes}
    findings = []
    for consultation in consultations:
        if consultation.closes is None or consultation.closes >= today:
            continue
        missing = [
            a for a in asks.values() if consultation.id in a.consultations and (a.id, consultation.id) not in known
        ]
        if missing:
            findings.append(Blocker.of("follow_up", consultation.id, Waiting.OUTCOMES_ARE_MISSING, count=len(missing)))
    findings += [
        Blocker.of("follow_up", o.ask, Waiting.OUTCOME_NAMES_NO_DOCUMENT)
        for o in outcomes
        if o.state is not OutcomeState.UNCLEAR and not o.document
    ]
    return tuple(findings)


def decided(o: Outcome | None, wording: Wording = ENGLISH) -> str:
    """What they decided, in plain words."""
    if o is None:
        return wording.say("back_to_people/not-known")
    page = wording.say("back_to_people/page", page=o.page) if o.page else ""
    where = ", ".join(x for x in (o.document, page) if x)
    if not where:
        return wording.say(f"back_to_people/decided-{as_entry(o.state)}")
    return wording.say(f"back_to_people/decided-{as_entry(o.state)}-where", where=where)


def as_entry(state: OutcomeState) -> str:
    """The name of a state as it stands in the keys of the catalogues: "not-met"."""
    return state.name.lower().replace("_", "-")
