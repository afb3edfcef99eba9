"""Other numbers of segments, and how they hang together, in German."""

from __future__ import annotations

from collections.abc import Mapping

from research.domain.segmentation import Candidate, Merit, Segmentation, SolutionFlows
from research.wording.german.verdict import VerdictDe

_MERITS: Mapping[Merit, str] = {
    "chosen": "die Lösung, die dieser Bericht zeigt",
    "next_beyond_chance": "die nächstbeste Zahl nach dem, was sie über den Zufall hinaus erklärt",
    "most_stable_other": "unter den anderen Zahlen die, die sich am sichersten wieder ergibt",
    "sees_otherwise": "ein anderer Weg, den Markt zu teilen, der sich ebenfalls wieder ergibt",
    "finer": "die sicherste feinere Lösung",
    "coarser": "die sicherste gröbere Lösung",
}
_METHODS: Mapping[str, str] = {
    "kmeans": "k-Means",
    "ward": "Ward-Verfahren",
    "spherical_kmeans": "sphärisches k-Means",
    "k_prototypes": "k-Prototypen",
    "kmedoids": "k-Medoids",
    "latent_class": "latente Klassenanalyse",
    "gaussian_mixture": "Gaußsche Mischverteilung",
    "ensemble": "Ensemble",
}
_METHOD_NOTES: Mapping[str, str] = {
    "gaussian_mixture": (
        "Die Gaußsche Mischverteilung sieht Segmente als Wolken ungleicher Größe, die einander überlappen dürfen."
    ),
    "latent_class": "Die latente Klassenanalyse erklärt alle Antworten aus dem Segment, zu dem jemand gehört.",
    "ward": (
        "Das Ward-Verfahren fasst Befragte Schritt für Schritt zusammen, immer die, deren Zusammenfassung das Bild am "
        "wenigsten verwischt."
    ),
    "spherical_kmeans": (
        "Sphärisches k-Means achtet auf das Profil der Antworten, nicht darauf, wie stark sie ausfallen."
    ),
    "k_prototypes": "k-Prototypen bilden Segmente um Mittelwerte von Zahlen und um die häufigsten Antworten.",
    "kmedoids": "k-Medoids bilden jedes Segment um einen wirklichen Befragten, der am besten dafür steht.",
    "ensemble": (
        "Ein Ensemble teilt den Markt auf viele Weisen und versammelt, wen die meisten Aufteilungen zusammenlegen."
    ),
}
"""What a method does, where its name does not say it: all but the usual one."""
_MIXED = 0.5
"""Entropy of its origins from which a segment is gathered from several others rather than split from one."""


class SolutionsDe(VerdictDe):
    """Solutions beside each other in German."""

    solutions_step = "Und wenn es mehr oder weniger wären?"
    flows_note = (
        "Von links nach rechts: der Markt in immer mehr Segmente geteilt. Ein Band zeigt, wohin die Menschen eines "
        "Segments gehen, wenn eines mehr erlaubt ist; die Farben sind die der gewählten Segmente. Teilt sich ein "
        "Segment sauber in zwei, so ist das ein genauerer Blick auf dieselben Menschen; sammelt eines Menschen von "
        "überall, so ist es eine andere Aufteilung. Die Nummern folgen in jeder Lösung der Größe."
    )
    recurrence_note = (
        "Ein Punkt je Segment: wie viel davon sich wiederfindet, wenn die Interviews neu gezogen werden (1 ist alles). "
        "Im grauen Bereich ist einem Segment nicht zu trauen; die der gewählten Zahl sind gefüllt, in ihren Farben."
    )
    doubtful = "nicht zu trauen"
    shortlist_head = "Einen Blick wert"
    merit_head = "Weil"
    distinctness_head = "Abstand"
    least_jaccard_head = "Kleinster Jaccard"
    origins_head = "Aus mehreren gesammelt (0 bis 1)"

    def method_name(self, method: str) -> str:
        return _METHODS.get(method, method)

    def method_note(self, method: str) -> str:
        """One sentence on what the method does; empty for k-means."""
        return _METHOD_NOTES.get(method, "")

    def way_of_cutting(self, candidate: Candidate) -> str:
        """`k-Means, Werte der Themen`: the method, and what it cut."""
        method = self.method_name(candidate.method)
        return f"{method}, {self.view_name(candidate.view)}" if candidate.view else method

    def merit(self, merit: Merit) -> str:
        """What speaks for a candidate of the short list."""
        return _MERITS[merit]

    def shortlist_text(self, segmentation: Segmentation) -> str:
        """The two candidates beside the chosen one, and why."""
        others = [
            f"{self.count(segmentation.candidates[one.position].k)} Segmente "
            f"({self.way_of_cutting(segmentation.candidates[one.position])}), {self.merit(one.merit)}"
            for one in segmentation.shortlist[1:]
        ]
        if not others:
            return "Keine andere Lösung ist ohne Einwand."
        return f"Ebenfalls einen Blick wert: {'; '.join(others)}."

    def flows_text(self, segmentation: Segmentation, flows: SolutionFlows) -> str:
        """What one segment more would do to the chosen ones."""
        at = flows.ks.index(segmentation.choice.k)
        if at == len(flows.flows):
            return ""
        mixed = sum(entropy >= _MIXED for entropy in flows.entropies[at].tolist())
        more = self.count(flows.ks[at + 1])
        if not mixed:
            return (
                f"Bei {more} Segmenten käme jedes aus einem der jetzigen: Die feinere Lösung ist ein genauerer Blick "
                "auf dasselbe."
            )
        which = "wäre eines" if mixed == 1 else f"wären {self.count(mixed)}"
        return (
            f"Bei {more} Segmenten {which} aus mehreren der jetzigen gesammelt: Das ist eine andere Aufteilung, kein "
            "genauerer Blick auf diese."
        )

    def flows_alt(self, segmentation: Segmentation, flows: SolutionFlows) -> str:
        return (
            f"Wie Menschen zwischen den Segmenten wandern, wenn deren Zahl von {self.count(flows.ks[0])} auf "
            f"{self.count(flows.ks[-1])} wächst. {self.flows_text(segmentation, flows)}".strip()
        )

    def recurrence_alt(self, segmentation: Segmentation) -> str:
        choice = segmentation.choice
        return (
            f"Wie sicher sich jedes Segment wiederfindet, nach der Zahl der Segmente; von den gewählten "
            f"{self.count(choice.k)} erreicht das unsicherste {self.numbers.figure(float(choice.jaccard.min()), 2)}."
        )
