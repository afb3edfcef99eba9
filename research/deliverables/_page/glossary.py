"""The glossary: the words that this page uses, and the rules behind its comparisons."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from research.domain.factors import FactorSolution
from research.domain.results import Results
from research.wording.english import English
from research.wording.glossary_en import MethodTerm, Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words with their meanings; `method` those of the folds; the rules are empty where nothing is compared."""

    terms: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]
    method: tuple[tuple[str, str], ...]


def glossary(results: Results, words: English) -> Glossary:
    """The words that stand on the page of `results`, explained."""
    terms = tuple(words.meanings[term] for term in _terms(results))
    rules = tuple(words.rules(results.tables.min_base)) if results.personas else ()
    method = tuple(words.method_meanings[term] for term in _method_terms(results.factors))
    return Glossary(terms, rules, method)


def _terms(results: Results) -> Iterator[Term]:
    weighted = results.weighting.source != "none"
    if results.personas:
        yield "market_weighted" if weighted else "market_unweighted"
        yield "segment_by_rules" if results.rules else "segment"
        yield "share"
    yield "base"
    if weighted:
        yield "effective_base"
    yield from _boxes(results)
    if results.factors and results.factors.batteries:
        yield "theme"
    if results.segmentation:
        yield "stability"
    if results.personas:
        if not results.rules:
            yield "certainty"
        if any(persona.verbatims for persona in results.personas.personas):
            yield "own_words"


def _method_terms(factors: FactorSolution | None) -> Iterator[MethodTerm]:
    """The words that the folds about the factors use."""
    if factors is None or not factors.batteries:
        return
    methods = {battery.correlations.method for battery in factors.batteries}
    yield from ("loading", "communality")
    if methods & {"polychoric", "tetrachoric", "mixed"}:
        yield "polychoric"
    yield "eigenvalue"
    if any("parallel" in vote.rule for battery in factors.batteries for vote in battery.retention.votes):
        yield "parallel_analysis"
    if any(vote.rule == "empirical_kaiser" for battery in factors.batteries for vote in battery.retention.votes):
        yield "empirical_kaiser"
    yield from ("kmo", "fit", "rotation", "complexity", "alpha")
    scales = [scale for battery in factors.batteries for scale in battery.reliability]
    if any(math.isfinite(scale.ordinal_alpha.value) for scale in scales):
        yield "ordinal_alpha"
    if any(math.isfinite(omega.value) for scale in scales for omega in (scale.omega_total, scale.omega_hierarchical)):
        yield "omega"
    yield "determinacy"
    if factors.comparisons or any(b.replication or len(b.weighted_congruence) for b in factors.batteries):
        yield "congruence"
    yield "acquiescence"
    if any(comparison.levels for comparison in factors.comparisons):
        yield "invariance"


def _boxes(results: Results) -> Iterator[Term]:
    """The top boxes that the tables behind the page show."""
    nets = {row.key for table in results.tables.tables for row in table.rows if row.kind == "net"}
    grids = {
        len(row.codes)
        for table in results.tables.tables
        if table.kind in ("grid_top_box", "concepts")
        for row in table.rows
        if row.kind == "net"
    }
    if "net:top2" in nets or 2 in grids:
        yield "top_two"
    if "net:top1" in nets or 1 in grids:
        yield "top_one"
