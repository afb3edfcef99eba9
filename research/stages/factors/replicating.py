"""Do the factors come back: in random halves of the sample, and when respondents count differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from research.domain.arrays import Floats
from research.domain.caveats import Caveat
from research.domain.factor_evidence import CorrelationEvidence
from research.domain.measurement import FactorReplication, Replication
from research.domain.sample import Sample
from research.stages.factors.fitting import pattern_of
from research.stages.factors.items import Factorable
from research.stages.factors.plan import FactorSettings
from research.stats.congruence import congruence
from research.stats.replication import split_half

SPLITS = 20
SAME = 0.95
"""Factors whose congruence is lower are not equal (Lorenzo-Seva & ten Berge 2006)."""


def replicate(
    found: Factorable,
    evidence: CorrelationEvidence,
    settings: FactorSettings,
    keys: Sequence[str],
    rng: np.random.Generator,
) -> Replication | None:
    """The factors in random halves of the respondents; None where those are too few to be halved."""

    def fit(answers: Floats, weights: Floats) -> Floats:
        return _pattern(answers, weights, evidence, settings, len(keys))

    try:
        halves = split_half(found.answers, found.weights, fit, rng, SPLITS)
    except ValueError:
        return None
    return Replication(
        tuple(
            FactorReplication(key, float(median), float(low), verdict)
            for key, median, low, verdict in zip(keys, halves.median, halves.low, halves.verdicts, strict=True)
        ),
        SPLITS,
        halves.failed,
    )


def other_weights(
    found: Factorable,
    evidence: CorrelationEvidence,
    settings: FactorSettings,
    pattern: Floats,
    otherwise: Sample | None,
) -> Floats:
    """Congruence of every factor with the one found when respondents count as in `otherwise`, shape (k,); or empty."""
    if otherwise is None:
        return np.empty(0)
    weights = otherwise.weights[found.taking_part]
    try:
        other = _pattern(found.answers, weights, evidence, settings, pattern.shape[1])
    except ValueError:
        return np.full(pattern.shape[1], np.nan)
    return congruence(pattern, other).matched


def weights_matter(label: str, names: Sequence[str], congruences: Floats) -> Iterator[Caveat]:
    """A caveat for factors that are others when respondents count differently."""
    changed = [name for name, value in zip(names, congruences, strict=False) if not value >= SAME]
    if changed:
        yield Caveat("weights_change_factors", {"battery": label, "factors": ", ".join(changed)})


def _pattern(
    answers: Floats, weights: Floats, evidence: CorrelationEvidence, settings: FactorSettings, k: int
) -> Floats:
    return pattern_of(answers, weights, evidence.method, evidence.missing, k, settings.extraction, settings.rotation)
