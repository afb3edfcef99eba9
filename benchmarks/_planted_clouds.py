"""Answers of 1,000 respondents to 12 items, with segments, with a habit of answering, with neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.domain.arrays import sealed
from research.domain.basis import Basis, BasisRecipe
from research.domain.item_answers import ItemAnswers
from research.domain.style import BatteryStyle, ResponseStyle
from research.stages.segmentation import Beside
from research.stats.response_style import style_indices

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N, ITEMS = 1_000, 12
CUTS = (-1.5, -0.5, 0.5, 1.5)
"""Where scores, standardised, are cut into five answers."""
STYLE_SD = 0.6
EVEN, UNEVEN = (0.25, 0.25, 0.25, 0.25), (0.60, 0.25, 0.10, 0.05)


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """Answers, shape (N, ITEMS); the planted segments, and those of Bayes' rule, which knows all but who is where."""

    answers: Floats
    truth: Ints
    bayes: Ints


def segments(
    rng: np.random.Generator, apart: float, shares: Sequence[float] = EVEN, style: float = 0.0, points: int = 5
) -> Planted:
    """Four segments, each `apart` standard deviations above the others on three items of its own."""
    truth = rng.choice(len(shares), N, p=shares)
    centres = np.repeat(np.eye(len(shares)), ITEMS // len(shares), axis=1) * apart
    own = centres[truth] + rng.standard_normal((N, ITEMS))
    bayes = (own @ centres.T - (centres**2).sum(axis=1) / 2 + np.log(shares)).argmax(axis=1)
    return Planted(_answered(own + style * rng.standard_normal((N, 1)), points), truth, bayes)


def cloud(rng: np.random.Generator, style: float = 0.0, points: int = 5) -> Planted:
    """No segments: three factors correlated by .3, four items each with loadings of .7."""
    scores = rng.multivariate_normal(np.zeros(3), np.full((3, 3), 0.3) + 0.7 * np.eye(3), N)
    own = np.repeat(scores, ITEMS // 3, axis=1) * 0.7 + np.sqrt(1 - 0.7**2) * rng.standard_normal((N, ITEMS))
    nobody = np.zeros(N, dtype=np.int64)
    return Planted(_answered(own + style * rng.standard_normal((N, 1)), points), nobody, nobody)


ROWS: dict[str, Callable[[np.random.Generator], Planted]] = {
    "4 segments 1.5 SD apart": lambda rng: segments(rng, 1.5),
    "4 segments 1.0 SD apart": lambda rng: segments(rng, 1.0),
    "4 segments and response style": lambda rng: segments(rng, 1.5, style=STYLE_SD),
    "sizes 60/25/10/5": lambda rng: segments(rng, 1.5, UNEVEN),
    "4 segments, binary items": lambda rng: segments(rng, 1.5, points=2),
    "no segments": cloud,
    "no segments and response style": lambda rng: cloud(rng, style=STYLE_SD),
    "no segments, binary items": lambda rng: cloud(rng, points=2),
}


def bases_of(planted: Planted) -> tuple[Basis, Beside]:
    """The items standardised, as planned, and beside them centred within persons."""
    planned, centred = _basis(planted.answers, False), _basis(planted.answers, True)
    return planned, Beside(_items(planted.answers), (centred,), frozenset({centred.view}))


def style_of(planted: Planted) -> ResponseStyle:
    """How every respondent used the scale."""
    points = np.unique(planted.answers)
    measured = style_indices(planted.answers, points)
    indices = {
        "acquiescence": measured.acquiescence,
        "extremity": measured.extremity,
        "midpoint": measured.midpoint,
    }
    battery = BatteryStyle("items", "Items", _NAMES, measured.answered, indices, 0.0, ())  # type: ignore[arg-type]
    return ResponseStyle(_IDS, (battery,))


_NAMES = tuple(f"item_{j + 1}" for j in range(ITEMS))
_IDS = np.array([f"r{i + 1}" for i in range(N)], dtype=object)


def _answered(scores: Floats, points: int) -> Floats:
    z = (scores - scores.mean(axis=0)) / scores.std(axis=0)
    cuts = CUTS if points == 5 else (0.0,)
    return np.searchsorted(cuts, z.ravel()).reshape(z.shape).astype(np.float64) + 1


def _items(answers: Floats) -> ItemAnswers:
    return ItemAnswers(_NAMES, answers, np.ones(ITEMS), np.zeros(ITEMS))


def _basis(answers: Floats, centred: bool) -> Basis:
    used = answers - answers.mean(axis=1, keepdims=True) if centred else answers
    recipe = BasisRecipe(
        use="standardised",
        items=_NAMES,
        fill=used.mean(axis=0),
        centre=used.mean(axis=0),
        spread=used.std(axis=0),
        weights=np.eye(ITEMS),
        columns=_NAMES,
        labels=_NAMES,
        kinds=("numeric",) * ITEMS,
        min_answered=0.8,
        centred=("items",) * ITEMS if centred else (),
    )
    return Basis(_IDS, sealed(recipe.values_of(_items(answers))), np.ones(N), recipe)
