"""Choose: the segments as targets in their order, with the figures of the study's criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.deliverables._sheet.parts import Turns, sheet
from research.deliverables.deck._parts import SMALLEST, Page, said
from research.deliverables.deck._setting import Setting
from research.deliverables.deck._standings import standings_grid, star
from research.deliverables.deck._stars import star_keys
from research.deliverables.deck._tables import HEAD, ROW
from research.deliverables.deck._turns import turns_panel
from research.domain.personas import Personas
from research.domain.portfolio import Criterion, Mark, Portfolio, Standing

_NONE = Turns("", "", (), "")
_AIR = 20.0


def choose(setting: Setting, personas: Personas) -> Iterator[Page]:
    """The targets, where anything but size is known; further slides for further segments."""
    portfolio = setting.results.portfolio
    if portfolio is None:
        return
    words, room = setting.words, setting.frame.room
    turns = sheet(setting.results, personas, words).turns or _NONE
    lines = [*portfolio.ranked, *(standing for standing in portfolio.standings if not standing.rank)]
    capacity = max(int((room.height - HEAD) // ROW), 1)
    chunks = [lines[start : start + capacity] for start in range(0, len(lines), capacity)]
    panel = turns_panel(setting, turns, room.below(HEAD + ROW * len(chunks[-1]) + _AIR))
    told = turns.decision if panel else turns.trials
    lead = (said(words.portfolio_criteria(portfolio), SMALLEST),)
    for number, standings in enumerate(chunks, start=1):
        title = words.parted(words.portfolio_finding(portfolio), number, len(chunks))
        beneath = panel if number == len(chunks) else ()
        grid = standings_grid(setting, portfolio, standings, title)
        keys = star_keys(setting, {star(setting, one, mark) for one in standings for mark in one.marks})
        notes = [*_notes(setting, portfolio, standings), *_turning(setting, turns)]
        yield setting.page(title, (grid, *beneath), notes, lead, " ".join((*keys, told)).strip())


def _notes(setting: Setting, portfolio: Portfolio, standings: Sequence[Standing]) -> Iterator[str]:
    words = setting.words
    yield words.portfolio_criteria(portfolio)
    yield words.portfolio_note()
    for one in standings:
        marks = zip(portfolio.criteria, one.marks, strict=True)
        figures = "; ".join(_noted(setting, criterion, mark) for criterion, mark in marks)
        knocked = words.knocked(portfolio, one)
        yield f"{one.name}: {figures}{f' ({knocked})' if knocked else ''}"


def _noted(setting: Setting, criterion: Criterion, mark: Mark) -> str:
    """A figure with the concept or channel that it is of, and what stands behind it."""
    words = setting.words
    told, note = f"{mark.about} {words.mark(criterion, mark.value)}".strip(), words.mark_note(criterion, mark)
    return f"{words.criterion(criterion)}: {told}{f', {note}' if note != told else ''}"


def _turning(setting: Setting, turns: Turns) -> Iterator[str]:
    """All that could change the order, and the next step, whether or not the slide has room for them."""
    words, step = setting.words, setting.results.brief.next_step
    yield turns.decision
    if turns.break_evens:
        yield f"{turns.head} {'; '.join(turns.break_evens)}"
    yield turns.trials
    if step:
        yield f"{words.next_step}: {step}"
