"""The search for the root of a slope inside a bracket."""

from __future__ import annotations

import numpy as np

from research.stats.correlation_scoring import BOUND, at_bound, scored_correlations

Floats = np.ndarray


def test_many_roots_are_found_at_once_and_those_found_drop_out() -> None:
    roots, asked = np.array([-0.95, 0.0, 0.3, 0.9899]), []

    def slopes(rho: Floats, active: Floats) -> tuple[Floats, Floats]:
        asked.append(len(active))
        return roots[active] - rho, np.where(active == 1, 1.0, 1.4)

    np.testing.assert_allclose(scored_correlations(slopes, np.zeros(4)), roots, atol=1e-9)
    assert asked[0] == 4
    assert asked[-1] < 4


def test_information_that_misleads_cannot_keep_the_search_from_ending() -> None:
    for information in (1e-9, 1e9):
        found = scored_correlations(lambda rho, _, i=information: (0.25 - rho, np.full_like(rho, i)), np.zeros(1))
        np.testing.assert_allclose(found, 0.25, atol=1e-8)


def test_a_slope_without_a_root_ends_at_the_bound_and_is_counted() -> None:
    found = scored_correlations(
        lambda rho, active: (np.array([1.0, -1.0, -1.0])[active], np.ones(len(rho))), np.zeros(3)
    )
    np.testing.assert_allclose(found, [BOUND, -BOUND, -BOUND], atol=1e-8)
    assert at_bound(np.append(found, 0.99)) == 3
