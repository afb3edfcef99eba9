"""How much of a factor is agreeing with whatever is asked."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.measurement import FactorStyle
from research.stages.factors import FactorPlan
from research.stages.factors.diagnosing import scales_of
from research.stages.factors.style import factor_style
from research.stats.factoring import fit_factors
from research.stats.moments import sds
from tests.batteries import evidence_of, groups_of, latent_answers, one_battery, seven_points, usable

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


def test_the_share_is_weighted() -> None:
    # Only the heavy half agrees more or less.
    signs = np.array([-1.0, -1.0, 1.0, 1.0, 1.0, 1.0])
    latent = latent_answers(2000, groups_of(6), seed=3) * signs
    shift = np.repeat([1.0, 0.0], 1000)[:, None] * np.random.default_rng(4).standard_normal((2000, 1))
    weights = np.full((6, 1), 1 / 6)
    shares = []
    for heavy in (np.repeat([9.0, 1.0], 1000), np.repeat([1.0, 9.0], 1000)):
        sample = one_battery(seven_points(latent, shift), heavy, reversed=["needs_1", "needs_2"])
        found = usable(sample)
        pattern = fit_factors(evidence_of(found).matrix, 1).pattern
        shares.append(factor_style(found, signs, pattern, weights, ("F1",), [list(range(6))])[0].share)
        assert sds(found.uncentred, found.weights).shape == (6,)
    assert shares[0] > 4 * shares[1]
