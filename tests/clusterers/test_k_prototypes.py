"""k-prototypes: k-means where there are numbers alone, brute force where there are names, and what a name counts."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from research.clusterers._prototypes import layout_of
from research.clusterers.k_prototypes import KPrototypes
from research.clusterers.kmeans import KMeans
from research.stats.agreement import adjusted_rand_index
from tests.clouds import SHARES, answered, planted


def test_numbers_alone_are_k_means() -> None:
    x, _ = planted(SHARES, n=300, apart=3.0)
    kinds, ones = ("numeric",) * 6, np.ones(300)
    ours = KPrototypes(starts=60).fit(x, kinds, ones, 4, np.random.default_rng(1))
    theirs = KMeans().fit(x, kinds, ones, 4, np.random.default_rng(1))
    assert ours.objective == pytest.approx(theirs.objective, rel=2e-4)
    assert adjusted_rand_index(ours.labels, theirs.labels) > 0.98


def test_the_best_of_all_partitions_of_names_is_found() -> None:
    x = np.random.default_rng(6).integers(3, size=(8, 4)).astype(float)

    def cost(labels: tuple[int, ...]) -> float:
        groups = [x[np.array(labels) == j] for j in range(2)]
        return sum((len(own) - max((own[:, j] == code).sum() for code in range(3))) for own in groups for j in range(4))

    best = min(cost(labels) for labels in product(range(2), repeat=8))
    fit = KPrototypes(starts=200, mismatch=1.0).fit(x, ("nominal",) * 4, np.ones(8), 2, np.random.default_rng(1))
    assert fit.objective == pytest.approx(best)


def test_names_and_numbers_together_tell_more_than_either() -> None:
    x, truth = planted(SHARES, n=400, columns=6, apart=3.5)
    mixed = np.hstack([x[:, :3], answered(x, "nominal")[:, 3:]])
    kinds = ("numeric",) * 3 + ("nominal",) * 3
    ones = np.ones(400)

    def found(columns: slice) -> float:
        fit = KPrototypes().fit(mixed[:, columns], kinds[columns], ones, 4, np.random.default_rng(1))
        return adjusted_rand_index(truth, fit.labels)

    assert found(slice(0, 6)) > max(found(slice(0, 3)), found(slice(3, 6)))


def test_a_mismatch_counts_as_clustmixtype_estimates() -> None:
    x = np.column_stack([[0.0, 2.0, 4.0, 6.0], [1.0, 1.0, 2.0, 3.0]])
    layout = layout_of(x, np.array([1.0, 1.0, 1.0, 1.0]), ("numeric", "nominal"), None)
    assert layout.mismatch == pytest.approx(5.0 / (1 - (0.25 + 0.0625 + 0.0625)))


def test_a_gap_adds_nothing_to_a_distance() -> None:
    x, _ = planted(SHARES, n=200)
    mixed = np.hstack([x[:, :3], answered(x, "nominal")[:, 3:]])
    kinds = ("numeric",) * 3 + ("nominal",) * 3
    model = KPrototypes().fit(mixed, kinds, np.ones(200), 3, np.random.default_rng(1)).model
    row = mixed[:1].copy()
    whole = model.distances(row)
    first = (row[0, 0] - model.means[:, 0]) ** 2
    row[0, 0] = np.nan
    assert model.distances(row)[0] == pytest.approx(whole[0] - first)
    other = row.copy()
    other[0, 4] = 99.0
    row[0, 4] = np.nan
    assert model.distances(other)[0] == pytest.approx(model.distances(row)[0] + model.layout.mismatch)
