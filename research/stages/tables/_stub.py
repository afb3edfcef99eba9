"""A stub: the rows of one table, each with the answers that it counts, before any column is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from research.domain.arrays import Flags, Floats
from research.domain.conditions import Condition
from research.domain.questionnaire import Role, Variable
from research.domain.responses import Responses
from research.domain.tables import Row, TableKind
from research.wording import tables_en as words

NET_POINTS = 4
"""Scales with fewer points have no nets of two answers: they would hold all or nearly all."""
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


def ordinal_rows(variable: Variable, responses: Responses) -> Iterable[StubRow]:
    """Codes, nets, mean and standard deviation of an answer on a scale."""
    scale = variable.scale
    assert scale is not None
    yield from category_rows(variable, scale.labels, scale.off_scale, responses)
    if scale.points >= NET_POINTS:
        yield box_row("net:top2", words.top_box(2), variable, scale.box(2), responses)
        yield box_row("net:bottom2", words.bottom_box(2), variable, scale.bottom_box(2), responses)
    scored = responses.scored([variable.name])[:, 0]
    yield FigureRow(Row("mean", words.MEAN, "mean", variable.name), scored)
    yield FigureRow(Row("sd", words.SD, "sd", variable.name), scored)


def single_rows(variable: Variable, responses: Responses) -> tuple[StubRow, ...]:
    """The rows of a variable with one answer a respondent."""
    if variable.scale is not None:
        return tuple(ordinal_rows(variable, responses))
    return tuple(category_rows(variable, variable.categories, {}, responses))
