"""The words of the report as a whole: rules as they are applied, notes said aloud or refused, sentences in grammar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.domain.caveats import Assumption, Caveat
from research.domain.comparison import ComparisonRules, Gate
from research.domain.results import Results
from research.errors import ResearchError
from research.wording.english import say
from research.wording.languages import speak
from tests.results_factory import make_candidate, make_results

WORDS = speak("en")


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


def test_a_note_without_words_is_refused_loudly() -> None:
    with pytest.raises(KeyError):
        say(Caveat("never_heard_of"))
    with pytest.raises(KeyError):
        say(Assumption("never_heard_of"))
    with pytest.raises(KeyError):
        say(Caveat("persona_too_small", {"name": "A"}))


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(ResearchError, match="xx"):
        speak("xx")


def test_the_glossary_states_the_rules_that_are_applied() -> None:
    told = dict(WORDS.rules(30))
    assert (
        "index of 150 or more (67 or less) and at least 10 points, or at least 20 points" in told["far more, far less"]
    )
    assert "0.25 standard deviations" in told["more, less"]
    assert "within 5 points" in told["about the same"] and "90" in told["about the same"]
    assert "30" in told["too few"]


def test_other_rules_make_another_glossary() -> None:
    strict = ComparisonRules(far=Gate(200, 50, 0.2, 0.4, 0.8), same_points=0.02)
    told = dict(WORDS.rules(50, strict))
    assert "index of 200" in told["far more, far less"] and "40 points" in told["far more, far less"]
    assert "within 2 points" in told["about the same"]


@pytest.mark.parametrize(
    ("stability", "said"),
    [
        (0.86, "almost the same"),
        (0.71, "largely the same"),
        (0.5, "only partly"),
        (0.2, "mostly other"),
        (np.nan, "was not tried"),
    ],
)
def test_the_verdict_follows_the_stability_and_claims_no_natural_groups(
    stability: float, said: str, results: Results
) -> None:
    assert results.segmentation is not None
    made = replace(results.segmentation, candidates=(make_candidate(3, stability, (0.4, 0.3, 0.3), ()),), chosen=0)
    assert said in WORDS.verdict(made) and said in WORDS.answer_segments(made)
    assert "does not claim" in WORDS.verdict(made)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2025-03", "March 2025"),
        ("w1 (2025-11)", "w1 (November 2025)"),
        ("2025-03-14", "14 March 2025"),
        ("spring", "spring"),
        ("2025-13", "2025-13"),
    ],
)
def test_dates_are_told_in_words(text: str, shown: str) -> None:
    assert WORDS.dated(text) == shown


def test_one_concept_first_everywhere_and_several_firsts_read_differently() -> None:
    assert WORDS.concepts_finding([("Puffs", ("A", "B"))], 2) == "Puffs leads in every segment"
    assert (
        WORDS.concepts_finding([("Puffs", ("A", "B")), ("Bites", ("C",))], 3) == "Puffs leads in two of three segments"
    )
    assert WORDS.concepts_finding([("Puffs", ("A",)), ("Bites", ("B",))], 2) == "Every segment has another favourite"
    told = WORDS.answer_concepts([("Puffs", ("A", "B")), ("Bites", ("C",))], "Intent")
    assert told == "No concept wins everywhere (Intent): Puffs comes first in A and B, Bites comes first in C."


def test_many_segments_are_counted_rather_than_listed() -> None:
    told = WORDS.answer_concepts([("Puffs", tuple("ABCD")), ("Bites", tuple("EF"))], "Intent")
    assert told.endswith("Puffs comes first in four segments, Bites in two.")


def test_growth_and_decline_are_told_apart() -> None:
    assert WORDS.waves_finding(["A"], ["B", "C"], "w1") == "A grew, B and C shrank since w1"
    assert WORDS.waves_finding([], [], "w1") == "No segment clearly grew or shrank since w1"


def test_what_is_pursued_is_told_with_what_is_not() -> None:
    assert WORDS.answer_pursue(["A"], ["B"]) == "The study goes for A, not for B."
    assert WORDS.answer_pursue([], ["B"]) == "The study does not go for B."


def test_a_persona_near_the_market_is_told_as_such(results: Results) -> None:
    assert results.personas is not None
    persona = results.personas.personas[0]
    near = replace(persona, factor_means=tuple(replace(theme, mean=0.1) for theme in persona.factor_means))
    assert WORDS.persona_lead(near) == "Close to the market on every theme."
    up, down = (replace(persona.factor_means[0], mean=mean) for mean in (0.9, -0.9))
    assert WORDS.persona_lead(replace(persona, factor_means=(up,))) == "Above the market on “Planet first”."
    assert WORDS.persona_lead(replace(persona, factor_means=(down,))) == "Below the market on “Planet first”."


def test_every_caveat_of_a_run_has_a_sentence(results: Results) -> None:
    assert all(say(caveat) for caveat in results.caveats)
