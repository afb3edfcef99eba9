"""Advice per item: every reason, their order, and what an analyst would say of real items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from research.stats.adequacy import kmo
from research.stats.factoring import fit_factors
from research.stats.item_advice import ItemAdvice, ItemEvidence, advise
from research.stats.item_analysis import analyse_items
from research.stats.item_keying import LOADS
from research.stats.moments import pairwise_correlation
from tests import bfi
from tests.reliability_oracle import keyed_bfi, needs_people, oracle, people

Answers = np.ndarray


def sound(p: int = 5) -> ItemEvidence:
    """Items of one good scale beside a second factor that none loads on."""
    return ItemEvidence(
        pattern=np.tile([0.6, 0.05], (p, 1)),
        structure=np.tile([0.6, 0.1], (p, 1)),
        communalities=np.full(p, 0.4),
        msa=np.full(p, 0.8),
        complexity=np.ones(p),
        item_rest=np.full(p, 0.5),
        alpha=np.full(p, 0.75),
        alpha_if_dropped=np.full(p, 0.7),
        floor=np.full(p, 0.1),
        ceiling=np.full(p, 0.1),
        reversed=np.zeros(p, dtype=bool),
    )


def first(**changes: object) -> ItemAdvice:
    """Advice on the first of five items, of which only that one is changed."""
    evidence = sound()
    for name, value in changes.items():
        figures = np.array(getattr(evidence, name))
        figures[0] = value
        evidence = replace(evidence, **{name: figures})
    advice = advise(evidence)
    assert all(one.reason == "sound" for one in advice[1:])
    return advice[0]


AGAINST = {"pattern": [-0.6, 0.05], "structure": [-0.6, 0.1]}
"""An item that runs against its four mates."""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("keep", "sound", 0.6)),
        (AGAINST, ("reverse", "not_reversed", -0.5)),
        ({**AGAINST, "reversed": True}, ("reverse", "reversed_wrongly", -0.5)),
        ({"msa": 0.49}, ("drop", "inadequate", 0.49)),
        ({"pattern": [0.29, -0.1]}, ("drop", "loads_nowhere", 0.29)),
        ({"alpha_if_dropped": 0.78, "item_rest": 0.25}, ("drop", "lowers_alpha", 0.03)),
        ({"alpha_if_dropped": 0.78, "item_rest": 0.35}, ("reword", "stands_apart", 0.03)),
        ({"floor": 0.85}, ("reword", "floor", 0.85)),
        ({"ceiling": 0.85}, ("reword", "ceiling", 0.85)),
        ({"pattern": [0.5, -0.35]}, ("reword", "loads_twice", 0.35)),
        ({"complexity": 2.6}, ("reword", "loads_all_over", 2.6)),
        ({"pattern": [0.35, 0.1], "communalities": 0.15}, ("reword", "weak", 0.15)),
    ],
)
def test_every_reason_has_its_advice_and_figure(changes: dict, expected: tuple[str, str, float]) -> None:
    found = first(**changes)
    assert (found.advice, found.reason) == expected[:2]
    assert found.figure == pytest.approx(expected[2])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({**AGAINST, "msa": 0.3, "floor": 0.9}, "not_reversed"),
        ({"msa": 0.3, "pattern": [0.2, 0.1], "communalities": 0.05}, "inadequate"),
        ({"pattern": [0.2, 0.1], "communalities": 0.05, "floor": 0.9}, "loads_nowhere"),
        ({"pattern": [0.35, 0.1], "communalities": 0.15, "floor": 0.9}, "floor"),
        ({"pattern": [0.35, 0.32], "communalities": 0.19, "complexity": 2.6}, "loads_twice"),
        ({"pattern": [0.5, 0.35], "alpha_if_dropped": 0.8}, "loads_twice"),
        ({"pattern": [0.5, 0.35], "alpha_if_dropped": 0.8, "item_rest": 0.2}, "lowers_alpha"),
    ],
)
def test_the_cause_comes_before_its_consequence(changes: dict, reason: str) -> None:
    assert first(**changes).reason == reason


@pytest.mark.parametrize(
    "changes",
    [
        {"pattern": [0.6, 0.38]},
        {"pattern": [0.38, 0.1], "communalities": 0.22},
        {"pattern": [0.42, 0.1], "communalities": 0.18},
        {"alpha_if_dropped": 0.765, "item_rest": 0.25},
        {"msa": np.nan, "alpha_if_dropped": np.nan},
        {"floor": 0.79},
    ],
)
def test_what_is_near_a_limit_or_unknown_is_kept(changes: dict) -> None:
    assert first(**changes).advice == "keep"


def test_a_scale_of_three_has_no_item_to_spare() -> None:
    evidence = replace(sound(3), alpha_if_dropped=np.array([0.9, 0.7, 0.7]))
    assert [one.advice for one in advise(evidence)] == ["keep"] * 3


def test_one_factor_has_no_second_loading() -> None:
    evidence = replace(sound(), pattern=np.full((5, 1), 0.5), structure=np.full((5, 1), 0.5))
    assert [one.reason for one in advise(evidence)] == ["sound"] * 5


def test_figures_of_different_items_are_refused() -> None:
    with pytest.raises(ValueError, match="different numbers of items"):
        advise(replace(sound(), msa=np.ones(4)))


def evidence_of(x: Answers, k: int, highest: float, reversed: Sequence[bool]) -> ItemEvidence:
    """Evidence from answers, shape (n, p), from 1 to `highest`, keyed as `reversed` says."""
    p, weights = x.shape[1], np.ones(len(x))
    correlations = pairwise_correlation(x, weights)
    fit = fit_factors(correlations, k)
    factor = np.abs(fit.pattern).argmax(axis=1)
    within = np.full((3, p), np.nan)
    for j in range(k):
        mates = np.flatnonzero((factor == j) & (np.abs(fit.pattern[:, j]) >= LOADS))
        if len(mates) > 1:
            ends = np.ones(len(mates)), np.full(len(mates), highest)
            found = analyse_items(x[:, mates], weights, np.sign(fit.pattern[mates, j]), *ends)
            within[:, mates] = found.item_rest, np.full(len(mates), found.alpha), found.alpha_if_dropped
    answered = (~np.isnan(x)).sum(axis=0)
    return ItemEvidence(
        pattern=fit.pattern,
        structure=fit.structure,
        communalities=fit.communalities,
        msa=kmo(correlations).items,
        complexity=fit.complexity,
        item_rest=within[0],
        alpha=within[1],
        alpha_if_dropped=within[2],
        floor=(x == 1).sum(axis=0) / answered,
        ceiling=(x == highest).sum(axis=0) / answered,
        reversed=np.array(reversed),
    )


def reasons(x: Answers, k: int, highest: float, items: Sequence[str], reversed: Sequence[str] = ()) -> dict[str, str]:
    """Reason by item, of those that are not kept."""
    found = advise(evidence_of(x, k, highest, [item in reversed for item in items]))
    return {item: one.reason for item, one in zip(items, found, strict=True) if one.advice != "keep"}


def to_reverse(found: dict[str, str]) -> set[str]:
    return {item for item, reason in found.items() if reason in ("not_reversed", "reversed_wrongly")}


@bfi.needs_bfi
@pytest.mark.parametrize("scale", "ACENO")
def test_every_reversed_bfi_item_is_found_within_its_scale_and_no_other(scale: str) -> None:
    raw = bfi.items()
    items = [item for item in raw if item.startswith(scale)]
    truly = {item for item in oracle()["bfi"]["reversed"] if item.startswith(scale)}
    assert to_reverse(reasons(raw[items].to_numpy(), 1, 6, items)) == truly
    assert to_reverse(reasons(keyed_bfi()[items].to_numpy(), 1, 6, items, sorted(truly))) == set()


@bfi.needs_bfi
def test_every_reversed_bfi_item_is_found_among_all_and_none_once_they_are_reversed() -> None:
    raw, truly = bfi.items(), oracle()["bfi"]["reversed"]
    assert to_reverse(reasons(raw.to_numpy(), 5, 6, list(raw))) == set(truly)
    keyed = reasons(keyed_bfi().to_numpy(), 5, 6, list(raw), truly)
    assert to_reverse(keyed) == set()
    assert keyed == {"E3": "loads_all_over", "E5": "loads_all_over", "N4": "loads_twice", "O4": "loads_twice"}


@bfi.needs_bfi
@pytest.mark.parametrize(
    ("item", "reason"), [("N3", "reversed_wrongly"), ("C2", "reversed_wrongly"), ("O2", "not_reversed")]
)
def test_one_item_keyed_wrongly_is_found_alone(item: str, reason: str) -> None:
    answers = keyed_bfi().copy()
    answers[item] = 7 - answers[item]
    declared = set(oracle()["bfi"]["reversed"]) ^ {item}
    found = reasons(answers.to_numpy(), 5, 6, list(answers), sorted(declared))
    assert to_reverse(found) == {item}
    assert found[item] == reason


@needs_people
def test_of_the_fears_only_those_that_belong_to_no_kind_are_doubted() -> None:
    items = oracle()["young_people"]["fears"]["items"]
    found = reasons(people()[items].to_numpy(float), 1, 5, items)
    assert found == {"Flying": "weak", "Ageing": "weak", "Fear of public speaking": "loads_nowhere"}


@needs_people
def test_saving_money_runs_against_spending_it() -> None:
    items = oracle()["young_people"]["spending"]["items"]
    assert to_reverse(reasons(people()[items].to_numpy(float), 2, 5, items)) == {"Finances"}
