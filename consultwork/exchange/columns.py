"""What a column of a table may be, and what its name and its cells say of it."""

from __future__ import annotations

import re
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, field_validator

from consultwork.model import Use
from consultwork.text import fold
from consultwork.word_lists import word_table

ColumnUse = Literal[
    "person", "role", "speaker", "present", "consultation", "question", "prompt", "words", "verbatim", "channel",
    "date", "written_by", "name", "contact", "credit_name", "permission", "answer", "option", "row", "other", "about",
    "personal", "leave out",
]  # fmt: skip
USES: tuple[str, ...] = get_args(ColumnUse)
ABOUT = ("age", "place", "sex", "service")

# Names that leave no doubt, ours and those of the survey programs.
NAMES: dict[str, ColumnUse] = {
    name: use for use, names in word_table("exchange/survey_programs")["columns"].items() for name in names
}
_PERSONAL = tuple(
    (what, re.compile("|".join(cues))) for what, cues in word_table("exchange/header_cues")["personal"].items()
)
_ABOUT = tuple((what, re.compile("|".join(cues))) for what, cues in word_table("exchange/header_cues")["about"].items())


class Column(BaseModel):
    """One column: what it is, and what else has to be known of it.

    An answer names its ``question``. A box (``option``) or a row of a grid names the question that it
    belongs to as well, in ``of``, and itself in ``box``; ``other`` holds the words beside "Other". A
    permission names its uses. ``what`` is which detail about a person it holds.
    """

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)  # people write question: 3
    use: ColumnUse
    question: str = ""
    permission: tuple[Use, ...] = ()
    of: str = ""
    box: str = ""
    what: str = ""

    @field_validator("permission", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        """People write ``permission: quote`` as well as ``permission: [count, quote]``."""
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value


def folded(name: str) -> str:
    """A column's name as it is compared with the names we know."""
    return " ".join(fold(name).replace("_", " ").split()).strip(" :?.*")


def about_of(name: str) -> str:
    """Which of age, place, sex and service a column's name asks for, or ""."""
    plain = folded(name)
    if len(plain.split()) > 9:
        return ""
    return next((what for what, pattern in _ABOUT if pattern.search(plain)), "")


def personal_of(name: str, cells: list[str]) -> str:
    """Which personal detail a column holds, by its name and its cells, or ""."""
    full = [cell for cell in cells if cell]
    if full and sum("@" in c and " " not in c for c in full) > len(full) / 2:
        return "contact"
    plain = folded(name)
    if len(plain.split()) > 12 or (full and sum(len(c.split()) for c in full) / len(full) > 8):
        return ""
    said = [plain, *(x.strip(" ?:.") for x in plain.split(" - "))]  # "What is your name? - Name"
    return next((what for what, pattern in _PERSONAL if any(pattern.search(x) for x in said)), "")
