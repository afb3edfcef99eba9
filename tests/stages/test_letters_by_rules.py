"""Letters by every package's rules, correction, family and variance, made once more pair by pair."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from scipy.stats import norm

from research.domain.sample import Sample
from research.domain.tables import MEANS, SHARES, Tables
from research.stages.tables import SignificancePlan, TablePlan, tabulate
from research.stats.column_pairs import MeanPairs, SharePairs
from research.stats.column_tests import PRESETS
from research.stats.multiplicity import adjust
from research.stats.tabulation import Bases
from tests.factories import make_questionnaire, make_responses, make_sample

N, GROUPS = 1200, 5
SURVEY = make_questionnaire(
    ordinal={"mood": 5}, nominal={"place": [f"Place {i + 1}" for i in range(GROUPS)]}, numeric=["spend"]
)


@pytest.fixture(scope="module")
def sample() -> Sample:
    rng = np.random.default_rng(3)
    place = rng.integers(1, GROUPS + 1, N)
    answers = {
        "place": place,
        "mood": np.clip(np.rint(rng.normal(3 + 0.12 * place, 1.1)), 1, 5),
        "spend": rng.gamma(2, 5 + 0.4 * place),
    }
    return make_sample(make_responses(SURVEY, answers), rng.lognormal(0, 0.4, N))


def made(sample: Sample, plan: SignificancePlan) -> Tables:
    wanted = TablePlan(banner=("place",), rows=("mood", "spend"), significance=plan)
    return tabulate(sample, None, (), frozenset(), wanted)


def one(value: float) -> np.ndarray:
    return np.array([[[value]]])


def bases(tables: Tables, name: str, i: int, j: int) -> Bases:
    table = tables.table(name)
    return Bases(*(one(part[i, j]) for part in (table.bases, table.weighted_bases, table.effective_bases)))


def sd_of(sample: Sample, name: str, j: int) -> float:
    """The standard deviation of a column, from respondents."""
    values, codes = sample.responses.scored([name])[:, 0].astype(float), sample.responses.codes["place"]
    inside = (codes == j) & ~np.isnan(values)
    x, w = values[inside], sample.weights[inside]
    n = w.sum() ** 2 / (w**2).sum()
    return float(np.sqrt(np.average((x - np.average(x, weights=w)) ** 2, weights=w) * n / (n - 1)))


def p_and_sign(sample: Sample, tables: Tables, preset: str, name: str, i: int, j: int, k: int) -> tuple[float, float]:
    """Of one pair of columns, by the package's own test."""
    table, zero = tables.table(name), one(0.0)
    pair = one(table.values[i, j]), one(table.values[i, k])
    two = bases(tables, name, i, j), bases(tables, name, i, k)
    if table.rows[i].kind in MEANS:
        sds = one(sd_of(sample, name, j)), one(sd_of(sample, name, k))
        found = PRESETS[preset].means(MeanPairs(*pair, *sds, *two, zero))
    else:
        found = PRESETS[preset].shares(SharePairs(*pair, *two, zero))
    return float(found.p.ravel()[0]), float(found.statistic.ravel()[0])


def expected(sample: Sample, tables: Tables, plan: SignificancePlan, name: str) -> np.ndarray:
    table, preset = tables.table(name), PRESETS[plan.tests]
    limits = preset.limits if plan.levels is None else [1 - level / 100 for level in plan.levels]
    tested = [i for i, row in enumerate(table.rows) if row.kind in (*SHARES, *MEANS)]
    pairs = [(j, k) for j, k in permutations(range(1, GROUPS + 1), 2) if j < k]
    raw = {(i, j, k): p_and_sign(sample, tables, plan.tests, name, i, j, k) for i in tested for j, k in pairs}
    families = [tested] if plan.family == "table" else [[i] for i in tested]
    corrected: dict[tuple[int, int, int], float] = {}
    for family in families:
        keys = [(i, j, k) for i in family for j, k in pairs]
        adjusted = adjust(np.array([raw[key][0] for key in keys]), plan.correction or preset.correction)
        corrected |= dict(zip(keys, adjusted.tolist(), strict=True))
    found = np.full(table.values.shape, "", dtype=object)
    for i in tested:
        for j, k in permutations(range(1, GROUPS + 1), 2):
            key = (i, min(j, k), max(j, k))
            p, sign = raw[key]
            higher = sign > 0 if j < k else sign < 0
            if not higher or not corrected[key] <= limits[-1]:
                continue
            graded = p if preset.graded_by == "uncorrected" else corrected[key]
            grade = sum(graded > limit for limit in limits[:-1])
            letter = tables.banner.columns[k].letter
            marks = [letter, letter.lower()] if len(limits) < 3 else [f"{letter}+", letter, letter.lower()]
            space = " " if len(limits) == 3 and found[i, j] else ""
            found[i, j] += space + marks[grade]
    return found


PLANS = [
    *(SignificancePlan(tests=tests) for tests in ("house", "dimensions", "spss", "askia", "q")),  # type: ignore[arg-type]
    *(
        SignificancePlan(correction=correction, family=family)  # type: ignore[arg-type]
        for correction in ("bonferroni", "holm", "benjamini_hochberg")
        for family in ("row", "table")
    ),
    SignificancePlan(levels=(95,)),
    SignificancePlan(levels=(99, 95, 90)),
    SignificancePlan(tests="q", correction="none", levels=(99, 80)),
]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.tests} {plan.correction} {plan.family} {plan.levels}")
def test_letters_are_those_of_every_pair_by_itself(sample: Sample, plan: SignificancePlan) -> None:
    tables, seen = made(sample, plan), 0
    for name in ("mood", "spend"):
        mine = tables.table(name).letters
        assert mine.tolist() == expected(sample, tables, plan, name).tolist()
        seen += sum(map(len, mine.ravel()))
    assert seen > 0


def test_linearised_letters_are_those_of_the_standard_errors(sample: Sample) -> None:
    tables = made(sample, SignificancePlan(variance="linearised"))
    table = tables.table("spend")
    values, errors = table.values[0], table.standard_errors[0]
    for j in range(1, GROUPS + 1):
        told = ""
        for k in range(1, GROUPS + 1):
            z = (values[j] - values[k]) / np.hypot(errors[j], errors[k]) if j != k else 0.0
            letter = tables.banner.columns[k].letter
            told += letter if z >= norm.isf(0.025) else letter.lower() if z >= norm.isf(0.05) else ""
        assert table.letters[0, j] == told


def test_a_stricter_rule_gives_no_more_letters(sample: Sample) -> None:
    def count(**plan: object) -> int:
        tables = made(sample, SignificancePlan(**plan))  # type: ignore[arg-type]
        return sum(len(text) for table in tables.tables for text in table.letters.ravel())

    none = count()
    assert count(correction="bonferroni", family="table") <= count(correction="bonferroni") < none
    assert count(correction="bonferroni") <= count(correction="holm") <= count(correction="benjamini_hochberg") <= none
