"""What goes wrong is a kind with facts; its sentence stands in a catalogue, and nothing reads it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from consultwork.kinds import FaultKind, Kind, Waiting
from consultwork.wording import entries

LIBRARY = Path(__file__).parents[1] / "consultwork"
FILES = sorted(p for p in LIBRARY.rglob("*.py") if "_shipped" not in p.parts)
NAMES = [p.relative_to(LIBRARY).as_posix() for p in FILES]
CATALOGUES: dict[str, type[StrEnum]] = {"refusals": Kind, "blockers": Waiting, "faults": FaultKind}
TEXTS = "\n".join(p.read_text(encoding="utf-8") for p in FILES if p.parent.name != "kinds")


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_each_kind_has_its_sentence_and_each_sentence_its_kind(catalogue: str) -> None:
    """The enum and the catalogue hold the same names, in the same order."""
    said = [name for name in entries(LIBRARY / "wording" / "en" / f"{catalogue}.ftl") if not name.startswith("-")]
    assert sorted(said) == [kind.value for kind in CATALOGUES[catalogue]]


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_each_kind_is_used(catalogue: str) -> None:
    """No kind stands there that nothing ever says, but for those made of a file's own kind."""
    kinds = CATALOGUES[catalogue]
    made = ("not-word-", "no-table-or-text-")  # exchange.door and ooxml.sniff name them by the kind of file
    said = [k for k in kinds if f"{kinds.__name__}.{k.name}" in TEXTS or f'"{catalogue}/{k.value}"' in TEXTS]
    unused = [k for k in kinds if k not in said and not k.value.startswith(made)]
    assert unused == []


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str, str]]:
    """Each place where a kind is given its facts: (call, catalogue, kind)."""
    names = {enum.__name__: catalogue for catalogue, enum in CATALOGUES.items()}
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        for given in call.args:
            if isinstance(given, ast.Attribute) and isinstance(given.value, ast.Name) and given.value.id in names:
                catalogue = names[given.value.id]
                yield call, catalogue, CATALOGUES[catalogue][given.attr].value


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_each_kind_is_given_the_facts_that_its_sentence_names(path: Path) -> None:
    """A sentence never lacks a number or a name: what it tells is given with the kind."""
    wrong = []
    for call, catalogue, kind in _calls(ast.parse(path.read_text(encoding="utf-8"))):
        named = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if any(k.arg is None for k in call.keywords) or named not in (*_ERRORS, "of", "block", "_leave_out"):
            continue
        given = {k.arg.replace("_", "-") for k in call.keywords if k.arg}
        lacking = set(entries(LIBRARY / "wording" / "en" / f"{catalogue}.ftl")[kind]) - given
        if lacking:
            wrong.append((call.lineno, kind, sorted(lacking)))
    assert wrong == []


_ERRORS = ("Refused", "BadFile", "BadSettings", "BadTemplate", "UnknownRef", "Undecided", "Blocked", "StoreError")


def _is_ours(value: ast.expr) -> bool:
    """Whether something is called as our own refusals are; what other libraries say is theirs, and is ``error``."""
    return isinstance(value, ast.Name) and value.id in ("refusal", "refused", "blocker", "blocked", "fault")


def _looked_into(tree: ast.Module) -> Iterator[int]:
    """Lines where code looks into a sentence: by ``in``, by comparing, by a pattern, by its beginning or end."""
    for node in ast.walk(tree):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("startswith", "endswith", "find", "index", "count", "split", "partition"):
                parts = [node.func.value]
            elif node.func.attr in ("search", "match", "fullmatch", "findall", "finditer", "sub"):
                parts = list(node.args)
        for part in parts:
            if isinstance(part, ast.Attribute) and part.attr == "sentence":
                yield node.lineno
            if isinstance(part, ast.Attribute) and part.attr in ("what", "todo") and _is_ours(part.value):
                yield node.lineno
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in ("say", "str"):
                if part.func.id == "say" or (part.args and _is_ours(part.args[0])):
                    yield node.lineno


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_logic_reads_a_sentence(path: Path) -> None:
    """No code looks into what it says to people: it has the kind and the facts."""
    assert list(_looked_into(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_the_look_for_read_sentences_finds_each_way() -> None:
    """The test above sees a sentence that is searched, compared, or cut."""
    for code in (
        '[b for b in found if "changed after" in b.sentence]',
        'x = error.sentence == "gone"',
        "re.search(pattern, blocker.sentence)",
        'fault.sentence.startswith("It has")',
        'if "waits" in str(blocker): pass',
        'x = refusal.what == "gone"',
        'x = status == say("documents/status-draft")',
    ):
        assert list(_looked_into(ast.parse(code))), code


def test_no_status_is_found_by_its_words() -> None:
    """No pattern of the library describes the line that says whether a document is approved."""
    patterns = [
        node.value
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [p for p in patterns if re.search(r"(?i)approved.*\\[dws(]|version \\d", p)] == []


@pytest.mark.parametrize("catalogue", ["blockers", "faults"])
def test_sentences_are_short(catalogue: str) -> None:
    """What an officer reads of what waits has 25 words at the most in each sentence."""
    text = (LIBRARY / "wording" / "en" / f"{catalogue}.ftl").read_text(encoding="utf-8")
    bodies = re.findall(r"(?m)^[a-z][a-z-]* = (.*)$", text)
    sentences = [s for body in bodies for s in re.split(r"(?<=[.?!])\s", re.sub(r"\{[^}]*\}", "x", body))]
    assert [s for s in sentences if len(s.split()) > 25] == []
