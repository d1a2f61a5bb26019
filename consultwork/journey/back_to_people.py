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
from consultwork.text import as_date, number_word, plural, sentence_start

COVER = (
    "This is for the person who asked us to write.",
    "If that is not you, please pass it on unread, or throw it away.",
)
_TITLE = "A note for you"


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
    decided: Mapping[str, str], *, made_up: bool,
) -> Document:  # fmt: skip
    """The note for one person: what you said, what we wrote and where, what they decided.

    Args:
        said: their own words, by subject.
        places: where each ask stands: "page 7 of our response", by ask id.
        decided: what became of each ask, in plain words, by ask id.
    """
    name = consultation.short or consultation.title
    made: list[Block] = [
        *(Paragraph(plain(line)) for line in COVER),
        PageBreak(),
        Heading(f"{name}: what became of what you said", 1, "note-title"),
        Paragraph(plain("Thank you for telling us. This is what we did with it."), Tone.LEAD, anchor="thank-you"),
    ]
    told: set[str] = set()
    for n, one in enumerate(said):
        made.append(Heading(one.about, 2, f"said-{n}"))
        for words, verbatim in one.words:
            lead = "You said:" if verbatim else "You told us, as we wrote it down:"
            made.append(Paragraph((Span(lead, bold=True),), anchor=f"said-{n}-lead"))
            made.append(Quote(words, "your own words") if verbatim else Paragraph(plain(words)))
        for ask in one.asks:
            if ask.id in told:
                continue
            told.add(ask.id)
            where = f" (See {places[ask.id]}.)" if ask.id in places else ""
            made.append(_line("We wrote", f"We ask that they {ask.short}.{where}"))
            made.append(_line("They decided", decided.get(ask.id, NOT_KNOWN)))
        if not one.asks:
            counted = "We counted what you said with what others told us."
            made.append(_line("We wrote", counted if one.counted else "Nothing of it: you asked us not to use it."))
    made.append(Heading("If you want to say something to this", 2, "say-more"))
    contact = " or ".join(x for x in (sender.phone, sender.email) if x)
    reach = f"You can reach us: {contact}. " if contact else ""
    made.append(Paragraph(plain(f"{reach}You can still take your words back."), anchor="reach-us"))
    return Document(
        template="contributor-note.docx",
        title=_TITLE,
        values={
            "organisation": sender.name, "title": _TITLE, "subtitle": "", "eyebrow": "", "date": as_date(today),
            "status": f"Written on {as_date(today)}.", "contact": contact.replace(" or ", ", "),
            "made_up": "Made-up example: no real person's words." if made_up else "",
        },
        slots={"facts": (), "body": tuple(made)},
        made_up=made_up,
    )  # fmt: skip


NOT_KNOWN = "We do not know yet. We will look it up and tell you."


def _line(name: str, words: str) -> Paragraph:
    return Paragraph((Span(f"{name}: ", bold=True), Span(words)))


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
_UNDER = (
    ("Everyone's voice honoured", "heard", "Did you feel heard?"),
    ("Kept safe", "safe", "Did you feel safe?"),
    ("Choice, and some control", "control", "Did you feel in control?"),
    ("Skills and experience", "skills", "Did you learn something, or use a skill of yours?"),
)
_WORDS_UNDER = "Purpose, belonging, confidence: in their own words"


def taking_part(
    title: str, sender: Sender, today: date, told: Iterable[Mapping[str, str]], answers: Sequence[str], *,
    threshold: int, made_up: bool,
) -> Document:  # fmt: skip
    """What people said of taking part, for the charity itself: counts under the blogs' headings, and free words.

    Args:
        told: what each of them answered, by the names of the questions, and ``words``.
        answers: the answers that could be chosen, in order.
        threshold: below so many answers a count is not told.
    """
    rows, words = [], []
    told = list(told)
    for heading, key, asked in _UNDER:
        given = [t[key] for t in told if t.get(key)]
        if len(given) < threshold:
            counts = ["–"] * len(answers)
            remark = f"fewer than {number_word(threshold)} answered"
        else:
            counts = [str(given.count(a)) for a in answers]
            remark = f"{len(given)} {plural(len(given), 'answer')}"
        rows.append((heading, asked, *counts, remark))
    words = [t["words"] for t in told if t.get("words", "").strip()]
    made: list[Block] = [
        Paragraph(plain("For the charity itself, to learn from. Nobody allowed these words to be passed on."), Tone.NOTE),
        Heading("What taking part was like", 1, "taking-part"),
        Table(
            ("What it is worth", "Asked", *answers, "Answers"), tuple(rows), caption="How it was to take part",
            numeric=tuple(range(2, 2 + len(answers))), widths=(0.24, 0.3, *([0.26 / len(answers)] * len(answers)), 0.2),
            source="Headings: the benefits of co-production in two blogs of Fulfilling Lives South East.",
            description="Each question with how many chose which answer.", anchor="taking-part-table",
        ),
        Heading(_WORDS_UNDER, 1, "taking-part-words"),
        Bullets(tuple(plain(w) for w in words)) if words else Paragraph(plain("Nobody wrote anything.")),
    ]  # fmt: skip
    name = sentence_start(f"taking part: {title}")
    return Document(
        template="briefing.docx",
        title=name,
        values={
            "organisation": sender.name, "title": name, "subtitle": "What those who took part said of it",
            "eyebrow": "For ourselves", "date": as_date(today), "status": f"As of {as_date(today)}.",
            "contact": ", ".join(x for x in (sender.email, sender.phone) if x),
            "made_up": "Made-up example: no real person's words." if made_up else "",
        },
        slots={"facts": (), "body": tuple(made)},
        made_up=made_up,
    )  # fmt: skip
