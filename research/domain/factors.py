"""FactorSolution: the few dimensions behind many items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from research.domain.arrays import Floats, Strings
from research.domain.caveats import Caveat


@dataclass(frozen=True, slots=True, eq=False)
class BatteryFactors:
    """The factors of one battery, or of several together.

    Attributes:
        battery: name of the battery; `together` when several were analysed at once.
        items: names of the p items.
        keys: of the k factors, such as `needs.F1`.
        names: what the factors are called, from the study or suggested from their strongest items.
        named_by: `study` or `suggested`, per factor.
        n: respondents with an answer to every item.
        correlations: shape (p, p).
        eigenvalues: of the correlations, descending, shape (p,).
        parallel: 95th percentile of the eigenvalues of random data, shape (p,).
        retained_by: `parallel`, `study`.
        kmo: Kaiser-Meyer-Olkin measure over all; `msa` per item, shape (p,).
        bartlett_chi2, bartlett_df, bartlett_p: Bartlett's test of sphericity.
        pattern: loadings, shape (p, k).
        phi: factor correlations, shape (k, k).
        structure: item-factor correlations, shape (p, k).
        communalities: shape (p,).
        variance: share of the items' variance per factor, shape (k,).
        score_weights: regression weights on standardised items, shape (p, k).
        means, sds: of the keyed items, shape (p,).
        determinacy: correlation of score and factor, shape (k,).
        alpha: Cronbach's alpha of the items that load highest on the factor, shape (k,), NaN below two items.
        alpha_items: how many items that is, per factor.
    """

    battery: str
    label: str
    items: tuple[str, ...]
    item_labels: tuple[str, ...]
    reversed: tuple[bool, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]
    named_by: tuple[str, ...]
    n: int
    extraction: str
    rotation: str
    correlations: Floats
    eigenvalues: Floats
    parallel: Floats
    retained_by: Literal["parallel", "study"]
    kmo: float
    msa: Floats
    bartlett_chi2: float
    bartlett_df: int
    bartlett_p: float
    pattern: Floats
    phi: Floats
    structure: Floats
    communalities: Floats
    variance: Floats
    score_weights: Floats
    means: Floats
    sds: Floats
    determinacy: Floats
    alpha: Floats
    alpha_items: tuple[int, ...]

    @property
    def k(self) -> int:
        return len(self.keys)


@dataclass(frozen=True, slots=True, eq=False)
class FactorSolution:
    """Factors of every battery analysed, and every respondent's scores.

    Attributes:
        scores: shape (n, all factors), standard scores; NaN where too few items were answered.
        min_answered: share of a battery's items that must be answered for scores on its factors.
    """

    batteries: tuple[BatteryFactors, ...]
    ids: Strings
    scores: Floats
    caveats: tuple[Caveat, ...] = ()
    min_answered: float = 0.8

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key for battery in self.batteries for key in battery.keys)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for battery in self.batteries for name in battery.names)

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
                    "communality": battery.communalities[i],
                    "msa": battery.msa[i],
                }
                for battery in self.batteries
                for i, item in enumerate(battery.items)
                for j, key in enumerate(battery.keys)
            ]
        )

    def retention(self) -> pd.DataFrame:
        """One row a battery and eigenvalue: observed beside random data."""
        return pd.DataFrame(
            [
                {
                    "battery": battery.battery,
                    "number": i + 1,
                    "eigenvalue": battery.eigenvalues[i],
                    "random_95": battery.parallel[i],
                    "retained": i < battery.k,
                }
                for battery in self.batteries
                for i in range(len(battery.items))
            ]
        )

    def factors(self) -> pd.DataFrame:
        """One row a factor: name, variance, reliability, and the fit of its battery."""
        return pd.DataFrame(
            [
                {
                    "battery": battery.battery,
                    "factor": key,
                    "factor_name": battery.names[j],
                    "named_by": battery.named_by[j],
                    "variance": battery.variance[j],
                    "alpha": battery.alpha[j],
                    "alpha_items": battery.alpha_items[j],
                    "determinacy": battery.determinacy[j],
                    **{f"phi_F{m + 1}": battery.phi[j, m] for m in range(battery.k)},
                }
                for battery in self.batteries
                for j, key in enumerate(battery.keys)
            ]
        )

    def glance(self) -> pd.DataFrame:
        """One row a battery: items, factors, n, KMO, Bartlett."""
        return pd.DataFrame(
            [
                {
                    "battery": battery.battery,
                    "items": len(battery.items),
                    "factors": battery.k,
                    "retained_by": battery.retained_by,
                    "n": battery.n,
                    "kmo": battery.kmo,
                    "bartlett_chi2": battery.bartlett_chi2,
                    "bartlett_df": battery.bartlett_df,
                    "bartlett_p": battery.bartlett_p,
                    "variance": float(np.sum(battery.variance)),
                }
                for battery in self.batteries
            ]
        )

    def augment(self) -> pd.DataFrame:
        """One row a respondent: factor scores."""
        return pd.DataFrame({"id": self.ids, **{key: self.scores[:, j] for j, key in enumerate(self.keys)}})
