"""The shared look, and the few parts that every screen is made of.

People's words are shown by ``TextView`` alone, which sets them as text and never as markup. A
screen keeps its own plain ``repr``: what was typed never stands in it, nor a memory address.
"""

from __future__ import annotations

import logging
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from consultwork.errors import ConsultworkError, Refused
from consultwork.kinds import Kind

log = logging.getLogger("consultwork.forms")

STATIC = Path(__file__).parents[1] / "static"
_CSS = (STATIC / "look.css").read_text(encoding="utf-8")
OUR_FAULT = "Something went wrong on our side. What you wrote is still on this page. Please tell whoever looks after the program."

Part = dict[str, Any]


class Quiet(anywidget.AnyWidget):
    """A small part of a screen, with a repr that says its kind alone."""

    def __repr__(self) -> str:
        return type(self).__name__


class TextView(Quiet):
    """Words on a screen, as text: headings, sentences, people's words with marks, lists, tables.

    ``parts`` are made by ``text``, ``heading``, ``words``, ``bullets``, ``details`` and ``table``.
    ``selected`` is what somebody selected in people's words, where ``selectable`` is set.
    """

    _esm = (STATIC / "text_view.js").read_text(encoding="utf-8")
    parts = traitlets.List(traitlets.Dict()).tag(sync=True)
    role = traitlets.Unicode().tag(sync=True)
    selectable = traitlets.Bool(False).tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    focus_count = traitlets.Int(0).tag(sync=True)

    def show(self, *parts: Part) -> None:
        """Show these parts in place of what stood there."""
        self.parts = list(parts)

    def to_front(self) -> None:
        """Move the reader to the heading of this text."""
        self.focus_count += 1

    @property
    def plain(self) -> str:
        """All that it says, as plain text, line by line."""
        return "\n".join(line for part in self.parts for line in _lines(part))


class Choice(Quiet):
    """A question with answers to tick: one, or several.

    ``chosen`` holds the ticked answers, in the order of ``options``.
    """

    _esm = (STATIC / "choice.js").read_text(encoding="utf-8")
    label = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    chosen = traitlets.List(traitlets.Unicode()).tag(sync=True)
    several = traitlets.Bool(False).tag(sync=True)
    inline = traitlets.Bool(False).tag(sync=True)
    quiet = traitlets.Bool(False).tag(sync=True)

    @property
    def one(self) -> str:
        """The one answer that is ticked, or nothing."""
        return str(self.chosen[0]) if self.chosen else ""


class Steps(Quiet):
    """The parts of a screen, to go to and fro between. ``current`` counts from 0."""

    _esm = (STATIC / "steps.js").read_text(encoding="utf-8")
    label = traitlets.Unicode("Parts of this screen").tag(sync=True)
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    current = traitlets.Int(0).tag(sync=True)


PAGE = 100  # rows of a table that are shown at once


def text(words: str, kind: str = "p") -> Part:
    """A sentence: "p", "hint", "small", "note", "question", "good", "error", "count", "over", "made" or "quote"."""
    return {"kind": kind, "text": words}


def heading(words: str, level: int = 2) -> Part:
    """A heading, level 1 to 3."""
    return {"kind": f"h{level}", "text": words}


def words(said: str, marks: Iterable[tuple[int, int, str]] = ()) -> Part:
    """Somebody's words. ``marks`` are (start, end, label) in code points, in order, end exclusive."""
    return {"kind": "words", "text": said, "marks": [list(m) for m in marks]}


def bullets(items: Iterable[str]) -> Part:
    """A list of sentences."""
    return {"kind": "list", "items": list(items)}


def details(summary: str, words_inside: str) -> Part:
    """Text that opens when its summary is chosen."""
    return {"kind": "details", "summary": summary, "text": words_inside}


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Part:
    """A table with a caption. Every cell is text. A long one is shown a page at a time, and says so."""
    return {
        "kind": "table", "text": caption, "header": list(header), "rows": [list(r) for r in rows], "page": PAGE,
        "shown": "Rows {first} to {last} of {all} are shown.", "earlier": "Earlier rows", "later": "Later rows",
    }  # fmt: skip


def bars(rows: Iterable[tuple[str, float, str]]) -> Part:
    """Bars, one below the other: what it is, its share of the longest (0 to 1), and the number in words."""
    return {"kind": "bars", "rows": [list(r) for r in rows]}


def view(*parts: Part) -> TextView:
    """A text that stands as it is."""
    return TextView(parts=list(parts))


def column(*children: Any, kind: str = "") -> Any:
    """Parts of a screen, one below the other."""
    return _classed(widgets.VBox(list(children)), kind)


def row(*children: Any, kind: str = "cw-row") -> Any:
    """Parts of a screen side by side, where there is room."""
    return _classed(widgets.HBox(list(children)), kind)


def two(*children: Any) -> Any:
    """Two columns at a desk, one below the other on a phone."""
    return row(*children, kind="cw-two")


def card(*children: Any) -> Any:
    """Parts that belong together, with a line round them."""
    return column(*children, kind="cw-card")


def line(label: str, value: str = "", hint: str = "") -> Any:
    """A box for one line of text."""
    return widgets.Text(description=label, value=value, placeholder=hint, style={"description_width": "initial"})


def secret(label: str) -> Any:
    """A box for a passphrase: what is typed shows as dots."""
    return widgets.Password(description=label, style={"description_width": "initial"})


def box(label: str, value: str = "", rows: int = 4, hint: str = "", *, live: bool = False) -> Any:
    """A box for several lines of text. ``live`` tells of every key, otherwise of the whole."""
    return widgets.Textarea(
        description=label, value=value, placeholder=hint, rows=rows, continuous_update=live,
        style={"description_width": "initial"}, layout={"height": "auto"},
    )  # fmt: skip


def pick(label: str, options: Mapping[str, Any] | Iterable[tuple[str, Any]] | Iterable[str], value: Any = None) -> Any:
    """A list to choose one from: what is shown, and what it stands for. The first, when no value is given."""
    offered = list(options.items()) if isinstance(options, Mapping) else list(options)
    made = widgets.Dropdown(description=label, options=offered, style={"description_width": "initial"})
    if value is not None and value in [v for _, v in _pairs(made.options)]:
        made.value = value
    return made


def day(label: str, value: Any = None) -> Any:
    """A box for a date, or none."""
    return widgets.DatePicker(description=label, value=value, style={"description_width": "initial"})


def tick(label: str, value: bool = False) -> Any:
    """A box to tick."""
    return widgets.Checkbox(description=label, value=value, indent=False, style={"description_width": "initial"})


def upload(label: str, kinds: str) -> Any:
    """A button that takes one file from the computer. ``kinds`` such as ".docx,.txt,.pdf"."""
    made = widgets.FileUpload(description=label, accept=kinds, multiple=False, icon="", layout={"width": "auto"})

    def named(change: Mapping[str, Any]) -> None:
        made.description = f"Chosen: {change['new'][0]['name']}" if change["new"] else label

    made.observe(named, names="value")
    return made


def hide(widget: Any, hidden: bool = True) -> None:
    """Hide a part of a screen, or show it again."""
    widget.layout.display = "none" if hidden else None


def short(words_: str, most: int = 70) -> str:
    """The beginning of a text, in one line, for a list to choose from."""
    flat = " ".join(words_.split())
    return flat if len(flat) <= most else flat[: most - 1].rstrip() + "…"


class Screen:
    """What is shown under a cell: a title, the parts of the screen, and a line that says what happened.

    A subclass fills ``self.body`` and connects its buttons with ``on_click`` and ``on_change``.
    """

    def __init__(self, title: str, *lead: str) -> None:
        self.title = title
        self.lock = RLock()
        self.status = TextView(role="status")
        self.problem = TextView(role="alert")
        self.body = column()
        banner = _classed(view(heading(title, 1)), "cw-banner")
        style = _classed(widgets.HTML(f"<style>{_CSS}</style>"), "cw-style")
        intro = [view(*(text(x) for x in lead))] if lead else []
        self.ui = _classed(widgets.VBox([style, banner, *intro, self.problem, self.body, self.status]), "cw")

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.title}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        made = self.ui._repr_mimebundle_(**kwargs)
        data, *rest = made if isinstance(made, tuple) else (made,)
        data = {**data, "text/plain": repr(self)}
        return (data, *rest) if rest else data

    def say(self, *sentences: str) -> None:
        """Say what happened."""
        self.problem.show()
        self.status.show(*(text(s, "good") for s in sentences if s))

    def warn(self, *sentences: str) -> None:
        """Say what stands in the way."""
        self.status.show()
        self.problem.show(*(text(s, "problem") for s in sentences if s))

    @property
    def says(self) -> str:
        """What stands in the status line and in the problem line."""
        return "\n".join(x for x in (self.problem.plain, self.status.plain) if x)

    def button(self, label: str, act: Callable[[], None], kind: str = "") -> Any:
        """A button. ``kind`` is "main", "stop", "plain" or ""."""
        made = widgets.Button(description=label)
        if kind:
            made.add_class(f"cw-{kind}")
        made.on_click(lambda _: self.guarded(act))
        return made

    def on_change(self, widget: Any, act: Callable[[Any], None], name: str = "value") -> None:
        """Do something when a person changes a part of the screen."""
        widget.observe(lambda change: self.guarded(lambda: act(change["new"])), names=name)

    def guarded(self, act: Callable[[], None]) -> None:
        """Run what a person asked for, one at a time. What goes wrong is said here and logged."""
        with self.lock:
            try:
                act()
            except ConsultworkError as error:
                log.info("%s: refused (%s)", type(self).__name__, type(error).__name__)
                self.warn(error.sentence)
            except Exception as error:
                # The message of an error may hold what was typed: the log gets its kind and place only.
                place = "".join(traceback.format_tb(error.__traceback__))
                log.error("%s: %s\n%s", type(self).__name__, type(error).__name__, place)
                self.warn(OUR_FAULT)


def uploaded(widget: Any) -> tuple[str, bytes] | None:
    """The name and the bytes of the file that was chosen, or None."""
    chosen: Sequence[Mapping[str, Any]] = widget.value
    if not chosen:
        return None
    return Path(str(chosen[0]["name"]).replace("\\", "/")).name, bytes(chosen[0]["content"])


class ChosenFile:
    """A file that an officer names or picks from her computer. A picked one lies in a folder that goes with this."""

    def __init__(self, example: str, kinds: str) -> None:
        self.path = line("The file", hint=f"for example: {example}")
        self.file = upload("Or choose a file from this computer", kinds)
        self._folder: Any = None

    def find(self) -> Path:
        """Where the file is.

        Raises:
            Refused: none is chosen.
        """
        typed, given = typed_path(str(self.path.value)), uploaded(self.file)
        if typed is not None:
            return typed
        if given is None:
            raise Refused(Kind.NO_FILE_IS_CHOSEN)
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        place = Path(self._folder.name) / (given[0] or "file")
        place.write_bytes(given[1])
        return place


def typed_path(words_: str) -> Path | None:
    """The file that somebody typed or pasted the name of: quotation marks round it do not matter."""
    plain = words_.strip().strip("\"'“”").strip()
    return Path(plain).expanduser() if plain else None


def _classed(widget: Any, kind: str) -> Any:
    if kind:
        widget.add_class(kind)
    return widget


def _pairs(options: Iterable[Any]) -> list[tuple[Any, Any]]:
    return [o if isinstance(o, tuple) else (o, o) for o in options]


def _lines(part: Part) -> list[str]:
    if part["kind"] == "list":
        return list(part["items"])
    if part["kind"] == "bars":
        return [f"{label}: {told}" for label, _, told in part["rows"]]
    if part["kind"] == "table":
        return [part["text"], " | ".join(part["header"]), *(" | ".join(r) for r in part["rows"])]
    return [f"{part['summary']}: {part['text']}" if part["kind"] == "details" else str(part["text"])]
