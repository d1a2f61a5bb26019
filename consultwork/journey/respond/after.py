"""What we write once they have decided: the letter that follows up, and what we welcome, fear and still ask."""

from __future__ import annotations

from collections.abc import Sequence

from consultwork.blocks import Block, Heading, Paragraph, Span, Tone, plain
from consultwork.journey.respond import parts
from consultwork.journey.respond.compose import Composer
from consultwork.journey.respond.material import Material
from consultwork.model import Outcome, OutcomeState
from consultwork.text import as_date, sentence_start

_WELCOMED = (OutcomeState.MET, OutcomeState.PARTLY)
_NOT_DONE = (OutcomeState.PARTLY, OutcomeState.NOT_MET, OutcomeState.UNCLEAR)
_SAID = {
    OutcomeState.PARTLY: "This is done in part only",
    OutcomeState.NOT_MET: "This is not taken up",
    OutcomeState.UNCLEAR: "It is not clear to us whether this will be done",
}


def known_outcomes(m: Material) -> tuple[Outcome, ...]:
    """What is known of our asks to this consultation, in the order of the asks."""
    found = {o.ask: o for o in m.outcomes if o.consultation == m.consultation.id and o.ask in m.asks}
    return tuple(found[a] for a in m.asks if a in found)


def follow_up_letter(m: Material, composer: Composer) -> dict[str, tuple[Block, ...]]:
    """A letter to those who decided: what we welcome, what concerns us, and what we still ask."""
    to, c = m.consultation.addressee, m.consultation
    address = tuple(
        Paragraph(plain(line), Tone.ADDRESS, anchor=f"to-{n}")
        for n, line in enumerate(x for x in (to.name, to.role, *to.address) if x)
    )
    outcomes = known_outcomes(m)
    when = f", which closed on {as_date(c.closes)}" if c.closes else ""
    documents = list(dict.fromkeys(o.document for o in outcomes if o.document))
    read = f" We have read what you published since: {'; '.join(documents)}." if documents else ""
    opening = f"We answered your consultation ({c.short or c.title}){when}.{read}"
    who = sentence_start(parts.who_spoke(m))
    made: list[Block] = [
        Paragraph(plain(opening), anchor="follow-opening"),
        Paragraph(plain(f"{who} told us what they have lived through."), anchor="follow-who", claims=(composer.number("heard", who),)),
        *welcome_concern_ask(m, composer, level=2),
    ]  # fmt: skip
    for _, answer in parts.parts_named(m, "follow-up-closing"):
        made += composer.pieces("follow-up-closing", answer.pieces)
    closing = "Please tell us what you will do about each of them, and by when. We would be glad to meet you with the people who told us."
    made.append(Paragraph(plain(closing), anchor="follow-closing"))
    return {"addressee": address, "body": tuple(made), "enclosures": ()}


def welcome_concern_ask(m: Material, composer: Composer, *, level: int = 1) -> list[Block]:
    """The outcomes of our asks under three headings, each with page and quotation, and what people said behind it."""
    outcomes = known_outcomes(m)
    made: list[Block] = []
    made += _part(m, composer, "What we welcome", [o for o in outcomes if o.state in _WELCOMED], level)
    made += _part(m, composer, "What concerns us", [o for o in outcomes if o.state in _NOT_DONE], level, concern=True)
    asked = [o for o in outcomes if o.state in _NOT_DONE]
    if asked:
        made.append(Heading("What we ask", level, "outcome-ask"))
        for o in asked:
            made += composer.ask("outcome-ask", o.ask)
    return made


def _part(
    m: Material, composer: Composer, heading: str, outcomes: Sequence[Outcome], level: int, *, concern: bool = False
) -> list[Block]:  # fmt: skip
    if not outcomes:
        return []
    name = "concern" if concern else "welcome"
    made: list[Block] = [Heading(heading, level, f"outcome-{name}")]
    for o in outcomes:
        ask = m.asks[o.ask]
        start = f"{_SAID[o.state]}: " if concern else ""
        spans = [
            Span(f"{start}{ask.short if concern else sentence_start(ask.short)}", bold=True),
            Span(f"{_where(o)}."),
        ]
        if o.quotation:
            spans.append(Span(f" It says: “{o.quotation.strip()}”."))
        made.append(Paragraph(tuple(spans), anchor=f"{name}-{o.ask}"))
        carried = [t for t in m.themes if t.code.id in ask.codes and m.raising(t)]
        if concern and carried and carried[0].code.id not in composer.used_codes:
            made += composer.count(f"{name}-{o.ask}", carried[0].code.id)
    return made


def _where(o: Outcome) -> str:
    said = ", ".join(x for x in (o.document, f"page {o.page}" if o.page else "") if x)
    return f" ({said})" if said else ""
