"""Factors made by hand: two factors of three needs each, with every kind of evidence."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from research.domain.arrays import Floats, sealed
from research.domain.factor_evidence import Adequacy, CorrelationEvidence, Eigenvalues, NumberFit, Retention, Vote
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.measurement import (
    Estimate,
    FactorCongruence,
    FactorReplication,
    FactorStyle,
    GroupComparison,
    InvarianceLevel,
    ItemDiagnosis,
    Replication,
    ScaleReliability,
)
from research.domain.questionnaire import Questionnaire
from research.domain.responses import Responses

NAN = float("nan")
KEYS = ("needs.F1", "needs.F2")


def make_factors(
    questionnaire: Questionnaire,
    responses: Responses,
    items: tuple[str, ...],
    names: tuple[str, ...],
    text: Callable[[str], str],
) -> FactorSolution:
    """Factors of six items: the first three and the last three."""
    pattern = np.array([[0.81, 0.04], [0.74, -0.02], [0.66, 0.12], [0.05, 0.78], [-0.08, 0.69], [0.33, 0.58]])
    phi = np.array([[1.0, 0.18], [0.18, 1.0]])
    answers = np.nan_to_num(responses.keyed(items), nan=4.0)
    scores = (answers @ pattern - (answers @ pattern).mean(0)) / (answers @ pattern).std(0)
    communalities = np.einsum("ij,jk,ik->i", pattern, phi, pattern)
    battery = BatteryFactors(
        battery="needs",
        label=text("Needs"),
        items=items,
        item_labels=tuple(questionnaire.variables[name].label for name in items),
        reversed=(False,) * len(items),
        keys=KEYS,
        names=(text(names[0]), text(names[1])),
        named_by=("study", "suggested"),
        extraction="minres",
        rotation="oblimin",
        scoring="regression",
        correlations=CorrelationEvidence(
            "pearson", "many_categories", "pairwise", _correlations(answers), responses.n, responses.n - 4.5, 380.0
        ),
        adequacy=Adequacy(0.74, np.array([0.74, 0.76, 0.72, 0.75, 0.73, 0.77]), 612.4, 15, 1e-30),
        retention=make_retention(),
        pattern=pattern,
        phi=phi,
        structure=pattern @ phi,
        communalities=communalities,
        variance=np.array([0.29, 0.25]),
        score_weights=pattern / 2,
        means=answers.mean(0),
        sds=answers.std(0),
        covariance=np.cov(answers.T),
        centred=(),
        determinacy=np.array([0.9, 0.87]),
        share_best=1.0,
        omega_hierarchical=Estimate(0.31, 0.24, 0.38),
        diagnosis=tuple(_diagnosis(items, i, pattern, communalities) for i in range(len(items))),
        reliability=(_scale(KEYS[0], items[:3], 0.78), _scale(KEYS[1], items[3:], 0.72)),
        replication=Replication(
            (
                FactorReplication(KEYS[0], 0.98, 0.95, "replicated"),
                FactorReplication(KEYS[1], 0.93, 0.84, "similar"),
            ),
            20,
            1,
        ),
        style=(FactorStyle(KEYS[0], 0.0, NAN), FactorStyle(KEYS[1], 0.67, 0.11)),
        weighted_congruence=np.array([0.998, 0.987]),
    )
    comparison = _comparison(items)
    return FactorSolution((battery,), responses.ids, sealed(scores), comparisons=(comparison,))


def make_retention() -> Retention:
    """Votes that differ, and a choice of two."""
    components = Eigenvalues(
        np.array([2.31, 1.52, 0.71, 0.58, 0.48, 0.4]),
        np.array([1.09, 1.03, 0.97, 0.9, 0.84, 0.76]),
        np.array([1.21, 1.12, 1.04, 0.98, 0.91, 0.84]),
    )
    factors = Eigenvalues(
        np.array([1.82, 0.94, 0.11, 0.02, -0.04, -0.12]),
        np.array([0.1, 0.04, 0.0, -0.05, -0.1, -0.17]),
        np.array([0.24, 0.15, 0.08, 0.03, -0.02, -0.08]),
    )
    fits = (
        NumberFit(1, 214.2, 9, 1e-20, 0.196, 0.173, 0.219, 0.61, 0.121, 160.1),
        NumberFit(2, 6.1, 4, 0.19, 0.036, 0.0, 0.088, 0.99, 0.014, -17.9),
    )
    votes = (
        Vote("parallel_components", 2),
        Vote("parallel_factors", 3),
        Vote("minimum_average_partial", 1),
        Vote("empirical_kaiser", 2),
    )
    return Retention(components, factors, "normal", 500, votes, 2, 3, "own_items", fits)


def _diagnosis(items: tuple[str, ...], i: int, pattern: Floats, communalities: Floats) -> ItemDiagnosis:
    main = int(np.abs(pattern[i]).argmax())
    crossing = i == len(items) - 1
    return ItemDiagnosis(
        items[i],
        KEYS[main],
        float(pattern[i, main]),
        KEYS[1 - main],
        float(pattern[i, 1 - main]),
        float(communalities[i]),
        1.6 if crossing else 1.02,
        0.75,
        0.52,
        0.64,
        4.6,
        1.4,
        0.05,
        0.12,
        "reword" if crossing else "keep",
        "loads_twice" if crossing else "sound",
        0.33 if crossing else float(pattern[i, main]),
    )


def _scale(key: str, items: tuple[str, ...], alpha: float) -> ScaleReliability:
    return ScaleReliability(
        key,
        items,
        Estimate(alpha, alpha - 0.04, alpha + 0.03),
        Estimate(NAN, NAN, NAN),
        Estimate(alpha + 0.01, alpha - 0.03, alpha + 0.04),
        Estimate(NAN, NAN, NAN),
    )


def _comparison(items: tuple[str, ...]) -> GroupComparison:
    levels = (
        InvarianceLevel("configural", 31.2, 16, 0.981, 0.048, 0.031, NAN, NAN, NAN, "fits", ()),
        InvarianceLevel("metric", 36.0, 20, 0.979, 0.046, 0.038, -0.002, -0.002, 0.31, "holds", ()),
        InvarianceLevel("scalar", 68.9, 24, 0.951, 0.068, 0.052, -0.028, 0.022, 1e-6, "fails", (items[4],)),
    )
    congruence = (FactorCongruence(KEYS[0], "Female", 0.985), FactorCongruence(KEYS[1], "Female", 0.941))
    return GroupComparison("needs", "Sex", ("Male", "Female"), (190, 206), congruence, levels)


def _correlations(answers: Floats) -> Floats:
    return np.asarray(np.corrcoef(answers.T), dtype=np.float64)
