"""Sample: the respondents who are analysed and what each stands for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from research.domain.arrays import Floats, sealed
from research.domain.caveats import Caveat
from research.domain.responses import Responses


@dataclass(frozen=True, slots=True, eq=False)
class Weighting:
    """How the respondents were weighted.

    Attributes:
        source: `none` (weights are ones) or the name of the weight column.
        efficiency: Kish's effective base ÷ n, from 0 to 1.
        effective_base: (Σw)² / Σw².
    """

    source: str
    n: int
    smallest: float
    largest: float
    efficiency: float
    effective_base: float
    caveats: tuple[Caveat, ...] = ()

    def tidy(self) -> pd.DataFrame:
        """One row: the weights in figures."""
        return self.glance()

    def glance(self) -> pd.DataFrame:
        """One row: source, n, effective base, efficiency, range."""
        return pd.DataFrame(
            [
                {
                    "source": self.source,
                    "n": self.n,
                    "effective_base": self.effective_base,
                    "efficiency": self.efficiency,
                    "smallest": self.smallest,
                    "largest": self.largest,
                }
            ]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Responses with their weights; weights are ones of mean 1 when nobody weighted.

    Attributes:
        weights: shape (n,), mean 1, positive.
    """

    responses: Responses
    weights: Floats
    weighting: Weighting

    def unweighted(self) -> Sample:
        """The same respondents, each standing for one."""
        return Sample(self.responses, sealed(np.ones_like(self.weights)), self.weighting)
