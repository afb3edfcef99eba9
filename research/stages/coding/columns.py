"""One raw column becomes codes or numbers; what cannot be understood is kept as evidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from research.domain.arrays import Codes, Floats, Strings, Texts
from research.domain.questionnaire import Variable
from research.domain.responses import NO_ANSWER
from research.domain.survey_file import Column


@dataclass(frozen=True, slots=True)
class Strange:
    """Answers of one column that the questionnaire does not define.

    Attributes:
        value: as it stands in the file.
        ids: of the respondents who gave it.
    """

    variable: str
    column: str
    value: str
    ids: tuple[str, ...]


def coded(column: Column, variable: Variable, ids: Strings) -> tuple[Codes, list[Strange]]:
    """Codes of a categorical variable, shape (n,), NO_ANSWER for blanks and missing codes; and what is undefined."""
    values = column.values if column.kind == "number" else _by_label(column, variable)
    codes = np.full(len(ids), NO_ANSWER, dtype=np.int16)
    strange: list[Strange] = []
    answered = ~np.isnan(values)
    for value in np.unique(values[answered]):
        here = values == value
        if value in variable.categories:
            codes[here] = int(value)
        elif not (value in variable.missing or column.is_missing_code(float(value))):
            strange.append(_strange(variable, column, f"{value:g}", ids[here]))
    strange += _unread_texts(column, values, variable, ids)
    return codes, strange


def numbers(column: Column, variable: Variable, ids: Strings) -> tuple[Floats, list[Strange]]:
    """Numbers of a numeric variable, shape (n,), NaN for blanks and missing codes; and what is no number."""
    values = column.values.astype(np.float64) if column.kind == "number" else _parsed(column.values)
    strange = _unread_texts(column, values, variable, ids)
    values = values.copy()
    for value in np.unique(values[~np.isnan(values)]):
        if value in variable.missing or column.is_missing_code(float(value)):
            values[values == value] = np.nan
    return values, strange


def texts(column: Column) -> Texts:
    """Open answers, shape (n,), None for blanks."""
    if column.kind != "number":
        return np.array(
            [text.strip() or None if isinstance(text, str) else None for text in column.values], dtype=object
        )
    return np.array([None if np.isnan(value) else f"{value:g}" for value in column.values], dtype=object)


def _by_label(column: Column, variable: Variable) -> Floats:
    """Codes of text answers: the text as a label, the label that the file gives to the text, or the code itself."""
    labels = {text.strip().casefold(): code for code, text in {**variable.missing, **variable.categories}.items()}
    known = {text: _label_code(text, column, labels) for text in set(column.values) - {None}}
    return np.array([np.nan if text is None else known[text] for text in column.values])


def _label_code(text: str, column: Column, labels: dict[str, int]) -> float:
    for word in (text, column.value_labels.get(text, text)):
        found = labels.get(word.strip().casefold())
        if found is not None:
            return float(found)
    return _number(text)


def _parsed(values: Texts) -> Floats:
    return np.array([np.nan if text is None else _number(text) for text in values])


def _number(text: str) -> float:
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return np.nan
    return number if np.isfinite(number) else np.nan


def _unread_texts(column: Column, values: Floats, variable: Variable, ids: Strings) -> list[Strange]:
    if column.kind == "number":
        return []
    unread = np.array([text is not None for text in column.values], dtype=bool) & np.isnan(values)
    found = dict.fromkeys(text for text, is_unread in zip(column.values, unread, strict=True) if is_unread)
    return [_strange(variable, column, text, ids[column.values == text]) for text in found]


def _strange(variable: Variable, column: Column, value: str, ids: Strings) -> Strange:
    return Strange(variable.name, column.name, value, tuple(map(str, ids)))
