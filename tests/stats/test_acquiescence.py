"""Balanced acquiescence, and how much of factor scores it is: by hand, and planted."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from research.stats.acquiescence import acquiescence_shares, balance, balanced_acquiescence, is_balanced
from research.stats.moments import covariance

ROUNDING = 1e-12
"""Sums of a few answers of one digit."""
NEAR = 0.06
"""Of a planted share; the largest error in 8 draws of each of these surveys was 0.046."""
NOTHING = 0.03
"""Reported where no style was planted, by chance and through loadings that differ between the directions; at most
0.026 in the same draws."""
BOTH, ONE = (1, 1, -1, -1), (1, 1, 1, 1)
N = 1_500


def test_who_agrees_with_everything_is_told_from_who_means_it() -> None:
    directions = np.array([1, 1, -1, -1])
    answers = np.array([[5, 5, 5, 5], [5, 5, 1, 1], [1, 1, 5, 5], [3, 3, 3, 3], [4, 5, 3, 2]], dtype=np.float64)
    np.testing.assert_allclose(balanced_acquiescence(answers, directions), [5, 3, 3, 3, 3.5], atol=ROUNDING)


def test_either_direction_counts_the_same_however_many_items_it_has() -> None:
    directions = np.array([1, 1, 1, 1, -1, -1])
    answers = np.array([[5, 5, 5, 5, 1, 1], [5, 5, np.nan, 5, 1, 1]])
    np.testing.assert_allclose(balanced_acquiescence(answers, directions), [3, 3], atol=ROUNDING)


def test_who_left_a_direction_open_has_none() -> None:
    answers = np.array([[5, 5, 4, np.nan, 2], [np.nan, 5, 4, 4, np.nan], [5, np.nan, 4, 4, 2]])
    index = balanced_acquiescence(answers, np.array([1, 1, -1, -1, 1]))
    assert np.isnan(index[:2]).all() and index[2] == pytest.approx(3.75)


@pytest.mark.parametrize(
    ("directions", "figure", "known"),
    [
        ([1, 1, -1, -1], 1.0, True),
        ([1, 1, 1, -1, -1], 0.8, True),
        ([1, 1, 1, -1], 0.5, False),
        ([0.7, -0.1, 0.4], 2 / 3, False),
        ([1, 1, 1], 0.0, False),
        ([], 0.0, False),
    ],
)
def test_balance(directions: list[float], figure: float, known: bool) -> None:
    assert balance(np.array(directions)) == pytest.approx(figure)
    assert is_balanced(np.array(directions)) == known
    if not known:
        with pytest.raises(ValueError, match="2 items or more in either direction"):
            balanced_acquiescence(np.ones((3, len(directions))), np.array(directions))


answers = arrays(np.float64, (4, 6), elements=st.integers(1, 5).map(float))


@given(answers, arrays(np.float64, 4, elements=st.integers(-4, 4).map(float)))
def test_content_leaves_no_trace_and_a_shift_its_size(x: np.ndarray, by: np.ndarray) -> None:
    directions = np.array([1, -1, 1, -1, -1, 1])
    index = balanced_acquiescence(x, directions)
    np.testing.assert_allclose(balanced_acquiescence(x + np.outer(by, directions), directions), index, atol=ROUNDING)
    np.testing.assert_allclose(balanced_acquiescence(x + by[:, None], directions), index + by, atol=ROUNDING)


def survey(
    keys: tuple[tuple[int, ...], ...], loading: tuple[float, ...], sd: float, seed: int = 1
) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[tuple[int, ...], ...]]:
    """Answers on five points, acquiescence, directions and the items of correlated factors."""
    rng = np.random.default_rng(seed)
    factors = 0.5 * rng.normal(size=(N, 1)) + np.sqrt(0.75) * rng.normal(size=(N, len(keys)))
    style = sd * rng.normal(size=N)
    directions = np.concatenate(keys).astype(float)
    owner = np.repeat(np.arange(len(keys)), [len(key) for key in keys])
    loadings = np.concatenate([np.resize(loading, len(key)) for key in keys])
    unique = np.sqrt(1 - loadings**2) * rng.normal(size=(N, len(owner)))
    latent = directions * loadings * factors[:, owner] + style[:, None] + unique
    scales = tuple(tuple(np.flatnonzero(owner == j).tolist()) for j in range(len(keys)))
    return np.clip(np.rint(3 + latent), 1, 5), style, directions, scales


def score_weights(x: np.ndarray, directions: np.ndarray, scales: tuple[tuple[int, ...], ...]) -> np.ndarray:
    """Weights on answers as given of scores that rest on a factor's own items and, a fifth as much, on the others."""
    own = np.zeros((x.shape[1], len(scales)))
    for j, scale in enumerate(scales):
        own[list(scale), j] = 1 / len(scale)
    mixed = own @ (0.8 * np.eye(len(scales)) + 0.2)
    return mixed * (directions / x.std(axis=0))[:, None]


def shares(x: np.ndarray, directions: np.ndarray, scales: tuple[tuple[int, ...], ...], weights: np.ndarray):
    return acquiescence_shares(covariance(x, np.ones(len(x))), directions, scales, weights)


@pytest.mark.parametrize("keys", [(BOTH, BOTH, ONE), (BOTH, ONE), (BOTH, BOTH), ((1, 1, 1, -1, -1), ONE)])
@pytest.mark.parametrize("loading", [(0.7,), (0.75, 0.75, 0.55, 0.55)])
@pytest.mark.parametrize("sd", [0.6, 0.3])
def test_the_reported_share_is_near_the_planted_one(
    keys: tuple[tuple[int, ...], ...], loading: tuple[float, ...], sd: float
) -> None:
    x, style, directions, scales = survey(keys, loading, sd)
    weights = score_weights(x, directions, scales)
    truth = [np.corrcoef(score, style)[0, 1] ** 2 for score in (x @ weights).T]
    found = shares(x, directions, scales, weights)
    np.testing.assert_allclose(found.share, truth, atol=NEAR)
    if sd == 0.6 and ONE in keys:
        assert found.share[keys.index(ONE)] > 0.25


@pytest.mark.parametrize("keys", [(BOTH, BOTH, ONE), (BOTH, ONE), (BOTH,)])
@pytest.mark.parametrize("loading", [(0.7,), (0.75, 0.75, 0.6, 0.6)])
def test_without_style_next_to_none_is_reported(keys: tuple[tuple[int, ...], ...], loading: tuple[float, ...]) -> None:
    x, _, directions, scales = survey(keys, loading, 0.0)
    found = shares(x, directions, scales, score_weights(x, directions, scales))
    assert (found.share <= NOTHING).all()
    assert found.variance < NOTHING


def test_what_score_and_index_share_through_common_items_is_not_taken_for_style() -> None:
    """Stronger items weigh more in a score; its plain squared correlation with the index is content and errors."""
    x, _, directions, scales = survey((BOTH,), (0.8, 0.8, 0.4, 0.4), 0.0)
    weights = (directions * [3, 3, 1, 1])[:, None]
    plain = np.corrcoef(x @ weights[:, 0], balanced_acquiescence(x, directions))[0, 1] ** 2
    assert plain > 0.15
    assert shares(x, directions, scales, weights).share[0] < NOTHING


def test_one_direction_alone_makes_every_share_unknowable() -> None:
    x, _, directions, scales = survey((ONE, (1, 1, 1, -1)), (0.7,), 0.6)
    found = shares(x, directions, scales, score_weights(x, directions, scales))
    assert np.isnan(found.share).all() and np.isnan(found.variance)
    assert found.balance.tolist() == [0.0, 0.5]


def test_scores_free_of_the_respondents_mean_hold_no_acquiescence() -> None:
    x, _, directions, scales = survey((BOTH, ONE), (0.7,), 0.6)
    weights = score_weights(x, directions, scales)
    found = shares(x, directions, scales, weights - weights.mean(axis=0))
    np.testing.assert_allclose(found.share, 0.0, atol=ROUNDING)


def test_the_variance_of_acquiescence_is_that_of_the_index_without_errors() -> None:
    """Answers that hold nothing but style, content that cancels and the items' own parts; exact by construction."""
    rng = np.random.default_rng(2)
    parts = np.linalg.qr(rng.normal(size=(400, 6)) - rng.normal(size=(400, 6)).mean(0))[0]
    parts = np.linalg.qr(parts - parts.mean(0))[0] * np.sqrt(400)
    content, style, unique = parts[:, 0], 0.5 * parts[:, 1], parts[:, 2:]
    directions = np.array([1.0, 1.0, -1.0, -1.0])
    x = 0.7 * np.outer(content, directions) + style[:, None] + unique
    found = shares(x, directions, ((0, 1, 2, 3),), np.ones((4, 1)) / 4)
    assert found.variance == pytest.approx(0.25, abs=1e-10)
    assert found.share[0] == pytest.approx(0.25 / (0.25 + 1 / 4), abs=1e-10)


def test_impossible_input_is_refused() -> None:
    x, _, directions, scales = survey((BOTH, ONE), (0.7,), 0.6)
    weights = score_weights(x, directions, scales)
    with pytest.raises(ValueError, match="gaps"):
        acquiescence_shares(np.full((8, 8), np.nan), directions, scales, weights)
    with pytest.raises(ValueError, match="vary"):
        shares(x, directions, scales, np.zeros_like(weights))
