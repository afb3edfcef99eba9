"""The order of the stages: one wave's data become its Results."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from research.domain.caveats import Caveat
from research.domain.personas import Personas
from research.domain.portfolio import Portfolio
from research.domain.questionnaire import readable
from research.domain.responses import Responses
from research.domain.results import Branding, Brief, Fonts, Provenance, Results, Universe
from research.domain.sample import Sample
from research.domain.segment_map import SegmentMap
from research.domain.style import ResponseStyle
from research.domain.tables import Tables
from research.domain.waves import WaveComparison
from research.stages.exploring import explore
from research.stages.item_pairs import compare_items
from research.stages.mapping import map_segments
from research.stages.personas import portray
from research.stages.tables import WaveTables, add_waves, mark_changes, tabulate, wants_waves
from research.stages.targeting import weigh
from research.stages.waves import compare_waves
from research.study.fielding import Fielding, for_tables, prepare
from research.study.logo import LOGO, logo_of
from research.study.opening import Study, told_at
from research.study.panel import answered, divisions_of, earlier_tables
from research.study.plan import StudyPlan
from research.study.progress import Progress
from research.study.segment_names import categories_of
from research.study.segments_file import SEGMENTS_FILE
from research.study.slide_template import TEMPLATE, template_of
from research.study.split_sample import split_sample
from research.study.structure import Structure, find_structure, style_of
from research.study.workshop import hold_workshop

_PACKAGES = ("factor-analyzer", "matplotlib", "numpy", "openpyxl", "pandas", "scikit-learn", "scipy")


def run_wave(fielding: Fielding, progress: Progress) -> Results:
    """Everything that one wave's data tell.

    Raises:
        ResearchError: what any stage finds wrong with the data or the plan.
    """
    study, wave = fielding.study, fielding.wave
    responses, screening, sample = prepare(fielding, progress)
    structure = find_structure(study, wave, sample, fielding.earlier, progress)
    progress(wave, "tables")
    figures = for_tables(study, sample)
    tables = _tables(study, figures, structure)
    if study.plan.tables.split_sample and not fielding.earlier:
        progress(wave, "halves")
        tables = split_sample(study, structure, sample, figures, tables)
    told = _with_waves(fielding, figures, structure, tables)
    personas = _personas(study, figures, structure, tables)
    return Results(
        brief=brief(study, wave),
        n=sample.responses.n,
        screening=screening,
        weighting=sample.weighting,
        tables=told,
        style=_style(study, sample, structure),
        validation=structure.validation,
        factors=structure.factors,
        basis=structure.basis,
        segmentation=structure.segmentation,
        allocation=structure.allocation,
        names=structure.names,
        personas=personas,
        waves=_compared(fielding, told),
        workshop=None if fielding.earlier or study.frozen else hold_workshop(study, structure, sample, figures),
        study_caveats=(*responses.caveats, *_changes(study.plan, wave, responses), *structure.caveats),
        assumptions=fielding.assumptions,
        provenance=provenance(study, wave, fielding.data, fielding.earlier),
        rules=structure.rules,
        exploration=explore(tables),
        item_pairs=compare_items(figures, structure.allocation),
        portfolio=portfolio_of(study, personas, told),
        map=_map(study, structure),
    )


def _style(study: Study, sample: Sample, structure: Structure) -> ResponseStyle | None:
    """How respondents used the scales of the batteries that were factored; None where none was."""
    batteries = structure.factors.batteries if structure.factors else ()
    return style_of(study, sample, [item for battery in batteries for item in battery.items])


def _tables(study: Study, figures: Sample, structure: Structure) -> Tables:
    labels = structure.names.labels if structure.names else ()
    defining = frozenset(structure.formed_on.variables if structure.formed_on else ())
    with told_at(study.source, "tables"):
        return tabulate(figures, structure.allocation, labels, defining, study.plan.tables)


def _with_waves(fielding: Fielding, figures: Sample, structure: Structure, tables: Tables) -> Tables:
    """The tables with what changed since the wave before, and the waves as columns where the study wants these."""
    if not fielding.earlier:
        return tables
    study, here = fielding.study, brief(fielding.study, fielding.wave)
    plan, wanted = study.plan.tables, wants_waves(study.plan.tables, study.questionnaire)
    earlier = list(earlier_tables(fielding, len(fielding.earlier) if wanted else 1, figures.responses.ids))
    own = answered(study, figures, divisions_of(structure.allocation, structure.names))
    now = WaveTables(here.wave, here.wave_label, tables, own)
    with told_at(study.source, "tables"):
        marked = mark_changes(now, earlier[-1], plan)
        return add_waves(marked, [*earlier, now], plan) if wanted else marked


def _personas(study: Study, figures: Sample, structure: Structure, tables: Tables) -> Personas | None:
    if structure.names is None or structure.allocation is None or structure.formed_on is None:
        return None
    return portray(
        tables,
        structure.names,
        structure.allocation,
        figures,
        structure.formed_on,
        structure.factors,
        universe(study.plan),
        study.plan.personas,
        study.plan.seed,
    )


def portfolio_of(study: Study, personas: Personas | None, tables: Tables) -> Portfolio | None:
    """The segments as targets, by the study's criteria."""
    if personas is None:
        return None
    plan = study.plan
    return weigh(tables, personas.personas, study.questionnaire, plan.outcomes, plan.target, plan.seed)


def _map(study: Study, structure: Structure) -> SegmentMap | None:
    """Where the segments lie, on the basis that they were cut on."""
    basis, allocation, names = structure.basis, structure.allocation, structure.names
    if basis is None or allocation is None or names is None:
        return None
    return map_segments(basis, allocation, names.labels, categories_of(study, basis), study.plan.seed)


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
        title=plan.title or readable(study.name),
        objective=plan.objective,
        wave=wave,
        fielded=plan.waves[wave].fielded,
        defines_segments=wave == next(iter(plan.waves)),
        universe=universe(plan),
        branding=Branding(
            client=report.client,
            colours=report.colours,
            fonts=Fonts(report.fonts.headings, report.fonts.text),
            language=report.language,
            confidentiality=report.confidentiality,
            book=report.book,
            logo=logo_of(study),
            template=template_of(study),
        ),
        next_step=report.next_step,
        changes={
            name: "; ".join(f"{what}: {text}" for what, text in change.items())
            for name, change in plan.waves[wave].changes.items()
        },
    )


def provenance(study: Study, wave: str, data: Path, earlier: Sequence[Results]) -> Provenance:
    """What went into `wave`; later waves leave no trace in it."""
    inputs: dict[str, str] = {"questionnaire.yaml": study.questionnaire_sha256, **looks(study)}
    if study.frozen:
        inputs[SEGMENTS_FILE] = study.frozen.sha256
    for results in earlier:
        inputs |= results.provenance.inputs
    inputs[f"{wave}: {data.name}"] = sha256(data.read_bytes()).hexdigest()
    return Provenance(inputs, versions(), study.plan.seed, plan_text(study.plan, wave))


def looks(study: Study) -> dict[str, str]:
    """The files that reports carry, by name: what a report that is made again takes from now."""
    carried = ((LOGO.name(study), logo_of), (TEMPLATE.name(study), template_of))
    return {name: sha256(read(study)).hexdigest() for name, read in carried if name}


def versions() -> dict[str, str]:
    """Versions of this package and of those whose numbers it prints."""
    return {"segment-research": version("segment-research"), **{name: version(name) for name in _PACKAGES}}


def plan_text(plan: StudyPlan, wave: str) -> str:
    """The plan as JSON, its waves up to `wave`."""
    keys = list(plan.waves)
    waves: Mapping[str, object] = {key: plan.waves[key] for key in keys[: keys.index(wave) + 1]}
    return json.dumps(asdict(replace(plan, waves=waves)), sort_keys=True, ensure_ascii=False, default=list)  # type: ignore[arg-type]
