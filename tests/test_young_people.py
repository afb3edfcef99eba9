"""The Young People Survey: its study fits the public data, and gives segments that differ in what people do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from research.domain.results import Results
from research.stages.segmentation import segment
from research.study.checking import check
from research.study.opening import Study, open_study
from research.study.pipeline import Fielding, run_wave
from research.study.progress import silent
from research.wording.notes_en import ASSUMPTIONS, CAVEATS
from tests.shared_data import DATA, needs

STUDY = Path(__file__).parents[1] / "questionnaires" / "young_people"
FILE = "young_people/responses.csv"
RESPONDENTS = 1010

STARTS, PAIRS = 20, 10
"""Enough to find the cuts; the study's own effort only tells their stability more exactly."""
LEAST_SHARE = 0.08
FACTORS = {
    "Arts and culture": {"Art exhibitions", "Theatre", "Reading"},
    "Life sciences": {"Biology", "Chemistry", "Medicine"},
    "Technology and maths": {"PC", "Physics", "Mathematics"},
    "Politics, law and history": {"Politics", "Law", "History"},
    "Sport, thrills and cars": {"Adrenaline sports", "Active sport", "Cars"},
    "Shopping and celebrities": {"Shopping", "Celebrities"},
}
HIGH_ON = {
    "Style Socialites": "Shopping and celebrities",
    "Gadget and Action Fans": "Technology and maths",
    "Curious All-Rounders": "Politics, law and history",
    "Future Medics": "Life sciences",
}
"""The theme that the name of a persona speaks of."""
CLEARLY = 0.5
"""Standard deviations above the market."""

pytestmark = [needs(FILE), pytest.mark.xdist_group("young_people")]


@pytest.fixture(scope="module")
def study() -> Study:
    return open_study(STUDY)


@pytest.fixture(scope="module")
def results(study: Study) -> Results:
    plan = replace(
        study.plan, segments=replace(study.plan.segments, methods=("kmeans",), starts=STARTS, pairs=PAIRS, nulls=0)
    )
    quick = replace(study, source=replace(study.source, value=plan))
    return run_wave(Fielding(quick, "w1", DATA / FILE), silent)


def test_nothing_is_wrong_with_the_study_and_its_data() -> None:
    assert check(STUDY, data=DATA / FILE).faults == ()


def test_every_column_of_the_data_is_asked_about(study: Study) -> None:
    asked = {
        *(item for battery in study.questionnaire.batteries for item in battery.items),
        *(column for question in study.questionnaire.questions for column in question.columns),
    }
    header = (DATA / FILE).with_name("columns.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert asked == {line.split('","')[1].rstrip('"') for line in header}


def test_never_is_an_answer(results: Results) -> None:
    for table, answer in (("smoking", "Never smoked"), ("alcohol", "Never")):
        assert answer in {row.label for row in results.tables.table(table).rows}


def test_interests_come_down_to_six_themes(results: Results) -> None:
    assert results.factors is not None
    (interests,) = results.factors.batteries
    strongest = {
        name: {interests.items[i] for i in np.argsort(-np.abs(interests.pattern[:, j]))[: len(FACTORS[name])]}
        for j, name in enumerate(interests.names)
    }
    assert strongest == FACTORS


def test_a_few_segments_of_some_size_are_chosen(results: Results) -> None:
    assert results.segmentation is not None
    choice = results.segmentation.choice
    assert 3 <= choice.k <= 6
    assert choice.shares.min() >= LEAST_SHARE
    assert results.segmentation.placed == results.n == RESPONDENTS


def test_the_cut_tells_what_people_do_outside_its_basis(results: Results) -> None:
    assert results.personas is not None
    for persona in results.personas.personas:
        assert any(not statement.defines for statement in persona.section("does"))


def test_every_persona_stands_for_what_its_name_says(study: Study, results: Results) -> None:
    assert results.basis is not None
    personas = {persona.name: persona.segment for persona in study.plan.personas.values()}
    plan = replace(study.plan.segments, k=len(personas), pairs=1)
    cut = segment(results.basis, plan, "w1", study.plan.seed)
    centres = cut.centres().pivot(index="segment", columns="column", values="centre")
    assert sorted(personas.values()) == list(centres.index)
    standing = centres[list(results.basis.recipe.columns)].to_numpy(dtype=np.float64)
    for name, theme in HIGH_ON.items():
        assert standing[personas[name] - 1, results.basis.recipe.labels.index(theme)] > CLEARLY
    assert (standing[personas["Quiet Readers"] - 1] < CLEARLY).all()


def test_whatever_is_noted_has_words(results: Results) -> None:
    assert {caveat.code for caveat in results.caveats} <= set(CAVEATS)
    assert {assumption.code for assumption in results.assumptions} <= set(ASSUMPTIONS)
