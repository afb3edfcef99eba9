"""Oblimin from varimax: planted structure, the lowest point, many solutions at once."""

from __future__ import annotations

import numpy as np
import pytest

from research.stats.psych_oblimin import psych_oblimin
from research.stats.rotation import rotate
from research.stats.rotation_criteria import quartimin

FLAT = 1e-4
"""Where the criterion's slope is 1e-5, loadings of a clear structure are this near to their end."""


def planted(seed: int, k: int = 3) -> np.ndarray:
    """Unrotated loadings of correlated factors of four items each, shape (4k, k)."""
    rng = np.random.default_rng(seed)
    pattern = np.kron(np.eye(k), rng.uniform(0.5, 0.8, (4, 1))) + rng.normal(0, 0.03, (4 * k, k))
    phi = np.full((k, k), 0.3) + 0.7 * np.eye(k)
    return np.asarray(pattern @ np.linalg.cholesky(phi) @ np.linalg.qr(rng.standard_normal((k, k)))[0])


@pytest.mark.parametrize("k", [2, 3, 4])
def test_a_clear_structure_comes_out_as_from_many_starts(k: int) -> None:
    loadings = planted(1, k)
    pattern, phi = (stack[0] for stack in psych_oblimin(loadings[None]))
    best = rotate(loadings, "oblimin")
    assert quartimin(pattern[None])[0][0] == pytest.approx(best.value, abs=1e-9)
    overlap = np.abs(pattern.T @ best.pattern / np.linalg.norm(pattern, axis=0)[:, None])
    match = overlap.argmax(axis=1)
    assert np.abs(pattern) == pytest.approx(np.abs(best.pattern[:, match]), abs=FLAT)
    assert np.abs(phi) == pytest.approx(np.abs(best.phi[np.ix_(match, match)]), abs=FLAT)


def test_rotation_leaves_the_common_variance_as_it_was() -> None:
    loadings = planted(2)
    pattern, phi = psych_oblimin(loadings[None])
    assert (pattern @ phi @ np.swapaxes(pattern, 1, 2))[0] == pytest.approx(loadings @ loadings.T, abs=1e-12)
    assert np.diagonal(phi[0]) == pytest.approx(1)


def test_solutions_rotated_together_come_out_as_rotated_alone() -> None:
    stack = np.stack([planted(seed) for seed in range(5)])
    together, alone = psych_oblimin(stack), [psych_oblimin(one[None]) for one in stack]
    assert together[0] == pytest.approx(np.concatenate([pattern for pattern, _ in alone]), abs=1e-12)
    assert together[1] == pytest.approx(np.concatenate([phi for _, phi in alone]), abs=1e-12)


def test_fewer_steps_end_on_the_way() -> None:
    loadings = planted(3)[None]
    first, last = psych_oblimin(loadings, 2)[0], psych_oblimin(loadings)[0]
    assert quartimin(last)[0] < quartimin(first)[0] < quartimin(loadings)[0]
