"""How well the items of a battery measure: each item, each scale, and whether their factors hold elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Advice = Literal["keep", "drop", "reverse", "reword"]
ReplicationVerdict = Literal["replicated", "similar", "not_replicated"]
InvarianceLevelName = Literal["configural", "metric", "scalar", "strict"]
InvarianceObstacle = Literal["", "centred", "too_few_items", "not_fitted"]
InvarianceVerdict = Literal["fits", "misfits", "holds", "fails", "unresolved", "not_tested"]
Likeness = Literal["equal", "similar", "different"]

EQUAL, SIMILAR = 0.95, 0.85
"""Congruence from which two factors are equal, and from which they are similar (Lorenzo-Seva & ten Berge 2006,
Methodology 2)."""
ROUGH_CFI = 0.90
"""CFI below which a model, even one whose RMSEA and SRMR are small, describes the answers only roughly (Bentler &
Bonett 1980, Psychological Bulletin 88)."""


def likeness(congruence: float) -> Likeness:
    """How alike two factors are, by Tucker's `congruence`, a number."""
    return "equal" if congruence >= EQUAL else "similar" if congruence >= SIMILAR else "different"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; NaN where it is not defined."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ItemDiagnosis:
    """One item beside the others of its scale: the items that load highest on the same factor.

    Attributes:
        factor: that the item loads on most; `loading` on it.
        second_factor, cross_loading: the next, by size; empty and NaN where there is one factor.
        complexity: Hofmann's number of factors that it takes to explain the item.
        msa: its measure of sampling adequacy.
        item_rest: correlation with the sum of the other items of its scale; NaN where it has no others.
        alpha_if_dropped: of its scale without it; NaN below three items.
        floor, ceiling: share of answers at the lowest and at the highest point of the scale, as keyed.
        reason: why the advice is given, a code; `figure` what led to it.
    """

    item: str
    factor: str
    loading: float
    second_factor: str
    cross_loading: float
    communality: float
    complexity: float
    msa: float
    item_rest: float
    alpha_if_dropped: float
    mean: float
    sd: float
    floor: float
    ceiling: float
    advice: Advice
    reason: str
    figure: float


@dataclass(frozen=True, slots=True)
class ScaleReliability:
    """Whether the items of one factor measure one thing; NaN where there are too few of them.

    Attributes:
        items: that load on the factor, and on no other more strongly.
        alpha: Cronbach's, of the answers; `ordinal_alpha` of polychoric correlations, NaN where they were not taken.
        omega_total: share of the sum's variance that is common, to one factor for scales of fewer than nine items;
            `omega_hierarchical` that is general above groups of items, NaN for those.
    """

    factor: str
    items: tuple[str, ...]
    alpha: Estimate
    ordinal_alpha: Estimate
    omega_total: Estimate
    omega_hierarchical: Estimate


@dataclass(frozen=True, slots=True)
class FactorReplication:
    """One factor of the whole sample found in random halves: congruence of the halves, median and 5th percentile."""

    factor: str
    median: float
    low: float
    verdict: ReplicationVerdict


@dataclass(frozen=True, slots=True)
class Replication:
    """Split-half replication of a battery's factors; `failed` halves in which no solution was found."""

    factors: tuple[FactorReplication, ...]
    splits: int
    failed: int


@dataclass(frozen=True, slots=True)
class FactorStyle:
    """How much of a factor is agreeing with whatever is asked.

    Attributes:
        balance: of the directions that its items were asked in, from 0 (one direction) to 1 (as many in either).
        share: of the variance of its scores that goes with acquiescence; NaN where that cannot be known.
    """

    factor: str
    balance: float
    share: float


@dataclass(frozen=True, slots=True)
class InvarianceLevel:
    """The fit of one level of equality between groups, and the change from the level before (NaN for the first).

    Attributes:
        p: of the difference of χ² from the level before.
        verdict: of configural, whether the model `fits` or `misfits`; of the others, whether the level `holds` or
            `fails` by the change of CFI and RMSEA; `unresolved` where no solution was found; `not_tested` after a
            level that may not be assumed: what it would add is added to nothing, and the change is NaN.
        breaking: items to be left free so that the level holds: those that go with their factor more strongly in one
            group (metric), or draw higher answers than the factor explains (scalar).
    """

    level: InvarianceLevelName
    chi2: float
    df: int
    cfi: float
    rmsea: float
    srmr: float
    delta_cfi: float
    delta_rmsea: float
    p: float
    verdict: InvarianceVerdict
    breaking: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """The level may be assumed."""
        return self.verdict in ("fits", "holds")

    @property
    def rough(self) -> bool:
        """The model describes the answers only roughly, whatever its RMSEA and SRMR."""
        return self.cfi < ROUGH_CFI


@dataclass(frozen=True, slots=True)
class FactorCongruence:
    """Tucker's congruence of one factor between two groups, after matching."""

    factor: str
    group: str
    congruence: float


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """The factors of one battery compared between groups or waves.

    Attributes:
        by: what the groups are answers to, such as the label of a question, or `wave`.
        groups: that were compared, the first being the reference; `ns` respondents in each.
        congruence: of every factor in every later group with the reference.
        levels: from configural to scalar, empty where no measurement model could be fitted; `obstacle` says why then.
        left_out: keys of the factors that are not in the model, as fewer than two items are theirs alone.
    """

    battery: str
    by: str
    groups: tuple[str, ...]
    ns: tuple[int, ...]
    congruence: tuple[FactorCongruence, ...]
    levels: tuple[InvarianceLevel, ...]
    obstacle: InvarianceObstacle = ""
    left_out: tuple[str, ...] = ()
