"""What reviewers changed, one by one with our answer; and the copy that they are given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from consultwork.errors import ConsultworkError, Refused
from consultwork.forms.components import look
from consultwork.journey.edits import changed_words
from consultwork.kinds import Kind
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.forms.review.review_screen import ReviewScreen

ANSWERS = {"Not decided": "", "Take it over": "accept", "Leave it as it is": "reject", "Talk about it": "discuss"}
_TOUCHES = {
    "quote": "This touches somebody's own words.",
    "count": "This touches a number that is counted from the data.",
    "ask": "This touches one of our asks.",
}
_KEEP_DATA, _KEEP_WORDING, _OWN = "What the data say now", "The wording that was accepted", "The words below"


class ChangesPart:
    """Each change of a draft: what it said, what they would have it say, and our answer.

    Args:
        desk: the screen that it is a part of.
    """

    def __init__(self, desk: ReviewScreen) -> None:
        self._desk = desk
        self.rows: list[tuple[Any, Any, Any, Any]] = []
        self.settled: list[tuple[Any, Any, Any]] = []
        self.save = desk.button("Save these answers", self._save, "main")

    def show(self, draft: str) -> list[Any]:
        """The changes of every copy that came back, those that touch data first."""
        self.rows = []
        cards: list[Any] = []
        for s in self._desk.bench.edits.of(draft):
            answer = look.pick("Our answer", ANSWERS, s.decision)
            reason = look.line("Why?", s.reason)
            words = look.box("In other words (only if you want to join it with something else)", rows=2)
            self.rows.append((s, answer, reason, words))
            cards.append(look.card(look.view(*_told(s)), look.row(answer, reason), words))
        both = self._both(draft)
        if not cards and not both:
            return [look.view(look.text("No changes to this document yet. Read the file that came back.", "hint"))]
        return [*both, *cards, self.save]

    def _both(self, draft: str) -> list[Any]:
        """Where the data and accepted wording changed the same paragraph: both, to choose from."""
        self.settled = []
        consultation, kind = self._desk.made_for(draft)
        kept = self._desk.bench.edits.waiting(consultation, kind)
        cards = []
        for w, now in kept.undecided:
            choice = look.pick("Which is it to be?", ["", _KEEP_DATA, _KEEP_WORDING, _OWN], "")
            own = look.box("The paragraph as it is to be", w.words, rows=2)
            self.settled.append((w, choice, own))
            said: tuple[Any, ...] = (
                look.text("The data changed, and so did the wording. Please choose.", "note"),
                look.text("The data say now:", "small"), look.words(now),
                look.text("The wording that was accepted:", "small"), look.words(w.words or "(taken out)"),
            )  # fmt: skip
            cards.append(look.card(look.view(*said), choice, own))
        for w in kept.lost:
            choice = look.pick("Let it go?", ["", "Yes, let it go"], "")
            self.settled.append((w, choice, None))
            said = (
                look.text("This wording was accepted for a paragraph that is no longer made:", "note"),
                look.words(w.words),
            )
            cards.append(look.card(look.view(*said), choice))
        return cards

    def _save(self) -> None:
        n, by_hand, refused = 0, [], []
        draft = str(self._desk.draft.value)
        for s, answer, reason, words in self.rows:
            own = str(words.value).strip()
            if not answer.value or (answer.value, str(reason.value), own) == (s.decision, s.reason, ""):
                continue
            try:
                todo = self._desk.bench.edits.decide(
                    draft, s, str(answer.value), str(reason.value).strip(), own or None
                )
            except ConsultworkError as error:
                refused.append(error.sentence)  # the others are saved all the same
                continue
            n += 1
            by_hand += [todo] if todo else []
        n += self._settle(draft)
        self._desk.show()
        self._desk.say(f"{n} {plural(n, 'answer')} saved.", *dict.fromkeys(by_hand))
        if refused:
            self._desk.warn(*refused)

    def _settle(self, draft: str) -> int:
        consultation, kind = self._desk.made_for(draft)
        n = 0
        for w, choice, own in self.settled:
            if not choice.value:
                continue
            words = {_KEEP_WORDING: w.words, _OWN: str(own.value) if own is not None else ""}.get(str(choice.value), "")
            self._desk.bench.edits.settle(consultation, kind, w.anchor, words)
            n += 1
        return n


def _told(s: Any) -> list[Any]:
    e = s.edit
    gone, come = changed_words(e.before, e.after)
    who = ", ".join(s.authors) or "Somebody"
    how = f"{who} changed this." if e.tracked else "This was changed without being tracked."
    parts = [look.heading(e.section, 3)] if e.section else []
    if e.touches:
        parts += [look.text(_TOUCHES[e.touches], "note"), look.text(e.evidence, "small")]
    parts.append(look.text(how, "small"))
    if e.before:
        parts += [
            look.text("It says:", "small"),
            look.words(e.before, [(a, b, "taken out") for a, b in gone if e.after]),
        ]
    else:
        parts.append(look.text("It is new.", "small"))
    if e.after:
        parts += [
            look.text("They would have it say:", "small"),
            look.words(e.after, [(a, b, "put in") for a, b in come if e.before]),
        ]
    else:
        parts.append(look.text("They would take it out.", "small"))
    if s.decision and s.by:
        parts.append(look.text(f"Decided by {s.by}.", "hint"))
    return parts


class GivePart:
    """The copy for reviewers: by when, to whom, with or without the evidence.

    Args:
        desk: the screen that it is a part of.
        file: tells the file of the document that is chosen.
    """

    def __init__(self, desk: ReviewScreen, file: Callable[[], Path]) -> None:
        self._desk, self._file = desk, file
        self.by_when = look.day("When should it be back?")
        self.to = look.line("To whom should it be sent back?", hint="Left empty: to your organisation’s address.")
        self.asked = look.box("What do you ask of them? A line each. Left empty: the usual three.", rows=3)
        self.evidence = look.tick("Put the evidence beside each claim, as comments")
        self.make = desk.button("Make the copy for reviewers", self._make, "main")

    def show(self) -> list[Any]:
        """The part as it is now."""
        lead = "The copy opens with what you ask, by when, and what should stay as it is. The draft itself stays here."
        return [look.card(look.view(look.text(lead)), self.by_when, self.to, self.asked, self.evidence, self.make)]

    def _make(self) -> None:
        if self.by_when.value is None:
            raise Refused(Kind.DAY_BACK_IS_NOT_CHOSEN)
        asked = [x.strip() for x in str(self.asked.value).splitlines() if x.strip()]
        more = {"asked": asked} if asked else {}
        made = self._desk.bench.copies.for_review(
            self._file(), self.by_when.value, evidence=bool(self.evidence.value), to=str(self.to.value).strip(), **more
        )
        self._desk.show()
        self._desk.say(f"The copy for reviewers is in the file {made.path.parent.name}/{made.path.name}.")
