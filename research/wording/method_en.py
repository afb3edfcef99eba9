"""How it was done, in English: plain sentences, and the labels of the folds with the numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping

from research.domain.sample import Weighting
from research.domain.screening import Screening
from research.domain.segmentation import Objection, Segmentation
from research.wording.factor_evidence_en import FactorEvidenceEn

_SIGNS: Mapping[str, str] = {
    "speeding": "Answered far faster than others",
    "attention": "Failed an attention check",
    "straight_lining": "Gave one answer to a whole battery",
    "missing": "Left many questions blank",
    "flagged": "Flagged as careless",
    "kept": "Kept in the analysis",
}
_CHECKED: Mapping[str, str] = {
    "speeding": "speed",
    "attention": "attention",
    "straight_lining": "one answer to a whole battery",
    "missing": "missing answers",
}
_OBJECTIONS: Mapping[Objection, str] = {
    "two_segments": "two segments are shown, never chosen by themselves",
    "too_small": "a segment is too small",
    "dominant": "a segment is too large",
    "unstable": "comes back too rarely",
    "not_converged": "the search found no clear best",
}


class MethodEn(FactorEvidenceEn):
    """The method pages in English."""

    sample_title = "The sample and its quality"
    weighting_title = "Weighting"
    choice_title = "Why this number of segments"
    caveats_title = "What to keep in mind"
    assumptions_title = "What was taken for granted"
    inputs_title = "What went in"
    no_caveats = "Nothing stands out."
    sign = "Sign"
    interviews_head = "Interviews"
    share = "Share"
    efficiency = "Efficiency"
    method_head = "Method"
    package = "Package"
    stability_note = (
        "Line: average agreement of two cuts on resampled interviews; band: 5th to 95th percentile. "
        "1 is identical, 0 is chance."
    )
    stability_null = "data without segments"
    stability_null_note = "Dashed: the same in data that hang together in the same way and hold no segments."
    k = "Segments"
    stability = "Stability"
    stability_range = "5th to 95th percentile"
    within_ss = "Sum of squares within"
    calinski_harabasz = "Calinski–Harabasz"
    smallest = "Smallest"
    largest = "Largest"
    best_reached = "Starts that reached the best"
    objections = "Why not"
    chosen = "chosen"
    eligible = "possible"
    file = "File"
    version = "Version"
    seed = "Random seed"

    def sign_name(self, sign: str) -> str:
        if sign.startswith("logic_"):
            return f"Contradicted themselves (rule {sign.removeprefix('logic_')})"
        return _SIGNS.get(sign, sign.replace("_", " ").capitalize())

    def sample_text(self, screening: Screening, screened: int, flagged: int, kept: int) -> str:
        """What the interviews were checked for, by the signs that the data allow, and what became of it."""
        told = self.numbers.figure(screened)
        if not screening.flags:
            return f"{told} interviews are analysed; the data hold nothing that their quality could be judged by."
        checked = f"{told} interviews were checked for {self.listed(self._signs(screening))}"
        if not flagged:
            return f"{checked}; none was flagged as careless."
        were = "was" if flagged == 1 else "were"
        stay = f"stay{'s' if flagged == 1 else ''} in, marked"
        done = f"{were} left out" if screening.action == "drop" else stay
        return (
            f"{checked}; {self.numbers.figure(flagged)} {were} flagged as careless and {done}. "
            f"{self.numbers.figure(kept)} are analysed."
        )

    def _signs(self, screening: Screening) -> list[str]:
        """What was looked for, each once."""
        signs = (_CHECKED.get(sign, self.sign_name(sign).lower()) for sign in screening.flags if sign[:6] != "logic_")
        contradictions = ["contradictions"] if any(sign.startswith("logic_") for sign in screening.flags) else []
        return [*dict.fromkeys(signs), *contradictions]

    def weighting_text(self, weighting: Weighting) -> str:
        if weighting.source == "none":
            return "Every interview counts the same: the study has no weights."
        return (
            f"Interviews are weighted (“{weighting.source}”) so that the sample stands for the market. Weights run "
            f"from {self.numbers.figure(weighting.smallest, 2)} to {self.numbers.figure(weighting.largest, 2)}; "
            f"{self.numbers.figure(weighting.n)} weighted interviews tell as much as "
            f"{self.numbers.figure(weighting.effective_base)} unweighted ones."
        )

    def choice_text(self, segmentation: Segmentation, here: str = "") -> str:
        """Why this cut was chosen, and what it was made of, with the wave that it was made in unless that is `here`."""
        solution = segmentation.solution
        interviews = f"{self.numbers.figure(segmentation.placed)} interviews"
        choice = segmentation.choice
        cut_on = f" of {self.view_name(choice.view)}" if choice.view else ""
        how = f"They were formed by {self.method_name(choice.method)}{cut_on}, on"
        made = f"{how} {interviews}." if solution.wave == here else f"{how} the {interviews} of wave {solution.wave}."
        note = f" {self.method_note(choice.method)}" if self.method_note(choice.method) else ""
        placed = " The interviews of this wave were placed into them." if here and solution.wave != here else ""
        return (
            f"{self._why(segmentation)} {made}{placed}{note} More segments would always look sharper; stability shows "
            "which of them are more than an accident of the sample."
        )

    def _why(self, segmentation: Segmentation) -> str:
        """Why this number of segments, by the reason and by what else could have been chosen."""
        chosen = f"{self.count(segmentation.choice.k)} segments"
        if math.isfinite(segmentation.frozen_agreement):
            return f"These {chosen} were fixed beforehand (segments.yaml)."
        if segmentation.reason == "asked_for":
            return f"The study asks for {chosen}."
        if segmentation.reason == "beyond_chance":
            return f"Of all numbers of segments, {self.count(segmentation.choice.k)} explain the most beyond chance."
        if segmentation.reason == "least_bad":
            return f"No cut meets every condition; {chosen} come closest."
        choice = segmentation.choice
        usable = [candidate.stability for candidate in segmentation.same_way if candidate.eligible]
        own, surest = choice.stability, max(usable)
        if len(usable) == 1:
            return f"Of all cuts that were tried only the one into {chosen} can be used."
        if own >= surest:
            return f"Of all cuts that can be used, {chosen} come back most surely on resampled interviews."
        return (
            f"Of all cuts that can be used, {chosen} come back about as surely on resampled interviews as the surest "
            f"({self.numbers.figure(own, 2)} against {self.numbers.figure(surest, 2)}), and are the finest of those."
        )

    def inputs_text(self, files: int) -> str:
        what = "file" if files == 1 else "files"
        return f"{self.count(files).capitalize()} {what} went in; the same input gives this page again, byte by byte."

    def objection(self, objection: Objection) -> str:
        return _OBJECTIONS[objection]

    def stability_alt(self, segmentation: Segmentation) -> str:
        choice = segmentation.choice
        return (
            f"Stability by number of segments; {self.count(choice.k)} segments, the chosen number, reach "
            f"{self.numbers.figure(choice.stability, 2)}."
        )
