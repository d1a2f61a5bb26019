"""The codebook on the screen: what a code says, its passages, and every change with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from consultwork.errors import Refused
from consultwork.forms.components import look
from consultwork.kinds import Kind
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.forms.components.desk_screen import DeskScreen


class CodebookPart:
    """Add, rename, define, merge, split, move, retire; keywords that may be added; what looks alike."""

    def __init__(self, room: DeskScreen) -> None:
        self._room = room
        self.code = look.pick("Code", [("", "")])
        self.reason = look.line("Why? Each change is kept with its reason.")
        self.name = look.line("Name")
        self.description = look.box("What belongs under it", rows=2)
        self.include = look.line("Words that suggest it, joined by semicolons")
        self.exclude = look.line("What does not belong under it")
        self.into = look.pick("The other code", [("", "")])
        self.parts = look.box("Names of the new codes, one a line", rows=2)
        button = room.button
        self.save = button("Save name and meaning", self._save, "main")
        self.add = button("Add it as a new code", self._add)
        self.merge = button("Merge into the other code", self._merge)
        self.move = button("Move under the other code", self._move)
        self.split = button("Split: choose passages", self._split)
        self.do_split = button("Move the ticked passages", self._do_split)
        self.retire = button("Retire, or bring back", self._retire)
        self.undo = button("Take the last change back", self._undo)
        self.keywords = button("Propose keywords", self._keywords)
        self.discover = button("Look for themes that it lacks", self._discover)
        self._text = look.view()
        self._offers = look.column()
        self._ticks: list[tuple[str, Any]] = []
        self._filling = False
        room.on_change(self.code, lambda _: self._chosen())

    def show(self) -> list[Any]:
        """The part as it is now."""
        book = self._room.bench.codebook.codes
        offers = [(f"{code.name} (retired)" if code.retired else code.name, code.id) for code in book]
        self._filling = True
        try:
            for widget, more in ((self.code, offers), (self.into, [("None", ""), *offers])):
                if list(widget.options) != more:
                    kept = widget.value
                    widget.options = more
                    if kept in [v for _, v in more]:
                        widget.value = kept
        finally:
            self._filling = False
        self._fill()
        return [
            look.two(
                look.column(
                    self.code, self.name, self.description, self.include, self.exclude, self.reason,
                    look.row(self.save, self.add), self.into, look.row(self.merge, self.move),
                    self.parts, look.row(self.split, self.retire, self.undo), look.row(self.keywords, self.discover),
                ),
                look.column(self._offers, self._text),
            )
        ]  # fmt: skip

    def _chosen(self) -> None:
        if not self._filling:
            self._offers.children = []
            self._fill()

    def _fill(self) -> None:
        room, names = self._room, self._room.bench.reading.names
        found = next((code for code in room.bench.codebook.codes if code.id == self.code.value), None)
        if found is not None:
            self.name.value, self.description.value = found.name, found.description
            self.include.value, self.exclude.value = "; ".join(found.include), found.exclude
        passages = room.bench.codebook.passages(str(self.code.value))
        rows = [(k.snippet, k.state.value, k.by) for k in passages]
        parts = [
            look.table(f"{len(passages)} {plural(len(passages), 'passage')}", ("Their words", "State", "By"), rows)
        ]
        alike = room.bench.codebook.alike()
        if alike:
            parts += [look.heading("Codes that may be one", 2), look.text("Nothing is merged by itself.")]
            parts.append(look.bullets(f"{names[x.one]} and {names[x.other]}: {x.why}" for x in alike[:12]))
        history = room.bench.codebook.told()
        if history:
            parts += [look.heading("What was changed", 2), look.bullets(reversed(history[-12:]))]
        self._text.show(*parts)

    def _after(self, sentence: str) -> None:
        self.reason.value = ""
        self._offers.children = []
        self._room.show()
        self._room.say(sentence)

    def _save(self) -> None:
        book, code, why = self._room.bench.codebook, str(self.code.value), str(self.reason.value)
        found = next((c for c in book.codes if c.id == code), None)
        if found is None:
            raise Refused(Kind.NO_CODE_IS_CHOSEN)
        words = tuple(dict.fromkeys(w.strip() for w in str(self.include.value).split(";") if w.strip()))
        said = {"description": str(self.description.value), "include": words, "exclude": str(self.exclude.value)}
        changed = {k: v for k, v in said.items() if v != getattr(found, k)}
        name = str(self.name.value).strip()
        if name != found.name:
            book.rename(code, name, reason=why)
        if changed:
            book.define(code, reason=why, **changed)
        if name == found.name and not changed:
            raise Refused(Kind.NO_CODE_IS_CHANGED)
        self._after("The code is changed.")

    def _add(self) -> None:
        room = self._room
        made = room.bench.codebook.add(
            str(self.name.value), reason=str(self.reason.value), description=str(self.description.value)
        )
        self._after(f"“{made.name}” is in the codebook.")

    def _merge(self) -> None:
        if not self.into.value:
            raise Refused(Kind.NO_OTHER_CODE_IS_CHOSEN)
        book = self._room.bench.codebook
        moved, _ = book.merge([str(self.code.value)], str(self.into.value), reason=str(self.reason.value))
        self._after(f"Merged. {moved} {plural(moved, 'coding')} moved; what each was before is kept.")

    def _move(self) -> None:
        self._room.bench.codebook.move(str(self.code.value), str(self.into.value or ""), reason=str(self.reason.value))
        self._after("Moved.")

    def _retire(self) -> None:
        book, code = self._room.bench.codebook, str(self.code.value)
        retired = next(c.retired for c in book.codes if c.id == code)
        book.retire(code, reason=str(self.reason.value), back=retired)
        self._after("It is in use again." if retired else "It is retired. What was coded with it stays.")

    def _undo(self) -> None:
        change = self._room.bench.codebook.take_back()
        self._after(f"Taken back: {change.act}.")

    def _split(self) -> None:
        names = [n.strip() for n in str(self.parts.value).splitlines() if n.strip()]
        if not names:
            raise Refused(Kind.NEW_CODES_HAVE_NO_NAMES)
        offers = [("Stays where it is", ""), *((n, n) for n in names)]
        passages = self._room.bench.codebook.passages(str(self.code.value))
        self._ticks = [(k.ref, look.pick(look.short(k.snippet), offers, "")) for k in passages]
        self._offers.children = [*(w for _, w in self._ticks), self.do_split]

    def _do_split(self) -> None:
        names = [n.strip() for n in str(self.parts.value).splitlines() if n.strip()]
        chosen = {n: [ref for ref, w in self._ticks if w.value == n] for n in names}
        made = self._room.bench.codebook.split(str(self.code.value), chosen, reason=str(self.reason.value))
        self.parts.value = ""
        self._after(f"Split off: {', '.join(c.name for c in made)}.")

    def _discover(self) -> None:
        """Candidate themes: a lead, never a result."""
        room, desk = self._room, self._room.bench.suggesting
        found, words = desk.discover(room.consultation.id), desk.unexplained(room.consultation.id)
        misses = "Such a search misses more than half of what a person finds. Read on, and add what it missed."
        parts = [look.text(misses, "note")]
        if words:
            parts.append(
                look.text("Words that no keyword explains: " + ", ".join(f"{w} ({n})" for w, n in words) + ".")
            )
        cards = [look.view(*parts)]
        for group, passages in found[:12]:
            told = f"{len(group.members)} sentences" + (", praise or blame in general" if group.mood else "")
            said = [look.text(words_, "quote") for _, words_ in passages]
            card = look.view(look.heading(group.name, 2), look.text(told, "small"), *said)
            cards.append(look.card(card, room.button("Take its name over", self._takes(group.name))))
        self._offers.children = cards

    def _takes(self, name: str) -> Any:
        def act() -> None:
            self.name.value, self.description.value, self.include.value, self.exclude.value = name, "", "", ""
            self._room.say("Give it a better name and say why, then add it as a new code.")

        return act

    def _keywords(self) -> None:
        names, proposed = self._room.bench.reading.names, self._room.bench.suggesting.keywords()
        if not proposed:
            raise Refused(Kind.NOTHING_CAN_BE_PROPOSED)

        def adds(code: str, word: str) -> Any:
            def act() -> None:
                self._room.bench.suggesting.add_keyword(code, word)
                self._after(f"“{word}” suggests “{names[code]}” from now on.")

            return act

        self._offers.children = [
            self._room.button(
                f"Add “{p.word}” to {names[p.code]}: in {p.with_code} with it, in {p.without} without",
                adds(p.code, p.word),
            )
            for p in proposed
        ]
