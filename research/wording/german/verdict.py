"""What may be said of the segments, in German: found in the market, found again, or made."""

from __future__ import annotations

import math
from collections.abc import Mapping

from research.domain.evidence import BEYOND_CHANCE, Evidence, FitEvidence
from research.domain.segmentation import Segmentation
from research.domain.style import StyleIndex
from research.domain.validation import Validation
from research.wording.german.marks import capital
from research.wording.german.portraits import PortraitsDe

_HABITS: Mapping[StyleIndex, str] = {
    "acquiescence": "wie hoch Menschen im Mittel ankreuzen",
    "agreement": "wie oft Menschen die zustimmende Seite ankreuzen",
    "extremity": "wie oft Menschen die Enden einer Skala ankreuzen",
    "midpoint": "wie oft Menschen die Mitte ankreuzen",
    "differentiation": "wie stark sich die Antworten eines Menschen voneinander unterscheiden",
    "balanced_acquiescence": "wie bereitwillig Menschen zustimmen",
}
_VIEWS: Mapping[str, str] = {
    "factor_scores": "Werte der Themen",
    "standardised": "Aussagen",
    "items": "Aussagen, wie sie beantwortet wurden",
    "answers": "Antworten, wie sie sind",
    "centred_standardised": "Aussagen, abzüglich des persönlichen Durchschnitts",
    "centred_factor_scores": "Werte der Themen, abzüglich des persönlichen Durchschnitts",
    "centred_items": "Aussagen, wie sie beantwortet wurden, abzüglich des persönlichen Durchschnitts",
}
_STYLED_FROM = 0.25
"""Share of a habit that goes with the segments from which it is told although the segments stand."""

_UNTRIED = (
    "Ein Test gegen Daten ohne Segmente wurde nicht gemacht. Dieser Bericht behauptet deshalb nicht, dass sich die "
    "Menschen von Natur aus in Gruppen teilen: Er zeigt eine Aufteilung des Marktes und wie fest sie hält."
)
_NATURAL = (
    "Diese Segmente sind natürlich: Die Menschen sammeln sich tatsächlich um verschiedene Wünsche, stärker, als "
    "es der Zufall erwarten ließe. Eine andere Stichprobe ergäbe weitgehend dieselben Gruppen. Man darf sie als "
    "Gruppen behandeln, die es im Markt gibt."
)
_REPRODUCIBLE_UNTRIED = (
    "Eine andere Stichprobe würde genauso geteilt. Ob sich die Menschen wirklich in diesen Gruppen sammeln, wurde "
    "nicht gegen Daten ohne Gruppen geprüft, und so sagt es dieser Bericht auch nicht: Die Segmente taugen als "
    "verlässliche Landkarte des Marktes."
)
_STYLED = (
    "Sie folgen eher der Art, wie Menschen die Antwortskalen nutzen, als dem, was sie vorziehen; ob das eine "
    "Gewohnheit ist oder ob sie wirklich von allem mehr wollen, lassen die Antworten offen"
)
_CONSTRUCTED = (
    "Eine solche Aufteilung kann dennoch nützlich sein, um einen Markt zu ordnen, wenn sie zeigt, wer was kauft; sie "
    "ist eine Entscheidung, keine Entdeckung, und an dem zu messen, was sie vorhersagt."
)


class VerdictDe(PortraitsDe):
    """The verdict in German."""

    verdict_step = "Sind die Segmente echt?"
    evidence_note = (
        "Linie: wie viel besser so viele Gruppen die Antworten beschreiben als solche, die auf gleiche Weise "
        "zusammenhängen und keine Gruppen enthalten. Die Zahl ist richtig, wo die Linie am höchsten liegt; darüber "
        "hinaus folgen weitere Gruppen nur dem Zufall. Band: wo Daten ohne Gruppen liegen, 5. bis 95. Perzentil."
    )
    chance = "Zufall"
    view_head = "Geteilt nach"
    fit_head = "Anpassung"
    null_fit_head = "Anpassung, Daten ohne Gruppen"
    excess_head = "Mehr als Zufall"
    strength_head = "In Standardabweichungen"
    habit_head = "Antwortgewohnheit"
    share_head = "Anteil, der mit den Segmenten einhergeht"
    agreement_head = "Gleiche Aufteilung wie die gewählte"
    null_stability_head = "Stabilität, Daten ohne Gruppen"
    other_ways = "Andere Wege der Aufteilung"
    other_ways_note = (
        "Spalten: Zahl der Segmente. Die Übereinstimmung ist der angepasste Rand-Index mit der gewählten Aufteilung: 1 "
        "ist dieselbe, 0 ist nicht mehr als Zufall. Größen, Kriterien und Einwände jeder Lösung stehen in "
        "tidy/candidates.csv."
    )
    segment_head = "Segment"

    def verdict(self, segmentation: Segmentation, validation: Validation | None = None) -> str:
        """What kind of segments these are, in three sentences that a strategist can use."""
        if validation is None:
            return f"{self._again(segmentation.choice.stability)} {_UNTRIED}"
        if validation.verdict == "natural":
            return _NATURAL
        if validation.untried:
            return _REPRODUCIBLE_UNTRIED
        instead = self._instead(segmentation)
        if validation.verdict == "reproducible":
            return (
                f"Diese Segmente sind reproduzierbar, nicht natürlich: {instead}; eine andere Stichprobe würde aber "
                "genauso geteilt. Sie taugen als verlässliche Landkarte des Marktes; wer nahe an einer Grenze steht, "
                "ist jedoch kein sicheres Mitglied."
            )
        why = _STYLED if validation.styled else f"{instead}, und eine andere Stichprobe würde vielleicht anders geteilt"
        return f"Diese Segmente sind konstruiert: {why}. {_CONSTRUCTED}"

    def _instead(self, segmentation: Segmentation) -> str:
        """How people differ where the segments are not the groups that they gather in."""
        found = segmentation.evidence.k if segmentation.evidence else None
        if found is not None and found != segmentation.choice.k:
            groups = "Gruppe" if found == 1 else "Gruppen"
            number = "einer" if found == 1 else self.count(found)
            return f"Die Menschen sammeln sich eher in {number} {groups} als in {self.count(segmentation.choice.k)}"
        return "Die Menschen unterscheiden sich in Abstufungen, ohne Lücken zwischen Gruppen"

    def verdict_text(self, segmentation: Segmentation, validation: Validation) -> str:
        """What the verdict rests on."""
        told = [self._chance(segmentation, validation), self._halves_found(validation), self._habit(validation)]
        told.append(self._other_ways(validation))
        return " ".join(part for part in told if part)

    def _chance(self, segmentation: Segmentation, validation: Validation) -> str:
        evidence = segmentation.evidence
        if evidence is None:
            return "Ob schon der Zufall solche Segmente ergäbe, wurde nicht geprüft."
        compared = (
            f"Dieselbe Analyse lief über {self.numbers.figure(evidence.draws)} künstliche Umfragen, in denen jede "
            "Frage dieselben Antworten hat und je zwei Fragen so zusammenhängen wie hier, aber niemand zu einer Gruppe "
            "gehört."
        )
        fit = f"Die hier gefundenen Gruppen beschreiben die Antworten {_beyond(validation.p_fit, 'besser')}"
        stable = f"bei neu gezogenen Interviews ergeben sie sich {_beyond(validation.p_stability, 'sicherer')}"
        return f"{compared} {fit}; {stable}. {self._number(segmentation, evidence)}"

    def _number(self, segmentation: Segmentation, evidence: Evidence) -> str:
        if evidence.k is None:
            return "Die Antworten selbst legen keine Zahl von Gruppen nahe."
        groups = "Eine einzige Gruppe" if evidence.k == 1 else f"{capital(self.count(evidence.k))} Gruppen"
        most = "am meisten über den Zufall hinaus"
        if evidence.k == segmentation.choice.k:
            return f"{groups} erklären {most}."
        return f"{groups} {'würde' if evidence.k == 1 else 'würden'} {most} erklären."

    def _halves_found(self, validation: Validation) -> str:
        halves = validation.halves
        if not math.isfinite(halves.mean):
            return ""
        mean, low = (self.numbers.figure(value, 2) for value in (halves.mean, halves.low))
        return (
            f"Die Stichprobe wurde {self.numbers.figure(halves.splits)} Mal halbiert; die Segmente der einen Hälfte "
            f"fanden sich in der anderen mit einer Übereinstimmung von {mean} wieder (schlechtestenfalls {low}; 1 ist "
            "identisch, 0 ist Zufall)."
        )

    def _habit(self, validation: Validation) -> str:
        most = max(validation.style, key=lambda share: share.share, default=None)
        if most is None or most.share < _STYLED_FROM:
            return "Antwortgewohnheiten spielen darin keine große Rolle." if validation.style else ""
        told = (
            f"{self.numbers.percentage(most.share)} der Unterschiede darin, {self.habit_name(most.index)}, gehen mit "
            "den Segmenten einher"
        )
        if not math.isfinite(validation.centred_agreement):
            return f"{told}."
        same = self.numbers.figure(validation.centred_agreement, 2)
        if validation.styled:
            return f"{told}; zieht man den persönlichen Durchschnitt ab, bleibt von der Aufteilung wenig ({same})."
        return f"{told}; zieht man den persönlichen Durchschnitt ab, bleibt die Aufteilung dennoch weitgehend ({same})."

    def _other_ways(self, validation: Validation) -> str:
        if not math.isfinite(validation.items_agreement):
            return ""
        same = self.numbers.figure(validation.items_agreement, 2)
        return f"Teilt man nach den Aussagen statt nach den Themen, stimmt die Aufteilung zu {same} überein."

    def jaccard_head(self, resamples: int, starts: int) -> str:
        """What is told of every segment by itself, and from how much effort."""
        n = self.numbers
        return f"Jaccard in {n.figure(resamples)} Neuziehungen, je gesucht von {n.figure(starts)} Anfängen aus"

    def habit_name(self, index: StyleIndex) -> str:
        return _HABITS[index]

    def view_name(self, view: str) -> str:
        """What a cut was made on."""
        return _VIEWS.get(view, view.replace("_", " "))

    def evidence_alt(self, view: FitEvidence) -> str:
        return (
            f"Wie viel mehr als Zufall jede Zahl von Gruppen erklärt: am meisten bei {self.count(view.best_k)}, "
            f"{self.numbers.figure(max(view.strength), 0)} Standardabweichungen über Daten ohne Gruppen."
        )


def _beyond(p: float, better: str) -> str:
    again = " wieder" if better == "sicherer" else ""
    if not math.isfinite(p):
        return f"so gut{again}, wie sich sagen ließ"
    than = "als in fast allen dieser Umfragen" if p <= BEYOND_CHANCE else "als in manchen dieser Umfragen"
    return f"{'' if p <= BEYOND_CHANCE else 'nicht '}{better}{again} {than}"
