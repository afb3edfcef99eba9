"""Build the basis: one recipe for all its columns, and its values for the sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from research.domain.arrays import Floats, sealed
from research.domain.basis import Basis, BasisRecipe, ColumnKind
from research.domain.caveats import Caveat
from research.domain.centring import keyed_answers
from research.domain.factors import FactorSolution
from research.domain.questionnaire import Variable
from research.domain.recipe import factor_recipe, joined
from research.domain.sample import Sample
from research.errors import Fault, ResearchError, raise_faults
from research.stages.basis.plan import QUESTIONS, BasisPlan, Part, outcome_faults, parts_of, plan_faults
from research.stats.moments import CONSTANT_SD, complete_rows, covariance, effective_n, means, sds

RESPONDENTS_PER_COLUMN = 70
"""Segments are found again from about 70 respondents a column on (Dolnicar, Grün, Leisch and Schmidt 2014)."""
GAPS_SHARE = 0.05
"""A higher share of placed respondents with a gap that was filled is worth a caveat."""
COMPLETE_PER_ITEM = 10
"""From this many complete (effective) respondents an item on, gaps are filled from the other answers: predicting from p
items whose relations n respondents tell errs by about 1 + p/n as much as if they were known, here by 10 % more. Below,
gaps are filled with the mean."""
FEWEST_CENTRED = 3
"""Two centred items are one column twice, with opposite signs; one is always 0. Shorter batteries stay as they are."""


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """The recipe of some of the columns, and the total of their variances."""

    recipe: BasisRecipe
    variance: float


def build_basis(sample: Sample, plan: BasisPlan, factors: FactorSolution | None, outcomes: frozenset[str]) -> Basis:
    """The basis that `plan` describes: its recipe, made on this sample, and its values.

    Args:
        factors: of this sample, None where nothing was factored.
        outcomes: names of variables, questions, batteries and measures that segments are to predict.

    Raises:
        ResearchError: batteries or questions that do not exist or cannot be cut on; outcomes in the basis; no column;
            nobody who answered enough.
    """
    questionnaire = sample.responses.questionnaire
    parts = parts_of(questionnaire, plan, factors)
    raise_faults([*plan_faults(questionnaire, plan, factors), *outcome_faults(questionnaire, parts, outcomes)])
    made = [_block(sample, part, plan) for part in parts]
    blocks = [block for block in made if block.recipe.columns]
    if not blocks:
        short = factors.shortages if factors is not None else ()
        raise ResearchError(_too_few(short, sample.responses.n) if short else _no_column(plan))
    recipe = joined([_balanced(block) if plan.balance == "batteries" else block.recipe for block in blocks])
    basis = rebuild_basis(recipe, sample)
    notes = (*_constant(parts, recipe), *_centring(blocks, plan), *basis.caveats, *_few(basis))
    return replace(basis, caveats=notes)


def rebuild_basis(recipe: BasisRecipe, sample: Sample) -> Basis:
    """The basis that `recipe` makes of any sample, such as a later wave's.

    Raises:
        ResearchError: nobody answered enough.
    """
    values = recipe.apply(sample.responses)
    if np.isnan(values).all():
        raise ResearchError(_nobody(recipe))
    caveats = tuple(_gaps(sample, recipe, values))
    return Basis(sample.responses.ids, sealed(values), sample.weights, recipe, caveats)


def _block(sample: Sample, part: Part, plan: BasisPlan) -> _Block:
    if part.factors is not None:
        return _Block(factor_recipe(part.factors, plan.min_answered), float(part.factors.k))
    return _item_block(sample, part, plan)


def _item_block(sample: Sample, part: Part, plan: BasisPlan) -> _Block:
    """A column an item, without those that everyone answered alike or nobody at all."""
    items, centred = _differing(sample, part, plan)
    answers = keyed_answers(sample.responses, items, centred)
    average, spread = means(answers, sample.weights), sds(answers, sample.weights)
    expected = _expectations(answers, sample.weights) if part.battery and plan.use != "answers" else None
    variables = [sample.responses.questionnaire.variables[item] for item in items]
    as_answered = plan.use in ("items", "answers")
    kinds = tuple(kind_of(variable, plan) for variable in variables) if as_answered else _numeric(len(items))
    scaled = [plan.use != "items" and kind == "numeric" for kind in kinds]
    recipe = BasisRecipe(
        use="standardised" if plan.use == "factor_scores" else plan.use,
        items=items,
        fill=expected[0] if expected else average,
        centre=np.where(scaled, average, 0.0),
        spread=np.where(scaled, spread, 1.0),
        weights=np.eye(len(items)),
        columns=items,
        labels=tuple(_label(variable) for variable in variables),
        kinds=kinds,
        min_answered=plan.min_answered,
        blocks=(part.name,) * len(items),
        covariance=expected[1] if expected else None,
        centred=centred,
    )
    return _Block(recipe, float((spread**2).sum()) if as_answered else float(len(items)))


def _differing(sample: Sample, part: Part, plan: BasisPlan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The items whose answers differ, as given and as centred, and the centring group of each."""
    items = part.items
    while True:
        centred = _groups(part, items, plan)
        given, used = sample.responses.keyed(items), keyed_answers(sample.responses, items, centred)
        differs = np.minimum(sds(given, sample.weights), sds(used, sample.weights)) >= CONSTANT_SD
        if differs.all():
            return items, centred
        items = tuple(item for item, so in zip(items, differs, strict=True) if so)


def _groups(part: Part, items: Sequence[str], plan: BasisPlan) -> tuple[str, ...]:
    """The battery of each item where its answers are to be centred, which share one scale; empty where not."""
    wanted = plan.centre == "person" and part.battery is not None and len(items) >= FEWEST_CENTRED
    return (part.name,) * len(items) if wanted else ()


def _expectations(answers: Floats, weights: Floats) -> tuple[Floats, Floats] | None:
    """Means and covariance of the complete respondents, None where they are too few to fill gaps from.

    Both of the same respondents, so that a gap is filled by their regression: right also where it depends on the
    other answers who leaves a gap, when the means of all who answered are not.
    """
    rows = complete_rows(answers)
    if effective_n(weights[rows]) < COMPLETE_PER_ITEM * answers.shape[1]:
        return None
    return means(answers[rows], weights[rows]), covariance(answers[rows], weights[rows])


def _numeric(columns: int) -> tuple[ColumnKind, ...]:
    return tuple("numeric" for _ in range(columns))


def kind_of(variable: Variable, plan: BasisPlan) -> ColumnKind:
    """What a column of the variable holds where answers are taken as they stand."""
    if variable.kind == "binary":
        return "binary"
    if plan.use == "items" or not variable.categories:
        return "numeric"
    return "ordinal" if variable.scale is not None else "nominal"


def _label(variable: Variable) -> str:
    """The item's text; a reversed item's column is high for those who disagree."""
    return f"not: {variable.label}" if variable.reversed else variable.label


def _balanced(block: _Block) -> BasisRecipe:
    """The recipe with columns that vary by 1 in total; scaled answers of 0 and 1 are no longer binary."""
    weights = sealed(block.recipe.weights / np.sqrt(block.variance))
    return replace(block.recipe, weights=weights, kinds=_numeric(len(block.recipe.columns)))


def _constant(parts: Sequence[Part], recipe: BasisRecipe) -> Iterator[Caveat]:
    lost = [item for part in parts for item in part.items if item not in recipe.items]
    if lost:
        yield Caveat("constant_columns", {"items": ", ".join(lost)})


def _centring(blocks: Sequence[_Block], plan: BasisPlan) -> Iterator[Caveat]:
    """What the columns mean once they are centred, and which batteries are too short for it."""
    batteries = [block.recipe for block in blocks if block.recipe.blocks[0] != QUESTIONS]
    centred = [recipe.blocks[0] for recipe in batteries if any(recipe.centred)]
    if centred:
        yield Caveat("centred_basis", {"batteries": ", ".join(centred)})
    short = [recipe.blocks[0] for recipe in batteries if not any(recipe.centred)]
    if short and plan.centre == "person":
        yield Caveat("too_short_to_centre", {"batteries": ", ".join(short), "needed": FEWEST_CENTRED})


def _gaps(sample: Sample, recipe: BasisRecipe, values: Floats) -> Iterator[Caveat]:
    placed = np.asarray(~np.isnan(values).all(axis=1))
    n = int(placed.sum())
    gaps = int(np.isnan(sample.responses.keyed(recipe.items)[placed]).any(axis=1).sum())
    if gaps > GAPS_SHARE * n:
        yield Caveat("gaps_kept" if recipe.keeps_gaps else "gaps_filled", {"respondents": gaps, "of": n})


def _few(basis: Basis) -> Iterator[Caveat]:
    n, columns = int(basis.placed.sum()), len(basis.recipe.columns)
    if n < RESPONDENTS_PER_COLUMN * columns:
        needed = RESPONDENTS_PER_COLUMN * columns
        yield Caveat("small_sample_per_dimension", {"respondents": n, "columns": columns, "needed": needed})


def _too_few(short: Sequence[Caveat], respondents: int) -> Fault:
    """Why no battery has the respondents that factors need, told of the first."""
    said = short[0].figures
    if short[0].code == "too_few_effective":
        return Fault(
            "the weights leave too few respondents to segment",
            found=f"found {said['respondents']} respondents whose weights differ so much that they tell as much as "
            f"{said['effective']:.0f} of one weight; `{said['battery']}` needs {said['needed']} for factors",
            why="whoever has a very large weight speaks for all the others",
            remedy="cap the weights, or set `weighting.use_in.factors` to false",
        )
    if short[0].code == "too_few_complete":
        return Fault(
            "too few respondents answered every item",
            found=f"found {said['complete']} of {said['answered']} who answered all {said['items']} items of "
            f"`{said['battery']}`, which needs {said['needed']} for factors",
            why="`factors.missing: complete` counts only those who answered everything",
            remedy="set `factors.missing` to `pairwise`, or leave out items that few answered under `factors.drop`",
        )
    return Fault(
        "there are too few respondents to segment",
        found=f"found {respondents}, and `{said['battery']}` needs {said['needed']} who answered the same items",
        why="factors need more respondents than items",
        remedy="field more interviews, or cut on fewer items: `basis.use: items` with the batteries that matter",
    )


def _no_column(plan: BasisPlan) -> Fault:
    remedy = (
        "set `basis.use` to `standardised`, name a number of factors, or name questions under `basis.questions`"
        if plan.use == "factor_scores"
        else "give a battery the role needs, psychographic or values, or name questions under `basis.questions`"
    )
    return Fault(
        "the basis is empty",
        found="found no factor" if plan.use == "factor_scores" else "found no item whose answers differ",
        why="segments are cut on what respondents answered differently",
        remedy=remedy,
    )


def _nobody(recipe: BasisRecipe) -> Fault:
    return Fault(
        "nobody answered enough of the basis to be placed in a segment",
        found=f"found no respondent with {recipe.min_answered:.0%} of the items of every battery",
        remedy="lower `basis.min_answered`, or leave out batteries that few were asked",
    )
