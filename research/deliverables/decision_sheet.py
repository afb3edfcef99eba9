"""The decision sheet: one side of A4. Whom to go for, what to do, what would change our mind, how sure we are."""

from __future__ import annotations

from collections.abc import Mapping

from research.charts.colours import palette
from research.deliverables._contract import DELIVERABLES
from research.deliverables._page.overview import beyond_rules
from research.deliverables._plain import page_bytes
from research.deliverables._sheet.fitting import zoom
from research.deliverables._sheet.parts import sheet
from research.deliverables._templates import template
from research.domain.results import Results
from research.wording.in_words import in_words
from research.wording.languages import speak
from research.wording.sentences import shortened

FILE = "decision.html"
_LONGEST_TITLE = 160


@DELIVERABLES.register("decision_sheet")
class DecisionSheet:
    """Renders `decision.html`, which prints on one side of A4; nothing where there are no segments."""

    def render(self, results: Results) -> Mapping[str, bytes]:
        """The sheet."""
        branding, words = results.brief.branding, speak(results.brief.branding.language)
        results = in_words(results, words)
        if results.personas is None:
            return {}
        told = sheet(results, beyond_rules(results.personas) if results.rules else results.personas, words)
        page = {
            "words": words,
            "brief": results.brief,
            "facts": [
                *words.interviewed(results.brief, results.n),
                words.segments_counted(len(told.others) + len(told.targets)),
            ],
            "title": shortened(results.brief.objective or results.brief.title, _LONGEST_TITLE),
            "light": palette(branding.colours, "light"),
            "dark": palette(branding.colours, "dark"),
            "sheet": told,
            "zoom": f"{zoom(told):.3f}",
        }
        return {FILE: page_bytes(template("decision.html.j2").render(page))}
