"""Gaps: "don't know" and unanswered items, which come from some respondents more than from others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def leave_gaps(rng: np.random.Generator, answers: Ints, code: int, prone: float, rate: float) -> Ints:
    """`answers`, shape (n, p), with `code` in place of some.

    Args:
        prone: share of the respondents who leave any gap.
        rate: share of their answers that they leave; over all, `prone` × `rate` of the answers are gaps.
    """
    leaver = rng.random((answers.shape[0], 1)) < prone
    gap = leaver & (rng.random(answers.shape) < rate)
    return np.asarray(np.where(gap, code, answers))
