"""What a form tells somebody before, beside and after its questions, in plain words.

The same words stand on the page, on the light page, in JupyterLab and on paper. Knows no pandas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from consultwork.text import as_date, plural


@dataclass(frozen=True, slots=True)
class Help:
    """Somewhere to turn to now: a name, a number, and when it is answered."""

    name: str
    contact: str
    when: str = ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.name}: {self.contact}{f' ({self.when})' if self.when else ''}"

    @property
    def tel(self) -> str:
        """The number to call with one tap; "" when the contact begins with none."""
        found = re.match(r"\+?[\d ]{3,}", self.contact)
        return found.group().replace(" ", "") if found else ""


@dataclass(frozen=True, slots=True)
class About:
    """Who asks, for what, and how what is said is kept: what the words around the questions need."""

    organisation: str
    title: str
    asked_by: str = ""
    controller: str = ""
    officer: str = ""
    lead: str = ""
    notice: str = ""
    complaints: str = ""
    lost_code: str = ""
    next_steps: str = ""
    help_lines: tuple[Help, ...] = ()
    closes: date | None = None
    words_days: int = 730
    names_days: int = 180
    unsent_days: int = 14
    leave_to: str = ""
    made_up: bool = False
    vault: bool = True

    @property
    def lacking(self) -> tuple[str, ...]:
        """What has to be set before real people are asked; empty when nothing is missing."""
        needed = {
            "controller (in [privacy])": self.controller,
            "notice (in [privacy])": self.notice,
            "name (in [safeguarding])": self.lead,
            "help_lines": self.help_lines,
            "a vault (consultwork vault new)": self.vault,
        }
        return tuple(what for what, value in needed.items() if not value)

    @property
    def demo(self) -> bool:
        """Whether this is only for trying out: no real person is to be asked yet."""
        return self.made_up or bool(self.lacking)


@dataclass(frozen=True, slots=True)
class TextPart:
    """A heading with short paragraphs under it."""

    heading: str
    lines: tuple[str, ...]


DEMO = "This is a demonstration. Please do not write anything about a real person here."
NOBODY_READS = "Nobody reads this as you type. If you need help now, press “Get help now”."
RATHER_NOT = "I’d rather not say"
NO_SPELLING = "Spelling does not matter. Write as much or as little as you like."
PERMISSIONS_LEAD = (
    "You decide on each. “No” is a good answer. If you choose nothing, we take it as “no”.",
    "You can change your mind at any time.",
)


def start_parts(about: About, questions: int, *, kept: bool = True) -> tuple[TextPart, ...]:
    """The first page: who we are, what this is for, what happens with the words, and how to stop.

    Args:
        questions: how many questions there are.
        kept: whether answers are kept as they are written (the page), or only when sent (paper).
    """
    many = "is one question" if questions == 1 else f"are {questions} questions"
    unsent = f"{about.unsent_days} {plural(about.unsent_days, 'day')}"
    stop = ["You can skip any question. You can stop at any time."]
    if kept:
        stop += [
            "What you write is saved as you go. You get a code of four words, so that you can come back.",
            f"If you do not send it, it is deleted {unsent} after you last wrote.",
        ]
    stop.append("After sending you can still change what we may do with it, or take it all back.")
    return (
        TextPart(
            "Who we are, and what this is for",
            (
                f"{about.organisation} is answering “{about.title}”{f' by {about.asked_by}' if about.asked_by else ''}.",
                f"We want our answer to rest on what people have lived through. There {many}.",
                *((f"Please answer by {as_date(about.closes)}.",) if about.closes else ()),
            ),
        ),
        TextPart("You can stop", tuple(stop)),
        TextPart(
            "What happens with your words",
            (
                "A person here reads each answer. Names and places are taken out before anybody else sees it.",
                "We count, sum up or quote only what you say we may. We ask you about each.",
                "Please do not name other people.",
            ),
        ),
        TextPart(
            "Who sees them, and for how long",
            (
                f"{about.controller or about.organisation} is in charge of what you tell us.",
                f"We delete your words {_span(about.words_days)} after this closes, and names sooner.",
                *((f"Questions about your data: {about.officer}.",) if about.officer else ()),
                *((f"Our privacy notice: {about.notice}",) if about.notice else ()),
                *((f"To complain: {about.complaints}.",) if about.complaints else ()),
                "You can also complain to the Information Commissioner: 0303 123 1113.",
            ),
        ),
        TextPart(
            "If something worries us",
            (
                NOBODY_READS if kept else "Nobody reads this straight away.",
                f"If your words tell of danger to you, a child or somebody at risk, {about.lead or 'a named person here'} "
                "looks at them.",
                "If we do not know who you are, we cannot pass on help to you. Nor can we tell anybody where you are.",
                "If you leave a way to reach you, we may use it to offer help.",
            ),
        ),
        TextPart(
            "If you are under 18",
            (
                "You can take part. Talk to an adult you trust first, if you can.",
                "Childline is free, at any time: 0800 1111.",
            ),
        ),
    )


def help_parts(about: About) -> tuple[TextPart, ...]:
    """The page behind "Get help now"."""
    return (
        TextPart("If a life is in danger, call 999", ("You do not have to explain everything. Say where you are.",)),
        TextPart("Somebody to talk to now", tuple(h.line for h in about.help_lines)),
        TextPart("About this form", (f"{about.organisation} does not watch this page, and cannot answer here.",)),
    )


def thanks_parts(about: About) -> tuple[TextPart, ...]:
    """The page after sending: what happens next and when, how to take it back, where help is."""
    closes = f" by {as_date(about.closes)}" if about.closes else ""
    return (
        TextPart(
            "What happens next",
            (
                "A person here reads what you wrote.",
                about.next_steps or f"Then it becomes part of our answer, which we send{closes}.",
                "If you said that we may contact you, we tell you what became of it.",
            ),
        ),
        TextPart(
            "To change what we may do, or to take your words back",
            (
                "Come back with your four words, and choose what you want.",
                *((f"If you lose the words: {about.lost_code}.",) if about.lost_code else ()),
                "What has been sent to others by then cannot be called back. The rest goes.",
            ),
        ),
        TextPart("If this has stirred things up", tuple(h.line for h in about.help_lines)),
    )


def _span(days: int) -> str:
    years, rest = divmod(days, 365)
    if years and not rest:
        return "a year" if years == 1 else f"{years} years"
    months = round(days / 30.4)
    return f"{months} months" if months > 1 else f"{days} days"
