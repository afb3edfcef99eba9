"""Who answered: complete interviews, ids, weights, durations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from research.domain.arrays import Flags, Floats, Strings
from research.domain.questionnaire import SystemColumns
from research.domain.survey_file import Column, SurveyFile
from research.errors import Fault


def complete(file: SurveyFile, system: SystemColumns) -> Flags:
    """Rows that are complete interviews, shape (rows,); all of them where no status column is named."""
    if system.status is None or system.status not in file.names:
        return np.ones(file.rows, dtype=bool)
    column = file.column(system.status)
    wanted = {_word(value).casefold() for value in system.complete}
    labels = {_word(code).casefold(): _word(text).casefold() for code, text in column.value_labels.items()}
    words = [_word(value).casefold() for value in column.values]
    return np.array([word in wanted or labels.get(word) in wanted for word in words], dtype=bool)


def ids_of(file: SurveyFile, system: SystemColumns, keep: Flags) -> tuple[Strings, list[Fault]]:
    """Respondent ids of the kept rows, shape (n,): the id column, or the row numbers of the file from 1."""
    if system.id is None or system.id not in file.names:
        return np.array([str(row + 1) for row in np.flatnonzero(keep)], dtype=np.str_), []
    words = [_word(value) for value in np.asarray(file.column(system.id).values)[keep]]
    faults = _id_faults(words, file, system)
    return np.array([_private(word) for word in words], dtype=np.str_), faults


def weights_of(column: Column, keep: Flags, ids: Strings, where: str) -> tuple[Floats, list[Fault]]:
    """Weights of the kept rows, shape (n,), positive."""
    if column.kind != "number":
        said = "holds text" if any(map(_word, column.values)) else "is blank"
        remedy = "give everyone a weight, or take `weight` out of `system`"
        return np.ones(len(ids)), [Fault(f"the weight column `{column.name}` {said}", where, remedy=remedy)]
    weights = column.values.astype(np.float64)[keep]
    bad = ~(np.isfinite(weights) & (weights > 0))
    if not bad.any():
        return weights, []
    fault = Fault(
        f"the weight column `{column.name}` is blank, zero, negative or infinite for {int(bad.sum())} respondents",
        where,
        found="first respondents " + ", ".join(ids[bad][:3]),
        why="everyone analysed must stand for someone",
        remedy="give these respondents a weight, or take them out of the file",
    )
    return weights, [fault]


def durations_of(column: Column, keep: Flags, system: SystemColumns) -> tuple[Floats, list[Fault]]:
    """Interview lengths of the kept rows in seconds, shape (n,), NaN where blank."""
    if column.kind != "number":
        fault = Fault(f"the duration column `{column.name}` holds text", system.where, remedy="give numbers")
        return np.full(int(keep.sum()), np.nan), [fault]
    return column.values.astype(np.float64)[keep] * system.duration_seconds, []


def _id_faults(words: Sequence[str], file: SurveyFile, system: SystemColumns) -> list[Fault]:
    faults = []
    blank = [str(row + 1) for row, word in enumerate(words) if not word]
    if blank:
        faults.append(
            Fault(
                f"{len(blank)} respondents have no id in `{system.id}`",
                f"{file.name}",
                found="rows " + ", ".join(blank[:5]),
                remedy="fill the ids, or name no id column: rows are then numbered",
            )
        )
    twice = [word for word, times in Counter(word for word in words if word).items() if times > 1]
    if twice:
        faults.append(
            Fault(
                f"{len(twice)} ids in `{system.id}` stand more than once",
                f"{file.name}",
                found="for example " + ", ".join(twice[:5]),
                why="one person would be counted as several",
                remedy="take the duplicates out, or name another id column",
            )
        )
    return faults


def _private(word: str) -> str:
    """An e-mail address is no id to publish: a hash stands in for it."""
    return "h" + sha256(word.casefold().encode()).hexdigest()[:12] if "@" in word else word


def _word(value: object) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, (int, float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()
