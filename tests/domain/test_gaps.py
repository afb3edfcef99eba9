"""Gaps are filled with what is to be expected from the answers that were given."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.gaps import precision, without_gaps

SAME = 1e-10
"""The same conditional means by another route, of matrices with condition numbers below 100."""
LIFTED = 1e-6
"""Where an item follows from others the smallest eigenvalue is lifted by 1e-8 of the largest."""


def covariance(p: int, seed: int = 1) -> np.ndarray:
    root = np.random.default_rng(seed).normal(size=(p, p))
    return root @ root.T / p + 0.3 * np.eye(p)


def with_gaps(n: int, p: int, share: float = 0.2, seed: int = 2) -> np.ndarray:
    rng = np.random.default_rng(seed)
    answers = rng.multivariate_normal(np.arange(p), covariance(p), n)
    return np.where(rng.random((n, p)) < share, np.nan, answers)


def conditional_means(answers: np.ndarray, means: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """The textbook's formula, a respondent at a time, with a pseudo-inverse."""
    completed = answers.copy()
    for row in completed:
        gap = np.isnan(row)
        given = np.linalg.pinv(matrix[np.ix_(~gap, ~gap)], rcond=1e-10)
        row[gap] = means[gap] + matrix[np.ix_(gap, ~gap)] @ given @ (row - means)[~gap]
    return completed


def no_levels(p: int) -> np.ndarray:
    return np.empty((p, 0))


def test_gaps_get_their_conditional_mean_and_nothing_else_changes() -> None:
    answers, means, matrix = with_gaps(300, 7), np.arange(7.0), covariance(7)
    completed = without_gaps(answers, means, precision(matrix, ("a",) * 7, no_levels(7)))
    given = ~np.isnan(answers)
    np.testing.assert_array_equal(completed[given], answers[given])
    np.testing.assert_allclose(completed, conditional_means(answers, means, matrix), atol=SAME)


def test_someone_without_answers_gets_the_means() -> None:
    nobody = without_gaps(np.full((1, 4), np.nan), np.arange(4.0), precision(covariance(4), ("a",) * 4, no_levels(4)))
    np.testing.assert_allclose(nobody[0], np.arange(4.0), atol=SAME)


def test_blocks_do_not_tell_of_each_other() -> None:
    answers, means, matrix = with_gaps(200, 6), np.arange(6.0), covariance(6)
    blocks = ("a", "b", "a", "b", "b", "a")
    completed = without_gaps(answers, means, precision(matrix, blocks, no_levels(6)))
    for own in ([0, 2, 5], [1, 3, 4]):
        alone = conditional_means(answers[:, own], means[own], matrix[np.ix_(own, own)])
        np.testing.assert_allclose(completed[:, own], alone, atol=SAME)


def test_uncorrelated_items_are_filled_with_exactly_the_mean() -> None:
    answers, means = with_gaps(50, 4), np.array([1.1, 2.3, 0.7, 3.9])
    completed = without_gaps(answers, means, precision(np.diag([1.0, 2.0, 3.0, 4.0]), ("a",) * 4, no_levels(4)))
    np.testing.assert_array_equal(completed, np.where(np.isnan(answers), means, answers))


def test_items_that_follow_from_others_are_filled_with_what_follows() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(400, 3))
    answers = np.column_stack([x, x[:, 0], x[:, 1] + x[:, 2]])
    matrix = np.cov(answers.T)
    gappy = answers.copy()
    gappy[:100, 3], gappy[100:200, 4], gappy[200:300, 1] = np.nan, np.nan, np.nan
    completed = without_gaps(gappy, answers.mean(0), precision(matrix, ("a",) * 5, no_levels(5)))
    np.testing.assert_allclose(completed, answers, atol=LIFTED)


def test_covariances_of_pairs_that_contradict_each_other_fill_no_wild_answers() -> None:
    matrix = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])
    assert np.linalg.eigvalsh(matrix)[0] < 0
    completed = without_gaps(np.array([[1.0, np.nan, 1.0]]), np.zeros(3), precision(matrix, ("a",) * 3, no_levels(3)))
    assert np.abs(completed).max() < 2.0
    everyone_alike = precision(np.zeros((2, 2)), ("a",) * 2, no_levels(2))
    np.testing.assert_array_equal(without_gaps(np.array([[1.0, np.nan]]), np.ones(2), everyone_alike), [[1.0, 1.0]])


def test_levels_that_tell_nothing_are_left_out_of_what_is_expected() -> None:
    p, n = 6, 200
    level = np.full((p, 1), 1 / np.sqrt(p))
    centring = np.eye(p) - level @ level.T
    matrix = centring @ covariance(p) @ centring
    means = centring @ np.arange(p)
    answers = with_gaps(n, p)
    inverse = precision(matrix, ("a",) * p, level)
    completed = without_gaps(answers, means, inverse)
    shifted = without_gaps(answers + 3.0, means, inverse)
    np.testing.assert_allclose(shifted, completed + 3.0, atol=SAME)
    for row, whole in zip(answers, completed, strict=True):
        given = np.flatnonzero(~np.isnan(row))
        if len(given):
            contrasts = np.eye(p)[given] - np.eye(p)[given].mean(axis=0)
            seen = contrasts @ np.nan_to_num(row)
            known = np.linalg.pinv(contrasts @ matrix @ contrasts.T, rcond=1e-10)
            expected = means + matrix @ contrasts.T @ known @ (seen - contrasts @ means)
            np.testing.assert_allclose(centring @ whole, expected, atol=SAME)


@pytest.mark.parametrize("portion", [1, 37])
def test_respondents_do_not_depend_on_each_other(portion: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers, means, matrix = with_gaps(120, 8), np.arange(8.0), covariance(8)
    inverse = precision(matrix, ("a",) * 8, no_levels(8))
    together = without_gaps(answers, means, inverse)
    for start in range(0, 120, portion):
        rows = slice(start, start + portion)
        np.testing.assert_allclose(without_gaps(answers[rows], means, inverse), together[rows], atol=SAME)
    monkeypatch.setattr("research.domain.gaps.NUMBERS_AT_ONCE", 100)
    np.testing.assert_allclose(without_gaps(answers, means, inverse), together, atol=SAME)


def test_cost_is_linear_in_respondents_however_many_patterns_of_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    """One call to the solver for every number of gaps, with a system as large as the gaps for each respondent."""
    answers = with_gaps(2_000, 20, share=0.15)
    gaps = np.isnan(answers)
    assert len(np.unique(gaps, axis=0)) > 1_000
    solved: list[int] = []
    solve = np.linalg.solve

    def counted(systems: np.ndarray, sides: np.ndarray) -> np.ndarray:
        solved.append(len(systems))
        return solve(systems, sides)

    monkeypatch.setattr(np.linalg, "solve", counted)
    without_gaps(answers, np.zeros(20), precision(covariance(20), ("a",) * 20, no_levels(20)))
    assert len(solved) == len(np.unique(gaps.sum(axis=1))) - 1
    assert sum(solved) == gaps.any(axis=1).sum()
