"""Small questionnaires and responses for tests, from matrices of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from research.domain.arrays import sealed
from research.domain.questionnaire import Battery, Question, Questionnaire, Role, SystemColumns, Variable
from research.domain.responses import NO_ANSWER, Responses
from research.domain.sample import Sample, Weighting
from research.domain.scales import Scale

OFF_SCALE = 98
"""The code of "don't know" in every scale made here; 99 is missing."""


def make_scale(points: int = 5, *, top: int | None = None, name: str = "") -> Scale:
    """Codes 1 … `points`, the last one favourable unless `top` says otherwise."""
    labels = {code: f"Point {code}" for code in range(1, points + 1)}
    return Scale(name or f"scale{points}", labels, top or points, {OFF_SCALE: "Don't know"}, {99: "Not answered"})


def make_questionnaire(
    batteries: Mapping[str, int | Sequence[str]] | None = None,
    *,
    roles: Mapping[str, Role] | None = None,
    scale: Scale | None = None,
    reversed: Sequence[str] = (),
    traps: Mapping[str, Mapping[str, int]] | None = None,
    multiple: Mapping[str, Sequence[str]] | None = None,
    ordinal: Mapping[str, int] | None = None,
    nominal: Mapping[str, Sequence[str]] | None = None,
    numeric: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
    language: str = "en",
) -> Questionnaire:
    """A questionnaire in the order batteries, multiple, ordinal, nominal, numeric.

    Args:
        batteries: items per battery: their names, or how many (`needs: 3` makes needs_1, needs_2, needs_3).
        roles: by battery or question; batteries are `psychographic`, questions `behavioural` when left out.
        scale: shared by all batteries.
        traps: code to give by trap item, per battery.
        multiple: options of multiple questions; `<question>_1`, … are their variables, the option "None" is `none`.
        ordinal: points of single questions on a scale; nominal: answer labels of single questions, codes from 1.
        labels: text by variable; "Item <name>" when left out.
    """
    roles, texts, scale = roles or {}, labels or {}, scale or make_scale()
    variables: dict[str, Variable] = {}
    made: list[Battery] = []
    questions: list[Question] = []
    for name, wanted in (batteries or {}).items():
        items = tuple(f"{name}_{i + 1}" for i in range(wanted)) if isinstance(wanted, int) else tuple(wanted)
        role = roles.get(name, "psychographic")
        attention = (traps or {}).get(name, {})
        made.append(Battery(name, role, scale, f"About {name}", items, tuple(attention)))
        for item in (*items, *attention):
            variables[item] = Variable(
                item,
                texts.get(item, f"Item {item}"),
                "ordinal",
                role,
                {**scale.labels, **scale.off_scale},
                scale.missing,
                scale,
                item in reversed,
                attention.get(item),
            )
    for name, options in (multiple or {}).items():
        role = roles.get(name, "behavioural")
        members = {f"{name}_{i + 1}": option for i, option in enumerate(options)}
        none = next((member for member, option in members.items() if option == "None"), None)
        questions.append(Question(name, "multiple", role, f"Which {name}?", tuple(members), tuple(members), none=none))
        for member, option in members.items():
            variables[member] = Variable(member, option, "binary", role, {1: option})
    for name, points in (ordinal or {}).items():
        role, own = roles.get(name, "behavioural"), make_scale(points)
        questions.append(Question(name, "single", role, f"How {name}?", (name,), (name,)))
        categories = {**own.labels, **own.off_scale}
        variables[name] = Variable(name, texts.get(name, name), "ordinal", role, categories, own.missing, own)
    for name, answers in (nominal or {}).items():
        role = roles.get(name, "demographic")
        questions.append(Question(name, "single", role, f"What {name}?", (name,), (name,)))
        codes = dict(enumerate(answers, start=1))
        variables[name] = Variable(name, texts.get(name, name), "nominal", role, codes)
    for name in numeric:
        role = roles.get(name, "demographic")
        questions.append(Question(name, "numeric", role, f"How many {name}?", (name,), (name,)))
        variables[name] = Variable(name, texts.get(name, name), "numeric", role)
    return Questionnaire("test", language, SystemColumns(), variables, tuple(made), tuple(questions))


def make_responses(
    questionnaire: Questionnaire, answers: Mapping[str, ArrayLike], *, wave: str = "w1", ids: Sequence[str] = ()
) -> Responses:
    """Responses from answers by variable, shape (n,), or by battery or multiple question, shape (n, its variables).

    NaN is no answer. Variables without answers are left unanswered by everyone.
    """
    columns = {
        variable: column
        for name, given in answers.items()
        for variable, column in zip(_variables(questionnaire, name), _columns(given), strict=True)
    }
    n = len(next(iter(columns.values())))
    codes, numbers = {}, {}
    for name, variable in questionnaire.variables.items():
        column = columns.get(name, np.full(n, np.nan))
        if variable.kind == "numeric":
            numbers[name] = sealed(column.astype(np.float32))
        else:
            codes[name] = sealed(np.where(np.isnan(column), NO_ANSWER, column).astype(np.int16))
    names = np.array(ids or [f"r{i + 1}" for i in range(n)], dtype=np.str_)
    return Responses(wave, questionnaire, sealed(names), codes, numbers)


def make_sample(responses: Responses, weights: ArrayLike | None = None) -> Sample:
    """The responses with `weights`, scaled to mean 1, or ones."""
    w = np.ones(responses.n) if weights is None else np.asarray(weights, dtype=np.float64)
    w = w / w.mean()
    base = float(w.sum() ** 2 / (w**2).sum())
    source = "none" if weights is None else "weight"
    weighting = Weighting(source, responses.n, float(w.min()), float(w.max()), base / responses.n, base)
    return Sample(responses, sealed(w), weighting)


def planted_answers(
    n: int, factors: int, per_factor: int, *, points: int = 7, loading: float = 0.75, phi: float = 0.2, seed: int = 1
) -> np.ndarray:
    """Codes 1 … `points`, shape (n, factors × per_factor), of items that each load on one factor, factor by factor."""
    rng = np.random.default_rng(seed)
    common = np.sqrt(phi) * rng.standard_normal((n, 1))
    scores = common + np.sqrt(1 - phi) * rng.standard_normal((n, factors))
    noise = rng.standard_normal((n, factors * per_factor))
    items = loading * np.repeat(scores, per_factor, axis=1) + np.sqrt(1 - loading**2) * noise
    middle, step = (points + 1) / 2, points / 5
    return np.clip(np.rint(middle + step * items), 1, points)


def _variables(questionnaire: Questionnaire, name: str) -> tuple[str, ...]:
    for battery in questionnaire.batteries:
        if battery.name == name:
            return battery.items
    for question in questionnaire.questions:
        if question.name == name:
            return question.variables
    return (name,)


def _columns(given: ArrayLike) -> list[np.ndarray]:
    array = np.asarray(given, dtype=np.float64)
    return [array] if array.ndim == 1 else list(array.T)
