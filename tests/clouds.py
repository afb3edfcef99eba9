"""Clouds of respondents with known segments, and real ones where they are at hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from research.domain.basis import Basis, BasisRecipe
from tests.shared_data import DATA

MCDONALDS = DATA / "mcdonalds"
SHARES = (0.38, 0.28, 0.20, 0.14)


def planted(
    shares: Sequence[float], *, n: int = 600, columns: int = 6, apart: float = 5.0, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Normal clouds of variance one whose centres lie `apart`, at right angles: values (n, columns) and truth (n,)."""
    rng = np.random.default_rng(seed)
    truth = rng.choice(len(shares), n, p=np.array(shares) / np.sum(shares))
    centres = np.linalg.qr(rng.normal(size=(columns, columns)))[0][: len(shares)] * apart / np.sqrt(2)
    return centres[truth] + rng.normal(size=(n, columns)), truth


POINTS = 5


def preferring(
    shares: Sequence[float], *, n: int = 600, columns: int = 12, apart: float = 5.0, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Nominal answers of segments that prefer one of five each, exp(apart / 2) times as likely as another."""
    rng = np.random.default_rng(seed)
    truth = rng.choice(len(shares), n, p=np.array(shares) / np.sum(shares))
    preferred = np.argsort(rng.random((columns, POINTS)), axis=1)[:, : len(shares)].T[truth]
    sure = rng.random((n, columns)) < np.exp(apart / 2) / (np.exp(apart / 2) + POINTS - 1)
    others = (preferred + rng.integers(1, POINTS, (n, columns))) % POINTS
    return np.where(sure, preferred, others).astype(np.float64), truth


def answered(x: np.ndarray, kind: str) -> np.ndarray:
    """Values as answers of one `kind`: as they are, on five points as often chosen, these shuffled, or yes and no."""
    if kind == "numeric":
        return x
    points = 2 if kind == "binary" else POINTS
    cuts = np.quantile(x, np.arange(1, points) / points, axis=0)
    codes = np.column_stack([np.digitize(column, cut) for column, cut in zip(x.T, cuts.T, strict=True)])
    return (codes * 2 % POINTS if kind == "nominal" else codes).astype(np.float64)


def basis_of(x: np.ndarray, weights: np.ndarray | None = None, kind: str = "numeric") -> Basis:
    """The values of `x`, shape (n, p), as a basis of p items taken as they are."""
    n, p = x.shape
    items = tuple(f"item_{j + 1}" for j in range(p))
    recipe = BasisRecipe(
        "items", items, np.zeros(p), np.zeros(p), np.ones(p), np.eye(p), items, items, (kind,) * p, min_answered=0.8
    )
    ids = np.array([f"r{i + 1}" for i in range(n)])
    return Basis(ids, x, np.ones(n) if weights is None else weights, recipe)


def mcdonalds() -> np.ndarray:
    """1,453 respondents × 11 brand images, 1 for yes; the test is skipped where the survey is not at hand."""
    if not MCDONALDS.exists():
        pytest.skip("the McDonald's survey is not at hand")
    return (pd.read_csv(MCDONALDS / "mcdonalds.csv").iloc[:, :11] == "Yes").to_numpy(dtype=np.float64)
