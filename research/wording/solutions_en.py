"""Other numbers of segments, and how they hang together, in English."""

from __future__ import annotations

from collections.abc import Mapping

from research.domain.segmentation import Candidate, Merit, Segmentation, SolutionFlows
from research.wording.verdict_en import VerdictEn

_MERITS: Mapping[Merit, str] = {
    "chosen": "the one that this report shows",
    "next_beyond_chance": "the next best number by what it explains beyond chance",
    "most_stable_other": "of the other numbers the one that comes back most surely",
    "sees_otherwise": "a different way to divide the market that comes back too",
    "finer": "the surest finer cut",
    "coarser": "the surest coarser cut",
}
_METHODS: Mapping[str, str] = {
    "kmeans": "k-means",
    "ward": "Ward’s method",
    "spherical_kmeans": "spherical k-means",
    "k_prototypes": "k-prototypes",
    "kmedoids": "k-medoids",
    "latent_class": "latent class analysis",
    "gaussian_mixture": "Gaussian mixture",
    "ensemble": "an ensemble",
}
_METHOD_NOTES: Mapping[str, str] = {
    "gaussian_mixture": "A Gaussian mixture sees segments as clouds of unequal size that may overlap.",
    "latent_class": "Latent class analysis explains all answers by the segment that people belong to.",
    "ward": "Ward’s method joins respondents step by step, always those whose joining blurs the picture least.",
    "spherical_kmeans": "Spherical k-means looks at the profile of the answers, not at how strongly they are given.",
    "k_prototypes": "k-prototypes builds segments around means of numbers and the most frequent choices.",
    "kmedoids": "k-medoids builds each segment around one real respondent who stands best for it.",
    "ensemble": "An ensemble cuts the market in many different ways and gathers those whom most cuts put together.",
}
"""What a method does, where its name does not say it: all but the usual one."""
_MIXED = 0.5
"""Entropy of its origins from which a segment is gathered from several others rather than split from one."""


class SolutionsEn(VerdictEn):
    """Solutions beside each other in English."""

    solutions_step = "What if there were more, or fewer?"
    flows_note = (
        "Left to right: the market cut into more and more segments. A band shows where the people of a segment go "
        "when one more is allowed; colours are those of the chosen segments. One that splits cleanly in two is a finer "
        "view of the same people; one that gathers people from everywhere is a different cut. Numbers go by size "
        "within every cut."
    )
    recurrence_note = (
        "A dot a segment: how much of it is found again when the interviews are resampled (1 is all of it). In "
        "the grey zone a segment should not be trusted; those of the chosen number are filled, in their colours."
    )
    doubtful = "not to be trusted"
    shortlist_head = "Worth a look"
    merit_head = "Because"
    distinctness_head = "Distinctness"
    least_jaccard_head = "Least Jaccard"
    origins_head = "Gathered from several (0 to 1)"

    def method_name(self, method: str) -> str:
        return _METHODS.get(method, method)

    def method_note(self, method: str) -> str:
        """One sentence on what the method does; empty for k-means."""
        return _METHOD_NOTES.get(method, "")

    def way_of_cutting(self, candidate: Candidate) -> str:
        """`k-means, scores of the themes`: the method, and what it cut."""
        method = self.method_name(candidate.method)
        return f"{method}, {self.view_name(candidate.view)}" if candidate.view else method

    def merit(self, merit: Merit) -> str:
        """What speaks for a candidate of the short list."""
        return _MERITS[merit]

    def shortlist_text(self, segmentation: Segmentation) -> str:
        """The two candidates beside the chosen one, and why."""
        others = [
            f"{self.count(segmentation.candidates[one.position].k)} segments "
            f"({self.way_of_cutting(segmentation.candidates[one.position])}), {self.merit(one.merit)}"
            for one in segmentation.shortlist[1:]
        ]
        if not others:
            return "No other cut is without an objection."
        return f"Also worth a look: {'; '.join(others)}."

    def flows_text(self, segmentation: Segmentation, flows: SolutionFlows) -> str:
        """What one segment more would do to the chosen ones."""
        at = flows.ks.index(segmentation.choice.k)
        if at == len(flows.flows):
            return ""
        mixed = [j + 1 for j, entropy in enumerate(flows.entropies[at].tolist()) if entropy >= _MIXED]
        more = self.count(flows.ks[at + 1])
        if not mixed:
            return (
                f"With {more} segments each would come from one of these: the finer cut is a closer look at the same."
            )
        which = "one of them" if len(mixed) == 1 else f"{self.count(len(mixed))} of them"
        return (
            f"With {more} segments {which} would be gathered from several of these: that is another cut, not "
            "a closer look at this one."
        )

    def flows_alt(self, segmentation: Segmentation, flows: SolutionFlows) -> str:
        return (
            f"How people move between segments as their number grows from {self.count(flows.ks[0])} to "
            f"{self.count(flows.ks[-1])}. {self.flows_text(segmentation, flows)}".strip()
        )

    def recurrence_alt(self, segmentation: Segmentation) -> str:
        choice = segmentation.choice
        return (
            f"How surely each segment is found again, by number of segments; of the chosen {self.count(choice.k)} "
            f"the least sure reaches {self.numbers.figure(float(choice.jaccard.min()), 2)}."
        )
