"""The rules by which columns are tested: those of a package, with what the plan wants otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from research.domain.arrays import Floats
from research.domain.tables import MEANS, Row, SignificanceRules
from research.stages.tables._figures import Figures
from research.stages.tables._plan import SignificancePlan
from research.stats.column_house import linearised_means, linearised_shares
from research.stats.column_pairs import ColumnTest, MeanPairs, SharePairs
from research.stats.column_tests import PRESETS, Preset
from research.stats.multiplicity import adjust_families, adjust_pairs
from research.stats.tabulation import Bases

_ARROW = 0.05
"""An arrow stands where the column differs at 95 %, or at the strictest level where none is as low."""


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of two sets of figures that are held against each other; arrays broadcast."""

    values: Floats
    sds: Floats
    errors: Floats
    bases: Bases


@dataclass(frozen=True, slots=True)
class Testing:
    """How columns are tested.

    Attributes:
        limits: p at and below which a difference is marked, the strictest first.
        linearised: differences are held against their linearised standard errors.
    """

    preset: Preset
    limits: tuple[float, ...]
    min_base: int
    correction: str
    family: str
    linearised: bool

    @property
    def arrow(self) -> float:
        """p at and below which a column differs from everyone else."""
        return max((limit for limit in self.limits if limit <= _ARROW + 1e-9), default=self.limits[0])

    def of_rows(
        self, rows: Sequence[Row], first: Side, second: Side, overlap: Floats, covariance: Floats
    ) -> ColumnTest:
        """The test of every row, shares and means each by their own, of the sides' common shape."""
        shares = self._shares(first, second, overlap, covariance)
        is_mean = np.array([row.kind in MEANS for row in rows], dtype=bool)
        if not is_mean.any():
            return shares
        means = self._means(first, second, overlap, covariance)
        where = is_mean.reshape(-1, *(1,) * (shares.p.ndim - 1))
        return ColumnTest(*(np.where(where, m, s) for m, s in zip(_parts(means), _parts(shares), strict=True)))

    def corrected(self, p: Floats) -> Floats:
        """p of every pair of the columns of a group, shape (rows, g, g), corrected within its family."""
        if self.family == "table" and len(p):
            above = np.triu_indices(p.shape[1], 1)
            found = np.full(p.shape, np.nan)
            found[:, *above] = adjust_families(p[:, *above].reshape(1, -1), self.correction).reshape(len(p), -1)
            found[:, above[1], above[0]] = found[:, *above]
            return found
        return adjust_pairs(p, self.correction)

    def corrected_rest(self, p: Floats) -> Floats:
        """p of every column of a group against everyone else, shape (rows, g), corrected within its family."""
        if self.family == "table":
            return adjust_families(p.reshape(1, -1), self.correction).reshape(p.shape)
        return adjust_families(p, self.correction)

    def _shares(self, first: Side, second: Side, overlap: Floats, covariance: Floats) -> ColumnTest:
        pairs = SharePairs(first.values, second.values, first.bases, second.bases, overlap)
        if self.linearised:
            return linearised_shares(pairs, first.errors, second.errors, covariance)
        return self.preset.shares(pairs)

    def _means(self, first: Side, second: Side, overlap: Floats, covariance: Floats) -> ColumnTest:
        if self.linearised:
            return linearised_means(first.values, second.values, first.errors, second.errors, covariance)
        given = first.values, second.values, first.sds, second.sds, first.bases, second.bases
        return self.preset.means(MeanPairs(*given, overlap))


def testing_of(plan: SignificancePlan) -> Testing:
    """The rules of the plan's package, with what it wants otherwise."""
    preset = PRESETS["house_unpooled" if plan.variance == "unpooled" else plan.tests]
    limits = preset.limits if plan.levels is None else tuple(1.0 - level / 100.0 for level in plan.levels)
    least = preset.least_base if plan.min_base is None else plan.min_base
    correction = plan.correction or preset.correction
    return Testing(preset, limits, least, correction, plan.family, plan.variance == "linearised")


def rules_of(plan: SignificancePlan) -> SignificanceRules:
    """What readers are told of the tests."""
    testing = testing_of(plan)
    levels = tuple(round(100.0 * (1.0 - limit), 1) for limit in testing.limits)
    arrow = round(100.0 * (1.0 - testing.arrow), 1)
    overlap = testing.preset.overlaps is not None or testing.linearised
    return SignificanceRules(plan.tests, plan.variance, levels, arrow, testing.correction, plan.family, overlap)


def side(figures: Figures) -> Side:
    """All columns of a table, arrays of shape (rows, columns)."""
    bases = Bases(figures.bases, figures.weighted_bases, figures.effective_bases)
    return Side(figures.values, figures.sds, figures.standard_errors, bases)


def both_ways(figures: Figures, at: NDArray[np.int64]) -> tuple[Side, Side]:
    """The columns at `at` as both sides of every pair: of shape (rows, g, 1) and (rows, 1, g)."""
    whole = side(figures)
    return _shaped(whole, lambda part: part[:, at][:, :, None]), _shaped(whole, lambda part: part[:, at][:, None])


def _shaped(whole: Side, shape: Callable[[NDArray[Any]], NDArray[Any]]) -> Side:
    bases = whole.bases
    shaped = Bases(shape(bases.unweighted), shape(bases.weighted), shape(bases.effective))
    return Side(shape(whole.values), shape(whole.sds), shape(whole.errors), shaped)


def _parts(test: ColumnTest) -> tuple[Floats, Floats, Floats]:
    return test.statistic, test.df, test.p
