"""The tidy frames: every noun's figures as long CSV tables, one file a noun."""

from __future__ import annotations

from collections.abc import Mapping

from research.deliverables._contract import DELIVERABLES
from research.deliverables._plain import csv_bytes
from research.domain.results import Results

_DIGITS = 10


@DELIVERABLES.register("tidy")
class Tidy:
    """`tidy/<noun>.csv`, floats with ten significant digits, UTF-8."""

    def render(self, results: Results) -> Mapping[str, bytes]:
        """One CSV file a tidy frame."""
        return {f"tidy/{name}.csv": csv_bytes(frame, _DIGITS) for name, frame in results.tidies().items()}
