"""The pages on which somebody who comes back sees what we wrote, and says whether we got it right.

Keys of sheets: ``draft``, ``draft:A-0001.N`` for each thing that is shown, ``draft:rank`` for a
group, and ``draft:end``. Fields are named after the round and the number: ``d:A-0001:N:view``. What
is chosen counts at once. Knows no pandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consultwork.journey.form_words import TextPart
from consultwork.journey.sheets import Action, Field, Row, Sheet, Value
from consultwork.model import Item, Reply, ShownItem, View

START, RANK, END = "draft", "draft:rank", "draft:end"
ASKED = "Did we get it right?"
SAYS = {
    View.AGREE: "I agree", View.CHANGE: "Change this", View.OUT: "Leave me out", View.DISAGREE: "I do not agree",
}  # fmt: skip
NO_PLACE = "No place"
NOTHING = "You said nothing to this. That is fine, and counts as nothing."
_HEADINGS = {
    Item.MESSAGE: "This is what we want to say",
    Item.ASK: "This is what we want to ask for",
    Item.QUOTE: "These are your own words",
}
_ASK = {Item.MESSAGE: "Did we get this right?", Item.ASK: "Is this the right thing to ask for?"}


@dataclass(frozen=True)
class ShownDraft:
    """What one person is shown of our drafts: (round, thing) pairs in order, and what they said so far.

    ``ranks`` for a group, which may also rank the asks.
    """

    shown: tuple[tuple[str, ShownItem], ...] = ()
    said: tuple[tuple[str, Reply], ...] = ()
    ranks: bool = False

    @property
    def asks(self) -> tuple[tuple[str, ShownItem], ...]:
        """The asks alone."""
        return tuple((a, s) for a, s in self.shown if s.item is Item.ASK)

    def reply(self, asking: str, number: int) -> Reply | None:
        """What they said to one thing."""
        return next((r for a, r in self.said if a == asking and r.number == number), None)

    def values(self) -> dict[str, Value]:
        """What stands in the fields now."""
        made: dict[str, Value] = {}
        for asking, r in self.said:
            made[field_name(asking, r.number, "view")] = SAYS[r.view] if r.view else ""
            made[field_name(asking, r.number, "words")] = r.words
            if r.place is not None:
                made[field_name(asking, r.number, "place")] = str(r.place)
        return made

    def pages(self) -> tuple[str, ...]:
        """The pages in order; none when there is nothing to show."""
        if not self.shown:
            return ()
        rank = (RANK,) if self.ranks and len(self.asks) > 1 else ()
        return (START, *(f"draft:{a}.{s.number}" for a, s in self.shown), *rank, END)


def offered(item: Item, said: View | None = None) -> tuple[View, ...]:
    """What may be said to a thing that is shown. A quote that is left out can only be let in again."""
    if said is View.OUT:
        return (View.AGREE, View.OUT)
    return (View.AGREE, View.CHANGE, View.OUT if item is Item.QUOTE else View.DISAGREE)


def field_name(asking: str, number: int, what: str) -> str:
    """The name of a field: ``what`` is "view", "words" or "place"."""
    return f"d:{asking}:{number}:{what}"


def changed_by(values: Mapping[str, object], drafted: ShownDraft) -> dict[tuple[str, int], dict[str, str]]:
    """What some values of fields are about: (round, number) -> "view", "words" and "place", as far as they are among them."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for asking, s in drafted.shown:
        for what in ("view", "words", "place"):
            value = values.get(field_name(asking, s.number, what))
            if isinstance(value, str):
                found.setdefault((asking, s.number), {})[what] = value
    return found


def replied(before: Reply, given: Mapping[str, str]) -> Reply:
    """A reply with what is given now. A choice that is left empty leaves the one from before."""
    views = {label: view for view, label in SAYS.items()}
    view = views.get(given.get("view", ""), before.view)
    words = given.get("words", before.words)
    place = given.get("place", "")
    kept = None if place == NO_PLACE else int(place) if place.isdecimal() else before.place
    return Reply(before.voice, before.number, view, words, kept, before.how, before.by)


def fields(drafted: ShownDraft) -> dict[str, Field]:
    """Everything that can be filled in on these pages, by name."""
    values = drafted.values()
    made: list[Field] = []
    for asking, s in drafted.shown:
        made += _fields(asking, s, drafted.reply(asking, s.number), values)
    if RANK in drafted.pages():
        made += _ranks(drafted, values)
    return {f.name: f for f in made}


def after(drafted: ShownDraft, key: str, action: str) -> str:
    """The page that an action on one of these pages leads to."""
    pages = drafted.pages()
    if action == "stop" or key not in pages:
        return "mine"
    n = pages.index(key)
    if action in ("next", "skip"):
        return pages[min(len(pages) - 1, n + 1)]
    if action == "back":
        return pages[n - 1] if n else "mine"
    return key


def sheet(drafted: ShownDraft, key: str) -> Sheet:
    """One of these pages."""
    if key == RANK:
        return _rank(drafted)
    if key == END:
        return _end(drafted)
    for n, (asking, s) in enumerate(drafted.shown, start=1):
        if key == f"draft:{asking}.{s.number}":
            return _item(drafted, asking, s, f"{n} of {len(drafted.shown)}")
    return _start(drafted)


def _start(drafted: ShownDraft) -> Sheet:
    n = len(drafted.shown)
    quotes = sum(s.item is Item.QUOTE for _, s in drafted.shown)
    own = ["We also show you your own words, in the place where they would stand."] if quotes else []
    return Sheet(
        START, ASKED, title=ASKED,
        parts=(
            TextPart("", ("We have written our answer, and have not signed it off yet.", f"We show you {n} {'thing' if n == 1 else 'things'}, one a page.", *own)),
            TextPart("You decide", (
                "Say that you agree, that something should change, or that you do not agree.",
                "You can skip any of it, and stop at any time. If you say nothing, we do not count you as agreeing.",
                "What you choose counts at once. You can change it, or take it back, until we send our answer.",
                "We read what you write. We never print it. We may print what we changed because of it.",
            )),
            TextPart("It may stir things up", ("Go only as far as feels right. “Get help now” stands at the top of the page.",)),
        ),
        actions=(Action("next", "Show me", True), Action("back", "Not now")),
    )  # fmt: skip


def _item(drafted: ShownDraft, asking: str, s: ShownItem, caption: str) -> Sheet:
    reply = drafted.reply(asking, s.number)
    where = f"It stands under: {s.place}" if s.place else ""
    if s.item is Item.QUOTE:
        after_it = (f"The sentence before it: {s.before}",) if s.before else ()
        who = (f"Below it stands: {s.who}.",) if s.who else ()
        parts = [
            TextPart("", (f"“{s.words}”", *who)),
            TextPart("Where they would stand", tuple(x for x in (where, *after_it) if x)),
        ]
        if reply and reply.view is View.OUT:
            parts.insert(
                0, TextPart("", ("You asked us to leave this out. We quote nothing of this answer any more.",))
            )
    else:
        parts = [
            TextPart("", tuple(s.words.split("\n"))),
            *([TextPart("", (where,))] if where else []),
        ]
    again = (
        (Action("unsay", "Take back what I said here"),)
        if reply and reply.view is not View.OUT and (reply.view or reply.words)
        else ()
    )
    return Sheet(
        f"draft:{asking}.{s.number}", _HEADINGS[s.item], caption, caption, tuple(p for p in parts if p.lines),
        fields=_fields(asking, s, reply, drafted.values()),
        actions=(
            Action("next", "Continue", True), Action("skip", "Skip this"), *again, Action("back", "Back"),
            Action("stop", "Stop here"),
        ),
    )  # fmt: skip


def _fields(asking: str, s: ShownItem, reply: Reply | None, values: Mapping[str, Value]) -> tuple[Field, ...]:
    view, words = (field_name(asking, s.number, what) for what in ("view", "words"))
    label = _ASK.get(s.item, "May we print this?")
    out = reply is not None and reply.view is View.OUT
    hint = "With “Leave me out” we quote nothing of this answer. It counts at once." if s.item is Item.QUOTE else ""
    hint = "With “I agree” we may quote it again." if out else hint
    options = tuple(SAYS[v] for v in offered(s.item, View.OUT if out else None))
    asked = (
        "What should we change?" if s.item is not Item.QUOTE else "What should we change? We cannot alter your words."
    )
    return (
        Field(view, "one", label, hint, options, values.get(view, "")),
        Field(words, "words", asked, "You can leave this empty. Please name nobody.", (), values.get(words, "")),
    )


def _ranks(drafted: ShownDraft, values: Mapping[str, Value]) -> Iterable[Field]:
    options = (*(str(n) for n in range(1, len(drafted.asks) + 1)), NO_PLACE)
    for asking, s in drafted.asks:
        name = field_name(asking, s.number, "place")
        yield Field(name, "one", s.words, "", options, values.get(name, ""))


def _rank(drafted: ShownDraft) -> Sheet:
    lines = (
        "Give each a number. 1 is the most important.",
        "The same number twice is fine. You can leave any of them without one.",
    )
    return Sheet(
        RANK, "Which of these matter most to your group?", title="What matters most", parts=(TextPart("", lines),),
        fields=tuple(_ranks(drafted, drafted.values())),
        actions=(Action("next", "Continue", True), Action("skip", "Skip this"), Action("back", "Back"), Action("stop", "Stop here")),
    )  # fmt: skip


def _end(drafted: ShownDraft) -> Sheet:
    rows = []
    for asking, s in drafted.shown:
        r = drafted.reply(asking, s.number)
        said = "\n".join(x for x in (SAYS[r.view] if r.view else "", r.words) if x) if r else ""
        words = f"“{s.words}”" if s.item is Item.QUOTE else s.words
        rows.append(Row(words, said or NOTHING, f"draft:{asking}.{s.number}"))
    lines = (
        "We look at everything that you said before we sign our answer off.",
        "Our answer will say what we changed because of it, and why not where we did not.",
    )
    return Sheet(
        END, "Thank you", title="Thank you", parts=(TextPart("", lines), TextPart("What you said", ("It is kept already. You can change it here.",))),
        rows=tuple(rows), actions=(Action("forget", "Finish", True), Action("back", "Back"), Action("stop", "Your other choices")),
    )  # fmt: skip
