"""Small data files for tests, column by column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from research.domain.survey_file import Code, Column, MultipleSet, SurveyFile
from research.stages.drafting.evidence import Evidence, gather


def number(
    name: str,
    values: Sequence[float | None],
    labels: Mapping[float, str] | None = None,
    *,
    label: str = "",
    missing: tuple[tuple[Code, Code], ...] = (),
) -> Column:
    """A column of numbers; None is a blank."""
    array = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    return Column(name, "number", array, label, {float(code): text for code, text in (labels or {}).items()}, missing)


def text(
    name: str, values: Sequence[str | None], *, label: str = "", kind: Literal["text", "date"] = "text", **more: Any
) -> Column:
    """A column of text or dates."""
    array = np.empty(len(values), dtype=object)
    array[:] = list(values)
    return Column(name, kind, array, label, **more)


def file_of(*columns: Column, sets: Sequence[MultipleSet] = (), name: str = "survey.sav") -> SurveyFile:
    """A data file of columns of one length."""
    return SurveyFile(name, columns, len(columns[0].values), tuple(sets))


def evidence(*columns: Column) -> tuple[Evidence, ...]:
    """Evidence of columns that are a file by themselves."""
    return gather(file_of(*columns))


def cycle(values: Sequence[Any], n: int = 30) -> list[Any]:
    """`values` over and over, `n` of them."""
    return [values[i % len(values)] for i in range(n)]


AGREE = {1: "Strongly disagree", 2: "Disagree", 3: "Neither agree nor disagree", 4: "Agree", 5: "Strongly agree"}
