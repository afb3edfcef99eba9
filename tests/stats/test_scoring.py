"""Score weights against R's psych and what defines each of them."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.factoring import fit_factors
from research.stats.moments import correlation
from research.stats.scoring import score_weights
from tests import bfi, exploratory

PSYCH = 1e-8
"""The same formulas of the same loadings, which were written with ten digits."""
IDENTITY = 1e-10
METHODS = ("regression", "bartlett", "tenberge", "unit")


def planted(centred: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pattern and factor correlations of three oblique factors, and the correlations they were found in."""
    rng = np.random.default_rng(0)
    loadings = np.kron(np.eye(3), [[0.8], [0.7], [0.6], [-0.5]])
    factors = rng.standard_normal((500, 3)) @ np.linalg.cholesky(np.full((3, 3), 0.3) + 0.7 * np.eye(3)).T
    x = factors @ loadings.T + 0.6 * rng.standard_normal((500, 12))
    r = correlation(x - centred * x.mean(axis=1, keepdims=True), np.ones(500))
    fit = fit_factors(r, 3 - centred, "minres", "oblimin")
    return fit.pattern, fit.phi, r


@bfi.needs_bfi
@pytest.mark.parametrize("method", ["regression", "bartlett", "tenberge"])
def test_scores_of_bfi_equal_psych(method: str) -> None:
    x, fit = bfi.complete(), exploratory.oracle()["scored"]
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    pattern, phi = np.array(fit["pattern"]), np.array(fit["phi"])
    weights = score_weights(pattern, phi, exploratory.bfi_correlations("bfi"), method)
    np.testing.assert_allclose(z[:5] @ weights, exploratory.oracle()["scores"][method], atol=PSYCH)


def test_regression_weights_solve_the_normal_equations() -> None:
    pattern, phi, r = planted()
    np.testing.assert_allclose(r @ score_weights(pattern, phi, r, "regression"), pattern @ phi, atol=IDENTITY)


def test_bartlett_scores_are_unbiased() -> None:
    pattern, phi, r = planted()
    np.testing.assert_allclose(score_weights(pattern, phi, r, "bartlett").T @ pattern, np.eye(3), atol=IDENTITY)


@pytest.mark.parametrize("centred", [False, True])
def test_tenberge_scores_correlate_as_the_factors_do(centred: bool) -> None:
    pattern, phi, r = planted(centred)
    weights = score_weights(pattern, phi, r, "tenberge")
    np.testing.assert_allclose(weights.T @ r @ weights, phi, atol=IDENTITY)


@pytest.mark.parametrize("seed", range(5))
def test_no_other_scores_that_correlate_as_the_factors_do_are_nearer_to_them(seed: int) -> None:
    pattern, phi, r = planted()
    values, vectors = np.linalg.eigh(phi)
    root = (vectors * np.sqrt(values)) @ vectors.T
    turn = np.linalg.qr(np.random.default_rng(seed).standard_normal((3, 3)))[0]
    weights = score_weights(pattern, phi, r, "tenberge")
    rival = weights @ np.linalg.inv(root) @ turn @ root
    np.testing.assert_allclose(rival.T @ r @ rival, phi, atol=IDENTITY)
    nearness = [np.trace(w.T @ pattern @ phi @ np.linalg.inv(phi)) for w in (weights, rival)]
    assert nearness[0] > nearness[1]


def test_unit_weights_average_the_items_of_each_factor() -> None:
    pattern = np.array([[0.6, 0.1], [-0.5, 0.2], [0.4, -0.45], [0.29, 0.1], [0.0, 0.3]])
    weights = score_weights(pattern, np.eye(2), np.eye(5), "unit")
    np.testing.assert_array_equal(weights, [[0.5, 0], [-0.5, 0], [0, -0.5], [0, 0], [0, 0.5]])


def test_a_factor_without_items_of_its_own_has_no_unit_score() -> None:
    with pytest.raises(ValueError, match=r"without an item of their own.*\[1\]"):
        score_weights(np.array([[0.6, 0.5], [0.7, 0.2]]), np.eye(2), np.eye(2), "unit")


@pytest.mark.parametrize("method", METHODS)
def test_reflecting_an_item_reflects_its_weight(method: str) -> None:
    pattern, phi, r = planted()
    signs = np.where(np.arange(12) % 3 == 0, -1.0, 1.0)
    plain = score_weights(pattern, phi, r, method)
    reflected = score_weights(pattern * signs[:, None], phi, r * np.outer(signs, signs), method)
    np.testing.assert_allclose(reflected, plain * signs[:, None], atol=IDENTITY)


@pytest.mark.parametrize("method", METHODS)
def test_a_centred_battery_has_finite_weights(method: str) -> None:
    pattern, phi, r = planted(centred=True)
    weights = score_weights(pattern, phi, r, method)
    assert np.abs(weights).max() < 2
    assert (np.diag(weights.T @ r @ weights) > 0.1).all()


def test_an_improper_item_does_not_break_bartlett_scores() -> None:
    pattern = np.array([[1.02], [0.7], [0.6]])
    weights = score_weights(pattern, np.eye(1), np.eye(3), "bartlett")
    assert np.isfinite(weights).all()
    assert weights[0, 0] > weights[1, 0] > 0


@pytest.mark.parametrize("method", ["bartlett", "tenberge"])
def test_factors_that_the_items_do_not_tell_apart_are_refused(method: str) -> None:
    with pytest.raises(ValueError, match="tell the factors apart"):
        score_weights(np.full((4, 2), 0.4), np.eye(2), np.full((4, 4), 0.32) + 0.68 * np.eye(4), method)
