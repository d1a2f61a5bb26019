"""Whether a finished file says what its data say: what a document may rest on, and the check of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from consultwork.blocks import Document
from consultwork.journey import review
from consultwork.journey.respond import Material
from consultwork.model import Blocker, ReadDocument, Use
from consultwork.ooxml import read_document


def check_against(path: Path, document: Document, materials: Sequence[Material]) -> tuple[Blocker, ...]:
    """Check a file that was made just now against the very document and data it was made from."""
    return content(read_document(path), document, materials)


def content(read: ReadDocument, document: Document, materials: Sequence[Material]) -> tuple[Blocker, ...]:
    """Check what a file says against the document as the data make it."""
    return review.check_content(read, document, grounds(materials), [m.consultation for m in materials])


def grounds(materials: Sequence[Material]) -> review.Grounds:
    """What a document may rest on: words that may be quoted now, and texts that are official."""
    quotable, official = [], []
    for m in materials:
        quotable += [
            contribution.text
            for contribution in m.contributions.values()
            if contribution.verbatim
            and contribution.ref not in m.concerning
            and m.people[contribution.contributor].allows(Use.QUOTE, contribution.answer)
        ]
        consultation = m.consultation
        official += [
            consultation.title,
            consultation.about,
            consultation.source,
            consultation.outcome,
            consultation.worth,
            consultation.reference,
            *consultation.how_to_respond,
        ]
        official += [r.text for r in consultation.rules]
        for q in consultation.questions:
            official += [q.text, q.source, q.chapter, *q.options, *(p.text for p in q.parts)]
        if m.specification:
            official += [m.specification.title, m.specification.source]
            official += [x for line in m.specification.lines for x in (line.text, line.quotation)]
        official += [x for a in m.asks.values() for x in (a.text, a.short, a.source)]
        official += [x for f in m.facts.values() for x in (f.text, f.source)]
        official += [x for o in m.outcomes for x in (o.document, o.quotation)]
    facts = tuple(materials[0].facts.values()) if materials else ()
    return review.Grounds(tuple(quotable), tuple(official), facts)
