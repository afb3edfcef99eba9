"""The words about factors: every code has some, degrees follow the figures, sentences are grammar."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args, get_type_hints

import numpy as np
import pytest

from research.domain.factor_evidence import (
    CorrelationEvidence,
    CorrelationMethod,
    CorrelationReason,
    Extraction,
    MissingAnswers,
    Retention,
    Rotation,
    Scoring,
    Vote,
)
from research.domain.factors import BatteryFactors, FactorSolution
from research.domain.measurement import (
    Advice,
    FactorStyle,
    InvarianceLevelName,
    InvarianceVerdict,
    ReplicationVerdict,
)
from research.stats.item_advice import Reason
from research.stats.number_of_factors import Votes
from research.wording import factor_codes_en as codes
from research.wording import factor_groups_en as groups
from research.wording.languages import speak
from tests.results_factory import make_results
from tests.wide_factors import make_wide_factors

WORDS = speak("en")
NAN = float("nan")
RULES = ("study", "next_eigenvalue", "stands_out", "own_items", "determined", "map", *Votes.__slots__)


@pytest.fixture(scope="module")
def factors() -> FactorSolution:
    made = make_results().factors
    assert made is not None
    return made


@pytest.fixture(scope="module")
def battery(factors: FactorSolution) -> BatteryFactors:
    return factors.batteries[0]


@pytest.mark.parametrize(
    ("words", "literal"),
    [
        (codes.CORRELATIONS, CorrelationMethod),
        (codes.CORRELATION_REASONS, CorrelationReason),
        (codes.MISSING, MissingAnswers),
        (codes.ADVICE, Advice),
        (codes.VERDICTS, ReplicationVerdict),
        (codes.LEVELS, InvarianceLevelName),
        (groups.SO_FAR, InvarianceLevelName),
        (groups.NO_FURTHER, InvarianceLevelName),
        (codes.ITEM_REASONS, Reason),
        (codes.ROTATIONS, Rotation),
        (codes.LEVEL_VERDICTS, InvarianceVerdict),
        (codes.EXTRACTIONS, Extraction),
        (codes.SCORINGS, Scoring),
    ],
)
def test_every_code_has_words_and_no_word_is_left_over(words: dict[str, str], literal: object) -> None:
    assert set(words) == set(get_args(literal))
    assert all(words.values())


def test_random_data_are_told_however_they_were_made(battery: BatteryFactors) -> None:
    assert set(codes.RANDOM) == set(get_args(get_type_hints(Retention)["random"]))
    assert WORDS.random_text(battery.retention) == "Random answers: 500 times random draws from normal distributions."


@pytest.mark.parametrize("rule", [*RULES, "the_next_fashion"])
@pytest.mark.parametrize("number", [1, 2])
def test_the_reason_for_the_number_of_themes_is_a_sentence(rule: str, number: int, battery: BatteryFactors) -> None:
    retention = replace(battery.retention, reason=rule, number=number, votes=())
    told = WORDS.battery_texts(replace(battery, retention=retention))[0]
    reason = told.partition("themes. ")[2]
    assert reason.endswith(".") and "{" not in reason and "_" not in reason
    assert ("one theme" in reason.lower()) is (number == 1)
    assert ("the next fashion" in reason) is (rule == "the_next_fashion")
    assert (rule in codes.RULES) is (rule != "the_next_fashion")
    assert WORDS.rule_name(rule)[0].isupper() and "_" not in WORDS.rule_name(rule)


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ((2, 2, 2, 2), "All four rules that were tried say the same."),
        ((2, 2), "Both rules that were tried say the same."),
        ((2,), "The one rule that was tried says the same."),
        ((2, 2, 2, 3), "Of four rules that were tried three say the same; the other says three."),
        ((2, 3, 3, 5), "Of four rules that were tried one says the same; the others say three or five."),
        ((1, 3, 14), "Of three rules that were tried none says the same: they say one, three or 14."),
        ((5,), "The one rule that was tried says five."),
    ],
)
def test_votes_are_counted(votes: tuple[int, ...], said: str, battery: BatteryFactors) -> None:
    retention = replace(battery.retention, votes=tuple(Vote(f"rule_{i}", n) for i, n in enumerate(votes)))
    assert WORDS.battery_texts(replace(battery, retention=retention))[0].endswith(said)


@pytest.mark.parametrize(
    ("alpha", "said"),
    [
        (0.93, "holds together very well"),
        (0.82, "holds together well"),
        (0.796, "holds together well"),
        (0.79, "holds together well enough"),
        (0.61, "holds together loosely"),
        (0.3, "hardly holds together"),
        (-0.2, "hardly holds together"),
        (NAN, "has too few statements to say how well they fit together"),
    ],
)
def test_reliability_has_words_that_agree_with_the_figure_shown(alpha: float, said: str) -> None:
    assert WORDS.holds(alpha) == said


def test_reliability_is_told_with_its_interval(battery: BatteryFactors) -> None:
    assert WORDS.loading_head(battery, 0) == (
        "29\u202f% of the differences between answers; holds together well enough: alpha 0.78 (0.74 to 0.81)"
    )
    assert WORDS.estimate(0.5, NAN, NAN) == "0.50"


@pytest.mark.parametrize(
    ("kmo", "word"),
    [
        (0.93, "marvelous"),
        (0.9, "marvelous"),
        (0.84, "meritorious"),
        (0.74, "middling"),
        (0.6, "mediocre"),
        (0.55, "miserable"),
        (0.49, "unacceptable"),
        (NAN, ""),
    ],
)
def test_adequacy_has_kaisers_words(kmo: float, word: str) -> None:
    assert WORDS.kaiser(kmo) == word


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("replicated", "It holds together well enough and was found again in both halves of the sample."),
        ("similar", "and was found again in both halves of the sample in a similar form."),
        ("not_replicated", "but was not found again in both halves of the sample: read it with care."),
    ],
)
def test_replication_is_told_as_it_came_out(verdict: ReplicationVerdict, said: str, battery: BatteryFactors) -> None:
    assert battery.replication is not None
    first, *others = battery.replication.factors
    replication = replace(battery.replication, factors=(replace(first, verdict=verdict), *others))
    assert said in WORDS.theme_text(replace(battery, replication=replication), 0)
    assert "halves" not in WORDS.theme_text(replace(battery, replication=None), 0)


def test_style_is_a_share_where_it_is_known_and_else_said_to_be_unknowable(battery: BatteryFactors) -> None:
    assert "all its statements are asked in one direction" in WORDS.theme_text(battery, 0)
    assert "11\u202f% of it goes with agreeing" in WORDS.theme_text(battery, 1)
    few = replace(battery, style=(FactorStyle("needs.F1", 0.2, NAN), battery.style[1]))
    assert "too few of its statements are asked in the other direction" in WORDS.theme_text(few, 0)


def test_what_goes_for_every_theme_is_told_once(battery: BatteryFactors) -> None:
    one_way = replace(battery, style=tuple(FactorStyle(key, 0.0, NAN) for key in battery.keys))
    assert sum("habit of agreeing" in text for text in WORDS.battery_texts(one_way)) == 1
    assert "agreeing" not in WORDS.theme_text(one_way, 0)
    centred = replace(battery, centred=("all",) * 6)
    assert any("their own average" in text for text in WORDS.battery_texts(centred))
    assert "agreeing" not in WORDS.theme_text(centred, 0)


@pytest.mark.parametrize(
    ("congruence", "said"),
    [
        ((0.99, 0.95), "The themes come out the same whether or not interviews are weighted."),
        ((0.99, 0.90), "Whether or not interviews are weighted changes “Fuel” a little."),
        ((0.90, 0.40), "Whether or not interviews are weighted changes “Planet first” and “Fuel” a good deal."),
    ],
)
def test_weighting_is_said_to_matter_where_it_does(
    congruence: tuple[float, ...], said: str, battery: BatteryFactors
) -> None:
    assert said in WORDS.battery_texts(replace(battery, weighted_congruence=np.array(congruence)))
    unweighted = WORDS.battery_texts(replace(battery, weighted_congruence=np.array([])))
    assert not [text for text in unweighted if "weighted" in text]


@pytest.mark.parametrize("reason", [*codes.ITEM_REASONS, "newly_invented"])
@pytest.mark.parametrize("advice", get_args(Advice))
def test_every_item_can_be_advised_on(reason: str, advice: Advice, battery: BatteryFactors) -> None:
    item = replace(battery.diagnosis[0], advice=advice, reason=reason, figure=NAN)
    told = WORDS.attention_text(battery, item)
    assert told.startswith("“Is good for the planet”: ") and told.endswith(".")
    assert not set("{_}") & set(told) and "nan" not in told
    assert "newly invented" in told or reason != "newly_invented"
    assert WORDS.advice_text(battery, item).startswith(f"{codes.ADVICE[advice]}: ")


def test_names_that_look_like_places_for_names_are_left_alone(battery: BatteryFactors) -> None:
    odd = replace(battery, names=("{other}", "{theme}"))
    told = WORDS.item_reason(odd, replace(odd.diagnosis[5], reason="loads_twice"))
    assert told == "speaks to two themes at once, “{theme}” and “{other}”"


def test_what_was_done_to_the_correlations_is_told(battery: BatteryFactors) -> None:
    made = battery.correlations
    assert WORDS.correlations_text(made) == (
        "Pearson correlations, as the items have enough answers to count as a measure."
    )
    mended = CorrelationEvidence(
        "polychoric", "few_categories", "complete", made.matrix, 300, 280.0, 90.0, 3, 0.5, 0.0123
    )
    told = WORDS.correlations_text(mended)
    assert "The tables of 3 pairs of statements had empty cells; 0.50 was added there." in told
    assert "none changed by more than 0.012" in told


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (("fits", "holds", "holds"), "and their averages may be compared."),
        (
            ("fits", "holds", "fails"),
            "averages with care. Understood differently: “Is quick to eat on the way”.",
        ),
        (("fits", "fails"), "but not with the same strength: compare the groups with care."),
        (("fits", "unresolved"), "form the themes in every group; whether more than that is the same is left open"),
        (("misfits",), "not every theme looks the same in every group (“Fuel”); whether they measure the same is left"),
        (("unresolved",), "(“Fuel”); whether more than that is the same is left open"),
    ],
)
def test_groups_are_compared_as_far_as_the_levels_hold(
    verdicts: tuple[InvarianceVerdict, ...], said: str, factors: FactorSolution, battery: BatteryFactors
) -> None:
    names = get_args(InvarianceLevelName)
    levels = tuple(
        replace(level, level=name, verdict=verdict)
        for level, name, verdict in zip(factors.comparisons[0].levels, names, verdicts, strict=False)
    )
    told = WORDS.comparison_text(battery, replace(factors.comparisons[0], levels=levels))
    assert told.startswith("Sex (Male and Female): ") and said in told


@pytest.mark.parametrize("obstacle", [*codes.OBSTACLES, "something_else"])
def test_why_groups_were_not_tested_is_said(obstacle: str, factors: FactorSolution, battery: BatteryFactors) -> None:
    untested = replace(factors.comparisons[0], levels=(), obstacle=obstacle)
    told = WORDS.comparison_text(battery, untested)
    assert ("could not be tested: " in told) is bool(obstacle) and "_" not in told and told.endswith(".")
    alike = replace(untested, congruence=tuple(replace(one, congruence=0.99) for one in untested.congruence))
    assert "the themes look the same in every group" in WORDS.comparison_text(battery, alike)
    unknown = replace(untested, congruence=tuple(replace(one, congruence=NAN) for one in untested.congruence))
    assert "is not known" in WORDS.comparison_text(battery, unknown)


def test_waves_are_called_waves(factors: FactorSolution, battery: BatteryFactors) -> None:
    waves = replace(factors.comparisons[0], by="wave", groups=("w1", "w2"))
    assert WORDS.comparison_text(battery, waves).startswith("Waves (w1 and w2): ")
    assert WORDS.groups_title(waves) == "Between groups: Waves"
    assert WORDS.groups_text(waves) == "Respondents: w1 (190) and w2 (206); w1 is the reference."


def test_of_many_names_the_first_few_are_told(factors: FactorSolution) -> None:
    wide = make_wide_factors(factors)
    told = " ".join(WORDS.battery_texts(wide.batteries[0]))
    assert "and three more a good deal" in told
    assert WORDS.named(["a", "b", "c"]) == "“a”, “b” and “c”"
    assert WORDS.named(["a", "b", "c", "d"]) == "“a”, “b”, “c” and one more"


@pytest.mark.parametrize(("p", "shown"), [(0.0, "< 0.001"), (0.0004, "< 0.001"), (0.0312, "0.031"), (NAN, "–")])
def test_probabilities_are_never_nothing(p: float, shown: str) -> None:
    assert WORDS.probability(p) == shown


def test_halves_in_which_nothing_was_found_are_counted(battery: BatteryFactors) -> None:
    assert battery.replication is not None
    assert WORDS.halves_text(battery.replication).endswith("In 1 half no solution was found.")
    assert "no solution" not in WORDS.halves_text(replace(battery.replication, failed=0))
    assert "not tried" in WORDS.halves_text(None)


def test_one_general_factor_is_told_where_it_is_known(battery: BatteryFactors) -> None:
    assert "a share of 0.31 (0.24 to 0.38)" in WORDS.general_text(battery)
    unknown = replace(battery.omega_hierarchical, value=NAN)
    assert WORDS.general_text(replace(battery, omega_hierarchical=unknown)) == ""
