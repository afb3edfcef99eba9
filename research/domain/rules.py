"""RuleSegmentation: segments that were written by hand as conditions, and how many respondents each took."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from research.domain.caveats import Caveat


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """One segment by its condition.

    Attributes:
        condition: as the study writes it; empty for the segment of those whom no rule takes.
        reads: the condition in words; empty as `condition` is.
        fits: respondents who certainly meet the condition, whichever segment took them.
        took: respondents in the segment.
    """

    segment: int
    name: str
    condition: str
    reads: str
    fits: int
    took: int


@dataclass(frozen=True, slots=True)
class RuleSegmentation:
    """The rules of a study with what they did in one wave; the first that holds takes the respondent.

    Attributes:
        wave: the one that defines the segments, in which every rule took someone.
        rules: in the order of the segments' numbers, which is that written.
        variables: names of all that the rules rest on, also through bands and flags; segments differ on them by
            construction.
        respondents: all who were sorted.
        overlaps: those who fit several rules.
        undecided: those in no segment because an answer that a rule needs is missing.
        left: those in no segment because every rule fails.
    """

    wave: str
    rules: tuple[SegmentRule, ...]
    variables: tuple[str, ...]
    respondents: int
    overlaps: int
    undecided: int
    left: int
    caveats: tuple[Caveat, ...] = ()

    @property
    def k(self) -> int:
        return len(self.rules)

    def tidy(self) -> pd.DataFrame:
        """One row a segment: its condition, who fits it, who is in it, whom an earlier rule took or left undecided."""
        return pd.DataFrame(
            [
                {
                    "segment": rule.segment,
                    "name": rule.name,
                    "condition": rule.condition,
                    "reads": rule.reads,
                    "fits": rule.fits,
                    "took": rule.took,
                    "fits_elsewhere": rule.fits - rule.took,
                }
                for rule in self.rules
            ]
        )

    def glance(self) -> pd.DataFrame:
        """One row: segments, respondents, those who fit several rules, those in no segment by reason."""
        return pd.DataFrame(
            [
                {
                    "segments": self.k,
                    "respondents": self.respondents,
                    "overlaps": self.overlaps,
                    "undecided": self.undecided,
                    "left": self.left,
                }
            ]
        )
