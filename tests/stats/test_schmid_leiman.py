"""Schmid-Leiman transformations against R's psych and planted hierarchies."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.schmid_leiman import schmid_leiman
from tests import exploratory

PSYCH = 2e-5
"""R's second-order search stops at slopes near 1e-5; measured 1.4e-5 at most."""
SAME_OPTIMUM = 1e-6
IDENTITY = 1e-10


@pytest.mark.parametrize("name", exploratory.oracle()["schmid_leiman"])
def test_transformations_equal_psych(name: str) -> None:
    expected = exploratory.oracle()["schmid_leiman"][name]
    found = schmid_leiman(np.array(expected["pattern"]), np.array(expected["phi"]))
    np.testing.assert_allclose(found.second_order, expected["second_order"], atol=PSYCH)
    np.testing.assert_allclose(found.general, expected["general"], atol=PSYCH)
    np.testing.assert_allclose(found.group, expected["group"], atol=PSYCH)
    np.testing.assert_allclose(found.uniquenesses, expected["uniquenesses"], atol=IDENTITY)
    assert found.heywood.tolist() == [bool(loading**2 > 0.9949) for loading in expected["second_order"]]


@pytest.mark.parametrize("k", [3, 4, 5])
def test_a_planted_hierarchy_is_recovered(k: int) -> None:
    pattern = np.kron(np.eye(k), [[0.8], [0.6], [0.7]])
    second_order = np.linspace(0.8, 0.4, k)
    phi = np.outer(second_order, second_order)
    np.fill_diagonal(phi, 1.0)
    found = schmid_leiman(pattern, phi)
    np.testing.assert_allclose(found.second_order, second_order, atol=SAME_OPTIMUM)
    np.testing.assert_allclose(found.general, pattern @ second_order, atol=SAME_OPTIMUM)
    explained = found.general**2 + (found.group**2).sum(axis=1)
    np.testing.assert_allclose(explained, 1 - found.uniquenesses, atol=SAME_OPTIMUM)
    orthogonal = np.column_stack([found.general, found.group])
    np.testing.assert_allclose(orthogonal @ orthogonal.T, pattern @ phi @ pattern.T, atol=SAME_OPTIMUM)


@pytest.mark.parametrize("r", [0.36, -0.36])
def test_two_factors_share_their_correlation_equally(r: float) -> None:
    pattern = np.kron(np.eye(2), [[0.8], [0.5]])
    found = schmid_leiman(pattern, np.array([[1.0, r], [r, 1.0]]))
    np.testing.assert_allclose(found.second_order, [0.6, 0.6 if r > 0 else -0.6])
    np.testing.assert_allclose(found.group, pattern * 0.8)


@pytest.mark.parametrize("k", [2, 4])
def test_uncorrelated_factors_have_nothing_in_common(k: int) -> None:
    pattern = np.kron(np.eye(k), [[0.8], [0.5]])
    found = schmid_leiman(pattern, np.eye(k))
    assert (found.general == 0).all()
    np.testing.assert_array_equal(found.group, pattern)
    assert not found.heywood.any()


def test_one_factor_and_perfectly_correlated_ones_are_refused() -> None:
    with pytest.raises(ValueError, match="one factor has no general factor"):
        schmid_leiman(np.full((4, 1), 0.6), np.eye(1))
    with pytest.raises(ValueError, match="perfectly correlated"):
        schmid_leiman(np.kron(np.eye(3), [[0.8], [0.5]]), np.ones((3, 3)))
