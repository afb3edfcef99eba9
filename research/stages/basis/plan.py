"""BasisPlan: what segments are cut on; the items that it takes from a questionnaire and its factors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from research.domain.conditions import names_in
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.questionnaire import SEGMENTING_ROLES, Battery, Question, Questionnaire
from research.errors import Fault, unknown_names
from research.yaml_source import STRICT

QUESTIONS = "questions"
"""The part of everything that is no battery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisPlan:
    """What segments are cut on.

    Attributes:
        use: factor scores, the items standardised, or the items as answered; reversed items are mirrored. `answers` are
            what they are: names, codes in order, yes or no, each with its gaps, for methods that take them; numbers
            alone are standardised.
        batteries: that take part; None is every battery that was factored, or else that has a role of SEGMENTING_ROLES.
        questions: that take part besides: multiple questions, an answer a column without "none of these", and single
            questions on a scale, with `answers` any single or numeric question; standardised unless `use` is `items` or
            `answers`.
        balance: `batteries` gives every battery the same variance in total, however many columns it has; the
            questions count together as one battery.
        centre: `person` takes the respondent's mean over the items of a battery from each of his answers: segments
            then differ in what they prefer, and not in how high they answer. Factor scores must rest on factors of
            centred answers; questions are never centred. `none` takes answers as they are; `compare` does so too, but
            cuts centred items instead where those show far more than chance would.
        min_answered: share of the items of every battery, and of all questions, that must be answered to be placed.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    use: Literal["factor_scores", "standardised", "items", "answers"] = "factor_scores"
    batteries: tuple[str, ...] | None = None
    questions: tuple[str, ...] = ()
    balance: Literal["none", "batteries"] = "none"
    centre: Literal["none", "person", "compare"] = "compare"
    min_answered: Annotated[float, Field(gt=0, le=1)] = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Items that enter the basis as they are, or by their factors; questions have neither battery nor factors."""

    name: str
    items: tuple[str, ...]
    battery: Battery | None = None
    factors: BatteryFactors | None = None


def parts_of(questionnaire: Questionnaire, plan: BasisPlan, factors: FactorSolution | None) -> tuple[Part, ...]:
    """What the plan takes; unknown batteries and questions are passed over.

    A battery that was factored takes part with the items that were factored, so that factor scores and items rest
    on the same answers.
    """
    if plan.use == "factor_scores":
        batteries = [Part(one.battery, one.items, factors=one) for one in _chosen_factors(plan, factors)]
    else:
        batteries = _item_parts(questionnaire, plan, factors)
    questions = [question for question in questionnaire.questions if question.name in plan.questions]
    cut = [question for question in questions if _can_cut(questionnaire, question, plan)]
    items = tuple(item for question in cut for item in _items(question))
    return (*batteries, Part(QUESTIONS, items)) if items else tuple(batteries)


def plan_faults(questionnaire: Questionnaire, plan: BasisPlan, factors: FactorSolution | None) -> Iterator[Fault]:
    """Batteries and questions in the plan that do not exist, or that segments cannot be cut on as it asks."""
    known = [battery.name for battery in questionnaire.batteries]
    together = [one.battery for one in _factored(factors)]
    yield from unknown_names("basis.batteries", plan.batteries or (), [*known, *together], "is no battery")
    questions = {question.name: question for question in questionnaire.questions}
    yield from unknown_names("basis.questions", plan.questions, list(questions), "is no question")
    for question in (questions[name] for name in plan.questions if name in questions):
        if not _can_cut(questionnaire, question, plan):
            yield Fault(
                f"segments cannot be cut on `{question.name}`",
                question.where,
                found=f"found a {question.kind.replace('_', ' ')} question without a scale",
                why="distances between respondents need answers on a scale, or chosen and not chosen",
                remedy=f"take `{question.name}` out of `basis.questions`, give it a scale, or cut on `use: answers`",
            )
    yield from _centring_faults(plan, factors)
    yield from _answers_faults(plan)


def outcome_faults(questionnaire: Questionnaire, parts: Sequence[Part], outcomes: frozenset[str]) -> Iterator[Fault]:
    """Outcomes in the basis, by their own name, that of their question, or through what an outcome is derived from."""
    found: dict[str, list[str]] = {}
    for item in (item for part in parts for item in part.items):
        for outcome in sorted(outcomes & _involved(questionnaire, item, outcomes)):
            found.setdefault(outcome, []).append(item)
    for outcome, items in found.items():
        yield Fault(
            f"the outcome `{outcome}` is in the basis",
            found=f"found it through {', '.join(items)}",
            why="segments cut on an outcome predict it by construction, which proves nothing",
            remedy=f"take {', '.join(items)} out of the basis, or `{outcome}` out of `outcomes`",
        )


def _centring_faults(plan: BasisPlan, factors: FactorSolution | None) -> Iterator[Fault]:
    """Scores are made of the answers that the factors were found in: only factors of centred answers are centred."""
    if plan.use != "factor_scores" or plan.centre != "person":
        return
    uncentred = [one.battery for one in _chosen_factors(plan, factors) if not any(one.centred)]
    if uncentred:
        yield Fault(
            "`basis.centre: person` asks for factor scores of answers that are centred within persons",
            found=f"found factors of answers that are not: {', '.join(uncentred)}",
            why="scores are made of the answers that the factors were found in",
            remedy="set `factors.centre: person`, or `basis.use` to `standardised`",
        )


def _answers_faults(plan: BasisPlan) -> Iterator[Fault]:
    """Answers as they are cannot be centred or weighed against each other."""
    if plan.use != "answers":
        return
    for setting, value in (("centre", plan.centre == "person"), ("balance", plan.balance != "none")):
        if value:
            yield Fault(
                f"`basis.{setting}` changes answers that `basis.use: answers` leaves as they are",
                remedy=f"leave `{setting}` out, or set `use` to `standardised`",
            )


def _chosen_factors(plan: BasisPlan, factors: FactorSolution | None) -> list[BatteryFactors]:
    return [one for one in _factored(factors) if _is_chosen(one.battery, plan)]


def _factored(factors: FactorSolution | None) -> tuple[BatteryFactors, ...]:
    return factors.batteries if factors else ()


def _item_parts(questionnaire: Questionnaire, plan: BasisPlan, factors: FactorSolution | None) -> list[Part]:
    factored = {item for one in _factored(factors) for item in one.items}
    parts = []
    for battery in questionnaire.batteries:
        kept = tuple(item for item in battery.items if item in factored)
        if plan.batteries is None and not (kept if factored else battery.role in SEGMENTING_ROLES):
            continue
        if _is_chosen(battery.name, plan):
            parts.append(Part(battery.name, kept or battery.items, battery))
    return parts


def _is_chosen(battery: str, plan: BasisPlan) -> bool:
    return plan.batteries is None or battery in plan.batteries


def _can_cut(questionnaire: Questionnaire, question: Question, plan: BasisPlan) -> bool:
    if plan.use == "answers" and question.kind in ("single", "numeric"):
        return True
    on_scale = all(questionnaire.variables[name].scale is not None for name in question.variables)
    return question.kind == "multiple" or (question.kind == "single" and on_scale)


def _items(question: Question) -> tuple[str, ...]:
    return tuple(name for name in question.variables if name != question.none)


def _involved(questionnaire: Questionnaire, item: str, outcomes: frozenset[str]) -> set[str]:
    """Every name that stands for `item`, and every outcome that is derived from one of them."""
    grids: tuple[Battery | Question, ...] = (*questionnaire.batteries, *questionnaire.questions)
    names = {item}
    for grid in grids:
        names |= {grid.name} if item in (grid.items if isinstance(grid, Battery) else grid.variables) else set()
    for measure in questionnaire.concept_test.measures if questionnaire.concept_test else ():
        names |= {measure.name, f"concepts.{measure.name}"} if item in measure.variables.values() else set()
    derived = {flag.variable for flag in questionnaire.flags if names & set(names_in(flag.condition))}
    derived |= {bands.variable for bands in questionnaire.bands if bands.source in names}
    derived |= {score.variable for score in questionnaire.scores if names & set(score.items)}
    return names | (derived & outcomes)
