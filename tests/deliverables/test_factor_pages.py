"""The method pages about the factors: plain words before the folds, every figure behind them, nothing made up."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape

import numpy as np
import pandas as pd
import pytest

from research.deliverables._loadings import items_by_factor, items_of_no_factor
from research.deliverables._page.factors import factor_step
from research.deliverables._page.glossary import glossary
from research.deliverables.persona_report import FILE, PersonaReport
from research.domain.factor_evidence import Adequacy
from research.domain.factors import FactorSolution
from research.domain.results import Results
from research.wording.languages import speak
from tests.results_factory import make_results
from tests.wide_factors import FACTORS, ITEMS, make_wide_factors, with_one_factor

WORDS = speak("en")
HOSTILE = "</th><script>alert('x')</script><img src=x onerror=alert(1)>\"' & {{ 7*7 }} \x07"
JARGON = (
    "eigenvalue", "loading", "alpha", "omega", "rmsea", "kmo", "bartlett", "polychoric", "congruence", "communality",
    "factor", "invariance", "acquiescence", "p-value", "correlation", "configural", "scree", "rotation", "χ",
)  # fmt: skip
"""Words that nobody meets before asking."""


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module")
def factors(results: Results) -> FactorSolution:
    assert results.factors is not None
    return results.factors


@pytest.fixture(scope="module")
def wide(factors: FactorSolution) -> FactorSolution:
    return make_wide_factors(factors)


@cache
def step_of(results: Results, factors: FactorSolution) -> str:
    """The step of the page that tells of the factors, segments or no segments."""
    results = replace(results, segmentation=None, personas=None, waves=None, basis=None, allocation=None, names=None)
    page = PersonaReport().render(replace(results, factors=factors))[FILE].decode()
    found = re.search(rf'<section class="step">\s*<h3>{WORDS.factors_title}.*?</section>', page, re.S)
    assert found is not None
    return found.group()


def text(markup: str) -> str:
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", " ", markup))).strip()


def before_asking(step: str) -> str:
    """What is read without opening a fold, but for what a fold is called."""
    return text(re.sub(r"<details>.*?</details>", "", step, flags=re.S))


def rows_of(markup: str) -> Iterator[list[str]]:
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", markup, re.S):
        yield [text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]


def loading_rows(step: str) -> list[list[str]]:
    table = re.search(r'<table class="grid loadings">.*?</table>', step, re.S)
    assert table is not None
    return list(rows_of(table.group()))


def written(frames: list[pd.DataFrame]) -> set[str]:
    """Every number of the frames in every form that the page writes numbers in."""
    values = {float(value) for frame in frames for value in frame.select_dtypes("number").to_numpy().ravel()}
    n = WORDS.numbers
    forms = [
        *(lambda value, places=places: n.figure(value, places) for places in range(4)),
        *(lambda value, places=places: n.percentage(value, places) for places in range(2)),
        WORDS.probability,
    ]
    return {form(value) for form in forms for value in values if math.isfinite(value)}


def frames_of(factors: FactorSolution) -> list[pd.DataFrame]:
    return [
        factors.tidy(),
        factors.items(),
        factors.retention(),
        factors.votes(),
        factors.fits(),
        factors.factors(),
        factors.glance(),
        factors.invariance(),
        factors.congruence(),
    ]


@pytest.mark.parametrize("which", ["factors", "wide"])
def test_every_figure_of_every_table_stands_in_a_tidy_frame(
    which: str, results: Results, request: pytest.FixtureRequest
) -> None:
    factors = request.getfixturevalue(which)
    known, figures = written(frames_of(factors)), 0
    for row in rows_of(step_of(results, factors)):
        for cell in row[1:]:
            if not re.fullmatch(r"[−<\d][\d.,\u202f% <−to()]*", cell):
                continue
            for figure in re.split(r" \(| to |\)", cell):
                assert not figure or figure in known, (row[0], figure)
                figures += bool(figure)
    assert figures > 90


def test_nobody_meets_the_words_of_the_trade_before_asking(results: Results, wide: FactorSolution) -> None:
    for factors in (results.factors, wide):
        assert factors is not None
        told = before_asking(step_of(results, factors)).lower()
        assert [word for word in JARGON if re.search(rf"\b{word}s?\b", told)] == []
    asked = text(step_of(results, wide)).lower()
    assert [word for word in ("eigenvalue", "alpha", "kmo", "rmsea", "tucker", "polychoric") if word not in asked] == []


def test_how_many_themes_and_why_is_told_in_plain_words(results: Results, factors: FactorSolution) -> None:
    told = before_asking(step_of(results, factors))
    assert (
        "Its six statements come down to two themes. Three stand out from what random answers would show, but with "
        "more than two some theme has too few statements of its own. Of four usual rules two say two; the others say "
        "one or three." in told
    )
    assert "Above all “Is good for the planet”, “Comes without plastic” and “Is grown nearby”." in told
    assert "It holds together well enough and accounts for 29\u202f% of the differences between answers." in told
    assert "11\u202f% of “Fuel” goes with a habit of agreeing with whatever is asked" in told
    assert "Consider rewording “Gives me protein”: it speaks to two themes at once." in told


def test_the_wave_that_the_themes_come_from_is_named_where_it_is_another(
    results: Results, factors: FactorSolution
) -> None:
    assert results.segmentation is not None and results.brief.wave == "w2"
    told = before_asking(PersonaReport().render(results)[FILE].decode())
    assert "The themes were found in wave w1" in told
    assert "were found in wave" not in before_asking(step_of(results, factors))


def test_how_people_used_the_scales_is_told_with_the_sample_where_it_was_measured(results: Results) -> None:
    assert results.style is not None
    page = PersonaReport().render(results)[FILE].decode()
    step = re.search(rf'<section class="step">\s*<h3>{WORDS.sample_title}.*?</section>', page, re.S)
    assert step is not None
    assert WORDS.style_text(results.style) in before_asking(step.group())
    known = written([results.style.tidy()])
    rows = {row[0]: row[1:] for row in rows_of(step.group())}
    assert [battery in rows for battery in ("Needs", "Attitudes")] == [True, True]
    assert set(rows["Needs"]) | set(rows["Attitudes"]) <= known
    unmeasured = PersonaReport().render(replace(results, style=None))[FILE].decode()
    assert WORDS.style_title not in unmeasured


def test_suggested_names_are_marked_and_given_ones_are_not(results: Results, factors: FactorSolution) -> None:
    step = step_of(results, factors)
    names = re.findall(r"<dt>(.*?)</dt>", step)
    assert [text(name) for name in names] == ["Planet first", f"Fuel {WORDS.suggested_name}"]
    heads = [row[0] for row in loading_rows(step) if row[0].startswith(("F1 ", "F2 "))]
    assert [WORDS.suggested_name in head for head in heads] == [False, True]
    assert WORDS.all_suggested not in step


def test_that_every_name_is_suggested_is_said_once(results: Results, wide: FactorSolution) -> None:
    step = step_of(results, wide)
    assert text(step).count(WORDS.all_suggested) == 1 and WORDS.suggested_name not in step


def test_loadings_are_sorted_by_theme_and_size_and_blank_where_small(results: Results, wide: FactorSolution) -> None:
    battery, step = wide.batteries[0], step_of(results, wide)
    rows = loading_rows(step)
    assert rows[0] == ["Statement", *(f"F{j + 1}" for j in range(FACTORS)), "Communality"]
    position = -1
    shown: dict[str, tuple[int, list[str]]] = {}
    for row in rows[1:]:
        if len(row) == 1:
            position += 1
            assert row[0].startswith(f"F{position + 1} {battery.names[position]}")
        else:
            shown[row[0]] = (position, row[1:])
    assert len(shown) == ITEMS and position == FACTORS - 1
    last = (0, math.inf)
    for label, (group, cells) in shown.items():
        i = battery.item_labels.index(label.removesuffix(f" {WORDS.reversed_mark}"))
        assert label.endswith(WORDS.reversed_mark) is battery.reversed[i]
        size = np.abs(battery.pattern[i])
        assert size.argmax() == group and (group > last[0] or size.max() <= last[1])
        last = (group, size.max())
        assert [cell != "" for cell in cells[:-1]] == [bool(value >= 0.30) for value in size]
        assert cells[-1] == WORDS.numbers.figure(battery.communalities[i], 2)
    bold = re.findall(r'<td class="high">([^<]*)</td>', step)
    assert len(bold) == int((np.abs(battery.pattern) >= 0.50).sum())
    assert all(abs(float(value.replace("−", "-"))) >= 0.495 for value in bold)


def test_a_theme_without_an_item_of_its_own_is_still_named(factors: FactorSolution) -> None:
    battery = factors.batteries[0]
    pattern = np.column_stack([np.full(6, 0.4), np.full(6, 0.01)])
    assert [len(group) for group in items_by_factor(replace(battery, pattern=pattern))] == [6, 0]


def test_items_of_no_theme_stand_under_a_heading_of_their_own(results: Results, factors: FactorSolution) -> None:
    battery = factors.batteries[0]
    pattern = battery.pattern.copy()
    pattern[[0, 4]] = 0.29
    weak = replace(battery, pattern=pattern)
    assert items_of_no_factor(weak) == [0, 4] and items_by_factor(weak) == [[1, 2], [3, 5]]
    rows = loading_rows(step_of(results, replace(factors, batteries=(weak,))))
    assert [row[0] for row in rows[-3:]] == [WORDS.no_theme, battery.item_labels[0], battery.item_labels[4]]
    assert all(cell == "" for row in rows[-2:] for cell in row[1:-1])
    assert WORDS.no_theme not in step_of(results, factors)


def test_what_stands_out_among_votes_and_fits_is_what_was_kept(results: Results, factors: FactorSolution) -> None:
    strong = re.findall(r'<tr class="strong">(.*?)</tr>', step_of(results, factors), re.S)
    told = [text(row) for row in strong]
    assert told[0].startswith("Parallel analysis of components 2") and told[1].startswith("Empirical Kaiser")
    assert told[2].startswith("2 6.1 4 0.190 0.036 (0.000 to 0.088)")
    assert told[3].startswith("Gives me protein")


def test_columns_in_which_nothing_is_known_are_left_out(results: Results, factors: FactorSolution) -> None:
    heads = {cell for row in rows_of(step_of(results, factors)) for cell in row}
    assert WORDS.omega_total in heads
    assert not {WORDS.ordinal_alpha, WORDS.omega_hierarchical} & heads


def test_items_that_need_attention_stand_by_reason_the_most_urgent_first(wide: FactorSolution) -> None:
    advised = [item.advice for item in wide.batteries[0].diagnosis if item.advice != "keep"]
    told = factor_step(wide, WORDS).parts[0].attention
    assert [line.partition(" “")[0] for line in told] == ["Turn round", "Consider leaving out", "Consider rewording"]
    assert [line.count("“") for line in told] == [advised.count(one) for one in ("reverse", "drop", "reword")]


def test_a_battery_without_items_to_mend_says_so(results: Results, factors: FactorSolution) -> None:
    battery = factors.batteries[0]
    kept = replace(battery, diagnosis=tuple(replace(item, advice="keep") for item in battery.diagnosis))
    told = before_asking(step_of(results, replace(factors, batteries=(kept,))))
    assert WORDS.no_attention in told and WORDS.attention_title not in told


def test_one_theme_without_replication_weights_or_groups_is_told_too(results: Results, factors: FactorSolution) -> None:
    step = step_of(results, replace(factors, batteries=(with_one_factor(factors.batteries[0]),), comparisons=()))
    told = text(step)
    assert "Its six statements come down to one theme. Three stand out" in told
    assert "not tried" in told and WORDS.phi_title not in told and "nan" not in told
    assert "weight" not in told.partition("In Kaiser")[0]


def test_several_batteries_stand_under_their_own_headings_with_drawings_of_their_own(
    results: Results, factors: FactorSolution, wide: FactorSolution
) -> None:
    both = replace(
        factors,
        batteries=(*factors.batteries, *wide.batteries),
        comparisons=(*factors.comparisons, *wide.comparisons),
    )
    step = step_of(results, both)
    assert re.findall(r"<h4>(.*?)</h4>", step) == ["Needs", "Habits and occasions"]
    assert [f'id="{key}-' in step for key in ("scree-1", "scree-2", "factor-scree-1", "factor-scree-2")] == [True] * 4
    first, second = step.split("<h4>Habits")
    assert "Between groups: Sex" in first and "Between groups: Age group" not in first
    assert "Between groups: Age group" in second and "Between waves" in second


def test_labels_are_never_markup(results: Results) -> None:
    made = make_results(lambda label: f"{label} {HOSTILE}")
    assert made.factors is not None
    for factors in (made.factors, make_wide_factors(made.factors, lambda label: f"{label} {HOSTILE}")):
        step = step_of(results, factors)
        assert "<script" not in step and "<img" not in step and "\x07" not in step
        assert "alert(&#39;x&#39;)" in step and "{{ 7*7 }}" in step
        titles = re.findall(r'<th scope="col" title="([^"]*)">', step)
        assert len(titles) == len(factors.batteries[0].names)


def test_the_glossary_has_the_words_of_the_folds_that_are_used_and_no_other(
    results: Results, factors: FactorSolution, wide: FactorSolution
) -> None:
    few, many = (
        dict(glossary(replace(results, factors=made), WORDS).method)
        for made in (replace(factors, comparisons=()), wide)
    )
    assert {"Polychoric correlation", "Measurement invariance", "Ordinal alpha"} == set(many) - set(few)
    assert {"Loading", "Parallel analysis", "Omega", "Congruence", "KMO and MSA"} <= set(few)
    assert glossary(replace(results, factors=None), WORDS).method == ()
    assert not set(few) & set(dict(glossary(results, WORDS).terms))


def test_fit_is_said_to_be_that_of_factors_where_components_were_taken(
    results: Results, factors: FactorSolution
) -> None:
    legacy = replace(factors.batteries[0], extraction="components")
    assert WORDS.fit_of_factors in text(step_of(results, replace(factors, batteries=(legacy,))))
    assert WORDS.fit_of_factors not in text(step_of(results, factors))


def test_figures_that_singular_correlations_do_not_have_are_left_out(results: Results, factors: FactorSolution) -> None:
    battery = factors.batteries[0]
    nothing = float("nan")
    fits = tuple(
        replace(fit, chi2=nothing, p=nothing, rmsea=nothing, rmsea_low=nothing, rmsea_high=nothing, tli=nothing)
        for fit in battery.retention.fits
    )
    centred = replace(
        battery,
        centred=("all",) * 6,
        adequacy=Adequacy(nothing, np.full(6, nothing), nothing, 15, nothing),
        retention=replace(battery.retention, fits=fits),
        diagnosis=tuple(replace(item, msa=nothing) for item in battery.diagnosis),
    )
    step = step_of(results, replace(factors, batteries=(centred,), comparisons=()))
    heads = {cell for row in rows_of(step) for cell in row}
    assert not {WORDS.degrees, WORDS.kmo, WORDS.kmo_word, WORDS.bartlett_chi2, WORDS.rmsea_interval, WORDS.msa} & heads
    assert {WORDS.srmr, WORDS.item_rest} <= heads and not re.search(r"\bnan\b", text(step))
