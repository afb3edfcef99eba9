"""What factors are called: as the study says, else after their strongest item."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from research.domain.arrays import Floats

LONGEST = 40
OPPOSITE = "not: "
TELLING = 0.40
"""Loading from which an item can give a factor its name though others load more strongly."""
UNNAMED = "Factor"
"""Where no item of a battery has a text."""


def suggested_names(
    pattern: Floats, labels: Sequence[str], reversed: Sequence[bool], taken: Collection[str]
) -> tuple[str, ...]:
    """A name for every factor, unlike each other and those `taken`.

    It is the text of the stronger of the factor's two strongest items, or of the other where only that one runs with
    the factor, or is short enough to stand whole. Where both run against it, the strongest that runs with it and is
    telling comes first; an item that runs against the factor is told as its opposite only where there is none.

    Args:
        pattern: loadings of the keyed items, shape (p, k).
        labels, reversed: of the items.
    """
    names: list[str] = []
    for loadings in pattern.T:
        ideas = _ideas(loadings, labels, reversed)
        names.append(_unlike(ideas, {name.casefold() for name in (*taken, *names)}))
    return tuple(names)


def shortened(text: str, longest: int = LONGEST) -> str:
    """`text` in at most `longest` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    kept = text[:longest]
    words = kept.rpartition(" ")[0]
    return (words if len(words) >= longest // 2 else kept[:-1]).rstrip(" ,;:.-–") + "…"


def _ideas(loadings: Floats, labels: Sequence[str], reversed: Sequence[bool]) -> list[str]:
    """Possible names: the better of the two strongest items, the other one, then the rest by strength."""
    order = [int(i) for i in np.argsort(-np.abs(loadings), kind="stable")]
    against = [bool(reversed[i]) != bool(loadings[i] < 0) for i in range(len(loadings))]
    order = [*sorted(order[:2], key=lambda i: (against[i], len(labels[i]) > LONGEST)), *order[2:]]
    telling = [i for i in order if not against[i] and abs(loadings[i]) >= TELLING]
    if against[order[0]] and telling:
        order = [telling[0], *(i for i in order if i != telling[0])]
    ideas = [shortened(OPPOSITE + labels[i] if against[i] else labels[i]) for i in order if labels[i].strip()]
    return ideas or [UNNAMED]


def _unlike(ideas: Sequence[str], taken: Collection[str]) -> str:
    for idea in ideas:
        if idea.casefold() not in taken:
            return idea
    number = next(n for n in range(2, len(taken) + 3) if f"{ideas[0]} {n}".casefold() not in taken)
    return f"{ideas[0]} {number}"
