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
from research.stages.factors.plan import RetentionRule
from research.stats.item_advice import Reason
from research.stats.number_of_factors import Reason as ChoiceReason
from research.stats.number_of_factors import Votes
from research.wording import factor_codes_en as codes
from research.wording import factor_groups_en as groups
from research.wording.languages import speak
from tests.results_factory import make_results
from tests.wide_factors import make_wide_factors

WORDS = speak("en")
NAN = float("nan")


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
    assert WORDS.random_text(battery.retention) == "Random answers: 500 sets of draws from normal distributions."


def test_every_rule_that_votes_or_that_a_study_may_name_has_words() -> None:
    assert set(codes.RULES) == set(Votes.__slots__)
    assert set(get_args(RetentionRule)) - {"auto"} <= set(codes.RULES)
    assert WORDS.rule_name("the_next_fashion") == "The next fashion"


@pytest.mark.parametrize(
    ("reason", "number", "stand_out", "said"),
    [
        (
            "stands_out",
            3,
            3,
            "Three stand out from what random answers would show, and each has statements of its own.",
        ),
        ("stands_out", 1, 1, "One stands out from what random answers would show, and it has statements of its own."),
        ("own_items", 5, 6, "would show, but with more than five some theme has too few statements of its own."),
        (
            "determined",
            2,
            4,
            "Four stand out from what random answers would show, but so few statements can tell no more",
        ),
        ("study", 5, 6, "The study asks for five; six stand out from what random answers would show."),
        ("kaiser", 6, 5, "The study keeps every theme that tells more than a single statement does."),
        ("the_next_fashion", 2, 2, "The study decides by the rule “the next fashion”."),
    ],
)
def test_the_reason_for_the_number_of_themes_is_told(
    reason: str, number: int, stand_out: int, said: str, battery: BatteryFactors
) -> None:
    retention = replace(battery.retention, reason=reason, number=number, stand_out=stand_out, votes=())
    assert said in WORDS.battery_texts(replace(battery, retention=retention))[0]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("own_items", "Two kept, of three that stand out by the empirical Kaiser criterion: with more, some would not"),
        ("stands_out", "Two kept, of three that stand out by the empirical Kaiser criterion: each has three items"),
        ("determined", "empirical Kaiser criterion: so few items determine no more."),
        ("study", "Two kept, as the study sets the number; by the empirical Kaiser criterion three stand out."),
        ("kaiser", "Two kept, as the study decides by one rule: eigenvalue above one (Kaiser)."),
    ],
)
def test_experts_are_told_which_rule_decided(reason: str, said: str, battery: BatteryFactors) -> None:
    assert said in WORDS.decision_text(replace(battery.retention, reason=reason))


def test_every_limit_on_the_number_of_factors_has_words(battery: BatteryFactors) -> None:
    kept = set(get_args(ChoiceReason)) - {"nothing_stands_out", "no_own_items"}
    assert kept == set(codes.LIMITS)
    for reason in kept:
        told = WORDS.battery_texts(replace(battery, retention=replace(battery.retention, reason=reason)))[0]
        assert "The study" not in told and "_" not in told


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ((2, 2, 2, 2), "All four usual rules agree."),
        ((2,), "The usual rule agrees."),
        ((2, 2, 2, 3), "Of four usual rules three say two; the other says three."),
        ((2, 3, 3, 5), "Of four usual rules one says two; the others say three or five."),
        ((1, 3, 14), "Of three usual rules none says two; they say one, three or 14."),
        ((1, 3, 5, 9, 14), "Of five usual rules none says two; they say from one to 14."),
        ((5,), "The usual rule says five."),
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
    ("verdicts", "together", "alone"),
    [
        (("replicated", "replicated"), "Every theme was found again when the sample was split in half.", ""),
        (
            ("similar", "replicated"),
            "One of two themes was found again for certain",
            "it was found again in a similar form",
        ),
        (
            ("not_replicated", "similar"),
            "None of two themes was found again for certain",
            "not found again: read it with",
        ),
    ],
)
def test_replication_is_told_as_it_came_out(
    verdicts: tuple[ReplicationVerdict, ...], together: str, alone: str, battery: BatteryFactors
) -> None:
    assert battery.replication is not None
    halves = tuple(replace(one, verdict=v) for one, v in zip(battery.replication.factors, verdicts, strict=True))
    found = replace(battery, replication=replace(battery.replication, factors=halves))
    assert together in WORDS.battery_texts(found)[1]
    assert alone in WORDS.theme_text(found, 0) and ("halves" in WORDS.theme_text(found, 0)) is bool(alone)
    untried = replace(battery, replication=None)
    assert "half" not in " ".join(WORDS.battery_texts(untried)) and "halves" not in WORDS.theme_text(untried, 0)


def test_a_theme_without_reliability_is_told_in_sentences(battery: BatteryFactors) -> None:
    unknown = replace(battery.reliability[0], alpha=replace(battery.reliability[0].alpha, value=NAN))
    told = WORDS.theme_text(replace(battery, reliability=(unknown, battery.reliability[1])), 0)
    assert told.startswith("It has too few statements to say how well they fit together. It accounts for 29")


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((0.104, 0.02), "At most 10\u202f% of a theme goes with a habit of agreeing with whatever is asked."),
        ((0.004, 0.0), "Hardly anything of a theme goes with a habit"),
        (
            (NAN, 0.11),
            "11\u202f% of “Fuel” goes with a habit of agreeing with whatever is asked; for “Planet first” that",
        ),
        ((NAN, NAN), "cannot be known: nearly all statements of a theme are asked in one direction."),
    ],
)
def test_style_is_a_share_where_it_is_known_and_else_said_to_be_unknowable(
    shares: tuple[float, ...], said: str, battery: BatteryFactors
) -> None:
    style = tuple(FactorStyle(key, 0.3, share) for key, share in zip(battery.keys, shares, strict=True))
    assert said in WORDS.battery_texts(replace(battery, style=style))[1]


def test_one_way_statements_and_centred_answers_are_told_apart(battery: BatteryFactors) -> None:
    one_way = replace(battery, style=tuple(FactorStyle(key, 0.0, NAN) for key in battery.keys))
    assert "a theme’s statements are all asked in one direction" in WORDS.battery_texts(one_way)[1]
    centred = replace(battery, centred=("all",) * 6)
    assert "their own average" in WORDS.battery_texts(centred)[1]
    assert "cannot be known" not in WORDS.battery_texts(centred)[1]


def test_the_strongest_statements_of_a_theme_are_told_and_its_opposites_last(battery: BatteryFactors) -> None:
    assert WORDS.above_all(battery, 0, [0, 1]) == "Above all “Is good for the planet” and “Comes without plastic”."
    pattern = battery.pattern.copy()
    pattern[0, 0] *= -1
    turned = replace(battery, pattern=pattern)
    assert WORDS.above_all(turned, 0, [0, 1, 2]) == (
        "Above all “Comes without plastic” and “Is grown nearby”, and the opposite of “Is good for the planet”."
    )
    reversed_too = replace(turned, reversed=(True, *battery.reversed[1:]))
    assert "opposite" not in WORDS.above_all(reversed_too, 0, [0, 1, 2])
    assert WORDS.above_all(turned, 0, [0]) == "Above all the opposite of “Is good for the planet”."
    assert WORDS.above_all(battery, 0, []) == ""
    assert WORDS.above_all(battery, 0, [0, 1, 2, 3, 4]).count("“") == 3


@pytest.mark.parametrize(
    ("congruence", "said"),
    [
        ((0.99, 0.95), "Weighting the interviews makes no difference to the themes."),
        ((0.99, 0.90), "Whether or not interviews are weighted changes “Fuel” a little."),
        ((0.90, 0.40), "Whether or not interviews are weighted changes “Planet first” and “Fuel” a good deal."),
    ],
)
def test_weighting_is_said_to_matter_where_it_does(
    congruence: tuple[float, ...], said: str, battery: BatteryFactors
) -> None:
    assert said in WORDS.battery_texts(replace(battery, weighted_congruence=np.array(congruence)))[1]
    unweighted = WORDS.battery_texts(replace(battery, weighted_congruence=np.array([])))
    assert not [text for text in unweighted if "eight" in text]


@pytest.mark.parametrize("reason", [*codes.ITEM_REASONS, "newly_invented"])
@pytest.mark.parametrize("advice", get_args(Advice))
def test_every_item_can_be_advised_on(reason: str, advice: Advice, battery: BatteryFactors) -> None:
    item = replace(battery.diagnosis[0], advice=advice, reason=reason, figure=NAN)
    told = WORDS.attention_texts(replace(battery, diagnosis=(item,)))
    assert len(told) == (advice != "keep")
    for line in told:
        assert " “Is good for the planet”: " in line and line.endswith(".")
        assert not set("{_}") & set(line) and "nan" not in line
        assert "newly invented" in line or reason != "newly_invented"
    brief = WORDS.advice_text(item, "F1", "F2")
    assert brief.startswith(codes.ADVICE[advice]) and not set("{_}") & set(brief) and "nan" not in brief
    assert advice != "keep" or brief == "keep"


def test_items_with_one_reason_stand_in_one_sentence_all_that_are_keyed_wrongly_among_them(
    factors: FactorSolution, battery: BatteryFactors
) -> None:
    turned = [replace(item, advice="reverse", reason="not_reversed") for item in battery.diagnosis[:2]]
    told = WORDS.attention_texts(replace(battery, diagnosis=(*battery.diagnosis[2:], *turned)))
    assert told == [
        "Turn round “Is good for the planet” and “Comes without plastic”: they run against the other statements of "
        "their themes, as if asked the other way round.",
        "Consider rewording “Gives me protein”: it speaks to two themes at once.",
    ]
    wide = make_wide_factors(factors).batteries[0]
    for advice, shown in (("reverse", 9), ("drop", 6)):
        many = tuple(replace(item, advice=advice, reason="weak") for item in wide.diagnosis[:9])
        (line,) = WORDS.attention_texts(replace(wide, diagnosis=many))
        assert line.count("“") == shown and ("and three more" in line) is (shown == 6)


def test_advice_beside_the_figures_is_brief(battery: BatteryFactors) -> None:
    item = battery.diagnosis[5]
    assert WORDS.advice_text(item, "F2", "F1") == "reword: goes with F2 and F1"
    all_over = replace(item, reason="loads_all_over", figure=2.6)
    assert WORDS.advice_text(all_over, "F2", "") == "reword: goes with several themes (complexity 2.60)"
    floor = replace(item, reason="floor", figure=0.84)
    assert WORDS.advice_text(floor, "F2", "") == "reword: most answers at the lowest point (share 84\u202f%)"


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
        (("fits", "holds", "holds"), "the themes mean the same in both groups, and their averages may be compared."),
        (
            ("fits", "holds", "fails"),
            "the same in both groups, but “Is quick to eat on the way” draws higher or lower answers in one group than "
            "the themes explain: compare averages with care.",
        ),
        (
            ("fits", "fails"),
            "but some statements go with a theme more strongly in one group than in another: compare the groups with "
            "care.",
        ),
        (("fits", "unresolved"), "form the themes in both groups; whether more than that is the same is left open"),
        (("misfits",), "the themes look similar in both groups; whether they measure the same is left open"),
        (("unresolved",), "the themes look similar in both groups; whether more than that is the same is left open"),
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


def test_themes_that_look_different_are_never_said_to_mean_the_same(
    factors: FactorSolution, battery: BatteryFactors
) -> None:
    comparison = factors.comparisons[0]
    assert [level.holds for level in comparison.levels[:2]] == [True, True]
    first, second = comparison.congruence
    one = replace(comparison, congruence=(replace(first, congruence=0.849), second))
    assert WORDS.comparison_text(battery, one) == (
        "Sex (Male and Female): “Planet first” differs between the groups; the other theme is alike. Compare the "
        "groups with care."
    )
    both = replace(one, congruence=tuple(replace(c, congruence=0.4) for c in comparison.congruence), by="wave")
    assert WORDS.comparison_text(battery, both) == (
        "Waves (Male and Female): “Planet first” and “Fuel” differ between the waves. Compare the waves with care."
    )
    three = replace(comparison, groups=("A", "B", "C"), levels=comparison.levels[:2])
    assert "the themes mean the same in every group" in WORDS.comparison_text(battery, three)


@pytest.mark.parametrize("obstacle", [*codes.OBSTACLES, "something_else"])
def test_why_groups_were_not_tested_is_said(obstacle: str, factors: FactorSolution, battery: BatteryFactors) -> None:
    untested = replace(factors.comparisons[0], levels=(), obstacle=obstacle)
    told = WORDS.comparison_text(battery, untested)
    assert ("could not be tested: " in told) is bool(obstacle) and "_" not in told and told.endswith(".")
    alike = replace(untested, congruence=tuple(replace(one, congruence=0.99) for one in untested.congruence))
    assert "the themes look the same in both groups" in WORDS.comparison_text(battery, alike)
    unlike = replace(untested, congruence=tuple(replace(one, congruence=0.1) for one in untested.congruence))
    told = WORDS.comparison_text(battery, unlike)
    assert "differ between the groups" in told and ("could not be tested: " in told) is bool(obstacle)
    unknown = replace(untested, congruence=tuple(replace(one, congruence=NAN) for one in untested.congruence))
    assert "is not known" in WORDS.comparison_text(battery, unknown)


def test_waves_are_called_waves(factors: FactorSolution, battery: BatteryFactors) -> None:
    waves = replace(factors.comparisons[0], by="wave", groups=("w1", "w2"))
    told = WORDS.comparison_text(battery, waves)
    assert told.startswith("Waves (w1 and w2): ") and "in both waves" in told and "group" not in told
    assert WORDS.groups_title(waves) == "Between waves"
    assert WORDS.groups_title(factors.comparisons[0]) == "Between groups: Sex"
    assert WORDS.groups_text(waves) == "Respondents: w1 (190) and w2 (206); w1 is the reference."


def test_of_many_names_the_first_few_are_told(factors: FactorSolution) -> None:
    wide = make_wide_factors(factors)
    told = " ".join(WORDS.battery_texts(wide.batteries[0]))
    assert "and three more a good deal" in told
    assert WORDS.all_suggested in told
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


def test_what_a_comparison_rests_on_qualifies_it(factors: FactorSolution, battery: BatteryFactors) -> None:
    comparison = factors.comparisons[0]
    rough = tuple(replace(level, cfi=0.775) for level in comparison.levels[:2])
    told = WORDS.comparison_text(battery, replace(comparison, levels=rough, left_out=(battery.keys[1],)))
    assert "“Fuel” took no part, for want of two own statements." in told
    assert told.endswith("it describes the answers only roughly (CFI 0.78).")
    assert "roughly" not in WORDS.comparison_text(battery, comparison)


def test_a_loose_theme_that_came_back_is_said_to_be_there_but_measured_roughly(battery: BatteryFactors) -> None:
    assert battery.replication is not None
    again = replace(battery.replication.factors[0], verdict="replicated")
    loose = replace(battery.reliability[0], alpha=replace(battery.reliability[0].alpha, value=0.52))
    found = replace(
        battery,
        replication=replace(battery.replication, factors=(again, *battery.replication.factors[1:])),
        reliability=(loose, *battery.reliability[1:]),
    )
    assert "hardly holds together" in WORDS.theme_text(found, 0)
    assert WORDS.theme_text(found, 0).endswith("these statements measure it only roughly.")


def test_frequency_scales_are_not_said_to_tell_agreement(battery: BatteryFactors) -> None:
    told = " ".join(WORDS.battery_texts(replace(battery, agreeing=False)))
    assert "agreeing" not in told and "agreeing" in " ".join(WORDS.battery_texts(battery))
