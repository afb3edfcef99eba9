"""Are the factors the same elsewhere: in groups of respondents, or in a later wave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from research.domain.arrays import Flags, Floats
from research.domain.caveats import Caveat
from research.domain.centring import keyed_answers
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.measurement import (
    FactorCongruence,
    GroupComparison,
    InvarianceLevel,
    InvarianceObstacle,
    likeness,
)
from research.domain.questionnaire import Variable
from research.domain.sample import Sample
from research.stages.factors.fitting import fit_again
from research.stats import invariance
from research.stats.congruence import Congruence, congruence
from research.stats.group_moments import GroupMoments, group_moments
from research.stats.moments import effective_n

FEWEST = 100
"""Groups of fewer effective respondents have no factors of their own: loadings would be mostly chance."""
FEWEST_PER_ITEM = 3
"""The same, per item of the battery (MacCallum, Widaman, Zhang & Hong 1999 find fewer enough only of strong items)."""
LOADS = 0.30
FEWEST_OWN = 2
"""Items that a factor of a measurement model must have for itself."""

Levels = tuple[InvarianceLevel, ...]
Positions = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """One group's own factors, in the order and with the signs of the whole sample's."""

    label: str
    n: int
    pattern: Floats
    moments: GroupMoments


def compare_groups(factors: FactorSolution, sample: Sample, questions: Sequence[str]) -> tuple[GroupComparison, ...]:
    """Every battery's factors in the groups that answered `questions` differently, the first group as reference.

    Groups are found anew by factors of their own, which Tucker's congruence compares, and by a measurement model in
    which loadings and then intercepts are equal. Groups that are too small take no part; a question with fewer than
    two groups that are large enough makes no comparison.
    """
    variables = [sample.responses.questionnaire.variables[question] for question in questions]
    return tuple(
        comparison
        for battery in factors.batteries
        for variable in variables
        for comparison in _by_question(battery, sample, variable)
    )


def compare_wave(factors: FactorSolution, first: str, sample: Sample, wave: str) -> tuple[GroupComparison, ...]:
    """Every battery's factors, found in the wave `first`, beside those of `sample`, another wave."""
    return tuple(
        _compared(battery, "wave", [_reference(battery, first), group])
        for battery in factors.batteries
        for group in _group(battery, sample, np.ones(sample.responses.n, dtype=bool), wave)
    )


def not_compared(
    factors: FactorSolution, comparisons: Sequence[GroupComparison], by: Sequence[str]
) -> Iterator[Caveat]:
    """A caveat for every comparison that was asked for and that too few respondents, or too few groups, allow."""
    done = {(comparison.battery, comparison.by) for comparison in comparisons}
    for battery in factors.batteries:
        for label in by:
            if (battery.battery, label) not in done:
                yield Caveat("not_compared", {"battery": battery.label, "by": label, "needed": FEWEST})


def differing(factors: FactorSolution, comparisons: Sequence[GroupComparison]) -> Iterator[Caveat]:
    """A caveat for every comparison in which a factor is different, or was not found."""
    labels = {battery.battery: battery.label for battery in factors.batteries}
    names = dict(zip(factors.keys, factors.names, strict=True))
    for comparison in comparisons:
        lost = [names[one.factor] for one in comparison.congruence if likeness(one.congruence) == "different"]
        if lost:
            battery, by, unlike = labels[comparison.battery], comparison.by, ", ".join(dict.fromkeys(lost))
            yield Caveat("factors_differ", {"battery": battery, "by": by, "factors": unlike})


def _by_question(battery: BatteryFactors, sample: Sample, variable: Variable) -> Iterator[GroupComparison]:
    answers = sample.responses.given([variable.name])[:, 0]
    off_scale = variable.scale.off_scale if variable.scale else {}
    labels = {code: label for code, label in variable.categories.items() if code not in off_scale}
    groups = [group for code, label in labels.items() for group in _group(battery, sample, answers == code, label)]
    if len(groups) > 1:
        yield _compared(battery, variable.label, groups)


def _group(battery: BatteryFactors, sample: Sample, members: Flags, label: str) -> Iterator[_Group]:
    """The group, if it is large enough and its answers can be factored."""
    answers = keyed_answers(sample.responses, battery.items, battery.centred)[members]
    weights = sample.weights[members]
    answered = ~np.isnan(answers).all(axis=1)
    answers, weights = answers[answered], weights[answered]
    if effective_n(weights) < max(FEWEST, FEWEST_PER_ITEM * len(battery.items)):
        return
    try:
        pattern, moments = fit_again(battery, answers, weights), group_moments(answers, weights)
    except ValueError:
        return
    yield _Group(label, len(answers), _matched(battery.pattern, pattern).aligned(pattern), moments)


def _reference(battery: BatteryFactors, label: str) -> _Group:
    moments = GroupMoments(battery.correlations.base, battery.means, battery.covariance)
    return _Group(label, battery.n, battery.pattern, moments)


def _compared(battery: BatteryFactors, by: str, groups: Sequence[_Group]) -> GroupComparison:
    levels, obstacle = _levels(battery, groups)
    return GroupComparison(
        battery=battery.battery,
        by=by,
        groups=tuple(group.label for group in groups),
        ns=tuple(group.n for group in groups),
        congruence=tuple(
            FactorCongruence(key, group.label, float(value))
            for group in groups[1:]
            for key, value in zip(battery.keys, _matched(groups[0].pattern, group.pattern).matched, strict=True)
        ),
        levels=levels,
        obstacle=obstacle,
        left_out=_left_out(battery) if levels else (),
    )


def _matched(reference: Floats, pattern: Floats) -> Congruence:
    return congruence(reference, pattern)


def _levels(
    battery: BatteryFactors, groups: Sequence[_Group]
) -> tuple[tuple[InvarianceLevel, ...], InvarianceObstacle]:
    """The levels of equality, or a code that says why there are none."""
    if battery.centred:
        return (), "centred"
    items, mask = _measurement_model(battery)
    if mask.shape[1] == 0 or (mask.shape[1] == 1 and mask.sum() < 3):
        return (), "too_few_items"
    try:
        compared = invariance.compare_groups([_part(group.moments, items) for group in groups], mask)
    except ValueError:
        return (), "not_fitted"
    names = [battery.items[i] for i in items]
    return tuple(_up_to_the_first_that_fails([_level(level, names) for level in compared.levels])), ""


def _up_to_the_first_that_fails(levels: Sequence[InvarianceLevel]) -> Iterator[InvarianceLevel]:
    """Levels after one that may not be assumed are not tested: their figures compare two models that do not hold."""
    standing = True
    for level in levels:
        yield level if standing else _untested(level)
        standing = standing and level.holds


def _measurement_model(battery: BatteryFactors) -> tuple[Positions, Flags]:
    """Items that load on a factor, each on the one it loads on most, shape (p,); and which is on which, (p, k)."""
    mask = _own_items(battery)
    mask = mask[:, mask.sum(axis=0) >= FEWEST_OWN]
    items = np.flatnonzero(mask.any(axis=1))
    return items, np.asarray(mask[items])


def _own_items(battery: BatteryFactors) -> Flags:
    """Which item loads on which factor more than on any other, shape (p, k)."""
    size = np.abs(battery.pattern)
    return np.asarray((size == size.max(axis=1, keepdims=True)) & (size >= LOADS))


def _left_out(battery: BatteryFactors) -> tuple[str, ...]:
    own = _own_items(battery).sum(axis=0)
    return tuple(key for key, items in zip(battery.keys, own, strict=True) if items < FEWEST_OWN)


def _part(moments: GroupMoments, items: Positions) -> GroupMoments:
    return GroupMoments(moments.n, moments.means[items], moments.covariance[np.ix_(items, items)])


def _untested(level: InvarianceLevel) -> InvarianceLevel:
    nan = float("nan")
    return replace(level, verdict="not_tested", breaking=(), delta_cfi=nan, delta_rmsea=nan, p=nan)


def _level(level: invariance.InvarianceLevel, names: Sequence[str]) -> InvarianceLevel:
    step, fit = level.step, level.fit.measures
    return InvarianceLevel(
        level=level.level,
        chi2=fit.chi2,
        df=fit.df,
        cfi=fit.cfi,
        rmsea=fit.rmsea,
        srmr=fit.srmr,
        delta_cfi=step.delta_cfi if step else float("nan"),
        delta_rmsea=step.delta_rmsea if step else float("nan"),
        p=step.p if step else float("nan"),
        verdict=level.verdict,
        breaking=tuple(names[i] for i in level.breaking),
    )
