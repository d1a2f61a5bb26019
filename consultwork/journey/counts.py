"""Where a text counts people: "two of the seven people", "40%", "dozens of women"."""

from __future__ import annotations

import re

_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|hundreds of|dozens of|a dozen"
_NUMBER = rf"(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|{_TEENS}|{_TENS}|half|most|all)"
_KIND = r"(?:(?:young|younger|older|old|other|disabled|different|local|more|of these|of those|of our) )?"
_WHO = r"(?:people|persons?|wom[ae]n|m[ae]n|volunteers?|contributors?|respondents?|patients?|participants?)"
COUNTED = re.compile(
    rf"\b{_NUMBER}(?: (?:out )?of (?:the |our )?{_NUMBER})? {_KIND}{_WHO}\b|\b\d[\d.,]*(?:%| per ?cent)", re.IGNORECASE
)


def counts_in(text: str) -> list[str]:
    """The counts of people in a text, as they stand there."""
    return [m.group() for m in COUNTED.finditer(text)]
