"""Sizes: shares, their intervals, all of them at once."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from research.stats.moments import effective_n
from research.stats.proportions import wilson_interval
from research.stats.segment_sizes import segment_sizes, simultaneous_level

LABELS = np.repeat([0, 1, 2], [50, 30, 20])


def test_shares_and_intervals_without_weights_are_wilsons() -> None:
    found = segment_sizes(LABELS, np.ones(100), 4)
    assert found.shares.tolist() == [0.5, 0.3, 0.2, 0.0]
    low, high = wilson_interval(found.shares, 100)
    assert (found.low == low).all() and (found.high == high).all()
    # prop.test(30, 100, correct = FALSE)$conf.int
    assert (found.low[1], found.high[1]) == pytest.approx((0.2189489, 0.3958485), abs=5e-8)


def test_weights_move_shares_and_widen_intervals_by_the_effective_base() -> None:
    weights = np.where(np.arange(100) % 2 == 0, 3.0, 1.0)
    found = segment_sizes(LABELS, weights, 3)
    low, high = wilson_interval(found.shares, effective_n(weights))
    assert found.low == pytest.approx(low) and found.high == pytest.approx(high)
    assert segment_sizes(LABELS, weights * 7, 3).low == pytest.approx(found.low)
    assert found.high[0] - found.low[0] > segment_sizes(LABELS, np.ones(100), 3).high[0] - found.low[0]


def test_all_intervals_at_once_are_goodmans() -> None:
    found = segment_sizes(LABELS, np.ones(100), 3, simultaneous_level(3))
    a, x = chi2.ppf(1 - 0.05 / 3, 1), np.array([50, 30, 20])
    root = np.sqrt(a * (a + 4 * x * (100 - x) / 100))
    assert found.low == pytest.approx((a + 2 * x - root) / (2 * (100 + a)), abs=1e-12)
    assert found.high == pytest.approx((a + 2 * x + root) / (2 * (100 + a)), abs=1e-12)
    assert simultaneous_level(1) == 95


def test_nobody_with_a_weight_has_no_size() -> None:
    found = segment_sizes(LABELS, np.zeros(100), 3)
    assert np.isnan(found.shares).all() and np.isnan(found.low).all()
