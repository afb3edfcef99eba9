"""Numbers as readers meet them: rounded, with the marks of a language."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

MINUS = "−"
DASH = "–"
UNKNOWN = "–"

_SYMBOLS: Mapping[str, str] = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "£": "£", "€": "€", "$": "$", "¥": "¥"}


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a language writes numbers.

    Attributes:
        decimal, group: the decimal mark and what stands between thousands.
        percent: what follows a per cent figure.
        large: words for large numbers, by size, the largest first.
        symbol_first: whether the sign of a currency stands before the figure.
    """

    decimal: str = "."
    group: str = ","
    percent: str = "\u202f%"
    large: Mapping[float, str] = field(default_factory=lambda: {1e9: "billion", 1e6: "million"})
    symbol_first: bool = True

    def figure(self, value: float, decimals: int = 0) -> str:
        """`12,345.6`; a dash where there is no number."""
        if not math.isfinite(value):
            return UNKNOWN
        text = f"{abs(value):,.{decimals}f}".translate({ord(","): self.group, ord("."): self.decimal})
        return f"{MINUS}{text}" if value < 0 and any(digit in "123456789" for digit in text) else text

    def signed(self, value: float, decimals: int = 1) -> str:
        """`+0.8`, `−0.3`, `0.0`."""
        text = self.figure(value, decimals)
        return f"+{text}" if value > 0 and any(digit in "123456789" for digit in text) else text

    def percentage(self, share: float, decimals: int = 0) -> str:
        """`68 %` for 0.68, the blank narrow and unbreakable."""
        return UNKNOWN if not math.isfinite(share) else f"{self.figure(100 * share, decimals)}{self.percent}"

    def span(self, low: float, high: float) -> str:
        """`62–74 %` for shares."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return UNKNOWN
        return f"{self.figure(100 * low)}{DASH}{self.percentage(high)}"

    def measured(self, value: float, unit: str, decimals: int) -> str:
        """A figure with its unit: `£1.79`, `47 years`, `1,79\u202f€`."""
        text = self.figure(value, decimals)
        if text == UNKNOWN or not unit:
            return text
        if unit not in _SYMBOLS:
            return f"{text} {unit}"
        return f"{_SYMBOLS[unit]}{text}" if self.symbol_first else f"{text}\u202f{_SYMBOLS[unit]}"

    def people(self, number: float) -> str:
        """`11.8 million`, `420,000`: as precise as a size of a market can be."""
        for size, word in self.large.items():
            if number >= size:
                return f"{self.figure(number / size, 1 if number < 100 * size else 0)} {word}"
        return self.figure(round(number, -3) if number >= 10_000 else number)
