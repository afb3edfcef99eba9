"""The groups of a banner: a question, answers put together, conditions, or one question inside the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from research.domain.allocation import Allocation
from research.domain.arrays import Flags
from research.domain.condition_checks import condition_faults
from research.domain.conditions import ConditionError
from research.domain.conditions import names_in as names_asked
from research.domain.questionnaire import Questionnaire, readable
from research.domain.responses import Responses
from research.domain.routing import Answers
from research.domain.tables import SEGMENT
from research.errors import Fault, did_you_mean
from research.stages.tables._answers import Part, codes_of, condition_of, label_of, multiple, part_of, plain, split
from research.stages.tables._plan import ColumnsPlan, GroupPlan, TablePlan
from research.wording import tables_en as words

WAVE = "wave"
"""The group of the waves, which are added when all are at hand; it and that of the segments are no question."""
INSIDE = " > "
"""Between the outer and the inner question of a nested group."""


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


def segment_division(allocation: Allocation, names: tuple[str, ...]) -> Division:
    """The segments of the study, which are called so."""
    return Division(SEGMENT, words.SEGMENTS, allocation, names)


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
    """The divisions, then the groups of the plan; `segment` stands for the first division, no question stands twice."""
    seen = {division.key for division in divisions} | {SEGMENT}
    yield from (_division(division, responses) for division in divisions)
    for group in plan:
        for found in _planned(group, divisions, responses):
            if isinstance(group, str) and found.key in seen:
                continue
            key = next(key for key in _keys(found.key) if key not in seen)
            seen.add(key)
            yield replace(found, key=key)


def _keys(name: str) -> Iterator[str]:
    """`region`, and where that is taken already `region 2`, `region 3` …"""
    yield name
    yield from (f"{name} {number}" for number in count(2))


def name_of(group: GroupPlan) -> str:
    """What a planned group is called."""
    return group if isinstance(group, str) else ", ".join(group)


def names_in(plan: TablePlan) -> frozenset[str]:
    """Every name that rows, groups and nested groups of a plan mention."""
    rows = () if plan.rows == "all" else plan.rows
    groups = (name for group in plan.banner for name in (_nested(group) if isinstance(group, str) else group))
    return frozenset((*rows, *groups))


def wants_waves(plan: TablePlan, questionnaire: Questionnaire) -> bool:
    """Whether waves are to stand as columns; a question of that name comes first."""
    return WAVE in names_in(plan) and WAVE not in questionnaire.variables


def group_faults(plan: Sequence[GroupPlan], questionnaire: Questionnaire) -> Iterator[Fault]:
    """Names that are no question, questions whose answers are no columns, conditions that cannot be asked."""
    for group in plan:
        if isinstance(group, str):
            yield from _nest_faults(group, questionnaire)
            for name in filter(None, _nested(group)):
                yield from _name_faults(name, questionnaire)
            continue
        if len(group) != 1:
            yield Fault(
                f"a group of the banner has {len(group)} names: {', '.join(f'`{name}`' for name in group)}",
                remedy="write each group on a line of its own, as `- {region: [1+2, 3]}`",
            )
        for name, columns in group.items():
            yield from _columns_faults(name, columns, questionnaire)


def _nest_faults(group: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    """What cannot stand inside something else."""
    names = _nested(group)
    if not all(names):
        yield Fault(f"`{group}` in the banner has nothing on one side of a `>`", remedy="write it as `outer > inner`")
    if len(names) > 1 and WAVE in names and WAVE not in questionnaire.variables:
        yield Fault(
            f"`{group}` in the banner puts waves inside a question, or a question inside waves",
            why="waves stand side by side by their totals",
            remedy="name `wave` by itself, or filter: one table for each answer",
        )
    if len(set(names)) < len(names):
        yield Fault(f"`{group}` in the banner names a question twice", remedy="name it once")


def _name_faults(name: str, questionnaire: Questionnaire) -> Iterator[Fault]:
    if name in (SEGMENT, WAVE) or multiple(name, questionnaire) is not None:
        return
    if name not in questionnaire.variables:
        known = [SEGMENT, WAVE, *questionnaire.variables, *(question.name for question in questionnaire.questions)]
        yield unknown("banner", name, known, questionnaire)
    elif questionnaire.variables[name].kind == "text":
        yield Fault(
            f"`{name}` in the banner is an open-ended question, whose answers are no columns",
            remedy="code the answers, and name the codes",
        )
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
        subject = f"the column `{label or plain(part)}` of `{name}` in the banner"
        try:
            condition = condition_of(name, part, questionnaire)
        except ConditionError as error:
            yield Fault(f"{subject} cannot be read", found=str(error), remedy="the guide has the grammar under Routing")
            continue
        yield from condition_faults(subject, "", condition, questionnaire)


def unknown(setting: str, name: str, known: Sequence[str], questionnaire: Questionnaire) -> Fault:
    """The fault of a name that the questionnaire does not have; of a column of the data, which question holds it."""
    holder = next((question.name for question in questionnaire.questions if name in question.columns), "")
    if holder:
        return Fault(
            f"`{name}` in the {setting} of the tables is a column of the data, and no name of the questionnaire",
            remedy=f"it is asked as `{holder}`",
        )
    return Fault(
        f"`{name}` in the {setting} of the tables is not in the questionnaire",
        remedy=did_you_mean(name, list(dict.fromkeys(known))),
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
            inner.segments,
        )
        if len(levels) == 2:
            yield group
        else:
            yield from _inside([group, *levels[2:]])


def _whole(name: str, divisions: Sequence[Division], responses: Responses) -> Group | None:
    """The answers to a question; None for waves, and for segments where there are none."""
    if name == WAVE and name not in responses.questionnaire.variables:
        return None
    if name == SEGMENT:
        return _division(divisions[0], responses) if divisions else None
    question = multiple(name, responses.questionnaire)
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
        condition = condition_of(name, part, questionnaire)
        made_of += names_asked(condition)
        shown = label or label_of(name, part, questionnaire)
        slices.append(
            Slice(str(number), shown, answers.holds(condition), frozenset(codes_of(name, part, questionnaire)))
        )
    return Group(name, _title(name, questionnaire), tuple(slices), tuple(dict.fromkeys(made_of)))


def _division(division: Division, responses: Responses) -> Group:
    segments = division.allocation.aligned(responses.ids).segments
    slices = (
        Slice(str(number), name, segments == number, frozenset({number}))
        for number, name in enumerate(division.names, start=1)
    )
    return Group(division.key, division.label, tuple(slices), (), True)


def _nested(group: str) -> list[str]:
    return [name.strip() for name in group.split(INSIDE.strip())]


def _parts(columns: ColumnsPlan) -> list[tuple[str, Part]]:
    """Label, empty where the answers give it, and condition or answers of each column."""
    if not isinstance(columns, Mapping):
        return [("", split(answer)) for answer in columns]
    return [(label, part_of(part)) for label, part in columns.items()]


def _title(name: str, questionnaire: Questionnaire) -> str:
    question = multiple(name, questionnaire)
    if question is not None:
        return question.wording
    return questionnaire.variables[name].label if name in questionnaire.variables else readable(name)
