"""Names that stand in no list: capitals where English has none.

In mid-sentence only names have a capital, and public words (days, faiths, benefits, public bodies),
which are listed here. So what has one and is not listed is proposed as a name. In lower case nothing
is found this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consultwork.suggest.name_lists import DOUBTFUL_NAMES, DOUBTFUL_TOWNS, EVERYDAY, NOT_NAMES, TOWNS
from consultwork.word_lists import any_of, word_set

_Span = tuple[int, int, str, str]

_CAPITAL = (
    r"(?:[A-ZÀ-ÞŁŚŻŹĆ][’'])?[A-ZÀ-ÞŁŚŻŹĆ][a-zß-žłśżźćńęąó]+(?:(?:Mc|Mac)?[A-Z][a-zß-ž]+)?(?:[’'\-][A-ZÀ-Þ]?[a-zß-ž]+)*"
)
_PARTICLE = rf"(?:{any_of('suggest/particles')})"
_RUN = re.compile(rf"(?<![\w@#&/.\-’'])(?:{_CAPITAL})(?: (?:{_PARTICLE} )?(?:[A-Z]\. ?)*{_CAPITAL}){{0,3}}")
_START = re.compile(r"(?:^|[.!?:\n•\-*]|[.!?][\"'”’)]*)[ \t]*[\"'“‘(]*$")
_FOREIGN = re.compile(r"[À-ÖØ-öø-ÿłśżźćńęąŁŚŻ]|^[A-Z][’'][A-Z]")
_TITLE_BEFORE = re.compile(rf"\b(?:{any_of('suggest/titles_before')})\b\.? (?:[A-Z]\.? )*$", re.IGNORECASE)
# After these a run of capitals is what a thing is called, not a person: "the Care Quality Commission".
_THING = re.compile(rf"\b(?:{any_of('suggest/things')})\b")
_PUBLIC = word_set("suggest/public_words")


def unknown_names(text: str) -> Iterator[_Span]:
    """Runs of capitals that no list of public words explains: (start, end, kind, stand-in).

    In mid-sentence one word is enough. A sentence's first word has its capital from the grammar, so
    there it takes two, or a letter or apostrophe that English words do not have.
    """
    for m in _RUN.finditer(text):
        words = [(w.group(), m.start() + w.start()) for w in re.finditer(r"\S+", m.group())]
        first = bool(_START.search(text, 0, m.start()))
        if is_called_so(text, *m.span()):
            continue
        if first and len(words) > 1 and not _may_be(words[0][0]):
            words = words[1:]  # "When Rukhsana Bibi came": the first is no name, the rest may be
            first = False
        if all(len(w) < 3 for w, _ in words) or not all(_may_be(w) or w.islower() or len(w) < 3 for w, _ in words):
            continue
        if first and len(words) == 1 and not _FOREIGN.search(words[0][0]):
            continue
        start, end = words[0][1], words[-1][1] + len(words[-1][0])
        if title := _TITLE_BEFORE.search(text, 0, start):
            start = title.start()
        for tail in ("'s", "’s"):
            if text[start:end].endswith(tail):
                end -= len(tail)
        yield start, end, "name", "[a name]"


def _may_be(word: str) -> bool:
    low = word.lower().strip(".,").removesuffix("'s").removesuffix("’s")
    if low in _PUBLIC or low in EVERYDAY or low in NOT_NAMES or len(low) < 3:
        return False
    return low not in TOWNS or low in DOUBTFUL_TOWNS


def is_called_so(text: str, start: int, end: int) -> bool:
    """Whether a run of capitals is what a thing is called ("the Care Quality Commission")."""
    return bool(_THING.search(text[start:end]) or _THING.match(text, end + 1))


def is_everyday(word: str) -> bool:
    """Whether a word is one that everybody says, or too short to tell."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    return low in _PUBLIC or low in EVERYDAY or low in NOT_NAMES or len(low) < 3


def starts_sentence(text: str, start: int) -> bool:
    """Whether a sentence starts there."""
    return bool(_START.search(text, 0, start))


def is_also_a_word(word: str) -> bool:
    """Whether a first name is an everyday word too ("Bill", "Joy")."""
    return word.lower() in DOUBTFUL_NAMES
