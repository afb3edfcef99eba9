"""Correlations of every kind, adequacy and eigenvalues beside R's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks._comparison import Family, compare, compare_relative
from benchmarks._real_surveys import (
    BATTERIES,
    Floats,
    all_of_bfi,
    answers,
    bfi,
    complete,
    eigenvalues,
    figures,
    items,
    lower,
    pearson,
    people,
)
from research.stats.adequacy import bartlett, kmo
from research.stats.correlations import CorrelationMethod, correlate
from research.stats.polychoric import polychoric
from research.stats.polyserial import polyserial
from research.stats.smoothing import smooth

CLOSED = 1e-6
"""Closed formulas; R's figures are written with six decimals at least."""
ADEQUACY = 1e-5
ORDINAL = 1e-3
"""Of correlations that are searched for."""
SCARCE = ("A2", "A3", "A5", "E1", "N1")


def families() -> list[Family]:
    """Three families."""
    return [_adequacy(), _closed(), _ordinal()]


def _adequacy() -> Family:
    comparisons = []
    for name in BATTERIES:
        expected, n = figures("agreement")["batteries"][name], len(answers(name))
        found, test = kmo(pearson(name)), bartlett(pearson(name), n)
        comparisons += [
            compare(f"{name}: KMO", found.overall, expected["kmo"]),
            compare(f"{name}: MSA per item", found.items, expected["msa"]),
            compare_relative(f"{name}: Bartlett's chi-squared, relative", test.chi2, expected["bartlett_chi2"]),
            compare(f"{name}: Bartlett's degrees of freedom", test.df, expected["bartlett_df"]),
        ]
    return Family("KMO, MSA, Bartlett's test (relative)", ADEQUACY, comparisons)


def _closed() -> Family:
    expected, agreement = figures("correlations"), figures("agreement")
    weighted = correlate(answers("bfi"), _uneven(len(answers("bfi")))).matrix
    smoothed = smooth(np.array(expected["indefinite"], dtype=np.float64)).matrix
    spectra = [
        compare(f"{name}: eigenvalues", eigenvalues(name), agreement["batteries"][name]["eigenvalues"])
        for name in BATTERIES
    ]
    spearman = _of("spearman", answers("interests"))
    return Family(
        "Pearson and Spearman correlations, eigenvalues, smoothing",
        CLOSED,
        [
            compare("bfi: Pearson, pairwise", _of("pearson", all_of_bfi()), expected["pearson_pairwise"]),
            compare("bfi: Pearson, weights 1 to 3", lower(weighted), expected["pearson_weighted"]),
            compare("bfi: Spearman, pairwise", _of("spearman", all_of_bfi()), expected["spearman_pairwise"]),
            compare("bfi: Spearman, complete rows", _of("spearman", answers("bfi")), expected["spearman_complete"]),
            compare("interests: Spearman, pairwise", spearman, agreement["spearman_interests"]),
            *spectra,
            compare("an indefinite matrix smoothed", smoothed, expected["smoothed"]),
        ],
    )


def _ordinal() -> Family:
    expected, agreement = figures("correlations"), figures("agreement")
    whole, x = all_of_bfi(), answers("bfi")
    repeated = correlate(x[:, :10], _uneven(len(x)), "polychoric").matrix
    halved = (x[:, :10] > 3).astype(np.float64)
    spending = (complete("spending") > 3).astype(np.float64)
    aged, young = _with_age(bfi(), "age", items("bfi")[:5]), _with_age(people(), "Age", items("fears"))
    return Family(
        "polychoric, tetrachoric and polyserial correlations",
        ORDINAL,
        [
            compare("bfi: polychoric, pairwise", _of("polychoric", whole), expected["polychoric_pairwise_psych"]),
            compare("bfi: polychoric, complete rows", _of("polychoric", x), expected["polychoric_complete_psych"]),
            compare("bfi: polychoric, lavaan", _of("polychoric", x), expected["polychoric_complete_lavaan"]),
            compare("bfi: polychoric, weights, lavaan", lower(repeated), expected["polychoric_repeated_lavaan"]),
            compare("interests: polychoric", _of("polychoric", answers("interests")), expected["interests_polychoric"]),
            *(
                compare(f"{name}: polychoric", _of("polychoric", answers(name)), theirs)
                for name, theirs in agreement["polychoric"].items()
            ),
            compare("bfi: tetrachoric, above 3", _of("tetrachoric", halved), expected["tetrachoric"]),
            compare("bfi: tetrachoric, empty cells", _scarce(), expected["tetrachoric_scarce_unsmoothed"]),
            compare("spending: tetrachoric, above 3", _of("tetrachoric", spending), agreement["tetrachoric_spending"]),
            compare("bfi: polyserial with age", aged, expected["polyserial_two_step"]),
            compare("fears: polyserial with age", young, agreement["polyserial_age_fears"]),
        ],
    )


def _of(method: CorrelationMethod, x: Floats) -> Floats:
    """Lower triangle of pairwise correlations, everyone with the same weight."""
    return lower(correlate(x, np.ones(len(x)), method, "pairwise").matrix)


def _uneven(n: int) -> Floats:
    """Weights 2, 3, 1, 2, 3, 1 …: how often R repeated every respondent."""
    return np.asarray(1 + np.arange(1, n + 1) % 3, dtype=np.float64)


def _scarce() -> Floats:
    """The first sixty respondents, so few that cells are empty; not smoothed."""
    x = bfi()[items("bfi")].dropna()[list(SCARCE)].to_numpy(np.float64)[:60]
    return lower(polychoric((x > 5).astype(np.float64), np.ones(60)).matrix)


def _with_age(survey: pd.DataFrame, age: str, ordinal: list[str]) -> Floats:
    """Of those who told their age and answered all of the items, shape (p,)."""
    rows = survey[[age, *ordinal]].dropna().to_numpy(np.float64)
    return np.asarray(polyserial(rows[:, :1], rows[:, 1:], np.ones(len(rows))).matrix[0])
