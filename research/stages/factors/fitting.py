"""Correlations and factors of a block, and the same again for other respondents."""

from __future__ import annotations

from research.domain.arrays import Floats
from research.domain.factor_evidence import CorrelationMethod, Extraction, MissingAnswers, Rotation
from research.domain.factors import BatteryFactors
from research.errors import Fault, ResearchError
from research.stages.factors.blocks import ItemBlock
from research.stages.factors.plan import FactorSettings
from research.stats.correlations import correlate
from research.stats.extraction import extract, extract_quickly, is_singular
from research.stats.factoring import FactorFit, fit_factors
from research.stats.rotation import rotate


def fit_block(block: ItemBlock, correlations: Floats, k: int, settings: FactorSettings) -> FactorFit:
    """`k` factors of a block; ResearchError where its correlations hold no such solution."""
    try:
        return fit_factors(correlations, k, settings.extraction, settings.rotation)
    except ValueError as error:
        raise ResearchError(_no_factors(block, str(error), settings)) from None


def refuse_singular(block: ItemBlock, correlations: Floats, settings: FactorSettings) -> None:
    """ResearchError where maximum likelihood is asked for, and an item is determined by the others."""
    if settings.extraction == "ml" and is_singular(correlations):
        why = "maximum likelihood needs items that do not determine each other"
        raise ResearchError(_no_factors(block, why, settings))


def _no_factors(block: ItemBlock, why: str, settings: FactorSettings) -> Fault:
    otherwise = [] if settings.extraction == "minres" else ["set `factors.extraction` to `minres`"]
    otherwise += [] if settings.rotation == "oblimin" else ["set `factors.rotation` to `oblimin`"]
    otherwise += ["ask for another number of factors under `factors.number`", "leave items out under `factors.drop`"]
    return Fault(
        f"`{block.name}` cannot be factored: {why}",
        found=f"found {len(block.items)} items: {', '.join(block.items)}",
        remedy=", or ".join(otherwise),
    )


def pattern_of(
    answers: Floats,
    weights: Floats,
    method: CorrelationMethod,
    missing: MissingAnswers,
    k: int,
    extraction: Extraction,
    rotation: Rotation,
) -> Floats:
    """Rotated loadings of `k` factors of `answers`, shape (n, p), in no particular order, for comparisons.

    Raises:
        ValueError: the answers hold no such solution.
    """
    correlations = correlate(answers, weights, method, missing).matrix
    if extraction == "minres" or extraction == "ml":
        return rotate(extract_quickly(correlations, k, extraction).loadings, rotation).pattern
    return rotate(extract(correlations, k, extraction).loadings, rotation).pattern


def fit_again(battery: BatteryFactors, answers: Floats, weights: Floats) -> Floats:
    """Loadings of other answers to the items of `battery`, found as the battery's own were."""
    evidence = battery.correlations
    return pattern_of(
        answers, weights, evidence.method, evidence.missing, battery.k, battery.extraction, battery.rotation
    )
