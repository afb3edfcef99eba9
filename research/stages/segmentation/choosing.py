"""Which cut is chosen.

Where the answers show more than chance, the number of segments is the one that explains most beyond chance, if any cut
into so many comes back. Elsewhere
among the cuts without objection the most stable one sets the mark, and of all that are about as stable the one into
the most segments is taken. Merging two true segments gives a cut that comes back just as reliably as the true one,
while one segment too many has to be put somewhere and does not: stability falls behind the true number, not before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from research.domain.segmentation import Candidate, Objection, Reason

ABOUT_AS_STABLE = 0.03
"""How far behind the most stable cut (mean adjusted Rand index) one into more segments may be and still be taken.

In simulated samples of 1,200 with three to six segments (for Bayes' rule, an adjusted Rand index of .96) the planted
number was chosen in 97 of 100; with no margin at all in 74, the others being cut into too few; with .08 in 73, the
others into too many.
"""
SIZES: tuple[Objection, ...] = ("too_small", "dominant")
MORE_STABLE = 0.05
"""How much more stable the cut of another method must be to be taken instead of that of the first."""


def choose_k(candidates: Sequence[Candidate], asked_for: int | None, found: int | None) -> tuple[int, Reason]:
    """The number of segments and why, from the candidates of the first method, in order of k.

    Args:
        asked_for: by the study; found: what explains most beyond chance. None where there is no such number.
    """
    if asked_for is not None:
        return asked_for, "asked_for"
    if found is not None and found in {candidate.k for candidate in candidates}:
        return found, "beyond_chance"
    eligible = [candidate for candidate in candidates if candidate.eligible]
    if not eligible:
        return _least_bad(candidates).k, "least_bad"
    mark = max(candidate.stability for candidate in eligible) - ABOUT_AS_STABLE
    return max(candidate.k for candidate in eligible if candidate.stability >= mark), "most_stable"


def comes_back(candidates: Sequence[Candidate], k: int | None) -> bool:
    """Whether any cut into `k` comes back, and its search settles; uneven sizes are no matter."""
    return any(candidate.k == k and set(candidate.objections) <= set(SIZES) for candidate in candidates)


def choose_method(candidates: Sequence[Candidate], reason: Reason) -> Candidate:
    """Of cuts into one number of segments the first method's, unless another's is far more stable.

    The other one may have no objection that the first one's has not; but where so many segments are more than chance,
    uneven sizes are none.
    """
    first = candidates[0]
    allowed: set[Objection] = {*first.objections, *(SIZES if reason == "beyond_chance" else ())}
    better = [
        other
        for other in candidates[1:]
        if other.stability > first.stability + MORE_STABLE and set(other.objections) <= allowed
    ]
    return max(better, key=lambda other: other.stability, default=first)


def _least_bad(candidates: Sequence[Candidate]) -> Candidate:
    """The fewest objections, then the most stable; two segments only where nothing else was tried."""
    return min(
        candidates,
        key=lambda candidate: (
            "two_segments" in candidate.objections,
            len(candidate.objections),
            -candidate.stability,
        ),
    )
