"""Which languages the reports speak."""

from __future__ import annotations

from collections.abc import Mapping

from research.errors import Fault, ResearchError
from research.wording.english import English
from research.wording.german.words import German

LANGUAGES: Mapping[str, English] = {"en": English(), "de": German()}
BOOKS = "en"
"""What the books of tables speak, whatever the language of the page."""


def speak(language: str) -> English:
    """The words of a language; ResearchError where there are none."""
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ResearchError(Fault(f"no words for the language `{language}`", remedy=f"known here: {known}"))
    return LANGUAGES[language]
