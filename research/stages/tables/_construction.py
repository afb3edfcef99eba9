"""Which rows differ between the columns of a group by construction: no test of them means anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from research.domain.arrays import Flags
from research.domain.conditions import names_in
from research.domain.questionnaire import Questionnaire
from research.domain.tables import Banner, Row


def defining_variables(
    banner: Banner, basis: frozenset[str], questionnaire: Questionnaire
) -> Mapping[str, frozenset[str]]:
    """Per group of the banner, the variables that its columns are made of, and what is derived from these."""
    return {
        group.key: with_derived(
            basis | banner.of_segments if group.segments else _made_of(group.key, questionnaire), questionnaire
        )
        for group in banner.groups
    }


def with_derived(names: frozenset[str], questionnaire: Questionnaire) -> frozenset[str]:
    """`names`, the multiple questions that they are answers of, and the bands and flags made of any of these."""
    found = set(names)
    found |= {question.name for question in questionnaire.questions if names & set(question.variables)}
    found |= {bands.variable for bands in questionnaire.bands if bands.source in found}
    found |= {flag.variable for flag in questionnaire.flags if found & set(names_in(flag.condition))}
    return frozenset(found)


def by_construction(rows: Sequence[Row], banner: Banner, defining: Mapping[str, frozenset[str]]) -> Flags:
    """The cells that are not tested, shape (rows, columns)."""
    silent = np.zeros((len(rows), len(banner.columns)), dtype=bool)
    for j, column in enumerate(banner.columns):
        made_of = defining.get(column.group, frozenset())
        silent[:, j] = [row.variable in made_of for row in rows]
    return silent


def _made_of(name: str, questionnaire: Questionnaire) -> frozenset[str]:
    """The variables behind the answers that are the columns of the group `name`."""
    answers = {question.name: question.variables for question in questionnaire.questions}
    sources = {bands.variable: (bands.source,) for bands in questionnaire.bands}
    conditions = {flag.variable: names_in(flag.condition) for flag in questionnaire.flags}
    asked = (*sources.get(name, ()), *conditions.get(name, ()))
    return frozenset({name, *answers.get(name, ()), *asked, *(v for part in asked for v in answers.get(part, ()))})
