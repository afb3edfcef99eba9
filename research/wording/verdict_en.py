"""What may be said of the segments, in English: found in the market, found again, or made."""

from __future__ import annotations

import math

from research.domain.evidence import BEYOND_CHANCE, Evidence, FitEvidence
from research.domain.segmentation import Segmentation
from research.domain.style import StyleIndex
from research.domain.validation import Validation
from research.wording.report_en import ReportEn

_HABITS = {
    "acquiescence": "how high people tick on average",
    "agreement": "how often people tick the favourable side",
    "extremity": "how often people tick the ends of a scale",
    "midpoint": "how often people tick the middle",
    "differentiation": "how much people’s answers differ from each other",
    "balanced_acquiescence": "how readily people agree",
}
_VIEWS = {
    "factor_scores": "scores of the themes",
    "standardised": "statements",
    "items": "statements as answered",
    "answers": "the answers as they are",
    "centred_standardised": "statements, everyone’s own average taken out",
    "centred_factor_scores": "scores of the themes, everyone’s own average taken out",
    "centred_items": "statements as answered, everyone’s own average taken out",
}
_STYLED_FROM = 0.25
"""Share of a habit that goes with the segments from which it is told although the segments stand."""


class VerdictEn(ReportEn):
    """The verdict in English."""

    verdict_step = "Are the segments real?"
    evidence_note = (
        "Line: how much better so many groups describe the answers than they describe answers that hang together in "
        "the same way and hold no groups. The number is right where the line is highest: beyond it, more groups only "
        "follow chance. Band: where data without groups lie, 5th to 95th percentile."
    )
    chance = "chance"
    view_head = "Cut on"
    fit_head = "Fit"
    null_fit_head = "Fit, data without groups"
    excess_head = "More than chance"
    strength_head = "In standard deviations"
    habit_head = "Habit of answering"
    share_head = "Share that goes with the segments"
    agreement_head = "Same division as the chosen"
    null_stability_head = "Stability, data without groups"
    other_ways = "Other ways of cutting"
    other_ways_note = (
        "Columns: number of segments. Agreement is the adjusted Rand index with the division that was chosen: 1 is the "
        "same, 0 is no more than chance. Sizes, criteria and objections of every cut are in tidy/candidates.csv."
    )

    def verdict(self, segmentation: Segmentation, validation: Validation | None = None) -> str:
        """What kind of segments these are, in three sentences that a strategist can use."""
        if validation is None:
            return (
                f"{self._again(segmentation.choice.stability)} No test against data without segments was made, so "
                "this report does not claim that consumers fall into natural groups: it shows a cut of the market and "
                "how firmly it holds."
            )
        if validation.verdict == "natural":
            return (
                "These segments are natural: consumers really do gather around different wants, more than chance alone "
                "would show. Another sample would show much the same groups. They may be treated as groups that exist "
                "in the market."
            )
        if validation.untried:
            return (
                "Another sample would be divided in the same way. Whether consumers really gather in these groups was "
                "not tried against data without any, so this report does not say so: use the segments as a steady map "
                "of the market."
            )
        if validation.verdict == "reproducible":
            return (
                f"These segments are reproducible, not natural: {self._instead(segmentation)}, but another sample "
                "would be divided in the same way. Use them as a steady map of the market, and do not expect people "
                "near a border to be sure members."
            )
        why = (
            "they follow how people use the answer scales more than what people prefer, and whether that is a habit or "
            "truly wanting more of everything the answers cannot tell"
            if validation.styled
            else f"{self._instead(segmentation)}, and another sample might be divided otherwise"
        )
        return (
            f"These segments are constructed: {why}. Such a cut can still be a useful way to organise a market where "
            "it tells who buys what; it is a decision of yours, not a discovery, and should be judged by what it "
            "predicts."
        )

    def _instead(self, segmentation: Segmentation) -> str:
        """How consumers differ where the segments are not the groups that they gather in."""
        found = segmentation.evidence.k if segmentation.evidence else None
        if found is not None and found != segmentation.choice.k:
            return f"consumers gather in {self.count(found)} groups rather than in {self.count(segmentation.choice.k)}"
        return "consumers differ by degrees, without gaps between groups"

    def verdict_text(self, segmentation: Segmentation, validation: Validation) -> str:
        """What the verdict rests on."""
        told = [self._chance(segmentation, validation), self._halves_found(validation), self._habit(validation)]
        told.append(self._other_ways(validation))
        return " ".join(part for part in told if part)

    def _chance(self, segmentation: Segmentation, validation: Validation) -> str:
        evidence = segmentation.evidence
        if evidence is None:
            return "Whether chance alone would give such segments was not tried."
        draws = self.numbers.figure(evidence.draws)
        compared = (
            f"The same analysis was run on {draws} made-up surveys in which every question has the same answers and "
            "any two questions go together as they do here, but nobody belongs to any group."
        )
        fit = self._beyond(validation.p_fit, "describe the answers")
        stable = self._beyond(validation.p_stability, "come back on resampled interviews")
        return f"{compared} The groups found here {fit} and {stable}.{self._number(segmentation, evidence)}"

    def _beyond(self, p: float, what: str) -> str:
        if not math.isfinite(p):
            return f"{what} as well as could be told"
        return f"{what} {'better than in nearly all of those' if p <= BEYOND_CHANCE else 'no better than in some'}"

    def _number(self, segmentation: Segmentation, evidence: Evidence) -> str:
        chosen = segmentation.choice.k
        if evidence.k is None:
            return " The answers themselves suggest no number of groups."
        if evidence.k == chosen:
            return f" {self.count(chosen).capitalize()} groups explain the most beyond chance."
        return f" {self.count(evidence.k).capitalize()} groups would explain the most beyond chance."

    def _halves_found(self, validation: Validation) -> str:
        halves = validation.halves
        if not math.isfinite(halves.mean):
            return ""
        mean, low = (self.numbers.figure(value, 2) for value in (halves.mean, halves.low))
        return (
            f"When the sample was split in half {self.numbers.figure(halves.splits)} times, the segments of one half "
            f"were found in the other with an agreement of {mean} ({low} at worst; 1 is identical, 0 is chance)."
        )

    def _habit(self, validation: Validation) -> str:
        most = max(validation.style, key=lambda share: share.share, default=None)
        if most is None or most.share < _STYLED_FROM:
            return "Habits of answering play no great part in them." if validation.style else ""
        share = self.numbers.percentage(most.share)
        told = f"{share} of the differences in {self.habit_name(most.index)} go with the segments"
        if not math.isfinite(validation.centred_agreement):
            return f"{told}."
        same = self.numbers.figure(validation.centred_agreement, 2)
        if validation.styled:
            return f"{told}, and little of the division stays when everyone’s own average is taken out ({same})."
        return f"{told}; yet taking everyone’s own average out leaves much of the division as it is ({same})."

    def _other_ways(self, validation: Validation) -> str:
        if not math.isfinite(validation.items_agreement):
            return ""
        same = self.numbers.figure(validation.items_agreement, 2)
        return f"Cut on the statements instead of the themes, the division agrees to {same}."

    segment_head = "Segment"

    def jaccard_head(self, resamples: int, starts: int) -> str:
        """What is told of every segment by itself, and from how much effort."""
        n = self.numbers
        return f"Jaccard on {n.figure(resamples)} resamples, each searched from {n.figure(starts)} starts"

    def habit_name(self, index: StyleIndex) -> str:
        return _HABITS[index]

    def view_name(self, view: str) -> str:
        """What a cut was made on."""
        return _VIEWS.get(view, view.replace("_", " "))

    def evidence_alt(self, view: FitEvidence) -> str:
        return (
            f"How much more than chance each number of groups explains: most with {self.count(view.best_k)}, "
            f"{self.numbers.figure(max(view.strength), 0)} standard deviations above data without groups."
        )
