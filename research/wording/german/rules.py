"""Segments by rules, in German: that they were written by hand, what each asks, whom it took."""

from __future__ import annotations

from research.domain.conditions import Condition
from research.domain.questionnaire import Questionnaire
from research.domain.rules import RuleSegmentation, SegmentRule
from research.wording.conditions_en import ConditionWords, condition_text
from research.wording.german.marks import NUMBERS
from research.wording.german.method import MethodDe

_CONDITIONS = ConditionWords(
    comparisons={
        "==": "{}",
        "!=": "nicht {}",
        "<": "weniger als {}",
        "<=": "höchstens {}",
        ">": "mehr als {}",
        ">=": "mindestens {}",
    },
    conjunction="und",
    disjunction="oder",
    negation="nicht",
    none_of_these="nichts davon",
    at_least_one="mindestens eine Antwort",
    none_of="nichts von {}",
    no_answer="keine Antwort",
    chosen="gewählt",
    not_chosen="nicht gewählt",
    numbers=NUMBERS,
)


class RulesDe(MethodDe):
    """Segments by rules in German."""

    rules_step = "Wie die Segmente gebildet wurden"
    show_conditions = "Die Bedingungen im Wortlaut zeigen"
    rule_head = "Mitglieder erfüllen diese Bedingung"
    as_written_head = "Wie die Studie sie schreibt"
    fits_head = "Erfüllen sie"
    took_head = "Im Segment"
    otherwise_rule = "Alle, die keine der obigen Bedingungen erfüllen"
    rules_note = (
        "Interviews, ungewichtet. Eines, das mehrere Bedingungen erfüllt, ist bei jeder gezählt und liegt im Segment "
        "der ersten."
    )

    def condition(self, condition: Condition, questionnaire: Questionnaire) -> str:
        """A condition in words."""
        return condition_text(condition, questionnaire, _CONDITIONS)

    def rule_text(self, rule: SegmentRule) -> str:
        """What the members of a segment have in common."""
        return rule.reads or self.otherwise_rule

    def rules_verdict(self, rules: RuleSegmentation) -> str:
        """What kind of segments these are."""
        return (
            f"Diese {self.count(rules.k)} Segmente sind von Hand geschrieben: Wer wohin gehört, wurde als Bedingung "
            "festgelegt, nicht in den Antworten gefunden. Die Zugehörigkeit ist sicher, und eine andere Stichprobe "
            "würde entlang derselben Linien geteilt; ob sich die Menschen beiderseits davon sammeln, wird hier nicht "
            "gefragt. Zu beurteilen sind die Segmente danach, wie sehr sie sich in dem unterscheiden, woraus sie nicht "
            "gemacht sind."
        )

    def rules_text(self, rules: RuleSegmentation, here: str = "") -> str:
        """How interviews came into segments, and why some are in none; the wave of the rules unless that is `here`."""
        told = ["Die Bedingungen werden von oben geprüft, und die erste, die zutrifft, entscheidet."]
        if here and rules.wave != here:
            told.append(f"Es sind die Bedingungen der Welle {rules.wave}, unverändert.")
        if rules.overlaps:
            told.append(f"Interviews, die mehr als eine erfüllen: {self.numbers.figure(rules.overlaps)}.")
        reasons = (
            (rules.undecided, "mangels einer Antwort, die entscheidet"),
            (rules.left, "da keine Bedingung zutrifft"),
        )
        outside = [f"{self.numbers.figure(number)} {why}" for number, why in reasons if number]
        if outside:
            told.append(f"Interviews in keinem Segment: {self.listed(outside)}.")
        return " ".join(told)

    def answer_rules(self, rules: RuleSegmentation) -> str:
        """The first sentence of the answer, and how many belong to no segment."""
        told = (
            f"Diese Studie teilt den Markt nach Bedingungen, die von Hand geschrieben sind, in {self.count(rules.k)} "
            "Segmente; wer wohin gehört, ist sicher."
        )
        if not rules.left:
            return told
        left, everyone = (self.numbers.figure(number) for number in (rules.left, rules.respondents))
        return f"{told} Von {everyone} Interviews erfüllen {left} keine der Bedingungen."

    def sure_rule(self, rule: SegmentRule) -> str:
        """Beside a persona: what puts its members there."""
        first = ", und keine der Bedingungen davor" if rule.reads and rule.segment > 1 else ""
        condition = f"durch eine von Hand geschriebene Bedingung: {self.rule_text(rule)}{first}"
        return f"Die Mitglieder gehören mit Gewissheit hierher, {condition}."
