"""From a row of a table to a Statement: the segment's cell beside the total, and everyone else between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from research.domain.arrays import Codes, Floats
from research.domain.comparison import RULES
from research.domain.personas import Comparison, Section, Statement
from research.domain.sample import Sample
from research.domain.tables import TOTAL, Row, Table, Tables
from research.stages.personas.comparing import Contrast, compare
from research.stats.proportions import critical_z, wilson_interval

_MORE: tuple[Comparison, ...] = ("far_more", "more", "slightly_more")
_LESS: tuple[Comparison, ...] = ("far_less", "less", "slightly_less")


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """What every statement of one segment needs.

    Attributes:
        segments: of the sample's respondents, shape (n,).
        segment: the one that is told of.
        basis: names of the variables that the segments were cut on.
    """

    tables: Tables
    sample: Sample
    segments: Codes
    segment: int
    basis: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """The segment's figure and everyone's, and what follows for everyone else.

    Attributes:
        part: weight of the segment ÷ weight of everyone, among those asked.
        rest_base: effective base of everyone else.
    """

    value: float
    market: float
    rest: float
    part: float
    effective_base: float
    rest_base: float


def state(stand: Stand, table: Table, row: Row, section: Section) -> Statement | None:
    """What the row says of the segment; None where nobody in it or in the market answered."""
    i, own, total = table.row(row.key), _column(stand), stand.tables.banner.position(TOTAL)
    pair = pair_of(table, i, own, total)
    if not np.isfinite([pair.value, pair.market]).all():
        return None
    statistic: Literal["share", "mean"] = "mean" if row.kind == "mean" else "share"
    spread = _spread_of_mean(stand, row) if statistic == "mean" else _spread_of_share(pair)
    away = pair.value - pair.market
    difference = away if statistic == "share" else _ratio(away, spread.market)
    contrast = Contrast(
        statistic,
        pair.value,
        pair.market,
        difference,
        _ratio(_standard_error(pair, spread), 1.0 if statistic == "share" else spread.market),
        _significant(str(table.versus_rest[i, own]), away),
        _defines(stand, table, row),
        int(table.bases[i, own]) >= stand.tables.min_base,
    )
    low, high = _interval(pair, spread, statistic)
    comparison = compare(contrast, RULES)
    return Statement(
        section,
        table.name,
        row.key,
        _subject(stand, table, row),
        table.title,
        statistic,
        pair.value,
        pair.market,
        pair.rest,
        difference,
        comparison,
        contrast.defines,
        int(table.bases[i, own]),
        pair.effective_base,
        table.unit,
        table.decimals,
        low,
        high,
        *_counted(stand, row),
        *_true_of(stand, row, pair, comparison),
    )


def pair_of(table: Table, i: int, own: int, total: int) -> Pair:
    """Row `i` in the columns `own` and `total`; everyone else is what the total holds beyond the segment."""
    w_own, w_all = float(table.weighted_bases[i, own]), float(table.weighted_bases[i, total])
    n_own, n_all = float(table.effective_bases[i, own]), float(table.effective_bases[i, total])
    value, market = float(table.values[i, own]), float(table.values[i, total])
    w_rest = w_all - w_own
    squares = _ratio(w_all**2, n_all) - _ratio(w_own**2, n_own)
    return Pair(
        value,
        market,
        _ratio(w_all * market - w_own * value, w_rest),
        _ratio(w_own, w_all),
        n_own,
        _ratio(w_rest**2, squares),
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Standard deviations of the answers: of everyone, of the segment, of everyone else."""

    market: float
    own: float
    rest: float


def _spread_of_share(pair: Pair) -> Spread:
    return Spread(*(float(np.sqrt(max(p * (1 - p), 0.0))) for p in (pair.market, pair.value, pair.rest)))


def _spread_of_mean(stand: Stand, row: Row) -> Spread:
    values, weights = stand.sample.responses.scored([row.variable])[:, 0], stand.sample.weights
    own = stand.segments == stand.segment
    everyone = np.ones_like(own)
    return Spread(*(_sd(values[who], weights[who]) for who in (everyone, own, ~own)))


def _sd(values: Floats, weights: Floats) -> float:
    given = ~np.isnan(values)
    if not given.any():
        return float("nan")
    mean = np.average(values[given], weights=weights[given])
    return float(np.sqrt(np.average((values[given] - mean) ** 2, weights=weights[given])))


def _standard_error(pair: Pair, spread: Spread) -> float:
    """Of value − market, which is (1 − part) × (value − rest); infinite where there is no rest to hold against."""
    variance = _ratio(spread.own**2, pair.effective_base) + _ratio(spread.rest**2, pair.rest_base)
    return (1 - pair.part) * float(np.sqrt(variance)) if np.isfinite(variance) else float("inf")


def _true_of(stand: Stand, row: Row, pair: Pair, comparison: Comparison) -> tuple[float, float]:
    """Of how many in the segment, and of everyone else, the comparison is true by themselves."""
    if comparison not in _MORE and comparison not in _LESS:
        return float("nan"), float("nan")
    if row.kind != "mean":
        return (pair.value, pair.rest) if comparison in _MORE else (1.0 - pair.value, 1.0 - pair.rest)
    values = stand.sample.responses.scored([row.variable])[:, 0]
    given, own = ~np.isnan(values), stand.segments == stand.segment
    beyond = values > pair.market if comparison in _MORE else values < pair.market
    weights = stand.sample.weights
    own_share, rest_share = (
        float(np.average(beyond[who], weights=weights[who])) if who.any() else float("nan")
        for who in (given & own, given & ~own)
    )
    return own_share, rest_share


def _interval(pair: Pair, spread: Spread, statistic: Literal["share", "mean"]) -> tuple[float, float]:
    if statistic == "share":
        low, high = wilson_interval(pair.value, pair.effective_base, RULES.level)
        return float(low), float(high)
    reach = critical_z(RULES.level) * _ratio(spread.own, float(np.sqrt(pair.effective_base)))
    return pair.value - reach, pair.value + reach


def _significant(mark: str, away: float) -> bool:
    return (mark == "+" and away > 0) or (mark == "-" and away < 0)


def _defines(stand: Stand, table: Table, row: Row) -> bool:
    """A basis variable; or, in a table of the basis, what no question asked itself: bands, flags, nets of it."""
    return row.variable in stand.basis or (table.basis and row.variable not in _asked(stand))


def _asked(stand: Stand) -> frozenset[str]:
    questionnaire = stand.sample.responses.questionnaire
    parts = (*(battery.items for battery in questionnaire.batteries), *(q.variables for q in questionnaire.questions))
    return frozenset(name for part in parts for name in part)


def _subject(stand: Stand, table: Table, row: Row) -> str:
    """What the row speaks of: the table's title where the row only says "mean", "yes" or "net"."""
    says_nothing = row.key == "mean" or row.variable in _flags(stand) or (table.kind == "single" and row.kind == "net")
    return table.title if says_nothing else row.label


def _counted(stand: Stand, row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The answers of a scale that a net counts, and the others, the most favourable first; none for other rows."""
    variable = stand.sample.responses.questionnaire.variables.get(row.variable)
    if row.kind != "net" or variable is None or variable.scale is None:
        return (), ()
    scale = variable.scale
    best_first = sorted(scale.labels, key=lambda code: -scale.scores[code])
    return (
        tuple(scale.labels[code] for code in best_first if code in row.codes),
        tuple(scale.labels[code] for code in best_first if code not in row.codes),
    )


def _flags(stand: Stand) -> frozenset[str]:
    return frozenset(flag.variable for flag in stand.sample.responses.questionnaire.flags)


def _column(stand: Stand) -> int:
    return stand.tables.banner.position(f"segment:{stand.segment}")


def _ratio(above: float, below: float) -> float:
    return above / below if below > 0 else float("nan")
