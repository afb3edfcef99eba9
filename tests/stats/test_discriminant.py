"""Directions are those of scikit-learn; weights count as people do."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from research.stats.discriminant import discriminants, structure

AGREES = 1e-8


def clouds(n: int = 600, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 4, n)
    centres = rng.normal(0, 1.5, (4, 5))
    return centres[labels] + rng.normal(0, 1, (n, 5)) @ rng.normal(0, 1, (5, 5)), labels


def test_directions_and_strengths_are_those_of_scikit_learn() -> None:
    x, labels = clouds()
    found = discriminants(x, labels, np.ones(len(x)), 2)
    peer = LinearDiscriminantAnalysis(solver="eigen").fit(x, labels)
    theirs = (x - x.mean(axis=0)) @ peer.scalings_[:, :2]
    ours = (x - x.mean(axis=0)) @ found.directions
    for axis in range(2):
        assert abs(np.corrcoef(ours[:, axis], theirs[:, axis])[0, 1]) == pytest.approx(1.0, abs=AGREES)
    np.testing.assert_allclose(
        found.strengths / found.strengths.sum() * found.shown, peer.explained_variance_ratio_[:2]
    )


def test_the_unit_is_a_standard_deviation_within_groups() -> None:
    x, labels = clouds()
    w = np.random.default_rng(1).lognormal(0, 0.5, len(x))
    scores = x @ discriminants(x, labels, w, 2).directions
    residuals = scores.copy()
    for group in range(4):
        at = labels == group
        residuals[at] -= np.average(scores[at], axis=0, weights=w[at])
    np.testing.assert_allclose((residuals * w[:, None]).T @ residuals / w.sum(), np.eye(2), atol=1e-6)


def test_a_weight_of_two_is_two_people() -> None:
    x, labels = clouds(200)
    w = np.where(np.arange(200) < 60, 2.0, 1.0)
    once = discriminants(x, labels, w, 2)
    twice = discriminants(np.r_[x, x[:60]], np.r_[labels, labels[:60]], np.ones(260), 2)
    np.testing.assert_allclose(np.abs(once.directions), np.abs(twice.directions), atol=1e-8)


def test_two_groups_have_one_direction_and_the_second_separates_nothing() -> None:
    x, labels = clouds()
    labels = labels % 2
    found = discriminants(x, labels, np.ones(len(x)), 2)
    assert found.strengths[1] == 0 and found.shown == pytest.approx(1.0, abs=1e-6)
    second = x @ found.directions[:, 1]
    assert second[labels == 0].mean() == pytest.approx(second[labels == 1].mean(), abs=1e-6)


def test_columns_that_depend_on_each_other_do_no_harm() -> None:
    x, labels = clouds()
    found = discriminants(np.column_stack([x, x[:, 0]]), labels, np.ones(len(x)), 2)
    alone = discriminants(x, labels, np.ones(len(x)), 2)
    np.testing.assert_allclose(found.strengths, alone.strengths, rtol=1e-5)


def test_structure_is_the_correlation() -> None:
    x, labels = clouds()
    scores = x @ discriminants(x, labels, np.ones(len(x)), 2).directions
    found = structure(np.column_stack([x, np.ones(len(x))]), scores, np.ones(len(x)))
    assert found[2, 1] == pytest.approx(np.corrcoef(x[:, 2], scores[:, 1])[0, 1], abs=AGREES)
    assert np.abs(found[-1]).max() < AGREES


def test_one_column_has_no_two_directions() -> None:
    with pytest.raises(ValueError, match="no 2 directions"):
        discriminants(np.ones((5, 1)), np.array([0, 0, 1, 1, 1]), np.ones(5), 2)
