"""Draft: a questionnaire and a study guessed from a data file, each guess with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from research.domain.caveats import Assumption
from research.domain.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Guess:
    """One thing that the draft guessed.

    Attributes:
        subject: what the guess is about: `batteries.q25`, `system.id`, `questions.q2`.
        reason: why, in words for the comment in the YAML file.
    """

    subject: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """What a data file suggests.

    Attributes:
        basis: names of the batteries, multiple-response questions or ordinal questions to cut segments on; empty
            when nothing serves.
        basis_kind: which rung of the ladder gave the basis.
        banner: names of the questions for the banner.
        outcomes: names of questions or concept measures that segments should differ in.
        skipped: columns that were left out of the questionnaire, with the reason.
        assumptions: what a run on the bare file takes for granted.
    """

    questionnaire: Questionnaire
    guesses: tuple[Guess, ...]
    basis: tuple[str, ...]
    basis_kind: str
    banner: tuple[str, ...]
    outcomes: tuple[str, ...]
    skipped: Mapping[str, str]
    assumptions: tuple[Assumption, ...]

    def tidy(self) -> pd.DataFrame:
        """One row a guess."""
        return pd.DataFrame([{"subject": guess.subject, "reason": guess.reason} for guess in self.guesses])

    def glance(self) -> pd.DataFrame:
        """One row: guesses, columns left out, what segments would be cut on."""
        return pd.DataFrame(
            [
                {
                    "guesses": len(self.guesses),
                    "skipped": len(self.skipped),
                    "assumptions": len(self.assumptions),
                    "basis": " ".join(self.basis),
                    "basis_kind": self.basis_kind,
                }
            ]
        )
