"""Directions are those of scikit-learn; weights count as people do."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from research.stats.discriminant import between_classes, discriminants, structure

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


def test_directions_of_means_are_the_principal_components_of_everyone_at_the_mean_of_the_group() -> None:
    x, labels = clouds()
    means = np.array([x[labels == group].mean(axis=0) for group in range(4)])
    found, peer = between_classes(x, labels, np.ones(len(x)), 3), PCA(3).fit(means[labels])
    for axis in range(3):
        ours, theirs = found.directions[:, axis], peer.components_[axis]
        assert abs(ours @ theirs) / np.linalg.norm(ours) == pytest.approx(1.0, abs=AGREES)
    np.testing.assert_allclose(found.strengths / found.strengths.sum(), peer.explained_variance_ratio_[:3])
    assert found.shown == pytest.approx(1.0)
    assert between_classes(x, labels, np.ones(len(x)), 2).shown == pytest.approx(
        peer.explained_variance_ratio_[:2].sum()
    )


def test_directions_of_means_have_a_variance_of_one_within_groups_on_average() -> None:
    x, labels = clouds()
    scores = x @ between_classes(x, labels, np.ones(len(x)), 2).directions
    means = np.array([scores[labels == group].mean(axis=0) for group in range(4)])
    assert ((scores - means[labels]) ** 2).mean() == pytest.approx(1.0)


def test_a_column_in_which_a_group_agrees_entirely_leads_discriminants_and_not_the_means() -> None:
    rng = np.random.default_rng(7)
    labels = np.repeat([0, 1, 2], 300)
    x = (
        rng.random((900, 4)) < np.array([[0.9, 0.1, 0.5, 0.0], [0.1, 0.9, 0.5, 0.0], [0.5, 0.5, 0.5, 0.1]])[labels]
    ) * 1.0
    x[labels == 2, 3] = 1.0
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    fisher, means = (make(x, labels, np.ones(900), 2) for make in (discriminants, between_classes))
    assert fisher.strengths[0] > 100 * fisher.strengths[1]
    assert means.strengths[0] < 5 * means.strengths[1]


def test_two_groups_lie_on_one_direction_of_means_and_the_other_is_at_a_right_angle() -> None:
    x, labels = clouds()
    found = between_classes(x, (labels > 1).astype(np.int64), np.ones(len(x)), 2)
    assert found.strengths[1] == 0 and found.shown == pytest.approx(1.0)
    assert found.directions[:, 0] @ found.directions[:, 1] == pytest.approx(0.0, abs=1e-9)
    with pytest.raises(ValueError, match="1 columns have no 2 directions"):
        between_classes(x[:, :1], labels, np.ones(len(x)), 2)
