"""Unrotated factors against planted truth and R's psych."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import sklearn.utils

from research.stats import discrepancy, extraction
from research.stats.congruence import congruence
from research.stats.extraction import (
    NoSuchFactor,
    degrees_of_freedom,
    extract,
    extract_quickly,
    is_singular,
    most_factors,
)
from research.stats.moments import correlation
from tests import bfi, exploratory

COMMON = ("minres", "ml", "principal_axis")
METHODS = (*COMMON, "components")
PSYCH = {"minres": 2e-5, "ml": 2e-5, "principal_axis": 1e-7, "components": 1e-9}
"""What is left of psych's searches, which stop at gradients near 1e-5 (the centred battery: 1.2e-5); its principal axes
were iterated to 1e-12, and components are exact."""
SAME_OPTIMUM = 1e-6
"""Two searches of one minimum."""
EXACT = 1e-10
HEYWOOD = np.array([[1.0, 0.75, 0.75], [0.75, 1.0, 0.5], [0.75, 0.5, 1.0]])
"""r12 r13 / r23 = 1.125: the communality of item 1 would have to be above 1."""


def planted() -> tuple[np.ndarray, np.ndarray]:
    """Loadings of twelve items on three factors, and the correlations they imply."""
    loadings = np.zeros((12, 3))
    for factor in range(3):
        loadings[4 * factor : 4 * factor + 4, factor] = np.array([0.8, 0.7, 0.6, 0.5]) - 0.05 * factor
    implied = loadings @ loadings.T
    np.fill_diagonal(implied, 1.0)
    return loadings, implied


def noisy(seed: int, centred: bool = False) -> np.ndarray:
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((150, 3)) @ rng.uniform(-0.9, 0.9, (3, 12)) + rng.standard_normal((150, 12))
    return correlation(x - x.mean(axis=1, keepdims=True) if centred else x, np.ones(150))


@pytest.mark.parametrize("method", COMMON)
def test_planted_factors_are_found_in_order_of_strength(method: str) -> None:
    loadings, implied = planted()
    found = extract(implied, 3, method)
    assert found.converged
    assert not found.heywood.any()
    np.testing.assert_allclose(found.loadings @ found.loadings.T, loadings @ loadings.T, atol=SAME_OPTIMUM)
    strength = (found.loadings**2).sum(axis=0)
    np.testing.assert_allclose(strength, (loadings**2).sum(axis=0), atol=SAME_OPTIMUM)
    assert (found.loadings.sum(axis=0) > 0).all()


@bfi.needs_bfi
@pytest.mark.parametrize("name", ["bfi", "bfi_centred", "bfi_one"])
def test_loadings_of_bfi_equal_psych(name: str) -> None:
    correlations = exploratory.bfi_correlations(name)
    for method, expected in exploratory.oracle()["extraction"][name].items():
        loadings = exploratory.matrix(expected["loadings"], 25)
        found = extract(correlations, loadings.shape[1], method)
        match = congruence(loadings, found.loadings)
        assert match.order.tolist() == list(range(loadings.shape[1]))
        np.testing.assert_allclose(match.aligned(found.loadings), loadings, atol=PSYCH[method])
        np.testing.assert_allclose((found.loadings**2).sum(axis=1), expected["communalities"], atol=PSYCH[method])
        assert found.converged
        assert not found.heywood.any()


@bfi.needs_bfi
def test_a_centred_battery_is_singular_and_refused_by_maximum_likelihood_only() -> None:
    correlations = exploratory.bfi_correlations("bfi_centred")
    assert is_singular(correlations)
    assert not is_singular(exploratory.bfi_correlations("bfi"))
    with pytest.raises(ValueError, match="maximum likelihood needs correlations that are not singular"):
        extract(correlations, 5, "ml")


@pytest.mark.parametrize("centred", [False, True])
def test_principal_axes_share_the_optimum_of_minres(centred: bool) -> None:
    correlations = noisy(1, centred)
    axes, minres = extract(correlations, 3, "principal_axis"), extract(correlations, 3, "minres")
    np.testing.assert_allclose(axes.loadings, minres.loadings, atol=SAME_OPTIMUM)


def test_all_components_reproduce_the_correlations() -> None:
    correlations = noisy(2)
    found = extract(correlations, 12, "components")
    np.testing.assert_allclose(found.loadings @ found.loadings.T, correlations, atol=EXACT)
    np.testing.assert_allclose((found.loadings**2).sum(axis=0), np.linalg.eigvalsh(correlations)[::-1], atol=EXACT)
    assert not found.heywood.any()


def test_singular_correlations_have_one_component_less() -> None:
    correlations = noisy(2, centred=True)
    assert extract(correlations, 11, "components").loadings.shape == (12, 11)
    with pytest.raises(NoSuchFactor, match="fewer than 12"):
        extract(correlations, 12, "components")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("centred", [False, True])
def test_the_order_and_direction_of_items_do_not_matter(method: str, centred: bool) -> None:
    if centred and method == "ml":
        pytest.skip("refused")
    correlations = noisy(3, centred)
    plain = extract(correlations, 3, method)
    order = np.random.default_rng(0).permutation(12)
    shuffled = extract(correlations[np.ix_(order, order)], 3, method)
    np.testing.assert_allclose(shuffled.loadings, plain.loadings[order], atol=SAME_OPTIMUM)
    signs = np.where(np.arange(12) % 5 == 0, -1.0, 1.0)
    reflected = extract(correlations * np.outer(signs, signs), 3, method)
    assert (reflected.loadings.sum(axis=0) > 0).all()
    match = congruence(plain.loadings, reflected.loadings * signs[:, None])
    np.testing.assert_allclose(match.matched, 1.0, atol=SAME_OPTIMUM)


@pytest.mark.parametrize("method", COMMON)
def test_an_item_that_is_explained_completely_is_flagged(method: str) -> None:
    found = extract(HEYWOOD, 1, method)
    assert found.heywood.tolist() == [True, False, False]
    assert found.converged


def test_components_have_no_improper_solutions() -> None:
    assert not extract(HEYWOOD, 3, "components").heywood.any()


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_a_search_that_stops_at_once_is_gone_on_with(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    correlations = noisy(4)
    plain = extract(correlations, 2, method)

    def stopped(_objective, start, **_settings):
        return SimpleNamespace(x=np.full_like(start, 0.9), success=False, message="stopped")

    monkeypatch.setattr("factor_analyzer.factor_analyzer.minimize", stopped)
    found = extract(correlations, 2, method)
    np.testing.assert_allclose(found.loadings, plain.loadings, atol=SAME_OPTIMUM)
    assert found.converged


@pytest.mark.parametrize(("method", "measure"), list(extraction._MEASURES.items()))
def test_the_better_of_two_searches_counts(method: str, measure: discrepancy.Measure) -> None:
    """Too many factors of few respondents have several optima, and each search misses some."""
    differ = 0
    for seed in (10, 27, 43):
        correlations = correlation(np.random.default_rng(seed).standard_normal((40, 9)), np.ones(40))
        searches = [search(correlations, 4, method).value for search in (extraction._analyzed, extraction._from_axes)]
        found = extract(correlations, 4, method).loadings
        uniquenesses = np.clip(1 - (found**2).sum(axis=1), discrepancy.LEAST_UNIQUENESS, 1)
        assert measure(correlations, uniquenesses, 4).value <= min(searches) + SAME_OPTIMUM
        differ += abs(searches[0] - searches[1]) > SAME_OPTIMUM
    assert differ > 0


@pytest.mark.parametrize("method", COMMON)
def test_a_search_that_does_not_end_is_told(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(discrepancy._SEARCH, "maxiter", 1)
    monkeypatch.setattr(extraction, "_ROUNDS", 2)
    monkeypatch.setattr(discrepancy, "STATIONARY", 1e-12)
    assert not extract(noisy(5), 3, method).converged


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_the_quick_search_finds_the_same(method: str) -> None:
    for k in (1, 3, 5):
        quick, full = extract_quickly(noisy(6), k, method), extract(noisy(6), k, method)
        np.testing.assert_allclose(quick.loadings, full.loadings, atol=SAME_OPTIMUM)


def test_what_cannot_be_factored_is_refused() -> None:
    _, implied = planted()
    copied = np.vstack([implied, implied[3:4]])
    copied = np.hstack([copied, copied[:, 3:4]])
    mirrored = copied.copy()
    mirrored[12, :12] *= -1
    mirrored[:12, 12] *= -1
    constant = implied.copy()
    constant[0, :] = constant[:, 0] = np.nan
    impossible = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])
    for r, k, said in [
        (implied, 0, "at least 1, not 0"),
        (implied, 8, "at most 7"),
        (copied, 3, "perfectly correlated columns.*: 3 and 12"),
        (mirrored, 3, "perfectly correlated columns.*: 3 and 12"),
        (constant, 3, "constant item"),
        (implied * 2, 3, "no correlations"),
        (implied + np.triu(np.full((12, 12), 0.1), 1), 3, "above and below"),
        (impossible, 1, "eigenvalue -0.8.*smooth them"),
        (np.eye(9), 2, "fewer than 2"),
    ]:
        for method in COMMON:
            with pytest.raises(ValueError, match=said):
                extract(r, k, method)
    with pytest.raises(ValueError, match="at most 12"):
        extract(implied, 13, "components")


def test_degrees_of_freedom_bound_the_number_of_factors() -> None:
    assert degrees_of_freedom(25, 5) == 185
    assert [most_factors(p) for p in (1, 2, 3, 4, 5, 6, 25)] == [0, 0, 1, 1, 2, 3, 18]


@pytest.mark.parametrize("method", METHODS)
def test_the_correlations_given_are_left_as_they_are(method: str) -> None:
    _, implied = planted()
    before = implied.copy()
    implied.flags.writeable = False
    extract(implied, 3, method)
    np.testing.assert_array_equal(implied, before)


def test_scikit_learn_keeps_its_own_check() -> None:
    assert sklearn.utils.check_array is sklearn.utils.validation.check_array
