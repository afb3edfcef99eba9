"""One battery that several ideas are tried on: analysed once."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.factors import FactorSolution
from research.stages.factors import FactorPlan, factor
from tests.batteries import SEED, one_battery
from tests.factories import planted_answers


@pytest.fixture(scope="session")
def planted() -> np.ndarray:
    """400 respondents, seven-point answers to two groups of four items."""
    return planted_answers(400, 2, 4)


@pytest.fixture(scope="session")
def solution(planted: np.ndarray) -> FactorSolution:
    """The factors of `planted`."""
    return factor(one_battery(planted), FactorPlan(), SEED)
