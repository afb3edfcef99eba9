"""The one matrix of a battery: which kind of correlation the answers ask for, and what had to be done to it."""

from __future__ import annotations

import numpy as np
import pytest

from research.domain.factor_evidence import CorrelationEvidence
from research.errors import ResearchError
from research.stages.factors import FactorPlan, factor
from research.stages.factors.correlating import chance_of, correlation_evidence, random_answers
from research.stats import correlations as stats
from research.stats.correlations import correlate
from tests.batteries import (
    EXACT,
    SEED,
    codes,
    cut,
    groups_of,
    latent_answers,
    looked_at,
    one_battery,
    only,
    seven_points,
    told,
    usable,
)

TWO, THREE, LEANING, FIVE = (0.2,), (-0.5, 0.6), (0.3, 0.9, 1.3, 1.7), (-1.2, -0.4, 0.4, 1.2)
SAMPLING = 0.1
"""Twice the standard error of a tetrachoric correlation of 500 respondents, about."""


@pytest.fixture(scope="module")
def latent() -> np.ndarray:
    """500 respondents, two groups of three items."""
    return latent_answers(500, groups_of(3, 3), phi=0.3, seed=4)


def evidence(answers: np.ndarray, plan: FactorPlan | None = None, points: int = 5) -> tuple[CorrelationEvidence, dict]:
    plan = plan or FactorPlan()
    made, caveats = correlation_evidence(usable(one_battery(answers, points=points), plan), plan.settings.correlation)
    return made, told(caveats)


@pytest.mark.parametrize(
    ("thresholds", "method", "reason"),
    [
        (TWO, "tetrachoric", "binary"),
        (THREE, "polychoric", "few_categories"),
        (LEANING, "polychoric", "skewed"),
        (FIVE, "pearson", "symmetric"),
        ((-1.5, -0.9, -0.3, 0.3, 0.9, 1.5), "pearson", "many_categories"),
    ],
    ids=["binary", "three points", "skewed five points", "symmetric five points", "seven points"],
)
def test_the_answers_ask_for_the_kind_of_correlation(
    latent: np.ndarray, thresholds: tuple[float, ...], method: str, reason: str
) -> None:
    answers = cut(latent, *thresholds)
    made, caveats = evidence(answers, points=7)
    assert (made.method, made.reason, made.missing, caveats) == (method, reason, "pairwise", {})
    np.testing.assert_array_equal(made.matrix, correlate(answers, np.ones(500), method).matrix)
    assert not made.matrix.flags.writeable
    assert (made.n, made.base, made.smallest_pair) == (500, pytest.approx(500), pytest.approx(500))


def test_binary_answers_show_the_correlations_behind_them(latent: np.ndarray) -> None:
    tetrachoric, _ = evidence(cut(latent, *TWO))
    pearson, _ = evidence(cut(latent, *TWO), FactorPlan(correlation="pearson"))
    within = np.triu_indices(3, 1)
    assert abs(tetrachoric.matrix[within].mean() - 0.75**2) < SAMPLING
    assert pearson.matrix[within].mean() < 0.45


def test_numbers_beside_ordinal_items_are_mixed() -> None:
    latent = latent_answers(400, groups_of(6), seed=3)
    answers = np.column_stack([cut(latent[:, :3], *THREE), np.clip(np.rint(15 + 4 * latent[:, 3:]), 1, 30)])
    made, _ = evidence(answers, points=30)
    assert (made.method, made.reason) == ("mixed", "mixed_kinds")
    pearson = correlate(answers, np.ones(400)).matrix
    np.testing.assert_allclose(made.matrix[3:, 3:], pearson[3:, 3:], atol=EXACT)
    assert (made.matrix[:3, 3:] > pearson[:3, 3:] + 0.02).all()


@pytest.mark.parametrize("method", ["pearson", "spearman", "polychoric"])
def test_the_study_sets_the_kind(latent: np.ndarray, method: str) -> None:
    answers = cut(latent, *LEANING)
    made, _ = evidence(answers, FactorPlan(correlation=method))
    assert (made.method, made.reason) == (method, "study")
    np.testing.assert_array_equal(made.matrix, correlate(answers, np.ones(500), method).matrix)


@pytest.mark.parametrize(("method", "why"), [("tetrachoric", "more than two categories"), ("polychoric", "categories")])
def test_a_kind_that_the_answers_do_not_allow_is_a_fault_of_the_study(method: str, why: str) -> None:
    latent = latent_answers(200, groups_of(4))
    answers = cut(latent, *THREE) if method == "tetrachoric" else np.clip(np.rint(20 + 6 * latent), 1, 40)
    with pytest.raises(ResearchError, match=f"`needs` has no {method} correlations: .*{why}") as caught:
        factor(one_battery(answers, points=40), FactorPlan(correlation=method), SEED)
    assert "needs_1, needs_2, needs_3, needs_4" in str(caught.value)
    assert "`factors.correlation` to `auto`" in str(caught.value)


def test_where_the_automatic_kind_cannot_be_had_pearson_s_are_taken_and_that_is_said(
    latent: np.ndarray, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_thin(*_: object) -> None:
        raise ValueError("too thin")

    monkeypatch.setattr(stats, "polychoric", too_thin)
    made, caveats = evidence(cut(latent, *THREE))
    assert (made.method, made.reason) == ("pearson", "few_categories")
    assert caveats == {"correlation_fallback": {"battery": "Needs", "wanted": "polychoric"}}
    with pytest.raises(ResearchError, match="no polychoric correlations: too thin"):
        evidence(cut(latent, *THREE), FactorPlan(correlation="polychoric"))


def test_respondents_count_pair_by_pair_or_only_if_they_answered_everything(latent: np.ndarray) -> None:
    gappy = seven_points(latent)
    gappy[:50, 0], gappy[50:140, 1], gappy[-10:] = np.nan, np.nan, np.nan
    pairwise, _ = evidence(gappy, points=7)
    complete, _ = evidence(gappy, FactorPlan(missing="complete"), points=7)
    assert (pairwise.n, complete.n) == (490, 350)
    assert pairwise.smallest_pair == pytest.approx(350)
    assert complete.base == pytest.approx(350)
    bases = [350] + 4 * [440] + 4 * [400] + 6 * [490]
    assert pairwise.base == pytest.approx(15 / np.sum(1 / np.array(bases)))
    assert pairwise.matrix[2, 3] == pytest.approx(np.corrcoef(gappy[:490, 2], gappy[:490, 3])[0, 1])
    assert complete.matrix[2, 3] == pytest.approx(np.corrcoef(gappy[140:490, 2], gappy[140:490, 3])[0, 1])


def test_weights_cost_respondents() -> None:
    weights = np.random.default_rng(1).lognormal(0, 0.6, 500)
    sample = one_battery(seven_points(latent_answers(500, groups_of(4))), weights)
    made, _ = correlation_evidence(usable(sample), "auto")
    assert made.n == 500
    assert made.base == pytest.approx(weights.sum() ** 2 / (weights**2).sum())


def test_empty_cells_are_told_with_their_correction() -> None:
    rng = np.random.default_rng(2)
    rare = cut(latent_answers(120, groups_of(4, loading=0.8), seed=5), 1.6)
    rare[:3] = 2.0
    made, caveats = evidence(np.column_stack([rare, rng.integers(1, 3, 120)]), points=2)
    assert made.method == "tetrachoric"
    assert caveats["empty_cells"] == {"battery": "Needs", "pairs": made.empty_cells, "correction": 0.5}
    assert made.empty_cells > 0
    assert made.correction == 0.5


def test_answers_that_go_together_perfectly_are_told() -> None:
    # Who gives a higher answer to one item never gives a lower one to the other.
    latent = latent_answers(300, groups_of(4), seed=6)
    answers = np.column_stack([cut(latent[:, 0], -0.5, 0.5), cut(latent[:, 0], -0.2, 0.9), cut(latent[:, 1:], *THREE)])
    made, caveats = evidence(answers, points=3)
    assert caveats["bounded_correlations"] == {"battery": "Needs", "pairs": 1}
    assert 0.99 < made.matrix[0, 1] < 1


def test_a_matrix_that_does_not_fit_together_is_smoothed_by_as_much_as_is_told() -> None:
    # Each pair of three items was answered by others, and the three correlations exclude each other.
    rng = np.random.default_rng(7)
    answers = np.full((300, 4), np.nan)
    for part, (i, j, sign) in enumerate([(0, 1, 1), (1, 2, 1), (0, 2, -1)]):
        rows = slice(100 * part, 100 * part + 100)
        answers[rows, i] = rng.integers(1, 8, 100)
        noise = rng.integers(-1, 2, 100)
        answers[rows, j] = np.clip((answers[rows, i] if sign > 0 else 8 - answers[rows, i]) + noise, 1, 7)
    answers[:, 3] = rng.integers(1, 8, 300)
    made, caveats = evidence(answers, points=7)
    assert caveats == {"smoothed_correlations": {"battery": "Needs", "change": made.smoothed}}
    assert made.smoothed > 0.2
    assert np.linalg.eigvalsh(made.matrix)[0] > 0
    with pytest.raises(ResearchError, match="maximum likelihood needs items that do not determine each other"):
        factor(one_battery(answers), FactorPlan(extraction="ml"), SEED)


def test_one_matrix_is_what_everything_rests_on(latent: np.ndarray) -> None:
    solution = factor(one_battery(cut(latent, *THREE), points=3), FactorPlan(), SEED)
    battery = only(solution)
    assert battery.correlations.method == "polychoric"
    matrix = battery.correlations.matrix
    np.testing.assert_allclose(battery.retention.components.observed, np.linalg.eigvalsh(matrix)[::-1], atol=EXACT)
    chi2 = -np.linalg.slogdet(matrix)[1] * (500 - 1 - (2 * 6 + 5) / 6)
    assert battery.adequacy.bartlett_chi2 == pytest.approx(chi2)
    residual = matrix - battery.pattern @ battery.phi @ battery.pattern.T
    assert battery.retention.fits[1].srmr == pytest.approx(np.sqrt(np.mean(residual[np.triu_indices(6, 1)] ** 2)))
    np.testing.assert_allclose(solution.scores.std(axis=0), 1.0, atol=EXACT * 100)  # of the answers, not the latent
    assert codes(solution) == {}


@pytest.mark.parametrize("thresholds", [FIVE, THREE])
def test_random_answers_are_treated_as_the_observed_ones(latent: np.ndarray, thresholds: tuple[float, ...]) -> None:
    found, _ = looked_at(one_battery(cut(latent, *thresholds), points=5))
    assert found is not None
    made = correlation_evidence(found, "auto")[0]
    spread = [
        np.sqrt(
            np.mean(random_answers(found, made, kind)(np.random.default_rng(1), 60)[:, *np.triu_indices(6, 1)] ** 2)
        )
        for kind in ("normal", "permutation")
    ]
    expected = chance_of(found, made).inflation.mean() ** 2 / np.sqrt(500)
    np.testing.assert_allclose(spread, expected, rtol=0.06)  # 900 correlations: standard error 2 %
    assert (expected > 1.1 / np.sqrt(500)) == (thresholds is THREE)


def test_random_answers_err_more_where_weights_differ(latent: np.ndarray) -> None:
    weights = np.random.default_rng(3).lognormal(0, 0.8, 500)
    plain, weighted = (usable(one_battery(seven_points(latent), w)) for w in (None, weights))
    bases = [chance_of(found, correlation_evidence(found, "auto")[0]).base for found in (plain, weighted)]
    assert bases[0] == pytest.approx(500)
    assert bases[1] < weights.sum() ** 2 / (weights**2).sum()


def test_the_evidence_says_what_was_done_to_centred_answers(latent: np.ndarray) -> None:
    made, caveats = evidence(cut(latent, *THREE), FactorPlan(centre="person"), points=3)
    assert (made.method, made.reason, made.smoothed, caveats) == ("pearson", "centred", 0.0, {})
