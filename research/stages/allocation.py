"""`allocate`: everybody of a wave into the segments that an earlier one defined."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from research.clusterers._contract import CLUSTERERS
from research.domain.allocation import NOT_ASSIGNED, Allocation, small_segments
from research.domain.arrays import Flags, Floats, Strings, sealed
from research.domain.basis import Basis
from research.domain.caveats import Caveat
from research.domain.responses import Responses
from research.domain.sample import Sample
from research.domain.segmentation import FrozenSolution
from research.errors import Fault, raise_faults


def allocate(solution: FrozenSolution, sample: Sample, assign_from: float = 0.0) -> Allocation:
    """Segment and memberships of all respondents of `sample`, whichever wave defined the `solution`.

    Whoever belongs to no segment with a probability of `assign_from` or more is not assigned.

    Raises:
        ResearchError: the wave lacks items of the basis or nobody answered enough of them, or the method is unknown.
    """
    responses = sample.responses
    raise_faults([*_method_faults(solution), *_item_faults(solution, responses)])
    values = solution.recipe.apply(responses)
    raise_faults(_placing_faults(solution, responses, _answered(values)))
    return _allocation(solution, responses.ids, values, assign_from)


def allocate_on(solution: FrozenSolution, basis: Basis) -> Allocation:
    """The same of the respondents behind `basis`, which is made by the recipe of the `solution`; all are assigned."""
    return _allocation(solution, basis.ids, basis.values, 0.0)


def _allocation(solution: FrozenSolution, ids: Strings, values: Floats, assign_from: float) -> Allocation:
    """Who is where by basis `values`, shape (n, columns), some row of which is no gap throughout."""
    n, placed = len(ids), _answered(values)
    segments, memberships = _placed(solution, values[placed])
    sure = memberships.max(axis=1) >= assign_from
    everyone = np.full(n, NOT_ASSIGNED, dtype=np.int16)
    everyone[placed] = np.where(sure, segments, NOT_ASSIGNED)
    likely = np.full((n, solution.k), np.nan)
    likely[placed] = memberships
    left = _caveats(int((~placed).sum()), int((~sure).sum()), n, assign_from)
    caveats = (*left, *small_segments(np.bincount(everyone, minlength=solution.k + 1)[1:]))
    return Allocation(ids, sealed(everyone), sealed(likely), solution.k, caveats)


def _answered(values: Floats) -> Flags:
    """Who has any value of the basis, shape (n,)."""
    return np.asarray(~np.isnan(values).all(axis=1))


def _caveats(left: int, unsure: int, n: int, assign_from: float) -> Iterator[Caveat]:
    """Respondents who answered too little, and who lie between segments."""
    if left:
        yield Caveat("not_assigned", {"respondents": left, "of": n})
    if unsure:
        yield Caveat("unsure_not_assigned", {"respondents": unsure, "of": n, "least": 100 * assign_from})


def _placed(solution: FrozenSolution, values: Floats) -> tuple[Floats, Floats]:
    """Segment numbers, shape (n,), and memberships in their order, shape (n, k), of rows without gaps."""
    model = CLUSTERERS[solution.method]().restore(solution.model)
    own = model.memberships(values)
    number = np.empty(solution.k, dtype=np.int16)
    number[list(solution.order)] = np.arange(1, solution.k + 1)
    return number[own.argmax(axis=1)], own[:, list(solution.order)]


def _method_faults(solution: FrozenSolution) -> Iterator[Fault]:
    if solution.method not in CLUSTERERS:
        yield Fault(
            f"the segments were cut by `{solution.method}`, which is no clustering method here",
            found=f"known here: {', '.join(CLUSTERERS)}",
            remedy="install what offers it, or cut the segments anew",
        )


def _item_faults(solution: FrozenSolution, responses: Responses) -> Iterator[Fault]:
    held = responses.codes.keys() | responses.numbers.keys()
    missing = [item for item in solution.recipe.items if item not in held]
    if missing:
        yield Fault(
            f"the wave `{responses.wave}` lacks {len(missing)} of the {len(solution.recipe.items)} items of the basis",
            found=f"not found: {', '.join(missing)}",
            why=f"the segments of `{solution.wave}` are defined by the answers to all of them",
            remedy="name the columns that hold them, or cut the segments on items that every wave asks",
        )


def _placing_faults(solution: FrozenSolution, responses: Responses, placed: Flags) -> Iterator[Fault]:
    if not placed.any():
        yield Fault(
            f"nobody in the wave `{responses.wave}` can be put into a segment",
            found=f"none of {responses.n} respondents answered {solution.recipe.min_answered:.0%} of the basis",
            why="distances from the segments need answers to what the segments were cut on",
            remedy="check the codes and the missing codes of these items in this wave",
        )
