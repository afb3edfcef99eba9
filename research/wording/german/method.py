"""How it was done, in German: plain sentences, and the labels of the folds with the numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping

from research.domain.sample import Weighting
from research.domain.screening import Screening
from research.domain.segmentation import Objection, Segmentation
from research.wording.german.factor_evidence import FactorEvidenceDe
from research.wording.german.marks import capital, quoted

_SIGNS: Mapping[str, str] = {
    "speeding": "Weit schneller als andere geantwortet",
    "attention": "Aufmerksamkeitsprüfung nicht bestanden",
    "straight_lining": "Eine ganze Batterie gleich beantwortet",
    "missing": "Viele Fragen nicht beantwortet",
    "flagged": "Als nachlässig gekennzeichnet",
    "kept": "In der Auswertung",
}
_CHECKED: Mapping[str, str] = {
    "speeding": "Tempo",
    "attention": "Aufmerksamkeit",
    "straight_lining": "gleiche Antworten in einer ganzen Batterie",
    "missing": "fehlende Antworten",
}
_OBJECTIONS: Mapping[Objection, str] = {
    "two_segments": "zwei Segmente werden gezeigt, aber nie von selbst gewählt",
    "too_small": "ein Segment ist zu klein",
    "dominant": "ein Segment ist zu groß",
    "unstable": "ergibt sich zu selten wieder",
    "not_converged": "die Suche fand kein klares Optimum",
}


class MethodDe(FactorEvidenceDe):
    """The method pages in German."""

    sample_title = "Die Stichprobe und ihre Qualität"
    weighting_title = "Gewichtung"
    choice_title = "Warum so viele Segmente"
    caveats_title = "Was zu beachten ist"
    assumptions_title = "Was vorausgesetzt wurde"
    inputs_title = "Was einging"
    no_caveats = "Nichts fällt auf."
    sign = "Anzeichen"
    interviews_head = "Interviews"
    share = "Anteil"
    efficiency = "Effizienz"
    method_head = "Verfahren"
    package = "Paket"
    stability_note = (
        "Linie: mittlere Übereinstimmung zweier Aufteilungen neu gezogener Interviews; Band: 5. bis 95. Perzentil. 1 "
        "ist identisch, 0 ist Zufall."
    )
    stability_null = "Daten ohne Segmente"
    stability_null_note = (
        "Gestrichelt: dasselbe in Daten, die auf gleiche Weise zusammenhängen und keine Segmente enthalten."
    )
    k = "Segmente"
    stability = "Stabilität"
    stability_range = "5. bis 95. Perzentil"
    within_ss = "Quadratsumme innerhalb"
    calinski_harabasz = "Calinski–Harabasz"
    smallest = "Kleinstes"
    largest = "Größtes"
    best_reached = "Anfänge, die das Beste erreichten"
    objections = "Warum nicht"
    chosen = "gewählt"
    eligible = "möglich"
    file = "Datei"
    version = "Version"
    seed = "Startwert des Zufallsgenerators"

    def sign_name(self, sign: str) -> str:
        if sign.startswith("logic_"):
            return f"Sich selbst widersprochen (Regel {sign.removeprefix('logic_')})"
        return _SIGNS.get(sign, capital(sign.replace("_", " ")))

    def sample_text(self, screening: Screening, screened: int, flagged: int, kept: int) -> str:
        """What the interviews were checked for, by the signs that the data allow, and what became of it."""
        told = f"{self.numbers.figure(screened)} Interviews"
        if not screening.flags:
            return f"Ausgewertet sind {told}; die Daten enthalten nichts, woran sich ihre Qualität beurteilen ließe."
        checked = f"Geprüft wurden {told} auf: {self.listed(self._signs(screening))}"
        if not flagged:
            return f"{checked}; keines wurde als nachlässig gekennzeichnet."
        stay = "bleibt markiert darin" if flagged == 1 else "bleiben markiert darin"
        end = "ausgeschlossen" if screening.action == "drop" else stay
        who = "eines wurde" if flagged == 1 else f"{self.numbers.figure(flagged)} wurden"
        done = f"{who} als nachlässig gekennzeichnet und {end}"
        return f"{checked}; {done}. Ausgewertet sind {self.numbers.figure(kept)}."

    def _signs(self, screening: Screening) -> list[str]:
        """What was looked for, each once."""
        signs = (_CHECKED.get(sign, quoted(self.sign_name(sign))) for sign in screening.flags if sign[:6] != "logic_")
        contradictions = ["Widersprüche"] if any(sign.startswith("logic_") for sign in screening.flags) else []
        return [*dict.fromkeys(signs), *contradictions]

    def weighting_text(self, weighting: Weighting) -> str:
        if weighting.source == "none":
            return "Jedes Interview zählt gleich: Die Studie hat keine Gewichte."
        n = self.numbers
        return (
            f"Die Interviews sind so gewichtet ({quoted(weighting.source)}), dass die Stichprobe für den Markt steht. "
            f"Die Gewichte reichen von {n.figure(weighting.smallest, 2)} bis {n.figure(weighting.largest, 2)}; "
            f"{n.figure(weighting.n)} gewichtete Interviews sagen so viel aus wie "
            f"{n.figure(weighting.effective_base)} ungewichtete."
        )

    def choice_text(self, segmentation: Segmentation, here: str = "") -> str:
        """Why this cut was chosen, and what it was made of, with the wave that it was made in unless that is `here`."""
        solution, choice = segmentation.solution, segmentation.choice
        of = "" if solution.wave == here else f" der Welle {solution.wave}"
        cut_on = f" ({self.view_name(choice.view)})" if choice.view else ""
        made = (
            f"Verfahren: {self.method_name(choice.method)}{cut_on}, aus "
            f"{self.numbers.figure(segmentation.placed)} Interviews{of}."
        )
        placed = " Die Interviews dieser Welle wurden ihnen zugeordnet." if here and solution.wave != here else ""
        note = f" {self.method_note(choice.method)}" if self.method_note(choice.method) else ""
        return (
            f"{self._why(segmentation)} {made}{placed}{note} Mehr Segmente sähen immer schärfer aus; die Stabilität "
            "zeigt, welche davon mehr sind als ein Zufall der Stichprobe."
        )

    def _why(self, segmentation: Segmentation) -> str:
        """Why this number of segments, by the reason and by what else could have been chosen."""
        k = self.count(segmentation.choice.k)
        if math.isfinite(segmentation.frozen_agreement):
            return f"Diese {k} Segmente wurden vorab festgelegt (segments.yaml)."
        if segmentation.reason == "asked_for":
            return f"Die Studie verlangt {k} Segmente."
        if segmentation.reason == "beyond_chance":
            return f"Unter allen geprüften Zahlen erklären {k} Segmente am meisten über den Zufall hinaus."
        if segmentation.reason == "least_bad":
            return f"Keine Lösung erfüllt alle Bedingungen; die mit {k} Segmenten kommt dem am nächsten."
        usable = [candidate.stability for candidate in segmentation.same_way if candidate.eligible]
        own, surest = segmentation.choice.stability, max(usable)
        if len(usable) == 1:
            return f"Von allen geprüften Lösungen ist nur die mit {k} Segmenten brauchbar."
        if own >= surest:
            return (
                f"Von allen brauchbaren Lösungen ergibt sich die mit {k} Segmenten am sichersten wieder, wenn die "
                "Interviews neu gezogen werden."
            )
        own_told, surest_told = (self.numbers.figure(value, 2) for value in (own, surest))
        return (
            f"Von allen brauchbaren Lösungen ergibt sich die mit {k} Segmenten bei neu gezogenen Interviews etwa so "
            f"sicher wieder wie die sicherste ({own_told} gegen {surest_told}) und ist die feinste davon."
        )

    def inputs_text(self, files: int) -> str:
        what = "Eine Datei ging ein" if files == 1 else f"{capital(self.count(files))} Dateien gingen ein"
        return f"{what}; dieselben Eingaben ergeben diese Seite wieder, Byte für Byte."

    def objection(self, objection: Objection) -> str:
        return _OBJECTIONS[objection]

    def stability_alt(self, segmentation: Segmentation) -> str:
        choice = segmentation.choice
        return (
            f"Stabilität nach der Zahl der Segmente; die gewählte Zahl, {self.count(choice.k)}, erreicht "
            f"{self.numbers.figure(choice.stability, 2)}."
        )
