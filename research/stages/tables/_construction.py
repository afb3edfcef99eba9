"""Which rows differ between the columns of a group by construction: no test of them means anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from research.domain.arrays import Flags
from research.domain.conditions import names_in
from research.domain.questionnaire import Questionnaire
from research.domain.tables import Banner, BannerGroup, Row


def defining_variables(
    banner: Banner, basis: frozenset[str], questionnaire: Questionnaire
) -> Mapping[str, frozenset[str]]:
    """Per group of the banner, the variables that its columns are made of, and what is derived from these."""
    return {
        group.key: with_derived(_made_of(group, banner, basis, questionnaire), questionnaire) for group in banner.groups
    }


def with_derived(names: frozenset[str], questionnaire: Questionnaire) -> frozenset[str]:
    """`names`, the multiple questions that they are answers of, and the bands and flags made of any of these."""
    found = set(names)
    found |= {question.name for question in questionnaire.questions if names & set(question.variables)}
    found |= {bands.variable for bands in questionnaire.bands if bands.source in found}
    found |= {score.variable for score in questionnaire.scores if found & set(score.items)}
    found |= {flag.variable for flag in questionnaire.flags if found & set(names_in(flag.condition))}
    return frozenset(found)


def by_construction(rows: Sequence[Row], banner: Banner, defining: Mapping[str, frozenset[str]]) -> Flags:
    """The cells that are not tested, shape (rows, columns)."""
    silent = np.zeros((len(rows), len(banner.columns)), dtype=bool)
    for j, column in enumerate(banner.columns):
        made_of = defining.get(column.group, frozenset())
        silent[:, j] = [row.variable in made_of for row in rows]
    return silent


def _made_of(group: BannerGroup, banner: Banner, basis: frozenset[str], questionnaire: Questionnaire) -> frozenset[str]:
    """What the segments of a group were formed on, and the variables behind the answers that are its columns."""
    sources: dict[str, tuple[str, ...]] = {bands.variable: (bands.source,) for bands in questionnaire.bands}
    sources |= {score.variable: score.items for score in questionnaire.scores}
    conditions = {flag.variable: names_in(flag.condition) for flag in questionnaire.flags}
    answers = {question.name: question.variables for question in questionnaire.questions}
    asked = [part for name in group.made_of for part in (*sources.get(name, ()), *conditions.get(name, ()))]
    behind = (v for name in (*group.made_of, *asked) for v in (name, *answers.get(name, ())))
    return frozenset(behind) | (basis | banner.of_segments if group.segments else frozenset())
