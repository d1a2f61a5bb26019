"""Is a template fit to be filled? Everything that is wrong with it, a sentence each, before anything is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from consultwork.errors import BadTemplate
from consultwork.kinds import FaultKind, Kind
from consultwork.model.writing import Facts
from consultwork.word.house_style import template_bytes
from consultwork.word.template.placeholders import placeholders_in
from consultwork.word.template.tags import Tag, find_tags, text_of, w
from consultwork.word.template.template import Template, open_template
from consultwork.wording import ENGLISH, say

_ONE_BRACE = re.compile(r"(?<!\{)\{\s*(?:block\s*:\s*)?[A-Za-z][\w-]*\s*\}(?!\})")
# What every document has a value for, whether the supplied template shows it or not.
_ALWAYS = frozenset(("title", "organisation", "date", "status", "contact", "made_up", "logo"))


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One thing that is wrong with a template. ``stops`` says whether a document could not be made."""

    template: str
    kind: FaultKind | Kind
    facts: Facts = ()
    stops: bool = True

    @property
    def sentence(self) -> str:
        """What a person reads, in English as it was shipped."""
        facts = dict(self.facts)
        return f"{say(self.kind.entry, **facts)} {ENGLISH.maybe(f'{self.kind.entry}.todo', **facts)}".strip()

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
        return (TemplateFault(name, error.kind, tuple(error.facts.items())),)
    wanted = _wanted(path.stem)
    faults: list[TemplateFault] = []
    tags: list[Tag] = []
    for part in template.stories():
        wrong: list[BadTemplate] = []
        tags += find_tags(part.element, name, wrong)
        faults += [TemplateFault(name, e.kind, tuple(e.facts.items())) for e in wrong]
        for paragraph in part.element.iter(w("p")):
            for match in _ONE_BRACE.finditer(text_of(paragraph)):
                faults.append(TemplateFault(name, FaultKind.ONE_BRACE, (("tag", match.group()),), stops=False))
    faults += _known(name, tags, wanted)
    faults += _places(name, template, tags)
    return tuple(dict.fromkeys(faults))


def _wanted(kind: str) -> set[str]:
    """The placeholders of the template as it is supplied; nothing for a kind of the officer's own."""
    try:
        return set(placeholders_in(template_bytes(kind)))
    except KeyError:
        return set()


def _as_typed(tag: str) -> str:
    return f"{{{{{tag}}}}}"


def _named(tag: Tag) -> str:
    return f"block:{tag.name}" if tag.block else tag.name


def _known(name: str, tags: list[Tag], wanted: set[str]) -> list[TemplateFault]:
    if not wanted:
        return []
    have = [_named(t) for t in tags]
    known = wanted | _ALWAYS
    faults = []
    for tag in dict.fromkeys(have):
        if tag not in known:
            near = get_close_matches(tag, sorted(known), 1)
            hint = _as_typed(near[0]) if near else "none"
            faults.append(TemplateFault(name, FaultKind.UNKNOWN_TAG, (("tag", _as_typed(tag)), ("near", hint))))
    for tag in sorted(wanted - set(have)):
        if tag.startswith("block:") and tag != "block:enclosures":
            faults.append(TemplateFault(name, FaultKind.MISSING_BLOCK_TAG, (("tag", _as_typed(tag)),)))
        elif tag == "made_up":
            faults.append(TemplateFault(name, FaultKind.MISSING_MADE_UP_TAG, (("tag", _as_typed(tag)),), stops=False))
        else:
            faults.append(TemplateFault(name, FaultKind.MISSING_TAG, (("tag", _as_typed(tag)),), stops=False))
    return faults


def _places(name: str, template: Template, tags: list[Tag]) -> list[TemplateFault]:
    body: Any = template.word.element.body
    slots = [t for t in tags if t.block]
    faults = [
        TemplateFault(name, FaultKind.BLOCK_TAG_IN_A_TABLE_OR_HEADER, (("tag", _as_typed(f"block:{t.name}")),))
        for t in slots
        if t.paragraph.getparent() is not body
    ]  # fmt: skip
    names = [t.name for t in slots]
    faults += [
        TemplateFault(name, FaultKind.BLOCK_TAG_STANDS_TWICE, (("tag", _as_typed(f"block:{n}")),))
        for n in dict.fromkeys(names)
        if names.count(n) > 1
    ]
    return faults
