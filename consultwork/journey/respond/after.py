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
    OutcomeState.PARTLY: "documents/outcome-partly",
    OutcomeState.NOT_MET: "documents/outcome-not-met",
    OutcomeState.UNCLEAR: "documents/outcome-unclear",
}


def known_outcomes(m: Material) -> tuple[Outcome, ...]:
    """What is known of our asks to this consultation, in the order of the asks."""
    found = {o.ask: o for o in m.outcomes if o.consultation == m.consultation.id and o.ask in m.asks}
    return tuple(found[a] for a in m.asks if a in found)


def follow_up_letter(m: Material, composer: Composer) -> dict[str, tuple[Block, ...]]:
    """A letter to those who decided: what we welcome, what concerns us, and what we still ask."""
    to, consultation = m.consultation.addressee, m.consultation
    address = tuple(
        Paragraph(plain(line), Tone.ADDRESS, anchor=f"to-{n}")
        for n, line in enumerate(x for x in (to.name, to.role, *to.address) if x)
    )
    outcomes = known_outcomes(m)
    documents = list(dict.fromkeys(o.document for o in outcomes if o.document))
    opening = m.say("documents/follow-up-opening", name=consultation.short or consultation.title)
    if consultation.closes:
        opening = m.say(
            "documents/follow-up-opening-closed",
            name=consultation.short or consultation.title,
            date=as_date(consultation.closes),
        )
    if documents:
        opening += f" {m.say('documents/follow-up-read', documents='; '.join(documents))}"
    who = sentence_start(parts.who_spoke(m))
    heard = Paragraph(
        plain(m.say("documents/follow-up-who", who=who)), anchor="follow-who", claims=(composer.number("heard", who),)
    )
    blocks: list[Block] = [
        Paragraph(plain(opening), anchor="follow-opening"),
        heard,
        *welcome_concern_ask(m, composer, level=2),
    ]
    for _, answer in parts.parts_named(m, "follow-up-closing"):
        blocks += composer.pieces("follow-up-closing", answer.pieces)
    blocks.append(Paragraph(plain(m.say("documents/follow-up-closing")), anchor="follow-closing"))
    return {"addressee": address, "body": tuple(blocks), "enclosures": ()}


def welcome_concern_ask(m: Material, composer: Composer, *, level: int = 1) -> list[Block]:
    """The outcomes of our asks under three headings, each with page and quotation, and what people said behind it."""
    outcomes = known_outcomes(m)
    blocks: list[Block] = []
    blocks += _part(m, composer, [o for o in outcomes if o.state in _WELCOMED], level)
    blocks += _part(m, composer, [o for o in outcomes if o.state in _NOT_DONE], level, concern=True)
    asked = [o for o in outcomes if o.state in _NOT_DONE]
    if asked:
        blocks.append(Heading(m.say("documents/we-ask"), level, "outcome-ask"))
        for o in asked:
            blocks += composer.ask("outcome-ask", o.ask)
    return blocks


def _part(
    m: Material, composer: Composer, outcomes: Sequence[Outcome], level: int, *, concern: bool = False
) -> list[Block]:
    if not outcomes:
        return []
    name = "concern" if concern else "welcome"
    heading = m.say("documents/concerns-us" if concern else "documents/we-welcome")
    blocks: list[Block] = [Heading(heading, level, f"outcome-{name}")]
    for o in outcomes:
        ask = m.asks[o.ask]
        said = sentence_start(ask.short)
        if concern:
            said = m.say("documents/outcome-concern", outcome=m.say(_SAID[o.state]), ask=ask.short)
        where = where_it_says(m, o)
        spans = [Span(said, bold=True), Span(f" ({where})." if where else ".")]
        if o.quotation:
            spans.append(Span(f" {m.say('documents/it-says', quotation=o.quotation.strip())}"))
        blocks.append(Paragraph(tuple(spans), anchor=f"{name}-{o.ask}"))
        carried = [t for t in m.themes if t.code.id in ask.codes and m.raising(t)]
        if concern and carried and carried[0].code.id not in composer.used_codes:
            blocks += composer.count(f"{name}-{o.ask}", carried[0].code.id)
    return blocks


def where_it_says(m: Material, o: Outcome) -> str:
    """The document and the page in which an outcome stands; "" where neither is known."""
    page = m.say("documents/page", page=o.page) if o.page else ""
    return ", ".join(x for x in (o.document, page) if x)
