"""FactorSolution: the few dimensions behind many items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

import numpy as np
import pandas as pd

from research.domain.arrays import Floats, Strings
from research.domain.caveats import Caveat
from research.domain.factor_evidence import Adequacy, CorrelationEvidence, Extraction, Retention, Rotation, Scoring
from research.domain.measurement import (
    Estimate,
    FactorStyle,
    GroupComparison,
    ItemDiagnosis,
    Replication,
    ScaleReliability,
)


@dataclass(frozen=True, slots=True, eq=False)
class BatteryFactors:
    """The factors of one battery, or of several together.

    Attributes:
        battery: name of the battery; `together` when several were analysed at once.
        items: names of the p items.
        keys: of the k factors, such as `needs.F1`.
        names: what the factors are called, from the study or suggested from their strongest items.
        named_by: `study` or `suggested`, per factor.
        extraction, rotation, scoring: how factors and scores were made.
        pattern: loadings, shape (p, k).
        phi: factor correlations, shape (k, k).
        structure: item-factor correlations, shape (p, k).
        communalities: shape (p,).
        variance: share of the items' variance per factor, shape (k,).
        score_weights: on standardised items, shape (p, k), for scores with standard deviation 1.
        means, sds: of the keyed items, shape (p,); `covariance` of them, shape (p, p): what fills gaps.
        centred: group of items within which every respondent's answers were centred, per item; empty: none was.
        determinacy: correlation of score and factor, shape (k,).
        share_best: of the random starts of the rotation that reached the best solution.
        omega_hierarchical: share of the variance of all items' sum that one general factor explains.
        weighted_congruence: of every factor with the one that the other way of weighting gives, shape (k,); empty
            where nobody weighted.
        agreeing: agreeing with whatever is asked can be told of its scales: they do not ask how often.
    """

    battery: str
    label: str
    items: tuple[str, ...]
    item_labels: tuple[str, ...]
    reversed: tuple[bool, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    named_by: tuple[str, ...]
    extraction: Extraction
    rotation: Rotation
    scoring: Scoring
    correlations: CorrelationEvidence
    adequacy: Adequacy
    retention: Retention
    pattern: Floats
    phi: Floats
    structure: Floats
    communalities: Floats
    variance: Floats
    score_weights: Floats
    means: Floats
    sds: Floats
    covariance: Floats
    centred: tuple[str, ...]
    determinacy: Floats
    share_best: float
    omega_hierarchical: Estimate
    diagnosis: tuple[ItemDiagnosis, ...]
    reliability: tuple[ScaleReliability, ...]
    replication: Replication | None
    style: tuple[FactorStyle, ...]
    weighted_congruence: Floats
    agreeing: bool = True

    @property
    def k(self) -> int:
        return len(self.keys)

    @property
    def n(self) -> int:
        """Respondents who took part."""
        return self.correlations.n


SHORTAGES = ("too_few_respondents", "too_few_effective", "too_few_complete")
"""Caveats of batteries that more respondents, or less demanding settings, would give factors."""
NOTHING_SHARED = ("no_common_factor", "no_own_items")
"""Caveats of batteries that could be analysed, and whose items have nothing in common."""


@dataclass(frozen=True, slots=True, eq=False)
class FactorSolution:
    """Factors of every battery analysed, and every respondent's scores.

    Attributes:
        scores: shape (n, all factors), standard scores; NaN where too few items were answered.
        min_answered: share of a battery's items that must be answered for scores on its factors.
        comparisons: of the factors between groups of respondents, or with an earlier wave.
    """

    batteries: tuple[BatteryFactors, ...]
    ids: Strings
    scores: Floats
    caveats: tuple[Caveat, ...] = ()
    min_answered: float = 0.8
    comparisons: tuple[GroupComparison, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for battery in self.batteries for key in battery.keys)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for battery in self.batteries for name in battery.names)

    @property
    def shortages(self) -> tuple[Caveat, ...]:
        """Why batteries have too few respondents for factors."""
        return tuple(caveat for caveat in self.caveats if caveat.code in SHORTAGES)

    def tidy(self) -> pd.DataFrame:
        """One row an item and factor: the loading, with the item's figures."""
        return pd.DataFrame(
            [
                {
                    "battery": battery.battery,
                    "item": item,
                    "label": battery.item_labels[i],
                    "reversed": battery.reversed[i],
                    "factor": key,
                    "factor_name": battery.names[j],
                    "loading": battery.pattern[i, j],
                    "structure": battery.structure[i, j],
                    "score_weight": battery.score_weights[i, j],
                }
                for battery in self.batteries
                for i, item in enumerate(battery.items)
                for j, key in enumerate(battery.keys)
            ]
        )

    def items(self) -> pd.DataFrame:
        """One row an item: its diagnosis and what to do with it."""
        return _frame(
            {"battery": battery.battery, **asdict(one)} for battery in self.batteries for one in battery.diagnosis
        )

    def retention(self) -> pd.DataFrame:
        """One row a battery and eigenvalue: observed beside random data, of components and of factors."""
        return _frame(
            {
                "battery": battery.battery,
                "number": i + 1,
                "eigenvalue": battery.retention.components.observed[i],
                "random_05": battery.retention.components.random_05[i],
                "random_95": battery.retention.components.random_95[i],
                "factor_eigenvalue": battery.retention.factors.observed[i],
                "factor_random_05": battery.retention.factors.random_05[i],
                "factor_random_95": battery.retention.factors.random_95[i],
                "retained": i < battery.k,
            }
            for battery in self.batteries
            for i in range(len(battery.items))
        )

    def votes(self) -> pd.DataFrame:
        """One row a battery and rule: how many factors it would keep, and how many were kept."""
        return _frame(
            {"battery": battery.battery, **asdict(vote), "kept": battery.retention.number}
            for battery in self.batteries
            for vote in battery.retention.votes
        )

    def fits(self) -> pd.DataFrame:
        """One row a battery and number of factors: fit indices."""
        return _frame(
            {"battery": battery.battery, **asdict(fit)} for battery in self.batteries for fit in battery.retention.fits
        )

    def factors(self) -> pd.DataFrame:
        """One row a factor: name, variance, reliability, replication, style, and its correlations with the others."""
        return _frame(
            {
                "battery": battery.battery,
                "factor": key,
                "factor_name": battery.names[j],
                "named_by": battery.named_by[j],
                "variance": battery.variance[j],
                "determinacy": battery.determinacy[j],
                **_reliability(battery.reliability[j]),
                **_replication(battery.replication, j),
                "style_balance": battery.style[j].balance,
                "style_share": battery.style[j].share,
                "weighted_congruence": battery.weighted_congruence[j] if len(battery.weighted_congruence) else np.nan,
                **{f"phi_F{m + 1}": battery.phi[j, m] for m in range(battery.k)},
            }
            for battery in self.batteries
            for j, key in enumerate(battery.keys)
        )

    def invariance(self) -> pd.DataFrame:
        """One row a comparison and level of equality."""
        return _frame(
            {
                "battery": comparison.battery,
                "by": comparison.by,
                "groups": " | ".join(comparison.groups),
                "respondents": " | ".join(str(n) for n in comparison.ns),
                **asdict(replace(level, breaking=())),
                "breaking": ", ".join(level.breaking),
            }
            for comparison in self.comparisons
            for level in comparison.levels
        )

    def congruence(self) -> pd.DataFrame:
        """One row a comparison, later group and factor: Tucker's congruence."""
        return _frame(
            {"battery": comparison.battery, "by": comparison.by, "reference": comparison.groups[0], **asdict(one)}
            for comparison in self.comparisons
            for one in comparison.congruence
        )

    def glance(self) -> pd.DataFrame:
        """One row a battery: items, factors, how they were found, adequacy."""
        return _frame(
            {
                "battery": battery.battery,
                "items": len(battery.items),
                "factors": battery.k,
                "retained_by": battery.retention.reason,
                "stand_out": battery.retention.stand_out,
                "random": battery.retention.random,
                "draws": battery.retention.draws,
                "n": battery.correlations.n,
                "effective_n": battery.correlations.base,
                "correlation": battery.correlations.method,
                "correlation_reason": battery.correlations.reason,
                "missing": battery.correlations.missing,
                "smallest_pair": battery.correlations.smallest_pair,
                "empty_cells": battery.correlations.empty_cells,
                "correction": battery.correlations.correction,
                "smoothed": battery.correlations.smoothed,
                "extraction": battery.extraction,
                "rotation": battery.rotation,
                "rotation_share_best": battery.share_best,
                "scoring": battery.scoring,
                "kmo": battery.adequacy.kmo,
                "bartlett_chi2": battery.adequacy.bartlett_chi2,
                "bartlett_df": battery.adequacy.bartlett_df,
                "bartlett_p": battery.adequacy.bartlett_p,
                "variance": float(np.sum(battery.variance)),
                **_estimate("omega_hierarchical", battery.omega_hierarchical),
                "splits": battery.replication.splits if battery.replication else 0,
                "splits_failed": battery.replication.failed if battery.replication else 0,
            }
            for battery in self.batteries
        )

    def augment(self) -> pd.DataFrame:
        """One row a respondent: factor scores."""
        return pd.DataFrame({"id": self.ids, **{key: self.scores[:, j] for j, key in enumerate(self.keys)}})


def _frame(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def _estimate(name: str, estimate: Estimate) -> dict[str, object]:
    return {name: estimate.value, f"{name}_low": estimate.low, f"{name}_high": estimate.high}


def _reliability(scale: ScaleReliability) -> dict[str, object]:
    return {
        "scale_items": len(scale.items),
        **_estimate("alpha", scale.alpha),
        **_estimate("ordinal_alpha", scale.ordinal_alpha),
        **_estimate("omega_total", scale.omega_total),
        **_estimate("omega_h", scale.omega_hierarchical),
    }


def _replication(replication: Replication | None, j: int) -> dict[str, object]:
    if replication is None:
        return {"replication": np.nan, "replication_low": np.nan, "replication_verdict": ""}
    one = replication.factors[j]
    return {"replication": one.median, "replication_low": one.low, "replication_verdict": one.verdict}
