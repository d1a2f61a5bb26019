"""Whom people can turn to: each country's numbers, our own before them, and when they were last looked up."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest

from consultwork.errors import BadSettings
from consultwork.journey.form_words import help_parts, start_parts, thanks_parts
from consultwork.kinds import Waiting
from consultwork.settings import Country, read_helpers, resource
from consultwork.workbench import Workbench, new_workspace

WH = "womens-health"
SHIPPED = read_helpers(resource("data", "help.toml"))
COUNTRIES = get_args(Country)


def opened(tmp_path: Path, more: str = "", *, country: str = "England", today: date | None = None) -> Workbench:
    """A new workspace of a made-up charity in a country, with more lines in its consultwork.toml."""
    root = tmp_path / "workspace"
    if not root.exists():
        new_workspace(root, "Harbour Voices (made up)")
    settings = root / "consultwork.toml"
    text = settings.read_text(encoding="utf-8").replace('country = "England"', f'country = "{country}"')
    settings.write_text(text + more, encoding="utf-8")
    return Workbench(root, today=today)


def told(bench: Workbench) -> str:
    """All that the form of a workspace says before, beside and after its questions."""
    about = bench.invitations.about(WH)
    parts = (*start_parts(about, 3), *help_parts(about), *thanks_parts(about))
    return "\n".join(line for part in parts for line in part.lines)


def test_every_country_has_somebody_for_everybody() -> None:
    """In each country there is help at any time, 999, a line for who is young, and who hears complaints about data."""
    for country in COUNTRIES:
        ours = [h for h in SHIPPED if country in h.countries]
        assert {"116 123", "999"} <= {h.contact for h in ours if h.use == "anybody"}
        assert {"0800 1111"} == {h.contact for h in ours if h.use == "young"}
        assert {"0303 123 1113"} == {h.contact for h in ours if h.use == "regulator"}
    assert all(h.serves and h.where.startswith("https://") for h in SHIPPED)


@pytest.mark.parametrize(
    ("country", "stands", "not_there"),
    [
        ("England", "NHS 111", "Lifeline"),
        ("Wales", "0800 132 737", "Breathing Space"),
        ("Scotland", "0800 83 85 87", "NHS 111:"),
        ("Northern Ireland", "0808 808 8000", "NHS 111"),
    ],
)
def test_the_country_decides_which_numbers_people_see(
    tmp_path: Path, country: str, stands: str, not_there: str
) -> None:
    """One line in consultwork.toml changes the form from first page to last, and what is not answered there is gone."""
    said = told(opened(tmp_path, country=country))
    assert said.count(stands) >= 2 and not_there not in said
    assert "Childline is free, at any time: 0800 1111." in said
    assert "You can also complain to the Information Commissioner: 0303 123 1113." in said


def test_a_charitys_own_lines_stand_in_place_of_ours(tmp_path: Path) -> None:
    """Own help_lines are the only ones for anybody; who is young and who complains find the country's as before."""
    own = '\n[[help_lines]]\nname = "Night line (made up)"\ncontact = "01632 960001"\n'
    said = told(opened(tmp_path, own))
    assert said.count("Night line (made up): 01632 960001") == 2 and "Samaritans" not in said
    assert "0800 1111" in said


def test_a_file_of_the_workspace_stands_before_ours(tmp_path: Path) -> None:
    """A copy of data/help.toml in a workspace is the one that is read; a slip in it is refused with its field."""
    bench = opened(tmp_path)
    path = bench.root / "data" / "help.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text('[[helper]]\nname = "Ours"\ncontact = "01632 960002"\ncountries = ["England"]\n', encoding="utf-8")
    assert "Ours: 01632 960002" in told(opened(tmp_path))
    path.write_text('[[helper]]\nname = "Ours"\ncontact = "1"\ncountries = ["Narnia"]\n', encoding="utf-8")
    with pytest.raises(BadSettings) as caught:
        told(opened(tmp_path))
    assert caught.value.where.startswith(str(path))


def waiting(bench: Workbench) -> dict[str, str]:
    return {
        str(dict(b.facts)["name"]): str(dict(b.facts)["on"])
        for b in bench.gather.blockers()
        if b.kind is Waiting.HELP_NUMBER_IS_OLD
    }


def test_a_number_that_nobody_looked_up_for_a_year_waits(tmp_path: Path) -> None:
    """A year after its day each number is named until it is looked up; one without a day is named from the first."""
    seen = max(h.checked for h in SHIPPED if h.checked)
    fresh = waiting(opened(tmp_path, today=seen))
    assert set(fresh) == {h.name for h in SHIPPED if h.checked is None and "England" in h.countries}
    assert set(fresh.values()) <= {"never"}
    late = waiting(opened(tmp_path, today=seen + timedelta(days=366)))
    assert set(late) == {h.name for h in SHIPPED if "England" in h.countries} and late["Samaritans"] != "never"


def test_a_number_that_is_not_shown_does_not_wait(tmp_path: Path) -> None:
    """With own lines nobody is asked to look up those that they replace."""
    own = '\n[[help_lines]]\nname = "Night line (made up)"\ncontact = "01632 960001"\n'
    late = waiting(opened(tmp_path, own, today=max(h.checked for h in SHIPPED if h.checked) + timedelta(days=366)))
    assert set(late) == {h.name for h in SHIPPED if h.use != "anybody"}
