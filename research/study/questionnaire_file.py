"""The shape of questionnaire.yaml, as an analyst writes it. What it means is `questionnaire_reading`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from research.domain.questionnaire import QuestionKind, Role
from research.yaml_source import STRICT

Labels = dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleEntry:
    """`labels`, or `points` with the labels of both `ends`."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    labels: Labels | None = None
    points: int | None = None
    ends: tuple[str, str] | None = None
    top: int
    off_scale: Labels = field(default_factory=dict)
    missing: Labels | tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    column: str
    unit: Literal["milliseconds", "seconds", "minutes"] = "seconds"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    column: str
    complete: int | str | tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    id: str | None = None
    weight: str | None = None
    duration: DurationEntry | str | None = None
    date: str | None = None
    status: StatusEntry | None = None
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    text: str
    reversed: bool = False
    attention: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatteryEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    role: Role
    scale: str
    wording: str = ""
    order: Literal["fixed", "randomised"] = "fixed"
    asked_if: str | None = None
    base: str = ""
    items: Mapping[str, str | ItemEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEntry:
    """One entry for every kind; which keys a kind may use is checked when it is read."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    kind: QuestionKind
    role: Role
    label: str = ""
    wording: str = ""
    column: str | None = None
    columns: Mapping[str, str] | tuple[str, ...] | None = None
    codes: Labels | None = None
    labels_from: str | None = None
    scale: str | None = None
    off_scale: Labels = field(default_factory=dict)
    missing: Labels | tuple[int, ...] = ()
    encoding: Literal["dichotomies", "categories"] | None = None
    counted: int | str | None = None
    none: str | int | None = None
    range: tuple[float, float] | None = None
    unit: str | None = None
    decimals: int | None = None
    asked_if: str | None = None
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    type: Literal["monadic", "sequential_monadic", "all"] = "all"
    shown: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    name: str
    price: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    columns: str
    scale: str
    role: Role = "concept"
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptsEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    design: DesignEntry = field(default_factory=DesignEntry)
    list: Mapping[int, str | ConceptEntry]
    measures: Mapping[str, MeasureEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedEntry:
    """Bands of a numeric question (`from` and `bands`), a flag (`yes_if`) or a score of items (`mean_of`, `sum_of`)."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    source: Annotated[str | None, Field(alias="from")] = None
    bands: Mapping[str, tuple[float, float]] | None = None
    yes_if: str | None = None
    mean_of: tuple[str, ...] | None = None
    sum_of: tuple[str, ...] | None = None
    role: Role
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireEntry:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    language: str = "en"
    scales: Mapping[str, ScaleEntry] = field(default_factory=dict)
    system: SystemEntry = field(default_factory=SystemEntry)
    batteries: Mapping[str, BatteryEntry] = field(default_factory=dict)
    questions: Mapping[str, QuestionEntry] = field(default_factory=dict)
    concepts: ConceptsEntry | None = None
    derived: Mapping[str, DerivedEntry] = field(default_factory=dict)
