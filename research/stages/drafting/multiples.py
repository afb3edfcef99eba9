"""Multiple-response questions: declared sets, runs of dichotomies, columns of mentions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from research.domain.survey_file import Code, MultipleSet
from research.stages.drafting.batteries import item_texts
from research.stages.drafting.dichotomies import affirmative, counted_value, is_label_or_blank, is_one_or_two
from research.stages.drafting.evidence import Evidence
from research.stages.drafting.neighbours import has_stem, runs

FEWEST_STEMMED = 2
FEWEST_LOOSE = 4
_LONGEST_LOOSE_WORDS = 5
_MOST_QUESTIONS = 1 / 3
_MOST_REPEATS = 0.05
"""Share of respondents who may mention one answer twice: more of them answer each column for itself."""


@dataclass(frozen=True, slots=True, eq=False)
class MultipleGuess:
    """A question with several answers.

    Attributes:
        counted: the value that means "chosen" in dichotomies; None for columns of mentions.
        codes: label per answer, of columns of mentions.
        counted_is_clear: whether the file tells which value means "chosen".
    """

    columns: tuple[Evidence, ...]
    reason: str
    counted: Code | None = None
    codes: Mapping[int, str] = field(default_factory=dict)
    counted_is_clear: bool = True
    declared: MultipleSet | None = None


def find_multiples(columns: Sequence[Evidence], sets: Sequence[MultipleSet]) -> list[MultipleGuess]:
    """Every multiple-response question among `columns`, in the order of the file."""
    found = []
    by_name = {column.name: column for column in columns}
    for one in sets:
        question = _declared(one, by_name)
        if question is not None:
            found.append(question)
            by_name = {name: column for name, column in by_name.items() if column not in question.columns}
    members = {name for one in sets for name in one.members}
    free = [column for column in columns if column.name not in members]
    for search in (_dichotomies, _ones_and_twos, _labels_or_blanks, _mentions):
        questions = search(free)
        taken = {column.name for question in questions for column in question.columns}
        free = [column for column in free if column.name not in taken]
        found += questions
    return sorted(found, key=lambda question: question.columns[0].position)


# --- sets that the file declares ---


def _declared(one: MultipleSet, by_name: Mapping[str, Evidence]) -> MultipleGuess | None:
    members = tuple(by_name[name] for name in one.members if name in by_name)
    if len(members) < FEWEST_STEMMED:
        return None
    if one.kind == "dichotomies":
        counted = one.counted if one.counted is not None else affirmative([c for c in members if c.counts])
        if counted is None:
            return None
        return MultipleGuess(members, "a set of the file, a column an answer", counted, declared=one)
    counted = affirmative(members)
    if counted is not None:
        return MultipleGuess(members, "a set of the file whose answers are chosen or not", counted, declared=one)
    if _are_mentions(members):
        return MultipleGuess(members, "a set of the file, a column a mention", codes=members[0].coded, declared=one)
    return None


# --- runs of neighbours ---


def _dichotomies(columns: Sequence[Evidence]) -> list[MultipleGuess]:
    found = _grouped(columns, lambda column: _is_dichotomy(column), _same_counted)
    return [
        MultipleGuess(tuple(run), _reason(run, "chosen or not"), counted)
        for run in found
        if (counted := affirmative([column for column in run if counted_value(column) is not None])) is not None
        and _is_one_question(run, FEWEST_STEMMED)
    ]


def _ones_and_twos(columns: Sequence[Evidence]) -> list[MultipleGuess]:
    runs_of_two = _grouped(columns, is_one_or_two, lambda run, column: True)
    return [
        MultipleGuess(tuple(run), _reason(run, "1 or 2, where 1 may mean chosen"), 1.0, counted_is_clear=False)
        for run in runs_of_two
        if _is_one_question(run, FEWEST_STEMMED + 1)
    ]


def _labels_or_blanks(columns: Sequence[Evidence]) -> list[MultipleGuess]:
    found = []
    for run in _grouped(columns, is_label_or_blank, lambda run, column: True):
        labels = list(dict.fromkeys(column.labels.get(text, str(text)) for column in run for text in column.counts))
        if len(labels) == len(run) and len(run) >= FEWEST_STEMMED and has_stem(run):
            codes = dict(enumerate(labels, start=1))
            found.append(MultipleGuess(tuple(run), "each column holds its answer or nothing", codes=codes))
    return found


def _mentions(columns: Sequence[Evidence]) -> list[MultipleGuess]:
    """Numbered columns with the same labels, ever fewer answers and no answer twice: first, second … mention."""
    found = _grouped(columns, lambda column: len(column.coded) > 2, lambda run, column: run[0].coded == column.coded)
    return [
        MultipleGuess(tuple(run), "first, second and further mentions of the same answers", codes=run[0].coded)
        for run in found
        if len(run) >= FEWEST_STEMMED and has_stem(run) and _dwindle(run) and _are_mentions(run)
    ]


def _grouped(
    columns: Sequence[Evidence],
    belongs: Callable[[Evidence], bool],
    accepts: Callable[[list[Evidence], Evidence], bool],
) -> list[list[Evidence]]:
    return runs([column for column in columns if belongs(column)], accepts)


def _is_dichotomy(column: Evidence) -> bool:
    """Chosen or not; a column of noughts may be an answer that nobody chose."""
    return counted_value(column) is not None or (column.is_number and not column.labels and column.codes == (0,))


def _same_counted(run: Sequence[Evidence], column: Evidence) -> bool:
    values = {counted_value(one) for one in (*run, column)} - {None}
    return len(values) <= 1 and all(one.coded == column.coded for one in run)


def _is_one_question(run: Sequence[Evidence], fewest: int) -> bool:
    """Whether a run is one question with answers, and not a row of questions to answer with yes or no."""
    _, texts = item_texts(run)
    questions = sum(text.rstrip().endswith("?") for text in texts)
    if questions > _MOST_QUESTIONS * len(run):
        return False
    if has_stem(run):
        return len(run) >= fewest
    return len(run) >= max(fewest, FEWEST_LOOSE) and all(len(text.split()) <= _LONGEST_LOOSE_WORDS for text in texts)


def _are_mentions(columns: Sequence[Evidence]) -> bool:
    """Whether columns share labels and hardly anyone gives one answer twice."""
    if not columns[0].coded or any(column.coded != columns[0].coded or not column.is_coded for column in columns):
        return False
    answers = np.column_stack([column.column.values for column in columns])
    several = (~np.isnan(answers)).sum(axis=1) > 1
    if not several.any():
        return True
    repeats = [len(set(row[~np.isnan(row)])) < (~np.isnan(row)).sum() for row in answers[several]]
    return float(np.mean(repeats)) <= _MOST_REPEATS


def _dwindle(columns: Sequence[Evidence]) -> bool:
    answered = [column.answered for column in columns]
    return answered == sorted(answered, reverse=True) and answered[-1] < answered[0]


def _reason(run: Sequence[Evidence], what: str) -> str:
    return f"{'neighbours of one stem' if has_stem(run) else 'short neighbours'}, each {what}"
