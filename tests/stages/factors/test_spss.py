"""The preset for studies that go on as they began in SPSS: principal components, varimax, complete answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from research.domain.factors import FactorSolution
from research.stages.factors import FactorPlan, factor
from research.stats.congruence import congruence
from tests import bfi
from tests.batteries import EXACT, PROMISE, SEED, one_battery, only, without_slow_evidence
from tests.factories import make_questionnaire, make_responses, make_sample, make_scale, planted_answers

SPSS = FactorPlan(preset="spss")
ROTATED = 1e-5
"""Both searches for varimax go to the end."""
ROUGHLY = 1e-2
"""psych's stops where its criterion moves by 1e-5: its loadings are up to 5e-3 away from the best."""


@pytest.fixture(scope="module")
def gappy() -> np.ndarray:
    answers = planted_answers(90, 2, 4, seed=3)
    answers[:12, 2] = np.nan
    return answers


@pytest.fixture(scope="module")
def legacy(gappy: np.ndarray) -> FactorSolution:
    return factor(one_battery(gappy), SPSS, SEED)


def oracle() -> dict[str, Any]:
    """R's figures, see tests/oracles/spss_preset.R."""
    figures: dict[str, Any] = json.loads((Path(__file__).parents[2] / "oracles" / "spss_preset.json").read_text())
    return figures


def kaiser_varimax(loadings: np.ndarray) -> np.ndarray:
    """Kaiser 1958: of two components, the one angle that makes the variance of squared loadings largest."""
    lengths = np.linalg.norm(loadings, axis=1, keepdims=True)
    x, y = (loadings / lengths).T
    u, v = x**2 - y**2, 2 * x * y
    p = len(x)
    angle = np.arctan2(2 * (u @ v - u.sum() * v.sum() / p), (u**2 - v**2).sum() - (u.sum() ** 2 - v.sum() ** 2) / p) / 4
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return loadings @ turn


def test_it_is_principal_components_above_one_rotated_by_varimax(gappy: np.ndarray, legacy: FactorSolution) -> None:
    complete = gappy[12:]
    correlations = np.corrcoef(complete.T)
    values, axes = np.linalg.eigh(correlations)
    kept = values > 1
    rotated = kaiser_varimax(axes[:, kept] * np.sqrt(values[kept]))
    battery = only(legacy)
    assert battery.k == kept.sum() == 2
    match = congruence(rotated, battery.pattern)
    np.testing.assert_allclose(match.aligned(battery.pattern), rotated, atol=ROTATED)
    np.testing.assert_allclose(battery.phi, np.eye(2), atol=EXACT)
    np.testing.assert_allclose(battery.communalities, (rotated**2).sum(axis=1), atol=PROMISE)
    assert battery.variance.sum() == pytest.approx(values[kept].sum() / 8)


def test_what_was_done_is_on_record(legacy: FactorSolution) -> None:
    battery = only(legacy)
    assert (battery.extraction, battery.rotation, battery.scoring) == ("components", "varimax", "regression")
    assert (battery.retention.number, battery.retention.reason) == (2, "kaiser")
    evidence = battery.correlations
    assert (evidence.method, evidence.reason, evidence.missing, evidence.n) == ("pearson", "study", "complete", 78)


def test_component_scores_are_standard_and_uncorrelated(gappy: np.ndarray, legacy: FactorSolution) -> None:
    complete = ~np.isnan(gappy).any(axis=1)
    scores = legacy.scores[complete]
    np.testing.assert_allclose(np.cov(scores.T, ddof=0), np.eye(2), atol=PROMISE)
    np.testing.assert_allclose(scores.mean(axis=0), 0.0, atol=PROMISE)
    np.testing.assert_allclose(only(legacy).determinacy, 1.0, atol=PROMISE)


def test_a_plan_that_says_otherwise_wins() -> None:
    sample = one_battery(planted_answers(70, 2, 4, seed=9))
    battery = only(factor(sample, FactorPlan(preset="spss", rotation="promax", missing="pairwise"), SEED))
    assert (battery.extraction, battery.rotation) == ("components", "promax")
    assert battery.correlations.missing == "pairwise"
    assert abs(battery.phi[0, 1]) > 0.01


def test_as_many_components_as_items_explain_everything() -> None:
    solution = factor(one_battery(planted_answers(50, 1, 5)), FactorPlan(preset="spss", number=5), SEED)
    np.testing.assert_allclose(only(solution).communalities, 1.0, atol=PROMISE)
    np.testing.assert_allclose(np.cov(solution.scores.T, ddof=0), np.eye(5), atol=PROMISE)


@bfi.needs_bfi
def test_bfi_gives_the_components_of_r(monkeypatch: pytest.MonkeyPatch) -> None:
    without_slow_evidence(monkeypatch)
    expected = oracle()
    frame = bfi.items()
    questionnaire = make_questionnaire({"bfi": list(frame)}, scale=make_scale(6))
    solution = factor(make_sample(make_responses(questionnaire, {"bfi": frame.to_numpy()})), SPSS, SEED)
    battery = only(solution)
    assert battery.k == expected["components"] == 6
    match = congruence(np.array(expected["varimax"]), battery.pattern)
    np.testing.assert_allclose(match.aligned(battery.pattern), expected["varimax"], atol=ROTATED)
    psych = np.array(expected["principal"])
    np.testing.assert_allclose(congruence(psych, battery.pattern).aligned(battery.pattern), psych, atol=ROUGHLY)
    np.testing.assert_allclose(battery.communalities, expected["communalities"], atol=1e-9)
    complete = (~frame.isna()).all(axis=1).to_numpy()
    first = match.aligned(solution.scores[complete][:5]) * np.sqrt(2435 / 2436)  # R divides by n − 1
    np.testing.assert_allclose(first, expected["scores_first_rows"], atol=ROTATED)
