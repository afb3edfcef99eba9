"""The banner: total, segments, and the answers to the banner questions, with who is in which column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np

from research.domain.allocation import NOT_ASSIGNED, Allocation
from research.domain.arrays import Codes, Flags
from research.domain.questionnaire import Question, Variable
from research.domain.responses import Responses
from research.domain.tables import TOTAL, Banner, BannerColumn, BannerGroup
from research.errors import Fault
from research.wording import tables_en as words

SEGMENT = "segment"


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns and their members.

    Attributes:
        members: who is in which column, shape (n, c); the total is column 0.
        others: per column, everyone else in its group, shape (n, c); nobody for the total.
        groups: per group of the banner, the positions of its columns.
    """

    banner: Banner
    members: Flags
    others: Flags
    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Division:
    """Segments that are columns.

    Attributes:
        key: of the group of columns; label: what stands above it.
        names: of the segments 1 … k.
    """

    key: str
    label: str
    allocation: Allocation
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One group with the labels and members of its columns, by key."""

    key: str
    label: str
    labels: dict[str, str]
    members: list[Flags]
    segments: bool = False


def segments_of(responses: Responses, allocation: Allocation) -> Codes:
    """The segment of each respondent, matched on id, shape (n,); NOT_ASSIGNED for those the allocation lacks."""
    known = {str(name): segment for name, segment in zip(allocation.ids, allocation.segments, strict=True)}
    return np.array([known.get(str(name), NOT_ASSIGNED) for name in responses.ids], dtype=np.int16)


def market_of(responses: Responses, allocation: Allocation) -> Flags:
    """Whom the shares of segments are shares of, matched on id, shape (n,)."""
    counted = {str(name) for name in allocation.ids[allocation.market]}
    return np.array([str(name) in counted for name in responses.ids], dtype=bool)


def banner_faults(names: Sequence[str], responses: Responses) -> Iterator[Fault]:
    """Names that are no question, or one whose answers are no columns."""
    questionnaire = responses.questionnaire
    known = [*questionnaire.variables, *(question.name for question in questionnaire.questions)]
    for name in names:
        if name == SEGMENT or _question(name, responses) is not None:
            continue
        if name not in questionnaire.variables:
            yield unknown("banner", name, known)
        elif not questionnaire.variables[name].categories:
            yield Fault(
                f"`{name}` in the banner has no answers to make columns of",
                remedy="for a number, derive bands in the questionnaire and name those",
            )


def unknown(setting: str, name: str, known: Sequence[str]) -> Fault:
    """The fault of a name that the questionnaire does not have."""
    known = list(dict.fromkeys(known))
    close = get_close_matches(name, known, n=3)
    listed = ", ".join(f"`{candidate}`" for candidate in close or known[:10])
    return Fault(
        f"`{name}` in the {setting} of the tables is not in the questionnaire",
        remedy=f"did you mean {listed}?" if close else f"known here: {listed}",
    )


def build_columns(responses: Responses, divisions: Sequence[Division], names: Sequence[str]) -> Columns:
    """The banner and its members: total, segments, one group a name."""
    parts = [_segment_part(division, responses) for division in divisions]
    parts += [_part(name, responses) for name in dict.fromkeys(names) if name != SEGMENT]
    columns = [BannerColumn(TOTAL, TOTAL, words.TOTAL, "")]
    groups = []
    for part in parts:
        start = len(columns)
        for key, label in part.labels.items():
            columns.append(BannerColumn(f"{part.key}:{key}", part.key, label, letter(len(columns) - 1)))
        groups.append(tuple(range(start, len(columns))))
    banner = Banner(tuple(BannerGroup(part.key, part.label, part.segments) for part in parts), tuple(columns))
    everyone = np.ones(responses.n, dtype=bool)
    members = np.column_stack([everyone, *(member for part in parts for member in part.members)])
    return Columns(banner, members, _others(members, groups), tuple(groups))


def _others(members: Flags, groups: Sequence[tuple[int, ...]]) -> Flags:
    others = np.zeros_like(members)
    for group in groups:
        own = members[:, list(group)]
        others[:, list(group)] = own.any(axis=1, keepdims=True) & ~own
    return others


def letter(position: int) -> str:
    """A … Z, AA, AB … for positions from 0."""
    text = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _segment_part(division: Division, responses: Responses) -> _Part:
    segments = segments_of(responses, division.allocation)
    labels = {str(number): name for number, name in enumerate(division.names, start=1)}
    return _Part(division.key, division.label, labels, [segments == int(number) for number in labels], True)


def _part(name: str, responses: Responses) -> _Part:
    question = _question(name, responses)
    variables = responses.questionnaire.variables
    if question is not None:
        return _Part(
            name,
            question.wording,
            {member: variables[member].label for member in question.variables},
            [responses.codes[member] == 1 for member in question.variables],
        )
    return _categories(variables[name], responses)


def _categories(variable: Variable, responses: Responses) -> _Part:
    return _Part(
        variable.name,
        variable.label,
        {str(code): label for code, label in variable.categories.items()},
        [responses.codes[variable.name] == code for code in variable.categories],
    )


def _question(name: str, responses: Responses) -> Question | None:
    """The multiple question called `name`, if it is one."""
    questions = {question.name: question for question in responses.questionnaire.questions}
    question = questions.get(name)
    return question if question is not None and question.kind == "multiple" else None
