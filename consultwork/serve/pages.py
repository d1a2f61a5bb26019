"""The HTML of the light page and of the plain pages beside the form. Every word goes through the template's escaping."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from consultwork.journey.form_words import About, help_parts
from consultwork.journey.sheets import Field, Sheet
from consultwork.wording import ENGLISH, Wording

# Stands for the link in a sentence until it is put there: a sign that nobody types.
_LINK = "\ue000"
_FOLDER = Path(__file__).parent / "templates"
_ENV = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def top(about: About | None, base: str, *, widgets: bool) -> Markup:
    """What stands above every page: the demonstration banner, who we are, help, the way out."""
    if about is None:
        return Markup()
    made = _ENV.get_template("top.html.j2").render(
        about=about, base=base, widgets=widgets, help=help_parts(about), say=about.wording.say
    )
    return Markup(made)  # noqa: S704 - made by an escaping template


def bottom(base: str, wording: Wording, *, widgets: bool) -> Markup:
    """What stands below every page."""
    say = wording.say
    light = linked(wording, "form_page/slow-phone", say("form_page/light-page"), f"{base}lite")
    full = linked(wording, "form_page/this-is-light", say("form_page/full-page"), base)
    made = _ENV.get_template("bottom.html.j2").render(say=say, widgets=widgets, light=light, full=full)
    return Markup(made)  # noqa: S704 - as above


def waiting(base: str, wording: Wording) -> dict[str, str]:
    """What the page of widgets says before it is there, as HTML: while it loads, and without JavaScript."""
    light = wording.say("form_page/light-page")
    return {
        "loading": str(escape(wording.say("form_page/loading"))),
        "loading_light": str(linked(wording, "form_page/loading-light", light, f"{base}lite")),
        "no_script": str(linked(wording, "form_page/no-script", light, f"{base}lite")),
        "title": str(escape(wording.say("form_page/title"))),
    }


def linked(wording: Wording, key: str, words: str, to: str) -> Markup:
    """A sentence with a link in it, where the entry has ``{ $link }``."""
    before, _, after = wording.say(key, link=_LINK).partition(_LINK)
    return Markup('{}<a href="{}">{}</a>{}').format(before, to, words, after)


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
        inline=_inline, top=top(about, base, widgets=False), bottom=bottom(base, about.wording, widgets=False),
        say=about.wording.say, lang=_lang(about.wording),
    )  # fmt: skip


def plain(
    heading: str, lines: Sequence[str], *, base: str, about: About | None = None, wording: Wording = ENGLISH,
    links: Sequence[tuple[str, str]] = (), choices: Sequence[tuple[str, str, bool]] = (), token: str = "", to: str = "",
) -> str:  # fmt: skip
    """A page beside the form: one heading, some sentences, links, and perhaps a choice."""
    said_in = about.wording if about else wording
    return _ENV.get_template("plain.html.j2").render(
        heading=heading, lines=lines, base=base, title=said_in.say("form_page/title"), links=links, choices=choices,
        token=token, to=to, top=top(about, base, widgets=False), bottom="", lang=_lang(said_in),
    )  # fmt: skip


def _lang(wording: Wording) -> str:
    # Plain "en" would let a screen reader choose an American voice.
    return "en-GB" if wording.language == "en" else wording.language


def ident(name: str) -> str:
    """The id of a field, as it stands in the page."""
    return "f-" + re.sub(r"[^\w-]", "-", name)


def _inline(f: Field) -> bool:
    return len(f.options) < 4 and all(len(o) < 12 for o in f.shown)
