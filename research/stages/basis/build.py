"""Build the basis: one recipe for all its columns, and its values for the sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import block_diag

from research.domain.arrays import Floats, sealed
from research.domain.basis import Basis, BasisRecipe, BasisUse, ColumnKind
from research.domain.caveats import Caveat
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.questionnaire import Variable
from research.domain.sample import Sample
from research.errors import Fault, ResearchError, raise_faults
from research.stages.basis.plan import BasisPlan, Part, outcome_faults, parts_of, plan_faults
from research.stats.moments import CONSTANT_SD, means, sds

RESPONDENTS_PER_COLUMN = 70
"""Segments are found again from about 70 respondents a column on (Dolnicar, Grün, Leisch and Schmidt 2014)."""
GAPS_SHARE = 0.05
"""A higher share of placed respondents with a gap that was filled is worth a caveat."""


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Items and the basis columns that they make, as in BasisRecipe; `variances` of the columns, shape (k,)."""

    name: str
    items: tuple[str, ...]
    fill: Floats
    centre: Floats
    spread: Floats
    weights: Floats
    columns: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[ColumnKind, ...]
    variances: Floats


def build_basis(sample: Sample, plan: BasisPlan, factors: FactorSolution | None, outcomes: frozenset[str]) -> Basis:
    """The basis that `plan` describes: its recipe, with gaps filled by the sample's means, and its values.

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
    blocks = [_block(sample, part, plan.use) for part in parts]
    if not any(block.columns for block in blocks):
        raise ResearchError(_too_few(sample.responses.n) if _too_few_for(factors) else _no_column(plan))
    recipe = _recipe([_balanced(block) for block in blocks] if plan.balance == "batteries" else blocks, plan)
    basis = rebuild_basis(recipe, sample)
    return replace(basis, caveats=(*_constant(parts, blocks), *basis.caveats, *_few(basis)))


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


def _block(sample: Sample, part: Part, use: BasisUse) -> _Block:
    return _factor_block(part.factors) if part.factors else _item_block(sample, part, use)


def _factor_block(factors: BatteryFactors) -> _Block:
    return _Block(
        factors.battery,
        factors.items,
        fill=factors.means,
        centre=factors.means,
        spread=factors.sds,
        weights=factors.score_weights,
        columns=factors.keys,
        labels=factors.names,
        kinds=_numeric(factors.k),
        variances=np.ones(factors.k),
    )


def _item_block(sample: Sample, part: Part, use: BasisUse) -> _Block:
    """A column an item, without those that everyone answered alike or nobody at all."""
    varies = sds(sample.responses.keyed(part.items), sample.weights) >= CONSTANT_SD
    items = tuple(item for item, so in zip(part.items, varies, strict=True) if so)
    answers = sample.responses.keyed(items)
    centre, spread = means(answers, sample.weights), sds(answers, sample.weights)
    variables = [sample.responses.questionnaire.variables[item] for item in items]
    as_answered = use == "items"
    return _Block(
        part.name,
        items,
        fill=centre,
        centre=np.zeros(len(items)) if as_answered else centre,
        spread=np.ones(len(items)) if as_answered else spread,
        weights=np.eye(len(items)),
        columns=items,
        labels=tuple(_label(variable) for variable in variables),
        kinds=tuple(_kind(variable) for variable in variables) if as_answered else _numeric(len(items)),
        variances=spread**2 if as_answered else np.ones(len(items)),
    )


def _numeric(columns: int) -> tuple[ColumnKind, ...]:
    return tuple("numeric" for _ in range(columns))


def _kind(variable: Variable) -> ColumnKind:
    return "binary" if variable.kind == "binary" else "numeric"


def _label(variable: Variable) -> str:
    """The item's text; a reversed item's column is high for those who disagree."""
    return f"not: {variable.label}" if variable.reversed else variable.label


def _balanced(block: _Block) -> _Block:
    """The block with columns that vary by 1 in total; scaled answers of 0 and 1 are no longer binary."""
    total = float(block.variances.sum())
    if total == 0:
        return block
    return replace(
        block,
        weights=block.weights / np.sqrt(total),
        kinds=_numeric(len(block.columns)),
        variances=block.variances / total,
    )


def _recipe(blocks: Sequence[_Block], plan: BasisPlan) -> BasisRecipe:
    """The blocks as one recipe: items stacked, weights block by block."""
    blocks = [block for block in blocks if block.columns]
    return BasisRecipe(
        use=plan.use,
        items=tuple(item for block in blocks for item in block.items),
        fill=sealed(np.concatenate([block.fill for block in blocks])),
        centre=sealed(np.concatenate([block.centre for block in blocks])),
        spread=sealed(np.concatenate([block.spread for block in blocks])),
        weights=sealed(np.asarray(block_diag(*[block.weights for block in blocks]), dtype=np.float64)),
        columns=tuple(column for block in blocks for column in block.columns),
        labels=tuple(label for block in blocks for label in block.labels),
        kinds=tuple(kind for block in blocks for kind in block.kinds),
        min_answered=plan.min_answered,
        blocks=tuple(block.name for block in blocks for _ in block.items),
    )


def _constant(parts: Sequence[Part], blocks: Sequence[_Block]) -> Iterator[Caveat]:
    kept = {item for block in blocks for item in block.items}
    lost = [item for part in parts for item in part.items if item not in kept]
    if lost:
        yield Caveat("constant_columns", {"items": ", ".join(lost)})


def _gaps(sample: Sample, recipe: BasisRecipe, values: Floats) -> Iterator[Caveat]:
    placed = np.asarray(~np.isnan(values).any(axis=1))
    n = int(placed.sum())
    gaps = int(np.isnan(sample.responses.keyed(recipe.items)[placed]).any(axis=1).sum())
    if gaps > GAPS_SHARE * n:
        yield Caveat("gaps_filled", {"respondents": gaps, "of": n})


def _few(basis: Basis) -> Iterator[Caveat]:
    n, columns = int((~np.isnan(basis.values).any(axis=1)).sum()), len(basis.recipe.columns)
    if n < RESPONDENTS_PER_COLUMN * columns:
        needed = RESPONDENTS_PER_COLUMN * columns
        yield Caveat("small_sample_per_dimension", {"respondents": n, "columns": columns, "needed": needed})


def _too_few_for(factors: FactorSolution | None) -> bool:
    return factors is not None and "too_few_respondents" in {caveat.code for caveat in factors.caveats}


def _too_few(respondents: int) -> Fault:
    return Fault(
        "there are too few respondents to segment",
        found=f"found {respondents}, and factors need more respondents than items, all of them answered",
        remedy="field more interviews",
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
