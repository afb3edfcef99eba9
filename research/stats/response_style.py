"""How a respondent uses an answer scale, whatever is asked: agreeing, taking the ends, the middle, or one answer.

Baumgartner & Steenkamp (2001, Journal of Marketing Research 38: 143-156) define the indices as shares of a respondent's
answers; Weijters, Geuens & Schillewaert (2010, Psychological Methods 15: 96-110) and Van Vaerenbergh & Thomas (2013,
International Journal of Public Opinion Research 25: 195-217) review them. They mean what they say where items are
many and about different things; over items about one thing they hold content as well.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class StyleIndices:
    """The style of n respondents on one scale, each array of shape (n,).

    Attributes:
        answered: how many answers on the scale the indices rest on. Without any, all of them are NaN.
        acquiescence: mean answer less the middle of the scale, in points of the scale.
        agreement: share of answers above the middle (ARS).
        extremity: share of answers at either end (ERS); NaN on scales of two points, which have nothing else.
        midpoint: share of answers at the middle (MRS); NaN where no point is the middle.
        differentiation: standard deviation of the answers (divided by their number), 0 for one who always gives the
            same; NaN below two answers.
    """

    answered: Counts
    acquiescence: Floats
    agreement: Floats
    extremity: Floats
    midpoint: Floats
    differentiation: Floats


def style_indices(answers: Floats, points: ArrayLike) -> StyleIndices:
    """Style of every row of `answers`, shape (n, p): to items that share a scale, as given, before reversing.

    Each respondent is described by himself alone, so weights do not come in.

    Args:
        points: of the scale, in any order. Whatever else stands in `answers`, NaN included, counts as no answer.

    Raises:
        ValueError: fewer than two points, or points that are no numbers.
    """
    scale = np.unique(np.asarray(points, dtype=np.float64))
    if len(scale) < 2 or not np.isfinite(scale).all():
        raise ValueError(f"a scale needs two points or more, all of them numbers, but has {scale.tolist()}")
    low, high = float(scale[0]), float(scale[-1])
    middle = (low + high) / 2
    on_scale = np.isin(answers, scale)
    answered = on_scale.sum(axis=1)
    from_middle = np.where(on_scale, answers - middle, 0.0)
    means = _per_answer(from_middle.sum(axis=1), answered)
    spread = np.where(on_scale, from_middle - np.nan_to_num(means)[:, None], 0.0)
    ends = (answers == low) | (answers == high)
    unknown = np.full(len(answers), np.nan)
    return StyleIndices(
        answered=answered,
        acquiescence=means,
        agreement=_per_answer((from_middle > 0).sum(axis=1), answered),
        extremity=_per_answer(ends.sum(axis=1), answered) if len(scale) > 2 else unknown,
        midpoint=_per_answer((answers == middle).sum(axis=1), answered) if middle in scale else unknown,
        differentiation=np.sqrt(_per_answer((spread**2).sum(axis=1), np.where(answered > 1, answered, 0))),
    )


def _per_answer(totals: Floats | Counts, answered: Counts) -> Floats:
    """`totals` ÷ `answered`, NaN where nothing was answered; shape (n,)."""
    return np.where(answered > 0, totals / np.maximum(answered, 1), np.nan)
