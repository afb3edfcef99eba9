"""SegmentationPlan: which cuts are tried and which of them may be chosen; whether the data can carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from research.clusterers._contract import CLUSTERERS
from research.errors import Fault
from research.yaml_source import STRICT

FEWEST_PLACED = 10
FEWEST_A_SEGMENT = 5
"""Respondents a segment, on average, below which a range of k stops."""

Effort = Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentationPlan:
    """How the basis is cut.

    Attributes:
        method: name of the clusterer.
        k: a range such as `2..8`, from which the evidence chooses, or a number, which is then taken.
        min_share, max_share: of the smallest and the largest segment of a solution that may be chosen.
        starts: random starts of each fit, on the sample and on every resample.
        pairs: pairs of bootstrap samples for the stability.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    method: str = "kmeans"
    k: int | str = "2..8"
    min_share: Annotated[float, Field(ge=0, lt=1)] = 0.08
    max_share: Annotated[float, Field(gt=0, le=1)] = 0.6
    starts: Effort = 50
    pairs: Effort = 50


def wanted(plan: SegmentationPlan) -> range | None:
    """The numbers of segments that the plan names; None when it names none, or fewer than two segments."""
    match = re.fullmatch(r"(\d+)(?:\s*\.\.\s*(\d+))?", str(plan.k).strip())
    if match is None:
        return None
    low, high = int(match[1]), int(match[2] or match[1])
    return range(low, high + 1) if 2 <= low <= high else None


def carried(ks: range, placed: int, different: int) -> range:
    """Those of a range of `ks` that `placed` respondents with `different` answers can be cut into."""
    return range(ks.start, min(ks.stop, different + 1, placed // FEWEST_A_SEGMENT + 1)) if len(ks) > 1 else ks


def plan_faults(plan: SegmentationPlan) -> Iterator[Fault]:
    """What is wrong with the plan whatever the data."""
    if plan.method not in CLUSTERERS:
        close = get_close_matches(plan.method, CLUSTERERS, n=1)
        yield Fault(
            f"`segments.method` names `{plan.method}`, which is no clustering method",
            found=f"known here: {', '.join(CLUSTERERS)}",
            remedy=f"did you mean `{close[0]}`?" if close else "name one of these",
        )
    if wanted(plan) is None:
        yield Fault(
            "`segments.k` is neither a number from 2 nor a range of such numbers",
            found=f"found {plan.k}",
            remedy="write a number, such as 4, or a range from the smaller to the larger number, such as 2..8",
        )
    if plan.min_share > plan.max_share:
        yield Fault(
            "`segments.min_share` is above `segments.max_share`",
            found=f"found {plan.min_share:g} and {plan.max_share:g}",
            why="no segment can be as large as the one and as small as the other",
            remedy="leave both out, or swap them",
        )


def data_faults(plan: SegmentationPlan, placed: int, different: int, respondents: int) -> Iterator[Fault]:
    """What the data cannot carry: too few respondents, or too few different answers."""
    ks = wanted(plan)
    if respondents < FEWEST_PLACED:
        yield Fault(
            "there are too few respondents to segment",
            found=f"found {respondents}, and fewer than {FEWEST_PLACED} say nothing about a market",
            remedy="field more interviews",
        )
    elif placed < FEWEST_PLACED:
        yield Fault(
            f"only {placed} of {respondents} respondents can be placed",
            why=f"segments of fewer than {FEWEST_PLACED} respondents in all say nothing about a market",
            remedy="take fewer items into the basis, or lower the share of items that must be answered",
        )
    elif ks and not carried(ks, placed, different):
        yield Fault(
            f"the data cannot carry {ks.start} segments",
            found=f"found {placed} respondents with {different} different answers to the basis",
            why=f"a range of k ends at {FEWEST_A_SEGMENT} respondents a segment, and at one different answer a segment",
            remedy="begin the range of `segments.k` lower, or cut on more items",
        )
    elif ks and different < ks.start:
        yield Fault(
            f"{ks.start} segments are asked for, and the basis holds {different} different answers",
            why="respondents who answer alike fall into one segment",
            remedy="ask for fewer segments, or cut on more items",
        )
