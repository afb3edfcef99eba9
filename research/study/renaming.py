"""Finished results under the names that study.yaml now gives: every noun that a name stands in follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from research.domain.caveats import Caveat
from research.domain.naming import SegmentNames
from research.domain.results import Results
from research.domain.rules import RuleSegmentation
from research.domain.tables import SEGMENT
from research.domain.waves import WaveComparison
from research.stages.naming import names_of_rules
from research.stages.personas import rename
from research.stages.rules import RulesPlan, reword
from research.stages.tables import relabelled
from research.study.opening import Study
from research.study.segment_names import FIXED, fixing_notes, names_of_cut
from research.study.workshop import rename_workshop


def renamed(study: Study, results: Results, first: Results) -> Results:
    """`results` as a run would name and word its segments now; as they are where there are none.

    Args:
        first: results of the wave that defined the segments, from whose basis names are suggested.
    """
    rules = _rules(study, results)
    names = names_of_rules(rules, study.plan.personas) if rules else _names(study, first)
    if names is None:
        return results
    labels, tables = names.labels, relabelled(results.tables, {SEGMENT: names.labels})
    return replace(
        results,
        rules=rules,
        names=names,
        tables=tables,
        study_caveats=_study_caveats(study, results),
        exploration=results.exploration and replace(results.exploration, segments=labels),
        personas=results.personas and rename(results.personas, names, tables.min_base),
        waves=results.waves and _waves(results.waves, labels),
        map=results.map and replace(results.map, names=labels),
        workshop=results.workshop and rename_workshop(study, results, names),
    )


def _rules(study: Study, results: Results) -> RuleSegmentation | None:
    plan = study.plan.segments
    if results.rules is None or not isinstance(plan, RulesPlan):
        return None
    return reword(results.rules, plan, study.questionnaire, study.plan.report.language)


def _names(study: Study, first: Results) -> SegmentNames | None:
    if first.segmentation is None or first.basis is None or first.allocation is None:
        return None
    return names_of_cut(study, first.segmentation, first.basis, first.allocation)


def _study_caveats(study: Study, results: Results) -> tuple[Caveat, ...]:
    """In the wave that defines the segments, what is told of their fixing is that of now."""
    if results.segmentation is None or not results.brief.defines_segments:
        return results.study_caveats
    others = (caveat for caveat in results.study_caveats if caveat.code not in FIXED)
    return (*others, *fixing_notes(study, results.segmentation))


def _waves(waves: WaveComparison, labels: Sequence[str]) -> WaveComparison:
    """The sizes of segments bear their names."""
    figures = (
        replace(figure, label=labels[int(figure.key) - 1]) if figure.topic == "size" else figure
        for figure in waves.figures
    )
    return replace(waves, figures=tuple(figures))
