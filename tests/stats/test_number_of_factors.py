"""The choice of the number of factors: its rule step by step, planted truth, and real batteries."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from research.simulation import even_thresholds, ordinal_items, simple_structure
from research.stats.empirical_kaiser import empirical_kaiser
from research.stats.extraction import extract_quickly
from research.stats.moments import correlation
from research.stats.number_of_factors import choose_number, have_own_items, votes
from research.stats.parallel import parallel_analysis
from research.stats.random_correlations import normal_correlations
from research.stats.rotation import rotate
from tests import bfi
from tests.retention_oracle import YOUNG_PEOPLE, battery, needs_young_people, pairwise

DEFENSIBLE = {"interests": (5, 9), "personality": (5, 12), "spending": (1, 2), "music": (3, 6), "fears": (1, 3)}
"""From the fewest factors that a rule of psych keeps to the most (MAP, parallel analysis); of two, one may do."""


def rotated(r: np.ndarray) -> Callable[[int], np.ndarray]:
    return cache(lambda k: rotate(extract_quickly(r, k, "minres").loadings, "oblimin", starts=1).pattern)


def structure(*sizes: int) -> np.ndarray:
    owners = [factor for factor, size in enumerate(sizes) for _ in range(size)]
    return simple_structure(owners, 0.6, len(sizes))


def counted(r: np.ndarray, n: float):
    random = normal_correlations(len(r), n)
    return votes(r, n, parallel_analysis(r, random, np.random.default_rng(1), 50))


def chosen(r: np.ndarray, n: float, *more: float):
    """The choice with n respondents, which is that with `more` of them too."""
    values, pattern = np.linalg.eigvalsh(r)[::-1], rotated(r)
    with threadpool_limits(1):
        found = [choose_number(empirical_kaiser(values, one).suggested, len(r), pattern) for one in (n, *more)]
    assert len({one.number for one in found}) == 1
    return found[0]


def test_an_own_item_loads_higher_there_than_on_any_other_factor() -> None:
    pattern = np.array([[0.5, -0.4], [0.5, 0.1], [0.3, 0.6], [0.2, 0.1], [0.1, -0.6], [0.0, 0.1]])
    np.testing.assert_array_equal(have_own_items(pattern), [True, True])
    np.testing.assert_array_equal(have_own_items(pattern[:5]), [True, False])


def test_two_of_the_own_items_must_load_thirty() -> None:
    np.testing.assert_array_equal(have_own_items(np.array([[0.9], [0.30], [0.1]])), [True])
    np.testing.assert_array_equal(have_own_items(np.array([[0.9], [0.29], [0.29]])), [False])


def test_all_that_stand_out_are_kept_where_they_have_their_items() -> None:
    found = choose_number(2, 8, lambda k: structure(4, 4))
    assert (found.number, found.reason, found.stand_out) == (2, "stands_out", 2)


def test_a_pair_of_items_makes_no_factor() -> None:
    patterns = {3: structure(4, 4, 2), 2: structure(5, 5)}
    found = choose_number(3, 10, lambda k: patterns[k])
    assert (found.number, found.reason, found.stand_out) == (2, "own_items", 3)


def test_a_solution_that_does_not_exist_is_passed_over() -> None:
    def pattern(k: int) -> np.ndarray:
        if k == 2:
            raise ValueError("these items hold fewer than 2 factors")
        return structure(8)

    assert choose_number(2, 8, pattern).number == 1


def test_no_more_than_the_items_determine() -> None:
    found = choose_number(4, 5, lambda k: structure(3, 2) if k == 2 else structure(5))
    assert (found.number, found.reason) == (1, "own_items")
    found = choose_number(2, 4, lambda k: structure(4))
    assert (found.number, found.reason, found.stand_out) == (1, "determined", 2)
    assert choose_number(1, 2, lambda k: structure(2)).reason == "determined"


def test_none_has_its_two_reasons() -> None:
    assert choose_number(0, 8, lambda k: structure(8)).reason == "nothing_stands_out"
    found = choose_number(1, 8, lambda k: 0.2 * structure(8))
    assert (found.number, found.reason) == (0, "no_own_items")


def test_votes_are_those_of_every_rule() -> None:
    loadings = structure(6, 6, 6)
    found = counted(loadings @ loadings.T + 0.64 * np.eye(18), 600)
    assert found.parallel_components == found.parallel_factors == found.empirical_kaiser == found.kaiser == 3
    assert found.minimum_average_partial == found.acceleration_factor == 3


@pytest.mark.parametrize("factors", [0, 1, 4])
def test_planted_factors_are_chosen(factors: int) -> None:
    right = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        loadings = structure(*[4] * factors) if factors else np.zeros((8, 1))
        scores = rng.standard_normal((400, loadings.shape[1]))
        x = ordinal_items(rng, scores, loadings, even_thresholds(5, np.zeros(len(loadings))))
        right += chosen(correlation(x.astype(float), np.ones(400)), 400).number == factors
    assert right >= 9


def test_two_similar_questions_do_not_add_a_factor() -> None:
    rng = np.random.default_rng(3)
    shared = rng.standard_normal((1000, 1))
    latent = rng.standard_normal((1000, 2)) @ structure(5, 5).T + 0.8 * rng.standard_normal((1000, 10))
    pair = 0.3 * latent[:, :1] + 0.9 * shared + 0.4 * rng.standard_normal((1000, 2))
    r = correlation(np.hstack([latent, pair]), np.ones(1000))
    found = chosen(r, 1000)
    assert (found.number, found.reason, found.stand_out) == (2, "own_items", 3)


@bfi.needs_bfi
def test_bfi_has_its_five_factors_however_many_answer() -> None:
    found = chosen(pairwise(bfi.complete()), 2436, 300, 20_000)
    assert (found.number, found.reason, found.stand_out) == (5, "own_items", 6)


@needs_young_people
@pytest.mark.parametrize("name", YOUNG_PEOPLE)
def test_young_people_have_a_number_that_can_be_defended_however_many_answer(name: str) -> None:
    low, high = DEFENSIBLE[name]
    assert low <= chosen(pairwise(battery(name)), 1010, 20_000).number <= high
