"""The empirical Kaiser criterion: the formula by hand and in R, noise, and centred answers."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.empirical_kaiser import empirical_kaiser, kaiser
from tests import bfi
from tests.retention_oracle import YOUNG_PEOPLE, battery, figures, needs_young_people, pairwise

MARK_TOLERANCE = 1e-7
"""R's figures are kept to eight digits."""


def eigenvalues(r: np.ndarray) -> np.ndarray:
    return np.linalg.eigvalsh(r)[::-1]


def test_the_marks_by_hand() -> None:
    found = empirical_kaiser(np.array([2.5, 1.2, 1.1, 0.6, 0.4, 0.2]), 150)
    chance = (1 + 0.2) ** 2
    expected = [chance * 6 / 6, chance * 3.5 / 5, max(chance * 2.3 / 4, 1), 1, 1, 1]
    np.testing.assert_allclose(found.reference, expected)
    assert found.suggested == 3


def test_the_count_stops_at_the_first_that_is_not_above() -> None:
    found = empirical_kaiser(np.array([1.6, 1.35, 1.3, 1.05, 0.5, 0.2]), 60)
    assert found.reference[0] == pytest.approx((1 + np.sqrt(0.1)) ** 2)
    assert found.suggested == 0
    assert (np.array([1.6, 1.35, 1.3, 1.05]) > found.reference[:4]).any()


def test_noise_stands_out_once_in_twenty_batteries_at_most() -> None:
    found = [
        empirical_kaiser(eigenvalues(np.corrcoef(np.random.default_rng(seed).standard_normal((12, 300)))), 300)
        for seed in range(200)
    ]
    assert np.mean([one.suggested > 0 for one in found]) <= 0.05


def test_centred_noise_does_not_stand_out_either() -> None:
    def centred(seed: int) -> np.ndarray:
        x = np.random.default_rng(seed).standard_normal((300, 6))
        return np.corrcoef((x - x.mean(axis=1, keepdims=True)).T)

    found = [empirical_kaiser(eigenvalues(centred(seed)), 300) for seed in range(200)]
    assert np.mean([one.suggested > 0 for one in found]) <= 0.06


def test_eigenvalues_of_zero_do_not_count() -> None:
    found = empirical_kaiser(np.array([3.3, 1.4, 0.6, 0.4, 0.3, 0.0]), 500)
    chance = (1 + np.sqrt(5 / 500)) ** 2
    np.testing.assert_allclose(found.reference, [6 / 5 * chance, 6 / 5, 6 / 5, 6 / 5, 6 / 5])
    assert found.suggested == 2


def test_more_respondents_lower_the_marks() -> None:
    values = np.array([1.3, 1.2, 0.8, 0.7])
    assert [empirical_kaiser(values, n).suggested for n in (50, 5000)] == [0, 2]
    with pytest.raises(ValueError, match="needs respondents"):
        empirical_kaiser(values, 0)


def test_kaiser_counts_eigenvalues_above_one() -> None:
    assert kaiser(np.array([2.0, 1.01, 1.0, 0.5])) == 2
    assert kaiser(np.ones(4)) == 0


@bfi.needs_bfi
def test_bfi_has_the_marks_computed_in_r() -> None:
    x, oracle = bfi.complete(), figures()["bfi"]["empirical_kaiser"]
    found = empirical_kaiser(eigenvalues(pairwise(x)), len(x))
    np.testing.assert_allclose(found.reference, oracle["marks"], atol=MARK_TOLERANCE)
    assert found.suggested == oracle["suggested"] == 6


@needs_young_people
@pytest.mark.parametrize("name", YOUNG_PEOPLE)
def test_young_people_have_the_numbers_computed_in_r(name: str) -> None:
    found = empirical_kaiser(eigenvalues(pairwise(battery(name))), 1010)
    assert found.suggested == figures()["young_people"][name]["empirical_kaiser"]
