"""Factor the items of every battery, and score every respondent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from threadpoolctl import threadpool_limits

from research.domain.arrays import Floats, sealed
from research.domain.caveats import Caveat
from research.domain.factor_evidence import Adequacy, CorrelationEvidence, Retention
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.frequency import frequencies
from research.domain.item_answers import directions
from research.domain.measurement import GroupComparison
from research.domain.recipe import factor_recipe
from research.domain.responses import Responses
from research.domain.sample import Sample
from research.domain.scales import Scale
from research.errors import Fault, ResearchError, raise_faults
from research.stages.factors.blocks import ItemBlock, blocks_of, name_faults, plan_faults
from research.stages.factors.comparing import compare_groups, compare_wave, differing, not_compared
from research.stages.factors.correlating import correlation_evidence
from research.stages.factors.diagnosing import diagnose, general_factor, scale_reliability, scales_of
from research.stages.factors.fitting import fit_block, refuse_singular
from research.stages.factors.items import Factorable, factorable
from research.stages.factors.naming import suggested_names
from research.stages.factors.plan import FactorPlan
from research.stages.factors.replicating import other_weights, replicate, weights_matter
from research.stages.factors.retaining import adequacy, most_of, retain
from research.stages.factors.style import factor_style
from research.stats.correlations import correlate
from research.stats.factoring import FactorFit
from research.stats.moments import means, sds
from research.stats.scoring import score_weights

STREAM = 3
"""This stage's own stream of random numbers."""

Notes = tuple[Caveat, ...]


def factor(sample: Sample, plan: FactorPlan, seed: int, otherwise: Sample | None = None) -> FactorSolution:
    """Factors of every battery the plan names, or of all at once.

    Traps are never part of a battery's items. One matrix of correlations is what adequacy, retention and extraction
    rest on. Scores have standard deviation 1 and are of the form ((keyed answers, gaps filled with what is to be
    expected from the other answers) − mean) ÷ sd, times score_weights, for everyone who answered enough. What cannot
    be factored is left out with a caveat.

    Args:
        otherwise: the same respondents weighted the other way, to see whether the factors would be others; None where
            there is no other way.

    Raises:
        ResearchError: batteries, items or factors in the plan that do not exist; more factors than items determine;
            correlations that the answers do not allow.
    """
    questionnaire = sample.responses.questionnaire
    faults = list(plan_faults(questionnaire, plan))
    with threadpool_limits(1):
        looked = [factorable(sample, block, plan.settings.missing) for block in blocks_of(questionnaire, plan)]
        found = [one for one, _ in looked if one is not None]
        raise_faults([*faults, *(fault for one in found for fault in _number_faults(one, plan))])
        analysed = [_analyse(one, plan, seed) for one in found]
        analyses = [one for one, _ in analysed if one is not None]
        factor_of = {item: key for analysis in analyses for item, key in _strongest(analysis)}
        raise_faults(name_faults(plan, [key for analysis in analyses for key in _keys(analysis)], factor_of))
        batteries = _described(sample, analyses, plan.with_names_of(factor_of), seed, otherwise)
        scores = _scores(sample.responses, batteries, plan.min_answered)
        notes = [caveat for _, caveats in (*looked, *analysed) for caveat in caveats]
        notes += [caveat for battery in batteries for caveat in _worth_saying(battery)]
        notes += [] if looked else [Caveat("no_factor_batteries")]
        solution = FactorSolution(batteries, sample.responses.ids, scores, tuple(notes), plan.min_answered)
        asked = [questionnaire.variables[question].label for question in plan.compare]
        return compared(solution, compare_groups(solution, sample, plan.compare), asked)


def score_factors(factors: FactorSolution, sample: Sample) -> FactorSolution:
    """The same factors with the scores of other respondents, such as a later wave's; nothing is fitted again.

    Scores are in standard deviations from the mean of those on whom the factors were found.
    """
    scores = _scores(sample.responses, factors.batteries, factors.min_answered)
    return replace(factors, ids=sample.responses.ids, scores=scores)


def compared_with_wave(factors: FactorSolution, first: str, sample: Sample, wave: str) -> FactorSolution:
    """`factors`, found in the wave `first`, with those of `sample`, another wave, beside them."""
    with threadpool_limits(1):
        return compared(factors, compare_wave(factors, first, sample, wave), ["wave"])


def compared(factors: FactorSolution, comparisons: tuple[GroupComparison, ...], asked: Sequence[str]) -> FactorSolution:
    """The factors with `comparisons`, and a caveat for each in which they differ, or which was `asked` for in vain."""
    said = (*not_compared(factors, comparisons, asked), *differing(factors, comparisons))
    return replace(factors, comparisons=comparisons, caveats=(*factors.caveats, *said))


def _number_faults(found: Factorable, plan: FactorPlan) -> Iterator[Fault]:
    block, items = found.block, len(found.block.items)
    most = most_of(plan.settings.extraction, items)
    if block.wanted is not None and block.wanted > most:
        yield Fault(
            f"`factors.number` asks for {block.wanted} factors of `{block.name}`",
            found=f"found {items} items that can be factored: {', '.join(block.items)}",
            why=f"the correlations of {items} items determine at most {most} factors",
            remedy=f"ask for {most} or fewer, or `auto`",
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Analysis:
    """A block, its correlations, how many factors they hold, and the factors."""

    found: Factorable
    correlations: CorrelationEvidence
    adequacy: Adequacy
    retention: Retention
    fit: FactorFit


def _analyse(found: Factorable, plan: FactorPlan, seed: int) -> tuple[_Analysis | None, Notes]:
    """Retention and factors of one block; None where its items have nothing in common."""
    block = found.block
    correlations, said = correlation_evidence(found, plan.settings.correlation)
    refuse_singular(block, correlations.matrix, plan.settings)
    retention = retain(found, correlations, plan, _stream(seed, block, 0))
    if retention.number == 0:
        code = "no_own_items" if retention.reason == "no_own_items" else "no_common_factor"
        return None, (*said, Caveat(code, {"battery": block.label, "items": len(block.items)}))
    fit = fit_block(block, correlations.matrix, retention.number, plan.settings)
    analysis = _Analysis(found, correlations, adequacy(correlations), retention, fit)
    return analysis, (*said, *_improper(block, fit))


def _stream(seed: int, block: ItemBlock, use: int) -> np.random.Generator:
    """Random numbers of one block for one use, the same whatever else is analysed."""
    return np.random.default_rng([seed, STREAM, block.position, use])


def _improper(block: ItemBlock, fit: FactorFit) -> Iterator[Caveat]:
    if fit.heywood.any():
        items = [item for item, so in zip(block.items, fit.heywood, strict=True) if so]
        yield Caveat("improper_solution", {"battery": block.label, "items": ", ".join(items)})
    if not fit.converged:
        yield Caveat("factors_not_converged", {"battery": block.label})


def _worth_saying(battery: BatteryFactors) -> Iterator[Caveat]:
    """Items that an analyst should look at, and factors that do not come back."""
    for code, advice in (("wrongly_keyed_items", "reverse"), ("weak_items", "drop")):
        items = [one.item for one in battery.diagnosis if one.advice == advice]
        if items:
            yield Caveat(code, {"battery": battery.label, "items": ", ".join(items)})
    yield from weights_matter(battery.label, battery.names, battery.weighted_congruence)
    halves = battery.replication.factors if battery.replication else ()
    lost = [battery.names[j] for j, one in enumerate(halves) if one.verdict == "not_replicated"]
    if lost:
        yield Caveat("factors_not_replicated", {"battery": battery.label, "factors": ", ".join(lost)})


def _described(
    sample: Sample, analyses: Sequence[_Analysis], plan: FactorPlan, seed: int, otherwise: Sample | None
) -> tuple[BatteryFactors, ...]:
    """Every block's factors with names and figures."""
    taken = list(plan.given_names.values())
    batteries = []
    for analysis in analyses:
        batteries.append(_battery(sample, analysis, plan, seed, otherwise, taken))
        taken += batteries[-1].names
    return tuple(batteries)


def _keys(analysis: _Analysis) -> tuple[str, ...]:
    return tuple(f"{analysis.found.block.name}.F{j + 1}" for j in range(analysis.fit.pattern.shape[1]))


def _strongest(analysis: _Analysis) -> Iterator[tuple[str, str]]:
    """Every item with the factor that it loads on most."""
    keys, strongest = _keys(analysis), np.abs(analysis.fit.pattern).argmax(axis=1)
    return ((item, keys[j]) for item, j in zip(analysis.found.block.items, strongest, strict=True))


def _battery(
    sample: Sample, analysis: _Analysis, plan: FactorPlan, seed: int, otherwise: Sample | None, taken: Sequence[str]
) -> BatteryFactors:
    found, block, fit, keys = analysis.found, analysis.found.block, analysis.fit, _keys(analysis)
    settings, evidence = plan.settings, analysis.correlations
    variables = [sample.responses.questionnaire.variables[item] for item in block.items]
    labels, reversed = tuple(v.label for v in variables), tuple(v.reversed for v in variables)
    suggested = suggested_names(fit.pattern, labels, reversed, taken)
    moments = _moments(found)
    scales = scales_of(fit.pattern)
    weights = _score_weights(analysis, plan, moments.correlations)
    signs = directions(sample.responses.questionnaire, block.items)
    return BatteryFactors(
        battery=block.name,
        label=block.label,
        items=block.items,
        item_labels=labels,
        reversed=reversed,
        keys=keys,
        names=tuple(plan.given_names.get(key, name) for key, name in zip(keys, suggested, strict=True)),
        named_by=tuple("study" if key in plan.given_names else "suggested" for key in keys),
        extraction=settings.extraction,
        rotation=settings.rotation if len(keys) > 1 else "none",
        scoring=settings.scoring,
        correlations=evidence,
        adequacy=analysis.adequacy,
        retention=analysis.retention,
        pattern=sealed(fit.pattern),
        phi=sealed(fit.phi),
        structure=sealed(fit.structure),
        communalities=sealed(fit.communalities),
        variance=sealed(fit.variance),
        score_weights=weights,
        means=sealed(moments.means),
        sds=sealed(moments.sds),
        covariance=sealed(moments.covariance),
        centred=block.centred,
        determinacy=sealed(fit.determinacy),
        share_best=fit.share_best,
        omega_hierarchical=general_factor(found, fit, _stream(seed, block, 1)),
        diagnosis=diagnose(found, fit, analysis.adequacy.msa, keys, scales, variables),
        reliability=scale_reliability(found, evidence, fit, keys, scales, _stream(seed, block, 2)),
        replication=replicate(found, evidence, settings, keys, _stream(seed, block, 3)),
        style=factor_style(found, signs, fit.pattern, weights / moments.sds[:, None], keys, scales),
        weighted_congruence=sealed(other_weights(found, evidence, settings, fit.pattern, otherwise)),
        agreeing=not any(asks_how_often(variable.scale) for variable in variables),
    )


def asks_how_often(scale: Scale | None) -> bool:
    """Whether a scale's labels are frequencies: nobody agrees with `every week` out of politeness."""
    labels = [label for code, label in scale.labels.items() if code in scale.codes] if scale else []
    return len(labels) > 1 and frequencies(labels) is not None


@dataclass(frozen=True, slots=True, eq=False)
class _Moments:
    """Of the keyed items: means and sds (p,), Pearson correlations and covariances (p, p)."""

    means: Floats
    sds: Floats
    correlations: Floats

    @property
    def covariance(self) -> Floats:
        return np.asarray(self.correlations * np.outer(self.sds, self.sds))


def _moments(found: Factorable) -> _Moments:
    correlations = correlate(found.answers, found.weights, "pearson", found.missing).matrix
    return _Moments(means(found.answers, found.weights), sds(found.answers, found.weights), correlations)


def _score_weights(analysis: _Analysis, plan: FactorPlan, pearson: Floats) -> Floats:
    """Weights on standardised answers for scores of standard deviation 1, whatever correlations the factors rest on."""
    fit, scoring = analysis.fit, plan.settings.scoring
    try:
        weights = score_weights(fit.pattern, fit.phi, analysis.correlations.matrix, scoring)
    except ValueError as error:
        raise ResearchError(
            Fault(
                f"`{analysis.found.block.name}` has no {scoring} scores: {error}",
                remedy="set `factors.scoring` to `regression`, or ask for fewer factors under `factors.number`",
            )
        ) from None
    return sealed(weights / np.sqrt(np.einsum("ij,ik,kj->j", weights, pearson, weights)))


def _scores(responses: Responses, batteries: Sequence[BatteryFactors], min_answered: float) -> Floats:
    """Factor scores of everyone, shape (n, all factors)."""
    blocks = [np.empty((responses.n, 0))]
    blocks += [factor_recipe(battery, min_answered).apply(responses) for battery in batteries]
    return sealed(np.hstack(blocks))
