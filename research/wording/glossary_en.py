"""The glossary in English: what the words of the report mean, and the rules behind its comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from research.domain.comparison import RULES, ComparisonRules, Gate
from research.wording.rules_en import RulesEn

Term = Literal[
    "market_weighted",
    "market_unweighted",
    "segment",
    "segment_by_rules",
    "share",
    "base",
    "effective_base",
    "top_two",
    "top_one",
    "theme",
    "stability",
    "certainty",
    "own_words",
]
MethodTerm = Literal[
    "loading",
    "communality",
    "polychoric",
    "eigenvalue",
    "parallel_analysis",
    "empirical_kaiser",
    "kmo",
    "fit",
    "rotation",
    "complexity",
    "alpha",
    "ordinal_alpha",
    "omega",
    "determinacy",
    "congruence",
    "acquiescence",
    "invariance",
]


class GlossaryEn(RulesEn):
    """The glossary in English."""

    method_terms_title = "Show the words of the method"
    rules_title = "The rules behind the comparisons"

    def rules(self, min_base: int, rules: ComparisonRules = RULES) -> list[tuple[str, str]]:
        """Each comparative word with its rule."""
        n = self.numbers
        level = f"{n.figure(rules.level)}{n.percent}"
        same = n.figure(100 * rules.same_points)
        return [
            ("far more, far less", self._gate(rules.far)),
            ("more, less", self._gate(rules.plain)),
            ("slightly more, slightly less", f"a smaller difference, yet significant at {level}"),
            (
                "about the same",
                f"the {n.figure(rules.same_level)}{n.percent} interval of the difference lies within {same} points "
                f"(means: {n.figure(rules.same_sd, 2)} standard deviations) on either side",
            ),
            ("no clear difference", "none of these: the survey cannot tell"),
            ("too few", f"fewer than {n.figure(min_base)} interviews"),
            (
                "in every case",
                f"more and less also need a difference from everyone else that is significant at {level}; answers on "
                "which the segments were formed are not tested, and are marked “defines the segment”",
            ),
        ]

    meanings: Mapping[Term, tuple[str, str]] = {
        "market_weighted": ("Market", "everyone in the survey, weighted to stand for the people it is about"),
        "market_unweighted": ("Market", "everyone in the survey, each interview counting the same"),
        "segment": ("Segment", "consumers whose answers resemble one another more than those of others"),
        "segment_by_rules": ("Segment", "consumers who meet a condition that this study wrote down beforehand"),
        "share": ("Share", "of the market, with the range that holds it in 95 of 100 surveys like this one"),
        "base": ("Base", "interviews behind a figure"),
        "effective_base": (
            "Effective base",
            "how many unweighted interviews would tell as much: fewer, as the weights differ",
        ),
        "top_two": ("Top-two box", "those who gave one of the two most favourable answers of a scale"),
        "top_one": ("Top box", "those who gave the most favourable answer of a scale"),
        "theme": (
            "Theme",
            "what several statements have in common (a factor); 0 is the market, 1 one standard deviation above",
        ),
        "stability": (
            "Stability",
            "how far two cuts on resampled interviews agree (adjusted Rand index): 1 identical, 0 chance",
        ),
        "certainty": ("Certainty", "how clearly a member belongs to this segment rather than to another"),
        "own_words": (
            "In their own words",
            "answers of members who belong most clearly; what could identify someone is blanked […]",
        ),
    }
    """What the other words mean; a page explains those that it uses."""

    method_meanings: Mapping[MethodTerm, tuple[str, str]] = {
        "loading": ("Loading", "how strongly a statement goes with a theme, the other themes held equal; from −1 to 1"),
        "communality": (
            "Communality",
            "share of the differences between the answers to a statement that the themes account for",
        ),
        "polychoric": (
            "Polychoric correlation",
            "how strongly what lies behind two sets of ordered answers goes together, where the answers are steps "
            "rather than a measure; tetrachoric where there are two answers, polyserial with a measure",
        ),
        "eigenvalue": ("Eigenvalue", "how much of all answers a theme gathers; 1 is as much as one statement holds"),
        "parallel_analysis": (
            "Parallel analysis",
            "keeps themes as long as they are stronger than 95 of 100 found in random answers of the same number",
        ),
        "empirical_kaiser": (
            "Empirical Kaiser criterion",
            "keeps themes as long as they are stronger than chance makes the next one, given those before it and the "
            "numbers of statements and of people",
        ),
        "kmo": (
            "KMO and MSA",
            "how far all statements, or one, belong with the others rather than with one of them only (sampling "
            "adequacy): 1 is best, less than 0.5 unacceptable",
        ),
        "fit": (
            "RMSEA, SRMR, TLI, CFI, BIC",
            "how well themes reproduce the correlations of the answers: RMSEA, SRMR and BIC are better the lower, TLI "
            "and CFI the nearer to 1",
        ),
        "rotation": (
            "Extraction and rotation",
            "how themes are found, and then turned so that each statement goes with as few of them as possible",
        ),
        "complexity": ("Complexity", "how many themes it takes to explain a statement (Hofmann); 1 is clearest"),
        "alpha": (
            "Cronbach’s alpha",
            "how far the statements of a theme measure one thing (reliability), up to 1; it grows with their number",
        ),
        "ordinal_alpha": ("Ordinal alpha", "the same of polychoric correlations"),
        "omega": (
            "Omega",
            "share of the sum of some statements that they have in common (total; of fewer than nine statements, what "
            "one theme explains), or that goes back to one general factor (hierarchical)",
        ),
        "determinacy": ("Score determinacy", "correlation of the scores with the theme that they stand for"),
        "congruence": (
            "Congruence",
            "how alike the loadings on two themes are (Tucker): equal from 0.95, similar from 0.85, at most 1",
        ),
        "acquiescence": (
            "Share of agreeing",
            "how much of a theme goes with agreeing to whatever is asked (acquiescence); known only where statements "
            "are asked in either direction (a balance of 1: as many in one as in the other)",
        ),
        "invariance": (
            "Measurement invariance",
            "whether statements measure the themes alike in every group: the same themes (configural), of the same "
            "strength (metric), from the same starting point (scalar), with the same scatter (strict); averages may "
            "be compared from scalar on",
        ),
    }
    """What the words of the method pages mean; a page explains those that it uses."""

    def _gate(self, gate: Gate) -> str:
        n = self.numbers
        return (
            f"shares: index of {n.figure(gate.index)} or more ({n.figure(gate.index_less)} or less) and at least "
            f"{n.figure(100 * gate.points)} points, or at least {n.figure(100 * gate.points_alone)} points; "
            f"means: {n.figure(gate.sd, 2)} standard deviations"
        )
