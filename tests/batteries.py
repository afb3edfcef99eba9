"""Answers to batteries that are factored, and what the analysis says of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest

from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.sample import Sample
from research.stages.factors.blocks import blocks_of
from research.stages.factors.correlating import correlation_evidence
from research.stages.factors.items import Factorable, factorable
from research.stages.factors.plan import FactorPlan
from research.wording.notes_en import CAVEATS
from tests.factories import make_questionnaire, make_responses, make_sample, make_scale

SEED = 11
EXACT = 1e-12
"""The same product of the same numbers."""
PROMISE = 1e-10
"""The same by another route: what a recipe promises."""
ROUNDING = 1e-8
"""Two searches over correlations that differ in their last bits."""


def one_battery(
    answers: np.ndarray,
    weights: np.ndarray | None = None,
    points: int = 7,
    groups: np.ndarray | None = None,
    **asked: Any,
) -> Sample:
    """Respondents who answered the battery `needs`, shape (n, p), on a scale of `points`.

    Args:
        groups: answers 1, 2 or 3 to the question `country`, shape (n,).
        asked: of the questionnaire, as in `make_questionnaire`.
    """
    questionnaire = make_questionnaire(
        {"needs": answers.shape[1]}, scale=make_scale(points), nominal={"country": ["Italy", "Spain", "Malta"]}, **asked
    )
    given = {"needs": answers, **({} if groups is None else {"country": groups})}
    return make_sample(make_responses(questionnaire, given), weights)


def latent_answers(n: int, loadings: np.ndarray, phi: float = 0.0, seed: int = 1) -> np.ndarray:
    """Normal answers of variance one to items with these `loadings`, shape (p, k), on factors that correlate `phi`."""
    rng = np.random.default_rng(seed)
    k = loadings.shape[1]
    correlations = np.full((k, k), phi) + (1 - phi) * np.eye(k)
    common = rng.standard_normal((n, k)) @ np.linalg.cholesky(correlations).T @ loadings.T
    own = 1 - np.einsum("ij,jk,ik->i", loadings, correlations, loadings)
    return common + rng.standard_normal((n, len(loadings))) * np.sqrt(own)


def groups_of(*sizes: int, loading: float = 0.75) -> np.ndarray:
    """Loadings of groups of so many items, each on a factor of its own."""
    return np.repeat(np.eye(len(sizes)) * loading, sizes, axis=0)


def cut(latent: np.ndarray, *thresholds: float) -> np.ndarray:
    """Categories from 1 on of normal answers."""
    return np.digitize(latent, thresholds) + 1.0


def seven_points(latent: np.ndarray, shift: float = 0.0) -> np.ndarray:
    """The same on a scale of seven points, most of them in the middle."""
    return np.clip(np.rint(4 + 1.4 * latent + shift), 1, 7)


def looked_at(sample: Sample, plan: FactorPlan | None = None) -> tuple[Factorable | None, dict[str, dict[str, Any]]]:
    """What of the first battery can be factored, and the caveats by code."""
    plan = plan or FactorPlan()
    found, caveats = factorable(sample, blocks_of(sample.responses.questionnaire, plan)[0], plan.settings.missing)
    return found, told(caveats)


def usable(sample: Sample, plan: FactorPlan | None = None) -> Factorable:
    """What of the first battery can be factored, without a caveat."""
    found, caveats = looked_at(sample, plan)
    assert found is not None
    assert not caveats
    return found


def evidence_of(found: Factorable, plan: FactorPlan | None = None) -> Any:
    """Its correlations."""
    return correlation_evidence(found, (plan or FactorPlan()).settings.correlation)[0]


def without_slow_evidence(patch: pytest.MonkeyPatch) -> None:
    """`factor` leaves out what takes long with many items: halves of the sample, and a general factor."""
    module = import_module("research.stages.factors.factor")
    for slow in ("replicate", "general_factor"):
        patch.setattr(module, slow, lambda *_: None)


def only(solution: FactorSolution) -> BatteryFactors:
    (battery,) = solution.batteries
    return battery


def codes(solution: FactorSolution) -> dict[str, dict[str, Any]]:
    """Figures of the caveats by code."""
    return told(solution.caveats)


def told(caveats: Any) -> dict[str, dict[str, Any]]:
    """Figures of `caveats` by code: none is told twice, and each has a sentence."""
    figures = {caveat.code: dict(caveat.figures) for caveat in caveats}
    assert len(figures) == len(caveats)
    assert all(CAVEATS[code].format(**given) for code, given in figures.items())
    return figures


def own_factor(battery: BatteryFactors) -> list[int]:
    """The factor on which each item loads most."""
    return np.abs(battery.pattern).argmax(axis=1).tolist()
