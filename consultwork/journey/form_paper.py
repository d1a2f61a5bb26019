"""The form on paper: the same questions and permissions as on screen, as a Word file.

Each space and box has a tag, so that what was filled in on screen is read back for certain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from consultwork.blocks import Block, Bullets, Document, Heading, PageBreak, Paragraph, Space, Ticks, Tone, plain
from consultwork.journey.form_words import About, TextPart, start_parts
from consultwork.journey.gather import OTHER_ASKED, PERMISSION_WORDING, SAFE_CONTACT, FormQuestion, boxes_of
from consultwork.model import Sender
from consultwork.text import as_date

TEMPLATE = "form.docx"
MARK = "form:"
YES, NO = "yes", "no"
# The spaces that are about the person, not about a question: tag, what is asked, lines.
ABOUT_YOU: tuple[tuple[str, str, int], ...] = (
    ("role", "How may we describe you? For example: volunteer, carer. You can leave this empty.", 1),
    ("credit", "If we may thank you by name: the name to use", 1),
    ("contact", "If we may contact you: your phone number, e-mail or address", 2),
    *((f"safe:{key}", asked, 1) for key, asked in SAFE_CONTACT.items()),
)


def version_of(pages: Sequence[FormQuestion]) -> str:
    """A short sign of the questions as they stand, so that a form printed from others is told."""
    said = "\x1f".join("\x1e".join((q.number, q.ask, *q.options, *q.rows)) for q in pages)
    return hashlib.sha256(said.encode()).hexdigest()[:8]


def paper_form(consultation: str, pages: Sequence[FormQuestion], about: About, sender: Sender) -> Document:
    """The form of a consultation as a document to fill in on screen or by hand.

    Args:
        consultation: its id; it travels in the file, so that the answers find their place.
        pages: the questions, as ``gather.form_questions`` gives them.
        about: what is said before the questions.
        sender: who asks.
    """
    body: list[Block] = [Heading("Before you start", 1)]
    for part in start_parts(about, len(pages), kept=False):
        body += _part(part)
    if about.help_lines:
        body += _part(TextPart("If you need help now", tuple(h.line for h in about.help_lines)))
    body += [Heading("How to fill this in", 2), Bullets(tuple(plain(x) for x in _how(sender)))]
    for n, q in enumerate(pages, start=1):
        body += [PageBreak(), Heading("The questions", 1)] if n == 1 else []
        body += _question(n, len(pages), q)
    body += [PageBreak(), Heading("What may we do with your words?", 1)]
    body.append(Paragraph(plain("You decide on each. “No” is a good answer. If you tick nothing, we take it as “no”.")))
    for use, asked in PERMISSION_WORDING.items():
        body += [Heading(asked, 2), Ticks(((f"p:{use.value}:{YES}", "Yes"), (f"p:{use.value}:{NO}", "No")), True)]
    body.append(Heading("About you", 1))
    body.append(Paragraph(plain("You can leave any of this empty. It is kept apart from what you wrote.")))
    for tag, asked, lines in ABOUT_YOU:
        body += [Heading(asked, 2), Space(f"a:{tag}", asked, lines)]
    values = {
        "eyebrow": "Form", "subtitle": about.organisation, "organisation": sender.name, "strapline": sender.strapline,
        "contact": ", ".join(x for x in (sender.email, sender.phone, sender.website) if x),
        "date": f"Please send it back by {as_date(about.closes)}" if about.closes else "",
        "status": "", "made_up": "Made-up example: please write about nobody real." if about.made_up else "",
    }  # fmt: skip
    return Document(
        TEMPLATE, about.title, values, {"facts": (), "body": tuple(body)},
        draft=f"{MARK}{consultation}:{version_of(pages)}", subject="A form to fill in", made_up=about.made_up,
    )  # fmt: skip


def _how(sender: Sender) -> Iterable[str]:
    yield "On a computer: type in the frames, and click the boxes. Save it, and send it back."
    yield "On paper: write in the frames, and tick the boxes. Use more paper if you like."
    where = " or ".join(x for x in (sender.email, ", ".join(sender.address)) if x)
    if where:
        yield f"Send it to: {where}."


def _part(part: TextPart) -> list[Block]:
    return [Heading(part.heading, 2), *(Paragraph(plain(line)) for line in part.lines)]


def _question(n: int, of: int, q: FormQuestion) -> list[Block]:
    made: list[Block] = [Paragraph(plain(f"Question {n} of {of}"), Tone.FORM_SMALL)]
    if q.note_before:
        made.append(Paragraph(plain(q.note_before), Tone.FORM_NOTE))
    made.append(Heading(q.ask, 2, f"form-{q.number}"))
    if q.hint:
        made.append(Paragraph(plain(q.hint), Tone.FORM))
    if q.official and q.official.strip() != q.ask.strip():
        made.append(Paragraph(plain(f"In their own words: {q.official}"), Tone.FORM))
    if boxes := boxes_of(q):
        made.append(Paragraph(plain("Tick as many as you like." if q.several else "Tick one."), Tone.FORM))
    for r, (row, options) in enumerate(boxes):
        if row:
            made.append(Heading(row_label(row), 3))
        made.append(Ticks(tuple((f"q:{q.number}:{r}:{o}", option) for o, option in enumerate(options))))
    if q.other:
        made += [Paragraph(plain(OTHER_ASKED), Tone.FORM), Space(f"o:{q.number}", OTHER_ASKED, 1)]
    if q.words or not boxes:
        asked = "In your own words" if not boxes else "Tell us more, if you like"
        made += [Paragraph(plain(asked), Tone.FORM), Space(f"w:{q.number}", q.ask, 9 if not boxes else 5)]
    return made


def row_label(row: str) -> str:
    """A row as a heading: "a) on a section 3" would look like a list typed by hand."""
    letter, bracket, rest = row.partition(") ")
    return f"Part {letter}: {rest}" if bracket and len(letter) == 1 else row


def fixed_words(document: Document) -> frozenset[str]:
    """Every line of the form that we wrote, with blanks made one: what is not among them, somebody else wrote."""
    found: set[str] = set()
    for block in document.blocks():
        match block:
            case Heading() | Paragraph():
                found.add(block.text)
            case Bullets():
                found |= {"".join(s.text for s in item) for item in block.items}
            case Ticks():
                found |= {label for _, label in block.options}
                found.add(" ".join(label for _, label in block.options))
            case _:
                pass
    found |= {document.title, *document.values.values()}
    return frozenset(" ".join(x.split()) for x in found)
