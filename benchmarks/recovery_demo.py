"""Shows that the bundled study finds what was planted in it: segments, factors, and the segment that grows.

python benchmarks/recovery_demo.py [--quick | --write]
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score

from benchmarks._evidence import Evidence, Goal, conclude
from research import run
from research.domain.factors import BatteryFactors
from research.domain.results import Results

SEGMENTS = 4
RAND_ALL = 0.80
RAND_ATTENTIVE = 0.88
FACTORS_PER_BATTERY = 3
CONGRUENCE = 0.95
"""Tucker's congruence above which factors count as equal (Lorenzo-Seva and ten Berge 2006)."""
GROWING = 3
GROWTH_POINTS = 3.0
"""Less than half of what is planted, more than a standard error of the difference (1.7 points)."""
SHARE_ERROR_POINTS = 3.0

TRUTH = Path(__file__).parents[1] / "tests" / "truth" / "plant_snacks"


def measure(quick: bool) -> Evidence:
    """Run the study and compare it with the truth; nothing is repeated, so `quick` is no shorter."""
    with tempfile.TemporaryDirectory() as out:
        results = run("plant_snacks", out=Path(out)).results
    first, second = results["w1"], results["w2"]
    return Evidence(
        name="recovery_demo",
        title="The bundled study finds what was planted in it",
        method=(
            "The plant-based snacks study is run as it is bundled, and its result compared with the planted truth that "
            "is kept beside the tests. Careless respondents keep the segment they were planted in, although their "
            "answers say nothing about it. The Bayes rule knows the true factor scores, centres and shares."
        ),
        goals=[*_segment_goals(first), *_factor_goals(first), *_growth_goals(first, second)],
        header=("wave", "segment", "share found", "share planted"),
        rows=_share_rows(first, second),
    )


def _segment_goals(results: Results) -> list[Goal]:
    bayes = pd.read_csv(TRUTH / "bayes.csv").set_index("wave").loc["w1", "adjusted_rand_index"]
    beside = f"Bayes rule on the true scores {bayes:.3f}"
    pairs = _pairs(results, "wave1")
    attentive = pairs[pairs["careless"] == 0]
    return [
        Goal("segments chosen", results.segmentation.choice.k, "exactly", SEGMENTS, "as planted"),
        Goal("adjusted Rand index, all", _rand(pairs), "at least", RAND_ALL, beside),
        Goal("adjusted Rand index, attentive", _rand(attentive), "at least", RAND_ATTENTIVE, beside),
    ]


def _factor_goals(results: Results) -> list[Goal]:
    goals = []
    for battery in results.factors.batteries:
        goals.append(Goal(f"factors of {battery.battery}", battery.k, "exactly", FACTORS_PER_BATTERY, "as planted"))
        goals += [
            Goal(f"congruence of {battery.battery}: {factor}", value, "at least", CONGRUENCE)
            for factor, value in _congruences(battery).items()
        ]
    return goals


def _growth_goals(first: Results, second: Results) -> list[Goal]:
    """The planted third segment, whatever the run calls it."""
    number = _matching(first)[GROWING]
    before, after = (_shares(results)[number] for results in (first, second))
    planted = _planted_shares()
    return [
        Goal(
            f"growth of {_name(GROWING)}, points", 100 * (after - before), "at least", GROWTH_POINTS, _growth(planted)
        ),
        Goal(
            "error of its share in wave 2, points",
            100 * abs(after - planted.loc[("w2", GROWING)]),
            "at most",
            SHARE_ERROR_POINTS,
        ),
    ]


def _growth(planted: pd.Series) -> str:
    return f"planted {100 * (planted.loc[('w2', GROWING)] - planted.loc[('w1', GROWING)]):.1f}"


def _share_rows(first: Results, second: Results) -> list[tuple[str, ...]]:
    numbers, planted = _matching(first), _planted_shares()
    return [
        (wave, _name(segment), f"{_shares(results)[number]:.3f}", f"{planted.loc[(wave, segment)]:.3f}")
        for wave, results in (("w1", first), ("w2", second))
        for segment, number in numbers.items()
    ]


def _congruences(battery: BatteryFactors) -> dict[str, float]:
    """Tucker's congruence of each planted factor with the factor found that matches it best, one to one."""
    truth = pd.read_csv(TRUTH / "loadings.csv").set_index("item").loc[list(battery.items)]
    keyed = truth["loading"].to_numpy() * np.where(battery.reversed, -1.0, 1.0)
    names = [str(name) for name in truth["factor"].dropna().unique()]
    planted = np.column_stack([keyed * (truth["factor"] == name) for name in names])
    cross = planted.T @ battery.pattern
    sizes = np.outer(np.linalg.norm(planted, axis=0), np.linalg.norm(battery.pattern, axis=0))
    congruence = np.abs(cross / sizes)
    own, found = linear_sum_assignment(-congruence)
    return {names[i]: float(congruence[i, j]) for i, j in zip(own, found, strict=True)}


def _pairs(results: Results, file: str) -> pd.DataFrame:
    """Segment found beside segment planted, one row a respondent; those without a segment have number 0."""
    found = results.allocation.augment()[["id", "segment"]].rename(columns={"segment": "found"})
    return found.merge(pd.read_csv(TRUTH / f"{file}.csv"), on="id", validate="one_to_one")


def _rand(pairs: pd.DataFrame) -> float:
    return float(adjusted_rand_score(pairs["segment"], pairs["found"]))


def _matching(results: Results) -> dict[int, int]:
    """Number found per planted segment: the one-to-one match with the most respondents in common."""
    pairs = _pairs(results, "wave1")
    common = pd.crosstab(pairs["segment"], pairs["found"])
    rows, columns = linear_sum_assignment(-common.to_numpy())
    return {int(common.index[i]): int(common.columns[j]) for i, j in zip(rows, columns, strict=True)}


def _shares(results: Results) -> dict[int, float]:
    """Unweighted share of each segment found, as the planted shares are."""
    tidy = results.allocation.tidy()
    return dict(zip(tidy["segment"].astype(int), tidy["share"], strict=True))


def _planted_shares() -> pd.Series:
    return pd.read_csv(TRUTH / "sizes.csv").set_index(["wave", "segment"])["share"]


def _name(segment: int) -> str:
    names = pd.read_csv(TRUTH / "sizes.csv").drop_duplicates("segment").set_index("segment")["name"]
    return str(names.loc[segment])


if __name__ == "__main__":
    conclude(measure)
