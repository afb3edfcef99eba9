"""Weights of mean one, and what they cost."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.questionnaire import Questionnaire, SystemColumns
from research.domain.responses import Responses
from research.stages.weighting import weight

ROUNDING = 1e-12
"""Sums of a hundred doubles differ by less."""


def responses(weights: np.ndarray | None) -> Responses:
    n = 100 if weights is None else len(weights)
    questionnaire = Questionnaire("s", "en", SystemColumns(weight="wt"), {})
    return Responses("w1", questionnaire, np.array([str(i) for i in range(n)]), {}, weights=weights)


def test_kish_efficiency_of_fifty_half_and_fifty_one_and_a_half_is_80_percent() -> None:
    found = weight(responses(np.repeat([0.5, 1.5], 50))).weighting
    assert found.efficiency == pytest.approx(0.8, abs=ROUNDING)
    assert found.effective_base == pytest.approx(80, abs=ROUNDING)
    assert found.source == "wt"


def test_weights_have_mean_one_whatever_their_sum() -> None:
    assert weight(responses(np.repeat([10.0, 30.0], 50))).weights.mean() == pytest.approx(1, abs=ROUNDING)


def test_weights_near_the_largest_number_are_weights() -> None:
    huge = weight(responses(np.repeat([1e308, 5e307], 50))).weights
    assert huge == pytest.approx(weight(responses(np.repeat([2.0, 1.0], 50))).weights, abs=ROUNDING)


def test_without_weights_everyone_stands_for_one() -> None:
    sample = weight(responses(None))
    assert (sample.weights == 1).all()
    assert sample.weighting.source == "none"
    assert sample.weighting.effective_base == 100


def test_costly_weights_are_told() -> None:
    assert [caveat.code for caveat in weight(responses(np.repeat([0.1, 5.0], 50))).weighting.caveats] == [
        "low_weighting_efficiency"
    ]
