"""Intervals of shares."""

from __future__ import annotations

import pytest

from research.stats.estimate import share_estimate


def test_an_interval_stays_between_nought_and_one() -> None:
    found = share_estimate(0.97, 0.05)
    assert 0 < found.low < 0.97 < found.high < 1


def test_a_small_error_gives_nearly_two_of_it_to_either_side() -> None:
    found = share_estimate(0.6, 0.001)
    assert (found.low, found.high) == pytest.approx((0.6 - 0.00196, 0.6 + 0.00196), abs=1e-5)


def test_an_improper_share_gets_a_symmetric_interval() -> None:
    found = share_estimate(1.02, 0.1)
    assert (found.low, found.high) == pytest.approx((1.02 - 0.196, 1.02 + 0.196), abs=1e-4)
