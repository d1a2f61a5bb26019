"""Is a template fit to be filled? Everything that is wrong with it, a sentence each, before anything is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from consultwork.errors import BadTemplate
from consultwork.word.house_style import template_bytes
from consultwork.word.template.placeholders import placeholders_in
from consultwork.word.template.tags import Tag, find_tags, text_of, w
from consultwork.word.template.template import Template, open_template

_ONE_BRACE = re.compile(r"(?<!\{)\{\s*(?:block\s*:\s*)?[A-Za-z][\w-]*\s*\}(?!\})")
# What every document has a value for, whether the supplied template shows it or not.
_ALWAYS = frozenset(("title", "organisation", "date", "status", "contact", "made_up", "logo"))


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One thing that is wrong with a template. ``stops`` says whether a document could not be made."""

    template: str
    sentence: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{self.template}: {self.sentence}"


def check_template(path: Path) -> tuple[TemplateFault, ...]:
    """Everything that is wrong with a template, in the order in which it stands there.

    Args:
        path: a template; its file name says which kind of document it is for.

    Returns:
        Tags that are broken, split by a tracked change or a comment, unknown, doubled or in the wrong
        place, slots that are missing (these stop a document), and values that are shown nowhere (these
        do not).
    """
    name = path.name
    try:
        template = Template(open_template(path), name)
    except BadTemplate as error:
        return (TemplateFault(name, f"{error.what} {error.todo}".strip()),)
    wanted = _wanted(path.stem)
    found: list[TemplateFault] = []
    tags: list[Tag] = []
    for part in template.stories():
        wrong: list[BadTemplate] = []
        tags += find_tags(part.element, name, wrong)
        found += [TemplateFault(name, f"{e.what} {e.todo}".strip()) for e in wrong]
        for paragraph in part.element.iter(w("p")):
            for match in _ONE_BRACE.finditer(text_of(paragraph)):
                said = f"“{match.group()}” has one brace on each side, so it is printed as it is. Write two."
                found.append(TemplateFault(name, said, stops=False))
    found += _known(name, tags, wanted)
    found += _places(name, template, tags)
    return tuple(dict.fromkeys(found))


def _wanted(kind: str) -> set[str]:
    """The placeholders of the template as it is supplied; nothing for a kind of the officer's own."""
    try:
        return set(placeholders_in(template_bytes(kind)))
    except KeyError:
        return set()


def _named(tag: Tag) -> str:
    return f"block:{tag.name}" if tag.block else tag.name


def _known(name: str, tags: list[Tag], wanted: set[str]) -> list[TemplateFault]:
    if not wanted:
        return []
    have = [_named(t) for t in tags]
    known = wanted | _ALWAYS
    found = []
    for tag in dict.fromkeys(have):
        if tag not in known:
            near = get_close_matches(tag, sorted(known), 1)
            hint = f"Did you mean {{{{{near[0]}}}}}?" if near else "templates/README.md lists the tags."
            found.append(TemplateFault(name, f"The tag {{{{{tag}}}}} is not known. {hint}"))
    for tag in sorted(wanted - set(have)):
        if tag.startswith("block:") and tag != "block:enclosures":
            said = f"The tag {{{{{tag}}}}} is missing, so its words would be lost. Add a paragraph that holds only it."
            found.append(TemplateFault(name, said))
        elif tag == "made_up":
            said = "The tag {{made_up}} is missing, so an example could not say that it is made up. Add a paragraph with it."
            found.append(TemplateFault(name, said, stops=False))
        else:
            said = f"The tag {{{{{tag}}}}} is missing: the document will not show it. Leave it so if you mean to."
            found.append(TemplateFault(name, said, stops=False))
    return found


def _places(name: str, template: Template, tags: list[Tag]) -> list[TemplateFault]:
    body: Any = template.word.element.body
    slots = [t for t in tags if t.block]
    found = [
        TemplateFault(
            name, f"The tag {{{{block:{t.name}}}}} stands in a table, header, footer or frame. Move it into the text itself."
        )
        for t in slots
        if t.paragraph.getparent() is not body
    ]  # fmt: skip
    names = [t.name for t in slots]
    found += [
        TemplateFault(name, f"The tag {{{{block:{n}}}}} stands there more than once. Leave it in one place.")
        for n in dict.fromkeys(names)
        if names.count(n) > 1
    ]
    return found
