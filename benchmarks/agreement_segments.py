"""Shows that segments agree with R: k-means, latent classes, mixtures, and what is told of partitions.

python benchmarks/agreement_segments.py [--write]
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.datasets import load_iris

from benchmarks._evidence import Evidence, Goal, conclude
from benchmarks._real_surveys import figures, require
from research.clusterers._normal_mixture import FAMILIES
from research.clusterers.gaussian_mixture import GaussianMixture
from research.clusterers.kmeans import KMeans
from research.clusterers.latent_class import LatentClass
from research.stages.segmentation import SegmentationPlan, segment
from research.stats.agreement import adjusted_rand_index
from research.stats.segment_stability import best_jaccard
from tests.clouds import MCDONALDS, basis_of, mcdonalds

BEST_WITHIN = {
    2: 2145.503727,
    3: 1818.700649,
    4: 1602.899456,
    5: 1434.601194,
    6: 1325.0876,
    7: 1241.7025,
    8: 1166.9350,
}
"""The best of 4,000 starts of R's stats::kmeans."""
BEST_LIKELIHOOD = {
    1: -8346.216977,
    2: -7610.836090,
    3: -7311.477836,
    4: -7111.108125,
    5: -7011.167458,
    6: -6956.019225,
    7: -6900.136440,
    8: -6864.090472,
}
"""poLCA 1.6.0.2, the best of 40 starts, for seven and eight classes of 200."""
WITHIN_SHARE, LIKELIHOOD, MIXTURE, EXACT = 5e-4, 1e-3, 1e-4, 1e-10
JACCARD = (0.90, 0.97)
"""fpc::clusterboot of the best solution with 100 starts in each resample."""


def measure(quick: bool) -> Evidence:
    """Compare everything with the figures of R; nothing here is faster for being `quick`."""
    require("agreement_segments", (MCDONALDS / "mcdonalds.csv",))
    x = mcdonalds()
    within = {k: _kmeans(x, k) / best - 1 for k, best in BEST_WITHIN.items()}
    classes = {k: best - _classes(x, k) for k, best in BEST_LIKELIHOOD.items()}
    stability = segment(basis_of(x, kind="binary"), SegmentationPlan(methods=("kmeans",), k=4, nulls=0), "w1", 1)
    worse, alike = _mixtures()
    goals = [
        Goal(
            "k-means, McDonald's, k = 2..8: within-SS above the best known",
            max(within.values()),
            "at most",
            WITHIN_SHARE,
        ),
        Goal(
            "latent classes, McDonald's, k = 1..8: ln L below the best known",
            max(classes.values()),
            "at most",
            LIKELIHOOD,
        ),
        Goal("mixtures of iris, five families: ln L below mclust's", worse, "at most", MIXTURE, alike),
        Goal("adjusted Rand index of given partitions", _given()[0], "at most", EXACT),
        Goal("Jaccard coefficients of given partitions", _given()[1], "at most", EXACT),
        Goal(
            "McDonald's, four segments: least Jaccard",
            float(stability.choice.jaccard.min()),
            "at least",
            JACCARD[0] - 0.01,
            f"{stability.choice.resamples} resamples, {stability.starts} starts each; fpc's lie from .90 to .97",
        ),
    ]
    return Evidence(
        name="agreement_segments",
        title="Segments agree with R's stats, poLCA, mclust and fpc",
        method=(
            "K-means and latent classes of 1,453 respondents to 11 yes-no items on McDonald's, one search each with "
            "the starts that a run has; mixtures of Fisher's iris from 30 seeds; partitions that R was given too. A "
            "likelihood above R's is a better optimum and counts as agreement."
        ),
        goals=goals,
        header=("k", "k-means: share above the best", "latent classes: below the best"),
        rows=[(str(k), f"{within[k]:.1e}" if k in within else "", f"{classes[k]:.1e}") for k in BEST_LIKELIHOOD],
    )


def _kmeans(x: np.ndarray, k: int) -> float:
    return KMeans().fit(x, ("binary",) * x.shape[1], np.ones(len(x)), k, np.random.default_rng(k)).objective


def _classes(x: np.ndarray, k: int) -> float:
    fit = LatentClass().fit(x, ("binary",) * x.shape[1], np.ones(len(x)), k, np.random.default_rng(k))
    return -fit.objective


def _mixtures() -> tuple[float, str]:
    """How far the worst mixture falls below mclust's, and how many are the same."""
    found = dict(_mixture_gaps())
    same = sum(abs(gap) <= MIXTURE for gap in found.values())
    return max(found.values()), f"{same} of {len(found)} the same, the others better"


def _mixture_gaps() -> Iterator[tuple[str, float]]:
    x = np.array(load_iris().data)
    x[34], x[37] = [4.9, 3.1, 1.5, 0.2], [4.9, 3.6, 1.4, 0.1]  # two rows of scikit-learn's copy are not R's
    for covariance in FAMILIES:
        for k, theirs in zip((2, 3, 4), figures("segments")["mixtures"][covariance], strict=True):
            clusterer = GaussianMixture(covariance=covariance, seeds=30, settled=1e-12, iterations=5_000)
            fit = clusterer.fit(x, ("numeric",) * 4, np.ones(len(x)), k, np.random.default_rng(1))
            yield f"{covariance} {k}", theirs + fit.objective


def _given() -> tuple[float, float]:
    oracle = figures("segments")
    rand, jaccard = [], []
    for pair, theirs, segments in zip(oracle["pairs"], oracle["rand"], oracle["jaccard"], strict=True):
        a, b = np.array(pair["a"]), np.array(pair["b"])
        rand.append(abs(adjusted_rand_index(a, b) - theirs))
        jaccard.append(float(np.abs(best_jaccard(a, b) - segments).max()))
    return max(rand), max(jaccard)


if __name__ == "__main__":
    conclude(measure)
