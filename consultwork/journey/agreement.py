"""How well do two people agree? Krippendorff's alpha, Cohen's kappa and F1, with their intervals.

A unit is a contribution and a code, never a stretch of text: words that nobody coded are no
agreement. Where there is too little to say, it says so instead of giving a figure.

Sources: Krippendorff (2019), *Content Analysis*, chapter 12 (alpha, any number of coders, missing
values, levels of measurement), by the package ``krippendorff``; Passonneau (2006), "Measuring agreement on set-valued items" (MASI);
Cohen (1960); Efron and Tibshirani (1993) for the bootstrap over units (percentiles).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from consultwork.errors import Refused
from consultwork.kinds import Kind

Floats = npt.NDArray[np.float64]
LEVELS = ("nominal", "ordinal", "interval", "ratio", "set")
TOO_FEW = 10  # contributions in which somebody used a code: below, no figure is given for it
_DRAWS = 1_000
_LEAST_UNITS = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure with its 95% interval. ``value`` is None where there is too little to say."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.value is None:
            return "too few to say"
        if self.low is None or self.high is None:
            return f"{self.value:.2f}"
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


NO_FIGURE = Figure(None)


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How two coders agree on one code, or on all of them together (``code`` is "").

    ``both``, ``only_one`` and ``only_other`` count contributions. For all codes together ``alpha`` is
    of sets of codes with MASI distance, and kappa is not defined.
    """

    code: str
    both: int
    only_one: int
    only_other: int
    units: int
    alpha: Figure
    kappa: Figure
    f1: Figure


def alpha(values: Sequence[Sequence[Hashable | None]], level: str = "nominal") -> float:
    """Krippendorff's alpha.

    Args:
        values: one row a coder, one column a unit; None where a coder did not value a unit.
        level: nominal, ordinal, interval, ratio (numbers), or set (frozensets, MASI distance).

    Returns:
        1 for perfect agreement, about 0 for agreement by chance; nan where nothing varies.

    Raises:
        Refused: rows of different length, or an unknown level.
    """
    counts, kinds = _counts(values)
    return _alpha(counts, _domain(kinds, level), level)


def alpha_interval(values: Sequence[Sequence[Hashable | None]], level: str = "nominal", *, seed: int = 1) -> Figure:
    """Alpha with a bootstrap interval over units. None where nothing varies."""
    counts, kinds = _counts(values)
    domain = _domain(kinds, level)
    whole = _alpha(counts, domain, level)
    if not np.isfinite(whole):
        return NO_FIGURE
    if level == "set":
        return _with_interval(whole, counts, lambda drawn: _alphas_of_sets(drawn, domain), seed)
    return _with_interval(whole, counts, lambda drawn: [_alpha(one, domain, level) for one in drawn], seed)


def kappa(one: Sequence[bool], other: Sequence[bool], *, seed: int = 1) -> Figure:
    """Cohen's kappa of two coders on one code, with a bootstrap interval."""
    pairs = np.column_stack([np.asarray(one, float), np.asarray(other, float)])
    return _with_interval(float(_kappa(pairs[None])[0]), pairs, _kappa, seed) if len(pairs) else NO_FIGURE


def f1(one: Sequence[bool], other: Sequence[bool], *, seed: int = 1) -> Figure:
    """How much of what either coded both coded: 2 both / (one + other), with a bootstrap interval."""
    pairs = np.column_stack([np.asarray(one, float), np.asarray(other, float)])
    return _with_interval(float(_f1(pairs[None])[0]), pairs, _f1, seed) if len(pairs) else NO_FIGURE


def masi(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    """The MASI distance of two sets: 0 the same, 1 nothing in common (Passonneau 2006)."""
    if one == other:
        return 0.0
    both = len(one & other)
    if not both:
        return 1.0
    near = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1.0 - near * both / len(one | other)


def agreement(
    one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]], codes: Sequence[str]
) -> tuple[CodeAgreement, ...]:
    """How two coders agree: on all codes together first, then on each.

    Args:
        one: contribution -> the codes that the first coder gave it, for each that she read.
        other: the same for the second. Contributions that only one of them read are left out.
        codes: the codes they could choose from.
    """
    units = sorted(set(one) & set(other))
    found = []
    for code in codes:
        a, b = [code in one[u] for u in units], [code in other[u] for u in units]
        both = sum(x and y for x, y in zip(a, b, strict=True))
        used = sum(x or y for x, y in zip(a, b, strict=True))
        mine, theirs = sum(a) - both, sum(b) - both
        if used < TOO_FEW:
            found.append(CodeAgreement(code, both, mine, theirs, len(units), NO_FIGURE, NO_FIGURE, NO_FIGURE))
        else:
            figures = alpha_interval([a, b]), kappa(a, b), f1(a, b)
            found.append(CodeAgreement(code, both, mine, theirs, len(units), *figures))
    # A contribution to which neither gave any code says nothing on how alike they see the codes.
    coded = [u for u in units if one[u] or other[u]]
    pairs = [(code in one[u], code in other[u]) for u in coded for code in codes if code in one[u] | other[u]]
    alike = sum(x and y for x, y in pairs)
    counts = (alike, sum(x for x, _ in pairs) - alike, sum(y for _, y in pairs) - alike)
    if len(coded) < TOO_FEW:
        return (CodeAgreement("", *counts, len(coded), NO_FIGURE, NO_FIGURE, NO_FIGURE), *found)
    sets = alpha_interval([[one[u] for u in coded], [other[u] for u in coded]], "set")
    overall = f1([x for x, _ in pairs], [y for _, y in pairs])
    return (CodeAgreement("", *counts, len(coded), sets, NO_FIGURE, overall), *found)


def sample_size(contributions: int, share: float) -> int:
    """How many contributions two coders should both read.

    So many that a code with the given share is expected in ten of them (the least for a figure), at
    least 30, and never more than there are.

    Args:
        contributions: how many there are.
        share: in what share of them a usual code occurs, 0 to 1.
    """
    wanted = ceil(TOO_FEW / share) if share > 0 else contributions
    return min(contributions, max(_LEAST_UNITS, wanted))


def _counts(values: Sequence[Sequence[Hashable | None]]) -> tuple[Floats, list[Hashable]]:
    """How often each value was given to each unit (units by values), units with at least two values."""
    if len({len(row) for row in values}) > 1:
        raise Refused(Kind.CODERS_VALUED_DIFFERENT_NUMBERS_OF_UNITS)
    kinds = list(dict.fromkeys(v for row in values for v in row if v is not None))
    if kinds and all(isinstance(k, int | float) for k in kinds):
        kinds.sort(key=lambda k: float(k))  # type: ignore[arg-type]  # numbers, as the levels need
    number = {v: n for n, v in enumerate(kinds)}
    counts = np.zeros((len(values[0]) if values else 0, len(kinds)))
    for row in values:
        for unit, v in enumerate(row):
            if v is not None:
                counts[unit, number[v]] += 1
    return counts[counts.sum(axis=1) >= 2], kinds


def _domain(kinds: Sequence[Hashable], level: str) -> Floats:
    """The values as numbers; for sets, the MASI distance of each two of them."""
    if level == "nominal":
        return np.arange(len(kinds), dtype=float)
    if level == "set":
        sets = [k if isinstance(k, frozenset) else frozenset([k]) for k in kinds]
        return np.array([[masi(a, b) for b in sets] for a in sets]).reshape(len(sets), len(sets))
    if level not in LEVELS:
        raise Refused(Kind.NO_LEVEL_OF_MEASUREMENT, level=level, levels=", ".join(LEVELS))
    try:
        return np.array([float(k) for k in kinds])  # type: ignore[arg-type]  # numbers, as the levels need
    except (TypeError, ValueError) as error:
        raise Refused(Kind.LEVEL_NEEDS_NUMBERS, level=level) from error


def _alpha(counts: Floats, domain: Floats, level: str) -> float:
    """Alpha of units by values; nan where fewer than two values were given."""
    import krippendorff

    # The library asks for units that were valued and for values that vary, and raises where there are none.
    if len(domain) < 2 or np.count_nonzero(counts.sum(axis=0)) < 2:
        return float("nan")
    values: Any = domain
    measured: Any = level
    if level == "set":
        values, measured = range(len(domain)), lambda v1, v2, i1, i2, **_: domain[i1, i2]
    return float(krippendorff.alpha(value_counts=counts, value_domain=values, level_of_measurement=measured))


def _alphas_of_sets(drawn: Floats, distance: Floats) -> Floats:
    """Alpha of each draw (draws by units by values), for sets: the library takes 75 times as long for 1,000 draws."""
    of_unit = drawn.sum(axis=2)
    weight = np.divide(1.0, of_unit - 1, out=np.zeros_like(of_unit), where=of_unit > 1)
    observed = (np.einsum("duv,vw,duw->du", drawn, distance, drawn, optimize=True) * weight).sum(axis=1)
    often = drawn.sum(axis=1)
    total = often.sum(axis=1)
    expected = np.einsum("dv,vw,dw->d", often, distance, often, optimize=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1.0 - (total - 1) * observed / expected)


def _kappa(pairs: Floats) -> Floats:
    a, b = pairs[..., 0], pairs[..., 1]
    same = (a == b).mean(axis=-1)
    p, q = a.mean(axis=-1), b.mean(axis=-1)
    chance = p * q + (1 - p) * (1 - q)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(chance < 1, (same - chance) / (1 - chance), 1.0))


def _f1(pairs: Floats) -> Floats:
    a, b = pairs[..., 0], pairs[..., 1]
    total = a.sum(axis=-1) + b.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(2 * (a * b).sum(axis=-1) / total)


def _with_interval(whole: float, rows: Floats, measure: object, seed: int) -> Figure:
    assert callable(measure)
    if not np.isfinite(whole):
        return NO_FIGURE
    draw = np.random.default_rng(seed)
    drawn: list[float] = []
    step = max(1, 2_000_000 // max(1, rows.size))
    while len(drawn) < _DRAWS:
        chosen = draw.integers(0, len(rows), (min(step, _DRAWS - len(drawn)), len(rows)))
        drawn += list(measure(rows[chosen]))
    good = np.array([x for x in drawn if np.isfinite(x)])
    if len(good) < _DRAWS // 2:
        return Figure(whole)
    low, high = np.percentile(good, [2.5, 97.5])
    return Figure(whole, float(low), float(high))
