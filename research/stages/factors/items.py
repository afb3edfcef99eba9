"""The items of a block that can be factored, and why the others cannot."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from research.domain.arrays import Flags, Floats
from research.domain.caveats import Caveat
from research.domain.sample import Sample
from research.stages.factors.plan import ItemBlock
from research.stats.factoring import SINGULAR
from research.stats.moments import CONSTANT_SD, complete_rows, correlation, effective_n, sds

FEWEST_ITEMS = 3
FEWEST_RESPONDENTS = 20
DUPLICATE = 0.99
"""Items that correlate more strongly than this are one item asked twice."""
COMPLETE_SHARE = 0.7
"""A lower share of complete answers among those who answered any item is worth a caveat."""


@dataclass(frozen=True, slots=True, eq=False)
class Factorable:
    """Complete answers to items that can be factored.

    Attributes:
        answers: keyed, shape (n, p), without gaps; `weights` of those respondents, shape (n,).
        base: effective number of respondents.
    """

    block: ItemBlock
    answers: Floats
    weights: Floats
    base: float

    @property
    def correlations(self) -> Floats:
        """Weighted, shape (p, p)."""
        return correlation(self.answers, self.weights)


@dataclass(frozen=True, slots=True)
class _Obstacle:
    """What stands in the way, and the items to leave out; all must go where none is named."""

    caveat: Caveat
    items: tuple[str, ...] = ()


def factorable(sample: Sample, block: ItemBlock) -> tuple[Factorable | None, tuple[Caveat, ...]]:
    """What of `block` can be factored, or None, with a caveat for everything that was left out."""
    caveats: list[Caveat] = []
    while True:
        found = _complete(sample, block)
        obstacle = _unanswered(sample, block) or _too_few(found) or _constant(found) or _redundant(found)
        if obstacle is None:
            return found, (*caveats, *_incomplete(sample, found))
        caveats.append(obstacle.caveat)
        if not obstacle.items:
            return None, tuple(caveats)
        block = replace(block, items=tuple(item for item in block.items if item not in obstacle.items))


def _complete(sample: Sample, block: ItemBlock) -> Factorable:
    answers = sample.responses.keyed(block.items)
    rows = complete_rows(answers)
    return Factorable(block, answers[rows], sample.weights[rows], effective_n(sample.weights[rows]))


def _unanswered(sample: Sample, block: ItemBlock) -> _Obstacle | None:
    unanswered = np.asarray(np.isnan(sample.responses.keyed(block.items)).all(axis=0))
    return _leave_out("unanswered_items", block, unanswered)


def _too_few(found: Factorable) -> _Obstacle | None:
    items = len(found.block.items)
    if items < FEWEST_ITEMS:
        return _Obstacle(Caveat("too_few_items", {"battery": found.block.label, "items": items}))
    needed = max(FEWEST_RESPONDENTS, items + 2)
    if found.base < needed:
        return _Obstacle(
            Caveat(
                "too_few_respondents",
                {"battery": found.block.label, "respondents": len(found.answers), "needed": needed},
            )
        )
    return None


def _constant(found: Factorable) -> _Obstacle | None:
    return _leave_out("constant_items", found.block, sds(found.answers, found.weights) < CONSTANT_SD)


def _redundant(found: Factorable) -> _Obstacle | None:
    """Copies of an earlier item; or, where none is one, items that determine each other as a set."""
    correlations = found.correlations
    copies = np.asarray((np.triu(np.abs(correlations), 1) > DUPLICATE).any(axis=0))
    if copies.any():
        return _leave_out("duplicate_items", found.block, copies)
    if np.linalg.eigvalsh(correlations)[0] < SINGULAR:
        return _Obstacle(Caveat("dependent_items", {"battery": found.block.label}))
    return None


def _leave_out(code: str, block: ItemBlock, which: Flags) -> _Obstacle | None:
    items = tuple(item for item, so in zip(block.items, which, strict=True) if so)
    return _Obstacle(Caveat(code, {"battery": block.label, "items": ", ".join(items)}), items) if items else None


def _incomplete(sample: Sample, found: Factorable) -> tuple[Caveat, ...]:
    answered = int((~np.isnan(sample.responses.keyed(found.block.items))).any(axis=1).sum())
    complete = len(found.answers)
    if complete >= COMPLETE_SHARE * answered:
        return ()
    return (Caveat("few_complete", {"battery": found.block.label, "complete": complete, "answered": answered}),)
