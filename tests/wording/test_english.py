"""The words of the report as a whole: rules as they are applied, notes said aloud or refused, sentences in grammar."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from research.clusterers._contract import CLUSTERERS
from research.domain.caveats import Assumption, Caveat
from research.domain.comparison import ComparisonRules, Gate
from research.domain.results import Results
from research.errors import ResearchError
from research.wording.english import say
from research.wording.languages import speak
from research.wording.sentences import shortened
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


def test_what_is_pursued_is_told_with_what_is_not(results: Results) -> None:
    assert results.personas is not None
    planet, busy, _ = results.personas.personas
    best = replace(planet.section("concepts")[0], answers=("Would buy",), value=0.72, market=0.41)
    share = WORDS.numbers.percentage(planet.share)
    dear = replace(busy, because="They pay too little.")
    open_ = [replace(busy, name="C", because=""), replace(busy, name="D", because="Too few were asked")]
    liked = f"72\u202f% {WORDS.picture(best)}"
    assert liked == "72\u202f% would buy Pea Puffs, market 41\u202f%"
    why = replace(planet, because="")
    assert WORDS.answer_pursue([(why, liked)], [dear], open_) == (
        f"We go for Planet Firsts ({share} of the market; {liked}). Not for Busy Fuellers (our reason: “They pay too "
        "little”). "
        "Not decided yet: C and D (our reason: “Too few were asked”)."
    )
    alone = WORDS.answer_pursue([(replace(planet, because="They pay"), "")], [], [])
    assert alone == f"We go for Planet Firsts ({share} of the market; our reason: “They pay”)."
    left = WORDS.answer_pursue([], [replace(busy, because="")], open_[:1])
    assert left == "We do not go for Busy Fuellers. Not decided yet: C."
    assert WORDS.few(replace(best, base=85), 100) == " (small base: 85)" and not WORDS.few(replace(best, base=100), 100)
    undecided = WORDS.answer_open(planet, (busy, best))
    assert undecided.startswith("Which segment to go for is not decided yet.")
    assert "for Busy Fuellers (Pea Puffs: 72\u202f% would buy it)" in undecided


def test_a_persona_near_the_market_is_told_as_such(results: Results) -> None:
    assert results.personas is not None
    persona = results.personas.personas[0]
    near = replace(persona, factor_means=tuple(replace(theme, mean=0.1) for theme in persona.factor_means))
    assert WORDS.persona_lead(near) == "Close to the market on every theme."
    up, down = (replace(persona.factor_means[0], mean=mean) for mean in (0.9, -0.9))
    assert WORDS.persona_lead(replace(persona, factor_means=(up,))) == "Above the market on “Planet first”."
    assert WORDS.persona_lead(replace(persona, factor_means=(down,))) == "Below the market on “Planet first”."


@pytest.mark.parametrize(
    ("stabilities", "chosen", "said"),
    [
        ((0.86, 0.70), 0, "come back most surely"),
        (
            (0.86, 0.85),
            1,
            "as the surest (0.85 against 0.86), and are the finest of those",
        ),
        ((0.86,), 0, "only the one into three segments can be used"),
    ],
)
def test_why_this_number_of_segments_says_no_more_than_the_figures(
    stabilities: tuple[float, ...], chosen: int, said: str, results: Results
) -> None:
    assert results.segmentation is not None
    made = [make_candidate(3 + i, stability, (0.4, 0.3, 0.3), ()) for i, stability in enumerate(stabilities)]
    barred = make_candidate(8, 0.99, (0.9, 0.1), ("too_small",))
    told = WORDS.choice_text(replace(results.segmentation, candidates=(*made, barred), chosen=chosen))
    assert said in told


def test_a_later_wave_says_where_the_segments_were_formed(results: Results) -> None:
    assert results.segmentation is not None
    assert "formed by k-means of scores of the themes, on 299 interviews. More" in WORDS.choice_text(
        results.segmentation, "w1"
    )
    later = WORDS.choice_text(results.segmentation, "w2")
    assert "on the 299 interviews of wave w1. The interviews of this wave were placed into them." in later
    assert "on the 299 interviews of wave w1. More" in WORDS.choice_text(results.segmentation)


@pytest.mark.parametrize("method", CLUSTERERS)
def test_every_method_has_a_name_for_readers_and_all_but_k_means_a_sentence(method: str) -> None:
    assert "_" not in WORDS.method_name(method)
    note = WORDS.method_note(method)
    assert WORDS.method_name(method).lower() in note.lower() if method != "kmeans" else note == ""


def test_the_method_is_explained_where_it_was_chosen(results: Results) -> None:
    assert results.segmentation is not None
    chosen = replace(results.segmentation.choice, method="ward")
    told = WORDS.choice_text(replace(results.segmentation, candidates=(chosen,), chosen=0))
    assert "formed by Ward’s method of" in told
    assert "Ward’s method joins respondents step by step" in told


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("speeding",), "were checked for speed; none"),
        (("missing", "logic_1", "logic_2"), "were checked for missing answers and contradictions; none"),
        ((), "are analysed; the data hold nothing that their quality could be judged by"),
    ],
)
def test_the_sample_is_said_to_be_checked_for_what_it_was_checked_for(
    flags: tuple[str, ...], said: str, results: Results
) -> None:
    none = np.zeros(len(results.screening.ids), dtype=bool)
    made = replace(results.screening, flags=dict.fromkeys(flags, none))
    assert said in WORDS.sample_text(made, 301, 0, 301)


def test_numbers_in_notes_are_grouped_and_forms_are_kept() -> None:
    assert "1,113 of 21,010 respondents" in say(Caveat("gaps_filled", {"respondents": 1113, "of": np.int64(21010)}))
    assert "outside 1900 to 2010 count as no answer: 1." in say(
        Caveat("outside_range", {"question": "Born", "low": 1900, "high": 2010, "respondents": 1})
    )


def test_a_mean_in_a_table_names_its_unit_in_the_row(results: Results) -> None:
    assert results.personas is not None
    first = results.personas.personas[0].section("is")[0]
    height = replace(first, subject="Height", question="Height", statistic="mean", unit="cm", decimals=1)
    assert WORDS.row_label(height, True) == "Height (cm)" and WORDS.cell(height, 170.12) == "170.1"
    price = replace(height, subject="Price", question="Price", unit="£", decimals=2)
    assert WORDS.row_label(price, True) == "Price" and WORDS.cell(price, 1.5) == "£1.50"


def test_every_caveat_of_a_run_has_a_sentence(results: Results) -> None:
    assert all(say(caveat) for caveat in results.caveats)


def test_shares_that_read_alike_are_told_as_alike() -> None:
    personas = make_results().personas
    assert personas is not None
    one, two, three = (
        replace(persona, share=share, pursue=None)
        for persona, share in zip(personas.personas, (0.334, 0.333, 0.33), strict=True)
    )
    assert "equally large, 33 %" in WORDS.answer_sizes(one, three).replace("\u202f", " ").replace("\xa0", " ")
    going = WORDS.segments_finding([one, replace(two, pursue=True), three])
    assert going == f"Three segments, and we go for {two.name} (33\u202f%)"
    assert WORDS.segments_finding([one, two, three]) == f"{one.name} and {two.name} are the largest of three segments"
    larger = replace(one, share=0.5)
    assert WORDS.segments_finding([larger, two, three]) == f"{one.name} is the largest of three segments"


def test_texts_are_cut_between_words_and_figures_stay_with_their_units() -> None:
    assert shortened("  one\ttwo \n three ", 20) == "one two three"
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("now 72\u202f%, £1\u00a0200", 40) == "now 72\u202f%, £1\u00a0200"
