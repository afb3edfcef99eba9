"""The items of a block that can be factored, and why the others cannot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Flags, Floats
from research.domain.caveats import Caveat, Figure
from research.domain.centring import keyed_answers
from research.domain.factor_evidence import MissingAnswers
from research.domain.sample import Sample
from research.stages.factors.blocks import ItemBlock
from research.stats.chance_base import eigenvalue_base
from research.stats.chunked_sums import pair_sums
from research.stats.correlations import correlate
from research.stats.extraction import SINGULAR
from research.stats.moments import CANCELLED, CONSTANT_SD, complete_rows, effective_n, pair_bases, sds

FEWEST_ITEMS = 3
FEWEST_RESPONDENTS = 20
ROUNDING = 1e-9
"""Twenty respondents of one weight are twenty, whatever the sums of their weights round to."""
FEWEST_BASE = FEWEST_RESPONDENTS * (1 - ROUNDING)
DUPLICATE = 0.99
"""Items that correlate more strongly than this are one item asked twice."""
TAKES_PART = 0.01
"""Part of an item in a sum that never varies, of at most 1, above which it is more than rounding."""
COMPLETE_SHARE = 0.7
"""A lower share of complete answers among those who answered any item is worth a caveat where only they count."""


@dataclass(frozen=True, slots=True, eq=False)
class Factorable:
    """Answers to items that can be factored.

    Attributes:
        taking_part: which respondents of the sample these are, shape (n of the sample,).
        answers: keyed, and centred within persons where the block says so, shape (n, p), NaN where there is none.
        uncentred: the same before they were centred.
        unanswered: items that nobody of the sample answered, shape (p,); answered: how many answered any item.
        weights: of those respondents, shape (n,).
        missing: whether all who answered something take part, or those who answered everything.
    """

    block: ItemBlock
    taking_part: Flags
    answers: Floats
    uncentred: Floats
    unanswered: Flags
    answered: int
    weights: Floats
    missing: MissingAnswers

    @property
    def needed(self) -> int:
        """The fewest effective respondents that correlations of so many items can rest on."""
        return max(FEWEST_RESPONDENTS, len(self.block.items) + 2)


@dataclass(frozen=True, slots=True)
class _Obstacle:
    """What stands in the way, and the items to leave out; all must go where none is named."""

    caveat: Caveat
    items: tuple[str, ...] = ()


def factorable(
    sample: Sample, block: ItemBlock, missing: MissingAnswers
) -> tuple[Factorable | None, tuple[Caveat, ...]]:
    """What of `block` can be factored, or None, with a caveat for everything that was left out."""
    caveats: list[Caveat] = []
    while True:
        found = _taking_part(sample, block, missing)
        obstacle = next((one for one in (look(found) for look in _OBSTACLES) if one is not None), None)
        if obstacle is None:
            return found, (*caveats, *_incomplete(found))
        caveats.append(obstacle.caveat)
        if not obstacle.items:
            return None, tuple(caveats)
        block = block.without(obstacle.items)


def chance_base(base: float, weights: Floats, items: int) -> float:
    """Respondents of one weight, who answered everything, whose eigenvalues would err as much by chance.

    Args:
        base: effective number of respondents behind a correlation; 0 where nobody is.
        weights: of those who take part, shape (n,).
    """
    return base * eigenvalue_base(weights, items) / effective_n(weights) if base else 0.0


def _taking_part(sample: Sample, block: ItemBlock, missing: MissingAnswers) -> Factorable:
    answers = keyed_answers(sample.responses, block.items, block.centred)
    uncentred = sample.responses.keyed(block.items)
    gaps = np.isnan(uncentred)
    rows = complete_rows(uncentred) if missing == "complete" else np.asarray(~gaps.all(axis=1))
    unanswered = np.asarray(gaps.all(axis=0))
    answered = int((~gaps).any(axis=1).sum())
    return Factorable(block, rows, answers[rows], uncentred[rows], unanswered, answered, sample.weights[rows], missing)


def _unanswered(found: Factorable) -> _Obstacle | None:
    return _leave_out("unanswered_items", found.block, found.unanswered)


def _too_few_items(found: Factorable) -> _Obstacle | None:
    items = len(found.block.items)
    if items < FEWEST_ITEMS:
        return _Obstacle(Caveat("too_few_items", {"battery": found.block.label, "items": items}))
    return None


def _too_few(found: Factorable) -> _Obstacle | None:
    bases = pair_bases(found.answers, found.weights)
    base = chance_base(_harmonic(bases), found.weights, len(bases))
    if base < found.needed * (1 - ROUNDING) or _mostly_apart(bases):
        return _Obstacle(_shortage(found))
    return None


def _shortage(found: Factorable) -> Caveat:
    """Why those who take part are too few: they left gaps, the weights make few of them count, or they are few."""
    label, respondents, needed = found.block.label, len(found.answers), found.needed
    if found.missing == "complete" and respondents < needed <= found.answered:
        figures: dict[str, Figure] = {"complete": respondents, "answered": found.answered, "needed": needed}
        return Caveat("too_few_complete", {"battery": label, "items": len(found.block.items), **figures})
    alike = eigenvalue_base(found.weights, len(found.block.items))
    if alike < needed * (1 - ROUNDING) and needed <= respondents:
        figures = {"battery": label, "respondents": respondents, "effective": alike, "needed": needed}
        return Caveat("too_few_effective", figures)
    return Caveat("too_few_respondents", {"battery": label, "respondents": respondents, "needed": needed})


def _harmonic(bases: Floats) -> float:
    """Effective number of respondents behind a correlation: the harmonic mean over all pairs of items."""
    pairs = bases[np.triu_indices(len(bases), 1)]
    return float(1 / np.mean(1 / pairs)) if (pairs > 0).all() else 0.0


def _constant(found: Factorable) -> _Obstacle | None:
    spread = np.minimum(sds(found.uncentred, found.weights), sds(found.answers, found.weights))
    return _leave_out("constant_items", found.block, spread < CONSTANT_SD)


def _never_together(found: Factorable) -> _Obstacle | None:
    """Items that too few answered together with others, where enough answered most pairs."""
    bases = pair_bases(found.answers, found.weights)
    if _mostly_apart(bases):
        return None
    lacking = (bases < FEWEST_BASE) | _alike_together(found)
    out = np.zeros(len(bases), dtype=bool)
    while lacking.any():
        worst = np.lexsort((-np.diag(bases), lacking.sum(axis=0)))[-1]
        out[worst], lacking[worst], lacking[:, worst] = True, False, False
    return _leave_out("unpaired_items", found.block, out)


def _mostly_apart(bases: Floats) -> bool:
    """Too few answered both items of most pairs."""
    return bool(np.median(bases) < FEWEST_BASE)


def _alike_together(found: Factorable) -> Flags:
    """Pairs of items of which all who answered both gave one the same answer, as routing makes it; shape (p, p)."""
    alike = _alike(found.uncentred, found.weights)
    return alike | _alike(found.answers, found.weights) if found.block.centred else alike


def _alike(answers: Floats, weights: Floats) -> Flags:
    """The same, but for items that everyone answered alike."""
    if complete_rows(answers).all():
        return np.zeros((answers.shape[1],) * 2, dtype=bool)
    sums = pair_sums(answers, weights)
    size = np.maximum(sums.weight, np.finfo(np.float64).tiny)
    square = sums.second / size
    alike = square - (sums.first / size) ** 2 <= np.maximum(CANCELLED * square, CONSTANT_SD**2)
    throughout = np.diag(alike)
    return np.asarray((alike | alike.T) & ~(throughout | throughout[:, None]))


def _redundant(found: Factorable) -> _Obstacle | None:
    """Copies of an earlier item; or, where none is one, items that determine each other as a set."""
    correlations = correlate(found.answers, found.weights, "pearson", found.missing).matrix
    copies = np.asarray((np.triu(np.abs(correlations), 1) > DUPLICATE).any(axis=0))
    if copies.any():
        return _leave_out("duplicate_items", found.block, copies)
    dependent = [item for item, so in zip(found.block.items, _dependent(found), strict=True) if so]
    if dependent:
        return _Obstacle(Caveat("dependent_items", {"battery": found.block.label, "items": ", ".join(dependent)}))
    return None


def _dependent(found: Factorable) -> Flags:
    """Items that those who answered everything show to determine each other; gaps alone can look like it. Shape (p,).

    Centred answers always do, and are factored nevertheless.
    """
    none = np.zeros(len(found.block.items), dtype=bool)
    rows = complete_rows(found.answers)
    answers, weights = found.answers[rows], found.weights[rows]
    if found.block.centred or effective_n(weights) < found.needed or (sds(answers, weights) < CONSTANT_SD).any():
        return none
    values, axes = np.linalg.eigh(correlate(answers, weights, "pearson", "complete").matrix)
    return np.asarray((np.abs(axes[:, values < SINGULAR]) > TAKES_PART).any(axis=1))


def _too_short_to_centre(found: Factorable) -> _Obstacle | None:
    """Items of a scale so short that its answers less their mean are the same answer twice, or none at all."""
    groups = found.block.centred
    short = np.array([bool(group) and groups.count(group) < FEWEST_ITEMS for group in groups], dtype=bool)
    return _leave_out("too_short_to_centre_items", found.block, short) if short.any() else None


_OBSTACLES = (_unanswered, _too_short_to_centre, _too_few_items, _never_together, _too_few, _constant, _redundant)
"""In this order: each can count on those before it."""


def _leave_out(code: str, block: ItemBlock, which: Flags) -> _Obstacle | None:
    items = tuple(item for item, so in zip(block.items, which, strict=True) if so)
    return _Obstacle(Caveat(code, {"battery": block.label, "items": ", ".join(items)}), items) if items else None


def _incomplete(found: Factorable) -> tuple[Caveat, ...]:
    if found.missing == "pairwise":
        return ()
    complete = len(found.answers)
    if complete >= COMPLETE_SHARE * found.answered:
        return ()
    return (Caveat("few_complete", {"battery": found.block.label, "complete": complete, "answered": found.answered}),)
