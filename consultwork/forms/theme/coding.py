"""The theming room: one contribution at a time with its codes, the codebook, two coders, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from consultwork.forms.components import look
from consultwork.forms.components.desk_screen import DeskScreen
from consultwork.forms.theme.codebook import CodebookPart
from consultwork.forms.theme.coders import CodersPart
from consultwork.forms.theme.reader import Reader, offered, shown
from consultwork.forms.theme.views import FewPart, ViewsPart
from consultwork.model import CodingState, Position, ReadingFilter
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.workbench.desk import Workbench


PARTS = ("Read and code", "Codebook", "Two coders", "Themes of one or two people", "Who said what")
_SHOWN = [
    ("Everything", "all"), ("What waits for a decision", "waiting"), ("What has no code", "uncoded"),
    ("What nobody has read to the end", "unread"), ("Where two coders differ", "disagreement"), ("What I coded", "mine"),
]  # fmt: skip
_ORDERS = [
    ("As they came in", "as they came"),
    ("Half at random, so that it can be said how many are right; half unsure or rare", "half at random"),
]


class CodingDesk(DeskScreen):
    """One contribution at a time: its words, what is suggested and why, and a person's decision.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: Workbench, consultation: str = "") -> None:
        super().__init__("What did people say?", bench, consultation)
        self.bench = bench
        self._refs: list[str] = []
        self._at = 0
        self._said = ""
        self.parts = look.Steps(names=list(PARTS))
        self.which = look.pick("Show", _SHOWN, "all")
        self.code = look.pick("With the code", [("Any", "")], "")
        self.question = look.pick("To the question", [("Any", "")], "")
        self.person = look.pick("From", [("Anybody", "")], "")
        self.order = look.pick("In which order", _ORDERS, "as they came")
        self.suggest = self.button("Let the codebook suggest", self._suggest)
        self.me = look.line("Your name, kept with what you code", bench.by)
        self.on_change(self.me, lambda _: self._named())
        self.reader = Reader(self._did)
        self.codebook = CodebookPart(self)
        self.coders = CodersPart(self)
        self.few = FewPart(self)
        self.views = ViewsPart(self)
        self.batch = _BatchPart(self)
        self._inside = look.column()
        self.body.children = [self.parts, self._inside]
        self.on_change(self.parts, lambda _: self._moved(), "current")
        self._filters = (self.which, self.code, self.question, self.person, self.order)
        for widget in self._filters:
            self.on_change(widget, lambda _: self._restart())
        self._busy = False
        self.show()

    def show(self) -> None:
        """The part that is chosen, as it is now."""
        parts = (self._reading, self.codebook.show, self.coders.show, self.few.show, self.views.show)
        self._inside.children = parts[self.parts.current]()

    def _moved(self) -> None:
        self._at = 0
        self._busy = True
        try:
            for widget in self._filters:
                widget.value = widget.options[0][1]
        finally:
            self._busy = False
        super()._moved()

    def _named(self) -> None:
        name = " ".join(str(self.me.value).split())
        if name:
            self.bench.by = name
            self.show()

    def _restart(self) -> None:
        if not self._busy:
            self._at = 0
            self.show()

    def _reading(self) -> list[Any]:
        own = self.bench.snapshot().of(self.consultation.id)
        if not own:
            return [look.view(look.text("No words are cleared yet. Read them first, in 03_safeguard."))]
        self._offer_filters(own)
        tools = look.row(self.which, self.order)
        more = look.row(self.code, self.question, self.person)
        self._refs = self._queue()
        if not self._refs:
            done = look.view(look.text("Nothing is left here. Choose “Everything” to read on.", "hint"))
            return [tools, more, self.suggest, done]
        self._at = min(self._at, len(self._refs) - 1)
        self._page()
        return [tools, more, look.row(self.me, self.suggest), self.reader, *self.batch.show()]

    def _offer_filters(self, own: Mapping[str, Any]) -> None:
        desk = self.bench.reading
        asked = {contribution.question for contribution in own.values()}
        people = sorted({contribution.contributor for contribution in own.values()})
        options = (
            (self.code, [("Any", ""), *((code.name, code.id) for code in desk.codes)]),
            (self.question, [("Any", ""), *((look.short(f"{q.number}. {q.plain or q.text}"), q.number)
                                            for q in self.consultation.questions if q.number in asked)]),
            (self.person, [("Anybody", ""), *((p, p) for p in people)]),
        )  # fmt: skip
        self._busy = True
        try:
            for widget, offers in options:
                if list(widget.options) != offers:
                    kept = widget.value
                    widget.options = offers
                    widget.value = kept if kept in [v for _, v in offers] else ""
        finally:
            self._busy = False

    def _queue(self) -> list[str]:
        sieve = ReadingFilter(*(str(w.value) for w in self._filters))
        return list(self.bench.reading.queue(self.consultation.id, sieve))

    def _page(self, *, cleared: bool = False) -> None:
        """Send one contribution to the reader."""
        desk, ref = self.bench.reading, self._refs[self._at]
        page = desk.page(ref)
        c, person = page.contribution, page.person
        asked = next((q.plain or q.text for q in self.consultation.questions if q.number == c.question), c.prompt)
        who = " · ".join(x for x in (person.role, person.speaker.value, c.channel.value, ref) if x)
        read = ". Read to the end" if page.read else ""
        states = {k.id: f"It states that {k.statement.rstrip('.')}." for k in desk.codes if k.statement}
        others = [f"{m.by} noted: {m.text}" for m in page.memos if m.by != self.bench.by]
        self.reader.page = {
            "ref": ref, "text": c.text, "asked": asked, "who": who, "memo": page.memo, "said": self._said,
            "count": f"{self._at + 1} of {len(self._refs)}{read}.", "cleared": cleared, "grows": True,
            "codings": shown(page.codings, desk.names, states, page.proposals), "codes": offered(desk.codes),
            "nothing": " ".join(("Nothing is coded or suggested here.", *others)),
        }  # fmt: skip
        self._said = ""

    def _did(self, content: Mapping[str, Any]) -> None:
        self.guarded(lambda: self._act(content))

    def _act(self, content: Mapping[str, Any]) -> None:
        """One act of a person in the reader."""
        desk, act, ref = self.bench.reading, content["act"], str(content.get("ref", ""))
        if act == "memo":
            desk.note(ref, str(content.get("text", "")))
            self._said = "The memo is kept."
        elif act in ("accept", "reject"):
            state = CodingState.ACCEPTED if act == "accept" else CodingState.REJECTED
            desk.decide(str(content.get("coding")), state)
            self._said = "It fits. Do they say so?" if act == "accept" else "It does not fit."
        elif act == "stand":
            desk.stand(str(content.get("coding")), Position(str(content.get("position"))))
            self._said = "Kept where they stand."
        elif act == "code":
            desk.code(ref, str(content.get("code")), int(content.get("start", 0)), int(content.get("end", 0)))
            self._said = "The words are coded. Do they say so?"
        elif act == "new":
            start, end = int(content.get("start", 0)), int(content.get("end", 0))
            made = self.bench.codebook.add(str(content.get("name", "")), reason="found while reading")
            desk.code(ref, made.id, start, end)
            self._said = f"“{made.name}” is in the codebook, and the words are coded. Do they say so?"
        elif act == "undo":
            what, where = desk.undo()
            self._said = f"Taken back: {what}."
            if where in self._refs:
                self._at = self._refs.index(where)
        else:
            self._go(act, ref)
        self.problem.show()
        self._page(cleared=act in ("code", "new"))

    def _go(self, act: str, ref: str) -> None:
        if act == "back":
            self._at = max(0, self._at - 1)
            return
        if act == "next":
            self.bench.reading.finish(ref, self.bench.reading.sample_of(self.consultation.id, ref))
        if self._at + 1 < len(self._refs):
            self._at += 1
        else:
            self._said = "This was the last one."

    def _suggest(self) -> None:
        n = self.bench.theme.suggest(self.consultation.id)
        self.show()
        self.say(f"{n} new {plural(n, 'suggestion')}." if n else "The codebook has nothing new to suggest.")


class _BatchPart:
    """Accepting many at a time: a sample first, then what is expected to be wrong, then the button."""

    def __init__(self, room: DeskScreen) -> None:
        self._room = room
        self.least = look.pick(
            "Accept all that are at least", [("90% sure", 0.9), ("95% sure", 0.95), ("80% sure", 0.8)], 0.9
        )
        self.look_first = room.button("Look at a sample first", self._sample)
        self.accept = room.button("They fit: accept them all", self._accept)
        self._text = look.view()
        self._made: Any = None
        self._body = look.column()

    def show(self) -> list[Any]:
        """Only where it is known how sure suggestions are."""
        if not self._room.bench.suggesting.can_learn():
            return []
        head = look.view(look.heading("Many at a time", 2))
        self._body.children = [head, look.row(self.least, self.look_first), self._text]
        return [look.card(self._body)]

    def _sample(self) -> None:
        bench = self._room.bench
        self._made = bench.suggesting.batch(self._room.consultation.id, float(self.least.value))
        names = bench.reading.names
        rows = [(names.get(k.code, k.code), k.snippet) for k in self._made.sample]
        told = look.text(self._made.account, "note")
        self._text.show(told, look.table("A sample, drawn at random", ("Code", "Their words"), rows))
        self._body.children = [*self._body.children[:3], self.accept]

    def _accept(self) -> None:
        n = self._room.bench.suggesting.accept_batch(self._made)
        self._made = None
        self._text.show()
        self._room.show()
        self._room.say(f"{n} {plural(n, 'suggestion')} accepted, and marked as accepted in a batch.")
