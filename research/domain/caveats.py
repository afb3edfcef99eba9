"""Caveats and assumptions: codes with figures. How they are said is the wording's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

Figure = str | int | float


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something the reader of a result must know.

    Attributes:
        code: which caveat; the wording has a sentence for each.
        figures: what the sentence tells, by name.
    """

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that was taken for granted because nobody said otherwise; fields as in Caveat."""

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


def notes_tidy(notes: Iterable[Caveat | Assumption]) -> pd.DataFrame:
    """One row a caveat or assumption and figure."""
    return pd.DataFrame(
        [
            {"kind": type(note).__name__.lower(), "code": note.code, "figure": name, "value": str(value)}
            for note in notes
            for name, value in (note.figures or {"": ""}).items()
        ],
        columns=["kind", "code", "figure", "value"],
    )
