"""`weight`: what each respondent stands for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from pydantic import ConfigDict

from research.domain.arrays import Floats, sealed
from research.domain.caveats import Caveat
from research.domain.responses import Responses
from research.domain.sample import Sample, Weighting
from research.yaml_source import STRICT

LOW_EFFICIENCY = 0.7
"""Below it the weights cost more than three interviews in ten, which a reader should know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UseIn:
    """Where weights act: figures are weighted, structure is not, unless the study says otherwise."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    tables: bool = True
    factors: bool = False
    segments: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightingPlan:
    """Weights come from the questionnaire's weight column.

    Attributes:
        column: the weight column, where the questionnaire does not name it under `system`.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    column: str | None = None
    use_in: UseIn = field(default_factory=UseIn)


def weight(responses: Responses) -> Sample:
    """The respondents with weights of mean 1; ones where the data carry none.

    The effective base is Kish's (Σw)² / Σw² (Kish 1965, Survey Sampling, §11.7).
    """
    source = "none" if responses.weights is None else str(responses.questionnaire.system.weight)
    weights = np.ones(responses.n) if responses.weights is None else _of_mean_one(responses.weights)
    return Sample(responses, sealed(weights), _weighting(weights, source))


def _of_mean_one(weights: Floats) -> Floats:
    """`weights` in proportion, however large they are."""
    parts = weights / weights.max()
    return np.asarray(parts / parts.mean())


def _weighting(weights: Floats, source: str) -> Weighting:
    n = len(weights)
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    caveats: tuple[Caveat, ...] = ()
    if effective / n < LOW_EFFICIENCY:
        caveats = (Caveat("low_weighting_efficiency", {"efficiency": round(100 * effective / n), "n": n}),)
    return Weighting(source, n, float(weights.min()), float(weights.max()), effective / n, effective, caveats)
