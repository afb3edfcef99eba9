"""The one matrix of a block that everything else rests on, and what random answers would look like beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from research.domain.arrays import Floats, sealed
from research.domain.caveats import Caveat
from research.domain.centring import without_person_means
from research.domain.factor_evidence import CorrelationEvidence, CorrelationMethod, CorrelationReason
from research.errors import Fault, ResearchError
from research.stages.factors.items import Factorable, chance_base
from research.stages.factors.plan import RandomData
from research.stats.categories import are_numbers
from research.stats.correlation_rule import choose_correlation
from research.stats.correlations import Correlations, correlate
from research.stats.moments import sds
from research.stats.polychoric import normal_scores
from research.stats.random_correlations import (
    RandomCorrelations,
    inflated,
    normal_correlations,
    permuted_correlations,
)

Wanted = Literal["auto"] | CorrelationMethod

_NUMBERED = re.compile(r"\[\d+(?:, \d+)*\]")
CATEGORICAL = ("polychoric", "tetrachoric", "mixed")
"""Kinds of correlation that see an ordinal item as a normal variable cut into categories."""


def correlation_evidence(found: Factorable, wanted: Wanted) -> tuple[CorrelationEvidence, tuple[Caveat, ...]]:
    """Correlations of the kind that the study, or else the items' categories, ask for.

    Where answers are too thin for the kind that their categories ask for, Pearson's are taken, and that is said.

    Raises:
        ResearchError: the study asks for a kind that the answers do not allow.
    """
    method, reason = _kind(found, wanted)
    notes: tuple[Caveat, ...] = ()
    try:
        made = correlate(found.answers, found.weights, method, found.missing)
    except ValueError as error:
        if reason == "study":
            raise ResearchError(_not_allowed(found, method, error)) from None
        made = correlate(found.answers, found.weights, "pearson", found.missing)
        notes = (Caveat("correlation_fallback", {"battery": found.block.label, "wanted": method}),)
    evidence = CorrelationEvidence(
        method=made.method,
        reason=reason,
        missing=made.missing,
        matrix=sealed(made.matrix),
        n=made.n,
        base=made.base,
        smallest_pair=made.smallest_pair,
        empty_cells=made.empty_cells,
        correction=made.correction,
        smoothed=0.0 if found.block.centred else made.smoothed,
    )
    return evidence, (*notes, *_said_aloud(found, made))


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """How far the correlations err by chance.

    Attributes:
        base: as `chance_base` has it.
        inflation: of the items, shape (p,), above 1 where correlations err more than Pearson's.
    """

    base: float
    inflation: Floats


def chance_of(found: Factorable, evidence: CorrelationEvidence) -> Chance:
    """Chance in the correlations of a block: weights, gaps and the kind of correlation."""
    p = len(found.block.items)
    inflation = _coded(found)[1] if evidence.method in CATEGORICAL else np.ones(p)
    return Chance(chance_base(evidence.base, found.weights, p), inflation)


def random_answers(found: Factorable, evidence: CorrelationEvidence, kind: RandomData) -> RandomCorrelations:
    """Correlations of answers without any relation, treated as the observed ones were."""
    if kind == "permutation":
        return _permuted(found, evidence)
    chance, groups = chance_of(found, evidence), found.block.centred
    if groups:
        return normal_correlations(len(groups), chance.base, None, groups, sds(found.uncentred, found.weights))
    return normal_correlations(len(chance.inflation), chance.base, chance.inflation)


def _permuted(found: Factorable, evidence: CorrelationEvidence) -> RandomCorrelations:
    weights, missing, groups = found.weights, evidence.missing, found.block.centred
    if evidence.method in CATEGORICAL:
        coded, inflation = _coded(found)
        return permuted_correlations(
            coded, lambda x: inflated(correlate(x, weights, "pearson", missing).matrix, inflation)
        )
    return permuted_correlations(
        found.uncentred,
        lambda x: correlate(without_person_means(x, groups), weights, evidence.method, missing).matrix,
    )


def _coded(found: Factorable) -> tuple[Floats, Floats]:
    """Ordinal items as normal scores with their inflation, numbers as they are with none."""
    ordinal = ~are_numbers(found.answers)
    coded, inflation = np.array(found.answers), np.ones(found.answers.shape[1])
    if ordinal.any():
        coded[:, ordinal], inflation[ordinal] = normal_scores(found.answers[:, ordinal], found.weights)
    return coded, inflation


def _kind(found: Factorable, wanted: Wanted) -> tuple[CorrelationMethod, CorrelationReason]:
    if wanted != "auto":
        return wanted, "study"
    if found.block.centred:
        return "pearson", "centred"
    choice = choose_correlation(found.answers, found.weights)
    return choice.method, choice.reason


def _said_aloud(found: Factorable, made: Correlations) -> Iterator[Caveat]:
    battery = found.block.label
    if made.empty_cells:
        yield Caveat("empty_cells", {"battery": battery, "pairs": made.empty_cells, "correction": made.correction})
    if made.bounded:
        yield Caveat("bounded_correlations", {"battery": battery, "pairs": made.bounded})
    if made.smoothed and not found.block.centred:
        yield Caveat("smoothed_correlations", {"battery": battery, "change": made.smoothed})


def _not_allowed(found: Factorable, method: str, error: ValueError) -> Fault:
    why = _NUMBERED.sub(lambda match: _named(found.block.items, match[0]), str(error))
    return Fault(
        f"`{found.block.name}` has no {method} correlations: {why}",
        found=f"found {len(found.block.items)} items: {', '.join(found.block.items)}",
        remedy="set `factors.correlation` to `auto`, or leave items out under `factors.drop`",
    )


def _named(items: Sequence[str], numbers: str) -> str:
    """The items that a list of column numbers, such as `[0, 4]`, stands for."""
    return ", ".join(items[int(number)] for number in numbers.strip("[]").split(", "))
