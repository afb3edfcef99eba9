"""Tests between columns give the figures that packages document, and collapse to the textbook's where they must."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm, t

from research.stats import tabulation
from research.stats.cell_sums import answer_sums, profiles
from research.stats.column_dimensions import dimensions_overlaps
from research.stats.column_house import linearised_means, pooled_shares, unpooled_shares, welch_means
from research.stats.column_pairs import ColumnTest, MeanPairs, SharePairs, mean_pairs, share_pairs
from research.stats.column_tests import PRESETS
from research.stats.multiplicity import CORRECTIONS
from research.stats.proportions import column_means_z, column_proportions_z
from research.stats.tabulation import Bases, Moments, Shares
from tests.respondent_tables import moments, overlaps, shares
from tests.table_oracle import AGREES, FIGURES, apart, made

PRINTED = 5e-7
"""The documented standard errors are printed with six decimals."""
EXACT = 1e-12
ONCE, REPEATED = FIGURES["two_columns"]["once"], FIGURES["two_columns"]["repeated"]


def bases(unweighted: float, weighted: float, effective: float) -> Bases:
    return Bases(np.array([[unweighted]]), np.array([[weighted]]), np.array([[effective]]))  # type: ignore[arg-type]


def shares_of(p1: float, p2: float, one: Bases, two: Bases, overlap: float = 0.0) -> SharePairs:
    return SharePairs(np.array([[p1]]), np.array([[p2]]), one, two, np.array([[overlap]]))


def means_of(m1: float, m2: float, sd1: float, sd2: float, one: Bases, two: Bases, overlap: float = 0.0) -> MeanPairs:
    return MeanPairs(*(np.array([[part]]) for part in (m1, m2, sd1, sd2)), one, two, np.array([[overlap]]))


def only(part: np.ndarray) -> float:
    return float(part.ravel()[0])


DOCUMENTED = bases(420, 400, 320), bases(330, 310, 250)


def two_columns(times: np.ndarray) -> tuple[Shares, Moments, np.ndarray]:
    """The share of y and the mean of x in the invented sample's first two columns, and the overlaps."""
    people = made()[lambda p: p["g"] < 3]
    members = np.column_stack([people["g"] == 1, people["g"] == 2])
    hits, asked = (people[["y"]] == 1).to_numpy(), people[["y"]].notna().to_numpy()
    return (
        shares(hits, asked, members, times),
        moments(people[["x"]].to_numpy(), members, times),
        np.zeros((1, 2, 2)),
    )


def outcome_of_shares(preset: str, times: np.ndarray) -> ColumnTest:
    found, _, none = two_columns(times)
    return PRESETS[preset].shares(share_pairs(found.values, found.bases, none))


def outcome_of_means(preset: str, times: np.ndarray) -> ColumnTest:
    _, found, none = two_columns(times)
    return PRESETS[preset].means(mean_pairs(found.means, found.sds, found.bases, none))


ONES = np.ones(len(FIGURES["two_columns"]["times"]))
TIMES = np.array(FIGURES["two_columns"]["times"], dtype=np.float64)


class TestDimensions:
    def test_the_documented_example(self) -> None:
        found = PRESETS["dimensions"].shares(shares_of(0.45, 0.36, *DOCUMENTED))
        assert 0.09 / only(found.statistic) == pytest.approx(0.041526, abs=PRINTED)
        assert only(found.statistic) == pytest.approx(2.1673, abs=5e-5)
        assert only(found.df) == 568
        assert only(found.p) == pytest.approx(0.03063, abs=5e-6)

    def test_the_documented_example_with_sixty_in_both(self) -> None:
        found = PRESETS["dimensions"].shares(shares_of(0.45, 0.36, *DOCUMENTED, 60 / (320 * 250)))
        assert 0.09 / only(found.statistic) == pytest.approx(0.036897, abs=PRINTED)
        assert only(found.statistic) == pytest.approx(2.4392, abs=5e-5)
        assert only(found.df) == pytest.approx(508)
        assert only(found.p) == pytest.approx(0.01506, abs=5e-6)

    def test_without_effective_bases_p_is_half_as_large(self) -> None:
        weighted = bases(420, 400, 400), bases(330, 310, 310)
        assert only(PRESETS["dimensions"].shares(shares_of(0.45, 0.36, *weighted)).p) == pytest.approx(
            0.01587, abs=5e-6
        )

    def test_identical_shares_and_means_are_not_tested(self) -> None:
        assert np.isnan(PRESETS["dimensions"].shares(shares_of(0.4, 0.4, *DOCUMENTED)).p).all()
        assert np.isnan(PRESETS["dimensions"].means(means_of(3.0, 3.0, 1.0, 1.2, *DOCUMENTED)).p).all()

    def test_their_overlap_is_the_effective_base_of_those_in_both(self) -> None:
        rng = np.random.default_rng(9)
        members, w, asked = rng.random((70, 3)) < 0.6, rng.lognormal(0, 0.8, 70), rng.random(70) < 0.9
        people = profiles(members, [range(3)], w)
        sums = answer_sums(np.where(asked, 0, 1).astype(np.int32), 1, people)
        every = np.ones((1, 1), bool)
        found = dimensions_overlaps(sums.shared, every, people.pairs, tabulation.bases(sums.columns, every))

        def base(who: np.ndarray) -> float:
            inside = w[asked & who]
            return float(inside.sum() ** 2 / (inside**2).sum())

        for (i, j), mine in zip(people.pairs, found[0], strict=True):
            one, two = members[:, i], members[:, j]
            assert mine == pytest.approx(base(one & two) / (base(one) * base(two)), rel=EXACT)

    def test_one_degree_of_freedom_is_too_few(self) -> None:
        one, two = bases(2, 2, 1.5), bases(2, 2, 1.5)
        assert np.isnan(PRESETS["dimensions"].shares(shares_of(0.4, 0.6, one, two)).p).all()

    def test_means_without_weights_are_students(self) -> None:
        found = outcome_of_means("dimensions", ONES)
        assert apart(found.statistic[0, 0, 1], ONCE["pooled_t"]) < AGREES
        assert found.df[0, 0, 1] == ONCE["pooled_df"]
        assert apart(found.p[0, 0, 1], ONCE["pooled_p"]) < AGREES

    def test_the_pooled_variance_of_weighted_means_is_quantipys(self) -> None:
        """Σ (W − 1)s² / Σ (W − q/W), s² with W − 1 below the line."""
        rng = np.random.default_rng(7)
        x, w, first = rng.normal(3, 1, 60), rng.lognormal(0, 0.5, 60), np.arange(60) < 25
        members = np.column_stack([first, ~first])
        found = moments(x[:, None], members, w)
        above, below, effective, centres = 0.0, 0.0, [], []
        for inside in members.T:
            weights, mean = w[inside], np.average(x[inside], weights=w[inside])
            s2 = (weights * (x[inside] - mean) ** 2).sum() / (weights.sum() - 1)
            above += s2 * (weights.sum() - 1)
            below += weights.sum() - (weights**2).sum() / weights.sum()
            effective.append(weights.sum() ** 2 / (weights**2).sum())
            centres.append(mean)
        expected = (centres[0] - centres[1]) / np.sqrt(above / below * (1 / effective[0] + 1 / effective[1]))
        test = PRESETS["dimensions"].means(mean_pairs(found.means, found.sds, found.bases, np.zeros((1, 2, 2))))
        assert test.statistic[0, 0, 1] == pytest.approx(expected, rel=EXACT)
        assert test.df[0, 0, 1] == pytest.approx(sum(effective) - 2, rel=EXACT)


class TestSpss:
    def test_shares_without_weights_are_those_of_prop_test(self) -> None:
        found = outcome_of_shares("spss", ONES)
        assert apart(found.statistic[0, 0, 1] ** 2, ONCE["chi_square"]) < AGREES
        assert apart(found.p[0, 0, 1], ONCE["p"]) < AGREES

    def test_weights_count_respondents(self) -> None:
        found, means = outcome_of_shares("spss", TIMES), outcome_of_means("spss", TIMES)
        assert apart(found.p[0, 0, 1], REPEATED["p"]) < AGREES
        assert apart(means.statistic[0, 0, 1], REPEATED["pooled_t"]) < AGREES
        assert means.df[0, 0, 1] == REPEATED["pooled_df"]
        assert apart(means.p[0, 0, 1], REPEATED["pooled_p"]) < AGREES

    def test_bases_are_rounded_and_overlap_and_effective_bases_play_no_part(self) -> None:
        found = PRESETS["spss"].shares(shares_of(0.45, 0.36, bases(420, 400.4, 90), bases(330, 309.5, 70), 0.01))
        assert only(found.statistic) == pytest.approx(only(column_proportions_z(0.45, 0.36, 400, 310)), rel=EXACT)
        assert only(found.df) == np.inf

    @pytest.mark.parametrize(("p1", "p2", "base"), [(0.0, 0.3, 50), (0.3, 1.0, 50), (0.3, 0.5, 1.4)])
    def test_nobody_everybody_and_single_respondents_are_not_tested(self, p1: float, p2: float, base: float) -> None:
        found = PRESETS["spss"].shares(shares_of(p1, p2, bases(60, 60, 60), bases(base, base, base)))
        assert np.isnan(found.p).all()


class TestAskia:
    def test_shares_have_variances_of_their_own_on_weighted_bases(self) -> None:
        found = PRESETS["askia"].shares(shares_of(0.45, 0.36, *DOCUMENTED, 0.001))
        assert only(found.statistic) == pytest.approx(0.09 / np.sqrt(0.45 * 0.55 / 400 + 0.36 * 0.64 / 310), rel=EXACT)

    def test_means_have_variances_of_their_own(self) -> None:
        found = PRESETS["askia"].means(means_of(3.2, 2.9, 1.1, 0.9, *DOCUMENTED))
        assert only(found.statistic) == pytest.approx(0.3 / np.sqrt(1.21 / 400 + 0.81 / 310), rel=EXACT)

    def test_fewer_than_five_expected_answers_are_dropped(self) -> None:
        one = bases(50, 50, 50)
        assert np.isnan(PRESETS["askia"].shares(shares_of(0.09, 0.1, one, one)).p).all()
        assert not np.isnan(PRESETS["askia"].shares(shares_of(0.1, 0.11, one, one)).p).any()

    def test_its_letters_begin_where_its_critical_values_do(self) -> None:
        assert norm.isf(np.array(PRESETS["askia"].limits) / 2) == pytest.approx([2.576, 1.96, 1.65], rel=1e-9)


class TestQ:
    def test_shares_without_weights_are_pearsons_chi_square(self) -> None:
        found = outcome_of_shares("q", ONES)
        assert apart(found.p[0, 0, 1], ONCE["p"]) < AGREES
        assert found.df[0, 0, 1] == np.inf

    def test_weighted_shares_are_read_on_the_respondents(self) -> None:
        found = PRESETS["q"].shares(shares_of(0.45, 0.36, *DOCUMENTED))
        assert only(found.statistic) == pytest.approx(2.1673, abs=5e-5)
        assert only(found.p) == pytest.approx(2 * t.sf(only(found.statistic), 749), rel=1e-9)

    def test_means_without_weights_are_welchs(self) -> None:
        found = outcome_of_means("q", ONES)
        assert apart(found.statistic[0, 0, 1], ONCE["welch_t"]) < AGREES
        assert apart(found.df[0, 0, 1], ONCE["welch_df"]) < AGREES
        assert apart(found.p[0, 0, 1], ONCE["welch_p"]) < AGREES

    def test_a_single_respondent_is_not_tested(self) -> None:
        one, two = bases(1, 1, 1), bases(60, 60, 50)
        assert np.isnan(PRESETS["q"].shares(shares_of(0.0, 0.5, one, two)).p).all()
        assert np.isnan(PRESETS["q"].means(means_of(3.0, 4.0, 1.0, 1.0, one, two)).p).all()


class TestHouse:
    def test_shares_and_means_are_those_of_the_tables(self) -> None:
        one, two, c = *DOCUMENTED, 0.0005
        z = column_proportions_z(0.45, 0.36, 320, 250, c)
        assert only(pooled_shares(shares_of(0.45, 0.36, one, two, c)).statistic) == only(z)
        found = welch_means(means_of(3.2, 2.9, 1.1, 0.9, one, two, c))
        assert only(found.statistic) == only(column_means_z(3.2, 2.9, 1.1, 0.9, 320, 250, c))
        assert only(found.p) == pytest.approx(2 * norm.sf(only(found.statistic)), rel=1e-9)

    def test_too_few_expected_cases_are_not_tested(self) -> None:
        pairs = shares_of(0.02, 0.04, bases(100, 100, 100), bases(200, 200, 200))
        assert np.isnan(pooled_shares(pairs).p).all() and np.isnan(unpooled_shares(pairs).p).all()

    def test_unpooled_shares_are_the_means_of_nought_and_one(self) -> None:
        pairs = shares_of(0.45, 0.36, *DOCUMENTED, 0.0005)
        sds = np.sqrt(0.45 * 0.55), np.sqrt(0.36 * 0.64)
        found = unpooled_shares(pairs)
        assert only(found.statistic) == pytest.approx(
            only(column_means_z(0.45, 0.36, *sds, 320, 250, 0.0005)), rel=EXACT
        )

    def test_linearised_variances_give_the_z_of_svycontrast(self) -> None:
        theirs = FIGURES["overlap_of_shares"]
        first, second = (np.array(part) for part in zip(theirs["values"], theirs["variances"], strict=True))
        found = linearised_means(
            first[0], second[0], np.sqrt(first[1]), np.sqrt(second[1]), np.array(theirs["covariance"])
        )
        assert apart(found.statistic, theirs["difference"] / theirs["standard_error"]) < AGREES


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_takes_every_two_columns_of_a_table_and_is_blind_to_their_order(preset: str) -> None:
    rng = np.random.default_rng(8)
    n, w = 400, rng.lognormal(0, 0.4, 400)
    members = rng.random((n, 4)) < 0.5
    asked, hits = np.ones((n, 3), bool), rng.random((n, 3)) < 0.4
    x = rng.normal(4, 1, (n, 3))
    both = np.array([overlaps(asked[:, r], members, w) for r in range(3)])
    found, measured = shares(hits, asked, members, w), moments(x, members, w)
    chosen = PRESETS[preset]
    for test in (
        chosen.shares(share_pairs(found.values, found.bases, both)),
        chosen.means(mean_pairs(measured.means, measured.sds, measured.bases, both)),
    ):
        assert test.statistic.shape == test.df.shape == test.p.shape == (3, 4, 4)
        np.testing.assert_allclose(test.statistic, -test.statistic.transpose(0, 2, 1), rtol=1e-9)
        np.testing.assert_allclose(test.p, test.p.transpose(0, 2, 1), rtol=1e-9)
        assert np.isnan(test.p[:, range(4), range(4)]).all()
        assert not np.isnan(test.p[:, 0, 1:3]).any()
        assert np.array_equal(np.isnan(test.p), np.isnan(test.df))


@pytest.mark.parametrize("preset", PRESETS)
def test_empty_columns_are_not_tested(preset: str) -> None:
    pairs = shares_of(0.4, np.nan, bases(80, 80, 80), bases(0, 0, 0))
    assert np.isnan(PRESETS[preset].shares(pairs).p).all()
    means = means_of(3.0, np.nan, 1.0, np.nan, bases(80, 80, 80), bases(0, 0, 0))
    assert np.isnan(PRESETS[preset].means(means).p).all()


@pytest.mark.parametrize("preset", [name for name, preset in PRESETS.items() if preset.overlaps])
def test_two_columns_of_the_same_respondents_are_not_tested_where_overlap_is_known(preset: str) -> None:
    same = bases(80, 80, 64)
    assert np.isnan(PRESETS[preset].shares(shares_of(0.4, 0.4, same, same, 1 / 64)).p).all()
    assert np.isnan(PRESETS[preset].means(means_of(3.0, 3.0, 1.0, 1.0, same, same, 1 / 64)).p).all()


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_that_know_overlap_and_no_others_are_changed_by_it(preset: str) -> None:
    pairs = shares_of(0.45, 0.36, *DOCUMENTED)
    apart_, together = (PRESETS[preset].shares(replace(pairs, overlap=np.array([[c]]))) for c in (0.0, 0.0005))
    assert (only(apart_.statistic) != only(together.statistic)) is (PRESETS[preset].overlaps is not None)


@pytest.mark.parametrize("preset", PRESETS)
def test_settings_of_presets_hold_together(preset: str) -> None:
    chosen = PRESETS[preset]
    assert chosen.correction in CORRECTIONS
    assert list(chosen.limits) == sorted(set(chosen.limits)) and chosen.limits[0] > 0 and chosen.limits[-1] <= 0.1
    assert chosen.least_base >= 1
