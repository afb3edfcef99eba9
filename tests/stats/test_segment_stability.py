"""Segments in resamples: Jaccard as fpc has it, and who counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from research.stats.agreement import adjusted_rand_index
from research.stats.segment_stability import (
    SegmentStability,
    best_jaccard,
    found_again,
)

ORACLE: dict[str, Any] = json.loads((Path(__file__).parents[1] / "oracles" / "segments.json").read_text())
EXACT = 1e-10


@pytest.mark.parametrize("pair", range(3))
def test_given_partitions_agree_with_r(pair: int) -> None:
    a, b = (np.array(ORACLE["pairs"][pair][side], dtype=int) for side in "ab")
    assert adjusted_rand_index(a, b) == pytest.approx(ORACLE["rand"][pair], abs=EXACT)
    assert best_jaccard(a, b) == pytest.approx(ORACLE["jaccard"][pair], abs=EXACT)


def test_a_weight_of_two_is_answering_twice() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.integers(3, size=(2, 60))
    weights = np.where(np.arange(60) < 20, 2.0, 1.0)
    twice = np.concatenate([np.arange(60), np.arange(20)])
    assert best_jaccard(a, b, weights) == pytest.approx(best_jaccard(a[twice], b[twice]), abs=EXACT)


def test_only_those_who_were_drawn_count_and_each_once() -> None:
    labels = np.repeat([0, 1], 10)
    partition = labels.copy()
    partition[:3] = 1
    drawn = np.ones(20)
    drawn[:3] = 0
    drawn[5] = 4
    found = SegmentStability(np.array([found_again(labels, partition, counts) for counts in (drawn, np.ones(20))]))
    assert found.jaccard[0] == pytest.approx([1, 1])
    assert found.jaccard[1] == pytest.approx([7 / 10, 10 / 13])
    assert found_again(labels, partition, (labels == 0).astype(float)) == pytest.approx([7 / 10, 0])
    assert found.mean == pytest.approx([0.85, (1 + 10 / 13) / 2])
    assert found.dissolved.tolist() == [0, 0]
