"""The HTML of the light page and of the plain pages beside the form. Every word goes through the template's escaping."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from consultwork.journey.form_words import DEMO, About, help_parts
from consultwork.journey.sheets import Field, Sheet

_FOLDER = Path(__file__).parent / "templates"
_ENV = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def top(about: About | None, base: str, *, widgets: bool) -> Markup:
    """What stands above every page: the demonstration banner, who we are, help, the way out."""
    if about is None:
        return Markup()
    made = _ENV.get_template("top.html.j2").render(
        about=about, base=base, widgets=widgets, help=help_parts(about), demo_words=DEMO
    )
    return Markup(made)  # noqa: S704 - made by an escaping template


def bottom(base: str, *, widgets: bool) -> Markup:
    """What stands below every page."""
    return Markup(_ENV.get_template("bottom.html.j2").render(base=base, widgets=widgets))  # noqa: S704 - as above


def lite(sheet: Sheet, about: About, *, base: str, token: str, warning: str = "") -> str:
    """A page of the form without any JavaScript."""
    titled = next((f.name for f in sheet.fields if f.label == sheet.heading and not sheet.rows), "")

    def hint(f: Field, heads: bool) -> str:
        return " ".join(x for x in (sheet.hint if heads else "", f.hint) if x)

    def described(f: Field, heads: bool) -> str:
        ids = [f"{ident(f.name)}-hint"] if hint(f, heads) else []
        return " ".join([*ids, *([f"{ident(f.name)}-error"] if f.error else [])])

    return _ENV.get_template("lite.html.j2").render(
        s=sheet, titled=titled, base=base, token=token, warning=warning, ident=ident, hint=hint, described=described,
        inline=_inline, top=top(about, base, widgets=False), bottom=bottom(base, widgets=False),
    )  # fmt: skip


def plain(
    heading: str, lines: Sequence[str], *, base: str, about: About | None = None, title: str = "Form",
    links: Sequence[tuple[str, str]] = (), choices: Sequence[tuple[str, str, bool]] = (), token: str = "", to: str = "",
) -> str:  # fmt: skip
    """A page beside the form: one heading, some sentences, links, and perhaps a choice."""
    return _ENV.get_template("plain.html.j2").render(
        heading=heading, lines=lines, base=base, title=title, links=links, choices=choices, token=token, to=to,
        top=top(about, base, widgets=False), bottom="",
    )  # fmt: skip


def ident(name: str) -> str:
    """The id of a field, as it stands in the page."""
    return "f-" + re.sub(r"[^\w-]", "-", name)


def _inline(f: Field) -> bool:
    return len(f.options) < 4 and all(len(o) < 12 for o in f.options)
