"""Segments by rules, in English: that they were written by hand, what each asks, whom it took."""

from __future__ import annotations

from research.domain.conditions import Condition
from research.domain.questionnaire import Questionnaire
from research.domain.rules import RuleSegmentation, SegmentRule
from research.wording.conditions_en import condition_text
from research.wording.method_en import MethodEn


class RulesEn(MethodEn):
    """Segments by rules in English."""

    rules_step = "How the segments were formed"
    show_conditions = "Show the conditions as written"
    rule_head = "Members meet this condition"
    as_written_head = "As the study writes it"
    fits_head = "Fit it"
    took_head = "In the segment"
    otherwise_rule = "Everyone who fits none of the conditions above"
    rules_note = (
        "Interviews, unweighted. One that fits several conditions is counted beside each, and is in the segment of the "
        "first."
    )

    def condition(self, condition: Condition, questionnaire: Questionnaire) -> str:
        """A condition in words."""
        return condition_text(condition, questionnaire)

    def rule_text(self, rule: SegmentRule) -> str:
        """What the members of a segment have in common."""
        return rule.reads or self.otherwise_rule

    def rules_verdict(self, rules: RuleSegmentation) -> str:
        """What kind of segments these are."""
        return (
            f"These {self.count(rules.k)} segments were written by hand: who belongs to which was laid down as a "
            "condition, not found in the answers. Membership is certain, and another sample would be divided along the "
            "same lines; whether consumers gather on either side of them is not asked here. Judge the segments by how "
            "much they differ on what they are not made of."
        )

    def rules_text(self, rules: RuleSegmentation, here: str = "") -> str:
        """How interviews came into segments, and why some are in none; the wave of the rules unless that is `here`."""
        told = ["The conditions are looked at from the top, and the first that fits decides."]
        if here and rules.wave != here:
            told.append(f"They are the conditions of wave {rules.wave}, unchanged.")
        if rules.overlaps:
            told.append(f"Interviews that fit more than one: {self.numbers.figure(rules.overlaps)}.")
        outside = [
            f"{self.numbers.figure(number)} {why}"
            for number, why in ((rules.undecided, "for want of an answer that decides"), (rules.left, "as none fits"))
            if number
        ]
        if outside:
            told.append(f"Interviews in no segment: {self.listed(outside)}.")
        return " ".join(told)

    def answer_rules(self, rules: RuleSegmentation) -> str:
        """The first sentence of the answer, and how many belong to no segment."""
        told = (
            f"This study sorts the market into {self.count(rules.k)} segments by conditions that were written by hand; "
            "who belongs to which is certain."
        )
        if not rules.left:
            return told
        left, everyone = (self.numbers.figure(number) for number in (rules.left, rules.respondents))
        return f"{told} Of {everyone} interviews {left} fit none of the conditions."

    def sure_rule(self, rule: SegmentRule) -> str:
        """Beside a persona: what puts its members there."""
        first = ", and none of the conditions before it" if rule.reads and rule.segment > 1 else ""
        return f"Its members belong here for certain, by a condition written by hand: {self.rule_text(rule)}{first}."
