"""Days as people and survey programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

_FORMS = (
    "%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%d-%b-%Y", "%d-%b-%y",
    "%B %d, %Y", "%b %d, %Y",
)  # fmt: skip
_SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")


@lru_cache(maxsize=4096)
def as_day(text: str, month_first: bool = False) -> date | None:
    """A date as people in the UK write it (2021-06-04, 04/06/2021, 4 June 2021), or None.

    Args:
        month_first: read 06/04/2021 as people in the United States do.
    """
    text = text.strip().split("T")[0]
    if not text:
        return None
    if month_first and (m := _SLASHED.match(text)):
        text = f"{m[2]}/{m[1]}/{m[3]}"
    for candidate in (text, text.split(" ")[0]):
        for form in _FORMS:
            try:
                return datetime.strptime(candidate, form).date()  # noqa: DTZ007 - a day has no time zone
            except ValueError:
                continue
    return None


def is_month_first(cells: Iterable[str]) -> bool:
    """Whether a column of dates can only have been written with the month first."""
    found = [(int(m[1]), int(m[2])) for cell in cells if (m := _SLASHED.match(cell))]
    return any(second > 12 for _, second in found) and all(first <= 12 for first, _ in found)
