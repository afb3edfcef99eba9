"""Verdicts: whether a condition holds, fails, or cannot be decided because an answer is missing.

The strong logic of three values (Kleene, Introduction to Metamathematics, 1952, § 64): "and" fails as soon as one part
fails, "or" holds as soon as one part holds, whatever is missing elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Flags
from research.domain.conditions import Clause, Condition, Conjunction, Negation
from research.domain.routing import Answers


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """Of one condition, respondent by respondent.

    Attributes:
        holds, fails: who certainly meets it and who certainly does not, both of shape (n,) and never true together.
    """

    holds: Flags
    fails: Flags

    @property
    def undecided(self) -> Flags:
        """Whose missing answers leave it open, shape (n,)."""
        return ~(self.holds | self.fails)


def judge(answers: Answers, condition: Condition) -> Verdict:
    """The verdict on `condition` for everyone.

    Who was asked and gave no answer leaves a clause undecided; who was not asked fails it, as elsewhere.
    """
    if isinstance(condition, Clause):
        met, unsettled = answers.holds(condition), answers.unsettled(condition)
        return Verdict(met & ~unsettled, ~met & ~unsettled)
    if isinstance(condition, Negation):
        inner = judge(answers, condition.inner)
        return Verdict(inner.fails, inner.holds)
    parts = [judge(answers, part) for part in condition.parts]
    holds, fails = [part.holds for part in parts], [part.fails for part in parts]
    if isinstance(condition, Conjunction):
        return Verdict(_all(holds), _any(fails))
    return Verdict(_any(holds), _all(fails))


def _all(parts: list[Flags]) -> Flags:
    return np.asarray(np.logical_and.reduce(parts), dtype=bool)


def _any(parts: list[Flags]) -> Flags:
    return np.asarray(np.logical_or.reduce(parts), dtype=bool)
