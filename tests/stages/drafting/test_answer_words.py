"""What the words of answers tell: their order, their favourable end, and whether they are answers at all."""

from __future__ import annotations

import pytest

from research.domain.frequency import frequencies
from research.domain.plain_words import plain
from research.stages.drafting.answers import is_missing, is_none, is_off_scale, is_other
from research.stages.drafting.ordering import ordered_answers
from research.stages.drafting.strength import end_strength, strengths
from research.stages.drafting.words import identifier, words

RISING = [
    (
        "agreement",
        ["Strongly disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Strongly agree"],
    ),
    (
        "intent",
        [
            "Definitely would not buy",
            "Probably would not buy",
            "Might or might not",
            "Probably would buy",
            "Definitely would buy",
        ],
    ),
    ("extent", ["Not at all different", "Not very different", "A little different", "Different", "Very different"]),
    ("extent", ["Not well at all", "Not too well", "Quite well", "Extremely well"]),
    ("extent", ["Not at all", "Slightly", "Moderately", "Very", "Extremely"]),
    ("liking", ["Hate", "Dislike", "Neither like nor dislike", "Like", "Love"]),
    ("satisfaction", ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]),
    ("ease", ["Very difficult", "Difficult", "Neither easy nor difficult", "Easy", "Very easy"]),
    (
        "importance",
        ["Not at all important", "Slightly important", "Moderately important", "Very important", "Extremely important"],
    ),
    ("likelihood", ["Very unlikely", "Unlikely", "Likely", "Very likely"]),
    ("quality", ["Poor", "Fair", "Good", "Very good", "Excellent"]),
    ("favour", ["Very unfavorably", "Somewhat unfavorably", "Neither", "Somewhat favorably", "Very favorably"]),
    (
        "agreement",
        [
            "Stimme überhaupt nicht zu",
            "Stimme eher nicht zu",
            "Teils/teils",
            "Stimme eher zu",
            "Stimme voll und ganz zu",
        ],
    ),
]


@pytest.mark.parametrize(("family", "labels"), RISING, ids=lambda value: str(value)[:30])
def test_answers_rise_to_the_favourable_end(family: str, labels: list[str]) -> None:
    found = strengths(labels)
    assert found is not None
    assert found[0] == family
    assert list(found[1]) == sorted(found[1])


@pytest.mark.parametrize(
    "labels",
    [
        ["Male", "Female", "Other"],
        ["Good quality", "Low price", "Close to home"],
        ["Like the taste", "Easy to cook", "Good price"],
        ["Yes", "No", "Maybe"],
        ["Good", "Depends", "Waste of time"],
        ["Coke", "Diet Coke", "Very Coke"],
    ],
)
def test_other_answers_are_no_scale(labels: list[str]) -> None:
    assert strengths(labels) is None


@pytest.mark.parametrize(
    ("label", "sign"), [("Does not fit at all", -1), ("Fits extremely well", 1), ("I hate it!", -1), ("I love it!", 1)]
)
def test_the_words_at_one_end_tell_its_direction(label: str, sign: int) -> None:
    value = end_strength(label)
    assert value is not None
    assert value * sign > 0


def test_words_without_a_degree_tell_nothing() -> None:
    assert end_strength("Coke") is None


@pytest.mark.parametrize(
    "labels",
    [
        ["Never", "Once or twice a year", "Once every 3 months", "Once a week", "2 to 3 days a week", "Every day"],
        ["Never", "Less than once a month", "Once a month", "Once every 2 weeks", "Daily"],
        ["Never", "Rarely (once or twice in a year)", "Quite often (about once every month)", "Every week"],
        ["Never", "Once a year", "Every three months", "Once a month", "Once a week", "More than once a week"],
        ["Less often", "1-3 a week", "4-6 a week", "Daily"],
        ["Never ", "Sometimes", "Often", "Very Often", "Always"],
        ["Nie", "Selten", "Manchmal", "Oft", "Immer"],
    ],
)  # fmt: skip
def test_frequencies_rise(labels: list[str]) -> None:
    found = frequencies(labels)
    assert found is not None
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    "labels", [["i am always on time", "i am often early", "i am often late"], ["18 to 24 years", "25 to 34 years"]]
)
def test_other_answers_are_no_frequencies(labels: list[str]) -> None:
    assert frequencies(labels) is None


@pytest.mark.parametrize(
    "label",
    [
        *("Don't know", "Don’t know", "Don t Know", "Do not know", "Don t know/Not applicable", "Not applicable"),
        *("N/A", "Can't say", "No opinion", "Unfamiliar (N/A)", "DK/Ref", "Weiß nicht", "Not sure"),
    ],
)
def test_dont_know_is_recognised_however_it_is_spelt(label: str) -> None:
    assert is_off_scale(label)
    assert not is_missing(label)


@pytest.mark.parametrize(
    "label", ["Prefer not to say", "I’d rather not say", "Refused", "No answer", "Keine Angabe", "Ref"]
)
def test_refusals_are_no_answers(label: str) -> None:
    assert is_missing(label)
    assert not is_off_scale(label)


@pytest.mark.parametrize(
    "label", ["I am not sure whether I would buy it or not", "Other / Prefer not to say", "Nothing new"]
)
def test_answers_that_hold_such_words_stay_answers(label: str) -> None:
    assert not is_off_scale(label)
    assert not is_missing(label)
    assert not is_none(label)


@pytest.mark.parametrize(
    "label",
    [
        "None of these",
        "None of the above",
        "I do not have these health conditions",
        "There are no children aged under 18",
    ],
)
def test_none_of_these_is_recognised(label: str) -> None:
    assert is_none(label)


def test_other_is_recognised() -> None:
    assert is_other("Other (Please type into the box.)")
    assert not is_other("Mother")


@pytest.mark.parametrize(
    "ordered",
    [
        ("18-29", "30-44", "45-60", "> 60"),
        ("$0 - $24,999", "$25,000 - $49,999", "$100,000 - $149,999", "$150,000+"),
        ("Less than £25 000", "£25 000 to £29 999", "£40 000 to £44 999"),
        ("primary school", "secondary school", "college/bachelor degree", "masters degree", "doctorate degree"),
        ("Less than high school degree", "High school degree", "Some college or Associate degree", "Bachelor degree"),
        ("Yes", "No"),
        ("Apple", "Pear", "Other", "Don't know", "Prefer not to say"),
        ("North", "South", "None of these", "Other"),
    ],
)
def test_answers_get_a_sensible_order(ordered: tuple[str, ...]) -> None:
    assert sorted(ordered_answers(ordered[::-1]), key=ordered.index) == list(ordered)
    assert set(ordered_answers(ordered[::-1])) == set(ordered)
    if "None of these" not in ordered:
        assert ordered_answers(ordered[::-1]) == ordered


def test_words_are_told_apart_in_names() -> None:
    assert words("Duration__in_seconds_") == ("duration", "in", "seconds")
    assert words("ResponseId") == ("response", "id")
    assert words("Q25") == ("q", "25")


def test_plain_text_has_no_typography() -> None:
    assert plain("Don’t   Know!") == plain("don t know") == "dont know"


def test_identifiers_are_lower_snake_without_accents() -> None:
    assert identifier("Größe der Straße (in m)") == "grosse_der_strasse_in_m"
    assert identifier("VisitFrequency") == "visit_frequency"
    assert identifier("日本") == ""
