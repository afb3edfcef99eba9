"""The sheet of factors: loadings, sorted, the small ones left blank."""

from __future__ import annotations

import numpy as np

from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._styles import COUNT, SHARE, decimal
from research.domain.factors import BatteryFactors, FactorSolution
from research.wording import workbook_en as words

_SMALLEST = 0.30
"""Loadings below this are left blank."""
_STRONG = 0.50
"""Loadings from here on are set in bold."""
_TITLES = 2
"""Rows that every printed page repeats."""


def write_factors(page: Page, factors: FactorSolution) -> None:
    """One block a battery."""
    page.head(words.FACTORS)
    widest = max((battery.k for battery in factors.batteries), default=0)
    page.widths(56, *([13] * (widest + 1)))
    row = page.lines(3, words.FACTORS_NOTE, "quiet") + 1
    kept = []
    for battery in factors.batteries:
        end = _reliability(page, battery, _loadings(page, battery, row))
        kept.append((row, end - 1))
        row = _correlations(page, battery, end)
        kept += [(end + 1, row - 1)] if row > end else []
        row += 1
    paginate(page, kept, _TITLES)


def _loadings(page: Page, battery: BatteryFactors, row: int) -> int:
    page.heading(row, battery.label)
    row += 1
    _heads(page, words.ITEM, battery, row)
    page.text(row, 2 + battery.k, words.COMMUNALITY, "head figure")
    for i in _sorted(battery):
        row += 1
        label = battery.item_labels[i]
        page.wrapped(row, 1, f"{label} {words.REVERSED}" if battery.reversed[i] else label, "label")
        for j in range(battery.k):
            loading = battery.pattern[i, j].item()
            shown = loading if abs(loading) >= _SMALLEST else float("nan")
            page.number(row, 2 + j, shown, "net" if abs(loading) >= _STRONG else "figure", decimal(2))
        page.number(row, 2 + battery.k, battery.communalities[i].item(), "base", decimal(2))
    return row + 1


def _reliability(page: Page, battery: BatteryFactors, row: int) -> int:
    page.text(row, 1, words.VARIANCE, "base label")
    page.text(row + 1, 1, words.ALPHA, "base label")
    for j in range(battery.k):
        page.number(row, 2 + j, battery.variance[j].item(), "base", SHARE)
        page.number(row + 1, 2 + j, battery.alpha[j].item(), "base", decimal(2))
    row += 2
    fit = (
        (words.RESPONDENTS, battery.n, COUNT),
        (words.KMO, battery.kmo, decimal(2)),
        (words.BARTLETT, battery.bartlett_chi2, decimal(1)),
        (words.DEGREES, battery.bartlett_df, COUNT),
    )
    for label, value, format_ in fit:
        page.text(row, 1, label, "base label")
        page.number(row, 2, value, "base", format_)
        row += 1
    return row


def _correlations(page: Page, battery: BatteryFactors, row: int) -> int:
    """The correlations of two factors or more."""
    if battery.k < 2:
        return row
    row += 1
    _heads(page, words.CORRELATIONS, battery, row)
    for j, name in enumerate(battery.names):
        row += 1
        page.text(row, 1, name, "label")
        for m in range(battery.k):
            page.number(row, 2 + m, battery.phi[j, m].item(), "figure", decimal(2))
    return row + 1


def _heads(page: Page, first: str, battery: BatteryFactors, row: int) -> None:
    page.text(row, 1, first, "head")
    for j, (name, named_by) in enumerate(zip(battery.names, battery.named_by, strict=True)):
        shown = words.suggested(name) if named_by == "suggested" else name
        page.wrapped(row, 2 + j, shown, "head figure")


def _sorted(battery: BatteryFactors) -> list[int]:
    """Items by the factor that they load on most, the highest loading first (R psych `fa.sort`)."""
    size = np.abs(battery.pattern)
    strongest = size.argmax(axis=1) if battery.k else np.zeros(len(battery.items), dtype=int)
    return sorted(range(len(battery.items)), key=lambda i: (strongest[i], -size[i].max(initial=0.0)))
