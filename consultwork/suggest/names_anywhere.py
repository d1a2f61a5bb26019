"""Names and places that are no word of English: found wherever they stand, in lower case too.

The lists in the folder beside this file hold first names and surnames of some sixty languages, and places in the
United Kingdom, without every word that English has (see ``tests/suggest/make_name_lists.py``). People who write on a phone, or who find
writing hard, leave capitals out: "my mate dazza", "me and yusuf ali".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from consultwork.word_lists import any_of, word_set

_Span = tuple[int, int, str, str]
# What friends call each other in Britain, and names that the lists of the package lack.
_ALSO = word_set("suggest/also_first_names")
_WORD = re.compile(r"(?<![\w@.#'’/&-])[^\W\d_]{3,}(?:['’-][^\W\d_]{2,})*(?![\w@/]|[.][a-z])")
_NEXT = re.compile(r" ([^\W\d_]{3,}(?:['’-][^\W\d_]{2,})*)(?![\w@/])")
_NOT_AFTER = re.compile(rf" (?:{any_of('suggest/not_after_names')})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names, small letters, none of which is a word of English."""
    return word_set("suggest/first_names") | _ALSO


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Surnames, small letters, none of which is a word of English."""
    return word_set("suggest/surnames")


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Places in the United Kingdom, small letters, blanks for hyphens."""
    return word_set("suggest/places")


def names_anywhere(text: str) -> Iterator[_Span]:
    """First names with the surnames after them: (start, end, kind, stand-in).

    A name that a place is called by ("Alexandra Road") is left to the search for places.
    """
    end = 0
    for m in _WORD.finditer(text):
        word = m.group().removesuffix("'s").removesuffix("’s")
        if m.start() < end or not _is_first(word) or _NOT_AFTER.match(text, m.start() + len(word)):
            continue
        end = m.start() + len(word)
        while following := _NEXT.match(text, end):
            low = following.group(1).lower().removesuffix("'s").removesuffix("’s")
            if low not in surnames() and low not in first_names():
                break
            end = following.start(1) + len(low)
        yield m.start(), end, "name", "[a name]"


def _is_first(word: str) -> bool:
    # Short words all in capitals are mostly abbreviations.
    if word.isupper() and len(word) < 4:
        return False
    parts = word.lower().split("-")
    return all(p in first_names() for p in parts) if len(parts) > 1 else word.lower() in first_names()


_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONGEST_PLACE = 5


def places_anywhere(text: str) -> Iterator[_Span]:
    """Places by the list, the longest first: "burgess hill", "Ashby-de-la-Zouch"."""
    words = [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    n = 0
    while n < len(words):
        for many in range(min(_LONGEST_PLACE, len(words) - n), 0, -1):
            run = words[n : n + many]
            gaps = (text[a[2] : b[1]] for a, b in pairwise(run))
            if " ".join(w for w, _, _ in run).replace("’", "'") in places() and all(g in (" ", "-") for g in gaps):
                if not _NOT_AFTER.match(text, run[-1][2]):
                    yield run[0][1], run[-1][2], "place", "[a place]"
                n += many - 1
                break
        n += 1
