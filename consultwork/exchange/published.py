"""What a body published, cut into passages that can be read at a glance, each with its page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from consultwork.errors import Refused
from consultwork.exchange.documents import TextLine, read_lines
from consultwork.kinds import Kind
from consultwork.model import Passage
from consultwork.text import clean

_MOST_WORDS = 70
_LEAST_WORDS = 6
_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]?\s+(?=[A-Z“‘(0-9])")
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")


def read_published(path: Path) -> tuple[Passage, ...]:
    """The passages of a document: .docx, .pdf, .odt, .rtf or .txt.

    Raises:
        BadFile: it cannot be read, or holds no text.
    """
    found = read_lines(path)
    lines = [x for x in found.lines if x.place not in ("header", "footer")]
    if not found.wrapped:
        return tuple(p for line in lines for p in _cut(line.text, line.page))
    by_page: dict[int, list[TextLine]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    # Lines of a PDF end where the page does: its sentences are put together again first.
    return tuple(
        p for page, own in by_page.items() for p in _cut(_HYPHEN.sub("", "\n".join(x.text for x in own)), page)
    )


def passages_of(text: str) -> tuple[Passage, ...]:
    """The passages of text that was pasted in. A blank line ends one.

    Raises:
        Refused: there is no text.
    """
    passages = tuple(p for part in re.split(r"\n\s*\n", clean(text).text) for p in _cut(part, 0))
    if not passages:
        raise Refused(Kind.NO_TEXT_TO_READ)
    return passages


def _cut(text: str, page: int) -> Iterable[Passage]:
    """Sentences put together to passages of at most about 70 words; a longer sentence stays whole."""
    where = str(page) if page else ""
    held: list[str] = []
    for sentence in _SENTENCE.split(" ".join(text.split())):
        size = len(" ".join(held).split())
        if held and size + len(sentence.split()) > _MOST_WORDS:
            yield Passage(" ".join(held), where)
            held = []
        held.append(sentence)
    if held and (len(" ".join(held).split()) >= _LEAST_WORDS):
        yield Passage(" ".join(held), where)
