"""The workbook of candidates: what a workshop needs to choose a number of segments."""

from __future__ import annotations

from collections.abc import Mapping

from research.deliverables._contract import DELIVERABLES
from research.deliverables.candidates_workbook._solutions import write_solutions
from research.deliverables.candidates_workbook._transitions import write_transitions
from research.deliverables.crosstab_workbook._book import bytes_of, new_book, write_tables
from research.deliverables.crosstab_workbook._contents import write_contents
from research.deliverables.crosstab_workbook._notes import write_notes
from research.deliverables.crosstab_workbook._pages import add_page
from research.domain.results import Results
from research.wording import candidates_en
from research.wording import workbook_en as words


@DELIVERABLES.register("candidates")
class CandidatesWorkbook:
    """`candidates.xlsx`, where there are several solutions to choose between; nothing else."""

    def render(self, results: Results) -> Mapping[str, bytes]:
        """One workbook or none, the same bytes for the same results."""
        workshop, segmentation = results.workshop, results.segmentation
        if workshop is None or segmentation is None:
            return {}
        book, styles = new_book(results.brief)
        contents = add_page(book, styles, words.CONTENTS, results.brief)
        write_notes(add_page(book, styles, words.NOTES, results.brief), results)
        solutions = add_page(book, styles, words.SOLUTIONS, results.brief)
        write_solutions(solutions, segmentation, workshop, results.brief)
        if segmentation.flows is not None:
            transitions = add_page(book, styles, words.TRANSITIONS, results.brief)
            write_transitions(transitions, segmentation.flows, workshop)
        entries = write_tables(book, styles, workshop.tables, results.brief, results.weighting)
        guide = candidates_en.guide(results.brief.study, any(note.code == "drafted" for note in results.assumptions))
        write_contents(contents, results.brief, results.n, workshop.tables, guide, book.sheetnames, entries)
        return {"candidates.xlsx": bytes_of(book)}
