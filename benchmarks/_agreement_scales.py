"""Alpha, omega and item analysis beside psych's."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks._comparison import Comparison, Family, compare
from benchmarks._real_surveys import SCALES, Floats, answers, complete, figures, keyed_bfi, pearson_of, people
from research.stats.alpha import alpha, alpha_estimate
from research.stats.correlations import correlate
from research.stats.item_analysis import analyse_items
from research.stats.moments import covariance
from research.stats.omega import omega
from research.stats.reliability import cronbach_alpha
from research.stats.scale_covariance import scale_covariance

RELIABILITY = 1e-5
GENERAL = 1e-3
"""Of loadings on the general factor."""
ORDINAL_ALPHA = 1e-3
"""It is of polychoric correlations, which are searched for."""
YOUNG = ("spending", "fears", "music")


def families() -> list[Family]:
    """Four families."""
    omegas = [*(_bfi_omega(scale) for scale in SCALES), [_everything()], *(_young_omega(name) for name in _batteries())]
    return [
        Family("alpha, its interval, alpha if dropped, item-rest correlations", RELIABILITY, _alphas()),
        Family("omega total, hierarchical and of one factor", RELIABILITY, [one for few in omegas for one in few]),
        Family("loadings on the general factor of omega", GENERAL, _generals()),
        Family("ordinal alpha", ORDINAL_ALPHA, _ordinal()),
    ]


def _alphas() -> list[Comparison]:
    found = []
    for scale in SCALES:
        expected = figures("reliability")["bfi"]["scales"][scale]
        x = _scale(scale)
        found += _alpha(f"bfi {scale}", x, expected["alpha"], 6.0)
        weights = np.resize([0.5, 1.0, 2.0], len(x))
        with_gaps = keyed_bfi()[expected["items"]].to_numpy()
        pairwise = alpha(scale_covariance(with_gaps, np.ones(len(with_gaps))).matrix)
        found.append(compare(f"bfi {scale}: alpha, weighted", cronbach_alpha(x, weights), expected["alpha_weighted"]))
        found.append(compare(f"bfi {scale}: alpha, pairwise", pairwise, expected["alpha_pairwise"]))
    for name in YOUNG:
        found += _alpha(name, complete(name), figures("agreement")["alpha"][name], 5.0)
    return found


def _alpha(name: str, x: Floats, expected: dict[str, Any], highest: float) -> list[Comparison]:
    """Raw alpha with all that goes with it, of answers from 1 to `highest`."""
    n, p = x.shape
    products = covariance(x, np.ones(n))
    estimate = alpha_estimate(products, n)
    items = analyse_items(x, np.ones(n), np.ones(p), np.ones(p), np.full(p, highest))
    return [
        compare(f"{name}: alpha", estimate.value, expected["raw"]),
        compare(f"{name}: its interval", [estimate.low, estimate.high], expected["raw_interval"]),
        compare(f"{name}: standardised alpha", alpha(pearson_of(x)), expected["standardised"]),
        compare(f"{name}: alpha if dropped", items.alpha_if_dropped, expected["if_dropped"]),
        compare(f"{name}: item-rest correlations", items.item_rest, expected["item_rest"]),
        compare(f"{name}: means", items.means, expected["mean"]),
    ]


def _bfi_omega(scale: str) -> list[Comparison]:
    expected = figures("reliability")["bfi"]["scales"][scale]["omegas"]
    return [_omega(f"bfi {scale}", pearson_of(_scale(scale)), one) for one in expected]


def _everything() -> Comparison:
    expected = figures("reliability")["bfi"]["all_items"]["omegas"][0]
    return _omega("bfi, all items", pearson_of(keyed_bfi().dropna().to_numpy()), expected)


def _young_omega(name: str) -> list[Comparison]:
    return [_omega(name, pearson_of(_rows(name)), one) for one in _batteries()[name]["omegas"]]


def _omega(name: str, correlations: Floats, expected: dict[str, Any]) -> Comparison:
    found = omega(correlations, expected["group_factors"])
    return compare(
        f"{name}: omega, {expected['group_factors']} group factors",
        [found.total, found.hierarchical, found.one_factor],
        [expected["total"], expected["hierarchical"], expected["one_factor"]],
    )


def _generals() -> list[Comparison]:
    """Of the keyed items, with their keys."""
    found = []
    for scale in SCALES:
        for one in figures("reliability")["bfi"]["scales"][scale]["omegas"]:
            found.append(_on_general(f"bfi {scale}, {one['group_factors']} groups", pearson_of(_scale(scale)), one))
    for name, battery in _batteries().items():
        found.append(_on_general(name, pearson_of(_rows(name)), battery["omegas"][0]))
    return found


def _on_general(name: str, correlations: Floats, expected: dict[str, Any]) -> Comparison:
    found = omega(correlations, expected["group_factors"])
    return compare(name, found.keys * found.general, np.array(expected["keys"]) * np.array(expected["general"]))


def _ordinal() -> list[Comparison]:
    bfi = figures("reliability")["bfi"]["scales"]
    young = figures("agreement")["ordinal_alpha"]
    return [
        *(compare(f"bfi {scale}", _ordinal_alpha(_scale(scale)), bfi[scale]["ordinal_alpha"]) for scale in SCALES),
        *(compare(name, _ordinal_alpha(answers(name)), young[name]) for name in YOUNG),
    ]


def _ordinal_alpha(x: Floats) -> float:
    return alpha(correlate(x, np.ones(len(x)), "polychoric").matrix)


def _scale(name: str) -> Floats:
    """Keyed answers to the items of a scale of bfi by those who answered all 25."""
    wanted = figures("reliability")["bfi"]["scales"][name]["items"]
    return np.asarray(keyed_bfi().dropna()[wanted], dtype=np.float64)


def _batteries() -> dict[str, Any]:
    """The batteries of the Young People Survey that R has omega of."""
    found: dict[str, Any] = figures("reliability")["young_people"]
    return found


def _rows(name: str) -> Floats:
    return np.asarray(people()[_batteries()[name]["items"]].dropna(), dtype=np.float64)
