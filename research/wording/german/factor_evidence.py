"""What an expert asks of the factors, in German: what the figures rest on, and what their codes mean."""

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
from research.wording.factor_codes_en import spoken
from research.wording.german.factor_codes import (
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
    SHARE_NAME,
    VERDICTS,
)
from research.wording.german.factor_tables import FactorTablesDe
from research.wording.german.marks import capital, quoted

_KAISER = (
    (0.90, "erstaunlich"),
    (0.80, "verdienstvoll"),
    (0.70, "ziemlich gut"),
    (0.60, "mittelmäßig"),
    (0.50, "kläglich"),
)
"""Measures of sampling adequacy from which Kaiser (1974) called them so, as German textbooks translate him."""


class FactorEvidenceDe(FactorTablesDe):
    """The evidence behind the themes in German."""

    def rule_name(self, rule: str) -> str:
        return RULES[rule].name if rule in RULES else capital(spoken(rule))

    def kaiser(self, kmo: float) -> str:
        """What Kaiser called a measure of sampling adequacy of this size."""
        if not math.isfinite(kmo):
            return ""
        return next((word for least, word in _KAISER if round(kmo, 2) >= least), "untragbar")

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
        told = [f"Korrelationen: {CORRELATIONS[evidence.method]}, {CORRELATION_REASONS[evidence.reason]}."]
        if evidence.empty_cells:
            number = self.numbers.figure(evidence.empty_cells)
            tables = "der Tabelle eines Paares" if evidence.empty_cells == 1 else f"den Tabellen von {number} Paaren"
            told.append(
                f"In {tables} von Aussagen waren Zellen leer; dort wurde {self.numbers.figure(evidence.correction, 2)} "
                "addiert."
            )
        if evidence.smoothed > 0:
            told.append(
                "Zusammengenommen widersprachen sie einander und wurden geglättet; keine änderte sich um mehr als "
                f"{self.numbers.figure(evidence.smoothed, 3)}."
            )
        return " ".join(told)

    def decision_text(self, retention: Retention) -> str:
        """How the number was decided, in the words of the trade."""
        kept, stand_out = f"Behalten: {_alone(self.count(retention.number))}", _alone(self.count(retention.stand_out))
        kaiser = f"nach dem empirischen Kaiser-Kriterium heben sich ab: {stand_out}"
        if retention.reason in LIMITS:
            return f"{kept}; {kaiser}; {LIMITS[retention.reason]}."
        if retention.reason == "study":
            return f"{kept}, da die Studie die Zahl festlegt; {kaiser}."
        return f"{kept}, da die Studie nach einer Regel entscheidet: {self.rule_name(retention.reason)}."

    def random_text(self, retention: Retention) -> str:
        """What the band of random answers was made of."""
        return f"Zufällige Antworten: {self.numbers.figure(retention.draws)} Sätze; {RANDOM[retention.random]}."

    def general_text(self, battery: BatteryFactors) -> str:
        """How much one general factor explains; empty where that is not known."""
        omega = battery.omega_hierarchical
        if not math.isfinite(omega.value):
            return ""
        share = self.estimate(omega.value, omega.low, omega.high)
        return (
            f"Von der Summe aller Aussagen geht ein Anteil von {share} auf einen allgemeinen Faktor zurück (Omega "
            "hierarchisch)."
        )

    def estimate(self, value: float, low: float, high: float, decimals: int = 2) -> str:
        """`0,78 (0,74 bis 0,81)`; without an interval where there is none."""
        n = self.numbers
        shown = n.figure(value, decimals)
        if not (math.isfinite(low) and math.isfinite(high)):
            return shown
        return f"{shown} ({n.figure(low, decimals)} bis {n.figure(high, decimals)})"

    def halves_text(self, replication: Replication | None) -> str:
        """How replication was tried."""
        if replication is None:
            return "Ob sich die Themen in Hälften der Stichprobe wiederfinden, wurde nicht geprüft."
        told = (
            f"Die Stichprobe wurde {self.numbers.figure(replication.splits)} Mal zufällig halbiert, und die Faktoren "
            "der einen Hälfte wurden denen der anderen zugeordnet: Kongruenz nach Tucker."
        )
        failed = replication.failed
        if not failed:
            return told
        halves = "einer Hälfte" if failed == 1 else f"{self.numbers.figure(failed)} Hälften"
        return f"{told} In {halves} fand sich keine Lösung."

    def advice_text(self, item: ItemDiagnosis, theme: str, other: str) -> str:
        """What to do with an item, why, and the figure that led to it: `umformulieren: … (Komplexität 2,60)`."""
        if item.advice == "keep":
            return ADVICE[item.advice]
        said = ITEM_REASONS.get(item.reason)
        if said is None:
            return f"{ADVICE[item.advice]}: {spoken(item.reason)}"
        told = f"{ADVICE[item.advice]}: {said.brief.replace('{theme}', theme).replace('{other}', other)}"
        if not (said.figure and math.isfinite(item.figure)):
            return told
        if said.figure == "share":
            return f"{told} ({SHARE_NAME} {self.numbers.percentage(item.figure)})"
        return f"{told} ({said.figure} {self.numbers.figure(item.figure, 2)})"

    def verdict_name(self, verdict: ReplicationVerdict) -> str:
        return VERDICTS[verdict]

    def level_name(self, level: InvarianceLevelName) -> str:
        return LEVELS[level]

    def level_verdict(self, verdict: InvarianceVerdict) -> str:
        return LEVEL_VERDICTS[verdict]

    def groups_title(self, comparison: GroupComparison) -> str:
        """What is compared: `Zwischen Gruppen: Geschlecht`, `Zwischen Wellen`."""
        return "Zwischen Wellen" if comparison.by == "wave" else f"Zwischen Gruppen: {comparison.by}"

    def groups_text(self, comparison: GroupComparison) -> str:
        """The groups with their respondents, the reference named."""
        sizes = [
            f"{group} ({self.numbers.figure(n)})" for group, n in zip(comparison.groups, comparison.ns, strict=True)
        ]
        return f"Befragte: {self.listed(sizes)}; Bezug ist {comparison.groups[0]}."

    def in_group(self, group: str) -> str:
        return f"Kongruenz, {group}"

    def loading_head(self, battery: BatteryFactors, j: int) -> str:
        """What stands beside a theme's name over its statements."""
        alpha = battery.reliability[j].alpha
        known = f": Alpha {self.estimate(alpha.value, alpha.low, alpha.high)}" if math.isfinite(alpha.value) else ""
        variance = self.numbers.percentage(battery.variance[j])
        return f"{variance} der Unterschiede zwischen den Antworten; {self.holds(alpha.value)}{known}"

    def scree_alt(self, battery: BatteryFactors) -> str:
        return f"Scree-Plot zu {quoted(battery.label)}. {self._scree(battery, battery.retention.components)}"

    def factor_scree_alt(self, battery: BatteryFactors) -> str:
        plot = f"Scree-Plot zu {quoted(battery.label)}, gemeinsame Faktoren"
        return f"{plot}. {self._scree(battery, battery.retention.factors)}"

    def _scree(self, battery: BatteryFactors, eigenvalues: Eigenvalues) -> str:
        """How many are kept, and the two eigenvalues on either side of that, beside random ones."""
        last, after = (self._beside(eigenvalues, i) for i in (battery.k - 1, battery.k))
        told = f"Behalten: {_alone(self.count(battery.k))} von {self.count(len(battery.items))}"
        return f"{told}. Der letzte behaltene erreicht {last}" + (f"; der nächste {after}." if after else ".")

    def _beside(self, eigenvalues: Eigenvalues, i: int) -> str:
        if not 0 <= i < len(eigenvalues.observed):
            return ""
        n = self.numbers
        return (
            f"{n.figure(eigenvalues.observed[i], 2)}, bei zufälligen Antworten {n.figure(eigenvalues.random_95[i], 2)}"
        )


def _alone(count: str) -> str:
    return "eins" if count == "ein" else count
