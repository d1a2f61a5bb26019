"""Who has read it, and may it go out?

Checks a Word file against the data it claims to rest on, and says why a draft may not be approved
or sent. What the file says is compared with the same document built fresh from the data of this
moment: a quote that is not verbatim or no longer allowed, a number that differs, a figure that lost
its qualifier, an answer over its limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from consultwork import frames
from consultwork.blocks import Document, Paragraph, Table
from consultwork.journey.counts import COUNTED
from consultwork.kinds import Waiting
from consultwork.model import (
    Blocker,
    Comment,
    Consultation,
    DraftState,
    Fact,
    LimitUnit,
    ReadDocument,
    ReadParagraph,
    bookmark_of,
)
from consultwork.text import count_words

_LABEL = re.compile(r"\(?\b(?:E\d{2,3}|Q\d[\w.-]*)\b\)?|\(R\d+\)")
# Straight and single quotation marks, around three words and more: shorter ones are names of things.
_OTHER_MARKS = re.compile(
    r"\"([^\"\n]*?\w+\W+\w+\W+\w[^\"\n]*)\"|(?:(?<=\s)|(?<=^)|(?<=\())‘((?:[^‘’\n]|(?<=\w)’(?=\w)){12,})’(?!\w)"
)
_FIGURE = re.compile(r"£[\d.,]+\w*|\d[\d.,]*%|\d{1,3}(?:,\d{3})+|\d{3,}")


@dataclass(frozen=True)
class Grounds:
    """What a file may rest on: words that may be quoted, texts that are official, and facts."""

    quotable: tuple[str, ...]
    official: tuple[str, ...]
    facts: tuple[Fact, ...] = ()


def check_content(
    read: ReadDocument, fresh: Document, grounds: Grounds, consultations: Sequence[Consultation]
) -> tuple[Blocker, ...]:
    """Everything in a file that its data do not bear out.

    Args:
        read: the file, every tracked change accepted.
        fresh: the same document, built from the data of this moment.
        grounds: what may be quoted and cited.
        consultations: whose limits hold.

    Returns:
        One sentence for each finding, with the place in the file as its ref.
    """
    return (
        *_quotes(read, grounds),
        *_numbers(read, fresh, grounds),
        *_tables(read, fresh),
        *_qualifiers(read, grounds.facts),
        *_limits(read, consultations),
    )


def may_approve(state: DraftState, findings: Iterable[Blocker], open_comments: int) -> tuple[Blocker, ...]:
    """Why a draft may not be approved now: findings, and comments without an answer."""
    blocked = list(findings)
    if open_comments:
        blocked.append(Blocker.of("review", "", Waiting.COMMENTS_WAIT, count=open_comments))
    if state is DraftState.SENT:
        blocked.append(Blocker.of("review", "", Waiting.WAS_SENT_ALREADY))
    return tuple(blocked)


def may_send(state: DraftState, unchanged: bool) -> tuple[Blocker, ...]:
    """Why a draft may not be marked as sent: it must be approved, and unchanged since."""
    if state is DraftState.SENT:
        return (Blocker.of("review", "", Waiting.WAS_MARKED_AS_SENT),)
    if state is not DraftState.APPROVED:
        return (Blocker.of("review", "", Waiting.IS_NOT_APPROVED, state=state.value),)
    if not unchanged:
        return (Blocker.of("review", "", Waiting.CHANGED_SINCE_APPROVAL),)
    return ()


def blockers(drafts: Iterable[tuple[str, DraftState]], open_comments: dict[str, int]) -> tuple[Blocker, ...]:
    """What is still open between a draft and its sending.

    Args:
        drafts: (draft id, state).
        open_comments: draft id -> comments without an answer.
    """
    findings = []
    for draft, state in drafts:
        n = open_comments.get(draft, 0)
        if n:
            findings.append(Blocker.of("review", draft, Waiting.COMMENTS_WAIT, count=n))
        if state in (DraftState.DRAFT, DraftState.IN_REVIEW):
            findings.append(Blocker.of("review", draft, Waiting.IS_NOT_APPROVED_YET, state=state.value))
    return tuple(findings)


def comment_table(comments: Iterable[Comment]) -> pd.DataFrame:
    """Reviewers' comments. Columns: see ``frames.comment_frame``."""
    return frames.comment_frame(comments)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quotes(read: ReadDocument, grounds: Grounds) -> list[Blocker]:
    quotable = [_plain(q) for q in grounds.quotable]
    official = "\n".join(_plain(o) for o in grounds.official)
    findings = []
    said = [(q.text, q.styled, q.paragraph) for q in read.quotes]
    said += [(m.group(1) or m.group(2), False, p) for p in read.paragraphs for m in _OTHER_MARKS.finditer(p.text)]
    for text, styled, paragraph in said:
        words = _plain(text).strip("“”\"' ")
        # Words that stand as a person's own must be a person's, whatever an official text says.
        if not words or any(_holds(q, words) for q in quotable) or (not styled and words in official):
            continue
        start = words if len(words) < 60 else words[:57] + "..."
        findings.append(
            Blocker.of("review", paragraph.section or "the document", Waiting.QUOTE_IS_NOBODYS, quote=start)
        )
    return findings


def _holds(text: str, words: str) -> bool:
    """Whether words stand in a text as whole words: "able" is not in "unable"."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not (before.isalnum() and words[0].isalnum()) and not (after.isalnum() and words[-1].isalnum()):
            return True
        start = text.find(words, start + 1)
    return False


def _numbers(read: ReadDocument, fresh: Document, grounds: Grounds) -> list[Blocker]:
    expected = {bookmark_of(b.anchor): b for b in fresh.blocks() if isinstance(b, Paragraph) and b.anchor}
    official = _plain(" ".join(grounds.official) + " " + " ".join(f.text for f in grounds.facts)).lower()
    quoted = {id(q.paragraph) for q in read.quotes if q.styled}
    generated = _plain(" ".join(_fresh_texts(fresh))).lower()
    findings = []
    for p in read.paragraphs:
        if p.place != "body" or id(p) in quoted:
            continue
        text = _plain(p.text)
        block = expected.get(p.anchor)
        if block is not None:
            for claim in block.claims:
                if _plain(claim.text) not in text:
                    place, said = p.section or "the document", _plain(claim.text)
                    findings.append(Blocker.of("review", place, Waiting.CLAIM_DIFFERS, claim=said))
        outside = _without_quotes(text)
        for m in COUNTED.finditer(outside):
            said = m.group().lower()
            if said in official:
                continue
            if block is not None and said in _computed(block):
                continue
            if block is None and said in generated:
                continue
            findings.append(Blocker.of("review", p.section or "the document", Waiting.COUNT_WAS_TYPED, count=m.group()))
    return findings


def _computed(block: Paragraph) -> str:
    """What of a paragraph is computed: all of it, or its claims where a person worded it."""
    text = " ".join(claim.text for claim in block.claims) if block.own_words else block.text
    return _plain(text).lower()


def _fresh_texts(fresh: Document) -> Iterable[str]:
    yield from fresh.values.values()
    for block in fresh.blocks():
        if isinstance(block, Paragraph) and not block.own_words:
            yield block.text
        elif isinstance(block, Table):
            yield from (block.caption, block.source, *(cell for row in block.rows for cell in row))


def _without_quotes(text: str) -> str:
    return re.sub(r"“[^”]*”", " ", text)


def _tables(read: ReadDocument, fresh: Document) -> list[Blocker]:
    expected = {bookmark_of(b.anchor): b for b in fresh.blocks() if isinstance(b, Table) and b.anchor}
    findings = []
    for table in read.tables:
        block = expected.get(table.anchor)
        if block is None:
            continue
        want = [tuple(_plain(cell) for cell in row) for row in (block.header, *block.rows)]
        have = [tuple(_plain(cell) for cell in row) for row in table.rows]
        wrong = [row for row in have if row not in want] or ([("rows are missing",)] if len(have) < len(want) else [])
        if wrong:
            name = block.caption or block.description
            place, row = table.section or "the document", " | ".join(wrong[0])[:80]
            findings.append(Blocker.of("review", place, Waiting.TABLE_DIFFERS, table=name, row=row))
    return findings


def _qualifiers(read: ReadDocument, facts: Sequence[Fact]) -> list[Blocker]:
    figures: dict[str, list[str]] = {}
    for fact in facts:
        for phrase in fact.figures:
            for bare in _FIGURE.findall(phrase):
                figures.setdefault(bare, []).append(phrase)
    findings = []
    for p in read.paragraphs:
        text = _plain(p.text)
        for bare, phrases in figures.items():
            if re.search(rf"(?<![\d.,]){re.escape(bare)}(?![\d])", text) and not any(x in text for x in phrases):
                place, source = p.section or "the document", " / ".join(phrases)
                findings.append(
                    Blocker.of("review", place, Waiting.FIGURE_LOST_ITS_QUALIFIER, figure=bare, phrases=source)
                )
    return findings


def _limits(read: ReadDocument, consultations: Sequence[Consultation]) -> list[Blocker]:
    findings = []
    sections = _by_question(read.paragraphs)
    for consultation in consultations:
        for q in consultation.questions:
            if q.limit is None or q.limit.unit is LimitUnit.PAGES or len(consultations) > 1:
                continue
            paragraphs = sections.get(bookmark_of(f"q{q.number}"), [])
            text = "\n".join(_LABEL.sub("", p.text) for p in paragraphs)
            size = count_words(text) if q.limit.unit is LimitUnit.WORDS else len(text)
            if size > q.limit.amount:
                findings.append(
                    Blocker.of(
                        "review", f"Question {q.number}", Waiting.ANSWER_IS_TOO_LONG, size=f"{size:,}",
                        unit=q.limit.unit.value, limit=str(q.limit),
                    )
                )  # fmt: skip
    return findings


def _by_question(paragraphs: Iterable[ReadParagraph]) -> dict[str, list[ReadParagraph]]:
    made: dict[str, list[ReadParagraph]] = {}
    current = ""
    for p in paragraphs:
        if p.level:
            current = p.anchor
        elif current and p.place == "body" and p.style not in ("CW Question", "CW Source", "CW Note"):
            made.setdefault(current, []).append(p)
    return made
