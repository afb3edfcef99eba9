"""The page in German: what the study says stays as it is, everything else is German."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest

from research.deliverables.decision_sheet import DecisionSheet
from research.deliverables.persona_report import FILE, PersonaReport
from research.domain.caveats import Caveat
from research.domain.results import Results
from research.wording.in_words import in_words
from research.wording.languages import speak
from tests.results_factory import make_results, make_ruled_results, make_unsegmented_results

Factory = Callable[[Callable[[str], str]], Results]
ENGLISH = re.compile(
    r"\b(?:the|of|and|than|with|more|less|fewer|market|respondents|everyone|which|that|this|these|are|were|not|from|"
    r"by|for|to|share|base|mean|none|all|they|who|what|how|likely|about|weighted|rank|answer|question|"
    r"statement|theme|stability|interval|Yes|No)\b",
    re.IGNORECASE,
)
UNTOUCHED = ("sex == 2 and age < 40", "questionnaire.yaml", "tidy/candidates.csv", "scikit-learn", "factor-analyzer")
SEEN = re.compile(r'(?:title|aria-label|alt|placeholder|content)="([^"]*)"')


def of_the_study(label: str) -> str:
    """`label` in letters that neither language has, so that what is left in Latin ones is the page's own."""
    return re.sub(r"[A-Za-z]+", "ξξ", label)


def german(results: Results) -> Results:
    brief = results.brief
    return replace(results, brief=replace(brief, branding=replace(brief.branding, language="de")))


def page_of(results: Results) -> str:
    return PersonaReport().render(german(results))[FILE].decode()


def seen(page: str) -> str:
    """What readers see or hear: text, tooltips, alternative texts."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    told = " \n".join((re.sub(r"<[^>]+>", " ", body), *SEEN.findall(body)))
    return unescape(re.sub(r"<[^>]+>", " ", told))


@pytest.fixture(scope="module")
def page() -> str:
    return page_of(make_results())


@pytest.mark.parametrize("report", [PersonaReport, DecisionSheet])
@pytest.mark.parametrize("make", [make_results, make_ruled_results, make_unsegmented_results])
def test_no_english_word_is_seen_outside_of_what_the_study_says(
    make: Factory, report: type[PersonaReport | DecisionSheet]
) -> None:
    pages = report().render(german(make(of_the_study)))
    told = seen("".join(page.decode() for page in pages.values()))
    for name in UNTOUCHED:
        told = told.replace(name, "")
    found = [told[max(match.start() - 40, 0) : match.end() + 40] for match in ENGLISH.finditer(told)]
    assert not found


def test_the_page_says_its_language(page: str) -> None:
    assert '<html lang="de">' in page
    assert 'blockquote::before { content: "„"; }' in page


def test_questions_and_answers_stay_as_they_were_asked(page: str) -> None:
    for asked in ("Is good for the planet", "Purchase intent", "Which snackers should", "Pea Puffs"):
        assert asked in seen(page)


def test_numbers_have_a_decimal_comma(page: str) -> None:
    told = seen(page)
    assert re.search(r"\d,\d", told)
    assert not re.search(r"\d\.\d+\u202f%", told)
    assert "0,86" in told and "0.86" not in told
    assert "März 2025" in told and "2025-03" not in told


def test_labels_of_the_house_in_tables_are_german(page: str) -> None:
    told = seen(page)
    assert "Alle Befragten" in told and "All respondents" not in told
    assert "Top-2-Box" in told and "box" not in told


def test_what_stages_wrote_is_said_in_english_as_it_stands() -> None:
    results = make_results()
    assert PersonaReport().render(results) == PersonaReport().render(in_words(results, speak("en")))


def test_a_caveat_is_told_in_german() -> None:
    results = make_results()
    caveats = (Caveat("incomplete_left_out", {"respondents": 30, "rows": 1230}),)
    told = seen(page_of(replace(results, study_caveats=caveats)))
    assert "Unvollständige Interviews in der Datei: 30 von 1.230; sie zählen nicht." in told


@pytest.mark.parametrize("verdict", ["natural", "reproducible", "constructed"])
def test_every_verdict_names_itself(verdict: str) -> None:
    results = make_results()
    assert results.validation is not None and results.segmentation is not None
    told = speak("de").verdict(results.segmentation, replace(results.validation, verdict=verdict))  # type: ignore[arg-type]
    named = {"natural": "natürlich", "reproducible": "reproduzierbar", "constructed": "konstruiert"}
    assert told.startswith("Diese Segmente sind " + named[verdict])
