"""Every cell, base and letter recomputed with plain loops agrees; what means nothing is not tested."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from research.domain.allocation import Allocation
from research.domain.arrays import sealed
from research.domain.responses import NO_ANSWER, NOT_ASKED
from research.domain.sample import Sample
from research.domain.tables import Table, Tables
from research.errors import ResearchError
from research.stages.tables import SignificancePlan, TablePlan, tabulate
from tests.factories import make_questionnaire as make_survey
from tests.factories import make_responses as make_answers
from tests.factories import make_sample as make_plain_sample
from tests.factories import make_scale
from tests.results_factory import (
    NAMES,
    NEEDS,
    make_allocation,
    make_questionnaire,
    make_responses,
    make_sample,
    make_wave,
)

SAME = 1e-9
"""Sums in another order."""
BANNER = ("sex", "age_band", "aware")


@pytest.fixture(scope="module")
def sample() -> Sample:
    return make_sample(make_responses(make_questionnaire(), "w1"))


@pytest.fixture(scope="module")
def tables(sample: Sample) -> Tables:
    return segmented(sample, banner=BANNER)


def segmented(sample: Sample, basis: frozenset[str] = frozenset(NEEDS), **plan: object) -> Tables:
    allocation = make_allocation(sample.responses, "w1")
    return tabulate(sample, allocation, NAMES, basis, TablePlan(**plan))  # type: ignore[arg-type]


def frame(sample: Sample) -> pd.DataFrame:
    """Everything answered, by variable, NaN where there is no answer, with weight and segment."""
    responses = sample.responses
    answers = pd.DataFrame(responses.codes).astype(float).replace([NO_ANSWER, NOT_ASKED], np.nan)
    numbers = pd.DataFrame(responses.numbers).astype(float)
    texts = pd.DataFrame({name: [float(text is not None) for text in texts] for name, texts in responses.texts.items()})
    segments = make_allocation(responses, "w1").segments.astype(float)
    segments[segments == 0] = np.nan
    return pd.concat([answers, numbers, texts], axis=1).assign(w=sample.weights, segment=segments)


def members(people: pd.DataFrame, key: str) -> pd.Series:
    """Who is in the column `key`."""
    if key == "total":
        return pd.Series(True, index=people.index)
    group, code = key.split(":")
    return people[code] == 1 if group == "aware" else people[group] == float(code)


def asked_and_hit(people: pd.DataFrame, table: Table, row: int) -> tuple[pd.Series, pd.Series]:
    """The base of a row, and who counts in it."""
    part = table.rows[row]
    if table.kind == "multiple":
        names = [other.variable for other in table.rows if other.kind == "category"]
        asked = people[names].notna().any(axis=1)
        hit = (people[names] == 1).any(axis=1) if part.key == "net:any" else people[part.variable] == 1
        return asked, hit
    if part.key == "said":
        return people["why"].notna(), people["why"] == 1
    return people[part.variable].notna(), people[part.variable].isin(part.codes)


def loop_shares(people: pd.DataFrame, asked: pd.Series, hit: pd.Series, who: pd.Series) -> dict[str, float]:
    in_base = asked.to_numpy() & who.to_numpy()
    w, hits = people["w"].to_numpy()[in_base], people["w"].to_numpy()[in_base & hit.to_numpy()]
    return {
        "count": len(hits),
        "weighted_count": hits.sum(),
        "base": len(w),
        "weighted_base": w.sum(),
        "effective_base": w.sum() ** 2 / (w**2).sum() if len(w) else 0.0,
        "value": hits.sum() / w.sum() if len(w) else np.nan,
    }


def share_rows(tables: Tables) -> list[tuple[Table, int]]:
    """Every row of shares, of one item a battery and one concept."""
    kinds, left_out = ("category", "off_scale", "net"), {*NEEDS[1:], "p2", "c2_pi"}
    shown = [table for table in tables.tables if table.name not in left_out]
    return [(table, i) for table in shown for i, row in enumerate(table.rows) if row.kind in kinds]


def loop_z(people: pd.DataFrame, asked: pd.Series, hit: pd.Series, one: pd.Series, two: pd.Series) -> float:
    first, second = loop_shares(people, asked, hit, one), loop_shares(people, asked, hit, two)
    n1, n2 = first["effective_base"], second["effective_base"]
    pooled = (n1 * first["value"] + n2 * second["value"]) / (n1 + n2)
    expected = [n * p for n in (n1, n2) for p in (pooled, 1 - pooled)]
    if min(first["base"], second["base"]) < 30 or min(expected) < 5:
        return np.nan
    both = (people["w"].to_numpy()[asked & one & two] ** 2).sum() / (first["weighted_base"] * second["weighted_base"])
    return (first["value"] - second["value"]) / np.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2 - 2 * both))


@pytest.mark.parametrize("weighted", [True, False])
def test_cells_and_bases_of_shares_are_those_of_plain_loops(sample: Sample, weighted: bool) -> None:
    used = sample if weighted else sample.unweighted()
    tables, people = segmented(used, banner=BANNER), frame(used)
    assert tables.weighted is weighted
    tidy = tables.tidy().set_index(["table", "row", "column"])
    for table, i in share_rows(tables):
        asked, hit = asked_and_hit(people, table, i)
        for column in tables.banner.columns:
            expected = pd.Series(loop_shares(people, asked, hit, members(people, column.key)))
            found = tidy.loc[(table.name, table.rows[i].key, column.key), expected.index].astype(float)
            pd.testing.assert_series_equal(found, expected, check_names=False, rtol=SAME)


def test_letters_are_those_of_plain_loops_with_overlapping_columns_too(sample: Sample, tables: Tables) -> None:
    people, upper, lower = frame(sample), norm.isf(0.025), norm.isf(0.05)
    seen = ""
    for table, i in share_rows(tables):
        asked, hit = asked_and_hit(people, table, i)
        for j, column in enumerate(tables.banner.columns):
            expected = ""
            for other in tables.banner.columns:
                if other is column or other.group != column.group or silent(table, i, column.group):
                    continue
                z = loop_z(people, asked, hit, members(people, column.key), members(people, other.key))
                expected += other.letter if z >= upper else other.letter.lower() if z >= lower else ""
            assert table.letters[i, j] == expected, (table.name, table.rows[i].key, column.key)
            seen += expected if column.group == "aware" else ""
    assert any(letter.isupper() for letter in seen)


def test_each_column_is_held_against_everyone_else_of_its_group(sample: Sample, tables: Tables) -> None:
    people = frame(sample)
    groups = {
        column.group: [c.key for c in tables.banner.columns if c.group == column.group]
        for column in tables.banner.columns
    }
    seen = set()
    for table, i in share_rows(tables):
        asked, hit = asked_and_hit(people, table, i)
        for j, column in enumerate(tables.banner.columns):
            own = members(people, column.key)
            any_of_group = np.logical_or.reduce([members(people, key) for key in groups[column.group]])
            z = loop_z(people, asked, hit, own, any_of_group & ~own)
            expected = "+" if z >= norm.isf(0.025) else "-" if z <= -norm.isf(0.025) else ""
            expected = "" if column.key == "total" or silent(table, i, column.group) else expected
            assert table.versus_rest[i, j] == expected, (table.name, table.rows[i].key, column.key)
            seen.add(expected)
    assert seen == {"", "+", "-"}


def silent(table: Table, i: int, group: str) -> bool:
    """Whether the row and the columns are made of the same answers."""
    made_of = {
        "segment": {*NEEDS, "segment"},
        "sex": {"sex"},
        "age_band": {"age_band", "age"},
        "aware": {"aware", "aw_1", "aw_2", "aw_3", "aw_97"},
    }
    return table.rows[i].variable in made_of.get(group, set())


def test_means_deviations_and_medians_are_those_of_plain_loops(sample: Sample, tables: Tables) -> None:
    people = frame(sample)
    for name in ("p1", "c1_pi", "max_price", "n4"):
        table = tables.table(name)
        values = people[name].where(people[name] != 98)
        values = 6 - values if name == "c1_pi" else values
        for j, column in enumerate(tables.banner.columns):
            base = values.notna() & members(people, column.key)
            x, w = values[base], people["w"][base]
            n = w.sum() ** 2 / (w**2).sum()
            mean = np.average(x, weights=w)
            row = table.row("mean")
            assert table.values[row, j] == pytest.approx(mean, rel=SAME)
            assert table.bases[row, j] == table.counts[row, j] == base.sum()
            assert table.effective_bases[row, j] == pytest.approx(n, rel=SAME)
            sd = np.sqrt(np.average((x - mean) ** 2, weights=w) * n / (n - 1))
            assert table.values[table.row("sd"), j] == pytest.approx(sd, rel=1e-6)
    prices = people["max_price"].sort_values()
    reached = people["w"][prices.index].cumsum() >= people["w"].sum() / 2
    price = tables.table("max_price")
    assert price.values[price.row("median"), 0] == prices[reached.idxmax()]


def test_letters_of_means_are_those_of_welch_on_effective_bases(sample: Sample, tables: Tables) -> None:
    price = tables.table("max_price")
    i, sd, group = price.row("mean"), price.row("sd"), [1, 2, 3]
    for one in group:
        expected = ""
        for other in group:
            spread = [price.values[sd, j] ** 2 / price.effective_bases[i, j] for j in (one, other)]
            z = (price.values[i, one] - price.values[i, other]) / np.sqrt(sum(spread))
            letter = tables.banner.columns[other].letter
            expected += letter if z >= norm.isf(0.025) else letter.lower() if z >= norm.isf(0.05) else ""
        assert price.letters[i, one] == expected
    assert (price.letters[i, group] != "").any()
    assert not price.letters[sd].any()


def test_a_column_that_holds_everyone_is_the_total(sample: Sample) -> None:
    responses = sample.responses
    codes = {**responses.codes, "sex": sealed(np.ones(responses.n, dtype=np.int16))}
    tables = segmented(replace(sample, responses=replace(responses, codes=codes)), banner=("sex",))
    j = tables.banner.position("sex:1")
    for table in tables.tables:
        assert table.values[:, j] == pytest.approx(table.values[:, 0], rel=SAME, nan_ok=True)
        assert table.effective_bases[:, j] == pytest.approx(table.effective_bases[:, 0], rel=SAME)
        assert not table.letters[:, j].any() and not table.versus_rest[:, j].any()


def test_basis_variables_carry_no_letters_on_the_segment_banner_and_do_elsewhere(sample: Sample) -> None:
    strict, free = segmented(sample, banner=("age_band",)), segmented(sample, frozenset(), banner=("age_band",))
    segments = [j for j, column in enumerate(strict.banner.columns) if column.group == "segment"]
    others = [j for j, column in enumerate(strict.banner.columns) if column.group == "age_band"]
    for name in ("needs:top2", "needs:mean", "n1"):
        held, told = strict.table(name), free.table(name)
        assert held.basis and not told.basis
        assert not held.letters[:, segments].any() and not held.versus_rest[:, segments].any()
        assert told.letters[:, segments].any() and told.versus_rest[:, segments].any()
        assert (held.letters[:, others] == told.letters[:, others]).all()
    assert not strict.table("aware").basis


def test_what_is_derived_from_a_basis_variable_is_not_tested_either(sample: Sample) -> None:
    tables = segmented(sample, frozenset({"max_price", "md_1"}))
    assert tables.table("buyer").basis and tables.table("media").basis
    assert not tables.table("buyer").letters.any()
    media = tables.table("media")
    tested = [i for i, row in enumerate(media.rows) if row.key in ("md_2", "md_3")]
    assert not np.delete(media.versus_rest, tested, axis=0).any()


def test_segment_sizes_have_no_letters_between_segments_and_have_them_elsewhere(tables: Tables) -> None:
    sizes = tables.table("segment")
    segments = [j for j, column in enumerate(tables.banner.columns) if column.group == "segment"]
    assert not sizes.letters[:, segments].any() and not sizes.basis
    assert sizes.letters.any()
    assert sizes.bases[0, 0] == len(make_allocation(make_responses(make_questionnaire(), "w1"), "w1").ids) - 1
    assert sizes.values[:, 0].sum() == pytest.approx(1.0)


def test_allocation_is_matched_on_ids_not_on_position(sample: Sample) -> None:
    allocation = make_allocation(sample.responses, "w1")
    order = np.random.default_rng(0).permutation(len(allocation.ids))[:-10]
    shuffled = Allocation(
        allocation.ids[order], allocation.segments[order], allocation.memberships[order], allocation.k
    )
    plan = TablePlan()
    here, there = (tabulate(sample, one, NAMES, frozenset(), plan) for one in (allocation, shuffled))
    assert here.table("segment").bases[0, 0] - there.table("segment").bases[0, 0] in range(9, 11)
    kept = make_allocation(sample.responses, "w1").segments[np.sort(order)]
    assert there.table("segment").counts[0, 0] == (kept == 1).sum()


def test_columns_under_the_smallest_base_are_not_tested(sample: Sample, tables: Tables) -> None:
    careful = segmented(sample, banner=BANNER, significance=SignificancePlan(min_base=80, small_base=80))
    aware, careless = careful.table("buyer"), tables.table("buyer")
    small = [j for j in range(len(tables.banner.columns)) if aware.bases[0, j] < 80]
    assert small and any(careless.versus_rest[:, j].any() for j in small)
    assert not aware.letters[:, small].any() and not aware.versus_rest[:, small].any()
    named = {caveat.code: caveat.figures["columns"] for caveat in careful.caveats}
    assert "Treat Keepers" in str(named["columns_not_tested"])


@pytest.mark.parametrize(("hits", "tested"), [(9, False), (10, True)])
def test_shares_of_which_too_few_cases_are_expected_are_not_tested(hits: int, tested: bool) -> None:
    """All hits in one of two columns of 100: 5 are expected in each from 10 on."""
    survey = make_survey(nominal={"sex": ["f", "m"], "owns": ["yes", "no"]})
    sex = np.repeat([1, 2], 100)
    answers = make_answers(survey, {"sex": sex, "owns": np.where(np.arange(200) < hits, 1, 2)})
    one = make_plain_sample(answers)
    owns = tabulate(one, None, (), frozenset(), TablePlan(banner=("sex",))).table("owns")
    for row, (high, low) in enumerate([(1, 2), (2, 1)]):
        assert bool(owns.letters[row, high]) is tested and not owns.letters[row, low]
        assert list(owns.versus_rest[row, [high, low]]) == (["+", "-"] if tested else ["", ""])


@pytest.mark.parametrize(
    ("points", "nets", "grid"),
    [
        (2, [], "top1"),
        (3, ["net:top1", "net:bottom1"], "top1"),
        (4, ["net:top1", "net:bottom1"], "top1"),
        (5, ["net:top2", "net:bottom2"], "top2"),
    ],
)
def test_boxes_never_hold_the_whole_scale(points: int, nets: list[str], grid: str) -> None:
    rng = np.random.default_rng(4)
    survey = make_survey({"grid": 2}, scale=make_scale(points))
    answers = make_answers(survey, {f"grid_{i}": rng.integers(1, points + 1, 60) for i in (1, 2)})
    one = make_plain_sample(answers)
    tables = tabulate(one, None, (), frozenset(), TablePlan())
    boxes = [row for row in tables.table("grid_1").rows if row.kind == "net"]
    assert [row.key for row in boxes] == nets
    assert sum(len(row.codes) for row in boxes) < points
    assert tables.tables[0].name == f"grid:{grid}"


def test_rows_that_define_the_segments_are_told_from_the_others_of_their_table(sample: Sample) -> None:
    tables = segmented(sample, frozenset(NEEDS[:2]))
    assert [row.basis for row in tables.table("needs:mean").rows] == [True, True, False, False, False, False]
    assert all(row.basis for row in tables.table("n1").rows) and not tables.table("n3").basis


def test_the_levels_move_the_letters(sample: Sample, tables: Tables) -> None:
    strict = segmented(sample, banner=BANNER, significance=SignificancePlan(levels=(99.9, 99)))
    count = {True: 0, False: 0}
    for here, there in zip(tables.tables, strict.tables, strict=True):
        for upper in count:
            count[upper] += sum(letter.isupper() is upper for cell in here.letters.flat for letter in cell)
            count[upper] -= sum(letter.isupper() is upper for cell in there.letters.flat for letter in cell)
    assert count[True] > 0


def test_tables_come_in_the_order_of_the_questionnaire(tables: Tables) -> None:
    names = [table.name for table in tables.tables]
    assert names[:4] == ["segment", "needs:top2", "needs:mean", "n1"]
    assert names[-4:] == ["concepts.intent:top2", "concepts.intent:mean", "c1_pi", "c2_pi"]
    assert len(set(names)) == len(names)
    assert [row.key for row in tables.table("p1").rows] == [
        "1", "2", "3", "4", "5", "98", "net:top2", "net:bottom2", "mean", "sd",
    ]  # fmt: skip
    assert tables.table("p1").row("98") == 5 and tables.table("p1").rows[5].kind == "off_scale"
    assert tables.table("c1_pi").rows[tables.table("c1_pi").row("net:top2")].codes == (1, 2)
    assert tables.table("needs:top2").kind == "grid_top_box" and tables.table("concepts.intent:mean").kind == "concepts"
    assert tables.table("media").base_text == "Aware of any brand"
    assert tables.table("media").rows[-1].key == "net:any" and tables.table("aware").rows[-1].key == "aw_97"
    assert tables.table("n1").wording.endswith("when you choose a snack? Is good for the planet")


def test_letters_run_on_after_z() -> None:
    n = 400
    rng = np.random.default_rng(3)
    survey = make_survey(nominal={"city": [f"City {i}" for i in range(40)]}, ordinal={"liking": 5})
    answers = make_answers(survey, {"city": rng.integers(1, 41, n), "liking": rng.integers(1, 6, n)})
    one = Sample(answers, sealed(np.ones(n)), make_sample(make_responses(make_questionnaire(), "w1")).weighting)
    tables = tabulate(
        one, None, (), frozenset(), TablePlan(banner=("city",), significance=SignificancePlan(min_base=2, small_base=2))
    )
    assert [column.letter for column in tables.banner.columns][25:29] == ["Y", "Z", "AA", "AB"]
    assert any(" " in cell for cell in tables.table("liking").letters.flat)


def test_without_segments_there_is_no_segment_column_and_no_segment_table(sample: Sample) -> None:
    tables = tabulate(sample, None, (), frozenset(), TablePlan())
    assert [column.key for column in tables.banner.columns] == ["total"]
    assert tables.tables[0].name == "needs:top2"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("needs",), 8),
        (("n3",), 1),
        (("aware", "age_band"), 2),
        (("aw_2",), 1),
        (("concepts",), 4),
        (("intent",), 4),
        (("concepts.intent",), 4),
    ],
)
def test_rows_choose_tables_by_any_name_of_theirs(sample: Sample, rows: tuple[str, ...], expected: int) -> None:
    assert len(segmented(sample, rows=rows).tables) == expected + 1


def test_every_wrong_name_and_setting_is_told_at_once(sample: Sample) -> None:
    with pytest.raises(ResearchError) as caught:
        segmented(
            sample,
            banner=("sexx", "age"),
            rows=("need",),
            significance=SignificancePlan(levels=(90, 95), min_base=50, small_base=40),
        )
    told = str(caught.value)
    assert len(caught.value.faults) == 5
    assert "`sexx`" in told and "did you mean `sex`" in told and "derive bands" in told and "`needs`" in told


def test_a_ranking_shows_first_places_top_three_and_mean_rank(ranked: tuple[Sample, np.ndarray]) -> None:
    sample, ranks = ranked
    tables = tabulate(sample, None, (), frozenset(), TablePlan())
    assert [table.name for table in tables.tables] == ["rank:first", "rank:top3", "rank:mean"]
    assert tables.table("rank:first").values[:, 0] == pytest.approx((ranks == 1).mean(0))
    assert tables.table("rank:top3").values[:, 0] == pytest.approx(((ranks >= 1) & (ranks <= 3)).mean(0))
    means = [ranks[ranks[:, j] > 0, j].mean() for j in range(4)]
    assert tables.table("rank:mean").values[:, 0] == pytest.approx(means)


@pytest.fixture
def ranked() -> tuple[Sample, np.ndarray]:
    """Four options ranked by forty respondents, of whom half ranked three only."""
    from research.study.questionnaire_reading import parse_questionnaire

    text = (
        "questions:\n  rank: {kind: ranking, role: needs, columns: {r_1: Price, r_2: Taste, r_3: Health, r_4: Looks}}"
    )
    questionnaire = parse_questionnaire(text, "questionnaire.yaml", "ranks")
    rng = np.random.default_rng(5)
    ranks = np.array([rng.permutation(4) + 1 for _ in range(40)])
    ranks[:20][ranks[:20] == 4] = 0
    codes = {f"r_{j + 1}": np.where(ranks[:, j] == 0, NO_ANSWER, ranks[:, j]) for j in range(4)}
    responses = replace(
        make_responses(make_questionnaire(), "w1", 40),
        questionnaire=questionnaire,
        codes={name: sealed(values.astype(np.int16)) for name, values in codes.items()},
        numbers={},
        texts={},
    )
    return make_sample(responses).unweighted(), ranks


def test_an_open_end_counts_those_who_said_something(sample: Sample, tables: Tables) -> None:
    said = np.array([text is not None for text in sample.responses.texts["why"]])
    assert tables.table("why").counts[0, 0] == said.sum()
    assert tables.table("why").bases[0, 0] == sample.responses.n


def test_the_wave_factory_is_the_same_twice() -> None:
    one, two = (make_wave(make_questionnaire(), "w1", NAMES) for _ in range(2))
    pd.testing.assert_frame_equal(one.tables.tidy(), two.tables.tidy(), check_exact=True)
