"""Statements become sentences that name their comparison; opposite statements say the opposite."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from research.domain.personas import SECTIONS, Comparison, Section, Statement
from research.wording.languages import speak
from research.wording.sentences import TONES, shortened, stopped

WORDS = speak("en")
SAID = Statement(
    "wants",
    "needs:top2",
    "n1",
    "Is green",
    "Needs: top-two box",
    "share",
    0.68,
    0.41,
    0.3,
    0.27,
    "far_more",
    True,
    214,
    187.4,
    low=0.61,
    high=0.74,
)
MEAN = replace(
    SAID,
    section="is",
    table="age",
    row="mean",
    subject="Age",
    question="Age",
    statistic="mean",
    value=47.2,
    market=42.1,
    rest=39.0,
    unit="years",
    low=45,
    high=49.4,
)


def test_a_sentence_tells_figure_subject_comparison_and_market() -> None:
    told = WORDS.statement(SAID)
    assert told.plain == "68\u202f% want “Is green”, far more than the market (41\u202f%)."
    assert [part.kind for part in told.parts if part.kind != "text"] == ["figure", "subject"]
    assert told.defines and told.tone == "up"


def test_the_base_is_behind_the_figure() -> None:
    assert WORDS.statement(SAID).note == (
        "base 214, effective 187; 95\u202f% interval 61–74\u202f%; market 41\u202f%, everyone else 30\u202f%"
    )


def test_the_question_is_named_where_it_is_given() -> None:
    does = replace(SAID, section="does", subject="Daily", question="How often they snack")
    assert WORDS.statement(does, does.question).plain.startswith("68\u202f% “Daily” (How often they snack), far more")
    assert WORDS.statement(does).plain.startswith("68\u202f% “Daily”, far more")


def test_means_are_told_in_their_unit_and_as_above_or_below() -> None:
    assert WORDS.statement(MEAN).plain == "Age: 47 years on average, far above the market (42 years)."
    assert "below the market" in WORDS.statement(replace(MEAN, comparison="less")).plain


@pytest.mark.parametrize("statement", [SAID, MEAN], ids=["share", "mean"])
def test_every_comparison_has_words_of_its_own(statement: Statement) -> None:
    told = [WORDS.compared(replace(statement, comparison=comparison)) for comparison in get_args(Comparison)]
    assert len(set(told)) == len(told) == len(TONES)
    assert all("market" in text for text in told)


@pytest.mark.parametrize("section", SECTIONS)
def test_more_and_less_never_share_a_headline(section: Section) -> None:
    up, down = (WORDS.finding(replace(SAID, section=section, comparison=c)) for c in ("far_more", "far_less"))
    assert up != down
    assert WORDS.sections[section] and WORDS.nothing_apart[section]


def test_headlines_stay_short_whatever_the_item() -> None:
    long = replace(SAID, subject="word " * 60)
    assert len(WORDS.finding(long)) < 110


def test_subjects_of_sentences_are_told_whole() -> None:
    long = replace(SAID, subject="word " * 30 + "end")
    assert "word end”" in WORDS.statement(long).plain


@pytest.mark.parametrize(
    ("high", "low", "first"),
    [
        ([("Planet", 1.0)], [("Fuel", 0.5)], "Planet"),
        ([("Planet", 0.3)], [("Fuel", 1.5)], "Low on Fuel"),
        ([], [("Fuel", 1.5)], "Low on Fuel"),
        ([], [], "Close to the market"),
        ([("not: Cooks", 1.0)], [], "Low on Cooks"),
        ([], [("not: Cooks", 1.0)], "Cooks"),
    ],
)
def test_names_begin_with_what_stands_out_most(
    high: list[tuple[str, float]], low: list[tuple[str, float]], first: str
) -> None:
    assert WORDS.segment_names(high, low)[0] == first


AGREE = ("5 Strongly agree", "4")
NOT_AGREE = ("3", "2", "1 Strongly disagree")


@pytest.mark.parametrize(
    ("answers", "others", "told"),
    [
        (AGREE, NOT_AGREE, "agree with “Shops”"),
        (("Very interested", "Interested"), ("Neither", "Not interested"), "are interested in “Shops”"),
        (("7 Extremely important", "6"), ("5", "1 Not at all important"), "find “Shops” important"),
        (("5 Very afraid of", "4"), ("1 Not afraid at all",), "are afraid of “Shops”"),
        (("Strongly agree", "Agree"), ("Somewhat agree", "Disagree"), "answer “Strongly agree” or “Agree” to “Shops”"),
        (("Always", "Often"), ("Seldom",), "answer “Always” or “Often” to “Shops”"),
        (("5 Fits well", "4"), ("3", "1 Does not fit"), "answer “Fits well” or the next point to “Shops”"),
        (("4 to 6 days", "2 or 3 days"), ("Never",), "answer “4 to 6 days” or “2 or 3 days” to “Shops”"),
        (("5", "4"), ("3", "2", "1"), "choose the top two points for “Shops”"),
        (("3",), ("2", "1"), "choose the top point for “Shops”"),
    ],
)
def test_a_net_is_told_in_the_words_of_its_scale(answers: tuple[str, ...], others: tuple[str, ...], told: str) -> None:
    said = replace(SAID, section="does", subject="Shops", answers=answers, other_answers=others)
    assert WORDS.statement(said).plain == f"68\u202f% {told}, far more than the market (41\u202f%)."


def test_a_question_on_a_scale_is_told_by_its_own_label_once() -> None:
    said = replace(SAID, section="does", subject="I live well", question="I live well", answers=AGREE)
    assert WORDS.statement(said, said.question).plain.startswith("68\u202f% agree with “I live well”, far more")


def test_concepts_would_be_bought_or_are_told_with_their_measure() -> None:
    bought = replace(SAID, section="concepts", subject="Puffs", question="Intent: top-two box")
    bought = replace(bought, answers=("I would definitely buy it", "Probably would buy"), other_answers=("Might buy",))
    assert WORDS.picture(bought) == "would buy Puffs, market 41\u202f%"
    assert "does best: 68\u202f% would buy it" in WORDS.finding(bought)
    rated = replace(bought, answers=("Extremely", "Very"), other_answers=("Not at all",))
    assert WORDS.picture(rated) == "answer “Extremely” or “Very” for Puffs (Intent), market 41\u202f%"


def test_rankings_are_told_as_rankings() -> None:
    first = replace(SAID, question="What counts: ranked first")
    among = replace(SAID, question="What counts: ranked among the first three")
    assert WORDS.statement(first).plain.startswith("68\u202f% rank “Is green” first, far more")
    assert WORDS.statement(among).plain.startswith("68\u202f% rank “Is green” among the first three, far more")
    assert WORDS.topic(first.question) == WORDS.topic(among.question) == "What counts"


def test_needs_matter_where_the_scale_speaks_of_importance() -> None:
    needs = replace(SAID, answers=("Very important",), other_answers=("Not important",))
    assert WORDS.finding(needs) == "“Is green” matters far more to them"
    assert WORDS.finding(SAID) == "Far more of them want “Is green”"


def test_an_answer_as_short_as_yes_is_told_with_its_question() -> None:
    yes = replace(SAID, section="is", subject="Yes", question="Children at home")
    assert WORDS.finding(yes) == "Children at home: far more “Yes”"
    assert WORDS.finding(replace(yes, subject="Female")) == "Far more “Female” than in the market"


def test_texts_are_cut_between_words_and_stop_once() -> None:
    assert shortened("one two three four", 10) == "one two…"
    assert shortened("short", 10) == "short"
    assert stopped("an end") == "an end." and stopped("an open end…") == "an open end…"
