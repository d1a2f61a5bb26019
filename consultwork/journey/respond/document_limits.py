"""What a document still lacks: why it may not be built yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consultwork.blocks import Block, Document, Heading, Paragraph, Quote, Tone, block_words, plain
from consultwork.details import find_personal_details
from consultwork.journey.respond.after import known_outcomes
from consultwork.journey.respond.compose import answer_size
from consultwork.journey.respond.material import Material
from consultwork.journey.respond.parts import size_line
from consultwork.journey.respond.profiled import summary_is_missing
from consultwork.model import Blocker, Consultation, DocumentKind, LimitUnit
from consultwork.text import count_words

PERSONAL_RULE = "no-personal-information"
THANKING = (DocumentKind.RESPONSE, DocumentKind.SUBMISSION, DocumentKind.SUMMARY)


def blockers(
    m: Material, kind: DocumentKind, document: Document, problems: Sequence[tuple[str, str]], pages: int | None = None
) -> tuple[Blocker, ...]:
    """Why a document may not go out as it stands.

    Args:
        problems: what ``build`` had to leave out.
        pages: how many pages the document has, where that is known.

    Returns:
        One sentence each: answers over their limit (the longest first), a document over its limit,
        the consultation's own rules that are broken, and inserts that could not be made.
    """
    c = m.consultation
    found = [Blocker("respond", f"{c.id}/{place.removeprefix('q')}", sentence) for place, sentence in problems]
    if m.unnamed and kind in THANKING:
        who = "One person" if m.unnamed == 1 else f"{m.unnamed} people"
        sentence = f"{who} may wish to be thanked by name, and the vault is shut. Open it, and make this again."
        found.append(Blocker("respond", c.id, sentence))
    sections = by_section(document)
    over = []
    for q in c.questions:
        if q.limit is None or q.limit.unit is LimitUnit.PAGES:
            continue
        size = answer_size(sections.get(f"q{q.number}", ()), q.limit.unit)
        if size is not None and size > q.limit.amount:
            over.append(
                (size - q.limit.amount, q.ref, f"the answer has {size:,} {q.limit.unit.value}; {q.limit} are allowed.")
            )
    found += [Blocker("respond", ref, sentence) for _, ref, sentence in sorted(over, reverse=True)]
    if kind is DocumentKind.SUBMISSION:
        found += _of_the_whole(c, document, sections, pages)
    rules = {r.key for r in c.rules}
    if PERSONAL_RULE in rules:
        for block in document.slots.get("body", ()):
            text = block.text if isinstance(block, Paragraph | Quote) else ""
            for detail in find_personal_details(text):
                sentence = f"{c.who_asks} asks for no personal information; this looks like one: {detail.kind}."
                found.append(Blocker("respond", getattr(block, "anchor", ""), sentence))
    if kind in (DocumentKind.RESPONSE, DocumentKind.SUBMISSION, DocumentKind.ANSWERS):
        for q in c.questions:
            answer = m.answers.get(q.number)
            if answer is None or not (answer.pieces or answer.not_answered):
                found.append(Blocker("respond", q.ref, "there is neither an answer nor a reason why not."))
    if kind is DocumentKind.LETTER and not any(k.startswith("~letter-point") for k in m.answers):
        found.append(Blocker("respond", c.id, "the letter has no points yet. Write them, or start a first draft."))
    if kind is DocumentKind.FOLLOW_UP_LETTER and not known_outcomes(m):
        found.append(Blocker("respond", c.id, "no outcome is known yet. Look up what they decided in 08_follow_up."))
    if kind in (DocumentKind.LETTER, DocumentKind.FOLLOW_UP_LETTER) and not c.addressee.name:
        found.append(Blocker("respond", c.id, "the letter has no addressee. Add one to the consultation."))
    return tuple(found)


def whole_size(document: Document, unit: LimitUnit) -> int:
    """How much a document says in all: words, or characters, without its cover's facts and pictures.

    A count against a limit is no part of what is counted.
    """
    texts = [
        block_words(b) for b in document.slots.get("body", ()) if not (isinstance(b, Paragraph) and "-size" in b.anchor)
    ]
    return len("\n".join(texts)) if unit is LimitUnit.CHARACTERS else sum(map(count_words, texts))


def _of_the_whole(
    c: Consultation, document: Document, sections: dict[str, tuple[Block, ...]], pages: int | None
) -> list[Blocker]:  # fmt: skip
    """A submission over its limit, with its longest answers; and a summary that a body asks for."""
    found = []
    limit = c.limit
    if limit is not None:
        size = pages if limit.unit is LimitUnit.PAGES else whole_size(document, limit.unit)
        if size and size > limit.amount:
            longest = sorted(sections, key=lambda s: -(answer_size(sections[s], LimitUnit.WORDS) or 0))
            where = ", ".join(x.removeprefix("q") for x in longest if x.startswith("q") and x[1:2].isdigit())
            named = f" The longest answers: {', '.join(where.split(', ')[:3])}." if where else ""
            sentence = f"the document has {size:,} {limit.unit.value}; {limit} are allowed.{named}"
            found.append(Blocker("respond", c.id, sentence))
    if c.profile and pages and summary_is_missing(document, c.profile, pages):
        sentence = f"{c.profile.name}: above {c.profile.summary_from} pages a summary is asked for. Write key messages."
        found.append(Blocker("respond", c.id, sentence))
    return found


def with_sizes(document: Document, consultation: Consultation) -> Document:
    """The same document with the size of each answer counted anew, after somebody changed its wording."""
    sections = by_section(document)
    limits = {f"q{q.number}-size": (f"q{q.number}", q.limit) for q in consultation.questions}
    slots = {}
    for name, blocks in document.slots.items():
        made: list[Block] = []
        for block in blocks:
            place, limit = limits.get(getattr(block, "anchor", ""), ("", None))
            size = answer_size(sections.get(place, ()), limit.unit if limit else LimitUnit.WORDS) if place else None
            if isinstance(block, Paragraph) and size is not None:
                text = size_line(size, limit)
                claims = tuple(replace(c, text=text) for c in block.claims)
                block = replace(block, spans=plain(text), claims=claims)
            made.append(block)
        slots[name] = tuple(made)
    return replace(document, slots=slots)


def by_section(document: Document) -> dict[str, tuple[Block, ...]]:
    """The blocks of each answer, by the anchor of its heading, without heading, question or count."""
    made: dict[str, list[Block]] = {}
    current = ""
    for block in document.blocks():
        if isinstance(block, Heading):
            current = block.anchor
            made.setdefault(current, [])
        elif current and not (isinstance(block, Paragraph) and block.tone in (Tone.QUESTION, Tone.SOURCE)):
            made[current].append(block)
    return {name: tuple(blocks) for name, blocks in made.items()}
