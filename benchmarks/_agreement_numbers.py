"""How many factors, by every rule, beside psych's vss and fa.parallel and the published empirical Kaiser criterion."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from benchmarks._comparison import Comparison, Family, compare
from benchmarks._real_surveys import BATTERIES, Floats, answers, eigenvalues, figures, pearson, pearson_of
from research.stats.empirical_kaiser import empirical_kaiser
from research.stats.minimum_average_partial import minimum_average_partial
from research.stats.parallel import NORMAL_DRAWS, PERMUTATIONS, ParallelAnalysis, parallel_analysis
from research.stats.polychoric import normal_scores, polychoric
from research.stats.random_correlations import (
    RandomCorrelations,
    inflated,
    normal_correlations,
    permuted_correlations,
)

PARTIAL = 1e-6
OBSERVED = 1e-5
"""Of eigenvalues; those of the factors rest on communalities that are searched for."""
MONTE_CARLO = 0.02
"""Of 95th percentiles of random eigenvalues: R's of 20 to 200 draws have a standard error of 0.002 to 0.007, ours of
100 to 500 as well."""
SEED = 1
KINDS = ("normal", "permuted")
TEN = "bfi, ten items, polychoric"


def families() -> list[Family]:
    """Four families."""
    return [
        Family("Velicer's minimum average partial", PARTIAL, [_partial(name) for name in BATTERIES]),
        Family("eigenvalues of the reduced correlations", OBSERVED, [_reduced(name) for name in BATTERIES]),
        Family("95th percentiles of random eigenvalues", MONTE_CARLO, [*_bfi_bands(), *_polychoric_bands()]),
        Family(
            "numbers of factors and components",
            0.0,
            [*(one for name in BATTERIES for one in _counts(name)), _ten_components()],
        ),
    ]


def other_rule() -> list[tuple[str, ...]]:
    """The number that differs because the rule does, as a row under HEADER."""
    ours, theirs = _polychoric("normal").factors.suggested, _ten()["suggested_factors"]
    name = f"{TEN}: parallel analysis, factors"
    return [(name, "1", str(ours), str(theirs), str(abs(ours - theirs)), "", "other rule")]


def _expected(name: str) -> dict[str, Any]:
    found = figures("retention")
    expected: dict[str, Any] = found["bfi"] if name == "bfi" else found["young_people"][name]
    return expected


def _ten() -> dict[str, Any]:
    expected: dict[str, Any] = figures("retention")["bfi_ten_polychoric"]
    return expected


def _partial(name: str) -> Comparison:
    """psych begins with one component, ours with none."""
    expected = _expected(name)["map"]
    found = minimum_average_partial(pearson(name)).squares[1 : len(expected) + 1]
    return compare(f"{name}: minimum average partial", found, expected)


def _reduced(name: str) -> Comparison:
    return compare(f"{name}: eigenvalues of the factors", _normal(name).factors.observed, _expected(name)["factors"])


def _counts(name: str) -> list[Comparison]:
    expected = _expected(name)
    kaiser = empirical_kaiser(eigenvalues(name), len(answers(name))).suggested
    partial = int(np.argmin(minimum_average_partial(pearson(name)).squares[1:])) + 1
    rules = expected["empirical_kaiser"]
    found = [
        compare(f"{name}: empirical Kaiser", kaiser, rules["suggested"] if isinstance(rules, dict) else rules),
        compare(f"{name}: minimum average partial", partial, int(np.argmin(expected["map"])) + 1),
    ]
    for kind, parallel in (("normal", _normal(name)), ("permuted", _permuted(name))):
        pair = [parallel.components.suggested, parallel.factors.suggested]
        theirs = [expected["suggested_components"], expected["suggested_factors"]]
        found += [
            compare(f"{name}: parallel analysis, {kind}, {of}", one, other)
            for of, one, other in zip(("components", "factors"), pair, theirs, strict=True)
        ]
    return found


def _ten_components() -> Comparison:
    ours, theirs = _polychoric("normal").components.suggested, _ten()["suggested_components"]
    return compare(f"{TEN}: parallel analysis, components", ours, theirs)


def _bfi_bands() -> list[Comparison]:
    kinds = (("normal", _normal("bfi")), ("permuted", _permuted("bfi")))
    return [one for kind, found in kinds for one in _bands(f"bfi: {kind}", found, _expected("bfi"), kind)]


def _polychoric_bands() -> list[Comparison]:
    """Beside those of psych's shuffled answers, whose correlations are polychoric too."""
    return [one for kind in KINDS for one in _bands(f"{TEN}: {kind}", _polychoric(kind), _ten(), "permuted")]


def _bands(name: str, found: ParallelAnalysis, expected: dict[str, Any], kind: str) -> list[Comparison]:
    """The first of the factors is left out: of unrelated items a draw in a hundred has a perfect one."""
    components, factors = expected[f"{kind}_components"], expected[f"{kind}_factors"]
    return [
        compare(f"{name}, components", found.components.random_95, components),
        compare(f"{name}, factors from the second", found.factors.random_95[1:], factors[1:]),
    ]


@cache
def _normal(name: str) -> ParallelAnalysis:
    """Beside normal data."""
    x = answers(name)
    return _beside(pearson(name), normal_correlations(x.shape[1], len(x)), NORMAL_DRAWS)


@cache
def _permuted(name: str) -> ParallelAnalysis:
    """Beside the answers, every item's dealt out anew."""
    return _beside(pearson(name), permuted_correlations(answers(name), pearson_of), PERMUTATIONS)


@cache
def _polychoric(kind: str) -> ParallelAnalysis:
    """The first ten items of bfi."""
    x = answers("bfi")[:, :10]
    weights = np.ones(len(x))
    codes, inflation = normal_scores(x, weights)
    random = {
        "normal": normal_correlations(10, len(x), inflation),
        "permuted": permuted_correlations(codes, lambda shuffled: inflated(pearson_of(shuffled), inflation)),
    }
    return _beside(polychoric(x, weights).matrix, random[kind], PERMUTATIONS)


def _beside(correlations: Floats, random: RandomCorrelations, draws: int) -> ParallelAnalysis:
    return parallel_analysis(correlations, random, np.random.default_rng(SEED), draws)
