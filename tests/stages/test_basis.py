"""The basis and its recipe: the same values for anyone, and no outcome in it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.basis import Basis
from research.domain.conditions import parse_condition
from research.domain.factors import FactorSolution
from research.domain.questionnaire import Bands, Flag, Variable
from research.domain.sample import Sample
from research.errors import ResearchError
from research.stages.basis import BasisPlan, build_basis, rebuild_basis
from research.stages.factors import FactorPlan, factor
from research.wording.notes_en import CAVEATS
from research.yaml_source import parse
from tests.factories import make_questionnaire, make_responses, make_sample, make_scale, planted_answers

N = 300
NO_OUTCOMES: frozenset[str] = frozenset()
SAME = 1e-12
"""The same formula, summed in another order where rows are taken apart."""
NEARLY = 1e-10
"""The same by another route: the recipe's promise."""
ATTITUDES = tuple(f"attitudes_{i + 1}" for i in range(4))


def survey(weights: np.ndarray | None = None, gaps: bool = False, **answers: np.ndarray) -> Sample:
    rng = np.random.default_rng(20)
    questionnaire = make_questionnaire(
        {"needs": 8, "attitudes": 4, "usage": 3},
        roles={"needs": "needs", "usage": "behavioural", "bought": "outcome"},
        scale=make_scale(7),
        reversed=["attitudes_2"],
        multiple={"media": ["Instagram", "Radio", "Mail", "None"], "bought": ["A", "B"]},
        ordinal={"freq": 5},
        nominal={"sex": ["Male", "Female"]},
        numeric=["age"],
    )
    flag = Flag("buyer", parse_condition("bought any [bought_1]"))
    bands = Bands("often", "freq", ((1, 3), (4, 5)))
    derived = {name: Variable(name, name, "nominal", "outcome", {0: "No", 1: "Yes"}) for name in ("buyer", "often")}
    questionnaire = replace(
        questionnaire, variables={**questionnaire.variables, **derived}, flags=(flag,), bands=(bands,)
    )
    given = {
        "needs": planted_answers(N, 2, 4, seed=1),
        "attitudes": planted_answers(N, 1, 4, seed=2),
        "usage": planted_answers(N, 1, 3, seed=3),
        "media": rng.integers(0, 2, (N, 4)).astype(float),
        "bought": rng.integers(0, 2, (N, 2)).astype(float),
        "freq": rng.integers(1, 6, N).astype(float),
        "sex": rng.integers(1, 3, N).astype(float),
        "age": rng.integers(18, 80, N).astype(float),
        **answers,
    }
    if gaps:
        given["needs"][:40, 2] = np.nan
        given["needs"][40:50, :5] = np.nan
        given["attitudes"][50:53] = np.nan
    return make_sample(make_responses(questionnaire, given), weights)


@pytest.fixture(scope="module")
def sample() -> Sample:
    return survey(gaps=True)


@pytest.fixture(scope="module")
def factors(sample: Sample) -> FactorSolution:
    return factor(sample, FactorPlan(), 1)


@pytest.fixture(scope="module")
def together(sample: Sample) -> FactorSolution:
    return factor(sample, FactorPlan(together=True), 1)


@pytest.fixture(scope="module")
def without_gaps() -> tuple[Sample, FactorSolution]:
    sample = survey()
    return sample, factor(sample, FactorPlan(), 1)


def built(sample: Sample, factors: FactorSolution | None, **settings) -> Basis:
    return build_basis(sample, BasisPlan(**settings), factors, NO_OUTCOMES)


def codes(basis: Basis) -> dict[str, dict]:
    return {caveat.code: dict(caveat.figures) for caveat in basis.caveats}


def test_factor_scores_are_those_of_the_factor_solution(sample: Sample, factors: FactorSolution) -> None:
    basis = built(sample, factors)
    placed = ~np.isnan(factors.scores).any(axis=1)
    assert basis.recipe.columns == factors.keys
    assert basis.recipe.labels == factors.names
    assert basis.recipe.kinds == ("numeric",) * 3
    np.testing.assert_allclose(basis.values[placed], factors.scores[placed], atol=SAME)
    assert np.isnan(basis.values[~placed]).all()


def test_weights_of_factor_scores_are_block_diagonal(sample: Sample, factors: FactorSolution) -> None:
    recipe = built(sample, factors).recipe
    first, second = factors.batteries
    np.testing.assert_array_equal(recipe.weights[:8, :2], first.score_weights)
    np.testing.assert_array_equal(recipe.weights[8:, 2:], second.score_weights)
    assert (recipe.weights[:8, 2:] == 0).all()
    assert (recipe.weights[8:, :2] == 0).all()


@pytest.mark.parametrize("use", ["factor_scores", "standardised", "items"])
@pytest.mark.parametrize("balance", ["none", "batteries"])
def test_the_recipe_makes_the_same_values_again(
    sample: Sample, factors: FactorSolution, use: str, balance: str
) -> None:
    basis = built(sample, factors, use=use, balance=balance, questions=("media", "freq"))
    np.testing.assert_array_equal(basis.recipe.apply(sample.responses), basis.values)
    for rows in (np.arange(N) % 7 == 3, np.arange(N) == 5):
        np.testing.assert_allclose(basis.recipe.apply(sample.responses.rows(rows)), basis.values[rows], atol=SAME)


def test_a_later_sample_gets_the_values_of_the_first_recipe(sample: Sample, factors: FactorSolution) -> None:
    first = built(sample, factors, use="items")
    rows = np.arange(N) >= 40
    weights = np.full(rows.sum(), 2.0)
    later = rebuild_basis(first.recipe, Sample(sample.responses.rows(rows), weights, sample.weighting))
    np.testing.assert_array_equal(later.values, first.values[rows])
    np.testing.assert_array_equal(later.weights, weights)
    assert np.isnan(later.values).any(axis=1).sum() == 13 and not codes(later)


def test_items_are_the_keyed_answers(sample: Sample, factors: FactorSolution) -> None:
    basis = built(sample, factors, use="items")
    answers = sample.responses.keyed(basis.recipe.items)
    complete = ~np.isnan(answers).any(axis=1)
    np.testing.assert_array_equal(basis.values[complete], answers[complete])
    assert basis.recipe.items[9] == "attitudes_2"
    np.testing.assert_array_equal(basis.values[complete, 9], 8 - sample.responses.given(["attitudes_2"])[complete, 0])
    assert basis.recipe.labels[9] == "not: Item attitudes_2"


def test_standardised_items_have_mean_zero_and_variance_one_under_the_weights() -> None:
    weights = np.random.default_rng(1).uniform(0.5, 2.0, N)
    sample = survey(weights)
    basis = built(sample, None, use="standardised", questions=("freq", "media"))
    np.testing.assert_allclose(np.average(basis.values, axis=0, weights=weights), 0.0, atol=1e-10)
    np.testing.assert_allclose(np.average(basis.values**2, axis=0, weights=weights), 1.0, atol=1e-10)
    np.testing.assert_array_equal(basis.weights, sample.weights)
    unweighted = built(sample.unweighted(), None, use="standardised", questions=("freq", "media"))
    assert np.abs(unweighted.values - basis.values).max() > 1e-3


def test_gaps_are_filled_from_the_other_answers_but_no_battery_is_filled_whole(
    sample: Sample, factors: FactorSolution
) -> None:
    basis = built(sample, factors, use="standardised")
    keyed = sample.responses.keyed(basis.recipe.items[:8])
    complete = ((keyed - basis.recipe.centre[:8]) / basis.recipe.spread[:8])[50:]
    others = np.delete(np.arange(8), 2)
    design = np.column_stack([np.ones(len(complete)), complete[:, others]])
    slopes = np.linalg.lstsq(design, complete[:, 2], rcond=None)[0]
    expected = np.column_stack([np.ones(40), basis.values[:40, others]]) @ slopes
    np.testing.assert_allclose(basis.values[:40, 2], expected, atol=NEARLY)
    assert np.isnan(basis.values[40:53]).all()
    assert not np.isnan(basis.values[53:]).any()
    assert codes(basis)["gaps_filled"] == {"respondents": 40, "of": N - 13}
    lenient = built(sample, factors, use="standardised", min_answered=0.3)
    assert np.isnan(lenient.values).any(axis=1).sum() == 3


def test_gaps_are_filled_with_the_mean_where_too_few_answered_all_or_items_share_no_scale() -> None:
    sample = survey(gaps=True)
    few = Sample(sample.responses.rows(np.arange(N) < 129), sample.weights[:129], sample.weighting)
    assert (built(few, None, use="standardised").values[:40, 2] == 0.0).all()
    enough = Sample(sample.responses.rows(np.arange(N) < 130), sample.weights[:130], sample.weighting)
    assert (built(enough, None, use="standardised").values[:40, 2] != 0.0).all()
    media = np.random.default_rng(1).integers(0, 2, (N, 4)).astype(float)
    media[:30, 0] = np.nan
    asked = built(survey(media=media), None, use="standardised", questions=("media", "freq"), min_answered=0.5)
    assert (asked.values[:30, asked.recipe.columns.index("media_1")] == 0.0).all()


def test_centred_items_are_differences_from_the_respondents_own_mean() -> None:
    sample = survey()
    basis = built(sample, None, use="items", centre="person", questions=("freq",))
    given = sample.responses.given(ATTITUDES)
    expected = (given - given.mean(axis=1, keepdims=True)) * [1, -1, 1, 1]
    np.testing.assert_allclose(basis.values[:, 8:12], expected, atol=SAME)
    np.testing.assert_allclose(basis.values[:, :8].sum(axis=1), 0.0, atol=SAME)
    np.testing.assert_array_equal(basis.values[:, 12], sample.responses.given(["freq"])[:, 0])
    assert basis.recipe.centred == ("needs",) * 8 + ("attitudes",) * 4 + ("",)
    assert codes(basis)["centred_basis"] == {"batteries": "needs, attitudes"}
    standardised = built(sample, None, use="standardised", centre="person")
    z_scores = (expected - expected.mean(axis=0)) / expected.std(axis=0)
    np.testing.assert_allclose(standardised.values[:, 8:], z_scores, atol=SAME)
    assert "centred_basis" not in codes(built(sample, None, use="items"))


@pytest.mark.parametrize("gaps", [False, True])
def test_whoever_answers_higher_throughout_has_the_same_centred_basis(gaps: bool) -> None:
    low = survey(gaps=gaps, needs=np.minimum(planted_answers(N, 2, 4, seed=1), 6))
    codes_ = dict(low.responses.codes)
    for item in (f"needs_{i + 1}" for i in range(8)):
        codes_[item] = np.where(codes_[item] > 0, codes_[item] + 1, codes_[item]).astype(np.int16)
    high = replace(low, responses=replace(low.responses, codes=codes_))
    for use in ("standardised", "items"):
        recipe = built(low, None, use=use, centre="person").recipe
        np.testing.assert_allclose(recipe.apply(high.responses), recipe.apply(low.responses), atol=NEARLY)


def test_items_that_do_not_differ_once_they_are_centred_are_left_out() -> None:
    lines = np.repeat(np.random.default_rng(2).integers(1, 8, (N, 1)), 3, axis=1).astype(float)
    sample = survey(usage=lines)
    basis = built(sample, None, use="items", batteries=("needs", "usage"), centre="person")
    assert basis.recipe.items == tuple(f"needs_{i + 1}" for i in range(8))
    assert codes(basis)["constant_columns"] == {"items": "usage_1, usage_2, usage_3"}
    uncentred = built(sample, None, use="items", batteries=("usage",))
    assert uncentred.recipe.items == ("usage_1", "usage_2", "usage_3")


def test_a_constant_item_takes_no_part_in_the_mean() -> None:
    usage = planted_answers(N, 1, 4)[:, :3]
    questionnaire = make_questionnaire({"usage": 4}, scale=make_scale(7))
    sample = make_sample(make_responses(questionnaire, {"usage": np.column_stack([np.full(N, 7.0), usage])}))
    basis = built(sample, None, use="items", centre="person", batteries=("usage",))
    np.testing.assert_allclose(basis.values, usage - usage.mean(axis=1, keepdims=True), atol=SAME)


def test_batteries_too_short_to_be_centred_stay_as_they_are() -> None:
    questionnaire = make_questionnaire({"short": 2, "long": 3}, scale=make_scale(7))
    answers = {"short": planted_answers(N, 1, 2), "long": planted_answers(N, 1, 3)}
    sample = make_sample(make_responses(questionnaire, answers))
    basis = built(sample, None, use="items", centre="person")
    np.testing.assert_array_equal(basis.values[:, :2], answers["short"])
    assert codes(basis)["too_short_to_centre"] == {"batteries": "short", "needed": 3}
    assert codes(basis)["centred_basis"] == {"batteries": "long"}


def test_scores_are_centred_as_their_factors_are(sample: Sample, factors: FactorSolution) -> None:
    with pytest.raises(ResearchError, match=r"centred within persons\n.*needs, attitudes(.|\n)*factors.centre: person"):
        built(sample, factors, centre="person")
    centred = factor(sample, FactorPlan(centre="person"), 1)
    for wish in ("none", "person"):
        basis = built(sample, centred, centre=wish)
        placed = ~np.isnan(centred.scores).any(axis=1)
        np.testing.assert_allclose(basis.values[placed], centred.scores[placed], atol=SAME)
        assert all(basis.recipe.centred)
        assert "centred_basis" in codes(basis) and "too_short_to_centre" not in codes(basis)
    assert built(sample, factors, use="items", centre="person").recipe.columns[0] == "needs_1"


def test_items_rest_on_the_batteries_and_items_that_were_factored(
    sample: Sample, factors: FactorSolution, together: FactorSolution
) -> None:
    dropped = factor(sample, FactorPlan(batteries=("needs", "usage"), drop=("needs_3",)), 1)
    items = built(sample, dropped, use="items").recipe.items
    assert items == (*(f"needs_{i}" for i in (1, 2, 4, 5, 6, 7, 8)), "usage_1", "usage_2", "usage_3")
    assert built(sample, together, use="items").recipe.items == built(sample, factors, use="items").recipe.items
    roles = built(sample, None, use="items").recipe.items
    assert roles == (*(f"needs_{i + 1}" for i in range(8)), *(f"attitudes_{i + 1}" for i in range(4)))


def test_the_plan_chooses_batteries(sample: Sample, factors: FactorSolution) -> None:
    assert built(sample, factors, batteries=("attitudes",)).recipe.columns == ("attitudes.F1",)
    assert built(sample, factors, use="items", batteries=("usage",)).recipe.items == ("usage_1", "usage_2", "usage_3")


def test_together_is_one_block_of_factor_scores(sample: Sample, together: FactorSolution) -> None:
    basis = built(sample, together)
    placed = ~np.isnan(basis.values).any(axis=1)
    np.testing.assert_allclose(basis.values[placed], together.scores[placed], atol=SAME)


def test_questions_enter_answer_by_answer_without_none_of_these(sample: Sample, factors: FactorSolution) -> None:
    basis = built(sample, factors, use="items", batteries=("usage",), questions=("media", "freq"))
    assert basis.recipe.columns[3:] == ("media_1", "media_2", "media_3", "freq")
    assert basis.recipe.kinds == ("numeric",) * 3 + ("binary",) * 3 + ("numeric",)
    np.testing.assert_array_equal(basis.values[:, 3:], sample.responses.given(basis.recipe.items[3:]))
    standard = built(sample, factors, questions=("media",))
    assert set(standard.recipe.kinds) == {"numeric"} and standard.view == "factor_scores"
    alone = built(sample, None, batteries=(), questions=("media",))
    assert alone.view == "standardised", "no factor takes part, so nobody is told of themes"
    np.testing.assert_allclose(standard.values[53:, 3:].std(axis=0), 1.0, atol=0.05)


@pytest.mark.parametrize("use", ["factor_scores", "standardised", "items"])
def test_balance_gives_every_battery_the_same_variance(use: str, without_gaps: tuple[Sample, FactorSolution]) -> None:
    sample, factors = without_gaps
    basis = built(sample, factors, use=use, questions=("media",), balance="batteries")
    owners = np.array([column.split("_")[0].split(".")[0] for column in basis.recipe.columns])
    totals = [basis.values[:, owners == name].var(axis=0).sum() for name in ("needs", "attitudes", "media")]
    np.testing.assert_allclose(totals, 1.0, atol=1e-10)
    plain = built(sample, factors, use=use, questions=("media",))
    assert np.ptp([plain.values[:, owners == name].var(axis=0).sum() for name in ("needs", "attitudes")]) > 0.5


def test_outcomes_in_the_basis_are_named_each(sample: Sample, factors: FactorSolution) -> None:
    outcomes = frozenset({"needs_2", "attitudes", "media", "freq", "sex"})
    with pytest.raises(ResearchError) as caught:
        build_basis(sample, BasisPlan(questions=("media", "freq")), factors, outcomes)
    found = {fault.message.split("`")[1]: fault.found for fault in caught.value.faults}
    assert found == {
        "needs_2": "found it through needs_2",
        "attitudes": "found it through attitudes_1, attitudes_2, attitudes_3, attitudes_4",
        "media": "found it through media_1, media_2, media_3",
        "freq": "found it through freq",
    }
    assert "by construction" in caught.value.faults[0].why


def test_what_an_outcome_is_made_of_is_the_outcome(sample: Sample, factors: FactorSolution) -> None:
    plan = BasisPlan(questions=("bought", "freq"))
    for outcome, source in (("buyer", "bought_1, bought_2"), ("often", "freq")):
        with pytest.raises(ResearchError, match=f"`{outcome}` is in the basis\n.*through {source}"):
            build_basis(sample, plan, factors, frozenset({outcome}))
    assert build_basis(sample, plan, factors, frozenset({"sex"})).variables >= {"bought_1", "freq"}


def test_constant_columns_are_left_out() -> None:
    sample = survey(usage=np.column_stack([np.full(N, 3.0), np.full(N, np.nan), planted_answers(N, 1, 1)]))
    basis = built(sample, None, use="standardised", batteries=("usage",))
    assert basis.recipe.columns == ("usage_3",)
    assert codes(basis)["constant_columns"] == {"items": "usage_1, usage_2"}


def test_few_respondents_a_column_are_told(sample: Sample, factors: FactorSolution) -> None:
    assert codes(built(sample, factors, use="items"))["small_sample_per_dimension"] == {
        "respondents": N - 13,
        "columns": 12,
        "needed": 840,
    }
    assert "small_sample_per_dimension" not in codes(built(sample, factors))


def test_an_empty_basis_says_what_to_add(sample: Sample) -> None:
    constant = survey(usage=np.full((N, 3), 3.0))
    with pytest.raises(ResearchError, match=r"basis is empty(.|\n)*`basis.use` to `standardised`"):
        built(sample, None)
    with pytest.raises(ResearchError, match=r"basis is empty(.|\n)*the role needs"):
        built(constant, None, use="items", batteries=("usage",))
    assert built(sample, None, questions=("media",)).recipe.columns == ("media_1", "media_2", "media_3")


def test_a_basis_that_nobody_answered_is_refused() -> None:
    usage = planted_answers(N, 1, 3)
    usage[np.arange(N), np.arange(N) % 3] = np.nan
    with pytest.raises(ResearchError, match=r"nobody answered enough(.|\n)*min_answered"):
        built(survey(usage=usage), None, use="items", batteries=("usage",))


def test_everything_that_the_plan_names_in_vain_is_told_at_once(sample: Sample, factors: FactorSolution) -> None:
    plan = BasisPlan(batteries=("need", "usage"), questions=("sex", "age", "fre"))
    with pytest.raises(ResearchError) as caught:
        build_basis(sample, plan, factors, NO_OUTCOMES)
    told = [(fault.message, fault.remedy) for fault in caught.value.faults]
    assert [message for message, _ in told] == [
        "`basis.batteries` names `need`, which is no battery",
        "`basis.questions` names `fre`, which is no question",
        "segments cannot be cut on `sex`",
        "segments cannot be cut on `age`",
    ]
    assert told[0][1] == "did you mean `needs`?"
    with pytest.raises(ResearchError, match="`habits`, which is no battery"):
        built(sample, factors, use="items", batteries=("habits",))


def test_every_caveat_has_its_sentence() -> None:
    sample = survey(gaps=True, usage=np.column_stack([np.full(N, 3.0), planted_answers(N, 1, 2)]))
    basis = built(sample, None, use="items", batteries=("needs", "attitudes", "usage"), centre="person")
    assert set(codes(basis)) == {
        "constant_columns",
        "gaps_filled",
        "small_sample_per_dimension",
        "centred_basis",
        "too_short_to_centre",
    }
    for caveat in basis.caveats:
        assert CAVEATS[caveat.code].format(**caveat.figures)


def test_values_are_sealed(sample: Sample, factors: FactorSolution) -> None:
    basis = built(sample, factors)
    recipe = basis.recipe
    for array in (basis.values, recipe.weights, recipe.fill, recipe.centre, recipe.spread, recipe.covariance):
        assert not array.flags.writeable


def test_a_plan_reads_from_yaml_and_refuses_what_it_does_not_know() -> None:
    text = "use: items\nbatteries: [needs]\nquestions: [media]\nbalance: batteries\ncentre: person\nmin_answered: 1\n"
    assert parse(text, BasisPlan, "study.yaml").value == BasisPlan(
        use="items",
        batteries=("needs",),
        questions=("media",),
        balance="batteries",
        centre="person",
        min_answered=1.0,
    )
    for bad in ("use: scores", "balance: all", "min_answered: 1.1", "centre: true"):
        with pytest.raises(ResearchError):
            parse(bad, BasisPlan, "study.yaml")
