"""Differences within respondents are those of R's svycontrast, McNemar and Student."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from research.stats.paired import paired_tests
from tests.table_oracle import AGREES, FIGURES, apart, made

EXACT = 1e-10
ORACLE = FIGURES["paired"]


def everyone(n: int) -> np.ndarray:
    return np.ones((n, 1), dtype=bool)


def test_weighted_shares_differ_as_svycontrast_says() -> None:
    people = made().dropna(subset=["y"])
    found = paired_tests(people[["y", "a"]].to_numpy(), everyone(len(people)), people["w"].to_numpy())
    assert apart(found.differences[0, 0, 1], ORACLE["shares"]["difference"]) < AGREES
    assert apart(found.standard_errors[0, 0, 1], ORACLE["shares"]["standard_error"]) < AGREES


def test_weighted_means_differ_as_svycontrast_says() -> None:
    people = made().dropna(subset=["x"])
    values = np.column_stack([people["x"], ORACLE["z"]])
    found = paired_tests(values, everyone(len(people)), people["w"].to_numpy())
    assert apart(found.differences[0, 0, 1], ORACLE["means"]["difference"]) < AGREES
    assert apart(found.standard_errors[0, 0, 1], ORACLE["means"]["standard_error"]) < AGREES


def test_shares_without_weights_are_tested_as_mcnemar_does_but_for_the_variance_under_equality() -> None:
    values = made()[["y", "a"]].dropna().to_numpy()
    n, mcnemar = len(values), ORACLE["mcnemar"]
    z = paired_tests(values, everyone(n), np.ones(n)).z[0, 0, 1]
    assert apart(z**2, mcnemar * (n - 1) / (n - mcnemar)) < AGREES


def test_means_without_weights_are_tested_as_student_does() -> None:
    values = np.column_stack([made()["x"].dropna(), ORACLE["z"]])
    found = paired_tests(values, everyone(len(values)), np.ones(len(values)))
    assert apart(found.z[0, 0, 1], ORACLE["student_t"]) < AGREES
    assert apart(found.standard_errors[0, 0, 1], ORACLE["student_error"]) < AGREES


def test_every_column_and_every_two_items_are_those_of_a_plain_loop() -> None:
    rng = np.random.default_rng(5)
    n, items = 90, 4
    values = np.where(rng.random((n, items)) < 0.2, np.nan, rng.normal(4, 1, (n, items)))
    members, w = rng.random((n, 3)) < 0.6, rng.lognormal(0, 0.5, n)
    found = paired_tests(values, members, w)
    for c in range(3):
        u = []
        for i in range(items):
            inside = members[:, c] & ~np.isnan(values[:, i])
            mean = np.average(values[inside, i], weights=w[inside])
            u.append(np.where(inside, w * (np.nan_to_num(values[:, i]) - mean), 0.0) / w[inside].sum())
        for i in range(items):
            for j in range(items):
                error = np.sqrt(n / (n - 1) * ((u[i] - u[j]) ** 2).sum())
                if i != j:
                    assert found.standard_errors[c, i, j] == pytest.approx(error, rel=EXACT)
                    assert found.p[c, i, j] == pytest.approx(2 * norm.sf(abs(found.differences[c, i, j] / error)))
    np.testing.assert_allclose(found.z, -found.z.transpose(0, 2, 1), rtol=1e-9)


def test_an_item_is_not_tested_against_itself_nor_against_its_copy() -> None:
    values = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    found = paired_tests(values, everyone(4), np.array([1.0, 2.0, 0.5, 1.0]))
    assert np.isnan(found.z[0, [0, 0, 1, 2], [0, 1, 1, 2]]).all()
    assert not np.isnan(found.z[0, 0, 2])


def test_an_empty_column_and_an_unanswered_item_are_not_tested() -> None:
    values = np.array([[1.0, 0.0, np.nan], [0.0, 0.0, np.nan], [1.0, 1.0, np.nan]])
    members = np.array([[True, False], [True, False], [True, False]])
    found = paired_tests(values, members, np.ones(3))
    assert np.isnan(found.differences[1]).all() and np.isnan(found.p[1]).all()
    assert np.isnan(found.p[0, :, 2]).all() and not np.isnan(found.p[0, 0, 1])


def test_without_difference_the_test_is_as_often_wrong_as_it_says() -> None:
    rng = np.random.default_rng(6)
    w, common = rng.lognormal(0, 0.5, 400), rng.normal(0, 1, 400)
    values = (common[:, None] + rng.normal(0, 1, (400, 80)) > 0.2).astype(float)
    found = paired_tests(values, everyone(400), w).p[0][np.triu_indices(80, 1)]
    assert np.mean(found < 0.05) == pytest.approx(0.05, abs=0.03)
