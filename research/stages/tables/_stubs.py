"""Every stub of a questionnaire, in its order: batteries, questions and derived variables, then concepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from research.domain.questionnaire import Battery, ConceptTest, Measure, Questionnaire, Role, Variable
from research.domain.responses import Responses
from research.domain.scales import Scale
from research.domain.tables import Row, TableKind
from research.stages.tables._question_stubs import question_stubs
from research.stages.tables._stub import (
    DECIMALS_OF_SCORES,
    FigureRow,
    Stub,
    base_text,
    box_row,
    box_width,
    given,
    single_rows,
)
from research.wording import tables_en as words

CONCEPTS = "concepts"


def stubs(responses: Responses) -> Iterator[Stub]:
    """All stubs, each made when it is asked for."""
    questionnaire = responses.questionnaire
    place = {name: position for position, name in enumerate(questionnaire.variables)}
    blocks = [
        *((battery.items, _battery(battery, responses)) for battery in questionnaire.batteries),
        *((question.variables, question_stubs(question, responses)) for question in questionnaire.questions),
        *(((variable,), _derived(variable, base, responses)) for variable, base in _derivations(questionnaire)),
    ]
    for _, made in sorted(blocks, key=lambda block: min((place[name] for name in block[0]), default=0)):
        yield from made
    if questionnaire.concept_test is not None:
        yield from _concepts(questionnaire.concept_test, responses)


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


def _battery(battery: Battery, responses: Responses) -> Iterator[Stub]:
    base = base_text(battery.base, battery.asked_if)
    variables = [responses.questionnaire.variables[name] for name in battery.items]
    title = words.readable(battery.name)
    kinds: tuple[TableKind, TableKind] = ("grid_top_box", "grid_mean")
    known = frozenset({battery.name})
    yield from _summaries(
        battery.name, title, battery.wording, base, battery.role, kinds, battery.scale, variables, known, responses
    )
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
    name: str,
    title: str,
    wording: str,
    base: str,
    role: Role,
    kinds: tuple[TableKind, TableKind],
    scale: Scale,
    variables: Sequence[Variable],
    known: frozenset[str],
    responses: Responses,
) -> Iterator[Stub]:
    """Several variables on one scale in one figure each: their top box, and their mean."""
    width = box_width(scale)
    sources = [given(item, responses) for item in variables]
    boxes = [
        box_row(item.name, item.label, item, scale.box(width), source)
        for item, source in zip(variables, sources, strict=True)
    ]
    box_title = words.summary_title(title, words.top_box(width))
    yield Stub(f"{name}:top{width}", box_title, wording, base, role, kinds[0], tuple(boxes), known)
    means = [
        FigureRow(Row(item.name, item.label, "mean", item.name), source, scale.scores)
        for item, source in zip(variables, sources, strict=True)
    ]
    mean_title = words.summary_title(title, words.MEAN)
    yield Stub(
        f"{name}:mean", mean_title, wording, base, role, kinds[1], tuple(means), known, decimals=DECIMALS_OF_SCORES
    )


def _concepts(test: ConceptTest, responses: Responses) -> Iterator[Stub]:
    base = words.EVERYONE if test.design == "all" else words.SAW_CONCEPT
    for measure in test.measures:
        yield from _measure(measure, base, responses)


def _measure(measure: Measure, base: str, responses: Responses) -> Iterator[Stub]:
    name = f"{CONCEPTS}.{measure.name}"
    variables = [responses.questionnaire.variables[variable] for variable in measure.variables.values()]
    kinds: tuple[TableKind, TableKind] = ("concepts", "concepts")
    known = frozenset({CONCEPTS, name, measure.name})
    yield from _summaries(
        name, measure.label, measure.label, base, "concept", kinds, measure.scale, variables, known, responses
    )
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


def _derived(name: str, base: str, responses: Responses) -> Iterator[Stub]:
    variable = responses.questionnaire.variables[name]
    rows = single_rows(variable, responses)
    yield Stub(name, variable.label, variable.label, base, variable.role, "single", rows, frozenset({name}))
