"""Whether themes are the same in groups of people or in other waves, in English."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import takewhile

from research.domain.factors import BatteryFactors
from research.domain.measurement import GroupComparison, InvarianceLevel, InvarianceLevelName, likeness
from research.wording.factor_codes_en import OBSTACLES, spoken
from research.wording.factors_en import FactorsEn
from research.wording.sentences import stopped

SO_FAR: Mapping[InvarianceLevelName, str] = {
    "configural": "the same statements form the themes in {every}",
    "metric": "the themes mean the same in {every}",
    "scalar": "the themes mean the same in {every}, and their averages may be compared",
    "strict": "the themes mean the same in {every}, and their averages and spreads may be compared",
}
"""By the strictest level of equality that may be assumed."""
NO_FURTHER: Mapping[InvarianceLevelName, str] = {
    "configural": "; whether they measure the same is left open, as not every statement belongs to one theme alone",
    "metric": (
        ", but {items} {goes} with a theme more strongly in one {group} than in another: compare the {groups} with care"
    ),
    "scalar": (
        ", but {items} {draws} higher or lower answers in one {group} than the themes explain: compare averages with "
        "care"
    ),
    "strict": ", though answers to {items} scatter more widely in one {group} than in another",
}
"""By the first level of equality that may not be assumed."""
_UNRESOLVED = "; whether more than that is the same is left open, as no solution was found"
_SOME = "some statements"
_LEFT_OUT = "; {themes} took no part, for want of two own statements"
_ROUGH = (
    ". This was tested with a simple model, in which every statement belongs to one theme; it describes the answers "
    "only roughly (CFI {cfi})"
)


class FactorGroupsEn(FactorsEn):
    """Comparisons of themes in English."""

    def comparison_text(self, battery: BatteryFactors, comparison: GroupComparison) -> str:
        """How far the themes are the same in the groups, what that rests on, and which items stand against it."""
        by = self.compared_by(comparison)
        return stopped(f"{by} ({self.listed(comparison.groups)}): {self._same(battery, comparison)}")

    def compared_by(self, comparison: GroupComparison) -> str:
        """What the groups are."""
        return "Waves" if comparison.by == "wave" else comparison.by

    def _same(self, battery: BatteryFactors, comparison: GroupComparison) -> str:
        """What may be assumed to be the same, and where that ends; themes that look different end it at once."""
        looking, differ = self._looking(battery, comparison)
        if not comparison.levels:
            reason = OBSTACLES.get(comparison.obstacle, spoken(comparison.obstacle))
            looking += f"; whether they measure the same could not be tested: {reason}" if reason else ""
        if differ:
            return f"{looking}. Compare the {_group(comparison)}s with care"
        if not comparison.levels:
            return looking
        held = list(takewhile(lambda level: level.holds, comparison.levels))
        told = SO_FAR[held[-1].level].format(every=_every(comparison)) if held else looking
        if len(held) < len(comparison.levels):
            told += self._ended(battery, comparison, comparison.levels[len(held)])
        return told + self._resting_on(battery, comparison) if held else told

    def _resting_on(self, battery: BatteryFactors, comparison: GroupComparison) -> str:
        """What the model that was tested leaves out, and whether it describes the answers well."""
        names = dict(zip(battery.keys, battery.names, strict=True))
        left_out = [names[key] for key in comparison.left_out]
        told = _LEFT_OUT.replace("{themes}", self.named(left_out)) if left_out else ""
        first = comparison.levels[0]
        return told + (_ROUGH.format(cfi=self.numbers.figure(first.cfi, 2)) if first.rough else "")

    def _ended(self, battery: BatteryFactors, comparison: GroupComparison, level: InvarianceLevel) -> str:
        """What the first level that may not be assumed means, with the items that stand against it."""
        if level.verdict == "unresolved":
            return _UNRESOLVED
        labels = dict(zip(battery.items, battery.item_labels, strict=True))
        items = self.named([labels.get(item, item) for item in level.breaking]) if level.breaking else _SOME
        words = (
            {"{draws}": "draws", "{goes}": "goes"} if len(level.breaking) == 1 else {"{draws}": "draw", "{goes}": "go"}
        )
        words |= {"{groups}": f"{_group(comparison)}s", "{group}": _group(comparison), "{items}": items}
        return _filled(NO_FURTHER[level.level], words)

    def _looking(self, battery: BatteryFactors, comparison: GroupComparison) -> tuple[str, bool]:
        """How alike the themes of the groups look by themselves, and whether any are different."""
        names = dict(zip(battery.keys, battery.names, strict=True))
        known = [one for one in comparison.congruence if math.isfinite(one.congruence)]
        alike = {one.factor: "equal" for one in known} | {
            one.factor: "similar" for one in known if likeness(one.congruence) == "similar"
        }
        different = list(dict.fromkeys(one.factor for one in known if likeness(one.congruence) == "different"))
        if not known:
            return "how alike the themes are is not known", False
        if not different:
            how = "the same" if set(alike.values()) == {"equal"} else "similar"
            return f"the themes look {how} in {_every(comparison)}", False
        others = len(alike) - len(different)
        rest = "" if not others else "; the other theme is alike" if others == 1 else "; the other themes are alike"
        told = self.named([names[key] for key in different])
        return f"{told} {'differs' if len(different) == 1 else 'differ'} between the {_group(comparison)}s{rest}", True


def _group(comparison: GroupComparison) -> str:
    return "wave" if comparison.by == "wave" else "group"


def _every(comparison: GroupComparison) -> str:
    return f"both {_group(comparison)}s" if len(comparison.groups) == 2 else f"every {_group(comparison)}"


def _filled(template: str, words: Mapping[str, str]) -> str:
    """`template` with words in their places; those of the data come last, whatever they look like."""
    for place, word in words.items():
        template = template.replace(place, word)
    return template
