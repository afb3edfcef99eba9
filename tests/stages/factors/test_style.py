"""How much of a factor is agreeing with whatever is asked."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.measurement import FactorStyle
from research.stages.factors import FactorPlan, factor
from research.stages.factors.diagnosing import scales_of
from research.stages.factors.style import factor_style
from research.stats.factoring import fit_factors
from tests.batteries import EXACT, SEED, evidence_of, groups_of, latent_answers, one_battery, only, seven_points, usable

ROUNDED = 0.1
"""Of a share: rounding and the ends of the scale, and 2,000 respondents."""
AGREEING = 0.5
"""Standard deviation of acquiescence, in points of the scale."""


def style_of(reversed: int, agreeing: float = AGREEING, centre: str = "none") -> tuple[FactorStyle, float]:
    """Of the mean of six items of which `reversed` are asked the other way round; and the share planted."""
    signs = np.where(np.arange(6) < reversed, -1.0, 1.0)
    latent = latent_answers(2000, groups_of(6), seed=3) * signs
    shift = agreeing * np.random.default_rng(4).standard_normal((2000, 1))
    names = [f"needs_{i + 1}" for i in range(reversed)]
    plan = FactorPlan(centre=centre)
    found = usable(one_battery(seven_points(latent, shift), reversed=names), plan)
    pattern = fit_factors(evidence_of(found, plan).matrix, 1).pattern
    weights = np.full((6, 1), 1 / 6)
    if centre == "none":
        assert scales_of(pattern) == [list(range(6))]
    variance = float((found.answers @ weights).var())
    (style,) = factor_style(found, signs, pattern, weights, ("needs.F1",), [list(range(6))])
    return style, float((signs @ weights)[0] ** 2 * agreeing**2 / variance)


@pytest.mark.parametrize(("reversed", "balance"), [(0, 0.0), (1, 1 / 3)])
def test_what_agreeing_contributes_cannot_be_known_of_items_in_one_direction(reversed: int, balance: float) -> None:
    style, planted = style_of(reversed)
    assert planted > 0.05
    assert style.balance == pytest.approx(balance)
    assert np.isnan(style.share)


@pytest.mark.parametrize("agreeing", [0.5, 0.7])
def test_the_planted_share_is_found_where_items_are_asked_both_ways(agreeing: float) -> None:
    style, planted = style_of(2, agreeing)
    assert style.balance == pytest.approx(2 / 3)
    assert style.share == pytest.approx(planted, rel=2 * ROUNDED)
    assert planted > 0.015


def test_as_many_items_either_way_cancel_it() -> None:
    style, _ = style_of(3)
    assert style.balance == 1.0
    assert style.share == pytest.approx(0.0, abs=0.005)


def test_nobody_agreeing_more_leaves_no_share() -> None:
    style, _ = style_of(2, agreeing=0.0)
    assert style.share == pytest.approx(0.0, abs=0.002)


def test_centred_scores_hold_none() -> None:
    style, _ = style_of(2, centre="person")
    assert style.share == pytest.approx(0.0, abs=1e-12)


def test_a_weight_of_two_is_answering_twice() -> None:
    # The second half agrees more or less than the first, and counts for more.
    signs, scores = np.array([-1.0, -1.0, 1.0, 1.0, 1.0, 1.0]), np.full((6, 1), 1 / 6)
    spread = np.repeat([0.2, 0.8], 500)[:, None] * np.random.default_rng(4).standard_normal((1000, 1))
    answers = seven_points(latent_answers(1000, groups_of(6), seed=3) * signs, spread)
    weights = np.repeat([1, 3], 500)
    names = ["needs_1", "needs_2"]
    shares = []
    for sample in (
        one_battery(answers, weights, reversed=names),
        one_battery(np.repeat(answers, weights, axis=0), reversed=names),
        one_battery(answers, reversed=names),
    ):
        found = usable(sample)
        pattern = fit_factors(evidence_of(found).matrix, 1).pattern
        shares.append(factor_style(found, signs, pattern, scores, ("F1",), [list(range(6))])[0].share)
    assert shares[0] == pytest.approx(shares[1], abs=EXACT)
    assert shares[0] > 1.2 * shares[2]


def test_the_share_is_that_of_the_scores_on_the_answers_as_they_are() -> None:
    # Items of which some use more of the scale: their part in the score is not their weight on standardised answers.
    signs = np.where(np.arange(6) < 2, -1.0, 1.0)
    latent = latent_answers(60, groups_of(6), seed=3) * signs * np.array([0.5, 1, 1, 1.6, 0.5, 1.6])
    sample = one_battery(seven_points(latent), reversed=["needs_1", "needs_2"])
    battery = only(factor(sample, FactorPlan(number=1), SEED))
    weights = battery.score_weights / battery.sds[:, None]
    scales = scales_of(battery.pattern)
    (expected,) = factor_style(usable(sample), signs, battery.pattern, weights, battery.keys, scales)
    assert battery.style[0].share == pytest.approx(expected.share, abs=EXACT)
    (other,) = factor_style(usable(sample), signs, battery.pattern, battery.score_weights, battery.keys, scales)
    assert abs(other.share - expected.share) > 1e-4
