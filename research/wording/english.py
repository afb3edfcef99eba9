"""English: every word of the reports, gathered from its parts, and the sentences of caveats and assumptions."""

from __future__ import annotations

from research.domain.caveats import Assumption, Caveat
from research.wording.glossary_en import GlossaryEn
from research.wording.notes_en import ASSUMPTIONS, CAVEATS


class English(GlossaryEn):
    """The English words of the reports; another language is a class with the same names."""

    def say(self, note: Caveat | Assumption) -> str:
        """A caveat or assumption as a sentence; KeyError where its code or one of its figures has no words."""
        return say(note)


def say(note: Caveat | Assumption) -> str:
    """A caveat or assumption as a sentence; KeyError where its code or one of its figures has no words."""
    sentences = CAVEATS if isinstance(note, Caveat) else ASSUMPTIONS
    return sentences[note.code].format(**note.figures)
