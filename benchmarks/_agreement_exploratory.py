"""Extraction, rotation, fit, scores and Schmid-Leiman transformations beside psych's and GPArotation's.

Factors are matched and reflected before they are compared. R's rotations are the lowest of twenty starts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

from benchmarks._comparison import Comparison, Family, compare, compare_relative, not_above
from benchmarks._real_surveys import (
    BATTERIES,
    Floats,
    all_of_bfi,
    answers,
    complete,
    figures,
    keys,
    pearson,
    pearson_of,
)
from research.stats.congruence import congruence
from research.stats.extraction import Extraction
from research.stats.factor_fit import FactorModelFit, NumberFit, fit_indices, fit_table
from research.stats.factoring import fit_factors
from research.stats.rotation import Rotation, rotate
from research.stats.schmid_leiman import schmid_leiman
from research.stats.scoring import Scoring, score_weights

LOADINGS = 1e-3
"""Of loadings, and of what is made of them."""
INDICES = 1e-4
"""Of RMSEA, TLI and SRMR; of chi-squared and BIC as a share of R's."""
ANOTHER = 0.05
"""Loadings so far apart are of different optima."""
CRITERION = 1e-6
"""By so much a rotation's criterion may be above R's lowest."""

EXTRACTIONS: tuple[Extraction, ...] = ("minres", "ml", "principal_axis", "components")
ROTATIONS: tuple[Rotation, ...] = ("oblimin", "varimax", "promax", "geomin")
SCORINGS: tuple[Scoring, ...] = ("regression", "bartlett", "tenberge")
INDEX_NAMES = ("p", "rmsea", "rmsea_low", "rmsea_high", "tli", "srmr", "srmr_corrected")
SIZE_NAMES = ("chi2", "bic", "null_chi2")
COUNT_NAMES = ("df", "null_df")

Fits = tuple[str, FactorModelFit, Mapping[str, float]]
"""What was fitted, our figures, and R's by the same names."""


def families() -> list[Family]:
    """Loadings by extraction, criteria, fit, scores, general factors."""
    return [*(_loadings(extraction) for extraction in EXTRACTIONS), _criteria(), *_fit(), _scores(), _general()]


def _loadings(extraction: Extraction) -> Family:
    comparisons = [one for battery in BATTERIES for one in _rotated(battery, extraction)]
    return Family(f"loadings and factor correlations, {extraction.replace('_', ' ')}", LOADINGS, comparisons)


def _rotated(battery: str, extraction: Extraction) -> list[Comparison]:
    """Pattern and, of oblique rotations, factor correlations of a battery by every rotation."""
    found = []
    for rotation in ROTATIONS:
        theirs, name = _theirs(battery, extraction, rotation), _title(battery, extraction, rotation)
        ours = fit_factors(pearson(battery), len(theirs["phi"]), extraction, rotation)
        match = congruence(np.array(theirs["pattern"]), ours.pattern)
        found.append(compare(f"{name}, pattern", match.aligned(ours.pattern), theirs["pattern"]))
        if rotation != "varimax":
            found.append(compare(f"{name}, factor correlations", match.aligned_phi(ours.phi), theirs["phi"]))
    return found


def _theirs(battery: str, extraction: Extraction, rotation: Rotation) -> dict[str, Any]:
    expected: dict[str, Any] = figures("agreement")["batteries"][battery]["solutions"][extraction][rotation]
    return expected


def _title(battery: str, extraction: Extraction, rotation: Rotation) -> str:
    return f"{battery}: {extraction.replace('_', ' ')}, {rotation}"


def _criteria() -> Family:
    """The unrotated loadings are R's, so that the criteria are of the same thing."""
    sets = {"bfi, 5 factors": "bfi_5", "interests, 8 factors": "interests_8", "personality, 8 factors": "personality_8"}
    found = [
        _criterion(f"{name}: {rotation}", figures("rotations")[one], rotation)
        for name, one in sets.items()
        for rotation in ("oblimin", "geomin", "bifactor", "varimax")
        if rotation in figures("rotations")[one]
    ]
    return Family("criterion of the rotation: above R's lowest of 30 starts", CRITERION, found)


def _criterion(name: str, expected: dict[str, Any], rotation: Rotation) -> Comparison:
    lowest = expected[rotation] if isinstance(expected[rotation], float) else expected[rotation]["value"]
    return not_above(name, rotate(np.array(expected["unrotated"]), rotation).value, lowest)


def _fit() -> list[Family]:
    pairs = [*_tables(), *_single_fits()]
    return [
        Family("fit: RMSEA and its interval, TLI, SRMR, p", INDICES, [_same(one, INDEX_NAMES) for one in pairs]),
        Family("fit: chi-squared and BIC (relative)", INDICES, [_share(one, SIZE_NAMES) for one in pairs]),
        Family("fit: degrees of freedom", 0.0, [_same(one, COUNT_NAMES) for one in pairs]),
    ]


def _tables() -> list[Fits]:
    """One to eight factors."""
    new = figures("agreement")["fits"]
    expected: dict[tuple[str, Extraction], Any] = {
        ("bfi", "ml"): figures("exploratory")["fit"]["bfi_ml"],
        ("bfi", "minres"): new["bfi_minres"],
    }
    expected |= {("interests", "ml"): new["interests_ml"], ("interests", "minres"): new["interests_minres"]}
    return [
        (f"{battery}: {extraction}, {one.factors} factors", one.fit, theirs)
        for (battery, extraction), table in expected.items()
        for one, theirs in zip(_table(battery, extraction), table, strict=True)
    ]


def _table(battery: str, extraction: Extraction) -> tuple[NumberFit, ...]:
    return fit_table(pearson(battery), len(answers(battery)), 8, extraction)


def _single_fits() -> list[Fits]:
    """After rotation."""
    expected, everyone = figures("exploratory")["fit"], pearson_of(all_of_bfi())
    return [
        ("bfi, all 2,800 pairwise: minres, 5 factors", _rotated_fit(everyone, 5, 2800), expected["bfi_pairwise"]),
        ("fears: minres, 3 factors", _rotated_fit(pearson("fears"), 3, len(answers("fears"))), expected["fears_3"]),
    ]


def _rotated_fit(correlations: Floats, k: int, n: int) -> FactorModelFit:
    found = fit_factors(correlations, k)
    return fit_indices(correlations, found.pattern, found.phi, n)


def _same(pair: Fits, which: Sequence[str]) -> Comparison:
    name, ours, theirs = pair
    return compare(name, [getattr(ours, one) for one in which], [theirs[one] for one in which])


def _share(pair: Fits, which: Sequence[str]) -> Comparison:
    name, ours, theirs = pair
    return compare_relative(name, [getattr(ours, one) for one in which], [theirs[one] for one in which])


def elsewhere() -> list[tuple[str, ...]]:
    """Where psych's own answer is not the lowest of R's starts, as rows under HEADER."""
    rows: list[tuple[str, ...]] = []
    for battery, extraction, rotation in product(BATTERIES, EXTRACTIONS, ROTATIONS):
        off = _theirs(battery, extraction, rotation)["psych_off"]
        if off > LOADINGS:
            name = f"{_title(battery, extraction, rotation)}, psych alone"
            rows.append((name, "", "", "", f"{off:.1e}", f"{LOADINGS:g}", _why(off, extraction, rotation)))
    return rows


def _why(off: float, extraction: Extraction, rotation: Rotation) -> str:
    if extraction == "components" and rotation == "promax":
        return "other promax"
    return "higher optimum" if off > ANOTHER else "stops early"


def _scores() -> Family:
    comparisons = [one for battery in ("bfi", "interests", "fears") for one in _scored(battery)]
    return Family("factor scores, score weights, communalities, complexity, determinacy", LOADINGS, comparisons)


def _scored(battery: str) -> list[Comparison]:
    """Of the complete rows; standard deviations of R's, which divide by n − 1."""
    x, expected = complete(battery), figures("agreement")["scores"][battery]
    z = (x - x.mean(axis=0)) / x.std(axis=0, ddof=1)
    correlations = pearson_of(x)
    fit = fit_factors(correlations, len(expected["r2"]))
    match = congruence(np.array(expected["pattern"]), fit.pattern)
    sums = len(fit.pattern) * fit.variance[match.order]
    found = [
        compare(f"{battery}: communalities", fit.communalities, expected["communalities"]),
        compare(f"{battery}: complexity", fit.complexity, expected["complexity"]),
        compare(f"{battery}: sums of squared loadings", sums, expected["ss_loadings"]),
        compare(f"{battery}: squared determinacy", fit.determinacy[match.order] ** 2, expected["r2"]),
    ]
    for method in SCORINGS:
        weights = match.aligned(score_weights(fit.pattern, fit.phi, correlations, method))
        found.append(compare(f"{battery}: {method} weights", weights, expected["weights"][method]))
        found.append(compare(f"{battery}: {method} scores", z[:10] @ weights, expected["scores"][method]))
    return found


def _general() -> Family:
    comparisons = [one for battery in ("bfi", "interests", "fears") for one in _transformed(battery)]
    return Family("Schmid-Leiman transformations", LOADINGS, comparisons)


def _transformed(battery: str) -> list[Comparison]:
    """From our own oblique solution, its factors in R's order and direction."""
    expected = figures("agreement")["schmid_leiman"][battery]
    correlations = pearson(battery) * (np.outer(keys(), keys()) if battery == "bfi" else 1.0)
    fit = fit_factors(correlations, len(expected["second_order"]))
    match = congruence(np.array(expected["pattern"]), fit.pattern)
    found = schmid_leiman(match.aligned(fit.pattern), match.aligned_phi(fit.phi))
    sign = np.sign(found.second_order @ np.array(expected["second_order"]))
    return [
        compare(f"{battery}: loadings on the general factor", sign * found.general, expected["general"]),
        compare(f"{battery}: loadings on the group factors", found.group, expected["group"]),
        compare(f"{battery}: uniquenesses", found.uniquenesses, expected["uniquenesses"]),
        compare(f"{battery}: second-order loadings", sign * found.second_order, expected["second_order"]),
    ]
