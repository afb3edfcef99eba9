"""`screen`: how carefully each interview was answered. Flags; nothing is dropped unless the study says so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.arrays import Flags, sealed
from research.domain.caveats import Caveat
from research.domain.responses import Responses
from research.domain.screening import Screening
from research.errors import Fault, ResearchError, raise_faults
from research.stages.screening import signs
from research.stages.screening.plan import ScreeningPlan, plan_faults


def screen(responses: Responses, plan: ScreeningPlan) -> Screening:
    """Quality indices, signs and flags of every respondent.

    Raises:
        ResearchError: items, batteries or conditions that the questionnaire does not know; nobody left.
    """
    raise_faults(plan_faults(plan, responses.questionnaire))
    found = _signs(responses, plan)
    flagged = _flagged(found, plan.signs, responses.n)
    kept = ~flagged if plan.action == "drop" else np.ones(responses.n, dtype=bool)
    if not kept.any():
        raise ResearchError(Fault("every respondent was dropped", remedy="set `action: flag` under `quality`"))
    return Screening(
        responses.ids,
        {name: sealed(index) for sign in found for name, index in sign.indices.items()},
        {sign.name: sealed(sign.shown) for sign in found},
        sealed(flagged),
        sealed(kept),
        plan.action,
        _caveats(flagged, plan.action),
    )


def _signs(responses: Responses, plan: ScreeningPlan) -> list[signs.Sign]:
    looked = (
        signs.speeding(responses, plan.speeding),
        signs.attention(responses, plan.attention),
        signs.straight_lining(responses, plan.straight_lining),
        signs.missing(responses, plan.missing),
        *(signs.contradiction(responses, rule, number) for number, rule in enumerate(plan.logic, start=1)),
    )
    return [sign for sign in looked if sign is not None]


def _flagged(found: Sequence[signs.Sign], enough: int, n: int) -> Flags:
    """Who shows a hard sign, or `enough` signs together."""
    count = np.zeros(n)
    for sign in found:
        count += np.where(sign.shown, enough if sign.hard else 1, 0)
    return np.asarray((count >= enough) & (count > 0), dtype=bool)


def _caveats(flagged: Flags, action: str) -> tuple[Caveat, ...]:
    if not flagged.any():
        return ()
    share = round(100 * float(flagged.mean()), 1)
    figures = {"respondents": int(flagged.sum()), "share": share}
    return (Caveat("flagged_dropped", figures) if action == "drop" else Caveat("flagged_kept", figures),)
