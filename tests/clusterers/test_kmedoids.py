"""k-medoids: R's dissimilarities and PAM, the best medoids of tiny data, samples of many rows, the memberships."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from research.clusterers._contract import ColumnKind, Fit
from research.clusterers._gower import gower_of
from research.clusterers.kmedoids import KMedoids
from tests.clouds import SHARES, planted

ORACLE = json.loads((Path(__file__).parents[1] / "oracles" / "medoids.json").read_text())
MIXED: tuple[ColumnKind, ...] = ("numeric", "ordinal", "nominal", "binary")
GAPS, WHOLE = (np.array(ORACLE[name], dtype=float) for name in ("gaps", "whole"))
R_DIGITS = 1e-9
ROUNDING = 1e-9
SAMPLED = 1.05
"""What medoids of samples may cost more than those of all rows."""


def fit(
    x: np.ndarray,
    k: int,
    weights: np.ndarray | None = None,
    *,
    kinds: tuple[ColumnKind, ...] = MIXED,
    draws: int = 3,
    rows: int = 1_500,
) -> Fit:
    weights = np.ones(len(x)) if weights is None else weights
    return KMedoids(draws=draws, rows=rows).fit(x, kinds, weights, k, np.random.default_rng(1))


def test_dissimilarities_are_those_of_r() -> None:
    own = gower_of(GAPS, MIXED).between(GAPS, GAPS)
    assert own == pytest.approx(np.array(ORACLE["apart"]), rel=R_DIGITS)


def test_rows_with_nothing_in_common_are_one_apart() -> None:
    gower = gower_of(np.array([[0.0, 0.0], [4.0, 2.0]]), ("numeric", "nominal"))
    assert gower.between(np.array([[1.0, np.nan]]), np.array([[np.nan, 2.0], [3.0, 1.0]])).tolist() == [[1.0, 0.5]]


@pytest.mark.parametrize("k", range(2, 7))
def test_no_worse_than_pam_of_r(k: int) -> None:
    assert fit(WHOLE, k).objective <= ORACLE["pam"][k - 2] * (1 + R_DIGITS)


def test_the_best_of_all_medoids_are_found() -> None:
    for seed in range(5):
        rng = np.random.default_rng(seed)
        x, weights = WHOLE[rng.choice(120, 14, replace=False)], rng.uniform(0.3, 3, 14)
        apart = gower_of(x, MIXED).between(x, x)
        for k in (1, 2, 3):
            best = min(weights @ apart[list(medoids)].min(axis=0) for medoids in combinations(range(14), k))
            assert fit(x, k, weights, draws=20).objective == pytest.approx(best, rel=ROUNDING)


def test_medoids_are_respondents_and_each_their_own() -> None:
    found = fit(WHOLE, 5)
    medoids = found.model.parameters()["medoids"]
    at = [int(np.flatnonzero((medoid == WHOLE).all(axis=1))[0]) for medoid in medoids]
    assert found.labels[at].tolist() == [0, 1, 2, 3, 4]


def test_memberships_follow_the_dissimilarities() -> None:
    found = fit(WHOLE, 3)
    parameters = found.model.parameters()
    apart = gower_of(WHOLE, MIXED).between(WHOLE, parameters["medoids"])
    assert found.objective == pytest.approx(apart.min(axis=1).sum(), rel=ROUNDING)
    assert parameters["spread"] == pytest.approx([apart.min(axis=1).mean()], rel=ROUNDING)
    densities = np.exp(-4 * apart / parameters["spread"])
    assert found.model.memberships(WHOLE) == pytest.approx(densities / densities.sum(axis=1, keepdims=True))


def test_who_said_little_does_not_stand_for_a_segment() -> None:
    little = np.full((30, 4), np.nan)
    little[:, 1] = np.tile([1, 2, 3, 4, 5], 6)
    model = fit(np.vstack([WHOLE, little]), 4).model
    assert model.parameters()["answered"].all()


def test_who_answered_nothing_that_a_medoid_did_has_the_sizes() -> None:
    x = np.column_stack([WHOLE, np.full(120, np.nan)])
    x[5:8, 4] = 1.0
    found = fit(x, 3, kinds=(*MIXED, "binary"))
    parameters = found.model.parameters()
    assert not parameters["answered"][:, 4].any()
    only = np.array([[np.nan, np.nan, np.nan, np.nan, 1.0]])
    assert found.model.memberships(only)[0] == pytest.approx(parameters["sizes"])
    assert parameters["sizes"] == pytest.approx(np.bincount(found.labels, minlength=3) / 120)


def test_samples_of_many_rows_hardly_lose() -> None:
    x, _ = planted(SHARES, n=1_400)
    sampled, whole = (fit(x, 4, kinds=("numeric",) * 6, rows=rows) for rows in (1_300, 1_500))
    assert whole.objective <= sampled.objective < whole.objective * SAMPLED


def test_gaps_are_kept_as_flags_so_that_the_model_can_be_written_down() -> None:
    model = fit(GAPS, 10).model
    parameters = model.parameters()
    assert not parameters["answered"].all()
    assert all(np.isfinite(array).all() for array in parameters.values())
