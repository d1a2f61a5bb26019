"""What came of the reading: small themes to decide on, and themes by people, question and person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from consultwork.forms.components import look
from consultwork.text import plural

if TYPE_CHECKING:
    from consultwork.forms.components.desk_screen import DeskScreen

SMALL_COUNTS = "~small counts"  # as the workbench writes the decision down


class FewPart:
    """Themes of one or two people: never dropped by a threshold, decided on with a reason."""

    def __init__(self, room: DeskScreen) -> None:
        self._room = room

    def show(self) -> list[Any]:
        """Each small theme with its words, those without a decision first."""
        few = self._room.bench.theme.few_people(self._room.consultation.id)
        about = look.text("A theme is never dropped because few people raised it. Decide on each, and say why.")
        none = [] if few else [look.view(look.text("There is no such theme now.", "hint"))]
        cards = [self._small(t) for t in sorted(few, key=lambda t: bool(t.reason))]
        return [look.view(about), *none, *cards, self._counts()]

    def _counts(self) -> Any:
        """Whether statements of fewer than five people may leave the building."""
        room = self._room
        decided = room.bench.snapshot().decisions.get((room.consultation.id, SMALL_COUNTS), ("", ""))[1]
        self.why_small = look.line("Why may they?", decided, "for example: they name nobody, and all agreed")

        def may_leave() -> None:
            room.bench.safeguard.may_leave(room.consultation.id, str(self.why_small.value))
            room.show()
            room.say("Decided: statements of fewer than five people may stand in documents.")

        self.small_counts = room.button("They may leave", may_leave)
        about = (
            look.heading("Statements of fewer than five people", 2),
            look.text("“Two of the seven people told us” may point at somebody. Decide once, and say why."),
        )
        return look.card(look.view(*about), self.why_small, self.small_counts)

    def _small(self, t: Any) -> Any:
        count = len(t.people)
        others = len(t.groups) + len(t.staff)
        who = f"{count} {plural(count, 'person', 'people')}" + (f", and {others} of groups and staff" if others else "")
        parts = [look.heading(t.code.name, 2), look.text(f"Raised by {who}.")]
        parts += [look.text(k.snippet, "quote") for k in t.codings[:3]]
        decision = look.pick(
            "What do we do with it?",
            [("Keep it as it is", "keep"), ("Keep it, and join it with a larger theme", "join")],
            t.decision or "keep",
        )
        reason = look.line("Why?", t.reason)
        room = self._room

        def keep() -> None:
            room.bench.theme.keep(room.consultation.id, t.code.id, str(reason.value), str(decision.value))
            room.show()
            room.say(f"Decided: “{t.code.name}”.")

        return look.card(look.view(*parts), look.row(decision, reason), room.button("Save this decision", keep))


class ViewsPart:
    """Themes by people, together, by question, quotations, saturation, and the framework matrix."""

    def __init__(self, room: DeskScreen) -> None:
        self._room = room
        self.view = look.pick(
            "Look at",
            ["Themes by people", "Themes by who people are", "Themes raised together", "Themes by question",
             "Quotations by code", "New codes as we read", "Framework matrix"],
        )  # fmt: skip
        self.group = look.pick("By", [""])
        self.code = look.pick("Code", [("All", "")])
        self.person = look.pick("Person", [("", "")])
        self.summary = look.box("Our summary of what this person said on it", rows=3)
        self.save = room.button("Save this summary", self._summarise, "main")
        self.excel = room.button("Write the matrix for Excel", lambda: self._write("xlsx"))
        self.word = room.button("Write it for Word", lambda: self._write("docx"))
        self.file = look.ChosenFile("womens-health-framework.xlsx", ".xlsx,.docx")
        self.read = room.button("Read a filled-in matrix", self._read)
        self._text = look.view()
        self._filling = False
        for widget in (self.view, self.group, self.code, self.person):
            room.on_change(widget, lambda _: None if self._filling else room.show())

    def show(self) -> list[Any]:
        """The view that is chosen."""
        room = self._room
        if not room.bench.theme.themes(room.consultation.id)[0]:
            return [look.view(look.text("No theme yet. Read and code first."))]
        ways: dict[str, Callable[[], list[Any]]] = {
            "Themes by people": self._people, "Themes by who people are": self._groups,
            "Themes raised together": self._together, "Themes by question": self._questions,
            "Quotations by code": self._quotations, "New codes as we read": self._saturation,
            "Framework matrix": self._matrix,
        }  # fmt: skip
        return [self.view, *ways[str(self.view.value)]()]

    def _people(self) -> list[Any]:
        themes, heard = self._room.bench.theme.themes(self._room.consultation.id)
        most = max((len(t.people) for t in themes), default=1) or 1
        bars = [(t.code.name, len(t.people) / most, f"{len(t.people)} of {len(heard)}") for t in themes if t.people]
        rows = [
            (t.code.name, str(len(t.people)), str(len(t.groups)), str(len(t.staff)), str(len(t.codings)))
            for t in themes
        ]
        header = ("Theme", f"People, of {len(heard)}", "Groups", "Staff and partners", "Passages")
        return [look.view(look.bars(bars), look.table("Counted by people, never by hits", header, rows))]

    def _groups(self) -> list[Any]:
        theme = self._room.bench.theme
        if not theme.groups():
            return [look.view(look.text("Nobody told us their age, place, sex or service.", "hint"))]
        self._offer(self.group, [(g, g) for g in theme.groups()])
        safe = theme.by_group(self._room.consultation.id, str(self.group.value))
        return [
            self.group,
            look.view(_framed(f"Themes by {self.group.value}", safe.table), look.text(safe.note, "hint")),
        ]

    def _together(self) -> list[Any]:
        table = self._room.bench.views.co_occurrence(self._room.consultation.id)
        return [look.view(_framed("People who raised both", table), _INSIDE)]

    def _questions(self) -> list[Any]:
        table = self._room.bench.views.by_question(self._room.consultation.id)
        return [look.view(_framed("People who raised a theme, by question", table), _INSIDE)]

    def _quotations(self) -> list[Any]:
        desk = self._room.bench
        self._offer(self.code, [("All", ""), *((n, c) for c, n in desk.reading.names.items())])
        found = desk.views.quotations(self._room.consultation.id, str(self.code.value or ""))
        shown = found[["words", "role", "position", "may be quoted", "may be paraphrased"]]
        rows = [[str(v) for v in row] for row in shown.itertuples(index=False)]
        header = ("Their words", "Who", "Position", "May be quoted", "May be paraphrased")
        return [self.code, look.view(look.table(f"{len(found)} passages", header, rows))]

    def _saturation(self) -> list[Any]:
        found = self._room.bench.views.saturation(self._room.consultation.id)
        if not len(found):
            return [look.view(look.text("Nothing was read to its end yet.", "hint"))]
        rows = [[str(v) for v in row] for row in found.itertuples(index=False)]
        last = int(found["new codes"].tail(10).sum())
        told = look.text(f"The last {min(10, len(found))} read brought {last} new {plural(last, 'code')}.")
        return [
            look.view(told, look.table("New codes as we read", ("Read", "Contribution", "New codes", "So far"), rows))
        ]

    def _matrix(self) -> list[Any]:
        m = self._room.bench.views.matrix(self._room.consultation.id)
        self._offer(self.person, [(f"{p} {look.short(role, 40)}".strip(), p) for p, role in m.people])
        self._offer(self.code, [(c.name, c.id) for c in m.themes])
        cell = m.cell(str(self.person.value), str(self.code.value))
        self.summary.value = cell.summary if cell else ""
        said = (
            [look.text(k.snippet, "quote") for k in cell.passages]
            if cell
            else [look.text("They said nothing on it.", "hint")]
        )
        header = ("Person", *(c.name for c in m.themes))
        rows = []
        for person, _ in m.people:
            row = [person]
            for code in m.themes:
                found = m.cell(person, code.id)
                count = len(found.passages) if found else 0
                row.append((found.summary or f"[{count} {plural(count, 'passage')}]") if found else "")
            rows.append(row)
        edit = look.card(look.row(self.person, self.code), look.view(*said), self.summary, self.save)
        files = look.card(look.row(self.excel, self.word), self.file.path, self.file.file, self.read)
        return [edit, look.view(look.table("People by themes", header, rows), _INSIDE), files]

    def _offer(self, widget: Any, offers: list[tuple[str, str]]) -> None:
        self._filling = True
        try:
            if list(widget.options) != offers:
                kept = widget.value
                widget.options = offers
                if kept in [v for _, v in offers]:
                    widget.value = kept
        finally:
            self._filling = False

    def _summarise(self) -> None:
        room = self._room
        room.bench.views.summarise(
            room.consultation.id, str(self.person.value), str(self.code.value), str(self.summary.value)
        )
        room.show()
        room.say("The summary is kept.")

    def _write(self, ending: str) -> None:
        room = self._room
        path = room.bench.out / f"{room.consultation.id}-framework.{ending}"
        room.say(
            f"The matrix is {room.bench.views.write_matrix(room.consultation.id, path)}. For inside the building only."
        )

    def _read(self) -> None:
        told = self._room.bench.views.read_matrix(self._room.consultation.id, self.file.find())
        self._room.show()
        self._room.say(told)


_INSIDE = look.text("For inside the building only: small numbers may point at somebody.", "hint")


def _framed(caption: str, table: Any) -> look.Part:
    header = ("Theme", *(str(column) for column in table.columns))
    rows = [[str(name), *(str(v) for v in row)] for name, row in zip(table.index, table.to_numpy(), strict=True)]
    return look.table(caption, header, rows)
