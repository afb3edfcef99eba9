"""Wave by wave: sizes, and scores where any of them clearly changed."""

from __future__ import annotations

from collections.abc import Iterator

from research.deliverables._page.waves import waves
from research.deliverables.deck._parts import Page
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._wave_changes import any_changed, unchanged_notes
from research.deliverables.deck._wave_scores import score_pages
from research.deliverables.deck._wave_sizes import size_pages


def wave_pages(setting: Setting) -> Iterator[Page]:
    """Nothing with fewer than two waves."""
    comparison = setting.results.waves
    told = waves(comparison, setting.results.tables, setting.words)
    if comparison is None or told is None:
        return
    changed = any_changed(told.scores)
    sized = any(figure.topic == "size" for figure in comparison.figures)
    if sized:
        yield from size_pages(
            setting, comparison, told, [] if changed else list(unchanged_notes(setting, comparison, told))
        )
    if told.scores.groups and (changed or not sized):
        yield from score_pages(setting, comparison, told)
