"""`draft`: a data file becomes a questionnaire and the outline of a study, each guess with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from research.domain.caveats import Assumption
from research.domain.draft import Draft, Guess
from research.domain.questionnaire import Questionnaire
from research.domain.survey_file import SurveyFile
from research.stages.drafting.batteries import find_batteries
from research.stages.drafting.building import Building
from research.stages.drafting.choosing import Inventory, choose_banner, choose_basis, choose_outcomes
from research.stages.drafting.evidence import Evidence, gather
from research.stages.drafting.multiples import MultipleGuess, find_multiples
from research.stages.drafting.questions import question_of
from research.stages.drafting.system import Interview, read_interview

_BASIS_ASSUMED = {
    "batteries": "basis_batteries",
    "ordinal_batteries": "basis_ordinal_batteries",
    "multiple": "basis_multiple",
    "ordinal_questions": "basis_ordinal_questions",
}
_BASIS_REASONS = {
    "batteries": "every battery about needs or attitudes",
    "ordinal_batteries": "no battery asks about needs or attitudes: every battery on an ordered scale",
    "multiple": "there is no battery: the multiple-response questions",
    "ordinal_questions": "there is neither a battery nor a multiple-response question: the ordered single questions",
}
_UNEXPLAINED = "one of a set of the file, and its codes have no labels: what they mean is not told"


def draft(file: SurveyFile) -> Draft:
    """What `file` suggests: kinds of columns, batteries, roles, what to cut segments on. Never fails on odd files."""
    interview = read_interview(gather(file), frozenset(name for one in file.sets for name in one.members))
    building, skipped = _build(file, interview)
    variables = {**building.variables, **building.derived}
    inventory = Inventory(file, building.batteries, building.questions, variables)
    kind, basis = choose_basis(inventory)
    outcomes, are_named = choose_outcomes(inventory, basis)
    banner = choose_banner(building.questions, variables, list(building.derived))
    questionnaire = Questionnaire(
        PurePath(file.name).stem,
        "en",
        interview.system,
        variables,
        tuple(building.batteries),
        tuple(building.questions),
        bands=tuple(building.bands),
    )
    guesses = (*interview.guesses, *building.guesses, *_study_guesses(kind, outcomes, are_named))
    assumptions = (
        *interview.assumptions,
        *building.assumptions,
        *_study_assumptions(inventory, kind, basis, outcomes, are_named),
    )
    return Draft(questionnaire, guesses, basis, kind, banner, outcomes, {**interview.skipped, **skipped}, assumptions)


def _build(file: SurveyFile, interview: Interview) -> tuple[Building, dict[str, str]]:
    """Batteries first, then questions in the order of the file; and the columns that hold no question."""
    batteries = find_batteries(interview.remaining, file.sets)
    free = _without(interview.remaining, (column for battery in batteries for column in battery.columns))
    multiples = find_multiples(free, file.sets)
    singles = _without(free, (column for question in multiples for column in question.columns))
    building = Building(frozenset(column.name for column in interview.remaining if column not in singles))
    for battery in batteries:
        building.battery(battery)
    skipped = {}
    parts: list[MultipleGuess | Evidence] = [*multiples, *singles]
    for part in sorted(parts, key=_position):
        if isinstance(part, MultipleGuess):
            building.multiple(part)
            continue
        set_label = _set_label(part, file)
        guess = question_of(part) if part.coded or not set_label else _UNEXPLAINED
        if isinstance(guess, str):
            skipped[part.name] = guess
        else:
            building.question(guess, set_label)
    return building, skipped


def _without(columns: Sequence[Evidence], taken: Iterable[Evidence]) -> list[Evidence]:
    names = {column.name for column in taken}
    return [column for column in columns if column.name not in names]


def _position(part: MultipleGuess | Evidence) -> int:
    return part.columns[0].position if isinstance(part, MultipleGuess) else part.position


def _set_label(column: Evidence, file: SurveyFile) -> str:
    """What the file calls the set that a column belongs to, where the set is no question of its own."""
    return next((one.label for one in file.sets if column.name in one.members), "")


def _study_guesses(kind: str, outcomes: Sequence[str], are_named: bool) -> list[Guess]:
    found = [Guess("basis", _BASIS_REASONS.get(kind, "nothing in the file serves to cut segments on"))]
    if outcomes:
        reason = "purchase, recommendation or liking by their words" if are_named else "behaviour outside the basis"
        found.append(Guess("outcomes", reason))
    return found


def _study_assumptions(
    inventory: Inventory, kind: str, basis: Sequence[str], outcomes: Sequence[str], are_named: bool
) -> list[Assumption]:
    found = []
    if basis:
        found.append(Assumption(_BASIS_ASSUMED[kind], {"parts": inventory.in_words(basis)}))
    if outcomes and not are_named:
        found.append(Assumption("outcomes_guessed", {"questions": inventory.in_words(outcomes)}))
    return found
