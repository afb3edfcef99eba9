"""Tables without a survey: questions of five answers, two nets and a mean, by a banner of any width."""

from __future__ import annotations

import numpy as np

from research.domain.arrays import sealed
from research.domain.tables import Banner, BannerColumn, BannerGroup, Row, SignificanceRules, Table, Tables

ROWS = (
    *(Row(str(code), f"Answer {code} of the question", "category", "q", (code,)) for code in range(1, 6)),
    Row("net:top2", "Top-two box", "net", "q", (4, 5)),
    Row("net:bottom2", "Bottom-two box", "net", "q", (1, 2)),
    Row("mean", "Mean", "mean", "q"),
    Row("sd", "Standard deviation", "sd", "q"),
)
LETTERED = 0.4
"""Share of the cells beside the total that carry a letter."""
_GROUP = 4


def invented_tables(tables: int, columns: int) -> Tables:
    """`tables` of nine rows by a total and `columns` - 1 further columns in groups of four, weighted."""
    rng = np.random.default_rng(1)
    banner = _banner(columns)
    made = tuple(_table(number, banner, rng) for number in range(tables))
    return Tables(banner, made, min_base=30, small_base=100, rules=SignificanceRules(), weighted=True)


def _banner(columns: int) -> Banner:
    others = range(columns - 1)
    groups = tuple(BannerGroup(f"g{group}", f"Group {group + 1}") for group in range(-(-len(others) // _GROUP)))
    told = (
        BannerColumn(f"g{at // _GROUP}:{at % _GROUP + 1}", f"g{at // _GROUP}", f"Column {at + 1}", _letter(at))
        for at in others
    )
    return Banner(groups, (BannerColumn("total", "total", "Total", ""), *told))


def _letter(at: int) -> str:
    return chr(ord("A") + at) if at < 26 else _letter(at // 26 - 1) + _letter(at % 26)


def _table(number: int, banner: Banner, rng: np.random.Generator) -> Table:
    shape = (len(ROWS), len(banner.columns))
    letters = np.where(rng.random(shape) < LETTERED, rng.choice(["A", "b", "CD", "aB"], shape), "").astype(object)
    letters[:, 0] = ""
    bases = np.broadcast_to(rng.integers(40, 1000, shape[1]), shape).copy()
    values = rng.random(shape)
    return Table(
        name=f"q{number}",
        title=f"Question {number} as it is called for short",
        wording=f"How far would you say that you agree with statement {number}?",
        base_text="All respondents",
        role="psychographic",
        kind="single",
        rows=ROWS,
        values=sealed(values),
        standard_errors=sealed(values / 30),
        low=sealed(values * 0.93),
        high=sealed(values * 1.07),
        counts=sealed((values * bases).astype(np.int64)),
        weighted_counts=sealed(values * bases),
        bases=sealed(bases),
        weighted_bases=sealed(bases * 1.02),
        effective_bases=sealed(bases * 0.83),
        letters=sealed(letters),
        versus_rest=sealed(np.where(rng.random(shape) < 0.1, "+", "").astype(object)),
        since=sealed(np.full(shape, "", dtype=object)),
        since_covariances=sealed(np.full(shape, np.nan)),
        basis=False,
        decimals=2,
    )
