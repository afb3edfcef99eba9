"""Responses: one wave's coded answers as given, respondents × variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from research.domain.arrays import Codes, Flags, Floats, Strings, Texts, sealed
from research.domain.caveats import Caveat
from research.domain.questionnaire import Questionnaire

NO_ANSWER = -32768
"""The code of someone who was asked and gave no answer: out of the base."""
NOT_ASKED = -32767
"""The code of someone whom the routing left out: out of the base."""
LARGEST_CODE = 32000
"""Answer codes are kept in 16 bits, with the lowest values for those who gave none."""


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """Coded answers of one wave.

    Attributes:
        ids: respondent ids, shape (n,), unique.
        codes: answers as given per ordinal, nominal, binary (1 chosen, 0 not) and rank variable, int16 of shape
            (n,), with NO_ANSWER and NOT_ASKED.
        numbers: numeric variables, float64 of shape (n,), NaN = no answer or not asked.
        texts: open ends, objects of shape (n,), None = nothing said.
        weights: of the weight column, shape (n,), or None.
        durations: of the interviews, in seconds, shape (n,), NaN unknown, or None.
        left_out: rows of the file that are no complete interview.
    """

    wave: str
    questionnaire: Questionnaire
    ids: Strings
    codes: Mapping[str, Codes]
    numbers: Mapping[str, Floats] = field(default_factory=dict)
    texts: Mapping[str, Texts] = field(default_factory=dict)
    weights: Floats | None = None
    durations: Floats | None = None
    left_out: int = 0
    caveats: tuple[Caveat, ...] = ()

    @property
    def n(self) -> int:
        return int(self.ids.shape[0])

    def asked(self, name: str) -> Flags:
        """Who gave an answer to `name`, off-scale answers included: the base. Shape (n,)."""
        if name in self.codes:
            return self.codes[name] > NOT_ASKED
        if name in self.numbers:
            return ~np.isnan(self.numbers[name])
        return np.array([text is not None for text in self.texts[name]], dtype=bool)

    def given(self, names: Sequence[str]) -> Floats:
        """Answers as given, off-scale codes included, NaN where there is no answer. Shape (n, len(names))."""
        return sealed(_columns(self.n, [self._given(name) for name in names]))

    def scored(self, names: Sequence[str]) -> Floats:
        """Answers with the favourable end high, NaN for off-scale and no answer. Shape (n, len(names))."""
        return sealed(_columns(self.n, [self._scored(name) for name in names]))

    def keyed(self, names: Sequence[str]) -> Floats:
        """As `scored`, reversed items mirrored within their scale: for factors, scores and basis."""
        return sealed(_columns(self.n, [self._keyed(name) for name in names]))

    def rows(self, keep: Flags) -> Responses:
        """The respondents for whom `keep`, shape (n,), is true."""
        return Responses(
            self.wave,
            self.questionnaire,
            self.ids[keep],
            {name: codes[keep] for name, codes in self.codes.items()},
            {name: numbers[keep] for name, numbers in self.numbers.items()},
            {name: texts[keep] for name, texts in self.texts.items()},
            None if self.weights is None else self.weights[keep],
            None if self.durations is None else self.durations[keep],
            self.left_out,
            self.caveats,
        )

    def _given(self, name: str) -> Floats:
        if name in self.numbers:
            return self.numbers[name]
        codes = self.codes[name].astype(np.float64)
        codes[codes <= NOT_ASKED] = np.nan
        return codes

    def _scored(self, name: str) -> Floats:
        scale = self.questionnaire.variables[name].scale
        if scale is None:
            return self._given(name)
        scored = np.full(self.n, np.nan)
        for code, score in scale.scores.items():
            scored[self.codes[name] == code] = score
        return scored

    def _keyed(self, name: str) -> Floats:
        variable = self.questionnaire.variables[name]
        scored = self._scored(name)
        if variable.reversed and variable.scale is not None:
            return min(variable.scale.codes) + max(variable.scale.codes) - scored
        return scored


def _columns(n: int, columns: list[Floats]) -> Floats:
    return np.column_stack(columns) if columns else np.empty((n, 0))
