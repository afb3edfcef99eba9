"""Opening a study: its two files read, checked against each other, every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from research.domain.questionnaire import Questionnaire
from research.errors import Fault, ResearchError, raise_faults
from research.study.locating import QUESTIONNAIRE_FILE, STUDY_FILE
from research.study.plan import StudyPlan, own_faults, parse_plan, read_plan
from research.study.questionnaire_reading import parse_questionnaire, read_questionnaire
from research.study.segments_file import Frozen, read_segments
from research.yaml_source import Sourced

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Study:
    """A study ready to run.

    Attributes:
        folder: where its data files lie.
        questionnaire_sha256: of questionnaire.yaml.
        frozen: the segments that were fixed for it; None where none were.
    """

    name: str
    folder: Path
    source: Sourced[StudyPlan]
    questionnaire: Questionnaire
    questionnaire_sha256: str
    frozen: Frozen | None = None

    @property
    def plan(self) -> StudyPlan:
        return self.source.value

    def data_file(self, wave: str) -> Path:
        """Where the data of `wave` lie."""
        return self.folder / self.plan.waves[wave].file


def open_study(folder: Path) -> Study:
    """The study in `folder`, with the segments that were fixed for it; ResearchError with the faults of its files."""
    study = read_study(folder)
    raise_faults([*gather(lambda: with_segments(study)), *opening_faults(study)])
    return with_segments(study)


def open_unfixed(folder: Path) -> Study:
    """The study in `folder` as if no segments were fixed; ResearchError with the faults of both files."""
    study = read_study(folder)
    raise_faults(opening_faults(study))
    return study


def with_segments(study: Study) -> Study:
    """`study` with the segments that were fixed for it, if any were; ResearchError where they cannot be read."""
    return replace(study, frozen=read_segments(study.folder, study.name, study.questionnaire))


def as_fixed(study: Study) -> Study:
    """The same; as it is where they cannot be read, which `with_segments` tells."""
    try:
        return with_segments(study)
    except ResearchError:
        return study


def read_study(folder: Path) -> Study:
    """The study in `folder` as its two files write it, whatever they ask for, and as if no segments were fixed.

    Raises:
        ResearchError: files that are not there or not of the right form, without which nothing can be looked through.
    """
    name = folder.resolve().name
    questionnaire, source = _both(
        lambda: read_questionnaire(folder / QUESTIONNAIRE_FILE, name), lambda: read_plan(folder / STUDY_FILE)
    )
    digest = sha256((folder / QUESTIONNAIRE_FILE).read_bytes()).hexdigest()
    return _study(name, folder, source, questionnaire, digest)


def drafted_study(name: str, folder: Path, questionnaire_text: str, study_text: str) -> Study:
    """The study that two drafted texts describe, with its data in `folder`."""
    questionnaire, source = _both(
        lambda: parse_questionnaire(questionnaire_text, f"{name}/{QUESTIONNAIRE_FILE} (draft)", name),
        lambda: parse_plan(study_text, f"{name}/{STUDY_FILE} (draft)"),
    )
    study = _study(name, folder, source, questionnaire, sha256(questionnaire_text.encode()).hexdigest())
    raise_faults(opening_faults(study))
    return study


def opening_faults(study: Study) -> list[Fault]:
    """What is wrong with a study whatever it is opened for: its waves, its looks, and names that nobody knows."""
    return [*own_faults(study.source), *_unknown_names(study.source, study.questionnaire)]


@contextmanager
def told_at(source: Sourced[StudyPlan], section: str) -> Iterator[None]:
    """Faults that a stage finds in its plan are told at the line of the plan's section."""
    try:
        yield
    except ResearchError as error:
        where = source.where(section)
        faults = [fault if fault.where else replace(fault, where=where) for fault in error.faults]
        raise ResearchError(faults) from None


def gather(*calls: Callable[[], object]) -> list[Fault]:
    """The faults of all `calls`, each tried."""
    faults: list[Fault] = []
    for call in calls:
        try:
            call()
        except ResearchError as error:
            faults += error.faults
    return faults


def _both(first: Callable[[], T], second: Callable[[], Sourced[StudyPlan]]) -> tuple[T, Sourced[StudyPlan]]:
    raise_faults(gather(first, second))
    return first(), second()


def _study(name: str, folder: Path, source: Sourced[StudyPlan], questionnaire: Questionnaire, digest: str) -> Study:
    column = source.value.weighting.column
    if column is not None:
        questionnaire = replace(questionnaire, system=replace(questionnaire.system, weight=column))
    return Study(name, folder, source, questionnaire, digest)


def _unknown_names(source: Sourced[StudyPlan], questionnaire: Questionnaire) -> Iterable[Fault]:
    """Names in study.yaml that the questionnaire does not have, outside the stages' own plans."""
    known = known_names(questionnaire)
    for position, name in enumerate(source.value.outcomes):
        if name not in known:
            yield Fault(
                f"`outcomes`: there is no question or measure `{name}`",
                source.where("outcomes", position),
                remedy="name questions, derived variables or measures such as concepts.intent",
            )
    for wave, plan in source.value.waves.items():
        for name in plan.changes:
            if name not in questionnaire.variables and name not in known:
                yield Fault(f"`changes`: there is no item `{name}`", source.where("waves", wave, "changes", name))


def known_names(questionnaire: Questionnaire) -> set[str]:
    """Everything that study.yaml may name: variables, questions, batteries, measures."""
    measures = questionnaire.concept_test.measures if questionnaire.concept_test else ()
    return {
        *questionnaire.variables,
        *(question.name for question in questionnaire.questions),
        *(battery.name for battery in questionnaire.batteries),
        *(f"concepts.{measure.name}" for measure in measures),
    }
