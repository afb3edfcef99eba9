"""Are the items worth factoring, and how many factors do they hold: every rule's vote, and the choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Literal

import numpy as np

from research.domain.arrays import Floats, sealed
from research.domain.factor_evidence import (
    Adequacy,
    CorrelationEvidence,
    Eigenvalues,
    NumberFit,
    Retention,
    Vote,
)
from research.errors import Fault, ResearchError
from research.stages.factors.correlating import chance_of, random_answers
from research.stages.factors.items import Factorable
from research.stages.factors.plan import FactorPlan, RetentionRule
from research.stats import parallel
from research.stats.adequacy import bartlett, kmo
from research.stats.chance_base import equivalent_n
from research.stats.extraction import extract_quickly, is_singular, most_factors
from research.stats.factor_fit import NumberFit as FittedNumber
from research.stats.factor_fit import fit_table
from research.stats.number_of_factors import Votes, choose_number, votes
from research.stats.rotation import rotate

FEWEST_FITS = 8
"""The fit table goes at least so far, where the items determine so many …"""
BEYOND = 2
"""… and at least so far beyond the number that is kept."""


OF_GROUPS = ("oblimin", "geomin", "varimax", "promax")
"""Rotations that give every factor items of its own, where there are any."""
STARTS = 3
"""Of the rotation; more chose no other number on six real batteries."""


def adequacy(evidence: CorrelationEvidence) -> Adequacy:
    """Kaiser-Meyer-Olkin and Bartlett's test, the latter on the effective number of respondents."""
    sampling = kmo(evidence.matrix)
    p = len(evidence.matrix)
    if is_singular(evidence.matrix):
        return Adequacy(sampling.overall, sealed(sampling.items), np.nan, p * (p - 1) // 2, np.nan)
    test = bartlett(evidence.matrix, evidence.base)
    return Adequacy(sampling.overall, sealed(sampling.items), test.chi2, test.df, test.p)


def retain(found: Factorable, evidence: CorrelationEvidence, plan: FactorPlan, rng: np.random.Generator) -> Retention:
    """How many factors, with every rule's vote and the fit of every number."""
    draws = parallel.NORMAL_DRAWS if plan.random == "normal" else parallel.PERMUTATIONS
    chance = chance_of(found, evidence)
    compared = _beside_random(found, evidence, plan, rng, draws)
    voted = votes(evidence.matrix, equivalent_n(chance.base, chance.inflation), compared)
    number, reason = _chosen(found, evidence, plan, voted)
    most = max(FEWEST_FITS, number + BEYOND)
    return Retention(
        components=_beside(compared.components),
        factors=_beside(compared.factors),
        random=plan.random,
        draws=draws,
        votes=tuple(Vote(rule, count) for rule, count in asdict(voted).items()),
        number=number,
        stand_out=voted.empirical_kaiser,
        reason=reason,
        fits=tuple(_fit(one) for one in fit_table(evidence.matrix, evidence.base, most)),
    )


def _beside_random(
    found: Factorable, evidence: CorrelationEvidence, plan: FactorPlan, rng: np.random.Generator, draws: int
) -> parallel.ParallelAnalysis:
    """Parallel analysis; ResearchError where permuted answers leave a pair of items without a correlation."""
    try:
        return parallel.parallel_analysis(evidence.matrix, random_answers(found, evidence, plan.random), rng, draws)
    except ValueError as error:
        raise ResearchError(
            Fault(
                f"the answers to `{found.block.name}` cannot be compared with random ones: {error}",
                found=f"found {len(found.block.items)} items: {', '.join(found.block.items)}",
                remedy="set `factors.random` to `normal`, or leave items out under `factors.drop`",
            )
        ) from None


def most_of(extraction: str, items: int) -> int:
    """The most factors that may be asked for: common factors must be determined, components need not."""
    return items if extraction == "components" else most_factors(items)


def _chosen(found: Factorable, evidence: CorrelationEvidence, plan: FactorPlan, voted: Votes) -> tuple[int, str]:
    wanted, settings = found.block.wanted, plan.settings
    if wanted is not None:
        return wanted, "study"
    most = most_of(settings.extraction, len(found.block.items))
    if settings.retention != "auto":
        return min(_vote(voted, settings.retention), most), settings.retention
    choice = choose_number(voted.empirical_kaiser, len(found.block.items), _patterns(evidence.matrix, plan))
    if settings.rotation == "bifactor" and 1 < choice.number < most:
        return choice.number + 1, "general_factor"
    return choice.number, choice.reason


def _vote(voted: Votes, rule: RetentionRule) -> int:
    return int(getattr(voted, rule))


def _patterns(correlations: Floats, plan: FactorPlan) -> Callable[[int], Floats]:
    settings = plan.settings
    rotation = settings.rotation if settings.rotation in OF_GROUPS else "oblimin"
    method: Literal["minres", "ml"] = "ml" if settings.extraction == "ml" else "minres"
    return lambda k: rotate(extract_quickly(correlations, k, method).loadings, rotation, starts=STARTS).pattern


def _beside(values: parallel.Eigenvalues) -> Eigenvalues:
    return Eigenvalues(sealed(values.observed), sealed(values.random_05), sealed(values.random_95))


def _fit(one: FittedNumber) -> NumberFit:
    fit = one.fit
    return NumberFit(
        factors=one.factors,
        chi2=fit.chi2,
        df=fit.df,
        p=fit.p,
        rmsea=fit.rmsea,
        rmsea_low=fit.rmsea_low,
        rmsea_high=fit.rmsea_high,
        tli=fit.tli,
        srmr=fit.srmr,
        bic=fit.bic,
    )
