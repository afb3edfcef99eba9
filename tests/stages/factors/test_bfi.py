"""The 25 items of bfi, complete answers: R's psych figures through the whole stage."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.factors import BatteryFactors
from research.domain.sample import Sample
from research.stages.factors import FactorPlan, factor
from research.stats.congruence import congruence
from tests import bfi
from tests.batteries import SEED, evidence_of, only, usable, without_slow_evidence
from tests.factories import make_questionnaire, make_responses, make_sample, make_scale

pytestmark = bfi.needs_bfi
COMPLETE = FactorPlan(missing="complete")
FIGURE = 1e-5
"""KMO, Bartlett, alpha: R's figures are written with eight digits."""
LOADING = 1e-3
"""Loadings after matching: psych's search stops earlier."""


@pytest.fixture(scope="module")
def sample() -> Sample:
    frame = bfi.items()
    questionnaire = make_questionnaire({"bfi": list(frame)}, scale=make_scale(6))
    return make_sample(make_responses(questionnaire, {"bfi": frame.to_numpy()}))


@pytest.fixture(scope="module")
def battery(sample: Sample) -> BatteryFactors:
    with pytest.MonkeyPatch.context() as patch:
        without_slow_evidence(patch)
        return only(factor(sample, COMPLETE, SEED))


def test_five_factors_are_kept_of_the_complete_rows(battery: BatteryFactors) -> None:
    assert (battery.k, battery.n, battery.retention.reason) == (5, 2436, "own_items")
    votes = {vote.rule: vote.number for vote in battery.retention.votes}
    assert votes["parallel_components"] == bfi.oracle()["components_retained"]
    assert votes["parallel_factors"] == 6
    assert votes["minimum_average_partial"] == 5


def test_adequacy_is_psych_s(battery: BatteryFactors) -> None:
    expected = bfi.oracle()
    assert battery.adequacy.kmo == pytest.approx(expected["kmo"], abs=FIGURE)
    np.testing.assert_allclose(battery.adequacy.msa, expected["msa"], atol=FIGURE)
    assert battery.adequacy.bartlett_chi2 == pytest.approx(expected["bartlett_chi2"], rel=FIGURE)
    assert battery.adequacy.bartlett_df == expected["bartlett_df"]
    np.testing.assert_allclose(battery.retention.components.observed, expected["eigenvalues"], atol=FIGURE)


def test_loadings_factor_correlations_and_communalities_are_psych_s(battery: BatteryFactors) -> None:
    expected = bfi.oracle()["fits"]["minres_oblimin"]
    match = congruence(np.array(expected["loadings"]), battery.pattern)
    assert match.matched.min() > 0.99999
    np.testing.assert_allclose(match.aligned(battery.pattern), expected["loadings"], atol=LOADING)
    np.testing.assert_allclose(match.aligned_phi(battery.phi), expected["phi"], atol=LOADING)
    np.testing.assert_allclose(battery.communalities, expected["communalities"], atol=LOADING)


def test_scales_and_their_alphas_are_psych_s(battery: BatteryFactors) -> None:
    expected = bfi.oracle()["alpha"]
    scales = {scale.items[-1][0]: scale for scale in battery.reliability}
    assert sorted(scales) == sorted("ACENO")
    for letter, scale in scales.items():
        assert scale.items == tuple(f"{letter}{number}" for number in range(1, 6))
        assert scale.alpha.value == pytest.approx(expected[letter], abs=FIGURE)


def test_reversing_items_turns_their_loadings_only(sample: Sample, battery: BatteryFactors) -> None:
    reversed = bfi.oracle()["reversed"]
    asked = make_questionnaire({"bfi": list(battery.items)}, scale=make_scale(6), reversed=reversed)
    turned = usable(replace(sample, responses=replace(sample.responses, questionnaire=asked)), COMPLETE)
    signs = np.where(np.isin(battery.items, reversed), -1.0, 1.0)
    np.testing.assert_allclose(
        evidence_of(turned, COMPLETE).matrix, battery.correlations.matrix * np.outer(signs, signs), atol=1e-12
    )


def test_items_keyed_wrongly_are_those_that_the_scales_reverse(battery: BatteryFactors) -> None:
    wrong = [one.item for one in battery.diagnosis if one.advice == "reverse"]
    assert wrong == ["A1", "C4", "C5", "E1", "E2", "O2", "O5"]


def test_pairwise_answers_count_everyone(sample: Sample) -> None:
    evidence = evidence_of(usable(sample))
    assert (evidence.n, evidence.missing) == (2800, "pairwise")
    assert 2436 < evidence.smallest_pair < evidence.base < 2800
