"""Which columns belong together: stems, batteries, multiple response."""

from __future__ import annotations

import pytest

from research.domain.survey_file import MultipleSet
from research.stages.drafting.batteries import find_batteries, item_texts
from research.stages.drafting.dichotomies import counted_value
from research.stages.drafting.multiples import find_multiples
from research.stages.drafting.neighbours import counting_place, shared_ending, shared_words, stem_of
from tests.survey_files import AGREE, cycle, evidence, number, text

YES_NO = {0: "No", 1: "Yes"}


@pytest.mark.parametrize(
    ("first", "second", "place"),
    [
        ("Q25_1", "Q25_2", 3),
        ("Q6_A", "Q6_B", 3),
        ("I1.1996", "I2.1996", 1),
        ("I4.1996", "I1.1997", None),
        ("Q5_5_7", "Q5_7_1", None),
        ("A5", "C1", None),
        ("Music", "Dance", None),
    ],
)
def test_codes_count_on_in_one_place(first: str, second: str, place: int | None) -> None:
    assert counting_place(first, second) == place


def test_shared_words_end_at_a_sign() -> None:
    assert shared_words(["Satisfaction with: Price", "Satisfaction with: Place"]) == "Satisfaction with: "
    assert shared_words(["[feminine] Coke", "[feminine] Diet Coke"]) == "[feminine] "
    assert shared_words(["I am young", "I am old"]) == ""
    assert shared_words(["Q25. I am young", "Q25. I am old"]) == ""
    assert shared_ending(["[first] Which brand?", "[second] Which brand?"]) == "Which brand?"


def test_the_stem_is_what_does_not_count_on() -> None:
    columns = evidence(*(number(f"Q7{letter}2", [1, 2]) for letter in "abc"))
    assert stem_of(columns) == "Q7_2"
    assert stem_of(evidence(number("Music", [1, 2]), number("Dance", [1, 2]))) == ""


def test_neighbours_of_one_stem_on_one_scale_are_a_battery() -> None:
    items = [
        number(f"Q1_{item}", cycle([1, 2, 3, 4, 5]), AGREE, label=f"Satisfaction with: thing {item}")
        for item in range(1, 5)
    ]
    batteries = find_batteries(evidence(*items), ())
    assert [len(battery.columns) for battery in batteries] == [4]
    assert item_texts(batteries[0].columns) == ("Satisfaction with:", ("thing 1", "thing 2", "thing 3", "thing 4"))


def test_another_stem_begins_another_battery() -> None:
    items = [number(f"{stem}_{item}", cycle([1, 2, 3, 4, 5]), AGREE) for stem in ("Q24", "Q25") for item in (1, 2, 3)]
    assert [len(battery.columns) for battery in find_batteries(evidence(*items), ())] == [3, 3]


def test_words_as_headers_run_on_until_something_else_comes() -> None:
    rating = cycle([1, 2, 3, 4, 5])
    columns = [number(name, rating) for name in ("Music", "Dance", "Folk")]
    later = [number(name, rating) for name in ("Pets", "Shopping", "Cars")]
    found = find_batteries(evidence(*columns, text("Smoking", cycle(["never", "former", "current"])), *later), ())
    assert [[column.name for column in battery.columns] for battery in found] == [
        ["Music", "Dance", "Folk"],
        ["Pets", "Shopping", "Cars"],
    ]


def test_an_open_end_between_items_of_one_stem_breaks_nothing() -> None:
    items = [number(f"Q1_{item}", cycle([1, 2, 3, 4, 5]), AGREE) for item in range(1, 5)]
    columns = [*items[:2], text("Q1_other", cycle(["a", "b"])), *items[2:]]
    assert [len(battery.columns) for battery in find_batteries(evidence(*columns), ())] == [4]


def test_two_items_are_no_battery() -> None:
    items = [number(f"Q1_{item}", cycle([1, 2, 3, 4, 5]), AGREE) for item in (1, 2)]
    assert find_batteries(evidence(*items), ()) == []


def test_a_declared_set_of_categories_on_an_ordinal_scale_is_a_battery() -> None:
    items = [number(name, cycle([1, 2, 3, 4, 5]), AGREE) for name in ("a", "x", "q")]
    declared = MultipleSet("image", "Image", "categories", ("a", "x", "q"))
    (battery,) = find_batteries(evidence(*items), [declared])
    assert battery.declared is declared


@pytest.mark.parametrize(
    ("column", "counted"),
    [
        (number("a", cycle([0, 1])), 1.0),
        (number("a", cycle([1, 2]), {1: "Yes", 2: "No"}), 1.0),
        (number("a", cycle([1, 2]), {1: "No", 2: "Yes"}), 2.0),
        (number("a", cycle([0, 1]), {0: "Not Selected", 1: "Selected"}), 1.0),
        (number("a", cycle([0, 1]), {0: "Not Other", 1: "Other"}), 1.0),
        (number("a", cycle([1, None])), 1.0),
        (number("a", cycle([0, 0]), YES_NO), 1.0),
        (text("a", cycle(["Yes", "no", "yes"])), "Yes"),
        (text("a", cycle(["TRUE", "FALSE"])), "TRUE"),
        (text("a", cycle(["x", None])), "x"),
        (number("a", cycle([1, 2])), None),
        (number("a", cycle([0, 1, 2])), None),
        (number("a", cycle([1, 2]), {1: "Male", 2: "Female"}), None),
        (number("a", cycle([1, 1])), None),
        (text("a", cycle(["Coke", None])), None),
    ],
)
def test_the_value_that_means_chosen_is_found(column: object, counted: object) -> None:
    assert counted_value(evidence(column)[0]) == counted  # type: ignore[arg-type]


def test_numbered_dichotomies_are_one_question() -> None:
    columns = [number(f"Q2_{item}", cycle([0, 1, 1])) for item in range(1, 4)]
    (question,) = find_multiples(evidence(*columns), ())
    assert (len(question.columns), question.counted) == (3, 1.0)


def test_an_answer_that_nobody_chose_stays_in_its_question() -> None:
    columns = [number("Q2_1", cycle([0, 1])), number("Q2_2", cycle([0, 0])), number("Q2_3", cycle([1, 0]))]
    (question,) = find_multiples(evidence(*columns), ())
    assert len(question.columns) == 3


def test_short_words_answered_yes_or_no_are_one_question_and_whole_questions_are_not() -> None:
    words = [text(name, cycle(["Yes", "No"])) for name in ("yummy", "spicy", "cheap", "greasy")]
    questions = [text(f"Do you ever {what}?", cycle(["Yes", "No"])) for what in ("smoke", "drink", "gamble", "drive")]
    assert [len(found.columns) for found in find_multiples(evidence(*words), ())] == [4]
    assert find_multiples(evidence(*questions), ()) == []


def test_declared_dichotomies_keep_their_counted_value() -> None:
    columns = evidence(*(number(name, cycle([1, 2]), {1: "No", 2: "Yes"}) for name in ("a", "b")))
    (question,) = find_multiples(columns, [MultipleSet("s", "Bought", "dichotomies", ("a", "b"), 2.0)])
    assert question.counted == 2.0


def test_declared_categories_of_yes_and_no_are_dichotomies() -> None:
    columns = evidence(*(number(name, cycle([1, 2]), {1: "True", 2: "False"}) for name in ("a", "b")))
    (question,) = find_multiples(columns, [MultipleSet("s", "Self", "categories", ("a", "b"))])
    assert (question.counted, dict(question.codes)) == (1.0, {})


def test_mentions_are_told_from_a_grid_by_answers_given_twice() -> None:
    brands = {1: "Coke", 2: "Pepsi", 3: "Fanta"}
    mentions = evidence(number("q_1", cycle([1, 2, 3]), brands), number("q_2", cycle([2, 3, None]), brands))
    grid = evidence(number("q_1", cycle([1, 2, 3]), brands), number("q_2", cycle([1, 2, 3]), brands))
    declared = [MultipleSet("q", "Brands", "categories", ("q_1", "q_2"))]
    assert [dict(found.codes) for found in find_multiples(mentions, declared)] == [brands]
    assert [dict(found.codes) for found in find_multiples(mentions, ())] == [brands]
    assert find_multiples(grid, declared) == []
    assert find_multiples(grid, ()) == []


def test_labels_or_blanks_are_mentions_of_themselves() -> None:
    columns = evidence(*(text(f"Q2_{item}", cycle([f"Film {item}", None])) for item in range(1, 4)))
    (question,) = find_multiples(columns, ())
    assert question.codes == {1: "Film 1", 2: "Film 2", 3: "Film 3"}


def test_ones_and_twos_are_chosen_or_not_as_a_guess() -> None:
    columns = evidence(*(number(f"V{item}", cycle([1, 2])) for item in range(1, 4)))
    (question,) = find_multiples(columns, ())
    assert (question.counted, question.counted_is_clear) == (1.0, False)
