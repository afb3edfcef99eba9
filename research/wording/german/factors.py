"""The themes behind a battery, in German: what they are worth, said without the words of the trade."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from research.domain.factor_evidence import Retention
from research.domain.factors import BatteryFactors
from research.domain.measurement import Advice, ReplicationVerdict, likeness
from research.wording.factor_codes_en import spoken
from research.wording.german.answer_style import AnswerStyleDe
from research.wording.german.factor_codes import ITEM_REASONS, RULES
from research.wording.german.marks import capital, quoted
from research.wording.sentences import shortened

_HOLDS = (
    (0.90, "hält sehr gut zusammen"),
    (0.80, "hält gut zusammen"),
    (0.70, "hält gut genug zusammen"),
    (0.60, "hält lose zusammen"),
)
"""Reliability from which a theme is said to hold together so well (after Nunnally and Bernstein 1994)."""
_MOST_NAMES, _MOST_STATEMENTS, _MOST_REVERSED = 3, 6, 12
_MOST_NUMBERS = 3
_ABOVE_ALL = 3
_LONGEST_STATEMENT = 70
_HARDLY = 0.005
"""Share below which there is hardly anything: it would be rounded to none."""
_HABIT = "der Gewohnheit, allem zuzustimmen, was gefragt wird"

_ADVISED: Mapping[Advice, str] = {
    "reverse": "Umzupolen",
    "drop": "Vielleicht wegzulassen",
    "reword": "Vielleicht umzuformulieren",
}
"""What is to be done with items, the most urgent first."""
_THERE_BUT_ROUGH = (
    " In Hälften der Stichprobe fand es sich wieder; es ist also da, aber diese Aussagen messen es nur grob."
)
_FOUND_AGAIN: Mapping[ReplicationVerdict, str] = {
    "replicated": "",
    "similar": " In Hälften der Stichprobe fand es sich in ähnlicher Form wieder.",
    "not_replicated": " In Hälften der Stichprobe fand es sich nicht wieder: mit Vorsicht zu lesen.",
}


class FactorsDe(AnswerStyleDe):
    """Themes in German."""

    factors_title = "Von vielen Fragen zu wenigen Themen"
    factors_text = (
        "Aussagen, denen dieselben Menschen zustimmen, werden zu Themen gebündelt. Ein Thema steht für alle seine "
        "Aussagen, so dass keine einzelne Formulierung den Ausschlag gibt."
    )
    suggested_name = "vorgeschlagener Name"
    all_suggested = "Die Namen der Themen sind Vorschläge aus ihren Aussagen; bessere sind willkommen."
    attention_title = "Aussagen, die Aufmerksamkeit brauchen"
    no_attention = "Jede Aussage passt zu ihrem Thema."

    def found_in(self, wave: str) -> str:
        """Where the themes come from that are shown with another wave."""
        return (
            f"Die Themen wurden in Welle {wave} gefunden, und was von ihnen gesagt wird, gilt für jene Welle; die "
            "Antworten dieser Welle werden darauf abgebildet."
        )

    def battery_texts(self, battery: BatteryFactors) -> list[str]:
        """How many themes and why that many; what is known of all of them together."""
        number = len(battery.items)
        items = f"Die {self.count(number)} Aussagen lassen sich auf {self._themes(battery.k)} zurückführen."
        told = [
            self._joined(items, self._reason(battery.retention), self._votes(battery.retention)),
            self._joined(self._found_again(battery), self._weighting(battery), self._styles(battery)),
            self.all_suggested if set(battery.named_by) == {"suggested"} else "",
        ]
        return [text for text in told if text]

    def theme_text(self, battery: BatteryFactors, j: int) -> str:
        """What one theme is worth: holding together, how much it accounts for, and whether it was not found again."""
        variance = f"{self.numbers.percentage(battery.variance[j])} der Unterschiede zwischen den Antworten"
        alpha = battery.reliability[j].alpha.value
        join = " und erklärt" if math.isfinite(alpha) else ". Es erklärt"
        return f"Es {self.holds(alpha)}{join} {variance}.{self._in_halves(battery, j, alpha)}"

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
        told += [f"das Gegenteil von {against}"] if against else []
        return f"Vor allem {', und '.join(told)}." if told else ""

    def _statements(self, battery: BatteryFactors, items: Sequence[int]) -> str:
        labels = [shortened(battery.item_labels[i], _LONGEST_STATEMENT) for i in items]
        return self.named(labels) if labels else ""

    def holds(self, alpha: float) -> str:
        """How well the statements of a theme fit together, by their reliability."""
        if not math.isfinite(alpha):
            return "hat zu wenige Aussagen, um zu sagen, wie gut sie zusammenpassen"
        return next((said for least, said in _HOLDS if round(alpha, 2) >= least), "hält kaum zusammen")

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
        return f"{_ADVISED[advice]}: {names}; {why}."

    def _reason(self, retention: Retention) -> str:
        """Why that many themes: how many stand out, and what limits them; or what the study asks for."""
        number, stand_out = retention.number, retention.stand_out
        many = "keines" if not stand_out else "eines" if stand_out == 1 else self.count(stand_out)
        stand = f"{many} {'hebt' if stand_out < 2 else 'heben'} sich von dem ab, was zufällige Antworten zeigen würden"
        if retention.reason == "stands_out":
            return f"{capital(stand)}, und {'es' if number == 1 else 'jedes'} hat eigene Aussagen."
        if retention.reason == "own_items":
            more = f"bei mehr als {_dative(self.count(number))} hätte manches Thema zu wenige eigene Aussagen"
            return f"{capital(stand)}; {more}."
        if retention.reason == "determined":
            most = f"mehr als {'eines' if number == 1 else self.count(number)}"
            return f"{capital(stand)}; {most} können so wenige Aussagen aber nicht auseinanderhalten."
        if retention.reason == "general_factor":
            above = "ein allgemeines Thema über ihnen kommt hinzu, wie es die Bifaktor-Rotation vorsieht"
            return f"{capital(stand)}; {above}."
        if retention.reason == "study":
            return f"Die Studie verlangt {'eines' if number == 1 else self.count(number)}; {stand}."
        rule = RULES.get(retention.reason)
        if rule:
            return f"Die Studie behält {rule.keeps}."
        return f"Die Studie entscheidet nach der Regel {quoted(spoken(retention.reason))}."

    def _votes(self, retention: Retention) -> str:
        """How many of the usual rules say so, and what the others say."""
        rules, kept = len(retention.votes), _alone(self.count(retention.number))
        numbers = [vote.number for vote in retention.votes]
        agreeing = numbers.count(retention.number)
        others = sorted({*numbers} - {retention.number})
        if not rules:
            return ""
        if not others:
            if rules == 1:
                return "Die übliche Regel kommt zum selben Ergebnis."
            return f"Alle {self.count(rules)} üblichen Regeln kommen zum selben Ergebnis."
        told = self._either(others)
        if rules == 1:
            return f"Die übliche Regel nennt {told}."
        of = f"Von {self.count(rules)} üblichen Regeln"
        if not agreeing:
            return f"{of} nennt keine {kept}; sie nennen {told}."
        rest = "die anderen nennen" if rules - agreeing > 1 else "die andere nennt"
        say = "nennt eine" if agreeing == 1 else f"nennen {self.count(agreeing)}"
        return f"{of} {say} die Zahl {kept}; {rest} {told}."

    def _found_again(self, battery: BatteryFactors) -> str:
        """How many of the themes were found in halves of the sample."""
        if battery.replication is None:
            return ""
        found = [one.verdict for one in battery.replication.factors].count("replicated")
        halved = "Beim Halbieren der Stichprobe"
        if found == battery.k:
            return f"{halved} fand sich {'das Thema' if battery.k == 1 else 'jedes Thema'} wieder."
        if battery.k == 1:
            return f"{halved} fand sich das Thema nicht sicher wieder."
        many = "keines" if not found else "eines" if found == 1 else self.count(found)
        verb = "fand" if found < 2 else "fanden"
        return f"{halved} {verb} sich {many} der {self.count(battery.k)} Themen sicher wieder."

    def _weighting(self, battery: BatteryFactors) -> str:
        """Whether weighting the interviews would make other themes of the answers."""
        if not len(battery.weighted_congruence):
            return ""
        alike = [likeness(value) for value in battery.weighted_congruence]
        changed = [name for name, like in zip(battery.names, alike, strict=True) if like != "equal"]
        if not changed:
            return "Eine Gewichtung der Interviews ändert an den Themen nichts."
        much = "deutlich" if "different" in alike else "ein wenig"
        return f"Ob die Interviews gewichtet werden, ändert {self.named(changed)} {much}."

    def _styles(self, battery: BatteryFactors) -> str:
        """How much of the themes is agreeing with whatever is asked, or why that cannot be known."""
        if any(battery.centred):
            return (
                "Die Antworten wurden auf den persönlichen Durchschnitt bezogen, so dass bloßes Zustimmen keine Rolle "
                "spielt."
            )
        if not battery.agreeing:
            return ""
        known = [j for j, style in enumerate(battery.style) if math.isfinite(style.share)]
        if not known:
            one_sided = all(style.balance == 0 for style in battery.style)
            why = "Alle Aussagen eines Themas" if one_sided else "Fast alle Aussagen eines Themas"
            return f"Wie viel daran {_HABIT}, entspringt, lässt sich nicht sagen: {why} sind gleich gerichtet gefragt."
        told = f"{self._share_of_style(battery, known)} {_HABIT}"
        unknown = [battery.names[j] for j in range(battery.k) if j not in known]
        return f"{told}; für {self.named(unknown)} lässt sich das nicht sagen." if unknown else f"{told}."

    def _share_of_style(self, battery: BatteryFactors, known: Sequence[int]) -> str:
        """`Höchstens 10 % eines Themas entspringen`, `11 % von „Fuel“ entspringen`."""
        share = max(battery.style[j].share for j in known)
        much = self.numbers.percentage(share) if share >= _HARDLY else ""
        arise = "entspringen" if much else "entspringt"
        if len(known) > 1:
            return f"{f'Höchstens {much}' if much else 'Kaum etwas'} eines Themas {arise}"
        return f"{much or 'Kaum etwas'} von {self.named([battery.names[known[0]]])} {arise}"

    def named(self, names: Sequence[str], most: int = _MOST_NAMES) -> str:
        """Names in quotes, the first few of many."""
        shown = [quoted(name) for name in names[:most]]
        more = len(names) - len(shown)
        return self.listed([*shown, f"{'eine' if more == 1 else self.count(more)} weitere"] if more else shown)

    def _either(self, numbers: Sequence[int]) -> str:
        """`eins oder sechs`; `zwei bis 17` where they are many."""
        told = [_alone(self.count(number)) for number in numbers]
        if len(told) > _MOST_NUMBERS:
            return f"{told[0]} bis {told[-1]}"
        return f"{', '.join(told[:-1])} oder {told[-1]}" if len(told) > 1 else told[0]

    def _themes(self, number: int) -> str:
        """Accusative: `ein Thema`, `drei Themen`."""
        return f"{self.count(number)} {'Thema' if number == 1 else 'Themen'}"


def _alone(count: str) -> str:
    return "eins" if count == "ein" else count


def _dative(count: str) -> str:
    return "einem" if count == "ein" else count
