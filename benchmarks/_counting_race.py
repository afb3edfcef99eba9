"""Counting tables of a million respondents against a loop of pandas.crosstab."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks._evidence import Goal
from research.domain.arrays import sealed
from research.domain.responses import Responses
from research.domain.sample import Sample, Weighting
from research.domain.tables import Tables
from research.stages.tables import TablePlan, tabulate
from tests.factories import make_questionnaire

RESPONDENTS, STUBS, GROUPS, ANSWERS = 1_000_000, 200, 6, 5
LOOPED = 4
"""Questions on which the loop of pandas.crosstab is timed."""
FASTER, GIGABYTES, LINEAR = 20.0, 2.0, 2.3
SEED = 5
QUESTIONS = [*(f"q{i}" for i in range(STUBS)), *(f"by{j}" for j in range(GROUPS))]
SURVEY = make_questionnaire(nominal={name: [f"Answer {k + 1}" for k in range(ANSWERS)] for name in QUESTIONS})
METHOD = (
    f"{RESPONDENTS:,} invented respondents, {STUBS} questions of {ANSWERS} answers by a banner of {GROUPS} questions "
    f"of {ANSWERS}, {GROUPS * ANSWERS} columns and the total, weighted: tables with three kinds of bases, standard "
    "errors, letters, arrows and whole-table tests. The loop of pandas.crosstab sums the weights and no more; it is "
    f"timed on {LOOPED} questions and multiplied. Seconds by the clock on {os.cpu_count()} processors, the data in "
    "memory."
)


def against_pandas(times: int) -> list[Goal]:
    """Times faster, memory, and twice the respondents, questions and columns."""
    whole, half = _sample(RESPONDENTS), _sample(RESPONDENTS // 2)
    ours, looped, fewer, short, thin = _least(
        times,
        lambda: _tabulated(whole, STUBS, GROUPS),
        lambda: _looped(whole),
        lambda: _tabulated(half, STUBS, GROUPS),
        lambda: _tabulated(whole, STUBS // 2, GROUPS),
        lambda: _tabulated(whole, STUBS, GROUPS // 2),
    )
    peer = looped * STUBS / LOOPED
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    told = f"{ours:.2f} s against {peer:.1f} s"
    return [
        Goal("times faster than a loop of pandas.crosstab", peer / ours, "at least", FASTER, told),
        Goal("gigabytes at the most, the data among them", memory, "at most", GIGABYTES),
        Goal("times as long for twice the respondents", ours / fewer, "at most", LINEAR),
        Goal("times as long for twice the questions", ours / short, "at most", LINEAR),
        Goal("times as long for twice the columns", ours / thin, "at most", LINEAR),
    ]


def _sample(respondents: int) -> Sample:
    """Answers at random, in 16 bits as responses keep them, with weights of a design effect of 1.3."""
    rng = np.random.default_rng(SEED)
    codes = {name: sealed(rng.integers(1, ANSWERS + 1, respondents, dtype=np.int16)) for name in QUESTIONS}
    ids = sealed(np.arange(respondents).astype("U7"))
    weights = rng.lognormal(0.0, 0.5, respondents)
    weighting = Weighting("made", respondents, float(weights.min()), float(weights.max()), 1.0, float(respondents))
    return Sample(Responses("w1", SURVEY, ids, codes), sealed(weights / weights.mean()), weighting)


def _tabulated(sample: Sample, stubs: int, groups: int) -> Tables:
    plan = TablePlan(banner=tuple(f"by{j}" for j in range(groups)), rows=tuple(QUESTIONS[:stubs]))
    return tabulate(sample, None, (), frozenset(), plan)


def _looped(sample: Sample) -> None:
    codes = sample.responses.codes
    for i in range(LOOPED):
        for j in range(GROUPS):
            pd.crosstab(codes[f"q{i}"], codes[f"by{j}"], values=sample.weights, aggfunc="sum")


def _least(times: int, *works: Callable[[], object]) -> list[float]:
    """The least seconds of each work, by turns."""
    return [min(found) for found in zip(*([_clocked(work) for work in works] for _ in range(times)), strict=True)]


def _clocked(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
