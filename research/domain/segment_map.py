"""SegmentMap: where segments lie on the two directions that separate them best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from research.domain.arrays import Codes, Floats

APART = 0.05
"""Share of a segment that lies nearer to another one from which this is worth a word."""


@dataclass(frozen=True, slots=True)
class MapAxis:
    """One direction.

    Attributes:
        low, high: what people at either end have more of, the clearest first; empty where no single answer says it.
        separation: share of all separation between segments that it shows.
    """

    low: tuple[str, ...]
    high: tuple[str, ...]
    separation: float


@dataclass(frozen=True, slots=True, eq=False)
class SegmentMap:
    """Segments on a plane whose unit is a standard deviation within segments.

    Attributes:
        centres: shape (k, 2); spreads: covariance of each segment, shape (k, 2, 2).
        radii: standard deviations from its centre that half of each segment lies within, shape (k,).
        nearest: of each segment (row) the share whose place on the map is likeliest in each segment, shape (k, k).
        mixed: the same by all directions that separate segments, of which the map shows two.
        points: places of some respondents, shape (m, 2); `members` their segments from 1, shape (m,).
    """

    axes: tuple[MapAxis, MapAxis]
    names: tuple[str, ...]
    centres: Floats
    spreads: Floats
    radii: Floats
    nearest: Floats
    mixed: Floats
    points: Floats
    members: Codes

    @property
    def run_together(self) -> tuple[int, int, float] | None:
        """The segment of which most lie nearer to another one by all that separates them, that one, and the share.

        Positions from 0; None where it is hardly anybody.
        """
        return _most_away(self.mixed)

    @property
    def covered(self) -> tuple[int, int, float] | None:
        """The same by what the map shows."""
        return _most_away(self.nearest)

    @property
    def furthest(self) -> tuple[int, int]:
        """Positions of the two segments whose centres lie furthest apart."""
        distances = ((self.centres[:, None] - self.centres) ** 2).sum(axis=2)
        one, other = np.unravel_index(int(distances.argmax()), distances.shape)
        return int(one), int(other)

    @property
    def shown(self) -> float:
        """Share of all separation that the map shows."""
        return sum(axis.separation for axis in self.axes)

    def tidy(self) -> pd.DataFrame:
        """One row a segment: its place, its spread, and where its members lie."""
        return pd.DataFrame(
            {
                "segment": range(1, len(self.names) + 1),
                "name": self.names,
                "x": self.centres[:, 0],
                "y": self.centres[:, 1],
                "sd_x": self.spreads[:, 0, 0] ** 0.5,
                "sd_y": self.spreads[:, 1, 1] ** 0.5,
                "covariance": self.spreads[:, 0, 1],
                "half_radius": self.radii,
                **{f"nearest_{j + 1}": self.nearest[:, j] for j in range(len(self.names))},
                **{f"mixed_{j + 1}": self.mixed[:, j] for j in range(len(self.names))},
            }
        )

    def glance(self) -> pd.DataFrame:
        """One row: segments, respondents drawn, and the share of all separation that each axis and the map show."""
        x, y = (axis.separation for axis in self.axes)
        return pd.DataFrame(
            [
                {
                    "segments": len(self.names),
                    "points": len(self.points),
                    "separation_x": x,
                    "separation_y": y,
                    "shown": self.shown,
                }
            ]
        )

    def axes_tidy(self) -> pd.DataFrame:
        """One row an axis: its ends in words, and the share of the separation that it shows."""
        return pd.DataFrame(
            [
                {
                    "axis": name,
                    "low": "; ".join(axis.low),
                    "high": "; ".join(axis.high),
                    "separation": axis.separation,
                }
                for name, axis in zip("xy", self.axes, strict=True)
            ]
        )


def _most_away(nearest: Floats) -> tuple[int, int, float] | None:
    away = np.array(nearest)
    np.fill_diagonal(away, 0.0)
    one, other = np.unravel_index(int(away.argmax()), away.shape)
    share = float(away[one, other])
    return (int(one), int(other), share) if share >= APART else None
