"""Do the factors come back in random halves of the respondents, and what is said where they do not."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.factors import FactorSolution
from research.stages.factors import FactorPlan, factor
from research.stages.factors import replicating as replicating_stage
from research.stages.factors.plan import PRESETS
from research.stages.factors.replicating import replicate
from tests.batteries import SEED, codes, evidence_of, one_battery, only, usable
from tests.factories import planted_answers

RESEARCH = PRESETS["research"]


def test_planted_factors_replicate(solution: FactorSolution) -> None:
    replication = only(solution).replication
    assert replication is not None
    assert (replication.splits, replication.failed) == (20, 0)
    for key, one in zip(("needs.F1", "needs.F2"), replication.factors, strict=True):
        assert (one.factor, one.verdict) == (key, "replicated")
        assert 0.9 < one.low <= one.median <= 1


def test_a_factor_too_many_does_not_replicate_and_is_named() -> None:
    found = factor(one_battery(planted_answers(400, 1, 6)), FactorPlan(number=2), SEED)
    battery = only(found)
    assert battery.replication is not None
    verdicts = [one.verdict for one in battery.replication.factors]
    lost = [name for name, verdict in zip(battery.names, verdicts, strict=True) if verdict == "not_replicated"]
    assert len(lost) == 2
    assert codes(found)["factors_not_replicated"] == {"battery": "Needs", "factors": ", ".join(lost)}
    assert found.factors()["replication_verdict"].tolist() == verdicts


def test_too_few_respondents_are_not_halved() -> None:
    battery = only(factor(one_battery(planted_answers(39, 1, 4)), FactorPlan(number=1), SEED))
    assert battery.replication is None
    found = usable(one_battery(planted_answers(40, 1, 4)))
    assert replicate(found, evidence_of(found), RESEARCH, ("needs.F1",), np.random.default_rng(1)) is not None
    heavy = usable(one_battery(planted_answers(40, 1, 4), np.repeat([1.0, 3.0], 20)))
    assert replicate(heavy, evidence_of(heavy), RESEARCH, ("needs.F1",), np.random.default_rng(1)) is None


def test_halves_are_analysed_as_the_whole_was(planted: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    analysed = []
    pattern_of = replicating_stage.pattern_of

    def noted(answers: np.ndarray, weights: np.ndarray, *settings: object) -> np.ndarray:
        analysed.append((len(answers), settings))
        return pattern_of(answers, weights, *settings)

    monkeypatch.setattr(replicating_stage, "SPLITS", 1)
    monkeypatch.setattr(replicating_stage, "pattern_of", noted)
    plan = FactorPlan(correlation="spearman", missing="complete", extraction="ml", rotation="varimax")
    found = usable(one_battery(planted), plan)
    keys = ("needs.F1", "needs.F2")
    replicate(found, evidence_of(found, plan), plan.settings, keys, np.random.default_rng(1))
    assert [n for n, _ in analysed] == [400, 200, 200]
    assert {settings for _, settings in analysed} == {("spearman", "complete", 2, "ml", "varimax")}
