"""What a clusterer is, and the register of clusterers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from research.registry import Registry

Floats = NDArray[np.float64]


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
class Fit:
    """A model and what the search for it found.

    Attributes:
        labels: 0 … k − 1 of the rows it was fitted on, shape (n,).
        objective: the value that was minimised (weighted sum of squares within segments, or −log likelihood).
        best_reached: share of the starts that came within a relative 1e-6 of the best objective.
    """

    model: Model
    labels: NDArray[np.int64]
    objective: float
    best_reached: float


class Clusterer(Protocol):
    """A way of cutting, with its settings.

    `uses_weights` says whether `fit` lets weights act; one that does not is reported as such.
    """

    uses_weights: ClassVar[bool]

    def fit(self, x: Floats, kinds: Sequence[str], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), without NaN, with weights of shape (n,), into `k` segments.

        `kinds` says per column whether it is `numeric` or `binary`.

        Raises:
            ValueError: k < 1, or fewer different rows than k.
        """
        ...

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Model:
        """The model that `parameters` describe."""
        ...


CLUSTERERS: Registry[Clusterer] = Registry("clusterer", "research.clusterers")
