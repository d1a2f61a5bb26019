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
from consultwork.wording import ENGLISH, Wording

START, RANK, END = "draft", "draft:rank", "draft:end"
# What stands in a field when somebody chose a button: it is kept for a moment, and never shown.
SAYS = {
    View.AGREE: "I agree", View.CHANGE: "Change this", View.OUT: "Leave me out", View.DISAGREE: "I do not agree",
}  # fmt: skip
NO_PLACE = "No place"


@dataclass(frozen=True)
class ShownDraft:
    """What one person is shown of our drafts: (round, thing) pairs in order, and what they said so far.

    ``ranks`` for a group, which may also rank the asks. ``wording`` is what they are asked in.
    """

    shown: tuple[tuple[str, ShownItem], ...] = ()
    said: tuple[tuple[str, Reply], ...] = ()
    ranks: bool = False
    wording: Wording = ENGLISH

    def say(self, key: str, **facts: object) -> str:
        """An entry of the catalogues, in the words in which they are asked."""
        return self.wording.say(key, **facts)

    @property
    def asks(self) -> tuple[tuple[str, ShownItem], ...]:
        """The asks alone."""
        return tuple((a, s) for a, s in self.shown if s.item is Item.ASK)

    def reply(self, asking: str, number: int) -> Reply | None:
        """What they said to one thing."""
        return next((r for a, r in self.said if a == asking and r.number == number), None)

    def values(self) -> dict[str, Value]:
        """What stands in the fields now."""
        values: dict[str, Value] = {}
        for asking, r in self.said:
            values[field_name(asking, r.number, "view")] = SAYS[r.view] if r.view else ""
            values[field_name(asking, r.number, "words")] = r.words
            if r.place is not None:
                values[field_name(asking, r.number, "place")] = str(r.place)
        return values

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
    made: list[Field] = []
    for asking, s in drafted.shown:
        made += _fields(drafted, asking, s, drafted.reply(asking, s.number))
    if RANK in drafted.pages():
        made += _ranks(drafted)
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
    for number, (asking, s) in enumerate(drafted.shown, start=1):
        if key == f"draft:{asking}.{s.number}":
            caption = drafted.say("member_checking/of-how-many", number=number, count=len(drafted.shown))
            return _item(drafted, asking, s, caption)
    return _start(drafted)


def _start(drafted: ShownDraft) -> Sheet:
    say = drafted.say
    quotes = any(s.item is Item.QUOTE for _, s in drafted.shown)
    own = (say("member_checking/start-own-words"),) if quotes else ()
    decide = (
        say("member_checking/decide-say"), say("member_checking/decide-skip"),
        say("member_checking/decide-counts"), say("member_checking/decide-print"),
    )  # fmt: skip
    lines = say("member_checking/start-written"), say("member_checking/start-things", count=len(drafted.shown)), *own
    return Sheet(
        START, say("member_checking/asked"), title=say("member_checking/asked"),
        parts=(
            TextPart("", lines),
            TextPart(say("member_checking/decide-heading"), decide),
            TextPart(say("member_checking/stirs-heading"), (say("member_checking/stirs"),)),
        ),
        actions=(
            Action("next", say("member_checking/show-me"), True), Action("back", say("member_checking/not-now")),
        ),
    )  # fmt: skip


def _item(drafted: ShownDraft, asking: str, s: ShownItem, caption: str) -> Sheet:
    say, reply = drafted.say, drafted.reply(asking, s.number)
    where = say("member_checking/stands-under", place=s.place) if s.place else ""
    parts = _quote_parts(drafted, s, where, reply) if s.item is Item.QUOTE else [
        TextPart("", tuple(s.words.split("\n"))),
        *([TextPart("", (where,))] if where else []),
    ]  # fmt: skip
    again = (
        (Action("unsay", say("member_checking/take-back")),)
        if reply and reply.view is not View.OUT and (reply.view or reply.words)
        else ()
    )
    next_, skip, back, stop = _on(drafted)
    return Sheet(
        f"draft:{asking}.{s.number}", say(f"member_checking/heading-{s.item.value}"), caption, caption,
        tuple(p for p in parts if p.lines), fields=_fields(drafted, asking, s, reply),
        actions=(next_, skip, *again, back, stop),
    )  # fmt: skip


def _quote_parts(drafted: ShownDraft, s: ShownItem, where: str, reply: Reply | None) -> list[TextPart]:
    say = drafted.say
    before = say("member_checking/sentence-before", sentence=s.before) if s.before else ""
    who = (say("member_checking/below-stands", who=s.who),) if s.who else ()
    parts = [
        TextPart("", (say("member_checking/own-words", words=s.words), *who)),
        TextPart(say("member_checking/where-heading"), tuple(x for x in (where, before) if x)),
    ]
    if reply and reply.view is View.OUT:
        parts.insert(0, TextPart("", (say("member_checking/left-out"),)))
    return parts


def _on(drafted: ShownDraft) -> tuple[Action, Action, Action, Action]:
    say = drafted.say
    return (
        Action("next", say("form/go-on"), True), Action("skip", say("member_checking/skip")),
        Action("back", say("form/back")), Action("stop", say("member_checking/stop")),
    )  # fmt: skip


def _fields(drafted: ShownDraft, asking: str, s: ShownItem, reply: Reply | None) -> tuple[Field, ...]:
    say, values = drafted.say, drafted.values()
    view, words = (field_name(asking, s.number, what) for what in ("view", "words"))
    quote, out = s.item is Item.QUOTE, reply is not None and reply.view is View.OUT
    hint = say("member_checking/quote-hint-again") if out else say("member_checking/quote-hint") if quote else ""
    views = offered(s.item, View.OUT if out else None)
    asked = say("member_checking/change-asked-quote") if quote else say("member_checking/change-asked")
    return (
        Field(
            view, "one", say(f"member_checking/{s.item.value}-asked"), hint, tuple(SAYS[v] for v in views),
            values.get(view, ""), labels=tuple(say(f"member_checking/say-{v.name.lower()}") for v in views),
        ),
        Field(words, "words", asked, say("member_checking/change-hint"), (), values.get(words, "")),
    )  # fmt: skip


def _ranks(drafted: ShownDraft) -> Iterable[Field]:
    numbers, values = tuple(str(n) for n in range(1, len(drafted.asks) + 1)), drafted.values()
    labels = (*numbers, drafted.say("member_checking/rank-no-place"))
    for asking, s in drafted.asks:
        name = field_name(asking, s.number, "place")
        yield Field(name, "one", s.words, "", (*numbers, NO_PLACE), values.get(name, ""), labels=labels)


def _rank(drafted: ShownDraft) -> Sheet:
    say = drafted.say
    lines = say("member_checking/rank-number"), say("member_checking/rank-same")
    return Sheet(
        RANK, say("member_checking/rank-heading"), title=say("member_checking/rank-title"),
        parts=(TextPart("", lines),), fields=tuple(_ranks(drafted)), actions=_on(drafted),
    )  # fmt: skip


def _end(drafted: ShownDraft) -> Sheet:
    say, rows = drafted.say, []
    for asking, s in drafted.shown:
        r = drafted.reply(asking, s.number)
        view = say(f"member_checking/say-{r.view.name.lower()}") if r and r.view else ""
        said = "\n".join(x for x in (view, r.words) if x) if r else ""
        words = say("member_checking/own-words", words=s.words) if s.item is Item.QUOTE else s.words
        rows.append(Row(words, said or say("member_checking/end-nothing"), f"draft:{asking}.{s.number}"))
    lines = say("member_checking/end-look"), say("member_checking/end-say")
    kept = TextPart(say("member_checking/end-said-heading"), (say("member_checking/end-said"),))
    return Sheet(
        END, say("member_checking/end"), title=say("member_checking/end"), parts=(TextPart("", lines), kept),
        rows=tuple(rows),
        actions=(
            Action("forget", say("form/finish"), True), Action("back", say("form/back")),
            Action("stop", say("member_checking/end-other-choices")),
        ),
    )  # fmt: skip
