"""The sheet of segments: sizes, where they stand on the factors, how their number was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from research.charts.colours import segment_hex
from research.deliverables.crosstab_workbook._pages import Page
from research.deliverables.crosstab_workbook._paging import paginate
from research.deliverables.crosstab_workbook._styles import COUNT, SHARE, SIGNED, Tint, decimal
from research.domain.personas import Persona, Personas
from research.domain.results import Results
from research.domain.rules import RuleSegmentation
from research.domain.segmentation import Candidate, Segmentation
from research.wording import workbook_en as words
from research.wording.languages import BOOKS, speak

_TITLES = 3
"""Rows that every printed page repeats."""
_PLAIN, _STRONG = 0.25, 0.5
_VERDICT, _VERDICT_TO = 8, 11
"""Columns over which the verdict on a candidate stands."""
_RULE = 4
"""Column from which the condition of a rule stands."""


def write_segments(page: Page, results: Results) -> None:
    """Names and sizes; the factor profile as a heat table; every number of segments that was tried."""
    page.widths(58, *([13] * (_VERDICT_TO - 1)))
    page.head(words.SEGMENTS)
    row, kept = _TITLES + 1, []
    for write in _blocks(page, results):
        end = write(row)
        kept.append((row, end))
        row = end + 2
    paginate(page, kept, _TITLES)


def _blocks(page: Page, results: Results) -> Iterator[Callable[[int], int]]:
    """What the results have, each told at which row to begin; it tells its last."""
    personas, segmentation, rules = results.personas, results.segmentation, results.rules
    if personas is not None:
        yield lambda row: _sizes(page, personas, words.sizes_note(results.tables), row)
        if personas.personas and personas.personas[0].factor_means:
            yield lambda row: _profile(page, personas, row)
    if segmentation is not None:
        yield lambda row: _candidates(page, results, segmentation, row)
    if rules is not None:
        yield lambda row: _rules(page, results, rules, row)


def defining_wave(results: Results) -> str:
    """What the wave is called in which the segments were formed; empty where there are none."""
    key, waves = results.defining_wave, results.waves
    return dict(zip(waves.waves, waves.labels, strict=True)).get(key, key) if waves else key


def _sizes(page: Page, personas: Personas, note: str, row: int) -> int:
    row = page.part(row, words.SIZES_TITLE, note)
    people = any(persona.people is not None for persona in personas.personas)
    heads = [
        words.SHARE,
        words.LOW,
        words.HIGH,
        words.RESPONDENTS,
        words.CERTAINTY,
        words.CORE,
        *([words.PEOPLE] if people else []),
    ]
    _heads(page, words.SEGMENT, heads, row)
    for persona in personas.personas:
        row += 1
        _named(page, persona, row)
        for at, value in enumerate((persona.share, persona.share_low, persona.share_high), start=2):
            page.number(row, at, value, "figure" if at == 2 else "base", SHARE)
        page.number(row, 5, persona.base, "figure", COUNT)
        page.number(row, 6, persona.certainty, "figure", decimal(2))
        page.number(row, 7, persona.core, "figure", SHARE)
        if persona.people is not None:
            page.number(row, 8, persona.people, "figure", COUNT)
    return row


def _profile(page: Page, personas: Personas, row: int) -> int:
    row = page.part(row, words.PROFILE_TITLE, words.PROFILE_NOTE)
    _heads(page, words.FACTOR, [persona.name for persona in personas.personas], row)
    for persona in personas.personas:
        page.wrapped(row, 1 + persona.segment, persona.name, "head figure", edge=segment_hex(persona.segment))
    for position, factor in enumerate(personas.personas[0].factor_means):
        row += 1
        page.text(row, 1, factor.name, "label")
        for at, persona in enumerate(personas.personas, start=2):
            mean = persona.factor_means[position].mean
            page.number(row, at, mean, "figure", SIGNED, _heat(mean))
    return row


def _candidates(page: Page, results: Results, segmentation: Segmentation, row: int) -> int:
    row = page.part(row, words.CANDIDATES_TITLE, words.CANDIDATES_NOTE)
    if not results.brief.defines_segments:
        row = page.lines(row, words.candidates_of(defining_wave(results)), "construction")
    heads = (words.K, words.STABILITY, words.STABILITY_LOW, words.STABILITY_HIGH, words.SMALLEST_SHARE, words.LARGEST)
    _heads(page, words.METHOD, heads, row)
    page.spread(row, _VERDICT, _VERDICT_TO, words.VERDICT, "head remark")
    for position, candidate in enumerate(segmentation.candidates):
        row += 1
        chosen = position == segmentation.chosen
        look = "net" if chosen else "figure"
        name = speak(BOOKS).way_of_cutting(candidate)
        page.wrapped(row, 1, name, "label strong" if chosen else "label")
        page.number(row, 2, candidate.k, look, "0")
        for at, value in enumerate((candidate.stability, candidate.stability_low, candidate.stability_high), start=3):
            page.number(row, at, value, look, decimal(2))
        for at, share in enumerate((candidate.shares.min().item(), candidate.shares.max().item()), start=6):
            page.number(row, at, share, look, SHARE)
        verdict = words.CHOSEN if chosen else _verdict(candidate)
        page.wrapped(row, _VERDICT, verdict, "remark", _VERDICT_TO)
    return row


def _rules(page: Page, results: Results, rules: RuleSegmentation, row: int) -> int:
    """The condition of every segment, how many fit it, how many it took."""
    english = speak(BOOKS)
    row = page.part(row, words.RULES_TITLE, english.rules_text(rules, results.brief.wave))
    _heads(page, words.SEGMENT, (words.RULE_FITS, words.RULE_TOOK), row)
    page.spread(row, _RULE, _VERDICT_TO, words.RULE, "head remark")
    for rule in rules.rules:
        row += 1
        page.text(row, 1, f"{rule.segment}  {rule.name}", "label", segment_hex(rule.segment))
        page.number(row, 2, rule.fits, "figure", COUNT)
        page.number(row, 3, rule.took, "figure", COUNT)
        page.wrapped(row, _RULE, english.rule_text(rule), "remark", _VERDICT_TO)
    return row


def _verdict(candidate: Candidate) -> str:
    objections = [speak(BOOKS).objection(objection) for objection in candidate.objections]
    return "; ".join(objections) or words.POSSIBLE


def _heads(page: Page, first: str, others: list[str] | tuple[str, ...], row: int) -> None:
    page.text(row, 1, first, "head")
    for at, text in enumerate(others, start=2):
        page.wrapped(row, at, text, "head figure")


def _named(page: Page, persona: Persona, row: int) -> None:
    page.text(row, 1, f"{persona.segment}  {persona.name}", "label", segment_hex(persona.segment))


def _heat(mean: float) -> Tint:
    if abs(mean) < _PLAIN or mean != mean:
        return ""
    if mean > 0:
        return "strong_up" if mean >= _STRONG else "up"
    return "strong_down" if mean <= -_STRONG else "down"
