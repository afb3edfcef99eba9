"""How differences are shown: letters graded by how strict a limit they reach, and signs for more and less."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from research.domain.arrays import Flags, Floats, Texts


def grades(p: Floats, limits: Sequence[float]) -> NDArray[np.int64]:
    """How many of `limits`, the strictest first, each p is above; of the shape of `p`."""
    return np.asarray((p[..., None] > np.array(limits)).sum(axis=-1), dtype=np.int64)


def lettered(higher: Flags, grade: NDArray[np.int64], letters: Sequence[str], levels: int) -> Texts:
    """Per cell the letters of the columns that it is above, shape (rows, g).

    Args:
        higher: whether the first column of a pair is higher; grade: of the pair; both of shape (rows, g, g).
        letters: of the g columns; levels: how many there are.
    """
    marks = [_marks(letter, levels) for letter in letters]
    separator = " " if any(len(mark) > 1 for of_column in marks for mark in of_column) else ""
    found = np.full(higher.shape[:2], "", dtype=object)
    for i, high, low in np.argwhere(higher).tolist():
        mark = marks[low][grade[i, high, low]]
        found[i, high] = f"{found[i, high]}{separator}{mark}" if found[i, high] else mark
    return found


def signed(differs: Flags, difference: Floats) -> Texts:
    """`+` where a figure differs and is higher, `-` where it is lower, else empty."""
    return np.where(differs & (difference > 0), "+", np.where(differs & (difference < 0), "-", "")).astype(object)


def _marks(letter: str, levels: int) -> tuple[str, ...]:
    """What stands for a column at each level: capital and small letter, and of three levels a plus before them."""
    graded = (letter, letter.lower()) if levels > 1 else (letter,)
    return (f"{letter}+", *graded) if levels > len(graded) else graded
