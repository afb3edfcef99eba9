"""StudyPlan: study.yaml, the sum of the stages' plans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Discriminator, Field, Tag

from research.domain.naming import PersonaPlan
from research.domain.results import Arrangement
from research.errors import Fault, ResearchError
from research.stages.basis import BasisPlan
from research.stages.factors import FactorPlan
from research.stages.rules import RulesPlan
from research.stages.screening import ScreeningPlan
from research.stages.segmentation import SegmentationPlan
from research.stages.tables import TablePlan
from research.stages.targeting import TargetPlan
from research.stages.weighting import WeightingPlan
from research.wording.languages import LANGUAGES
from research.yaml_source import STRICT, Sourced, load, parse

WAVE_NAME = re.compile(r"[A-Za-z0-9][\w-]*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[^\W_](?:[^\W_]|[ .-]){0,59}")


def _kind_of_segments(section: object) -> str:
    """Which plan the section `segments` is: one with the key `rules` is no clustering."""
    by_rules = "rules" in section if isinstance(section, Mapping) else isinstance(section, RulesPlan)
    return (RulesPlan if by_rules else SegmentationPlan).__name__


SegmentsPlan = Annotated[
    Annotated[SegmentationPlan, Tag("SegmentationPlan")] | Annotated[RulesPlan, Tag("RulesPlan")],
    Discriminator(_kind_of_segments),
]
"""Segments are found by clustering, or written by hand as rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WavePlan:
    """One fielding: its data file, when it was, and what it asked otherwise."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    file: str
    fielded: str = ""
    defines_segments: bool = False
    changes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UniversePlan:
    """Who the sample stands for, and how many."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    who: str = ""
    country: str = ""
    population: Annotated[float | None, Field(gt=0)] = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontsPlan:
    """The client's families by name."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    headings: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """How the reports look, and what goes on a sheet of the book."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    client: str = ""
    colours: tuple[str, ...] = ()
    fonts: FontsPlan = field(default_factory=FontsPlan)
    language: str = "en"
    confidentiality: str = ""
    book: Arrangement = "by_theme"
    logo: str = ""
    next_step: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPlan:
    """How a study is analysed. Everything but `waves` has a default."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    waves: Mapping[str, WavePlan]
    title: str = ""
    objective: str = ""
    universe: UniversePlan = field(default_factory=UniversePlan)
    seed: int = 1
    quality: ScreeningPlan = field(default_factory=ScreeningPlan)
    weighting: WeightingPlan = field(default_factory=WeightingPlan)
    factors: FactorPlan = field(default_factory=FactorPlan)
    basis: BasisPlan = field(default_factory=BasisPlan)
    segments: SegmentsPlan = field(default_factory=SegmentationPlan)
    personas: Mapping[str, PersonaPlan] = field(default_factory=dict)
    outcomes: tuple[str, ...] = ()
    target: TargetPlan = field(default_factory=TargetPlan)
    tables: TablePlan = field(default_factory=TablePlan)
    report: ReportPlan = field(default_factory=ReportPlan)


def read_plan(path: Path) -> Sourced[StudyPlan]:
    """The plan in the file `path`, of the right form; ResearchError with every fault and its line."""
    return load(path, StudyPlan, f"{path.resolve().parent.name}/{path.name}")


def parse_plan(text: str, source: str) -> Sourced[StudyPlan]:
    """The same from YAML text; `source` stands for the file in faults."""
    return parse(text, StudyPlan, source)


def own_faults(source: Sourced[StudyPlan]) -> list[Fault]:
    """What is wrong with a plan of the right form by itself, whatever the questionnaire: its waves and its looks."""
    return [*_wave_faults(source), *_report_faults(source)]


def refuse_wave_name(key: str) -> None:
    """ResearchError when `key` cannot name a wave: it is a folder of the report."""
    if not WAVE_NAME.fullmatch(key):
        raise ResearchError(_unfit(key, ""))


def _unfit(key: str, where: str) -> Fault:
    return Fault(
        f"`{key}` cannot name a wave",
        where,
        why="the name is a folder of the report",
        remedy="use letters, digits, - and _",
    )


def _wave_faults(source: Sourced[StudyPlan]) -> list[Fault]:
    waves = source.value.waves
    faults = []
    if not waves:
        faults.append(Fault("the study has no wave", source.where("waves"), remedy="name a data file under `waves`"))
    for position, (key, wave) in enumerate(waves.items()):
        if not WAVE_NAME.fullmatch(key):
            faults.append(_unfit(key, source.where("waves", key)))
        if wave.defines_segments and position > 0:
            faults.append(
                Fault(
                    f"the wave `{key}` cannot define the segments",
                    source.where("waves", key, "defines_segments"),
                    why="a wave's report rests on that and earlier waves only, so the first wave defines them",
                    remedy="write the wave that defines the segments first",
                )
            )
    return faults


def _report_faults(source: Sourced[StudyPlan]) -> list[Fault]:
    report = source.value.report
    faults = [
        Fault(
            f"`{colour}` is no colour",
            source.where("report", "colours", position),
            remedy='write it as "#1b7f5c"',
        )
        for position, colour in enumerate(report.colours)
        if not _COLOUR.fullmatch(colour)
    ]
    faults += [
        Fault(
            f"`{name}` is no name of a font",
            source.where("report", "fonts", use),
            why="a family is asked for by its name alone, as office programs list it",
            remedy="write it as Georgia or Source Sans 3, in letters, digits, blanks, - and .",
        )
        for use, name in (("headings", report.fonts.headings), ("text", report.fonts.text))
        if name and not _FONT.fullmatch(name)
    ]
    if report.language not in LANGUAGES:
        faults.append(
            Fault(
                f"there are no words for the language `{report.language}`",
                source.where("report", "language"),
                remedy="known here: " + ", ".join(LANGUAGES),
            )
        )
    return faults
