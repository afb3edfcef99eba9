"""Planted surveys hold what they say they hold."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from research.simulation import (
    PlantedSurvey,
    acquiescence,
    answer_at_random,
    apportion,
    choose_each,
    choose_one,
    choose_several,
    equidistant_centres,
    even_thresholds,
    leave_gaps,
    ordinal_items,
    plant_segments,
    plant_survey,
    rim_weights,
    simple_structure,
    standardised_centres,
    straight_line,
)

MANY = 200_000
FIVE_SE = 5 / np.sqrt(MANY)
"""Five standard errors of a mean of a variable with variance one: chance exceeds it in one test of a million."""
EXACT = 1e-9


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(11)


def test_segments_have_the_sizes_centres_and_covariance_that_were_planted(rng: np.random.Generator) -> None:
    centres, within = [[-1.0, 0.5], [2.0, 0.0]], np.array([[1.0, 0.3], [0.3, 0.5]])
    planted = plant_segments(rng, [MANY // 4, 3 * MANY // 4], centres, within)
    assert np.bincount(planted.labels).tolist() == [0, MANY // 4, 3 * MANY // 4]
    assert planted.shares.tolist() == [0.25, 0.75]
    for segment, centre in enumerate(centres, start=1):
        members = planted.scores[planted.labels == segment]
        assert np.allclose(members.mean(axis=0), centre, atol=2 * FIVE_SE)
        assert np.allclose(np.cov(members.T), within, atol=4 * FIVE_SE)
    assert np.allclose(np.cov(planted.scores.T), planted.covariance, atol=8 * FIVE_SE)


def test_segments_do_not_stand_in_order(rng: np.random.Generator) -> None:
    labels = plant_segments(rng, [500, 500], np.zeros((2, 1)), np.eye(1)).labels
    assert 400 < np.count_nonzero(np.diff(labels)) < 600


def test_the_bayes_rule_errs_as_often_as_theory_says(rng: np.random.Generator) -> None:
    """Two equal segments D apart are confused with probability Φ(−D/2); for D = 2 that is 0.15866."""
    planted = plant_segments(rng, [MANY // 2, MANY // 2], equidistant_centres(2, 2, 2.0), np.eye(2))
    assert np.mean(planted.bayes() != planted.labels) == pytest.approx(0.158655, abs=FIVE_SE)


def test_the_bayes_rule_heeds_shares_and_correlations(rng: np.random.Generator) -> None:
    within = np.array([[1.0, 0.8], [0.8, 1.0]])
    planted = plant_segments(rng, [9000, 1000], [[0.0, 0.0], [1.0, -0.5]], within)
    density = [
        np.log(share) - 0.5 * np.einsum("ij,jk,ik->i", gap, np.linalg.inv(within), gap)
        for share, gap in zip(planted.shares, planted.scores - planted.centres[:, None], strict=True)
    ]
    assert (planted.bayes() == 1 + np.argmax(density, axis=0)).all()


def test_segments_of_mismatched_shapes_are_refused(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match="do not match"):
        plant_segments(rng, [10, 10], np.zeros((3, 2)), np.eye(2))


def test_standardised_centres_have_mean_zero_and_the_variance_asked_for() -> None:
    shares = np.array([0.5, 0.3, 0.2])
    centres = standardised_centres([[1.0, 4.0], [2.0, 2.0], [9.0, 3.0]], shares, [0.6, 0.4])
    assert np.allclose(shares @ centres, 0.0, atol=EXACT)
    assert np.allclose(shares @ centres**2, [0.6, 0.4], atol=EXACT)


def test_equidistant_centres_are_equidistant() -> None:
    centres = equidistant_centres(4, 6, 3.0)
    gaps = np.linalg.norm(centres[:, None] - centres, axis=2)[np.triu_indices(4, 1)]
    assert np.allclose(gaps, 3.0, atol=EXACT)
    with pytest.raises(ValueError, match="factors"):
        equidistant_centres(4, 3, 1.0)


def test_apportioned_sizes_sum_to_the_whole() -> None:
    assert apportion(10, [1, 1, 1]) == (4, 3, 3)
    assert apportion(1200, [0.38, 0.28, 0.20, 0.14]) == (456, 336, 240, 168)


def test_answers_follow_loadings_and_thresholds(rng: np.random.Generator) -> None:
    """Two points cut at zero: the tetrachoric correlation of two items is the product of their loadings."""
    loadings = simple_structure([0, 0, None], [0.8, -0.6, 0.9], 1)
    scores = rng.standard_normal((MANY, 1))
    answers = ordinal_items(rng, scores, loadings, np.zeros((3, 1)))
    found = np.corrcoef(answers.T)
    tetrachoric = np.sin(np.pi / 2 * found)
    assert tetrachoric[0, 1] == pytest.approx(0.8 * -0.6, abs=2 * FIVE_SE)
    assert found[0, 2] == pytest.approx(0.0, abs=FIVE_SE)


def test_every_point_of_the_scale_is_used_and_easy_items_get_higher_answers(rng: np.random.Generator) -> None:
    thresholds = even_thresholds(7, [-0.5, 0.0, 0.5])
    answers = ordinal_items(rng, np.zeros((MANY, 1)), np.zeros((3, 1)), thresholds)
    assert set(np.unique(answers)) == set(range(1, 8))
    low, middle, high = answers.mean(axis=0)
    assert low < middle < high
    assert middle == pytest.approx(4.0, abs=2 * FIVE_SE)


def test_an_item_cannot_load_more_than_it_has(rng: np.random.Generator) -> None:
    with pytest.raises(ValueError, match="communality"):
        ordinal_items(rng, np.zeros((5, 2)), np.array([[0.9, 0.9]]), np.zeros((1, 1)))


def test_acquiescence_correlates_items_that_share_nothing(rng: np.random.Generator) -> None:
    """With a style of variance s², two unrelated items correlate at s² ÷ (1 + s²) before they are cut."""
    style = acquiescence(rng, MANY, 0.5)
    answers = ordinal_items(rng, np.zeros((MANY, 1)), np.zeros((2, 1)), np.zeros((2, 1)), style)
    tetrachoric = np.sin(np.pi / 2 * np.corrcoef(answers.T)[0, 1])
    assert tetrachoric == pytest.approx(0.25 / 1.25, abs=2 * FIVE_SE)


def test_careless_answers_are_flat_or_random_and_others_stay(rng: np.random.Generator) -> None:
    answers = np.full((2000, 20), 3)
    who = np.arange(2000) < 1000
    flat, random = straight_line(rng, answers, who, 5), answer_at_random(rng, answers, who, 5)
    assert (flat[who].std(axis=1) == 0).all()
    assert set(np.unique(flat[who])) == {1, 2, 3, 4, 5}
    assert np.bincount(random[who].ravel(), minlength=6)[1:].min() > 0.19 * 20_000
    assert (flat[~who] == 3).all()
    assert (random[~who] == 3).all()
    assert (answers == 3).all()


def test_gaps_are_as_many_as_asked_for_and_come_from_some_respondents(rng: np.random.Generator) -> None:
    gaps = leave_gaps(rng, np.ones((MANY // 10, 10), dtype=np.int64), 98, prone=0.2, rate=0.5) == 98
    assert gaps.mean() == pytest.approx(0.1, abs=0.01)
    assert gaps.any(axis=1).mean() == pytest.approx(0.2 * (1 - 0.5**10), abs=0.015)


def test_choices_follow_their_probabilities(rng: np.random.Generator) -> None:
    options = np.tile([2.0, 5.0, 0.0, 3.0], (MANY, 1))
    assert np.bincount(choose_one(rng, options)) / MANY == pytest.approx([0.2, 0.5, 0.0, 0.3], abs=FIVE_SE)
    assert choose_each(rng, options / 10).mean(axis=0) == pytest.approx([0.2, 0.5, 0.0, 0.3], abs=FIVE_SE)


def test_mentions_follow_appeal_without_repeats(rng: np.random.Generator) -> None:
    counts = np.arange(MANY) % 3 + 1
    named = choose_several(rng, np.tile([6.0, 3.0, 1.0], (MANY, 1)), counts, 3)
    assert np.bincount(named[:, 0]) / MANY == pytest.approx([0.6, 0.3, 0.1], abs=FIVE_SE)
    assert ((named >= 0).sum(axis=1) == counts).all()
    assert all(len(set(row[:count])) == count for row, count in zip(named[:300].tolist(), counts, strict=False))


def test_rim_weights_meet_every_margin(rng: np.random.Generator) -> None:
    sex, region = rng.integers(1, 3, 900), rng.integers(1, 5, 900)
    weights = rim_weights([sex, region], [{1: 49, 2: 51}, {1: 10, 2: 20, 3: 30, 4: 40}])
    assert weights.mean() == pytest.approx(1.0, abs=EXACT)
    assert np.bincount(sex, weights)[1:] / 900 == pytest.approx([0.49, 0.51], abs=1e-8)
    assert np.bincount(region, weights)[1:] / 900 == pytest.approx([0.1, 0.2, 0.3, 0.4], abs=1e-8)


def test_rim_weights_on_one_margin_are_target_by_sample_share() -> None:
    weights = rim_weights([np.array([1, 1, 1, 2])], [{1: 50, 2: 50}])
    assert weights == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2.0], abs=EXACT)


def test_codes_without_a_target_keep_their_share_of_the_sample() -> None:
    weights = rim_weights([np.array([1, 1, 2, 9])], [{1: 1, 2: 1}])
    assert weights == pytest.approx([0.75, 0.75, 1.5, 1.0], abs=EXACT)


def test_a_target_that_nobody_can_meet_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[3\]"):
        rim_weights([np.array([1, 2])], [{1: 1, 2: 1, 3: 1}])
    same = np.array([1, 2])
    with pytest.raises(ValueError, match="together"):
        rim_weights([same, same], [{1: 1, 2: 1}, {1: 1, 2: 9}])


def test_a_planted_survey_is_the_same_for_the_same_seed_and_holds_its_truth() -> None:
    first, second = (_survey(np.random.default_rng(5)) for _ in range(2))
    assert (first.answers == second.answers).all()
    assert first.answers.min() == 1
    assert first.answers.max() == first.points == 5
    assert first.careless.sum() == 30
    flat = first.answers.std(axis=1) == 0
    assert (flat & first.careless).sum() == 15
    assert adjusted_rand_score(first.segments.labels, first.segments.bayes()) > 0.9
    sums = first.answers @ first.loadings
    attentive = ~first.careless
    correlations = [np.corrcoef(sums[attentive, f], first.segments.scores[attentive, f])[0, 1] for f in range(3)]
    assert min(correlations) > 0.9


def _survey(rng: np.random.Generator) -> PlantedSurvey:
    centres = standardised_centres(equidistant_centres(3, 3, 1.0), [0.4, 0.3, 0.3], 0.7)
    segments = plant_segments(rng, [400, 300, 300], centres, 0.3 * np.eye(3))
    loadings = simple_structure([0, 1, 2] * 6, 0.85, 3)
    return plant_survey(rng, segments, loadings, acquiescence_sd=0.1, careless_share=0.03)
