"""Answers to the two grids: planted factors, response style, careless respondents, gaps, the trap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from research.simulation import (
    PlantedSegments,
    acquiescence,
    answer_at_random,
    even_thresholds,
    leave_gaps,
    ordinal_items,
    simple_structure,
    straight_line,
)
from scripts.plant_snacks.truth import (
    ATTITUDES,
    FACTORS,
    NEEDS,
    RESPONSE_STYLE_SD,
    REWORDED,
    REWORDED_EASIER,
    TRAP,
    TRAP_ANSWER,
    Item,
)

NEEDS_POINTS, ATTITUDES_POINTS = 7, 5
NOT_ANSWERED, DO_NOT_KNOW = 99, 98
TRAP_SLIPS = 0.015
"""Attentive people miss the trap now and then; careless ones hit it now and then."""
TRAP_LUCK = 0.10


@dataclass(frozen=True, slots=True, eq=False)
class Carelessness:
    """Who gives one answer down the grid and who answers at random, each of shape (n,)."""

    lining: np.ndarray
    guessing: np.ndarray

    @property
    def any(self) -> np.ndarray:
        return self.lining | self.guessing


def answer_grids(
    rng: np.random.Generator, segments: PlantedSegments, careless: Carelessness, wave: int
) -> pd.DataFrame:
    """Codes of both grids, one column an item in the order of the questionnaire."""
    style = acquiescence(rng, segments.n, RESPONSE_STYLE_SD)
    needs = _answers(rng, segments, NEEDS, NEEDS_POINTS, style, careless, wave)
    attitudes = _answers(rng, segments, ATTITUDES, ATTITUDES_POINTS, style, careless, wave)
    attitudes = leave_gaps(rng, attitudes, DO_NOT_KNOW, prone=0.35, rate=0.03)
    needs = leave_gaps(rng, needs, NOT_ANSWERED, prone=0.25, rate=0.03)
    attitudes = leave_gaps(rng, attitudes, NOT_ANSWERED, prone=0.12, rate=0.03)
    frame = pd.DataFrame(needs, columns=[item.name for item in NEEDS])
    frame[[item.name for item in ATTITUDES]] = attitudes
    frame.insert(frame.columns.get_loc("p7"), TRAP, _trap(rng, segments.n, careless))
    return frame.astype("Int64")


def _answers(
    rng: np.random.Generator,
    segments: PlantedSegments,
    items: tuple[Item, ...],
    points: int,
    style: np.ndarray,
    careless: Carelessness,
    wave: int,
) -> np.ndarray:
    owners = [FACTORS.index(item.factor) if item.factor else None for item in items]
    loadings = simple_structure(owners, [item.loading for item in items], len(FACTORS))
    easiness = [item.easiness + (REWORDED_EASIER if wave == 2 and item.name == REWORDED else 0.0) for item in items]
    answers = ordinal_items(rng, segments.scores, loadings, even_thresholds(points, easiness, reach=1.5), style)
    return answer_at_random(rng, straight_line(rng, answers, careless.lining, points), careless.guessing, points)


def _trap(rng: np.random.Generator, n: int, careless: Carelessness) -> np.ndarray:
    obeys = rng.random(n) < np.where(careless.any, TRAP_LUCK, 1.0 - TRAP_SLIPS)
    others = np.array([code for code in range(1, ATTITUDES_POINTS + 1) if code != TRAP_ANSWER])
    return np.where(obeys, TRAP_ANSWER, others[rng.integers(0, len(others), n)])
