"""What separates the segments: the means of the themes, a chart a segment, the market at zero."""

from __future__ import annotations

import math
from collections.abc import Iterator

from research.charts.colours import segment_hex
from research.charts.sizes import by_size
from research.charts.themes import themes_by_separation
from research.deliverables.deck._panels import Panel, Scale, panels
from research.deliverables.deck._parts import Page, Series, said
from research.deliverables.deck._setting import Setting
from research.domain.personas import Persona, Personas
from research.wording.sentences import shortened

_MOST = 10
_LONGEST = 44
_LEAST_REACH = 0.5
_HEADROOM = 1.5
"""Room beyond the longest bar for its figure."""


def apart(setting: Setting, personas: Personas) -> Iterator[Page]:
    """The themes that separate most; nothing without themes."""
    order = themes_by_separation(personas)
    if not order:
        return
    words, shown = setting.words, sorted(order[:_MOST])
    first = personas.personas[0].factor_means
    means = [abs(persona.factor_means[j].mean) for persona in personas.personas for j in shown]
    far = _HEADROOM * max([mean for mean in means if math.isfinite(mean)] + [_LEAST_REACH])
    names = tuple(shortened(first[j].name, _LONGEST) for j in shown)
    made = [_panel(persona, shown, setting) for persona in by_size(personas)]
    slides = list(panels(setting.frame.room, Scale(names, words.mean_format, -far, far), made))
    title = _title(setting, personas, order[0])
    notes = [words.profile_alt(persona) for persona in by_size(personas)]
    notes += setting.caveats(setting.results.factors, setting.results.basis)
    for number, parts in enumerate(slides, start=1):
        lead = (said(f"{words.separates}: {words.separates_lead}"), said(words.market_line))
        yield setting.page(words.parted(title, number, len(slides)), parts, notes, lead)


def _title(setting: Setting, personas: Personas, j: int) -> str:
    standing = [persona for persona in personas.personas if math.isfinite(persona.factor_means[j].mean)]
    standing.sort(key=lambda persona: persona.factor_means[j].mean)
    if len(standing) < 2:
        return setting.words.separates
    theme = standing[-1].factor_means[j].name
    return setting.words.answer_apart(theme, standing[-1].name, standing[0].name).removesuffix(".")


def _panel(persona: Persona, shown: list[int], setting: Setting) -> Panel:
    values = tuple(persona.factor_means[j].mean for j in shown)
    series = Series(persona.name, values, (segment_hex(persona.segment),))
    return Panel(persona, (series,), setting.words.profile_alt(persona))
