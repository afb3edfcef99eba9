"""How many respondents chance counts: fewer than answered, where weights differ or correlations are not Pearson's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

Floats = NDArray[np.float64]


def eigenvalue_base(weights: Floats, p: int) -> float:
    """Respondents of one weight with whom the largest eigenvalue of p unrelated items would come as high.

    Kish's effective base says how much one correlation errs. The largest eigenvalue errs more where few respondents
    weigh much, since each of them pulls all correlations at once. It comes to the least value of p / t + Σ w / (1 − wt)
    for weights of sum one and t between 0 and 1 / max w (Silverstein & Bai 1995, Journal of Multivariate Analysis 54),
    which is (1 + √(p / n))² where all weigh the same.

    Args:
        weights: of those who take part, shape (n,), frequencies of any sum.

    Raises:
        ValueError: no weight is above zero.
    """
    weighing = weights[weights > 0]
    if len(weighing) == 0:
        raise ValueError("nobody has a weight above zero")
    values, counts = np.unique(weighing, return_counts=True)
    if len(values) == 1:
        return float(len(weighing))
    shares = values / float(values @ counts)

    def edge(part: float) -> float:
        t = part / shares[-1]
        return float(p / t + counts @ (shares / (1 - shares * t)))

    largest = minimize_scalar(edge, bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-10}).fun
    return float(p / (np.sqrt(largest) - 1) ** 2)


def equivalent_n(n: float, inflation: Floats) -> float:
    """Respondents whose Pearson correlations err as much by chance as those of `n` with this `inflation`, shape (p,).

    The error variance of a pair's correlation is multiplied by both items' squared inflation: its mean over pairs.
    """
    squares = inflation**2
    pairs = (squares.sum() ** 2 - (squares**2).sum()) / (len(squares) * (len(squares) - 1))
    return float(n / pairs)
