"""Adjusted p-values are those of R's p.adjust; what was not tested does not count."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.multiplicity import CORRECTIONS, adjust, adjust_families, adjust_pairs
from tests.table_oracle import FIGURES

EXACT = 1e-12
ORACLE = FIGURES["adjust"]
P = np.array(ORACLE["p"], dtype=np.float64)


@pytest.mark.parametrize("correction", ["bonferroni", "holm", "benjamini_hochberg"])
def test_a_family_is_adjusted_as_r_does(correction: str) -> None:
    theirs = np.array(ORACLE["by"][correction], dtype=np.float64)
    np.testing.assert_allclose(adjust(P, correction), theirs, rtol=EXACT)


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_what_was_not_tested_stays_untested_and_changes_nothing(correction: str) -> None:
    tested = P[~np.isnan(P)]
    found = adjust(P, correction)
    assert np.array_equal(np.isnan(found), np.isnan(P))
    np.testing.assert_array_equal(found[~np.isnan(P)], adjust(tested, correction))


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_families_are_adjusted_apart_and_shapes_are_kept(correction: str) -> None:
    rng = np.random.default_rng(1)
    p = np.where(rng.random((40, 7)) < 0.2, np.nan, rng.random((40, 7)) ** 3)
    found = adjust_families(p, correction)
    np.testing.assert_array_equal(found, [adjust(row, correction) for row in p])
    np.testing.assert_array_equal(adjust(p, correction).ravel(), adjust(p.ravel(), correction))
    assert adjust(p[None], correction).shape == (1, 40, 7)


@pytest.mark.parametrize("correction", CORRECTIONS)
def test_nothing_tested_and_one_test_alone_are_left_as_they_are(correction: str) -> None:
    assert np.isnan(adjust([np.nan, np.nan], correction)).all()
    assert adjust([], correction).shape == (0,)
    np.testing.assert_array_equal(adjust([np.nan, 0.03], correction), [np.nan, 0.03])


def test_none_is_a_copy() -> None:
    found = adjust(P, "none")
    np.testing.assert_array_equal(found, P)
    assert not np.shares_memory(found, P)


def test_a_pair_counts_once_and_is_found_in_both_places() -> None:
    p = np.full((2, 3, 3), np.nan)
    for i, (first, second, third) in enumerate([(0.01, 0.02, 0.3), (0.04, np.nan, 0.5)]):
        p[i, 0, 1] = p[i, 1, 0] = first
        p[i, 0, 2] = p[i, 2, 0] = second
        p[i, 1, 2] = p[i, 2, 1] = third
    found = adjust_pairs(p, "bonferroni")
    np.testing.assert_allclose(found[0, 0, 1:], [0.03, 0.06], rtol=EXACT)
    np.testing.assert_allclose(found[1, 0, 1:], [0.08, np.nan], rtol=EXACT)
    np.testing.assert_array_equal(found, found.transpose(0, 2, 1))
    assert np.isnan(found[:, range(3), range(3)]).all()


def test_an_unknown_correction_is_refused() -> None:
    with pytest.raises(KeyError):
        adjust(P, "sidak")
