"""The sheet of factors: loadings, sorted, the small ones left blank; reliability; correlations."""

from __future__ import annotations

from collections.abc import Iterator

from research.deliverables._loadings import (
    BLANK_BELOW,
    STRONG,
    factor_code,
    factor_label,
    items_by_factor,
    items_of_no_factor,
)
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._styles import SHARE, decimal
from research.domain.factors import BatteryFactors, FactorSolution
from research.wording import workbook_en as words

TITLES = 2
"""Rows that every printed page repeats."""
_WIDTH = 12.0
"""Of a column, in characters: enough for the head of the communalities, which stand where a smaller battery ends."""


def write_factors(page: Page, factors: FactorSolution) -> None:
    """One block a battery."""
    page.head(words.FACTORS)
    widest = max(battery.k for battery in factors.batteries)
    page.widths(60, *([_WIDTH] * (widest + 1)))
    row = page.lines(3, words.FACTORS_NOTE, "quiet") + 1
    kept: list[tuple[int, int]] = []
    for battery in factors.batteries:
        blocks = _blocks(page, battery, row)
        kept += blocks
        row = blocks[-1][1] + 2
    page.sheet.freeze_panes = f"B{TITLES + 1}"
    paginate(page, kept, TITLES)


def _blocks(page: Page, battery: BatteryFactors, row: int) -> list[tuple[int, int]]:
    """A block of rows a factor, one of reliabilities, one of correlations; their first and last rows."""
    page.heading(row, battery.label)
    start, kept = row, []
    row += 1
    for title, items in _groups(battery):
        end = _loadings(page, battery, title, items, row)
        kept.append((start, end))
        start = row = end + 2
    end = _reliability(page, battery, row)
    kept.append((row, end))
    if battery.k > 1:
        kept.append((end + 2, _correlations(page, battery, end + 2)))
    return kept


def _groups(battery: BatteryFactors) -> Iterator[tuple[str, list[int]]]:
    """The items that load on each factor most, under its name, and those that load on none."""
    for j, items in enumerate(items_by_factor(battery)):
        label = factor_label(battery, j)
        yield words.suggested(label) if battery.named_by[j] == "suggested" else label, items
    if left := items_of_no_factor(battery):
        yield words.NO_FACTOR, left


def _loadings(page: Page, battery: BatteryFactors, title: str, items: list[int], row: int) -> int:
    """Items under a title; the last row."""
    _heads(page, battery, title, row)
    page.text(row, 2 + battery.k, words.COMMUNALITY, "head figure")
    for i in items:
        row += 1
        asked = battery.item_labels[i]
        page.wrapped(row, 1, f"{asked} {words.REVERSED}" if battery.reversed[i] else asked, "label")
        for m, loading in enumerate(battery.pattern[i].tolist()):
            shown = loading if abs(loading) >= BLANK_BELOW else float("nan")
            page.number(row, 2 + m, shown, "net" if abs(loading) >= STRONG else "figure", decimal(2))
        page.number(row, 2 + battery.k, battery.communalities[i].item(), "base", decimal(2))
    return row


def _reliability(page: Page, battery: BatteryFactors, row: int) -> int:
    """Variance and reliability of every factor; the last row."""
    _heads(page, battery, words.RELIABILITY, row)
    alphas = [scale.alpha for scale in battery.reliability]
    omegas = [scale.omega_total for scale in battery.reliability]
    rows = (
        (words.VARIANCE, battery.variance.tolist(), SHARE),
        (words.ALPHA, [alpha.value for alpha in alphas], decimal(2)),
        (words.LOW, [alpha.low for alpha in alphas], decimal(2)),
        (words.HIGH, [alpha.high for alpha in alphas], decimal(2)),
        (words.OMEGA, [omega.value for omega in omegas], decimal(2)),
    )
    for label, values, format_ in rows:
        row += 1
        page.text(row, 1, label, "label")
        for j, value in enumerate(values):
            page.number(row, 2 + j, value, "figure", format_)
    return row


def _correlations(page: Page, battery: BatteryFactors, row: int) -> int:
    """The correlations of two factors or more; the last row."""
    _heads(page, battery, words.CORRELATIONS, row)
    for j in range(battery.k):
        row += 1
        page.wrapped(row, 1, factor_label(battery, j), "label")
        for m in range(battery.k):
            page.number(row, 2 + m, battery.phi[j, m].item(), "figure", decimal(2))
    return row


def _heads(page: Page, battery: BatteryFactors, first: str, row: int) -> None:
    page.wrapped(row, 1, first, "head")
    for j, key in enumerate(battery.keys):
        page.text(row, 2 + j, factor_code(key), "head figure")
