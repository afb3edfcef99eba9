"""Statements as dots: a persona's needs or concepts beside the market, on one scale for all segments."""

from __future__ import annotations

from collections.abc import Sequence

from research.charts.colours import segment_ink
from research.charts.rows import WIDTH, DotRow, dot_rows
from research.domain.personas import Persona, Statement
from research.wording.english import English


def statement_dots(
    persona: Persona, statements: Sequence[Statement], small_base: int, key: str, words: English, width: float = WIDTH
) -> str:
    """Shares of one persona from 0 to 100 per cent, in the order of `statements`; empty without any.

    Those on a base under `small_base` carry a star.
    """
    rows = [
        DotRow(
            statement.subject,
            statement.value,
            statement.market,
            statement.low,
            statement.high,
            words.value(statement, statement.value) + ("*" if statement.base < small_base else ""),
        )
        for statement in statements
        if statement.statistic == "share"
    ]
    if not rows:
        return ""
    foot = (words.numbers.percentage(0), words.numbers.percentage(1), words.market)
    alt = words.statements_alt(persona, statements)
    return dot_rows(rows, segment_ink(persona.segment), (0.0, 1.0), foot, width).svg(key, alt)
