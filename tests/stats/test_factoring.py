"""Factors against planted loadings and R's psych."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from research.stats.congruence import congruence
from research.stats.factoring import complexity, fit_factors
from research.stats.moments import correlation
from tests import bfi, exploratory

LOADING_TOLERANCE = 3e-5
"""R's searches and rotations stop at slopes near 1e-5; measured 1.4e-5 at most."""
UPRIGHT_TOLERANCE = 2e-3
"""R's stats::varimax stops up to 1.1e-3 before the optimum (with eps = 1e-14 it agrees to 2e-6), promax with it."""
SCORE_TOLERANCE = 1e-4
COMPLEXITY_TOLERANCE = 2e-4
"""A ratio of fourth powers, of loadings that differ by 1e-5."""
IDENTITY = 1e-10
"""Identities between matrices of one fit."""
ROTATIONS = ("oblimin", "varimax", "promax", "none")


def planted(phi: float = 0.3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Loadings of twelve items on three factors, factor correlations, and the correlations they imply."""
    loadings = np.zeros((12, 3))
    for factor in range(3):
        loadings[4 * factor : 4 * factor + 4, factor] = [0.8, 0.7, 0.6 - 0.1 * factor, 0.5]
    factors = np.full((3, 3), phi) + (1 - phi) * np.eye(3)
    implied = loadings @ factors @ loadings.T
    np.fill_diagonal(implied, 1.0)
    return loadings, factors, implied


@pytest.mark.parametrize("extraction", ["minres", "ml"])
@pytest.mark.parametrize(("rotation", "phi"), [("oblimin", 0.3), ("oblimin", 0.0), ("varimax", 0.0), ("promax", 0.0)])
def test_planted_loadings_are_recovered_from_their_correlations(extraction: str, rotation: str, phi: float) -> None:
    loadings, factors, implied = planted(phi)
    fit = fit_factors(implied, 3, extraction, rotation)
    match = congruence(loadings, fit.pattern)
    assert match.matched.min() > 0.999
    np.testing.assert_allclose(match.aligned(fit.pattern), loadings, atol=2e-3)
    np.testing.assert_allclose(match.aligned_phi(fit.phi), factors, atol=2e-3)


@pytest.mark.parametrize("seed", range(10))
def test_rotation_moves_factors_but_not_what_they_reproduce(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((300, 4)) @ rng.standard_normal((4, 14)) + 1.5 * rng.standard_normal((300, 14))
    r = correlation(x, np.ones(300))
    fits = {rotation: fit_factors(r, 4, "minres", rotation) for rotation in ROTATIONS}
    reproduced = fits["none"].pattern @ fits["none"].pattern.T
    for fit in fits.values():
        np.testing.assert_allclose(fit.pattern @ fit.phi @ fit.pattern.T, reproduced, atol=IDENTITY)
        np.testing.assert_allclose(fit.communalities, np.diag(reproduced), atol=IDENTITY)
        np.testing.assert_allclose(fit.structure, fit.pattern @ fit.phi, atol=IDENTITY)
        np.testing.assert_allclose(np.diag(fit.phi), 1.0, atol=IDENTITY)
        assert fit.variance.sum() == pytest.approx(fit.communalities.mean())
        assert (np.diff(fit.variance) <= 0).all()
        assert (fit.pattern.sum(axis=0) >= 0).all()
    assert (fits["varimax"].phi == np.eye(4)).all()
    assert np.abs(fits["oblimin"].phi - np.eye(4)).max() > 0.01


def test_every_setting_changes_the_loadings() -> None:
    x = np.random.default_rng(3).standard_normal((200, 9)) @ np.random.default_rng(4).standard_normal((9, 9))
    r = correlation(x, np.ones(200))
    fits = [fit_factors(r, 2, e, rotation).pattern for e in ("minres", "ml") for rotation in ROTATIONS]
    assert all(np.abs(a - b).max() > 1e-3 for a, b in itertools.combinations(fits, 2))


def test_scores_are_those_of_regression() -> None:
    _, _, implied = planted()
    fit = fit_factors(implied, 3)
    np.testing.assert_allclose(implied @ fit.weights, fit.structure, atol=IDENTITY)
    variance = np.diag(fit.weights.T @ implied @ fit.weights)
    np.testing.assert_allclose(np.sqrt(variance), fit.determinacy, atol=IDENTITY)


@pytest.mark.parametrize("rotation", ROTATIONS)
def test_one_factor_is_signed_and_needs_no_rotation(rotation: str) -> None:
    loadings = np.array([0.8, 0.7, 0.6, 0.5])
    implied = np.outer(loadings, loadings)
    np.fill_diagonal(implied, 1.0)
    fit = fit_factors(implied, 1, "minres", rotation)
    np.testing.assert_allclose(fit.pattern[:, 0], loadings, atol=1e-3)
    assert fit.phi.tolist() == [[1.0]]


def test_reflecting_an_item_reflects_its_loadings_only() -> None:
    _, _, implied = planted()
    signs = np.ones(12)
    signs[2] = -1.0
    plain, reflected = fit_factors(implied, 3), fit_factors(implied * np.outer(signs, signs), 3)
    np.testing.assert_allclose(reflected.pattern * signs[:, None], plain.pattern, atol=1e-3)


def test_an_item_without_loadings_stays_without() -> None:
    loadings, _, _ = planted(0.0)
    loadings = np.vstack([loadings, np.zeros(3)])
    implied = loadings @ loadings.T
    np.fill_diagonal(implied, 1.0)
    for rotation in ROTATIONS:
        assert np.abs(fit_factors(implied, 3, "minres", rotation).pattern[12]).max() < 1e-3


def test_components_are_scored_exactly() -> None:
    _, _, implied = planted()
    fit = fit_factors(implied, 12, "components", "varimax")
    np.testing.assert_allclose(fit.communalities, 1.0, atol=IDENTITY)
    np.testing.assert_allclose(fit.determinacy, 1.0, atol=IDENTITY)
    few = fit_factors(implied, 3, "components", "oblimin")
    np.testing.assert_allclose(few.weights.T @ implied @ few.weights, few.phi, atol=IDENTITY)
    np.testing.assert_allclose(few.determinacy, 1.0, atol=IDENTITY)


@pytest.mark.parametrize("extraction", ["minres", "principal_axis", "components"])
@pytest.mark.parametrize("rotation", ["oblimin", "varimax"])
def test_a_centred_battery_is_factored_and_scored(extraction: str, rotation: str) -> None:
    rng = np.random.default_rng(5)
    loadings, _, _ = planted()
    x = rng.standard_normal((400, 3)) @ loadings.T + 0.6 * rng.standard_normal((400, 12))
    x -= x.mean(axis=1, keepdims=True)
    r = correlation(x, np.ones(400))
    fit = fit_factors(r, 2, extraction, rotation)
    assert fit.singular
    assert fit.converged
    assert (fit.determinacy > 0.5).all()
    assert (fit.determinacy < 1 + IDENTITY).all()
    np.testing.assert_allclose(np.diag(fit.weights.T @ r @ fit.weights), fit.determinacy**2, atol=IDENTITY)
    assert np.abs(fit.weights).max() < 1


def test_a_general_factor_comes_first_however_little_it_explains() -> None:
    loadings = np.hstack([np.full((12, 1), 0.3), np.kron(np.eye(3), [[0.8], [0.7], [0.6], [0.5]])])
    implied = loadings @ loadings.T
    np.fill_diagonal(implied, 1.0)
    fit = fit_factors(implied, 4, "minres", "bifactor")
    np.testing.assert_allclose(np.abs(fit.pattern[:, 0]), 0.3, atol=1e-4)
    assert fit.variance[0] < fit.variance[3]


def test_complexity_counts_the_factors_of_an_item() -> None:
    np.testing.assert_allclose(complexity(np.array([[0.5, 0, 0], [0.4, 0.4, 0], [0.3, 0.3, -0.3]])), [1, 2, 3])
    assert complexity(np.zeros((1, 3))).tolist() == [0]


def test_improper_and_unfinished_solutions_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    # r12 r13 / r23 = 1.125: the communality of item 1 would have to be above 1.
    heywood = np.array([[1.0, 0.75, 0.75], [0.75, 1.0, 0.5], [0.75, 0.5, 1.0]])
    fit = fit_factors(heywood, 1)
    assert fit.heywood.tolist() == [True, False, False]
    np.testing.assert_array_equal(fit.uniquenesses, 1 - fit.communalities)
    assert not fit_factors(planted()[2], 3).heywood.any()
    assert fit_factors(planted()[2], 3).converged
    monkeypatch.setattr("research.stats.gradient_projection.STEPS", 1)
    assert not fit_factors(planted()[2], 3).converged


def test_what_cannot_be_factored_is_refused() -> None:
    _, _, implied = planted()
    for k, rotation, said in [(0, "oblimin", "at least 1"), (8, "oblimin", "at most 7"), (2, "bifactor", "at least 3")]:
        with pytest.raises(ValueError, match=said):
            fit_factors(implied, k, "minres", rotation)


def test_the_order_of_items_does_not_matter() -> None:
    _, _, implied = planted()
    order = np.random.default_rng(0).permutation(12)
    plain, shuffled = fit_factors(implied, 3), fit_factors(implied[np.ix_(order, order)], 3)
    np.testing.assert_allclose(shuffled.pattern, plain.pattern[order], atol=1e-5)


def test_the_correlations_given_are_left_as_they_are() -> None:
    _, _, implied = planted()
    before = implied.copy()
    implied.flags.writeable = False
    fit_factors(implied, 3)
    np.testing.assert_array_equal(implied, before)


@bfi.needs_bfi
@pytest.mark.parametrize("method", bfi.oracle()["fits"])
def test_factors_of_bfi_equal_psych(method: str) -> None:
    x, expected = bfi.complete(), bfi.oracle()["fits"][method]
    extraction, rotation = method.split("_")
    tolerance = UPRIGHT_TOLERANCE if rotation in ("varimax", "promax") else LOADING_TOLERANCE
    fit = fit_factors(correlation(x, np.ones(len(x))), 5, extraction, rotation)
    match = congruence(np.array(expected["loadings"]), fit.pattern)
    np.testing.assert_allclose(match.aligned(fit.pattern), expected["loadings"], atol=tolerance)
    np.testing.assert_allclose(match.aligned_phi(fit.phi), expected["phi"], atol=tolerance)
    np.testing.assert_allclose(fit.communalities, expected["communalities"], atol=LOADING_TOLERANCE)
    np.testing.assert_allclose(25 * fit.variance[match.order], expected["ss_loadings"], atol=4 * tolerance)
    np.testing.assert_allclose(fit.determinacy[match.order] ** 2, expected["r2"], atol=tolerance)
    assert match.order.tolist() == [0, 1, 2, 3, 4]
    assert fit.converged
    assert fit.share_best == 1


@bfi.needs_bfi
def test_regression_scores_and_complexity_of_bfi_equal_psych() -> None:
    x = bfi.complete()
    fit = fit_factors(correlation(x, np.ones(len(x))), 5)
    oracle = bfi.oracle()
    match = congruence(np.array(oracle["fits"]["minres_oblimin"]["loadings"]), fit.pattern)
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    scores = match.aligned(z[:5] @ fit.weights)
    np.testing.assert_allclose(scores, oracle["scores_minres_oblimin_first_rows"], atol=SCORE_TOLERANCE)
    np.testing.assert_allclose(fit.complexity, exploratory.oracle()["complexity"], atol=COMPLEXITY_TOLERANCE)
