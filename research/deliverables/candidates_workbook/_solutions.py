"""The sheet of solutions: the short list, and every solution with its figures and its segments."""

from __future__ import annotations

from research.charts.colours import segment_hex
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._styles import SHARE, decimal
from research.domain.results import Brief
from research.domain.segmentation import Candidate, Segmentation
from research.domain.workshop import Workshop
from research.wording import candidates_en as own
from research.wording import workbook_en as words
from research.wording.english import English
from research.wording.languages import BOOKS, speak
from research.wording.tables_en import division

_REMARK, _REMARK_TO = 8, 12
"""Columns over which reasons stand."""
_HEADS = (words.K, words.STABILITY, own.LEAST_JACCARD, words.SMALLEST_SHARE, words.LARGEST, own.DISTINCTNESS)


def write_solutions(page: Page, segmentation: Segmentation, workshop: Workshop, brief: Brief) -> None:
    """The short list; the solutions of the chosen basis and method; their segments."""
    page.widths(58, *([12.5] * (_REMARK_TO - 1)))
    page.head(words.SOLUTIONS)
    language = speak(BOOKS)
    row = _shortlist(page, segmentation, language, 4)
    row = _tried(page, segmentation, language, row)
    _segments(page, segmentation, workshop, row)


def _shortlist(page: Page, segmentation: Segmentation, language: English, row: int) -> int:
    row = page.part(row, own.SHORTLIST, own.SHORTLIST_NOTE)
    _heads(page, own.BECAUSE, row)
    for one in segmentation.shortlist:
        row += 1
        candidate = segmentation.candidates[one.position]
        _candidate(page, candidate, candidate is segmentation.choice, language, row)
        page.wrapped(row, _REMARK, language.merit(one.merit), "remark", _REMARK_TO)
    return row + 2


def _tried(page: Page, segmentation: Segmentation, language: English, row: int) -> int:
    row = page.part(row, own.TRIED, own.TRIED_NOTE)
    _heads(page, words.VERDICT, row)
    for candidate in segmentation.candidates:
        row += 1
        chosen = candidate is segmentation.choice
        _candidate(page, candidate, chosen, language, row)
        objections = "; ".join(language.objection(objection) for objection in candidate.objections)
        said = words.CHOSEN if chosen else objections or words.POSSIBLE
        page.wrapped(row, _REMARK, said, "remark", _REMARK_TO)
    return row + 2


def _candidate(page: Page, candidate: Candidate, chosen: bool, language: English, row: int) -> None:
    look = "net" if chosen else "figure"
    page.wrapped(row, 1, language.way_of_cutting(candidate), "label strong" if chosen else "label")
    page.number(row, 2, candidate.k, look, "0")
    for at, value in ((3, candidate.stability), (4, candidate.jaccard.min().item()), (7, candidate.distinctness)):
        page.number(row, at, value, look, decimal(2))
    for at, share in ((5, candidate.shares.min().item()), (6, candidate.shares.max().item())):
        page.number(row, at, share, look, SHARE)


def _segments(page: Page, segmentation: Segmentation, workshop: Workshop, row: int) -> None:
    """The names of the segments of every proposal, each with its share and how surely it is found again."""
    row = page.part(row, own.SEGMENTS, own.SEGMENTS_NOTE)
    by_k = {candidate.k: candidate for candidate in segmentation.same_way}
    for proposal in workshop.proposals:
        candidate = by_k[proposal.k]
        page.text(row, 1, division(proposal.k, proposal.chosen), "head")
        for at, text in enumerate((words.SHARE, words.LOW, words.HIGH, own.JACCARD), start=2):
            page.wrapped(row, at, text, "head figure")
        for segment, name in enumerate(proposal.names, start=1):
            row += 1
            page.text(row, 1, f"{segment}  {name}", "label", segment_hex(segment) if proposal.chosen else "")
            if segment <= len(candidate.shares):
                for at, held in enumerate((candidate.shares, candidate.shares_low, candidate.shares_high), start=2):
                    page.number(row, at, held[segment - 1].item(), "figure" if at == 2 else "base", SHARE)
                page.number(row, 5, candidate.jaccard[segment - 1].item(), "figure", decimal(2))
        row += 2


def _heads(page: Page, last: str, row: int) -> None:
    page.text(row, 1, words.METHOD, "head")
    for at, text in enumerate(_HEADS, start=2):
        page.wrapped(row, at, text, "head figure")
    page.spread(row, _REMARK, _REMARK_TO, last, "head remark")
