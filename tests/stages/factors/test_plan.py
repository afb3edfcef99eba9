"""What a plan asks for: presets, blocks of items, and what it names in vain."""

from __future__ import annotations

import dataclasses
from dataclasses import replace

import numpy as np
import pytest

from research.domain.factors import FactorSolution
from research.domain.questionnaire import Questionnaire
from research.domain.sample import Sample
from research.errors import ResearchError
from research.stages.factors import FactorPlan, factor
from research.stages.factors.blocks import blocks_of, plan_faults
from research.stages.factors.plan import PRESETS, FactorSettings
from research.yaml_source import parse
from tests.batteries import SEED, one_battery, only
from tests.factories import make_questionnaire, make_responses, make_sample, make_scale, planted_answers

ROLES = {"needs": "needs", "attitudes": "psychographic", "worth": "values", "usage": "behavioural"}


@pytest.fixture(scope="module")
def asked() -> Questionnaire:
    return make_questionnaire({"needs": 4, "attitudes": 4, "worth": 3, "usage": 3}, roles=ROLES, scale=make_scale(7))


@pytest.fixture(scope="module")
def sample(asked: Questionnaire) -> Sample:
    """Few respondents, so that nothing is halved."""
    answers = {name: planted_answers(35, 1, 4, seed=seed) for name, seed in (("needs", 3), ("attitudes", 4))}
    answers["worth"], answers["usage"] = np.ones((35, 3)), planted_answers(35, 1, 3, seed=5)
    return make_sample(make_responses(asked, answers))


@pytest.fixture(scope="module")
def plain() -> FactorSolution:
    return factor(one_battery(few()), FactorPlan(number=2), SEED)


def few() -> np.ndarray:
    return planted_answers(75, 2, 4, seed=9)


def blocks(asked: Questionnaire, **settings: object) -> list[tuple[str, int, int | None]]:
    return [(block.name, len(block.items), block.wanted) for block in blocks_of(asked, FactorPlan(**settings))]


def messages(asked: Questionnaire, **settings: object) -> list[str]:
    return [fault.message for fault in plan_faults(asked, FactorPlan(**settings))]


def test_a_preset_makes_every_choice_and_the_plan_overrides_it() -> None:
    assert FactorPlan().settings == PRESETS["research"]
    assert FactorPlan(preset="spss").settings == PRESETS["spss"]
    changed = {
        "correlation": "spearman",
        "missing": "complete",
        "retention": "minimum_average_partial",
        "extraction": "ml",
        "rotation": "geomin",
        "scoring": "unit",
    }
    assert set(changed) == {field.name for field in dataclasses.fields(FactorSettings)}
    for preset in PRESETS:
        assert FactorPlan(preset=preset, **changed).settings == FactorSettings(**changed)
        for name, value in changed.items():
            one = FactorPlan(preset=preset, **{name: value}).settings
            assert one == replace(PRESETS[preset], **{name: value})


def test_needs_psychographic_and_values_batteries_are_factored_unless_the_plan_names_others(
    asked: Questionnaire,
) -> None:
    assert blocks(asked) == [("needs", 4, None), ("attitudes", 4, None), ("worth", 3, None)]
    assert blocks(asked, batteries=("usage", "needs")) == [("needs", 4, None), ("usage", 3, None)]
    assert blocks(asked, batteries=()) == []


def test_together_is_one_block_of_all_items(asked: Questionnaire) -> None:
    (block,) = blocks_of(asked, FactorPlan(together=True, number={"together": 4}))
    assert (block.name, block.label, len(block.items), block.wanted) == ("together", "Needs + Attitudes + Worth", 11, 4)
    assert block.centred == ()


def test_the_number_of_factors_is_one_for_all_or_a_battery_s_own(asked: Questionnaire) -> None:
    chosen = ("needs", "attitudes")
    for number, wanted in ((1, [1, 1]), ({"needs": 1}, [1, None]), ("auto", [None, None])):
        assert [one for *_, one in blocks(asked, batteries=chosen, number=number)] == wanted


def test_dropped_items_take_no_part(asked: Questionnaire) -> None:
    (block,) = blocks_of(asked, FactorPlan(batteries=("needs",), drop=("needs_2",), centre="person"))
    assert block.items == ("needs_1", "needs_3", "needs_4")
    assert block.centred == ("scale7",) * 3
    assert block.without(["needs_3"]).items == ("needs_1", "needs_4")
    assert block.without(["needs_3"]).centred == ("scale7",) * 2


def test_every_battery_is_analysed_for_itself(sample: Sample) -> None:
    solution = factor(sample, FactorPlan(number=1), SEED)
    assert solution.keys == ("needs.F1", "attitudes.F1")
    assert [caveat.code for caveat in solution.caveats] == ["constant_items", "too_few_items"]  # of `worth`
    random = [battery.retention.components.random_95 for battery in solution.batteries]
    assert (random[0] != random[1]).all()  # each has random numbers of its own
    alone = factor(sample, FactorPlan(batteries=("attitudes",), number=1), SEED)
    np.testing.assert_array_equal(alone.scores[:, 0], solution.scores[:, 1])
    figures = [one.glance().query("battery == 'attitudes'").to_csv(index=False) for one in (solution, alone)]
    assert figures[0] == figures[1]


def test_together_is_one_analysis(sample: Sample) -> None:
    plan = FactorPlan(together=True, batteries=("needs", "attitudes"), number=2)
    battery = only(factor(sample, plan, SEED))
    assert (battery.battery, battery.keys) == ("together", ("together.F1", "together.F2"))
    assert len(battery.items) == 8


@pytest.mark.parametrize(
    "setting",
    [
        {"extraction": "ml"},
        {"extraction": "components"},
        {"rotation": "geomin"},
        {"rotation": "varimax"},
        {"rotation": "promax"},
        {"rotation": "none"},
        {"correlation": "spearman"},
        {"drop": ("needs_1",)},
        {"number": 1},
        {"centre": "person"},
    ],
    ids=str,
)
def test_every_setting_changes_the_loadings(plain: FactorSolution, setting: dict[str, object]) -> None:
    pattern = only(factor(one_battery(few()), FactorPlan(**{"number": 2, **setting}), SEED)).pattern
    given = only(plain).pattern
    assert pattern.shape != given.shape or np.abs(pattern - given).max() > 1e-5


def test_principal_axes_come_to_the_loadings_of_minres(plain: FactorSolution) -> None:
    axes = only(factor(one_battery(few()), FactorPlan(number=2, extraction="principal_axis"), SEED))
    assert axes.extraction == "principal_axis"
    np.testing.assert_allclose(axes.pattern, only(plain).pattern, atol=1e-6)


def test_everything_that_the_plan_names_in_vain_is_told_at_once(sample: Sample) -> None:
    plan = FactorPlan(
        batteries=("needs", "atitudes"),
        drop=("needs_99",),
        number={"habits": 2, "needs": 7},
        names={"mood.F1": "x"},
        compare=("sex",),
        centre="person",
        extraction="ml",
    )
    with pytest.raises(ResearchError) as caught:
        factor(sample, plan, SEED)
    told = [fault.message for fault in caught.value.faults]
    assert [message.split("`")[1] for message in told] == [
        "factors.batteries",
        "factors.drop",
        "factors.number",
        "factors.names",
        "factors.compare",
        "factors.extraction: ml",
        "factors.number",
    ]
    assert caught.value.faults[0].remedy == "did you mean `attitudes`?"
    assert "at most 1 factors" in caught.value.faults[-1].why


def test_names_may_hang_on_factors_or_on_items_that_are_analysed(asked: Questionnaire) -> None:
    assert messages(asked, names={"needs.F9": "x", "needs_1": "y"}) == []  # whether there is a ninth is seen later
    assert messages(asked, names={"usage_1": "x"}) == ["`factors.names` names `usage_1`, which is no factor"]
    assert messages(asked, names={"needs_1": "x"}, drop=("needs_1",)) == []


def test_a_plan_reads_from_yaml_and_refuses_what_it_does_not_know() -> None:
    text = """\
batteries: [needs]
preset: spss
number: {needs: 2}
correlation: polychoric
missing: pairwise
retention: kaiser
random: permutation
centre: person
scoring: tenberge
names: {needs.F1: Planet}
min_answered: 0.5
compare: [country]
"""
    assert parse(text, FactorPlan, "study.yaml").value == FactorPlan(
        batteries=("needs",),
        preset="spss",
        number={"needs": 2},
        correlation="polychoric",
        missing="pairwise",
        retention="kaiser",
        random="permutation",
        centre="person",
        scoring="tenberge",
        names={"needs.F1": "Planet"},
        min_answered=0.5,
        compare=("country",),
    )
    assert parse("number: 3", FactorPlan, "study.yaml").value.number == 3
    bad = ("rotate: oblimin", "rotation: quartimax", "number: 0", "min_answered: 0", "number: {needs: many}")
    for text in (*bad, "preset: r", "correlation: kendall", "missing: mean", "retention: parallel", "centre: true"):
        with pytest.raises(ResearchError):
            parse(text, FactorPlan, "study.yaml")
