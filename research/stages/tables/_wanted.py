"""What a plan adds to the rows of a table: nets of answers, and figures of its own choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from research.domain.arrays import Flags
from research.domain.condition_checks import condition_faults
from research.domain.questionnaire import Questionnaire, Variable
from research.domain.responses import NO_ANSWER, Responses
from research.domain.routing import Answers
from research.domain.tables import Row
from research.errors import Fault
from research.stages.tables._answers import Part, codes_of, condition_of, multiple, split
from research.stages.tables._plan import Answer, Statistic, TablePlan
from research.stages.tables._source import OUT, Coded, Measured, chosen
from research.stages.tables._stub import FigureRow, ShareRow, Stub, given, named_by
from research.wording import tables_en as words

_PROMOTERS, _PASSIVES = 2, 2
"""Answers at the favourable end of a scale of ten or eleven points: 9 and 10, 7 and 8 (Reichheld 2003)."""
_NO_ANSWER = "no_answer"
_UNCODED = ("numeric", "text", "rank")
_NPS_POINTS = (10, 11)


def wanted(stub: Stub, plan: TablePlan, responses: Responses) -> Stub:
    """`stub` with the nets and figures that the plan asks for; tables of several variables stay as they are."""
    if stub.kind not in ("single", "multiple", "numeric"):
        return stub
    nets = [net for name in named_by(stub, plan.nets) for net in _nets(stub, plan.nets[name], responses)]
    asked = named_by(stub, plan.statistics)
    figures = [row for row in stub.rows if isinstance(row, FigureRow)]
    if asked:
        figures = list(_figures(stub, plan.statistics[asked[0]], responses))
    shares = [row for row in stub.rows if isinstance(row, ShareRow)]
    counted = list(_with_missing([*shares, *nets])) if stub.known_as & set(plan.show_missing) else [*shares, *nets]
    return replace(stub, rows=(*counted, *figures))


def wanted_faults(plan: TablePlan, questionnaire: Questionnaire) -> Iterator[Fault]:
    """Nets of answers that a question does not have, and figures that it cannot have."""
    for name, nets in plan.nets.items():
        for label, answers in nets.items():
            yield from _net_faults(name, label, answers, questionnaire)
    for name in plan.show_missing:
        if multiple(name, questionnaire) is not None or any(
            v.kind in _UNCODED for v in _variables(name, questionnaire)
        ):
            yield Fault(
                f"`show_missing` names `{name}`, which has no single answer with a code",
                remedy="name questions of one answer, or batteries",
            )
    for name, statistics in plan.statistics.items():
        for variable in _variables(name, questionnaire):
            yield from _statistic_faults(name, statistics, variable)


def _with_missing(rows: Sequence[ShareRow]) -> Iterator[ShareRow]:
    """The rows with those in their base who were asked and gave no answer, and a row of these at the end."""
    for row in rows:
        source = replace(row.source, key=f"{row.source.key}/all", answers=(*row.source.answers, NO_ANSWER))
        yield replace(row, source=source)
    if rows:
        last = Row(_NO_ANSWER, words.NO_ANSWER, "off_scale", rows[0].row.variable, (NO_ANSWER,))
        yield ShareRow(last, source, (NO_ANSWER,))


def _nets(stub: Stub, nets: Mapping[str, tuple[Answer, ...]], responses: Responses) -> Iterator[ShareRow]:
    first = next((row for row in stub.rows if isinstance(row, ShareRow)), None)
    if first is None:
        return
    questionnaire = responses.questionnaire
    for label, answers in nets.items():
        key, part = f"net:{label}", split(answers)
        if stub.kind == "single":
            codes = codes_of(first.row.variable, part, questionnaire)
            yield ShareRow(Row(key, label, "net", first.row.variable, codes), first.source, codes)
        else:
            asked = first.source.codes != OUT
            source = chosen(f"{stub.name}/{key}", _any(stub.name, part, responses), asked)
            yield ShareRow(Row(key, label, "net", stub.name, (1,)), source, (1,))


def _any(name: str, part: Part, responses: Responses) -> Flags:
    return Answers.of(responses).holds(condition_of(name, part, responses.questionnaire))


def _figures(stub: Stub, statistics: tuple[Statistic, ...], responses: Responses) -> Iterator[FigureRow]:
    variables = responses.questionnaire.variables
    variable = variables.get(stub.rows[0].row.variable) if stub.rows else None
    if variable is None or (variable.scale is None and variable.kind != "numeric"):
        return
    for statistic in statistics:
        if variable.scale is None:
            yield _figure(statistic, variable, Measured(variable.name, responses.given([variable.name])[:, 0]), None)
        elif statistic == "nps":
            yield FigureRow(
                Row("nps", words.NPS, "nps", variable.name), given(variable, responses), _promotion(variable)
            )
        else:
            yield _figure(statistic, variable, given(variable, responses), variable.scale.scores)


def _figure(
    statistic: Statistic, variable: Variable, source: Coded | Measured, scores: Mapping[int, float] | None
) -> FigureRow:
    if statistic == "mean":
        return FigureRow(Row("mean", words.MEAN, "mean", variable.name), source, scores)
    if statistic == "sd":
        return FigureRow(Row("sd", words.SD, "sd", variable.name), source, scores)
    per_cent = 50 if statistic == "median" else int(statistic[1:])
    row = Row(statistic, words.quantile(per_cent), "quantile", variable.name)
    return FigureRow(row, source, scores, per_cent / 100.0)


def _promotion(variable: Variable) -> dict[int, float]:
    """100 for promoters, 0 for passives, −100 for detractors."""
    assert variable.scale is not None
    best = sorted(variable.scale.codes, key=lambda code: -variable.scale.scores[code])  # type: ignore[union-attr]
    score = [100.0] * _PROMOTERS + [0.0] * _PASSIVES
    return {code: score[place] if place < len(score) else -100.0 for place, code in enumerate(best)}


def _net_faults(name: str, label: str, answers: tuple[Answer, ...], questionnaire: Questionnaire) -> Iterator[Fault]:
    subject = f"the net `{label}` of `{name}`"
    if not answers:
        yield Fault(f"{subject} holds no answers", remedy="list the answers that are counted together")
    elif multiple(name, questionnaire) is not None:
        yield from _answer_faults(subject, name, split(answers), questionnaire)
    else:
        for variable in _variables(name, questionnaire):
            if not variable.categories:
                yield Fault(f"{subject}: `{variable.name}` has no answers to count together")
                return
            found = list(_answer_faults(subject, variable.name, split(answers), questionnaire))
            yield from found
            if found:
                return


def _answer_faults(
    subject: str, name: str, answers: tuple[Answer, ...], questionnaire: Questionnaire
) -> Iterator[Fault]:
    yield from condition_faults(subject, "", condition_of(name, answers, questionnaire), questionnaire)


def _statistic_faults(name: str, statistics: tuple[Statistic, ...], variable: Variable) -> Iterator[Fault]:
    if variable.kind not in ("ordinal", "numeric"):
        yield Fault(
            f"`statistics` asks for figures of `{name}`, whose answers have no order",
            remedy="take it out, or give the question a scale in the questionnaire",
        )
    elif "nps" in statistics and (variable.scale is None or variable.scale.points not in _NPS_POINTS):
        yield Fault(
            f"`statistics` asks for the net promoter score of `{name}`, which has no scale of ten or eleven points",
            remedy="take `nps` out, or name a net of its top answers under `nets`",
        )


def _variables(name: str, questionnaire: Questionnaire) -> list[Variable]:
    """The variables that a name of the plan stands for."""
    batteries = {battery.name: battery.items for battery in questionnaire.batteries}
    questions = {question.name: question.variables for question in questionnaire.questions}
    measures = questionnaire.concept_test.measures if questionnaire.concept_test else ()
    asked = {key: tuple(m.variables.values()) for m in measures for key in (m.name, f"concepts.{m.name}")}
    members = batteries.get(name) or questions.get(name) or asked.get(name) or (name,)
    return [questionnaire.variables[member] for member in members if member in questionnaire.variables]
