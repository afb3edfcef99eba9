"""The sums of every question by the columns, each made once however many tables show it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from research.domain.arrays import Flags, Floats
from research.stages.tables._source import Coded, Source
from research.stats.cell_sums import AnswerSums, Profiles, answer_sums


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """What was answered, as numbers of shape (l,), and the sums of it."""

    answers: Floats
    sums: AnswerSums


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """Respondents by profile, with their weights; `sums_of` remembers what was asked with codes."""

    people: Profiles
    within: Flags | None = None
    _known: dict[str, Counted] = field(default_factory=dict)

    def sums_of(self, source: Source) -> Counted:
        """The sums of `source` among those `within`."""
        if source.key not in self._known:
            counted = self._count(source)
            if not isinstance(source, Coded):
                return counted
            self._known[source.key] = counted
        return self._known[source.key]

    def _count(self, source: Source) -> Counted:
        positions, answers = source.read()
        if self.within is not None:
            positions = np.where(self.within, positions, np.int32(len(answers)))
        return Counted(answers, answer_sums(positions, len(answers), self.people))
