"""Allocation: the defining wave, later waves, gaps, faults."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.clusterers.kmeans import KMeans
from research.domain.allocation import NOT_ASSIGNED
from research.domain.basis import Basis, BasisRecipe
from research.domain.sample import Sample
from research.domain.segmentation import FrozenSolution
from research.errors import ResearchError
from research.stages.allocation import allocate
from research.stages.segmentation import SegmentationPlan, segment
from research.stats.agreement import adjusted_rand_index
from research.stats.dispersion import within_ss
from tests.clouds import SHARES, mcdonalds, planted
from tests.factories import make_questionnaire, make_responses, make_sample, make_scale

ITEMS = tuple(f"needs_{j + 1}" for j in range(6))
PLAN = SegmentationPlan(methods=("kmeans",), k=4, starts=20, pairs=1)
FOUND = 0.85
"""Adjusted Rand index with segments planted six standard deviations apart, then rounded to seven points."""
ROUNDING = 1e-9
# kmeans(odd rows, 4, nstart = 500): tot.withinss; the even rows at its centres: tot.withinss, sizes, adjusted Rand
# index with their own kmeans
R_WAVE_1, R_WAVE_2 = 800.54208, 806.69605
R_WAVE_2_SIZES = [106, 161, 165, 294]
R_WAVE_2_AGREEMENT = 0.83998
R_DIGITS = 5e-6


def survey(truth_seed: int, wave: str = "w1", n: int = 400) -> tuple[Sample, np.ndarray]:
    """Six needs on seven points, reversed in places, from four planted segments."""
    x, truth = planted(SHARES, n=n, apart=6.0, seed=1)
    shuffled = np.random.default_rng(truth_seed).permutation(n)
    answers = np.clip(np.rint(4 + x[shuffled] * 0.6), 1, 7)
    answers[:, 1] = 8 - answers[:, 1]
    questionnaire = make_questionnaire({"needs": ITEMS}, scale=make_scale(7), reversed=(ITEMS[1],))
    return make_sample(make_responses(questionnaire, {"needs": answers}, wave=wave)), truth[shuffled]


def recipe(items: tuple[str, ...] = ITEMS) -> BasisRecipe:
    p = len(items)
    return BasisRecipe(
        "items", items, np.full(p, 4.0), np.zeros(p), np.ones(p), np.eye(p), items, items, ("numeric",) * p, 0.8
    )


def basis(sample: Sample, items: tuple[str, ...] = ITEMS) -> Basis:
    own = recipe(items)
    return Basis(sample.responses.ids, own.apply(sample.responses), sample.weights, own)


def frozen(sample: Sample) -> FrozenSolution:
    return segment(basis(sample), PLAN, "w1", 1).solution


def with_gaps(sample: Sample, respondents: int, items: int) -> Sample:
    codes = {name: column.copy() for name, column in sample.responses.codes.items()}
    for name in ITEMS[:items]:
        codes[name][:respondents] = -32768
    return replace(sample, responses=replace(sample.responses, codes=codes))


def test_planted_segments_are_allocated_in_the_wave_that_defines_them_and_in_the_next() -> None:
    first, truth = survey(1)
    solution = frozen(first)
    assert adjusted_rand_index(truth, allocate(solution, first).segments) > FOUND
    second, other_truth = survey(2, "w2")
    assert adjusted_rand_index(other_truth, allocate(solution, second).segments) > FOUND


def test_it_agrees_with_the_segmentation_that_it_came_from() -> None:
    sample, _ = survey(1)
    segmentation = segment(basis(sample), PLAN, "w1", 1)
    allocation = allocate(segmentation.solution, sample)
    shares = np.bincount(allocation.segments, minlength=5)[1:] / len(allocation.segments)
    assert shares == pytest.approx(segmentation.choice.shares)
    assert allocation.tidy()["share"].tolist() == pytest.approx(shares.tolist())
    means = np.array([basis(sample).values[allocation.segments == s].mean(axis=0) for s in (1, 2, 3, 4)])
    table = segmentation.centres().pivot(index="segment", columns="column", values="centre")[list(ITEMS)]
    assert table.to_numpy() == pytest.approx(means, abs=ROUNDING)


def test_memberships_are_in_the_order_of_the_segments() -> None:
    sample, _ = survey(1)
    allocation = allocate(frozen(sample), sample)
    assert (allocation.memberships.argmax(axis=1) + 1 == allocation.segments).all()
    assert allocation.memberships.sum(axis=1) == pytest.approx(1, abs=ROUNDING)
    assert allocation.segments.dtype == np.int16
    sizes = np.bincount(allocation.segments)[1:]
    assert [(caveat.code, caveat.figures) for caveat in allocation.caveats] == [
        ("segment_below_100", {"segments": "3, 4", "smallest": sizes.min()})
    ]


def test_a_respondent_is_placed_by_the_answers_alone() -> None:
    sample, _ = survey(1)
    solution = frozen(sample)
    together = allocate(solution, sample)
    keep = np.arange(len(together.segments)) == 7
    alone = allocate(solution, make_sample(sample.responses.rows(keep)))
    assert alone.segments[0] == together.segments[7]
    assert (alone.memberships[0] == together.memberships[7]).all()


def test_weights_do_not_move_anybody() -> None:
    sample, _ = survey(1)
    solution = frozen(sample)
    weighted = make_sample(sample.responses, np.linspace(0.2, 3, 400))
    assert (allocate(solution, weighted).segments == allocate(solution, sample).segments).all()


def test_who_answered_too_little_is_in_no_segment() -> None:
    sample, _ = survey(1)
    solution = frozen(sample)
    holed = allocate(solution, with_gaps(sample, respondents=5, items=3))
    assert (holed.segments[:5] == NOT_ASSIGNED).all()
    assert np.isnan(holed.memberships[:5]).all()
    assert (holed.segments[5:] == allocate(solution, sample).segments[5:]).all()
    told = {caveat.code: caveat.figures for caveat in holed.caveats}
    assert told["not_assigned"] == {"respondents": 5, "of": 400}
    one_gap = allocate(solution, with_gaps(sample, respondents=5, items=1))
    assert (one_gap.segments > NOT_ASSIGNED).all()


def test_arrays_are_read_only() -> None:
    sample, _ = survey(1)
    allocation = allocate(frozen(sample), sample)
    assert not allocation.segments.flags.writeable
    assert not allocation.memberships.flags.writeable


def test_a_wave_without_the_items_is_refused_with_their_names() -> None:
    sample, _ = survey(1)
    questionnaire = make_questionnaire({"needs": ITEMS[:4]}, scale=make_scale(7))
    answers = np.ones((20, 4))
    later = make_sample(make_responses(questionnaire, {"needs": answers}, wave="w2"))
    with pytest.raises(ResearchError) as caught:
        allocate(frozen(sample), later)
    (fault,) = caught.value.faults
    assert fault.message == "the wave `w2` lacks 2 of the 6 items of the basis"
    assert fault.found == "not found: needs_5, needs_6"
    assert "`w1`" in fault.why
    assert fault.remedy


def test_a_wave_in_which_nobody_can_be_placed_is_refused() -> None:
    sample, _ = survey(1)
    with pytest.raises(ResearchError, match="nobody in the wave `w1`"):
        allocate(frozen(sample), with_gaps(sample, respondents=400, items=3))


def test_an_unknown_method_is_refused_with_those_known() -> None:
    sample, _ = survey(1)
    with pytest.raises(ResearchError, match="kmeans"):
        allocate(replace(frozen(sample), method="astrology"), sample)


def test_the_second_half_of_mcdonalds_falls_into_the_segments_of_the_first_as_in_r() -> None:
    x = mcdonalds()
    items = tuple(f"image_{j + 1}" for j in range(11))
    questionnaire = make_questionnaire(multiple={"image": [f"Image {j}" for j in range(11)]})
    halves = [make_sample(make_responses(questionnaire, {"image": x[start::2]})) for start in (0, 1)]
    own = BasisRecipe(
        "items", items, np.zeros(11), np.zeros(11), np.ones(11), np.eye(11), items, items, ("binary",) * 11, 0.8
    )
    first = Basis(halves[0].responses.ids, own.apply(halves[0].responses), halves[0].weights, own)
    segmentation = segment(first, SegmentationPlan(methods=("kmeans",), k=4, starts=200, pairs=1), "w1", 1)
    assert segmentation.choice.within_ss == pytest.approx(R_WAVE_1, abs=R_DIGITS)
    later = allocate(segmentation.solution, halves[1]).segments
    assert sorted(np.bincount(later)[1:]) == R_WAVE_2_SIZES
    centres = segmentation.solution.model["centres"][list(segmentation.solution.order)]
    assert ((x[1::2] - centres[later - 1]) ** 2).sum() == pytest.approx(R_WAVE_2, abs=R_DIGITS)
    own_cut = KMeans(starts=200).fit(x[1::2], ("binary",) * 11, np.ones(726), 4, np.random.default_rng(1)).labels
    assert within_ss(x[1::2], own_cut, np.ones(726)) == pytest.approx(797.78069, abs=R_DIGITS)
    assert adjusted_rand_index(own_cut, later) == pytest.approx(R_WAVE_2_AGREEMENT, abs=R_DIGITS)


def test_whoever_is_less_sure_than_the_study_asks_is_in_no_segment() -> None:
    sample, _ = survey(1)
    everyone, sure = (allocate(frozen(sample), sample, least) for least in (0.0, 0.8))
    left = sure.segments == NOT_ASSIGNED
    assert 0 < left.sum() < 200
    assert (left == (everyone.memberships.max(axis=1) < 0.8)).all()
    assert (sure.segments[~left] == everyone.segments[~left]).all()
    assert sure.memberships == pytest.approx(everyone.memberships)
    told = {caveat.code: caveat.figures for caveat in sure.caveats}
    assert told["unsure_not_assigned"] == {"respondents": left.sum(), "of": 400, "least": 80.0}
    assert told["segment_below_100"]["smallest"] == np.bincount(sure.segments)[1:].min()
    assert "unsure_not_assigned" not in {caveat.code for caveat in everyone.caveats}
    assert sure.market.all(), "whoever is in no segment for being unsure is still part of the market"


def test_core_members_belong_to_their_segment_for_certain() -> None:
    sample, _ = survey(1)
    allocation = allocate(frozen(sample), sample)
    own = allocation.memberships.max(axis=1)
    assert allocation.own == pytest.approx(own)
    assert (allocation.core == (own >= 0.8)).all()
    assert (allocation.augment()["core"] == allocation.core).all()
    first = allocation.segments == 1
    assert allocation.tidy()["core_share"].iloc[0] == pytest.approx((own[first] >= 0.8).mean())
