"""Lists of words: data that says where it comes from, and none left in Python."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from consultwork.word_lists import any_of, word_list, word_set, word_table

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "consultwork"
LISTS = sorted(p for p in LIBRARY.rglob("word_lists/*") if p.suffix in (".txt", ".toml"))
ROOMS = ("suggest", "exchange", "journey", "settings")
CODE = sorted([LIBRARY / "details.py", *(p for room in ROOMS for p in (LIBRARY / room).rglob("*.py"))])
LONG = 12


def _named(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


def _tables(value: object) -> Iterator[list[str]]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _tables(inner)
    elif isinstance(value, list):
        if value and all(isinstance(entry, str) for entry in value):
            yield value
        else:
            for inner in value:
                yield from _tables(inner)


def test_there_are_lists() -> None:
    """The tests below look at every list of every room."""
    assert len(LISTS) > 70 and {p.parts[-3] for p in LISTS} >= {"suggest", "exchange", "journey"}


@pytest.mark.parametrize("path", LISTS, ids=_named)
def test_every_list_says_where_it_comes_from(path: Path) -> None:
    """A list's first line names its source, its second what it is for."""
    first, second = path.read_text(encoding="utf-8").splitlines()[:2]
    assert re.fullmatch(r"# Source: \w.{8,}\.", first), first
    assert re.fullmatch(r"# \S.{8,}[.:]", second), second


@pytest.mark.parametrize("path", LISTS, ids=_named)
def test_no_list_holds_an_entry_twice(path: Path) -> None:
    """No entry stands twice in a list, and none is blank at an end."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        lists = list(_tables(tomllib.loads(text)))
    else:
        lists = [[line for line in text.splitlines() if not line.startswith("# ")]]
    for entries in lists:
        assert [entry for entry, times in Counter(entries).items() if times > 1] == []
        assert [entry for entry in entries if not entry.strip() or entry != entry.strip("\n\r\t")] == []


@pytest.mark.parametrize("path", LISTS, ids=_named)
def test_every_list_is_used(path: Path) -> None:
    """Some module asks for each list by its name."""
    room = path.parts[-3]
    name = path.stem if room == "consultwork" else f"{room}/{path.stem}"
    code = "\n".join(p.read_text(encoding="utf-8") for p in LIBRARY.rglob("*.py"))
    assert re.search(rf"[\"']{name}[\"']", code), name


def test_lists_are_read_in_their_order_and_once() -> None:
    """Entries come in the order of the file, as branches too, and a second look opens no file."""
    months = word_list("months")
    assert months[0].startswith("jan") and months[-1].startswith("dec") and word_list("months") is months
    assert any_of("months") == "|".join(months) and word_set("months") == set(months)
    assert re.fullmatch(any_of("months"), "september")
    assert word_table("suggest/services")["stand_in"]["infirmary"] == "[a hospital]"


# What stands in Python still, and why it may.
_MAY_STAND = {
    "__all__": "names of Python",
    "Literal": "a type",
}


def _pattern(node: ast.AST) -> str | None:
    """A string as it stands in the source; what is put into it counts as one word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "X" for v in node.values)
    return None


def _most_branches(pattern: str) -> int:
    """The most alternatives that one group of a regular expression has."""
    plain = re.sub(r"\\.|\[(?:\\.|[^\]\\])+\]", "x", pattern)
    counts, most = [1], 1
    for letter in plain:
        if letter == "(":
            counts.append(1)
        elif letter == ")" and len(counts) > 1:
            counts.pop()
        elif letter == "|":
            counts[-1] += 1
            most = max(most, counts[-1])
    return most


def _words_of(node: ast.AST) -> int:
    """How many plain words a literal lists: a tuple, a set, a list, the keys of a dict, a split string."""
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        entries = node.elts
    elif isinstance(node, ast.Dict):
        entries = [key for key in node.keys if key is not None]
    elif isinstance(node, ast.Call) and len(node.args) < 2:
        text = node.func.value if isinstance(node.func, ast.Attribute) else (node.args or [node])[0]
        splits = isinstance(node.func, ast.Attribute) and node.func.attr == "split"
        splits = splits or (isinstance(node.func, ast.Name) and node.func.id == "word_set")
        is_text = isinstance(text, ast.Constant) and isinstance(text.value, str)
        return len(text.value.split()) if splits and is_text and isinstance(text, ast.Constant) else 0
    else:
        return 0
    texts = [entry.value for entry in entries if isinstance(entry, ast.Constant) and isinstance(entry.value, str)]
    return sum(bool(re.fullmatch(r"[^\W\d_][\w'’. -]{0,30}", text)) and "%" not in text for text in texts)


def _long_literals(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    waived: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in _MAY_STAND:
            waived |= set(ast.walk(node))
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id in _MAY_STAND for t in node.targets):
            waived |= set(ast.walk(node))
        # Fields that are filled in by name: {"title": title, ...} is no list of words.
        if isinstance(node, ast.Dict) and not all(isinstance(v, ast.Constant) for v in node.values):
            waived.add(node)
    for node in ast.walk(tree):
        if node in waived:
            continue
        if _words_of(node) >= LONG:
            yield f"line {node.lineno}"  # type: ignore[attr-defined]
        pattern = _pattern(node)
        if pattern is not None and _most_branches(pattern) >= LONG:
            yield f"line {node.lineno}: a pattern"  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", CODE, ids=_named)
def test_no_long_list_of_words_stands_in_python(path: Path) -> None:
    """No literal of twelve words or more, and no pattern of twelve alternatives, stands in these rooms."""
    assert list(_long_literals(path)) == []


def test_the_search_for_literals_finds_each_kind(tmp_path: Path) -> None:
    """A tuple, a set, a dict, a split string and a pattern of twelve words are seen; eleven are not."""
    words = [f"word{chr(97 + number)}" for number in range(LONG)]
    literals = [repr(tuple(words)), repr(set(words)), repr(dict.fromkeys(words, "")), f"{' '.join(words)!r}.split()"]
    literals.append(repr(rf"\b(?:{'|'.join(words)})\b"))
    literals.append(f"f{'x(?:' + '|'.join(words) + '){y}'!r}")
    for number, literal in enumerate(literals):
        planted = tmp_path / f"planted{number}.py"
        planted.write_text(f"y = 1\nx = {literal}\n", encoding="utf-8")
        assert list(_long_literals(planted)), literal
    fewer = tmp_path / "fewer.py"
    fewer.write_text(f"x = {tuple(words[1:])!r}\n", encoding="utf-8")
    assert list(_long_literals(fewer)) == []
