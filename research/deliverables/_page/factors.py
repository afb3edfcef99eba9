"""From many questions to a few themes: what each theme is worth in plain words, with all its figures behind."""

from __future__ import annotations

from collections.abc import Iterator

from research.charts.scree import factor_scree, scree
from research.deliverables._evidence import EvidenceSection
from research.deliverables._factor_evidence import evidence
from research.deliverables._loadings import BLANK_BELOW, STRONG, factor_code, items_by_factor, items_of_no_factor
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
from research.wording.english import English


def factor_step(factors: FactorSolution, words: English, elsewhere: str = "") -> Step:
    """Every battery with its themes, and the wave they were found in where that is `elsewhere`."""
    parts = (_part(factors, battery, number, words) for number, battery in enumerate(factors.batteries, start=1))
    texts = (words.factors_text, words.found_in(elsewhere)) if elsewhere else (words.factors_text,)
    return Step(words.factors_title, texts, parts=tuple(parts))


def _part(factors: FactorSolution, battery: BatteryFactors, number: int, words: English) -> Part:
    comparisons = [one for one in factors.comparisons if one.battery == battery.battery]
    themes = (
        Theme(
            battery.names[j],
            _to_be_marked(battery, j),
            words.above_all(battery, j, items),
            words.theme_text(battery, j),
        )
        for j, items in enumerate(items_by_factor(battery))
    )
    return Part(
        battery.label,
        (*words.battery_texts(battery), *(words.comparison_text(battery, one) for one in comparisons)),
        tuple(themes),
        tuple(words.attention_texts(battery)),
        (
            Fold(words.show_loadings, (Section(loadings=(_loadings(battery, words),), notes=(words.loadings_note,)),)),
            Fold(words.show_numbers, tuple(_sections(factors, battery, number, words))),
        ),
    )


def _to_be_marked(battery: BatteryFactors, j: int) -> bool:
    """A name that is a suggestion among others that are not; where all are, that is said once."""
    return battery.named_by[j] == "suggested" and "study" in battery.named_by


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
    """The loading table, a group of rows a theme, and one of the items that belong to none."""
    codes = tuple(factor_code(key) for key in battery.keys)
    groups = [
        LoadingGroup(
            f"{codes[j]} {battery.names[j]}",
            _to_be_marked(battery, j),
            words.loading_head(battery, j),
            tuple(_row(battery, i, words) for i in items),
        )
        for j, items in enumerate(items_by_factor(battery))
    ]
    if left := items_of_no_factor(battery):
        groups.append(LoadingGroup(words.no_theme, False, "", tuple(_row(battery, i, words) for i in left)))
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
