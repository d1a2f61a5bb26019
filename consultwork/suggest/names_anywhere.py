"""Names and places that are no word of English: found wherever they stand, in lower case too.

The lists beside this file hold first names and surnames of some sixty languages, and places in the
United Kingdom, without every word that English has (see ``tests/suggest/make_name_lists.py``). People who write on a phone, or who find
writing hard, leave capitals out: "my mate dazza", "me and yusuf ali".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from consultwork.suggest.name_lists import word_set

_Span = tuple[int, int, str, str]
# What friends call each other in Britain, and names that the lists of the package lack.
_ALSO = word_set("""
    dazza gazza bazza shazza kezza jezza wazza hezza tezza bezza lozza mozza cazza daz gaz baz shaz kez loz jez tez chaz
    caz trev kev bez robbo davo tel jonno deano macca gibbo kaz maz naz shazzy debs babs becs jools jaz stevo johnno
    thommo simmo wilko jacko robo tich abz baz shabs moz raz roz
    iolo ianto emyr aneurin eleri heledd mabli lowri nia carys llinos gwilym hywel iwan meirion tudur alwyn dewi gethin
    mhairi catriona ailsa eilidh iona morag ruaridh ruairidh hamish lachlan fearghas seonaid shona kirstie senga
    caoimhe saoirse sorcha aisling grainne roisin dearbhla tadhg cillian oisin diarmuid fionnuala
    hodan ayaan faduma sahra hibaaq liban mukhtar abdirahman abdirashid zamzam nimco xaawo ifrah idil hamdi
    zerihun tesfaye selam semhar yonas abeba mulu berhane dawit natnael bereket mehret
    noorjahan shahnaz nasima taslima begum runa shirina rezaul shafiqul monir jahanara ferdousi
    thuy huong trang phuong quynh nguyet siew meiling xiaoming jiahui yuxuan
    wiremu aroha kasia basia gosia ania krysia zosia wojtek tomek bartek darek jarek zbyszek
    oksana svitlana yevhen dmytro bohdan taras halyna nadiya volodymyr
    gheorghe mihaela florin ionut catalin cosmin razvan adela daciana lavinia
""")  # fmt: skip
_WORD = re.compile(r"(?<![\w@.#'’/&-])[^\W\d_]{3,}(?:['’-][^\W\d_]{2,})*(?![\w@/]|[.][a-z])")
_NEXT = re.compile(r" ([^\W\d_]{3,}(?:['’-][^\W\d_]{2,})*)(?![\w@/])")
_NOT_AFTER = re.compile(
    r" (?:road|rd|street|st|avenue|close|lane|drive|crescent|terrace|grove|place|square|mews|way|hill|court|park|house|"
    r"ward|lodge|centre|unit|hospital|surgery|clinic|practice|hub|hostel|project|school|college|syndrome|disease|method|"
    r"scale|test|therapy)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """First names, small letters, none of which is a word of English."""
    return _listed("first_names.txt") | _ALSO


@lru_cache(maxsize=1)
def surnames() -> frozenset[str]:
    """Surnames, small letters, none of which is a word of English."""
    return _listed("surnames.txt")


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Places in the United Kingdom, small letters, blanks for hyphens."""
    return _listed("places.txt")


def _listed(name: str) -> frozenset[str]:
    lines = (files("consultwork.suggest") / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


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
