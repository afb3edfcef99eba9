"""Rotation to simple structure, the best of many starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from research.stats.gradient_projection import Oblique, Orthogonal, Surface, project_gradients
from research.stats.rotation_criteria import Criterion, biquartimin, geomin, quartimin, varimax

Floats = NDArray[np.float64]

Rotation = Literal["oblimin", "geomin", "varimax", "promax", "bifactor", "none"]

STARTS = 20
SEED = 20
"""Starts are the same for everyone: the loadings as extracted, then random rotations of this seed."""
BEST = 1e-6
"""Starts whose criterion comes this near to the lowest have found the same optimum."""
PROMAX_POWER = 4


@dataclass(frozen=True, slots=True, eq=False)
class Rotated:
    """Rotated loadings; factors in no particular order, but for `bifactor`, whose general factor is the first.

    Attributes:
        pattern: loadings, shape (p, k).
        phi: factor correlations, shape (k, k).
        value: of the criterion, of varimax for promax; 0 where nothing is rotated.
        share_best: share of the starts that came to that value; a low one tells of several solutions.
        converged: the best start came to a point where the criterion is flat.
    """

    pattern: Floats
    phi: Floats
    value: float
    share_best: float
    converged: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    criterion: Criterion
    surface: Surface
    kaiser: bool = False


_KINDS = {
    "oblimin": _Kind(quartimin, Oblique()),
    "geomin": _Kind(geomin, Oblique()),
    "varimax": _Kind(varimax, Orthogonal(), kaiser=True),
    "promax": _Kind(varimax, Orthogonal(), kaiser=True),
    "bifactor": _Kind(biquartimin, Orthogonal()),
}


def kaiser_lengths(loadings: Floats) -> Floats:
    """Length of every row of `loadings`, shape (p, k), the root of its communality; 1 for an item without; (p,)."""
    lengths = np.linalg.norm(loadings, axis=1)
    return np.where(lengths > 0, lengths, 1.0)


def rotate(loadings: Floats, rotation: Rotation, lengths: Floats | None = None, starts: int = STARTS) -> Rotated:
    """Rotate `loadings`, shape (p, k); one factor stays as it is.

    R: GPArotation::oblimin (gamma 0), geominQ (delta .01), Varimax and bifactorT; psych::fa(rotate = "promax") for
    promax, power 4 on the varimax solution (Hendrickson & White 1964).

    Args:
        lengths: shape (p,); rows are divided by them before and multiplied after. By default `kaiser_lengths` for
            varimax and promax and ones for the others, as R has it; SPSS has `kaiser_lengths` for oblimin too.
        starts: the first one is the loadings as they are, as GPArotation's only one is.

    Raises:
        ValueError: `bifactor` of two factors, where a general factor and one other cannot be told apart.
    """
    k = loadings.shape[1]
    if k == 1 or rotation == "none":
        return Rotated(loadings, np.eye(k), 0.0, 1.0, True)
    if rotation == "bifactor" and k == 2:
        raise ValueError("a bifactor rotation needs at least 3 factors: a general one and two of groups")
    kind = _KINDS[rotation]
    if lengths is None:
        lengths = kaiser_lengths(loadings) if kind.kaiser else np.ones(len(loadings))
    found = _best(loadings / lengths[:, None], kind, starts)
    pattern, phi = _promax(found.pattern) if rotation == "promax" else (found.pattern, found.phi)
    return Rotated(pattern * lengths[:, None], phi, found.value, found.share_best, found.converged)


def _best(loadings: Floats, kind: _Kind, starts: int) -> Rotated:
    k = loadings.shape[1]
    ends = project_gradients(loadings, _starts(k, starts), kind.criterion, kind.surface)
    lowest = ends.values.min()
    best = ends.values <= lowest + BEST
    first = int(best.argmax())
    turn = ends.turns[first]
    phi = turn.T @ turn if isinstance(kind.surface, Oblique) else np.eye(k)
    return Rotated(ends.rotated[first], phi, float(ends.values[first]), float(best.mean()), bool(ends.arrived[first]))


def _starts(k: int, count: int) -> Floats:
    """Identity, then random rotations (QR of normals), shape (count, k, k)."""
    draws = np.random.default_rng(SEED).standard_normal((count, k, k))
    turns = np.linalg.qr(draws)[0]
    turns[0] = np.eye(k)
    return np.asarray(turns)


def _promax(loadings: Floats) -> tuple[Floats, Floats]:
    """Pattern and factor correlations nearest to the loadings' own powers, signs kept (Hendrickson & White 1964)."""
    target = loadings * np.abs(loadings) ** (PROMAX_POWER - 1)
    turn = np.linalg.lstsq(loadings, target, rcond=None)[0]
    turn = turn * np.sqrt(np.diag(np.linalg.inv(turn.T @ turn)))
    inverse = np.linalg.inv(turn)
    return loadings @ turn, inverse @ inverse.T
