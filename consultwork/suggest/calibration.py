"""From signs to chances that can be believed, and the cut above which a code is marked as likely."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit
from scipy.stats import beta
from sklearn.isotonic import IsotonicRegression

from consultwork.suggest.features import learn_weights
from consultwork.suggest.words import Floats

BAR_FROM = 400  # comments drawn at random and read, from which "95% right" may be said
_SURE = 0.1  # how often the share may be lower than it is said to be
_ABOVE_BAR = 30  # codes above a bar, with fewer it says nothing
_STEPS = 0.9  # how much of the calibrated chance is a step; the rest keeps apart what a step makes equal


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Looks at all codes of a comment together, then sets chances to how often they came true.

    A code is the less likely the more another code of the same comment is called for. The steps are
    an isotonic regression on confirmed comments (Zadrozny and Elkan 2002).
    """

    weights: Floats
    at: Floats
    true: Floats

    def __call__(self, chances: Floats) -> Floats:
        """Better chances: comments by codes, as they came."""
        seen = expit(_beside_others(chances) @ self.weights).reshape(chances.shape)
        return np.asarray(_STEPS * np.interp(seen, self.at, self.true) + (1 - _STEPS) * seen)


# Before enough is confirmed to learn it: round numbers near what it learns again and again.
USUAL_SECOND_LOOK = SecondLook(np.array([0.9, -0.2, 0.15, -0.1]), np.array([0.0, 1.0]), np.array([0.0, 1.0]))


def learn_second_look(chances: Floats, marks: Floats) -> SecondLook:
    """Learn from the left-out chances of confirmed comments and what was confirmed (0 or 1)."""
    signs = _beside_others(chances)
    weights = learn_weights(signs, marks.ravel(), np.array([1.0, 0.0, 0.0, 0.0]))
    steps = IsotonicRegression(out_of_bounds="clip").fit(expit(signs @ weights), marks.ravel())
    return SecondLook(weights, np.asarray(steps.X_thresholds_), np.asarray(steps.y_thresholds_))


def choose_cut(chances: Floats, marks: Floats) -> float:
    """The cut with the best micro-F1 (over all pairs of comment and code), from confirmed comments."""
    probability, right = chances.ravel(), marks.ravel()
    order = np.argsort(-probability, kind="stable")
    caught = np.cumsum(right[order])
    f1 = 2 * caught / (np.arange(1, len(order) + 1) + right.sum())
    # The middle of all cuts that are nearly the best holds better on new comments than the peak.
    good = np.flatnonzero(f1 >= f1.max() - 0.003)
    return float(np.clip(np.median(probability[order][good]), 0.05, 0.9))


def choose_bar(chances: Floats, marks: Floats, wanted: float = 0.95, least: int = BAR_FROM) -> float | None:
    """The lowest chance above which a wanted share of codes is right, as far as a random sample can tell.

    Args:
        chances: left-out chances of comments that were drawn at random and read, comments by codes.
        marks: what a person decided, 0 or 1.
        wanted: the share that has to be right.
        least: with fewer comments in the sample, nothing is promised.

    Returns:
        The bar, or None where the sample is too small or no bar holds. A bar holds when the share is
        at least the wanted one with a certainty of 90% (the lower end of the Jeffreys interval, Brown,
        Cai and DasGupta 2001), from at least 30 codes.
    """
    if len(chances) < least:
        return None
    probability, right = chances.ravel(), marks.ravel()
    order = np.argsort(-probability, kind="stable")
    caught = np.cumsum(right[order])
    many = np.arange(1, len(order) + 1)
    surely = beta.ppf(_SURE, caught + 0.5, many - caught + 0.5)
    good = np.flatnonzero((surely >= wanted) & (many >= _ABOVE_BAR))
    if not len(good):
        return None
    return float(probability[order][good[-1]])


def _beside_others(chances: Floats) -> Floats:
    """Log odds of each code, of the strongest other code of its comment, the log of their sum, and 1."""
    p = np.clip(chances, 1e-6, 1 - 1e-6)
    odds = np.log(p / (1 - p))
    if odds.shape[1] > 1:
        top = np.sort(odds, axis=1)[:, -2:]
        other = np.where(odds == top[:, 1:], top[:, :1], top[:, 1:])
    else:
        other = np.zeros_like(odds)
    total = np.broadcast_to(np.log(p.sum(axis=1, keepdims=True)), p.shape)
    return np.column_stack([odds.ravel(), other.ravel(), total.ravel(), np.ones(p.size)])
