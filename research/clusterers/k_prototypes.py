"""k-prototypes: segments around a mean of what is numeric and the most frequent category of what is nominal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import ALL_KINDS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._enough import refuse_too_few
from research.clusterers._mixed import mixed_of
from research.clusterers._prototypes import search
from research.clusterers.kmeans import SMALLEST_SPREAD
from research.stats.one_thread import one_thread


@dataclass(frozen=True, slots=True, eq=False)
class MixedCentres:
    """Segments of equal size and share around their prototypes.

    The squared distance from a prototype is that of the numeric columns, and λ for every nominal item that shows
    another category than the mode; a gap adds nothing, and a category that was not seen in the fit is another one.
    Memberships are p ∝ exp(−d² / 2σ²): those of a mixture with equal shares, in which numeric columns are normal with
    one variance, and every category besides the mode is rarer than it by the factor exp(−λ / 2σ²). So the most
    probable segment is the one of the nearest prototype. Who answered nothing has the sizes.

    Attributes:
        numeric, nominal: columns, shapes (q,) and (r,); means: shape (k, q); modes: codes, shape (k, r).
        mismatch: λ; spread: σ², the mean squared distance per answer from the own prototype.
        sizes: weighted shares of those who answered, shape (k,).
    """

    numeric: NDArray[np.int64]
    nominal: NDArray[np.int64]
    means: Floats
    modes: Floats
    mismatch: float
    spread: float
    sizes: Floats

    @property
    def k(self) -> int:
        return len(self.means)

    def memberships(self, x: Floats) -> Floats:
        """Probability per segment, shape (n, k), for any rows `x` of shape (n, p), with NaN for gaps."""
        distances = self.distances(x)
        behind = distances - distances.min(axis=1, keepdims=True)
        likelihoods = np.exp(-behind / (2 * self.spread))
        found = likelihoods / likelihoods.sum(axis=1, keepdims=True)
        found[np.isnan(x).all(axis=1)] = self.sizes
        return np.asarray(found)

    def distances(self, x: Floats) -> Floats:
        """Squared distance from each prototype, shape (n, k); a row's does not depend on the rows beside it."""
        numbers, codes = x[:, self.numeric], x[:, self.nominal]
        answered = ~np.isnan(codes)
        return np.column_stack(
            [
                np.nansum((numbers - centre) ** 2, axis=1) + self.mismatch * ((codes != mode) & answered).sum(axis=1)
                for centre, mode in zip(self.means, self.modes, strict=True)
            ]
        )

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """The attributes by name; `mismatch` and `spread` of shape (1,)."""
        return {name: np.atleast_1d(getattr(self, name)) for name in self.__slots__}


@CLUSTERERS.register("k_prototypes")
@dataclass(frozen=True, slots=True, kw_only=True)
class KPrototypes:
    """Weighted k-prototypes (Huang 1998, Data Mining and Knowledge Discovery 2; `clustMixType::kproto` in R).

    Numeric, ordinal and binary columns count by squared distance, as they are scaled; nominal ones by mismatch.

    Attributes:
        starts: how many starts, one of them from k-means on the categories as points; the best end counts.
    """

    starts: int = 20
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = ALL_KINDS
    takes_gaps: ClassVar[bool] = True

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), with NaN for gaps, into `k` segments; the objective is Σ w d².

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        mixed = mixed_of(x, kinds, weights)
        refuse_too_few(len(mixed.weights), k)
        with one_thread():
            found = search(mixed, k, self.starts, rng)
        centres = found.values + mixed.middle
        rough = MixedCentres(mixed.numeric, mixed.nominal, centres, found.modes, mixed.mismatch, 1.0, np.full(k, 1 / k))
        within, answers = weights @ rough.distances(x).min(axis=1), weights @ (~np.isnan(x)).sum(axis=1)
        scale = mixed.own @ mixed.weights / (mixed.answered @ mixed.weights)
        spread = float(max(within / answers, SMALLEST_SPREAD * scale) or 1.0)
        labels, told = rough.memberships(x).argmax(axis=1), np.where(np.isnan(x).all(axis=1), 0.0, weights)
        model = replace(rough, spread=spread, sizes=np.bincount(labels, told, k) / told.sum())
        return Fit(model, model.memberships(x).argmax(axis=1), float(within), found.reached)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> MixedCentres:
        """The model whose `parameters()` these are."""
        return MixedCentres(
            parameters["numeric"].astype(np.int64),
            parameters["nominal"].astype(np.int64),
            parameters["means"],
            parameters["modes"],
            float(parameters["mismatch"][0]),
            float(parameters["spread"][0]),
            parameters["sizes"],
        )
