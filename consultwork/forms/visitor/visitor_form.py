"""The form as a person meets it: one question a page, saved as it is typed, in widgets.

Works against a desk that shows sheets, keeps values and does what buttons say: in JupyterLab that is
the workbench's own, on a served page it is at the other end of a line (``forms.door``). Knows no
pandas and no database: a kernel for each visitor has to be light.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

import anywidget
import ipywidgets as widgets
import traitlets

from consultwork.errors import ConsultworkError
from consultwork.journey.sheets import Field, Sheet

log = logging.getLogger("consultwork.forms")
_STATIC = Path(__file__).parents[1] / "static"
CSS = (_STATIC / "visitor.css").read_text(encoding="utf-8")


_FIELD_WORDS = ("look", "official", "saved_at")


class VisitKeeper(Protocol):
    """What a form asks of whoever keeps the visit."""

    def sheet(self, key: str = "") -> Sheet: ...  # noqa: D102 - see workbench.visits

    def words(self) -> Mapping[str, str]: ...  # noqa: D102 - as above

    def save(self, values: Mapping[str, object]) -> tuple[str, ...]: ...  # noqa: D102 - as above

    def act(self, key: str, action: str, values: Mapping[str, object] | None = None) -> Sheet: ...  # noqa: D102 - as above


class QuestionField(anywidget.AnyWidget):
    """One field with its question as its label.

    ``text`` holds words or the one answer that is chosen, ``ticks`` several. ``sent_no`` counts what
    the page sent, ``kept_no`` what was kept of it.
    """

    _esm = (_STATIC / "question.js").read_text(encoding="utf-8")
    name = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode("words").tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    official = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    labels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    heading = traitlets.Bool(False).tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    ticks = traitlets.List(traitlets.Unicode()).tag(sync=True)
    sent_no = traitlets.Int(0).tag(sync=True)
    kept_no = traitlets.Int(0).tag(sync=True)

    def __repr__(self) -> str:
        return "QuestionField"

    @property
    def value(self) -> str | list[str]:
        """What is in it."""
        return list(self.ticks) if self.kind == "several" else str(self.text)


class SheetView(anywidget.AnyWidget):
    """What stands on a page beside its fields. ``turn`` counts pages: with it the reader moves to the top."""

    _esm = (_STATIC / "sheet.js").read_text(encoding="utf-8")
    served = traitlets.Bool(False).tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    caption = traitlets.Unicode().tag(sync=True)
    heading = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    picture = traitlets.Unicode().tag(sync=True)
    parts = traitlets.List(traitlets.Dict()).tag(sync=True)
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    errors = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)
    asked = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    help = traitlets.List(traitlets.Dict()).tag(sync=True)
    turn = traitlets.Int(0).tag(sync=True)

    def __repr__(self) -> str:
        return "SheetView"


class StyledSheetView(SheetView):
    """The same in JupyterLab, where no page around it brings the style sheet."""

    _css = CSS


class VolunteerForm:
    """The form for one person.

    Args:
        desk: whoever keeps the visit.
        served: on a page of its own, where the page around it shows help and the way out.
        name: what the form is called in its ``repr``.
        arrived: is called with a ticket and four words once a served page is there.
    """

    def __init__(
        self,
        desk: VisitKeeper,
        *,
        served: bool = False,
        name: str = "",
        arrived: Callable[[str, str], VisitKeeper] | None = None,
    ) -> None:
        self._desk, self._arrived, self._name = desk, arrived, name
        self._words = dict(desk.words())
        self._lock = RLock()
        self.page = SheetView(served=True, words=self._words) if served else StyledSheetView(words=self._words)
        if not served:  # a page of its own has it above the form
            self.page.help = _told_parts(desk.sheet("help"))
        self.page.on_msg(self._told)
        self.fields: dict[str, QuestionField] = {}
        self.buttons: dict[str, Any] = {}
        self._middle, self._actions = widgets.VBox(), widgets.HBox()
        self._actions.add_class("cwv-actions")
        self.ui = widgets.VBox([self.page, self._middle, self._actions])
        self.ui.add_class("cwv")
        self.sheet = Sheet("start", "")
        self.show(desk.sheet())

    def __repr__(self) -> str:
        return f"VolunteerForm: {self._name}" if self._name else "VolunteerForm"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        made = self.ui._repr_mimebundle_(**kwargs)
        data, *rest = made if isinstance(made, tuple) else (made,)
        data = {**data, "text/plain": repr(self)}
        return (data, *rest) if rest else data

    @property
    def at(self) -> str:
        """The key of the page that is shown."""
        return self.sheet.key

    def show(self, sheet: Sheet) -> None:
        """Show a page in place of the one before it."""
        old = [*self.fields.values(), *self.buttons.values()]
        self.sheet = sheet
        titled = next((f.name for f in sheet.fields if f.label == sheet.heading and not sheet.rows), "")
        made: list[QuestionField] = []
        for f in sheet.fields:
            heads = f.name == titled
            made.append(self._field(f, heads, sheet))
        self.fields = {q.name: q for q in made}
        with self.page.hold_sync():
            self.page.title, self.page.caption, self.page.code = sheet.title, sheet.caption, sheet.code
            self.page.heading = "" if titled else sheet.heading
            self.page.picture, self.page.asked = sheet.picture, sheet.asked
            self.page.parts = _told_parts(sheet)
            self.page.rows = [{"asked": r.asked, "said": r.said, "change": r.change} for r in sheet.rows]
            self.page.errors = [list(e) for e in sheet.errors]
            self.page.turn += 1
        self._middle.children = made
        self.buttons = {a.name: self._button(a.name, a.label, a.main) for a in sheet.actions}
        self._actions.children = list(self.buttons.values())
        for widget in old:  # with what each button brings along, or a long visit would fill the kernel
            for part in (widget, widget.layout, getattr(widget, "style", None)):
                if part is not None:
                    part.close()

    def _field(self, f: Field, heads: bool, sheet: Sheet) -> QuestionField:
        hint = " ".join(x for x in (sheet.hint if heads else "", f.hint) if x)
        fields = QuestionField(
            name=f.name, kind=f.kind, label=f.label, hint=hint, options=list(f.options), labels=list(f.labels), heading=heads,
            error=f.error, words={key: self._words[key] for key in _FIELD_WORDS},
            official=sheet.official if heads else "", language=sheet.language if heads else "",
            text=f.value if isinstance(f.value, str) else "", ticks=f.value if isinstance(f.value, list) else [],
        )  # fmt: skip
        fields.observe(lambda change: self._changed(fields), names="sent_no")
        return fields

    def _button(self, name: str, label: str, main: bool) -> Any:
        made = widgets.Button(description=label)
        made.add_class("cwv-go" if main else "cwv-second")
        sheet = self.sheet

        def pressed(_: Any) -> None:
            # A second tap of a hurried finger belongs to the page that is gone, not to the next one.
            if self.sheet is sheet:
                self.act(name)

        made.on_click(pressed)
        return made

    def _changed(self, field: QuestionField) -> None:
        """Keep what was typed or ticked. What could not be kept stays on the page, and the page says nothing of saved."""
        with self._lock:
            number, value = field.sent_no, field.value
            try:
                kept = self._desk.save({field.name: value})
            except Exception as error:
                log.error("save: %s", type(error).__name__)
                return
            if field.name in kept and field.comm is not None:
                field.kept_no = number

    def act(self, action: str) -> None:
        """Do what a button says."""
        with self._lock:
            values = {name: q.value for name, q in self.fields.items()}
            try:
                self.show(self._desk.act(self.sheet.key, action, values))
            except ConsultworkError as error:
                self._warn(error.sentence)
            except Exception as error:
                # The message of an error may hold what was typed: the log gets its kind only.
                log.error("%s: %s", action.partition(":")[0], type(error).__name__)
                self._warn(self._words["not_saved"])

    def _warn(self, sentence: str) -> None:
        with self.page.hold_sync():
            self.page.errors = [["", sentence]]
            self.page.turn += 1

    def _told(self, _: Any, message: Any, __: Any) -> None:
        """What the page itself says: a heartbeat, that it has arrived, a "change" on the check page."""
        if not isinstance(message, Mapping):
            return
        kind = message.get("kind")
        if kind == "ping" and isinstance(message.get("n"), int):
            self.page.send({"kind": "pong", "n": message["n"]})
        elif kind == "act" and str(message.get("action", "")).startswith("change:"):
            self.act(str(message["action"])[:80])
        elif kind == "arrive" and self._arrived is not None:
            self._arrive(str(message.get("ticket", "")), str(message.get("code", ""))[:200])

    def _arrive(self, ticket: str, code: str) -> None:
        with self._lock:
            if self._arrived is None:
                return
            try:
                self._desk, self._arrived = self._arrived(ticket, code), None
                sheet = self._desk.act("start", "open", {"code": code}) if code else self._desk.sheet()
                if sheet != self.sheet:
                    self.show(sheet)
            except Exception as error:
                log.error("arrive: %s", type(error).__name__)
                self._warn(self._words["not_saved"])


def _told_parts(sheet: Sheet) -> list[dict[str, Any]]:
    return [{"heading": p.heading, "lines": list(p.lines)} for p in sheet.parts]
