"""What every clusterer promises, tried on each one that is registered."""

from __future__ import annotations

import numpy as np
import pytest

from research.clusterers._contract import CLUSTERERS, Clusterer, Fit
from research.stats.agreement import adjusted_rand_index, match_labels
from tests.clouds import SHARES, planted

FOUND = 0.9
"""Adjusted Rand index with the planted segments, five standard deviations apart: Bayes' rule has .95, give or take
.02 on 200 respondents."""
ROUNDING = 1e-9
BY_CHANCE = 0.05


@pytest.fixture(params=CLUSTERERS)
def clusterer(request: pytest.FixtureRequest) -> Clusterer:
    return CLUSTERERS[request.param]()


def fitted(
    clusterer: Clusterer, x: np.ndarray, weights: np.ndarray | None = None, *, k: int = 4, kind: str = "numeric"
) -> Fit:
    weights = np.ones(len(x)) if weights is None else weights
    return clusterer.fit(x, (kind,) * x.shape[1], weights, k, np.random.default_rng(1))


def same_partition(a: np.ndarray, b: np.ndarray) -> bool:
    return bool((match_labels(a, b, 4)[b] == a).all())


def test_memberships_are_probabilities(clusterer: Clusterer) -> None:
    x, _ = planted(SHARES)
    fit = fitted(clusterer, x)
    memberships = fit.model.memberships(x)
    assert memberships.shape == (len(x), 4)
    assert memberships.min() >= 0
    assert memberships.sum(axis=1) == pytest.approx(1, abs=ROUNDING)


def test_labels_are_the_most_probable_segments_and_none_is_empty(clusterer: Clusterer) -> None:
    x, _ = planted(SHARES, apart=1.0)
    fit = fitted(clusterer, x, k=6)
    assert fit.model.k == 6
    assert (fit.labels == fit.model.memberships(x).argmax(axis=1)).all()
    assert set(fit.labels) == set(range(6))


def test_one_seed_gives_one_partition(clusterer: Clusterer) -> None:
    x, _ = planted(SHARES, apart=2.0)
    first, second = (fitted(clusterer, x) for _ in range(2))
    assert (first.labels == second.labels).all()
    assert first.objective == second.objective
    assert 0 < first.best_reached <= 1


def test_the_order_of_respondents_does_not_matter(clusterer: Clusterer) -> None:
    x, _ = planted(SHARES, apart=2.0)
    weights = np.random.default_rng(3).uniform(0.3, 3, len(x))
    order = np.random.default_rng(2).permutation(len(x))
    kept, shuffled = fitted(clusterer, x, weights), fitted(clusterer, x[order], weights[order])
    assert same_partition(kept.labels[order], shuffled.labels)


def test_the_scale_of_weights_does_not_matter(clusterer: Clusterer) -> None:
    x, _ = planted(SHARES, apart=2.0)
    weights = np.random.default_rng(3).uniform(0.3, 3, len(x))
    assert same_partition(fitted(clusterer, x, weights).labels, fitted(clusterer, x, weights * 0.1).labels)


def test_weight_two_equals_answering_twice(clusterer: Clusterer) -> None:
    x, _ = planted(SHARES, n=300, apart=2.0)
    twice = np.arange(0, 300, 3)
    weights = np.ones(len(x))
    weights[twice] = 2
    weighted, repeated = fitted(clusterer, x, weights), fitted(clusterer, np.vstack([x, x[twice]]))
    equal = fitted(clusterer, x) if not clusterer.uses_weights else repeated
    assert same_partition(weighted.labels, equal.labels[: len(x)])
    if clusterer.uses_weights:
        assert weighted.objective == pytest.approx(repeated.objective, rel=ROUNDING)
        assert weighted.model.memberships(x) == pytest.approx(repeated.model.memberships(x), abs=ROUNDING)


def test_weights_act_where_the_method_says_so(clusterer: Clusterer) -> None:
    x, truth = planted(SHARES, apart=2.0)
    weights = np.where(truth == 0, 20.0, 1.0)
    acted = fitted(clusterer, x, weights).objective != fitted(clusterer, x).objective
    assert acted == clusterer.uses_weights


def test_planted_segments_are_found(clusterer: Clusterer) -> None:
    x, truth = planted(SHARES)
    assert adjusted_rand_index(truth, fitted(clusterer, x).labels) > FOUND


def test_new_respondents_are_placed_and_each_for_himself(clusterer: Clusterer) -> None:
    x, truth = planted(SHARES)
    model = fitted(clusterer, x[:400]).model
    together = model.memberships(x[400:])
    assert adjusted_rand_index(truth[400:], together.argmax(axis=1)) > FOUND
    alone = np.vstack([model.memberships(row[None]) for row in x[400:]])
    assert alone == pytest.approx(together, abs=ROUNDING)


def test_no_segments_are_found_where_there_are_none(clusterer: Clusterer) -> None:
    x, truth = planted(SHARES, apart=0.0)
    assert abs(adjusted_rand_index(truth, fitted(clusterer, x).labels)) < BY_CHANCE


def test_a_model_is_restored_from_its_parameters(clusterer: Clusterer) -> None:
    x, _ = planted(SHARES)
    model = fitted(clusterer, x).model
    restored = CLUSTERERS[_name(clusterer)]().restore(model.parameters())
    assert restored.k == model.k
    assert (restored.memberships(x) == model.memberships(x)).all()


@pytest.mark.parametrize("k", [0, 4])
def test_too_few_different_rows_or_segments_are_refused(clusterer: Clusterer, k: int) -> None:
    three_answers = np.repeat(np.eye(3), 10, axis=0)
    with pytest.raises(ValueError, match="segment"):
        fitted(clusterer, three_answers, k=k)


def test_rows_without_weight_do_not_count(clusterer: Clusterer) -> None:
    if not clusterer.uses_weights:
        pytest.skip("the method ignores weights")
    three_answers = np.repeat(np.eye(3), 10, axis=0)
    weights = np.repeat([1.0, 1.0, 0.0], 10)
    with pytest.raises(ValueError, match="2 different rows"):
        fitted(clusterer, three_answers, weights, k=3)
    assert len(fitted(clusterer, three_answers, weights, k=2).labels) == 30


def _name(clusterer: Clusterer) -> str:
    return next(name for name, kind in CLUSTERERS.items() if kind is type(clusterer))
