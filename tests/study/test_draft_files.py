"""The drafted files: read back, they are the draft; to the eye, they are what an analyst would write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pyreadstat
import pytest

from research.domain.draft import Draft
from research.domain.questionnaire import Variable
from research.domain.survey_file import MultipleSet, SurveyFile
from research.errors import ResearchError
from research.readers._contract import read
from research.stages.coding import code
from research.stages.drafting import draft
from research.study.draft_files import questionnaire_yaml, study_yaml
from research.study.draft_yaml import LINE_WIDTH
from research.study.plan import parse_plan
from research.study.questionnaire_reading import parse_questionnaire
from tests.shared_data import DATA
from tests.survey_files import AGREE, cycle, file_of, number, text

RATING = {1: "1 Does not fit at all", **{code: str(code) for code in range(2, 7)}, 7: "7 Fits extremely well"}


@pytest.fixture
def survey() -> SurveyFile:
    items = [number(f"Q1_{item}", cycle([1, 2, 3, 4, 5]), AGREE, label=f"Image: it is {item}") for item in range(1, 5)]
    brands = {1: "Coke", 2: "Pepsi, Light", 3: "None of these"}
    return file_of(
        number("resp_id", [1000.0 + row * 3 for row in range(30)]),
        number("wt", cycle([0.5, 1.5])),
        number("loi", cycle([7.5, 12.0])),
        number("status", cycle([1, 2]), {1: "Complete", 2: "Screened out"}),
        text("e-mail", cycle(["a@b.c"])),
        number("panel", cycle([1, 2])),
        *items,
        number("Q2", cycle([1, 2, 9]), {1: "Male", 2: "Female", 9: "Prefer not to say"}, label="Q2. Gender"),
        number("Q3", list(range(20, 50)), label="Age"),
        *(text(f"Q4_{item}", cycle(["Yes", "No", "Yes"]), label=f"Bought: “brand” {item}") for item in range(1, 4)),
        number("Q5_1", cycle([1, 2, 3]), brands, label="[First] Brands known"),
        number("Q5_2", cycle([2, 1, None]), brands, label="[Second] Brands known"),
        number("Q6", cycle(range(1, 8)), RATING, label="Brand fit"),
        text("Q7", [f"because of {row}" for row in range(30)], label="Why: #1 reason?"),
        sets=[MultipleSet("q5", "Brands known", "categories", ("Q5_1", "Q5_2"))],
    )


def bare(variable: Variable) -> Variable:
    return replace(variable, where="", scale=replace(variable.scale, where="") if variable.scale else None)


def read_back(drafted: Draft) -> None:
    """Assert that the questionnaire file says exactly what the draft holds."""
    text = questionnaire_yaml(drafted)
    found = parse_questionnaire(text, "questionnaire.yaml", drafted.questionnaire.name)
    expected = drafted.questionnaire
    assert [bare(variable) for variable in found.variables.values()] == list(expected.variables.values())
    assert [replace(question, where="") for question in found.questions] == list(expected.questions)
    assert [replace(bands, where="") for bands in found.bands] == list(expected.bands)
    assert replace(found.system, where="") == expected.system
    for battery, wanted in zip(found.batteries, expected.batteries, strict=True):
        assert replace(battery, where="", scale=replace(battery.scale, where="")) == wanted


def test_the_questionnaire_is_read_back_as_it_was_drafted(survey: SurveyFile) -> None:
    read_back(draft(survey))


@pytest.mark.parametrize("path", sorted([*DATA.glob("*/*.sav"), *DATA.glob("*/*.csv")]), ids=lambda path: path.name)
def test_real_files_are_read_back_as_they_were_drafted(path: Path) -> None:
    try:
        file = read(path)
    except ResearchError:
        pytest.skip("the reader refuses it, such as files with several header rows")
    drafted = draft(file)
    read_back(drafted)
    parse_plan(study_yaml(drafted, path.name), "study.yaml")


def test_text_codes_of_an_spss_file_come_back_as_its_labelled_categories(tmp_path: Path) -> None:
    agree = {str(code): text for code, text in AGREE.items()}
    frame = pd.DataFrame({"sex": cycle(["M", "F", "F"]), "view": cycle(list(agree)), "grp": cycle(["1", "2", "-9"])})
    labels = {"sex": {"M": "Male", "F": "Female"}, "view": agree, "grp": {"1": "City", "2": "Country", "-9": "Unclear"}}
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(frame, path, variable_value_labels=cast(Any, labels), missing_ranges={"grp": ["-9"]})
    file = read(path)
    questionnaire = parse_questionnaire(questionnaire_yaml(draft(file)), "questionnaire.yaml", file.name)
    responses = code(file, questionnaire, "w1")

    def answers(column: str) -> list[str | None]:
        name = next(question.variables[0] for question in questionnaire.questions if question.columns == (column,))
        categories = questionnaire.variables[name].categories
        return [categories.get(int(value)) for value in responses.codes[name][:6]]

    assert answers("sex") == ["Male", "Female", "Female"] * 2
    assert answers("view") == [*AGREE.values(), AGREE[1]]
    assert answers("grp") == ["City", "Country", None] * 2


def test_the_questionnaire_looks_as_written_by_hand(survey: SurveyFile) -> None:
    lines = questionnaire_yaml(draft(survey)).splitlines()
    assert "  rating7: {points: 7, ends: [Does not fit at all, Fits extremely well], top: 7}" in [
        line.split("  #")[0] for line in lines
    ]
    assert "  status: {column: status, complete: [1]}  # guess: its answers say how interviews ended" in lines
    assert "  duration: {column: loi, unit: minutes}" in [line.split("  #")[0] for line in lines]
    assert "    items: {Q1_1: it is 1, Q1_2: it is 2, Q1_3: it is 3, Q1_4: it is 4}" in lines
    assert "  drop: [e-mail]" in lines
    assert "# - identifies people: e-mail" in lines
    assert all(len(line) <= LINE_WIDTH for line in lines)


def test_sections_are_parted_by_blank_lines(survey: SurveyFile) -> None:
    sections = questionnaire_yaml(draft(survey)).split("\n\n")
    heads = [
        next(line for line in part.splitlines() if not line.startswith("#")).split(":")[0] for part in sections[:-1]
    ]
    assert heads == ["language", "scales", "system", "batteries", "questions", "derived"]


def test_the_study_names_its_data_basis_outcomes_and_banner(survey: SurveyFile) -> None:
    plan = parse_plan(study_yaml(draft(survey), "data/survey.sav"), "study.yaml").value
    assert plan.waves["w1"].file == "data/survey.sav"
    assert plan.factors.batteries == plan.basis.batteries == ("image",)
    assert plan.outcomes == ("brand_fit",)
    assert plan.tables.banner == ("gender", "age_band")


def test_few_items_are_cut_on_as_they_are_and_many_by_their_factors() -> None:
    def use(count: int) -> str:
        items = [number(f"Q1_{item}", cycle([1, 2, 3, 4, 5]), AGREE) for item in range(1, count + 1)]
        return parse_plan(study_yaml(draft(file_of(*items)), "a.sav"), "study.yaml").value.basis.use

    assert (use(4), use(12)) == ("standardised", "factor_scores")


def test_questions_as_a_basis_leave_batteries_out() -> None:
    brands = [number(f"Q1_{item}", cycle([0, 1, 1]), label=f"Bought: brand {item}") for item in range(1, 6)]
    plan = parse_plan(study_yaml(draft(file_of(*brands)), "a.sav"), "study.yaml").value
    assert (plan.basis.questions, plan.basis.batteries, plan.factors.batteries) == (("bought",), (), ())


def test_without_a_basis_the_study_says_so() -> None:
    text = study_yaml(draft(file_of(number("Q1", cycle([1, 2]), {1: "Male", 2: "Female"}))), "a.sav")
    assert "# guess: nothing in the file serves to cut segments on" in text
    assert "basis:" not in text
