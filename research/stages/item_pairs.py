"""Compare items: which items of a battery the same respondents rate higher than which others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np

from research.domain.allocation import Allocation
from research.domain.arrays import Flags, Floats, sealed
from research.domain.item_pairs import ItemBlock, ItemPairs
from research.domain.responses import Responses
from research.domain.sample import Sample
from research.domain.scales import Scale
from research.domain.tables import SEGMENT, TOTAL
from research.stats.one_thread import one_thread
from research.stats.paired import paired_tests

_FEWEST = 2


def compare_items(sample: Sample, allocation: Allocation | None) -> ItemPairs:
    """Every battery, and every measure of concepts that all respondents judged, by total and segments.

    Shares in the top box and means, each tested against the others with the covariance of the answers of those who
    gave both (`stats.paired`). Batteries of one item are left out.
    """
    keys, members = _columns(sample.responses, allocation)
    with one_thread():
        blocks = tuple(
            _block(name, statistic, scale, items, keys, members, sample)
            for name, scale, items in _asked_together(sample.responses)
            for statistic in ("top_box", "mean")
            if len(items) >= _FEWEST
        )
    return ItemPairs(blocks)


def _asked_together(responses: Responses) -> Iterator[tuple[str, Scale, Sequence[str]]]:
    questionnaire = responses.questionnaire
    for battery in questionnaire.batteries:
        yield battery.name, battery.scale, battery.items
    test = questionnaire.concept_test
    if test is not None and test.design != "monadic":
        for measure in test.measures:
            yield f"concepts.{measure.name}", measure.scale, tuple(measure.variables.values())


def _columns(responses: Responses, allocation: Allocation | None) -> tuple[tuple[str, ...], Flags]:
    """Keys of the columns and who is in them, shape (n, columns)."""
    everyone = np.ones((responses.n, 1), dtype=bool)
    if allocation is None:
        return (TOTAL,), everyone
    segments = allocation.aligned(responses.ids).segments
    numbers = range(1, allocation.k + 1)
    inside = np.column_stack([segments == number for number in numbers])
    return (TOTAL, *(f"{SEGMENT}:{number}" for number in numbers)), np.hstack([everyone, inside])


def _block(
    name: str,
    statistic: Literal["top_box", "mean"],
    scale: Scale,
    items: Sequence[str],
    keys: tuple[str, ...],
    members: Flags,
    sample: Sample,
) -> ItemBlock:
    responses, variables = sample.responses, sample.responses.questionnaire.variables
    values = responses.scored(items) if statistic == "mean" else _boxed(responses, items, scale)
    found = paired_tests(values, members, sample.weights)
    return ItemBlock(
        name,
        statistic,
        tuple(items),
        tuple(variables[item].label for item in items),
        keys,
        sealed(found.means),
        sealed(found.differences),
        sealed(found.standard_errors),
        sealed(found.p),
    )


def _boxed(responses: Responses, items: Sequence[str], scale: Scale) -> Floats:
    """1 for an answer in the top box and 0 for another, NaN where there is none; shape (n, items)."""
    box = scale.box(scale.box_width)
    given = responses.given(items)
    return np.where(np.isnan(given), np.nan, np.isin(given, box))
