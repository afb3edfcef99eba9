"""SegmentationPlan: which cuts are tried and which of them may be chosen; whether the data can carry them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from research.clusterers._contract import CLUSTERERS
from research.clusterers._settings import Setting, names_of, unsound
from research.errors import Fault
from research.yaml_source import STRICT

FEWEST_PLACED = 10
FEWEST_NULLS = 19
FEWEST_A_SEGMENT = 5
"""Respondents a segment, on average, below which a range of k stops."""

Effort = Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentationPlan:
    """How the basis is cut.

    Attributes:
        methods: names of the clusterers, the first of which is taken unless another's solution comes back more surely.
        k: a range such as `2..8`, from which the evidence chooses, or a number, which is then taken.
        min_share, max_share: of the smallest and the largest segment of a solution that may be chosen.
        starts: random starts of each fit, on the sample and on every resample.
        pairs: pairs of bootstrap samples for the stability of the first method on the planned basis; the solutions that
            are held beside have a tenth of them, or five.
        settings: of the methods themselves, by their name, such as `{gaussian_mixture: {covariance: full}}`.
        assign_from: probability of the most probable segment below which a respondent is put into none; 0 puts
            everyone into one.
        nulls: draws of data without segments, 19 at least for a verdict; 0 makes none, and there is none.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    methods: tuple[str, ...] = ("kmeans", "gaussian_mixture")
    k: int | str = "2..8"
    min_share: Annotated[float, Field(ge=0, lt=1)] = 0.08
    max_share: Annotated[float, Field(gt=0, le=1)] = 0.6
    settings: Mapping[str, Mapping[str, Setting]] = field(default_factory=dict)
    assign_from: Annotated[float, Field(ge=0, lt=1)] = 0.0
    starts: Effort = 20
    pairs: Effort = 50
    nulls: Annotated[int, Field(ge=0)] = 19


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
    if not plan.methods:
        yield Fault("`segments.methods` names no clustering method", remedy=f"name one of {', '.join(CLUSTERERS)}")
    twice = sorted({method for method in plan.methods if plan.methods.count(method) > 1})
    if twice:
        yield Fault(f"`segments.methods` names {', '.join(twice)} twice", remedy="name every method once")
    for method in plan.methods:
        if method in CLUSTERERS:
            continue
        close = get_close_matches(method, CLUSTERERS, n=1)
        yield Fault(
            f"`segments.methods` names `{method}`, which is no clustering method",
            found=f"known here: {', '.join(CLUSTERERS)}",
            remedy=f"did you mean `{close[0]}`?" if close else "name one of these",
        )
    yield from _setting_faults(plan)
    if wanted(plan) is None:
        yield Fault(
            "`segments.k` is neither a number from 2 nor a range of such numbers",
            found=f"found {plan.k}",
            remedy="write a number, such as 4, or a range from the smaller to the larger number, such as 2..8",
        )
    if 0 < plan.nulls < FEWEST_NULLS:
        yield Fault(
            f"`segments.nulls` is {plan.nulls}, and too few for a verdict",
            why=f"{FEWEST_NULLS} draws are the fewest that a result can beat at 95 in 100",
            remedy=f"write {FEWEST_NULLS} or more, or 0 to do without a verdict",
        )
    if plan.min_share > plan.max_share:
        yield Fault(
            "`segments.min_share` is above `segments.max_share`",
            found=f"found {plan.min_share:g} and {plan.max_share:g}",
            why="no segment can be as large as the one and as small as the other",
            remedy="leave both out, or swap them",
        )


def _setting_faults(plan: SegmentationPlan) -> Iterator[Fault]:
    """Settings of methods that are not named, that these do not have, or with values that they cannot take."""
    for method, settings in plan.settings.items():
        if method not in plan.methods:
            yield Fault(
                f"`segments.settings` has settings for `{method}`, which `segments.methods` does not name",
                remedy=f"add it to `methods`, or take the settings out; named are {', '.join(plan.methods)}",
            )
        if method not in CLUSTERERS:
            continue
        known = names_of(method)
        for name in settings:
            if name not in known:
                close = get_close_matches(name, known, n=1)
                yield Fault(
                    f"`segments.settings.{method}` has `{name}`, which is no setting of this method",
                    found=f"it has {', '.join(known)}",
                    remedy=f"did you mean `{close[0]}`?" if close else "take it out",
                )
        for name, wrong in unsound(method, settings):
            yield Fault(
                f"`segments.settings.{method}.{name}` cannot be `{settings[name]}`",
                found=wrong[0].lower() + wrong[1:],
                remedy="the guide says what each setting takes",
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
    elif ks and len(ks) == 1 and placed < FEWEST_A_SEGMENT * ks.start:
        yield Fault(
            f"{ks.start} segments are too many for {placed} respondents",
            why=f"fewer than {FEWEST_A_SEGMENT} respondents a segment, on average, tell nothing of a segment",
            remedy=f"ask for {max(placed // FEWEST_A_SEGMENT, 2)} or fewer",
        )
    elif ks and different < ks.start:
        yield Fault(
            f"{ks.start} segments are asked for, and the basis holds {different} different answers",
            why="respondents who answer alike fall into one segment",
            remedy="ask for fewer segments, or cut on more items",
        )
