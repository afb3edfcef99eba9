"""Item analysis: R's psych, turned items, gaps, weights, floors and ceilings."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.item_analysis import ItemAnalysis, analyse_items
from tests import bfi
from tests.reliability_oracle import SCALES, bfi_scale, oracle

EXACT = 1e-9
SAMPLE_SD = (2436 / 2435) ** 0.5
"""R divides by n − 1."""


def answers(n: int = 60, p: int = 4) -> np.ndarray:
    rng = np.random.default_rng(2)
    return np.clip(rng.integers(1, 6, (n, p)) + rng.integers(-1, 2, (n, 1)), 1, 5).astype(float)


def analyse(x: np.ndarray, w: np.ndarray | None = None, keys: np.ndarray | None = None) -> ItemAnalysis:
    p = x.shape[1]
    weights = np.ones(len(x)) if w is None else w
    return analyse_items(x, weights, np.ones(p) if keys is None else keys, np.ones(p), np.full(p, 5.0))


def figures(found: ItemAnalysis) -> np.ndarray:
    return np.vstack([getattr(found, name) for name in ItemAnalysis.__slots__ if name not in ("alpha", "bases")])


def test_turned_items_are_as_if_answered_the_other_way_round() -> None:
    x, keys = answers(), np.array([1.0, -1, 1, -1])
    turned = np.where(keys < 0, 6 - x, x)
    assert figures(analyse(turned, keys=keys)) == pytest.approx(figures(analyse(x)))
    assert analyse(turned, keys=keys).alpha == pytest.approx(analyse(x).alpha)


def test_weights_are_frequencies() -> None:
    x, w = answers(), np.random.default_rng(4).integers(1, 4, 60)
    weighted = figures(analyse(x, w.astype(float)))
    assert weighted == pytest.approx(figures(analyse(np.repeat(x, w, axis=0))))
    assert weighted == pytest.approx(figures(analyse(x, 5.0 * w)))


def test_floor_and_ceiling_are_shares_of_those_who_answered() -> None:
    x = np.array([[1, 5, 3], [1, 2, 1], [5, np.nan, 4], [4, 5, 2.0]])
    found = analyse(x, np.array([1.0, 2, 1, 1]))
    assert found.floor == pytest.approx([3 / 5, 0, 2 / 5])
    assert found.ceiling == pytest.approx([1 / 5, 2 / 4, 0])
    assert found.bases == pytest.approx([25 / 7, 16 / 6, 25 / 7])
    assert found.means == pytest.approx([12 / 5, 14 / 4, 11 / 5])


def test_turning_swaps_floor_and_ceiling() -> None:
    x = answers()
    plain, found = analyse(x), analyse(x, keys=np.full(4, -1.0))
    assert found.floor == pytest.approx(plain.ceiling)
    assert found.item_rest == pytest.approx(plain.item_rest)


def test_short_scales_have_nan_where_nothing_is_left() -> None:
    single, pair = analyse(answers(p=1)), analyse(answers(p=2))
    assert np.isnan([single.alpha, single.item_rest[0], *pair.alpha_if_dropped]).all()
    assert np.isfinite([pair.alpha, *pair.item_rest, *single.means]).all()


@pytest.mark.parametrize(
    ("x", "keys", "message"),
    [
        (answers(), np.array([1.0, 0, 1, 1]), "keys are 1 or −1"),
        (answers() + 3, np.ones(4), r"outside the scale in columns \[0, 1, 2, 3\]"),
        (np.column_stack([answers(), np.full(60, 3.0)]), np.ones(5), r"alike: \[4\]"),
    ],
)
def test_what_cannot_be_analysed_is_refused(x: np.ndarray, keys: np.ndarray, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        analyse(x, keys=keys)


@bfi.needs_bfi
@pytest.mark.parametrize("scale", SCALES)
def test_the_bfi_scales_equal_psych(scale: str) -> None:
    x, expected = bfi_scale(scale), oracle()["bfi"]["scales"][scale]["alpha"]
    found = analyse_items(x, np.ones(len(x)), np.ones(5), np.ones(5), np.full(5, 6.0))
    assert found.alpha == pytest.approx(expected["raw"], abs=EXACT)
    assert found.alpha_if_dropped == pytest.approx(expected["if_dropped"], abs=EXACT)
    assert found.item_rest == pytest.approx(expected["item_rest"], abs=EXACT)
    assert found.means == pytest.approx(expected["mean"], abs=EXACT)
    assert found.sds * SAMPLE_SD == pytest.approx(expected["sd"], abs=EXACT)
