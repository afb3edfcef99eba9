"""Targets are ranked by the study's criteria: figures are cells, the score their weighted geometric mean."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.portfolio import Portfolio
from research.domain.results import Results
from research.domain.tables import SEGMENT, Tables
from research.errors import ResearchError
from research.stages.targeting import TargetPlan, target_faults, weigh
from research.yaml_source import checked
from tests.results_factory import make_questionnaire, make_results

EXACT = 1e-12
CRITERIA = {"share": 1.0, "concepts.intent": 3.0, "max_price": 2.0, "reach": 1.0}


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


def weighed(
    results: Results, plan: TargetPlan, tables: Tables | None = None, outcomes: tuple[str, ...] = ()
) -> Portfolio:
    assert results.personas is not None
    found = weigh(tables or results.tables, results.personas.personas, make_questionnaire(), outcomes, plan, 1)
    assert found is not None
    return found


def test_every_mark_is_a_cell_of_the_tables(results: Results) -> None:
    found = weighed(results, TargetPlan(criteria=CRITERIA))
    for standing in found.standings:
        for criterion, mark in zip(found.criteria, standing.marks, strict=True):
            if not mark.table:
                assert criterion.key == "share"
                continue
            table = results.tables.table(mark.table)
            own = results.tables.banner.position(f"{SEGMENT}:{standing.segment}")
            assert mark.value == table.values[table.row(mark.row), own]
            assert mark.index == pytest.approx(100 * mark.value / criterion.market, rel=EXACT)


def test_a_concept_or_channel_is_the_best_of_the_segment_and_the_market_its_own_best(results: Results) -> None:
    found = weighed(results, TargetPlan(criteria=CRITERIA))
    table = results.tables.table("concepts.intent:top2")
    own = [results.tables.banner.position(f"{SEGMENT}:{standing.segment}") for standing in found.standings]
    assert [one.marks[1].value for one in found.standings] == table.values[:, own].max(axis=0).tolist()
    assert found.criteria[1].market == table.values[:, 0].max()
    assert all(one.marks[1].about for one in found.standings)


def test_none_of_these_reaches_nobody(results: Results) -> None:
    found = weighed(results, TargetPlan(criteria={"reach": 1.0}))
    assert not any("None" in standing.marks[0].about for standing in found.standings)


def test_the_score_is_the_weighted_geometric_mean_of_the_indices(results: Results) -> None:
    found = weighed(results, TargetPlan(criteria=CRITERIA))
    weights = np.array(list(CRITERIA.values()))
    for standing in found.standings:
        indices = np.array([mark.index for mark in standing.marks])
        assert standing.score == pytest.approx(float(np.prod(indices ** (weights / weights.sum()))), rel=1e-9)
    ranked = [one.score for one in found.ranked]
    assert ranked == sorted(ranked, reverse=True)


def test_who_does_not_reach_a_bound_is_out_whatever_the_score(results: Results) -> None:
    free = weighed(results, TargetPlan(criteria=CRITERIA))
    assert free.leader is not None
    price = free.leader.marks[2].value
    bound = weighed(results, TargetPlan(criteria=CRITERIA, knock_out={"max_price": f">= {price + 0.01:.4f}"}))
    out = next(one for one in bound.standings if one.segment == free.leader.segment)
    assert out.rank == 0 and out.first == 0 and not out.marks[2].passed
    assert bound.leader is not None and bound.leader.segment != out.segment


def test_a_bound_in_per_cent_is_a_share(results: Results) -> None:
    all_in = weighed(results, TargetPlan(criteria=CRITERIA, knock_out={"share": ">= 10 %"}))
    none_in = weighed(results, TargetPlan(criteria=CRITERIA, knock_out={"share": ">= 90 %"}))
    assert len(all_in.ranked) == 3 and not none_in.ranked and none_in.leader is None


def test_samples_like_this_one_say_how_sure_the_first_place_is(results: Results) -> None:
    found = weighed(results, TargetPlan(criteria={"max_price": 1.0}))
    assert sum(one.first for one in found.standings) == pytest.approx(1.0)
    assert found.leader is not None and found.leader.first > 0.95
    table = results.tables.table("max_price")
    noisy = replace(table, standard_errors=np.full(table.standard_errors.shape, 50.0))
    tables = replace(results.tables, tables=tuple(noisy if t.name == "max_price" else t for t in results.tables.tables))
    assert max(one.first for one in weighed(results, TargetPlan(criteria={"max_price": 1.0}), tables).standings) < 0.6


def test_the_order_is_tried_with_every_criterion_doubled_and_left_out(results: Results) -> None:
    found = weighed(results, TargetPlan(criteria=CRITERIA))
    for trial in found.trials:
        for factor, told in ((2.0, trial.doubled), (0.0, trial.dropped)):
            changed = {name: w * (factor if name == trial.criterion else 1.0) for name, w in CRITERIA.items()}
            again = weighed(results, TargetPlan(criteria={name: w for name, w in changed.items() if w}))
            assert again.leader is not None and again.leader.segment == told


def test_without_criteria_size_outcome_and_reach_count_alike(results: Results) -> None:
    found = weighed(results, TargetPlan(), outcomes=("buyer", "max_price"))
    assert not found.planned
    assert [(one.key, one.weight) for one in found.criteria] == [("share", 1.0), ("buyer", 1.0), ("reach", 1.0)]


def test_a_figure_of_too_few_is_no_figure(results: Results) -> None:
    few = replace(results.tables, min_base=10_000)
    assert results.personas is not None
    found = weigh(few, results.personas.personas, make_questionnaire(), (), TargetPlan(criteria=CRITERIA), 1)
    assert found is not None and found.leader is None
    assert all(np.isnan(mark.value) for one in found.standings for mark in one.marks[1:])


def test_nothing_but_size_is_no_portfolio(results: Results) -> None:
    assert results.personas is not None
    plan = TargetPlan(criteria={"share": 1.0})
    assert weigh(results.tables, results.personas.personas, make_questionnaire(), (), plan, 1) is None
    one = results.personas.personas[:1]
    assert weigh(results.tables, one, make_questionnaire(), (), TargetPlan(criteria=CRITERIA), 1) is None


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (TargetPlan(criteria={"max_prize": 1.0}), "did you mean `max_price`?"),
        (TargetPlan(criteria={"sex": 1.0}), "say whose share counts, as in `sex/1`"),
        (TargetPlan(criteria={"sex/7": 1.0}), "`sex` has no answer `7`"),
        (TargetPlan(criteria={"max_price/1": 1.0}), "write `max_price`"),
        (TargetPlan(criteria={"max_price": 0.0}), "counts 0"),
        (TargetPlan(criteria={"max_price": float("inf")}), "counts inf"),
        (TargetPlan(criteria={"buyer/2": 1.0}), "`buyer` has no answer `2`"),
        (TargetPlan(criteria={"why": 1.0}), "code its answers"),
        (TargetPlan(criteria={"why/1": 1.0}), "code its answers"),
        (TargetPlan(criteria={"md_1": 1.0}), "write `media/md_1`"),
        (TargetPlan(knock_out={"share": "big"}), "cannot be read"),
    ],
)
def test_criteria_that_are_none_are_told(plan: TargetPlan, told: str) -> None:
    assert told in "\n".join(map(str, target_faults(plan, make_questionnaire())))


def test_yes_or_no_is_told_by_the_share_of_yes(results: Results) -> None:
    plan = TargetPlan(criteria={"buyer": 2.0, "share": 1.0})
    assert not list(target_faults(plan, make_questionnaire()))
    table, own = results.tables.table("buyer"), results.tables.banner.position("segment:1")
    found = weighed(results, plan)
    assert found.standings[0].marks[0].value == table.values[table.row("1"), own]
    no = weighed(results, TargetPlan(criteria={"buyer/0": 2.0, "share": 1.0}))
    assert no.standings[0].marks[0].value == table.values[table.row("0"), own]
    assert [found.criteria[0].label, no.criteria[0].label] == [table.title, f"{table.title}: No"]


def test_every_name_has_a_figure_or_is_told(results: Results) -> None:
    questionnaire = make_questionnaire()
    names = {*questionnaire.variables, *(question.name for question in questionnaire.questions)}
    for name in sorted(names):
        plan = TargetPlan(criteria={name: 1.0, "share": 1.0})
        told = list(target_faults(plan, questionnaire))
        assert told or name in {one.key for one in weighed(results, plan).criteria}, name


def test_an_answer_is_named_with_its_question_whatever_its_code(results: Results) -> None:
    first, second = weighed(results, TargetPlan(criteria={"sex/1": 1.0, "sex/2": 1.0})).criteria[:2]
    assert [first.label, second.label] == ["Sex: Male", "Sex: Female"]


def test_an_option_of_a_ranking_is_told_by_who_ranks_it_first(results: Results) -> None:
    assert results.personas is not None
    table = replace(results.tables.table("sex"), name="rank:first", kind="ranking")
    ranked = replace(results.tables, tables=(table,))
    plan = TargetPlan(criteria={"rank/2": 1.0})
    found = weigh(ranked, results.personas.personas, make_questionnaire(), (), plan, 1)
    assert found is not None and found.standings[0].marks[0].table == "rank:first"


@pytest.mark.parametrize("weight", [True, False])
def test_true_and_false_are_no_weights(weight: bool) -> None:
    with pytest.raises(ResearchError, match="number"):
        checked({"criteria": {"share": weight}}, TargetPlan, "target")
    assert checked({"criteria": {"share": 1}}, TargetPlan, "target").criteria == {"share": 1.0}


def test_an_answer_of_a_question_may_be_a_criterion(results: Results) -> None:
    plan = TargetPlan(criteria={"sex/2": 1.0, "share": 1.0})
    assert not list(target_faults(plan, make_questionnaire()))
    found = weighed(results, plan)
    table = results.tables.table("sex")
    assert (
        found.standings[0].marks[0].value == table.values[table.row("2"), results.tables.banner.position("segment:1")]
    )


def test_at_the_break_even_the_second_draws_level(results: Results) -> None:
    found = weighed(results, TargetPlan(criteria=CRITERIA))
    assert found.leader is not None
    whole = sum(CRITERIA.values())
    for trial in found.trials:
        at = [criterion.key for criterion in found.criteria].index(trial.criterion)
        moved = found.leader.score * (trial.break_even / found.leader.marks[at].value) ** (
            CRITERIA[trial.criterion] / whole
        )
        assert moved == pytest.approx(found.ranked[1].score, rel=1e-9)
