"""Ensemble: members and their labels, the consensus as k-means of them, what is written down and read again."""

from __future__ import annotations

import json

import numpy as np
import pytest

from research.clusterers import _members, ensemble
from research.clusterers._contract import Fit
from research.clusterers._members import METHODS, flags_of, labels_of, members_of
from research.clusterers.ensemble import Consensus, Ensemble
from research.clusterers.kmeans import KMeans
from research.stats.agreement import adjusted_rand_index
from tests.clouds import SHARES, planted

ROUNDING = 1e-9


def fit(x: np.ndarray, k: int, weights: np.ndarray | None = None, *, members: int = 12, seed: int = 1) -> Fit:
    kinds, weights = ("numeric",) * x.shape[1], np.ones(len(x)) if weights is None else weights
    return Ensemble(members=members).fit(x, kinds, weights, k, np.random.default_rng(seed))


def consensus(x: np.ndarray, k: int, weights: np.ndarray | None = None) -> tuple[Fit, Consensus]:
    found = fit(x, k, weights)
    assert isinstance(found.model, Consensus)
    return found, found.model


def test_members_differ_in_method_number_columns_and_respondents() -> None:
    x, _ = planted(SHARES, n=200)
    members = members_of(x, ("numeric",) * 6, np.ones(200), 4, 16, np.random.default_rng(1))
    assert members[0].columns.all() and members[0].model.k == 4
    assert {member.method for member in members} == set(range(len(METHODS)))
    assert {member.model.k for member in members} == {4, 5, 6, 7}
    assert {int(member.columns.sum()) for member in members[1:]} == {4}
    assert len({tuple(member.columns) for member in members}) > 5


def test_labels_are_numbered_through_all_members() -> None:
    x, _ = planted(SHARES, n=200)
    members = members_of(x, ("numeric",) * 6, np.ones(200), 4, 5, np.random.default_rng(1))
    labels = labels_of(members, x)
    before = 0
    for member, column in zip(members, labels.T, strict=True):
        assert (column - before == member.model.memberships(x[:, member.columns]).argmax(axis=1)).all()
        before += member.model.k
    assert (np.flatnonzero(flags_of(members, x)[7]) == labels[7]).all()


def test_centres_are_the_shares_of_the_labels_and_the_objective_is_that_of_k_means() -> None:
    x, _ = planted(SHARES, n=300, apart=2.0)
    weights = np.random.default_rng(2).uniform(0.3, 3, len(x))
    found, model = consensus(x, 4, weights)
    flags = flags_of(model.members, x - model.middle)
    means = [np.average(flags[found.labels == s], axis=0, weights=weights[found.labels == s]) for s in range(4)]
    assert model.shares == pytest.approx(np.array(means), abs=ROUNDING)
    scaled = flags / np.sqrt(12)
    peer = KMeans().fit(scaled, ("numeric",) * scaled.shape[1], weights, 4, np.random.default_rng(1))
    assert found.objective == pytest.approx(peer.objective, rel=1e-3)
    assert found.objective >= peer.objective * (1 - 1e-3)


def test_memberships_follow_the_labels() -> None:
    x, _ = planted(SHARES, n=300, apart=2.0)
    _, model = consensus(x, 4)
    scaled = flags_of(model.members, x - model.middle) / np.sqrt(12)
    distances = ((scaled[:, None] - model.shares / np.sqrt(12)) ** 2).sum(axis=2)
    assert model.distances(x) == pytest.approx(distances, abs=ROUNDING)
    assert model.spread == pytest.approx(distances.min(axis=1).mean(), rel=ROUNDING)
    densities = np.exp(-distances / (2 * model.spread))
    assert model.memberships(x) == pytest.approx(densities / densities.sum(axis=1, keepdims=True), abs=ROUNDING)


def test_it_is_the_same_after_it_was_written_down() -> None:
    x, _ = planted(SHARES, n=300, apart=2.0)
    _, model = consensus(x, 4)
    written = json.dumps({name: array.tolist() for name, array in model.parameters().items()}, allow_nan=False)
    again = Ensemble().restore({name: np.array(values) for name, values in json.loads(written).items()})
    new, _ = planted(SHARES, n=100, apart=2.0, seed=7)
    assert (again.memberships(new) == model.memberships(new)).all()


def test_where_everything_lies_does_not_matter() -> None:
    x, _ = planted(SHARES, n=300)
    assert adjusted_rand_index(fit(x, 4).labels, fit(x + 1e3, 4).labels) == 1


def test_clear_segments_come_back_from_half_the_members_and_none_do_not() -> None:
    assert fit(planted(SHARES, n=300, apart=8.0)[0], 4).best_reached > 0.95
    assert fit(planted((1,), n=300)[0], 4).best_reached < 0.7


def test_other_members_come_to_the_same_consensus() -> None:
    x, truth = planted(SHARES, n=400)
    first, second = (fit(x, 4, members=24, seed=seed).labels for seed in (1, 2))
    assert adjusted_rand_index(first, second) > 0.9
    assert adjusted_rand_index(truth, first) > 0.9


def test_as_many_segments_as_different_answers() -> None:
    x = np.repeat(np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [2.0, 5.0], [3.0, 5.0]]), 8, axis=0)
    assert sorted(np.bincount(fit(x, 5).labels)) == [8] * 5


def test_a_single_column_and_everybody_alike_will_do() -> None:
    assert set(fit(np.arange(30.0)[:, None], 3).labels) == {0, 1, 2}
    assert (fit(np.ones((12, 3)), 1).labels == 0).all()


def test_many_rows_are_sampled_and_all_are_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_members, "LARGEST", 250)
    monkeypatch.setattr(ensemble, "LARGEST", 250)
    x, truth = planted(SHARES, n=900)
    assert adjusted_rand_index(truth, fit(x, 4, members=24).labels) > 0.88
