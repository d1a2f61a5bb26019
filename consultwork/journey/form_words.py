"""What a form tells somebody before, beside and after its questions, in plain words.

The same words stand on the page, on the light page, in JupyterLab and on paper. Knows no pandas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from consultwork.text import as_date
from consultwork.wording import ENGLISH, Wording


@dataclass(frozen=True, slots=True)
class Help:
    """Somewhere to turn to now: a name, a number, and when it is answered."""

    name: str
    contact: str
    when: str = ""

    def line(self, wording: Wording = ENGLISH) -> str:
        """All of it in one line."""
        if self.when:
            return wording.say("form/help-line-when", name=self.name, contact=self.contact, when=self.when)
        return wording.say("form/help-line", name=self.name, contact=self.contact)

    @property
    def tel(self) -> str:
        """The number to call with one tap; "" when the contact begins with none."""
        found = re.match(r"\+?[\d ]{3,}", self.contact)
        return found.group().replace(" ", "") if found else ""


@dataclass(frozen=True, slots=True)
class About:
    """Who asks, for what, and how what is said is kept: what the words around the questions need.

    ``help_lines`` are for anybody, ``young`` for who is under 18, ``regulators`` for complaints about data.
    ``wording`` is what all of it is said in.
    """

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
    young: tuple[Help, ...] = ()
    regulators: tuple[Help, ...] = ()
    wording: Wording = ENGLISH

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


def start_parts(about: About, questions: int, *, kept: bool = True) -> tuple[TextPart, ...]:
    """The first page: who we are, what this is for, what happens with the words, and how to stop.

    Args:
        questions: how many questions there are.
        kept: whether answers are kept as they are written (the page), or only when sent (paper).
    """
    say = about.wording.say
    return (
        _who_we_are(about, questions),
        _you_can_stop(about, kept),
        TextPart(
            say("form/words-heading"), (say("form/words-read"), say("form/words-used"), say("form/words-of-others"))
        ),
        _how_it_is_kept(about),
        _if_something_worries_us(about, kept),
        TextPart(say("form/young-heading"), (say("form/young-talk"), *(_young(about, h) for h in about.young))),
    )


def _who_we_are(about: About, questions: int) -> TextPart:
    say = about.wording.say
    us = (
        say("form/who-answers-whom", organisation=about.organisation, title=about.title, asked_by=about.asked_by)
        if about.asked_by
        else say("form/who-answers", organisation=about.organisation, title=about.title)
    )
    closes = (say("form/answer-by", day=as_date(about.closes)),) if about.closes else ()
    return TextPart(say("form/who-heading"), (us, say("form/what-for", questions=questions), *closes))


def _you_can_stop(about: About, kept: bool) -> TextPart:
    say = about.wording.say
    saved = (say("form/stop-saved"), say("form/stop-unsent", days=about.unsent_days)) if kept else ()
    return TextPart(say("form/stop-heading"), (say("form/stop-skip"), *saved, say("form/stop-after-sending")))


def _how_it_is_kept(about: About) -> TextPart:
    say = about.wording.say
    lines = [
        say("form/kept-controller", controller=about.controller or about.organisation),
        say("form/kept-deleted", span=_span(about.words_days, about.wording)),
    ]
    if about.officer:
        lines.append(say("form/kept-questions", officer=about.officer))
    if about.notice:
        lines.append(say("form/kept-notice", notice=about.notice))
    if about.complaints:
        lines.append(say("form/kept-complain", complaints=about.complaints))
    lines += [say("form/kept-regulator", name=h.name, contact=h.contact) for h in about.regulators]
    return TextPart(say("form/kept-heading"), tuple(lines))


def _if_something_worries_us(about: About, kept: bool) -> TextPart:
    say = about.wording.say
    lines = (
        say("form/worry-nobody-reads") if kept else say("form/worry-not-straight-away"),
        say("form/worry-danger", lead=about.lead or say("form/worry-named-person")),
        say("form/worry-unknown"),
        say("form/worry-reach"),
    )
    return TextPart(say("form/worry-heading"), lines)


def _young(about: About, helper: Help) -> str:
    say = about.wording.say
    if helper.when:
        return say("form/young-help", name=helper.name, contact=helper.contact, when=helper.when)
    return say("form/young-help-at", name=helper.name, contact=helper.contact)


def help_parts(about: About) -> tuple[TextPart, ...]:
    """The page behind "Get help now"."""
    say = about.wording.say
    return (
        TextPart(say("form/help-danger-heading"), (say("form/help-danger"),)),
        TextPart(say("form/help-talk-heading"), tuple(h.line(about.wording) for h in about.help_lines)),
        TextPart(say("form/help-form-heading"), (say("form/help-form", organisation=about.organisation),)),
    )


def thanks_parts(about: About) -> tuple[TextPart, ...]:
    """The page after sending: what happens next and when, how to take it back, where help is."""
    say = about.wording.say
    becomes = say("form/next-answer-by", day=as_date(about.closes)) if about.closes else say("form/next-answer")
    lost = (say("form/take-back-lost", lost_code=about.lost_code),) if about.lost_code else ()
    return (
        TextPart(say("form/next-heading"), (say("form/next-read"), about.next_steps or becomes, say("form/next-told"))),
        TextPart(say("form/take-back-heading"), (say("form/take-back-come-back"), *lost, say("form/take-back-sent"))),
        TextPart(say("form/stirred-heading"), tuple(h.line(about.wording) for h in about.help_lines)),
    )


def page_words(wording: Wording) -> dict[str, str]:
    """What the scripts of a page say by themselves. "%time%" and "%said%" stand where they fill something in."""
    say = wording.say
    return {
        "help": say("form/help-heading"),
        "look_at_this": say("form_page/look-at-this"),
        "look": say("form_page/look", error="%said%"),
        "error_title": say("form_page/error-title", title="%said%"),
        "official": say("form_page/official"),
        "four_words": say("form/four-words"),
        "change": say("form_page/change"),
        "saved_at": say("form_page/saved-at", time="%time%"),
        "not_saved": say("form_page/not-saved"),
        "line_lost": say("form_page/line-lost"),
        "line_still_lost": say("form_page/line-still-lost"),
        "load_again": say("form_page/load-again"),
    }


def _span(days: int, wording: Wording) -> str:
    years, rest = divmod(days, 365)
    if years and not rest:
        return wording.say("form/span-years", count=years)
    months = round(days / 30.4)
    return wording.say("form/span-months", count=months) if months > 1 else wording.say("form/span-days", count=days)
