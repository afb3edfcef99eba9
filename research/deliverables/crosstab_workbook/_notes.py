"""The sheet of notes: what to keep in mind, what was taken for granted, how it was done, what went in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._segments import defining_wave
from research.domain.caveats import Assumption
from research.domain.results import Results
from research.wording import workbook_en as words
from research.wording.english import say
from research.wording.languages import BOOKS, speak


def write_notes(page: Page, results: Results) -> None:
    """Every caveat and assumption as a sentence, then method and provenance."""
    page.widths(150)
    page.head(words.NOTES)
    caveats = [say(caveat) for caveat in results.caveats]
    row = _block(page, 4, words.KEEP_IN_MIND, caveats or [words.NOTHING])
    if results.assumptions:
        row = _block(page, row, words.TAKEN_FOR_GRANTED, [say(note) for note in results.assumptions])
    row = _block(page, row, words.HOW_DONE, _method(results))
    _block(page, row, words.WENT_IN, _inputs(results))


def write_assumptions(page: Page, assumptions: Sequence[Assumption]) -> None:
    """What the draft of a bare file took for granted."""
    page.widths(150)
    page.head(words.NOTES)
    _block(page, 4, words.TAKEN_FOR_GRANTED, [say(note) for note in assumptions])


def _block(page: Page, row: int, title: str, sentences: Iterable[str]) -> int:
    page.heading(row, title)
    row += 1
    for sentence in dict.fromkeys(sentences):
        row = page.lines(row, words.closed_up(sentence), "text")
    return row + 1


def _method(results: Results) -> list[str]:
    english = speak(BOOKS)
    screening = results.screening.glance().iloc[0]
    said = [
        english.sample_text(
            results.screening, int(screening["screened"]), int(screening["flagged"]), int(screening["kept"])
        ),
        english.weighting_text(results.weighting),
    ]
    return [*said, *_choice(results)]


def _choice(results: Results) -> list[str]:
    """How the segments were formed, and in which wave if not in this one."""
    english = speak(BOOKS)
    if results.rules is not None:
        return [english.rules_verdict(results.rules), english.rules_text(results.rules, results.brief.wave)]
    if results.segmentation is None:
        return []
    chosen = english.choice_text(results.segmentation)
    return [chosen if results.brief.defines_segments else f"{words.formed_in(defining_wave(results))} {chosen}"]


def _inputs(results: Results) -> list[str]:
    provenance = results.provenance
    return [
        *(f"{name}: sha256 {digest}" for name, digest in provenance.inputs.items()),
        ", ".join(f"{name} {number}" for name, number in provenance.versions.items()),
        f"{words.SEED}: {provenance.seed}",
    ]
