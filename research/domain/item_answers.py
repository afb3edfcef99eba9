"""ItemAnswers: answers to items, and which way the items were asked: all that a recipe needs of a respondent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from research.domain.arrays import Floats, sealed
from research.domain.questionnaire import Questionnaire
from research.domain.responses import Responses


@dataclass(frozen=True, slots=True, eq=False)
class ItemAnswers:
    """Keyed answers of n respondents to p items, whoever they are: of a wave, or drawn at random.

    Attributes:
        keyed: reversed items mirrored, shape (n, p), NaN without an answer.
        directions: 1, or −1 for items that are reversed, shape (p,).
        mirrors: sum of the ends of the scale of a reversed item, which its answers were taken from; 0 elsewhere; (p,).
    """

    items: tuple[str, ...]
    keyed: Floats
    directions: Floats
    mirrors: Floats

    @property
    def n(self) -> int:
        return len(self.keyed)

    @property
    def as_given(self) -> Floats:
        """The answers before reversing, shape (n, p)."""
        return np.asarray(self.keyed * self.directions + self.mirrors)

    def of(self, items: Sequence[str]) -> ItemAnswers:
        """The answers to some of the items, in that order."""
        if tuple(items) == self.items:
            return self
        at = [self.items.index(item) for item in items]
        return ItemAnswers(tuple(items), self.keyed[:, at], self.directions[at], self.mirrors[at])

    def answered_with(self, keyed: Floats) -> ItemAnswers:
        """Other keyed answers to the same items, shape (m, p)."""
        return replace(self, keyed=keyed)


def item_answers(responses: Responses, items: Sequence[str]) -> ItemAnswers:
    """The answers of all respondents to `items`."""
    questionnaire = responses.questionnaire
    return ItemAnswers(
        tuple(items), responses.keyed(items), directions(questionnaire, items), sealed(_mirrors(questionnaire, items))
    )


def directions(questionnaire: Questionnaire, items: Sequence[str]) -> Floats:
    """1 for items that say what their battery is about, −1 for those that are reversed; shape (p,)."""
    variables = [questionnaire.variables[item] for item in items]
    return np.array([-1.0 if variable.reversed and variable.scale else 1.0 for variable in variables])


def _mirrors(questionnaire: Questionnaire, items: Sequence[str]) -> Floats:
    variables = [questionnaire.variables[item] for item in items]
    ends = [variable.scale.codes if variable.reversed and variable.scale else (0,) for variable in variables]
    return np.array([float(min(codes) + max(codes)) for codes in ends])
