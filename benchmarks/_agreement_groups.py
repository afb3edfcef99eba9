"""Halves, target rotation and confirmatory models of groups beside psych's and lavaan's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks._comparison import Comparison, Family, compare
from benchmarks._real_surveys import Floats, bfi, complete, figures, items, pearson_of, people
from research.stats.confirmatory import ConfirmatoryFit, confirm
from research.stats.congruence import congruence, congruence_after_target, tucker
from research.stats.extraction import extract
from research.stats.factoring import fit_factors
from research.stats.fit_measures import FitMeasures
from research.stats.group_moments import group_moments
from research.stats.invariance import Invariance, compare_groups
from research.stats.replication import halves_congruence
from research.stats.rotation import rotate

CONGRUENCE = 1e-3
"""Of Tucker's congruences and of loadings after target rotation."""
MEASURES = 1e-4
"""Of chi-squared, CFI, TLI, RMSEA and SRMR."""
ESTIMATES = 1e-3
"""Of latent means, loadings and factor correlations."""

LAVAAN = {"chisq": "chi2", "df": "df", "cfi": "cfi", "tli": "tli", "rmsea": "rmsea", "srmr": "srmr"}
"""lavaan's names of the measures, and ours."""
FIVE = np.repeat(np.arange(5), 5)
FEARS = np.repeat(np.arange(3), [4, 3, 3])
"""The factor of every fear: the dark and heights, animals, others."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Groups of one survey as compared by us and by lavaan."""

    name: str
    found: Invariance
    expected: dict[str, Any]


def families() -> list[Family]:
    """Four families."""
    return [
        Family("congruence of halves, and of men with women", CONGRUENCE, [*_halves(), _genders()]),
        Family("target rotation: loadings, factor correlations, congruence", CONGRUENCE, _targets()),
        Family("confirmatory models of groups: chi-squared, CFI, TLI, RMSEA, SRMR", MEASURES, _fits()),
        Family("confirmatory models of groups: latent means, loadings", ESTIMATES, _estimates()),
    ]


def _halves() -> list[Comparison]:
    """Odd and even complete rows; all congruences in order of size, then those of matched factors."""
    found = []
    for name, theirs in figures("agreement")["halves"].items():
        x, k, theirs = complete(name), len(theirs), np.abs(theirs)
        whole, odd, even = (fit_factors(pearson_of(rows), k).pattern for rows in (x, x[::2], x[1::2]))
        every = np.sort(np.abs(tucker(odd, even)), axis=None)
        matched = np.sort(np.abs(halves_congruence(whole, odd, even)))
        found.append(compare(f"{name}: halves, all congruences", every, np.sort(theirs, axis=None)))
        found.append(compare(f"{name}: halves, matched factors", matched, np.sort(theirs.max(axis=1))))
    return found


def _genders() -> Comparison:
    men, women = (fit_factors(pearson_of(_bfi_of("gender", label)), 5).pattern for label in ("1", "2"))
    theirs = np.sort(np.abs(figures("invariance")["gender_congruence"]), axis=None)
    return compare("bfi: men with women, all congruences", np.sort(np.abs(tucker(men, women)), axis=None), theirs)


def _targets() -> list[Comparison]:
    told = people()[[*items("interests"), "Gender"]].dropna()
    men, women = (told[told["Gender"] == label][items("interests")].to_numpy() for label in ("male", "female"))
    expected = figures("agreement")["targets"]
    return [
        *_rotated_to_women("bfi", _bfi_of("gender", "1"), _bfi_of("gender", "2"), 5, expected["bfi"]),
        *_rotated_to_women("interests", men, women, 6, expected["interests"]),
    ]


def _rotated_to_women(name: str, men: Floats, women: Floats, k: int, expected: dict[str, Any]) -> list[Comparison]:
    """Men's factors as extracted, rotated to women's varimax factors in R's order and direction."""
    upright = rotate(extract(pearson_of(women), k, "minres").loadings, "varimax").pattern
    target = congruence(np.array(expected["women"]), upright).aligned(upright)
    axes = extract(pearson_of(men), k, "minres").loadings
    orthogonal, oblique = (congruence_after_target(target, axes, kind) for kind in ("orthogonal", "oblique"))
    return [
        compare(f"{name}: orthogonal, loadings", orthogonal.pattern, expected["orthogonal"]),
        compare(f"{name}: orthogonal, congruence", orthogonal.factors, expected["orthogonal_congruence"]),
        compare(f"{name}: oblique, loadings", oblique.pattern, expected["oblique"]),
        compare(f"{name}: oblique, factor correlations", oblique.phi, expected["oblique_phi"]),
        compare(f"{name}: oblique, congruence", oblique.factors, expected["oblique_congruence"]),
    ]


def _fits() -> list[Comparison]:
    found = [_measures("bfi: one group", _one_group().measures, figures("invariance")["bfi_single"]["fit"])]
    for case in _cases():
        for level in case.found.levels:
            expected = case.expected["levels"][level.level]
            found.append(_measures(f"{case.name}: {level.level}", level.fit.measures, expected))
    return found


def _measures(name: str, found: FitMeasures, expected: dict[str, float]) -> Comparison:
    return compare(name, [getattr(found, ours) for ours in LAVAAN.values()], [expected[theirs] for theirs in LAVAAN])


def _estimates() -> list[Comparison]:
    found = [one for case in _cases() for one in _scalar(case)]
    single, expected = _one_group().groups[0], figures("invariance")["bfi_single"]
    signs = _signs(single.standardised, expected["std"])
    turned = np.outer(signs, signs)
    found.append(compare("bfi: one group, standardised loadings", single.standardised * signs, expected["std"]))
    found.append(compare("bfi: one group, factor correlations", single.covariances * turned, expected["phi"]))
    return found


def _scalar(case: Case) -> list[Comparison]:
    """Of the scalar level, factors in lavaan's direction."""
    groups = case.found.levels[2].fit.groups
    signs = _signs(groups[0].loadings, case.expected["loadings"])
    means = [group.means * signs for group in groups]
    return [
        compare(f"{case.name}: latent means", means, case.expected["means"]),
        compare(f"{case.name}: loadings", groups[0].loadings * signs, case.expected["loadings"]),
    ]


def _signs(ours: Floats, theirs: Sequence[Sequence[float]]) -> Floats:
    return np.asarray(np.sign((ours * np.array(theirs)).sum(axis=0)))


@cache
def _cases() -> tuple[Case, ...]:
    """bfi by gender, halves and schooling; fears by gender."""
    found = [_bfi_case(by) for by in ("gender", "halves", "schooling")]
    expected = figures("agreement")["fears_by_gender"]
    answers = people()[[*items("fears"), "Gender"]].dropna()
    groups = [answers[answers["Gender"] == label][items("fears")].to_numpy() for label in expected["groups"]]
    return *found, Case("fears by gender", _compared(groups, FEARS), expected)


def _bfi_case(by: Literal["gender", "halves", "schooling"]) -> Case:
    expected = figures("invariance")[f"bfi_{by}"]
    groups = [_bfi_of(by, label) for label in expected["groups"]]
    scalar = {"loadings": expected["scalar"][0]["loadings"], "means": [group["means"] for group in expected["scalar"]]}
    return Case(f"bfi by {by}", _compared(groups, FIVE), expected | scalar)


def _compared(groups: Sequence[Floats], factors: NDArray[np.int64]) -> Invariance:
    return compare_groups([group_moments(x, np.ones(len(x))) for x in groups], _mask(factors), "strict")


@cache
def _one_group() -> ConfirmatoryFit:
    x = complete("bfi")
    return confirm(group_moments(x, np.ones(len(x))), _mask(FIVE))


def _mask(factors: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which item belongs to which factor, shape (p, k)."""
    return np.asarray(factors[:, None] == np.arange(factors.max() + 1))


def _bfi_of(by: str, label: str) -> Floats:
    """Complete rows of a group: gender 1 or 2, half 0 or 1, schooling 1 to 3."""
    rows = bfi().dropna(subset=items("bfi"))
    groups = {
        "gender": rows["gender"],
        "halves": pd.Series(np.arange(len(rows)) % 2, rows.index),
        "schooling": pd.cut(rows["education"], [0, 2, 3, 5], labels=["1", "2", "3"]),
    }
    return rows[groups[by].astype(str) == label][items("bfi")].to_numpy(np.float64)
