"""German: every word of the report page, gathered from its parts."""

from __future__ import annotations

from research.domain.caveats import Assumption, Caveat
from research.wording.german.decision import DecisionDe
from research.wording.german.notes import said


class German(DecisionDe):
    """The German words of the reports."""

    def say(self, note: Caveat | Assumption) -> str:
        """A caveat or assumption as a sentence; KeyError where its code or one of its figures has no words."""
        return said(note)
