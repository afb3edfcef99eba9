"""Conditions are said in the words of the questionnaire."""

from __future__ import annotations

import pytest

from research.domain.conditions import parse_condition
from research.wording.conditions_en import condition_text
from tests.results_factory import make_questionnaire


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("sex == 2", "Sex: Female"),
        ("sex != 2 and age >= 30", "Sex: not Female; and Age: at least 30 years"),
        ("max_price > 1.5", "Most they would pay: more than £1.50"),
        ("sex in [1, female]", "Sex: Male or female"),
        ("p1 >= 4", "I read the label before I buy: Agree slightly or Agree strongly"),
        ("p1 < 2", "I read the label before I buy: Disagree strongly"),
        ("aware any [aw_1, aw_2]", "Which of these brands have you heard of?: Greenbite or Podsnap"),
        ("aware not any [aw_1]", "Which of these brands have you heard of?: none of Greenbite"),
        ("aware none", "Which of these brands have you heard of?: none of these"),
        ("aware not none", "Which of these brands have you heard of?: at least one"),
        ("aw_1 == 1", "Which of these brands have you heard of?: Greenbite: chosen"),
        ("c1_pi in [1, 2]", "Purchase intent, Pea Puffs: Definitely or Probably"),
        ("not sex == 1", "not (Sex: Male)"),
        ("sex == 1 or (sex == 2 and age < 30)", "Sex: Male; or (Sex: Female; and Age: less than 30 years)"),
    ],
)
def test_conditions_in_words(written: str, said: str) -> None:
    assert condition_text(parse_condition(written), make_questionnaire()) == said
