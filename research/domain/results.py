"""Results: all that one wave's run found. Deliverables see only this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from research.domain.allocation import Allocation
from research.domain.basis import Basis
from research.domain.caveats import Assumption, Caveat, notes_tidy
from research.domain.exploration import Exploration
from research.domain.factors import FactorSolution
from research.domain.item_pairs import ItemPairs
from research.domain.naming import SegmentNames
from research.domain.personas import Personas
from research.domain.portfolio import Portfolio
from research.domain.rules import RuleSegmentation
from research.domain.sample import Weighting
from research.domain.screening import Screening
from research.domain.segment_map import SegmentMap
from research.domain.segmentation import Segmentation
from research.domain.style import ResponseStyle
from research.domain.tables import Tables
from research.domain.validation import Validation
from research.domain.waves import WaveComparison
from research.domain.workshop import Workshop

Arrangement = Literal["by_theme", "by_table"]
"""How a book of tables is divided into sheets: one a theme, or one a table."""


@dataclass(frozen=True, slots=True)
class Universe:
    """Who the sample stands for, and how many."""

    who: str = ""
    country: str = ""
    population: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Fonts:
    """Families by name, used where the reader has them; empty for those of the house."""

    headings: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Branding:
    """How the report looks: the client's name, colours, logo and line at the foot, and what shares a sheet of the book.

    Attributes:
        logo: a PNG or JPEG; empty where there is none.
        template: a pptx whose master and layouts the deck takes; empty where there is none.
    """

    client: str = ""
    colours: tuple[str, ...] = ()
    language: str = "en"
    confidentiality: str = ""
    book: Arrangement = "by_theme"
    logo: bytes = b""
    template: bytes = b""
    fonts: Fonts = Fonts()


@dataclass(frozen=True, slots=True)
class Brief:
    """What the study is and which wave this is.

    Attributes:
        study: its name; `title` that as a reader would write it.
        objective: the question the study answers.
        wave: key; `fielded` when, as the study says.
        defines_segments: the segments were cut in this wave.
        changes: what this wave asked otherwise, item → what changed.
        next_step: what the study does next, in its own words.
    """

    study: str
    title: str
    objective: str
    wave: str
    fielded: str
    defines_segments: bool
    universe: Universe
    branding: Branding
    changes: Mapping[str, str]
    next_step: str = ""

    @property
    def wave_label(self) -> str:
        """The wave with when it was fielded."""
        return f"{self.wave} ({self.fielded})" if self.fielded else self.wave


@dataclass(frozen=True, slots=True)
class Provenance:
    """What went in: file hashes, versions, seed, the plan as it was read.

    Attributes:
        inputs: sha256 by file name; `versions` by package; `plan` the study's settings as JSON text.
    """

    inputs: Mapping[str, str]
    versions: Mapping[str, str]
    seed: int
    plan: str


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """A wave's nouns together. Where the data have no basis, there are no factors, segments or personas.

    Segments by rules have no basis, segmentation or validation.

    Attributes:
        n: respondents analysed.
        rules: the segments by rules; None where they were cut on a basis.
        exploration: what sets segments apart; None without segments.
        portfolio: the segments as targets; None where nothing but their size can be said.
        map: where segments lie on a plane; None where they were not cut on two columns or more.
        item_pairs: items of batteries held against each other.
        workshop: in the wave that defines the segments, and as long as none are fixed.
        style: how respondents used the scales; None where nothing was asked on a scale in a battery.
        study_caveats: those of the study and the coding; `caveats` gathers all.
    """

    brief: Brief
    n: int
    screening: Screening
    weighting: Weighting
    tables: Tables
    style: ResponseStyle | None
    factors: FactorSolution | None
    basis: Basis | None
    segmentation: Segmentation | None
    validation: Validation | None
    allocation: Allocation | None
    names: SegmentNames | None
    personas: Personas | None
    waves: WaveComparison | None
    workshop: Workshop | None
    study_caveats: tuple[Caveat, ...]
    assumptions: tuple[Assumption, ...]
    provenance: Provenance
    rules: RuleSegmentation | None = None
    item_pairs: ItemPairs | None = None
    exploration: Exploration | None = None
    portfolio: Portfolio | None = None
    map: SegmentMap | None = None

    @property
    def defining_wave(self) -> str:
        """Key of the wave in which the segments were formed; empty where there are none."""
        if self.rules:
            return self.rules.wave
        return self.segmentation.solution.wave if self.segmentation else ""

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """Every caveat of every noun, in the order of the stages."""
        nouns = (
            self.screening,
            self.weighting,
            self.factors,
            self.basis,
            self.segmentation,
            self.validation,
            self.rules,
            self.allocation,
            self.names,
            self.tables,
            self.personas,
            self.waves,
        )
        return (*self.study_caveats, *(caveat for noun in nouns if noun for caveat in noun.caveats))

    def tidies(self) -> dict[str, pd.DataFrame]:
        """The tidy frame of every noun, by name: what `tidy/<name>.csv` holds."""
        frames: dict[str, pd.DataFrame] = {
            "screening": self.screening.tidy(),
            "weighting": self.weighting.tidy(),
            "tables": self.tables.tidy(),
            "item_pairs": self.item_pairs.tidy() if self.item_pairs else pd.DataFrame(),
            "notes": notes_tidy((*self.caveats, *self.assumptions)),
        }
        if self.exploration:
            frames["exploration"] = self.exploration.tidy()
        if self.style:
            frames["response_style"] = self.style.tidy()
        if self.factors:
            frames |= {
                "factor_loadings": self.factors.tidy(),
                "factor_items": self.factors.items(),
                "factor_retention": self.factors.retention(),
                "factor_votes": self.factors.votes(),
                "factor_fits": self.factors.fits(),
                "factors": self.factors.factors(),
                "factor_batteries": self.factors.glance(),
                "factor_congruence": self.factors.congruence(),
                "factor_invariance": self.factors.invariance(),
            }
        if self.basis:
            frames["basis"] = self.basis.tidy()
        if self.segmentation:
            frames |= {"candidates": self.segmentation.tidy(), "centres": self.segmentation.centres()}
            frames["segment_stability"] = self.segmentation.stability()
            if self.segmentation.flows:
                frames["solution_flows"] = self.segmentation.flows.tidy()
            if self.segmentation.evidence:
                frames["segment_evidence"] = self.segmentation.evidence.tidy()
        if self.validation:
            frames |= {"validation": self.validation.glance(), "segment_style": self.validation.tidy()}
        if self.rules:
            frames |= {"rules": self.rules.tidy(), "rules_summary": self.rules.glance()}
        if self.allocation:
            frames["allocation"] = self.allocation.tidy()
        if self.personas:
            frames |= {
                "statements": self.personas.tidy(),
                "segments": self.personas.glance(),
                "factor_profile": self.personas.factor_profile(),
            }
        if self.portfolio:
            frames["portfolio"] = self.portfolio.tidy()
        if self.map:
            frames |= {"map": self.map.tidy(), "map_axes": self.map.axes_tidy()}
        if self.waves:
            frames["waves"] = self.waves.tidy()
        if self.workshop:
            frames |= {"candidate_tables": self.workshop.tidy(), "candidate_segments": self.workshop.glance()}
        return {name: frame for name, frame in frames.items() if len(frame)}
