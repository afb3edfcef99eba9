"""The Pearson path from data to scores on very many respondents, timed step by step in a process of its own.

As a program it makes the answers, goes the path, and prints what it took as JSON: the process has done nothing else,
so that its peak memory is the path's.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from research.stats.adequacy import bartlett, kmo
from research.stats.chance_base import eigenvalue_base
from research.stats.chunked_sums import row_chunks
from research.stats.correlations import correlate
from research.stats.extraction import extract_quickly
from research.stats.factoring import FactorFit, fit_factors
from research.stats.moments import means_and_sds
from research.stats.number_of_factors import choose_number, votes
from research.stats.parallel import parallel_analysis
from research.stats.random_correlations import normal_correlations
from research.stats.rotation import rotate
from research.stats.scoring import score_weights

Floats = NDArray[np.float64]

ITEMS, FACTORS = 60, 6
DRAWS = 100
ROWS_AT_ONCE = 10_000
_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes that getrusage counts peak memory in."""
STEPS = ("correlations", "adequacy", "parallel analysis", "number", "factors", "scores")


@dataclass(frozen=True, slots=True)
class Taken:
    """What the path took on so many respondents: processor seconds of one thread, the fastest of several runs.

    Attributes:
        steps: of every one of STEPS.
        corrcoef: of one numpy.corrcoef of the same answers.
        factors: how many the path found.
        gigabytes: peak memory of the process after the first path, answers included.
    """

    respondents: int
    steps: dict[str, float]
    corrcoef: float
    factors: int
    gigabytes: float

    @property
    def seconds(self) -> float:
        return sum(self.steps.values())

    @property
    def per_respondent(self) -> float:
        """Seconds of the steps that go over the respondents, for each of them."""
        return (self.steps["correlations"] + self.steps["scores"]) / self.respondents


def measure_path(respondents: int, rounds: int) -> Taken:
    """The path on so many respondents, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks._million", str(respondents), str(rounds)]
    asked = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    return Taken(**json.loads(asked.stdout))


def structured_answers(n: int) -> Floats:
    """Answers to ITEMS normal items of FACTORS factors, shape (n, 60), made a few thousand respondents at a time."""
    rng = np.random.default_rng(1)
    loadings = np.kron(np.eye(FACTORS), np.linspace(0.5, 0.8, ITEMS // FACTORS)[:, None])
    own = np.sqrt(1 - (loadings**2).sum(axis=1))
    x = np.empty((n, ITEMS))
    for start in range(0, n, ROWS_AT_ONCE):
        rows = x[start : start + ROWS_AT_ONCE]
        rows[:] = rng.standard_normal((len(rows), FACTORS)) @ loadings.T + own * rng.standard_normal(rows.shape) + 3.0
    return x


def take_path(x: Floats) -> tuple[dict[str, float], FactorFit]:
    """Processor seconds of every step from `x`, shape (n, p), to everyone's scores; and the factors."""
    n, p = x.shape
    weights, laps = np.ones(n), [time.process_time()]
    found = correlate(x, weights)
    laps.append(time.process_time())
    kmo(found.matrix), bartlett(found.matrix, found.base)
    laps.append(time.process_time())
    base = eigenvalue_base(weights, p)
    random = normal_correlations(p, base)
    parallel = parallel_analysis(found.matrix, random, np.random.default_rng(2), DRAWS)
    laps.append(time.process_time())
    stand_out = votes(found.matrix, base, parallel).empirical_kaiser
    number = choose_number(stand_out, p, lambda k: _pattern(found.matrix, k)).number
    laps.append(time.process_time())
    fit = fit_factors(found.matrix, number, "minres", "oblimin")
    laps.append(time.process_time())
    _scores(x, weights, score_weights(fit.pattern, fit.phi, found.matrix, "tenberge"))
    laps.append(time.process_time())
    return dict(zip(STEPS, np.diff(laps).tolist(), strict=True)), fit


def _pattern(correlations: Floats, k: int) -> Floats:
    return rotate(extract_quickly(correlations, k, "minres").loadings, "oblimin", starts=1).pattern


def _scores(x: Floats, weights: Floats, score_weights: Floats) -> Floats:
    """Standardised answers times `score_weights`, (p, k), a few thousand respondents at a time; shape (n, k)."""
    centre, spread = means_and_sds(x, weights)
    scores = np.empty((len(x), score_weights.shape[1]))
    for rows in row_chunks(x):
        scores[rows] = (x[rows] - centre) / spread @ score_weights
    return scores


def _taken(x: Floats, rounds: int) -> Taken:
    """The path alone, which shows the memory that it needs; then by turns with one corrcoef."""
    _, fit = take_path(x)
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 1e9
    _corrcoef(x)  # the first one waits for memory
    pairs = [(take_path(x)[0], _corrcoef(x)) for _ in range(rounds)]
    steps = min((steps for steps, _ in pairs), key=lambda steps: sum(steps.values()))
    return Taken(len(x), steps, min(seconds for _, seconds in pairs), fit.pattern.shape[1], gigabytes)


def _corrcoef(x: Floats) -> float:
    start = time.process_time()
    np.corrcoef(x, rowvar=False)
    return time.process_time() - start


def _main(respondents: int, rounds: int) -> None:
    with threadpool_limits(1):
        taken = _taken(structured_answers(respondents), rounds)
    print(json.dumps(asdict(taken)))


if __name__ == "__main__":
    _main(*map(int, sys.argv[1:]))
