"""What the codes of the factor analysis mean in English; codes without words are read out as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from research.domain.factor_evidence import (
    CorrelationMethod,
    CorrelationReason,
    Extraction,
    MissingAnswers,
    Rotation,
    Scoring,
)
from research.domain.measurement import Advice, InvarianceLevelName, InvarianceVerdict, ReplicationVerdict


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule for the number of factors: its name in the trade, and which themes a study keeps that names it."""

    name: str
    keeps: str


@dataclass(frozen=True, slots=True)
class ItemReason:
    """Why items are advised on as they are, and what the figure behind that is called, where none says so by itself.

    Attributes:
        one, many: of one item, of several, in plain words.
        brief: of one item, beside its figures; `{theme}` is the factor that it loads on most, `{other}` the next.
    """

    one: str
    many: str
    brief: str
    figure: str


RULES: Mapping[str, RuleWords] = {
    "parallel_components": RuleWords(
        "Parallel analysis of components", "every theme that stands out from what random answers would show"
    ),
    "parallel_factors": RuleWords(
        "Parallel analysis of factors",
        "every theme that gathers more of what the statements share than random answers would",
    ),
    "minimum_average_partial": RuleWords(
        "Minimum average partial (MAP)", "the number of themes that leaves the statements the least in common"
    ),
    "empirical_kaiser": RuleWords(
        "Empirical Kaiser criterion", "every theme that is stronger than chance would make it in a sample of this size"
    ),
    "kaiser": RuleWords("Eigenvalue above one (Kaiser)", "every theme that tells more than a single statement does"),
    "acceleration_factor": RuleWords(
        "Elbow of the scree plot (acceleration factor)", "the themes before their strength levels off"
    ),
}

LIMITS: Mapping[str, str] = {
    "stands_out": "each has three items of its own, two of them with loadings of 0.30 or more",
    "own_items": "with more, some would not have three items of its own, two of them with loadings of 0.30 or more",
    "determined": "so few items determine no more",
}
"""Why no more factors were kept of those that stand out."""

CORRELATIONS: Mapping[CorrelationMethod, str] = {
    "pearson": "Pearson",
    "spearman": "Spearman",
    "polychoric": "polychoric",
    "tetrachoric": "tetrachoric",
    "mixed": "mixed (Pearson, polychoric and polyserial)",
}
CORRELATION_REASONS: Mapping[CorrelationReason, str] = {
    "study": "as the study asks",
    "centred": "as everyone’s answers were first taken against their own average",
    "binary": "as every item has two answers only",
    "few_categories": "as the items have so few answers that these are steps rather than a measure",
    "skewed": "as answers crowd at one point or at one end of the scale",
    "mixed_kinds": "as the items are answered on scales of different kinds",
    "many_categories": "as the items have enough answers to count as a measure",
    "symmetric": "as answers spread evenly enough over the scale to count as a measure",
}
MISSING: Mapping[MissingAnswers, str] = {
    "pairwise": "all who answered both items of a pair",
    "complete": "those who answered every item",
}
RANDOM: Mapping[str, str] = {
    "normal": "draws from normal distributions",
    "permutation": "the answers themselves, shuffled",
}
EXTRACTIONS: Mapping[Extraction, str] = {
    "minres": "minimum residuals",
    "ml": "maximum likelihood",
    "principal_axis": "principal axis",
    "components": "principal components",
}
ROTATIONS: Mapping[Rotation, str] = {
    "oblimin": "oblimin (oblique)",
    "geomin": "geomin (oblique)",
    "promax": "promax (oblique)",
    "varimax": "varimax (orthogonal)",
    "bifactor": "bifactor (orthogonal)",
    "none": "none",
}
SCORINGS: Mapping[Scoring, str] = {
    "regression": "regression (Thurstone)",
    "bartlett": "Bartlett",
    "tenberge": "ten Berge",
    "unit": "mean of the items",
}

ADVICE: Mapping[Advice, str] = {"keep": "keep", "drop": "leave out", "reverse": "turn round", "reword": "reword"}
ITEM_REASONS: Mapping[str, ItemReason] = {
    "not_reversed": ItemReason(
        "it runs against the other statements of its theme, as if asked the other way round",
        "they run against the other statements of their themes, as if asked the other way round",
        "runs against the rest of {theme}",
        "item–rest correlation",
    ),
    "reversed_wrongly": ItemReason(
        "it is marked as asked the other way round, yet runs against the other statements of its theme",
        "they are marked as asked the other way round, yet run against the other statements of their themes",
        "marked as reversed, yet runs against the rest of {theme}",
        "item–rest correlation",
    ),
    "inadequate": ItemReason(
        "it has too little in common with the other statements to be analysed with them",
        "they have too little in common with the other statements to be analysed with them",
        "too little in common with the rest",
        "MSA",
    ),
    "loads_nowhere": ItemReason("it belongs to no theme", "they belong to no theme", "belongs to no theme", ""),
    "lowers_alpha": ItemReason(
        "it hardly goes with its theme, which holds together better without it",
        "they hardly go with their themes, which hold together better without them",
        "hardly goes with {theme}",
        "rise of alpha without it",
    ),
    "floor": ItemReason(
        "more than four of five people give the lowest answer",
        "more than four of five people give the lowest answer",
        "most answers at the lowest point",
        "share",
    ),
    "ceiling": ItemReason(
        "more than four of five people give the highest answer",
        "more than four of five people give the highest answer",
        "most answers at the highest point",
        "share",
    ),
    "loads_twice": ItemReason(
        "it speaks to two themes at once",
        "they speak to two themes at once",
        "goes with {theme} and {other}",
        "",
    ),
    "loads_all_over": ItemReason(
        "it speaks to several themes at once",
        "they speak to several themes at once",
        "goes with several themes",
        "complexity",
    ),
    "weak": ItemReason(
        "it has little in common with the other statements",
        "they have little in common with the other statements",
        "little in common with the rest",
        "communality",
    ),
    "stands_apart": ItemReason(
        "its theme holds together better without it",
        "their themes hold together better without them",
        "{theme} holds together better without it",
        "rise of alpha",
    ),
    "sound": ItemReason("it belongs to one theme", "they belong to one theme", "belongs to {theme}", "loading"),
}

VERDICTS: Mapping[ReplicationVerdict, str] = {
    "replicated": "found again",
    "similar": "similar",
    "not_replicated": "not found again",
}
LEVELS: Mapping[InvarianceLevelName, str] = {
    "configural": "Configural: the same statements form the themes",
    "metric": "Metric: with the same loadings",
    "scalar": "Scalar: and from the same starting point",
    "strict": "Strict: and with the same scatter",
}
LEVEL_VERDICTS: Mapping[InvarianceVerdict, str] = {
    "fits": "fits",
    "misfits": "does not fit",
    "holds": "holds",
    "fails": "does not hold",
    "unresolved": "no solution found",
    "not_tested": "not tested",
}
OBSTACLES: Mapping[str, str] = {
    "": "",
    "centred": "answers were taken against everyone’s own average",
    "too_few_items": "too few statements belong to a theme",
    "not_fitted": "no measurement model could be fitted",
}


def spoken(code: str) -> str:
    """A code as it is read out: `next_eigenvalue` as `next eigenvalue`."""
    return code.replace("_", " ")
