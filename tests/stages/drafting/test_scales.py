"""Ordinal scales: labels, points, favourable end, answers off the scale."""

from __future__ import annotations

from research.stages.drafting.grids import shared_scale
from research.stages.drafting.scales import labelled_scale, worded_scale
from tests.survey_files import AGREE, cycle, evidence, number, text


def test_a_labelled_scale_takes_its_codes_from_the_data() -> None:
    scale = labelled_scale(AGREE, range(1, 6), {})
    assert scale is not None
    assert (scale.family, dict(scale.labels), scale.top, scale.top_is_clear) == ("agreement", AGREE, 5, True)


def test_definitely_would_buy_is_favourable_where_it_is_coded_one() -> None:
    labels = {1: "Definitely would buy", 2: "Probably", 3: "Might or might not", 4: "Probably not", 5: "Definitely not"}
    scale = labelled_scale(labels, range(1, 6), {})
    assert scale is not None
    assert scale.top == 1


def test_dont_know_is_off_the_scale_and_refusal_missing_wherever_they_are_coded() -> None:
    labels = {1: "Don t Know", 2: "Hate", 3: "Dislike", 4: "Neither", 5: "Like", 6: "Love", 7: "Prefer not to say"}
    scale = labelled_scale(labels, range(1, 8), {})
    assert scale is not None
    assert (tuple(scale.labels), scale.top) == ((2, 3, 4, 5, 6), 6)
    assert scale.off_scale == {1: "Don t Know"}
    assert scale.missing == {7: "Prefer not to say"}


def test_what_the_file_declares_missing_is_missing_even_dont_know() -> None:
    column = number("q", cycle([1, 2, 3, 4, 5, 6]), {**AGREE, 6: "Don't know"}, missing=((6.0, 6.0),))
    scale = shared_scale(evidence(column))
    assert scale is not None
    assert scale.missing == {6: "Don't know"}
    assert scale.off_scale == {}


def test_points_between_labelled_ends_get_their_numbers() -> None:
    labels = {
        1: "1 Does not fit at all",
        **{code: str(code) for code in range(2, 10)},
        10: "10 Fits extremely well",
        11: "Don't know",
    }
    full = labelled_scale(labels, range(1, 12), {})
    ends_only = labelled_scale({1: "Not at all", 7: "Extremely"}, range(1, 8), {})
    assert full is not None
    assert ends_only is not None
    assert (full.top, full.top_is_clear, len(full.labels), full.off_scale) == (10, True, 10, {11: "Don't know"})
    assert ends_only.labels == {1: "Not at all", 2: "2", 3: "3", 4: "4", 5: "5", 6: "6", 7: "Extremely"}


def test_ends_without_a_direction_leave_the_top_to_a_guess() -> None:
    scale = labelled_scale({1: "1 Red", 2: "2", 3: "3", 4: "4 Blue"}, range(1, 5), {})
    assert scale is not None
    assert (scale.top, scale.top_is_clear) == (4, False)


def test_codes_that_no_label_explains_count_as_missing() -> None:
    scale = labelled_scale(AGREE, [1, 2, 3, 4, 5, 9], {})
    assert scale is not None
    assert (scale.missing, scale.unlabelled) == ({9: "Code 9"}, (9,))


def test_counts_and_codes_out_of_order_are_no_scale() -> None:
    assert labelled_scale({1: "1", 2: "2", 3: "3", 4: "4", 5: "5 or more"}, range(1, 6), {}) is None
    assert (
        labelled_scale({1: "Agree", 2: "Disagree", 3: "Strongly agree", 4: "Strongly disagree"}, range(1, 5), {})
        is None
    )
    assert labelled_scale({1: "Coke", 2: "Pepsi", 3: "Fanta"}, range(1, 4), {}) is None


def test_answers_in_words_get_codes_from_the_unfavourable_end_on() -> None:
    scale = worded_scale(["Often", "Never", "Always", "Sometimes", "Don't know", "Refused"])
    assert scale is not None
    assert scale.labels == {1: "Never", 2: "Sometimes", 3: "Often", 4: "Always"}
    assert (scale.top, scale.off_scale, scale.missing) == (4, {98: "Don't know"}, {99: "Refused"})


def test_numbers_in_the_answers_are_their_codes() -> None:
    well = worded_scale(["3 Not too well", "1 Extremely well", "4 Not well at all", "2 Quite well"])
    love = worded_scale(["I love it!+5", *(str(code) for code in range(-4, 5)), "I hate it!-5"])
    assert well is not None
    assert love is not None
    assert (tuple(well.labels), well.top) == ((1, 2, 3, 4), 1)
    assert (min(love.labels), max(love.labels), love.top, love.labels[5]) == (-5, 5, 5, "I love it!+5")


def test_bands_of_age_are_no_scale() -> None:
    assert worded_scale(["18-29", "30-44", "45-60", "> 60"]) is None


def test_bare_numbers_on_a_common_range_are_points() -> None:
    columns = evidence(number("Music", cycle([1, 2, 3, 4, 5])), number("Dance", cycle([1, 2, 3, 4])))
    scale = shared_scale(columns)
    assert scale is not None
    assert (dict(scale.labels), scale.top, scale.top_is_clear) == ({1: "1", 2: "2", 3: "3", 4: "4", 5: "5"}, 5, False)


def test_marks_far_from_the_points_count_as_missing() -> None:
    scale = shared_scale(evidence(number("a1", cycle([1, 2, 3, 4, 5, 9, 99])), number("a2", cycle([1, 2, 3, 4, 5]))))
    assert scale is not None
    assert scale.missing == {9: "Code 9", 99: "Code 99"}


def test_columns_of_different_ranges_share_no_scale() -> None:
    assert shared_scale(evidence(number("gender", cycle([1, 2])), number("mood", cycle([1, 2, 3, 4, 5, 6])))) is None
    assert shared_scale(evidence(number("a", cycle([1, 2, 3, 4, 5])), number("b", cycle(range(1, 11))))) is None


def test_columns_that_use_different_words_share_no_scale() -> None:
    approve = text("q1", cycle(["Approve", "Disapprove"]))
    strength = text("q2", cycle(["Very strongly", "Not so strongly"]))
    assert shared_scale(evidence(approve, strength)) is None
