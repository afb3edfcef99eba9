"""What the study decides about its personas: actions by team, whom it goes for, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from research.domain.caveats import Caveat
from research.domain.naming import TEAMS, PersonaPlan
from research.domain.personas import Personas

_OPEN = "action_open"
_NO_PLAN = PersonaPlan(0)


def act(personas: Personas, plans: Mapping[str, PersonaPlan]) -> Personas:
    """The personas with the actions and decisions of `plans`, by key, instead of any they had; open ones are told."""
    told = []
    for persona in personas.personas:
        plan = plans.get(persona.key, _NO_PLAN)
        action = {team: what for team, what in (plan.action or {}).items() if what}
        told.append(replace(persona, action=action, pursue=plan.pursue, because=plan.because))
    others = tuple(caveat for caveat in personas.caveats if caveat.code != _OPEN)
    return Personas(tuple(told), (*others, *_left_open(personas, plans)))


def _left_open(personas: Personas, plans: Mapping[str, PersonaPlan]) -> Iterator[Caveat]:
    """Of a target every team without an action; of a segment that is still open those that the plan leaves empty."""
    names = {persona.key: persona.name for persona in personas.personas}
    for key, plan in plans.items():
        action = plan.action or {}
        asked = dict.fromkeys((*(TEAMS if plan.pursue else ()), *action))
        teams = [team for team in asked if not action.get(team)]
        if teams and key in names and plan.pursue is not False:
            yield Caveat(_OPEN, {"name": names[key], "teams": ", ".join(teams)})
