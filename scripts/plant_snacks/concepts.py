"""Five product ideas, three to a respondent, and the price that people would pay."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd

from research.simulation import PlantedSegments, leave_gaps

SHOWN = 3
# Appeal to the market, then per factor: fuel, planet, value, explorer, label, treat.
LIKING = np.array(
    [
        [0.22, 0.02, 0.36, -0.08, 0.18, 0.08, 0.03],
        [-0.08, 0.08, 0.16, 0.00, 0.14, 0.22, -0.10],
        [0.02, 0.40, 0.00, -0.19, 0.07, 0.08, -0.08],
        [0.12, -0.10, 0.03, -0.20, 0.08, -0.15, 0.42],
        [-0.10, -0.03, 0.08, 0.34, -0.08, 0.06, 0.03],
    ]
)
UNIQUE = np.array([0.25, 0.10, -0.45, 0.35, -0.30])
BELIEVABLE = np.array([0.10, 0.20, 0.55, -0.10, 0.30])
PERSON_SD, NOISE_SD = 0.40, 0.80
LATER_POSITION = -0.10
"""Interest fades a little from each concept to the next."""
INTENT_CUTS = (1.15, 0.40, -0.40, -1.10)
RATING_CUTS = (-1.2, -0.4, 0.4, 1.2)
DO_NOT_KNOW = 98

PRICE = np.array([0.50, 0.06, 0.10, -0.26, 0.08, 0.02, 0.04])
"""Logarithm of pounds: the market, then per factor."""
PRICE_SD = 0.22
PRICE_BLANK = 0.04


def judge(rng: np.random.Generator, segments: PlantedSegments) -> pd.DataFrame:
    """Which concepts each respondent saw at which place, and the three judgements of each; blank where not shown."""
    position = _rotation(rng, segments.n)
    noise = rng.standard_normal((3, segments.n, len(LIKING)))
    person = rng.standard_normal((segments.n, 1)) * PERSON_SD
    liking = LIKING[:, 0] + segments.scores @ LIKING[:, 1:].T + person + noise[0] * NOISE_SD
    liking += LATER_POSITION * (position - 1)
    intent = 1 + np.sum(liking[:, :, None] < np.array(INTENT_CUTS), axis=2)
    unique = _rating(rng, UNIQUE + 0.35 * liking + noise[1] * 0.8, prone=0.25)
    believable = _rating(rng, BELIEVABLE + 0.40 * liking + noise[2] * 0.8, prone=0.15)
    columns: dict[str, np.ndarray] = {}
    for c in range(len(LIKING)):
        shown = position[:, c] > 0
        columns[f"c{c + 1}_shown"] = shown.astype(int)
        for name, values in (("pos", position), ("pi", intent), ("uq", unique), ("bl", believable)):
            columns[f"c{c + 1}_{name}"] = np.where(shown, values[:, c], 0)
    frame = pd.DataFrame(columns).astype("Int64")
    asked = [name for name in frame if not name.endswith("_shown")]
    return frame.assign(**{name: frame[name].replace(0, pd.NA) for name in asked})


def highest_price(rng: np.random.Generator, segments: PlantedSegments) -> pd.Series:
    """Pounds for 100 g, in steps of five pence, a few one penny below; some give none."""
    logarithm = PRICE[0] + segments.scores @ PRICE[1:] + rng.standard_normal(segments.n) * PRICE_SD
    pence = np.maximum(5 * np.round(np.exp(logarithm) * 20), 30).astype(int)
    pence -= (pence % 50 == 0) & (rng.random(segments.n) < 0.5)
    price = pd.Series(np.round(pence / 100, 2))
    return price.mask(rng.random(segments.n) < PRICE_BLANK)


def _rotation(rng: np.random.Generator, n: int) -> np.ndarray:
    """Place 1 … 3 per respondent and concept, 0 where not shown: every order of every three equally often."""
    orders = np.array(list(permutations(range(len(LIKING)), SHOWN)))
    drawn = orders[rng.permutation(np.arange(n) % len(orders))]
    position = np.zeros((n, len(LIKING)), dtype=int)
    np.put_along_axis(position, drawn, np.arange(1, SHOWN + 1)[None, :].repeat(n, axis=0), axis=1)
    return position


def _rating(rng: np.random.Generator, latent: np.ndarray, prone: float) -> np.ndarray:
    return leave_gaps(rng, 1 + np.sum(latent[:, :, None] > np.array(RATING_CUTS), axis=2), DO_NOT_KNOW, prone, 0.35)
