"""k-prototypes: k-means' optimum, the best modes of tiny data, λ, gaps, the memberships' formula."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from research.clusterers._contract import ColumnKind, Fit
from research.clusterers._mixed import mixed_of
from research.clusterers.k_prototypes import KPrototypes
from research.clusterers.kmeans import KMeans
from research.stats.agreement import adjusted_rand_index
from tests.clouds import SHARES, planted, preferring

ROUNDING = 1e-9
SINGLE = 1e-7
"""λ is a number of single precision."""


def fit(x: np.ndarray, kinds: tuple[ColumnKind, ...], k: int, weights: np.ndarray | None = None) -> Fit:
    weights = np.ones(len(x)) if weights is None else weights
    return KPrototypes().fit(x, kinds, weights, k, np.random.default_rng(1))


def mixed(n: int = 400) -> tuple[np.ndarray, tuple[ColumnKind, ...], np.ndarray]:
    """Four numeric and six nominal columns with the same segments."""
    x, truth = planted(SHARES, n=n, columns=4, apart=3.0)
    nominal, again = preferring(SHARES, n=n, columns=6)
    assert (truth == again).all()
    return np.column_stack([x, nominal]), ("numeric",) * 4 + ("nominal",) * 6, truth


@pytest.mark.parametrize("kind", ["numeric", "ordinal", "binary"])
def test_without_nominal_columns_it_is_k_means(kind: ColumnKind) -> None:
    x, _ = planted(SHARES, apart=3.0)
    x = x if kind == "numeric" else np.digitize(x, [-1, 0, 1, 2] if kind == "ordinal" else [0.5]).astype(float)
    weights = np.random.default_rng(2).uniform(0.3, 3, len(x))
    own = fit(x, (kind,) * 6, 4, weights)
    peer = KMeans().fit(x, (kind,) * 6, weights, 4, np.random.default_rng(1))
    assert own.objective == pytest.approx(peer.objective, rel=ROUNDING)
    assert adjusted_rand_index(own.labels, peer.labels) == pytest.approx(1)


def test_the_best_modes_of_all_partitions_are_found() -> None:
    rng = np.random.default_rng(4)
    for _ in range(3):
        x, weights = rng.integers(0, 3, (9, 4)).astype(float), rng.uniform(0.3, 3, 9)
        assert fit(x, ("nominal",) * 4, 3, weights).objective == pytest.approx(fewest(x, weights, 3), rel=ROUNDING)


def fewest(x: np.ndarray, weights: np.ndarray, k: int) -> float:
    """Least weight of mismatches with the modes, of all partitions."""
    chosen = weights[:, None, None] * (x[:, :, None] == np.arange(3))
    kept = (
        sum(chosen[labels == s].sum(axis=0).max(axis=1).sum() for s in range(k))
        for labels in map(np.array, product(range(k), repeat=len(x)))
    )
    return float(weights.sum() * x.shape[1] - max(kept))


def test_the_weight_of_a_mismatch_is_the_mean_variance_over_the_mean_concentration() -> None:
    x, kinds, _ = mixed()
    counts = np.random.default_rng(2).integers(1, 4, len(x))
    repeated = np.repeat(x, counts, axis=0)
    shares = [np.unique(column, return_counts=True)[1] / len(repeated) for column in repeated[:, 4:].T]
    expected = repeated[:, :4].var(axis=0).mean() / np.mean([1 - (p**2).sum() for p in shares])
    assert mixed_of(x, kinds, counts.astype(float)).mismatch == pytest.approx(expected, rel=SINGLE)


def test_both_kinds_together_find_more_than_either() -> None:
    x, kinds, truth = mixed()
    both = adjusted_rand_index(truth, fit(x, kinds, 4).labels)
    numeric = adjusted_rand_index(truth, fit(x[:, :4], kinds[:4], 4).labels)
    nominal = adjusted_rand_index(truth, fit(x[:, 4:], kinds[4:], 4).labels)
    assert both > max(numeric, nominal) + 0.02
    assert both > 0.9


def test_prototypes_are_the_means_and_modes_of_their_members() -> None:
    x, kinds, _ = mixed()
    weights = np.random.default_rng(2).uniform(0.3, 3, len(x))
    found = fit(x, kinds, 4, weights)
    parameters = found.model.parameters()
    for s in range(4):
        own, w = x[found.labels == s], weights[found.labels == s]
        assert parameters["means"][s] == pytest.approx(np.average(own[:, :4], axis=0, weights=w), abs=ROUNDING)
        assert parameters["modes"][s] == pytest.approx([np.bincount(c.astype(int), w).argmax() for c in own[:, 4:].T])


def test_memberships_follow_the_distances() -> None:
    x, kinds, _ = mixed()
    found = fit(x, kinds, 4)
    parameters = found.model.parameters()
    squares = ((x[:, None, :4] - parameters["means"]) ** 2).sum(axis=2)
    distances = squares + parameters["mismatch"] * (x[:, None, 4:] != parameters["modes"]).sum(axis=2)
    assert found.objective == pytest.approx(distances.min(axis=1).sum(), rel=ROUNDING)
    assert parameters["spread"] == pytest.approx([found.objective / len(x) / 10], rel=ROUNDING)
    densities = np.exp(-distances / (2 * parameters["spread"]))
    assert found.model.memberships(x) == pytest.approx(densities / densities.sum(axis=1, keepdims=True), abs=ROUNDING)


def test_a_gap_adds_nothing_to_a_distance() -> None:
    x, kinds, _ = mixed()
    model = KPrototypes().restore(fit(x, kinds, 4).model.parameters())
    gone = x[:1].copy()
    gone[0, [1, 7]] = np.nan
    by_column = [(x[0, j] - model.means[:, j]) ** 2 for j in (0, 2, 3)]
    by_column += [model.mismatch * (x[0, 4 + j] != model.modes[:, j]) for j in (0, 1, 2, 4, 5)]
    assert model.distances(gone)[0] == pytest.approx(np.sum(by_column, axis=0), rel=ROUNDING)


def test_a_category_never_seen_is_a_mismatch_with_all() -> None:
    x, kinds, _ = mixed()
    model = KPrototypes().restore(fit(x, kinds, 4).model.parameters())
    new, gap = x[:1].copy(), x[:1].copy()
    new[0, 5], gap[0, 5] = 99, np.nan
    assert model.memberships(new) == pytest.approx(model.memberships(gap), abs=ROUNDING)


def test_an_item_that_nobody_answered_says_nothing() -> None:
    x, kinds, _ = mixed()
    nobody = np.column_stack([x, np.full((len(x), 2), np.nan)])
    with_nobody = fit(nobody, (*kinds, "nominal", "numeric"), 4)
    assert with_nobody.objective == pytest.approx(fit(x, kinds, 4).objective, rel=ROUNDING)
