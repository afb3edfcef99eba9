"""ResponseStyle: how every respondent used the answer scales, whatever was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
import pandas as pd

from research.domain.arrays import Counts, Floats, Strings

StyleIndex = Literal["acquiescence", "agreement", "extremity", "midpoint", "differentiation", "balanced_acquiescence"]


@dataclass(frozen=True, slots=True)
class StyleSummary:
    """One index over all respondents, weighted; NaN where nobody has it.

    Attributes:
        flagged: share of those who have it whose answers tell of little else.
    """

    index: StyleIndex
    respondents: int
    mean: float
    sd: float
    flagged: float


@dataclass(frozen=True, slots=True, eq=False)
class BatteryStyle:
    """The style of every respondent in one battery, whose items share a scale.

    Attributes:
        items: that it rests on; answers as given, the favourable end high, before reversing.
        answered: how many of them each respondent answered on the scale, shape (n,).
        indices: by name, each of shape (n,), NaN where it cannot be known:
            `acquiescence` mean answer less the middle of the scale, in points of it;
            `agreement`, `extremity`, `midpoint` share of answers above the middle, at either end, at the middle;
            `differentiation` standard deviation of the answers;
            `balanced_acquiescence` as acquiescence, with equal weight for items that are reversed and that are not:
            what is left when content cancels. NaN for everyone where items of either direction are too few.
        balance: of the directions of the items, from 0 (one direction) to 1 (as many in either).
        summaries: one an index.
    """

    battery: str
    label: str
    items: tuple[str, ...]
    answered: Counts
    indices: Mapping[StyleIndex, Floats]
    balance: float
    summaries: tuple[StyleSummary, ...]

    @property
    def tells_acquiescence(self) -> bool:
        """Whether agreeing can be told from meaning it, for some respondents at least."""
        return not bool(np.isnan(self.indices["balanced_acquiescence"]).all())


@dataclass(frozen=True, slots=True, eq=False)
class ResponseStyle:
    """Style in every battery.

    Attributes:
        ids: of the respondents, shape (n,).
    """

    ids: Strings
    batteries: tuple[BatteryStyle, ...]

    def battery(self, name: str) -> BatteryStyle:
        """The style in the battery `name`; KeyError where it was not measured."""
        return {style.battery: style for style in self.batteries}[name]

    def tidy(self) -> pd.DataFrame:
        """One row a battery and index: mean, standard deviation, share flagged."""
        rows = [
            {"battery": style.battery, "label": style.label, **asdict(summary)}
            for style in self.batteries
            for summary in style.summaries
        ]
        return pd.DataFrame(rows, columns=["battery", "label", "index", "respondents", "mean", "sd", "flagged"])

    def glance(self) -> pd.DataFrame:
        """One row: respondents, batteries, items, and the batteries that tell acquiescence from content."""
        return pd.DataFrame(
            [
                {
                    "respondents": len(self.ids),
                    "batteries": len(self.batteries),
                    "items": sum(len(style.items) for style in self.batteries),
                    "balanced": sum(style.tells_acquiescence for style in self.batteries),
                }
            ]
        )

    def augment(self) -> pd.DataFrame:
        """One row a respondent: items answered and every index, a column a battery, such as `needs_acquiescence`."""
        columns: dict[str, Strings | Counts | Floats] = {"id": self.ids}
        for style in self.batteries:
            columns[f"{style.battery}_answered"] = style.answered
            columns |= {f"{style.battery}_{index}": values for index, values in style.indices.items()}
        return pd.DataFrame(columns)
