"""Respondents: one row each, with segment, memberships, factor scores, response style and signs of quality."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from research.deliverables._contract import DELIVERABLES
from research.deliverables._plain import csv_bytes
from research.domain.allocation import NOT_ASSIGNED, Allocation
from research.domain.naming import SegmentNames
from research.domain.results import Results

_DIGITS = 6


@DELIVERABLES.register("respondents")
class Respondents:
    """`respondents.csv`: everyone who was screened, matched on id; response styles where they can be known.

    Who was left out by screening, or answered too little to be placed, has no segment. UTF-8 without a byte order
    mark, floats with six significant digits; ids and names that a spreadsheet would run get an apostrophe before them.
    """

    def render(self, results: Results) -> Mapping[str, bytes]:
        """One CSV file."""
        quality = _by_id(results.screening.augment())
        frame = quality[[]].copy()
        if results.allocation is not None:
            frame = frame.join(_segments(results.allocation, results.names))
        if results.factors is not None:
            scores = _by_id(results.factors.augment())
            frame = frame.join(scores.rename(columns=lambda key: f"score_{key}"))
        if results.style is not None:
            frame = frame.join(_by_id(results.style.augment()).add_prefix("style_").dropna(axis=1, how="all"))
        return {"respondents.csv": csv_bytes(frame.join(quality).reset_index(), _DIGITS)}


def _segments(allocation: Allocation, names: SegmentNames | None) -> pd.DataFrame:
    """Segment, its name and the memberships, by id; nothing where the respondent is in no segment."""
    frame = _by_id(allocation.augment())
    frame["segment"] = frame["segment"].astype("Int64").mask(frame["segment"] == NOT_ASSIGNED)
    called = {name.segment: name.name for name in names.names} if names else {}
    frame.insert(1, "segment_name", [called.get(number) for number in frame["segment"]])
    return frame


def _by_id(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(id=frame["id"].astype(str)).set_index("id")
