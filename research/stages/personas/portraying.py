"""Portray: tables, names and answers become personas."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from research.domain.allocation import NOT_ASSIGNED, Allocation, places
from research.domain.arrays import Flags, Floats, Strings
from research.domain.basis import Basis
from research.domain.comparison import RULES
from research.domain.factors import FactorSolution
from research.domain.naming import PersonaPlan, SegmentNames
from research.domain.personas import FactorMean, Persona, Personas
from research.domain.results import Universe
from research.domain.rules import RuleSegmentation
from research.domain.sample import Sample
from research.domain.tables import Tables
from research.stages.personas.acting import act
from research.stages.personas.cells import Stand
from research.stages.personas.choosing import choose, speaking_tables
from research.stages.personas.renaming import too_small
from research.stages.personas.verbatims import quote
from research.stats.segment_sizes import SegmentSizes, segment_sizes


def portray(
    tables: Tables,
    names: SegmentNames,
    allocation: Allocation,
    sample: Sample,
    formed_on: Basis | RuleSegmentation,
    factors: FactorSolution | None,
    universe: Universe,
    personas: Mapping[str, PersonaPlan],
    seed: int,
) -> Personas:
    """A persona of every segment, in order of their numbers.

    Args:
        tables: with a column a segment, of the same sample and allocation.
        formed_on: what the segments differ on by construction.
        personas: the study's plans by key, of which actions and decisions are taken over.
    """
    placed = allocation.aligned(sample.responses.ids)
    profile = _profile(placed, sample.weights, formed_on, factors, sample.responses.ids)
    defining = frozenset(formed_on.variables)
    sizes = _sizes(placed, sample.weights)
    speaking = speaking_tables(tables, sample.responses.questionnaire)
    told = []
    for name in names.names:
        stand = Stand(tables, sample, placed.segments, name.segment, defining)
        members, own = placed.segments == name.segment, name.segment - 1
        share = float(sizes.shares[own])
        told.append(
            Persona(
                name.segment,
                name.key,
                name.name,
                name.named_by,
                share,
                float(sizes.low[own]),
                float(sizes.high[own]),
                None if universe.population is None else share * universe.population,
                int(members.sum()),
                float(placed.own[members].mean()) if members.any() else float("nan"),
                float(placed.core[members].mean()) if members.any() else float("nan"),
                profile[own],
                choose(stand, speaking),
                quote(sample.responses, placed, name.segment, seed),
            )
        )
    return act(Personas(tuple(told), tuple(too_small(told, tables.min_base))), personas)


def _sizes(placed: Allocation, weights: Floats) -> SegmentSizes:
    """Sizes of the segments 1 … k, and last of those who are certainly in none: all are shares of the market."""
    numbers = np.where(placed.segments == NOT_ASSIGNED, placed.k, placed.segments - 1)
    return segment_sizes(numbers[placed.market], weights[placed.market], placed.k + 1, RULES.level)


def _profile(
    placed: Allocation,
    weights: Floats,
    formed_on: Basis | RuleSegmentation,
    factors: FactorSolution | None,
    ids: Strings,
) -> list[tuple[FactorMean, ...]]:
    """Per segment its weighted mean on every factor, or basis column where nothing was factored; rules have none."""
    if factors is not None:
        keys, names, values, held = factors.keys, factors.names, factors.scores, factors.ids
    elif isinstance(formed_on, Basis):
        recipe = formed_on.recipe
        told = [j for j, kind in enumerate(recipe.kinds) if kind != "nominal"]
        keys, names = (tuple(texts[j] for j in told) for texts in (recipe.columns, recipe.labels))
        values, held = formed_on.values[:, told], formed_on.ids
    else:
        return [()] * placed.k
    order = places(held, ids)
    known = order >= 0
    rows = np.full((len(ids), len(keys)), np.nan)
    rows[known] = values[order[known]]
    return [
        tuple(
            FactorMean(key, name, _standing(rows[:, j], weights, placed.segments == segment))
            for j, (key, name) in enumerate(zip(keys, names, strict=True))
        )
        for segment in range(1, placed.k + 1)
    ]


def _standing(values: Floats, weights: Floats, members: Flags) -> float:
    """Mean of the members in standard deviations from everyone's mean; NaN where either has no spread or no value."""
    given = ~np.isnan(values)
    own = given & members
    if not own.any():
        return float("nan")
    centre = np.average(values[given], weights=weights[given])
    spread = np.sqrt(np.average((values[given] - centre) ** 2, weights=weights[given]))
    away = float(np.average(values[own], weights=weights[own]) - centre)
    return away / float(spread) if spread > 0 else float("nan")
