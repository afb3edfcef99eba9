"""Latent class analysis: analytic identities, the formulas row by row, and the likelihoods that poLCA reaches."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.stats import norm

from research.clusterers import _latent_em, _latent_search
from research.clusterers._contract import ColumnKind, Fit
from research.clusterers._latent_em import Em
from research.clusterers._latent_items import items_of, patterns_of
from research.clusterers.latent_class import LatentClass
from tests.clouds import mcdonalds
from tests.shared_data import DATA, needs

AGREEMENT = 1e-3
"""Log likelihoods of poLCA are printed with four to six digits, and its EM stops at 1e-10."""
ROUNDING = 1e-9
AT_OPTIMUM = 2e-3
"""How far EM that has settled may be from the equations of the maximum, in probability."""
NEIGHBOUR = 1e-5
"""In a sample, an optimum close by may be the best."""
SEARCHES = 5
"""Searches of which the best counts where one search finds the optimum less often than always."""

# poLCA(cbind(...) ~ 1, nclass = k, nrep = 40, tol = 1e-10)$llik on the eleven brand images of McDonald's
MCDONALDS_LL = {
    1: -8346.216977,
    2: -7610.836090,
    3: -7311.477836,
    4: -7111.108125,
    5: -7011.167458,
    6: -6956.019225,
    7: -6900.136440,
    8: -6864.090472,
}
# poLCA.entropy.R2, and the modal sizes at k = 4
MCDONALDS_ENTROPY = {2: 0.84465, 3: 0.86651, 4: 0.86260, 5: 0.83958}
MCDONALDS_MODAL = [592, 379, 281, 201]
# the same on the examples of the poLCA manual (election with its gaps: na.rm = FALSE)
POLCA_LL = {
    ("values", 1): -543.6498,
    ("values", 2): -504.4677,
    ("values", 3): -503.3011,
    ("gss82", 2): -2783.2680,
    ("gss82", 3): -2754.5454,
    ("gss82", 4): -2746.6208,
    ("election", 2): -17344.9225,
    ("election", 3): -16714.6591,
    ("election", 4): -16350.5889,
    ("election with gaps", 3): -21311.5357,
}
POLCA_PARAMETERS = {("gss82", 3): 20, ("election", 3): 110, ("election with gaps", 3): 110}


def fit(
    x: np.ndarray,
    k: int,
    kinds: ColumnKind | tuple[ColumnKind, ...] = "nominal",
    weights: np.ndarray | None = None,
    seed: int = 1,
    starts: int = 20,
) -> Fit:
    kinds = (kinds,) * x.shape[1] if isinstance(kinds, str) else kinds
    weights = np.ones(len(x)) if weights is None else weights
    return LatentClass(starts=starts).fit(x, kinds, weights, k, np.random.default_rng(seed))


def log_likelihood(found: Fit) -> float:
    assert found.likelihood is not None
    return found.likelihood.log_likelihood


def best_of(searches: int, x: np.ndarray, k: int, kinds: ColumnKind) -> Fit:
    return min((fit(x, k, kinds, seed=seed) for seed in range(searches)), key=lambda found: found.objective)


def survey(n: int = 500, seed: int = 0) -> tuple[np.ndarray, tuple[ColumnKind, ...], np.ndarray]:
    """Three segments' answers of all kinds with gaps, and weights."""
    rng = np.random.default_rng(seed)
    segment = rng.choice(3, n, p=(0.5, 0.3, 0.2))
    level = np.array([-1.5, 0.0, 2.0])[segment][:, None] + rng.normal(size=(n, 8))
    answers = np.column_stack([np.digitize(level[:, :3], (-1.5, 0.0, 1.0)), level[:, 3:5] > 0, level[:, 5:7] * 10 + 50])
    colours = rng.integers(0, 2, n) + segment
    x = np.column_stack([answers, colours]).astype(np.float64)
    kinds: tuple[ColumnKind, ...] = ("ordinal",) * 3 + ("binary",) * 2 + ("numeric",) * 2 + ("nominal",)
    return np.where(rng.random(x.shape) < 0.1, np.nan, x), kinds, rng.uniform(0.3, 3, n)


def densities(found: Fit, x: np.ndarray) -> np.ndarray:
    """Joint density of every row and class by the definition, one answer after the other, shape (n, k)."""
    told = found.model.parameters()
    joint = np.tile(told["sizes"], (len(x), 1))
    for (i, row), segment in product(enumerate(x), range(found.model.k)):
        for j, answer in enumerate(row):
            if np.isnan(answer):
                continue
            if j in told["numeric"]:
                at = told["numeric"].tolist().index(j)
                spread = np.sqrt(told["variances"][segment, at])
                joint[i, segment] *= norm.pdf(answer, told["means"][segment, at], spread)
            else:
                chosen = (told["items"] == j) & (told["categories"] == answer)
                joint[i, segment] *= told["probabilities"][segment, chosen].sum()
    return joint


def test_the_likelihood_and_the_memberships_are_those_of_the_definition() -> None:
    x, kinds, weights = survey(200)
    found = fit(x, 3, kinds, weights)
    joint = densities(found, x)
    rows = np.log(joint.sum(axis=1))
    assert log_likelihood(found) == pytest.approx(rows @ weights / weights.mean(), rel=1e-8)
    assert found.objective == pytest.approx(-rows @ weights, rel=1e-8)
    memberships = joint / joint.sum(axis=1, keepdims=True)
    assert found.model.memberships(x) == pytest.approx(memberships, abs=1e-8)
    assert found.likelihood is not None
    entropy = -(weights @ (memberships * np.log(memberships + 1e-300)).sum(axis=1)) / weights.mean()
    assert found.likelihood.entropy == pytest.approx(entropy, abs=1e-6)


@pytest.mark.parametrize("kind", ["nominal", "ordinal"])
def test_one_class_is_the_model_of_independent_answers(kind: ColumnKind) -> None:
    x, _, weights = survey()
    x, weights = x[:, :3], weights / weights.mean()
    expected = 0.0
    for column in x.T:
        counts = np.array([weights[column == code].sum() for code in range(4)])
        expected += counts @ np.log(counts / counts.sum())
    found = fit(x, 1, kind, weights)
    assert log_likelihood(found) == pytest.approx(expected, abs=1e-6)
    assert found.likelihood is not None
    assert (found.likelihood.parameters, found.likelihood.entropy, found.best_reached) == (9, 0, 1)


def test_one_class_of_numbers_has_their_moments() -> None:
    x = np.random.default_rng(1).normal((5.0, -200.0), (0.01, 30.0), (300, 2))
    found = fit(x, 1, "numeric")
    told = found.model.parameters()
    assert told["means"][0] == pytest.approx(x.mean(axis=0), rel=ROUNDING)
    assert told["variances"][0] == pytest.approx(x.var(axis=0), rel=1e-6)
    assert log_likelihood(found) == pytest.approx(norm.logpdf(x, x.mean(axis=0), x.std(axis=0)).sum(), abs=1e-6)


def test_parameters_are_counted_by_kind() -> None:
    x, kinds, _ = survey()
    found = fit(x, 3, kinds)
    ordinal, binary, numeric, nominal = 3 * (3 + 2), 2 * 3 * 1, 2 * 3 * 2, 3 * 3
    assert found.likelihood is not None
    assert found.likelihood.parameters == 2 + ordinal + binary + numeric + nominal


def test_as_many_classes_as_answers_are_the_saturated_model() -> None:
    x = np.repeat([[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]], [10, 20, 30], axis=0)
    shares = np.array([10, 20, 30]) / 60
    found = fit(x, 3)
    assert log_likelihood(found) == pytest.approx(60 * shares @ np.log(shares), abs=AGREEMENT)
    assert found.model.parameters()["sizes"] == pytest.approx([1 / 2, 1 / 3, 1 / 6], abs=AT_OPTIMUM)


def test_planted_classes_are_found_with_their_probabilities() -> None:
    rng = np.random.default_rng(2)
    sizes, yes = np.array([0.5, 0.3, 0.2]), np.array([[0.9] * 6 + [0.1] * 2, [0.1] * 4 + [0.8] * 4, [0.2] * 8])
    x = (rng.random((20_000, 8)) < yes[rng.choice(3, 20_000, p=sizes)]).astype(np.float64)
    told = fit(x, 3, "binary").model.parameters()
    assert told["sizes"] == pytest.approx(sizes, abs=0.02)
    assert told["probabilities"][:, told["categories"] == 1] == pytest.approx(yes, abs=0.03)


def test_probabilities_are_the_shares_among_the_members_and_sizes_their_mean() -> None:
    x, _, weights = survey()
    x = x[:, [0, 1, 2, 7]]
    found = fit(x, 2, "nominal", weights)
    told, held = found.model.parameters(), found.model.memberships(x) * weights[:, None]
    assert told["sizes"] == pytest.approx(held.sum(axis=0) / weights.sum(), abs=AT_OPTIMUM)
    for item, category, probabilities in zip(told["items"], told["categories"], told["probabilities"].T, strict=True):
        answered = ~np.isnan(x[:, item])
        shares = held[x[:, item] == category].sum(axis=0) / held[answered].sum(axis=0)
        assert probabilities == pytest.approx(shares, abs=AT_OPTIMUM)


def test_the_log_odds_of_an_ordinal_item_go_with_its_codes() -> None:
    x, _, weights = survey()
    x = x[:, :3] ** 2  # codes 0, 1, 4, 9
    told = fit(x, 3, "ordinal", weights).model.parameters()
    for item in range(3):
        logs = np.log(told["probabilities"][:, told["items"] == item])
        odds = np.diff(logs - logs[0], axis=1)
        assert np.abs(odds[1:]).max() > 0.1
        assert odds / [1, 3, 5] == pytest.approx(odds[:, :1] + np.zeros(3), abs=1e-6)


def test_no_other_parameters_of_an_ordinal_model_are_likelier() -> None:
    x, _, _ = survey(400)
    x = x[:, :3]
    found = fit(x, 2, "ordinal")
    held = [[x[:, item] == code for code in range(4)] for item in range(3)]

    def loss(free: np.ndarray) -> float:
        joint = np.array([0.0, free[0]]) - np.logaddexp(0, free[0]) + np.zeros((len(x), 1))
        for item in range(3):
            levels, shift = np.r_[0.0, free[1 + 4 * item : 4 + 4 * item]], free[4 + 4 * item]
            logs = levels + np.arange(4) * np.array([[0.0], [shift]])
            logs -= np.logaddexp.reduce(logs, axis=1, keepdims=True)
            joint += sum(np.outer(held[item][code], logs[:, code]) for code in range(4))
        return -float(np.logaddexp.reduce(joint, axis=1).sum())

    rng = np.random.default_rng(0)
    others = [minimize(loss, rng.normal(size=13), method="BFGS").fun for _ in range(4)]
    assert log_likelihood(found) == pytest.approx(-min(others), abs=AGREEMENT)


def test_binary_and_two_codes_in_order_are_the_same() -> None:
    x, _, _ = survey()
    kinds: tuple[ColumnKind, ...] = ("ordinal", "nominal", "binary")
    first, second, third = (fit((x[:, :5] > 1).astype(float), 2, kind) for kind in kinds)
    assert log_likelihood(first) == log_likelihood(second) == log_likelihood(third)


def test_a_code_that_was_not_seen_is_a_gap() -> None:
    x, kinds, _ = survey()
    model = fit(x, 3, kinds).model
    unseen, gap = x[:50].copy(), x[:50].copy()
    unseen[:, 7], gap[:, 7] = 99, np.nan
    assert model.memberships(unseen) == pytest.approx(model.memberships(gap), abs=ROUNDING)
    unseen[:, :5], gap[:, :5] = -1, np.nan
    assert model.memberships(unseen) == pytest.approx(model.memberships(gap), abs=ROUNDING)


def test_answers_that_everybody_of_a_class_gives_are_no_trouble() -> None:
    x = np.repeat([[1.0] * 6, [5.0] * 6], [30, 50], axis=0)
    x[:5, 0] = 3.0
    for kind in ("ordinal", "nominal", "numeric"):
        found = fit(x, 2, kind)
        assert sorted(np.bincount(found.labels)) == [30, 50]
        assert all(np.isfinite(array).all() for array in found.model.parameters().values())
        strange = found.model.memberships(np.array([[1.0, 5.0, 1.0, 5.0, 1.0, 5.0]]))
        assert strange.sum() == pytest.approx(1)


def test_a_column_without_answers_or_with_one_only_says_nothing() -> None:
    x, _, _ = survey()
    more = np.column_stack([x[:, :3], np.full(len(x), np.nan), np.full(len(x), 7.0)])
    for kind in ("ordinal", "nominal"):
        alone, beside = fit(x[:, :3], 2, kind), fit(more, 2, kind)
        assert log_likelihood(beside) == pytest.approx(log_likelihood(alone), abs=AGREEMENT)
        assert beside.likelihood is not None and alone.likelihood is not None
        assert beside.likelihood.parameters == alone.likelihood.parameters


def test_units_of_numbers_change_the_likelihood_by_their_logarithm_only() -> None:
    x, _, _ = survey()
    x = x[:, 5:7]
    small, large = fit(x, 2, "numeric"), fit(x * 1000 + 1e6, 2, "numeric")
    answers = (~np.isnan(x)).sum()
    assert log_likelihood(large) == pytest.approx(log_likelihood(small) - answers * np.log(1000), abs=AGREEMENT)
    assert (small.labels == large.labels).all()


def test_a_cycle_never_loses_likelihood() -> None:
    x, kinds, weights = survey()
    rows = patterns_of(x, weights)
    items = items_of(rows, kinds)
    em = Em(items.blocks, items.statistics(rows.x), rows.weights)
    ends = em.begun(_latent_search._seeds(em, 4, 8, np.random.default_rng(0)))
    for _ in range(30):
        before = ends.log_likelihood
        ends, gains = em._cycle(ends)
        assert (gains >= -ROUNDING * len(x)).all()
        assert (ends.log_likelihood >= before - ROUNDING * len(x)).all()


def test_the_exchange_finds_more_than_the_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(3).integers(0, 2, (300, 10)).astype(np.float64)
    exchanged = [fit(x, 5, starts=3, seed=seed).objective for seed in range(4)]
    monkeypatch.setattr(_latent_search, "EASY", 0.0)
    plain = [fit(x, 5, starts=3, seed=seed).objective for seed in range(4)]
    assert all(a <= b for a, b in zip(exchanged, plain, strict=True))
    assert np.mean(exchanged) < np.mean(plain) - 1


def test_an_easy_optimum_is_reached_by_most_starts_and_a_hard_one_by_few() -> None:
    rng = np.random.default_rng(4)
    easy = (rng.random((400, 10)) < np.where(rng.random(400) < 0.5, 0.9, 0.1)[:, None]).astype(np.float64)
    hard = rng.integers(0, 2, (400, 10)).astype(np.float64)
    assert fit(easy, 2).best_reached > 0.9
    assert fit(hard, 5).best_reached < 0.2


def test_samples_and_blocks_are_only_a_matter_of_effort(monkeypatch: pytest.MonkeyPatch) -> None:
    x, kinds, weights = survey(1000)
    whole = fit(x, 3, kinds, weights)
    monkeypatch.setattr(_latent_search, "SAMPLE", 400)
    monkeypatch.setattr(_latent_em, "BLOCK", 500)
    part = fit(x, 3, kinds, weights)
    assert log_likelihood(part) == pytest.approx(log_likelihood(whole), rel=NEIGHBOUR)


@pytest.mark.parametrize("k", MCDONALDS_LL)
def test_polca_is_matched_on_mcdonalds(k: int) -> None:
    x = mcdonalds()
    found = best_of(1 if k < 6 else SEARCHES, x, k, "binary")
    assert found.likelihood is not None
    assert log_likelihood(found) == pytest.approx(MCDONALDS_LL[k], abs=AGREEMENT)
    assert found.likelihood.parameters == 12 * k - 1
    if k in MCDONALDS_ENTROPY:
        relative = 1 - found.likelihood.entropy / (len(x) * np.log(k))
        assert relative == pytest.approx(MCDONALDS_ENTROPY[k], abs=1e-4)


def test_the_classes_of_polca_are_found_on_mcdonalds() -> None:
    found = fit(mcdonalds(), 4, "binary")
    told = found.model.parameters()
    assert np.bincount(found.labels).tolist() == MCDONALDS_MODAL
    assert told["sizes"] == pytest.approx([0.3828, 0.2661, 0.2097, 0.1414], abs=2e-4)
    yummy = told["probabilities"][:, (told["items"] == 0) & (told["categories"] == 1)][:, 0]
    assert yummy == pytest.approx([0.87931, 0.79257, 0.02429, 0.0], abs=5e-4)


def polca_example(name: str) -> np.ndarray:
    """Answers as codes, NaN for gaps; `election` without them unless its name says so."""
    frame = pd.read_csv(DATA / "latent_class" / f"{name.split()[0]}.csv").iloc[:, :12]
    codes = np.column_stack([pd.factorize(frame[column], sort=True)[0] for column in frame]).astype(np.float64)
    codes[codes < 0] = np.nan
    return codes if "gaps" in name else codes[~np.isnan(codes).any(axis=1)]


@needs("latent_class/election.csv")
@pytest.mark.parametrize(("name", "k"), POLCA_LL, ids=lambda value: str(value))
def test_polca_is_matched_on_the_examples_of_its_manual(name: str, k: int) -> None:
    found = best_of(2, polca_example(name), k, "nominal")
    assert log_likelihood(found) == pytest.approx(POLCA_LL[name, k], abs=AGREEMENT)
    assert found.likelihood is not None
    assert found.likelihood.parameters == POLCA_PARAMETERS.get((name, k), found.likelihood.parameters)
