"""Colours that are the same on every slide: the market's grey, and the shades of tables."""

from __future__ import annotations

MARKET = "#868c94"
HAIRLINE = "#dedad2"
INK = "#1d2125"
"""What is written on shades, whatever the theme."""
_UP, _DOWN = "#2a7d6d", "#b5652b"
_STRENGTH = {1: 0.10, 2: 0.22, 3: 0.38}
_AGES = (1.0, 0.45, 0.25)
"""How strong the hues of the latest wave and of those before it are."""


def shade_hex(shade: int) -> str:
    """The colour of a shade from −3 to 3 on white paper; 0 has none."""
    return _mixed(_UP if shade > 0 else _DOWN, _STRENGTH[abs(shade)])


def paled(hue: str, age: int) -> str:
    """The hue of an earlier wave: the older, the nearer to paper."""
    return _mixed(hue, _AGES[min(age, len(_AGES) - 1)])


def _mixed(hue: str, strength: float) -> str:
    """A hue on white paper, as strong as that."""
    parts = (int(hue[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(strength * part + (1 - strength) * 255):02x}" for part in parts)
