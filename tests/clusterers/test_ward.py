"""Ward's method: SciPy's tree, weights as repetitions, cells in place of many rows."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage

from research.clusterers._cells import CELLS, cells_of
from research.clusterers._contract import Fit
from research.clusterers._ward_tree import grow
from research.clusterers.kmeans import KMeans
from research.clusterers.ward import Ward
from research.stats.agreement import adjusted_rand_index
from tests.clouds import SHARES, planted

ORACLE = json.loads((Path(__file__).parents[1] / "oracles" / "medoids.json").read_text())
ROUNDING = 1e-9
R_DIGITS = 1e-9


def fit(x: np.ndarray, k: int, weights: np.ndarray | None = None, *, leaves: int = 2_000) -> Fit:
    kinds, weights = ("numeric",) * x.shape[1], np.ones(len(x)) if weights is None else weights
    return Ward(leaves=leaves).fit(x, kinds, weights, k, np.random.default_rng(1))


def test_the_tree_is_that_of_scipy() -> None:
    x, _ = planted(SHARES, n=250, apart=1.0)
    peer, tree = linkage(x, "ward"), grow(x, np.ones(len(x)))
    assert tree.costs == pytest.approx(peer[:, 2] ** 2 / 2, rel=ROUNDING)
    for k in range(1, 12):
        own = tree.cut(k)
        assert set(own) == set(range(k))
        assert adjusted_rand_index(own, fcluster(peer, k, "maxclust") - 1) == 1


def test_a_weight_is_so_many_rows() -> None:
    x, _ = planted(SHARES, n=120, apart=1.0)
    counts = np.random.default_rng(3).integers(1, 5, len(x))
    repeated = linkage(np.repeat(x, counts, axis=0), "ward")
    tree = grow(x, counts.astype(float))
    assert tree.costs == pytest.approx(repeated[-(len(x) - 1) :, 2] ** 2 / 2, rel=ROUNDING)
    own = np.repeat(tree.cut(5), counts)
    assert adjusted_rand_index(own, fcluster(repeated, 5, "maxclust") - 1) == 1


def test_the_weighted_tree_is_that_of_r() -> None:
    tree = grow(np.array(ORACLE["whole"], dtype=float), np.tile([1.0, 2.0, 3.0], 40))
    assert tree.costs == pytest.approx(ORACLE["ward"], rel=R_DIGITS)


def test_the_costs_add_up_to_all_that_varies() -> None:
    x, _ = planted(SHARES, n=100)
    weights = np.random.default_rng(2).uniform(0.3, 3, len(x))
    total = weights @ ((x - np.average(x, axis=0, weights=weights)) ** 2).sum(axis=1)
    assert grow(x, weights).costs.sum() == pytest.approx(total, rel=ROUNDING)


def test_equal_distances_end_the_chain_too() -> None:
    grid = np.array([[i, j] for i in range(6) for j in range(6)], dtype=float)
    tree = grow(grid, np.ones(36))
    assert (np.diff(tree.costs) >= 0).all()
    assert set(tree.cut(36)) == set(range(36))


def test_everyone_is_at_the_nearest_centre_of_the_cut() -> None:
    x, _ = planted(SHARES, n=300, apart=1.5)
    found = fit(x, 4)
    tree = fcluster(linkage(x, "ward"), 4, "maxclust")
    means = np.array([x[tree == s].mean(axis=0) for s in range(1, 5)])
    nearest = ((x[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    assert adjusted_rand_index(found.labels, nearest) == 1
    assert found.objective == pytest.approx(((x[:, None] - means) ** 2).sum(axis=2).min(axis=1).sum(), rel=ROUNDING)


def test_many_rows_are_condensed_and_hardly_lose() -> None:
    x, truth = planted(SHARES, n=3_000)
    condensed = fit(x, 4)
    assert adjusted_rand_index(truth, condensed.labels) > 0.9
    assert adjusted_rand_index(condensed.labels, fit(x, 4, leaves=3_000).labels) > 0.9
    best = KMeans(starts=5).fit(x, ("numeric",) * 6, np.ones(len(x)), 4, np.random.default_rng(1)).objective
    assert best <= condensed.objective < best * 1.05


def test_cells_keep_the_weight_and_the_mean_of_the_rows() -> None:
    x, _ = planted(SHARES, n=3_000)
    weights = np.random.default_rng(2).uniform(0.3, 3, len(x))
    cells = cells_of(x, weights, np.random.default_rng(1))
    assert len(cells.x) <= CELLS
    assert cells.weights.sum() == pytest.approx(weights.sum(), rel=ROUNDING)
    assert cells.weights @ cells.x == pytest.approx(weights @ x, rel=ROUNDING)
