"""Where a text counts people: "two of the seven people", "40%", "dozens of women"."""

from __future__ import annotations

import re

from consultwork.word_lists import any_of

_NUMBER = rf"(?:\d[\d,]*|{any_of('journey/numbers_in_words')})"
_KIND = rf"(?:(?:{any_of('journey/kinds_of_people')}) )?"
_WHO = r"(?:people|persons?|wom[ae]n|m[ae]n|volunteers?|contributors?|respondents?|patients?|participants?)"
COUNTED = re.compile(
    rf"\b{_NUMBER}(?: (?:out )?of (?:the |our )?{_NUMBER})? {_KIND}{_WHO}\b|\b\d[\d.,]*(?:%| per ?cent)", re.IGNORECASE
)


def counts_in(text: str) -> list[str]:
    """The counts of people in a text, as they stand there."""
    return [m.group() for m in COUNTED.finditer(text)]
