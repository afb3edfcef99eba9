"""The themes behind a battery, in English: what they are worth, said without the words of the trade."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from research.domain.factor_evidence import Retention
from research.domain.factors import BatteryFactors
from research.domain.measurement import Advice, ReplicationVerdict, likeness
from research.wording.answer_style_en import AnswerStyleEn
from research.wording.factor_codes_en import ITEM_REASONS, RULES, spoken
from research.wording.sentences import shortened

_HOLDS = (
    (0.90, "holds together very well"),
    (0.80, "holds together well"),
    (0.70, "holds together well enough"),
    (0.60, "holds together loosely"),
)
"""Reliability from which a theme is said to hold together so well (after Nunnally and Bernstein 1994)."""
_MOST_NAMES, _MOST_STATEMENTS, _MOST_REVERSED = 3, 6, 12
"""Names that a sentence holds; those that are keyed wrongly should all be told."""
_MOST_NUMBERS = 3
"""Different numbers of themes that a sentence tells one by one."""
_ABOVE_ALL = 3
_LONGEST_STATEMENT = 70
_HARDLY = 0.005
"""Share below which there is hardly anything: it would be rounded to none."""
_HABIT = "a habit of agreeing with whatever is asked"

_ADVISED: Mapping[Advice, str] = {
    "reverse": "Turn round",
    "drop": "Consider leaving out",
    "reword": "Consider rewording",
}
"""What is to be done with items, the most urgent first."""
_THERE_BUT_ROUGH = (
    " It was found again in halves of the sample, so it is there, but these statements measure it only roughly."
)
_FOUND_AGAIN: Mapping[ReplicationVerdict, str] = {
    "replicated": "",
    "similar": " In halves of the sample it was found again in a similar form.",
    "not_replicated": " In halves of the sample it was not found again: read it with care.",
}


class FactorsEn(AnswerStyleEn):
    """Themes in English."""

    factors_title = "From many questions to a few themes"
    factors_text = (
        "Statements that the same people agree with are gathered into themes. A theme stands for all of its "
        "statements, so that no single wording decides."
    )
    suggested_name = "suggested name"
    all_suggested = "The names of the themes are suggestions, made of their statements; find better ones."
    attention_title = "Statements that need attention"
    no_attention = "Every statement fits its theme."

    def found_in(self, wave: str) -> str:
        """Where the themes come from that are shown with another wave."""
        return (
            f"The themes were found in wave {wave}, and what is told of them is of that wave; the answers of this wave "
            "are placed on them."
        )

    def battery_texts(self, battery: BatteryFactors) -> list[str]:
        """How many themes and why that many; what is known of all of them together."""
        items = f"Its {self.count(len(battery.items))} statements come down to {self._themes(battery.k)}."
        told = [
            self._joined(items, self._reason(battery.retention), self._votes(battery.retention)),
            self._joined(self._found_again(battery), self._weighting(battery), self._styles(battery)),
            self.all_suggested if set(battery.named_by) == {"suggested"} else "",
        ]
        return [text for text in told if text]

    def theme_text(self, battery: BatteryFactors, j: int) -> str:
        """What one theme is worth: holding together, how much it accounts for, and whether it was not found again."""
        variance = f"{self.numbers.percentage(battery.variance[j])} of the differences between answers"
        alpha = battery.reliability[j].alpha.value
        join = " and accounts" if math.isfinite(alpha) else ". It accounts"
        again = self._in_halves(battery, j, alpha)
        return f"It {self.holds(alpha)}{join} for {variance}.{again}"

    def _in_halves(self, battery: BatteryFactors, j: int, alpha: float) -> str:
        """Whether it was found in halves of the sample, where that or its reliability is worth a word."""
        if battery.replication is None:
            return ""
        verdict = battery.replication.factors[j].verdict
        loose = math.isfinite(alpha) and round(alpha, 2) < _HOLDS[-1][0]
        return _THERE_BUT_ROUGH if verdict == "replicated" and loose else _FOUND_AGAIN[verdict]

    def above_all(self, battery: BatteryFactors, j: int, items: Sequence[int]) -> str:
        """The first of the items of a theme, those that say its opposite at the end; empty where it has none."""
        shown = items[:_ABOVE_ALL]
        opposite = {i for i in shown if battery.reversed[i] != bool(battery.pattern[i, j] < 0)}
        direct = self._statements(battery, [i for i in shown if i not in opposite])
        against = self._statements(battery, [i for i in shown if i in opposite])
        told = [direct] if direct else []
        told += [f"the opposite of {against}"] if against else []
        return f"Above all {', and '.join(told)}." if told else ""

    def _statements(self, battery: BatteryFactors, items: Sequence[int]) -> str:
        labels = [shortened(battery.item_labels[i], _LONGEST_STATEMENT) for i in items]
        return self.named(labels) if labels else ""

    def holds(self, alpha: float) -> str:
        """How well the statements of a theme fit together, by their reliability."""
        if not math.isfinite(alpha):
            return "has too few statements to say how well they fit together"
        return next((said for least, said in _HOLDS if round(alpha, 2) >= least), "hardly holds together")

    def attention_texts(self, battery: BatteryFactors) -> list[str]:
        """What to do with which items and why, a sentence a reason, the most urgent first."""
        labels = dict(zip(battery.items, battery.item_labels, strict=True))
        found: dict[tuple[Advice, str], list[str]] = {}
        for item in battery.diagnosis:
            if item.advice != "keep":
                found.setdefault((item.advice, item.reason), []).append(labels[item.item])
        urgency = list(_ADVISED)
        groups = sorted(found, key=lambda group: urgency.index(group[0]))
        return [self._attention(advice, reason, found[advice, reason]) for advice, reason in groups]

    def _attention(self, advice: Advice, reason: str, labels: Sequence[str]) -> str:
        most = _MOST_REVERSED if advice == "reverse" else _MOST_STATEMENTS
        names = self.named([shortened(label, _LONGEST_STATEMENT) for label in labels], most)
        said = ITEM_REASONS.get(reason)
        why = spoken(reason) if said is None else said.one if len(labels) == 1 else said.many
        return f"{_ADVISED[advice]} {names}: {why}."

    def _reason(self, retention: Retention) -> str:
        """Why that many themes: how many stand out, and what limits them; or what the study asks for."""
        number, stand_out = retention.number, self.count(retention.stand_out).capitalize()
        stand = (
            f"{stand_out} {'stands' if retention.stand_out == 1 else 'stand'} out from what random answers would show"
        )
        if retention.reason == "stands_out":
            own = "it has" if number == 1 else "each has"
            return f"{stand}, and {own} statements of its own."
        if retention.reason == "own_items":
            return f"{stand}, but with more than {self.count(number)} some theme has too few statements of its own."
        if retention.reason == "determined":
            return f"{stand}, but so few statements can tell no more than {self.count(number)} apart."
        if retention.reason == "general_factor":
            return f"{stand}; one general theme above them is added, as a bifactor rotation has it."
        if retention.reason == "study":
            return f"The study asks for {self.count(number)}; {stand[0].lower()}{stand[1:]}."
        rule = RULES.get(retention.reason)
        return (
            f"The study keeps {rule.keeps}." if rule else f"The study decides by the rule “{spoken(retention.reason)}”."
        )

    def _votes(self, retention: Retention) -> str:
        """How many of the usual rules say so, and what the others say."""
        rules, kept = len(retention.votes), self.count(retention.number)
        numbers = [vote.number for vote in retention.votes]
        agreeing = numbers.count(retention.number)
        others = sorted({*numbers} - {retention.number})
        if not rules:
            return ""
        if not others:
            return "The usual rule agrees." if rules == 1 else f"All {self.count(rules)} usual rules agree."
        told = self._either(others)
        if rules == 1:
            return f"The usual rule says {told}."
        if not agreeing:
            return f"Of {self.count(rules)} usual rules none says {kept}; they say {told}."
        rest = "others say" if rules - agreeing > 1 else "other says"
        return f"Of {self.count(rules)} usual rules {self.count(agreeing)} {_says(agreeing)} {kept}; the {rest} {told}."

    def _found_again(self, battery: BatteryFactors) -> str:
        """How many of the themes were found in halves of the sample."""
        if battery.replication is None:
            return ""
        found = [one.verdict for one in battery.replication.factors].count("replicated")
        if found == battery.k:
            return f"{'It' if battery.k == 1 else 'Every theme'} was found again when the sample was split in half."
        none = "None" if not found else self.count(found).capitalize()
        were = "was" if found < 2 else "were"
        return f"{none} of {self._themes(battery.k)} {were} found again for certain when the sample was split in half."

    def _weighting(self, battery: BatteryFactors) -> str:
        """Whether weighting the interviews would make other themes of the answers."""
        if not len(battery.weighted_congruence):
            return ""
        alike = [likeness(value) for value in battery.weighted_congruence]
        changed = [name for name, like in zip(battery.names, alike, strict=True) if like != "equal"]
        if not changed:
            return "Weighting the interviews makes no difference to the themes."
        much = "a good deal" if "different" in alike else "a little"
        return f"Whether or not interviews are weighted changes {self.named(changed)} {much}."

    def _styles(self, battery: BatteryFactors) -> str:
        """How much of the themes is agreeing with whatever is asked, or why that cannot be known."""
        if any(battery.centred):
            return (
                "Everyone’s answers were taken against their own average, so that agreeing with whatever is asked "
                "plays no part."
            )
        if not battery.agreeing:
            return ""
        known = [j for j, style in enumerate(battery.style) if math.isfinite(style.share)]
        if not known:
            one_sided = all(style.balance == 0 for style in battery.style)
            why = "a theme’s statements are all asked" if one_sided else "nearly all statements of a theme are asked"
            return f"How much of this is {_HABIT} cannot be known: {why} in one direction."
        told = f"{self._share_of_style(battery, known)} goes with {_HABIT}"
        unknown = [battery.names[j] for j in range(battery.k) if j not in known]
        return f"{told}; for {self.named(unknown)} that cannot be known." if unknown else f"{told}."

    def _share_of_style(self, battery: BatteryFactors, known: Sequence[int]) -> str:
        """`At most 10 % of a theme`, `11 % of “Fuel”`."""
        share = max(battery.style[j].share for j in known)
        most = self.numbers.percentage(share) if share >= _HARDLY else ""
        if len(known) > 1:
            return f"At most {most} of a theme" if most else "Hardly anything of a theme"
        return f"{most or 'Hardly anything'} of {self.named([battery.names[known[0]]])}"

    def named(self, names: Sequence[str], most: int = _MOST_NAMES) -> str:
        """Names in quotes, the first few of many."""
        shown = [f"“{name}”" for name in names[:most]]
        more = len(names) - len(shown)
        return self.listed([*shown, f"{self.count(more)} more"] if more else shown)

    def _either(self, numbers: Sequence[int]) -> str:
        """`one or six`; `from two to 17` where they are many."""
        told = [self.count(number) for number in numbers]
        if len(told) > _MOST_NUMBERS:
            return f"from {told[0]} to {told[-1]}"
        return f"{', '.join(told[:-1])} or {told[-1]}" if len(told) > 1 else told[0]

    def _joined(self, *sentences: str) -> str:
        return " ".join(sentence for sentence in sentences if sentence)

    def _themes(self, number: int) -> str:
        return f"{self.count(number)} {'theme' if number == 1 else 'themes'}"


def _says(number: int) -> str:
    return "says" if number == 1 else "say"
