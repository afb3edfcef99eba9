"""How far apart profiles lie: by hand, against SciPy, under weights."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import mahalanobis

from research.stats.dispersion import explained_share
from research.stats.distinctness import distinctness
from tests.clouds import planted

ROUNDING = 1e-10


def test_one_column_by_hand() -> None:
    # means 1, 4, 8; within squares 2 + 2 + 2 of six: sd 1; others of the first: (4 + 8) / 2
    x = np.array([[0.0], [2.0], [3.0], [5.0], [7.0], [9.0]])
    found = distinctness(x, np.array([0, 0, 1, 1, 2, 2]), np.ones(6))
    assert found.effects[:, 0] == pytest.approx([1 - 6, 4 - 4.5, 8 - 2.5])
    assert found.separations == pytest.approx(np.array([[0, 3, 7], [3, 0, 4], [7, 4, 0]]))
    assert found.nearest.tolist() == [1, 0, 1] and found.separation == pytest.approx([3, 3, 4])
    assert found.distinctness == pytest.approx([5, 0.5, 5.5])
    assert found.explained == pytest.approx(1 - 6 / explained_total(x))


def explained_total(x: np.ndarray) -> float:
    return float(((x - x.mean()) ** 2).sum())


def test_separation_is_mahalanobis_distance_with_the_covariance_within() -> None:
    x, labels = planted((0.5, 0.3, 0.2), n=300, apart=2.0)
    x[:, 1] += 3 * x[:, 0]
    found = distinctness(x, labels, np.ones(300))
    means = np.array([x[labels == s].mean(axis=0) for s in range(3)])
    within = np.cov((x - means[labels]).T, ddof=0)
    for s, t in ((0, 1), (0, 2), (1, 2)):
        expected = mahalanobis(means[s], means[t], np.linalg.inv(within))
        assert found.separations[s, t] == found.separations[t, s] == pytest.approx(expected, abs=ROUNDING)


def test_planted_clouds_lie_as_far_apart_as_planted() -> None:
    x, labels = planted((0.5, 0.5), n=4000, apart=3.0)
    assert distinctness(x, labels, np.ones(4000)).separation == pytest.approx(3.0, abs=0.1)


def test_a_weight_of_two_is_two_respondents_and_their_scale_does_not_matter() -> None:
    x, labels = planted((0.5, 0.3, 0.2), n=60)
    counts = np.random.default_rng(1).integers(1, 4, 60)
    twice = np.repeat(np.arange(60), counts)
    weighted, repeated = (
        distinctness(x, labels, counts * 0.3),
        distinctness(x[twice], labels[twice], np.ones(len(twice))),
    )
    assert weighted.effects == pytest.approx(repeated.effects, abs=ROUNDING)
    assert weighted.separations == pytest.approx(repeated.separations, abs=ROUNDING)
    assert weighted.explained == pytest.approx(repeated.explained, abs=ROUNDING)


def test_units_change_nothing_but_what_all_columns_together_explain() -> None:
    x, labels = planted((0.5, 0.3, 0.2), n=200)
    one, other = (distinctness(values, labels, np.ones(200)) for values in (x, x * [1, 10, 0.1, 1, 1, 5]))
    assert one.effects == pytest.approx(other.effects) and one.separations == pytest.approx(other.separations)
    column = distinctness(x[:, :1], labels, np.ones(200))
    assert column.explained == pytest.approx(explained_share(x[:, 0], labels, np.ones(200)))


def test_columns_that_do_not_vary_within_take_no_part() -> None:
    x, labels = planted((0.5, 0.5), n=100)
    plain, more = (distinctness(v, labels, np.ones(100)) for v in (x, np.column_stack([x, np.ones(100), labels])))
    assert more.separations == pytest.approx(plain.separations)
    assert (more.effects[:, -2:] == 0).all()


def test_one_segment_has_no_neighbour_and_an_empty_one_no_profile() -> None:
    x, _ = planted((1,), n=50)
    alone = distinctness(x, np.zeros(50, dtype=int), np.ones(50))
    assert alone.separation.tolist() == [np.inf] and alone.explained == pytest.approx(0)
    gap = distinctness(x, np.arange(50) % 2 * 2, np.ones(50))
    assert np.isnan(gap.effects[1]).all() and np.isfinite(gap.effects[[0, 2]]).all()
