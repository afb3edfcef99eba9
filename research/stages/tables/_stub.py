"""A stub: the rows of one table, each with the answers that it counts, before any column is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from research.domain.arrays import Floats
from research.domain.conditions import Condition
from research.domain.questionnaire import Role, Variable
from research.domain.responses import Responses
from research.domain.tables import Row, RowKind, TableKind
from research.stages.tables._source import Coded, Measured, Source, answers_to
from research.wording import tables_en as words

_ONE_ANSWER_POINTS = 3
"""Scales with fewer points have no boxes."""
DECIMALS_OF_SCORES = 2
"""Means on an answer scale are shown with two decimals."""


@dataclass(frozen=True, slots=True, eq=False)
class ShareRow:
    """The share of those in the base of `source` who gave one of the codes `hits`."""

    row: Row
    source: Coded
    hits: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FigureRow:
    """A mean, standard deviation or quantile, by the kind of its row.

    Attributes:
        scores: what an answer counts as, those without a score being out of the base; None where answers are numbers.
        share: of the weights that lies below a quantile.
    """

    row: Row
    source: Source
    scores: Mapping[int, float] | None = None
    share: float = 0.5


StubRow = ShareRow | FigureRow


def worth(row: StubRow, answers: Floats) -> Floats:
    """What each of the `answers` of a row's source counts as, shape (l,), NaN for those out of the base."""
    if isinstance(row, ShareRow):
        return np.isin(answers, row.hits).astype(np.float64)
    if row.scores is None:
        return answers
    return np.array([row.scores.get(int(answer), np.nan) for answer in answers], dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Stub:
    """All of a table but its figures.

    Attributes:
        known_as: the names by which a study asks for this table.
    """

    name: str
    title: str
    wording: str
    base_text: str
    role: Role
    kind: TableKind
    rows: tuple[StubRow, ...]
    known_as: frozenset[str] = field(default_factory=frozenset)
    unit: str = ""
    decimals: int = 0


def named_by(stub: Stub, names: Iterable[str]) -> list[str]:
    """Those of `names` that are about the stub, its own name before that of its battery or question."""
    return sorted((name for name in names if name in stub.known_as), key=lambda name: name != stub.name)


def base_text(base: str, asked_if: Condition | None) -> str:
    """Who was asked, in the questionnaire's words or in general ones."""
    return base or (words.EVERYONE if asked_if is None else words.ROUTED)


def given(variable: Variable, responses: Responses) -> Coded:
    """The answers to a variable with codes, everything that may be answered being in the base."""
    codes = (*variable.categories, *(code for code in (0, 1) if variable.kind == "binary"))
    return answers_to(variable.name, tuple(dict.fromkeys(codes)), responses)


def category_rows(variable: Variable, source: Coded) -> Iterator[ShareRow]:
    """One row a code, those off the scale last."""
    off_scale = variable.scale.off_scale if variable.scale else {}
    for code, label in variable.categories.items():
        kind: RowKind = "off_scale" if code in off_scale else "category"
        yield ShareRow(Row(str(code), label, kind, variable.name, (code,)), source, (code,))


def box_row(key: str, label: str, variable: Variable, codes: tuple[int, ...], source: Coded) -> ShareRow:
    """The share of those asked who gave one of `codes`."""
    return ShareRow(Row(key, label, "net", variable.name, codes), source, codes)


def ordinal_rows(variable: Variable, source: Coded) -> Iterator[StubRow]:
    """Codes, nets, mean and standard deviation of an answer on a scale."""
    scale = variable.scale
    assert scale is not None
    yield from category_rows(variable, source)
    if scale.points >= _ONE_ANSWER_POINTS:
        n = scale.box_width
        yield box_row(f"net:top{n}", words.top_box(n), variable, scale.box(n), source)
        yield box_row(f"net:bottom{n}", words.bottom_box(n), variable, scale.bottom_box(n), source)
    yield FigureRow(Row("mean", words.MEAN, "mean", variable.name), source, scale.scores)
    yield FigureRow(Row("sd", words.SD, "sd", variable.name), source, scale.scores)


def single_rows(variable: Variable, responses: Responses) -> tuple[StubRow, ...]:
    """The rows of a variable with one answer a respondent."""
    source = given(variable, responses)
    return tuple(category_rows(variable, source) if variable.scale is None else ordinal_rows(variable, source))


def numeric_rows(variable: Variable, responses: Responses) -> tuple[FigureRow, ...]:
    """Mean, standard deviation and median of a number."""
    source = Measured(variable.name, responses.given([variable.name])[:, 0])
    return (
        FigureRow(Row("mean", words.MEAN, "mean", variable.name), source),
        FigureRow(Row("sd", words.SD, "sd", variable.name), source),
        FigureRow(Row("median", words.MEDIAN, "quantile", variable.name), source),
    )
