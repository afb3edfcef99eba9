"""Three cuts to decide between: the chosen one, the next best number, and one that sees the market otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from research.domain.evidence import Evidence
from research.domain.segmentation import Candidate, Merit, Shortlisted

LONG = 3
OTHERWISE = 0.7
"""Adjusted Rand index with the chosen cut below which another one divides the market differently."""


def shortlist(candidates: Sequence[Candidate], chosen: int, evidence: Evidence | None) -> tuple[Shortlisted, ...]:
    """The chosen candidate first; two that have no objection against them beside it, or fewer.

    No two are of one basis, method and number of segments, and what hardly differs from one before is left out.
    """
    return tuple(islice(_merits(candidates, chosen, evidence), LONG))


def _merits(candidates: Sequence[Candidate], chosen: int, evidence: Evidence | None) -> Iterator[Shortlisted]:
    choice, taken = candidates[chosen], {chosen}
    yield Shortlisted(chosen, "chosen")
    merits: tuple[tuple[Merit, list[int]], ...] = (
        ("next_beyond_chance", _by_excess(candidates, choice, evidence)),
        ("sees_otherwise", _otherwise(candidates, choice)),
        ("most_stable_other", _by_stability(candidates, choice)),
        ("finer", [at for at in _by_stability(candidates, choice) if candidates[at].k > choice.k]),
        ("coarser", [at for at in _by_stability(candidates, choice) if candidates[at].k < choice.k]),
    )
    for merit, ranked in merits:
        best = next((at for at in ranked if at not in taken), None)
        if best is not None:
            taken.add(best)
            yield Shortlisted(best, merit)


def _eligible(candidates: Sequence[Candidate]) -> list[int]:
    return [at for at, candidate in enumerate(candidates) if candidate.eligible]


def _same_way(candidates: Sequence[Candidate], choice: Candidate) -> list[int]:
    """Eligible cuts of the chosen basis and method into other numbers."""
    found = [at for at in _eligible(candidates) if candidates[at].way == choice.way]
    return [at for at in found if candidates[at].k != choice.k]


def _by_excess(candidates: Sequence[Candidate], choice: Candidate, evidence: Evidence | None) -> list[int]:
    """The best first by what they explain beyond chance, where anything is."""
    if evidence is None or evidence.k is None:
        return []
    view = evidence.of(choice.view)
    excess = dict(zip(view.ks, view.excess, strict=True))
    told = [at for at in _same_way(candidates, choice) if excess.get(candidates[at].k, 0.0) > 0]
    return sorted(told, key=lambda at: -excess[candidates[at].k])


def _by_stability(candidates: Sequence[Candidate], choice: Candidate) -> list[int]:
    return sorted(_same_way(candidates, choice), key=lambda at: -candidates[at].stability)


def _otherwise(candidates: Sequence[Candidate], choice: Candidate) -> list[int]:
    """Cuts of another basis or by another method that divide the market differently, the most stable first."""
    ways = [
        at for at in _eligible(candidates) if candidates[at].way != choice.way and candidates[at].agreement < OTHERWISE
    ]
    return sorted(ways, key=lambda at: -candidates[at].stability)
