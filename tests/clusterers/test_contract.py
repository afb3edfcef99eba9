"""What every clusterer promises, tried on each one that is registered."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pytest

from research.clusterers._contract import CLUSTERERS, Clusterer, ColumnKind, Fit
from research.stats.agreement import adjusted_rand_index, match_labels
from tests.clouds import SHARES, answered, planted, preferring

FOUND = 0.9
"""Adjusted Rand index with the planted segments, five standard deviations apart: Bayes' rule has .95, give or take
.02 on 200 respondents."""
FOUND_BY_MEDOIDS = 0.8
"""Medoids are respondents, and lie farther from the middle of their segment than its mean does."""
FOUND_WITH_GAPS = 0.8
SIZES = 0.02
"""How far the sizes may be from the shares of the labels: a few respondents are between segments."""
ROUNDING = 1e-9
BY_CHANCE = 0.05

WIDTH = {"numeric": (6, 1.0), "ordinal": (6, 1.5), "nominal": (6, 1.5), "binary": (24, 1.5)}
"""Columns of the planted clouds, and how much farther apart they lie: coarse answers tell less."""
BY_MISMATCH = frozenset(("k_prototypes", "kmedoids"))
"""Methods that see of a nominal answer only whether it is the same: they find segments that prefer an answer, and not
those that give each of them a little more or less often."""
CASES = [(name, kind) for name in CLUSTERERS for kind in sorted(CLUSTERERS[name].takes)]


@dataclass(frozen=True)
class Case:
    """A clusterer, and data of a kind that it takes."""

    name: str
    kind: ColumnKind

    @property
    def clusterer(self) -> Clusterer:
        return CLUSTERERS[self.name]()

    @property
    def found(self) -> float:
        return FOUND_BY_MEDOIDS if self.name == "kmedoids" else FOUND

    def planted(self, n: int = 600, apart: float = 5.0) -> tuple[np.ndarray, np.ndarray]:
        if self.kind == "nominal" and self.name in BY_MISMATCH:
            return preferring(SHARES, n=n, apart=apart)
        columns, farther = WIDTH[self.kind]
        x, truth = planted(SHARES, n=n, columns=columns, apart=apart * farther)
        return answered(x, self.kind), truth

    def fit(self, x: np.ndarray, weights: np.ndarray | None = None, *, k: int = 4) -> Fit:
        weights = np.ones(len(x)) if weights is None else weights
        return self.clusterer.fit(x, (self.kind,) * x.shape[1], weights, k, np.random.default_rng(1))


@pytest.fixture(params=CASES, ids="-".join)
def case(request: pytest.FixtureRequest) -> Case:
    return Case(*request.param)


@pytest.fixture(params=[case for case in CASES if CLUSTERERS[case[0]].takes_gaps], ids="-".join)
def gappy(request: pytest.FixtureRequest) -> Case:
    return Case(*request.param)


def same_partition(a: np.ndarray, b: np.ndarray) -> bool:
    return bool((match_labels(a, b, 4)[b] == a).all())


def test_memberships_are_probabilities(case: Case) -> None:
    x, _ = case.planted()
    fit = case.fit(x)
    memberships = fit.model.memberships(x)
    assert memberships.shape == (len(x), 4)
    assert memberships.min() >= 0
    assert memberships.sum(axis=1) == pytest.approx(1, abs=ROUNDING)


def test_labels_are_the_most_probable_segments_and_none_is_empty(case: Case) -> None:
    x, _ = case.planted(apart=1.0)
    fit = case.fit(x, k=6)
    assert fit.model.k == 6
    assert (fit.labels == fit.model.memberships(x).argmax(axis=1)).all()
    assert set(fit.labels) == set(range(6))


def test_one_seed_gives_one_partition(case: Case) -> None:
    x, _ = case.planted(apart=2.0)
    first, second = (case.fit(x) for _ in range(2))
    assert (first.labels == second.labels).all()
    assert first.objective == second.objective
    assert 0 < first.best_reached <= 1


def test_the_order_of_respondents_does_not_matter(case: Case) -> None:
    x, _ = case.planted(apart=2.0)
    weights = np.random.default_rng(3).uniform(0.3, 3, len(x))
    order = np.random.default_rng(2).permutation(len(x))
    kept, shuffled = case.fit(x, weights), case.fit(x[order], weights[order])
    assert same_partition(kept.labels[order], shuffled.labels)


def test_the_scale_of_weights_does_not_matter(case: Case) -> None:
    x, _ = case.planted(apart=2.0)
    weights = np.random.default_rng(3).uniform(0.3, 3, len(x))
    assert same_partition(case.fit(x, weights).labels, case.fit(x, weights * 0.1).labels)


def test_weight_two_equals_answering_twice(case: Case) -> None:
    x, _ = case.planted(n=300, apart=2.0)
    twice = np.arange(0, 300, 3)
    weights = np.ones(len(x))
    weights[twice] = 2
    weighted, repeated = case.fit(x, weights), case.fit(np.vstack([x, x[twice]]))
    equal = case.fit(x) if not case.clusterer.uses_weights else repeated
    assert same_partition(weighted.labels, equal.labels[: len(x)])
    if case.clusterer.uses_weights:
        assert weighted.objective == pytest.approx(repeated.objective, rel=ROUNDING)
        assert weighted.model.memberships(x) == pytest.approx(repeated.model.memberships(x), abs=ROUNDING)


def test_weights_act_where_the_method_says_so(case: Case) -> None:
    x, truth = case.planted(apart=2.0)
    weights = np.where(truth == 0, 20.0, 1.0)
    acted = case.fit(x, weights).objective != case.fit(x).objective
    assert acted == case.clusterer.uses_weights


def test_planted_segments_are_found(case: Case) -> None:
    x, truth = case.planted()
    assert adjusted_rand_index(truth, case.fit(x).labels) > case.found


def test_new_respondents_are_placed_and_each_for_himself(case: Case) -> None:
    x, truth = case.planted()
    model = case.fit(x[:400]).model
    together = model.memberships(x[400:])
    assert adjusted_rand_index(truth[400:], together.argmax(axis=1)) > case.found
    alone = np.vstack([model.memberships(row[None]) for row in x[400:]])
    assert alone == pytest.approx(together, abs=ROUNDING)


def test_no_segments_are_found_where_there_are_none(case: Case) -> None:
    x, truth = case.planted(apart=0.0)
    assert abs(adjusted_rand_index(truth, case.fit(x).labels)) < BY_CHANCE


def test_a_model_is_restored_from_its_parameters(case: Case) -> None:
    x, _ = case.planted()
    model = case.fit(x).model
    restored = case.clusterer.restore(model.parameters())
    assert restored.k == model.k
    assert (restored.memberships(x) == model.memberships(x)).all()


def test_a_model_can_be_written_down_and_read_again(case: Case) -> None:
    x, _ = case.planted()
    model = case.fit(x).model
    written = json.dumps({name: array.tolist() for name, array in model.parameters().items()}, allow_nan=False)
    restored = case.clusterer.restore({name: np.array(values) for name, values in json.loads(written).items()})
    assert (restored.memberships(x) == model.memberships(x)).all()


@pytest.mark.parametrize("k", [0, 4])
def test_too_few_different_rows_or_segments_are_refused(case: Case, k: int) -> None:
    three_answers = np.repeat(np.eye(3), 10, axis=0)
    with pytest.raises(ValueError, match="segment"):
        case.fit(three_answers, k=k)


def test_rows_without_weight_do_not_count(case: Case) -> None:
    if not case.clusterer.uses_weights:
        pytest.skip("the method ignores weights")
    three_answers = np.repeat(np.eye(3), 10, axis=0)
    weights = np.repeat([1.0, 1.0, 0.0], 10)
    with pytest.raises(ValueError, match="2 different rows"):
        case.fit(three_answers, weights, k=3)
    assert len(case.fit(three_answers, weights, k=2).labels) == 30


def with_gaps(x: np.ndarray) -> np.ndarray:
    """One answer in ten left out."""
    return np.where(np.random.default_rng(4).random(x.shape) < 0.1, np.nan, x)


def test_respondents_with_gaps_are_placed(gappy: Case) -> None:
    x, truth = gappy.planted()
    fit = gappy.fit(with_gaps(x))
    assert adjusted_rand_index(truth, fit.labels) > FOUND_WITH_GAPS
    memberships = fit.model.memberships(with_gaps(x))
    assert memberships.sum(axis=1) == pytest.approx(1, abs=ROUNDING)
    assert (memberships.argmax(axis=1) == fit.labels).all()


def test_who_answered_nothing_has_the_sizes_of_the_segments(gappy: Case) -> None:
    x, truth = gappy.planted()
    weights = np.where(truth == 0, 3.0, 1.0)
    for rows in (x, np.vstack([x, np.full((2, x.shape[1]), np.nan)])):
        fit = gappy.fit(rows, np.r_[weights, 1.0, 1.0][: len(rows)])
        nothing = fit.model.memberships(np.full((1, x.shape[1]), np.nan))
        sizes = np.bincount(fit.labels[: len(x)], weights, 4) / weights.sum()
        assert nothing == pytest.approx(sizes[None], abs=SIZES)


def test_who_answered_nothing_changes_nothing(gappy: Case) -> None:
    x, _ = gappy.planted()
    nothing = np.full((50, x.shape[1]), np.nan)
    assert same_partition(gappy.fit(np.vstack([nothing, x])).labels[50:], gappy.fit(x).labels)
    with pytest.raises(ValueError, match="2 different rows"):
        gappy.fit(np.vstack([nothing, x[:2]]), k=3)
