"""What people read, as data: catalogues by language, a file each, that a person can open and change.

An entry has a key and a text, and the text names its facts::

    no-person = there is no person { $person }.
        .todo = The refs stand in the permissions table.

Code asks for an entry by its catalogue and key, ``say("refusals/no-person", person="P-0007")``, and never
reads what comes back. A charity's own file in its workspace, ``data/wording/en/form.ftl``, stands before
ours entry by entry. An entry that a language lacks is said in English, and ``consultwork wording`` lists it.

The format is Fluent: keys are names and not English sentences, a text may choose its words by a number,
and a file is read as it lies, without being compiled. ``docs/decisions/wording.md`` compares it with gettext.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentDate, FluentNumber, fluent_number
from fluent.syntax import FluentParser, ast

LANGUAGE = "en"
OWN = ("data", "wording")  # where a workspace keeps its own, below its root
_HERE = Path(__file__).parent


class Wording:
    """What is said in one language, with a charity's own words before ours.

    Args:
        language: its code; entries that it lacks are said in English.
        own: the workspace whose own files stand before ours, or None.
    """

    def __init__(self, language: str = LANGUAGE, own: Path | None = None) -> None:
        self.language, self.own = language, own
        self._bundles: dict[str, list[FluentBundle]] = {}

    def __repr__(self) -> str:
        return f"Wording({self.language!r})"

    def say(self, key: str, **facts: object) -> str:
        """The text of an entry.

        Args:
            key: catalogue and entry, "form/start-heading"; or of a part of it, "refusals/no-person.todo".
            facts: what the text names. Whole numbers are never broken into thousands.

        Raises:
            KeyError: there is no such entry, also in English.
        """
        return self._found(key, facts)

    def maybe(self, key: str, **facts: object) -> str:
        """The same, or "" where there is no such entry."""
        try:
            return self._found(key, facts)
        except KeyError:
            return ""

    def digest(self, keys: Iterable[str]) -> str:
        """Twelve letters that stand for the very words of some entries: other words, another digest."""
        said = "\n".join(f"{key}={self.say(key)}" for key in keys)
        return hashlib.sha256(f"{self.language}\n{said}".encode()).hexdigest()[:12]

    def _found(self, key: str, facts: dict[str, object]) -> str:
        catalogue, _, name = key.partition("/")
        entry, _, part = name.partition(".")
        for bundle in self._of(catalogue):
            if bundle.has_message(entry):
                message = bundle.get_message(entry)
                pattern = message.attributes.get(part) if part else message.value
                if pattern is not None:
                    given = {k.replace("_", "-"): _as_fact(v) for k, v in facts.items()}
                    text, wrong = bundle.format_pattern(pattern, given)
                    if wrong:
                        raise KeyError(f"{key}: {wrong[0]}")
                    return str(text)
        raise KeyError(key)

    def _of(self, catalogue: str) -> list[FluentBundle]:
        """Where to look for an entry, in order: own words, ours, own English words, English."""
        if catalogue not in self._bundles:
            made = []
            for language in dict.fromkeys((self.language, LANGUAGE)):
                places = [self.own.joinpath(*OWN, language)] if self.own else []
                for folder in (*places, _HERE / language):
                    path = folder / f"{catalogue}.ftl"
                    if path.is_file():
                        made.append(_bundle(path, path.stat().st_mtime_ns, language))
            self._bundles[catalogue] = made
        return self._bundles[catalogue]


@cache
def _bundle(path: Path, changed: int, language: str) -> FluentBundle:
    """A catalogue as it was read; read again when the file changed."""
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")), allow_overrides=True)
    return bundle


def _as_fact(value: object) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return fluent_number(value, useGrouping=False)
    if isinstance(value, (FluentNumber, FluentDate)):
        return value
    return str(value)


ENGLISH = Wording()


def say(key: str, **facts: object) -> str:
    """The text of an entry in English as it was shipped: see ``Wording.say``."""
    return ENGLISH.say(key, **facts)


def catalogues(folder: Path = _HERE / LANGUAGE) -> tuple[str, ...]:
    """The names of the catalogues in a folder."""
    return tuple(sorted(p.stem for p in folder.glob("*.ftl")))


def entries(path: Path) -> dict[str, tuple[str, ...]]:
    """The entries of one catalogue, each with the facts that its text and its parts name.

    Raises:
        ValueError: a line of it cannot be read; the message says which.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found: dict[str, tuple[str, ...]] = {}
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            line = text[: entry.span.start].count("\n") + 1 if entry.span else 0
            raise ValueError(f"line {line} cannot be read: {entry.annotations[0].message}")
        if isinstance(entry, ast.Message):
            found[entry.id.name] = tuple(sorted(set(_facts(entry))))
    return found


def _facts(node: object) -> Iterable[str]:
    if isinstance(node, ast.VariableReference):
        yield node.id.name
    elif isinstance(node, ast.BaseNode):
        for value in vars(node).values():
            for child in value if isinstance(value, list) else (value,):
                yield from _facts(child)


def missing(language: str, own: Path | None = None) -> tuple[str, ...]:
    """The entries that a language lacks, as "form/start-heading": they are said in English."""
    lacks = []
    for catalogue in catalogues():
        has = dict(entries(_HERE / language / f"{catalogue}.ftl"))
        if own is not None:
            has |= entries(own.joinpath(*OWN, language, f"{catalogue}.ftl"))
        lacks += [
            f"{catalogue}/{entry}" for entry in entries(_HERE / LANGUAGE / f"{catalogue}.ftl") if entry not in has
        ]
    return tuple(lacks)


def unknown(own: Path) -> tuple[str, ...]:
    """Entries of a workspace's own files that nothing ever says, or whose facts are none: mistyped, most likely."""
    odd = []
    for path in sorted(own.joinpath(*OWN).glob("*/*.ftl")):
        ours = entries(_HERE / LANGUAGE / path.name)
        for entry, facts in entries(path).items():
            if entry not in ours or set(facts) - set(ours[entry]):
                odd.append(f"{path.parent.name}/{path.stem}/{entry}")
    return tuple(odd)
