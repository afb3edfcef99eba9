"""Sums of squares within and between segments."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.integer[Any]]


def segment_means(x: Floats, labels: Labels, weights: Floats) -> Floats:
    """Weighted mean of each segment 0 … k − 1, shape (k, p); the origin for one that is empty."""
    held = (labels == np.arange(labels.max() + 1)[:, None]) * weights
    sums = held.sum(axis=1, keepdims=True)
    return np.asarray(held @ x / np.where(sums > 0, sums, 1.0))


def within_ss(x: Floats, labels: Labels, weights: Floats) -> float:
    """Weighted sum of squared distances from the own segment's mean; `tot.withinss` of `stats::kmeans` in R."""
    return float(weights @ ((x - segment_means(x, labels, weights)[labels]) ** 2).sum(axis=1))


def calinski_harabasz(x: Floats, labels: Labels, weights: Floats) -> float:
    """Variance between segments ÷ variance within, (B / (k − 1)) / (W / (n − k)), with weights of mean 1.

    Calinski & Harabasz (1974, A dendrite method for cluster analysis); `fpc::calinhara` in R. Infinite when nothing
    varies within the segments.
    """
    weights = weights / weights.mean()
    k, n = int(labels.max()) + 1, len(labels)
    within = within_ss(x, labels, weights)
    between = within_ss(x, np.zeros_like(labels), weights) - within
    return float(between / (k - 1) / (within / (n - k))) if within > 0 else float("inf")


def explained_share(values: Floats, labels: Labels, weights: Floats) -> float:
    """η², the share of the weighted variance of `values`, shape (n,), between segments; 0 where nothing varies.

    R: summary(aov(values ~ factor(labels), weights = weights)), sum of squares between over total.
    """
    column = values[:, None]
    total = within_ss(column, np.zeros_like(labels), weights)
    return 1.0 - within_ss(column, labels, weights) / total if total > 0 else 0.0
