"""Which words of a draft rest on data, and on what: shown beside every edit that touches them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from consultwork.blocks import Block, Bullets, Document, Paragraph, Quote, Table
from consultwork.journey.counts import counts_in
from consultwork.model import Ask, Bookmarks, Fact, Guard
from consultwork.text import listed
from consultwork.wording import ENGLISH, Wording

ASK_ANCHOR = re.compile(r"-ask-(?P<id>[\w-]+)$")


def guards(
    document: Document, asks: Mapping[str, Ask], facts: Mapping[str, Fact], wording: Wording = ENGLISH
) -> tuple[Guard, ...]:
    """The quotes, counts and named asks of a document, each with what it rests on.

    Args:
        document: as it was generated.
        asks: our asks by id.
        facts: sourced figures by id; their figures are guarded as counts are.
        wording: what reviewers are told of each.
    """
    names = Bookmarks()
    found: list[Guard] = []
    for block in document.blocks():
        name = names.name(getattr(block, "anchor", ""))
        match block:
            case Quote():
                said = wording.say("papers/rests-on-somebody")
                if block.evidence:
                    said = wording.say("papers/rests-on-somebody-in", label=block.evidence)
                found.append(Guard("quote", block.text, said, name))
            case Paragraph():
                found += _of_paragraph(block, name, facts, wording)
                asked = ASK_ANCHOR.search(block.anchor)
                ask = asks.get(asked["id"]) if asked else None
                if ask is not None:
                    found.append(_ask(ask, name, wording))
            case Table() | Bullets():
                found += [_ask(a, name, wording) for a in asks.values() if a.short and _holds(block, a.short)]
    return tuple(dict.fromkeys(found))


def _of_paragraph(block: Paragraph, name: str, facts: Mapping[str, Fact], wording: Wording) -> list[Guard]:
    found = []
    for claim in block.claims:
        if claim.kind == "fact":
            fact = facts.get(claim.key)
            if fact:
                source = wording.say("papers/rests-on-source", source=fact.source)
                found += [Guard("count", figure, source, name) for figure in fact.figures]
            continue
        data = wording.say("papers/rests-on-data", claim=claim.text)
        if block.evidence:
            data = wording.say("papers/rests-on-data-in", claim=claim.text, labels=listed(list(block.evidence)))
        counted = counts_in(claim.text) or [claim.text]
        found += [Guard("count", said, data, name) for said in counted]
    return found


def _ask(ask: Ask, name: str, wording: Wording) -> Guard:
    said = wording.say("papers/rests-on-ask", id=ask.id, ask=ask.short, who=ask.who)
    return Guard("ask", ask.short, said, name)


def _holds(block: Block, words: str) -> bool:
    match block:
        case Table():
            texts: Sequence[str] = [cell for row in block.rows for cell in row]
        case Bullets():
            texts = ["".join(s.text for s in item) for item in block.items]
        case _:
            texts = []
    return any(words.lower() in t.lower() for t in texts)
