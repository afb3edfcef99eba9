"""Sizes, standing, certainty and plans of a persona."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.naming import PersonaPlan
from research.stats.proportions import wilson_interval
from tests.persona_factory import N, answers, portrayed, top

EXACT = 1e-9


def test_sizes_are_weighted_with_the_interval_of_the_effective_base() -> None:
    weights = np.concatenate([np.full(N // 2, 3.0), np.full(N // 2, 1.0)])
    one, two = portrayed(answers(), weights=weights).personas
    assert one.share == pytest.approx(0.75, abs=EXACT)
    assert one.share + two.share == pytest.approx(1, abs=EXACT)
    low, high = wilson_interval(0.75, weights.sum() ** 2 / (weights**2).sum())
    assert (one.share_low, one.share_high) == pytest.approx((float(low), float(high)))
    assert one.people == pytest.approx(750_000)
    assert one.base == N // 2


def test_where_a_segment_stands_is_told_in_standard_deviations_from_the_market() -> None:
    answered = top(0.8, 0.2)
    one, two = portrayed(answers(needs=np.column_stack([answered, top(0.5, 0.5)]))).personas
    expected = (answered[: N // 2].mean() - answered.mean()) / answered.std()
    assert one.factor_means[0].mean == pytest.approx(expected, abs=EXACT)
    assert two.factor_means[0].mean == pytest.approx(-expected, abs=EXACT)
    assert one.factor_means[0].name == "Is quick"


def test_certainty_is_the_mean_membership_of_the_members() -> None:
    sure = np.linspace(0.5, 0.9, N)
    one, two = portrayed(answers(), memberships=sure).personas
    assert one.certainty == pytest.approx(sure[: N // 2].mean())
    assert two.certainty == pytest.approx(sure[N // 2 :].mean())


def test_plans_are_carried_over_and_open_actions_are_told() -> None:
    plans = {"quick": PersonaPlan(1, "Quick Ones", {"product": "Smaller bag", "sales": None}, True, "Largest")}
    personas = portrayed(answers(), plans=plans)
    one, two = personas.personas
    assert (one.name, one.named_by, one.key) == ("Quick Ones", "study", "quick")
    assert (dict(one.action), one.pursue, one.because) == ({"product": "Smaller bag"}, True, "Largest")
    assert (dict(two.action), two.pursue) == ({}, None)
    assert [caveat.figures for caveat in personas.caveats if caveat.code == "action_open"] == [
        {"name": "Quick Ones", "teams": "brand, media, sales, service"}
    ]
    down = portrayed(answers(), plans={"quick": replace(plans["quick"], pursue=False)})
    assert not [caveat for caveat in down.caveats if caveat.code == "action_open"], "nothing is to be done there"
    open_ = replace(plans["quick"], pursue=None)
    [told] = [c for c in portrayed(answers(), plans={"quick": open_}).caveats if c.code == "action_open"]
    assert told.figures["teams"] == "sales"


def test_the_same_answers_give_the_same_personas() -> None:
    given = answers(needs=np.column_stack([top(0.8, 0.2)] * 2))
    one, other = portrayed(given), portrayed(given)
    assert one.tidy().equals(other.tidy())
    assert one.glance().equals(other.glance())
    assert one.factor_profile().equals(other.factor_profile())
