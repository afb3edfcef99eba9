"""Omega: R's psych on real and made-up correlations, planted shares, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.moments import correlation
from research.stats.omega import omega, usual_group_factors
from tests import bfi
from tests.reliability_oracle import SCALES, bfi_scale, keyed_bfi, needs_people, oracle, people

PSYCH = 1e-7
"""The issue is 1e-5; the same steps in another order of arithmetic come much nearer."""
GENERAL = 1e-5
"""Loadings on the general factor, whose last digits hang on where oblimin ends."""
MODEL = 1e-3
"""Correlations that a bifactor model implies exactly are fitted to this by a search that ends at a gain of 2e-9."""


def assert_equals_psych(correlations: np.ndarray, expected: dict) -> None:
    found = omega(correlations, expected["group_factors"])
    assert found.total == pytest.approx(expected["total"], abs=PSYCH)
    assert found.one_factor == pytest.approx(expected["one_factor"], abs=PSYCH)
    assert found.keys.tolist() == expected["keys"]
    if expected["group_factors"] > 1:
        assert found.hierarchical == pytest.approx(expected["hierarchical"], abs=PSYCH)
        assert found.general == pytest.approx(expected["general"], abs=GENERAL)


def of_rows(x: np.ndarray) -> np.ndarray:
    return correlation(x, np.ones(len(x)))


@pytest.mark.parametrize("number", range(len(oracle()["made_up"])))
def test_made_up_correlations_equal_psych(number: int) -> None:
    one = oracle()["made_up"][number]
    for expected in one["omegas"]:
        assert_equals_psych(np.array(one["correlations"]), expected)


@bfi.needs_bfi
@pytest.mark.parametrize("scale", SCALES)
def test_the_bfi_scales_equal_psych(scale: str) -> None:
    for expected in oracle()["bfi"]["scales"][scale]["omegas"]:
        assert_equals_psych(of_rows(bfi_scale(scale)), expected)


@bfi.needs_bfi
def test_all_bfi_items_equal_psych() -> None:
    complete = keyed_bfi().dropna().to_numpy()
    assert_equals_psych(of_rows(complete), oracle()["bfi"]["all_items"]["omegas"][0])


@needs_people
@pytest.mark.parametrize("battery", ["fears", "interests", "music", "spending"])
def test_batteries_of_the_young_people_survey_equal_psych(battery: str) -> None:
    expected = oracle()["young_people"][battery]
    rows = people()[expected["items"]].dropna().to_numpy(float)
    assert len(rows) == expected["n"]
    assert_equals_psych(of_rows(rows), expected["omegas"][0])


def test_turning_items_changes_nothing_but_their_keys() -> None:
    correlations = np.array(oracle()["made_up"][4]["correlations"])
    turned = np.where(np.isin(np.arange(9), [1, 5]), -1.0, 1.0)
    plain, found = omega(correlations, 3), omega(correlations * np.outer(turned, turned), 3)
    assert (found.total, found.hierarchical, found.one_factor) == pytest.approx(
        (plain.total, plain.hierarchical, plain.one_factor), abs=PSYCH
    )
    assert (found.keys * turned == plain.keys).all()
    assert found.general == pytest.approx(plain.general, abs=GENERAL)


def test_a_planted_general_factor_has_its_share() -> None:
    groups = np.kron(np.eye(3), np.ones((3, 1)))
    phi = np.full((3, 3), 0.36) + 0.64 * np.eye(3)
    correlations = 0.49 * groups @ phi @ groups.T + 0.51 * np.eye(9)
    found = omega(correlations)
    variance = correlations.sum()
    assert found.total == pytest.approx(1 - 9 * 0.51 / variance, abs=MODEL)
    assert found.hierarchical == pytest.approx((9 * 0.7 * 0.6) ** 2 / variance, abs=MODEL)
    assert found.general == pytest.approx(np.full(9, 0.42), abs=MODEL)
    assert found.determined


def test_one_factor_of_two_items_gives_the_spearman_brown_reliability() -> None:
    found = omega(np.array([[1.0, -0.4], [-0.4, 1.0]]))
    assert found.total == pytest.approx(0.8 / 1.4, abs=1e-6)
    assert found.one_factor == pytest.approx(0.8 / 1.4, abs=1e-6)
    assert np.isnan(found.hierarchical)
    assert found.keys.tolist() in ([1, -1], [-1, 1])
    assert not found.determined


def test_items_without_anything_in_common_have_no_reliability() -> None:
    found = omega(np.eye(6))
    assert (found.total, found.hierarchical, found.one_factor) == (0, 0, 0)


@pytest.mark.parametrize(("p", "k"), [(2, 1), (3, 1), (4, 2), (5, 3), (25, 3)])
def test_group_factors_are_three_where_items_have_room_for_them(p: int, k: int) -> None:
    assert usual_group_factors(p) == k


def test_more_group_factors_than_items_determine_are_told() -> None:
    correlations = np.array(oracle()["made_up"][2]["correlations"])
    assert not omega(correlations, 3).determined
    assert omega(correlations, 2).determined


@pytest.mark.parametrize(
    ("correlations", "k", "message"),
    [
        (np.ones((1, 1)), 1, "two items"),
        (np.eye(4), 4, "from 1 to 3 group factors, not 4"),
        (np.eye(4), 0, "from 1 to 3 group factors, not 0"),
        (np.full((4, 4), 1.0), 1, "perfectly correlated"),
        (np.array([[1, 0.5, np.nan], [0.5, 1, 0.5], [np.nan, 0.5, 1]]), 1, "no correlations"),
        (np.eye(3) * 1.5 - 0.5, 1, "singular"),
    ],
)
def test_what_has_no_omega_is_refused(correlations: np.ndarray, k: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        omega(correlations, k)
