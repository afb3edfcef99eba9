"""The groups of a banner: a question, answers put together, conditions, or one question inside the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np

from research.domain.allocation import NOT_ASSIGNED, Allocation
from research.domain.arrays import Codes, Flags
from research.domain.condition_checks import condition_faults
from research.domain.conditions import Clause, Condition, ConditionError, names_in, parse_condition
from research.domain.questionnaire import Question, Questionnaire, readable
from research.domain.responses import Responses
from research.domain.routing import Answers
from research.errors import Fault
from research.stages.tables._plan import Answer, ColumnsPlan, GroupPlan
from research.wording import tables_en as words

SEGMENT = "segment"
INSIDE = " > "
"""Between the outer and the inner question of a nested group."""
_TESTS = re.compile(r"[<>=]|\b(in|any|none)\b")
"""What a condition has and an answer has not."""


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
class Slice:
    """One column of a group: its members, shape (n,), and the answers that make it where these are codes."""

    key: str
    label: str
    members: Flags
    codes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Columns that are held against each other.

    Attributes:
        made_of: names of the variables and questions that tell who is in which column.
        segments: the columns are segments.
    """

    key: str
    label: str
    slices: tuple[Slice, ...]
    made_of: tuple[str, ...] = ()
    segments: bool = False


def groups_of(plan: Sequence[GroupPlan], divisions: Sequence[Division], responses: Responses) -> Iterator[Group]:
    """The divisions, then the groups of the plan, each once; `segment` stands for the first division."""
    seen = {division.key for division in divisions} | {SEGMENT}
    yield from (_division(division, responses) for division in divisions)
    for group in plan:
        for found in _planned(group, divisions, responses):
            if found.key not in seen:
                seen.add(found.key)
                yield found


def name_of(group: GroupPlan) -> str:
    """What a planned group is called."""
    return group if isinstance(group, str) else ", ".join(group)


def segments_of(responses: Responses, allocation: Allocation) -> Codes:
    """The segment of each respondent, matched on id, shape (n,); NOT_ASSIGNED for those the allocation lacks."""
    known = {str(name): segment for name, segment in zip(allocation.ids, allocation.segments, strict=True)}
    return np.array([known.get(str(name), NOT_ASSIGNED) for name in responses.ids], dtype=np.int16)


def market_of(responses: Responses, allocation: Allocation) -> Flags:
    """Whom the shares of segments are shares of, matched on id, shape (n,)."""
    counted = {str(name) for name in allocation.ids[allocation.market]}
    return np.array([str(name) in counted for name in responses.ids], dtype=bool)


def group_faults(plan: Sequence[GroupPlan], questionnaire: Questionnaire) -> Iterator[Fault]:
    """Names that are no question, questions whose answers are no columns, conditions that cannot be asked."""
    for group in plan:
        if isinstance(group, str):
            for name in _nested(group):
                yield from _name_faults(name, questionnaire)
            continue
        if len(group) != 1:
            yield Fault(
                f"a group of the banner has {len(group)} names: {', '.join(f'`{name}`' for name in group)}",
                remedy="write each group on a line of its own, as `- {region: [1+2, 3]}`",
            )
        for name, columns in group.items():
            yield from _columns_faults(name, columns, questionnaire)


def _name_faults(name: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    if name == SEGMENT or _multiple(name, questionnaire) is not None:
        return
    if name not in questionnaire.variables:
        known = [*questionnaire.variables, *(question.name for question in questionnaire.questions)]
        yield unknown("banner", name, known)
    elif not questionnaire.variables[name].categories:
        yield Fault(
            f"`{name}` in the banner has no answers to make columns of",
            remedy="for a number, derive bands in the questionnaire and name those",
        )


def _columns_faults(name: str, columns: ColumnsPlan, questionnaire: Questionnaire) -> Iterator[Fault]:
    if not columns:
        yield Fault(f"`{name}` in the banner has no columns", remedy="list answers, or labels with answers")
    parts = _parts(columns)
    if any(not isinstance(part, str) for _, part in parts):
        faults = list(_name_faults(name, questionnaire))
        yield from faults
        if faults:
            return
    for label, part in parts:
        subject = f"the column `{label or _plain(part)}` of `{name}` in the banner"
        try:
            condition = _condition(name, part, questionnaire)
        except ConditionError as error:
            yield Fault(f"{subject} cannot be read", found=str(error), remedy="the guide has the grammar under Routing")
            continue
        yield from condition_faults(subject, "", condition, questionnaire)


def unknown(setting: str, name: str, known: Sequence[str]) -> Fault:
    """The fault of a name that the questionnaire does not have."""
    known = list(dict.fromkeys(known))
    close = get_close_matches(name, known, n=3)
    listed = ", ".join(f"`{candidate}`" for candidate in close or known[:10])
    return Fault(
        f"`{name}` in the {setting} of the tables is not in the questionnaire",
        remedy=f"did you mean {listed}?" if close else f"known here: {listed}",
    )


def _planned(group: GroupPlan, divisions: Sequence[Division], responses: Responses) -> Iterator[Group]:
    if not isinstance(group, str):
        for name, columns in group.items():
            yield _named(name, columns, responses)
        return
    levels = [_whole(name, divisions, responses) for name in _nested(group)]
    if all(levels):
        yield from _inside([level for level in levels if level])


def _inside(levels: Sequence[Group]) -> Iterator[Group]:
    """The last of `levels` within every combination of those before it."""
    if len(levels) == 1:
        yield levels[0]
        return
    outer, inner = levels[0], levels[1]
    for within in outer.slices:
        slices = tuple(replace(one, members=one.members & within.members) for one in inner.slices)
        group = Group(
            f"{outer.key}:{within.key}{INSIDE}{inner.key}",
            words.inside(within.label, inner.label),
            slices,
            (*outer.made_of, *inner.made_of),
            outer.segments or inner.segments,
        )
        if len(levels) == 2:
            yield group
        else:
            yield from _inside([group, *levels[2:]])


def _whole(name: str, divisions: Sequence[Division], responses: Responses) -> Group | None:
    """The answers to a question; None for segments where there are none."""
    if name == SEGMENT:
        return _division(divisions[0], responses) if divisions else None
    question = _multiple(name, responses.questionnaire)
    variables = responses.questionnaire.variables
    if question is not None:
        slices = (Slice(one, variables[one].label, responses.codes[one] == 1) for one in question.variables)
        return Group(name, question.wording, tuple(slices), (name, *question.variables))
    variable = variables[name]
    given = responses.codes[name]
    slices = (Slice(str(code), label, given == code, frozenset({code})) for code, label in variable.categories.items())
    return Group(name, variable.label, tuple(slices), (name,))


def _named(name: str, columns: ColumnsPlan, responses: Responses) -> Group:
    """Answers put together, or labels with answers or conditions."""
    questionnaire, answers = responses.questionnaire, Answers.of(responses)
    slices, made_of = [], [name]
    for number, (label, part) in enumerate(_parts(columns), start=1):
        condition = _condition(name, part, questionnaire)
        made_of += names_in(condition)
        shown = label or _label(name, part, questionnaire)
        slices.append(Slice(str(number), shown, answers.holds(condition), _codes(name, condition)))
    return Group(name, _title(name, questionnaire), tuple(slices), tuple(dict.fromkeys(made_of)))


def _division(division: Division, responses: Responses) -> Group:
    segments = segments_of(responses, division.allocation)
    slices = (
        Slice(str(number), name, segments == number, frozenset({number}))
        for number, name in enumerate(division.names, start=1)
    )
    return Group(division.key, division.label, tuple(slices), (), True)


def _nested(group: str) -> list[str]:
    return [name.strip() for name in group.split(INSIDE.strip())]


def _parts(columns: ColumnsPlan) -> list[tuple[str, str | tuple[Answer, ...]]]:
    """Label, empty where the answers give it, and condition or answers of each column."""
    if not isinstance(columns, Mapping):
        return [("", _split(answer)) for answer in columns]
    return [(label, part if _is_condition(part) else _split(part)) for label, part in columns.items()]  # type: ignore[misc]


def _split(part: Answer | tuple[Answer, ...]) -> tuple[Answer, ...]:
    if isinstance(part, tuple):
        return tuple(answer for one in part for answer in _split(one))
    return tuple(text.strip() for text in part.split("+")) if isinstance(part, str) else (part,)


def _is_condition(part: Answer | tuple[Answer, ...]) -> bool:
    return isinstance(part, str) and _TESTS.search(part) is not None


def _condition(name: str, part: str | tuple[Answer, ...], questionnaire: Questionnaire) -> Condition:
    if isinstance(part, str):
        return parse_condition(part)
    values = tuple(_value(answer) for answer in part)
    return Clause(name, "in" if _multiple(name, questionnaire) is None else "any", values)


def _value(answer: Answer) -> float | str:
    text = str(answer)
    return float(text) if text.lstrip("-").isdigit() else text


def _codes(name: str, condition: Condition) -> frozenset[int]:
    if isinstance(condition, Clause) and condition.comparator == "in" and condition.name == name:
        return frozenset(int(value) for value in condition.values if isinstance(value, float))
    return frozenset()


def _label(name: str, part: str | tuple[Answer, ...], questionnaire: Questionnaire) -> str:
    question, variables = _multiple(name, questionnaire), questionnaire.variables
    if isinstance(part, str):
        return part
    if question is not None:
        members = {member.removeprefix(f"{name}."): variables[member].label for member in question.variables}
        return " + ".join(members.get(str(answer), variables[str(answer)].label) for answer in part)
    return " + ".join(variables[name].categories.get(_code(answer), str(answer)) for answer in part)


def _code(answer: Answer) -> int:
    value = _value(answer)
    return int(value) if isinstance(value, float) else -1


def _title(name: str, questionnaire: Questionnaire) -> str:
    question = _multiple(name, questionnaire)
    if question is not None:
        return question.wording
    return questionnaire.variables[name].label if name in questionnaire.variables else readable(name)


def _plain(part: str | tuple[Answer, ...]) -> str:
    return part if isinstance(part, str) else " + ".join(str(answer) for answer in part)


def _multiple(name: str, questionnaire: Questionnaire) -> Question | None:
    """The multiple question called `name`, if it is one."""
    questions = {question.name: question for question in questionnaire.questions}
    question = questions.get(name)
    return question if question is not None and question.kind == "multiple" else None
