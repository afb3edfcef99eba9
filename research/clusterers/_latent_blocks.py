"""Items of latent class analysis as exponential families: from expected sufficient statistics to log densities.

Within a class the log density of an answer is linear in what is known of the answer, its sufficient statistics. So
one matrix product gives the log densities of all respondents, another one the statistics that the M-step needs, and
each kind of item is a rule that turns expected statistics into coefficients.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
"""In single precision while searching, in double at the end."""

TINY = 1e-12
"""Added to counts so that the logarithm of none is a number; it changes no likelihood in the first nine digits."""
LEAST_VARIANCE = 0.01
"""Smallest variance of a class, as a share of the item's: a normal mixture has no maximum without such a floor
(Hathaway 1985), since a class can shrink to a single answer."""


class Block(Protocol):
    """Items of one kind, whose statistics lie side by side.

    Attributes:
        width: how many statistics there are; counts: which of them are counts, and so never negative, shape (width,).
    """

    @property
    def width(self) -> int: ...

    @property
    def counts(self) -> NDArray[np.bool_]: ...

    def coefficients(self, expected: Floats, previous: Floats) -> Floats:
        """The M-step: coefficients of the log density that are likeliest given `expected` statistics.

        All arrays have shape (starts, k, width); `previous` are the coefficients of the step before.
        """
        ...

    def parameters(self, k: int) -> int:
        """Number of free parameters in `k` classes."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class FreeCategories:
    """Nominal and binary items: every class has its own probability for every category.

    P(category | class) is the share of the category in the class's answers (Lazarsfeld & Henry 1968; Linzer & Lewis
    2011, `poLCA` in R, whose number of parameters this is). A gap adds to no category.

    Attributes:
        sizes: number of categories of each item, shape (items,).
    """

    sizes: NDArray[np.int64]

    @property
    def width(self) -> int:
        return int(self.sizes.sum())

    @property
    def counts(self) -> NDArray[np.bool_]:
        return np.ones(self.width, dtype=bool)

    def coefficients(self, expected: Floats, previous: Floats) -> Floats:
        """Log probabilities of the categories."""
        held = np.maximum(expected, 0.0) + TINY
        answered = np.add.reduceat(held, np.cumsum(self.sizes) - self.sizes, axis=2)
        return np.asarray(np.log(held) - np.repeat(np.log(answered), self.sizes, axis=2))

    def parameters(self, k: int) -> int:
        return k * int((self.sizes - 1).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Normals:
    """Numeric items, standardised: every class has its own mean and variance, the items being independent within it.

    The statistics of a value z are (1, z, z²), and (0, 0, 0) of a gap; the model is `VVI` of R's mclust.

    Attributes:
        items: how many.
    """

    items: int

    @property
    def width(self) -> int:
        return 3 * self.items

    @property
    def counts(self) -> NDArray[np.bool_]:
        return np.tile([True, False, False], self.items)

    def coefficients(self, expected: Floats, previous: Floats) -> Floats:
        """Coefficients of (1, z, z²) in ln φ(z; μ, σ²)."""
        answered, sums, squares = np.moveaxis(expected.reshape(*expected.shape[:2], self.items, 3), 3, 0)
        answered = np.maximum(answered, 0.0) + TINY
        means = sums / answered
        variances = np.maximum(squares / answered - means * means, LEAST_VARIANCE)
        level = -0.5 * (np.log(2 * np.pi * variances) + means * means / variances)
        return np.stack([level, means / variances, -0.5 / variances], axis=3).reshape(expected.shape)

    def parameters(self, k: int) -> int:
        return 2 * k * self.items
