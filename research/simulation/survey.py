"""A whole planted survey in one call, for tests and benchmarks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.simulation.answers import acquiescence, even_thresholds, ordinal_items
from research.simulation.carelessness import answer_at_random, straight_line
from research.simulation.segments import PlantedSegments

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class PlantedSurvey:
    """Answers and all that lies behind them.

    Attributes:
        answers: codes 1 … points as given, shape (n, p).
        points: of the answer scale.
        loadings: shape (p, f), negative for reversed items.
        segments: the respondents' segments and true factor scores.
        style: how far each respondent agrees with everything, shape (n,).
        careless: who did not read the questions, shape (n,).
    """

    answers: Ints
    points: int
    loadings: Floats
    segments: PlantedSegments
    style: Floats
    careless: Flags


def plant_survey(
    rng: np.random.Generator,
    segments: PlantedSegments,
    loadings: Floats,
    *,
    points: int = 5,
    acquiescence_sd: float = 0.0,
    careless_share: float = 0.0,
) -> PlantedSurvey:
    """Let planted respondents answer items of one `points`-point scale.

    Args:
        loadings: shape (p, f) on the factors of `segments`.
        acquiescence_sd: response style, in standard deviations of an item before it is cut.
        careless_share: of the respondents; every other one straight-lines, the others answer at random.
    """
    style = acquiescence(rng, segments.n, acquiescence_sd)
    thresholds = even_thresholds(points, np.zeros(len(loadings)))
    answers = ordinal_items(rng, segments.scores, loadings, thresholds, style)
    chosen = rng.permutation(segments.n)[: round(careless_share * segments.n)]
    lining, guessing = np.zeros((2, segments.n), dtype=bool)
    lining[chosen[::2]], guessing[chosen[1::2]] = True, True
    answers = straight_line(rng, answers, lining, points)
    answers = answer_at_random(rng, answers, guessing, points)
    return PlantedSurvey(answers, points, loadings, segments, style, lining | guessing)
