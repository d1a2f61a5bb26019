"""Small numbers: hidden, not to be worked out, and every total true."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultwork.errors import Refused
from consultwork.journey import small_numbers as sn
from consultwork.kinds import Kind
from tests.refusing import refuses


def frame(*rows: list[int]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=[f"theme {n}" for n in range(len(rows))], columns=list("ABCDEFG")[: len(rows[0])])


def hidden(done: sn.SuppressedTable, counts: pd.DataFrame) -> np.ndarray:
    inside = done.table.iloc[: len(counts), : len(counts.columns)]
    return ~inside.map(str.isdigit).to_numpy()


def test_a_table_without_small_numbers_is_shown_whole() -> None:
    """Nothing is hidden that points at nobody; nobody at all is no small number."""
    counts = frame([10, 0, 7], [5, 6, 0])
    done = sn.suppress(counts)
    assert done.table["A"].tolist() == ["10", "5"] and done.table["total"].tolist() == ["17", "11"]
    assert (done.small, done.with_them, done.note) == (0, 0, "")


def test_one_small_cell_takes_another_with_it() -> None:
    """A cell alone could be had by subtracting: the next smallest is hidden too, and the total stays true."""
    counts = frame([20, 3, 9])
    done = sn.suppress(counts)
    assert done.table.iloc[0].tolist() == ["20", "fewer than 5", "not shown", "32"]
    assert (done.small, done.with_them) == (1, 1)
    assert "Totals are true" in done.note


def test_two_small_cells_that_give_each_other_away_take_a_third() -> None:
    """1 and 1 of 22 hide nothing: a reader would know that both are 1 or one is 2."""
    done = sn.suppress(frame([20, 1, 1]))
    assert done.table.iloc[0].tolist() == ["not shown", "fewer than 5", "fewer than 5", "22"]


def test_subtraction_along_both_ways_is_stopped() -> None:
    """Where rows and columns add up, no small cell can be narrowed down by either, or both together."""
    counts = frame([20, 3, 9], [8, 14, 30], [12, 25, 40])
    done = sn.suppress(counts, rows_add_up=True)
    found = sn.intervals(counts, hidden(done, counts), rows_add_up=True)
    assert found[0, 1][1] - found[0, 1][0] >= 4
    assert done.table.loc["total"].tolist() == ["40", "42", "79", "161"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=5),
    st.booleans(),
)
def test_no_small_cell_can_be_worked_out(rows: list[list[int]], rows_add_up: bool) -> None:
    """Whatever the table: totals are true, what is shown is right, small cells keep a wide interval
    unless their whole lines are hidden and the totals alone say as much."""
    counts = frame(*rows)
    done = sn.suppress(counts, rows_add_up=rows_add_up)
    mask = hidden(done, counts)
    cells = counts.to_numpy()
    assert done.table["total"].iloc[: len(rows)].astype(int).tolist() == cells.sum(axis=1).tolist()
    for (r, c), value in np.ndenumerate(cells):
        if not mask[r, c]:
            assert int(done.table.iloc[r, c]) == value and not 0 < value < 5
    for (r, c), (least, most) in sn.intervals(counts, mask, rows_add_up=rows_add_up).items():
        assert least <= cells[r, c] <= most
        whole = mask.all() if rows_add_up else mask[r].all()
        if 0 < cells[r, c] < 5 and not whole:
            assert most - least >= 4


def test_small_groups_are_put_together() -> None:
    """Groups under the threshold become one, with another one when they are still too few or alone."""
    people = {f"P{n}": g for n, g in enumerate(["Hove"] * 9 + ["Lewes"] * 2 + ["Rye"] + ["Hastings"] * 6)}
    groups, merged = sn.merge_small(people)
    assert merged == ("Hastings", "Lewes", "Rye")
    assert sorted(set(groups.values())) == ["Hove", "others"]
    assert sn.merge_small({"a": "x", "b": "y"})[0] == {"a": "others", "b": "others"}
    assert sn.merge_small({f"P{n}": "x" for n in range(5)}) == ({f"P{n}": "x" for n in range(5)}, ())


@pytest.mark.parametrize("wrong", [-1, 2.5, float("nan")])
def test_only_whole_numbers_of_people_are_taken(wrong: float) -> None:
    """A share or a negative number is refused."""
    with refuses(Refused, Kind.COUNT_IS_NO_WHOLE_NUMBER):
        sn.suppress(pd.DataFrame([[wrong]], columns=["A"]))
