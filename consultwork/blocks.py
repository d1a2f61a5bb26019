"""What a document is made of before it is Word: plain blocks, in reading order.

The core writes blocks, ``word`` renders them, and tests read them without opening a file. A block
knows what it is (a quote, a claim), never how it looks: the look comes from the template's styles.

``anchor`` names a block for good. It is derived from the question and what the block says of it,
never from its place, so that it is the same in the next draft.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Tone(StrEnum):
    """What kind of paragraph it is."""

    BODY = "body"
    NUMBERED = "numbered"  # running text whose paragraphs are numbered through
    LEAD = "lead"  # the opening lines of a part
    QUESTION = "question"  # the consultation's own question, in full
    POSITION = "position"  # our position: a tinted line
    KEY = "key"  # a key message: a tinted line
    NOTE = "note"  # a remark on how to read something: amber
    SOURCE = "source"  # where a figure comes from; a count against a limit
    ADDRESS = "address"  # a line of an address block, no gap below
    SUBJECT = "subject"
    SIGNATURE = "signature"
    FORM = "form"  # a line of a form that stays with the box below it
    FORM_SMALL = "form small"
    FORM_NOTE = "form note"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. ``ref`` marks a small reference such as E01; ``link`` is a web address.

    ``note`` becomes a footnote at the end of the run: where a figure comes from.
    """

    text: str
    bold: bool = False
    ref: bool = False
    link: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that can be computed again from the data, and how.

    ``kind`` is "people" (how many people raised a theme), "fact" (a sourced figure) or "number"
    (any other computed number); ``key`` is the code id, the fact id or the name of the number.
    ``text`` is the words as they stand in the paragraph.
    """

    kind: str
    key: str
    text: str
    scope: str = ""  # the consultation id, or "" for all


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, level 1 to 3."""

    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``evidence`` are the labels (E01) that its claims rest on."""

    spans: tuple[Span, ...]
    tone: Tone = Tone.BODY
    anchor: str = ""
    evidence: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    own_words: bool = False  # typed by an officer, not generated

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(s.text for s in self.spans)


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's verbatim words, with how they may be described.

    ``coding`` is the ref of the passage. It is used for checking and is never printed.
    """

    text: str
    who: str
    evidence: str = ""
    coding: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A real list. ``numbered`` prints "R1", "R2" and so on when ``prefix`` is "R"."""

    items: tuple[tuple[Span, ...], ...]
    numbered: bool = False
    prefix: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row. ``numeric`` are the columns whose numbers stand to the right.

    ``widths`` are shares of the text width and add up to 1. ``description`` is for people who
    cannot see it.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    source: str = ""
    description: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars with direct labels. Its numbers always stand in a table beside it.

    ``series`` are (name, values) with one value for each label; ``alt`` states the finding.
    """

    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]
    caption: str
    alt: str
    source: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick, each a content control with a tag of its own: (tag, label)."""

    options: tuple[tuple[str, str], ...]
    inline: bool = False


@dataclass(frozen=True, slots=True)
class Space:
    """A framed space to write in: a content control with a tag. ``lines`` is its height when printed."""

    tag: str
    label: str
    lines: int = 6


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of a list of contents: which heading, on which page ("" where nobody can tell)."""

    level: int
    text: str
    anchor: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of contents: a field that is filled already, so that Word asks nothing when it opens."""

    lines: tuple[ContentsLine, ...]
    title: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block = Heading | Paragraph | Quote | Bullets | Table | Chart | Ticks | Space | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: the values for a template's tags, and the blocks for its slots.

    Args:
        template: the template's file name in ``templates/``, such as ``response.docx``.
        title: the document's title (also its core property).
        values: one string for each ``{{name}}`` tag.
        slots: blocks for each ``{{block:name}}`` paragraph.
        draft: the draft's id and version, for the document's custom properties.
        plain: whether it goes without logo and pictures.
    """

    template: str
    title: str
    values: dict[str, str]
    slots: dict[str, tuple[Block, ...]]
    draft: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    made_up: bool = False
    plain: bool = False  # no logo and no pictures: some bodies ask for that
    evidence: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def blocks(self) -> tuple[Block, ...]:
        """All blocks of all slots, in the order of the slots."""
        return tuple(b for slot in self.slots.values() for b in slot)


# Two characters that nobody types and no font shows: they mark, within a sentence, what is bold in it.
_BOLD, _PLAIN = "\ue000", "\ue001"


def bold(text: str) -> str:
    """A fact of a sentence that is to stand in bold there: see ``spans_of``."""
    return f"{_BOLD}{text.replace(_BOLD, '').replace(_PLAIN, '')}{_PLAIN}"


def spans_of(text: str) -> tuple[Span, ...]:
    """A sentence as spans, with what ``bold`` marked in it in bold."""
    parts = text.replace(_PLAIN, _BOLD).split(_BOLD)
    return tuple(Span(part, bold=n % 2 == 1) for n, part in enumerate(parts) if part)


def plain(text: str) -> tuple[Span, ...]:
    """One span of plain text."""
    return (Span(text),)


def block_words(block: Block) -> str:
    """The words of a block as one string, for counting. Charts count as nothing."""
    match block:
        case Heading() | Quote() | Paragraph():
            return block.text
        case Bullets():
            return "\n".join("".join(s.text for s in item) for item in block.items)
        case Table():
            return "\n".join(" ".join(row) for row in (block.header, *block.rows))
        case _:
            return ""
