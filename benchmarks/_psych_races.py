"""Ours and R's psych on bfi in one run: processor seconds of one thread each, by turns, the fastest of several."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks._real_surveys import BFI, Floats, all_of_bfi, answers
from research.stats.correlations import correlate
from research.stats.parallel import ParallelAnalysis, parallel_analysis
from research.stats.random_correlations import normal_correlations, permuted_correlations

DATA_SETS = 100
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""The environment of R, whose BLAS may have threads."""

_TIMED = """
suppressPackageStartupMessages(library(psych))
options(mc.cores = 1)
x <- read.csv(commandArgs(trailingOnly = TRUE)[1], row.names = 1)[, 1:25]
invisible(capture.output(seconds <- system.time(suppressWarnings(suppressMessages({%s})))))
cat(jsonlite::toJSON(list(seconds = sum(seconds[1:2]), found = {%s}), digits = 10, auto_unbox = TRUE))
"""
_VERSIONS = """
suppressPackageStartupMessages({library(psych); library(jsonlite)})
cat(toJSON(list(r = paste(R.version$major, R.version$minor, sep = "."), psych = as.character(packageVersion("psych")),
                blas = basename(extSoftVersion()[["BLAS"]])), auto_unbox = TRUE))
"""
_POLYCHORIC = ("m <- polychoric(x)", "m$rho")
_PARALLEL = (
    f"x <- na.omit(x); set.seed(1); m <- fa.parallel(x, fa = 'both', n.iter = {DATA_SETS}, quant = .95, plot = FALSE)",
    "c(m$nfact, m$ncomp)",
)


@dataclass(frozen=True, slots=True)
class Race:
    """Processor seconds of the fastest run.

    Attributes:
        differ: what differs, and by how much at most.
    """

    name: str
    ours: float
    psych: float
    differ: str

    @property
    def ratio(self) -> float:
        """How many times faster than psych."""
        return self.psych / self.ours


@cache
def peer() -> dict[str, str] | None:
    """Versions of R, psych and R's BLAS; None where R, psych or jsonlite is not installed."""
    if shutil.which("Rscript") is None:
        return None
    asked = _rscript(_VERSIONS)
    versions: dict[str, str] | None = json.loads(asked.stdout) if asked.returncode == 0 else None
    return versions


def polychoric_race(rounds: int) -> Race:
    """The 25 × 25 polychoric matrix of all 2,800 respondents."""
    x = all_of_bfi()
    race = _race("polychoric matrix", rounds, lambda: correlate(x, np.ones(len(x)), "polychoric").matrix, _POLYCHORIC)
    return replace(race, differ=f"correlations differ by {race.differ} at most")


def parallel_race(rounds: int) -> Race:
    """Parallel analysis of the complete rows beside normal and beside shuffled answers, factors and components."""
    x = answers("bfi")
    race = _race("parallel analysis", rounds, lambda: _parallel(x), _PARALLEL)
    return replace(race, differ=f"numbers of factors and components differ by {race.differ}")


def _parallel(x: Floats) -> Floats:
    """Factors and components suggested, which both kinds of random answers must agree on."""
    weights = np.ones(len(x))
    observed = correlate(x, weights).matrix
    kinds = (
        normal_correlations(x.shape[1], len(x)),
        permuted_correlations(x, lambda shuffled: correlate(shuffled, weights).matrix),
    )
    normal, permuted = (parallel_analysis(observed, kind, np.random.default_rng(1), DATA_SETS) for kind in kinds)
    return np.maximum(_suggested(normal), _suggested(permuted))


def _suggested(found: ParallelAnalysis) -> Floats:
    return np.array([found.factors.suggested, found.components.suggested], dtype=np.float64)


def _race(name: str, rounds: int, ours: Callable[[], Floats], psych: tuple[str, str]) -> Race:
    """By turns, so that what else the machine does slows both."""
    pairs = [(_timed(ours), _timed_in_r(psych)) for _ in range(rounds)]
    found, theirs = pairs[0][0][1], np.array(pairs[0][1]["found"], dtype=np.float64)
    fastest = min(one[0] for one, _ in pairs), min(other["seconds"] for _, other in pairs)
    return Race(name, *fastest, f"{np.abs(found - theirs).max():.2g}")


def _timed(run: Callable[[], Floats]) -> tuple[float, Floats]:
    with threadpool_limits(1):
        start = time.process_time()
        found = run()
        return time.process_time() - start, found


def _timed_in_r(script: tuple[str, str]) -> dict[str, Any]:
    asked = _rscript(_TIMED % script, str(BFI))
    asked.check_returncode()
    answer: dict[str, Any] = json.loads(asked.stdout)
    return answer


def _rscript(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["Rscript", "-e", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | ONE_THREAD)
