"""Centred answers are differences from the respondent's own mean, before anything is reversed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from research.domain.centring import keyed_answers, without_person_means
from research.domain.item_answers import directions
from tests.factories import OFF_SCALE, make_questionnaire, make_responses, make_scale

ROUNDING = 1e-12
"""Sums of a few answers of one digit."""
ITEMS = ("a_1", "a_2", "a_3", "b_1", "b_2", "b_3", "age")
GROUPS = ("a", "a", "a", "b", "b", "b", "")


def responses(a: object, b: object, top: int = 5):
    scale = make_scale(5, top=top)
    asked = make_questionnaire({"a": 3, "b": 3}, scale=scale, reversed=("a_2",), numeric=["age"])
    return make_responses(asked, {"a": a, "b": b, "age": np.full(len(np.asarray(a)), 40.0)})


def test_answers_lose_the_mean_of_their_group_and_reversed_items_change_their_sign() -> None:
    made = responses([[5, 4, 3]], [[1, 2, 3]])
    np.testing.assert_allclose(keyed_answers(made, ITEMS, GROUPS), [[1, 0, -1, -1, 0, 1, 40]], atol=ROUNDING)
    disagreeing = responses([[5, 1, 3]], [[1, 2, 3]])
    np.testing.assert_allclose(keyed_answers(disagreeing, ITEMS[:3], GROUPS[:3]), [[2, 2, 0]], atol=ROUNDING)


def test_only_answers_on_the_scale_count() -> None:
    made = responses([[5, np.nan, 3], [np.nan] * 3], [[OFF_SCALE, 2, 3], [4, OFF_SCALE, np.nan]])
    expected = [[1, np.nan, -1, np.nan, -0.5, 0.5, 40], [np.nan, np.nan, np.nan, 0, np.nan, np.nan, 40]]
    np.testing.assert_allclose(keyed_answers(made, ITEMS, GROUPS), expected, atol=ROUNDING)


def test_the_favourable_end_is_high_whichever_code_it_has() -> None:
    made = responses([[1, 2, 3]], [[5, 4, 3]], top=1)
    np.testing.assert_allclose(keyed_answers(made, ITEMS, GROUPS), [[1, 0, -1, -1, 0, 1, 40]], atol=ROUNDING)


def test_without_groups_they_are_the_keyed_answers() -> None:
    made = responses([[5, 4, 3]], [[1, 2, 3]])
    for none in ((), ("",) * len(ITEMS)):
        np.testing.assert_array_equal(keyed_answers(made, ITEMS, none), made.keyed(ITEMS))


def test_directions_are_those_of_the_questionnaire() -> None:
    asked = responses([[5, 4, 3]], [[1, 2, 3]]).questionnaire
    assert directions(asked, ITEMS).tolist() == [1, -1, 1, 1, 1, 1, 1]


answers = arrays(np.float64, (4, 6), elements=st.one_of(st.integers(1, 7).map(float), st.just(np.nan)))


@given(answers, st.integers(-5, 5))
def test_a_constant_added_to_all_answers_of_a_group_changes_nothing(x: np.ndarray, constant: int) -> None:
    groups = ("a", "b", "a", "b", "a", "")
    centred = without_person_means(x, groups)
    moved = without_person_means(x + constant * np.array([1, 0, 1, 0, 1, 0]), groups)
    np.testing.assert_allclose(moved, centred, atol=ROUNDING)
    np.testing.assert_allclose(np.nansum(centred[:, [0, 2, 4]], axis=1), 0.0, atol=ROUNDING)
    np.testing.assert_array_equal(centred[:, 5], x[:, 5])
