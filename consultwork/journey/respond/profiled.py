"""A submission in the shape that a body always asks for: numbered paragraphs, bullets, a form of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from consultwork.blocks import Block, Bullets, Chart, Document, Heading, Paragraph, Quote, Span, Table, Tone
from consultwork.model import Consultation, Profile
from consultwork.wording import ENGLISH, Wording


def profiled(document: Document, consultation: Consultation, sender: str, wording: Wording = ENGLISH) -> Document:
    """A submission as its profile asks for it; unchanged where the consultation has none.

    Args:
        document: as it is built for everybody.
        c: the consultation, with its profile and questions.
        sender: who submits it.
        wording: what is said in it.
    """
    profile = consultation.profile
    if profile is None:
        return document
    body: Sequence[Block] = document.slots["body"]
    if profile.bullets:
        body = _bulleted(body)
    if profile.form:
        body = _as_form(body, consultation, wording)
    if profile.numbered:
        body = [_numbered(b) for b in body]
    if profile.plain:
        body = [b for b in body if not isinstance(b, Chart)]
    values = dict(document.values)
    if profile.submitted_by:
        values["subtitle"] = wording.say(
            "documents/subtitle-submitted", submitted_by=profile.submitted_by, sender=sender
        )
    return replace(document, values=values, slots={**document.slots, "body": tuple(body)}, plain=profile.plain)


def _numbered(block: Block) -> Block:
    running = isinstance(block, Paragraph) and block.tone is Tone.BODY and not block.anchor.startswith("evidence-")
    return replace(block, tone=Tone.NUMBERED) if running and isinstance(block, Paragraph) else block


def _bulleted(body: Sequence[Block]) -> list[Block]:
    """Key messages as one list."""
    blocks: list[Block] = []
    items: list[tuple[Span, ...]] = []
    anchor = ""
    for block in (*body, None):
        if isinstance(block, Paragraph) and block.tone is Tone.KEY:
            anchor = anchor or block.anchor
            items.append(block.spans)
            continue
        if items:
            blocks.append(Bullets(tuple(items), anchor=anchor))
            items = []
        if block is not None:
            blocks.append(block)
    return blocks


def _as_form(body: Sequence[Block], consultation: Consultation, wording: Wording) -> list[Block]:
    """Answers as rows, one comment each; what stands before and after them stays as it is.

    A quote belongs to the comment above it. A size line is no comment.
    """
    questions = {f"q{q.number}": q for q in consultation.questions}
    before: list[Block] = []
    after: list[Block] = []
    rows: list[tuple[str, str, str, str]] = []
    place = ""
    for block in body:
        if isinstance(block, Heading):
            place = block.anchor
        if place not in questions and place != "unasked":
            (after if rows else before).append(block)
            continue
        q = questions.get(place)
        where = wording.say("documents/form-general")
        if q:
            where = q.chapter or wording.say("documents/question", number=q.number)
        if isinstance(block, Quote) and rows:
            number, section, lines, said = rows[-1]
            rows[-1] = (number, section, lines, f"{said} “{block.text}” ({block.who})")
        elif isinstance(block, Paragraph) and block.tone not in (Tone.QUESTION, Tone.SOURCE, Tone.NOTE):
            notes = [s.note for s in block.spans if s.note]
            sources = "".join(f" {wording.say('documents/form-source', source=note)}" for note in notes)
            rows.append((str(len(rows) + 1), where, "–", block.text + sources))
    if not rows:
        return list(body)
    table = Table(
        tuple(wording.say(f"documents/form-{column}") for column in ("number", "section", "where", "comment")),
        tuple(rows), caption=wording.say("documents/form-caption"), widths=(0.08, 0.2, 0.14, 0.58),
        description=wording.say("documents/form-description"), anchor="comments",
        source=wording.say("documents/form-table-source"),
    )  # fmt: skip
    return [*before, Heading(wording.say("documents/form-heading"), 1, "comments-heading"), table, *after]


def summary_is_missing(document: Document, profile: Profile, pages: int) -> bool:
    """Whether a body asks for a summary on one side, and the document has none."""
    has = any(isinstance(b, Heading) and b.anchor == "key-messages" for b in document.blocks())
    return bool(profile.summary_from) and pages > profile.summary_from and not has
