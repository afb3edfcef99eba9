"""A bare data file as a study: both study files drafted from it, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from research.domain.caveats import Assumption
from research.errors import Fault, ResearchError
from research.readers._contract import read
from research.stages.drafting import draft
from research.study.draft_files import questionnaire_yaml, study_yaml
from research.study.locating import QUESTIONNAIRE_FILE, STUDY_FILE, nothing_there
from research.study.opening import Study, drafted_study
from research.study.plan import refuse_wave_name

FIRST_WAVE = "w1"


@dataclass(frozen=True, slots=True)
class BareFile:
    """A drafted study of one wave.

    Attributes:
        texts: of the drafted files, by name.
        assumptions: what the draft took for granted.
    """

    study: Study
    wave: str
    texts: Mapping[str, str]
    assumptions: tuple[Assumption, ...]


def open_bare_file(path: Path, wave: str | None) -> BareFile:
    """The study drafted from the data file `path`, its wave called `wave`.

    Raises:
        ResearchError: no such file, one that cannot be read, or a wave that cannot be called so.
    """
    if not path.is_file():
        raise nothing_there(path)
    key = wave or FIRST_WAVE
    refuse_wave_name(key)
    drafted = draft(read(path))
    texts = {QUESTIONNAIRE_FILE: questionnaire_yaml(drafted), STUDY_FILE: study_yaml(drafted, path.name)}
    study = drafted_study(path.stem, path.parent, texts[QUESTIONNAIRE_FILE], texts[STUDY_FILE])
    if key not in study.plan.waves:
        first = next(iter(study.plan.waves.values()))
        study = replace(study, source=replace(study.source, value=replace(study.plan, waves={key: first})))
    drafted_from = Assumption("drafted", {"file": path.name})
    return BareFile(study, key, texts, (drafted_from, *drafted.assumptions))


@contextmanager
def told_as_draft(path: Path) -> Iterator[None]:
    """Faults at lines of a draft that nobody has seen yet: say how to see it."""
    try:
        yield
    except ResearchError as error:
        hint = Fault(
            "the study was drafted from the file", remedy=f"`research init {path}` writes the draft to correct"
        )
        raise ResearchError([*error.faults, hint]) from None
