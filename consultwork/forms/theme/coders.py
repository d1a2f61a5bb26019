"""Two coders on the screen: a blind round, how well they agree, and settling what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.forms.theme.reader import Reader, offered
from consultwork.kinds import Kind
from consultwork.model import Position
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.forms.components.desk_screen import DeskScreen


class CodersPart:
    """Neither sees the other's until both have finished."""

    def __init__(self, room: DeskScreen) -> None:
        self._room = room
        self.one = look.line("First coder")
        self.other = look.line("Second coder")
        self.most = look.line("How many answers both read")
        self.begin = room.button("Begin a round", self._begin, "main")
        self.round = look.pick("Round", [("None yet", "")])
        self.coder = look.pick("I am", [("Choose", "")])
        self.reader = Reader(self._did)
        self.take_over = room.button("Count what was agreed and settled", self._take_over, "main")
        self._at = 0
        self._said = ""
        self._filling = False
        room.on_change(self.round, lambda _: self._again())
        room.on_change(self.coder, lambda _: self._again())

    def _again(self) -> None:
        if not self._filling:
            self._at = 0
            self._room.show()

    def show(self) -> list[Any]:
        """The round that is chosen, for the one who is here; or how to begin one."""
        desk, consultation = self._room.bench.agreement, self._room.consultation.id
        rounds = desk.rounds(consultation)
        self._filling = True
        try:
            offers = [(f"{r.ref}: {' and '.join(r.coders)}", r.ref) for r in rounds] or [("None yet", "")]
            if list(self.round.options) != offers:
                self.round.options = offers
                self.round.value = offers[-1][1]
            chosen = next((r for r in rounds if r.ref == self.round.value), None)
            people = [("Choose", ""), *((c, c) for c in (chosen.coders if chosen else ()))]
            if list(self.coder.options) != people:
                self.coder.options = people
                self.coder.value = self._room.bench.by if self._room.bench.by in dict(people) else ""
        finally:
            self._filling = False
        if not self.most.value:
            self.most.value = str(desk.propose_size(consultation))
        about = look.text("Two people code the same answers. Neither sees the other's until both have finished.")
        start = look.card(
            look.view(look.heading("A new round", 2)), look.row(self.one, self.other), self.most, self.begin
        )
        if chosen is None:
            return [look.view(about), start]
        head = [look.view(about), look.row(self.round, self.coder)]
        if chosen.finished:
            return [*head, *self._compared(chosen), start]
        if not self.coder.value:
            return [*head, look.view(look.text("Say who you are, then read.")), start]
        return [*head, *self._mine(chosen), start]

    def _begin(self) -> None:
        typed = str(self.most.value).strip()
        if not typed.isdecimal():
            raise Refused(Kind.NO_NUMBER_OF_ANSWERS, typed=typed)
        coders = [str(self.one.value), str(self.other.value)]
        ref = self._room.bench.agreement.begin(self._room.consultation.id, coders, most=int(typed))
        self._at = 0
        self._room.show()
        self.round.value = ref
        self._room.say(f"The round {ref} has begun. Each reads alone.")

    def _mine(self, chosen: Any) -> list[Any]:
        coder = str(self.coder.value)
        queue = self._room.bench.agreement.queue(chosen.ref, coder)
        left = len(set(chosen.units) - chosen.done[coder])
        if not left:
            return [look.view(look.text("You have finished. The other one has not yet.", "good"))]
        self._at = min(self._at, len(queue) - 1)
        self._page(chosen, queue, left)
        return [self.reader]

    def _page(self, chosen: Any, queue: list[Any], left: int, *, cleared: bool = False) -> None:
        c, coder, desk = queue[self._at], str(self.coder.value), self._room.bench.reading
        asked = next((q.plain or q.text for q in self._room.consultation.questions if q.number == c.question), c.prompt)
        mine = [k for k in self._room.bench.agreement.mine(chosen.ref, coder) if k.contribution == c.ref]
        codings = [
            {
                "ref": k.ref, "name": desk.names.get(k.code, k.code), "snippet": c.text[k.start : k.end],
                "start": k.start, "end": k.end, "state": "accepted", "position": k.position.value, "own": True,
                "told": "mine", "why": "", "statement": "",
            }
            for k in mine
        ]  # fmt: skip
        codes = [x for x in desk.codes if x.id in chosen.codes]
        self.reader.page = {
            "ref": c.ref, "text": c.text, "asked": asked, "who": f"{c.channel.value} · {c.ref}", "memo": "",
            "said": self._said, "count": f"{self._at + 1} of {len(queue)}. {left} left to finish.", "cleared": cleared,
            "codings": codings, "codes": offered(codes), "nothing": "You have coded nothing here yet.",
        }  # fmt: skip
        self._said = ""

    def _did(self, content: Mapping[str, Any]) -> None:
        self._room.guarded(lambda: self._act(content))

    def _act(self, content: Mapping[str, Any]) -> None:
        desk, ref, coder = self._room.bench.agreement, str(self.round.value), str(self.coder.value)
        act, unit = content["act"], str(content.get("ref", ""))
        mine = {k.ref: k for k in desk.mine(ref, coder)}
        if act == "code":
            desk.code(ref, coder, unit, str(content["code"]), int(content["start"]), int(content["end"]))
            self._said = "The words are coded. Do they say so?"
        elif act == "reject":
            desk.take_off(ref, coder, str(content.get("coding")))
            self._said = "Taken off."
        elif act == "stand" and content.get("coding") in mine:
            k = mine[str(content["coding"])]
            desk.code(ref, coder, k.contribution, k.code, k.start, k.end, Position(str(content["position"])))
            self._said = "Kept where they stand."
        elif act == "next":
            if not desk.finish(ref, coder, unit):
                self._room.show()
                return
            self._at = 0
        elif act == "skip":
            self._at += 1
        elif act == "back":
            self._at = max(0, self._at - 1)
        else:
            self._said = "In a blind round there is no undo and no memo: take the code off instead."
        chosen = next(r for r in desk.rounds() if r.ref == ref)
        queue = desk.queue(ref, coder)
        self._at = min(self._at, len(queue) - 1)
        self._page(chosen, queue, len(set(chosen.units) - chosen.done[coder]), cleared=act == "code")

    def _compared(self, chosen: Any) -> list[Any]:
        desk, names = self._room.bench.agreement, self._room.bench.reading.names
        table = desk.table(chosen.ref)
        header = [str(column) for column in table.columns]
        rows = [[str(v) for v in row] for row in table.itertuples(index=False)]
        about = look.text(
            "Alpha: 1 is full agreement, 0 is chance. Brackets hold what the sample allows for. Words that nobody coded are no agreement.",
            "hint",
        )
        cards = []
        for d in desk.differences(chosen.ref):
            said = [look.text(f"{coder}: {words}", "quote") for coder, words in d.passages]
            told = look.text(f"{' and '.join(d.not_by)} did not give it.")
            view = look.view(look.heading(f"{names.get(d.code, d.code)}, {d.contribution}", 2), *said, told)
            if d.settled:
                fits = "It fits" if d.settled.fits else "It does not fit"
                cards.append(look.card(view, look.view(look.text(f"{fits}: {d.settled.reason}", "good"))))
                continue
            reason = look.line("Why?")
            keep = look.tick("Put this line into the codebook")
            yes = self._room.button("It fits", self._settles(chosen.ref, d, reason, keep, True))
            no = self._room.button("It does not fit", self._settles(chosen.ref, d, reason, keep, False))
            cards.append(look.card(view, reason, keep, look.row(yes, no)))
        left = len([d for d in desk.differences(chosen.ref) if d.settled is None])
        count = look.text(f"{left} {plural(left, 'difference')} to settle.", "count")
        return [look.view(look.table("How well they agree", header, rows), about, count), *cards, self.take_over]

    def _settles(self, ref: str, d: Any, reason: Any, keep: Any, fits: bool) -> Any:
        def act() -> None:
            desk = self._room.bench.agreement
            line = desk.settle(ref, d.contribution, d.code, fits=fits, reason=str(reason.value))
            if keep.value:
                desk.into_codebook(d.code, line)
            self._room.show()
            self._room.say(f"Settled. {line}")

        return act

    def _take_over(self) -> None:
        n = self._room.bench.agreement.take_over(str(self.round.value))
        self._room.say(f"{n} {plural(n, 'coding')} counted.")
