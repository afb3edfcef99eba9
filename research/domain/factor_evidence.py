"""What speaks for the factors of a battery: its correlations, their adequacy, and how many factors they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from research.domain.arrays import Floats

CorrelationMethod = Literal["pearson", "spearman", "polychoric", "tetrachoric", "mixed"]
CorrelationReason = Literal[
    "study", "centred", "binary", "few_categories", "skewed", "mixed_kinds", "many_categories", "symmetric"
]
MissingAnswers = Literal["pairwise", "complete"]
Extraction = Literal["minres", "ml", "principal_axis", "components"]
Rotation = Literal["oblimin", "geomin", "varimax", "promax", "bifactor", "none"]
Scoring = Literal["regression", "bartlett", "tenberge", "unit"]


@dataclass(frozen=True, slots=True, eq=False)
class CorrelationEvidence:
    """The one matrix that adequacy, retention and extraction rest on.

    Attributes:
        matrix: shape (p, p), positive definite or, within persons centred, of rank p − 1.
        reason: why this kind of correlation was taken.
        n: respondents who took part; `base` their effective number.
        smallest_pair: effective number behind the pair of items that the fewest answered.
        empty_cells: pairs of items whose table had empty cells, which got a continuity correction of `correction`.
        smoothed: largest change of a correlation that made the matrix positive definite; 0 where none was needed.
    """

    method: CorrelationMethod
    reason: CorrelationReason
    missing: MissingAnswers
    matrix: Floats
    n: int
    base: float
    smallest_pair: float
    empty_cells: int = 0
    correction: float = 0.0
    smoothed: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Adequacy:
    """Whether the items are worth factoring.

    Attributes:
        kmo: Kaiser-Meyer-Olkin measure over all; `msa` per item, shape (p,).
        bartlett_chi2, bartlett_p: Bartlett's test of sphericity, NaN where the correlations are singular.
    """

    kmo: float
    msa: Floats
    bartlett_chi2: float
    bartlett_df: int
    bartlett_p: float


@dataclass(frozen=True, slots=True, eq=False)
class Eigenvalues:
    """Eigenvalues in descending order beside those of random data, 5th and 95th percentile; all of shape (p,)."""

    observed: Floats
    random_05: Floats
    random_95: Floats


@dataclass(frozen=True, slots=True)
class Vote:
    """How many factors one rule would keep."""

    rule: str
    number: int


@dataclass(frozen=True, slots=True)
class NumberFit:
    """How well a number of factors reproduces the correlations; chi-squared figures are NaN where there are none."""

    factors: int
    chi2: float
    df: int
    p: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    tli: float
    srmr: float
    bic: float


@dataclass(frozen=True, slots=True, eq=False)
class Retention:
    """How many factors were kept, and every rule's vote.

    Attributes:
        components: eigenvalues of the correlations.
        factors: eigenvalues with the communalities of one factor on the diagonal.
        random: how random data were made; `draws` how many.
        number: of factors kept, of `stand_out` that stand out from random answers.
        reason: a code: `study`, the rule that the study names, or why no more were kept than stand out.
        fits: by number of factors, from one.
    """

    components: Eigenvalues
    factors: Eigenvalues
    random: Literal["normal", "permutation"]
    draws: int
    votes: tuple[Vote, ...]
    number: int
    stand_out: int
    reason: str
    fits: tuple[NumberFit, ...]
