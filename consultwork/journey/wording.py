"""Wording that a person accepted is kept when a document is made again.

A reviewer rewrote a paragraph and the officer accepted it. The document is made again from the data
of the day: where the generated paragraph is the same, the accepted wording stands. Where the data
changed too, both changes are joined word by word; where they change the same words, the new
paragraph stands and the accepted one is shown below it, until a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from consultwork.blocks import Block, Claim, Document, Heading, Paragraph, Span, Tone, plain
from consultwork.journey.counts import counts_in
from consultwork.journey.edits import merged
from consultwork.kinds import Waiting
from consultwork.model import Blocker, Bookmarks, KeptWording
from consultwork.text import clean
from consultwork.wording import ENGLISH, Wording

_REF = re.compile(r"\b(?:E\d{2,3}|Q\d[\w.-]*)\b")
_QUOTED = re.compile(r"“[^”]*”")


@dataclass(frozen=True)
class KeptDocument:
    """A document with the wording that was accepted for it.

    ``undecided`` are the paragraphs where data and wording changed the same words, ``lost`` the
    wording whose paragraph is no longer made: (kept wording, what is generated now).
    """

    document: Document
    undecided: tuple[tuple[KeptWording, str], ...] = ()
    lost: tuple[KeptWording, ...] = ()

    def blockers(self) -> tuple[Blocker, ...]:
        """Why the document may not go out yet: one sentence for each wording that waits for a person."""
        findings = [Blocker.of("review", w.anchor, Waiting.DATA_AND_WORDING_DIFFER) for w, _ in self.undecided]
        findings += [
            Blocker.of("review", w.anchor, Waiting.WORDING_HAS_NO_PARAGRAPH)
            for w in self.lost
        ]  # fmt: skip
        return tuple(findings)


def keep(document: Document, wording: Sequence[KeptWording], catalogue: Wording = ENGLISH) -> KeptDocument:
    """Put accepted wording in the place of what is generated.

    Args:
        document: as it is generated from the data of this moment.
        wording: what was accepted for this document, by the bookmarks of its paragraphs.
        catalogue: what is said where a person still has to decide.
    """
    if not wording:
        return KeptDocument(document)
    by_anchor: dict[str, KeptWording] = {w.anchor: w for w in wording}
    used: set[str] = set()
    undecided: list[tuple[KeptWording, str]] = []
    names = Bookmarks()
    slots: dict[str, tuple[Block, ...]] = {}
    for slot, blocks in document.slots.items():
        made: list[Block] = []
        for block in blocks:
            name = names.name(getattr(block, "anchor", ""))
            w = by_anchor.get(name) if name and isinstance(block, Paragraph | Heading) else None
            if w is None:
                made.append(block)
            else:
                used.add(name)
                assert isinstance(block, Paragraph | Heading)
                made += _reworded(block, w, undecided, catalogue)
            after = by_anchor.get(f"+{name}") if name else None
            if after is not None:
                used.add(after.anchor)
                made += [Paragraph(plain(x), anchor=f"{name}-more-{n}", own_words=True) for n, x in _parts(after.words)]
        slots[slot] = tuple(made)
    lost = tuple(w for anchor, w in by_anchor.items() if anchor not in used)
    return KeptDocument(replace(document, slots=slots), tuple(undecided), lost)


def may_keep(block: Block, words: str) -> str:
    """Why wording may not stand in the place of a block: one sentence, or "".

    Nobody's words are changed, and a number that the data give stays as they give it.
    """
    if not isinstance(block, Paragraph | Heading):
        return "These words are somebody's own, or stand in a list or table. Change them where they come from."
    if not words or isinstance(block, Heading):
        return ""
    missing = _missing(block.claims, words)
    if missing:
        return f"The data say “{missing}”, and the new wording does not."
    known = " ".join((block.text, *(claim.text for claim in block.claims))).lower()
    typed = [c for c in counts_in(words) if c.lower() not in known]
    if typed:
        return f"“{typed[0]}” counts people, and the data do not say so."
    return ""


def _parts(words: str) -> list[tuple[int, str]]:
    return list(enumerate((x for x in words.split("\n") if x.strip()), start=1))


def _reworded(
    block: Paragraph | Heading, w: KeptWording, undecided: list[tuple[KeptWording, str]], catalogue: Wording
) -> list[Block]:
    now = plain_text(block)
    if not w.words:
        if now == w.base:
            return []
        undecided.append((w, now))
        return [block, _shown(catalogue, catalogue.say("documents/paragraph-was-taken-out"), block.anchor)]
    words = w.words if now == w.base else merged(w.base, w.words, now)
    if words is not None and not may_keep(block, words):
        return _with_words(block, words)
    undecided.append((w, now))
    said = _QUOTED.sub("[…]", w.words)
    return [block, _shown(catalogue, catalogue.say("documents/wording-before-data", wording=said), block.anchor)]


def _shown(catalogue: Wording, text: str, anchor: str) -> Paragraph:
    return Paragraph(
        (Span(f"{catalogue.say('documents/to-be-decided')} ", bold=True), Span(text)),
        Tone.NOTE,
        anchor=f"{anchor}-undecided",
    )


def _with_words(block: Paragraph | Heading, words: str) -> list[Block]:
    if isinstance(block, Heading):
        return [replace(block, text=" ".join(words.split()))]
    blocks: list[Block] = []
    sources = "; ".join(s.note for s in block.spans if s.note)
    for n, text in _parts(words):
        if n == 1:
            kept = tuple(claim for claim in block.claims if claim.text in words)
            counted = tuple(c for claim in block.claims if claim not in kept for c in _smaller(claim, words))
            spans = _spans(text)
            if sources:  # where a figure comes from stays with it, whatever the sentence says
                spans = (*spans[:-1], replace(spans[-1], note=sources))
            blocks.append(replace(block, spans=spans, claims=kept + counted, own_words=True))
        else:
            blocks.append(
                replace(block, spans=_spans(text), claims=(), own_words=True, anchor=f"{block.anchor}-part-{n}")
            )
    if len(blocks) > 1 and isinstance(blocks[0], Paragraph):
        first = blocks[0]
        blocks[0] = replace(first, claims=tuple(claim for claim in first.claims if claim.text in first.text))
    return blocks


def _spans(text: str) -> tuple[Span, ...]:
    """Words as spans, with references such as E01 as references again."""
    spans: list[Span] = []
    at = 0
    for m in _REF.finditer(text):
        if m.start() > at:
            spans.append(Span(text[at : m.start()]))
        spans.append(Span(m.group(), ref=True))
        at = m.end()
    if at < len(text):
        spans.append(Span(text[at:]))
    return tuple(spans)


def _smaller(claim: Claim, words: str) -> list[Claim]:
    """What of a claim must go on standing in other wording: its counts, as they stand there now."""
    low = words.lower()
    claims = []
    for said in counts_in(claim.text):
        at = low.find(said.lower())
        if at >= 0:
            claims.append(replace(claim, text=words[at : at + len(said)]))
    return claims


def _missing(claims: Sequence[Claim], words: str) -> str:
    low = words.lower()
    for claim in claims:
        if claim.text not in words:
            for said in counts_in(claim.text):
                if said.lower() not in low:
                    return said
    return ""


def plain_text(block: Block) -> str:
    """A block's words as one line, as a reader of the Word file finds them."""
    text = block.text if isinstance(block, Paragraph | Heading) else ""
    return " ".join(clean(text).text.split())


def blocks_by_bookmark(document: Document) -> Mapping[str, Block]:
    """The blocks of a document by the hidden bookmark that each of them gets."""
    names = Bookmarks()
    found = {}
    for block in document.blocks():
        name = names.name(getattr(block, "anchor", ""))
        if name:
            found[name] = block
    return found
