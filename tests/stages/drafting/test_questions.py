"""Single questions, numbers, open ends; roles, keys and bands of age."""

from __future__ import annotations

import pytest

from research.stages.drafting.age_bands import age_bands
from research.stages.drafting.keys import Keys
from research.stages.drafting.questions import QuestionGuess, question_of
from research.stages.drafting.roles import role_of_battery, role_of_question
from tests.survey_files import AGREE, cycle, evidence, number, text


def guess(column: object) -> QuestionGuess:
    found = question_of(evidence(column)[0])  # type: ignore[arg-type]
    assert isinstance(found, QuestionGuess)
    return found


def test_labelled_numbers_are_a_single_question() -> None:
    found = guess(number("Q1", cycle([1, 2, 9]), {1: "Male", 2: "Female", 9: "Prefer not to say"}))
    assert (found.kind, found.categories, found.missing) == (
        "single",
        {1: "Male", 2: "Female"},
        {9: "Prefer not to say"},
    )


def test_labels_of_text_codes_are_the_answers_whether_given_or_not() -> None:
    labels = {"D": "Don't know", "F": "Female", "M": "Male", "R": "Refused", "X": "Non-binary"}
    found = guess(text("Q1", cycle(["M", "F", "f ", "D"]), value_labels=labels))
    assert (found.kind, found.reason) == ("single", "codes with labels")
    assert found.categories == {1: "Female", 2: "Male", 3: "Non-binary", 98: "Don't know"}
    assert list(found.missing.values()) == ["Refused"]


def test_text_with_a_few_labelled_notes_stays_open() -> None:
    column = text("Q1", [*(f"because of {row}" for row in range(28)), "97", "98"], value_labels={"97": "a", "98": "b"})
    assert guess(column).kind == "open_end"


def test_dont_know_stands_last() -> None:
    found = guess(number("Q1", cycle([1, 2, 3]), {1: "Don't know", 2: "Coke", 3: "Pepsi"}))
    assert list(found.categories) == [2, 3, 1]


def test_codes_without_a_label_are_kept_as_they_are() -> None:
    found = guess(number("Q1", cycle([1, 2, 3]), {1: "Male", 2: "Female"}))
    assert (found.categories, found.unlabelled) == ({1: "Male", 2: "Female", 3: "Code 3"}, (3,))


def test_an_ordered_single_question_has_a_scale() -> None:
    found = guess(number("Q1", cycle([1, 2, 3, 4, 5]), AGREE))
    assert found.scale is not None
    assert found.scale.family == "agreement"


def test_quantities_with_labels_for_refusals_are_numbers() -> None:
    found = guess(number("age", [*range(18, 47), 99], {99: "Refused"}))
    assert (found.kind, found.valid_range, found.missing) == ("numeric", (18, 46), {99: "Refused"})


def test_the_range_and_the_decimals_are_those_of_the_data() -> None:
    found = guess(number("spend", cycle([0.25, 3.5, 12.0])))
    assert (found.kind, found.valid_range, found.decimals) == ("numeric", (0.25, 12.0), 2)


def test_few_bare_codes_are_a_single_question_and_counts_are_numbers() -> None:
    assert guess(number("gender", cycle([1, 2]))).categories == {1: "1", 2: "2"}
    assert guess(number("Number of siblings", cycle([0, 1, 2, 3]))).kind == "numeric"
    assert guess(number("ethnicity", cycle(range(1, 17)))).kind == "single"


def test_bare_numbers_from_nought_to_ten_are_a_rating() -> None:
    found = guess(number("healthy_feeling", cycle(range(11))))
    assert found.scale is not None
    assert (len(found.scale.labels), found.scale.top_is_clear) == (11, False)


def test_repeated_text_is_a_single_question_in_a_sensible_order() -> None:
    found = guess(text("visits", cycle(["Once a week", "Never", "Once a month"])))
    assert found.scale is not None
    assert list(found.scale.labels.values()) == ["Never", "Once a month", "Once a week"]
    assert guess(text("age", cycle(["30-44", "18-29"]))).categories == {1: "18-29", 2: "30-44"}


def test_text_that_hardly_repeats_is_an_open_end() -> None:
    assert guess(text("why", [f"reason {row}" for row in range(30)])).kind == "open_end"


def test_one_answer_for_all_is_no_question() -> None:
    assert isinstance(question_of(evidence(number("Type", cycle([1])))[0]), str)
    assert isinstance(question_of(evidence(text("Status", cycle(["Qualified"])))[0]), str)


@pytest.mark.parametrize(
    ("asked", "role"),
    [
        ("Gender", "demographic"),
        ("What is your age?", "demographic"),
        ("Family income", "demographic"),
        ("In which state do you currently reside?", "geographic"),
        ("Population density", "geographic"),
        ("Purchase intent", "outcome"),
        ("Likelihood to recommend", "outcome"),
        ("Main phone company", "behavioural"),
        ("How often do you drink cola with alcohol", "behavioural"),
        ("Which magazines do you read", "media"),
        ("What is your Operating System of choice for use at work?", "technographic"),
        ("Weight-consciousness", "behavioural"),
    ],
)
def test_the_role_is_told_by_the_words(asked: str, role: str) -> None:
    assert role_of_question(asked, "Q1", ()).role == role


def test_words_inside_words_tell_nothing() -> None:
    assert role_of_question("Language usage and advantages", "Q1", ()).role != "demographic"


def test_the_sexes_among_the_answers_tell_the_role() -> None:
    assert role_of_question("Are you...", "Q1", ["Female", "Male", "Other"]).role == "demographic"


@pytest.mark.parametrize(
    ("wording", "family", "role"),
    [
        ("How important is each of these?", "importance", "needs"),
        ("Respondent image", "agreement", "psychographic"),
        ("Satisfaction with", "satisfaction", "psychographic"),
        ("Cola drinking frequency", "frequency", "behavioural"),
        ("Brand preference", "liking", "outcome"),
        ("Hobbies", "liking", "psychographic"),
        ("", "rating", "psychographic"),
    ],
)
def test_the_role_of_a_battery_is_told_by_its_scale_and_words(wording: str, family: str, role: str) -> None:
    assert role_of_battery(wording, ("a", "b"), family).role == role


def test_keys_are_short_words_or_codes_and_unique() -> None:
    keys = Keys(["Q1_1"])
    assert keys.give("Satisfaction with", "Q11") == "satisfaction"
    assert keys.give("What is your annual income range?", "Q4") == "annual_income"
    assert keys.give("I think it is important to be honest when giving complements", "Q25") == "q25"
    assert keys.give("", "Q1_1") == "q1_1_2"
    assert keys.give("Satisfaction", "Q12") == "satisfaction_2"
    assert keys.give("", "", "answers") == "answers"
    assert keys.give("", "1996") == "q_1996"
    assert keys.give("None", "and") == "q_none"


def test_parts_of_a_question_are_named_by_their_code() -> None:
    assert Keys().give_part("Diet Pepsi", "Q1_A") == "q1_a"
    assert Keys().give_part("Gender", "Q2") == "gender"
    assert Keys().give_sex("Are you...", "Q1") == "gender"
    assert Keys().give_sex("", "sex") == "sex"


def test_ages_in_years_get_the_usual_bands() -> None:
    found = age_bands(guess(number("Age", list(range(18, 78)))))
    assert found is not None
    assert found[0][0] == (18, 24)
    assert list(found[1].values()) == ["18-24", "25-34", "35-44", "45-54", "55-64", "65-77"]


def test_sparse_bands_are_joined_and_a_narrow_range_is_cut_into_thirds() -> None:
    sparse = age_bands(guess(number("age", [*[20] * 10, *[30] * 10, *[40] * 10, 50, 70])))
    narrow = age_bands(guess(number("age", cycle([15, 16, 17, 18, 19, 20, 21, 22, 23]))))
    assert sparse is not None
    assert narrow is not None
    assert list(sparse[1].values()) == ["20-24", "25-34", "35-70"]
    assert len(narrow[1]) >= 2


def test_other_numbers_have_no_bands() -> None:
    assert age_bands(guess(number("Weight", list(range(40, 100))))) is None
    assert age_bands(guess(number("birth year, age", list(range(1950, 2005))))) is None
