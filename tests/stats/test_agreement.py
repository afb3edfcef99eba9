"""Agreement of partitions: against scikit-learn (which equals mclust), by hand, and under weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from research.stats.agreement import adjusted_rand_index, cross_table, match_labels, mutual_agreement

ROUNDING = 1e-12

labels = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=2, max_size=40)


@given(labels)
def test_it_equals_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    assert adjusted_rand_index(a, b) == pytest.approx(adjusted_rand_score(a, b), abs=1e-9)


def test_it_equals_the_formula_by_hand() -> None:
    # cells 2 1 | 0 3: pairs together 1 + 0 + 0 + 3 = 4; in a 3 + 3, in b 1 + 6; all 15; by chance 6 · 7 / 15 = 2.8
    a, b = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 1, 1])
    assert adjusted_rand_index(a, b) == pytest.approx((4 - 2.8) / (6.5 - 2.8), abs=ROUNDING)


def test_names_of_segments_do_not_matter() -> None:
    a = np.array([0, 0, 1, 1, 2, 2, 2])
    assert adjusted_rand_index(a, np.array([2, 0, 1])[a]) == 1


@pytest.mark.parametrize("a", [[0, 0, 0, 0], [0, 1, 2, 3]], ids=["together", "apart"])
def test_two_trivial_partitions_that_are_the_same_agree(a: list[int]) -> None:
    assert adjusted_rand_index(np.array(a), np.array(a)) == 1


def test_one_respondent_agrees_with_himself() -> None:
    assert adjusted_rand_index(np.array([0]), np.array([0])) == 1


def test_a_partition_and_none_do_not_agree() -> None:
    assert adjusted_rand_index(np.array([0, 0, 1, 1]), np.zeros(4, dtype=int)) == 0


def test_equal_weights_change_nothing_and_others_do() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.integers(3, size=50), rng.integers(4, size=50)
    plain = adjusted_rand_index(a, b)
    assert adjusted_rand_index(a, b, np.full(50, 0.3)) == pytest.approx(plain, abs=ROUNDING)
    assert adjusted_rand_index(a, b, np.where(a == b, 5.0, 1.0)) > plain


def test_a_pair_counts_with_the_product_of_its_weights() -> None:
    rng = np.random.default_rng(2)
    a, b, w = rng.integers(3, size=12), rng.integers(2, size=12), rng.uniform(0.2, 3, 12)
    first, second = np.triu_indices(12, 1)
    pairs, in_a, in_b = w[first] * w[second], a[first] == a[second], b[first] == b[second]
    chance = pairs[in_a].sum() * pairs[in_b].sum() / pairs.sum()
    most = (pairs[in_a].sum() + pairs[in_b].sum()) / 2
    expected = (pairs[in_a & in_b].sum() - chance) / (most - chance)
    assert adjusted_rand_index(a, b, w) == pytest.approx(expected, abs=ROUNDING)


def test_partitions_of_different_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="3 and of 2"):
        adjusted_rand_index(np.zeros(3, dtype=int), np.zeros(2, dtype=int))


def test_the_cross_table_counts_weights() -> None:
    table = cross_table(np.array([0, 1, 1]), np.array([2, 0, 0]), np.array([1.0, 2.0, 0.5]))
    assert table.tolist() == [[0, 0, 1], [2.5, 0, 0]]


def test_labels_are_matched_so_that_most_agree() -> None:
    # greedily, label 0 of b would take label 0 of a (5), which leaves 0 for the others; 4 + 4 is more
    a = np.repeat([0, 0, 1], [5, 4, 4])
    b = np.repeat([0, 1, 0], [5, 4, 4])
    assert match_labels(a, b, 2).tolist() == [1, 0]


def test_matching_undoes_a_renumbering() -> None:
    a = np.random.default_rng(3).integers(5, size=100)
    renumbered = np.array([3, 0, 4, 1, 2])[a]
    assert (match_labels(a, renumbered, 5)[renumbered] == a).all()


def test_labels_that_nobody_has_are_matched_with_what_is_left() -> None:
    assert sorted(match_labels(np.array([0, 0, 1]), np.array([2, 2, 2]), 4)) == [0, 1, 2, 3]
    assert match_labels(np.array([0, 0, 1]), np.array([2, 2, 2]), 4)[2] == 0


def test_all_pairs_at_once_agree_with_one_at_a_time() -> None:
    rng = np.random.default_rng(5)
    partitions = rng.integers(4, size=(5, 60))
    partitions[1] = (partitions[0] + 1) % 4
    partitions[4] = 0
    for weights in (None, rng.uniform(0.2, 3, 60)):
        pairs = [(a, b) for a in range(5) for b in range(a + 1, 5)]
        alone = [adjusted_rand_index(partitions[a], partitions[b], weights) for a, b in pairs]
        assert mutual_agreement(partitions, weights) == pytest.approx(alone, abs=1e-12)
