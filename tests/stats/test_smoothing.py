"""Smoothing against psych::cor.smooth."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.smoothing import FLOOR, SMALLEST, smooth
from tests.correlation_figures import figures

R_DIGITS = 1e-9
"""R's figures are kept with ten decimals."""


def test_an_indefinite_matrix_is_smoothed_as_psych_does_and_the_change_is_told() -> None:
    indefinite, expected = np.array(figures()["indefinite"]), np.array(figures()["smoothed"])
    found = smooth(indefinite)
    np.testing.assert_allclose(found.matrix, expected, atol=R_DIGITS)
    assert found.largest_change == pytest.approx(np.abs(expected - indefinite).max(), abs=R_DIGITS)
    assert found.largest_change > 0.2
    assert found.smallest_eigenvalue == pytest.approx(np.linalg.eigvalsh(indefinite)[0])


def test_a_smoothed_matrix_is_a_positive_definite_correlation_matrix() -> None:
    matrix = smooth(np.array(figures()["indefinite"])).matrix
    assert (matrix == matrix.T).all()
    assert (np.diag(matrix) == 1.0).all()
    assert np.linalg.eigvalsh(matrix)[0] > SMALLEST


def test_a_positive_definite_matrix_stays_as_it_is() -> None:
    matrix = np.array([[1.0, 0.5], [0.5, 1.0]])
    found = smooth(matrix)
    assert (found.matrix == matrix).all()
    assert found.largest_change == 0.0
    assert found.smallest_eigenvalue == pytest.approx(0.5)


def test_a_singular_matrix_hardly_moves() -> None:
    found = smooth(np.ones((3, 3)))
    assert 0 < found.largest_change < 10 * FLOOR
    assert np.linalg.eigvalsh(found.matrix)[0] > SMALLEST


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not numbers"):
        smooth(np.array([[1.0, np.nan], [np.nan, 1.0]]))
