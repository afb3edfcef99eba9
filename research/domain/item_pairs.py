"""ItemPairs: the items of a battery held against each other, as judged by the same respondents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from research.domain.arrays import Floats


@dataclass(frozen=True, slots=True, eq=False)
class ItemBlock:
    """The items of one battery or measure in every column, arrays of shape (columns, items, items).

    Attributes:
        statistic: `top_box` compares shares from 0 to 1, `mean` means on the scale.
        items: names of the variables; labels: their texts.
        columns: keys of the columns, `total` and `segment:1` and so on.
        values: shares or means, shape (columns, items).
        differences: the first item's less the second's; errors: linearised, with the covariance of the two.
        p: two-sided, NaN where the two cannot differ.
    """

    name: str
    statistic: Literal["top_box", "mean"]
    items: tuple[str, ...]
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    values: Floats
    differences: Floats
    errors: Floats
    p: Floats


@dataclass(frozen=True, slots=True, eq=False)
class ItemPairs:
    """All batteries and measures whose items the same respondents judged."""

    blocks: tuple[ItemBlock, ...]

    def tidy(self) -> pd.DataFrame:
        """One row a pair of items in a column."""
        return pd.DataFrame(
            [
                {
                    "battery": block.name,
                    "statistic": block.statistic,
                    "column": column,
                    "item": block.items[i],
                    "item_label": block.labels[i],
                    "other": block.items[j],
                    "other_label": block.labels[j],
                    "value": block.values[at, i],
                    "other_value": block.values[at, j],
                    "difference": block.differences[at, i, j],
                    "difference_se": block.errors[at, i, j],
                    "p": block.p[at, i, j],
                }
                for block in self.blocks
                for at, column in enumerate(block.columns)
                for i in range(len(block.items))
                for j in range(i + 1, len(block.items))
            ]
        )

    def glance(self) -> pd.DataFrame:
        """One row a block: items, columns, pairs that differ at 95 %."""
        return pd.DataFrame(
            [
                {
                    "battery": block.name,
                    "statistic": block.statistic,
                    "items": len(block.items),
                    "columns": len(block.columns),
                    "apart": int((block.p <= 0.05).sum()) // 2,
                }
                for block in self.blocks
            ]
        )
