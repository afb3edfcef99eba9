"""The recipe: regression scores of whoever left gaps, within-person centring, and the same values again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.basis import BasisRecipe
from research.domain.centring import keyed_answers
from research.domain.recipe import factor_recipe, joined
from research.domain.responses import NO_ANSWER, Responses
from tests.factories import make_questionnaire, make_responses, make_scale, planted_answers
from tests.results_factory import make_results

P, N = 8, 400
SAME = 1e-10
"""What the recipe promises for the same answers, in any company."""
ITEMS = tuple(f"needs_{i + 1}" for i in range(P))
REVERSED = ("needs_2", "needs_7")


def survey(gaps: float = 0.0, shift: np.ndarray | None = None, seed: int = 1) -> Responses:
    """Two factors of four needs on seven points; two items asked the other way round."""
    answers = planted_answers(N, 2, 4, seed=seed)
    answers[:, [1, 6]] = 8 - answers[:, [1, 6]]
    if shift is not None:
        answers = np.clip(answers + shift[:, None], 1, 7)
    gap = np.random.default_rng(seed + 1).random(answers.shape) < gaps
    asked = make_questionnaire({"needs": P}, scale=make_scale(7), reversed=REVERSED)
    return make_responses(asked, {"needs": np.where(gap, np.nan, answers)})


def regression(responses: Responses, centred: tuple[str, ...] = (), min_answered: float = 0.5) -> BasisRecipe:
    """Regression scores of two factors on complete answers, with the covariance that belongs to them."""
    x = keyed_answers(responses, ITEMS, centred)
    correlations = np.corrcoef(x.T)
    structure = np.repeat(np.eye(2), 4, axis=0) * 0.7 + 0.1
    weights = np.linalg.pinv(correlations, rcond=1e-10) @ structure
    labels = ("F1", "F2")
    return BasisRecipe(
        "factor_scores",
        ITEMS,
        x.mean(0),
        x.mean(0),
        x.std(0),
        weights,
        labels,
        labels,
        ("numeric",) * 2,
        min_answered,
        covariance=np.cov(x.T, ddof=0),
        centred=centred,
    )


def test_scores_of_those_who_left_gaps_are_regression_scores_on_the_items_that_they_answered() -> None:
    whole, gappy = survey(), survey(gaps=0.2)
    recipe = regression(whole)
    values = recipe.apply(gappy)
    x = whole.keyed(ITEMS)
    z = (gappy.keyed(ITEMS) - x.mean(0)) / x.std(0)
    correlations = np.corrcoef(x.T)
    structure = correlations @ recipe.weights
    placed = ~np.isnan(values[:, 0])
    assert np.isnan(z[placed]).any(axis=1).sum() > 100
    for row, value in zip(z[placed], values[placed], strict=True):
        seen = ~np.isnan(row)
        own = np.linalg.solve(correlations[np.ix_(seen, seen)], structure[seen])
        np.testing.assert_allclose(value, row[seen] @ own, atol=SAME)


def test_complete_rows_do_not_depend_on_the_covariance() -> None:
    whole = survey()
    recipe = regression(whole)
    np.testing.assert_array_equal(recipe.apply(whole), replace(recipe, covariance=None).apply(whole))


def test_without_a_covariance_gaps_are_filled_with_the_mean() -> None:
    gappy = survey(gaps=0.2)
    recipe = replace(regression(survey()), covariance=None)
    x = gappy.keyed(ITEMS)
    filled = np.where(np.isnan(x), recipe.fill, x)
    placed = (~np.isnan(x)).mean(axis=1) >= 0.5
    np.testing.assert_allclose(
        recipe.apply(gappy)[placed], (((filled - recipe.centre) / recipe.spread) @ recipe.weights)[placed], atol=SAME
    )


@pytest.mark.parametrize("centred", [(), ("needs",) * P, ("one",) * 4 + ("two",) * 4, ("one",) * 5 + ("",) * 3])
def test_everyone_gets_the_same_values_in_any_company(
    centred: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    gappy = survey(gaps=0.2)
    recipe = regression(survey(), centred)
    values = recipe.apply(gappy)
    np.testing.assert_allclose(recipe.apply(gappy), values, atol=SAME)
    for i in range(0, N, 7):
        alone = recipe.apply(gappy.rows(np.arange(N) == i))
        np.testing.assert_allclose(alone, values[i : i + 1], atol=SAME)
    monkeypatch.setattr("research.domain.basis.ROWS_AT_ONCE", 33)
    np.testing.assert_allclose(recipe.apply(gappy), values, atol=SAME)


def test_whoever_answers_higher_throughout_gets_the_same_centred_scores() -> None:
    shift = np.random.default_rng(5).integers(0, 2, N).astype(float)
    low = survey(gaps=0.15)
    codes = {name: np.minimum(column, 6) for name, column in low.codes.items()}
    high = {name: np.where(column > 0, column + shift, column).astype(np.int16) for name, column in codes.items()}
    low, raised = replace(low, codes=codes), replace(low, codes=high)
    recipe = regression(survey(), ("needs",) * P)
    np.testing.assert_allclose(recipe.apply(raised), recipe.apply(low), atol=SAME)
    uncentred = regression(survey())
    assert np.nanmax(np.abs(uncentred.apply(raised) - uncentred.apply(low))) > 0.1


def test_complete_centred_rows_are_the_centred_answers_weighted() -> None:
    whole = survey()
    recipe = regression(whole, ("needs",) * P)
    x = whole.scored(ITEMS)
    signs = np.where([item in REVERSED for item in ITEMS], -1.0, 1.0)
    centred = (x - x.mean(axis=1, keepdims=True)) * signs
    expected = ((centred - centred.mean(0)) / centred.std(0)) @ recipe.weights
    np.testing.assert_allclose(recipe.apply(whole), expected, atol=SAME)


def test_the_level_of_whoever_skips_a_popular_item_is_mended_as_well() -> None:
    """Without the item that everyone agrees with his mean is too low, and every other answer looks too high."""
    answers = np.clip(planted_answers(N, 2, 4, seed=3) + np.array([2, 0, 0, 0, -1, -1, 0, 0]), 1, 7)
    asked = make_questionnaire({"needs": P}, scale=make_scale(7))
    whole = make_responses(asked, {"needs": answers})
    skipped = make_responses(asked, {"needs": np.column_stack([np.full(N, np.nan), answers[:, 1:]])})
    recipe = replace(regression(whole, ("needs",) * P), weights=np.eye(P), columns=ITEMS, spread=np.ones(P))
    truth = recipe.apply(whole)
    mended, plain = (recipe.apply(skipped) - truth, replace(recipe, covariance=None).apply(skipped) - truth)
    np.testing.assert_allclose(mended.mean(axis=0), 0.0, atol=SAME)
    assert plain.mean(axis=0)[1:].min() > 0.2
    assert (mended**2).mean() < 0.6 * (plain**2).mean()


def test_a_group_without_any_answer_places_nobody() -> None:
    gappy = survey()
    codes = {name: column.copy() for name, column in gappy.codes.items()}
    for item in ITEMS[:2]:
        codes[item][:9] = NO_ANSWER
    recipe = regression(survey(), ("one",) * 2 + ("two",) * 6)
    assert np.isnan(recipe.apply(replace(gappy, codes=codes))).all(axis=1).sum() == 9


def test_a_minimum_holds_in_every_block() -> None:
    gappy = survey()
    codes = {name: column.copy() for name, column in gappy.codes.items()}
    for item in ITEMS[:3]:
        codes[item][:9] = NO_ANSWER
    gappy = replace(gappy, codes=codes)
    recipe = regression(survey())
    assert not np.isnan(recipe.apply(gappy)).any()
    blocks = replace(recipe, blocks=("a",) * 4 + ("b",) * 4)
    assert np.isnan(blocks.apply(gappy)).all(axis=1).sum() == 9


def test_joined_recipes_give_the_columns_of_each() -> None:
    whole, gappy = survey(), survey(gaps=0.1)
    first = replace(regression(whole, ("needs",) * P), blocks=("a",) * P)
    other = replace(regression(whole), items=ITEMS, blocks=("b",) * P, covariance=None)
    both = joined([first, other])
    assert both.columns == ("F1", "F2", "F1", "F2")
    assert both.centred == ("needs",) * P + ("",) * P
    np.testing.assert_allclose(both.apply(gappy), np.hstack([first.apply(gappy), other.apply(gappy)]), atol=SAME)


def test_the_recipe_of_factors_takes_over_how_they_were_made() -> None:
    battery = make_results().factors.batteries[0]
    recipe = factor_recipe(battery, 0.6)
    np.testing.assert_array_equal(recipe.weights, battery.score_weights)
    np.testing.assert_array_equal(recipe.covariance, battery.covariance)
    assert recipe.min_answered == 0.6 and recipe.centred == () and recipe.columns == battery.keys
    centred = factor_recipe(replace(battery, centred=("scale7",) * len(battery.items)), 0.6)
    assert set(centred.centred) == {"needs scale7"}
