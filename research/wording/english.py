"""English: every word of the reports, gathered from its parts, and the sentences of caveats and assumptions."""

from __future__ import annotations

from numbers import Integral

from research.domain.caveats import Assumption, Caveat, Figure
from research.wording.decision_en import DecisionEn
from research.wording.notes_en import ASSUMPTIONS, CAVEATS
from research.wording.numbers import NumberStyle


class English(DecisionEn):
    """The English words of the reports; another language is a class with the same names."""

    def say(self, note: Caveat | Assumption) -> str:
        """A caveat or assumption as a sentence; KeyError where its code or one of its figures has no words."""
        return say(note)


def say(note: Caveat | Assumption) -> str:
    """A caveat or assumption as a sentence; KeyError where its code or one of its figures has no words."""
    sentences = CAVEATS if isinstance(note, Caveat) else ASSUMPTIONS
    return sentences[note.code].format(**{name: _shown(figure) for name, figure in note.figures.items()})


class _Count(int):
    """A whole number that shows itself as `1,010` where the sentence asks for no other form."""

    def __format__(self, form: str) -> str:
        return super().__format__(form) if form else NumberStyle().figure(self)


def _shown(figure: Figure) -> Figure:
    return _Count(figure) if isinstance(figure, Integral) and not isinstance(figure, bool) else figure
