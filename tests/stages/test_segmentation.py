"""Segmentation: planted segments, every setting, the choice, the numbering, the faults, the caveats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, ClassVar

import numpy as np
import pytest

from research.clusterers._contract import CLUSTERERS, Fit
from research.clusterers.kmeans import Centres, KMeans
from research.domain.segmentation import Candidate, Objection, Segmentation
from research.errors import ResearchError
from research.stages.segmentation import SegmentationPlan, segment
from research.stages.segmentation.choosing import choose_k, choose_method, comes_back
from research.stats.agreement import adjusted_rand_index
from research.wording.notes_en import CAVEATS
from research.yaml_source import parse
from tests.candidates import bare_candidate
from tests.clouds import SHARES, basis_of, mcdonalds, planted

QUICK = SegmentationPlan(methods=("kmeans",), k="2..6", starts=6, pairs=8, nulls=0)
R_BEST_WSS = {2: 2145.503727, 3: 1818.700649, 4: 1602.899456}
NEAR_OPTIMUM = 1.0005
FOUND = 0.9
"""Adjusted Rand index with planted segments, five standard deviations apart: Bayes' rule has .95."""
BY_CHANCE = 0.04
"""Three standard errors of a planted share of .38 among 1,200 respondents."""


def cut(
    x: np.ndarray, plan: SegmentationPlan = QUICK, weights: np.ndarray | None = None, seed: int = 1
) -> Segmentation:
    return segment(basis_of(x, weights), plan, "w1", seed)


def labels(segmentation: Segmentation, x: np.ndarray) -> np.ndarray:
    """Segment numbers 1 … k of the rows of `x`."""
    solution = segmentation.solution
    own = CLUSTERERS[solution.method]().restore(solution.model).memberships(x).argmax(axis=1)
    return np.argsort(solution.order)[own] + 1


def codes(segmentation: Segmentation) -> list[str]:
    return [caveat.code for caveat in segmentation.caveats]


def faults(x: np.ndarray, plan: SegmentationPlan) -> list[str]:
    with pytest.raises(ResearchError) as caught:
        cut(x, plan)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("shares", [(45, 33, 22), (38, 28, 20, 14), (30, 25, 20, 15, 10)], ids=["3", "4", "5"])
def test_as_many_segments_are_chosen_as_were_planted(shares: Sequence[float]) -> None:
    for seed in (11, 12):
        x, truth = planted(shares, n=1000, seed=seed)
        found = cut(x, seed=seed)
        assert found.choice.k == len(shares)
        assert found.reason == "most_stable"
        assert adjusted_rand_index(truth, labels(found, x)) > FOUND
        assert not found.caveats


def test_numbers_go_by_size() -> None:
    x, _ = planted(SHARES, n=1200)
    found = cut(x)
    sizes = np.bincount(labels(found, x))[1:] / 1200
    assert (sizes == np.sort(sizes)[::-1]).all()
    assert found.choice.shares == pytest.approx(sizes)
    assert sizes == pytest.approx(SHARES, abs=BY_CHANCE)


def test_weighted_sizes_number_the_segments() -> None:
    x, truth = planted((0.6, 0.4), n=600, apart=8.0)
    weights = np.where(truth == 0, 0.5, 3.0)
    fixed = replace(QUICK, k=2)
    assert (labels(cut(x, fixed), x) == truth + 1).all()
    weighted = cut(x, fixed, weights)
    assert (labels(weighted, x) == 2 - truth).all()
    assert weighted.choice.shares[0] == pytest.approx(weights[truth == 1].sum() / weights.sum())


def test_segments_of_one_size_are_numbered_by_their_centres() -> None:
    x = np.repeat([[3.0, 0.0], [1.0, 5.0], [2.0, 9.0]], 10, axis=0)
    assert labels(cut(x, replace(QUICK, k=3)), x).tolist() == [3] * 10 + [1] * 10 + [2] * 10


def test_a_cloud_is_cut_with_a_warning() -> None:
    found = cut(planted((1,), n=500)[0])
    assert found.reason == "least_bad"
    assert found.choice.k != 2
    assert {"no_eligible_k", "unstable_solution"} <= set(codes(found))
    assert all("unstable" in candidate.objections for candidate in found.candidates)
    assert found.solution.k == found.choice.k


def test_two_segments_are_shown_and_not_chosen() -> None:
    x, _ = planted((0.5, 0.5), n=400, apart=8.0)
    found = cut(x)
    assert found.candidates[0].k == 2
    assert found.candidates[0].stability > 0.95
    assert found.candidates[0].objections == ("two_segments",)
    assert found.choice.k != 2


def test_a_number_is_taken_with_its_objections() -> None:
    x, _ = planted((0.5, 0.5), n=400, apart=8.0)
    found = cut(x, replace(QUICK, k=2))
    assert (found.reason, found.choice.k, len(found.candidates)) == ("asked_for", 2, 1)
    assert codes(found) == ["k_fixed_objections", "only_two_segments"]


def test_a_number_without_objections_needs_no_caveat() -> None:
    found = cut(planted(SHARES, n=1000)[0], replace(QUICK, k=4))
    assert found.reason == "asked_for"
    assert found.caveats == ()


@pytest.mark.parametrize("k", [4, "4", " 4 ", "4..4"])
def test_a_number_may_be_written_in_several_ways(k: int | str) -> None:
    assert cut(planted(SHARES, n=300)[0], replace(QUICK, k=k, pairs=1)).reason == "asked_for"


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        ({"k": "2..3"}, "k"),
        ({"min_share": 0.2}, "objections"),
        ({"max_share": 0.35}, "objections"),
        ({"pairs": 5}, "stability"),
        ({"methods": ("halves",)}, "within_ss"),
    ],
)
def test_every_setting_changes_a_result(halves: None, change: dict[str, Any], figure: str) -> None:
    x, _ = planted(SHARES, n=400)
    plain, changed = (cut(x, plan).tidy()[figure].tolist() for plan in (QUICK, replace(QUICK, **change)))
    assert plain != changed


def test_starts_find_better_cuts() -> None:
    x, _ = planted((1,), n=400)
    one, many = (cut(x, replace(QUICK, k=7, pairs=1, starts=starts)).choice.within_ss for starts in (1, 40))
    assert many < one


def test_share_limits_decide_what_may_be_chosen() -> None:
    x, _ = planted(SHARES, n=500)
    smallest = replace(QUICK, min_share=0.17)
    assert "too_small" in cut(x, smallest).candidates[2].objections
    assert cut(x, smallest).choice.k == 3
    assert "dominant" in cut(planted((0.8, 0.1, 0.1), n=600)[0]).candidates[1].objections


def test_caveats_of_size_tell_the_limits() -> None:
    x, _ = planted((0.82, 0.12, 0.06), n=600, apart=9.0)
    found = cut(x, replace(QUICK, k=3))
    told = {caveat.code: caveat.figures for caveat in found.caveats}
    assert told["smallest_too_small"]["least"] == 8
    assert told["smallest_too_small"]["share"] == pytest.approx(6, abs=1.5)
    assert told["largest_dominates"]["most"] == 60


def test_every_caveat_can_be_said(halves: None) -> None:
    cuts = [
        cut(planted((1,), n=300)[0]),
        cut(planted((0.8, 0.2), n=200)[0], replace(QUICK, k=2, methods=("halves",)), np.linspace(0.5, 1.5, 200)),
        cut(planted((0.8, 0.15, 0.05), n=200)[0], replace(QUICK, k=3)),
        cut(planted(SHARES, n=20)[0], replace(QUICK, k="2..9")),
    ]
    for found in cuts:
        for caveat in found.caveats:
            assert CAVEATS[caveat.code].format(**caveat.figures)


def test_the_mean_stability_and_its_percentiles_are_of_the_pairs() -> None:
    for candidate in cut(planted(SHARES, n=400)[0]).candidates:
        assert -0.1 <= candidate.stability_low <= candidate.stability_high <= 1
        assert candidate.stability_low <= candidate.stability <= candidate.stability_high
        assert np.isnan(candidate.null_stability)


def test_respondents_with_gaps_take_no_part() -> None:
    x, _ = planted(SHARES, n=400)
    whole, holed = cut(x), cut(np.vstack([np.full((25, 6), np.nan), x]))
    assert (holed.placed, holed.not_placed) == (400, 25)
    assert holed.choice.within_ss == pytest.approx(whole.choice.within_ss)


def test_the_same_input_gives_the_same_output_and_another_seed_other_resamples() -> None:
    x, _ = planted(SHARES, n=300)
    first, again, other = (cut(x, seed=seed).tidy() for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first["stability"].equals(other["stability"])


def test_the_order_of_respondents_changes_no_segment() -> None:
    x, _ = planted(SHARES, n=400)
    order = np.random.default_rng(1).permutation(400)
    fixed = replace(QUICK, k=4, pairs=1)
    assert (labels(cut(x, fixed), x) == labels(cut(x[order], fixed), x)).all()


def test_the_scale_of_weights_changes_nothing() -> None:
    x, _ = planted(SHARES, n=300)
    weights = np.random.default_rng(1).uniform(0.5, 2, 300)
    plain, scaled = (cut(x, replace(QUICK, k="3..4"), factor * weights).tidy() for factor in (1, 8))
    assert plain.equals(scaled)


def test_weights_move_the_segments() -> None:
    x, _ = planted(SHARES, n=300, apart=2.0)
    weights = np.random.default_rng(1).uniform(0.1, 4, 300)
    fixed = replace(QUICK, k=4, pairs=1)
    assert not np.allclose(cut(x, fixed).solution.model["centres"], cut(x, fixed, weights).solution.model["centres"])


def test_mcdonalds_is_cut_at_the_optimum_of_r() -> None:
    x = mcdonalds()
    found = segment(basis_of(x, kind="binary"), SegmentationPlan(methods=("kmeans",), k="2..4", pairs=10), "w1", 1)
    for candidate in found.candidates:
        assert candidate.within_ss <= R_BEST_WSS[candidate.k] * NEAR_OPTIMUM
    assert found.candidates[0].calinski_harabasz == pytest.approx(428.4598, rel=1e-6)
    assert found.choice.k in (3, 4)
    assert found.choice.stability > 0.8


def test_a_range_stops_where_the_data_do() -> None:
    four_answers = np.repeat([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [20, 15, 12, 10], axis=0)
    found = cut(four_answers)
    assert [candidate.k for candidate in found.candidates] == [2, 3, 4]
    assert {caveat.code: caveat.figures for caveat in found.caveats}["k_beyond_data"] == {"largest": 4, "asked": 6}
    few = cut(planted(SHARES, n=21)[0])
    assert [candidate.k for candidate in few.candidates] == [2, 3, 4]


def test_resamples_with_fewer_answers_than_segments_are_cut_into_fewer() -> None:
    rare = np.vstack([np.repeat([[0.0], [1.0], [2.0]], 20, axis=0), [[9.0]]])
    found = cut(rare, replace(QUICK, k=4, pairs=20))
    assert 0.5 < found.choice.stability < 1


def test_weights_that_a_method_ignores_are_reported(halves: None) -> None:
    x, _ = planted(SHARES, n=200)
    fixed = replace(QUICK, k=2, methods=("halves",))
    assert "method_ignores_weights" in codes(cut(x, fixed, np.linspace(0.5, 1.5, 200)))
    assert "method_ignores_weights" not in codes(cut(x, fixed))


def test_a_search_that_never_settles_is_objected_to(halves: None) -> None:
    found = cut(planted((1,), n=200)[0], replace(QUICK, k=2, methods=("dice",)))
    assert "not_converged" in found.choice.objections
    assert "search_not_settled" in codes(found)


def test_everything_wrong_is_told_at_once() -> None:
    told = faults(planted((1,), n=9)[0], SegmentationPlan(methods=("kmean",), k="8..2", min_share=0.5, max_share=0.3))
    assert len(told) == 4
    assert "did you mean `kmeans`" in told[0]
    assert "found 8..2" in told[1]
    assert "found 0.5 and 0.3" in told[2]
    assert "too few respondents to segment" in told[3]
    assert "found 9," in told[3]


@pytest.mark.parametrize("k", ["", "many", "2-8", "2..", "0..3", "1", 1, 0, -3, "6..4"])
def test_no_number_and_no_range_are_refused(k: int | str) -> None:
    assert faults(planted((1,), n=50)[0], replace(QUICK, k=k)) == [
        "`segments.k` is neither a number from 2 nor a range of such numbers\n"
        f"  found {k}\n"
        "  write a number, such as 4, or a range from the smaller to the larger number, such as 2..8"
    ]


def test_unknown_methods_are_refused_with_those_known() -> None:
    (told,) = faults(planted((1,), n=50)[0], replace(QUICK, methods=("astrology",)))
    assert "`astrology`" in told
    assert "kmeans" in told


def test_more_segments_than_answers_are_refused() -> None:
    x = np.repeat(np.eye(3), 10, axis=0)
    assert "4 segments are asked for, and the basis holds 3 different answers" in faults(x, replace(QUICK, k=4))[0]
    assert "cannot carry 5 segments" in faults(x, replace(QUICK, k="5..8"))[0]


def test_nobody_placed_is_refused() -> None:
    assert "only 0 of 40 respondents" in faults(np.full((40, 2), np.nan), QUICK)[0]


def test_settings_out_of_range_are_refused_with_their_line() -> None:
    with pytest.raises(ResearchError, match=r"study.yaml:2: `starts`"):
        parse("k: 3\nstarts: 0\n", SegmentationPlan, "study.yaml")
    assert parse("k: 2..5", SegmentationPlan, "study.yaml").value.k == "2..5"
    assert parse("k: 5", SegmentationPlan, "study.yaml").value.k == 5


def candidate(k: int, stability: float, *objections: Objection) -> Candidate:
    return bare_candidate(k, stability, objections)


def test_of_cuts_about_as_stable_the_one_into_most_segments_is_chosen() -> None:
    assert choose_k([candidate(3, 0.97), candidate(4, 0.96), candidate(5, 0.90)], None, None) == (4, "most_stable")
    assert choose_k([candidate(3, 0.97), candidate(4, 0.93), candidate(5, 0.90)], None, None) == (3, "most_stable")


def test_what_explains_most_beyond_chance_is_chosen_before_what_is_most_stable() -> None:
    tried = [candidate(3, 0.97), candidate(4, 0.96), candidate(5, 0.7, "too_small")]
    assert choose_k(tried, None, 5) == (5, "beyond_chance")
    assert choose_k(tried, None, 9) == (4, "most_stable")
    assert choose_k(tried, 3, 5) == (3, "asked_for")


def test_cuts_with_objections_are_not_chosen_and_set_no_mark() -> None:
    tried = [candidate(2, 0.99, "two_segments"), candidate(3, 0.8), candidate(4, 0.99, "too_small")]
    assert choose_k(tried, None, None) == (3, "most_stable")


def test_the_least_bad_has_the_fewest_objections_then_the_most_stability() -> None:
    tried = [
        candidate(2, 0.99, "two_segments"),
        candidate(3, 0.5, "unstable", "dominant"),
        candidate(4, 0.4, "unstable"),
        candidate(5, 0.45, "unstable"),
    ]
    assert choose_k(tried, None, None) == (5, "least_bad")
    assert choose_k(tried[:1], None, None) == (2, "least_bad")


def test_another_method_is_taken_only_where_it_is_far_more_stable() -> None:
    first = candidate(4, 0.7)
    alike, better, uneven = candidate(4, 0.74), candidate(4, 0.9), candidate(4, 0.95, "dominant", "too_small")
    assert choose_method([first, alike], "most_stable") is first
    assert choose_method([first, alike, better, uneven], "most_stable") is better
    assert choose_method([first, alike, better, uneven], "beyond_chance") is uneven
    assert choose_method([first, candidate(4, 0.95, "not_converged")], "beyond_chance") is first


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """Cuts at the median of the first column, without weights and without chance."""

    uses_weights: ClassVar[bool] = False
    takes: ClassVar[frozenset[str]] = frozenset({"numeric", "binary"})
    takes_gaps: ClassVar[bool] = False

    def fit(self, x: np.ndarray, kinds: Sequence[str], weights: np.ndarray, k: int, rng: np.random.Generator) -> Fit:
        upper = (x[:, 0] > np.median(x[:, 0])).astype(np.int64)
        centres = np.array([x[upper == side].mean(axis=0) for side in (0, 1)])
        return Fit(Centres(centres, 1.0), upper, float(x.var()), 1.0)

    def restore(self, parameters: Mapping[str, np.ndarray]) -> Centres:
        return KMeans().restore(parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dice(Halves):
    """Cuts by lot."""

    def fit(self, x: np.ndarray, kinds: Sequence[str], weights: np.ndarray, k: int, rng: np.random.Generator) -> Fit:
        upper = rng.integers(2, size=len(x))
        return Fit(Centres(np.vstack([x[0], x[1]]), 1.0), upper, float(rng.random()), 1.0)


@pytest.fixture
def halves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two more clusterers in the register, for one test."""
    monkeypatch.setitem(CLUSTERERS._loaded(), "halves", Halves)
    monkeypatch.setitem(CLUSTERERS._loaded(), "dice", Dice)
    yield


def test_a_number_beyond_chance_is_taken_only_where_some_cut_into_it_comes_back() -> None:
    uneven, shaky = candidate(4, 0.9, "too_small", "dominant"), candidate(5, 0.4, "unstable")
    assert comes_back([uneven, shaky], 4)
    assert not comes_back([uneven, shaky], 5)
    assert comes_back([uneven, shaky, candidate(5, 0.7)], 5), "another method's may be the one"
    assert not comes_back([uneven, shaky], 6)


def test_methods_named_twice_and_too_many_segments_are_refused() -> None:
    x, _ = planted(SHARES, n=40)
    assert any("names kmeans twice" in told for told in faults(x, replace(QUICK, methods=("kmeans", "ward", "kmeans"))))
    assert any("20 segments are too many for 40 respondents" in told for told in faults(x, replace(QUICK, k=20)))


def test_a_method_that_only_looked_better_at_first_sight_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = replace(QUICK, methods=("kmeans", "gaussian_mixture"), pairs=24)
    segmenting = import_module("research.stages.segmentation.segment")
    honest = segmenting.tried

    def flattering(cloud: Any, own: SegmentationPlan, method: str, k: int, pairs: int, seed: int) -> Any:
        found = honest(cloud, own, method, k, pairs, seed)
        rough = method == "gaussian_mixture" and pairs < own.pairs
        better = replace(found.candidate, stability=min(found.candidate.stability + 0.6, 1.0), objections=())
        return replace(found, candidate=better) if rough else found

    x, _ = planted(SHARES, n=600)
    x = x + np.random.default_rng(2).normal(0, 1.5, x.shape)
    usual = cut(x, plan)
    monkeypatch.setattr(segmenting, "tried", flattering)
    found = cut(x, plan)
    assert found.choice.resamples == 2 * plan.pairs
    assert (found.choice.method, found.choice.k) == (usual.choice.method, usual.choice.k) == ("kmeans", usual.choice.k)
    looked_at = {c.k for c in found.candidates if c.method == "gaussian_mixture" and c.resamples == 2 * plan.pairs}
    assert found.choice.k in looked_at, "it was looked at again"
