"""Setting: what every slide is made from, and how its title, lead and source are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from research.deliverables.deck._frame import Frame
from research.deliverables.deck._parts import MUTED, NOTE, Page, Paragraph, Part, Text, said
from research.domain.caveats import Caveat
from research.domain.results import Results
from research.domain.tables import Table
from research.wording.english import English


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """The results, the words, and the frame of a slide."""

    results: Results
    words: English
    frame: Frame

    def page(
        self, title: str, parts: Sequence[Part], notes: Sequence[str], lead: Sequence[Paragraph] = (), source: str = ""
    ) -> Page:
        """A slide with a lead under its title, a source at its bottom, and the base among its notes."""
        laid = list(parts)
        if lead:
            laid.insert(0, Text(self.frame.lead, tuple(lead)))
        if source:
            laid.append(Text(self.frame.source, (said(source, NOTE, MUTED),)))
        return Page(title, tuple(laid), (self.words.base_note(self.results), *notes))

    def asked(self, tables: Sequence[Table]) -> list[str]:
        """How the questions behind a slide were asked, each once."""
        told = (self.words.question_note(table.title, table.wording, table.base_text) for table in tables)
        return list(dict.fromkeys(told))

    def caveats(self, *nouns: object) -> list[str]:
        """The caveats of the nouns that a slide stands on."""
        found: list[Caveat] = [caveat for noun in nouns if noun for caveat in noun.caveats]  # type: ignore[attr-defined]
        return [self.words.say(caveat) for caveat in found]
