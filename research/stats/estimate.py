"""A figure with its 95 % interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

CONFIDENCE = 0.95
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """`low` and `high` are the ends of the 95 % interval; NaN where a figure is not defined."""

    value: float
    low: float
    high: float


UNDEFINED = Estimate(float("nan"), float("nan"), float("nan"))


def share_estimate(value: float, standard_error: float) -> Estimate:
    """A share with an interval that is symmetric in its log odds, and so stays between 0 and 1.

    A share of 0 or less, or of 1 or more, which only an improper solution has, gets a symmetric one.
    """
    if not 0 < value < 1:
        return Estimate(value, value - NORMAL_95 * standard_error, value + NORMAL_95 * standard_error)
    reach = NORMAL_95 * standard_error / (value * (1 - value))
    low, high = expit(logit(value) + np.array([-reach, reach]))
    return Estimate(value, float(low), float(high))
