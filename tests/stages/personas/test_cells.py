"""Every figure of a statement follows from the cells it stands on, and flips with the data."""

from __future__ import annotations

import math

import numpy as np
import pytest

from research.stats.proportions import critical_z, wilson_interval
from tests.persona_factory import N, answers, portrayed, share, statements, top

EXACT = 1e-9
"""Arithmetic on the same cells."""
SINGLES = 1e-6
"""Numbers are stored as float32."""


def test_value_market_and_everyone_else_are_told_together() -> None:
    radio = statements(portrayed(answers(media=np.column_stack([share(0.7, 0.3)] * 2))).personas[0])["Radio"]
    assert radio.value == pytest.approx(0.7, abs=EXACT)
    assert radio.market == pytest.approx(0.5, abs=EXACT)
    assert radio.rest == pytest.approx(0.3, abs=EXACT)
    assert radio.difference == pytest.approx(0.2, abs=EXACT)
    assert (radio.base, radio.effective_base) == (N // 2, N // 2)
    assert (radio.low, radio.high) == pytest.approx([float(end) for end in wilson_interval(0.7, N // 2)])


def test_flipping_the_data_flips_the_words() -> None:
    one = portrayed(answers(media=np.column_stack([share(0.7, 0.3), share(0.3, 0.3)])))
    other = portrayed(answers(media=np.column_stack([share(0.3, 0.7), share(0.3, 0.3)])))
    assert [statements(persona)["Radio"].comparison for persona in one.personas] == ["far_more", "far_less"]
    assert [statements(persona)["Radio"].comparison for persona in other.personas] == ["far_less", "far_more"]


def test_everyone_else_is_what_the_total_holds_beyond_the_segment_when_weighted() -> None:
    given = answers(media=np.column_stack([share(0.7, 0.3)] * 2))
    weights = np.tile([1.0, 3.0], N // 2)
    radio = statements(portrayed(given, weights=weights).personas[0])["Radio"]
    chosen, first = share(0.7, 0.3) == 1, np.arange(N) < N // 2
    assert radio.value == pytest.approx(np.average(chosen[first], weights=weights[first]), abs=EXACT)
    assert radio.rest == pytest.approx(np.average(chosen[~first], weights=weights[~first]), abs=EXACT)
    assert radio.market == pytest.approx(np.average(chosen, weights=weights), abs=EXACT)
    assert radio.effective_base == pytest.approx(weights[first].sum() ** 2 / (weights[first] ** 2).sum())


def test_means_differ_in_standard_deviations_of_the_market() -> None:
    age = 30 + 20 * share(0.8, 0.2)
    old = statements(portrayed(answers(age=age, age_band=1 + share(0.5, 0.5))).personas[0])["Age"]
    assert old.statistic == "mean"
    assert old.value == pytest.approx(46, abs=SINGLES)
    assert old.difference == pytest.approx(6 / age.std(), abs=SINGLES)
    assert old.comparison == "far_more"
    reach = critical_z(95) * age[: N // 2].std() / math.sqrt(N // 2)
    assert (old.low, old.high) == pytest.approx((46 - reach, 46 + reach), abs=1e-4)


def test_rows_of_the_basis_define_and_carry_no_test() -> None:
    given = answers(
        needs=np.column_stack([top(0.7, 0.3), top(0.5, 0.5)]), attitudes=np.column_stack([top(0.7, 0.3)] * 2)
    )
    told = statements(portrayed(given).personas[0])
    assert told["Is quick"].defines and told["Is quick"].comparison == "far_more"
    assert not told["Item attitudes_1"].defines


def test_what_is_derived_from_the_basis_defines_too() -> None:
    told = statements(portrayed(answers(buyer=share(0.7, 0.3))).personas[0])
    assert told["Bought it"].defines
    elsewhere = portrayed(answers(buyer=share(0.7, 0.3)), basis=("attitudes_1", "attitudes_2"))
    assert not statements(elsewhere.personas[0])["Bought it"].defines


def test_a_flag_speaks_by_its_yes_and_is_called_by_its_title() -> None:
    bought = statements(portrayed(answers(buyer=share(0.7, 0.3))).personas[1])["Bought it"]
    assert (bought.row, bought.question, bought.comparison) == ("1", "Bought it", "far_less")


def test_small_segments_have_nothing_said_of_them_and_it_is_told() -> None:
    small = portrayed(answers(n=40, media=np.column_stack([share(1, 0, 40)] * 2)), n=40)
    assert [persona.statements for persona in small.personas] == [(), ()]
    assert {caveat.code for caveat in small.caveats} >= {"persona_too_small"}


def test_of_how_many_a_statement_is_true_is_counted_in_the_answers() -> None:
    age = 30 + 20 * share(0.8, 0.2)
    given = answers(age=age, age_band=1 + share(0.5, 0.5), media=np.column_stack([share(0.7, 0.3), share(0.3, 0.3)]))
    weights = np.tile([1.0, 3.0], N // 2)
    one, other = (statements(persona) for persona in portrayed(given, weights=weights).personas)
    first, chosen, old = np.arange(N) < N // 2, share(0.7, 0.3) == 1, age > np.average(age, weights=weights)

    def among(who: np.ndarray, true: np.ndarray) -> float:
        return float(np.average(true[who], weights=weights[who]))

    assert (one["Radio"].true_own, one["Radio"].true_rest) == pytest.approx(
        (among(first, chosen), among(~first, chosen))
    )
    less = other["Radio"]
    assert (less.true_own, less.true_rest) == pytest.approx((among(~first, ~chosen), among(first, ~chosen)))
    assert (one["Age"].true_own, one["Age"].true_rest) == pytest.approx((among(first, old), among(~first, old)))
    assert other["Age"].true_own == pytest.approx(among(~first, ~old))
