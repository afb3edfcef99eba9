"""Factoring batteries: planted factors, gaps, reversal, weights, what is left out, and what is refused."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from research.domain.factors import FactorSolution
from research.domain.questionnaire import Questionnaire
from research.domain.sample import Sample
from research.errors import ResearchError
from research.stages.factors import FactorPlan, factor, score_factors
from research.stages.factors.naming import LONGEST, shortened, suggested_names
from research.stats.congruence import congruence
from research.wording.notes_en import CAVEATS
from research.yaml_source import parse
from tests import bfi
from tests.factories import OFF_SCALE, make_questionnaire, make_responses, make_sample, make_scale, planted_answers

SEED = 11
EXACT = 1e-12
"""The scores are the same product of the same numbers."""
ROUNDING = 1e-8
"""Two searches over correlations that differ in their last bits."""


def one_battery(answers: np.ndarray, weights: np.ndarray | None = None, **settings) -> Sample:
    questionnaire = make_questionnaire({"needs": answers.shape[1]}, scale=make_scale(7), **settings)
    return make_sample(make_responses(questionnaire, {"needs": answers}), weights)


def two_batteries(n: int = 400) -> Sample:
    questionnaire = make_questionnaire(
        {"needs": 8, "attitudes": 8, "usage": 3},
        roles={"needs": "needs", "attitudes": "psychographic", "usage": "behavioural"},
        scale=make_scale(7),
    )
    answers = {"needs": planted_answers(n, 2, 4, seed=3), "attitudes": planted_answers(n, 2, 4, seed=4)}
    return make_sample(make_responses(questionnaire, {**answers, "usage": planted_answers(n, 1, 3, seed=5)}))


def codes(solution: FactorSolution) -> dict[str, dict]:
    return {caveat.code: dict(caveat.figures) for caveat in solution.caveats}


def grouping(solution: FactorSolution) -> list[int]:
    return np.abs(solution.batteries[0].pattern).argmax(axis=1).tolist()


@pytest.fixture(scope="module")
def planted() -> np.ndarray:
    return planted_answers(500, 3, 4)


@pytest.fixture(scope="module")
def solution(planted: np.ndarray) -> FactorSolution:
    return factor(one_battery(planted), FactorPlan(), SEED)


def test_planted_factors_are_found_and_every_item_on_its_own(solution: FactorSolution) -> None:
    (battery,) = solution.batteries
    groups = np.array(grouping(solution)).reshape(3, 4)
    assert battery.k == 3
    assert (groups == groups[:, :1]).all()
    assert sorted(groups[:, 0]) == [0, 1, 2]
    assert battery.retained_by == "parallel"
    assert battery.n == 500
    assert battery.alpha_items == (4, 4, 4)
    assert (np.abs(battery.alpha - 0.84) < 0.05).all()  # four items of loading .75, less what rounding costs
    assert solution.caveats == ()


def test_scores_are_standard_and_rebuild_from_the_answers(planted: np.ndarray, solution: FactorSolution) -> None:
    (battery,) = solution.batteries
    rebuilt = ((planted - battery.means) / battery.sds) @ battery.score_weights
    np.testing.assert_allclose(solution.scores, rebuilt, atol=EXACT)
    np.testing.assert_allclose(solution.scores.mean(axis=0), 0.0, atol=1e-10)
    np.testing.assert_allclose(solution.scores.std(axis=0), 1.0, atol=1e-10)


def test_factors_come_by_variance_with_keys_and_positive_sums(solution: FactorSolution) -> None:
    (battery,) = solution.batteries
    assert solution.keys == ("needs.F1", "needs.F2", "needs.F3")
    assert (np.diff(battery.variance) <= 0).all()
    assert (battery.pattern.sum(axis=0) > 0).all()
    np.testing.assert_allclose(battery.structure, battery.pattern @ battery.phi, atol=EXACT)


def test_arrays_are_sealed(solution: FactorSolution) -> None:
    with pytest.raises(ValueError, match="read-only"):
        solution.scores[0, 0] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        solution.batteries[0].pattern[0, 0] = 0.0


def test_reversed_items_are_mirrored(planted: np.ndarray, solution: FactorSolution) -> None:
    as_asked = planted.copy()
    as_asked[:, 1] = 8 - as_asked[:, 1]
    mirrored = factor(one_battery(as_asked, reversed=["needs_2"]), FactorPlan(), SEED)
    np.testing.assert_allclose(mirrored.batteries[0].pattern, solution.batteries[0].pattern, atol=EXACT)
    np.testing.assert_allclose(mirrored.scores, solution.scores, atol=EXACT)
    assert mirrored.batteries[0].reversed[1]


def test_a_scale_with_its_favourable_end_low_gives_the_same_factors(
    planted: np.ndarray, solution: FactorSolution
) -> None:
    questionnaire = make_questionnaire({"needs": 12}, scale=make_scale(7, top=1))
    sample = make_sample(make_responses(questionnaire, {"needs": 8 - planted}))
    np.testing.assert_allclose(factor(sample, FactorPlan(), SEED).scores, solution.scores, atol=EXACT)


def test_equal_weights_change_nothing_and_a_weight_of_two_is_answering_twice(planted: np.ndarray) -> None:
    plan = FactorPlan(number=3)
    weights = np.random.default_rng(1).integers(1, 3, len(planted)).astype(float)
    plain = factor(one_battery(planted), plan, SEED).batteries[0]
    equal = factor(one_battery(planted, np.full(len(planted), 4.0)), plan, SEED).batteries[0]
    weighted = factor(one_battery(planted, weights), plan, SEED).batteries[0]
    twice = factor(one_battery(np.repeat(planted, weights.astype(int), axis=0)), plan, SEED).batteries[0]
    for a, b in ((plain, equal), (weighted, twice)):
        for name in ("correlations", "pattern", "phi", "score_weights", "means", "sds", "alpha", "msa"):
            np.testing.assert_allclose(getattr(a, name), getattr(b, name), atol=ROUNDING)
    assert np.abs(weighted.pattern - plain.pattern).max() > 1e-4
    assert weighted.n == plain.n
    assert weighted.bartlett_chi2 < twice.bartlett_chi2


def test_gaps_are_filled_with_the_mean_and_too_many_leave_no_score(planted: np.ndarray) -> None:
    gappy = planted.copy()
    gappy[0, :2] = np.nan
    gappy[1, :3] = np.nan
    gappy[2, :] = np.nan
    solution = factor(one_battery(gappy), FactorPlan(min_answered=0.8), SEED)
    (battery,) = solution.batteries
    filled = np.where(np.isnan(gappy), battery.means, gappy)
    expected = ((filled - battery.means) / battery.sds) @ battery.score_weights
    assert battery.n == 497
    np.testing.assert_allclose(solution.scores[0], expected[0], atol=EXACT)
    assert np.isnan(solution.scores[1:3]).all()
    assert not np.isnan(solution.scores[3:]).any()
    lenient = factor(one_battery(gappy), FactorPlan(min_answered=0.75), SEED)
    assert not np.isnan(lenient.scores[1]).any()


def test_other_respondents_are_scored_by_the_factors_as_they_were_found(planted: np.ndarray) -> None:
    sample = one_battery(planted)
    found = factor(sample, FactorPlan(min_answered=0.9), SEED)
    few = replace(sample, responses=sample.responses.rows(np.arange(len(planted)) % 9 == 0))
    later = score_factors(found, few)
    np.testing.assert_allclose(later.scores, found.scores[::9], atol=EXACT)
    assert later.ids.tolist() == found.ids[::9].tolist()
    assert later.batteries is found.batteries
    gappy = planted.copy()
    gappy[0, :2] = np.nan
    assert np.isnan(score_factors(found, one_battery(gappy)).scores[0]).all()


def test_off_scale_answers_are_gaps(planted: np.ndarray) -> None:
    unsure, silent = planted.copy(), planted.copy()
    unsure[:5, 3], silent[:5, 3] = OFF_SCALE, np.nan
    a, b = (factor(one_battery(answers), FactorPlan(), SEED) for answers in (unsure, silent))
    assert a.batteries[0].n == 495
    np.testing.assert_array_equal(a.scores, b.scores)


def test_traps_are_never_analysed(planted: np.ndarray, solution: FactorSolution) -> None:
    questionnaire = make_questionnaire({"needs": 12}, scale=make_scale(7), traps={"needs": {"trap": 4}})
    responses = make_responses(questionnaire, {"needs": planted, "trap": np.full(500, 4.0)})
    found = factor(make_sample(responses), FactorPlan(), SEED)
    assert "trap" not in found.batteries[0].items
    np.testing.assert_array_equal(found.scores, solution.scores)


def test_needs_psychographic_and_values_batteries_are_factored_unless_the_plan_names_others() -> None:
    sample = two_batteries()
    assert [b.battery for b in factor(sample, FactorPlan(), SEED).batteries] == ["needs", "attitudes"]
    assert [b.battery for b in factor(sample, FactorPlan(batteries=("usage",)), SEED).batteries] == ["usage"]


def test_together_is_one_analysis_of_all_items() -> None:
    solution = factor(two_batteries(), FactorPlan(together=True), SEED)
    (battery,) = solution.batteries
    assert battery.battery == "together"
    assert battery.label == "Needs + Attitudes"
    assert len(battery.items) == 16
    assert solution.keys == tuple(f"together.F{j + 1}" for j in range(4))


def test_the_number_of_factors_is_one_for_all_or_a_battery_s_own() -> None:
    sample = two_batteries()
    for number, expected in ((3, [3, 3]), ({"needs": 1}, [1, 2]), ("auto", [2, 2])):
        solution = factor(sample, FactorPlan(number=number), SEED)
        assert [battery.k for battery in solution.batteries] == expected
    by = [b.retained_by for b in factor(sample, FactorPlan(number={"needs": 1}), SEED).batteries]
    assert by == ["study", "parallel"]


def test_every_other_setting_changes_some_result(planted: np.ndarray) -> None:
    sample = one_battery(planted)
    plans = [
        FactorPlan(),
        FactorPlan(extraction="ml"),
        *(FactorPlan(rotation=rotation) for rotation in ("varimax", "promax", "none")),
        FactorPlan(drop=("needs_1",)),
    ]
    patterns = [factor(sample, plan, SEED).batteries[0].pattern for plan in plans]
    for a, b in itertools.combinations(patterns, 2):
        assert a.shape != b.shape or np.abs(a - b).max() > 1e-4


def test_the_seed_moves_the_random_eigenvalues_only(planted: np.ndarray) -> None:
    sample = one_battery(planted)
    a, again, b = (factor(sample, FactorPlan(), seed).batteries[0] for seed in (1, 1, 2))
    np.testing.assert_array_equal(a.parallel, again.parallel)
    assert (a.parallel != b.parallel).any()
    np.testing.assert_array_equal(a.pattern, b.pattern)


def test_useless_items_are_left_out_each_with_its_reason(planted: np.ndarray) -> None:
    n = len(planted)
    nearly = planted[:, 0].copy()
    nearly[0] = 8 - nearly[0]
    answers = np.column_stack([planted, np.full(n, 4.0), np.full(n, np.nan), nearly])
    found = factor(one_battery(answers), FactorPlan(), SEED)
    assert found.batteries[0].items == tuple(f"needs_{i + 1}" for i in range(12))
    assert codes(found) == {
        "unanswered_items": {"battery": "Needs", "items": "needs_14"},
        "constant_items": {"battery": "Needs", "items": "needs_13"},
        "duplicate_items": {"battery": "Needs", "items": "needs_15"},
    }


def test_an_item_that_fits_nothing_is_named(planted: np.ndarray) -> None:
    stray = np.random.default_rng(9).integers(1, 8, len(planted))
    found = factor(one_battery(np.column_stack([planted, stray])), FactorPlan(), SEED)
    assert codes(found) == {"weak_items": {"battery": "Needs", "items": "needs_13"}}


def test_an_item_with_little_adequacy_is_named_though_it_loads() -> None:
    pair = planted_answers(500, 1, 2, loading=0.9, seed=8)
    found = factor(one_battery(np.column_stack([planted_answers(500, 1, 4), pair])), FactorPlan(number=2), SEED)
    (battery,) = found.batteries
    low = [item for item, msa in zip(battery.items, battery.msa, strict=True) if msa < 0.5]
    assert low
    assert (np.abs(battery.pattern).max(axis=1) > 0.30).all()
    assert codes(found)["weak_items"] == {"battery": "Needs", "items": ", ".join(low)}


def test_items_with_nothing_in_common_have_no_factor_unless_one_is_asked_for() -> None:
    noise = np.random.default_rng(5).integers(1, 8, (300, 8)).astype(float)
    found = factor(one_battery(noise), FactorPlan(), SEED)
    assert found.batteries == ()
    assert found.scores.shape == (300, 0)
    assert codes(found) == {"no_common_factor": {"battery": "Needs", "items": 8}}
    assert factor(one_battery(noise), FactorPlan(number=1), SEED).batteries[0].k == 1


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (planted_answers(300, 1, 2), "too_few_items"),
        (planted_answers(19, 1, 6), "too_few_respondents"),
        (planted_answers(30, 3, 10), "too_few_respondents"),
        (np.full((50, 5), np.nan), "too_few_items"),
        (np.full((50, 5), 3.0), "too_few_items"),
    ],
)
def test_batteries_that_cannot_be_factored_are_left_out(answers: np.ndarray, code: str) -> None:
    found = factor(one_battery(answers), FactorPlan(), SEED)
    assert found.batteries == ()
    assert code in codes(found)


def test_points_shared_out_are_left_out() -> None:
    rng = np.random.default_rng(2)
    points = rng.integers(1, 3, (200, 4))
    shared = np.column_stack([points, 12 - points.sum(axis=1)]).astype(float)
    questionnaire = make_questionnaire({"needs": 5}, scale=make_scale(9))
    found = factor(make_sample(make_responses(questionnaire, {"needs": shared})), FactorPlan(number=1), SEED)
    assert codes(found) == {"dependent_items": {"battery": "Needs"}}


def test_heavy_weights_can_leave_too_few_respondents() -> None:
    answers = planted_answers(100, 1, 5)
    weights = np.where(np.arange(100) < 10, 1000.0, 1.0)
    assert "too_few_respondents" in codes(factor(one_battery(answers, weights), FactorPlan(), SEED))


def test_factors_of_few_complete_answers_say_so(planted: np.ndarray) -> None:
    gappy = planted.copy()
    gappy[:100, 0], gappy[100:200, 1], gappy[-50:] = np.nan, np.nan, np.nan
    found = codes(factor(one_battery(gappy), FactorPlan(), SEED))
    assert found["few_complete"] == {"battery": "Needs", "complete": 250, "answered": 450}


def test_more_factors_than_the_items_determine_are_not_kept() -> None:
    # Two pairs: parallel analysis sees two dimensions, four items determine one factor.
    answers = planted_answers(500, 2, 2, loading=0.9, phi=0.0)
    found = factor(one_battery(answers), FactorPlan(), SEED)
    assert found.batteries[0].k == 1
    assert codes(found)["fewer_factors"] == {"battery": "Needs", "suggested": 2, "kept": 1}


def test_an_item_that_is_explained_completely_is_named() -> None:
    # r12 r13 / r23 = 1.125: the communality of the first item would have to be above 1.
    correlations = np.array([[1.0, 0.75, 0.75], [0.75, 1.0, 0.5], [0.75, 0.5, 1.0]])
    rows = np.random.default_rng(6).standard_normal((2000, 3)) @ np.linalg.cholesky(correlations).T
    answers = np.clip(np.rint(4 + 1.4 * rows), 1, 7)
    found = factor(one_battery(answers), FactorPlan(), SEED)
    assert codes(found) == {"improper_solution": {"battery": "Needs", "items": "needs_1"}}


def test_a_questionnaire_without_such_batteries_has_no_factors() -> None:
    questionnaire = make_questionnaire({"usage": 4}, roles={"usage": "behavioural"})
    sample = make_sample(make_responses(questionnaire, {"usage": np.ones((30, 4))}))
    assert codes(factor(sample, FactorPlan(), SEED)) == {"no_factor_batteries": {}}


def test_everything_that_the_plan_names_in_vain_is_told_at_once() -> None:
    plan = FactorPlan(
        batteries=("needs", "atitudes"), drop=("needs_99",), number={"habits": 2, "needs": 7}, names={"mood.F1": "x"}
    )
    with pytest.raises(ResearchError) as caught:
        factor(two_batteries(), plan, SEED)
    told = [fault.message for fault in caught.value.faults]
    assert [message.split("`")[1] for message in told] == [
        "factors.batteries",
        "factors.drop",
        "factors.number",
        "factors.names",
        "factors.number",
    ]
    assert caught.value.faults[0].remedy == "did you mean `attitudes`?"
    assert "at most 4 factors" in caught.value.faults[-1].why


def test_names_for_factors_that_were_not_found_list_those_that_were() -> None:
    with pytest.raises(ResearchError, match=r"needs\.F3") as caught:
        factor(two_batteries(), FactorPlan(names={"needs.F1": "Planet", "needs.F3": "Health"}), SEED)
    (fault,) = caught.value.faults
    assert "needs.F1, needs.F2, attitudes.F1, attitudes.F2" in fault.found


def test_two_factors_of_one_name_are_refused() -> None:
    with pytest.raises(ResearchError, match=r"one name to needs\.F1, needs\.F2"):
        factor(two_batteries(), FactorPlan(names={"needs.F1": "Planet", "needs.F2": " planet "}), SEED)


def test_names_are_the_study_s_or_the_strongest_item_s(planted: np.ndarray) -> None:
    labels = {f"needs_{i + 1}": f"Statement number {i + 1}" for i in range(12)}
    sample = one_battery(planted, labels=labels)
    (battery,) = factor(sample, FactorPlan(names={"needs.F2": " Planet first "}), SEED).batteries
    strongest = [labels[battery.items[i]] for i in battery.pattern.argmax(axis=0)]
    assert battery.names == (strongest[0], "Planet first", strongest[2])
    assert battery.named_by == ("suggested", "study", "suggested")


def test_suggested_names_are_short_and_unlike_each_other() -> None:
    pattern = np.array([[0.8, 0.7], [0.7, 0.1], [0.1, 0.6]])
    assert suggested_names(pattern, ["Price", "Taste", "Ease"], [False] * 3, []) == ("Price", "Ease")
    assert suggested_names(pattern, ["Price"] * 3, [False] * 3, ["price"]) == ("Price 2", "Price 3")
    long = "Knowing exactly where every single ingredient of my food comes from"
    (name,) = suggested_names(np.array([[0.8]]), [long], [False], [])
    assert len(name) <= LONGEST
    assert name == "Knowing exactly where every single…"
    two = np.array([[0.8], [0.7]])
    assert suggested_names(two, [long, "Known ingredients"], [False] * 2, []) == ("Known ingredients",)


def test_an_item_that_runs_against_its_factor_is_told_as_its_opposite() -> None:
    labels, signs = ["I plan my meals", "I decide in the shop"], np.array([[-0.5], [0.8]])
    assert suggested_names(signs, labels, [False, False], []) == ("I decide in the shop",)
    assert suggested_names(np.abs(signs), labels, [False, True], []) == ("I plan my meals",)
    assert suggested_names(np.abs(signs), labels, [True, True], []) == ("not: I decide in the shop",)
    assert suggested_names(np.array([[0.1], [-0.8]]), labels, [True, True], []) == ("I decide in the shop",)


def test_a_text_without_blanks_is_cut_within() -> None:
    assert shortened("x" * 50) == "x" * (LONGEST - 1) + "…"
    assert shortened("  two \n words ") == "two words"


def test_every_caveat_has_its_sentence(planted: np.ndarray) -> None:
    samples = [one_battery(np.column_stack([planted, np.full(500, 4.0)])), one_battery(planted[:19])]
    for sample in samples:
        for caveat in factor(sample, FactorPlan(), SEED).caveats:
            assert CAVEATS[caveat.code].format(**caveat.figures)


def test_a_plan_reads_from_yaml_and_refuses_what_it_does_not_know() -> None:
    text = "batteries: [needs]\nnumber: {needs: 2}\nnames: {needs.F1: Planet}\nmin_answered: 0.5\n"
    assert parse(text, FactorPlan, "study.yaml").value == FactorPlan(
        batteries=("needs",), number={"needs": 2}, names={"needs.F1": "Planet"}, min_answered=0.5
    )
    assert parse("number: 3", FactorPlan, "study.yaml").value.number == 3
    for bad in ("rotate: oblimin", "rotation: quartimax", "number: 0", "min_answered: 0", "number: {needs: many}"):
        with pytest.raises(ResearchError):
            parse(bad, FactorPlan, "study.yaml")


@bfi.needs_bfi
def test_the_bfi_battery_gives_the_factors_of_psych() -> None:
    frame, oracle = bfi.items(), bfi.oracle()
    questionnaire: Questionnaire = make_questionnaire({"bfi": list(frame)}, scale=make_scale(6))
    sample = make_sample(make_responses(questionnaire, {"bfi": frame.to_numpy()}))
    solution = factor(sample, FactorPlan(), SEED)
    (battery,) = solution.batteries
    assert (battery.k, battery.n, len(solution.ids)) == (5, 2436, 2800)
    match = congruence(np.array(oracle["fits"]["minres_oblimin"]["loadings"]), battery.pattern)
    assert match.matched.min() > 0.99999
    assert [battery.alpha_items, battery.named_by] == [(5,) * 5, ("suggested",) * 5]
    np.testing.assert_allclose(battery.alpha[match.order], [oracle["alpha"][s] for s in "NECAO"], atol=1e-6)
    assert battery.kmo == pytest.approx(oracle["kmo"], abs=1e-5)
    keyed = make_questionnaire({"bfi": list(frame)}, scale=make_scale(6), reversed=oracle["reversed"])
    reversed_sample = replace(sample, responses=replace(sample.responses, questionnaire=keyed))
    turned = factor(reversed_sample, FactorPlan(), SEED).batteries[0]
    signs = np.where(np.isin(battery.items, oracle["reversed"]), -1.0, 1.0)[:, None]
    assert np.abs(congruence(battery.pattern * signs, turned.pattern).matched).min() > 0.99999
