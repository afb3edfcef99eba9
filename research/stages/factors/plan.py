"""FactorPlan: which items are factored, and how; what a preset fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

from research.domain.factor_evidence import CorrelationMethod, Extraction, MissingAnswers, Rotation, Scoring
from research.yaml_source import STRICT

Number = Annotated[int, Field(ge=1)]
Preset = Literal["research", "spss"]
RetentionRule = Literal[
    "auto", "parallel_components", "parallel_factors", "minimum_average_partial", "empirical_kaiser", "kaiser"
]
RandomData = Literal["normal", "permutation"]
Centring = Literal["none", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorSettings:
    """Every choice of the analysis, made.

    Attributes:
        correlation: kind of correlation; `auto` takes what the items' categories ask for.
        missing: correlations of all who answered both items, or of those who answered every item.
        retention: the rule that says how many factors, where the study does not.
        extraction: `components` are no common factors, but what SPSS gives by default.
        rotation: `varimax` and `bifactor` keep factors uncorrelated, the others let them correlate. `bifactor` puts a
            general factor above those of groups of items; where the study names no number, it comes on top of theirs.
        scoring: how scores are made of answers.
    """

    correlation: Literal["auto"] | CorrelationMethod
    missing: MissingAnswers
    retention: RetentionRule
    extraction: Extraction
    rotation: Rotation
    scoring: Scoring


PRESETS: Mapping[Preset, FactorSettings] = {
    "research": FactorSettings(
        correlation="auto",
        missing="pairwise",
        retention="auto",
        extraction="minres",
        rotation="oblimin",
        scoring="regression",
    ),
    "spss": FactorSettings(
        correlation="pearson",
        missing="complete",
        retention="kaiser",
        extraction="components",
        rotation="varimax",
        scoring="regression",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorPlan:
    """How items become factors. A setting that is None is as the preset has it.

    Attributes:
        batteries: that are factored; None is every battery with a role of SEGMENTING_ROLES.
        together: factor all batteries at once instead of each for itself.
        preset: `research`, or `spss` for studies that must go on as they began: principal components with an
            eigenvalue above one, of complete answers, rotated by Kaiser-normalised varimax.
        number: of factors: `auto`, one number for all, or a number by battery (others: auto).
        correlation, missing, retention, extraction, rotation, scoring: as in FactorSettings.
        random: data that parallel analysis compares with: drawn from normal distributions, or the answers themselves
            permuted.
        centre: `person` takes every respondent's mean from his answers, within the items that share a scale, before
            anything else: what is left is what he prefers to other things, however he uses the scale.
        drop: items that are left out.
        names: of factors, by key such as `needs.F1`, or by an item: of the factor that it loads on most, wherever that
            stands.
        min_answered: share of a battery's items that a respondent must have answered to get scores.
        compare: questions whose groups' factors are compared.
    """

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    batteries: tuple[str, ...] | None = None
    together: bool = False
    preset: Preset = "research"
    number: Literal["auto"] | Number | Mapping[str, Number] = "auto"
    correlation: Literal["auto"] | CorrelationMethod | None = None
    missing: MissingAnswers | None = None
    retention: RetentionRule | None = None
    extraction: Extraction | None = None
    rotation: Rotation | None = None
    scoring: Scoring | None = None
    random: RandomData = "normal"
    centre: Centring = "none"
    drop: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    min_answered: Annotated[float, Field(gt=0, le=1)] = 0.8
    compare: tuple[str, ...] = ()

    @property
    def settings(self) -> FactorSettings:
        """The preset, with what the plan says instead."""
        preset = PRESETS[self.preset]
        return FactorSettings(
            correlation=self.correlation or preset.correlation,
            missing=self.missing or preset.missing,
            retention=self.retention or preset.retention,
            extraction=self.extraction or preset.extraction,
            rotation=self.rotation or preset.rotation,
            scoring=self.scoring or preset.scoring,
        )

    def with_names_of(self, factor_of: Mapping[str, str]) -> FactorPlan:
        """The plan with every name that hangs on an item moved to the factor that the item loads on most."""
        return replace(self, names={factor_of.get(key, key): name for key, name in self.names.items()})

    @property
    def given_names(self) -> dict[str, str]:
        """Names that say something, without outer blanks."""
        return {key: name.strip() for key, name in self.names.items() if name.strip()}
