"""Who the respondents are, what they do and where they can be reached, by segment and age."""

from __future__ import annotations

import numpy as np
import pandas as pd

from research.simulation import PlantedSegments, choose_each, choose_one, choose_several

# Rows are segments: Value Seekers, Treat Keepers, Planet Firsts, Busy Fuellers.
AGE_BANDS = ((18, 34), (35, 54), (55, 75))
AGE = [[14, 40, 46], [20, 42, 38], [27, 40, 33], [31, 45, 24]]
"""Younger people are hard to reach: fewer of them take part than live in the country."""
SEX_CODES = np.array([1, 2, 3, 9])
SEX = [[46, 52.5, 0.7, 0.8], [43, 55.5, 0.7, 0.8], [37, 61, 1.2, 0.8], [63, 36, 0.5, 0.5]]
REGION = [[27, 18, 27, 8, 20], [24, 17, 32, 12, 15], [20, 14, 34, 19, 13], [22, 16, 31, 18, 13]]
SNACK_FREQUENCY = [[9, 25, 30, 25, 11], [27, 36, 20, 12, 5], [14, 30, 29, 19, 8], [31, 34, 20, 11, 4]]
PLACE = [[48, 40, 6, 2, 1, 3], [62, 16, 12, 4, 1, 5], [47, 9, 6, 15, 21, 2], [44, 7, 17, 13, 5, 14]]
MEDIA = [
    [12, 8, 16, 34, 46, 4, 20, 22, 50],
    [30, 22, 26, 26, 42, 7, 14, 16, 40],
    [52, 24, 28, 10, 14, 30, 8, 20, 32],
    [30, 24, 48, 8, 16, 34, 10, 8, 22],
]
AGE_AND_MEDIA = np.array(
    [
        [2.2, 3.0, 1.8, 0.4, 0.5, 1.8, 0.5, 0.4, 0.8],
        [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
        [0.4, 0.2, 0.6, 1.2, 1.6, 0.5, 1.6, 1.7, 1.1],
    ]
)
"""By what an age band multiplies the appeal of each medium."""
AWARE = [[22, 30, 44, 10, 74], [29, 38, 46, 14, 66], [56, 52, 60, 33, 71], [37, 58, 48, 15, 60]]
GREENBITE_GAIN = 1.12
"""Greenbite is known by more people in the second wave."""
BOUGHT = [[9, 10, 16, 8, 35], [14, 18, 20, 12, 21], [48, 38, 42, 46, 45], [27, 47, 30, 22, 27]]
CHILDREN = [[36, 50, 6], [28, 42, 4], [20, 36, 3], [22, 44, 4]]
WORK = {0: [56, 15, 19, 0, 10], 1: [66, 19, 1, 1, 13], 2: [32, 16, 0, 44, 8]}
"""Per age band."""

BRANDS = 5
MENTIONS = 3


def describe(rng: np.random.Generator, segments: PlantedSegments, wave: int) -> pd.DataFrame:
    """Demographics, behaviour and media, one row a respondent, in the order of the questionnaire."""
    segment = segments.labels - 1
    band = choose_one(rng, _of(AGE, segment))
    edges = np.array(AGE_BANDS)[band]
    sex = SEX_CODES[choose_one(rng, _of(SEX, segment))]
    people = {
        "sex": sex,
        "age": edges[:, 0] + (rng.random(segments.n) * (edges[:, 1] - edges[:, 0] + 1)).astype(int),
        "region": 1 + choose_one(rng, _of(REGION, segment)),
    }
    frame = pd.DataFrame(people | _household(rng, segment, band))
    frame["snack_freq"] = 1 + choose_one(rng, _of(SNACK_FREQUENCY, segment))
    frame["place"] = 1 + choose_one(rng, _of(PLACE, segment))
    return pd.concat([frame, _brands(rng, segment, wave), _media(rng, segment, band)], axis=1).astype("Int64")


def age_band(age: pd.Series) -> pd.Series:
    """Band 1, 2, 3 of each age."""
    return 1 + sum((age >= low).astype(int) for low, _ in AGE_BANDS[1:])


def _of(table: list[list[float]], segment: np.ndarray) -> np.ndarray:
    """The row of `table` that belongs to each respondent's segment."""
    return np.array(table, dtype=float)[segment]


def _household(rng: np.random.Generator, segment: np.ndarray, band: np.ndarray) -> dict[str, np.ndarray]:
    children = rng.random(len(segment)) < np.array(CHILDREN)[segment, band] / 100
    adults = 1 + (rng.random(len(segment)) < 0.62) + (rng.random(len(segment)) < 0.14)
    young = children * (1 + (rng.random(len(segment)) < 0.5) + (rng.random(len(segment)) < 0.15))
    work = choose_one(rng, np.array([WORK[b] for b in range(3)], dtype=float)[band])
    return {"household": adults + young, "children": np.where(children, 1, 2), "work": 1 + work}


def _brands(rng: np.random.Generator, segment: np.ndarray, wave: int) -> pd.DataFrame:
    """Brands known, and those bought among the known ones; blank for those who know none."""
    knowing = _of(AWARE, segment) / 100
    knowing[:, 0] *= GREENBITE_GAIN ** (wave - 1)
    aware = choose_each(rng, knowing)
    bought = choose_each(rng, _of(BOUGHT, segment) / 100) & aware
    asked = aware.any(axis=1)
    columns = {f"aw_{b + 1}": aware[:, b].astype(int) for b in range(BRANDS)}
    columns["aw_97"] = (~asked).astype(int)
    ticks = {f"bp_{b + 1}": bought[:, b] for b in range(BRANDS)} | {"bp_97": ~bought.any(axis=1)}
    columns |= {name: pd.array(np.where(asked, tick, -1), dtype="Int64") for name, tick in ticks.items()}
    return pd.DataFrame(columns).astype("Int64").replace(-1, pd.NA)


def _media(rng: np.random.Generator, segment: np.ndarray, band: np.ndarray) -> pd.DataFrame:
    counts = 1 + choose_one(rng, np.tile([20.0, 30.0, 50.0], (len(segment), 1)))
    named = choose_several(rng, _of(MEDIA, segment) * AGE_AND_MEDIA[band], counts, MENTIONS)
    frame = pd.DataFrame(named + 1, columns=["md_a", "md_b", "md_c"]).astype("Int64")
    return frame.replace(0, pd.NA)
