"""The stubs of questions outside the batteries, by kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from research.domain.arrays import Flags
from research.domain.questionnaire import Question, QuestionKind, Variable
from research.domain.responses import NOT_ASKED, Responses
from research.domain.routing import Answers
from research.domain.tables import Row, RowKind, TableKind
from research.stages.tables._source import OUT, Coded, chosen
from research.stages.tables._stub import (
    DECIMALS_OF_SCORES,
    FigureRow,
    ShareRow,
    Stub,
    StubRow,
    base_text,
    numeric_rows,
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
    picked = {name: responses.codes[name] == 1 for name in question.variables}
    rows: list[StubRow] = [
        ShareRow(
            Row(name, responses.questionnaire.variables[name].label, "category", name, (1,)),
            chosen(f"{question.name}/{name}", hits, asked),
            (1,),
        )
        for name, hits in picked.items()
    ]
    if question.none is None:
        any_of_these = chosen(f"{question.name}/any", np.logical_or.reduce(list(picked.values())), asked)
        rows.append(ShareRow(Row("net:any", words.ANY, "net", question.name, (1,)), any_of_these, (1,)))
    yield _stub(question, question.name, question.wording, "multiple", tuple(rows))


def _numeric(question: Question, responses: Responses) -> Iterator[Stub]:
    variable = responses.questionnaire.variables[question.variables[0]]
    rows = numeric_rows(variable, responses)
    decimals = variable.decimals if variable.decimals else 1
    yield _stub(question, variable.name, variable.label, "numeric", rows, variable.unit, decimals)


def _ranking(question: Question, responses: Responses) -> Iterator[Stub]:
    asked = _answered(question, responses)
    options = [responses.questionnaire.variables[name] for name in question.variables]
    ranks = [_ranks(question, option, asked, responses) for option in options]
    for places in (1, _PLACES) if len(options) > _PLACES else (1,):
        codes = tuple(range(1, places + 1))
        rows = tuple(
            ShareRow(_option_row(option, "net", codes), source, codes)
            for option, source in zip(options, ranks, strict=True)
        )
        name = f"{question.name}:{'first' if places == 1 else f'top{places}'}"
        yield _stub(question, name, words.ranked_title(question.wording, places), "ranking", rows)
    means = tuple(
        FigureRow(_option_row(option, "mean"), source, {rank: float(rank) for rank in source.answers if rank})
        for option, source in zip(options, ranks, strict=True)
    )
    title = words.mean_rank_title(question.wording)
    yield _stub(question, f"{question.name}:mean", title, "ranking", means, decimals=DECIMALS_OF_SCORES)


def _ranks(question: Question, option: Variable, asked: Flags, responses: Responses) -> Coded:
    """The place of an option, 0 where it was left out of the ranking."""
    ranks = responses.codes[option.name]
    codes = np.where(asked, np.maximum(ranks, 0), OUT).astype(np.int16)
    return Coded(f"{question.name}/{option.name}", codes, tuple(range(int(ranks.max(initial=0)) + 1)))


def _open_end(question: Question, responses: Responses) -> Iterator[Stub]:
    variable = responses.questionnaire.variables[question.variables[0]]
    said = responses.asked(variable.name)
    everyone = np.ones(responses.n, dtype=bool)
    asked = everyone if question.asked_if is None else Answers.of(responses).holds(question.asked_if)
    source = chosen(f"{question.name}/said", said, asked | said)
    row = ShareRow(Row("said", words.SAID_SOMETHING, "category", variable.name), source, (1,))
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
