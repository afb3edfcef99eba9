"""Minres by R's search: the one answer where there is one, psych's where there are many."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.extraction import extract
from research.stats.psych_minres import first_uniquenesses, psych_minres
from tests.reliability_oracle import oracle

SEARCH = 1e-4
"""The search ends at a relative gain of 2e-9: loadings may still move by this."""
PSYCH = 1e-7
"""The same steps, in another arithmetic order."""


def matrices(p: int) -> list[dict]:
    return [one for one in oracle()["made_up"] if len(one["correlations"]) == p]


@pytest.mark.parametrize(("p", "k"), [(6, 2), (9, 2), (9, 3), (12, 3), (12, 4)])
def test_what_the_items_determine_is_found_as_by_the_exact_search(p: int, k: int) -> None:
    correlations = np.array(matrices(p)[0]["correlations"])
    found, exact = psych_minres(correlations, k), extract(correlations, k, "minres").loadings
    assert found @ found.T == pytest.approx(exact @ exact.T, abs=SEARCH)


@pytest.mark.parametrize("p", [3, 4, 5, 6, 9, 12])
def test_communalities_equal_psych_with_as_many_factors_as_it_likes(p: int) -> None:
    for one in matrices(p):
        for expected in one["omegas"]:
            loadings = psych_minres(np.array(one["correlations"]), expected["group_factors"])
            assert (loadings**2).sum(axis=1) == pytest.approx(expected["communalities"], abs=PSYCH)


def test_two_items_share_their_correlation_evenly() -> None:
    found = psych_minres(np.array([[1.0, 0.49], [0.49, 1.0]]), 1)
    assert np.abs(found[:, 0]) == pytest.approx([0.7, 0.7], abs=SEARCH)


def test_first_uniquenesses_are_what_regression_on_the_others_leaves() -> None:
    correlations = np.array(matrices(5)[0]["correlations"])
    rest = np.delete(np.arange(5), 2)
    explained = correlations[2, rest] @ np.linalg.solve(correlations[np.ix_(rest, rest)], correlations[rest, 2])
    assert first_uniquenesses(np.stack([correlations] * 2))[1, 2] == pytest.approx(1 - explained)
