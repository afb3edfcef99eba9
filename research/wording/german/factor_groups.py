"""Whether themes are the same in groups of people or in other waves, in German."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import takewhile

from research.domain.factors import BatteryFactors
from research.domain.measurement import GroupComparison, InvarianceLevel, InvarianceLevelName, likeness
from research.wording.factor_codes_en import spoken
from research.wording.german.factor_codes import OBSTACLES
from research.wording.german.factors import FactorsDe
from research.wording.sentences import stopped

SO_FAR: Mapping[InvarianceLevelName, str] = {
    "configural": "dieselben Aussagen bilden die Themen in {every}",
    "metric": "die Themen bedeuten dasselbe in {every}",
    "scalar": "die Themen bedeuten dasselbe in {every}, und ihre Mittelwerte sind vergleichbar",
    "strict": "die Themen bedeuten dasselbe in {every}, und ihre Mittelwerte und Streuungen sind vergleichbar",
}
"""By the strictest level of equality that may be assumed."""
NO_FURTHER: Mapping[InvarianceLevelName, str] = {
    "configural": "; ob sie dasselbe messen, bleibt offen, da nicht jede Aussage zu nur einem Thema gehört",
    "metric": (
        ", aber {items} {goes} in einer {group} stärker mit einem Thema zusammen als in einer anderen: die {groups} "
        "mit Vorsicht vergleichen"
    ),
    "scalar": (
        ", aber {items} {draws} in einer {group} höhere oder niedrigere Antworten hervor, als die Themen erklären: "
        "Mittelwerte mit Vorsicht vergleichen"
    ),
    "strict": ", auch wenn die Antworten auf {items} in einer {group} breiter streuen als in einer anderen",
}
"""By the first level of equality that may not be assumed."""
_UNRESOLVED = "; ob mehr als das gleich ist, bleibt offen, da sich keine Lösung fand"
_SOME = "einige Aussagen"
_LEFT_OUT = "; {themes} nahm nicht teil, mangels zweier eigener Aussagen"
_LEFT_OUT_MANY = "; {themes} nahmen nicht teil, mangels zweier eigener Aussagen"
_ROUGH = (
    ". Getestet wurde mit einem einfachen Modell, in dem jede Aussage zu einem Thema gehört; es beschreibt die "
    "Antworten nur grob (CFI {cfi})"
)


class FactorGroupsDe(FactorsDe):
    """Comparisons of themes in German."""

    def comparison_text(self, battery: BatteryFactors, comparison: GroupComparison) -> str:
        """How far the themes are the same in the groups, what that rests on, and which items stand against it."""
        by = self.compared_by(comparison)
        return stopped(f"{by} ({self.listed(comparison.groups)}): {self._same(battery, comparison)}")

    def compared_by(self, comparison: GroupComparison) -> str:
        """What the groups are."""
        return "Wellen" if comparison.by == "wave" else comparison.by

    def _same(self, battery: BatteryFactors, comparison: GroupComparison) -> str:
        """What may be assumed to be the same, and where that ends; themes that look different end it at once."""
        looking, differ = self._looking(battery, comparison)
        if not comparison.levels:
            reason = OBSTACLES.get(comparison.obstacle, spoken(comparison.obstacle))
            looking += f"; ob sie dasselbe messen, ließ sich nicht testen: {reason}" if reason else ""
        if differ:
            return f"{looking}. Die {_groups(comparison)} mit Vorsicht vergleichen"
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
        sentence = _LEFT_OUT if len(left_out) == 1 else _LEFT_OUT_MANY
        told = sentence.replace("{themes}", self.named(left_out)) if left_out else ""
        first = comparison.levels[0]
        return told + (_ROUGH.format(cfi=self.numbers.figure(first.cfi, 2)) if first.rough else "")

    def _ended(self, battery: BatteryFactors, comparison: GroupComparison, level: InvarianceLevel) -> str:
        """What the first level that may not be assumed means, with the items that stand against it."""
        if level.verdict == "unresolved":
            return _UNRESOLVED
        labels = dict(zip(battery.items, battery.item_labels, strict=True))
        items = self.named([labels.get(item, item) for item in level.breaking]) if level.breaking else _SOME
        one = len(level.breaking) == 1
        words = {"{draws}": "ruft" if one else "rufen", "{goes}": "hängt" if one else "hängen"}
        words |= {"{groups}": _groups(comparison), "{group}": _group(comparison), "{items}": items}
        return _filled(NO_FURTHER[level.level], words)

    def _looking(self, battery: BatteryFactors, comparison: GroupComparison) -> tuple[str, bool]:
        """How alike the themes of the groups look by themselves, and whether any are different."""
        names = dict(zip(battery.keys, battery.names, strict=True))
        known = [one for one in comparison.congruence if math.isfinite(one.congruence)]
        likes = {one.factor: "equal" for one in known}
        likes |= {one.factor: "similar" for one in known if likeness(one.congruence) == "similar"}
        different = list(dict.fromkeys(one.factor for one in known if likeness(one.congruence) == "different"))
        if not known:
            return "wie ähnlich die Themen sind, ist nicht bekannt", False
        if not different:
            how = "gleich" if set(likes.values()) == {"equal"} else "ähnlich"
            return f"die Themen sehen in {_every(comparison)} {how} aus", False
        others = len(likes) - len(different)
        rest = "; das andere Thema gleicht sich" if others == 1 else "; die anderen Themen gleichen sich"
        told = self.named([names[key] for key in different])
        differs = "unterscheidet" if len(different) == 1 else "unterscheiden"
        return f"{told} {differs} sich zwischen den {_groups(comparison)}{rest if others else ''}", True


def _group(comparison: GroupComparison) -> str:
    return "Welle" if comparison.by == "wave" else "Gruppe"


def _groups(comparison: GroupComparison) -> str:
    return f"{_group(comparison)}n"


def _every(comparison: GroupComparison) -> str:
    return f"beiden {_groups(comparison)}" if len(comparison.groups) == 2 else f"jeder {_group(comparison)}"


def _filled(template: str, words: Mapping[str, str]) -> str:
    """`template` with words in their places; those of the data come last, whatever they look like."""
    for place, word in words.items():
        template = template.replace(place, word)
    return template
