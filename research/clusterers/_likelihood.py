"""The likelihood of a fitted model of probabilities."""

from __future__ import annotations

import numpy as np

from research.clusterers._contract import Floats, Likelihood


def likelihood_of(mean: float, parameters: int, memberships: Floats, weights: Floats) -> Likelihood:
    """Log-likelihood and entropy of all respondents of some weight, from the `mean` log-likelihood of one.

    Args:
        parameters: free ones.
        memberships: shape (n, k); weights: shape (n,).
    """
    respondents = float((weights > 0).sum())
    terms = memberships * np.log(np.where(memberships > 0, memberships, 1.0))
    entropy = -float(weights @ terms.sum(axis=1)) * respondents / float(weights.sum())
    return Likelihood(mean * respondents, parameters, entropy)
