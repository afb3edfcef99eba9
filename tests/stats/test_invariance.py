"""Levels of equality between groups: lavaan's figures, planted differences, verdicts."""

from __future__ import annotations

import time
from functools import cache

import numpy as np
import pytest

from research.stats.group_moments import GroupMoments
from research.stats.invariance import CFI_DROP, RMSEA_RISE, Invariance, Step, compare_groups
from tests import bfi
from tests.invariance_cases import ESTIMATE_TOLERANCE, assert_fit, bfi_groups, oracle, schools, simple_structure

ABILITIES = simple_structure(3, 3)
SCORE_TOLERANCE = 5e-4
"""A score test is a quadratic form in slopes, which R's optimiser leaves at 1e-4; measured 3e-4 at most."""
CASES = ["schools", *(pytest.param(f"bfi_{by}", marks=bfi.needs_bfi) for by in ("gender", "halves", "schooling"))]


@cache
def compared(case: str) -> Invariance:
    """All levels of a case that R has compared too."""
    groups = schools() if case == "schools" else bfi_groups(case.removeprefix("bfi_"))
    return compare_groups(groups, ABILITIES if case == "schools" else simple_structure(5, 5), "strict")


@pytest.mark.parametrize("case", CASES)
def test_every_level_fits_as_lavaan_says(case: str) -> None:
    found = compared(case)
    assert [level.level for level in found.levels] == list(oracle()[case]["levels"])
    for level in found.levels:
        assert level.fit.converged
        assert_fit(level.fit.measures, oracle()[case]["levels"][level.level])


@pytest.mark.parametrize("case", CASES)
def test_scalar_estimates_are_lavaans(case: str) -> None:
    found = compared(case).levels[2].fit.groups
    for group, expected, errors in zip(found, oracle()[case]["scalar"], oracle()[case]["scalar_means_se"], strict=True):
        signs = np.sign((group.loadings * expected["loadings"]).sum(axis=0))
        for ours, theirs in [
            (group.loadings * signs, expected["loadings"]),
            (group.covariances * np.outer(signs, signs), expected["covariances"]),
            (group.residuals, expected["residuals"]),
            (group.intercepts, expected["intercepts"]),
            (group.means * signs, expected["means"]),
            (group.means_se, errors),
        ]:
            np.testing.assert_allclose(ours, theirs, atol=ESTIMATE_TOLERANCE)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("level", "number"), [("metric", 1), ("scalar", 2)])
def test_score_tests_of_the_items_are_lavaans(case: str, level: str, number: int) -> None:
    found = compared(case).levels[number]
    expected = oracle()[case][f"{level}_scores"]
    np.testing.assert_allclose(found.item_chi2, expected["chi2"], atol=SCORE_TOLERANCE)
    assert found.item_df == expected["df"]


@bfi.needs_bfi
def test_men_and_women_of_bfi_share_loadings_but_not_intercepts() -> None:
    found = compared("bfi_gender")
    assert [level.verdict for level in found.levels] == ["fits", "holds", "fails", "holds"]
    assert found.reached == "metric"
    step = found.levels[2].step
    assert step is not None
    assert step.delta_chi2 == pytest.approx(215.3120, abs=1e-3)
    assert (step.delta_df, step.delta_cfi) == (20, pytest.approx(-0.010941, abs=1e-6))
    assert step.p == pytest.approx(1.027e-34, rel=1e-3)
    # "Panic easily": women say so more than their other answers would lead one to expect.
    assert [bfi.oracle()["items"][item] for item in found.levels[2].breaking] == ["N5"]
    assert found.levels[2].partial is not None
    assert found.levels[2].partial.holds


@bfi.needs_bfi
def test_all_levels_of_25_items_take_a_moment() -> None:
    groups, mask = bfi_groups("gender"), simple_structure(5, 5)
    start = time.process_time()
    compare_groups(groups, mask)
    assert time.process_time() - start < 2


def test_the_two_tests_known_to_favour_a_school_are_found_and_freed_as_lavaan_frees_them() -> None:
    found = compared("schools").levels[2]
    assert found.verdict == "fails"
    assert found.breaking == (2, 6)
    assert found.partial is not None
    assert found.partial.holds
    assert_fit(found.partial.fit.measures, oracle()["schools"]["partial"]["fit"])
    means = [group["means"] for group in oracle()["schools"]["partial"]["groups"]]
    np.testing.assert_allclose([group.means for group in found.partial.fit.groups], means, atol=ESTIMATE_TOLERANCE)


def planted(changes: dict[str, dict[int, float]]) -> list[GroupMoments]:
    """Two groups as one model implies them; in the second, factors differ, and items as `changes` say."""
    mask = simple_structure(2, 5)
    groups = []
    for second in (False, True):
        loadings, intercepts, residuals = np.full(10, 0.7), np.zeros(10), np.full(10, 0.5)
        if second:
            for kind, values in (("loadings", loadings), ("intercepts", intercepts), ("residuals", residuals)):
                for item, change in changes.get(kind, {}).items():
                    values[item] += change
        phi = np.array([[1.4, 0.3], [0.3, 0.8]]) if second else np.array([[1.0, 0.4], [0.4, 1.0]])
        means = np.array([0.5, -0.3]) * second
        pattern = mask * loadings[:, None]
        groups.append(GroupMoments(500.0, intercepts + pattern @ means, pattern @ phi @ pattern.T + np.diag(residuals)))
    return groups


def test_groups_that_differ_in_their_factors_only_are_the_same_measure() -> None:
    found = compare_groups(planted({}), simple_structure(2, 5), "strict")
    assert found.reached == "strict"
    assert all(level.fit.measures.chi2 < 1e-6 and not level.breaking for level in found.levels)
    second = found.levels[2].fit.groups[1]
    np.testing.assert_allclose(second.means, [0.5, -0.3], atol=1e-5)
    np.testing.assert_allclose(second.covariances, [[1.4, 0.3], [0.3, 0.8]], atol=1e-5)


def test_planted_differences_are_found_at_their_level_and_stay_free_above() -> None:
    changes = {"loadings": {7: -0.6}, "intercepts": {1: 0.8, 2: -0.8}, "residuals": {4: 1.5}}
    found = compare_groups(planted(changes), simple_structure(2, 5), "strict")
    _, metric, scalar, strict = found.levels
    assert (metric.verdict, scalar.verdict, strict.verdict) == ("fails", "fails", "fails")
    assert metric.breaking == (7,)
    assert (scalar.breaking[0], set(scalar.breaking)) == (7, {7, 1, 2})
    assert set(strict.breaking) == {7, 1, 2, 4}
    assert scalar.partial is not None
    np.testing.assert_allclose(scalar.partial.fit.groups[1].means, [0.5, -0.3], atol=1e-4)
    assert found.reached == "configural"


def test_the_order_of_later_groups_does_not_matter() -> None:
    first, second = planted({"intercepts": {1: 0.4}})
    third = GroupMoments(300.0, first.means, first.covariance * 1.2)
    one = compare_groups([first, second, third], simple_structure(2, 5))
    other = compare_groups([first, third, second], simple_structure(2, 5))
    for here, there in zip(one.levels, other.levels, strict=True):
        assert here.fit.measures.chi2 == pytest.approx(there.fit.measures.chi2, abs=1e-5)
        np.testing.assert_allclose(here.item_chi2, there.item_chi2, atol=1e-4)
    np.testing.assert_allclose(one.levels[2].fit.groups[1].means, other.levels[2].fit.groups[2].means, atol=1e-5)


def test_a_model_that_does_not_fit_is_no_base_for_comparing() -> None:
    # The third item of each factor belongs to the other.
    groups = [
        GroupMoments(g.n, g.means[order], g.covariance[np.ix_(order, order)])
        for g in planted({})
        for order in [np.array([0, 1, 7, 3, 4, 5, 6, 2, 8, 9])]
    ]
    found = compare_groups(groups, simple_structure(2, 5))
    assert found.levels[0].verdict == "misfits"
    assert found.reached is None


def test_a_model_without_a_maximum_leaves_the_question_open() -> None:
    rng = np.random.default_rng(0)
    noise = [np.cov(rng.standard_normal((20, 12)).T, bias=True) for _ in range(2)]
    found = compare_groups([GroupMoments(20.0, np.zeros(12), s) for s in noise], simple_structure(3, 4))
    open_levels = [level for level in found.levels if not level.fit.converged]
    assert open_levels
    assert all(level.verdict == "unresolved" for level in open_levels)
    assert all(np.isfinite(level.fit.groups[1].standardised).all() for level in found.levels)


@pytest.mark.parametrize(
    ("cfi", "rmsea", "holds"),
    [(-CFI_DROP, 0.0, True), (-CFI_DROP - 1e-6, 0.0, False), (0.0, RMSEA_RISE, True), (0.0, RMSEA_RISE + 1e-6, False)],
)
def test_a_level_holds_up_to_both_thresholds(cfi: float, rmsea: float, holds: bool) -> None:
    assert Step(10.0, 5, 0.07, cfi, rmsea, 0.0).holds is holds


def test_a_comparison_needs_two_groups() -> None:
    with pytest.raises(ValueError, match="two groups or more"):
        compare_groups(schools()[:1], ABILITIES)
    with pytest.raises(ValueError, match="group 1 does not have the 9 items"):
        compare_groups([schools()[0], planted({})[0]], ABILITIES)
