"""The glossary: the words that this page uses, and the rules behind its comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from research.domain.results import Results
from research.wording.english import English
from research.wording.glossary_en import Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """Words with their meanings; the rules are empty where nothing is compared."""

    terms: tuple[tuple[str, str], ...]
    rules: tuple[tuple[str, str], ...]


def glossary(results: Results, words: English) -> Glossary:
    """The words that stand on the page of `results`, explained."""
    terms = tuple(words.meanings[term] for term in _terms(results))
    return Glossary(terms, tuple(words.rules(results.tables.min_base)) if results.personas else ())


def _terms(results: Results) -> Iterator[Term]:
    weighted = results.weighting.source != "none"
    if results.personas:
        yield "market_weighted" if weighted else "market_unweighted"
        yield "segment"
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
        yield "certainty"
        if any(persona.verbatims for persona in results.personas.personas):
            yield "own_words"


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
