"""What a likelihood says once its parameters are paid for; of all criteria the least value is best."""

from __future__ import annotations

from dataclasses import dataclass
from math import log


@dataclass(frozen=True, slots=True)
class InformationCriteria:
    """A model of probabilities, judged.

    Attributes:
        log_likelihood: ln L; parameters: p free ones; n: respondents.
        entropy: −Σ Σ m ln m over everybody's memberships m in k segments; 0 where all are placed for certain.
    """

    log_likelihood: float
    parameters: int
    n: float
    entropy: float
    k: int

    @property
    def aic(self) -> float:
        """−2 ln L + 2p (Akaike 1974)."""
        return self._penalised(2.0)

    @property
    def aic3(self) -> float:
        """−2 ln L + 3p (Bozdogan 1994, Mixture-model cluster analysis using model selection criteria)."""
        return self._penalised(3.0)

    @property
    def bic(self) -> float:
        """−2 ln L + p ln n (Schwarz 1978); `poLCA`'s `bic`, mclust's with the sign changed."""
        return self._penalised(log(self.n))

    @property
    def sabic(self) -> float:
        """−2 ln L + p ln((n + 2) / 24), adjusted for sample size (Sclove 1987)."""
        return self._penalised(log((self.n + 2.0) / 24.0))

    @property
    def caic(self) -> float:
        """−2 ln L + p (ln n + 1), consistent (Bozdogan 1987)."""
        return self._penalised(log(self.n) + 1.0)

    @property
    def icl_bic(self) -> float:
        """BIC + 2 · entropy: segments that overlap are paid for, too.

        Biernacki, Celeux & Govaert (2000, Assessing a mixture model for clustering with the integrated completed
        likelihood), in the form with the memberships themselves (McLachlan & Peel 2000, section 6.10.3).
        `mclust::icl` puts everyone's largest membership in their place: BIC − 2 Σ ln max m, which is never larger.
        """
        return self.bic + 2.0 * self.entropy

    @property
    def entropy_r2(self) -> float:
        """1 − entropy / (n ln k): 1 where all are placed for certain, 0 where nobody is (Wedel & Kamakura 2000).

        1 for one segment.
        """
        return 1.0 - self.entropy / (self.n * log(self.k)) if self.k > 1 else 1.0

    def _penalised(self, each: float) -> float:
        return -2.0 * self.log_likelihood + each * self.parameters
