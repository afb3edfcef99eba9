"""The persona report: one page that opens anywhere, for those who act on the segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from research.charts.colours import palette
from research.charts.segment_map import segment_map
from research.charts.sizes import by_size, sizes
from research.charts.themes import overview
from research.deliverables._contract import DELIVERABLES
from research.deliverables._page.concepts import concepts
from research.deliverables._page.glossary import glossary
from research.deliverables._page.matrix import matrix
from research.deliverables._page.method import steps
from research.deliverables._page.overview import answers, beyond_rules, cards, masthead
from research.deliverables._page.portfolio import choice
from research.deliverables._page.portraits import portraits
from research.deliverables._page.totals import REASONS, totals
from research.deliverables._page.waves import waves
from research.deliverables._plain import page_bytes
from research.deliverables._templates import template
from research.domain.personas import Personas
from research.domain.results import Results
from research.domain.segment_map import SegmentMap
from research.wording.english import English
from research.wording.in_words import in_words
from research.wording.languages import speak

FILE = "personas.html"
_MOST_NETS = 3
"""Questions whose best answers are told at the top where there are no segments."""
_COLUMNS = {1: 1, 2: 2, 3: 3, 5: 3, 6: 3, 9: 3}
"""Cards in a row by number of segments, so that no row is left with one; four otherwise."""


@DELIVERABLES.register("persona_report")
class PersonaReport:
    """Renders `personas.html`: self-contained, without scripts that it needs or addresses that it loads from."""

    def render(self, results: Results) -> Mapping[str, bytes]:
        """The page; where there are no segments, why, and what everyone answered."""
        words = speak(results.brief.branding.language)
        results = in_words(results, words)
        page = _frame(results, words)
        page |= _segments(results, results.personas, words) if results.personas else _totals(results, words)
        return {FILE: page_bytes(template("personas.html.j2").render(page))}


def _frame(results: Results, words: English) -> dict[str, object]:
    """What every page has."""
    branding = results.brief.branding
    return {
        "words": words,
        "brief": results.brief,
        "masthead": masthead(results, words),
        "light": palette(branding.colours, "light"),
        "dark": palette(branding.colours, "dark"),
        "waves": waves(results.waves, results.tables, words),
        "steps": steps(results, words),
        "caveats": [words.say(caveat) for caveat in results.caveats],
        "assumptions": [words.say(assumption) for assumption in results.assumptions],
        "glossary": glossary(results, words),
    }


def _segments(results: Results, personas: Personas, words: English) -> dict[str, object]:
    personas = replace(personas, personas=tuple(by_size(personas)))
    found = beyond_rules(personas) if results.rules else personas
    return {
        "segmented": True,
        "answers": answers(results, found, words),
        "segments_finding": words.segments_finding(personas.personas),
        "cards": cards(found, results.tables.small_base, words),
        "columns": _COLUMNS.get(len(personas.personas), 4),
        "sizes": sizes(personas, words),
        "overview": overview(personas, words) if personas.personas[0].factor_means else "",
        "portraits": portraits(results, personas, words),
        "matrix": matrix(results, personas, words),
        "choice": choice(results.portfolio, personas, words),
        "concepts": concepts(personas, results.tables, words),
        "map": _map(results.map, words) if results.map else None,
    }


def _map(found: SegmentMap, words: English) -> dict[str, str]:
    return {"finding": words.map_finding(found), "note": words.map_note(found), "chart": segment_map(found, words)}


def _totals(results: Results, words: English) -> dict[str, object]:
    reasons = [words.say(caveat) for caveat in results.caveats if caveat.code in REASONS]
    told = totals(results, words)
    nets = [(total.title, total.net) for total in told if total.net][:_MOST_NETS]
    return {
        "segmented": False,
        "reasons": reasons or [words.no_segments_text],
        "in_short": words.in_short(nets) if nets else "",
        "totals": told,
    }
