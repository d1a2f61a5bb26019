"""Lists of words as data: plain files beside the rooms that use them, each saying where it comes from.

A list of a room lies in the folder ``word_lists`` of that room and is called "suggest/roads"; those that
several rooms share lie here and are called by their name alone, "months". Two kinds of file:

* ``.txt``: one entry a line, in the order in which they are tried. An entry is a word, some words, or,
  where the head says so, a regular expression.
* ``.toml``: lists under names, for a table of words ("hospital" stands in for "[a hospital]").

Both begin with a line ``# Source: ...``. Nothing but the standard library is needed to read them, so
that the form that volunteers fill starts as fast as before.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_HOME = Path(__file__).parent


def _path(name: str, ending: str) -> Path:
    room, slash, stem = name.rpartition("/")
    folder = _HOME.parent / room / "word_lists" if slash else _HOME
    return folder / f"{stem}{ending}"


@cache
def word_list(name: str) -> tuple[str, ...]:
    """The entries of a ``.txt`` list in the order of its file.

    Args:
        name: the list, "months" or with its room, "suggest/roads".
    """
    lines = _path(name, ".txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("# "))


@cache
def word_set(name: str) -> frozenset[str]:
    """The entries of a ``.txt`` list, to look words up in."""
    return frozenset(word_list(name))


def any_of(name: str) -> str:
    """The entries of a ``.txt`` list as the branches of a regular expression, without a group around them.

    Entries are expressions as they stand, so that one line may be "cottages?".
    """
    return "|".join(word_list(name))


@cache
def word_table(name: str) -> Mapping[str, Any]:
    """A ``.toml`` list: entries under names. What a table holds is said in its head."""
    with _path(name, ".toml").open("rb") as file:
        return tomllib.load(file)
