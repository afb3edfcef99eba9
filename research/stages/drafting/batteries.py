"""Batteries: columns that share an ordinal scale and a stem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from research.domain.survey_file import MultipleSet
from research.stages.drafting.dichotomies import counted_value
from research.stages.drafting.evidence import Evidence
from research.stages.drafting.grids import shared_scale
from research.stages.drafting.neighbours import has_stem, runs, shared_words
from research.stages.drafting.scales import ScaleGuess

FEWEST_ITEMS = 3
FEWEST_DECLARED = 2


@dataclass(frozen=True, slots=True, eq=False)
class BatteryGuess:
    """Items on one scale.

    Attributes:
        declared: the set in which the file gathers them, if it does.
        reason: why they belong together.
    """

    columns: tuple[Evidence, ...]
    scale: ScaleGuess
    reason: str
    declared: MultipleSet | None = None


def find_batteries(columns: Sequence[Evidence], sets: Sequence[MultipleSet]) -> list[BatteryGuess]:
    """Every battery, in the order of the file: declared sets on an ordinal scale, then runs of neighbours."""
    found = []
    by_name = {column.name: column for column in columns}
    for one in sets:
        battery = _declared(one, by_name)
        if battery is not None:
            found.append(battery)
            by_name = {name: column for name, column in by_name.items() if column not in battery.columns}
    members = {name for one in sets for name in one.members}
    free = [column for column in columns if column.name not in members and _may_be_item(column)]
    for run in runs(free, lambda run, column: shared_scale([*run, column]) is not None):
        scale = shared_scale(run)
        if scale is not None and len(run) >= FEWEST_ITEMS:
            found.append(BatteryGuess(tuple(run), scale, _reason(run)))
    return sorted(found, key=lambda battery: battery.columns[0].position)


def item_texts(columns: Sequence[Evidence]) -> tuple[str, tuple[str, ...]]:
    """The words that all columns begin with, and what each says beyond them, or its name where it says nothing."""
    prefix = shared_words([column.text for column in columns])
    rests = [column.text[len(prefix) :].strip(" -–:.") for column in columns]
    return prefix.strip(), tuple(rest or column.name for rest, column in zip(rests, columns, strict=True))


def _declared(one: MultipleSet, by_name: dict[str, Evidence]) -> BatteryGuess | None:
    members = [by_name[name] for name in one.members if name in by_name]
    if one.kind != "categories" or len(members) < FEWEST_DECLARED:
        return None
    if not all(column.coded for column in members):
        return None
    scale = shared_scale(members)
    if scale is None:
        return None
    return BatteryGuess(tuple(members), scale, "a set of the file on one scale", one)


def _may_be_item(column: Evidence) -> bool:
    return column.column.kind != "date" and bool(column.counts) and counted_value(column) is None


def _reason(run: Sequence[Evidence]) -> str:
    return f"neighbours {'of one stem ' if has_stem(run) else ''}on one scale"
