"""Agreement against published figures, and against what cannot be said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultwork.errors import Refused
from consultwork.journey import agreement as ag
from consultwork.kinds import Kind
from tests.refusing import refuses

# Krippendorff's own example: three observers, fifteen units (Wikipedia and "Computing Krippendorff's alpha").
THREE = (
    "* * * * * 3 4 1 2 1 1 3 3 * 3",
    "1 * 2 1 3 3 4 3 * * * * * * *",
    "* * 2 1 3 4 4 * 2 1 1 3 3 * 4",
)
# Four observers, twelve units: Krippendorff (2011), section D.
FOUR = (
    "1 2 3 3 2 1 4 1 2 * * *",
    "1 2 3 3 2 2 4 1 2 5 * 3",
    "* 3 3 3 2 3 4 2 2 5 1 *",
    "1 2 3 3 2 4 4 1 2 5 1 *",
)


def table(rows: tuple[str, ...]) -> list[list[int | None]]:
    return [[None if v == "*" else int(v) for v in row.split()] for row in rows]


@pytest.mark.parametrize(
    ("rows", "level", "value"),
    [
        (THREE, "nominal", 0.691), (FOUR, "nominal", 0.743), (FOUR, "ordinal", 0.815),
        (FOUR, "interval", 0.849), (FOUR, "ratio", 0.797),
    ],
)  # fmt: skip
def test_alpha_is_what_was_published(rows: tuple[str, ...], level: str, value: float) -> None:
    """The two standard examples, at each level of measurement."""
    assert round(ag.alpha(table(rows), level), 3) == value


def test_kappa_is_what_cohens_formula_gives() -> None:
    """45 units both chose, 15 only one, 25 only the other, 15 neither: kappa 0.130 (Wikipedia's second example)."""
    one = [True] * 60 + [False] * 40
    other = [True] * 45 + [False] * 15 + [True] * 25 + [False] * 15
    assert round(ag.kappa(one, other).value or 0, 3) == 0.130


def test_masi_is_passonneaus() -> None:
    """A subset is nearer than a mere overlap; nothing in common is as far as can be."""
    a, b = frozenset("xy"), frozenset("xyz")
    assert ag.masi(a, a) == 0 and ag.masi(a, frozenset("z")) == 1
    assert round(ag.masi(a, b), 4) == round(1 - 2 / 3 * 2 / 3, 4)
    assert round(ag.masi(a, frozenset("yz")), 4) == round(1 - 1 / 3 * 1 / 3, 4)


def test_agreement_of_two_says_too_few_rather_than_a_figure() -> None:
    """Nine uses of a code give no figure, ten do; what neither coded is no agreement."""
    one = {f"C{n}": frozenset({"a"} if n < 9 else {"b"} if n < 30 else ()) for n in range(60)}
    other = {f"C{n}": frozenset({"a"} if n < 8 else {"b"} if n < 28 else ()) for n in range(60)}
    whole, a, b = ag.agreement(one, other, ["a", "b"])
    assert str(a.alpha) == "too few to say" and (a.both, a.only_one, a.only_other) == (8, 1, 0)
    assert b.kappa.value is not None and b.kappa.low is not None and b.kappa.low <= b.kappa.value <= (b.kappa.high or 0)
    assert whole.units == 30 and whole.code == "" and whole.kappa is ag.NO_FIGURE
    fewer = {u: c for u, c in one.items() if c}
    assert ag.agreement(fewer, other, ["a", "b"])[0].alpha == whole.alpha


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=60))
def test_figures_stay_in_bounds_and_do_not_depend_on_who_is_first(pairs: list[tuple[bool, bool]]) -> None:
    """Alpha, kappa and F1 are at most 1, and the same the other way round."""
    a, b = [x for x, _ in pairs], [y for _, y in pairs]
    for measure in (ag.kappa, ag.f1):
        there, back = measure(a, b).value, measure(b, a).value
        assert there == back or np.isclose(there or 0, back or 0)
        assert there is None or there <= 1
    value = ag.alpha([a, b])
    assert np.isnan(value) or (value <= 1 and np.isclose(value, ag.alpha([b, a])))


def test_bad_input_is_refused_in_a_sentence() -> None:
    """Rows of different length, words where numbers are needed, a level there is not."""
    with refuses(Refused, Kind.CODERS_VALUED_DIFFERENT_NUMBERS_OF_UNITS):
        ag.alpha([[1, 2], [1]])
    with refuses(Refused, Kind.LEVEL_NEEDS_NUMBERS):
        ag.alpha([["yes", "no"], ["yes", "yes"]], "interval")
    with refuses(Refused, Kind.NO_LEVEL_OF_MEASUREMENT):
        ag.alpha([[1, 2], [1, 2]], "cosmic")


def test_the_sample_is_large_enough_for_a_usual_code() -> None:
    """Ten uses of a usual code, at least 30, never more than there are."""
    assert ag.sample_size(300, 0.1) == 100
    assert ag.sample_size(300, 0.9) == 30
    assert ag.sample_size(12, 0.1) == 12


def test_draws_of_sets_give_what_the_library_gives() -> None:
    """Our own alpha of many draws at once, for sets, is the library's for each of them."""
    rng = np.random.default_rng(3)
    sets = [frozenset(rng.choice(["a", "b", "c", "d"], rng.integers(1, 4), replace=False)) for _ in range(60)]
    other = [one if rng.random() < 0.6 else sets[number - 1] for number, one in enumerate(sets)]
    counts, kinds = ag._counts([sets, other])
    domain = ag._domain(kinds, "set")
    drawn = counts[rng.integers(0, len(counts), (20, len(counts)))]
    ours = ag._alphas_of_sets(drawn, domain)
    assert np.allclose(ours, [ag._alpha(one, domain, "set") for one in drawn], atol=1e-12)
