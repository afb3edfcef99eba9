"""Rows of numbers and of categories, with gaps, as the data of k-prototypes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import ColumnKind, Floats
from research.clusterers._latent_items import patterns_of
from research.clusterers._search import Rows, rows_of


@dataclass(frozen=True, slots=True, eq=False)
class Mixed:
    """Different rows that answer something, in canonical order, with their summed weights of mean 1.

    The squared distance of a row from a prototype, a gap adding nothing, is what the row has by itself less the
    product of its features with the coefficients 2c, −c² and λ at the modes of the prototype.

    Attributes:
        weights: shape (m,); numeric, nominal: columns that somebody answered, shapes (q,) and (r,).
        middle: weighted means of the numeric columns, shape (q,), around which the rows are.
        items, codes: nominal column (0 … r − 1) and code of each of the c categories, shape (c,), item by item.
        mismatch: λ, what another category than the mode adds to a squared distance.
        features: values, answered or not, categories chosen or not, shape (m, 2q + c).
        own: squared distance from the middle, and λ for every nominal item that is answered, shape (m,).
        answered: how many columns are, shape (m,).
    """

    weights: Floats
    numeric: NDArray[np.int64]
    nominal: NDArray[np.int64]
    middle: Floats
    items: NDArray[np.int64]
    codes: Floats
    mismatch: float
    features: Floats
    own: Floats
    answered: Floats

    def embedded(self) -> Rows:
        """The rows as points: gaps at the middle, and two categories as far apart as a mismatch."""
        q = len(self.numeric)
        chosen = self.features[:, 2 * q :] * np.sqrt(self.mismatch / 2)
        return rows_of(np.column_stack([self.features[:, :q], chosen]), self.weights)

    def coefficients(self, values: Floats, shares: Floats) -> Floats:
        """Of prototypes with `values` of the numeric columns, shape (…, q), and the modes of `shares`, shape (…, c)."""
        modes = np.zeros(shares.shape)
        for item in range(len(self.nominal)):
            own = np.flatnonzero(self.items == item)
            first = own[0] + shares[..., own].argmax(axis=-1)
            np.put_along_axis(modes, first[..., None], self.mismatch, axis=-1)
        return np.concatenate([2 * values, -(values**2), modes], axis=-1)


def mixed_of(x: Floats, kinds: Sequence[ColumnKind], weights: Floats) -> Mixed:
    """The different rows of `x`, shape (n, p), with NaN for gaps, that have a positive weight and an answer."""
    rows = patterns_of(x, np.where(np.isnan(x).all(axis=1), 0.0, weights))
    asked, coded = np.asarray((~np.isnan(rows.x)).any(axis=0)), np.array([kind == "nominal" for kind in kinds])
    nominal, numeric = np.flatnonzero(asked & coded), np.flatnonzero(asked & ~coded)
    values, held = rows.x[:, numeric], ~np.isnan(rows.x[:, numeric])
    middle = _means(np.nan_to_num(values), held, rows.weights)
    centred = np.where(held, values - middle, 0.0)
    codes = [np.unique(column[~np.isnan(column)]) for column in rows.x[:, nominal].T]
    items = np.repeat(np.arange(len(codes)), [len(found) for found in codes])
    category = np.concatenate([np.empty(0), *codes])
    chosen = (rows.x[:, nominal[items]] == category).astype(np.float64)
    answered = ~np.isnan(rows.x[:, nominal])
    mismatch = _mismatch(_means(centred**2, held, rows.weights), chosen, answered, items, rows.weights)
    return Mixed(
        rows.weights,
        numeric,
        nominal,
        middle,
        items,
        category,
        mismatch,
        np.column_stack([centred, held, chosen]),
        (centred**2).sum(axis=1) + mismatch * answered.sum(axis=1),
        held.sum(axis=1) + answered.sum(axis=1),
    )


def _mismatch(
    variances: Floats, chosen: Floats, answered: NDArray[np.bool_], items: NDArray[np.int64], weights: Floats
) -> float:
    """Mean variance of the numeric columns ÷ mean of 1 − Σp² of the nominal ones, as `clustMixType::lambdaest` in R.

    Variances are divided by the weight, not by one less. 1 where either kind is missing or does not vary. In single
    precision, so that sums of it are exact and equal numbers of mismatches are equally far.
    """
    shares = (weights @ chosen) / np.maximum((weights @ answered)[items], np.finfo(float).tiny)
    spreads = 1 - np.bincount(items, shares**2, answered.shape[1])
    mean_variance, mean_spread = (float(part.mean()) if len(part) else 0.0 for part in (variances, spreads))
    return float(np.float32(mean_variance / mean_spread)) if mean_variance > 0 and mean_spread > 0 else 1.0


def _means(values: Floats, held: NDArray[np.bool_], weights: Floats) -> Floats:
    """Weighted mean of each column where it is answered."""
    return np.asarray((weights @ (values * held)) / np.maximum(weights @ held, np.finfo(float).tiny))
