"""Answers relative to the respondent's own mean: what he prefers, however high he answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from research.domain.arrays import Flags, Floats, sealed
from research.domain.item_answers import ItemAnswers, item_answers
from research.domain.responses import Responses


def keyed_answers(responses: Responses, items: Sequence[str], centred: Sequence[str] = ()) -> Floats:
    """Keyed answers, within-person centred where `centred` says so; shape (n, p), NaN where there is no answer."""
    return sealed(centred_answers(item_answers(responses, items), centred))


def centred_answers(answers: ItemAnswers, centred: Sequence[str]) -> Floats:
    """Keyed answers, shape (n, p), as differences from the respondent's own mean.

    The mean is of the answers before reversing to the items of a group; reversed items then change the sign of the
    difference. Its unit is points of the scale.

    Args:
        centred: group of each item that shares a scale, "" for an item that stays as it is; empty centres nothing.
    """
    inside = grouped(centred)
    if not inside.any():
        return answers.keyed
    relative = without_person_means(answers.as_given, centred) * answers.directions
    return np.where(inside, relative, answers.keyed)


def without_person_means(answers: Floats, groups: Sequence[str]) -> Floats:
    """`answers`, shape (n, p), less every row's mean over the answers of the same group; "" is no group."""
    relative = np.array(answers, dtype=np.float64)
    for columns in members(groups):
        own = relative[:, columns]
        answered = ~np.isnan(own)
        means = np.where(answered, own, 0.0).sum(axis=1) / np.maximum(answered.sum(axis=1), 1)
        relative[:, columns] = own - means[:, None]
    return relative


def grouped(groups: Sequence[str]) -> Flags:
    """Which items are centred, shape (p,)."""
    return np.array([bool(group) for group in groups], dtype=bool)


def members(groups: Sequence[str]) -> tuple[Flags, ...]:
    """Per group, which items are in it, shape (p,)."""
    names = np.array(groups, dtype=np.str_)
    return tuple(np.asarray(names == group) for group in dict.fromkeys(groups) if group)
