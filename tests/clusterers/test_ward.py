"""Ward's tree: SciPy's for equal weights, weights as repetition, cells for many respondents."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage

from research.clusterers._ward_tree import ward_cut
from research.clusterers.ward import Ward
from research.stats.agreement import adjusted_rand_index
from tests.clouds import SHARES, planted


@pytest.mark.parametrize("k", [2, 3, 7, 40])
def test_equal_weights_give_the_tree_of_scipy(k: int) -> None:
    x, _ = planted(SHARES, n=150, apart=2.0)
    theirs = fcluster(linkage(x, "ward"), k, "maxclust")
    assert adjusted_rand_index(ward_cut(x, np.full(150, 3.0), k), theirs - 1) == 1.0


def test_a_point_of_weight_two_is_two_points() -> None:
    x, _ = planted(SHARES, n=120, apart=1.0)
    weights = np.random.default_rng(1).integers(1, 4, 120)
    repeated = np.repeat(np.arange(120), weights)
    theirs = fcluster(linkage(x[repeated], "ward"), 5, "maxclust")
    assert adjusted_rand_index(ward_cut(x, weights.astype(float), 5)[repeated], theirs - 1) == 1.0


def test_everyone_is_at_the_nearest_centre_of_the_cut() -> None:
    x, _ = planted(SHARES, n=300, apart=2.0)
    fit = Ward().fit(x, ("numeric",) * 6, np.ones(300), 4, np.random.default_rng(1))
    branches = ward_cut(x, np.ones(300), 4)
    centres = np.array([x[branches == branch].mean(axis=0) for branch in range(4)])
    nearest = ((x[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    assert adjusted_rand_index(fit.labels, nearest) == 1.0
    assert fit.objective == pytest.approx(((x[:, None] - centres) ** 2).sum(axis=2).min(axis=1).sum())


def test_many_respondents_are_condensed_into_cells() -> None:
    x, truth = planted(SHARES, n=4_000)
    whole, cells = (
        Ward(cells=size).fit(x, ("numeric",) * 6, np.ones(4_000), 4, np.random.default_rng(1)) for size in (5_000, 300)
    )
    assert adjusted_rand_index(whole.labels, truth) > 0.9
    assert adjusted_rand_index(cells.labels, whole.labels) > 0.97
    assert cells.objective < 1.01 * whole.objective
