"""Standard errors from sums of weights are those of R's survey, and collapse to the textbook's for weights of one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm, t

from research.stats.linearised import logit_interval, mean_interval
from tests.respondent_tables import mean_covariances, moments, share_covariances, shares
from tests.shared_data import needs
from tests.table_oracle import AGREES, FIGURES, PEW, apart, logits_apart, made, mean_of, pew, share_of

EXACT = 1e-12


def test_shares_with_their_errors_are_those_of_svyby() -> None:
    people = made()
    found = share_of(people, people["y"] == 1, people["y"].notna(), "g")
    assert found.distance(FIGURES["shares"]) < AGREES
    assert logits_apart(found, FIGURES["shares"]["logits"]) < AGREES


def test_means_with_their_errors_are_those_of_svyby() -> None:
    assert mean_of(made(), "x", "g").distance(FIGURES["means"]) < AGREES


@needs(PEW)
@pytest.mark.parametrize(
    ("name", "question", "answer", "by"),
    [
        ("approve_by_age", "q1", "Approve", "age"),
        ("strongly_by_region", "q2", "Very strongly", "cregion"),
        ("health_law_by_sex", "q45", "Approve", "sex"),
    ],
)
def test_shares_of_a_real_poll_are_those_of_svyby(name: str, question: str, answer: str, by: str) -> None:
    people = pew()
    found = share_of(people, people[question] == answer, people[question].notna(), by)
    theirs = FIGURES["pew"][name]
    assert found.distance(theirs) < AGREES
    if "logits" in theirs:
        assert logits_apart(found, theirs["logits"]) < AGREES


@needs(PEW)
def test_means_of_a_real_poll_are_those_of_svyby() -> None:
    assert mean_of(pew(), "age", "cregion").distance(FIGURES["pew"]["age_code_by_region"]) < AGREES


def test_the_covariance_of_shares_in_overlapping_columns_is_that_of_svycontrast() -> None:
    people, theirs = made(), FIGURES["overlap_of_shares"]
    rows = (people[["y"]] == 1).to_numpy(), people[["y"]].notna().to_numpy()
    part = (people[["a", "b"]] == 1).to_numpy(), people["w"].to_numpy()
    found = share_covariances(*rows, *part)[0]
    agrees_with_contrast(found, theirs)


def test_the_covariance_of_means_in_overlapping_columns_is_that_of_svycontrast() -> None:
    people, theirs = made(), FIGURES["overlap_of_means"]
    values, part = people[["x"]].to_numpy(), ((people[["a", "b"]] == 1).to_numpy(), people["w"].to_numpy())
    found = mean_covariances(values, *part)[0]
    agrees_with_contrast(found, theirs)


def agrees_with_contrast(found: np.ndarray, theirs: dict[str, object]) -> None:
    assert apart(np.diag(found), theirs["variances"]) < AGREES  # type: ignore[arg-type]
    assert apart(found[0, 1], theirs["covariance"]) < AGREES  # type: ignore[arg-type]
    difference = np.sqrt(found[0, 0] + found[1, 1] - 2 * found[0, 1])
    assert apart(difference, theirs["standard_error"]) < AGREES  # type: ignore[arg-type]
    np.testing.assert_array_equal(found, found.T)


def test_weights_of_one_give_the_usual_errors_of_everybody() -> None:
    rng = np.random.default_rng(2)
    x, everyone, ones = rng.normal(5, 2, (80, 1)), np.ones((80, 1), bool), np.ones(80)
    mean = moments(x, everyone, ones).standard_errors[0, 0]
    assert mean == pytest.approx(x.std(ddof=1) / np.sqrt(80), rel=EXACT)
    hits = x > 5
    share = shares(hits, everyone, everyone, ones).standard_errors[0, 0]
    assert share == pytest.approx(np.sqrt(hits.mean() * (1 - hits.mean()) / 79), rel=EXACT)


def test_weights_may_be_on_any_scale() -> None:
    people = made()
    heavy = people.assign(w=people["w"] * 1e6)
    found, scaled = mean_of(people, "x", "g"), mean_of(heavy, "x", "g")
    np.testing.assert_allclose(scaled.standard_errors, found.standard_errors, rtol=EXACT)


def test_a_share_is_the_mean_of_nought_and_one() -> None:
    people = made()
    share = share_of(people, people["y"] == 1, people["y"].notna(), "g")
    np.testing.assert_allclose(mean_of(people, "y", "g").standard_errors, share.standard_errors, rtol=1e-10)


def test_columns_apart_have_no_covariance_and_the_diagonal_is_the_variance() -> None:
    people = made()
    rows = (people[["y"]] == 1).to_numpy(), people[["y"]].notna().to_numpy()
    part = np.column_stack([people["g"] == g for g in (1, 2, 3)]), people["w"].to_numpy()
    found = share_covariances(*rows, *part)[0]
    np.testing.assert_allclose(np.diag(found), shares(*rows, *part).standard_errors[0] ** 2, rtol=EXACT)
    assert not found[~np.eye(3, dtype=bool)].any()


def test_an_empty_column_has_no_error_and_a_unanimous_one_none_at_all() -> None:
    hits, asked = np.array([[True], [True], [False]]), np.ones((3, 1), bool)
    members = np.array([[True, False], [True, False], [False, False]])
    found = shares(hits, asked, members, np.array([1.0, 2.0, 1.0])).standard_errors
    np.testing.assert_array_equal(found, [[0.0, np.nan]])
    assert np.isnan(logit_interval(1.0, 0.0, 95)).all()


def test_one_respondent_tells_no_error() -> None:
    found = moments(np.array([[3.0]]), np.ones((1, 1), bool), np.ones(1)).standard_errors
    assert np.isnan(found).all()


def test_intervals_are_those_of_the_quantile_asked_for() -> None:
    low, high = mean_interval(2.0, 0.5, 90)
    assert (low, high) == pytest.approx((2 - 0.5 * norm.isf(0.05), 2 + 0.5 * norm.isf(0.05)), rel=1e-10)
    low, high = logit_interval(0.5, 0.05, 95, 12)
    half = t.isf(0.025, 12) * 0.05 / 0.25
    assert (low, high) == pytest.approx((1 / (1 + np.exp(half)), 1 / (1 + np.exp(-half))), rel=1e-10)
