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
    """A rule for the number of factors: its name in the trade, and why it keeps one or many, in plain words."""

    name: str
    one: str
    many: str


@dataclass(frozen=True, slots=True)
class ItemReason:
    """Why an item is advised on as it is, and what the figure behind that is called.

    In the text `{theme}` is the factor that the item loads on most, `{other}` the next.
    """

    text: str
    figure: str


_MAP = RuleWords(
    "Minimum average partial (MAP)",
    "With {themes} the statements have the least left in common.",
    "With {themes} the statements have the least left in common.",
)
RULES: Mapping[str, RuleWords] = {
    "study": RuleWords(
        "The study",
        "The study asks for {themes}.",
        "The study asks for {themes}.",
    ),
    "parallel_components": RuleWords(
        "Parallel analysis of components",
        "{Themes} stands out from what random answers would show.",
        "{Themes} stand out from what random answers would show.",
    ),
    "parallel_factors": RuleWords(
        "Parallel analysis of factors",
        "{Themes} gathers more of what the statements share than random answers would.",
        "{Themes} gather more of what the statements share than random answers would.",
    ),
    "map": _MAP,
    "minimum_average_partial": _MAP,
    "empirical_kaiser": RuleWords(
        "Empirical Kaiser criterion",
        "{Themes} is stronger than chance would make it in a sample of this size.",
        "{Themes} are stronger than chance would make them in a sample of this size.",
    ),
    "kaiser": RuleWords(
        "Eigenvalue above one (Kaiser)",
        "{Themes} tells more than a single statement does.",
        "{Themes} tell more than a single statement does.",
    ),
    "acceleration_factor": RuleWords(
        "Elbow of the scree plot (acceleration factor)",
        "After {themes} the strength of further ones levels off.",
        "After {themes} the strength of further ones levels off.",
    ),
    "next_eigenvalue": RuleWords(
        "Next eigenvalue sufficiency test (NEST)",
        "With {themes}, what is left over looks like chance.",
        "With {themes}, what is left over looks like chance.",
    ),
    "stands_out": RuleWords(
        "All factors that stand out from random answers",
        "{Themes} stands out from what random answers would show.",
        "{Themes} stand out from what random answers would show, each with statements of its own.",
    ),
    "own_items": RuleWords(
        "As many factors as have items of their own",
        "With more than {themes}, some theme would have too few statements of its own.",
        "With more than {themes}, some theme would have too few statements of its own.",
    ),
    "determined": RuleWords(
        "As many factors as the items can determine",
        "So few statements can tell no more than {themes} apart.",
        "So few statements can tell no more than {themes} apart.",
    ),
}

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
    "normal": "random draws from normal distributions",
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
        "runs against the other statements of {theme}, as if it were asked the other way round",
        "item–rest correlation",
    ),
    "reversed_wrongly": ItemReason(
        "is marked as asked the other way round, and so runs against the other statements of {theme}",
        "item–rest correlation",
    ),
    "inadequate": ItemReason("has too little in common with the other statements to be analysed with them", "MSA"),
    "loads_nowhere": ItemReason("belongs to no theme", "highest loading"),
    "lowers_alpha": ItemReason(
        "hardly goes with the other statements of {theme}, which holds together better without it", "rise of alpha"
    ),
    "floor": ItemReason("nearly everyone gives the lowest answer", "share"),
    "ceiling": ItemReason("nearly everyone gives the highest answer", "share"),
    "loads_twice": ItemReason("speaks to two themes at once, {theme} and {other}", "second loading"),
    "loads_all_over": ItemReason("speaks to several themes at once", "complexity"),
    "weak": ItemReason("has little in common with the other statements", "communality"),
    "stands_apart": ItemReason(
        "goes with the other statements of {theme}, which yet holds together better without it", "rise of alpha"
    ),
    "sound": ItemReason("belongs to one theme", "loading"),
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
