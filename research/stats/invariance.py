"""Measurement invariance: do the same items measure the same factors, alike, in several groups.

Configural: the same items on the same factors. Metric: equal loadings. Scalar: equal intercepts too, so that factor
means can be compared. Strict: equal residual variances too (Meredith 1993, Psychometrika 58). As lavaan has them with
std.lv = TRUE and group.equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from research.stats.confirmatory import ConfirmatoryFit, fit_of
from research.stats.factor_model import Slots, slots_of
from research.stats.fit_measures import FitMeasures, p_value
from research.stats.group_moments import GroupMoments, check_groups, check_model
from research.stats.multigroup import Sample, Solution, pooled_sample, starting_values
from research.stats.partial_invariance import Kept, Kind, keep, nothing_equal, score_tests, solved, with_equal

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Level = Literal["configural", "metric", "scalar", "strict"]
Verdict = Literal["fits", "misfits", "holds", "fails", "unresolved"]
LEVELS: tuple[Level, ...] = get_args(Level)

CFI_DROP = 0.01
"""A level fails when CFI drops by more (Cheung & Rensvold 2002, Structural Equation Modeling 9) …"""
RMSEA_RISE = 0.015
"""… or when RMSEA rises by more (Chen 2007, Structural Equation Modeling 14)."""
MOST_RMSEA, MOST_SRMR = 0.08, 0.08
"""The configural model fits up to these (Browne & Cudeck 1992; Hu & Bentler 1999). CFI takes no part: where items
correlate weakly it is low for models that reproduce them well (Kenny, Kaniskan & McCoach 2015)."""

_KINDS: dict[Level, Kind] = {"metric": "loadings", "scalar": "intercepts", "strict": "residuals"}


@dataclass(frozen=True, slots=True)
class Step:
    """What a level's equalities cost against the level before; `p` of the difference of χ²."""

    delta_chi2: float
    delta_df: int
    p: float
    delta_cfi: float
    delta_rmsea: float
    delta_srmr: float

    @property
    def holds(self) -> bool:
        """The fit changes too little to matter."""
        return self.delta_cfi >= -CFI_DROP and self.delta_rmsea <= RMSEA_RISE


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """A level with some items left free.

    Attributes:
        freed: items, those of the levels before first, then those that stand most against this one.
        holds: with these items free, the level and every one before.
    """

    freed: tuple[int, ...]
    fit: ConfirmatoryFit
    holds: bool


@dataclass(frozen=True, slots=True, eq=False)
class InvarianceLevel:
    """One level of equality between the groups.

    Attributes:
        verdict: configural `fits` or `misfits`, the others `holds` or `fails` against the level before;
            `unresolved` where the search for the model, or for the one before, did not converge.
        step: None for configural.
        item_chi2: score test of freeing what the level made equal, per item, shape (p,); zeros for configural.
        item_df: its degrees of freedom.
        partial: the level with items freed one by one until it holds; None where no item was freed.
    """

    level: Level
    fit: ConfirmatoryFit
    verdict: Verdict
    step: Step | None
    item_chi2: Floats
    item_df: int
    partial: Partial | None

    @property
    def breaking(self) -> tuple[int, ...]:
        """Items whose loadings (metric) or intercepts (scalar) differ: those freed so that the level holds."""
        return self.partial.freed if self.partial else ()


@dataclass(frozen=True, slots=True, eq=False)
class Invariance:
    """The levels in order, from configural."""

    levels: tuple[InvarianceLevel, ...]

    @property
    def reached(self) -> Level | None:
        """The last level that holds with every level before it; None where not even the first fits."""
        reached: Level | None = None
        for level in self.levels:
            if level.verdict not in ("fits", "holds"):
                break
            reached = level.level
        return reached


def compare_groups(groups: Sequence[GroupMoments], mask: Flags, highest: Level = "scalar") -> Invariance:
    """Levels of equality, up to `highest`, of the factors with the items of `mask`, shape (p, k).

    The first group is the reference: its factors have mean zero and variance one. Where moments are weighted, n is
    Kish's effective number, so that every test is of that many respondents.

    Raises:
        ValueError: fewer than two groups; see `check_model` and `check_groups`.
    """
    if len(groups) < 2:
        raise ValueError(f"a comparison needs two groups or more, not {len(groups)}")
    check_model(mask)
    check_groups(groups, mask)
    with threadpool_limits(1):
        return _compared(pooled_sample(groups), slots_of(mask), LEVELS[1 : LEVELS.index(highest) + 1])


def _compared(sample: Sample, slots: Slots, steps: Sequence[Level]) -> Invariance:
    equal = nothing_equal(slots)
    start = starting_values(sample, slots)
    complete = solved(sample, slots, equal, start)
    kept = Kept(complete, equal, (), True)
    levels = [_configural(sample, complete)]
    for level in steps:
        equal, before = with_equal(equal, _KINDS[level]), complete
        complete = solved(sample, slots, equal, start)
        kept = keep(_KINDS[level], sample, slots, kept, complete, lambda free, held: _step(free, held).holds)
        tests = score_tests(sample, complete, _KINDS[level])
        levels.append(_level(level, sample, before, complete, kept, tests))
    return Invariance(tuple(levels))


def _configural(sample: Sample, solution: Solution) -> InvarianceLevel:
    fits = solution.measures.rmsea <= MOST_RMSEA and solution.measures.srmr <= MOST_SRMR
    verdict: Verdict = "unresolved" if not solution.search.converged else "fits" if fits else "misfits"
    return InvarianceLevel("configural", fit_of(solution, sample), verdict, None, np.zeros(len(sample.scales)), 0, None)


def _level(
    level: Level, sample: Sample, before: Solution, complete: Solution, kept: Kept, tests: Floats
) -> InvarianceLevel:
    step = _step(before.measures, complete.measures)
    resolved = before.search.converged and complete.search.converged
    verdict: Verdict = "unresolved" if not resolved else "holds" if step.holds else "fails"
    partial = Partial(kept.freed, fit_of(kept.solution, sample), kept.holds) if kept.freed else None
    return InvarianceLevel(level, fit_of(complete, sample), verdict, step, tests, len(sample.moments) - 1, partial)


def _step(free: FitMeasures, held: FitMeasures) -> Step:
    chi2, df = held.chi2 - free.chi2, held.df - free.df
    return Step(chi2, df, p_value(chi2, df), held.cfi - free.cfi, held.rmsea - free.rmsea, held.srmr - free.srmr)
