"""The verdict: planted segments are natural, a cloud is not, and a habit of answering is told."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks._planted_clouds import Planted, bases_of, cloud, segments, style_of
from research.domain.segmentation import Segmentation
from research.domain.validation import Validation
from research.stages.segmentation import SegmentationPlan, segment
from research.stages.validation import validate

PLAN = SegmentationPlan(methods=("kmeans",), k="3..4", starts=5, pairs=6)


def judged(planted: Planted, plan: SegmentationPlan = PLAN) -> tuple[Segmentation, Validation]:
    planned, beside = bases_of(planted)
    found = segment(planned, plan, "w1", 1, beside)
    basis = next(one for one in (planned, *beside.others) if one.view == found.choice.view)
    return found, validate(found, basis, style_of(planted), 1)


def test_planted_segments_are_natural() -> None:
    found, validation = judged(segments(np.random.default_rng(1), 1.5))
    assert (found.choice.k, found.reason, found.choice.view) == (4, "beyond_chance", "standardised")
    assert validation.verdict == "natural"
    assert (validation.p_fit, validation.p_stability) == (0.05, 0.05)
    assert validation.excess_stability > 0.3
    assert not validation.styled and validation.centred_agreement > 0.8
    assert found.evidence is not None
    assert found.evidence.tidy().shape[0] == 4
    assert found.choice.null_low < found.choice.null_stability < found.choice.null_high < found.choice.stability


def test_only_the_number_that_explains_most_is_natural() -> None:
    planted = segments(np.random.default_rng(1), 1.5)
    found, validation = judged(planted, SegmentationPlan(methods=("kmeans",), k=6, starts=5, pairs=6))
    assert found.evidence is not None and found.evidence.k == 4
    assert validation.p_fit == 0.05
    assert validation.verdict != "natural", "four groups are in the market, not six"


def test_a_habit_is_told_only_where_centring_was_tried() -> None:
    planted = cloud(np.random.default_rng(2), style=0.6)
    planned, _ = bases_of(planted)
    found = segment(planned, SegmentationPlan(methods=("kmeans",), k=3, starts=5, pairs=5, nulls=0), "w1", 1)
    validation = validate(found, planned, style_of(planted), 1)
    assert max(share.share for share in validation.style) > 0.4
    assert np.isnan(validation.centred_agreement)
    assert not validation.styled and validation.caveats == ()


def test_a_habit_of_answering_makes_no_segments_and_is_told() -> None:
    found, validation = judged(cloud(np.random.default_rng(2), style=0.6))
    assert found.reason != "beyond_chance"
    assert validation.verdict == "constructed" and validation.styled
    (caveat,) = validation.caveats
    assert caveat.code == "segments_are_style" and caveat.figures["habit"] == "acquiescence"
    assert caveat.figures["share"] > 40


def test_segments_under_a_habit_are_found_by_taking_it_out() -> None:
    found, validation = judged(segments(np.random.default_rng(3), 1.5, style=0.6))
    assert (found.choice.k, found.choice.view) == (4, "centred_standardised")
    assert validation.verdict == "natural" and not validation.styled


def test_without_null_data_nothing_is_natural() -> None:
    planted = segments(np.random.default_rng(4), 1.5)
    found, validation = judged(planted, SegmentationPlan(methods=("kmeans",), k=4, starts=5, pairs=5, nulls=0))
    assert found.evidence is None
    assert validation.verdict == "reproducible"
    assert np.isnan([validation.p_fit, validation.p_stability, validation.excess_stability]).all()


def test_unequal_sizes_are_found_by_clouds_of_unequal_sizes() -> None:
    planted = segments(np.random.default_rng(5), 1.5, (0.60, 0.25, 0.10, 0.05))
    plan = SegmentationPlan(k="3..4", starts=5, pairs=5)
    found, _ = judged(planted, plan)
    assert (found.choice.k, found.choice.method) == (4, "gaussian_mixture")
    assert found.choice.shares[-1] == pytest.approx(0.05, abs=0.02)
