"""What is to be cut, how, and what it is held beside."""

from __future__ import annotations

from dataclasses import dataclass

from research.domain.basis import Basis
from research.domain.item_answers import ItemAnswers
from research.stages.segmentation.plan import SegmentationPlan


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What the cuts of the planned basis are held against.

    Attributes:
        answers: to all items of all bases, from which data without segments are made; None makes none.
        others: the same respondents on other bases, such as items instead of scores.
        may_lead: names of the bases that the segments may be cut on where they show far more.
    """

    answers: ItemAnswers | None = None
    others: tuple[Basis, ...] = ()
    may_lead: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What is to be cut, and how."""

    basis: Basis
    beside: Beside
    plan: SegmentationPlan
    wave: str
    seed: int

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The planned one first."""
        return (self.basis, *self.beside.others)

    def on(self, view: str) -> Basis:
        """The basis of that name."""
        return next(one for one in self.bases if one.view == view)

    def may_lead(self, basis: Basis) -> bool:
        return basis is self.basis or basis.view in self.beside.may_lead
