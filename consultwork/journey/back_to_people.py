"""Back to the people: one note for each of them, and what they said of taking part.

What you said stands in the person's own words, and goes to that person alone. What we wrote names the
page; what they decided names the document. The note's first page tells nothing of what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consultwork.blocks import Block, Bullets, Document, Heading, PageBreak, Paragraph, Quote, Span, Table, Tone, plain
from consultwork.model import Ask, Consultation, Sender
from consultwork.text import as_date, listed, number_word
from consultwork.wording import ENGLISH, Wording

COVER = ("back_to_people/cover-for-whom", "back_to_people/cover-not-you")


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """Words of one person on one subject, with the asks that rest on it.

    ``exact`` are the words as they stand; where somebody else noted them down, ``verbatim`` is False.
    """

    about: str
    words: tuple[tuple[str, bool], ...]  # (words, verbatim)
    asks: tuple[Ask, ...] = ()
    counted: bool = True  # whether they allow it to be counted


def personal_note(
    consultation: Consultation, sender: Sender, today: date, said: Sequence[PersonalWords], places: Mapping[str, str],
    decided: Mapping[str, str], *, made_up: bool, wording: Wording = ENGLISH,
) -> Document:  # fmt: skip
    """The note for one person: what you said, what we wrote and where, what they decided.

    Args:
        said: their own words, by subject.
        places: where each ask stands: "page 7 of our response", by ask id.
        decided: what became of each ask, in plain words, by ask id.
    """
    say = wording.say
    blocks: list[Block] = [
        *(Paragraph(plain(say(line))) for line in COVER),
        PageBreak(),
        Heading(say("back_to_people/personal-heading", name=consultation.short or consultation.title), 1, "note-title"),
        Paragraph(plain(say("back_to_people/thank-you")), Tone.LEAD, anchor="thank-you"),
    ]
    told: set[str] = set()
    for n, one in enumerate(said):
        blocks.append(Heading(one.about, 2, f"said-{n}"))
        for words, verbatim in one.words:
            lead = say("back_to_people/personal-you-said" if verbatim else "back_to_people/personal-as-written-down")
            blocks.append(Paragraph((Span(lead, bold=True),), anchor=f"said-{n}-lead"))
            blocks.append(
                Quote(words, say("back_to_people/personal-own-words")) if verbatim else Paragraph(plain(words))
            )
        for ask in one.asks:
            if ask.id in told:
                continue
            told.add(ask.id)
            wrote = say("back_to_people/we-wrote-text", ask=ask.short)
            if ask.id in places:
                wrote = say("back_to_people/we-wrote-where", ask=ask.short, place=places[ask.id])
            blocks.append(_line(say("back_to_people/we-wrote"), wrote))
            blocks.append(
                _line(say("back_to_people/they-decided"), decided.get(ask.id) or say("back_to_people/not-known"))
            )
        if not one.asks:
            counted = say("back_to_people/personal-counted" if one.counted else "back_to_people/personal-not-used")
            blocks.append(_line(say("back_to_people/we-wrote"), counted))
    blocks.append(Heading(say("back_to_people/personal-say-more"), 2, "say-more"))
    contact = [x for x in (sender.phone, sender.email) if x]
    reach = say("back_to_people/personal-take-back")
    if contact:
        reach = say("back_to_people/personal-reach-us", contact=listed(contact, "or"))
    blocks.append(Paragraph(plain(reach), anchor="reach-us"))
    title = say("back_to_people/personal-title")
    return Document(
        template="contributor-note.docx",
        title=title,
        values={
            "organisation": sender.name, "title": title, "subtitle": "", "eyebrow": "", "date": as_date(today),
            "status": say("back_to_people/written-on", date=as_date(today)), "contact": ", ".join(contact),
            "made_up": say("documents/made-up") if made_up else "",
        },
        slots={"facts": (), "body": tuple(blocks)},
        made_up=made_up,
    )  # fmt: skip


def _line(lead: str, words: str) -> Paragraph:
    return Paragraph((Span(f"{lead} ", bold=True), Span(words)))


def as_text(document: Document) -> str:
    """The same as plain text: to be read aloud, or put into a letter or a message."""
    lines: list[str] = [document.values["organisation"], document.values["date"], ""]
    if document.values.get("made_up"):
        lines += [document.values["made_up"], ""]
    for block in document.blocks():
        match block:
            case Heading():
                lines += ["", block.text, ""]
            case Paragraph():
                lines += [block.text, ""]
            case Quote():
                lines += [f"“{block.text}”", ""]
            case PageBreak():
                lines += ["", "* * *", ""]
            case _:
                continue
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip() + "\n"


# What was asked of those who took part, under what the source blogs name as the worth of co-production:
# the second ("Co-production: Definition is in the detail") names safety, informed choice and voice, the
# first ("Co-Production ... because it's worth it!") agency, skills, and purpose, belonging and confidence.
_UNDER = ("heard", "safe", "control", "skills")


def taking_part(
    title: str, sender: Sender, today: date, told: Iterable[Mapping[str, str]], answers: Sequence[str], *,
    threshold: int, made_up: bool, wording: Wording = ENGLISH,
) -> Document:  # fmt: skip
    """What people said of taking part, for the charity itself: counts under the blogs' headings, and free words.

    Args:
        told: what each of them answered, by the names of the questions, and ``words``.
        answers: the answers that could be chosen, in order.
        threshold: below so many answers a count is not told.
    """
    say = wording.say
    rows, words = [], []
    told = list(told)
    for key in _UNDER:
        given = [t[key] for t in told if t.get(key)]
        if len(given) < threshold:
            counts = ["–"] * len(answers)
            remark = say("back_to_people/taking-part-too-few", threshold=number_word(threshold))
        else:
            counts = [str(given.count(a)) for a in answers]
            remark = say("back_to_people/taking-part-count", count=len(given))
        rows.append(
            (say(f"back_to_people/taking-part-{key}"), say(f"back_to_people/taking-part-{key}-asked"), *counts, remark)
        )
    words = [t["words"] for t in told if t.get("words", "").strip()]
    blocks: list[Block] = [
        Paragraph(plain(say("back_to_people/taking-part-note")), Tone.NOTE),
        Heading(say("back_to_people/taking-part"), 1, "taking-part"),
        Table(
            (say("back_to_people/taking-part-worth"), say("back_to_people/taking-part-asked"), *answers, say("back_to_people/taking-part-answers")),
            tuple(rows), caption=say("back_to_people/taking-part-caption"),
            numeric=tuple(range(2, 2 + len(answers))), widths=(0.24, 0.3, *([0.26 / len(answers)] * len(answers)), 0.2),
            source=say("back_to_people/taking-part-source"), description=say("back_to_people/taking-part-description"),
            anchor="taking-part-table",
        ),
        Heading(say("back_to_people/taking-part-words"), 1, "taking-part-words"),
        Bullets(tuple(plain(w) for w in words)) if words else Paragraph(plain(say("back_to_people/taking-part-no-words"))),
    ]  # fmt: skip
    name = say("back_to_people/taking-part-title", name=title)
    return Document(
        template="briefing.docx",
        title=name,
        values={
            "organisation": sender.name, "title": name, "subtitle": say("back_to_people/taking-part-subtitle"),
            "eyebrow": say("back_to_people/taking-part-eyebrow"), "date": as_date(today),
            "status": say("papers/as-of", date=as_date(today)),
            "contact": ", ".join(x for x in (sender.email, sender.phone) if x),
            "made_up": say("documents/made-up") if made_up else "",
        },
        slots={"facts": (), "body": tuple(blocks)},
        made_up=made_up,
    )  # fmt: skip
