"""The crosstab workbook: every table by the banner, segments, waves and factors, as an agency would send it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.workbook import Workbook

from research.deliverables._contract import DELIVERABLES
from research.deliverables.crosstab_workbook._apart import write_apart
from research.deliverables.crosstab_workbook._book import bytes_of, new_book, write_tables
from research.deliverables.crosstab_workbook._contents import Entry, write_contents
from research.deliverables.crosstab_workbook._factor_evidence import EVIDENCE_CHARACTERS, write_factor_evidence
from research.deliverables.crosstab_workbook._factors import write_factors
from research.deliverables.crosstab_workbook._heat import write_heat
from research.deliverables.crosstab_workbook._notes import write_assumptions, write_notes
from research.deliverables.crosstab_workbook._pages import Page, add_page
from research.deliverables.crosstab_workbook._segments import write_segments
from research.deliverables.crosstab_workbook._styles import Styles
from research.deliverables.crosstab_workbook._waves import write_waves
from research.domain.crosstab import Crosstab
from research.domain.results import Results
from research.wording import workbook_en as words
from research.wording.languages import BOOKS, speak


@DELIVERABLES.register("crosstabs")
class CrosstabWorkbook:
    """`crosstabs.xlsx`."""

    def render(self, results: Results) -> Mapping[str, bytes]:
        """One workbook, the same bytes for the same results."""
        book, styles = new_book(results.brief)
        contents = add_page(book, styles, words.CONTENTS, results.brief)
        write_notes(add_page(book, styles, words.NOTES, results.brief), results)
        _write_who(book, styles, results)
        explored = _exploration_pages(book, styles, results)
        _write_findings(book, styles, results)
        entries = write_tables(book, styles, results.tables, results.brief, results.weighting)
        _write_exploration(explored, results, entries)
        write_contents(contents, results.brief, results.n, results.tables, (), book.sheetnames, entries)
        return {"crosstabs.xlsx": bytes_of(book)}


def table_book(crosstab: Crosstab) -> bytes:
    """Tables by themselves as a workbook: contents, and the sheets of tables."""
    brief, tables = crosstab.brief, crosstab.tables
    book, styles = new_book(brief)
    contents = add_page(book, styles, words.CONTENTS, brief)
    entries = write_tables(book, styles, tables, brief, crosstab.weighting)
    if crosstab.assumptions:
        write_assumptions(add_page(book, styles, words.NOTES, brief), crosstab.assumptions)
    write_contents(contents, brief, crosstab.n, tables, (), book.sheetnames, entries)
    return bytes_of(book)


def _write_who(book: Workbook, styles: Styles, results: Results) -> None:
    """The segments, where the results have them."""
    if results.segmentation is not None or results.rules is not None:
        write_segments(add_page(book, styles, words.SEGMENTS, results.brief), results)


def _exploration_pages(book: Workbook, styles: Styles, results: Results) -> tuple[Page, ...]:
    """The pages of what sets segments apart, which are written when it is known where the tables are."""
    if results.exploration is None or not results.exploration.rows:
        return ()
    return tuple(add_page(book, styles, name, results.brief) for name in (words.APART, words.HEAT))


def _write_exploration(pages: tuple[Page, ...], results: Results, entries: Sequence[Entry]) -> None:
    """What sets segments apart, every figure leading to its table."""
    places = {entry.table.name: entry for entry in entries}
    for page, write in zip(pages, (write_apart, write_heat), strict=False):
        assert results.exploration is not None
        write(page, results.exploration, places)


def _write_findings(book: Workbook, styles: Styles, results: Results) -> None:
    """The other sheets that are no tables, where the results have them."""
    brief = results.brief
    if results.waves is not None and len(results.waves.waves) > 1:
        write_waves(add_page(book, styles, words.WAVES, brief), results.waves, results.names)
    if results.factors is not None and results.factors.batteries:
        write_factors(add_page(book, styles, words.FACTORS, brief), results.factors)
        evidence = add_page(book, styles, words.FACTOR_EVIDENCE, brief, EVIDENCE_CHARACTERS)
        write_factor_evidence(evidence, results.factors, results.style, speak(BOOKS))
