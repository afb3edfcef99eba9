"""Name the segments: as the study calls them, or after what sets them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count

import numpy as np

from research.domain.allocation import NOT_ASSIGNED, Allocation
from research.domain.arrays import Floats
from research.domain.basis import Basis
from research.domain.caveats import Caveat
from research.domain.naming import PersonaPlan, SegmentName, SegmentNames
from research.domain.rules import RuleSegmentation
from research.errors import Fault, raise_faults
from research.wording.languages import speak

Categories = Mapping[str, Mapping[int, str]]
NO_CATEGORIES: Categories = {}
STANDS_OUT = 0.2
"""Standard deviations from the market below which a column says nothing of a segment."""

CANDIDATES = 3


def name_segments(
    basis: Basis,
    allocation: Allocation,
    personas: Mapping[str, PersonaPlan],
    categories: Categories = NO_CATEGORIES,
    language: str = "en",
) -> SegmentNames:
    """Names of all segments: the study's own, else suggested from the basis columns that set the segment apart.

    A suggestion is the label of the column on which the segment's mean lies furthest above everyone's, in standard
    deviations; two segments with the same one both add what comes second. What nothing tells apart is numbered.

    Args:
        categories: labels by code of the basis columns that hold names; a segment may be called after one of them.
        language: of the suggestions.

    Raises:
        ResearchError: two personas stand for one segment, or share a name.
    """
    raise_faults(persona_faults(personas))
    known = {plan.segment: (key, plan) for key, plan in personas.items() if 1 <= plan.segment <= allocation.k}
    labels, values = _columns(basis, categories)
    ideas = _ideas(_profile(values, basis, allocation), labels, language)
    given = {segment: plan.name.strip() for segment, (_, plan) in known.items() if plan.name.strip()}
    settled = _settle({s: ideas[s] for s in ideas if s not in given}, tuple(given.values()))
    suggested = _told_apart(settled, tuple(given.values()))
    names = [
        SegmentName(
            segment,
            known[segment][0] if segment in known else f"segment_{segment}",
            given.get(segment) or suggested[segment],
            "study" if segment in given else "suggested",
            _others(ideas[segment], given.get(segment) or settled[segment]),
        )
        for segment in range(1, allocation.k + 1)
    ]
    return SegmentNames(tuple(names), tuple(_caveats(personas, names, allocation.k)))


def names_of_rules(rules: RuleSegmentation, personas: Mapping[str, PersonaPlan]) -> SegmentNames:
    """Names of segments that are conditions: those of the rules, under the keys of the study's personas."""
    keys = {plan.segment: key for key, plan in personas.items()}
    return SegmentNames(
        tuple(
            SegmentName(rule.segment, keys.get(rule.segment, f"segment_{rule.segment}"), rule.name, "study")
            for rule in rules.rules
        )
    )


def persona_faults(personas: Mapping[str, PersonaPlan]) -> Iterator[Fault]:
    """Two personas for one segment, or of one name."""
    by_segment: dict[int, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for key, plan in personas.items():
        by_segment.setdefault(plan.segment, []).append(key)
        if plan.name.strip():
            by_name.setdefault(plan.name.strip().casefold(), []).append(key)
    for segment, keys in by_segment.items():
        if len(keys) > 1:
            yield Fault(
                f"{len(keys)} personas stand for segment {segment}",
                found=f"found {', '.join(keys)}",
                why="a segment has one persona",
                remedy="give each persona a `segment` of its own",
            )
    for keys in by_name.values():
        if len(keys) > 1:
            yield Fault(
                f"{len(keys)} personas are called {personas[keys[0]].name!r}",
                found=f"found {', '.join(keys)}",
                why="readers tell segments apart by their names",
                remedy="give each persona a `name` of its own",
            )


def _columns(basis: Basis, categories: Categories) -> tuple[list[str], Floats]:
    """Labels and values of what a segment may be called after: the columns, of names a column a category."""
    labels, columns = [], []
    recipe = basis.recipe
    for values, name, label, kind in zip(basis.values.T, recipe.columns, recipe.labels, recipe.kinds, strict=True):
        if kind != "nominal":
            labels.append(label)
            columns.append(values)
            continue
        for code, category in categories.get(name, {}).items():
            labels.append(category)
            columns.append(np.where(np.isnan(values), np.nan, values == code))
    return labels, np.column_stack([np.empty((len(basis.values), 0)), *columns])


def _profile(values: Floats, basis: Basis, allocation: Allocation) -> Floats:
    """Mean of each segment on each of the `values` in standard deviations from everyone placed, shape (k, columns)."""
    placed = (allocation.segments != NOT_ASSIGNED) & basis.placed
    values, weights, segments = values[placed], basis.weights[placed], allocation.segments[placed]
    profile = np.zeros((allocation.k, values.shape[1]))
    if not placed.any():
        return profile
    centre = _means(values, weights)
    spread = np.sqrt(_means((values - centre) ** 2, weights))
    for segment in np.unique(segments):
        own = segments == segment
        away = _means(values[own], weights[own]) - centre
        profile[segment - 1] = np.divide(away, spread, out=np.zeros_like(away), where=(spread > 0) & ~np.isnan(away))
    return profile


def _means(values: Floats, weights: Floats) -> Floats:
    """Weighted mean of each column over those who answered, shape (columns,); NaN where nobody did."""
    held = np.where(np.isnan(values), 0.0, weights[:, None])
    sums = held.sum(axis=0)
    totals = (held * np.nan_to_num(values)).sum(axis=0)
    return np.asarray(np.divide(totals, sums, out=np.full(len(sums), np.nan), where=sums > 0))


def _ideas(profile: Floats, labels: Sequence[str], language: str) -> dict[int, tuple[str, ...]]:
    """Possible names by segment, the most telling first."""
    say = speak(language)
    ideas = {}
    for segment, z in enumerate(profile, start=1):
        order = np.argsort(-z, kind="stable")
        high = [(labels[j], float(z[j])) for j in order if z[j] >= STANDS_OUT]
        low = [(labels[j], -float(z[j])) for j in order[::-1] if z[j] <= -STANDS_OUT]
        ideas[segment] = tuple(dict.fromkeys(say.segment_names(high, low)))
    return ideas


def _settle(ideas: Mapping[int, tuple[str, ...]], taken: Sequence[str]) -> dict[int, str]:
    """One idea a segment: segments that share one all move on to their next, until one has no more."""
    at = dict.fromkeys(ideas, 0)
    while True:
        names = {segment: ideas[segment][place] for segment, place in at.items()}
        uses = Counter(name.casefold() for name in (*names.values(), *taken))
        clashing = [s for s, name in names.items() if uses[name.casefold()] > 1 and at[s] + 1 < len(ideas[s])]
        if not clashing:
            return names
        for segment in clashing:
            at[segment] += 1


def _told_apart(names: Mapping[int, str], taken: Sequence[str]) -> dict[int, str]:
    """`names` of which none is used twice: the second of a name is `Low on Fuel (2)`."""
    used, apart = {name.casefold() for name in taken}, {}
    for segment, name in names.items():
        numbered = (f"{name} ({number})" for number in count(2))
        apart[segment] = next(one for one in chain((name,), numbered) if one.casefold() not in used)
        used.add(apart[segment].casefold())
    return apart


def _others(ideas: Sequence[str], name: str) -> tuple[str, ...]:
    return tuple(idea for idea in ideas if idea.casefold() != name.casefold())[:CANDIDATES]


def _caveats(personas: Mapping[str, PersonaPlan], names: Sequence[SegmentName], k: int) -> Iterator[Caveat]:
    for key, plan in personas.items():
        if not 1 <= plan.segment <= k:
            yield Caveat("persona_without_segment", {"persona": key, "segment": plan.segment, "segments": k})
    suggested = [name for name in names if name.named_by == "suggested"]
    if suggested:
        yield Caveat("names_suggested", {"segments": len(suggested)})
