"""Preflight: everything that can be told wrong before anything is computed, for `check` and `run` alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from research.domain.basis import ColumnKind
from research.domain.questionnaire import SEGMENTING_ROLES
from research.domain.responses import Responses
from research.errors import Fault, ResearchError
from research.readers._contract import read
from research.stages.basis.build import kind_of
from research.stages.basis.plan import Part, outcome_faults, parts_of
from research.stages.basis.plan import plan_faults as basis_faults
from research.stages.coding import code
from research.stages.factors.blocks import plan_faults as factor_faults
from research.stages.naming import persona_faults
from research.stages.rules import RulesPlan
from research.stages.screening import screen
from research.stages.segmentation.methods import method_faults
from research.stages.segmentation.plan import SegmentationPlan
from research.stages.segmentation.plan import plan_faults as segment_faults
from research.stages.tables import filter_faults_in, table_faults
from research.stages.targeting import target_faults
from research.study.logo import logo_faults
from research.study.opening import Study, as_fixed, gather, opening_faults, told_at, with_segments
from research.study.rules import rules_data_faults, rules_plan_faults
from research.study.slide_template import template_faults
from research.study.wave_files import asked_faults, missing_faults, wanted_files


def preflight(study: Study, wave: str | None, data: Path | None) -> list[Fault]:
    """Everything wrong with a study of the right form and with the data of the waves up to `wave`, each at its line.

    Args:
        wave, data: as of `run`: only this wave and those before it, and where its file lies.
    """
    asked = list(asked_faults(study, wave, data))
    files = {} if asked else wanted_files(study, wave, data)
    there = {key: path for key, path in files.items() if path.is_file()}
    return [*study_faults(study), *asked, *missing_faults(study, files), *data_faults(study, there)]


def study_faults(study: Study) -> list[Fault]:
    """The faults of the study's own files, the segments that were fixed among them; data are not looked at."""
    return [*opening_faults(study), *gather(lambda: with_segments(study)), *_plan_faults(as_fixed(study))]


def data_faults(study: Study, files: Mapping[str, Path]) -> list[Fault]:
    """The faults of the data of every wave in `files`, and of tables and rules that they cannot answer."""
    faults: list[Fault] = []
    responses: list[Responses] = []
    for wave, path in files.items():
        faults += gather(lambda wave=wave, path=path: responses.append(_looked(study, wave, path)))  # type: ignore[misc]
    for coded in responses[:1]:
        told = _at(study, "tables", table_faults(coded, study.plan.tables))
        faults += told or _at(study, "tables", filter_faults_in(coded, study.plan.tables))
    segments = study.plan.segments
    if isinstance(segments, RulesPlan):
        faults += [fault for coded in responses for fault in rules_data_faults(study, segments, coded)]
    return faults


def _plan_faults(study: Study) -> list[Fault]:
    """What study.yaml asks for that the questionnaire does not have, and what contradicts itself."""
    segments = study.plan.segments
    return [
        *_at(study, "factors", factor_faults(study.questionnaire, study.plan.factors)),
        *(rules_plan_faults(study, segments) if isinstance(segments, RulesPlan) else _cut_faults(study, segments)),
        *_at(study, "personas", persona_faults(study.plan.personas)),
        *_at(study, "target", target_faults(study.plan.target, study.questionnaire)),
        *logo_faults(study),
        *template_faults(study),
    ]


def _cut_faults(study: Study, segments: SegmentationPlan) -> list[Fault]:
    """Faults of the basis and of how it is cut."""
    plan, questionnaire = study.plan, study.questionnaire
    use = "standardised" if plan.basis.use == "factor_scores" else plan.basis.use
    as_items = replace(plan.basis, use=use, batteries=plan.basis.batteries or plan.factors.batteries)
    parts = parts_of(questionnaire, as_items, None)
    return [
        *_at(study, "basis", basis_faults(questionnaire, as_items, None)),
        *_at(study, "basis", _not_factored(study)),
        *_at(study, "basis", outcome_faults(questionnaire, parts, frozenset(plan.outcomes))),
        *_at(study, "segments", segment_faults(segments)),
        *_at(study, "segments", method_faults(segments, _kinds(study, parts), gaps=False)),
    ]


def _kinds(study: Study, parts: Sequence[Part]) -> set[ColumnKind]:
    """What the columns of the basis will hold, as far as the questionnaire tells."""
    plan, variables = study.plan.basis, study.questionnaire.variables
    if plan.use != "answers":
        return {"numeric"}
    return {kind_of(variables[item], plan) for part in parts for item in part.items}


def _looked(study: Study, wave: str, path: Path) -> Responses:
    """The respondents of `wave` who would be analysed."""
    responses = code(read(path), study.questionnaire, wave)
    with told_at(study.source, "quality"):
        return responses.rows(screen(responses, study.plan.quality).kept)


def _not_factored(study: Study) -> Iterator[Fault]:
    """Batteries whose factor scores the basis asks for and that the plan does not factor."""
    plan = study.plan
    if plan.basis.use != "factor_scores" or plan.factors.together:
        return
    known = {battery.name: battery for battery in study.questionnaire.batteries}
    for name in plan.basis.batteries or ():
        if name not in known:
            continue
        by_role = plan.factors.batteries is None and known[name].role in SEGMENTING_ROLES
        if not by_role and name not in (plan.factors.batteries or ()):
            yield Fault(
                f"`basis.batteries` names `{name}`, which is not factored",
                remedy=f"add `{name}` to `factors.batteries`, or set `basis.use` to `standardised`",
            )


def _at(study: Study, section: str, faults: Iterable[Fault]) -> list[Fault]:
    """`faults` at the line of their section."""

    def tell() -> None:
        found = list(faults)
        if found:
            with told_at(study.source, section):
                raise ResearchError(found)

    return gather(tell)
