"""Hues that readers can tell apart, on paper and on screens, and the client's colour made readable."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from research.charts.colours import (
    ACCENT,
    DARK,
    INK,
    LIGHT,
    PAPER,
    contrast,
    luminance,
    palette,
    readable,
    segment_hex,
    segment_ink,
    segment_variable,
    themed,
)

STANDS_OUT = 3.0
"""Contrast that WCAG 2.2 asks of graphics."""
APART = 10.0
"""Distance in CIELAB at which two hues are told apart at a glance (2 or 3 is just noticeable)."""
GREY_APART = 2.0
"""Lightness apart in grey print for the first five segments; their names stand beside them."""

# Machado, Oliveira and Fernandes (2009), severity 1.
VISIONS = {
    "usual": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]]
    )
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("hues", [LIGHT, DARK], ids=["light", "dark"])
def test_hues_stay_apart_for_every_kind_of_colour_vision(hues: tuple[str, ...], vision: str) -> None:
    seen = [lab(VISIONS[vision] @ linear(hue)) for hue in hues]
    assert min(float(np.linalg.norm(one - other)) for one, other in combinations(seen, 2)) >= APART


def test_the_first_hues_stay_apart_in_grey_print() -> None:
    greys = [lab(linear(hue))[0] for hue in LIGHT[:5]]
    assert min(abs(one - other) for one, other in combinations(greys, 2)) >= GREY_APART


@pytest.mark.parametrize(("hues", "theme"), [(LIGHT, "light"), (DARK, "dark")])
def test_hues_stand_out_from_the_paper(hues: tuple[str, ...], theme: str) -> None:
    assert min(contrast(hue, PAPER[theme]) for hue in hues) >= STANDS_OUT


@pytest.mark.parametrize("brand", ["#ffd400", "#ffffff", "#000000", "#1b7f5c", "#7f7f7f"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_any_brand_colour_becomes_readable_as_text(brand: str, theme: str) -> None:
    assert contrast(palette([brand], theme)["accent"], PAPER[theme]) >= 4.5


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable("#1b7f5c", "#ffffff") == "#1b7f5c"


@pytest.mark.parametrize("hostile", ["red; } body { display: none", "url(x)", "", "#12345", "#12345g"])
def test_what_is_no_colour_never_reaches_a_style_sheet(hostile: str) -> None:
    assert palette([hostile], "light")["accent"] == readable(ACCENT, PAPER["light"])


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert luminance("#ffffff") == pytest.approx(1)


def test_hues_come_round_again() -> None:
    assert segment_hex(1) == segment_hex(9) != segment_hex(2)
    assert segment_variable(10) == segment_variable(2)


def test_stand_ins_become_variables_and_other_colours_stay() -> None:
    assert themed(f"{INK} {segment_ink(3)} #aabbcc") == "var(--ink) var(--segment-3) #aabbcc"
