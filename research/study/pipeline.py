"""The order of the stages: one wave's data become its Results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from research.domain.allocation import Allocation
from research.domain.basis import Basis
from research.domain.caveats import Assumption, Caveat
from research.domain.factors import FactorSolution
from research.domain.naming import SegmentNames
from research.domain.personas import Personas
from research.domain.responses import Responses
from research.domain.results import Branding, Brief, Provenance, Results, Universe
from research.domain.sample import Sample
from research.domain.segmentation import Segmentation
from research.domain.tables import Tables
from research.domain.waves import WaveComparison
from research.errors import Fault, ResearchError
from research.readers._contract import read
from research.stages.allocation import allocate
from research.stages.basis import build_basis, rebuild_basis
from research.stages.coding import code
from research.stages.factors import factor, score_factors
from research.stages.naming import name_segments
from research.stages.personas import portray
from research.stages.screening import screen
from research.stages.segmentation import segment
from research.stages.tables import tabulate
from research.stages.waves import compare_waves
from research.stages.weighting import weight
from research.study.opening import Study
from research.study.plan import StudyPlan
from research.study.progress import Progress
from research.yaml_source import Sourced

_PACKAGES = ("factor-analyzer", "matplotlib", "numpy", "openpyxl", "pandas", "scikit-learn", "scipy")
BASIS_ROLES = frozenset({"needs", "psychographic", "values"})


@dataclass(frozen=True, slots=True)
class Fielding:
    """One wave to run: its key, where its data lie, and what went before.

    Attributes:
        earlier: Results of the waves before it, in order; empty for the wave that defines the segments.
        assumptions: what a draft took for granted.
    """

    study: Study
    wave: str
    data: Path
    earlier: tuple[Results, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class _Structure:
    """Factors, basis, segments and who is in which, of one wave."""

    factors: FactorSolution | None
    basis: Basis | None
    segmentation: Segmentation | None
    allocation: Allocation | None
    names: SegmentNames | None
    caveats: tuple[Caveat, ...] = ()


def run_wave(fielding: Fielding, progress: Progress) -> Results:
    """Everything that one wave's data tell.

    Raises:
        ResearchError: what any stage finds wrong with the data or the plan.
    """
    study, plan, wave = fielding.study, fielding.study.plan, fielding.wave
    progress(wave, "read")
    responses = code(read(fielding.data), study.questionnaire, wave)
    progress(wave, "screen")
    with told_at(study.source, "quality"):
        screening = screen(responses, plan.quality)
    progress(wave, "weight")
    sample = weight(responses.rows(screening.kept))
    structure = _structure(fielding, sample, progress)
    progress(wave, "tables")
    figures = sample if plan.weighting.use_in.tables else sample.unweighted()
    tables = _tables(study, figures, structure)
    personas = _personas(study, figures, structure, tables)
    return Results(
        brief=brief(study, wave),
        n=sample.responses.n,
        screening=screening,
        weighting=sample.weighting,
        tables=tables,
        factors=structure.factors,
        basis=structure.basis,
        segmentation=structure.segmentation,
        allocation=structure.allocation,
        names=structure.names,
        personas=personas,
        waves=_compared(fielding, tables),
        study_caveats=(*responses.caveats, *_changes(study.plan, wave, responses), *structure.caveats),
        assumptions=fielding.assumptions,
        provenance=provenance(study, wave, fielding.data, fielding.earlier),
    )


@contextmanager
def told_at(source: Sourced[StudyPlan], section: str) -> Iterator[None]:
    """Faults that a stage finds in its plan are told at the line of the plan's section."""
    try:
        yield
    except ResearchError as error:
        where = source.where(section)
        faults = [fault if fault.where else replace(fault, where=where) for fault in error.faults]
        raise ResearchError(faults) from None


def _structure(fielding: Fielding, sample: Sample, progress: Progress) -> _Structure:
    if fielding.earlier:
        return _later(fielding, sample, progress)
    return _first(fielding, sample, progress)


def _first(fielding: Fielding, sample: Sample, progress: Progress) -> _Structure:
    study, plan, wave = fielding.study, fielding.study.plan, fielding.wave
    if not has_basis(study):
        return _Structure(None, None, None, None, None, (Caveat("no_basis"),))
    progress(wave, "factors")
    use_in = plan.weighting.use_in
    factors = None
    if _factored(study):
        with told_at(study.source, "factors"):
            factors = factor(sample if use_in.factors else sample.unweighted(), plan.factors, plan.seed)
    with told_at(study.source, "basis"):
        clustered = sample if use_in.segments else sample.unweighted()
        basis = build_basis(clustered, plan.basis, factors, frozenset(plan.outcomes))
    progress(wave, "segments")
    with told_at(study.source, "segments"):
        segmentation = segment(basis, plan.segments, wave, plan.seed)
    allocation = allocate(segmentation.solution, sample)
    with told_at(study.source, "personas"):
        names = name_segments(basis, allocation, plan.personas)
    return _Structure(factors, basis, segmentation, allocation, names)


def _later(fielding: Fielding, sample: Sample, progress: Progress) -> _Structure:
    """A later wave is placed by the frozen solution of the first; nothing is fitted again."""
    first = fielding.earlier[0]
    if first.segmentation is None or first.basis is None:
        return _Structure(None, None, None, None, None, (Caveat("no_basis"),))
    progress(fielding.wave, "allocate")
    factors = score_factors(first.factors, sample) if first.factors else None
    basis = rebuild_basis(first.basis.recipe, sample)
    allocation = allocate(first.segmentation.solution, sample)
    return _Structure(factors, basis, first.segmentation, allocation, first.names)


def has_basis(study: Study) -> bool:
    """Whether the study names or the questionnaire holds anything to cut segments on."""
    plan = study.plan
    named = plan.basis.questions or plan.basis.batteries or plan.factors.batteries
    return bool(named) or any(battery.role in BASIS_ROLES for battery in study.questionnaire.batteries)


def _factored(study: Study) -> bool:
    batteries = study.plan.factors.batteries
    if batteries is not None:
        return bool(batteries)
    return any(battery.role in BASIS_ROLES for battery in study.questionnaire.batteries)


def _tables(study: Study, figures: Sample, structure: _Structure) -> Tables:
    labels = structure.names.labels if structure.names else ()
    basis = structure.basis.variables if structure.basis else frozenset()
    with told_at(study.source, "tables"):
        return tabulate(figures, structure.allocation, labels, basis, study.plan.tables)


def _personas(study: Study, figures: Sample, structure: _Structure, tables: Tables) -> Personas | None:
    if structure.names is None or structure.allocation is None or structure.basis is None:
        return None
    return portray(
        tables,
        structure.names,
        structure.allocation,
        figures,
        structure.basis,
        structure.factors,
        universe(study.plan),
        study.plan.personas,
        study.plan.seed,
    )


def _compared(fielding: Fielding, tables: Tables) -> WaveComparison | None:
    if not fielding.earlier:
        return None
    waves = [(results.brief.wave, results.brief.wave_label, results.tables) for results in fielding.earlier]
    here = brief(fielding.study, fielding.wave)
    return compare_waves([*waves, (here.wave, here.wave_label, tables)], fielding.study.plan.outcomes)


def _changes(plan: StudyPlan, wave: str, responses: Responses) -> Sequence[Caveat]:
    variables = responses.questionnaire.variables
    return [
        Caveat(
            "changed_item",
            {
                "item": variables[name].label if name in variables else name,
                "change": "; ".join(f"{what}: {text}" for what, text in change.items()),
            },
        )
        for name, change in plan.waves[wave].changes.items()
    ]


def universe(plan: StudyPlan) -> Universe:
    """Who the sample stands for."""
    return Universe(plan.universe.who, plan.universe.country, plan.universe.population, plan.universe.source)


def brief(study: Study, wave: str) -> Brief:
    """What the study is and which wave this is."""
    plan = study.plan
    report = plan.report
    return Brief(
        study=study.name,
        title=plan.title or study.name.replace("_", " ").capitalize(),
        objective=plan.objective,
        wave=wave,
        fielded=plan.waves[wave].fielded,
        defines_segments=wave == next(iter(plan.waves)),
        universe=universe(plan),
        branding=Branding(report.client, report.colours, report.language, report.confidentiality),
        changes={
            name: "; ".join(f"{what}: {text}" for what, text in change.items())
            for name, change in plan.waves[wave].changes.items()
        },
    )


def provenance(study: Study, wave: str, data: Path, earlier: Sequence[Results]) -> Provenance:
    """What went into `wave`; later waves leave no trace in it."""
    inputs: dict[str, str] = {"questionnaire.yaml": study.questionnaire_sha256}
    for results in earlier:
        inputs |= results.provenance.inputs
    inputs[f"{wave}: {data.name}"] = sha256(data.read_bytes()).hexdigest()
    return Provenance(inputs, versions(), study.plan.seed, plan_text(study.plan, wave))


def versions() -> dict[str, str]:
    """Versions of this package and of those whose numbers it prints."""
    return {"segment-research": version("segment-research"), **{name: version(name) for name in _PACKAGES}}


def plan_text(plan: StudyPlan, wave: str) -> str:
    """The plan as JSON, its waves up to `wave`."""
    keys = list(plan.waves)
    waves: Mapping[str, object] = {key: plan.waves[key] for key in keys[: keys.index(wave) + 1]}
    return json.dumps(asdict(replace(plan, waves=waves)), sort_keys=True, ensure_ascii=False, default=list)  # type: ignore[arg-type]


def refuse_unknown_wave(study: Study, wave: str) -> None:
    """ResearchError when the study has no such wave."""
    if wave not in study.plan.waves:
        raise ResearchError(
            Fault(
                f"the study has no wave `{wave}`",
                study.source.where("waves"),
                remedy="known here: " + ", ".join(study.plan.waves),
            )
        )
