"""The stubs of questions outside the batteries, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from research.domain.arrays import Flags
from research.domain.questionnaire import Question, QuestionKind, Variable
from research.domain.responses import NOT_ASKED, Responses
from research.domain.routing import Answers
from research.domain.tables import Row, RowKind, TableKind
from research.stages.tables._stub import (
    DECIMALS_OF_SCORES,
    FigureRow,
    ShareRow,
    Stub,
    StubRow,
    base_text,
    single_rows,
)
from research.wording import tables_en as words

_PLACES = 3
"""A ranking shows who is ranked first, and who is among the first three where there are more options."""


def question_stubs(question: Question, responses: Responses) -> Iterator[Stub]:
    """The stubs of one question."""
    yield from _KINDS[question.kind](question, responses)


def _single(question: Question, responses: Responses) -> Iterator[Stub]:
    variable = responses.questionnaire.variables[question.variables[0]]
    rows = single_rows(variable, responses)
    yield _stub(question, variable.name, variable.label, "single", rows, decimals=DECIMALS_OF_SCORES)


def _multiple(question: Question, responses: Responses) -> Iterator[Stub]:
    asked = _answered(question, responses)
    chosen = {name: responses.codes[name] == 1 for name in question.variables}
    rows: list[StubRow] = [
        ShareRow(Row(name, responses.questionnaire.variables[name].label, "category", name, (1,)), hits, asked)
        for name, hits in chosen.items()
    ]
    if question.none is None:
        any_of_these = np.logical_or.reduce(list(chosen.values()))
        rows.append(ShareRow(Row("net:any", words.ANY, "net", question.name, (1,)), any_of_these, asked))
    yield _stub(question, question.name, question.wording, "multiple", tuple(rows))


def _numeric(question: Question, responses: Responses) -> Iterator[Stub]:
    variable = responses.questionnaire.variables[question.variables[0]]
    values = responses.given([variable.name])[:, 0]
    labels: tuple[tuple[RowKind, str], ...] = (("mean", words.MEAN), ("sd", words.SD), ("median", words.MEDIAN))
    rows = tuple(FigureRow(Row(kind, label, kind, variable.name), values) for kind, label in labels)
    decimals = variable.decimals if variable.decimals else 1
    yield _stub(question, variable.name, variable.label, "numeric", rows, variable.unit, decimals)


def _ranking(question: Question, responses: Responses) -> Iterator[Stub]:
    asked = _answered(question, responses)
    options = [responses.questionnaire.variables[name] for name in question.variables]
    for places in (1, _PLACES) if len(options) > _PLACES else (1,):
        codes = tuple(range(1, places + 1))
        rows = tuple(
            ShareRow(_option_row(option, "net", codes), np.isin(responses.codes[option.name], codes), asked)
            for option in options
        )
        name = f"{question.name}:{'first' if places == 1 else f'top{places}'}"
        yield _stub(question, name, words.ranked_title(question.wording, places), "ranking", rows)
    ranks = responses.given(question.variables)
    means = tuple(FigureRow(_option_row(option, "mean"), ranks[:, j]) for j, option in enumerate(options))
    title = words.mean_rank_title(question.wording)
    yield _stub(question, f"{question.name}:mean", title, "ranking", means, decimals=DECIMALS_OF_SCORES)


def _open_end(question: Question, responses: Responses) -> Iterator[Stub]:
    variable = responses.questionnaire.variables[question.variables[0]]
    said = responses.asked(variable.name)
    everyone = np.ones(responses.n, dtype=bool)
    asked = everyone if question.asked_if is None else Answers.of(responses).holds(question.asked_if)
    row = ShareRow(Row("said", words.SAID_SOMETHING, "category", variable.name), said, asked | said)
    yield _stub(question, variable.name, variable.label, "single", (row,))


_KINDS: Mapping[QuestionKind, Callable[[Question, Responses], Iterator[Stub]]] = {
    "single": _single,
    "multiple": _multiple,
    "numeric": _numeric,
    "ranking": _ranking,
    "open_end": _open_end,
}


def _stub(
    question: Question,
    name: str,
    title: str,
    kind: TableKind,
    rows: tuple[StubRow, ...],
    unit: str = "",
    decimals: int = 0,
) -> Stub:
    return Stub(
        name,
        title,
        question.wording,
        base_text(question.base, question.asked_if),
        question.role,
        kind,
        rows,
        frozenset({question.name, *question.variables}),
        unit,
        decimals,
    )


def _answered(question: Question, responses: Responses) -> Flags:
    """Who answered any part of the question, shape (n,)."""
    answers = np.column_stack([responses.codes[name] for name in question.variables])
    return np.asarray((answers > NOT_ASKED).any(axis=1), dtype=bool)


def _option_row(option: Variable, kind: RowKind, codes: tuple[int, ...] = ()) -> Row:
    return Row(option.name, option.label, kind, option.name, codes)
