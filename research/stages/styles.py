"""`measure_style`: how every respondent used the answer scales of the batteries."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from research.domain.arrays import Flags, Floats, sealed
from research.domain.item_answers import directions
from research.domain.questionnaire import Battery, readable
from research.domain.sample import Sample
from research.domain.style import BatteryStyle, ResponseStyle, StyleIndex, StyleSummary
from research.errors import raise_faults, unknown_names
from research.stats.acquiescence import balance, balanced_acquiescence, is_balanced
from research.stats.moments import CONSTANT_SD, means, sds
from research.stats.response_style import style_indices

ALMOST_ALL = 0.9
"""From this share of agreeing, extreme or middle answers on, the style leaves an answer in ten to tell of content."""
HALF_WAY = 0.5
"""A mean answer this far from the middle to the top of the scale is that of someone who agrees throughout: 4 of 5."""


def measure_style(sample: Sample, batteries: tuple[str, ...] | None = None) -> ResponseStyle:
    """Acquiescence, extremity, midpoint use and differentiation of every respondent, battery by battery.

    Answers are taken as given, before reversing, with the favourable end high; off-scale answers and gaps do not count.
    The summaries are weighted, the indices of a respondent need no weights.

    Args:
        batteries: to measure; None is all.

    Raises:
        ResearchError: batteries that do not exist.
    """
    known = {battery.name: battery for battery in sample.responses.questionnaire.batteries}
    chosen = tuple(known) if batteries is None else batteries
    raise_faults(unknown_names("style.batteries", chosen, tuple(known), "is no battery"))
    styles = tuple(_style(sample, known[name]) for name in dict.fromkeys(chosen))
    return ResponseStyle(sample.responses.ids, styles)


def _style(sample: Sample, battery: Battery) -> BatteryStyle:
    answers = sample.responses.scored(battery.items)
    points = np.array(sorted(battery.scale.scores.values()))
    signs = directions(sample.responses.questionnaire, battery.items)
    measured = style_indices(answers, points)
    indices: Mapping[StyleIndex, Floats] = {
        "acquiescence": sealed(measured.acquiescence),
        "agreement": sealed(measured.agreement),
        "extremity": sealed(measured.extremity),
        "midpoint": sealed(measured.midpoint),
        "differentiation": sealed(measured.differentiation),
        "balanced_acquiescence": sealed(_balanced(answers, signs, points)),
    }
    flags = _flags(indices, points)
    summaries = tuple(_summary(index, values, flags[index], sample.weights) for index, values in indices.items())
    label, answered = readable(battery.name), sealed(measured.answered)
    return BatteryStyle(battery.name, label, battery.items, answered, indices, balance(signs), summaries)


def _balanced(answers: Floats, signs: Floats, points: Floats) -> Floats:
    """Balanced acquiescence from the middle of the scale, NaN for everyone where the items do not tell it."""
    if not is_balanced(signs):
        return np.full(len(answers), np.nan)
    return np.asarray(balanced_acquiescence(answers, signs) - float(points[0] + points[-1]) / 2)


def _flags(indices: Mapping[StyleIndex, Floats], points: Floats) -> dict[StyleIndex, Flags]:
    """Whose answers tell of little but their style, shape (n,) each; NaN is not flagged."""
    high = HALF_WAY * float(points[-1] - points[0]) / 2
    least: dict[StyleIndex, float] = {"acquiescence": high, "balanced_acquiescence": high}
    flags = {index: np.asarray(values >= least.get(index, ALMOST_ALL)) for index, values in indices.items()}
    return {**flags, "differentiation": np.asarray(indices["differentiation"] < CONSTANT_SD)}


def _summary(index: StyleIndex, values: Floats, flagged: Flags, weights: Floats) -> StyleSummary:
    known = ~np.isnan(values)
    columns = np.column_stack([values, np.where(known, flagged, np.nan)])
    mean, share = means(columns, weights).tolist()
    return StyleSummary(index, int(known.sum()), mean, float(sds(columns[:, :1], weights)[0]), share)
