"""Every stub of a questionnaire, in its order: batteries, questions and derived variables, then concepts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from research.domain.questionnaire import Battery, ConceptTest, Measure, Questionnaire, Variable
from research.domain.responses import Responses
from research.domain.scales import Scale
from research.domain.tables import Row
from research.stages.tables._plan import Summary
from research.stages.tables._question_stubs import question_stubs
from research.stages.tables._source import Coded
from research.stages.tables._stub import (
    DECIMALS_OF_SCORES,
    FigureRow,
    ShareRow,
    Stub,
    StubRow,
    base_text,
    box_row,
    given,
    numeric_rows,
    single_rows,
)
from research.wording import tables_en as words

CONCEPTS = "concepts"


def stubs(responses: Responses, summaries: Mapping[str, Sequence[Summary]]) -> Iterator[Stub]:
    """All stubs, each made when it is asked for.

    Args:
        summaries: boxes in which a battery or measure is shown item by item, beside its top box and its mean.
    """
    questionnaire = responses.questionnaire
    place = {name: position for position, name in enumerate(questionnaire.variables)}
    blocks = [
        *((battery.items, _battery(battery, summaries, responses)) for battery in questionnaire.batteries),
        *((question.variables, question_stubs(question, responses)) for question in questionnaire.questions),
        *(((variable,), _derived(variable, base, responses)) for variable, base in _derivations(questionnaire)),
    ]
    for _, made in sorted(blocks, key=lambda block: min((place[name] for name in block[0]), default=0)):
        yield from made
    if questionnaire.concept_test is not None:
        yield from _concepts(questionnaire.concept_test, summaries, responses)


def names_of_stubs(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Every name by which a study may ask for a table."""
    test = questionnaire.concept_test
    measures = [measure.name for measure in test.measures] if test else []
    return (
        *(battery.name for battery in questionnaire.batteries),
        *(question.name for question in questionnaire.questions),
        *questionnaire.variables,
        *([CONCEPTS] if test else []),
        *measures,
        *(f"{CONCEPTS}.{measure}" for measure in measures),
    )


def _battery(battery: Battery, summaries: Mapping[str, Sequence[Summary]], responses: Responses) -> Iterator[Stub]:
    base = base_text(battery.base, battery.asked_if)
    variables = [responses.questionnaire.variables[name] for name in battery.items]
    title, known = words.readable(battery.name), frozenset({battery.name})
    head = Stub(battery.name, title, battery.wording, base, battery.role, "grid_top_box", (), known)
    yield from _summaries(head, battery.scale, variables, summaries.get(battery.name, ()), responses)
    for variable in variables:
        yield Stub(
            variable.name,
            variable.label,
            words.item_wording(battery.wording, variable.label),
            base,
            battery.role,
            "single",
            single_rows(variable, responses),
            known | {variable.name},
            decimals=DECIMALS_OF_SCORES,
        )


def _summaries(
    head: Stub, scale: Scale, variables: Sequence[Variable], further: Sequence[Summary], responses: Responses
) -> Iterator[Stub]:
    """Several variables on one scale in one figure each: their top box, `further` boxes, and their mean."""
    sources = [given(item, responses) for item in variables]
    planned: Summary = "top2" if scale.box_width > 1 else "top1"
    for box in dict.fromkeys((planned, *further)):
        rows = _boxes(box, scale, variables, sources)
        kind = head.kind if box == planned else "grid_box"
        title = words.summary_title(head.title, _box_label(box))
        yield replace(head, name=f"{head.name}:{box}", title=title, kind=kind, rows=rows)
    means = tuple(
        FigureRow(Row(item.name, item.label, "mean", item.name), source, scale.scores)
        for item, source in zip(variables, sources, strict=True)
    )
    yield replace(
        head,
        name=f"{head.name}:mean",
        title=words.summary_title(head.title, words.MEAN),
        kind="grid_mean" if head.kind == "grid_top_box" else head.kind,
        rows=means,
        decimals=DECIMALS_OF_SCORES,
    )


def _boxes(box: Summary, scale: Scale, variables: Sequence[Variable], sources: Sequence[Coded]) -> tuple[ShareRow, ...]:
    codes = (scale.box if box.startswith("top") else scale.bottom_box)(int(box[-1]))
    pairs = zip(variables, sources, strict=True)
    return tuple(box_row(item.name, item.label, item, codes, source) for item, source in pairs)


def _box_label(box: Summary) -> str:
    return (words.top_box if box.startswith("top") else words.bottom_box)(int(box[-1]))


def _concepts(test: ConceptTest, summaries: Mapping[str, Sequence[Summary]], responses: Responses) -> Iterator[Stub]:
    base = words.EVERYONE if test.design == "all" else words.SAW_CONCEPT
    for measure in test.measures:
        boxes = summaries.get(measure.name) or summaries.get(f"{CONCEPTS}.{measure.name}", ())
        yield from _measure(measure, base, boxes, responses)


def _measure(measure: Measure, base: str, boxes: Sequence[Summary], responses: Responses) -> Iterator[Stub]:
    name = f"{CONCEPTS}.{measure.name}"
    variables = [responses.questionnaire.variables[variable] for variable in measure.variables.values()]
    known = frozenset({CONCEPTS, name, measure.name})
    head = Stub(name, measure.label, measure.label, base, "concept", "concepts", (), known)
    yield from _summaries(head, measure.scale, variables, boxes, responses)
    for variable in variables:
        yield Stub(
            variable.name,
            f"{measure.label}: {variable.label}",
            measure.label,
            base,
            "concept",
            "single",
            single_rows(variable, responses),
            known | {variable.name},
            decimals=DECIMALS_OF_SCORES,
        )


def _derivations(questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """The derived variables, each with who is in its base."""
    bases = {
        variable: base_text(question.base, question.asked_if)
        for question in questionnaire.questions
        for variable in question.variables
    }
    yield from ((bands.variable, bases.get(bands.source, words.EVERYONE)) for bands in questionnaire.bands)
    yield from ((flag.variable, words.EVERYONE) for flag in questionnaire.flags)
    yield from ((score.variable, words.EVERYONE) for score in questionnaire.scores)


def _derived(name: str, base: str, responses: Responses) -> Iterator[Stub]:
    variable = responses.questionnaire.variables[name]
    known = frozenset({name})
    if variable.kind == "numeric":
        rows: tuple[StubRow, ...] = numeric_rows(variable, responses)
        decimals = variable.decimals or 1
        yield Stub(name, variable.label, variable.label, base, variable.role, "numeric", rows, known, "", decimals)
        return
    rows = single_rows(variable, responses)
    yield Stub(name, variable.label, variable.label, base, variable.role, "single", rows, known)
