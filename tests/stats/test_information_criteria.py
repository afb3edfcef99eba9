"""Information criteria: poLCA's latent classes of the McDonald's survey, and each against its formula."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest

from research.stats.information_criteria import InformationCriteria

N = 1453
AS_PRINTED = 5.1e-4
"""Half of poLCA's last printed digit, and its log-likelihood's own."""

# k, log-likelihood, parameters, AIC, BIC, SABIC, CAIC, entropy R²: poLCA 1.6, 40 starts, eleven binary items
POLCA = [
    (1, -8346.216977, 11, 16714.434, 16772.529, 16737.586, 16783.529, 1.0),
    (2, -7610.836090, 23, 15267.672, 15389.144, 15316.080, 15412.144, 0.84465),
    (4, -7111.108125, 47, 14316.216, 14564.441, 14415.137, 14611.441, 0.86260),
    (7, -6900.136440, 83, 13966.273, 14404.628, 14140.964, 14487.628, 0.83757),
]


@pytest.mark.parametrize(("k", "value", "parameters", "aic", "bic", "sabic", "caic", "r2"), POLCA)
def test_they_are_polcas(
    k: int, value: float, parameters: int, aic: float, bic: float, sabic: float, caic: float, r2: float
) -> None:
    entropy = (1 - r2) * N * log(k)
    found = InformationCriteria(value, parameters, N, entropy, k)
    assert (found.aic, found.bic, found.sabic, found.caic) == pytest.approx((aic, bic, sabic, caic), abs=AS_PRINTED)
    assert found.entropy_r2 == pytest.approx(r2)
    assert found.aic3 == pytest.approx(aic + parameters, abs=AS_PRINTED)
    assert found.icl_bic == pytest.approx(bic + 2 * entropy, abs=AS_PRINTED)


def test_certain_segments_cost_nothing_and_unknown_ones_most() -> None:
    certain = InformationCriteria(-100.0, 5, 50, 0.0, 3)
    assert certain.icl_bic == certain.bic and certain.entropy_r2 == 1
    unknown = replace(certain, entropy=50 * log(3))
    assert unknown.entropy_r2 == pytest.approx(0)
    assert unknown.icl_bic > certain.icl_bic


def test_mclusts_own_form_is_never_larger() -> None:
    m = np.random.default_rng(1).dirichlet(np.ones(4), size=200)
    found = InformationCriteria(-300.0, 9, 200, float(-(m * np.log(m)).sum()), 4)
    assert found.bic - 2 * np.log(m.max(axis=1)).sum() < found.icl_bic
