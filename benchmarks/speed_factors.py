"""Shows how fast factor analysis is beside R's psych in the same run, and that a million respondents cost little.

python benchmarks/speed_factors.py [--quick | --write]
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks._evidence import Evidence, Goal, conclude
from benchmarks._million import DRAWS, STEPS, Taken, measure_path
from benchmarks._psych_races import DATA_SETS, Race, parallel_race, peer, polychoric_race
from benchmarks._real_surveys import BFI, require

POLYCHORIC, PARALLEL = 10.0, 5.0
"""So many times faster than psych."""
CORRCOEFS = 5.0
"""So many times one numpy.corrcoef is what the whole path may take."""
GIGABYTES = 4.0
LINEAR = 1.25
"""A respondent among a million may cost so many times what one among 250,000 does: what answers that have left the
processor's cache, and a shared machine, leave of a line."""
SIZES = (250_000, 500_000, 1_000_000)
ROUNDS, QUICK = 7, 1
NOT_RUN = "not run: R with psych and jsonlite is not installed"


def measure(quick: bool) -> Evidence:
    """Race and time; `quick` goes once, and leaves out the middle size."""
    require("speed_factors", [BFI])
    rounds = QUICK if quick else ROUNDS
    races = [polychoric_race(rounds), parallel_race(rounds)] if peer() else []
    taken = [measure_path(size, rounds) for size in (SIZES[:: len(SIZES) - 1] if quick else SIZES)]
    return Evidence(
        name="speed_factors",
        title="Factor analysis is fast, also for a million respondents",
        method=_method(rounds),
        goals=[*_race_goals(races), *_path_goals(taken)],
        header=("processor seconds", "ours", "beside it", "seconds", "÷ ours"),
        rows=[*_race_rows(races), *_path_rows(taken)],
    )


def _method(rounds: int) -> str:
    found = peer()
    versions = "" if found is None else f" (R {found['r']}, psych {found['psych']}, BLAS {found['blas']})"
    return (
        f"Processor seconds, user and system, of one thread on either side, the fastest of {rounds} runs, taken by "
        f"turns in one run{versions}; starting R and loading psych do not count. The polychoric matrix is of all 2,800 "
        f"respondents and 25 items of bfi. Parallel analysis is of the 2,436 complete rows, {DATA_SETS} data sets each "
        'of normal and of shuffled answers, components and factors; R: fa.parallel(fa = "both"). The path goes from 60 '
        "normal items of six factors in memory, as float64, to everyone's scores: Pearson correlations, KMO and "
        f"Bartlett's test, parallel analysis by {DRAWS} Wishart draws, the number of factors, minres with oblimin from "
        "20 starts, weights of ten Berge's scores, and standardised answers times these weights, the plain product on "
        "complete answers. It is held against one numpy.corrcoef of the same array. Peak memory is that of a process "
        "that does nothing else, the answers included."
    )


def _race_goals(races: Sequence[Race]) -> list[Goal]:
    """None where there is no peer."""
    return [
        Goal(
            f"{race.name} of bfi: times faster than psych",
            race.ratio,
            "at least",
            wanted,
            race.differ,
        )
        for race, wanted in zip(races, (POLYCHORIC, PARALLEL), strict=False)
    ]


def _path_goals(taken: Sequence[Taken]) -> list[Goal]:
    first, last = taken[0], taken[-1]
    beside = f"{last.factors} factors found, six planted"
    return [
        Goal(
            "path of 1,000,000 × 60: times one numpy.corrcoef",
            last.seconds / last.corrcoef,
            "at most",
            CORRCOEFS,
            beside,
        ),
        Goal("peak memory of that, GB", last.gigabytes, "at most", GIGABYTES, "the answers alone are 0.48"),
        Goal(
            "cost of a respondent among 1,000,000 over 250,000",
            last.per_respondent / first.per_respondent,
            "at most",
            LINEAR,
            "correlations and scores; the other steps do not grow",
        ),
    ]


def _race_rows(races: Sequence[Race]) -> list[tuple[str, ...]]:
    if not races:
        return [
            (f"{name} of bfi", "", f"psych: {NOT_RUN}", "", "") for name in ("polychoric matrix", "parallel analysis")
        ]
    return [
        (f"{race.name} of bfi", f"{race.ours:.3f}", "psych", f"{race.psych:.3f}", f"{race.ratio:.1f}") for race in races
    ]


def _path_rows(taken: Sequence[Taken]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for one in taken:
        size = f"{one.respondents:,} × 60"
        ratio = f"{one.corrcoef / one.seconds:.2f}"
        rows.append((f"{size}: whole path", f"{one.seconds:.3f}", "numpy.corrcoef", f"{one.corrcoef:.3f}", ratio))
        rows += [(f"{size}: {step}", f"{one.steps[step]:.3f}", "", "", "") for step in STEPS]
    return rows


if __name__ == "__main__":
    conclude(measure)
