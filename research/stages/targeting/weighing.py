"""Weigh: criteria become indices, indices a score, and samples like this one say how sure the order is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Flags, Floats
from research.domain.personas import Persona
from research.domain.portfolio import REACH, SHARE, Criterion, Mark, Portfolio, Standing, Trial
from research.domain.questionnaire import Questionnaire
from research.domain.tables import Tables
from research.stages.targeting.figures import Figures, figures_of
from research.stages.targeting.plan import TargetPlan, bound_of

DRAWS = 2000
"""Samples like this one that are drawn."""
_STREAM = 2029
"""Of the study's seed, for the draws."""
_SMALLEST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """A criterion with its figures, and the row that is each segment's best, shape (k,), -1 for none."""

    criterion: Criterion
    figures: Figures
    best: np.ndarray[tuple[int], np.dtype[np.intp]]

    @property
    def values(self) -> Floats:
        """Of the best rows, shape (k,), NaN where there is none."""
        return _at(self.figures.values, self.best)


def weigh(
    tables: Tables,
    personas: Sequence[Persona],
    questionnaire: Questionnaire,
    outcomes: Sequence[str],
    plan: TargetPlan,
    seed: int,
) -> Portfolio | None:
    """The segments as targets; None where there is one alone, or nothing but its size can be said of any.

    A criterion is told by the segment's figure: its best concept, its best channel, a mean, a top box, a share. Its
    index is 100 where the figure is that of everyone (of everyone's best concept or channel), and for a size 100 where
    all segments are as large. The score is the weighted geometric mean of the indices, so that what a segment lacks in
    size it must have in worth. Samples like this one are drawn from the standard errors, each figure by itself.

    Args:
        outcomes: names, of which the first that has one figure stands in where the plan names no criteria.
    """
    nobody = frozenset(question.none for question in questionnaire.questions if question.none)
    scored = [name for name in outcomes if figures_of(name, tables, personas, nobody) is not None]
    cases = list(_cases(tables, personas, nobody, _weights(plan, scored), plan))
    if len(personas) < 2 or not any(case.criterion.key != SHARE for case in cases):
        return None
    passed = np.array([[_passes(case, s) for s in range(len(personas))] for case in cases])
    running = np.asarray(passed.all(axis=0))
    weights = np.array([case.criterion.weight for case in cases])
    drawn = _drawn(cases, np.random.default_rng([seed, _STREAM]))
    indices = np.array([_indices(case) for case in cases])
    scores = _scores(indices, weights)
    firsts = _firsts(_scores(drawn, weights), running)
    ranks = _ranks(scores, running)
    standings = tuple(
        Standing(
            persona.segment,
            persona.name,
            tuple(_mark(case, s, float(indices[c, s]), bool(passed[c, s])) for c, case in enumerate(cases)),
            float(scores[s]),
            int(ranks[s]),
            float(firsts[s]),
        )
        for s, persona in enumerate(personas)
    )
    trials = tuple(_trials(cases, indices, weights, running, personas))
    return Portfolio(
        bool(plan.criteria), tuple(case.criterion for case in cases), _worth(cases, plan), standings, trials
    )


def _weights(plan: TargetPlan, outcomes: Sequence[str]) -> dict[str, float]:
    """How much each criterion counts; where the plan names none, size, the first outcome and reach alike."""
    named = dict(plan.criteria) or dict.fromkeys((SHARE, *outcomes[:1], REACH), 1.0)
    return named | {name: 0.0 for name in (SHARE, *plan.names) if name not in named}


def _cases(
    tables: Tables,
    personas: Sequence[Persona],
    nobody: frozenset[str],
    weights: Mapping[str, float],
    plan: TargetPlan,
) -> Iterator[_Case]:
    for name, weight in weights.items():
        figures = figures_of(name, tables, personas, nobody)
        if figures is None:
            continue
        known = np.isfinite(figures.values)
        best = np.where(known.any(axis=0), np.where(known, figures.values, -np.inf).argmax(axis=0), -1)
        yield _Case(
            Criterion(
                name,
                figures.label,
                figures.kind,
                weight,
                float(figures.market.max()),
                bound_of(plan.knock_out.get(name, "")),
                figures.unit,
                figures.decimals,
            ),
            figures,
            best,
        )


def _worth(cases: Sequence[_Case], plan: TargetPlan) -> int:
    """Position of the criterion that a segment's worth is read from."""
    keys = [case.criterion.key for case in cases]
    if plan.value in keys:
        return keys.index(plan.value)
    others = [i for i, key in enumerate(keys) if key not in (SHARE, REACH)] or [
        i for i, key in enumerate(keys) if key != SHARE
    ]
    return max(others, key=lambda i: (cases[i].criterion.weight, -i))


def _passes(case: _Case, segment: int) -> bool:
    bound = case.criterion.bound
    return bound is None or bound.holds(float(case.values[segment]))


def _indices(case: _Case) -> Floats:
    """Value ÷ market × 100, shape (k,); NaN where either is unknown or not above 0."""
    market = case.criterion.market
    values = case.values
    known = (values >= 0) & (market > 0)
    return np.where(known, 100.0 * values / (market if market > 0 else 1.0), np.nan)


def _drawn(cases: Sequence[_Case], rng: np.random.Generator) -> Floats:
    """Indices in samples like this one, shape (criteria, draws, k): every row is drawn, and the best taken again."""
    found = []
    for case in cases:
        figures = case.figures
        noise = rng.standard_normal((DRAWS, *figures.values.shape))
        drawn = np.nan_to_num(figures.values + noise * figures.errors, nan=-np.inf).max(axis=1)
        market = case.criterion.market
        found.append(100.0 * np.maximum(drawn, 0.0) / market if market > 0 else np.full(drawn.shape, np.nan))
    return np.array(found)


def _scores(indices: Floats, weights: Floats) -> Floats:
    """The weighted geometric mean of indices of shape (criteria, …)."""
    counted = weights > 0
    if not counted.any():
        return np.full(indices.shape[1:], np.nan)
    logs = np.log(np.maximum(indices[counted], _SMALLEST))
    return np.exp(np.tensordot(weights[counted] / weights[counted].sum(), logs, axes=1))


def _ranks(scores: Floats, running: Flags) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """1 for the highest score of those in the running, 0 for whoever is not."""
    ranks = np.zeros(len(scores), dtype=np.int64)
    held = np.flatnonzero(running & np.isfinite(scores))
    ranks[held[np.argsort(-scores[held], kind="stable")]] = np.arange(1, len(held) + 1)
    return ranks


def _firsts(scores: Floats, running: Flags) -> Floats:
    """The share of draws in which each comes first, of scores of shape (draws, k)."""
    held = np.where(running & np.isfinite(scores).all(axis=0), scores, -np.inf)
    if not np.isfinite(held).any():
        return np.zeros(len(running))
    return np.bincount(held.argmax(axis=1), minlength=len(running)) / len(held)


def _trials(
    cases: Sequence[_Case], indices: Floats, weights: Floats, running: Flags, personas: Sequence[Persona]
) -> Iterator[Trial]:
    scores = _scores(indices, weights)
    ranks = _ranks(scores, running)

    def leader(tried: Floats) -> int:
        ranks = _ranks(_scores(indices, tried), running)
        return next((persona.segment for persona, rank in zip(personas, ranks, strict=True) if rank == 1), 0)

    if (weights > 0).sum() < 2:
        return
    for i in np.flatnonzero(weights > 0).tolist():
        even = _break_even(cases[i], scores, ranks, float(weights[i] / weights.sum()))
        scaled = [np.where(np.arange(len(weights)) == i, factor * weights, weights) for factor in (2.0, 0.0)]
        yield Trial(cases[i].criterion.key, leader(scaled[0]), leader(scaled[1]), even)


def _break_even(case: _Case, scores: Floats, ranks: np.ndarray[tuple[int], np.dtype[np.int64]], part: float) -> float:
    """The first segment's figure at which its score would be that of the second; `part` of the score is this one's."""
    if 2 not in ranks:
        return float("nan")
    first, second = (float(scores[ranks == rank][0]) for rank in (1, 2))
    value = float(case.values[ranks == 1][0])
    return value * (second / first) ** (1.0 / part) if first > 0 else float("nan")


def _mark(case: _Case, segment: int, index: float, passed: bool) -> Mark:
    figures, at = case.figures, int(case.best[segment])
    if at < 0:
        return Mark(np.nan, np.nan, np.nan, np.nan, passed)
    value, low, high = (float(found[at, segment]) for found in (figures.values, figures.lows, figures.highs))
    return Mark(value, low, high, index, passed, figures.about[at], figures.table[at], figures.row[at])


def _at(figures: Floats, best: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Floats:
    return np.where(best >= 0, figures[np.maximum(best, 0), np.arange(figures.shape[1])], np.nan)
