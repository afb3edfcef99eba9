"""Sums of weights are those of plain loops, of columns that overlap too."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.weight_sums import mean_pair_sums, mean_sums, share_pair_sums, share_sums

EXACT = 1e-12
RNG = np.random.default_rng(4)
N, ROWS, COLUMNS = 50, 3, 4
WEIGHTS = RNG.lognormal(0, 0.5, N)
MEMBERS = RNG.random((N, COLUMNS)) < 0.5
ASKED = RNG.random((N, ROWS)) < 0.8
HITS = RNG.random((N, ROWS)) < 0.4
VALUES = np.where(ASKED, RNG.normal(3, 1, (N, ROWS)), np.nan)


@pytest.mark.parametrize("row", range(ROWS))
@pytest.mark.parametrize("column", range(COLUMNS))
def test_sums_of_a_cell_are_those_of_its_respondents(row: int, column: int) -> None:
    shares, means = share_sums(HITS, ASKED, MEMBERS, WEIGHTS), mean_sums(VALUES, MEMBERS, WEIGHTS)
    inside = MEMBERS[:, column] & ASKED[:, row]
    w, x, hit = WEIGHTS[inside], VALUES[inside, row], HITS[inside, row]
    loops = {
        "weights": w.sum(),
        "squares": (w**2).sum(),
        "hit_weights": w[hit].sum(),
        "hit_squares": (w[hit] ** 2).sum(),
        "values": (w * x).sum(),
        "square_values": (w**2 * x).sum(),
        "square_value_squares": (w**2 * x**2).sum(),
    }
    for name, expected in loops.items():
        for sums in (shares, means):
            if hasattr(sums, name):
                assert getattr(sums, name)[row, column] == pytest.approx(expected, rel=EXACT), name
    assert shares.n == means.n == N


@pytest.mark.parametrize("row", range(ROWS))
@pytest.mark.parametrize(("one", "other"), [(0, 1), (2, 1), (3, 3)])
def test_sums_of_two_columns_are_those_of_respondents_in_both(row: int, one: int, other: int) -> None:
    shares, means = share_pair_sums(HITS, ASKED, MEMBERS, WEIGHTS), mean_pair_sums(VALUES, MEMBERS, WEIGHTS)
    inside = MEMBERS[:, one] & MEMBERS[:, other] & ASKED[:, row]
    w2, x, hit = WEIGHTS[inside] ** 2, VALUES[inside, row], HITS[inside, row]
    at = row, one, other
    assert shares.squares[at] == pytest.approx(w2.sum(), rel=EXACT)
    assert shares.hit_squares[at] == pytest.approx(w2[hit].sum(), rel=EXACT)
    assert means.squares[at] == pytest.approx(w2.sum(), rel=EXACT)
    assert means.square_values[at] == pytest.approx((w2 * x).sum(), rel=EXACT)
    assert means.square_value_squares[at] == pytest.approx((w2 * x**2).sum(), rel=EXACT)
