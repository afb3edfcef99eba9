"""Latent class analysis: classes within which the answers to different items are independent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from research.clusterers._contract import ALL_KINDS, CLUSTERERS, ColumnKind, Fit, Floats
from research.clusterers._enough import refuse_too_few
from research.clusterers._latent_em import Em
from research.clusterers._latent_items import Items, items_of, patterns_of
from research.clusterers._latent_search import search
from research.clusterers._likelihood import likelihood_of
from research.stats.one_thread import one_thread

LEAST = 1e-30
"""Probability of a category that nobody in the class has chosen, so that its logarithm is a number."""
ROWS_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """Latent classes with their answers.

    Memberships are posterior probabilities by Bayes' rule. A gap drops out of the product over the items (missing at
    random), and so does a category that was not seen in the fit; a row of gaps has the sizes.

    Attributes:
        sizes: shape (k,), falling.
        items, categories: column and code of each of the c categories, shape (c,).
        probabilities: of the categories within the classes, shape (k, c).
        numeric: the columns taken as numbers, shape (q,); means, variances: within the classes, shape (k, q).
    """

    sizes: Floats
    items: NDArray[np.int64]
    categories: Floats
    probabilities: Floats
    numeric: NDArray[np.int64]
    means: Floats
    variances: Floats

    @property
    def k(self) -> int:
        return len(self.sizes)

    def memberships(self, x: Floats) -> Floats:
        """Probability per class, shape (n, k), for any rows `x` of shape (n, p), with NaN for gaps."""
        portions = [self._memberships(x[start : start + ROWS_AT_ONCE]) for start in range(0, len(x), ROWS_AT_ONCE)]
        return np.concatenate([np.empty((0, self.k)), *portions])

    def _memberships(self, x: Floats) -> Floats:
        chosen = (x[:, self.items] == self.categories).astype(np.float64)
        joint = chosen @ np.log(np.maximum(self.probabilities, LEAST)).T + np.log(np.maximum(self.sizes, LEAST))
        for column, means, variances in zip(self.numeric, self.means.T, self.variances.T, strict=True):
            deviations = x[:, [column]] - means
            joint -= 0.5 * np.nan_to_num(deviations * deviations / variances + np.log(variances))
        joint -= joint.max(axis=1, keepdims=True)
        likelihoods = np.exp(joint)
        return np.asarray(likelihoods / likelihoods.sum(axis=1, keepdims=True))

    def parameters(self) -> Mapping[str, NDArray[Any]]:
        """The attributes by name."""
        return {name: getattr(self, name) for name in self.__slots__}


@CLUSTERERS.register("latent_class")
@dataclass(frozen=True, slots=True, kw_only=True)
class LatentClass:
    """Latent class analysis by EM from many starts (Lazarsfeld & Henry 1968; Goodman 1974; `poLCA` in R).

    Nominal and binary items have a probability per class and category, ordinal ones shift along their codes by class
    (`OrderedCategories`), numeric ones are normal with a mean and a variance per class.

    Attributes:
        starts: how many random starts; the best end counts.
    """

    starts: int = 20
    uses_weights: ClassVar[bool] = True
    takes: ClassVar[frozenset[ColumnKind]] = ALL_KINDS
    takes_gaps: ClassVar[bool] = True

    def fit(self, x: Floats, kinds: Sequence[ColumnKind], weights: Floats, k: int, rng: np.random.Generator) -> Fit:
        """Cut `x`, shape (n, p), with NaN for gaps, into `k` classes.

        The likelihood counts rows of positive weight, and weights of mean 1 among these.

        Raises:
            ValueError: k < 1, or fewer different rows of positive weight than k.
        """
        rows = patterns_of(x, weights)
        refuse_too_few(rows.answered, k)
        items = items_of(rows, kinds)
        with one_thread():
            optimum = search(Em(items.blocks, items.statistics(rows.x), rows.weights), k, self.starts, rng)
        model = _classes(items, optimum.coefficients)
        memberships = model.memberships(x)
        mean = optimum.log_likelihood / len(rows.weights) - _units(items, rows.x, rows.weights)
        likelihood = likelihood_of(mean, items.parameters(k), memberships, weights)
        objective = -mean * float(weights.sum())
        return Fit(model, memberships.argmax(axis=1), objective, optimum.reached, likelihood)

    def restore(self, parameters: Mapping[str, NDArray[Any]]) -> Classes:
        """The model whose `parameters()` these are."""
        whole = {name: parameters[name].astype(np.int64) for name in ("items", "numeric")}
        return Classes(**{**parameters, **whole})


def _classes(items: Items, coefficients: NDArray[Any]) -> Classes:
    """What the coefficients of the log density say, shape (k, statistics), the largest class first."""
    coefficients = coefficients[np.argsort(-coefficients[:, 0], kind="stable")]
    sizes = np.exp(coefficients[:, 0])
    categories = np.exp(coefficients[:, 1 : 1 + len(items.items)])
    _, slopes, bends = np.moveaxis(coefficients[:, 1 + len(items.items) :].reshape(len(sizes), -1, 3), 2, 0)
    variances = -0.5 / bends
    means = items.centre + items.spread * slopes * variances
    scaled = variances * items.spread**2
    return Classes(sizes / sizes.sum(), items.items, items.categories, categories, items.numeric, means, scaled)


def _units(items: Items, x: Floats, weights: Floats) -> float:
    """What standardising the numeric items adds to the log density of a row, on average."""
    answered = ~np.isnan(x[:, items.numeric])
    return float(np.average(answered @ np.log(items.spread), weights=weights))
