"""A list of contents for a document that is long: which headings, and on which pages they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from consultwork.blocks import Contents, ContentsLine, Document, Heading, PageBreak, block_words
from consultwork.text import count_words
from consultwork.wording import ENGLISH, Wording

LONG = 10  # pages; up to here a document needs no contents (DfT, "Use MS Word to create an accessible document")
_WORDS_OF_LONG = 2_500  # about ten pages with headings, tables and quotes
_DEEPEST = 2
_PLACEHOLDER = "00"
_NEVER = ("letter.docx", "answers.docx", "form.docx")


def may_be_long(document: Document) -> bool:
    """Whether a document may have more than ten pages, by its words: then it is worth looking."""
    words = sum(count_words(block_words(b)) for b in document.blocks())
    return document.template not in _NEVER and words >= _WORDS_OF_LONG and "body" in document.slots


def with_contents(document: Document, pages: Mapping[str, str] | None, wording: Wording = ENGLISH) -> Document:
    """The same document with a list of contents in front of its text, on a page of its own.

    Args:
        pages: the page of each heading by its anchor; None where nobody can tell, then the list is of
            links alone. An empty mapping leaves room for numbers that come later.
    """
    headings = [b for b in document.blocks() if isinstance(b, Heading) and b.level <= _DEEPEST and b.anchor]
    lines = tuple(
        ContentsLine(h.level, h.text, h.anchor, "" if pages is None else pages.get(h.anchor, _PLACEHOLDER))
        for h in headings
    )
    if not lines:
        return document
    body = (PageBreak(), Contents(lines, wording.say("documents/contents")), PageBreak(), *document.slots["body"])
    return replace(document, slots={**document.slots, "body": body})


def pages_of(document: Document, outline: list[tuple[str, int]]) -> dict[str, str]:
    """The page of each heading by its anchor, from the outline of its PDF.

    Headings and outline are in the same order; a heading that the outline lacks gets no page.
    """
    found: dict[str, str] = {}
    at = 0
    for heading in (b for b in document.blocks() if isinstance(b, Heading)):
        text = " ".join(heading.text.split())
        for n in range(at, len(outline)):
            if " ".join(outline[n][0].split()) == text:
                if heading.anchor:
                    found[heading.anchor] = str(outline[n][1])
                at = n + 1
                break
    return found
