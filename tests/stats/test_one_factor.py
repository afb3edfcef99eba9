"""One minres factor of many matrices: planted loadings, R's figures, and a minimum where one is claimed."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.one_factor import MOST, one_factor_loadings
from research.stats.random_correlations import normal_correlations
from tests.retention_oracle import figures

COMMUNALITY_TOLERANCE = 2e-4
"""R's search ends where its criterion no longer falls by a ten-millionth; the criterion is flat around its minimum."""


def fitted(correlations: np.ndarray) -> np.ndarray:
    return one_factor_loadings(correlations, np.linalg.eigh(correlations)[1][:, :, -1])


def misfit(correlations: np.ndarray, loadings: np.ndarray) -> float:
    residuals = (correlations - np.outer(loadings, loadings))[np.triu_indices(len(loadings), 1)]
    return float((residuals**2).sum())


def test_exact_factors_of_several_matrices_are_found() -> None:
    planted = np.array([[0.9, 0.5, 0.3, 0.7], [0.2, -0.6, 0.8, 0.4]])
    matrices = planted[:, :, None] * planted[:, None, :]
    matrices[:, np.arange(4), np.arange(4)] = 1.0
    found = fitted(matrices)
    np.testing.assert_allclose(np.abs(found), np.abs(planted), atol=1e-8)
    np.testing.assert_allclose(found[1] / found[1, 0] * 0.2, planted[1], atol=1e-8)


@pytest.mark.parametrize("which", range(6))
def test_matrices_near_unrelated_items_have_the_communalities_of_psych(which: int) -> None:
    oracle = figures()["near_unrelated"][which]
    found = fitted(np.array([oracle["correlations"]]))[0] ** 2
    np.testing.assert_allclose(found, oracle["communalities"], atol=COMMUNALITY_TOLERANCE)


def test_nothing_nearby_fits_better() -> None:
    matrices = normal_correlations(10, 120)(np.random.default_rng(1), 40)
    rng = np.random.default_rng(2)
    for matrix, loadings in zip(matrices, fitted(matrices), strict=True):
        best = misfit(matrix, loadings)
        for _ in range(20):
            moved = np.clip(loadings + 0.01 * rng.standard_normal(10), -MOST, MOST)
            assert misfit(matrix, moved) >= best - 1e-12


def test_loadings_stay_within_their_bound() -> None:
    doublet = np.eye(4)
    doublet[0, 1] = doublet[1, 0] = 0.9
    doublet[0, 2:] = doublet[2:, 0] = 0.3
    assert np.abs(fitted(doublet[None])).max() == pytest.approx(np.sqrt(0.995))


def test_unrelated_items_have_no_loadings() -> None:
    np.testing.assert_allclose(fitted(np.eye(5)[None]), 0.0, atol=1e-3)


def test_a_matrix_is_fitted_alike_alone_and_among_others() -> None:
    matrices = normal_correlations(8, 100)(np.random.default_rng(3), 5)
    np.testing.assert_allclose(fitted(matrices)[3], fitted(matrices[3:4])[0], atol=1e-10)


def test_two_items_are_refused() -> None:
    with pytest.raises(ValueError, match="at least three items"):
        fitted(np.eye(2)[None])
