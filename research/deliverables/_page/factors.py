"""From many questions to a few themes: what each theme is worth in plain words, with all its figures behind."""

from __future__ import annotations

from collections.abc import Iterator

from research.charts.scree import factor_scree, scree
from research.deliverables._evidence import EvidenceSection
from research.deliverables._factor_evidence import evidence
from research.deliverables._loadings import BLANK_BELOW, STRONG, factor_code, items_by_factor
from research.deliverables._page.steps import (
    Figure,
    Fold,
    LoadingGroup,
    LoadingRow,
    Loadings,
    Part,
    Section,
    Step,
    Theme,
    grid,
)
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.measurement import Advice
from research.wording.english import English

_URGENCY: tuple[Advice, ...] = ("reverse", "drop", "reword")
_MOST_ATTENTION = 6


def factor_step(factors: FactorSolution, words: English) -> Step:
    """Every battery with its themes."""
    parts = (_part(factors, battery, number, words) for number, battery in enumerate(factors.batteries, start=1))
    return Step(words.factors_title, (words.factors_text,), parts=tuple(parts))


def _part(factors: FactorSolution, battery: BatteryFactors, number: int, words: English) -> Part:
    comparisons = [one for one in factors.comparisons if one.battery == battery.battery]
    themes = (
        Theme(name, battery.named_by[j] == "suggested", words.theme_text(battery, j))
        for j, name in enumerate(battery.names)
    )
    return Part(
        battery.label,
        (*words.battery_texts(battery), *(words.comparison_text(battery, one) for one in comparisons)),
        tuple(themes),
        tuple(_attention(battery, words)),
        (
            Fold(words.show_loadings, (Section(loadings=(_loadings(battery, words),), notes=(words.loadings_note,)),)),
            Fold(words.show_numbers, tuple(_sections(factors, battery, number, words))),
        ),
    )


def _attention(battery: BatteryFactors, words: English) -> Iterator[str]:
    """The items that need attention, what is surely wrong first, and how many more there are."""
    found = [item for item in battery.diagnosis if item.advice != "keep"]
    found.sort(key=lambda item: _URGENCY.index(item.advice))
    for item in found[:_MOST_ATTENTION]:
        yield words.attention_text(battery, item)
    if len(found) > _MOST_ATTENTION:
        yield words.more_attention(len(found) - _MOST_ATTENTION)


def _sections(factors: FactorSolution, battery: BatteryFactors, number: int, words: English) -> Iterator[Section]:
    """The evidence, the plots of eigenvalues with the number of themes."""
    first, *others = evidence(factors, battery, words)
    figures = (
        Figure(scree(battery, f"scree-{number}", words), words.scree_note),
        Figure(factor_scree(battery, f"factor-scree-{number}", words), words.factor_scree_note),
    )
    yield _section(first, figures, words)
    for other in others:
        yield _section(other, (), words)


def _section(found: EvidenceSection, figures: tuple[Figure, ...], words: English) -> Section:
    return Section(found.title, found.texts, figures, grids=tuple(grid(table, words) for table in found.tables))


def _loadings(battery: BatteryFactors, words: English) -> Loadings:
    """The loading table, a group of rows a theme."""
    codes = tuple(factor_code(key) for key in battery.keys)
    groups = (
        LoadingGroup(
            codes[j],
            battery.names[j],
            battery.named_by[j] == "suggested",
            words.loading_head(battery, j),
            tuple(_row(battery, i, words) for i in items),
        )
        for j, items in enumerate(items_by_factor(battery))
    )
    return Loadings(battery.label, tuple(zip(codes, battery.names, strict=True)), tuple(groups))


def _row(battery: BatteryFactors, i: int, words: English) -> LoadingRow:
    n, label = words.numbers, battery.item_labels[i]
    shown = tuple(
        (n.figure(value, 2) if abs(value) >= BLANK_BELOW else "", abs(value) >= STRONG) for value in battery.pattern[i]
    )
    return LoadingRow(
        f"{label} {words.reversed_mark}" if battery.reversed[i] else label,
        shown,
        n.figure(battery.communalities[i], 2),
    )
