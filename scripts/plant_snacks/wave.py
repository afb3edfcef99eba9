"""One wave of the study: what the data file holds, and the truth behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from research.simulation import PlantedSegments, apportion, plant_segments, rim_weights, standardised_centres
from scripts.plant_snacks.batteries import Carelessness, answer_grids
from scripts.plant_snacks.concepts import LIKING, RATING_CUTS, highest_price, judge
from scripts.plant_snacks.people import age_band, describe
from scripts.plant_snacks.truth import BETWEEN, BROKEN_OFF, CARELESS, CENTRES, COMPLETES, SEED, SHARES, within
from scripts.plant_snacks.verbatims import say_why

COMPLETE, BROKEN = 3, 4
MARGINS = {
    "sex": {1: 48.9, 2: 51.1},
    "age_band": {1: 29.0, 2: 37.0, 3: 34.0},
    "region": {1: 23.0, 2: 16.0, 3: 32.0, 4: 13.0, 5: 16.0},
}
"""Population shares that the weights restore, in per cent; invented, near those of the United Kingdom."""
FIELD = {1: "2025-03-03", 2: "2025-09-01"}
FIELD_DAYS = 14
SECONDS, SECONDS_SPREAD = 760.0, 0.30
LETTERS = np.array(list("abcdefghjkmnpqrstuvwxyz23456789"))


@dataclass(frozen=True, slots=True, eq=False)
class Wave:
    """A wave.

    Attributes:
        data: as in the file, one row a respondent.
        truth: id, segment, careless, complete, in the order of the data.
        segments: planted, in the order of the data.
    """

    data: pd.DataFrame
    truth: pd.DataFrame
    segments: PlantedSegments


def make_wave(number: int) -> Wave:
    """Wave 1 or 2, always the same."""
    streams = iter(np.random.default_rng([SEED, number]).spawn(8))
    centres = standardised_centres(CENTRES, SHARES[1], BETWEEN)
    n = COMPLETES + BROKEN_OFF
    segments = plant_segments(next(streams), apportion(n, SHARES[number]), centres, within())
    rng = next(streams)
    complete = rng.permutation(n) >= BROKEN_OFF
    careless = _careless(rng, complete)
    answers = [
        describe(next(streams), segments, number),
        answer_grids(next(streams), segments, careless, number),
        _concepts(next(streams), segments, careless.any),
    ]
    rng = next(streams)
    tail = pd.DataFrame({"max_price": highest_price(rng, segments)})
    tail["why"] = say_why(rng, segments.labels - 1, careless.any)
    body = _broken_off(next(streams), pd.concat([*answers, tail], axis=1), complete)
    data = pd.concat([_interview(next(streams), number, complete, careless.any), body], axis=1)
    data["wt"] = _weights(data, complete)
    truth = pd.DataFrame(
        {
            "id": data["resp_id"],
            "segment": segments.labels,
            "careless": careless.any.astype(int),
            "complete": complete.astype(int),
        }
    )
    return Wave(data, truth, segments)


def _careless(rng: np.random.Generator, complete: np.ndarray) -> Carelessness:
    chosen = rng.permutation(np.flatnonzero(complete))[:CARELESS]
    lining, guessing = np.zeros((2, len(complete)), dtype=bool)
    lining[chosen[::2]], guessing[chosen[1::2]] = True, True
    return Carelessness(lining, guessing)


def _concepts(rng: np.random.Generator, segments: PlantedSegments, careless: np.ndarray) -> pd.DataFrame:
    """Judgements of concepts; careless respondents rate at random here too."""
    frame = judge(rng, segments)
    for concept in range(1, len(LIKING) + 1):
        for measure in ("pi", "uq", "bl"):
            name = f"c{concept}_{measure}"
            at_random = 1 + rng.integers(0, len(RATING_CUTS) + 1, len(frame))
            frame[name] = frame[name].mask(pd.Series(careless) & frame[name].notna(), at_random)
    return frame


def _interview(rng: np.random.Generator, number: int, complete: np.ndarray, careless: np.ndarray) -> pd.DataFrame:
    """Id, status, duration, date and address of the interview."""
    n = len(complete)
    seconds = SECONDS * np.exp(SECONDS_SPREAD * rng.standard_normal(n))
    seconds *= np.where(careless, 0.15 + 0.20 * rng.random(n), 1.0) * np.where(complete, 1.0, 0.2 + 0.6 * rng.random(n))
    days = (FIELD_DAYS * rng.random(n) ** 1.3).astype(int)
    dates = pd.Timestamp(FIELD[number]) + pd.to_timedelta(days, unit="D")
    return pd.DataFrame(
        {
            "resp_id": _ids(rng, n),
            "status": pd.array(np.where(complete, COMPLETE, BROKEN), dtype="Int64"),
            "loi": pd.array(np.round(seconds).astype(int), dtype="Int64"),
            "end_date": dates.strftime("%Y-%m-%d"),
            "ip": [f"{net}.{host}" for net, host in zip(_networks(rng, n), rng.integers(1, 255, n), strict=True)],
        }
    )


def _ids(rng: np.random.Generator, n: int) -> list[str]:
    ids = {"".join(LETTERS[row]): None for row in rng.integers(0, len(LETTERS), (2 * n, 8))}
    return list(ids)[:n]


def _networks(rng: np.random.Generator, n: int) -> np.ndarray:
    """The networks that are reserved for documentation (RFC 5737): nobody's address."""
    return np.array(["192.0.2", "198.51.100", "203.0.113"])[rng.integers(0, 3, n)]


def _broken_off(rng: np.random.Generator, body: pd.DataFrame, complete: np.ndarray) -> pd.DataFrame:
    """Blank from some question on in interviews that were broken off, somewhere after the demographics."""
    cut = rng.integers(body.columns.get_loc("snack_freq"), len(body.columns) - 2, len(body))
    beyond = (np.arange(len(body.columns)) >= cut[:, None]) & ~complete[:, None]
    return body.mask(pd.DataFrame(beyond, columns=body.columns)).assign(why=body["why"].where(~beyond[:, -1], ""))


def _weights(data: pd.DataFrame, complete: np.ndarray) -> pd.Series:
    """Rim weights of the complete interviews, mean one; blank for the others."""
    margins = data.assign(age_band=age_band(data["age"])).loc[complete, list(MARGINS)].astype(int)
    weights = rim_weights([margins[name].to_numpy() for name in MARGINS], list(MARGINS.values()))
    return pd.Series(np.round(weights, 4), index=margins.index).reindex(data.index)
