"""Reading for what people have in common: one contribution at a time, with its suggested codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from consultwork.errors import Refused
from consultwork.forms import look
from consultwork.forms.desk import DeskScreen, Register
from consultwork.model import Code, Coding, CodingState, Contribution, Contributor, Position, Theme
from consultwork.text import plural

DECISIONS = {"Decide later": "", "Yes, it fits": "accepted", "No, it does not": "rejected"}
# Only “They say so” lets a document say that somebody told us so: the question is asked each time.
POSITIONS = {
    "Choose": None, "They say so": Position.FOR, "They say the opposite": Position.AGAINST,
    "They say both": Position.MIXED, "They only speak of it": Position.UNCLEAR,
}  # fmt: skip
ALL, WAITING = "all", "waiting"
PARTS = ("Read and code", "Themes of one or two people", "Who said what")


SMALL_COUNTS = "~small counts"  # as the workbench writes the decision down


class Moment(Protocol):
    """What is known at one moment."""

    @property
    def people(self) -> Mapping[str, Contributor]: ...  # noqa: D102 - the class says it

    @property
    def codings(self) -> tuple[Coding, ...]: ...  # noqa: D102 - the class says it

    @property
    def codes(self) -> tuple[Code, ...]: ...  # noqa: D102 - the class says it

    @property
    def decisions(self) -> Mapping[tuple[str, str], tuple[str, str]]: ...  # noqa: D102 - the class says it

    def of(self, consultation: str) -> Mapping[str, Contribution]: ...  # noqa: D102 - the class says it


class _Theming(Protocol):
    @property
    def suggest(self) -> Callable[[str], int]: ...

    @property
    def decide_many(self) -> Callable[[list[tuple[str, CodingState, Position | None]]], None]: ...

    @property
    def add(self) -> Callable[..., str]: ...

    @property
    def themes(self) -> Callable[[str], tuple[tuple[Theme, ...], set[str]]]: ...

    def few_people(self, consultation: str) -> tuple[Theme, ...]: ...

    @property
    def keep(self) -> Callable[..., None]: ...


class _Leaving(Protocol):
    @property
    def may_leave(self) -> Callable[..., None]: ...


class ThemeBench(Register, Protocol):
    """What this screen needs of the workbench."""

    def snapshot(self) -> Moment: ...  # noqa: D102 - see Workbench

    @property
    def theme(self) -> _Theming: ...  # noqa: D102 - see Workbench

    @property
    def safeguard(self) -> _Leaving: ...  # noqa: D102 - see Workbench


class CodingDesk(DeskScreen):
    """One contribution at a time: its words, what the codebook suggests, and a person's decision.

    Args:
        bench: the workbench.
        consultation: the id of the one shown first.
    """

    def __init__(self, bench: ThemeBench, consultation: str = "") -> None:
        super().__init__("What did people say?", bench, consultation)
        self._bench = bench
        self._at = 0
        self.parts = look.Steps(names=list(PARTS))
        self.which = look.pick("Show", [("Everything", ALL), ("Only what waits for a decision", WAITING)], ALL)
        self.suggest = self.button("Let the codebook suggest", self._suggest)
        self.save = self.button("Save and go on", self._save, "main")
        self.next = self.button("Next, without saving", lambda: self._step(1))
        self.yes = self.button("“Yes” to all that are open here", self._yes)
        self.back = self.button("Back", lambda: self._step(-1))
        self.text = look.TextView(selectable=True)
        self.passage = look.box("Other words to code: select them above, or paste them", rows=2)
        self.code = look.pick("Code", [""])
        self.position = look.pick("Do they say so?", POSITIONS, None)
        self.add = self.button("Code these words", self._add)
        self.rows: list[tuple[str, Any, Any]] = []
        self._inside = look.column()
        self.body.children = [self.parts, self._inside]
        self.text.observe(self._selected, names="selected")
        self.on_change(self.parts, lambda _: self._moved(), "current")
        self.on_change(self.which, lambda _: self._restart())
        self.show()

    def show(self) -> None:
        """The part that is chosen, as it is now."""
        (self._reading, self._few, self._who)[self.parts.current]()

    def _moved(self) -> None:
        self._at = 0
        super()._moved()

    def _restart(self) -> None:
        self._at = 0
        self.show()

    def _reading(self) -> None:
        moment = self._bench.snapshot()
        own = moment.of(self.consultation.id)
        mine = [k for k in moment.codings if k.contribution in own]
        waits = {k.contribution for k in mine if k.state is CodingState.SUGGESTED}
        shown = [c for c in own.values() if self.which.value == ALL or c.ref in waits]
        self._shown = shown
        if not own:
            self._inside.children = [
                look.view(look.text("No words are cleared yet. Read them first, in 03_safeguard."))
            ]
            return
        if not shown:
            done = look.view(look.text("Every suggestion is decided on. Choose “Everything” to read on."))
            self._inside.children = [look.row(self.which, self.suggest), done]
            return
        self._at = min(self._at, len(shown) - 1)
        self._one(shown[self._at], moment, mine, len(waits))

    def _one(self, c: Contribution, moment: Moment, mine: Sequence[Coding], waits: int) -> None:
        names = {code.id: code.name for code in moment.codes}
        states = {code.id: f"It states that {code.statement.rstrip('.')}." for code in moment.codes if code.statement}
        person = moment.people[c.contributor]
        asked = next((q.plain or q.text for q in self.consultation.questions if q.number == c.question), c.prompt)
        who = " · ".join(x for x in (person.role, person.speaker.value, c.channel.value, c.ref) if x)
        count = f"{self._at + 1} of {len(self._shown)}. {waits} {plural(waits, 'waits', 'wait')} for a decision."
        own = sorted((k for k in mine if k.contribution == c.ref), key=lambda k: (k.start, k.code))
        marks = _apart([(k.start, k.end) for k in own if k.state is not CodingState.REJECTED])
        self.text.show(
            look.text(count, "count"), look.text(asked, "question"), look.text(who, "small"), look.words(c.text, marks)
        )
        self.rows, cards = [], []
        for k in own:
            because = f"Because of: {', '.join(k.matched)}." if k.matched else "Chosen by a person."
            stated = look.text(states.get(k.code, ""), "small")
            because_of = look.text(because, "small")
            told = look.view(
                look.heading(names.get(k.code, k.code), 3), look.text(k.snippet, "quote"), because_of, stated
            )
            state = "" if k.state is CodingState.SUGGESTED else k.state.value
            decision = look.pick("Does it fit?", DECISIONS, state)
            stands = None if k.state is CodingState.SUGGESTED else k.position
            position = look.pick("Do they say so?", POSITIONS, stands)
            self.rows.append((k.ref, decision, position))
            cards.append(look.card(told, look.row(decision, position)))
        if list(self.code.options) != [(n, i) for i, n in names.items()]:
            self.code.options = [(n, i) for i, n in names.items()]
        own_code = look.card(self.passage, look.row(self.code, self.position), self.add)
        nothing = [] if cards else [look.view(look.text("The codebook suggests nothing here.", "hint"))]
        left = look.column(self.text)
        right = look.column(*nothing, *cards, own_code)
        buttons = look.row(self.save, self.next, self.back, *([self.yes] if cards else []))
        self._inside.children = [look.row(self.which, self.suggest), look.two(left, right), buttons]

    def _selected(self, change: Any) -> None:
        self.passage.value = change["new"]

    def _suggest(self) -> None:
        n = self._bench.theme.suggest(self.consultation.id)
        self.show()
        self.say(f"{n} new {plural(n, 'suggestion')}." if n else "The codebook has nothing new to suggest.")

    def _decided(self) -> list[tuple[str, CodingState, Position | None]]:
        """What is decided on this page.

        Raises:
            Refused: a code fits, and nobody said yet where the person stands on it.
        """
        decided = []
        for n, (ref, decision, position) in enumerate(self.rows, start=1):
            if decision.value == CodingState.ACCEPTED.value and position.value is None:
                raise Refused(f"Code {n} fits, but do they say so?", todo="Choose it beside the code, then save.")
            if decision.value:
                stands = Position(position.value) if position.value else None
                decided.append((ref, CodingState(decision.value), stands))
        return decided

    def _yes(self) -> None:
        for _, decision, _ in self.rows:
            decision.value = decision.value or CodingState.ACCEPTED.value
        self.say("Say of each whether they say so, then save.")

    def _save(self) -> None:
        decided = self._decided()
        if decided:
            self._bench.theme.decide_many(decided)
        # Where only what waits is shown, the next one moves up by itself.
        stays = self.which.value == WAITING and len(decided) == len(self.rows)
        if not stays:
            self._at = min(self._at + 1, max(0, len(self._shown) - 1))
        self.show()
        self.say(f"Saved: {len(decided)} {plural(len(decided), 'decision')}.")

    def _step(self, by: int) -> None:
        self._at = max(0, min(self._at + by, len(self._shown) - 1))
        self.status.show()
        self.show()

    def _add(self) -> None:
        passage = str(self.passage.value).strip()
        if not passage:
            raise Refused("There are no words to code yet.", todo="Select them in the text, or paste them.")
        if self.position.value is None:
            raise Refused("Do they say so?", todo="Choose it beside the code, then code the words.")
        decided = self._decided()
        if decided:
            self._bench.theme.decide_many(decided)
        position = Position(self.position.value)
        self._bench.theme.add(self._shown[self._at].ref, str(self.code.value), passage, position)
        self.passage.value, self.position.value = "", None
        self.show()
        self.say("The words are coded.")

    def _few(self) -> None:
        few = self._bench.theme.few_people(self.consultation.id)
        about = look.text("A theme is never dropped because few people raised it. Decide on each, and say why.")
        none = [] if few else [look.view(look.text("There is no such theme now.", "hint"))]
        cards = [self._small(t) for t in sorted(few, key=lambda t: bool(t.reason))]
        self._inside.children = [look.view(about), *none, *cards, self._counts()]

    def _counts(self) -> Any:
        """Whether statements of fewer than five people may leave the building."""
        decided = self._bench.snapshot().decisions.get((self.consultation.id, SMALL_COUNTS), ("", ""))[1]
        self.why_small = look.line("Why may they?", decided, "for example: they name nobody, and all agreed")

        def may_leave() -> None:
            self._bench.safeguard.may_leave(self.consultation.id, str(self.why_small.value))
            self.show()
            self.say("Decided: statements of fewer than five people may stand in documents.")

        self.small_counts = self.button("They may leave", may_leave)
        about = (
            look.heading("Statements of fewer than five people", 3),
            look.text("“Two of the seven people told us” may point at somebody. Decide once, and say why."),
        )
        return look.card(look.view(*about), self.why_small, self.small_counts)

    def _small(self, t: Theme) -> Any:
        n = len(t.people)
        others = len(t.groups) + len(t.staff)
        who = f"{n} {plural(n, 'person', 'people')}" + (f", and {others} of groups and staff" if others else "")
        parts = [look.heading(t.code.name, 3), look.text(f"Raised by {who}.")]
        parts += [look.text(k.snippet, "quote") for k in t.codings[:3]]
        decision = look.pick(
            "What do we do with it?",
            [("Keep it as it is", "keep"), ("Keep it, and join it with a larger theme", "join")],
            t.decision or "keep",
        )
        reason = look.line("Why?", t.reason)

        def keep() -> None:
            self._bench.theme.keep(self.consultation.id, t.code.id, str(reason.value), str(decision.value))
            self.show()
            self.say(f"Decided: “{t.code.name}”.")

        return look.card(look.view(*parts), look.row(decision, reason), self.button("Save this decision", keep))

    def _who(self) -> None:
        themes, heard = self._bench.theme.themes(self.consultation.id)
        if not themes:
            self._inside.children = [look.view(look.text("No theme yet. Read and code first."))]
            return
        rows = [
            (t.code.name, str(len(t.people)), str(len(t.groups)), str(len(t.staff)), str(len(t.codings)))
            for t in themes
        ]
        header = ("Theme", f"People, of {len(heard)}", "Groups", "Staff and partners", "Passages")
        self._inside.children = [look.view(look.table("Counted by people, never by hits", header, rows))]


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Spans as marks that do not overlap: what overlaps is one mark."""
    made: list[tuple[int, int, str]] = []
    for start, end in sorted(spans):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]), "")
        else:
            made.append((start, end, ""))
    return made
