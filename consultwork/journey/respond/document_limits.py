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
from consultwork.kinds import Waiting
from consultwork.model import Answer, Blocker, Consultation, DocumentKind, LimitUnit
from consultwork.text import count_words
from consultwork.wording import ENGLISH, Wording

PERSONAL_RULE = "no-personal-information"
THANKING = (DocumentKind.RESPONSE, DocumentKind.SUBMISSION, DocumentKind.SUMMARY)


def blockers(
    m: Material, kind: DocumentKind, document: Document, problems: Sequence[Blocker], pages: int | None = None
) -> tuple[Blocker, ...]:
    """Why a document may not go out as it stands.

    Args:
        problems: what ``build`` had to leave out.
        pages: how many pages the document has, where that is known.

    Returns:
        One sentence each: answers over their limit (the longest first), a document over its limit,
        the consultation's own rules that are broken, and inserts that could not be made.
    """
    consultation = m.consultation
    findings = [replace(b, ref=f"{consultation.id}/{b.ref.removeprefix('q')}") for b in problems]
    if m.unnamed and kind in THANKING:
        findings.append(Blocker.of("respond", consultation.id, Waiting.THANKS_ARE_LOCKED, count=m.unnamed))
    sections = by_section(document)
    findings += _answers_over_limit(consultation, sections)
    if kind is DocumentKind.SUBMISSION:
        findings += _of_the_whole(consultation, document, sections, pages)
    findings += _personal_details(consultation, document)
    if kind in (DocumentKind.RESPONSE, DocumentKind.SUBMISSION, DocumentKind.ANSWERS):
        unanswered = [q for q in consultation.questions if not _is_settled(m.answers.get(q.number))]
        findings += [Blocker.of("respond", q.ref, Waiting.QUESTION_HAS_NO_ANSWER) for q in unanswered]
    if kind is DocumentKind.LETTER and not any(k.startswith("~letter-point") for k in m.answers):
        findings.append(Blocker.of("respond", consultation.id, Waiting.LETTER_HAS_NO_POINTS))
    if kind is DocumentKind.FOLLOW_UP_LETTER and not known_outcomes(m):
        findings.append(Blocker.of("respond", consultation.id, Waiting.NO_OUTCOME_IS_KNOWN))
    if kind in (DocumentKind.LETTER, DocumentKind.FOLLOW_UP_LETTER) and not consultation.addressee.name:
        findings.append(Blocker.of("respond", consultation.id, Waiting.LETTER_HAS_NO_ADDRESSEE))
    return tuple(findings)


def _answers_over_limit(consultation: Consultation, sections: dict[str, tuple[Block, ...]]) -> list[Blocker]:
    """The answers over their own limit, the longest first."""
    over = []
    for q in consultation.questions:
        if q.limit is None or q.limit.unit is LimitUnit.PAGES:
            continue
        size = answer_size(sections.get(f"q{q.number}", ()), q.limit.unit)
        if size is not None and size > q.limit.amount:
            too_long = Blocker.of(
                "respond",
                q.ref,
                Waiting.ANSWER_IS_TOO_LONG,
                size=f"{size:,}",
                unit=q.limit.unit.value,
                limit=str(q.limit),
            )
            over.append((size - q.limit.amount, q.ref, too_long))
    return [b for _, _, b in sorted(over, key=lambda x: x[:2], reverse=True)]


def _personal_details(consultation: Consultation, document: Document) -> list[Blocker]:
    """Personal details in a document for a body whose rules want none."""
    if PERSONAL_RULE not in {r.key for r in consultation.rules}:
        return []
    findings = []
    for block in document.slots.get("body", ()):
        text = block.text if isinstance(block, Paragraph | Quote) else ""
        place = getattr(block, "anchor", "")
        findings += [
            Blocker.of("respond", place, Waiting.PERSONAL_INFORMATION, body=consultation.who_asks, detail=detail.kind)
            for detail in find_personal_details(text)
        ]
    return findings


def _is_settled(answer: Answer | None) -> bool:
    """Whether a question has an answer, or a reason why it has none."""
    return answer is not None and bool(answer.pieces or answer.not_answered)


def whole_size(document: Document, unit: LimitUnit) -> int:
    """How much a document says in all: words, or characters, without its cover's facts and pictures.

    A count against a limit is no part of what is counted.
    """
    texts = [
        block_words(b) for b in document.slots.get("body", ()) if not (isinstance(b, Paragraph) and "-size" in b.anchor)
    ]
    return len("\n".join(texts)) if unit is LimitUnit.CHARACTERS else sum(map(count_words, texts))


def _of_the_whole(
    consultation: Consultation, document: Document, sections: dict[str, tuple[Block, ...]], pages: int | None
) -> list[Blocker]:  # fmt: skip
    """A submission over its limit, with its longest answers; and a summary that a body asks for."""
    findings = []
    limit = consultation.limit
    if limit is not None:
        size = pages if limit.unit is LimitUnit.PAGES else whole_size(document, limit.unit)
        if size and size > limit.amount:
            longest = sorted(sections, key=lambda s: -(answer_size(sections[s], LimitUnit.WORDS) or 0))
            where = [x.removeprefix("q") for x in longest if x.startswith("q") and x[1:2].isdigit()]
            findings.append(
                Blocker.of(
                    "respond", consultation.id, Waiting.DOCUMENT_IS_TOO_LONG, size=f"{size:,}", unit=limit.unit.value, limit=str(limit),
                    longest=", ".join(where[:3]) or "none",
                )
            )  # fmt: skip
    if consultation.profile and pages and summary_is_missing(document, consultation.profile, pages):
        findings.append(
            Blocker.of(
                "respond",
                consultation.id,
                Waiting.SUMMARY_IS_MISSING,
                profile=consultation.profile.name,
                pages=consultation.profile.summary_from,
            )
        )
    return findings


def with_sizes(document: Document, consultation: Consultation, wording: Wording = ENGLISH) -> Document:
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
                text = size_line(size, limit, wording)
                claims = tuple(replace(claim, text=text) for claim in block.claims)
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
