"""The sheet of transitions: where the people of a segment go when there is one segment more."""

from __future__ import annotations

from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._styles import SHARE, Tint
from research.domain.arrays import Floats
from research.domain.segmentation import SolutionFlows
from research.domain.workshop import Proposal, Workshop
from research.wording import candidates_en as own
from research.wording import workbook_en as words
from research.wording.tables_en import division

_STRONG, _SOME = 0.5, 0.15
"""Shares of a segment from which a cell is shaded, deeply and lightly."""


def write_transitions(page: Page, flows: SolutionFlows, workshop: Workshop) -> None:
    """One table a pair of neighbouring solutions: rows are the segments before, columns those after."""
    widest = max(proposal.k for proposal in workshop.proposals)
    page.widths(40, *([18] * widest))
    page.head(words.TRANSITIONS)
    row = page.lines(4, own.TRANSITIONS_NOTE, "quiet") + 1
    by_k = {proposal.k: proposal for proposal in workshop.proposals}
    for at, (before, after) in enumerate(zip(flows.ks, flows.ks[1:], strict=False)):
        if before in by_k and after in by_k:
            row = _table(page, by_k[before], by_k[after], flows.onward(at), row)


def _table(page: Page, before: Proposal, after: Proposal, onward: Floats, row: int) -> int:
    page.heading(row, own.transition(before.k, after.k))
    row += 1
    page.text(row, 1, division(before.k, before.chosen), "head")
    for j, name in enumerate(after.names[: onward.shape[1]], start=2):
        page.wrapped(row, j, f"{j - 1}  {name}", "head figure")
    for i, name in enumerate(before.names[: onward.shape[0]]):
        row += 1
        page.text(row, 1, f"{i + 1}  {name}", "label")
        for j, part in enumerate(onward[i].tolist(), start=2):
            page.number(row, j, part, "figure", SHARE, _tint(part))
    return row + 2


def _tint(part: float) -> Tint:
    if part >= _STRONG:
        return "strong_up"
    return "up" if part >= _SOME else ""
