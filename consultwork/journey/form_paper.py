"""The form on paper: the same questions and permissions as on screen, as a Word file.

Each space and box has a tag, so that what was filled in on screen is read back for certain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from consultwork.blocks import Block, Bullets, Document, Heading, PageBreak, Paragraph, Space, Ticks, Tone, plain
from consultwork.journey.consent import permission_words
from consultwork.journey.form_words import About, TextPart, start_parts
from consultwork.journey.gather import SAFE_CONTACT, SAFE_YES_OR_NO, FormQuestion, boxes_of, safe_asked
from consultwork.model import Sender
from consultwork.text import as_date
from consultwork.wording import Wording

TEMPLATE = "form.docx"
MARK = "form:"
YES, NO = "yes", "no"


def about_you(wording: Wording) -> tuple[tuple[str, str, int], ...]:
    """The spaces that are about the person, not about a question: tag, what is asked, lines."""
    safe = []
    for key in SAFE_CONTACT:
        label, hint = safe_asked(key, wording)
        hint = wording.say("paper_form/write-yes-or-no") if key in SAFE_YES_OR_NO else hint
        safe.append((f"safe:{key}", f"{label} {hint}".strip(), 1))
    return (
        ("role", wording.say("paper_form/describe"), 1), ("credit", wording.say("paper_form/credit-name"), 1),
        ("contact", wording.say("paper_form/contact"), 2), *safe,
    )  # fmt: skip


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
    wording, asked = about.wording, permission_words(about.wording)
    say = wording.say
    body: list[Block] = [Heading(say("paper_form/before"), 1)]
    for part in start_parts(about, len(pages), kept=False):
        body += _part(part)
    if about.help_lines:
        body += _part(TextPart(say("paper_form/help-heading"), tuple(h.line(wording) for h in about.help_lines)))
    how = Bullets(tuple(plain(x) for x in _how(sender, wording)))
    body += [Heading(say("paper_form/fill-in-heading"), 2), how]
    for number, q in enumerate(pages, start=1):
        body += [PageBreak(), Heading(say("paper_form/questions"), 1)] if number == 1 else []
        body += _question(number, len(pages), q, wording)
    body += [PageBreak(), Heading(say("form/permissions-heading"), 1)]
    body.append(Paragraph(plain(say("paper_form/permissions-lead"))))
    for use, text in asked.texts.items():
        yes, no = (f"p:{use.value}:{YES}", say("form/yes")), (f"p:{use.value}:{NO}", say("form/no"))
        body += [Heading(text, 2), Ticks((yes, no), True)]
    body.append(Heading(say("form/you"), 1))
    body.append(Paragraph(plain(say("paper_form/about-you"))))
    for tag, text, lines in about_you(wording):
        body += [Heading(text, 2), Space(f"a:{tag}", text, lines)]
    values = {
        "eyebrow": say("paper_form/eyebrow"), "subtitle": about.organisation, "organisation": sender.name,
        "strapline": sender.strapline,
        "contact": ", ".join(x for x in (sender.email, sender.phone, sender.website) if x),
        "date": say("paper_form/send-back-by", day=as_date(about.closes)) if about.closes else "",
        "status": "", "made_up": say("paper_form/made-up") if about.made_up else "",
    }  # fmt: skip
    return Document(
        TEMPLATE, about.title, values, {"facts": (), "body": tuple(body)},
        draft=f"{MARK}{consultation}:{version_of(pages)}:{asked.version}:{frame_of(wording)}", subject=say("paper_form/subject"),
        made_up=about.made_up,
    )  # fmt: skip


def _how(sender: Sender, wording: Wording) -> Iterable[str]:
    yield wording.say("paper_form/fill-in-computer")
    yield wording.say("paper_form/fill-in-paper")
    places = [x for x in (sender.email, ", ".join(sender.address)) if x]
    if places:
        yield wording.say("paper_form/send-to", where=f" {wording.say('paper_form/or')} ".join(places))


def _part(part: TextPart) -> list[Block]:
    return [Heading(part.heading, 2), *(Paragraph(plain(line)) for line in part.lines)]


def _question(number: int, count: int, q: FormQuestion, wording: Wording) -> list[Block]:
    say = wording.say
    blocks: list[Block] = [Paragraph(plain(say("form/question-of", number=number, count=count)), Tone.FORM_SMALL)]
    if q.note_before:
        blocks.append(Paragraph(plain(q.note_before), Tone.FORM_NOTE))
    blocks.append(Heading(q.ask, 2, f"form-{q.number}"))
    if q.hint:
        blocks.append(Paragraph(plain(q.hint), Tone.FORM))
    if q.official and q.official.strip() != q.ask.strip():
        blocks.append(Paragraph(plain(say("paper_form/official", question=q.official)), Tone.FORM))
    if boxes := boxes_of(q):
        tick = say("paper_form/tick-many") if q.several else say("paper_form/tick-one")
        blocks.append(Paragraph(plain(tick), Tone.FORM))
    for r, (row, options) in enumerate(boxes):
        if row:
            blocks.append(Heading(row_label(row, wording), 3))
        blocks.append(Ticks(tuple((f"q:{q.number}:{r}:{o}", option) for o, option in enumerate(options))))
    if q.other:
        other = say("form/other-asked")
        blocks += [Paragraph(plain(other), Tone.FORM), Space(f"o:{q.number}", other, 1)]
    if q.words or not boxes:
        asked = say("form/tell-more") if boxes else say("paper_form/own-words")
        blocks += [Paragraph(plain(asked), Tone.FORM), Space(f"w:{q.number}", q.ask, 9 if not boxes else 5)]
    return blocks


def frame_of(wording: Wording) -> str:
    """A version of the lines that we print from the first question on: by them answers are told from ours."""
    keys = (
        "paper_form/questions", "paper_form/tick-many", "paper_form/tick-one", "paper_form/own-words",
        "paper_form/permissions-lead", "paper_form/about-you", "form/other-asked", "form/tell-more", "form/yes", "form/no",
        "form/permissions-heading", "form/you",
    )  # fmt: skip
    asked = [text for _, text, _ in about_you(wording)]
    told = [
        wording.say("form/question-of", number=1, count=2),
        wording.say("paper_form/official", question="Q"),
        row_label("a) b", wording),
    ]
    return hashlib.sha256("\n".join((wording.digest(keys), *asked, *told)).encode()).hexdigest()[:12]


def row_label(row: str, wording: Wording) -> str:
    """A row as a heading: "a) on a section 3" would look like a list typed by hand."""
    letter, bracket, rest = row.partition(") ")
    return wording.say("paper_form/row", letter=letter, words=rest) if bracket and len(letter) == 1 else row


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
