"""Words that may identify someone: by their form, by the words around them, by names and places.

Forms (an e-mail address, a postcode) come from ``consultwork.details``. What has no form of its own
is found by cue words ("my name is", "my worker"), titles, and lists of names and towns, which count
only with a capital in mid-sentence or after a cue. A person decides on every finding, and some are
always missed: this never makes a text anonymous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from consultwork.details import find_personal_details
from consultwork.model import Finding
from consultwork.suggest.name_lists import (
    DOUBTFUL_NAMES,
    DOUBTFUL_TOWNS,
    EVERYDAY,
    FIRST_NAMES,
    MONTH_LIKE,
    NOT_NAMES,
    SURNAMES,
    TOWNS,
)
from consultwork.suggest.named_by_model import names_by_model
from consultwork.suggest.names_anywhere import names_anywhere, places_anywhere
from consultwork.suggest.pattern_rules import ages, dates, handles, references
from consultwork.suggest.unknown_names import unknown_names
from consultwork.word_lists import any_of, word_set, word_table

_Span = tuple[int, int, str, str]  # start, end, kind, stand-in

_LETTER = r"[^\W\d_]"
_WORD = rf"{_LETTER}+(?:['’\-]{_LETTER}+)*"
_ROAD = rf"(?:{any_of('suggest/roads')})"
# Roads that are called nothing else: these count in lower case too, without a number.
_ROAD_ONLY = rf"(?:{any_of('suggest/roads_only')})"
_ADDRESS = re.compile(
    rf"\b(?:(?:flat|apartment|apt|unit|room) \d+[a-z]?,? (?:at )?)?\d{{1,4}}[a-z]?,? ((?:{_WORD} ){{1,3}}){_ROAD}\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b(?:on|in|of|at|off|to|from|near|along) ((?:[A-Z][\w'’\-]+ ){1,3}(?:Road|Rd|Street|Avenue|Close|Lane|Drive|Crescent|Terrace|Grove|Mews))\b"
)
_STREET_LOWER = re.compile(
    rf"\b(?:{any_of('suggest/before_street')}) (?=[a-z])((?:{_LETTER}[\w'’\-]+ ){{1,2}}){_ROAD_ONLY}\b",
    re.IGNORECASE,
)
_STREET_BARE = re.compile(
    rf"(?<![\w'’-])((?:[A-Z][a-z][\w'’\-]+ ){{1,3}}(?:{any_of('suggest/roads_with_capital')}))\b"
    rf"(?! (?:{any_of('suggest/not_after_road')}))"
)
_FLAT = re.compile(
    r"\b(?:(?:(?:basement|ground floor|top|attic|garden) )?flat|apartment|apt\.?|house number|door number|bedsit|caravan|pitch|plot|po box|p\.o\. box)"
    r" (?:is |number |no\.? ?)?(?:\d{1,5}[a-z]?|[a-f](?=[,.]))(?!\w)",
    re.IGNORECASE,
)
_SERVICES: Mapping[str, str] = word_table("suggest/services")["stand_in"]
_KIND_OF_PLACE = "|".join(_SERVICES)
_SERVICE_ANY = re.compile(rf"\b((?:{_WORD}\.? ){{1,2}})({_KIND_OF_PLACE})\b", re.IGNORECASE)
_WARD = re.compile(r"\bward [0-9]{1,2}[A-Za-z]?\b|\b[A-Z]\d{1,2} ward\b", re.IGNORECASE)
_PRISON = re.compile(r"\bHM[PY](?:OI)? [A-Z]\w+(?: [A-Z]\w+)?")
_SAINT = re.compile(
    r"\bSt\.? [A-Z]\w+(?:['’]s|s['’])?(?: (?:Hospital|Hospice|House|Ward|Surgery|Clinic|School|Centre))\b"
    r"|\bSt\.? [A-Z]\w+['’]s\b"
)
_GENERAL = word_set("suggest/general_words_of_services")
_TITLE = re.compile(
    rf"\b({any_of('suggest/titles')}) "
    rf"(?:[A-Z]\.? )*(?=((?:{_WORD}|[A-Z]\.?)(?: {_WORD})?))",
    re.IGNORECASE,
)
_ROLE = rf"(?:(?:{any_of('suggest/roles_before')}) ?-?)*(?:{any_of('suggest/roles')})"
_ROLE_CUE = re.compile(
    rf"\b(?:(?:my|our|his|her|their|your|the|a|an)) {_ROLE},?(?: is| was)?(?: (?:called|named))?,? (?=({_WORD}(?: {_WORD})?))",
    re.IGNORECASE,
)
_PLAIN_ROLE = re.compile(rf"\b{_ROLE} (?:(?:called|named) )?([A-Z]{_LETTER}+(?:[-'’]{_LETTER}+)?(?: [A-Z]{_LETTER}+)?)")
_NAME_CUE = re.compile(
    rf"\b(?:(?:my|his|her|their|whose|the) (?:\w+(?:['’]s)? )?(?:first |full |real |sur)?name(?:['’]s| is| was)|name:|signed,?|"
    rf"(?:yours|regards|best wishes|kind regards|love),?\n|known as) ?(?=({_WORD}(?: {_WORD}){{0,2}}))",
    re.IGNORECASE,
)
_LISTED_CUE = re.compile(
    rf"\b(?:{any_of('suggest/before_listed_names')}) (?=({_WORD}(?: {_WORD})?))",
    re.IGNORECASE,
)
_STRONG_LISTED = re.compile(rf"^(?:{any_of('suggest/before_names_surely')})", re.IGNORECASE)
_CAPITALISED = re.compile(r"(?<![\w@#])[A-ZÀ-Þ][a-zß-ÿœšžłńśćźżęąő]+(?:['’\-][A-ZÀ-Þ]?[a-zß-ÿ]+)*")
_PLACE_CUE = re.compile(
    rf"\b({any_of('suggest/before_places')}) ((?:West |East |North |South |Great |St\.? )?{_WORD}"
    r"(?:[ -](?:on|upon|by|in|under|le|and)[ -][A-Z]\w+(?:[ -][A-Z]\w+)?| Regis| Wells| Spa| Keynes| Edmunds)?)",
    re.IGNORECASE,
)
_LIVES = re.compile(
    rf"\b(?:liv(?:e|es|ed|ing) (?:in|near)|(?:come|comes|came|i['’]m|i am|moved|travel(?:led)?) (?:from|to)|moved to|born in|grew up in|based in|here in|from) ({_WORD})",
    re.IGNORECASE,
)
_LONG_TOWNS = re.compile(rf"\b(?:{any_of('suggest/long_towns')})\b")


def find_details(text: str, *, model: bool = True) -> tuple[Finding, ...]:
    """Words that may identify someone: forms, names, places, services, dates, addresses, handles, numbers.

    Args:
        text: words as they came in.
        model: ask the language model too, where ``consultwork[names]`` is installed.

    Returns:
        Findings in the order of the text, not overlapping, offsets in code points, end exclusive.
        Kinds: those of ``find_personal_details``, and name, place, service, date, address,
        social media name, reference number.
    """
    found = list(find_personal_details(text))
    taken = [(f.start, f.end) for f in found]

    def names_after_names(text: str) -> Iterator[_Span]:
        return _and_more(text, [f.end for f in found if f.kind == "name"])

    searches = (
        handles, references, _services, _addresses, dates, ages, unknown_names, _names, names_anywhere,
        names_after_names, _places, places_anywhere, names_by_model,
    )  # fmt: skip
    for search in searches if model else searches[:-1]:
        for start, end, kind, stand_in in search(text):
            if all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
                found.append(Finding("", start, end, kind, text[start:end], stand_in))
    return tuple(sorted(found, key=lambda f: f.start))


def _addresses(text: str) -> Iterator[_Span]:
    for m in _ADDRESS.finditer(text):
        words = m.group(1).lower().split()
        if not any(w in EVERYDAY or w in _UNITS for w in words):
            yield *m.span(), "address", "[an address]"
    for m in _STREET.finditer(text):
        if m.group(1).split()[0].lower() not in EVERYDAY | _GENERAL_STREET:
            yield *m.span(1), "address", "[an address]"
    for m in _STREET_BARE.finditer(text):
        words = m.group(1).split()
        if not any(w.lower() in EVERYDAY | _GENERAL_STREET for w in words[:-1]):
            yield *m.span(1), "address", "[an address]"
    for m in _STREET_LOWER.finditer(text):
        words = m.group(1).lower().split()
        if not any(w in EVERYDAY | _GENERAL_STREET | _UNITS or w in _GENERAL for w in words):
            yield m.start(1), m.end(), "address", "[an address]"
    for m in _FLAT.finditer(text):
        yield *m.span(), "address", "[an address]"


_UNITS = word_set("suggest/units_of_time_and_way")
_GENERAL_STREET = word_set("suggest/general_words_of_streets")


def _services(text: str) -> Iterator[_Span]:
    for pattern, stand_in in ((_PRISON, "[a prison]"), (_WARD, "[a ward]")):
        for m in pattern.finditer(text):
            yield *m.span(), "service", stand_in
    yield from _named_services(text)
    for m in _SERVICE_LOWER.finditer(text):
        first = m.group(1).lower()
        if not (first in _GENERAL or first in EVERYDAY) and (first in TOWNS or m.group(2).lower() in _TELLING_PLACE):
            yield *m.span(), "service", _SERVICES[m.group(2).lower()]
    for m in _SERVICE_TREE.finditer(text):
        yield *m.span(1), "service", _SERVICES[m.group(2).lower()]
    for m in _HOME.finditer(text):
        yield *m.span(), "service", "[a service]"
    for m in _ON_WARD.finditer(text):
        if m.group(1).lower() not in _GENERAL | EVERYDAY:
            yield *m.span(1)[:1], m.end(), "service", "[a ward]"
    for m in _SAINT.finditer(text):
        yield *m.span(), "service", "[a service]"


def _named_services(text: str) -> Iterator[_Span]:
    for m in _SERVICE_NAMED.finditer(text):
        words = [(w.group(), m.start(1) + w.start()) for w in re.finditer(r"\S+", m.group(1))]
        if words[0][0].lower() in _TITLES:  # "Dr Patel of Conquest Hospital"
            words = words[2:]
        while words and (
            _NO_PLACE.search(words[0][0])
            or words[0][0].lower().strip(".,") in _LEAD_OUT
            or words[0][0].lower() in _GENERAL - _PART_OF_NAME
        ):
            words.pop(0)
        if any(w.lower().strip(".") not in _GENERAL | _LEAD_OUT for w, _ in words):
            yield words[0][1], m.end(), "service", _SERVICES[m.group(2).lower()]


_LEAD_OUT = EVERYDAY | word_set("suggest/leading_words_of_services")
_PART_OF_NAME = word_set("suggest/parts_of_service_names")
_CAP = r"(?:St\.|[A-Z][\w’']*(?:-[A-Za-z]\w*)*)"
_SERVICE_NAMED = re.compile(rf"\b((?:{_CAP} )(?:{_CAP} |(?:of|the|and|&) (?=[A-Z])){{0,4}})((?i:{_KIND_OF_PLACE}))\b")
_SERVICE_LOWER = re.compile(rf"\b(?:at|in|to|from) ({_LETTER}[\w’'\-]+) ({_KIND_OF_PLACE})\b", re.IGNORECASE)
_SERVICE_TREE = re.compile(
    rf"\b((?:{any_of('suggest/named_after')}) ({_KIND_OF_PLACE}))\b",
    re.IGNORECASE,
)
_HOME = re.compile(r"\b(?:[A-Z][a-z]+ ){1,3}(?:Care Home|Nursing Home|Nursery)\b")
_ON_WARD = re.compile(rf"\bon ({_LETTER}{{4,}}) ward\b", re.IGNORECASE)
_TELLING_PLACE = frozenset(("hospital", "infirmary", "hospice", "ward"))
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "doctor", "prof", "professor", "nurse", "sister"))
_NO_PLACE = re.compile(r"ly$|^(?:NHS|GP|111|999|A&E)", re.IGNORECASE)


def _names(text: str) -> Iterator[_Span]:
    yield from _after_titles(text)
    yield from _after_cues(text)
    for m in _SHORT_NAME.finditer(text):
        yield *m.span(1), "name", "[a name]"
    for m in _KIN.finditer(text):
        if _may_name((m.group(1), m.start(1), m.end(1)), needs_capital=False) and m.group(1).lower() not in _NOT_KIN:
            yield *m.span(1), "name", "[a name]"
    for m in _PLAIN_ROLE.finditer(text):
        words = _spans(m, 1)
        if _may_name(words[0], needs_capital=True):
            yield _reach(text, words[0][1], words)
    yield from _after_listing(text)
    yield from _listed_names(text)


def _after_titles(text: str) -> Iterator[_Span]:
    for m in _TITLE.finditer(text):
        title = m.group(1).rstrip(".").lower()
        words = _spans(m, 2)
        if _may_name(words[0], needs_capital=title not in _SHORT_TITLES, strict=title in _PLAIN_TITLES):
            yield _reach(text, m.start(), words)


def _after_cues(text: str) -> Iterator[_Span]:
    for m in _NAME_CUE.finditer(text):
        words = _spans(m, 1)
        if _may_name(words[0], needs_capital=False):
            yield _reach(text, words[0][1], words)
    for m in _ROLE_CUE.finditer(text):
        words = _spans(m, 1)
        first = words[0][0]
        if (first[:1].isupper() and _may_name(words[0], needs_capital=True)) or first.lower() in FIRST_NAMES:
            yield _reach(text, words[0][1], words)


def _after_listing(text: str) -> Iterator[_Span]:
    for m in _LISTED_CUE.finditer(text):
        words = _spans(m, 1)
        first, low = words[0][0], words[0][0].lower()
        strong = bool(_STRONG_LISTED.match(m.group()))
        listed = low in FIRST_NAMES or (low in DOUBTFUL_NAMES and low not in MONTH_LIKE and first[:1].isupper())
        if listed and (first[:1].isupper() or strong) and not _is_place_after_all(text, words):
            yield _reach(text, words[0][1], words)


def _and_more(text: str, names: list[int]) -> Iterator[_Span]:
    """Names that follow a name: "Mohammed and Agnieszka", "Ann, Bo and Cy". ``names`` are where names end."""
    while names:
        m = _NEXT_NAME.match(text, names.pop())
        if m and m.group(1).lower() not in NOT_NAMES | EVERYDAY | TOWNS and not _PLACE_AFTER.match(text, m.end()):
            names.append(m.end())
            yield *m.span(1), "name", "[a name]"


_NEXT_NAME = re.compile(r"(?:,| and| &|, and) ([A-ZÀ-Þ][a-zß-ÿ]+(?: [A-ZÀ-Þ][a-zß-ÿ]+)?)(?=[ .,!;:\n]|$)")


_SHORT_NAME = re.compile(
    rf"\b(?:called|named|(?:my|our|his|her) (?:{any_of('suggest/companions')})(?: is)?)"
    rf" ({any_of('suggest/short_names')})\b(?![-'’])",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:my|our|his|her) (?:eldest |youngest |older |younger |big |little |late )?"
    rf"(?:{any_of('suggest/kin')}) ({_LETTER}+) (?:was|is|has|had|who)\b",
    re.IGNORECASE,
)
_NOT_KIN = word_set("suggest/not_kin_names")
_SHORT_TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "prof"))
_PLAIN_TITLES = frozenset(("sister", "lady", "sir", "matron", "constable"))


def _listed_names(text: str) -> Iterator[_Span]:
    """Names from the lists: with a capital in mid-sentence, or before a surname or what people do."""
    for m in _CAPITALISED.finditer(text):
        low = m.group().lower().removesuffix("'s").removesuffix("’s")
        if low not in FIRST_NAMES and low not in DOUBTFUL_NAMES:
            continue
        after = _AFTER_NAME.match(text, m.end())
        surname = after.group(1) if after else ""
        words = [(m.group(), m.start(), m.end())]
        if surname and after is not None:
            words.append((surname, after.start(1), after.end(1)))
        if _is_place_after_all(text, words):
            continue
        surnamed = bool(surname) and (surname.lower().removesuffix("'s") in SURNAMES)
        mid = not _SENTENCE_START.search(text, 0, m.start())
        if low in DOUBTFUL_NAMES:
            possible = surname and mid and surname.lower() not in NOT_NAMES | EVERYDAY and low not in MONTH_LIKE
            if surnamed or possible:
                yield _reach(text, m.start(), words)
        elif mid or surnamed or surname or _NAME_DOES.match(text, m.end()):
            yield _reach(text, m.start(), words)


_AFTER_NAME = re.compile(r" ([A-ZÀ-Þ][\w]*(?:['’\-][A-Za-z]\w*)*)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n•\-*] ?|[.!?][\"'”’)]* +)[\"'“‘(]*$")
_NAME_DOES = re.compile(rf"(?:['’]s)?,? (?:{any_of('suggest/after_names')})\b|,")


def _spans(m: re.Match[str], group: int) -> list[tuple[str, int, int]]:
    start = m.start(group)
    return [(w.group(), start + w.start(), start + w.end()) for w in re.finditer(r"\S+", m.group(group))]


def _may_name(word: tuple[str, int, int], *, needs_capital: bool, strict: bool = False) -> bool:
    """Whether a word after a cue can be a name."""
    bare, low = word[0].rstrip("."), word[0].lower().rstrip(".").removesuffix("'s").removesuffix("’s")
    if low in EVERYDAY or low in NOT_NAMES or (bare.isupper() and len(bare) > 3):
        return False
    known = low in FIRST_NAMES or low in SURNAMES or low in DOUBTFUL_NAMES
    if bare[:1].isupper():
        return known if strict else True
    if needs_capital or strict:
        return False
    return known or not _VERBAL.search(low)


# After "dr" in lower case: "dr said", "dr didn't", "dr appointment" are not names.
_VERBAL = re.compile(
    r"(?:ed|ing|n't|n’t|ly|ment|ments|ion|ions|er's)$|"
    rf"^(?:{any_of('suggest/not_after_titles')})$"
)


def _reach(text: str, start: int, words: list[tuple[str, int, int]]) -> _Span:
    """A name from ``start`` on, over a surname that follows, without a possessive."""
    end = words[0][2]
    for n, (word, a, b) in enumerate(words[1:], 1):
        low = word.lower().removesuffix("'s").removesuffix("’s")
        capital = word[:1].isupper() and not word.isupper()
        before = text[words[n - 1][2] : a]
        known = low in SURNAMES and words[0][0][:1].islower()
        if before == " " and low not in EVERYDAY and low not in NOT_NAMES and (capital or known):
            end = b
        else:
            break
    else:
        last = words[-1][0]
        more = _AFTER_NAME.match(text, end)
        if more and last[:1].isupper():
            low = more.group(1).lower()
            if low not in EVERYDAY and low not in NOT_NAMES and not more.group(1).isupper():
                end = more.end(1)
    for tail in ("'s", "’s", "."):
        if text[start:end].endswith(tail) and end - start > 3:
            end -= len(tail)
    return start, end, "name", "[a name]"


def _is_place_after_all(text: str, words: list[tuple[str, int, int]]) -> bool:
    """Whether a service or street is called by this name ("Rose Ward", "Alexandra Road")."""
    return bool(_PLACE_AFTER.match(text, words[0][2])) or (len(words) > 1 and words[1][0].lower() in _SERVICES)


_PLACE_AFTER = re.compile(rf"(?: [A-Z]\w+)? (?:{_KIND_OF_PLACE}|{_ROAD}|day|bank)\b", re.IGNORECASE)


def _places(text: str) -> Iterator[_Span]:
    for m in _LONG_TOWNS.finditer(text):
        yield *m.span(), "place", "[a place]"
    for m in _PLACE_CUE.finditer(text):
        words = _spans(m, 2)
        for n, (word, a, b) in enumerate(words):
            low = word.lower()
            if word[:1].isupper() and not word.isupper() and low in TOWNS and (n == 0 or low not in DOUBTFUL_TOWNS):
                end = words[-1][2] if _TOWN_TAIL.search(m.group(2)) else b
                begin = words[0][1] if n and words[0][0] in _COMPASS else a
                yield begin, end, "place", "[a place]"
                break
    for m in _TOWN_ALONE.finditer(text):
        low = m.group(1).lower()
        # "Crowborough to Lewes"; and in lower case after "in" or "near", where the word has no other meaning.
        if low in TOWNS and low not in DOUBTFUL_TOWNS and low not in _EVERYDAY_TOWNS and low not in FIRST_NAMES:
            yield *m.span(1), "place", "[a place]"
    for m in _LIVES.finditer(text):
        low = m.group(1).lower()
        if low in TOWNS and (low not in DOUBTFUL_TOWNS or m.group(1)[:1].isupper()) and not (
            m.group(1).islower() and m.group().lower().startswith("from")
            and low in _EVERYDAY_TOWNS
        ):  # fmt: skip
            yield *m.span(1), "place", "[a place]"


_TOWN_TAIL = re.compile(
    r"(?:[ -](?:on|upon|by|in|under|le|and)[ -][A-Z]\w+(?:[ -][A-Z]\w+)?| (?:Regis|Wells|Spa|Keynes|Edmunds))$"
)
_TOWN_ALONE = re.compile(
    rf"(?:\b(?:[Ii]n|[Nn]ear|[Ff]rom|[Tt]o) |(?<![\w-])(?=[A-Z]))({_LETTER}{{5,}})\b(?! (?i:{_KIND_OF_PLACE}|{_ROAD}))"
)
_COMPASS = frozenset(("West", "East", "North", "South", "Great"))
_EVERYDAY_TOWNS = word_set("suggest/everyday_towns")
