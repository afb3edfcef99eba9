"""Where a row gets its figures from: one answer a respondent, as a code or as a number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from research.domain.arrays import Codes, Flags, Floats
from research.domain.responses import NOT_ASKED, Responses

OUT = NOT_ASKED
"""The code of those outside the base."""
_CODES = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Codes of n respondents.

    Attributes:
        key: equal keys stand for equal answers, which are summed once.
        codes: int16 of shape (n,); whoever gave none of `answers` is out of the base.
    """

    key: str
    codes: Codes
    answers: tuple[int, ...]

    def read(self) -> tuple[NDArray[np.int32], Floats]:
        """Position of each respondent's answer, their number for those out of the base; and the answers as numbers."""
        answers, out = np.array(self.answers, dtype=np.float64), len(self.answers)
        first = self.answers[0] if self.answers else 0
        if self.answers == tuple(range(first, first + out)):
            steps = np.subtract(self.codes, first, dtype=np.int32).view(np.uint32)
            return np.minimum(steps, np.uint32(out)).view(np.int32), answers
        place = np.full(_CODES, out, dtype=np.int32)
        place[np.array(self.answers, dtype=np.int16).view(np.uint16)] = np.arange(out)
        return place[self.codes.view(np.uint16)], answers


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Numbers of n respondents, shape (n,), NaN for those out of the base; `key` as in Coded."""

    key: str
    numbers: Floats

    def read(self) -> tuple[NDArray[np.int32], Floats]:
        """As `Coded.read`, the answers being the different numbers in ascending order."""
        known = ~np.isnan(self.numbers)
        answers, place = np.unique(self.numbers[known].astype(np.float64), return_inverse=True)
        positions = np.full(len(self.numbers), len(answers), dtype=np.int32)
        positions[known] = place
        return positions, answers


Source = Coded | Measured


def answers_to(name: str, answers: tuple[int, ...], responses: Responses) -> Coded:
    """What was answered to the variable `name`, `answers` being all that count."""
    return Coded(name, responses.codes[name], answers)


def chosen(key: str, hits: Flags, asked: Flags) -> Coded:
    """1 for `hits` and 0 for others `asked`, both of shape (n,)."""
    return Coded(key, np.where(asked, hits, OUT).astype(np.int16), (0, 1))
