"""Items are held against each other with what their answers have in common, in the figures of the tables."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import ttest_rel

from research.domain.item_pairs import ItemBlock, ItemPairs
from research.domain.sample import Sample
from research.stages.item_pairs import compare_items
from research.stages.tables import TablePlan, tabulate
from tests.results_factory import NAMES, NEEDS, make_allocation, make_questionnaire, make_responses, make_sample

EXACT = 1e-9


@pytest.fixture(scope="module")
def sample() -> Sample:
    return make_sample(make_responses(make_questionnaire(), "w1"))


def block(pairs: ItemPairs, name: str, statistic: str) -> ItemBlock:
    return next(one for one in pairs.blocks if (one.name, one.statistic) == (name, statistic))


def test_their_figures_are_those_of_the_tables(sample: Sample) -> None:
    allocation = make_allocation(sample.responses, "w1")
    found = compare_items(sample, allocation)
    tables = tabulate(sample, allocation, NAMES, frozenset(NEEDS), TablePlan())
    for statistic, name in (("top_box", "needs:top2"), ("mean", "needs:mean")):
        mine = block(found, "needs", statistic)
        at = [tables.banner.position(column) for column in mine.columns]
        np.testing.assert_allclose(mine.values.T, tables.table(name).values[:, at], rtol=EXACT)


def test_without_weights_means_of_complete_answers_have_the_paired_t(sample: Sample) -> None:
    plain = sample.unweighted()
    mine = block(compare_items(plain, None), "needs", "mean")
    answers = plain.responses.scored(mine.items)
    whole = ~np.isnan(answers).any(axis=1)
    found = block(compare_items(_kept(plain, whole), None), "needs", "mean")
    t = ttest_rel(answers[whole, 0], answers[whole, 1]).statistic
    assert found.differences[0, 0, 1] / found.errors[0, 0, 1] == pytest.approx(t, rel=EXACT)


def test_a_pair_is_told_once_and_never_with_itself(sample: Sample) -> None:
    tidy = compare_items(sample, None).tidy()
    needs = tidy[(tidy["battery"] == "needs") & (tidy["statistic"] == "mean")]
    items = len(NEEDS)
    assert len(needs) == items * (items - 1) / 2 and (needs["item"] != needs["other"]).all()


def test_the_same_answers_twice_cannot_differ(sample: Sample) -> None:
    codes = dict(sample.responses.codes)
    codes[NEEDS[1]] = codes[NEEDS[0]]
    mine = block(compare_items(_with(sample, codes), None), "needs", "mean")
    assert mine.differences[0, 0, 1] == 0 and np.isnan(mine.p[0, 0, 1])


def _kept(sample: Sample, keep: np.ndarray) -> Sample:
    return Sample(sample.responses.rows(keep), sample.weights[keep], sample.weighting)


def _with(sample: Sample, codes: dict[str, np.ndarray]) -> Sample:
    return replace(sample, responses=replace(sample.responses, codes=codes))
