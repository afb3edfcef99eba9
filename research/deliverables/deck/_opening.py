"""The cover, and the answer: what was found, and how firm it is."""

from __future__ import annotations

from research.charts.sizes import by_size
from research.deliverables._page.overview import answers, beyond_rules, masthead
from research.deliverables.deck._answers import answer_lines
from research.deliverables.deck._box import Box
from research.deliverables.deck._parts import ACCENT, Band, Cover, Page, Paragraph, Run, Text, heading, said
from research.deliverables.deck._setting import Setting
from research.domain.personas import Personas, decisions

_FINDING, _VERDICT = 19.0, 16.0
_LEFT, _GAP = 0.62, 28.0
_BAND = 3.0


def cover(setting: Setting) -> Cover:
    """The question of the study, who was asked, for whom."""
    results, words = setting.results, setting.words
    brief, head = results.brief, masthead(results, words)
    first, *others = head.facts
    lines = [" · ".join(head.eyebrow), first, " · ".join(others), brief.branding.confidentiality]
    alt = " ".join(part for part in (brief.branding.client, words.logo_alt) if part)
    notes = (words.base_note(results), *setting.caveats(results.screening, results.weighting))
    return Cover(head.title, tuple(line for line in lines if line), brief.branding.logo, alt, notes)


def answer(setting: Setting, personas: Personas) -> Page:
    """The answer in short, with the verdict beside it."""
    results, words = setting.results, setting.words
    found = beyond_rules(personas) if results.rules else personas
    told = answer_lines(setting, found)
    ordered = by_size(personas)
    decided = decisions(ordered)
    title = words.answer_title(
        len(ordered),
        [persona.name for persona in decided.chosen],
        [persona.name for persona in decided.left],
    )
    left, right = _halves(setting.frame.body)
    findings = tuple(Paragraph((Run(finding),), _FINDING, before=14, mark="number") for finding in told)
    verdict = (
        heading(words.verdict_title, ACCENT, size=_VERDICT),
        said(masthead(results, words).verdict, _VERDICT, before=6),
    )
    parts = (
        Text(left, findings),
        Band(Box(right.left - _GAP / 2, right.top, _BAND, right.height), ACCENT),
        Text(right.after(_GAP / 2), verdict),
    )
    notes = (*told, *_more(setting, found), *setting.caveats(results.segmentation, results.validation, results.rules))
    return setting.page(title, parts, notes)


def _more(setting: Setting, personas: Personas) -> list[str]:
    """The answer at length, with reasons, as the page has it; there an open one points to what stands below."""
    told = answers(setting.results, personas, setting.words)
    return told if decisions(personas.personas).taken else told[1:]


def _halves(body: Box) -> tuple[Box, Box]:
    """The larger part for the findings, the rest for the verdict."""
    room = body.below(10).upper(body.height - 20)
    left = _LEFT * room.width
    return room.beginning(left), room.after(left + _GAP)
