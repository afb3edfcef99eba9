"""The acceleration factor by hand."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.scree import acceleration_factor


@pytest.mark.parametrize(
    ("eigenvalues", "expected"),
    [
        ([3.0, 0.5, 0.3, 0.2], 1),
        ([2.6, 2.4, 0.5, 0.3, 0.2], 2),
        ([2.2, 2.1, 2.0, 0.3, 0.25, 0.15], 3),
        ([1.0, 1.0, 1.0], 1),
    ],
)
def test_the_elbow_follows_the_last_eigenvalue_before_the_sharpest_bend(
    eigenvalues: list[float], expected: int
) -> None:
    assert acceleration_factor(np.array(eigenvalues)) == expected


def test_a_bend_after_an_eigenvalue_below_one_does_not_count() -> None:
    assert acceleration_factor(np.array([1.2, 1.1, 1.05, 0.98, 0.94, 0.05, 0.04])) == 1
