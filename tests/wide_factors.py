"""A large battery made by hand: fifty-four long statements, nine factors, every kind of evidence filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from research.domain.factor_evidence import Adequacy, CorrelationEvidence, Eigenvalues, NumberFit, Retention, Vote
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.measurement import (
    Advice,
    Estimate,
    FactorCongruence,
    FactorReplication,
    FactorStyle,
    GroupComparison,
    InvarianceLevel,
    ItemDiagnosis,
    Replication,
    ReplicationVerdict,
    ScaleReliability,
)

ITEMS, FACTORS = 54, 9
NAN = float("nan")
_ENDINGS = (
    "when I shop for my family on an ordinary weekday",
    "even if it costs a little more than what I usually buy",
    "whatever my friends and neighbours may think of it, and however long it takes me to find it in the shop",
    "now",
)
_ADVICE: tuple[tuple[Advice, str], ...] = (
    ("keep", "sound"),
    ("reword", "loads_twice"),
    ("drop", "loads_nowhere"),
    ("reverse", "not_reversed"),
)
_VERDICTS: tuple[ReplicationVerdict, ...] = ("replicated", "similar", "not_replicated")


def make_wide_factors(like: FactorSolution, text: Callable[[str], str] = str) -> FactorSolution:
    """As `like`, with one large battery compared between groups in two ways instead of its own."""
    battery = make_wide_battery(like.batteries[0], text)
    rng = np.random.default_rng(3)
    scores = rng.standard_normal((len(like.ids), FACTORS))
    return replace(like, batteries=(battery,), scores=scores, comparisons=_comparisons(battery, text))


def make_wide_battery(like: BatteryFactors, text: Callable[[str], str] = str) -> BatteryFactors:
    """Items shuffled over the factors, so that only sorting brings them together."""
    rng = np.random.default_rng(2)
    main = rng.permutation(np.arange(ITEMS) % FACTORS)
    pattern = rng.normal(0, 0.12, (ITEMS, FACTORS))
    pattern[np.arange(ITEMS), main] = rng.uniform(0.35, 0.85, ITEMS) * rng.choice([1, -1], ITEMS, p=[0.9, 0.1])
    phi = np.full((FACTORS, FACTORS), 0.2) + 0.8 * np.eye(FACTORS)
    communalities = np.einsum("ij,jk,ik->i", pattern, phi, pattern)
    items = tuple(f"q{i + 1}" for i in range(ITEMS))
    labels = tuple(text(f"Statement {i + 1}: I choose what is good {_ENDINGS[i % 4]}") for i in range(ITEMS))
    keys = tuple(f"habits.F{j + 1}" for j in range(FACTORS))
    return replace(
        like,
        battery="habits",
        label=text("Habits and occasions"),
        items=items,
        item_labels=labels,
        reversed=tuple(i % 5 == 0 for i in range(ITEMS)),
        keys=keys,
        names=tuple(text(f"{labels[j][:38]}…") for j in range(FACTORS)),
        named_by=("suggested",) * FACTORS,
        scoring="tenberge",
        correlations=CorrelationEvidence(
            "polychoric", "skewed", "pairwise", np.eye(ITEMS), 1213, 1046.2, 871.5, 14, 0.5, 0.0123
        ),
        adequacy=Adequacy(0.912, rng.uniform(0.5, 0.95, ITEMS), 18231.4, ITEMS * (ITEMS - 1) // 2, 0.0),
        retention=_retention(rng),
        pattern=pattern,
        phi=phi,
        structure=pattern @ phi,
        communalities=communalities,
        variance=rng.uniform(0.03, 0.09, FACTORS),
        score_weights=pattern / 2,
        means=np.full(ITEMS, 3.1),
        sds=np.full(ITEMS, 1.1),
        covariance=np.eye(ITEMS),
        centred=(),
        determinacy=rng.uniform(0.8, 0.95, FACTORS),
        share_best=0.35,
        omega_hierarchical=Estimate(0.52, 0.47, 0.56),
        diagnosis=tuple(_diagnosis(items[i], keys, pattern[i], float(communalities[i]), rng, i) for i in range(ITEMS)),
        reliability=tuple(_scale(keys[j], tuple(items[i] for i in np.flatnonzero(main == j)), j) for j in range(9)),
        replication=Replication(
            tuple(
                FactorReplication(key, 0.97 - j / 40, 0.93 - j / 30, _VERDICTS[j // 3]) for j, key in enumerate(keys)
            ),
            50,
            0,
        ),
        style=tuple(FactorStyle(key, j / 10, NAN if j < 2 else 0.03 * j) for j, key in enumerate(keys)),
        weighted_congruence=np.linspace(0.999, 0.83, FACTORS),
    )


def with_one_factor(battery: BatteryFactors) -> BatteryFactors:
    """The battery with its first factor alone, neither weighted nor replicated."""
    return replace(
        battery,
        keys=battery.keys[:1],
        names=battery.names[:1],
        named_by=battery.named_by[:1],
        retention=replace(battery.retention, number=1),
        pattern=battery.pattern[:, :1],
        phi=battery.phi[:1, :1],
        structure=battery.structure[:, :1],
        variance=battery.variance[:1],
        score_weights=battery.score_weights[:, :1],
        determinacy=battery.determinacy[:1],
        reliability=battery.reliability[:1],
        style=battery.style[:1],
        replication=None,
        weighted_congruence=np.array([]),
        diagnosis=tuple(
            replace(item, factor=battery.keys[0], second_factor="", cross_loading=NAN) for item in battery.diagnosis
        ),
    )


def _retention(rng: np.random.Generator) -> Retention:
    falling = np.concatenate([[11.4, 5.2, 3.9, 3.1, 2.6, 2.2, 1.9, 1.75, 1.62], np.linspace(1.36, 0.2, ITEMS - 9)])
    random = np.linspace(1.52, 0.55, ITEMS)
    components = Eigenvalues(falling, random - 0.06, random + 0.06)
    factors = Eigenvalues(falling - 0.75, random - 1.06, random - 0.94)
    fits = tuple(
        NumberFit(k, 9000 / k, 1377 - 53 * k, 0.0, 0.1 / k, 0.09 / k, 0.11 / k, 0.7 + k / 40, 0.12 / k, 900.5 - 200 * k)
        for k in range(1, 13)
    )
    votes = (
        Vote("parallel_components", 9),
        Vote("parallel_factors", 11),
        Vote("minimum_average_partial", 8),
        Vote("empirical_kaiser", 9),
        Vote("kaiser", 14),
        Vote("acceleration_factor", 9),
    )
    return Retention(components, factors, "permutation", 500, votes, FACTORS, FACTORS, "stands_out", fits)


def _diagnosis(
    item: str, keys: tuple[str, ...], loadings: np.ndarray, communality: float, rng: np.random.Generator, i: int
) -> ItemDiagnosis:
    first, second = (int(j) for j in np.argsort(-np.abs(loadings))[:2])
    advice, reason = _ADVICE[i // 3 % 4 if i % 3 == 0 else 0]
    low, high = (1.0, 0.5, 0.2, 0.6, 2.0, 0.8, 0.0, 0.0), (3.0, 0.95, 0.7, 0.9, 4.0, 1.4, 0.3, 0.3)
    complexity, msa, rest, alpha, mean, sd, floor, ceiling = (float(value) for value in rng.uniform(low, high))
    return ItemDiagnosis(
        item=item,
        factor=keys[first],
        loading=float(loadings[first]),
        second_factor=keys[second],
        cross_loading=float(loadings[second]),
        communality=communality,
        complexity=complexity,
        msa=msa,
        item_rest=rest,
        alpha_if_dropped=alpha,
        mean=mean,
        sd=sd,
        floor=floor,
        ceiling=ceiling,
        advice=advice,
        reason=reason,
        figure=float(loadings[second]),
    )


def _scale(key: str, items: tuple[str, ...], j: int) -> ScaleReliability:
    alpha = 0.92 - j / 20
    figures = (Estimate(alpha + add, alpha + add - 0.03, alpha + add + 0.02) for add in (0.0, 0.03, 0.01, -0.2))
    return ScaleReliability(key, items, *figures)


def _comparisons(battery: BatteryFactors, text: Callable[[str], str]) -> tuple[GroupComparison, ...]:
    ages = tuple(text(label) for label in ("18-34", "35-54", "55+"))
    waves = (text("w1"), text("w2"))
    levels = (
        InvarianceLevel("configural", 5123.4, 2781, 0.931, 0.052, 0.047, NAN, NAN, NAN, "fits", ()),
        InvarianceLevel("metric", 5391.8, 2871, 0.902, 0.061, 0.068, -0.029, 0.009, 0.0, "fails", battery.items[:3]),
    )
    return (
        GroupComparison("habits", text("Age group"), ages, (402, 511, 300), _congruence(battery, ages[1:]), levels),
        GroupComparison("habits", "wave", waves, (1213, 97), _congruence(battery, waves[1:]), (), "not_fitted"),
    )


def _congruence(battery: BatteryFactors, groups: tuple[str, ...]) -> tuple[FactorCongruence, ...]:
    return tuple(
        FactorCongruence(key, group, 0.99 - j / 50 - g / 100)
        for g, group in enumerate(groups)
        for j, key in enumerate(battery.keys)
    )
