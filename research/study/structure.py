"""Factors, basis and segments of a wave: found in the first, applied in later ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from research.domain.allocation import Allocation
from research.domain.basis import Basis
from research.domain.caveats import Caveat
from research.domain.factors import NOTHING_SHARED, FactorSolution
from research.domain.item_answers import item_answers
from research.domain.naming import SegmentNames
from research.domain.questionnaire import SEGMENTING_ROLES
from research.domain.results import Results
from research.domain.rules import RuleSegmentation
from research.domain.sample import Sample
from research.domain.segmentation import Segmentation
from research.domain.style import ResponseStyle
from research.domain.validation import Validation
from research.errors import ResearchError, raise_faults
from research.stages.allocation import allocate
from research.stages.basis import BasisPlan, build_basis, rebuild_basis
from research.stages.factors import compared_with_wave, factor, score_factors
from research.stages.naming import names_of_rules
from research.stages.rules import RulesPlan, apply_rules
from research.stages.segmentation import Beside, SegmentationPlan, hold, segment
from research.stages.styles import measure_style
from research.stages.validation import validate
from research.study.opening import Study, told_at
from research.study.progress import Progress
from research.study.rules import rule_lines, rules_data_faults
from research.study.segment_names import fixing_notes, names_of_cut

NO_BASIS = Caveat("no_basis")
"""The survey asks nothing that segments could be cut on."""
NO_STRUCTURE = Caveat("no_structure")
"""It asks, and the answers have nothing in common that factors could be made of."""
NOTHING_TO_FACTOR = Caveat("nothing_to_factor")
"""It asks, and too few of the items can be analysed at all; other caveats name the items, and why."""
PLACED_UNSCORED = "placed_without_scores"
SCORED_UNPLACED = "scored_without_place"


@dataclass(frozen=True, slots=True)
class Structure:
    """Factors, basis, segments and who is in which; all None where the data hold none, and then `caveats` says why."""

    factors: FactorSolution | None = None
    basis: Basis | None = None
    segmentation: Segmentation | None = None
    allocation: Allocation | None = None
    names: SegmentNames | None = None
    validation: Validation | None = None
    caveats: tuple[Caveat, ...] = ()
    rules: RuleSegmentation | None = None

    @property
    def formed_on(self) -> Basis | RuleSegmentation | None:
        """What holds the variables that segments differ on by construction; None without segments."""
        return self.rules or self.basis


def find_structure(
    study: Study, wave: str, sample: Sample, earlier: Sequence[Results], progress: Progress
) -> Structure:
    """The structure of `wave`: found where it is the first, else that of the first applied to `sample`."""
    if isinstance(study.plan.segments, RulesPlan):
        return _by_rules(study, study.plan.segments, wave, sample, earlier, progress)
    if earlier:
        return _applied(study, earlier[0], wave, sample, progress)
    if not has_basis(study):
        return Structure(caveats=(NO_BASIS,))
    progress(wave, "factors")
    factors = _factors(study, sample)
    if factors is not None and _rests_on_factors(study) and _nothing_in_common(factors):
        return Structure(caveats=(_why_none(factors), *factors.caveats))
    return _segmented(study, wave, sample, factors, progress)


def _by_rules(
    study: Study, plan: RulesPlan, wave: str, sample: Sample, earlier: Sequence[Results], progress: Progress
) -> Structure:
    """Segments by rules; factors are found where there are any, and describe the segments only."""
    progress(wave, "factors")
    factors = _compared(study, earlier[0], wave, sample) if earlier else _factors(study, sample)
    described = factors if factors and factors.batteries else None
    unfactored = factors.caveats if factors and not described else ()
    progress(wave, "segments")
    raise_faults(rules_data_faults(study, plan, sample.responses))
    defining = earlier[0].brief.wave if earlier else wave
    language = study.plan.report.language
    with told_at(study.source, "segments"):
        rules, allocation = apply_rules(plan, rule_lines(study, plan), sample.responses, defining, language)
    names = names_of_rules(rules, study.plan.personas)
    return Structure(described, allocation=allocation, names=names, rules=rules, caveats=unfactored)


def has_basis(study: Study) -> bool:
    """Whether the study names or the questionnaire holds anything to cut segments on."""
    plan = study.plan
    return bool(plan.basis.questions or plan.basis.batteries) or _factored(study)


def _factored(study: Study) -> bool:
    batteries = study.plan.factors.batteries
    if batteries is not None:
        return bool(batteries)
    return any(battery.role in SEGMENTING_ROLES for battery in study.questionnaire.batteries)


def _rests_on_factors(study: Study) -> bool:
    return study.plan.basis.use == "factor_scores" and not study.plan.basis.questions


def _nothing_in_common(factors: FactorSolution) -> bool:
    """No battery has factors, although enough respondents answered; too few of them are a fault of the data."""
    return not factors.batteries and not factors.shortages


def _why_none(factors: FactorSolution) -> Caveat:
    shared = any(caveat.code in NOTHING_SHARED for caveat in factors.caveats)
    return NO_STRUCTURE if shared else NOTHING_TO_FACTOR


def _factors(study: Study, sample: Sample) -> FactorSolution | None:
    if not _factored(study):
        return None
    weighted, otherwise = sample, sample.unweighted()
    if not study.plan.weighting.use_in.factors:
        weighted, otherwise = otherwise, weighted
    with told_at(study.source, "factors"):
        one_way = sample.weighting.source == "none"
        return factor(weighted, study.plan.factors, study.plan.seed, None if one_way else otherwise)


def _segmented(
    study: Study, wave: str, sample: Sample, factors: FactorSolution | None, progress: Progress
) -> Structure:
    plan = study.plan
    clustered = sample if plan.weighting.use_in.segments else sample.unweighted()
    with told_at(study.source, "basis"):
        planned = _planned(study, clustered, factors)
    progress(wave, "segments")
    others = _other_bases(clustered, plan.basis, factors, planned)
    with told_at(study.source, "segments"):
        settings, beside = _cutting(study), _beside(plan.basis, clustered, planned, others, study.frozen is None)
        segmentation = segment(planned, settings, wave, plan.seed, beside)
    basis = next(one for one in (planned, *others) if one.view == segmentation.choice.view)
    style, own = style_of(study, sample, basis.recipe.items), settings.settings.get(segmentation.solution.method)
    validation = validate(segmentation, basis, style, plan.seed, own)
    if study.frozen:
        segmentation = hold(segmentation, study.frozen.solution, basis)
    allocation = allocate(segmentation.solution, sample, _cutting(study).assign_from)
    names = names_of_cut(study, segmentation, basis, allocation)
    notes = (*_unlike(factors, basis), *fixing_notes(study, segmentation))
    return Structure(factors, basis, segmentation, allocation, names, validation, notes)


def _planned(study: Study, sample: Sample, factors: FactorSolution | None) -> Basis:
    """The basis that the plan describes, or that the segments were fixed on."""
    if study.frozen:
        return rebuild_basis(study.frozen.solution.recipe, sample)
    return build_basis(sample, study.plan.basis, factors, frozenset(study.plan.outcomes))


def _cutting(study: Study) -> SegmentationPlan:
    """The plan's settings, with the number and the method of segments that were fixed."""
    plan = study.plan.segments
    assert isinstance(plan, SegmentationPlan)
    if study.frozen is None:
        return plan
    return replace(plan, k=study.frozen.solution.k, methods=(study.frozen.solution.method,))


def style_of(study: Study, sample: Sample, items: Sequence[str]) -> ResponseStyle | None:
    """How respondents used the scales of the batteries that hold any of `items`; None where none does."""
    names = tuple(battery.name for battery in study.questionnaire.batteries if set(items) & set(battery.items))
    return measure_style(sample, names) if names else None


def _other_bases(sample: Sample, plan: BasisPlan, factors: FactorSolution | None, planned: Basis) -> tuple[Basis, ...]:
    """The items themselves beside the planned basis, as they are and centred within persons, where there are any."""
    found: dict[str, Basis] = {}
    for centre in ("none", "person"):
        try:
            other = build_basis(sample, replace(plan, use="standardised", centre=centre), factors, frozenset())
        except ResearchError:
            continue
        if other.view != planned.view:
            found.setdefault(other.view, other)
    return tuple(found.values())


def _beside(plan: BasisPlan, sample: Sample, planned: Basis, others: Sequence[Basis], open_: bool) -> Beside:
    """What the planned basis is held against; centred items may take its place where the study leaves that open."""
    items = tuple(dict.fromkeys(item for basis in (planned, *others) for item in basis.recipe.items))
    centred = frozenset(other.view for other in others if any(other.recipe.centred))
    leading = centred if plan.centre == "compare" and open_ else frozenset()
    return Beside(item_answers(sample.responses, items), tuple(others), leading)


def _unlike(factors: FactorSolution | None, basis: Basis) -> Iterator[Caveat]:
    """Respondents who have scores and no place, or a place and no scores: the two have minima of their own."""
    if factors is None or not factors.scores.size or basis.recipe.use != "factor_scores":
        return
    unscored = np.isnan(factors.scores[:, [factors.keys.index(key) for key in basis.recipe.columns]]).any(axis=1)
    unplaced = ~basis.placed
    minima = {"scored": 100 * factors.min_answered, "placed": 100 * basis.recipe.min_answered}
    for code, who in ((PLACED_UNSCORED, unscored & ~unplaced), (SCORED_UNPLACED, unplaced & ~unscored)):
        if who.any():
            yield Caveat(code, {"respondents": int(who.sum()), **minima})


def _applied(study: Study, first: Results, wave: str, sample: Sample, progress: Progress) -> Structure:
    """A later wave is placed by the frozen solution of the first; nothing is fitted again."""
    if first.segmentation is None or first.basis is None:
        return Structure(
            caveats=tuple(c for c in first.study_caveats if c in (NO_BASIS, NO_STRUCTURE, NOTHING_TO_FACTOR))
        )
    progress(wave, "allocate")
    factors = _compared(study, first, wave, sample)
    basis = rebuild_basis(first.basis.recipe, sample)
    allocation = allocate(first.segmentation.solution, sample, _cutting(study).assign_from)
    return Structure(factors, basis, first.segmentation, allocation, first.names, first.validation)


def _compared(study: Study, first: Results, wave: str, sample: Sample) -> FactorSolution | None:
    """The first wave's factors with this wave's scores, and beside the factors that this wave alone would show."""
    if first.factors is None:
        return None
    counted = sample if study.plan.weighting.use_in.factors else sample.unweighted()
    return compared_with_wave(score_factors(first.factors, sample), first.brief.wave, counted, wave)
