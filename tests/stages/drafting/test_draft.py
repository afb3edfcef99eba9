"""The whole draft: the ladder of bases, outcomes, banner, assumptions; real surveys; files of any shape."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from research.domain.draft import Draft
from research.domain.survey_file import Column, MultipleSet, SurveyFile
from research.readers._contract import read
from research.stages.coding import code
from research.stages.drafting import draft
from research.study.draft_files import questionnaire_yaml
from research.study.questionnaire_reading import parse_questionnaire
from research.wording.notes_en import ASSUMPTIONS
from tests.shared_data import DATA
from tests.survey_files import AGREE, cycle, file_of, number, text

needs_data = pytest.mark.skipif(not DATA.exists(), reason="the collection of real surveys is not here")

IMPORTANCE = {1: "Not at all important", 2: "Slightly important", 3: "Moderately important", 4: "Very important"}
FREQUENCY = {1: "Never", 2: "Once a month", 3: "Once a week", 4: "Every day"}
INTENT = {1: "Definitely would buy", 2: "Probably", 3: "Might or might not", 4: "Probably not", 5: "Definitely not"}


def items(stem: str, labels: dict[int, str], count: int = 4, wording: str = "") -> list[Column]:
    lead = f"{wording}: " if wording else ""
    return [
        number(f"{stem}_{item}", cycle(list(labels)), labels, label=f"{lead}item {item}")
        for item in range(1, count + 1)
    ]


def brands(stem: str, label: str) -> list[Column]:
    return [number(f"{stem}_{item}", cycle([0, 1, 1]), label=f"{label}: brand {item}") for item in range(1, 6)]


def codes_of(drafted: Draft) -> set[str]:
    return {assumption.code for assumption in drafted.assumptions}


# --- the ladder ---


def test_batteries_about_needs_and_attitudes_are_the_first_choice() -> None:
    drafted = draft(file_of(*items("a", IMPORTANCE), *items("b", AGREE), *items("c", FREQUENCY), *brands("d", "Aware")))
    assert (drafted.basis_kind, drafted.basis) == ("batteries", ("needs", "attitudes"))
    assert "basis_batteries" in codes_of(drafted)


def test_other_batteries_are_the_second() -> None:
    drafted = draft(file_of(*items("c", FREQUENCY), *brands("d", "Aware")))
    assert (drafted.basis_kind, drafted.basis) == ("ordinal_batteries", ("frequency",))


def test_multiple_response_is_the_third_but_never_about_who_people_are() -> None:
    drafted = draft(file_of(*brands("d", "Brands bought"), *brands("e", "Race")))
    assert (drafted.basis_kind, drafted.basis) == ("multiple", ("brands_bought",))


def test_three_ordered_questions_are_the_last() -> None:
    scales = [FREQUENCY, {1: "Never", 2: "Sometimes", 3: "Often"}, {1: "Rarely", 2: "Sometimes", 3: "Always"}]
    singles = [number(f"use{place}", cycle(list(scale)), scale) for place, scale in enumerate(scales)]
    assert draft(file_of(*singles)).basis_kind == "ordinal_questions"
    assert draft(file_of(*singles[:2])).basis_kind == "none"


def test_where_nothing_serves_there_is_no_basis() -> None:
    drafted = draft(file_of(number("Q1", cycle([1, 2]), {1: "Male", 2: "Female"})))
    assert (drafted.basis_kind, drafted.basis) == ("none", ())


def test_outcomes_are_never_in_the_basis() -> None:
    drafted = draft(file_of(*items("q", INTENT, wording="Purchase intent")))
    assert (drafted.basis, drafted.outcomes) == ((), ("purchase_intent",))


def test_what_few_were_asked_is_no_basis() -> None:
    few = [number(f"a_{item}", [*cycle([1, 2, 3, 4, 5], 10), *[None] * 20], AGREE) for item in range(1, 6)]
    assert draft(file_of(*few)).basis == ()


def test_behaviour_stands_in_where_there_is_no_outcome() -> None:
    drafted = draft(file_of(*items("b", AGREE), number("f", cycle([1, 2, 3, 4]), FREQUENCY, label="Usage")))
    assert drafted.outcomes == ("usage",)
    assert "outcomes_guessed" in codes_of(drafted)


# --- the banner ---


def test_the_banner_begins_with_sex_and_age_and_leaves_out_long_lists() -> None:
    states = {code: f"State {code}" for code in range(1, 31)}
    drafted = draft(
        file_of(
            number("Q1", cycle([1, 2, 3]), {1: "City", 2: "Town", 3: "Village"}, label="Region"),
            number("Q2", cycle(range(1, 31)), states, label="State"),
            number("Q3", list(range(20, 50)), label="Age"),
            number("Q4", cycle([1, 2]), {1: "Male", 2: "Female"}, label="Gender"),
        )
    )
    assert drafted.banner == ("gender", "age_band", "region")


# --- assumptions ---


def test_every_assumption_has_its_sentence_and_every_figure_is_there() -> None:
    drafted = draft(
        file_of(
            *(number(f"r_{item}", cycle([1, 2, 3, 4, 5, 99])) for item in range(1, 5)),
            *(number(f"V{item}", cycle([1, 2])) for item in range(1, 4)),
            *items("l", {**AGREE, 6: "Don't know"}),
            number("wt", cycle([0.5, 1.5])),
            number("g", cycle([1, 2, 3]), {1: "Male", 2: "Female"}),
            number("f", cycle([1, 2, 3, 4]), FREQUENCY, label="Usage"),
            text("status", cycle(["Complete", "Partial", "Terminated"])),
        )
    )
    expected = {"rows_are_ids", "weight_guessed", "complete_only", "top_guessed", "codes_as_missing", "chosen_guessed"}
    expected |= {"off_scale_guessed", "unlabelled_codes", "basis_batteries", "outcomes_guessed"}
    assert codes_of(drafted) == expected
    for assumption in drafted.assumptions:
        assert ASSUMPTIONS[assumption.code].format(**assumption.figures)
    for kind in ("ordinal_batteries", "multiple", "ordinal_questions"):
        assert ASSUMPTIONS[f"basis_{kind}"].format(parts="x")


def test_every_part_and_scale_comes_with_the_reason_of_its_guess() -> None:
    drafted = draft(file_of(*items("a", AGREE), *brands("d", "Aware"), number("age", list(range(20, 50)))))
    told = {guess.subject for guess in drafted.guesses}
    questionnaire = drafted.questionnaire
    assert {f"batteries.{battery.name}" for battery in questionnaire.batteries} <= told
    assert {f"questions.{question.name}" for question in questionnaire.questions} <= told
    assert {"scales.agreement5", "derived.age_band", "basis"} <= told
    assert len(drafted.tidy()) == len(drafted.guesses)


# --- real surveys ---


@pytest.fixture(scope="module")
def drafts() -> dict[str, Draft]:
    wanted = {
        "cola": "cola/Cola.sav",
        "mobiles": "mobiles/Mobiles_feedback_4_weeks.sav",
        "ilock": "ilock_concept/iLockAll.sav",
        "chocolate": "conjoint_chocolate/chocolate.sav",
        "bfi": "bfi/bfi.csv",
        "burgers": "mcdonalds/mcdonalds.csv",
        "young": "young_people/responses.csv",
        "pew": "pew_dec13/dec13_excerpt.csv",
        "engineers": "limesurvey_rse_2016/public_data_2016_uk.csv",
        "sdo": "sdo_waves/SDOwave.csv",
    }
    return {name: draft(read(DATA / path)) for name, path in wanted.items()}


def sizes(drafted: Draft) -> dict[str, int]:
    return {battery.name: len(battery.items) for battery in drafted.questionnaire.batteries}


@needs_data
def test_the_cola_survey_as_an_analyst_would_write_it(drafts: dict[str, Draft]) -> None:
    drafted = drafts["cola"]
    questionnaire = drafted.questionnaire
    assert sizes(drafted) == {
        "q4": 3,
        "brand_preference": 6,
        "cola_drinking_frequency": 6,
        "respondent_personality": 10,
        "respondent_image": 29,
    }
    liking = questionnaire.battery("brand_preference").scale
    assert (liking.top, tuple(liking.labels), dict(liking.off_scale)) == (6, (2, 3, 4, 5, 6), {1: "Don t Know"})
    assert questionnaire.variables["Q25_9"].label == "I am young at heart"
    assert questionnaire.question("q5_5").wording == "Brand Personality: Feminine"
    assert questionnaire.question("q5_5").none == "Q5_5_7"
    assert questionnaire.question("self_monitoring").counted == 1.0
    assert questionnaire.variables["income"].missing == {11: "I’d rather not say"}
    assert questionnaire.variables["q12"].scale is not None
    assert questionnaire.variables["q12"].scale.top == 1
    assert questionnaire.system.id == "URLID"
    assert drafted.basis == ("respondent_personality", "respondent_image")
    assert drafted.outcomes == ("brand_preference",)
    assert drafted.banner[0] == "gender"
    assert {"GZloopTextQ5", "WELCOME", "Attr1", "LastResp"} <= set(drafted.skipped)


@needs_data
def test_the_mobile_survey_as_an_analyst_would_write_it(drafts: dict[str, Draft]) -> None:
    drafted = drafts["mobiles"]
    system = drafted.questionnaire.system
    assert sizes(drafted) == {"satisfaction": 3, "customer_effort": 6}
    assert drafted.questionnaire.battery("customer_effort").scale.missing == {6: "Don't know"}
    assert drafted.questionnaire.variables["Q11_3"].label == "Value for money"
    assert (system.duration, system.duration_seconds, system.date) == ("Duration__in_seconds_", 1.0, "StartDate")
    assert drafted.basis == ("satisfaction", "customer_effort")
    assert drafted.outcomes == ("likelihood_to_recommend",)
    assert drafted.banner == ("gender", "age", "education", "population_density")


@needs_data
def test_the_concept_test_has_outcomes_and_nothing_to_cut_on(drafts: dict[str, Draft]) -> None:
    drafted = drafts["ilock"]
    variables = drafted.questionnaire.variables
    tops = {name: scale.top for name in drafted.outcomes if (scale := variables[name].scale)}
    assert tops == {"purchase_intent": 1, "uniqueness": 1, "brand_fit": 10, "priced_purchase_intent": 1}
    assert drafted.questionnaire.system.complete == (3.0,)
    assert variables["gender"].categories[3] == "Code 3"
    assert drafted.basis_kind == "none"


@needs_data
def test_the_choice_experiment_keeps_unexplained_tasks_out(drafts: dict[str, Draft]) -> None:
    drafted = drafts["chocolate"]
    assert {"task1", "version", "Q7a1"} <= set(drafted.skipped)
    assert drafted.questionnaire.question("q10").none == "Q10f"
    assert drafted.questionnaire.question("q7_2").counted == 2.0
    assert drafted.basis == ()


@needs_data
def test_files_without_labels_become_batteries_of_ratings(drafts: dict[str, Draft]) -> None:
    assert sizes(drafts["bfi"]) == {"ratings": 25}
    assert sizes(drafts["sdo"]) == {f"i_{year}": 4 for year in range(1996, 2001)}
    young = drafts["young"]
    assert sum(sizes(young).values()) == 135
    assert young.questionnaire.question("age").kind == "numeric"
    assert young.questionnaire.question("gender").kind == "single"
    assert "top_guessed" in codes_of(young)


@needs_data
def test_the_burger_survey_has_images_liking_and_visits(drafts: dict[str, Draft]) -> None:
    drafted = drafts["burgers"]
    (images,) = [question for question in drafted.questionnaire.questions if question.kind == "multiple"]
    assert (len(images.columns), images.counted) == (11, "Yes")
    liking = drafted.questionnaire.variables["like"].scale
    assert liking is not None
    assert (min(liking.labels), liking.top) == (-5, 5)
    assert (drafted.basis_kind, drafted.outcomes, drafted.banner) == ("multiple", ("like",), ("gender", "age_band"))


@needs_data
def test_a_weight_and_questions_in_words_are_found(drafts: dict[str, Draft]) -> None:
    assert drafts["pew"].questionnaire.system.weight == "weight"
    assert drafts["pew"].questionnaire.system.id == "psraid"
    engineers = drafts["engineers"]
    assert sizes(engineers)["aff_rec"] == 5
    assert engineers.questionnaire.battery("perf_check").scale.labels[5] == "Always"
    assert engineers.questionnaire.variables["gender"].role == "demographic"


# --- files of any shape ---

WORDS = [
    *("Yes", "No", "yes ", "Agree", "Strongly agree", "Disagree", "Never", "Often", "Don't know", "Prefer not to say"),
    *("1", "007", "x", "NaN", "None of these", "Other", "a: b", "#c", "[x]", "'q'", '"', "two\nlines", "€ 5", "= 3"),
    *("1 Bad", "5 Good", "+1", "-1", "true", "null", "~", "é", "a\u2028b", "\ufeff", "\x07", "日本", "very " * 30),
]
NAMES = [
    *("id", "Q1", "Q2_1", "Q2_2", "Q2_3", "Q3a", "Q3b", "weight", "age", "gender", "A1", "A2", "B1", "email", "Status"),
    *("duration", "Q4 [x]", "Q4 [y]", "a.b", "x: y", "null", "1", "yes", "#", "ä", "q2", "none", "and", "How? - a"),
    *("How? - b", "-", "long " * 30, "\n"),
]


def any_column(pick: random.Random, name: str, n: int) -> Column:
    label = pick.choice(["", pick.choice(WORDS), "Q1. " + pick.choice(WORDS), "Sat: " + pick.choice(WORDS)])
    if pick.random() < 0.6:
        pool = pick.choice(
            [[0, 1], [1, 2, 3, 4, 5], [1, 2, 3, 98, -1], [1.5, -3, 1e9, 4e4, float("inf")], range(n), [None]]
        )
        coded = {float(known): pick.choice(WORDS) for known in pick.sample([-1, 0, 1, 2, 3, 5, 98, 1.5, 1e5], 5)}
        missing = ((98.0, 99.0),) if pick.random() < 0.2 else ()
        values = [None if pick.random() < 0.1 else pick.choice(list(pool)) for _ in range(n)]
        return number(name, values, coded if pick.random() < 0.4 else {}, label=label, missing=missing)
    pool = pick.sample(WORDS, pick.randint(1, 8))
    missing = (("x", "y"),) if pick.random() < 0.2 else ()
    return text(name, [pick.choice([None, *pool]) for _ in range(n)], label=label, missing=missing)


def any_file(seed: int) -> SurveyFile:
    pick = random.Random(seed)
    n = pick.choice([1, 2, 3, 30])
    names: Sequence[str] = pick.sample(NAMES, pick.randint(1, 12))
    columns = [any_column(pick, name, n) for name in names]
    sets = [
        MultipleSet(
            "s",
            pick.choice(WORDS),
            pick.choice(["dichotomies", "categories"]),
            tuple(pick.sample(names, min(len(names), 3))),
            pick.choice([None, 1.0, "Yes"]),
        )
        for _ in range(pick.randint(0, 2))
    ]
    return file_of(*columns, sets=sets)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_any_file_is_drafted_and_can_be_coded_by_its_draft(seed: int) -> None:
    file = any_file(seed)
    drafted = draft(file)
    questionnaire = parse_questionnaire(questionnaire_yaml(drafted), "questionnaire.yaml", "any")
    responses = code(file, questionnaire, "w1")
    assert responses.n <= file.rows
