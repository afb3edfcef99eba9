"""Fit of factor models against R's psych."""

from __future__ import annotations

import math
from dataclasses import asdict

import numpy as np
import pytest
from scipy.special import chndtr

from research.stats.extraction import extract, most_factors
from research.stats.factor_fit import FactorModelFit, fit_indices, fit_table, srmr
from research.stats.factoring import fit_factors
from research.stats.moments import correlation
from tests import bfi, exploratory

N_BFI = 2436
FORMULA = 1e-8
"""The same formula of the same loadings; psych searches the ends of RMSEA's interval to about 1e-9."""
CHI2_OF_FORMULA = 1e-7
OWN = 1e-6
"""Of indices when the loadings are ours: psych's minres and ml stop a little early, which ml hardly feels."""
OWN_CHI2 = 1e-2
IDENTITY = 1e-10


def assert_agrees(fit: FactorModelFit, expected: dict[str, float], chi2: float, others: float) -> None:
    for name, value in expected.items():
        if name != "loadings":
            tolerance = chi2 if name in ("chi2", "bic", "null_chi2") else others
            assert getattr(fit, name) == pytest.approx(value, abs=tolerance, rel=1e-9), name


def correlations_of(name: str) -> np.ndarray:
    if name == "bfi_pairwise":
        return bfi.items().corr().to_numpy()
    if name.startswith("interests"):
        return exploratory.young_correlations("History", "Pets")
    if name.startswith("fears"):
        return exploratory.young_correlations("Flying", "Fear of public speaking")
    return exploratory.agreeableness() if name.startswith("agreeable") else exploratory.bfi_correlations("bfi")


CASES = [
    ("bfi_minres", N_BFI, 5, "minres"),
    ("bfi_pairwise", 2800, 5, "minres"),
    ("interests_6", 1010, 6, "minres"),
    ("fears_3", 1010, 3, "minres"),
    ("agreeable_1_of_60", 60, 1, "ml"),
]


@bfi.needs_bfi
@exploratory.needs_young_people
@pytest.mark.parametrize(("name", "n", "k", "method"), CASES)
def test_fit_equals_psych(name: str, n: int, k: int, method: str) -> None:
    correlations, expected = correlations_of(name), exploratory.oracle()["fit"][name]
    theirs = exploratory.matrix(expected["loadings"], len(correlations))
    of_formula = fit_indices(correlations, theirs, np.eye(k), n)
    assert_agrees(of_formula, expected, CHI2_OF_FORMULA, max(FORMULA, 1e-6 * (of_formula.rmsea == 0)))
    assert_agrees(
        fit_indices(correlations, extract(correlations, k, method).loadings, np.eye(k), n), expected, OWN_CHI2, OWN
    )


@bfi.needs_bfi
def test_the_table_of_maximum_likelihood_equals_psych() -> None:
    table = fit_table(exploratory.bfi_correlations("bfi"), N_BFI, 8, "ml")
    assert [row.factors for row in table] == list(range(1, 9))
    for row, expected in zip(table, exploratory.oracle()["fit"]["bfi_ml"], strict=True):
        assert row.converged
        assert not row.heywood.any()
        assert_agrees(row.fit, expected, chi2=1e-4, others=OWN)


@bfi.needs_bfi
def test_principal_axes_fit_as_psych_says_of_its_looser_ones() -> None:
    correlations, expected = exploratory.bfi_correlations("bfi"), exploratory.oracle()["fit"]["bfi_pa"]
    loadings = extract(correlations, 5, "principal_axis").loadings
    assert_agrees(fit_indices(correlations, loadings, np.eye(5), N_BFI), expected, chi2=0.2, others=1e-4)


def noisy(seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((300, 3)) @ rng.uniform(-0.8, 0.8, (3, 10)) + rng.standard_normal((300, 10))
    return correlation(x, np.ones(300))


def test_rotation_changes_no_fit() -> None:
    correlations = noisy()
    fit = fit_factors(correlations, 3)
    plain = fit_indices(correlations, fit.unrotated, np.eye(3), 300)
    rotated = fit_indices(correlations, fit.pattern, fit.phi, 300)
    np.testing.assert_allclose(list(asdict(plain).values()), list(asdict(rotated).values()), rtol=1e-8)


def test_a_model_that_holds_fits() -> None:
    loadings = np.full((6, 1), 0.7)
    correlations = loadings @ loadings.T + np.diag(np.full(6, 0.51))
    fit = fit_indices(correlations, loadings, np.eye(1), 200)
    assert fit.chi2 == pytest.approx(0, abs=IDENTITY)
    assert (fit.p, fit.rmsea, fit.rmsea_low, fit.rmsea_high) == (1, 0, 0, 0)
    assert fit.tli > 1
    assert fit.srmr == pytest.approx(0, abs=IDENTITY)
    assert fit.bic == pytest.approx(-9 * math.log(200))


def test_the_interval_holds_the_noncentralities_of_its_tails() -> None:
    fit = fit_indices(noisy(), extract(noisy(), 1, "ml").loadings, np.eye(1), 300)
    low, high = (rmsea**2 * fit.df * 299 for rmsea in (fit.rmsea_low, fit.rmsea_high))
    assert chndtr(fit.chi2, fit.df, low) == pytest.approx(0.95)
    assert chndtr(fit.chi2, fit.df, high) == pytest.approx(0.05)
    assert fit.rmsea_low < fit.rmsea < fit.rmsea_high


def test_more_factors_leave_smaller_residuals_and_the_table_ends_where_the_items_do() -> None:
    table = fit_table(noisy(), 300, 99, "minres")
    assert len(table) == most_factors(10) == 6
    residuals = [row.fit.srmr for row in table]
    assert residuals == sorted(residuals, reverse=True)
    assert residuals[0] == pytest.approx(srmr(noisy(), extract(noisy(), 1, "minres").loadings, np.eye(1)))


def test_the_table_stops_before_factors_that_the_items_do_not_hold() -> None:
    loadings = np.kron(np.eye(2), np.full((4, 1), 0.6))
    implied = loadings @ loadings.T
    np.fill_diagonal(implied, 1.0)
    assert [row.factors for row in fit_table(implied, 500, 4, "minres")] == [1, 2]
    assert fit_table(np.eye(6), 500, 3, "minres") == ()


@pytest.mark.parametrize("method", ["principal_axis", "components"])
def test_axes_and_components_have_the_table_of_minres(method: str) -> None:
    rows, expected = fit_table(noisy(), 300, 2, method), fit_table(noisy(), 300, 2, "minres")
    assert [row.fit for row in rows] == [row.fit for row in expected]


def test_singular_correlations_have_residuals_but_no_likelihood() -> None:
    rng = np.random.default_rng(1)
    x = rng.standard_normal((200, 8))
    centred = correlation(x - x.mean(axis=1, keepdims=True), np.ones(200))
    for row in fit_table(centred, 200, 3, "minres"):
        assert 0 < row.fit.srmr < 0.2
        undefined = ("chi2", "p", "rmsea", "rmsea_low", "rmsea_high", "tli", "bic", "srmr_corrected", "null_chi2")
        assert all(math.isnan(getattr(row.fit, name)) for name in undefined)
    with pytest.raises(ValueError, match="singular"):
        fit_table(centred, 200, 3, "ml")


def test_without_degrees_of_freedom_nothing_is_tested() -> None:
    correlations = np.array([[1.0, 0.4, 0.5], [0.4, 1.0, 0.3], [0.5, 0.3, 1.0]])
    fit = fit_table(correlations, 100, 1, "minres")[0].fit
    assert fit.df == 0
    assert fit.chi2 == pytest.approx(0, abs=1e-6)
    assert all(math.isnan(figure) for figure in (fit.p, fit.rmsea, fit.rmsea_high, fit.tli, fit.srmr_corrected))


def test_improper_solutions_have_finite_fit_and_are_flagged() -> None:
    row = fit_table(np.array([[1.0, 0.75, 0.75], [0.75, 1.0, 0.5], [0.75, 0.5, 1.0]]), 100, 1, "minres")[0]
    assert row.heywood.tolist() == [True, False, False]
    assert 0 < row.fit.chi2 < 1e3


def test_too_few_respondents_are_refused() -> None:
    with pytest.raises(ValueError, match="more respondents than 6"):
        fit_table(noisy(), 6, 2, "minres")
