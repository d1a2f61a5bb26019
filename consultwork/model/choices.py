"""Boxes that were ticked: how they are kept beside somebody's words, and how they are read again.

An answer is kept as one text. What was ticked stands first, in square brackets on a line of its own,
so that it is told from the words. A cell of a table may hold the box alone, as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from consultwork.model.consultation import Question
from consultwork.model.kinds import AGREE_SCALE, QuestionKind

YES_NO = ("Yes", "No", "Not sure")
OTHER = "Other"
NO_BOXES = frozenset((QuestionKind.HEADING, QuestionKind.PROMPT, QuestionKind.FREE_TEXT))

_SEPARATOR = re.compile(r"\s*[;|,\n]\s*")
# "Agree. I have been on all three wards": the first sentence is the box. "Yes, but ..." is not.
_REASON = re.compile(r"\s*\n|\s*[.:;]\s|\s+[-–—]+\s")


def options_of(question: Question) -> tuple[str, ...]:
    """The boxes of a question: its own, or the usual ones of its kind; none for free text."""
    if question.kind in NO_BOXES:
        return ()
    if question.options:
        return question.options
    if question.kind in (QuestionKind.AGREEMENT, QuestionKind.MULTI_PART):
        return AGREE_SCALE
    return YES_NO if question.kind is QuestionKind.YES_NO else ()


def rows_of(question: Question) -> tuple[str, ...]:
    """What is asked of row by row: the rows of a matrix, or the lettered parts; else nothing."""
    return question.rows or tuple(f"{p.letter}) {p.text}" for p in question.parts)


def with_ticks(ticked: Iterable[str], said: str) -> str:
    """An answer as it is kept: what was ticked, then the words."""
    boxes = "; ".join(ticked)
    return "\n".join(part for part in (f"[{boxes}]" if boxes else "", said) if part)


def ticks_of(question: Question, text: str) -> tuple[tuple[str, str], ...]:
    """What somebody ticked, as (row, box) pairs; the row is "" where there is only one.

    Nothing is guessed: words that merely sound like a box are words. An answer with anything
    strange among its boxes gives nothing at all, so that it is read by a person.
    """
    boxes = options_of(question)
    if not boxes or not text.strip():
        return ()
    rows = rows_of(question)
    first, _, _ = text.strip().partition("\n")
    marked = first.startswith("[") and first.endswith("]")
    if marked:
        body = first[1:-1]
    else:
        body = text.strip()
        reason = _leading(body, boxes) if not rows else ""
        if reason:
            return (("", reason),)
    if rows:
        return _row_ticks(body, rows, boxes)
    found = _boxes_in(body, boxes, question.other)
    if question.kind is not QuestionKind.CHOOSE_SEVERAL and len(found) > 1:
        return ()
    return tuple(("", box) for box in found)


def only_ticks(question: Question, text: str) -> bool:
    """Whether an answer is nothing but ticked boxes, so that there are no words to read."""
    body = text.strip()
    if not ticks_of(question, body):
        return False
    if body.startswith("["):
        return "\n" not in body
    return not _leading(body, options_of(question))


def _leading(body: str, boxes: tuple[str, ...]) -> str:
    """The box that stands before a reason, or ""."""
    for box in sorted(boxes, key=len, reverse=True):
        if body[: len(box)].casefold() == box.casefold():
            rest = body[len(box) :]
            # "Agree; Disagree" is two boxes, not a box and its reason.
            if _REASON.match(rest) and not _boxes_in(body, boxes, False):
                return box
            return ""
    return ""


def _boxes_in(body: str, boxes: tuple[str, ...], other: bool) -> tuple[str, ...]:
    """The boxes that a text is made of, in order; empty when it is made of anything else too."""
    found: list[str] = []
    rest = body.strip().rstrip(".")
    by_length = sorted(boxes, key=len, reverse=True)
    while rest:
        box = next((b for b in by_length if _starts_with(rest, b)), "")
        if box:
            rest = rest[len(box) :]
        elif other and rest.casefold().startswith(OTHER.casefold()):
            box, rest = OTHER, _after_other(rest)
        else:
            return ()
        if box not in found:
            found.append(box)
        separator = _SEPARATOR.match(rest)
        if rest and not separator:
            return ()
        rest = rest[separator.end() :] if separator else rest
    return tuple(found)


def _starts_with(text: str, box: str) -> bool:
    return text[: len(box)].casefold() == box.casefold() and not text[len(box) : len(box) + 1].isalnum()


def _after_other(text: str) -> str:
    """What follows "Other: what it is", up to the next box."""
    end = text.find(";")
    return "" if end < 0 else text[end:]


def _row_ticks(body: str, rows: tuple[str, ...], boxes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """ "row: box; row: box", with every row and box known."""
    found: list[tuple[str, str]] = []
    rest = body.strip()
    while rest:
        row = next((r for r in sorted(rows, key=len, reverse=True) if rest.startswith(f"{r}: ")), None)
        if row is None:
            return ()
        rest = rest[len(row) + 2 :]
        box = next((b for b in sorted(boxes, key=len, reverse=True) if _starts_with(rest, b)), "")
        if not box:
            return ()
        rest = rest[len(box) :]
        found.append((row, box))
        if rest and not rest.startswith(";"):
            return ()
        rest = rest.lstrip("; \n")
    return tuple(found)
