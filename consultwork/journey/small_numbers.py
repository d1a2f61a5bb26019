"""May this table leave the building, or could somebody be picked out of it?

A table that crosses what people say with who they are (age, place, sex, service) can point at one of
them. Small cells are suppressed first (primary suppression), then further cells, so that nobody gets
them back by subtracting from the totals (secondary suppression). Totals stay true.

Source of the method: Hundepool and others, *Statistical Disclosure Control* (Wiley, 2012), chapter 4:
the threshold rule, and the audit of a suppression pattern by the interval that a reader can work out
for each hidden cell. Fischetti and Salazar (2001) state the same audit as linear programs; so it is
done here, with scipy. The threshold of 5 is NHS England's for small numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from consultwork.errors import Refused
from consultwork.kinds import Kind

THRESHOLD = 5
HIDDEN, ALSO_HIDDEN = "fewer than {}", "not shown"
OTHERS = "others"


@dataclass(frozen=True)
class SuppressedTable:
    """A table that may leave the building.

    ``table`` holds numbers and the words for hidden cells, as text; its last column (and last row,
    where the parts add up) are the true totals. ``small`` and ``with_them`` are how many cells were
    hidden for being small, and to protect those; ``merged`` are the groups that became one.
    """

    table: pd.DataFrame
    small: int
    with_them: int
    merged: tuple[str, ...] = ()
    threshold: int = THRESHOLD

    @property
    def note(self) -> str:
        """What a reader has to know, in one or two sentences; empty when nothing was hidden."""
        said = []
        if self.merged:
            said.append(f"Groups of fewer than {self.threshold} people are shown together.")
        if self.small:
            said.append(f"Numbers under {self.threshold} are not shown, so that nobody can be picked out.")
        if self.with_them:
            said.append("Some others are left out too, since they would give those away. Totals are true.")
        return " ".join(said)


def merge_small(groups: Mapping[str, str], threshold: int = THRESHOLD) -> tuple[dict[str, str], tuple[str, ...]]:
    """Put people of small groups together until no group is small.

    Args:
        groups: person -> group.

    Returns:
        Person -> group, and the groups that were merged. When everybody together are fewer than the
        threshold, all are one group.
    """
    sizes: dict[str, int] = {}
    for group in groups.values():
        sizes[group] = sizes.get(group, 0) + 1
    order = sorted(sizes, key=lambda g: (sizes[g], g))
    merged = [g for g in order if sizes[g] < threshold]
    if not merged:
        return dict(groups), ()
    rest = [g for g in order if g not in merged]
    while rest and (sum(sizes[g] for g in merged) < threshold or len(merged) < 2):
        merged.append(rest.pop(0))  # one small group alone would only get another name
    return {p: OTHERS if g in merged else g for p, g in groups.items()}, tuple(sorted(merged))


def suppress(counts: pd.DataFrame, *, threshold: int = THRESHOLD, rows_add_up: bool = False) -> SuppressedTable:
    """Hide small cells of a table of people, and what would give them away.

    Args:
        counts: numbers of people, groups in columns. The groups are apart from one another, so each
            row adds up to its total.
        threshold: cells of 1 up to this, exclusive, are small. Nobody (0) is no small number.
        rows_add_up: whether the rows are apart too (one answer each), so that columns add up as well.
            Themes are not: one person raises several.

    Returns:
        The table with true totals, small cells as "fewer than 5", and cells hidden to protect those
        as "not shown".

    Raises:
        Refused: a cell is negative or no whole number.
    """
    cells = counts.to_numpy(dtype=float, na_value=np.nan)
    if cells.size and (np.isnan(cells).any() or (cells < 0).any() or (cells % 1).any()):
        raise Refused(Kind.COUNT_IS_NO_WHOLE_NUMBER)
    small = (cells > 0) & (cells < threshold)
    hidden = small.copy()
    lines = _lines(cells.shape, rows_add_up)
    while (open_to := _given_away(cells, hidden, small, lines, threshold)) is not None:
        more = _cheapest(cells, hidden, open_to, lines)
        if more is None:
            break
        hidden[more] = True
    return SuppressedTable(
        _shown(counts, cells, hidden, small, threshold, rows_add_up), int(small.sum()), int((hidden & ~small).sum()),
        threshold=threshold,
    )  # fmt: skip


def intervals(
    counts: pd.DataFrame, hidden: np.ndarray, *, rows_add_up: bool = False
) -> dict[tuple[int, int], tuple[int, int]]:
    """What a reader can work out of each hidden cell: (row, column) -> (least, most).

    They know every cell that is shown, every total, and that nobody counts less than none.
    """
    cells = counts.to_numpy(dtype=float)
    return _intervals(cells, hidden, _lines(cells.shape, rows_add_up))


def attributes(people: Iterable[tuple[str, Mapping[str, str]]], what: str) -> dict[str, str]:
    """Person -> group, for one attribute. Who did not say is "not said"."""
    return {ref: about.get(what, "").strip() or "not said" for ref, about in people}


_Line = list[tuple[int, int]]


def _lines(shape: tuple[int, ...], rows_add_up: bool) -> list[_Line]:
    """The sums that a reader sees: each row, and each column where rows are apart."""
    rows, columns = shape
    lines: list[_Line] = [[(r, column) for column in range(columns)] for r in range(rows)]
    if rows_add_up:
        lines += [[(r, column) for r in range(rows)] for column in range(columns)]
    return lines


def _intervals(cells: np.ndarray, hidden: np.ndarray, lines: Sequence[_Line]) -> dict[tuple[int, int], tuple[int, int]]:
    from scipy.optimize import linprog

    places = [(int(r), int(c)) for r, c in np.argwhere(hidden)]
    number = {place: n for n, place in enumerate(places)}
    sums = [[number[p] for p in line if p in number] for line in lines]
    known = [float(sum(cells[p] for p in line if p in number)) for line in lines]
    kept = [(s, k) for s, k in zip(sums, known, strict=True) if s]
    matrix = np.zeros((len(kept), len(places)))
    for n, (some, _) in enumerate(kept):
        matrix[n, some] = 1
    found = {}
    for place, n in number.items():
        goal = np.zeros(len(places))
        ends = []
        for sign in (1, -1):
            goal[n] = sign
            solved = linprog(goal, A_eq=matrix, b_eq=[k for _, k in kept], bounds=(0, None), method="highs")
            ends.append(sign * solved.fun)
        found[place] = int(np.floor(ends[0] + 1e-6)), int(np.ceil(ends[1] - 1e-6))
    return found


def _given_away(
    cells: np.ndarray, hidden: np.ndarray, small: np.ndarray, lines: Sequence[_Line], threshold: int
) -> tuple[int, int] | None:
    """A small cell that a reader can narrow down to less than the threshold's width, or None."""
    if not small.any():
        return None
    for place, (least, most) in _intervals(cells, hidden, lines).items():
        if small[place] and most - least < threshold - 1 and _more_to_hide(hidden, place, lines):
            return place
    return None


def _more_to_hide(hidden: np.ndarray, place: tuple[int, int], lines: Sequence[_Line]) -> bool:
    return any(not hidden[p] for p in _reached(hidden, place, lines))


def _reached(hidden: np.ndarray, place: tuple[int, int], lines: Sequence[_Line]) -> set[tuple[int, int]]:
    """Every cell in a line with the place, or with a hidden cell that is reached from it so."""
    found, waiting = {place}, [place]
    while waiting:
        at = waiting.pop()
        for line in lines:
            if at in line:
                new = [p for p in line if p not in found]
                found.update(new)
                waiting += [p for p in new if hidden[p]]
    return found


def _cheapest(
    cells: np.ndarray, hidden: np.ndarray, place: tuple[int, int], lines: Sequence[_Line]
) -> tuple[int, int] | None:
    """The cell to hide next.

    A line with one hidden cell gives it away: such lines come first. Then a cell that helps another
    line that is begun already, then one that holds somebody, then the smallest.
    """
    reached = _reached(hidden, place, lines)
    begun = {n: sum(bool(hidden[p]) for p in line) for n, line in enumerate(lines)}
    choices = []
    for n, line in enumerate(lines):
        if not any(hidden[p] and p in reached for p in line):
            continue
        for p in line:
            if not hidden[p]:
                crosses = any(p in other and begun[m] for m, other in enumerate(lines) if m != n)
                choices.append((begun[n] != 1, place not in line, cells[p] == 0, not crosses, cells[p], p))
    return min(choices)[-1] if choices else None


def _shown(
    counts: pd.DataFrame, cells: np.ndarray, hidden: np.ndarray, small: np.ndarray, threshold: int, rows_add_up: bool
) -> pd.DataFrame:
    said = np.where(
        small, HIDDEN.format(threshold), np.where(hidden, ALSO_HIDDEN, cells.astype(int).astype(str))
    )  # fmt: skip
    table = pd.DataFrame(said, index=counts.index, columns=[str(column) for column in counts.columns], dtype="str")
    table["total"] = cells.sum(axis=1).astype(int).astype(str)
    if rows_add_up:
        below = [str(int(n)) for n in (*cells.sum(axis=0), cells.sum())]
        table = pd.concat([table, pd.DataFrame([below], index=["total"], columns=table.columns, dtype="str")])
    return table
