"""Colours: one hue a segment, the same on every page; the market always the same grey.

The hues stay apart for readers with protan, deutan and tritan vision (simulated after Machado, Oliveira and Fernandes
2009) and in grey print, and stand out from the paper by 3:1 or more. Charts are drawn in stand-ins that
`themed` turns into CSS variables, so that one drawing serves light and dark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

LIGHT = ("#286cab", "#9d8d26", "#6f1a11", "#c8536c", "#6044b5", "#57914a", "#683964", "#760f72")
DARK = ("#5fa8f0", "#e0cf6a", "#b4543f", "#ffa6b4", "#8160dd", "#93d184", "#a873a3", "#b0409f")

PAPER = {"light": "#fcfbf9", "dark": "#16181b"}
WASH = {"light": "#f3f0ea", "dark": "#1f2226"}
"""Behind boxes; what can be read on it can be read on paper."""
ACCENT = "#1b6b5f"
READABLE = 4.5
"""Contrast that text needs against the paper (WCAG 2.2, level AA)."""

INK, MUTED, HAIRLINE, MARKET, ACCENTED, PAPERED = (f"#0102{number:02x}" for number in range(1, 7))
_NAMED: Mapping[int, str] = {1: "ink", 2: "muted", 3: "hairline", 4: "market", 5: "accent", 6: "paper"}
_FIRST_SEGMENT, _FIRST_ON = 16, 48
_STAND_IN = re.compile("#0102([0-9a-f]{2})")
_HEX = re.compile("#[0-9a-fA-F]{6}")


def segment_hex(segment: int) -> str:
    """The hue of segment 1, 2, … on white paper, as `#rrggbb`; hues come round again after eight."""
    return LIGHT[(segment - 1) % len(LIGHT)]


def segment_ink(segment: int) -> str:
    """The stand-in for the hue of a segment while a chart is drawn."""
    return f"#0102{_FIRST_SEGMENT + (segment - 1) % len(LIGHT):02x}"


def segment_on(segment: int) -> str:
    """The stand-in for letters on the hue of a segment."""
    return f"#0102{_FIRST_ON + (segment - 1) % len(LIGHT):02x}"


def on(hue: str) -> str:
    """White or black, whichever is easier to read on `hue`; one of them has a contrast of 4.5 and more."""
    return max(("#ffffff", "#000000"), key=lambda ink: contrast(ink, hue))


def segment_variable(segment: int) -> str:
    """The hue of a segment in a style sheet, such as `var(--segment-1)`."""
    return f"var(--segment-{(segment - 1) % len(LIGHT) + 1})"


def themed(svg: str) -> str:
    """`svg` with every stand-in replaced by the CSS variable that it stands for."""
    return _STAND_IN.sub(_variable, svg)


def palette(branding: Sequence[str], theme: str) -> dict[str, str]:
    """CSS variables of `light` or `dark`: paper, the segments' hues, letters on them, the client's colour, readable."""
    hues = LIGHT if theme == "light" else DARK
    accent = next((colour for colour in branding if _HEX.fullmatch(colour)), ACCENT)
    return {
        "paper": PAPER[theme],
        "wash": WASH[theme],
        "accent": readable(accent, WASH[theme]),
        **{f"segment-{number}": hue for number, hue in enumerate(hues, start=1)},
        **{f"on-{number}": on(hue) for number, hue in enumerate(hues, start=1)},
    }


def readable(colour: str, paper: str) -> str:
    """`colour`, moved towards black or white only as far as text on `paper` needs."""
    end = 0.0 if luminance(paper) > 0.5 else 255.0
    parts = _parts(colour)
    for step in range(21):
        mixed = "#" + "".join(f"{round(part + (end - part) * step / 20):02x}" for part in parts)
        if contrast(mixed, paper) >= READABLE:
            return mixed
    return mixed


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _variable(found: re.Match[str]) -> str:
    number = int(found.group(1), 16)
    if number in _NAMED:
        return f"var(--{_NAMED[number]})"
    if number >= _FIRST_ON:
        return f"var(--on-{number - _FIRST_ON + 1})"
    return segment_variable(number - _FIRST_SEGMENT + 1)
