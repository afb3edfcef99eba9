"""The test of a weighted table is R's svychisq, with empty rows and equal weights as well."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from research.stats.rao_scott import rao_scott
from tests.shared_data import needs
from tests.table_oracle import AGREES, FIGURES, PEW, independence, independence_apart, made, pew

EXACT = 1e-10
TABLES = {
    "two_by_three": ("y", "g"),
    "three_by_three": ("q", "g"),
    "overlapping_answers": ("a", "b"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_tested_as_svychisq_does(name: str) -> None:
    assert independence_apart(independence(made(), *TABLES[name]), FIGURES["chi_squares"][name]) < AGREES


def test_equal_weights_are_tested_as_svychisq_does() -> None:
    found = independence(made().assign(w=1.0), "q", "g")
    assert independence_apart(found, FIGURES["chi_squares"]["equal_weights"]) < AGREES


@needs(PEW)
@pytest.mark.parametrize("name", FIGURES["pew"]["chi_squares"])
def test_tables_of_a_real_poll_are_tested_as_svychisq_does(name: str) -> None:
    found = independence(pew(), *name.split("_by_"))
    assert independence_apart(found, FIGURES["pew"]["chi_squares"][name]) < AGREES


def test_equal_weights_give_pearsons_statistic_and_cramers_v() -> None:
    counts = np.array([[30.0, 20.0, 25.0], [10.0, 25.0, 15.0]])
    found = rao_scott(counts, counts, 125, 125)
    pearson = chi2_contingency(counts, correction=False).statistic
    assert found.chi_square == pytest.approx(pearson, rel=EXACT)
    assert found.cramers_v == pytest.approx(np.sqrt(pearson / 125), rel=EXACT)
    assert found.df == 2


def test_rows_and_columns_without_anybody_are_left_out() -> None:
    weights, squares = np.array([[3.0, 5.0], [6.0, 2.0]]), np.array([[4.0, 8.0], [9.0, 2.0]])
    padded = [np.insert(np.insert(part, 1, 0.0, axis=0), 2, 0.0, axis=1) for part in (weights, squares)]
    assert astuple(rao_scott(*padded, 14, 20)) == astuple(rao_scott(weights, squares, 14, 20))


def test_an_empty_cell_is_no_hindrance() -> None:
    counts = np.array([[30.0, 0.0], [10.0, 25.0]])
    assert rao_scott(counts, counts, 65, 65).p < 1e-6


def test_the_scale_of_the_weights_does_not_matter() -> None:
    found = independence(made(), "q", "g")
    np.testing.assert_allclose(
        astuple(independence(made().assign(w=made()["w"] * 300), "q", "g")), astuple(found), rtol=EXACT
    )


@pytest.mark.parametrize("counts", [[[5.0, 9.0]], [[5.0], [9.0]], [[0.0, 0.0], [3.0, 4.0]], [[0.0, 0.0], [0.0, 0.0]]])
def test_a_single_row_or_column_is_not_tested(counts: list[list[float]]) -> None:
    table = np.array(counts)
    assert np.isnan(rao_scott(table, table, 14, 14).p)


def test_without_dependence_the_test_is_as_often_wrong_as_it_says() -> None:
    rng = np.random.default_rng(3)
    wrong = []
    for _ in range(600):
        w = rng.lognormal(0, 0.6, 300)
        place = np.zeros((300, 3, 3))
        place[range(300), rng.integers(0, 3, 300), rng.integers(0, 3, 300)] = 1
        wrong.append(rao_scott(np.tensordot(w, place, 1), np.tensordot(w**2, place, 1), 300, 300).p < 0.05)
    assert np.mean(wrong) == pytest.approx(0.05, abs=0.03)
