"""A small survey with planted differences between two segments, portrayed: for tests of personas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from research.domain.allocation import Allocation
from research.domain.arrays import sealed
from research.domain.basis import Basis, BasisRecipe
from research.domain.conditions import parse_condition
from research.domain.naming import PersonaPlan
from research.domain.personas import Persona, Personas, Statement
from research.domain.questionnaire import Bands, Flag, Question, Questionnaire, Variable
from research.domain.results import Universe
from research.domain.sample import Sample
from research.stages.naming import name_segments
from research.stages.personas import portray
from research.stages.tables import TablePlan, tabulate
from tests.factories import make_questionnaire, make_responses, make_sample

N = 400
"""Respondents; the first half is segment 1, the second half segment 2."""


def share(one: float, two: float, n: int = N) -> np.ndarray[Any, Any]:
    """1 for the share `one` of the first half and `two` of the second, else 0."""
    half = n // 2
    return np.concatenate([np.arange(half) < round(one * half), np.arange(half) < round(two * half)]).astype(float)


def top(one: float, two: float, n: int = N) -> np.ndarray[Any, Any]:
    """Answers on a five-point scale whose top-two box has these shares: 5 or 2."""
    return 2 + 3 * share(one, two, n)


def questionnaire() -> Questionnaire:
    """Needs, attitudes, media, sex, a flag, age with bands, and an open question."""
    made = make_questionnaire(
        {"needs": 2, "attitudes": 2},
        roles={"needs": "needs", "attitudes": "psychographic", "media": "media", "sex": "demographic"},
        multiple={"media": ["Radio", "Papers"]},
        nominal={"sex": ["Male", "Female"], "buyer": ["Yes"], "age_band": ["Young", "Old"]},
        ordinal={"freq": 5},
        numeric=["age"],
        labels={
            "needs_1": "Is quick",
            "needs_2": "Is green",
            "buyer": "Bought it",
            "age": "Age",
            "age_band": "Age group",
        },
    )
    variables = dict(made.variables)
    variables["buyer"] = replace(variables["buyer"], role="outcome", categories={1: "Yes", 0: "No"})
    variables["why"] = Variable("why", "Why", "text", "open_end")
    questions = tuple(question for question in made.questions if question.name not in ("buyer", "age_band"))
    why = Question("why", "open_end", "open_end", "What would you change?", ("why",), ("why",))
    flag = Flag("buyer", parse_condition("needs_1 == 5"))
    bands = (Bands("age_band", "age", ((18, 40), (41, 75))),)
    return replace(made, variables=variables, questions=(*questions, why), flags=(flag,), bands=bands)


def answers(n: int = N, **changed: ArrayLike) -> dict[str, ArrayLike]:
    """Answers in which the segments are alike, but for what is `changed`."""
    same: dict[str, ArrayLike] = {
        "needs": np.column_stack([top(0.5, 0.5, n)] * 2),
        "attitudes": np.column_stack([top(0.5, 0.5, n)] * 2),
        "media": np.column_stack([share(0.5, 0.5, n), share(0.3, 0.3, n)]),
        "freq": top(0.5, 0.5, n),
        "sex": 1 + share(0.5, 0.5, n),
        "buyer": share(0.4, 0.4, n),
        "age": 30 + 20 * share(0.5, 0.5, n),
        "age_band": 1 + share(0.5, 0.5, n),
    }
    return {**same, **changed}


def portrayed(
    given: Mapping[str, ArrayLike],
    *,
    n: int = N,
    weights: ArrayLike | None = None,
    said: Sequence[str | None] | None = None,
    basis: Sequence[str] = ("needs_1", "needs_2"),
    plans: Mapping[str, PersonaPlan] | None = None,
    memberships: ArrayLike | None = None,
    seed: int = 1,
) -> Personas:
    """The personas of two segments, cut in the middle, from answers."""
    asked = questionnaire()
    responses = make_responses(asked, {name: np.asarray(column) for name, column in given.items()})
    texts = np.array(list(said) if said is not None else [None] * n, dtype=object)
    responses = replace(responses, texts={"why": texts}, codes={k: v for k, v in responses.codes.items() if k != "why"})
    sample = make_sample(responses, weights)
    allocation = _allocation(responses.ids, n, memberships)
    made = _basis(sample, basis)
    names = name_segments(made, allocation, plans or {})
    tables = tabulate(sample, allocation, names.labels, made.variables, TablePlan())
    universe = Universe(population=1_000_000)
    return portray(tables, names, allocation, sample, made, None, universe, plans or {}, seed)


def statements(persona: Persona) -> dict[str, Statement]:
    """The statements by the subject that they speak of."""
    return {statement.subject: statement for statement in persona.statements}


def _allocation(ids: Any, n: int, memberships: ArrayLike | None) -> Allocation:
    segments = np.repeat([1, 2], n // 2).astype(np.int16)
    sure = np.full(n, 0.8) if memberships is None else np.asarray(memberships, dtype=float)
    own = np.column_stack([np.where(segments == 1, sure, 1 - sure), np.where(segments == 2, sure, 1 - sure)])
    return Allocation(ids, sealed(segments), sealed(own), 2)


def _basis(sample: Sample, items: Sequence[str]) -> Basis:
    values = np.nan_to_num(sample.responses.keyed(list(items)), nan=3.0)
    p = len(items)
    labels = tuple(sample.responses.questionnaire.variables[item].label for item in items)
    recipe = BasisRecipe(
        "items",
        tuple(items),
        values.mean(0),
        np.zeros(p),
        np.ones(p),
        np.eye(p),
        tuple(items),
        labels,
        ("numeric",) * p,
        0.8,
    )
    return Basis(sample.responses.ids, sealed(values), sealed(np.ones(len(values))), recipe)
