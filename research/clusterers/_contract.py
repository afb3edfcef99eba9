"""What a clusterer is, and the register of clusterers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from research.registry import Registry

Floats = NDArray[np.float64]
ColumnKind = Literal["numeric", "ordinal", "nominal", "binary"]
ALL_KINDS: frozenset[ColumnKind] = frozenset(get_args(ColumnKind))
AS_NUMBERS: frozenset[ColumnKind] = frozenset(("numeric", "ordinal", "binary"))
"""Kinds whose codes a method of distances can take for numbers."""


class Model(Protocol):
    """A fitted solution that places any rows."""

    @property
    def k(self) -> int:
        """Number of segments."""
        ...

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), rows sum to one, for any rows `x` of shape (n, p)."""
        ...

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """The arrays from which `Clusterer.restore` makes an equal model."""
        ...


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What a model of probabilities says of the rows it was fitted on, with weights of mean 1.

    Attributes:
        log_likelihood: Σ w ln p(x); parameters: free ones.
        entropy: −Σ w Σ m ln m over the memberships m; zero where everybody belongs to one segment for certain.
    """

    log_likelihood: float
    parameters: int
    entropy: float


@dataclass(frozen=True, slots=True)
class Fit:
    """A model and what the search for it found.

    Attributes:
        labels: 0 … k − 1 of the rows it was fitted on, shape (n,).
        objective: the value that was minimised (weighted sum of squares within segments, or −log likelihood).
        best_reached: share of the starts that came within a relative 1e-6 of the best objective.
        likelihood: of a model of probabilities; None for a method that has none.
    """

    model: Model
    labels: NDArray[np.int64]
    objective: float
    best_reached: float
    likelihood: Likelihood | None = None


class Clusterer(Protocol):
    """A way of cutting, with its settings.

    Attributes:
        uses_weights: whether `fit` lets weights act; a method that does not is reported as such.
        takes: the kinds of columns that it can cut on.
        takes_gaps: whether `x` may hold NaN, in `fit` and in `Model.memberships`. A row of NaN alone has the sizes of
            the segments as its memberships.
    """

    uses_weights: ClassVar[bool]
    takes: ClassVar[frozenset[ColumnKind]]
    takes_gaps: ClassVar[bool]

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), with weights of shape (n,), into `k` segments.

        `kinds` says of every column what it holds: `numeric` values, codes in order (`ordinal`), codes without order
        (`nominal`), or 0 and 1 (`binary`).

        Raises:
            ValueError: k < 1, or fewer different rows than k.
        """
        ...

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Model:
        """The model that `parameters` describe."""
        ...


CLUSTERERS: Registry[Clusterer] = Registry("clusterer", "research.clusterers")
