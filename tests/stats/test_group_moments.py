"""Moments of groups, and groups and models that cannot be analysed."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.group_moments import GroupMoments, check_groups, check_model, group_moments
from tests.invariance_cases import simple_structure


@pytest.fixture
def answers() -> np.ndarray:
    return np.random.default_rng(2).integers(1, 6, (60, 6)).astype(float)


def test_unit_weights_are_no_weights(answers: np.ndarray) -> None:
    moments = group_moments(answers, np.ones(60))
    assert moments.n == 60
    np.testing.assert_allclose(moments.means, answers.mean(axis=0))
    np.testing.assert_allclose(moments.covariance, np.cov(answers.T, bias=True))


def test_weight_two_is_answering_twice_and_n_is_the_effective_one(answers: np.ndarray) -> None:
    weights = np.where(np.arange(60) < 20, 2.0, 1.0)
    weighted, repeated = group_moments(answers, weights), group_moments(np.vstack([answers, answers[:20]]), np.ones(80))
    np.testing.assert_allclose(weighted.means, repeated.means)
    np.testing.assert_allclose(weighted.covariance, repeated.covariance)
    assert weighted.n == pytest.approx(80**2 / (20 * 4 + 40))
    tenfold = group_moments(answers, 10 * weights)
    assert tenfold.n == pytest.approx(weighted.n)


def test_rows_with_a_gap_or_without_weight_do_not_count(answers: np.ndarray) -> None:
    gappy, weights = answers.copy(), np.ones(60)
    gappy[0, 3], weights[1] = np.nan, 0.0
    assert group_moments(gappy, weights).n == 58
    np.testing.assert_allclose(group_moments(gappy, weights).means, answers[2:].mean(axis=0))
    with pytest.raises(ValueError, match="answered every item"):
        group_moments(gappy, np.zeros(60))


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ([0, 0, 0, 1, 1, 2], "drop factors \\[2\\]"),
        ([0, 0, 0, 1, 1, -1], "exactly one factor.*\\[5\\]"),
    ],
)
def test_factors_that_items_cannot_determine_are_refused(assignment: list[int], message: str) -> None:
    mask = np.array(assignment)[:, None] == np.arange(max(assignment) + 1)
    with pytest.raises(ValueError, match=message):
        check_model(mask)


def test_an_item_on_two_factors_and_a_lone_factor_of_two_are_refused() -> None:
    crossed = simple_structure(2, 3)
    crossed[0, 1] = True
    with pytest.raises(ValueError, match=r"exactly one factor.*\[0\]"):
        check_model(crossed)
    with pytest.raises(ValueError, match="three items"):
        check_model(simple_structure(1, 2))
    check_model(simple_structure(2, 2))


def test_groups_that_cannot_be_analysed_are_refused_with_the_reason(answers: np.ndarray) -> None:
    mask = simple_structure(2, 3)
    good = group_moments(answers, np.ones(60))
    constant, copied, asymmetric = answers.copy(), answers.copy(), good.covariance.copy()
    constant[:, 4], copied[:, 5] = 3.0, answers[:, 1]
    asymmetric[0, 1] += 1
    bad = {
        "group 1 has 6 respondents for 6 items": GroupMoments(6.0, good.means, good.covariance),
        "group 1 does not have the 6 items": GroupMoments(60.0, good.means[1:], good.covariance),
        "not numbers": GroupMoments(60.0, np.full(6, np.nan), good.covariance),
        "nobody differs on items \\[4\\]": group_moments(constant, np.ones(60)),
        "singular.*\\[1, 5\\]": group_moments(copied, np.ones(60)),
        "above and below": GroupMoments(60.0, good.means, asymmetric),
    }
    for message, group in bad.items():
        with pytest.raises(ValueError, match=message):
            check_groups([good, group], mask)
    check_groups([good, good], mask)
