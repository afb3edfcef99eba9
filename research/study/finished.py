"""What runs have stored, held against the study as it is now: whether it would find the same, and on the same data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from research.domain.caveats import Caveat
from research.domain.results import Results
from research.errors import Fault
from research.stages.rules.plan import LEFT_OUT
from research.study.opening import Study
from research.study.pipeline import plan_text
from research.study.running import stored
from research.study.segments_file import SEGMENTS_FILE, fixed_name

LOOKS = ("report", "title", "objective", "target", "personas")
"""Sections of the plan that change nothing of what was found."""
_QUESTIONNAIRE = "questionnaire.yaml"


@dataclass(frozen=True, slots=True, eq=False)
class Finished:
    """A wave that was run.

    Attributes:
        first: what its segments are named after: results of the wave that defined them, itself where it needs no
            other; None where that wave's run is not there, or found other segments.
    """

    wave: str
    results: Results
    first: Results | None


def finished_waves(study: Study, target: Path, wave: str | None) -> list[Finished]:
    """The waves that have a finished run in `target`, or `wave` alone; none where this version cannot read any."""
    keys = list(study.plan.waves)
    held = {key: results for key in keys if (results := stored(target / key)) is not None}
    wanted = {key: results for key, results in held.items() if wave in (None, key)}
    return [Finished(key, one, _first(study, one, held.get(keys[0]))) for key, one in wanted.items()]


def differences(study: Study, finished: Finished, again: str) -> Iterator[Fault]:
    """A fault where a run would find something else now, or name its segments in a way that cannot be known.

    Args:
        again: the command that runs the study.
    """
    changed = list(_changed(study, finished))
    if changed:
        yield Fault(
            f"the study asks for another analysis than the finished run of `{finished.wave}`",
            study.source.where(changed[0]) if changed[0] != _QUESTIONNAIRE else "",
            found=f"changed since: {', '.join(changed)}",
            why="what these decide is found by a run, and would stay as it was",
            remedy=again,
        )
    elif finished.first is None and _called(_before(finished)) != _called(_now(study, finished.wave)):
        yield Fault(
            f"the segments of `{finished.wave}` cannot be named anew",
            study.source.where("personas"),
            why=f"names come from `{next(iter(study.plan.waves))}`, and no finished run of it has these segments",
            remedy=again,
        )


def data_notes(study: Study, finished: Finished) -> Iterator[Caveat]:
    """That the wave's data are no longer those of its run; nothing of data that lay elsewhere then."""
    path = study.data_file(finished.wave)
    known = finished.results.provenance.inputs.get(f"{finished.wave}: {path.name}")
    if known is None:
        return
    figures = {"wave": finished.wave, "file": path.name}
    try:
        now = sha256(path.read_bytes()).hexdigest()
    except OSError:
        yield Caveat("data_gone", figures)
        return
    if now != known:
        yield Caveat("data_changed", figures)


def _first(study: Study, results: Results, first: Results | None) -> Results | None:
    if results.brief.defines_segments or results.segmentation is None:
        return results
    if first is None or first.segmentation is None:
        return None
    names = {fixed_name(one.solution, study.name) for one in (results.segmentation, first.segmentation)}
    return first if len(names) == 1 else None


def _changed(study: Study, finished: Finished) -> Iterator[str]:
    """Sections of study.yaml, and files beside it, that decide what is found and are no longer those of the run."""
    before, now = (_analysis(plan) for plan in (_before(finished), _now(study, finished.wave)))
    yield from (name for name in now if now[name] != before.get(name))
    if finished.results.provenance.inputs.get(_QUESTIONNAIRE) != study.questionnaire_sha256:
        yield _QUESTIONNAIRE
    if not _same_segments(study, finished.results):
        yield SEGMENTS_FILE


def _same_segments(study: Study, results: Results) -> bool:
    """Whether segments are fixed as they were in the run, whatever their file says of personas."""
    if study.frozen is None or SEGMENTS_FILE not in results.provenance.inputs or results.segmentation is None:
        return study.frozen is None and SEGMENTS_FILE not in results.provenance.inputs
    return fixed_name(results.segmentation.solution, study.name) == study.frozen.name


def _before(finished: Finished) -> Mapping[str, Any]:
    plan: Mapping[str, Any] = json.loads(finished.results.provenance.plan)
    return plan


def _now(study: Study, wave: str) -> Mapping[str, Any]:
    plan: Mapping[str, Any] = json.loads(plan_text(study.plan, wave))
    return plan


def _analysis(plan: Mapping[str, Any]) -> Mapping[str, Any]:
    """The parts of a plan that decide what is found: rules without what they are called."""
    decides = {name: value for name, value in plan.items() if name not in LOOKS}
    segments = decides["segments"]
    if "rules" in segments:
        conditions = [rule["condition"] for rule in segments["rules"]]
        decides["segments"] = conditions, segments["otherwise"] == LEFT_OUT
    return decides


def _called(plan: Mapping[str, Any]) -> Any:
    """What names of segments depend on."""
    personas = {key: (persona["segment"], persona["name"]) for key, persona in plan["personas"].items()}
    return personas, plan["report"]["language"]
