"""What an expert asks of the factors, in English: what the figures rest on, and what their codes mean."""

from __future__ import annotations

import math

from research.domain.factor_evidence import (
    CorrelationEvidence,
    Eigenvalues,
    Extraction,
    Retention,
    Rotation,
    Scoring,
)
from research.domain.factors import BatteryFactors
from research.domain.measurement import (
    GroupComparison,
    InvarianceLevelName,
    InvarianceVerdict,
    ItemDiagnosis,
    Replication,
    ReplicationVerdict,
)
from research.wording.factor_codes_en import (
    ADVICE,
    CORRELATION_REASONS,
    CORRELATIONS,
    EXTRACTIONS,
    ITEM_REASONS,
    LEVEL_VERDICTS,
    LEVELS,
    LIMITS,
    MISSING,
    RANDOM,
    ROTATIONS,
    RULES,
    SCORINGS,
    VERDICTS,
    spoken,
)
from research.wording.factor_tables_en import FactorTablesEn

_KAISER = (
    (0.90, "marvelous"),
    (0.80, "meritorious"),
    (0.70, "middling"),
    (0.60, "mediocre"),
    (0.50, "miserable"),
)
"""Measures of sampling adequacy from which Kaiser (1974) called them so."""


class FactorEvidenceEn(FactorTablesEn):
    """The evidence behind the themes in English."""

    def rule_name(self, rule: str) -> str:
        return RULES[rule].name if rule in RULES else spoken(rule).capitalize()

    def kaiser(self, kmo: float) -> str:
        """What Kaiser called a measure of sampling adequacy of this size."""
        if not math.isfinite(kmo):
            return ""
        return next((word for least, word in _KAISER if round(kmo, 2) >= least), "unacceptable")

    def correlation_name(self, evidence: CorrelationEvidence) -> str:
        return CORRELATIONS[evidence.method]

    def missing_name(self, evidence: CorrelationEvidence) -> str:
        return MISSING[evidence.missing]

    def extraction_name(self, extraction: Extraction) -> str:
        return EXTRACTIONS[extraction]

    def rotation_name(self, rotation: Rotation) -> str:
        return ROTATIONS[rotation]

    def scoring_name(self, scoring: Scoring) -> str:
        return SCORINGS[scoring]

    def correlations_text(self, evidence: CorrelationEvidence) -> str:
        """Which correlations were taken and why, and what had to be done to them."""
        name, reason = CORRELATIONS[evidence.method], CORRELATION_REASONS[evidence.reason]
        told = [f"{name[0].upper()}{name[1:]} correlations, {reason}."]
        if evidence.empty_cells:
            pairs = "pair of statements" if evidence.empty_cells == 1 else "pairs of statements"
            told.append(
                f"The tables of {self.numbers.figure(evidence.empty_cells)} {pairs} had empty cells; "
                f"{self.numbers.figure(evidence.correction, 2)} was added there."
            )
        if evidence.smoothed > 0:
            told.append(
                "Taken together they contradicted one another and were smoothed; none changed by more than "
                f"{self.numbers.figure(evidence.smoothed, 3)}."
            )
        return " ".join(told)

    def decision_text(self, retention: Retention) -> str:
        """How the number was decided, in the words of the trade."""
        kept, stand_out = self.count(retention.number).capitalize(), self.count(retention.stand_out)
        if retention.reason in LIMITS:
            of = f"of {stand_out} that stand out by the empirical Kaiser criterion"
            return f"{kept} kept, {of}: {LIMITS[retention.reason]}."
        if retention.reason == "study":
            return (
                f"{kept} kept, as the study sets the number; by the empirical Kaiser criterion {stand_out} stand out."
            )
        rule = self.rule_name(retention.reason)
        return f"{kept} kept, as the study decides by one rule: {rule[0].lower()}{rule[1:]}."

    def random_text(self, retention: Retention) -> str:
        """What the band of random answers was made of."""
        return f"Random answers: {self.numbers.figure(retention.draws)} sets of {RANDOM[retention.random]}."

    def general_text(self, battery: BatteryFactors) -> str:
        """How much one general factor explains; empty where that is not known."""
        omega = battery.omega_hierarchical
        if not math.isfinite(omega.value):
            return ""
        share = self.estimate(omega.value, omega.low, omega.high)
        return f"Of the sum of all statements a share of {share} goes back to one general factor (omega hierarchical)."

    def estimate(self, value: float, low: float, high: float, decimals: int = 2) -> str:
        """`0.78 (0.74 to 0.81)`; without an interval where there is none."""
        n = self.numbers
        shown = n.figure(value, decimals)
        if not (math.isfinite(low) and math.isfinite(high)):
            return shown
        return f"{shown} ({n.figure(low, decimals)} to {n.figure(high, decimals)})"

    def probability(self, p: float) -> str:
        """`0.031`, `< 0.001`."""
        return f"< {self.numbers.figure(0.001, 3)}" if p < 0.0005 else self.numbers.figure(p, 3)

    def halves_text(self, replication: Replication | None) -> str:
        """How replication was tried."""
        if replication is None:
            return "Whether the themes are found again in halves of the sample was not tried."
        told = (
            f"The sample was split in random halves {self.numbers.figure(replication.splits)} times, and the factors "
            "of one half matched with those of the other: Tucker’s congruence."
        )
        failed = replication.failed
        if not failed:
            return told
        return f"{told} In {self.numbers.figure(failed)} {'half' if failed == 1 else 'halves'} no solution was found."

    def advice_text(self, item: ItemDiagnosis, theme: str, other: str) -> str:
        """What to do with an item, why, and the figure that led to it: `reword: … (complexity 2.60)`.

        Args:
            theme, other: what the factors are called that it loads on most and second.
        """
        if item.advice == "keep":
            return ADVICE[item.advice]
        said = ITEM_REASONS.get(item.reason)
        if said is None:
            return f"{ADVICE[item.advice]}: {spoken(item.reason)}"
        told = f"{ADVICE[item.advice]}: {said.brief.replace('{theme}', theme).replace('{other}', other)}"
        if not (said.figure and math.isfinite(item.figure)):
            return told
        n = self.numbers
        shown = n.percentage(item.figure) if said.figure == "share" else n.figure(item.figure, 2)
        return f"{told} ({said.figure} {shown})"

    def verdict_name(self, verdict: ReplicationVerdict) -> str:
        return VERDICTS[verdict]

    def level_name(self, level: InvarianceLevelName) -> str:
        return LEVELS[level]

    def level_verdict(self, verdict: InvarianceVerdict) -> str:
        return LEVEL_VERDICTS[verdict]

    def groups_title(self, comparison: GroupComparison) -> str:
        """What is compared: `Between groups: Sex`, `Between waves`."""
        return "Between waves" if comparison.by == "wave" else f"Between groups: {comparison.by}"

    def groups_text(self, comparison: GroupComparison) -> str:
        """The groups with their respondents, the reference named."""
        sizes = [
            f"{group} ({self.numbers.figure(n)})" for group, n in zip(comparison.groups, comparison.ns, strict=True)
        ]
        return f"Respondents: {self.listed(sizes)}; {comparison.groups[0]} is the reference."

    def in_group(self, group: str) -> str:
        return f"Congruence, {group}"

    def loading_head(self, battery: BatteryFactors, j: int) -> str:
        """What stands beside a theme's name over its statements."""
        alpha = battery.reliability[j].alpha
        known = f": alpha {self.estimate(alpha.value, alpha.low, alpha.high)}" if math.isfinite(alpha.value) else ""
        variance = self.numbers.percentage(battery.variance[j])
        return f"{variance} of the differences between answers; {self.holds(alpha.value)}{known}"

    def scree_alt(self, battery: BatteryFactors) -> str:
        return f"Scree plot of “{battery.label}”: {self._scree(battery, battery.retention.components)}"

    def factor_scree_alt(self, battery: BatteryFactors) -> str:
        return f"Scree plot of “{battery.label}”, common factors: {self._scree(battery, battery.retention.factors)}"

    def _scree(self, battery: BatteryFactors, eigenvalues: Eigenvalues) -> str:
        """How many are kept, and the two eigenvalues on either side of that, beside random ones."""
        last, after = (self._beside(eigenvalues, i) for i in (battery.k - 1, battery.k))
        told = f"{self.count(battery.k)} of {self.count(len(battery.items))} {'is' if battery.k == 1 else 'are'} kept"
        return f"{told}. The last one kept reaches {last}" + (f"; the next {after}." if after else ".")

    def _beside(self, eigenvalues: Eigenvalues, i: int) -> str:
        if not 0 <= i < len(eigenvalues.observed):
            return ""
        n = self.numbers
        return f"{n.figure(eigenvalues.observed[i], 2)}, in random answers {n.figure(eigenvalues.random_95[i], 2)}"
