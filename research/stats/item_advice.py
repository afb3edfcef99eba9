"""What to do with an item: keep it, turn it, reword it or drop it; one piece of advice each, with its reason.

What may be wrong is looked for in a fixed order, and the first that is found is the advice. A wrong key comes first: it
costs nothing to mend and spoils whatever is made of the item. Next comes what makes the item useless in this analysis
(drop), then what other words could mend (reword), the likely cause before its consequence: an item that nearly all
answer alike is weak because of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from research.stats.item_keying import LOADS, wrongly_keyed

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

Advice = Literal["keep", "drop", "reverse", "reword"]
Reason = Literal[
    "not_reversed",
    "reversed_wrongly",
    "inadequate",
    "loads_nowhere",
    "lowers_alpha",
    "floor",
    "ceiling",
    "loads_twice",
    "loads_all_over",
    "weak",
    "stands_apart",
    "sound",
]

CLEARLY = 0.40
"""An item loads clearly from here on (Howard 2016, IJHCI 32: the .40-.30-.20 rule)."""
APART = 0.20
"""An item that loads on a second factor too must load on the first by this much more (Howard 2016)."""
MANY_FACTORS = 2.5
"""A complexity (Hofmann 1978, MBR 13) above this is nearer to three factors than to two."""
ADEQUATE = 0.50
"""A measure of sampling adequacy below this is unacceptable (Kaiser 1974, Psychometrika 39)."""
SHARED = 0.20
"""An item with a lower communality has little in common with the others (Child 2006, Essentials of Factor Analysis)."""
RISE = 0.02
"""Alpha that rises by more without the item is more than rounding; a convention, as there is no agreed figure."""
ITEMS_TO_SPARE = 4
"""Items that a scale needs for one to be spared: three are the least (Hair et al. 2019)."""
BELONGS = 0.30
"""Least item-rest correlation of an item that belongs (Nunnally & Bernstein 1994, Psychometric Theory)."""
ALIKE = 0.80
"""An answer that more give tells few respondents apart (Streiner, Norman & Cairney 2015, Health Measurement Scales)."""


@dataclass(frozen=True, slots=True, eq=False)
class ItemEvidence:
    """What is known of the p items of an analysis of k factors, of answers keyed as the questionnaire says.

    Attributes:
        pattern, structure: loadings and correlations with the factors, shape (p, k); all else of shape (p,).
        complexity: Hofmann's.
        item_rest, alpha, alpha_if_dropped: within the items that load highest on the same factor, by `LOADS` at least,
            all turned in the direction of their loading; NaN where they are too few, or the item loads nowhere.
        floor, ceiling: share of answers at either end of the scale.
        reversed: the questionnaire reverses the item.
    """

    pattern: Floats
    structure: Floats
    communalities: Floats
    msa: Floats
    complexity: Floats
    item_rest: Floats
    alpha: Floats
    alpha_if_dropped: Floats
    floor: Floats
    ceiling: Floats
    reversed: Flags


@dataclass(frozen=True, slots=True)
class ItemAdvice:
    """Advice with its reason and the figure that led to it.

    =========  ==================  ================================================================================
    advice     reason              figure
    =========  ==================  ================================================================================
    reverse    not_reversed        item-rest correlation as the questionnaire keys the item, which is negative
    reverse    reversed_wrongly    the same, of an item that the questionnaire reverses
    drop       inadequate          measure of sampling adequacy
    drop       loads_nowhere       highest loading
    drop       lowers_alpha        rise of alpha without the item, which hardly goes with the others
    reword     floor, ceiling      share of answers there
    reword     loads_twice         second highest loading
    reword     loads_all_over      complexity
    reword     weak                communality
    reword     stands_apart        rise of alpha without the item, although it goes with the others
    keep       sound               highest loading
    =========  ==================  ================================================================================
    """

    advice: Advice
    reason: Reason
    figure: float


def advise(evidence: ItemEvidence) -> tuple[ItemAdvice, ...]:
    """One piece of advice an item: the first of ItemAdvice's reasons that applies.

    Raises:
        ValueError: figures of different numbers of items.
    """
    if len({len(figures) for figures in _all(evidence)}) != 1:
        raise ValueError("these are figures of different numbers of items")
    rules = tuple(_rules(evidence))
    return tuple(next(rule.on(i) for rule in rules if rule.applies[i]) for i in range(len(evidence.pattern)))


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """To whom it applies, and every item's figure, shape (p,)."""

    advice: Advice
    reason: Reason
    applies: Flags
    figures: Floats

    def on(self, item: int) -> ItemAdvice:
        return ItemAdvice(self.advice, self.reason, float(self.figures[item]))


def _rules(evidence: ItemEvidence) -> Iterator[_Rule]:
    """In order of precedence; the last applies to all."""
    sizes = np.sort(np.abs(np.hstack([evidence.pattern, np.zeros((len(evidence.pattern), 1))])), axis=1)
    highest, second = sizes[:, -1], sizes[:, -2]
    wrong = wrongly_keyed(evidence.pattern, evidence.structure, evidence.item_rest, evidence.reversed)
    rise = evidence.alpha_if_dropped - evidence.alpha
    rises = (rise > RISE) & (_mates(evidence.pattern) >= ITEMS_TO_SPARE)
    belongs = evidence.item_rest >= BELONGS
    yield _Rule("reverse", "not_reversed", wrong & ~evidence.reversed, -evidence.item_rest)
    yield _Rule("reverse", "reversed_wrongly", wrong, -evidence.item_rest)
    yield _Rule("drop", "inadequate", evidence.msa < ADEQUATE, evidence.msa)
    yield _Rule("drop", "loads_nowhere", highest < LOADS, highest)
    yield _Rule("drop", "lowers_alpha", rises & ~belongs, rise)
    yield _Rule("reword", "floor", evidence.floor > ALIKE, evidence.floor)
    yield _Rule("reword", "ceiling", evidence.ceiling > ALIKE, evidence.ceiling)
    yield _Rule("reword", "loads_twice", (second >= LOADS) & (highest - second < APART), second)
    yield _Rule("reword", "loads_all_over", evidence.complexity > MANY_FACTORS, evidence.complexity)
    yield _Rule("reword", "weak", (evidence.communalities < SHARED) & (highest < CLEARLY), evidence.communalities)
    yield _Rule("reword", "stands_apart", rises, rise)
    yield _Rule("keep", "sound", np.ones(len(highest), dtype=np.bool_), highest)


def _mates(pattern: Floats) -> Floats:
    """How many items load highest on the same factor as this one, itself among them; 0 where it loads nowhere; (p,)."""
    factor, loads = np.abs(pattern).argmax(axis=1), np.abs(pattern).max(axis=1) >= LOADS
    counts = np.bincount(factor[loads], minlength=pattern.shape[1])
    return np.where(loads, counts[factor], 0)


def _all(evidence: ItemEvidence) -> tuple[Floats | Flags, ...]:
    return tuple(getattr(evidence, name) for name in ItemEvidence.__slots__)
