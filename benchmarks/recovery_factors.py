"""Shows that the number of factors of simulated batteries is found, and that none is found where there is none.

python benchmarks/recovery_factors.py [--quick | --write]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks._evidence import Evidence, Goal, conclude
from research.simulation import even_thresholds, ordinal_items, simple_structure
from research.stats.chance_base import eigenvalue_base, equivalent_n
from research.stats.correlation_rule import choose_correlation
from research.stats.correlations import CorrelationMethod, correlate
from research.stats.extraction import extract_quickly
from research.stats.number_of_factors import Choice, Votes, choose_number, votes
from research.stats.parallel import parallel_analysis
from research.stats.polychoric import normal_scores
from research.stats.random_correlations import normal_correlations
from research.stats.rotation import rotate

Floats = NDArray[np.float64]

SEED = 2003
"""Not the seeds that the rule was made with."""
BATTERIES, QUICK = 200, 40
DRAWS = 100
RIGHT = 0.90
RESPONDENTS = (300, 500, 1000, 2000)
MOST_FACTORS = 6
ITEMS_A_FACTOR = (3, 6)
LOADINGS = (0.4, 0.8)
FACTOR_CORRELATIONS = (0.0, 0.5)
UNRELATED_ITEMS = (6, 30)
SKEW = 1.5
"""Half of the items have thresholds up to so many standard deviations off the middle, either way."""
LEAST_EIGENVALUE = 0.05
"""Factor correlations drawn one by one are drawn again until together they are correlations."""

HEADER = ("batteries", "chosen", "too few", "too many", *("EKC", "PA comp.", "PA fact.", "MAP", "eigen > 1", "elbow"))


@dataclass(frozen=True, slots=True, eq=False)
class Battery:
    """Answers to five-point items and how many factors are behind them."""

    answers: Floats
    weights: Floats
    factors: int


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """Batteries of one kind; `method` is the kind of correlation, None for the rule that looks at the answers."""

    name: str
    make: Callable[[np.random.Generator], Battery]
    method: CorrelationMethod | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What was found in a battery and what was there."""

    factors: int
    choice: Choice
    votes: Votes


def measure(quick: bool) -> Evidence:
    """Make every scenario's batteries and count how often each rule is right; `quick` makes fewer."""
    with threadpool_limits(1):
        found = {one.name: _outcomes(one, i, QUICK if quick else BATTERIES) for i, one in enumerate(SCENARIOS)}
    return Evidence(
        name="recovery_factors",
        title="The number of factors of simulated batteries is found, and none where there is none",
        method=(
            f"{QUICK if quick else BATTERIES} batteries a row. Each has 1 to 6 factors with 3 to 6 five-point items, "
            "loadings from .4 to .8, factor correlations from 0 to .5, and 300, 500, 1,000 or 2,000 respondents, all "
            "drawn evenly; half of the items are skewed; correlations as the rule for them chooses (Pearson or "
            "polychoric). Other rows change what they name. Unrelated batteries have 6 to 30 items. Figures are shares "
            "of the batteries whose number is exactly right: for the choice, and for each rule by itself (empirical "
            "Kaiser criterion, parallel analysis of components and of factors, minimum average partial, eigenvalues "
            "above one, acceleration factor). Too few and too many are shares of the choice."
        ),
        goals=[Goal(f"{name}: choice right", _right(found[name]), "at least", RIGHT) for name in DECIDING],
        header=HEADER,
        rows=[_row(name, outcomes) for name, outcomes in found.items()],
    )


def related(
    rng: np.random.Generator,
    *,
    factors: int | None = None,
    respondents: Sequence[int] = RESPONDENTS,
    factor_correlations: tuple[float, float] = FACTOR_CORRELATIONS,
    weight_spread: float = 0.0,
) -> Battery:
    """A battery whose items each belong to one factor."""
    k = int(rng.integers(1, MOST_FACTORS + 1)) if factors is None else factors
    owners = np.repeat(np.arange(k), rng.integers(ITEMS_A_FACTOR[0], ITEMS_A_FACTOR[1] + 1, size=k))
    loadings = simple_structure(owners.tolist(), rng.uniform(*LOADINGS, len(owners)), k)
    root = np.linalg.cholesky(_factor_correlations(rng, k, factor_correlations))
    scores = rng.standard_normal((int(rng.choice(respondents)), k)) @ root.T
    return _answered(rng, scores, loadings, weight_spread, k)


def unrelated(rng: np.random.Generator, *, weight_spread: float = 0.0) -> Battery:
    """A battery without any factor."""
    items = int(rng.integers(UNRELATED_ITEMS[0], UNRELATED_ITEMS[1] + 1))
    scores = np.zeros((int(rng.choice(RESPONDENTS)), 1))
    return _answered(rng, scores, np.zeros((items, 1)), weight_spread, 0)


SCENARIOS = (
    Scenario("1 to 6 factors", related),
    Scenario("no factor", unrelated),
    Scenario("all factor correlations .5", partial(related, factor_correlations=(0.5, 0.5))),
    Scenario("one factor", partial(related, factors=1)),
    Scenario("Pearson throughout", related, "pearson"),
    Scenario("polychoric throughout", related, "polychoric"),
    Scenario("no factor, polychoric", unrelated, "polychoric"),
    Scenario("weights, design effect 1.3", partial(related, weight_spread=0.5)),
    Scenario("weights, design effect 2", partial(related, weight_spread=0.83)),
    Scenario("no factor, design effect 2", partial(unrelated, weight_spread=0.83)),
    Scenario("150 respondents", partial(related, respondents=(150,))),
    Scenario("20,000 respondents", partial(related, respondents=(20_000,)), "pearson"),
)
DECIDING = tuple(scenario.name for scenario in SCENARIOS[:3])


def _factor_correlations(rng: np.random.Generator, k: int, between: tuple[float, float]) -> Floats:
    while True:
        upper = np.triu(rng.uniform(*between, (k, k)), 1)
        correlations = upper + upper.T + np.eye(k)
        if np.linalg.eigvalsh(correlations)[0] > LEAST_EIGENVALUE:
            return np.asarray(correlations)


def _answered(
    rng: np.random.Generator, scores: Floats, loadings: Floats, weight_spread: float, factors: int
) -> Battery:
    items = len(loadings)
    easiness = np.where(rng.random(items) < 0.5, rng.uniform(-SKEW, SKEW, items), 0.0)
    answers = ordinal_items(rng, scores, loadings, even_thresholds(5, easiness))
    weights = np.exp(weight_spread * rng.standard_normal(len(answers)))
    return Battery(answers.astype(np.float64), weights, factors)


def _outcomes(scenario: Scenario, position: int, batteries: int) -> list[Outcome]:
    streams = (np.random.default_rng([SEED, position, number]) for number in range(batteries))
    return [_outcome(scenario.make(rng), scenario.method, rng) for rng in streams]


def _outcome(battery: Battery, method: CorrelationMethod | None, rng: np.random.Generator) -> Outcome:
    x, weights = battery.answers, battery.weights
    method = method or choose_correlation(x, weights).method
    found = correlate(x, weights, method)
    inflation = np.ones(x.shape[1]) if method == "pearson" else normal_scores(x, weights)[1]
    n = eigenvalue_base(weights, x.shape[1])
    parallel = parallel_analysis(found.matrix, normal_correlations(x.shape[1], n, inflation), rng, DRAWS)
    counted = votes(found.matrix, equivalent_n(n, inflation), parallel)
    choice = choose_number(counted.empirical_kaiser, x.shape[1], partial(_pattern, found.matrix))
    return Outcome(battery.factors, choice, counted)


def _pattern(correlations: Floats, k: int) -> Floats:
    return rotate(extract_quickly(correlations, k, "minres").loadings, "oblimin", starts=1).pattern


def _right(outcomes: Sequence[Outcome]) -> float:
    return float(np.mean([one.choice.number == one.factors for one in outcomes]))


def _row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    planted = np.array([one.factors for one in outcomes])
    chosen = np.array([one.choice.number for one in outcomes])
    rules = ("empirical_kaiser", "parallel_components", "parallel_factors", "minimum_average_partial", "kaiser")
    alone = [np.array([getattr(one.votes, rule) for one in outcomes]) for rule in (*rules, "acceleration_factor")]
    shares = (chosen == planted, chosen < planted, chosen > planted, *(votes == planted for votes in alone))
    return name, *(f"{np.mean(share):.2f}" for share in shares)


if __name__ == "__main__":
    conclude(measure)
