"""How undefined answers are told: by scale or question, with the respondents who gave them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from research.domain.questionnaire import Variable
from research.errors import Fault
from research.stages.coding.columns import Strange

_SHOWN = 3


def undefined(strange: Iterable[tuple[Variable, Strange]]) -> list[Fault]:
    """One fault a scale or question that does not define answers found in the data."""
    groups: dict[tuple[str, str, str], list[Strange]] = defaultdict(list)
    for variable, one in strange:
        groups[_home(variable)].append(one)
    return [_fault(kind, name, where, found) for (kind, name, where), found in groups.items()]


def _home(variable: Variable) -> tuple[str, str, str]:
    if variable.scale is not None:
        return "scale", variable.scale.name, variable.scale.where
    return ("numeric question" if variable.kind == "numeric" else "question"), variable.name, variable.where


def _fault(kind: str, name: str, where: str, found: Sequence[Strange]) -> Fault:
    values = list(dict.fromkeys(one.value for one in found))
    listed = _listed([f"`{value}`" for value in values])
    examples = "; ".join(_example(one) for one in found[:_SHOWN])
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    if kind == "numeric question":
        return Fault(
            f"`{name}` holds text where numbers belong: {listed}",
            where,
            found=examples + more,
            why="a mean of words does not exist",
            remedy="recode the file, or make it a single or open-ended question",
        )
    codes = ", ".join(values[:8])
    remedy = f"add `missing: [{codes}]` to the {kind}, or define what they mean, or recode the file"
    if not all(value.lstrip("-").replace(".", "", 1).isdigit() for value in values):
        remedy = f"add these answers to the {kind} with codes of their own, or recode the file"
    return Fault(
        f"the {kind} `{name}` does not define the {'answer' if len(values) == 1 else 'answers'} {listed}",
        where,
        found=examples + more,
        why="as they stand, nobody knows what these answers mean",
        remedy=remedy,
    )


def _example(one: Strange) -> str:
    people = "respondent" if len(one.ids) == 1 else "respondents"
    return f"{one.column} holds {one.value} ({len(one.ids)} {people}: {_listed(one.ids[:_SHOWN])})"


def _listed(parts: Sequence[str], most: int = 8) -> str:
    shown = list(parts[:most])
    if len(parts) > most:
        return ", ".join(shown) + f" and {len(parts) - most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)
