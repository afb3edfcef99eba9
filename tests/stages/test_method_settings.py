"""Settings of the methods themselves: they act, they are restored, and what is wrong with them is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.clusterers._contract import CLUSTERERS
from research.clusterers.gaussian_mixture import GaussianMixture
from research.errors import ResearchError
from research.stages.segmentation import SegmentationPlan, segment
from research.stages.validation import validate
from research.stats.agreement import adjusted_rand_index
from tests.clouds import basis_of, planted

PLAN = SegmentationPlan(methods=("gaussian_mixture",), k=2, starts=5, pairs=3, nulls=0)


def crossed() -> tuple[np.ndarray, np.ndarray]:
    """Two long clouds that cross: only their shape tells them apart."""
    x, _ = planted((1,), n=600, columns=2, apart=0.0)
    truth = np.arange(600) % 2
    return x * np.where(truth[:, None] == 0, [5.0, 0.3], [0.3, 5.0]), truth


def labels(plan: SegmentationPlan, x: np.ndarray) -> np.ndarray:
    solution = segment(basis_of(x), plan, "w1", 1).solution
    return CLUSTERERS[solution.method]().restore(solution.model).memberships(x).argmax(axis=1)


def test_the_shape_of_the_clouds_can_be_asked_for() -> None:
    x, truth = crossed()
    full = replace(PLAN, settings={"gaussian_mixture": {"covariance": "full"}})
    assert adjusted_rand_index(truth, labels(full, x)) > 0.7
    assert adjusted_rand_index(truth, labels(PLAN, x)) < 0.2


@pytest.mark.parametrize("covariance", ["common", "spherical", "diagonal", "tied", "full"])
def test_a_mixture_of_any_shape_is_restored_by_a_plain_one(covariance: str) -> None:
    x, _ = crossed()
    fit = GaussianMixture(covariance=covariance).fit(  # type: ignore[arg-type]
        x, ("numeric",) * 2, np.ones(600), 2, np.random.default_rng(1)
    )
    restored = GaussianMixture().restore(fit.model.parameters())
    assert restored.memberships(x) == pytest.approx(fit.model.memberships(x), abs=1e-9)


def test_the_verdict_cuts_halves_with_the_same_settings() -> None:
    x, _ = crossed()
    full = replace(PLAN, settings={"gaussian_mixture": {"covariance": "full"}})
    found = segment(basis_of(x), full, "w1", 1)
    own = validate(found, basis_of(x), None, 1, full.settings["gaussian_mixture"])
    assert own.halves.mean > 0.7
    assert validate(found, basis_of(x), None, 1).halves.mean < own.halves.mean


def test_everything_wrong_with_settings_is_told_at_once() -> None:
    x, _ = crossed()
    wrong = {"gaussian_mixture": {"covarience": "full", "covariance": "round", "seeds": 0}, "ward": {}}
    with pytest.raises(ResearchError) as caught:
        segment(basis_of(x), replace(PLAN, settings=wrong), "w1", 1)
    told = "\n".join(map(str, caught.value.faults))
    assert "has settings for `ward`, which `segments.methods` does not name" in told
    assert "`segments.settings.gaussian_mixture` has `covarience`" in told and "did you mean `covariance`?" in told
    assert "`segments.settings.gaussian_mixture.covariance` cannot be `round`" in told
    assert "`segments.settings.gaussian_mixture.seeds` cannot be `0`" in told
