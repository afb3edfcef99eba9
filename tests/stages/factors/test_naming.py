"""What factors are called: as the study says, by key or through an item, else after their strongest item."""

from __future__ import annotations

import numpy as np
import pytest

from research.errors import Fault, ResearchError
from research.stages.factors import FactorPlan, factor
from research.stages.factors.blocks import name_faults
from research.stages.factors.naming import LONGEST, shortened, suggested_names
from tests.batteries import SEED, codes, one_battery, only
from tests.factories import planted_answers

KEYS = ("needs.F1", "needs.F2")
FACTOR_OF = {"needs_1": "needs.F1", "needs_2": "needs.F1", "needs_3": "needs.F2"}
HOSTILE = [
    "{0} {battery} %s",
    "",
    "   ",
    "=1+1\t\n",
    "<script>alert('x')</script>",
    "Ä" * 300,
]


def faults(**names: str) -> list[Fault]:
    plan = FactorPlan(names={key.replace("__", "."): name for key, name in names.items()})
    return list(name_faults(plan, KEYS, FACTOR_OF))


def test_names_are_the_study_s_by_key_or_through_an_item_or_the_strongest_item_s() -> None:
    labels = {f"needs_{i + 1}": f"Statement number {i + 1}" for i in range(9)}
    sample = one_battery(planted_answers(80, 3, 3, seed=4), labels=labels)
    plain = only(factor(sample, FactorPlan(number=3), SEED))
    strongest = [labels[plain.items[i]] for i in plain.pattern.argmax(axis=0)]
    assert plain.names == tuple(strongest)
    through = plain.items[int(plain.pattern[:, 2].argmin())], plain.items[int(plain.pattern[:, 2].argmax())]
    plan = FactorPlan(number=3, names={"needs.F2": " Planet first ", through[1]: "Ease"})
    named = only(factor(sample, plan, SEED))
    assert named.names == (strongest[0], "Planet first", "Ease")
    assert named.named_by == ("suggested", "study", "study")


def test_a_name_follows_its_item_wherever_the_factor_stands(planted: np.ndarray) -> None:
    for item in (0, 7):
        plan = FactorPlan(number=2, names={f"needs_{item + 1}": "Mine"})
        found = only(factor(one_battery(planted[:79]), plan, SEED))
        assert found.names[found.keys.index(found.diagnosis[item].factor)] == "Mine"


def test_names_for_factors_that_were_not_found_list_those_that_were() -> None:
    (fault,) = faults(needs__F3="Health", needs__F1="Planet")
    assert "`needs.F3`" in fault.message
    assert "needs.F1, needs.F2" in fault.found


def test_two_factors_of_one_name_and_two_names_for_one_factor_are_refused() -> None:
    (same,) = faults(needs__F1="Planet", needs_3=" planet ")
    assert "one name to needs.F1, needs_3" in same.message
    (twice,) = faults(needs__F1="Planet", needs_2="Green")
    assert "two names to `needs.F1`, through needs.F1 and needs_2" in twice.message
    assert faults(needs__F1="Planet", needs_3="Ease") == []
    assert faults(needs__F1=" ", needs__F2="") == []


def test_faults_of_names_stop_the_analysis() -> None:
    with pytest.raises(ResearchError, match=r"`factors\.names` names `needs\.F2`, which is no factor"):
        factor(one_battery(planted_answers(60, 1, 4)), FactorPlan(number=1, names={"needs.F2": "x"}), SEED)


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


def test_items_without_a_text_give_no_name() -> None:
    pattern = np.array([[0.8, 0.1], [0.6, 0.2], [0.1, 0.7]])
    assert suggested_names(pattern, [" ", "Taste", ""], [False] * 3, []) == ("Taste", "Taste 2")
    assert suggested_names(pattern, ["", " ", ""], [True, False, False], []) == ("Factor", "Factor 2")


def test_hostile_labels_are_names_that_say_something_and_caveats_that_print() -> None:
    answers = planted_answers(79, 2, 4, seed=9)
    answers = np.column_stack([answers, np.full(79, 4.0)])
    labels = {f"needs_{i + 1}": HOSTILE[i % len(HOSTILE)] for i in range(9)}
    solution = factor(one_battery(answers, labels=labels), FactorPlan(number=2), SEED)
    assert codes(solution)["constant_items"]["items"] == "needs_9"
    for name in solution.names:
        assert name.strip()
        assert len(name) <= LONGEST + len(" 2")
        assert "\n" not in name
    assert len(set(solution.names)) == 2
