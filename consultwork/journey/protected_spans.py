"""Which words of a draft rest on data, and on what: shown beside every edit that touches them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from consultwork.blocks import Block, Bullets, Document, Paragraph, Quote, Table
from consultwork.journey.counts import counts_in
from consultwork.model import Ask, Bookmarks, Fact, Guard
from consultwork.text import listed

ASK_ANCHOR = re.compile(r"-ask-(?P<id>[\w-]+)$")


def guards(document: Document, asks: Mapping[str, Ask], facts: Mapping[str, Fact]) -> tuple[Guard, ...]:
    """The quotes, counts and named asks of a document, each with what it rests on.

    Args:
        document: as it was generated.
        asks: our asks by id.
        facts: sourced figures by id; their figures are guarded as counts are.
    """
    names = Bookmarks()
    found: list[Guard] = []
    for block in document.blocks():
        name = names.name(getattr(block, "anchor", ""))
        match block:
            case Quote():
                label = f" ({block.evidence})" if block.evidence else ""
                said = f"Somebody's exact words{label}. They may be left out, never changed."
                found.append(Guard("quote", block.text, said, name))
            case Paragraph():
                found += _of_paragraph(block, name, facts)
                asked = ASK_ANCHOR.search(block.anchor)
                ask = asks.get(asked["id"]) if asked else None
                if ask is not None:
                    found.append(_ask(ask, name))
            case Table() | Bullets():
                found += [_ask(a, name) for a in asks.values() if a.short and _holds(block, a.short)]
    return tuple(dict.fromkeys(found))


def _of_paragraph(block: Paragraph, name: str, facts: Mapping[str, Fact]) -> list[Guard]:
    found = []
    for claim in block.claims:
        if claim.kind == "fact":
            fact = facts.get(claim.key)
            if fact:
                found += [Guard("count", figure, f"Source: {fact.source}", name) for figure in fact.figures]
            continue
        labels = f" ({listed(list(block.evidence))})" if block.evidence else ""
        counted = counts_in(claim.text) or [claim.text]
        found += [Guard("count", said, f"The data say: {claim.text}{labels}", name) for said in counted]
    return found


def _ask(ask: Ask, name: str) -> Guard:
    return Guard("ask", ask.short, f"Our ask “{ask.id}”: {ask.short}. For: {ask.who}.", name)


def _holds(block: Block, words: str) -> bool:
    match block:
        case Table():
            texts: Sequence[str] = [cell for row in block.rows for cell in row]
        case Bullets():
            texts = ["".join(s.text for s in item) for item in block.items]
        case _:
            texts = []
    return any(words.lower() in t.lower() for t in texts)
