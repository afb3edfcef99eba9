"""The banner: total, segments and the planned groups, with who is in which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Flags
from research.domain.sample import Sample
from research.domain.tables import TOTAL, Banner, BannerColumn, BannerGroup
from research.stages.tables._groups import Division, Group, groups_of
from research.stages.tables._plan import GroupPlan
from research.stats.cell_sums import Profiles, profiles
from research.wording import tables_en as words


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns and who is in them.

    Attributes:
        people: profiles of the respondents, the total being column 0.
        groups: per group of the banner, the positions of its columns.
        inside: columns of which one is part of the other by its answers, as a net and what it adds up, shape (c, c).
    """

    banner: Banner
    people: Profiles
    groups: tuple[tuple[int, ...], ...]
    inside: Flags

    @property
    def sizes(self) -> tuple[int, ...]:
        """Respondents in each column."""
        heads = np.bincount(self.people.of, minlength=len(self.people.members))
        return tuple((heads @ self.people.members).tolist())


def build_columns(sample: Sample, divisions: Sequence[Division], plan: Sequence[GroupPlan]) -> Columns:
    """The banner and its members: total, segments, one group a name."""
    responses = sample.responses
    groups = list(groups_of(plan, divisions, responses))
    columns, places = [BannerColumn(TOTAL, TOTAL, words.TOTAL, "")], []
    for group in groups:
        start = len(columns)
        for one in group.slices:
            columns.append(BannerColumn(f"{group.key}:{one.key}", group.key, one.label, letter(len(columns) - 1)))
        places.append(tuple(range(start, len(columns))))
    banner = Banner(
        tuple(BannerGroup(group.key, group.label, group.segments, group.made_of) for group in groups), tuple(columns)
    )
    everyone = np.ones(responses.n, dtype=bool)
    members = np.column_stack([everyone, *(one.members for group in groups for one in group.slices)])
    return Columns(
        banner, profiles(members, places, sample.weights), tuple(places), _inside(groups, places, len(columns))
    )


def _inside(groups: Sequence[Group], places: Sequence[Sequence[int]], columns: int) -> Flags:
    found = np.zeros((columns, columns), dtype=bool)
    for group, place in zip(groups, places, strict=True):
        for i, one in zip(place, group.slices, strict=True):
            for j, other in zip(place, group.slices, strict=True):
                found[i, j] = bool(one.codes) and one.codes < other.codes
    return found | found.T


def letter(position: int) -> str:
    """A … Z, AA, AB … for positions from 0."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
