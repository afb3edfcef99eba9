"""The themes behind a battery, in English: what they are worth, said without the words of the trade."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from research.domain.factor_evidence import Retention
from research.domain.factors import BatteryFactors
from research.domain.measurement import Advice, FactorStyle, ItemDiagnosis, ReplicationVerdict
from research.wording.factor_codes_en import ITEM_REASONS, RULES, spoken
from research.wording.report_en import ReportEn

_HOLDS = (
    (0.90, "holds together very well"),
    (0.80, "holds together well"),
    (0.70, "holds together well enough"),
    (0.60, "holds together loosely"),
)
"""Reliability from which a theme is said to hold together so well (after Nunnally and Bernstein 1994)."""
_EQUAL, _SIMILAR = 0.95, 0.85
"""Congruence from which two factors are equal, and from which they are similar (Lorenzo-Seva and ten Berge 2006)."""
_MOST_NAMES = 3

_ADVICE: Mapping[Advice, str] = {
    "keep": "keep it",
    "drop": "consider leaving it out",
    "reverse": "turn it round",
    "reword": "consider rewording it",
}
_FOUND_AGAIN: Mapping[ReplicationVerdict, str] = {
    "replicated": " and was found again in both halves of the sample",
    "similar": " and was found again in both halves of the sample in a similar form",
    "not_replicated": ", but was not found again in both halves of the sample: read it with care",
}


class FactorsEn(ReportEn):
    """Themes in English."""

    factors_title = "From many questions to a few themes"
    factors_text = (
        "Statements that the same people agree with are gathered into themes. A theme stands for all of its "
        "statements, so that no single wording decides."
    )
    suggested_name = "suggested name"
    attention_title = "Statements that need attention"
    no_attention = "Every statement fits its theme."

    def battery_texts(self, battery: BatteryFactors) -> list[str]:
        """How many themes and why that many; what is known of all of them together."""
        items = f"Its {self.count(len(battery.items))} statements come down to {self._themes(battery.k)}."
        told = [
            f"{items} {self._reason(battery.retention)} {self._votes(battery.retention)}".strip(),
            self._weighting(battery),
            self._styles(battery),
        ]
        return [text for text in told if text]

    def theme_text(self, battery: BatteryFactors, j: int) -> str:
        """What one theme is worth: holding together, found again, how much it accounts for, how much of it is style."""
        again = _FOUND_AGAIN[battery.replication.factors[j].verdict] if battery.replication else ""
        told = [
            f"It {self.holds(battery.reliability[j].alpha.value)}{again}.",
            f"It accounts for {self.numbers.percentage(battery.variance[j])} of the differences between answers.",
            "" if self._styles(battery) else self._style(battery.style[j]),
        ]
        return " ".join(text for text in told if text)

    def holds(self, alpha: float) -> str:
        """How well the statements of a theme fit together, by their reliability."""
        if not math.isfinite(alpha):
            return "has too few statements to say how well they fit together"
        return next((said for least, said in _HOLDS if round(alpha, 2) >= least), "hardly holds together")

    def alike(self, congruence: float) -> str:
        """How alike two factors are, by their congruence."""
        if not math.isfinite(congruence):
            return ""
        shown = round(congruence, 2)
        return "equal" if shown >= _EQUAL else "similar" if shown >= _SIMILAR else "different"

    def attention_text(self, battery: BatteryFactors, item: ItemDiagnosis) -> str:
        """An item, why it needs attention, and what to do about it."""
        label = battery.item_labels[battery.items.index(item.item)]
        return f"“{label}”: {self.item_reason(battery, item)}; {_ADVICE[item.advice]}."

    def more_attention(self, number: int) -> str:
        """How many more items need attention than are told."""
        what = "statement" if number == 1 else "statements"
        return f"And {self.count(number)} more {what}: the numbers below have them all."

    def item_reason(self, battery: BatteryFactors, item: ItemDiagnosis) -> str:
        """Why an item is advised on as it is."""
        names = {key: f"“{name}”" for key, name in zip(battery.keys, battery.names, strict=True)}
        theme, other = names.get(item.factor, "its theme"), names.get(item.second_factor, "another")
        said = ITEM_REASONS.get(item.reason)
        parts = said.text.split("{theme}") if said else [spoken(item.reason)]
        return theme.join(part.replace("{other}", other) for part in parts)

    def _reason(self, retention: Retention) -> str:
        """Why that many themes, by the rule that decided."""
        themes = self._themes(retention.number)
        said = RULES.get(retention.reason)
        if said is None:
            return f"The rule “{spoken(retention.reason)}” keeps {themes}."
        template = said.one if retention.number == 1 else said.many
        return template.replace("{Themes}", themes.capitalize()).replace("{themes}", themes)

    def _votes(self, retention: Retention) -> str:
        """How many of the rules that were tried say so, and what the others say."""
        rules = len(retention.votes)
        numbers = [vote.number for vote in retention.votes]
        agreeing = numbers.count(retention.number)
        others = _either([self.count(number) for number in sorted({*numbers} - {retention.number})])
        tried = f"Of {self.count(rules)} rules that were tried"
        if not rules:
            return ""
        if rules == 1:
            return f"The one rule that was tried says {others or 'the same'}."
        if agreeing == rules:
            return f"{'Both' if rules == 2 else f'All {self.count(rules)}'} rules that were tried say the same."
        if not agreeing:
            return f"{tried} none says the same: they say {others}."
        rest = "others say" if rules - agreeing > 1 else "other says"
        return f"{tried} {self.count(agreeing)} {'says' if agreeing == 1 else 'say'} the same; the {rest} {others}."

    def _weighting(self, battery: BatteryFactors) -> str:
        """Whether weighting the interviews would make other themes of the answers."""
        if not len(battery.weighted_congruence):
            return ""
        alike = [self.alike(value) for value in battery.weighted_congruence]
        changed = [name for name, like in zip(battery.names, alike, strict=True) if like != "equal"]
        if not changed:
            return "The themes come out the same whether or not interviews are weighted."
        much = "a good deal" if "different" in alike else "a little"
        return f"Whether or not interviews are weighted changes {self.named(changed)} {much}."

    def _styles(self, battery: BatteryFactors) -> str:
        """What there is to say about style that goes for every theme of the battery."""
        if any(battery.centred):
            return (
                "Everyone’s answers were taken against their own average, so that agreeing with whatever is asked "
                "plays no part."
            )
        if any(math.isfinite(style.share) or style.balance > 0 for style in battery.style):
            return ""
        return (
            "How much of this is a habit of agreeing with whatever is asked cannot be known: the statements of a theme "
            "are all asked in one direction."
        )

    def _style(self, style: FactorStyle) -> str:
        if math.isfinite(style.share):
            return f"{self.numbers.percentage(style.share)} of it goes with agreeing to whatever is asked."
        one_sided = (
            "all its statements are asked in one direction"
            if style.balance == 0
            else "too few of its statements are asked in the other direction"
        )
        return f"How much of it is agreeing with whatever is asked cannot be known: {one_sided}."

    def named(self, names: Sequence[str]) -> str:
        """Names in quotes, the first few of many."""
        shown = [f"“{name}”" for name in names[:_MOST_NAMES]]
        more = len(names) - len(shown)
        return self.listed([*shown, f"{self.count(more)} more"] if more else shown)

    def _themes(self, number: int) -> str:
        return f"{self.count(number)} {'theme' if number == 1 else 'themes'}"


def _either(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)
