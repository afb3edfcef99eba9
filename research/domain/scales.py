"""Scale: the answers a battery or question shares, and which end is the favourable one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_TWO_ANSWER_POINTS = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordered answer scale.

    Attributes:
        labels: label per code, codes ascending; the codes are those of the data.
        top: the favourable end, the lowest or the highest code.
        off_scale: answers outside the order ("don't know"): in the base, out of means and factors.
        missing: codes that mean no answer: out of the base.
        where: the line that defines it.
    """

    name: str
    labels: Mapping[int, str]
    top: int
    off_scale: Mapping[int, str] = field(default_factory=dict)
    missing: Mapping[int, str] = field(default_factory=dict)
    where: str = ""

    @property
    def codes(self) -> tuple[int, ...]:
        return tuple(self.labels)

    @property
    def points(self) -> int:
        return len(self.labels)

    @property
    def scores(self) -> dict[int, float]:
        """Score per code, the favourable end highest, within the range of the codes (5..1 where 1 is the top)."""
        low, high = min(self.labels), max(self.labels)
        return {code: float(code if self.top == high else low + high - code) for code in self.labels}

    @property
    def box_width(self) -> int:
        """How many answers its top box and its bottom box hold: two of five or more, which then do not hold all."""
        return 2 if self.points >= _TWO_ANSWER_POINTS else 1

    def box(self, width: int) -> tuple[int, ...]:
        """The `width` codes nearest the favourable end: the top-two box for 2."""
        by_score = sorted(self.labels, key=lambda code: -self.scores[code])
        return tuple(sorted(by_score[:width]))

    def bottom_box(self, width: int) -> tuple[int, ...]:
        """The `width` codes nearest the unfavourable end."""
        by_score = sorted(self.labels, key=lambda code: self.scores[code])
        return tuple(sorted(by_score[:width]))
