"""Caveats and assumptions as German sentences: their figures with German marks, their codes in German words."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Integral

from research.domain.caveats import Assumption, Caveat, Figure
from research.wording.german.assumptions import ASSUMPTIONS
from research.wording.german.caveats import CAVEATS
from research.wording.german.marks import NUMBERS
from research.wording.german.names import NOT
from research.wording.german.teams import TEAMS
from research.wording.statements_en import OPPOSITE

_MARKS = str.maketrans({".": NUMBERS.decimal, ",": NUMBERS.group})
_NARROW = NUMBERS.percent
_CODES: Mapping[str, Mapping[str, str]] = {
    "wanted": {"polychoric": "polychorische", "tetrachoric": "tetrachorische", "mixed": "gemischte"},
    "by": {"wave": "Welle"},
    "habit": {
        "acquiescence": "Zustimmungstendenz",
        "agreement": "Zustimmung",
        "extremity": "Neigung zu den Enden",
        "midpoint": "Neigung zur Mitte",
        "differentiation": "Streuung der eigenen Antworten",
        "balanced_acquiescence": "ausgeglichene Zustimmungstendenz",
    },
}
"""Figures that are codes of the house, by the name of the figure."""
_WITHIN: Mapping[str, tuple[str, str]] = {
    "factors": (OPPOSITE, NOT),
    "change": ("reworded:", "umformuliert:"),
}
"""Words of the house within figures that are texts, by the name of the figure."""


class _Count(int):
    """A whole number that shows itself as `1.010` where the sentence asks for no other form."""

    def __format__(self, form: str) -> str:
        return super().__format__(form).translate(_MARKS) if form else NUMBERS.figure(self)


class _Measure(float):
    """A figure that shows itself with a decimal comma."""

    def __format__(self, form: str) -> str:
        return super().__format__(form).translate(_MARKS)


def said(note: Caveat | Assumption) -> str:
    """A caveat or assumption as a sentence; KeyError where its code or one of its figures has no words."""
    sentences = CAVEATS if isinstance(note, Caveat) else ASSUMPTIONS
    told = sentences[note.code].replace(" %", _NARROW)
    return told.format(**{name: _shown(name, figure) for name, figure in note.figures.items()})


def _shown(name: str, figure: Figure) -> Figure:
    if isinstance(figure, str):
        return _text(name, figure)
    return _Count(figure) if isinstance(figure, Integral) else _Measure(figure)


def _text(name: str, figure: str) -> str:
    if name == "teams":
        return ", ".join(TEAMS.get(team, team) for team in figure.split(", "))
    told = _CODES.get(name, {}).get(figure, figure)
    house, own = _WITHIN.get(name, ("", ""))
    return told.replace(house, own) if house else told
