"""Factor the items of every battery, and score every respondent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from research.domain.arrays import Floats, sealed
from research.domain.caveats import Caveat
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.responses import Responses
from research.domain.sample import Sample
from research.errors import Fault, ResearchError, raise_faults
from research.stages.factors.items import Factorable, factorable
from research.stages.factors.naming import suggested_names
from research.stages.factors.plan import FactorPlan, ItemBlock, blocks_of, name_faults, plan_faults
from research.stats.adequacy import bartlett, kmo
from research.stats.factoring import FactorFit, fit_factors, most_factors
from research.stats.moments import means, sds
from research.stats.reliability import cronbach_alpha
from research.stats.retention import ParallelAnalysis, parallel_analysis

STREAM = 3
"""This stage's own stream of random numbers."""
LOADS = 0.30
"""An item loads on a factor from here on."""
LOW_MSA = 0.5
"""Kaiser's "unacceptable": below it an item has too little in common with the others."""

Notes = tuple[Caveat, ...]


def factor(sample: Sample, plan: FactorPlan, seed: int) -> FactorSolution:
    """Factors of every battery the plan names, or of all at once.

    Traps are never part of a battery's items. Correlations are weighted, of respondents with an answer to every item.
    Scores are regression scores of standard deviation 1 among those: ((keyed answers, gaps at the mean) − mean) ÷ sd,
    times score_weights, for everyone who answered enough. What cannot be factored is left out with a caveat.

    Raises:
        ResearchError: batteries, items or factors in the plan that do not exist; more factors than items determine.
    """
    questionnaire = sample.responses.questionnaire
    faults = list(plan_faults(questionnaire, plan))
    with threadpool_limits(1):
        looked = [factorable(sample, block) for block in blocks_of(questionnaire, plan)]
        found = [one for one, _ in looked if one is not None]
        raise_faults([*faults, *(fault for one in found for fault in _number_faults(one))])
        analysed = [_analyse(one, plan, seed) for one in found]
        batteries = _described(sample.responses, [one for one, _ in analysed if one is not None], plan)
    notes = [caveat for _, caveats in (*looked, *analysed) for caveat in caveats]
    notes += [caveat for battery in batteries for caveat in _weak_items(battery)]
    notes += [] if looked else [Caveat("no_factor_batteries")]
    scores = _scores(sample.responses, batteries, plan.min_answered)
    return FactorSolution(batteries, sample.responses.ids, scores, tuple(notes), plan.min_answered)


def score_factors(factors: FactorSolution, sample: Sample) -> FactorSolution:
    """The same factors with the scores of other respondents, such as a later wave's; nothing is fitted again.

    Scores are in standard deviations from the mean of those on whom the factors were found.
    """
    scores = _scores(sample.responses, factors.batteries, factors.min_answered)
    return replace(factors, ids=sample.responses.ids, scores=scores)


def _number_faults(found: Factorable) -> Iterator[Fault]:
    block, items = found.block, len(found.block.items)
    if block.wanted is not None and block.wanted > most_factors(items):
        yield Fault(
            f"`factors.number` asks for {block.wanted} factors of `{block.name}`",
            found=f"found {items} items that can be factored: {', '.join(block.items)}",
            why=f"the correlations of {items} items determine at most {most_factors(items)} factors",
            remedy=f"ask for {most_factors(items)} or fewer, or `auto`",
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Analysis:
    """A block, its correlations, how many factors chance would show, and the factors."""

    found: Factorable
    correlations: Floats
    evidence: ParallelAnalysis
    fit: FactorFit


def _analyse(found: Factorable, plan: FactorPlan, seed: int) -> tuple[_Analysis | None, Notes]:
    """Retention and factors of one block; None where its items have nothing in common."""
    block, correlations = found.block, found.correlations
    rng = np.random.default_rng([seed, STREAM, block.position])
    evidence = parallel_analysis(correlations, found.base, rng)
    k = evidence.suggested if block.wanted is None else block.wanted
    if k == 0:
        return None, (Caveat("no_common_factor", {"battery": block.label, "items": len(block.items)}),)
    most = most_factors(len(block.items))
    fit = _fit(block, correlations, min(k, most), plan)
    capped = Caveat("fewer_factors", {"battery": block.label, "suggested": k, "kept": most})
    return _Analysis(found, correlations, evidence, fit), (*([capped] if k > most else []), *_improper(block, fit))


def _fit(block: ItemBlock, correlations: Floats, k: int, plan: FactorPlan) -> FactorFit:
    try:
        return fit_factors(correlations, k, plan.extraction, plan.rotation)
    except ValueError as error:
        raise ResearchError(
            Fault(
                f"`{block.name}` cannot be factored: {error}",
                found=f"found {len(block.items)} items: {', '.join(block.items)}",
                remedy="ask for fewer factors under `factors.number`, or leave items out under `factors.drop`",
            )
        ) from None


def _improper(block: ItemBlock, fit: FactorFit) -> Iterator[Caveat]:
    if fit.heywood.any():
        items = [item for item, so in zip(block.items, fit.heywood, strict=True) if so]
        yield Caveat("improper_solution", {"battery": block.label, "items": ", ".join(items)})
    if not fit.converged:
        yield Caveat("factors_not_converged", {"battery": block.label})


def _weak_items(battery: BatteryFactors) -> Iterator[Caveat]:
    weak = (np.abs(battery.pattern).max(axis=1) < LOADS) | (battery.msa < LOW_MSA)
    if weak.any():
        items = [item for item, so in zip(battery.items, weak, strict=True) if so]
        yield Caveat("weak_items", {"battery": battery.label, "items": ", ".join(items)})


def _described(responses: Responses, analyses: Sequence[_Analysis], plan: FactorPlan) -> tuple[BatteryFactors, ...]:
    """Every block's factors with names and figures; ResearchError for names of factors that do not exist."""
    keys = [key for analysis in analyses for key in _keys(analysis)]
    raise_faults(name_faults(plan, keys))
    taken = list(plan.given_names.values())
    batteries = []
    for analysis in analyses:
        batteries.append(_battery(responses, analysis, plan, taken))
        taken += batteries[-1].names
    return tuple(batteries)


def _keys(analysis: _Analysis) -> tuple[str, ...]:
    return tuple(f"{analysis.found.block.name}.F{j + 1}" for j in range(analysis.fit.pattern.shape[1]))


def _battery(responses: Responses, analysis: _Analysis, plan: FactorPlan, taken: Sequence[str]) -> BatteryFactors:
    found, block, fit, keys = analysis.found, analysis.found.block, analysis.fit, _keys(analysis)
    variables = [responses.questionnaire.variables[item] for item in block.items]
    labels, reversed = tuple(v.label for v in variables), tuple(v.reversed for v in variables)
    suggested = suggested_names(fit.pattern, labels, reversed, taken)
    adequacy = kmo(analysis.correlations)
    sphericity = bartlett(analysis.correlations, found.base)
    groups = _item_groups(fit.pattern)
    return BatteryFactors(
        battery=block.name,
        label=block.label,
        items=block.items,
        item_labels=labels,
        reversed=reversed,
        keys=keys,
        names=tuple(plan.given_names.get(key, name) for key, name in zip(keys, suggested, strict=True)),
        named_by=tuple("study" if key in plan.given_names else "suggested" for key in keys),
        n=len(found.answers),
        extraction=plan.extraction,
        rotation=plan.rotation,
        correlations=sealed(analysis.correlations),
        eigenvalues=sealed(analysis.evidence.observed),
        parallel=sealed(analysis.evidence.random_95),
        retained_by="parallel" if block.wanted is None else "study",
        kmo=adequacy.overall,
        msa=sealed(adequacy.items),
        bartlett_chi2=sphericity.chi2,
        bartlett_df=sphericity.df,
        bartlett_p=sphericity.p,
        pattern=sealed(fit.pattern),
        phi=sealed(fit.phi),
        structure=sealed(fit.structure),
        communalities=sealed(fit.communalities),
        variance=sealed(fit.variance),
        score_weights=sealed(fit.weights / fit.determinacy),
        means=sealed(means(found.answers, found.weights)),
        sds=sealed(sds(found.answers, found.weights)),
        determinacy=sealed(fit.determinacy),
        alpha=sealed(np.array([_alpha(found, fit.pattern[:, j], group) for j, group in enumerate(groups)])),
        alpha_items=tuple(len(group) for group in groups),
    )


def _item_groups(pattern: Floats) -> list[list[int]]:
    """Per factor the items that load on it, and on no other more strongly."""
    highest = np.abs(pattern).argmax(axis=1)
    loads = np.abs(pattern).max(axis=1) >= LOADS
    return [np.flatnonzero(loads & (highest == j)).tolist() for j in range(pattern.shape[1])]


def _alpha(found: Factorable, loadings: Floats, group: list[int]) -> float:
    return cronbach_alpha(found.answers[:, group] * np.sign(loadings[group]), found.weights)


def _scores(responses: Responses, batteries: Sequence[BatteryFactors], min_answered: float) -> Floats:
    """Factor scores of everyone, shape (n, all factors)."""
    blocks = [np.empty((responses.n, 0))]
    for battery in batteries:
        answers = responses.keyed(battery.items)
        answered = ~np.isnan(answers)
        scores = ((np.where(answered, answers, battery.means) - battery.means) / battery.sds) @ battery.score_weights
        scores[answered.mean(axis=1) < min_answered] = np.nan
        blocks.append(scores)
    return sealed(np.hstack(blocks))
