"""What a plan may ask of tables: groups, nets, filters, figures, hidden columns, other shares."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from research.domain.allocation import Allocation
from research.domain.responses import NO_ANSWER
from research.domain.sample import Sample
from research.domain.tables import Table, Tables
from research.errors import ResearchError
from research.stages.tables import SignificancePlan, TablePlan, tabulate
from research.stats.rao_scott import rao_scott
from tests.factories import OFF_SCALE, make_questionnaire, make_responses, make_sample

SAME = 1e-9
N = 900
RNG = np.random.default_rng(11)
SURVEY = make_questionnaire(
    {"needs": 2},
    multiple={"owns": ["Car", "Bike", "Boat", "None"]},
    ordinal={"recommend": 10, "often": 5},
    nominal={"sex": ["Male", "Female"], "region": ["North", "South", "East", "West"]},
    numeric=["spend"],
)


@pytest.fixture(scope="module")
def sample() -> Sample:
    owns = (RNG.random((N, 4)) < [0.5, 0.4, 0.1, 0.0]).astype(float)
    owns[:, 3] = ~owns[:, :3].any(axis=1)
    owns[:40] = np.nan
    needs = RNG.integers(1, 6, (N, 2)).astype(float)
    needs[RNG.random((N, 2)) < 0.1] = OFF_SCALE
    answers = {
        "needs": needs,
        "owns": owns,
        "recommend": RNG.integers(1, 11, N),
        "often": RNG.integers(1, 6, N),
        "sex": RNG.integers(1, 3, N),
        "region": RNG.choice([1, 2, 3, 4], N, p=[0.4, 0.3, 0.28, 0.02]),
        "spend": np.where(RNG.random(N) < 0.2, np.nan, np.round(RNG.gamma(2, 10, N), 2)),
    }
    return make_sample(make_responses(SURVEY, answers), RNG.lognormal(0, 0.4, N))


@pytest.fixture(scope="module")
def people(sample: Sample) -> pd.DataFrame:
    codes = pd.DataFrame(sample.responses.codes).astype(float).replace(NO_ANSWER, np.nan)
    return codes.assign(spend=sample.responses.numbers["spend"].astype(float), w=sample.weights)


def made(sample: Sample, **plan: object) -> Tables:
    return tabulate(sample, None, (), frozenset(), TablePlan(**plan))  # type: ignore[arg-type]


def share(people: pd.DataFrame, hit: pd.Series, base: pd.Series) -> float:
    return float(people["w"][hit & base].sum() / people["w"][base].sum())


def column(tables: Tables, key: str) -> int:
    return tables.banner.position(key)


def test_one_question_stands_inside_every_answer_to_another(sample: Sample, people: pd.DataFrame) -> None:
    tables = made(sample, banner=("sex > region",), rows=("often",))
    assert [group.label for group in tables.banner.groups] == ["Male: region", "Female: region"]
    table = tables.table("often")
    for sex in (1, 2):
        for region in (1, 2, 3, 4):
            inside = (people["sex"] == sex) & (people["region"] == region)
            j = column(tables, f"sex:{sex} > region:{region}")
            assert table.bases[0, j] == inside.sum()
            assert table.values[0, j] == pytest.approx(share(people, people["often"] == 1, inside), rel=SAME)


def test_three_questions_stand_inside_each_other(sample: Sample, people: pd.DataFrame) -> None:
    tables = made(sample, banner=("sex > region > often",), rows=("recommend",))
    inside = (people["sex"] == 2) & (people["region"] == 1) & (people["often"] == 3)
    key = next(one.key for one in tables.banner.columns if one.key == "sex:2 > region:1 > often:3")
    assert tables.table("recommend").bases[0, column(tables, key)] == inside.sum()


def test_segments_inside_answers_are_segments_and_answers_inside_segments_are_not(sample: Sample) -> None:
    ids, segments = sample.responses.ids, np.resize(np.array([1, 2], dtype=np.int16), N)
    allocation = Allocation(ids, segments, np.eye(2)[segments - 1], 2)
    plan = TablePlan(banner=("sex > segment", "segment > sex"), significance=SignificancePlan(levels=(51, 50.5)))
    tables = tabulate(sample, allocation, ("One", "Two"), frozenset({"needs_1"}), plan)
    of_segments = {group.key for group in tables.banner.groups if group.segments}
    assert of_segments == {"segment", "sex:1 > segment", "sex:2 > segment"}
    needs, sex = tables.table("needs_1"), tables.table("sex")
    assert needs.basis and not sex.basis
    at = {
        key: [j for j, c in enumerate(tables.banner.columns) if c.group == key]
        for key in ("segment:1 > sex", "segment")
    }
    assert any(needs.letters[:, at["segment:1 > sex"]].ravel()) and not any(needs.letters[:, at["segment"]].ravel())
    assert not any(sex.letters[:, at["segment:1 > sex"]].ravel())


def test_answers_are_put_together_by_code_label_or_condition(sample: Sample, people: pd.DataFrame) -> None:
    banner = (
        {"region": ("1+2", 3)},
        {"region": {"Coast": (1, "West"), "South": 2}},
        {"Usage": {"Often": "often >= 4", "Seldom": "often < 4"}},
        {"owns": {"Wheels": ("owns_1", "owns_2")}},
    )
    for group, expected in zip(
        banner,
        (
            {"North + South": people["region"].isin([1, 2]), "East": people["region"] == 3},
            {"Coast": people["region"].isin([1, 4]), "South": people["region"] == 2},
            {"Often": people["often"] >= 4, "Seldom": people["often"] < 4},
            {"Wheels": (people["owns_1"] == 1) | (people["owns_2"] == 1)},
        ),
        strict=True,
    ):
        tables = made(sample, banner=(group,), rows=("recommend",))
        assert [one.label for one in tables.banner.columns[1:]] == list(expected)
        for j, inside in enumerate(expected.values(), start=1):
            assert tables.table("recommend").bases[0, j] == inside.sum()


def test_one_question_may_be_put_together_in_several_ways(sample: Sample) -> None:
    banner = ("region", "region", {"region": ("1+2", 3)}, {"region": {"Coast": (1, 4)}})
    tables = made(sample, banner=banner, rows=("often", "region"))
    assert [group.key for group in tables.banner.groups] == ["region", "region 2", "region 3"]
    keys = [one.key for one in tables.banner.columns]
    assert len(set(keys)) == len(keys) == 1 + 4 + 2 + 1
    assert not any(tables.table("region").letters.ravel())


def test_a_net_and_what_it_holds_are_not_tested_against_each_other(sample: Sample) -> None:
    eager = SignificancePlan(levels=(51, 50.5))
    whole = made(sample, banner=({"region": ("1+2", 1, 2, 3)},), rows=("often",), significance=eager).table("often")
    letters = "".join(whole.letters[:, 1]).upper()
    assert "B" not in letters and "C" not in letters and "D" in letters
    assert any("A" in text.upper() for text in whole.letters[:, 4])


def test_a_group_by_condition_carries_no_letters_on_what_it_asks(sample: Sample) -> None:
    tables = made(sample, banner=({"Usage": {"Often": "often >= 4", "Seldom": "often < 4"}},))
    assert not any(tables.table("often").letters.ravel())
    assert not tables.table("often").associations


def test_nets_count_respondents_once(sample: Sample, people: pd.DataFrame) -> None:
    nets = {"owns": {"Wheels": ("owns_1", "owns_2")}, "region": {"Coast": ("1+4",)}, "needs": {"Ends": (1, 5)}}
    tables = made(sample, nets=nets)
    asked = people[["owns_1", "owns_2", "owns_3", "owns_4"]].notna().any(axis=1)
    hit = (people["owns_1"] == 1) | (people["owns_2"] == 1)
    for name, label, found, base in (
        ("owns", "Wheels", hit, asked),
        ("region", "Coast", people["region"].isin([1, 4]), people["region"].notna()),
        ("needs_1", "Ends", people["needs_1"].isin([1, 5]), people["needs_1"].notna()),
    ):
        table = tables.table(name)
        assert table.values[table.row(f"net:{label}"), 0] == pytest.approx(share(people, found, base), rel=SAME)


def test_those_who_gave_no_answer_may_stand_in_the_base(people: pd.DataFrame) -> None:
    answers = {"often": [1, 2, np.nan, 4, np.nan, 5], "sex": [1, 1, 1, 2, 2, 2]}
    one = make_sample(make_responses(SURVEY, answers))
    table = made(one, rows=("often",), banner=("sex",), show_missing=("often",)).table("often")
    missing = table.row("no_answer")
    assert table.bases[missing].tolist() == [6, 3, 3] and table.counts[missing].tolist() == [2, 1, 1]
    assert table.values[: missing + 1][[r.kind != "net" for r in table.rows[: missing + 1]], 0].sum() == pytest.approx(
        1
    )
    assert table.values[table.row("mean"), 0] == pytest.approx(3.0)


def test_filters_of_all_and_of_one_table_hold_together(sample: Sample, people: pd.DataFrame) -> None:
    tables = made(sample, filter="often >= 2", filters={"region": "sex == 1"}, rows=("region", "sex"))
    everyone = people["often"] >= 2
    assert tables.table("sex").bases[0, 0] == everyone.sum()
    assert tables.table("region").bases[0, 0] == (everyone & (people["sex"] == 1)).sum()
    assert "Male" in tables.table("region").filter_text and "Male" not in tables.table("sex").filter_text


def test_percentiles_are_those_of_the_weights(sample: Sample, people: pd.DataFrame) -> None:
    plain = sample.unweighted()
    table = made(plain, statistics={"spend": ("p10", "median", "p90")}, rows=("spend",), banner=("sex",)).table("spend")
    for j, inside in enumerate((people["sex"] > 0, people["sex"] == 1, people["sex"] == 2)):
        known = people["spend"][inside].dropna()
        for i, per_cent in enumerate((10, 50, 90)):
            expected = np.quantile(known, per_cent / 100, method="averaged_inverted_cdf")
            assert table.values[i, j] == pytest.approx(expected, rel=SAME)
    assert not any(table.letters.ravel())


def test_the_net_promoter_score_is_promoters_less_detractors(sample: Sample, people: pd.DataFrame) -> None:
    table = made(sample, statistics={"recommend": ("nps", "mean")}, rows=("recommend",)).table("recommend")
    known = people["recommend"].between(1, 10)
    promoters, detractors = people["recommend"] >= 9, people["recommend"] <= 6
    score = 100 * (share(people, promoters, known) - share(people, detractors, known))
    assert table.values[table.row("nps"), 0] == pytest.approx(score, rel=SAME)


def test_further_boxes_stand_beside_top_box_and_mean(sample: Sample, people: pd.DataFrame) -> None:
    tables = made(sample, summaries={"needs": ("bottom2", "top1")})
    assert [table.name for table in tables.tables][:4] == ["needs:top2", "needs:bottom2", "needs:top1", "needs:mean"]
    for name, codes in (("needs:bottom2", [1, 2]), ("needs:top1", [5])):
        expected = share(people, people["needs_2"].isin(codes), people["needs_2"].notna())
        assert tables.table(name).values[1, 0] == pytest.approx(expected, rel=SAME)


def test_columns_of_few_people_show_nothing_but_their_base(sample: Sample) -> None:
    table = made(sample, banner=("region",), rows=("often",), hide_below=30).table("often")
    assert 0 < table.bases[0, 4] < 30
    assert np.isnan(table.values[:, 4]).all() and not table.counts[:, 4].any()
    assert not np.isnan(table.values[:7, :4]).any()


def test_other_shares_are_of_the_row_of_everyone_and_of_mentions(sample: Sample) -> None:
    table = made(sample, banner=("sex",), rows=("owns",)).table("owns")
    np.testing.assert_allclose(table.percentages("row")[:, 1:3].sum(axis=1), 1.0, rtol=SAME)
    np.testing.assert_allclose(table.percentages("cell")[:, 1:3].sum(axis=1), table.values[:, 0], rtol=SAME)
    np.testing.assert_allclose(table.percentages("mentions")[:4].sum(axis=0), 1.0, rtol=SAME)


def test_the_test_of_the_whole_table_is_rao_scotts(sample: Sample, people: pd.DataFrame) -> None:
    table = made(sample, banner=("region", "owns"), rows=("often",), significance=SignificancePlan(min_base=5)).table(
        "often"
    )
    cells = [people.assign(v=people["w"] ** power) for power in (1, 2)]
    w, w2 = (
        cell.pivot_table(index="often", columns="region", values="v", aggfunc="sum").to_numpy(float) for cell in cells
    )
    expected = rao_scott(w, w2, N, N)
    assert [one.group for one in table.associations] == ["region"]
    assert table.associations[0].p == pytest.approx(expected.p, rel=SAME)
    assert table.associations[0].cramers_v == pytest.approx(expected.cramers_v, rel=SAME)


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        ({"banner": ("sexx",)}, "did you mean `sex`"),
        ({"banner": ("sex > regon",)}, "did you mean `region`"),
        ({"banner": ({"region": ()},)}, "has no columns"),
        ({"banner": ({"region": ("1+9",)},)}, "has no answer `9`"),
        ({"banner": ({"Usage": {"Often": "oftn >= 4"}},)}, "did you mean `often`"),
        ({"banner": ({"Usage": {"Often": "often >="}},)}, "cannot be read"),
        ({"banner": ("spend",)}, "derive bands"),
        ({"rows": ("ownz",)}, "did you mean `owns`"),
        ({"filters": {"regio": "sex == 1"}}, "did you mean `region`"),
        ({"filter": "spend > 1000000"}, "leaves nobody"),
        ({"filter": "sex == 7"}, "has no answer `7`"),
        ({"nets": {"owns": {"Wheels": ("owns_9",)}}}, "has no answer `owns_9`"),
        ({"nets": {"spend": {"Much": (1,)}}}, "has no answers to count together"),
        ({"nets": {"region": {"Nothing": ()}}}, "holds no answers"),
        ({"statistics": {"often": ("nps",)}}, "ten or eleven points"),
        ({"statistics": {"region": ("mean",)}}, "have no order"),
        ({"show_missing": ("owns",)}, "has no single answer"),
        ({"hide_below": -1}, "is no base"),
        ({"significance": SignificancePlan(tests="spss", variance="linearised")}, "is no part of the tests"),
        ({"significance": SignificancePlan(levels=(90, 95))}, "are no confidence levels"),
        ({"significance": SignificancePlan(levels=(99, 95, 90, 80))}, "are no confidence levels"),
    ],
)
def test_what_cannot_be_tabulated_is_told(sample: Sample, plan: dict[str, object], told: str) -> None:
    with pytest.raises(ResearchError, match=told):
        made(sample, **plan)


def test_all_faults_are_told_at_once(sample: Sample) -> None:
    with pytest.raises(ResearchError) as error:
        made(sample, banner=("sexx",), rows=("ownz",), filter="regon == 1", nets={"foo": {"A": (1,)}})
    assert len(error.value.faults) == 4


def small(n: int, weights: np.ndarray | None = None) -> Sample:
    answers = {"sex": np.resize([1, 2], n), "often": np.resize([1, 2, 3], n), "region": np.ones(n)}
    return make_sample(make_responses(SURVEY, answers), weights)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_one_or_two_respondents_make_tables_without_letters(n: int) -> None:
    tables = made(small(n), banner=("sex", "region", "owns"))
    assert not any(letter for table in tables.tables for letter in table.letters.ravel())


def test_empty_columns_and_questions_that_nobody_answered_are_empty(sample: Sample) -> None:
    table = made(small(90), banner=("region",), rows=("often",)).table("often")
    assert np.isnan(table.values[:, 2:]).all() and not table.bases[:, 2:].any()
    unanswered: Table = made(small(90), rows=("recommend",)).table("recommend")
    assert np.isnan(unanswered.values).all()


def test_weights_of_next_to_nothing_in_a_column_are_no_base() -> None:
    weights = np.where(np.arange(200) % 2 == 0, 1e-12, 1.0)
    table = made(small(200, weights), banner=("sex",), rows=("often",)).table("often")
    assert np.isfinite(table.values[:3]).all()


def test_two_hundred_columns_have_letters_of_two(sample: Sample) -> None:
    names = tuple({f"g{i}": {f"Low {i}": "often <= 2", f"High {i}": "often > 2"}} for i in range(100))
    tables = made(sample, banner=names, rows=("sex",))
    assert len(tables.banner.columns) == 201 and tables.banner.columns[200].letter == "GR"
