"""Covariances of a scale: pairwise, weighted, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.stats.alpha import alpha
from research.stats.scale_covariance import scale_covariance
from tests import bfi
from tests.reliability_oracle import SCALES, keyed_bfi, oracle

EXACT = 1e-12
DENOMINATOR = 1e-5
"""R divides by n − 1 of every pair, here by n: alpha of pairs with slightly different n moves in the sixth digit."""


def gappy(n: int = 80, p: int = 4) -> np.ndarray:
    rng = np.random.default_rng(8)
    x = rng.integers(1, 6, (n, p)).astype(float) + rng.integers(0, 2, (n, 1))
    x[rng.random((n, p)) < 0.1] = np.nan
    return x


def test_every_covariance_rests_on_those_who_answered_both() -> None:
    x = gappy()
    both = x[~np.isnan(x[:, [0, 2]]).any(axis=1)][:, [0, 2]]
    assert scale_covariance(x, np.ones(80)).matrix[0, 2] == pytest.approx(np.cov(both.T, ddof=0)[0, 1], abs=EXACT)
    assert scale_covariance(x, np.ones(80)).matrix[1, 1] == pytest.approx(np.nanvar(x[:, 1]), abs=EXACT)


def test_correlations_are_those_covariances_in_standard_deviations_of_all_answers() -> None:
    found = scale_covariance(gappy(), np.ones(80))
    assert found.correlations[0, 2] == pytest.approx(
        found.matrix[0, 2] / np.sqrt(found.matrix[0, 0] * found.matrix[2, 2]), abs=EXACT
    )


def test_weights_are_frequencies() -> None:
    x, w = gappy(), np.random.default_rng(4).integers(1, 4, 80)
    weighted = scale_covariance(x, w.astype(float)).matrix
    assert weighted == pytest.approx(scale_covariance(np.repeat(x, w, axis=0), np.ones(w.sum())).matrix, abs=EXACT)
    assert weighted == pytest.approx(scale_covariance(x, 7.0 * w).matrix, abs=EXACT)


def test_the_base_is_kishs_of_the_usual_pair() -> None:
    assert scale_covariance(np.random.default_rng(1).random((30, 3)), np.ones(30)).base == pytest.approx(30)
    assert scale_covariance(np.random.default_rng(1).random((4, 2)), np.array([1.0, 1, 1, 3])).base == pytest.approx(3)
    assert scale_covariance(np.random.default_rng(1).random((9, 1)), np.ones(9)).base == pytest.approx(9)
    gappy = np.random.default_rng(1).random((12, 3))
    gappy[:6, 0] = np.nan
    assert scale_covariance(gappy, np.ones(12)).base == pytest.approx(3 / (1 / 6 + 1 / 6 + 1 / 12))


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (np.empty((5, 0)), "at least one item"),
        (np.column_stack([np.arange(6.0), np.full(6, 2.0)]), r"all answers are alike: \[1\]"),
        (np.array([[1.0, np.nan], [2.0, np.nan], [np.nan, 1.0], [np.nan, 2.0]]), "nobody answered both"),
    ],
)
def test_scales_without_covariances_are_refused(x: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        scale_covariance(x, np.ones(len(x)))


@bfi.needs_bfi
@pytest.mark.parametrize("scale", SCALES)
def test_alpha_of_all_bfi_respondents_and_of_weighted_ones_equals_psych(scale: str) -> None:
    expected, answers = oracle()["bfi"]["scales"][scale], keyed_bfi()
    x = answers[expected["items"]].to_numpy()
    assert alpha(scale_covariance(x, np.ones(len(x))).matrix) == pytest.approx(
        expected["alpha_pairwise"], abs=DENOMINATOR
    )
    complete: pd.DataFrame = answers.dropna()[expected["items"]]
    weights = np.resize([0.5, 1.0, 2.0], len(complete))
    found = alpha(scale_covariance(complete.to_numpy(), weights).matrix)
    assert found == pytest.approx(expected["alpha_weighted"], abs=1e-10)
