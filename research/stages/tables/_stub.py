"""A stub: the rows of one table, each with the answers that it counts, before any column is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from research.domain.arrays import Flags, Floats
from research.domain.conditions import Condition
from research.domain.questionnaire import Role, Variable
from research.domain.responses import Responses
from research.domain.scales import Scale
from research.domain.tables import Row, TableKind
from research.wording import tables_en as words

_TWO_ANSWER_POINTS, _ONE_ANSWER_POINTS = 5, 3
"""Scales with fewer points have no boxes of two answers, which would hold all or nearly all; with fewer still, none."""
DECIMALS_OF_SCORES = 2
"""Means on an answer scale are shown with two decimals."""


@dataclass(frozen=True, slots=True, eq=False)
class ShareRow:
    """A row of shares: `hits` among those `asked`, both of shape (n,)."""

    row: Row
    hits: Flags
    asked: Flags


@dataclass(frozen=True, slots=True, eq=False)
class FigureRow:
    """A row with the mean, standard deviation or median (its kind) of `values`, shape (n,), NaN = no answer."""

    row: Row
    values: Floats


StubRow = ShareRow | FigureRow


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


def base_text(base: str, asked_if: Condition | None) -> str:
    """Who was asked, in the questionnaire's words or in general ones."""
    return base or (words.EVERYONE if asked_if is None else words.ROUTED)


def category_rows(
    variable: Variable, labels: Mapping[int, str], off_scale: Mapping[int, str], responses: Responses
) -> Iterable[ShareRow]:
    """One row a code, those off the scale last."""
    codes, asked = responses.codes[variable.name], responses.asked(variable.name)
    for code, label in labels.items():
        yield ShareRow(Row(str(code), label, "category", variable.name, (code,)), codes == code, asked)
    for code, label in off_scale.items():
        yield ShareRow(Row(str(code), label, "off_scale", variable.name, (code,)), codes == code, asked)


def box_row(key: str, label: str, variable: Variable, codes: tuple[int, ...], responses: Responses) -> ShareRow:
    """The share of those asked who gave one of `codes`."""
    given = responses.codes[variable.name]
    return ShareRow(Row(key, label, "net", variable.name, codes), np.isin(given, codes), responses.asked(variable.name))


def box_width(scale: Scale) -> int:
    """How many answers the top box and the bottom box of a scale hold."""
    return 2 if scale.points >= _TWO_ANSWER_POINTS else 1


def ordinal_rows(variable: Variable, responses: Responses) -> Iterable[StubRow]:
    """Codes, nets, mean and standard deviation of an answer on a scale."""
    scale = variable.scale
    assert scale is not None
    yield from category_rows(variable, scale.labels, scale.off_scale, responses)
    if scale.points >= _ONE_ANSWER_POINTS:
        n = box_width(scale)
        yield box_row(f"net:top{n}", words.top_box(n), variable, scale.box(n), responses)
        yield box_row(f"net:bottom{n}", words.bottom_box(n), variable, scale.bottom_box(n), responses)
    scored = responses.scored([variable.name])[:, 0]
    yield FigureRow(Row("mean", words.MEAN, "mean", variable.name), scored)
    yield FigureRow(Row("sd", words.SD, "sd", variable.name), scored)


def single_rows(variable: Variable, responses: Responses) -> tuple[StubRow, ...]:
    """The rows of a variable with one answer a respondent."""
    if variable.scale is not None:
        return tuple(ordinal_rows(variable, responses))
    return tuple(category_rows(variable, variable.categories, {}, responses))
