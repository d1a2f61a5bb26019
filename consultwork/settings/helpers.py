"""data/help.toml: whom somebody can turn to, in which country, and when its number was last looked up."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from consultwork.settings.reading import Shape, checked, read_toml

Country = Literal["England", "Scotland", "Wales", "Northern Ireland"]
HelpFor = Literal["anybody", "young", "regulator"]


class HelpLine(Shape):
    """Help that a contributor can reach: a name, a number, and when it is answered."""

    name: str
    contact: str
    when: str = ""


class Helper(HelpLine):
    """One number of data/help.toml.

    ``use`` is where it is shown: "anybody" behind "Get help now", "young" to who is under 18, "regulator"
    where somebody may complain about their data. ``serves`` says in words who it is for, and ``where``
    where the number was looked up; ``checked`` is the day of that, left out when nobody has noted one.
    """

    use: HelpFor = "anybody"
    serves: str = ""
    countries: tuple[Country, ...]
    checked: date | None = None
    where: str = ""

    def is_old(self, today: date, days: int = 365) -> bool:
        """Whether it was not looked up for so many days, or never."""
        return self.checked is None or (today - self.checked).days > days


class HelpFile(Shape):
    """All of data/help.toml."""

    helper: tuple[Helper, ...] = ()


def read_helpers(path: Path) -> tuple[Helper, ...]:
    """The numbers of a file, in the order in which people are shown them.

    Raises:
        BadSettings: naming the file, the field and what to do.
    """
    return checked(HelpFile, read_toml(path), path).helper
