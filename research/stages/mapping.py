"""Map the segments: the plane on which they lie furthest apart, with the overlap that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from research.domain.allocation import NOT_ASSIGNED, Allocation
from research.domain.arrays import Floats, sealed
from research.domain.basis import Basis
from research.domain.segment_map import MapAxis, SegmentMap
from research.stats.agreement import Labels
from research.stats.discriminant import Discriminants, between_classes, discriminants, structure

MOST_POINTS = 360
"""Respondents that are drawn, chosen by chance."""
_STREAM = 3331
"""Of the study's seed, for whom is drawn."""
_CLEAR, _BESIDE = 0.3, 0.6
"""Correlation with a direction from which an answer stands at its end, and how near the clearest one it must come."""
_MOST_WORDS = 2
_ANSWERS = 3
"""Values that a column of yes or no has at most, with the gaps."""
_LEAST = 3
"""Members with which a segment has a spread."""


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """Who is in a segment and answered, with what the map is made from.

    Attributes:
        values: standardised columns without gaps, shape (n, p); `labels` what each is called.
        segments: from 0, shape (n,).
    """

    values: Floats
    labels: tuple[str, ...]
    segments: Labels
    weights: Floats


def map_segments(
    basis: Basis,
    allocation: Allocation,
    names: tuple[str, ...],
    categories: Mapping[str, Mapping[int, str]],
    seed: int,
) -> SegmentMap | None:
    """The map of the segments on `basis`; None with one segment, one column, or a segment of hardly anybody.

    Args:
        categories: labels by code of the basis columns that hold names, each of which becomes a column yes or no.
    """
    placed = _placed(basis, allocation.aligned(basis.ids), categories)
    k = allocation.k
    sizes = np.bincount(placed.segments, minlength=k)
    if k < 2 or placed.values.shape[1] < 2 or sizes.min() < _LEAST:
        return None
    found = _plane(placed)
    every = discriminants(placed.values, placed.segments, placed.weights, min(k - 1, placed.values.shape[1]))
    scores, whole = _scores(placed, found), _scores(placed, every)
    turn = _simple(structure(placed.values, scores, placed.weights)) if found.strengths.min() > 0 else np.eye(2)
    scores, strengths = scores @ turn, np.diag(turn.T @ np.diag(found.strengths) @ turn)
    order = np.argsort(-strengths, kind="stable")
    scores, strengths = scores[:, order], strengths[order]
    ends = structure(placed.values, scores, placed.weights)
    signs = np.where(np.take_along_axis(ends, np.abs(ends).argmax(axis=0)[None], axis=0)[0] < 0, -1.0, 1.0)
    scores, ends = scores * signs, ends * signs
    members = [placed.segments == segment for segment in range(k)]
    centres = _centres(scores, placed)
    spreads = np.array([np.cov(scores[m].T, aweights=placed.weights[m], ddof=0) for m in members])
    radii = [
        _half(scores[m], placed.weights[m], centre, spread)
        for m, centre, spread in zip(members, centres, spreads, strict=True)
    ]
    drawn = _drawn(len(scores), seed)
    return SegmentMap(
        axes=_axes(found, strengths, ends, placed.labels),
        names=names,
        centres=sealed(centres),
        spreads=sealed(spreads),
        radii=sealed(np.array(radii)),
        nearest=sealed(_nearest(scores, placed)),
        mixed=sealed(_nearest(whole, placed)),
        points=sealed(scores[drawn]),
        members=sealed((placed.segments[drawn] + 1).astype(np.int16)),
    )


def _placed(basis: Basis, allocation: Allocation, categories: Mapping[str, Mapping[int, str]]) -> _Placed:
    held = basis.placed & (allocation.segments != NOT_ASSIGNED)
    columns, labels = [], []
    for j, (key, label, kind) in enumerate(
        zip(basis.recipe.columns, basis.recipe.labels, basis.recipe.kinds, strict=True)
    ):
        column = basis.values[held, j]
        if kind == "nominal":
            for code, answer in categories.get(key, {}).items():
                columns.append(np.where(np.isnan(column), np.nan, column == code))
                labels.append(f"{label}: {answer}")
        else:
            columns.append(column)
            labels.append(label)
    weights = np.asarray(basis.weights[held], dtype=np.float64)
    values = np.column_stack([_standard(column, weights) for column in columns])
    return _Placed(values, tuple(labels), (allocation.segments[held] - 1).astype(np.int64), weights)


def _standard(column: Floats, weights: Floats) -> Floats:
    """In standard deviations from the mean, 0 where nothing was answered."""
    given = ~np.isnan(column)
    if not given.any():
        return np.zeros(len(column))
    centre = np.average(column[given], weights=weights[given])
    spread = np.sqrt(np.average((column[given] - centre) ** 2, weights=weights[given]))
    return np.where(given, (column - centre) / (spread or 1.0), 0.0)


def _axes(found: Discriminants, strengths: Floats, ends: Floats, labels: Sequence[str]) -> tuple[MapAxis, MapAxis]:
    whole = found.strengths.sum() / found.shown if found.shown > 0 else np.nan
    first, second = (_axis(ends[:, a], labels, float(strengths[a] / whole)) for a in range(2))
    return first, second


def _axis(correlations: Floats, labels: Sequence[str], separation: float) -> MapAxis:
    return MapAxis(_words(-correlations, labels), _words(correlations, labels), separation)


def _words(correlations: Floats, labels: Sequence[str]) -> tuple[str, ...]:
    """The columns that stand clearly at this end, the clearest first."""
    order = np.argsort(-correlations, kind="stable")[:_MOST_WORDS]
    least = max(_CLEAR, _BESIDE * float(correlations[order[0]]))
    return tuple(labels[j] for j in order if correlations[j] >= least)


def _plane(placed: _Placed) -> Discriminants:
    """The two directions of the map: of the means alone where a column is yes or no, which a segment may agree in."""
    yes_or_no = any(len(np.unique(column)) <= _ANSWERS for column in placed.values.T)
    directions = between_classes if yes_or_no else discriminants
    return directions(placed.values, placed.segments, placed.weights, 2)


def _simple(ends: Floats) -> Floats:
    """The turn of the plane after which each answer goes with one axis as far as can be: varimax, shape (2, 2).

    Kaiser 1958, for two axes in one step; `ends` are correlations with both, shape (p, 2).
    """
    u, v = ends[:, 0] ** 2 - ends[:, 1] ** 2, 2 * ends[:, 0] * ends[:, 1]
    p = len(ends)
    angle = np.arctan2(2 * (u @ v - u.sum() * v.sum() / p), u @ u - v @ v - (u.sum() ** 2 - v.sum() ** 2) / p) / 4
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _scores(placed: _Placed, found: Discriminants) -> Floats:
    return np.asarray((placed.values - np.average(placed.values, axis=0, weights=placed.weights)) @ found.directions)


def _centres(scores: Floats, placed: _Placed) -> Floats:
    members = [placed.segments == segment for segment in range(placed.segments.max() + 1)]
    return np.array([np.average(scores[held], axis=0, weights=placed.weights[held]) for held in members])


def _half(scores: Floats, weights: Floats, centre: Floats, spread: Floats) -> float:
    """How many standard deviations from the centre half of the weight of `scores`, shape (n, 2), lies within."""
    away = scores - centre
    distances = np.sqrt(np.einsum("ij,jk,ik->i", away, np.linalg.pinv(spread, hermitian=True), away))
    order = np.argsort(distances, kind="stable")
    held = np.cumsum(weights[order])
    return float(distances[order][np.searchsorted(held, held[-1] / 2.0)])


def _nearest(scores: Floats, placed: _Placed) -> Floats:
    """Of each segment the share whose place is likeliest in each, by distance and size; shape (k, k)."""
    centres = _centres(scores, placed)
    k = len(centres)
    shares = np.bincount(placed.segments, placed.weights, k) / placed.weights.sum()
    distances = ((scores[:, None] - centres) ** 2).sum(axis=2)
    likeliest = (-0.5 * distances + np.log(shares)).argmax(axis=1)
    held = np.zeros((k, k))
    np.add.at(held, (placed.segments, likeliest), placed.weights)
    return np.asarray(held / held.sum(axis=1, keepdims=True))


def _drawn(n: int, seed: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    rng = np.random.default_rng([seed, _STREAM])
    return np.sort(rng.choice(n, min(n, MOST_POINTS), replace=False))
