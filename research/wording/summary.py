"""What the command line says when a run has ended."""

from __future__ import annotations

from collections.abc import Iterator

from research.domain.caveats import Assumption, Caveat
from research.domain.results import Results
from research.wording.english import say


def summary(results: Results) -> Iterator[str]:
    """Lines for the terminal: the wave, its segments, what was assumed, what must be known."""
    yield ""
    yield f"{results.brief.title}, {results.brief.wave_label}: {results.n:,} respondents"
    yield from _segments(results)
    yield from assumed(results.assumptions)
    yield from _notes("Good to know:", results.caveats)


def assumed(assumptions: tuple[Assumption, ...]) -> Iterator[str]:
    """What was taken for granted, where anything was."""
    yield from _notes("Assumed:", assumptions)


def noted(notes: tuple[Caveat, ...]) -> Iterator[str]:
    """What to know of the reports that none of them tells."""
    yield from _notes("Note:", notes)


def _segments(results: Results) -> Iterator[str]:
    if results.personas is None:
        yield "No segments: the page says why."
        return
    yield f"{len(results.personas.personas)} segments ({_origin(results)}):"
    for persona in results.personas.personas:
        low, high = 100 * persona.share_low, 100 * persona.share_high
        yield f"  {persona.segment}  {persona.name}: {100 * persona.share:.0f} % ({low:.0f}-{high:.0f})"


def _origin(results: Results) -> str:
    """How the segments were formed."""
    if results.segmentation is None:
        return "by rules"
    choice = results.segmentation.choice
    return f"{choice.method}, stability {choice.stability:.2f}"


def _notes(heading: str, notes: tuple[Caveat | Assumption, ...]) -> Iterator[str]:
    if notes:
        yield heading
        for note in notes:
            yield f"  - {say(note)}"
