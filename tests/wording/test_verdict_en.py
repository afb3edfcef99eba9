"""The verdict in words: three kinds, what each rests on, and no more than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from research.domain.segmentation import Segmentation
from research.domain.validation import StyleShare, Validation, Verdict
from research.wording.english import English
from tests.results_factory import make_results

WORDS = English()
NAN = float("nan")


@pytest.fixture(scope="module")
def segmentation() -> Segmentation:
    found = make_results().segmentation
    assert found is not None
    return found


@pytest.fixture(scope="module")
def validation() -> Validation:
    found = make_results().validation
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("natural", "groups that exist in the market"),
        ("reproducible", "not natural: consumers differ by degrees"),
        ("constructed", "a decision of yours, not a discovery"),
    ],
)
def test_each_verdict_says_what_to_do_with_it(
    verdict: Verdict, said: str, segmentation: Segmentation, validation: Validation
) -> None:
    told = WORDS.verdict(segmentation, replace(validation, verdict=verdict))
    assert f"These segments are {verdict}" in told and said in told


def test_where_another_number_of_groups_was_found_it_is_named(
    segmentation: Segmentation, validation: Validation
) -> None:
    four = replace(segmentation, chosen=2)
    assert four.choice.k == 4 and four.evidence is not None and four.evidence.k == 3
    for verdict in ("reproducible", "constructed"):
        told = WORDS.verdict(four, replace(validation, verdict=verdict))  # type: ignore[arg-type]
        assert "consumers gather in three groups rather than in four" in told and "by degrees" not in told


def test_a_habit_of_answering_is_the_reason_where_it_is(segmentation: Segmentation, validation: Validation) -> None:
    styled = replace(validation, verdict="constructed", styled=True, style=(StyleShare("acquiescence", 0.62),))
    assert "follow how people use the answer scales more than what people prefer" in WORDS.verdict(segmentation, styled)
    told = WORDS.verdict_text(segmentation, replace(styled, centred_agreement=0.12))
    assert "62\u202f% of the differences in how high people tick on average" in told
    assert "little of the division stays" in told


def test_what_the_verdict_rests_on_is_told_with_its_figures(segmentation: Segmentation, validation: Validation) -> None:
    told = WORDS.verdict_text(segmentation, validation)
    assert "19 made-up surveys" in told and "better than in nearly all of those" in told
    assert "Three groups explain the most beyond chance." in told
    assert "agreement of 0.91 (0.84 at worst" in told
    assert "leaves much of the division as it is (0.72)" in told
    assert "the division agrees to 0.88" in told


def test_what_was_not_tried_is_not_claimed(segmentation: Segmentation, validation: Validation) -> None:
    bare = replace(segmentation, evidence=None)
    untried = replace(validation, style=(), items_agreement=NAN, centred_agreement=NAN)
    told = WORDS.verdict_text(bare, untried)
    assert "was not tried" in told and "abit" not in told and "statements instead" not in told
    chance = replace(validation, p_fit=0.4, p_stability=0.3)
    assert told.count("no better than in some") == 0
    assert WORDS.verdict_text(segmentation, chance).count("no better than in some") == 2


def test_every_basis_and_habit_has_a_name() -> None:
    assert WORDS.view_name("centred_standardised") == "statements, everyone’s own average taken out"
    assert WORDS.view_name("something_else") == "something else"
    assert WORDS.habit_name("extremity") == "how often people tick the ends of a scale"
