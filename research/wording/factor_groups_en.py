"""Whether themes are the same in groups of people or in other waves, in English."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import takewhile

from research.domain.factors import BatteryFactors
from research.domain.measurement import GroupComparison, InvarianceLevelName
from research.wording.factor_codes_en import OBSTACLES, spoken
from research.wording.factors_en import FactorsEn
from research.wording.sentences import stopped

SO_FAR: Mapping[InvarianceLevelName, str] = {
    "configural": "the same statements form the themes in every group",
    "metric": "the themes mean the same in every group",
    "scalar": "the themes mean the same in every group, and their averages may be compared",
    "strict": "the themes mean the same in every group, and their averages and spreads may be compared",
}
"""By the strictest level of equality that may be assumed."""
NO_FURTHER: Mapping[InvarianceLevelName, str] = {
    "configural": (
        "; whether they measure the same is left open, as no model in which every statement belongs to one theme fits"
    ),
    "metric": ", but not with the same strength: compare the groups with care",
    "scalar": (
        ", but some statements draw higher or lower answers in one group than the themes explain: compare averages "
        "with care"
    ),
    "strict": ", though answers scatter more widely in one group than in another",
}
"""By the first level of equality that may not be assumed."""
_UNRESOLVED = "; whether more than that is the same is left open, as no solution was found"


class FactorGroupsEn(FactorsEn):
    """Comparisons of themes in English."""

    def comparison_text(self, battery: BatteryFactors, comparison: GroupComparison) -> str:
        """How far the themes are the same in the groups, and which items are understood differently."""
        labels = dict(zip(battery.items, battery.item_labels, strict=True))
        told = f"{self.compared_by(comparison)} ({self.listed(comparison.groups)}): {self._same(battery, comparison)}"
        breaking = next((level.breaking for level in comparison.levels if not level.holds), ())
        if not breaking:
            return stopped(told)
        return f"{told}. Understood differently: {self.named([labels.get(item, item) for item in breaking])}."

    def compared_by(self, comparison: GroupComparison) -> str:
        """What the groups are."""
        return "Waves" if comparison.by == "wave" else comparison.by

    def _same(self, battery: BatteryFactors, comparison: GroupComparison) -> str:
        """What may be assumed to be the same, and where that ends."""
        if not comparison.levels:
            reason = OBSTACLES.get(comparison.obstacle, spoken(comparison.obstacle))
            untested = f"; whether they measure the same could not be tested: {reason}" if reason else ""
            return f"{self._looking(battery, comparison)}{untested}"
        held = list(takewhile(lambda level: level.holds, comparison.levels))
        told = SO_FAR[held[-1].level] if held else self._looking(battery, comparison)
        if len(held) == len(comparison.levels):
            return told
        ended = comparison.levels[len(held)]
        return told + (_UNRESOLVED if ended.verdict == "unresolved" else NO_FURTHER[ended.level])

    def _looking(self, battery: BatteryFactors, comparison: GroupComparison) -> str:
        """How alike the themes of the groups look by themselves."""
        names = dict(zip(battery.keys, battery.names, strict=True))
        known = [one for one in comparison.congruence if math.isfinite(one.congruence)]
        unequal = dict.fromkeys(one.factor for one in known if self.alike(one.congruence) != "equal")
        if not known:
            return "how alike the themes are is not known"
        if not unequal:
            return "the themes look the same in every group"
        return f"not every theme looks the same in every group ({self.named([names[key] for key in unequal])})"
