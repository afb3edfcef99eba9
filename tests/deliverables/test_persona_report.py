"""The persona report tells what the results hold: findings, figures, limits; nothing of it is markup of the data's."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest

from research.charts.sizes import by_size
from research.deliverables._page.concepts import leaders
from research.deliverables._page.glossary import glossary
from research.deliverables._page.matrix import shade
from research.deliverables._page.overview import best_concept, telling
from research.deliverables._page.portraits import Lines, _lines, portraits
from research.deliverables._page.totals import REASONS, totals
from research.deliverables.persona_report import FILE, PersonaReport
from research.domain.caveats import Caveat
from research.domain.personas import Personas
from research.domain.results import Results
from research.wording.languages import speak
from research.wording.notes_en import CAVEATS
from research.wording.sentences import Sentence
from tests.results_factory import make_results, make_unsegmented_results

WORDS = speak("en")
HOSTILE = "=cmd()</style></script><script>alert('x')</script>\"'<img src=x onerror=alert(1)>{{ 7*7 }} $x$ \x07"
VOID = {"meta", "link", "br", "input", "col", "img", "hr"}


def page_of(results: Results) -> str:
    return PersonaReport().render(results)[FILE].decode()


def rows_of(table: str) -> list[list[str]]:
    """The cells of a table's rows, as text."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.S)
    return [[text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)] for row in rows]


def text(markup: str) -> str:
    return (
        re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", markup)).replace("\u202f", "~"))
        .replace("~", "\u202f")
        .strip()
    )


class Outline(HTMLParser):
    """Open elements, ids, headings and addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.headings: list[int] = []
        self.targets: list[str] = []
        self.sources: list[str] = []
        self.unlabelled: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if held.get("id"):
            self.ids[str(held["id"])] += 1
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.targets += [str(held["href"])] if "href" in held else []
        self.sources += [str(held["src"])] if "src" in held else []
        self.unlabelled += [tag] if tag == "svg" and not held.get("aria-label") else []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


def outline_of(page: str) -> Outline:
    outline = Outline()
    outline.feed(page)
    return outline


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module")
def personas(results: Results) -> Personas:
    assert results.personas is not None
    return results.personas


@pytest.fixture(scope="module")
def page(results: Results) -> str:
    return page_of(results)


@pytest.fixture(scope="module")
def hostile() -> str:
    return page_of(make_results(lambda label: f"{label} {HOSTILE}"))


def test_one_file_is_written() -> None:
    assert list(PersonaReport().render(make_unsegmented_results())) == ["personas.html"]


@pytest.mark.parametrize("which", ["page", "hostile"])
def test_the_page_is_well_formed_and_every_id_is_used_once(which: str, request: pytest.FixtureRequest) -> None:
    outline = outline_of(request.getfixturevalue(which))
    assert outline.open == []
    assert {name for name, uses in outline.ids.items() if uses > 1} == set()
    assert not outline.unlabelled


def test_links_lead_somewhere_on_the_page_and_nothing_is_loaded(page: str) -> None:
    outline = outline_of(page)
    assert outline.sources == []
    for target in outline.targets:
        assert target == "data:," or target.removeprefix("#") in outline.ids, target
    assert "http" not in page and "@import" not in page
    assert not re.search(r"url\((?!#)", page)


def test_headings_go_down_step_by_step(page: str) -> None:
    headings = outline_of(page).headings
    assert headings[0] == 1 and headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(headings))


def test_text_of_the_study_is_never_markup(hostile: str) -> None:
    outline = outline_of(hostile)
    assert "<script>alert" not in hostile and "<img" not in hostile and "\x07" not in hostile
    assert hostile.count("</script>") == 1 and hostile.count("</style>") == 1
    assert outline.sources == []
    assert "49" not in re.findall(r"onerror=alert\(1\)&gt;(\S+)", hostile)
    assert "{{ 7*7 }}" in hostile


def test_the_same_results_give_the_same_bytes(results: Results, page: str) -> None:
    assert page_of(results) == page


def test_the_question_is_the_title_and_who_was_asked_is_told(page: str, results: Results) -> None:
    assert f"<h1>{results.brief.objective}</h1>" in page
    assert f"<title>{results.brief.objective}</title>" in page
    facts = re.search(r'<p class="facts">(.*?)</p>', page)
    assert facts is not None
    told = [text(fact) for fact in re.findall(r"<span>(.*?)</span>", facts.group(1))]
    assert told[:2] == ["Adults 18-75 who snack weekly, UK", "300 interviews"]
    assert "fielded September 2025" in page and "weighted, effective base" in page


def test_without_an_objective_the_title_stands_in(results: Results) -> None:
    brief = replace(results.brief, objective="")
    assert f"<h1>{brief.title}</h1>" in page_of(replace(results, brief=brief))


def test_the_verdict_stands_at_the_top_with_what_it_means(page: str, results: Results) -> None:
    assert WORDS.verdict_title in page
    told = text(page)
    assert results.segmentation is not None and results.validation is not None
    assert "These segments are natural" in told and "may be treated as groups that exist in the market" in told
    untested = text(page_of(replace(results, validation=None)))
    assert "No test against data without segments was made" in untested and "natural:" not in untested


def test_the_answer_holds_three_to_five_findings_with_numbers(page: str) -> None:
    answer = re.search(r'<section id="answer".*?</section>', page, re.S)
    assert answer is not None
    told = [text(item) for item in re.findall(r"<li>(.*?)</li>", answer.group(), re.S)]
    assert 3 <= len(told) <= 5
    assert told[0].startswith("We go for Planet Firsts"), "the question of the study is answered first"
    assert told[1].startswith("To win Planet Firsts, speak to what they want: “"), "and what to say to them"
    assert "three segments" in told[2] and "0.86" in told[2]
    assert "43\u202f%" in told[3] and "million people" in told[3]


def test_cards_stand_in_order_of_size_with_interval_and_people(page: str, personas: Personas) -> None:
    cards = re.findall(r'<li class="card".*?</li>', page, re.S)
    assert len(cards) == len(personas.personas)
    for card, persona in zip(cards, by_size(personas), strict=True):
        told = text(card)
        assert persona.name in told
        assert WORDS.numbers.percentage(persona.share) in told
        assert WORDS.numbers.span(persona.share_low, persona.share_high) in told
        assert persona.people is not None and WORDS.numbers.people(persona.people) in told


def test_every_statement_is_told_and_its_figures_are_those_of_the_tidy_frame(page: str, personas: Personas) -> None:
    frame = personas.tidy()
    for persona in personas.personas:
        portrait = re.search(rf'<article[^>]*id="segment-{persona.segment}".*?</article>', page, re.S)
        assert portrait is not None
        numbers = rows_of(portrait.group()[portrait.group().index("<details>") :])[1:]
        own = frame[frame["segment"] == persona.segment]
        assert len(numbers) == len(own)
        for row, (_, statement) in zip(numbers, own.iterrows(), strict=True):
            assert row[0].removesuffix(" defines the segment") == statement["subject"]
            shown = [f"{100 * statement[name]:.0f}\u202f%".replace("-", "−") for name in ("value", "market", "rest")]
            assert [row[2], row[4], row[5]] == shown
            assert row[6] == WORDS.numbers.percentage(statement["true_own"]) + " / " + WORDS.numbers.percentage(
                statement["true_rest"]
            ) or math.isnan(statement["true_own"])
            assert row[7] == f"{statement['base']:,}"


def test_sentences_mark_what_defines_the_segment(page: str) -> None:
    wants = re.search(r'<section class="topic wants">.*?</section>', page, re.S)
    thinks = re.search(r'<section class="topic thinks">.*?</section>', page, re.S)
    assert wants is not None and WORDS.defines in wants.group()
    assert thinks is not None and WORDS.defines not in thinks.group()


def test_figures_carry_their_base_and_the_market(page: str) -> None:
    figures = re.findall(r'<b class="figure" title="([^"]*)">', page)
    assert figures
    assert all(
        re.match(r"base [\d,]+, effective [\d,]+; .*market .*everyone else ", unescape(note)) for note in figures
    )


def test_side_by_side_holds_the_cells_of_the_tables(page: str, results: Results, personas: Personas) -> None:
    matrix = re.search(r'<table class="matrix".*?</table>', page, re.S)
    assert matrix is not None
    rows = {row[0]: row for row in rows_of(matrix.group())}
    table = results.tables.table("needs:top2")
    i = table.row("n1")
    row = rows["Is good for the planet ◆"]
    assert row[1] == f"{100 * table.values[i, 0]:.0f}\u202f%"
    for persona in personas.personas:
        j = results.tables.banner.position(f"segment:{persona.segment}")
        assert row[1 + persona.segment].startswith(f"{100 * table.values[i, j]:.0f}\u202f%")
    themes = rows["Planet first"]
    assert themes[2:] == [WORDS.numbers.signed(persona.factor_means[0].mean) for persona in personas.personas]


@pytest.mark.parametrize(
    ("difference", "steps"), [(0.0499, 0), (0.05, 1), (-0.10, -2), (0.6 - 0.4, 3), (float("nan"), 0)]
)
def test_shades_begin_at_five_ten_and_twenty_points(difference: float, steps: int) -> None:
    assert shade(difference, (0.05, 0.10, 0.20)) == steps


def test_waves_are_told_beside_each_other(page: str, results: Results) -> None:
    assert results.waves is not None
    section = re.search(r'<section id="waves".*?</section>', page, re.S)
    assert section is not None
    one, two = (figure for figure in results.waves.figures if figure.topic == "size" and figure.segment == 1)
    assert f"{100 * one.value:.0f} → {100 * two.value:.0f}\u202f%" in text(section.group())


def test_one_wave_alone_has_no_comparison(results: Results) -> None:
    assert 'id="waves"' not in page_of(replace(results, waves=None))


def test_every_candidate_is_shown_with_why_it_was_not_chosen(page: str) -> None:
    tables = [rows_of(table) for table in re.findall(r'<table class="grid[^"]*">.*?</table>', page, re.S)]
    candidates = next(rows for rows in tables if rows[0][0] == WORDS.k)
    assert [row[0] for row in candidates[1:]] == ["2", "3", "4"]
    assert [row[-1] for row in candidates[1:]] == [
        "two segments are shown, never chosen by themselves",
        "chosen",
        "comes back too rarely",
    ]


def test_caveats_and_rules_are_told(page: str, results: Results) -> None:
    told = text(page)
    for caveat in results.caveats:
        assert WORDS.say(caveat) in told
    for term, rule in WORDS.rules(results.tables.min_base):
        assert term in told and rule in told


def test_a_study_without_segments_says_why_and_shows_what_everyone_answered() -> None:
    results = make_unsegmented_results()
    results = replace(results, study_caveats=(Caveat("no_basis"), *results.study_caveats))
    page = page_of(results)
    told = text(page)
    assert "The survey asks nothing that consumers could be segmented on" in told
    assert outline_of(page).open == []
    table = results.tables.table("attitudes:top2")
    assert f"{100 * table.values[0, 0]:.0f}\u202f%" in told
    assert "share who answered “Definitely” or “Probably”" in told and 'class="card"' not in page
    assert "top-two box" not in text(page.partition('id="method"')[0])


def test_any_known_reason_is_told_where_there_are_no_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    results = make_unsegmented_results()
    told = text(page_of(results))
    assert WORDS.no_segments_text in told
    assert set(REASONS) == {"no_basis", "no_structure", "nothing_to_factor"}
    monkeypatch.setitem(CAVEATS, "no_structure", "Nothing hangs together.")
    told = text(page_of(replace(results, study_caveats=(Caveat("no_structure"),))))
    assert "Nothing hangs together." in told and WORDS.no_segments_text not in told


def test_without_a_decision_the_answer_says_that_it_is_left_open(results: Results, personas: Personas) -> None:
    undecided = tuple(replace(persona, pursue=None) for persona in personas.personas)
    page = page_of(replace(results, personas=replace(personas, personas=undecided)))
    told = text(page.partition('id="answer"')[2].partition("</section>")[0])
    assert "Which segment to go for is not decided yet." in told


def test_the_glossary_explains_what_is_on_the_page_and_nothing_else(results: Results, personas: Personas) -> None:
    silent = tuple(replace(persona, verbatims=()) for persona in personas.personas)
    same = replace(results.weighting, source="none")
    bare = replace(results, weighting=same, factors=None, personas=replace(personas, personas=silent))
    full, less = (dict(glossary(made, WORDS).terms) for made in (results, bare))
    assert "weighted" in full["Market"] and "weighted" not in less["Market"]
    assert {"Effective base", "Theme", "In their own words"} == set(full) - set(less)
    assert "Top-two box" in full and "Top box" not in full
    without = glossary(make_unsegmented_results(), WORDS)
    assert not without.rules and "Segment" not in dict(without.terms)


def test_lines_on_one_question_stand_under_it_once(results: Results, personas: Personas) -> None:
    persona = personas.personas[0]
    aware = persona.section("does")[0]
    other = replace(aware, row="aw_2", subject="Podsnap", comparison="less")
    smokes = replace(aware, table="smokes", row="1", subject="Never", question="Smoking", comparison="more")
    told = _lines([smokes, aware, other], WORDS)
    assert [lines.question for lines in told] == ["Smoking", aware.question]
    assert all(aware.question not in sentence.plain for lines in told for sentence in lines.sentences)
    alone = _lines([smokes, replace(smokes, question="Drinking")], WORDS)
    assert [lines.question for lines in alone] == [""]
    assert ["(Smoking)" in s.plain or "(Drinking)" in s.plain for s in alone[0].sentences] == [True, True]


def test_sections_lead_with_what_there_is_more_of_and_the_heading_is_the_first_line(
    results: Results, personas: Personas
) -> None:
    persona = personas.personas[0]
    less, more = (replace(persona.section("does")[0], comparison=c) for c in ("far_less", "slightly_more"))
    more = replace(more, row="aw_2", subject="Podsnap")
    changed = replace(personas, personas=(replace(persona, statements=(less, more)),))
    page = page_of(replace(results, personas=changed))
    section = re.search(r'<section class="topic does">.*?</section>', page, re.S)
    assert section is not None
    assert re.findall(r'<li class="(\w+)">', section.group()) == ["up", "down"]
    heading = text(re.findall(r"<h3>(.*?)</h3>", section.group())[0])
    assert "lightly more “Podsnap”" in heading


def test_a_page_with_more_to_read_is_printed_in_smaller_type(results: Results, personas: Personas) -> None:
    usual = portraits(results, personas, WORDS)[0]
    line = Sentence.of("x" * 1000)
    topic = replace(usual.topics["does"], figure="", lines=(Lines("", (line,)),))
    one, two, three = ({"does": replace(topic, lines=topic.lines * n)} for n in (1, 2, 3))
    fits = [replace(usual, topics=topics, verbatims=()).fit for topics in (one, two, three)]
    assert fits == ["roomy", "dense", "packed"]


def test_a_card_tells_a_finding_with_its_own_figure(page: str, personas: Personas) -> None:
    cards = re.findall(r'<li class="card".*?</li>', page, re.S)
    for card, persona in zip(cards, by_size(personas), strict=True):
        line, best = telling(persona, ("wants", "thinks", "does", "is", "reached")), best_concept(persona)
        assert line is not None and best is not None
        figures = [text(figure) for figure in re.findall(r"<b>(.*?)</b>", card)]
        assert figures[1:] == [WORDS.value(line, line.value), WORDS.value(best, best.value)]
        assert WORDS.finding(line) in text(card) and "top-two box" not in text(card)


def test_answers_that_a_short_list_leaves_out_are_counted() -> None:
    results = make_unsegmented_results()
    table = results.tables.table("sex")
    many = replace(
        table,
        rows=tuple(replace(table.rows[0], key=str(i), label=f"State {i}", codes=(i,)) for i in range(20)),
        **{
            name: np.repeat(getattr(table, name)[:1], 20, axis=0)
            for name in ("values", "counts", "weighted_counts", "bases", "weighted_bases", "effective_bases")
        },
    )
    told = totals(replace(results, tables=replace(results.tables, tables=(many,))), WORDS)
    assert len(told[0].bars) == 12 and told[0].more == "and eight answers more"


def test_a_segment_too_small_is_said_to_be_so_and_not_to_be_like_the_market(
    results: Results, personas: Personas
) -> None:
    small = replace(personas.personas[2], base=12, statements=())
    changed = replace(results, personas=replace(personas, personas=(*personas.personas[:2], small)))
    portrait = re.search(r'<article[^>]*id="segment-3".*?</article>', page_of(changed), re.S)
    assert portrait is not None
    assert WORDS.too_few_title in portrait.group()
    assert WORDS.nothing_apart["wants"] not in portrait.group()


def test_an_empty_segment_is_shown_without_a_fault(results: Results, personas: Personas) -> None:
    empty = replace(personas.personas[0], base=0, share=0.0, share_low=0.0, certainty=float("nan"), statements=())
    themes = tuple(replace(theme, mean=float("nan")) for theme in empty.factor_means)
    changed = (replace(empty, factor_means=themes, verbatims=()), *personas.personas[1:])
    page = page_of(replace(results, personas=replace(personas, personas=changed)))
    assert not re.search(r"\bnan\b", text(page))


def test_without_factors_universe_concepts_and_plans_the_page_still_stands(
    results: Results, personas: Personas
) -> None:
    bare = tuple(
        replace(p, people=None, verbatims=(), action={}, pursue=None, statements=p.section("wants"), factor_means=())
        for p in personas.personas
    )
    changed = replace(results, factors=None, personas=replace(personas, personas=bare), waves=None)
    page = page_of(changed)
    assert outline_of(page).open == []
    assert "million" not in text(page) and 'id="concepts"' not in page


def test_what_is_told_first_of_a_segment_is_what_it_wants_more_of(personas: Personas) -> None:
    persona = personas.personas[1]
    told = telling(persona, ("wants", "thinks", "does"))
    assert told is not None and told.section == "wants" and told.comparison == "more"
    flat = replace(persona, statements=tuple(replace(s, comparison="same") for s in persona.statements))
    assert telling(flat, ("wants",)) is None


def test_the_best_concept_is_that_of_the_first_measure(personas: Personas) -> None:
    persona = personas.personas[0]
    lead = persona.section("concepts")[0]
    better = replace(lead, row="c2_pi", subject="Lentil Crunch", value=lead.value + 0.2)
    elsewhere = replace(lead, table="concepts.unique:top2", value=0.99)
    changed = replace(persona, statements=(*persona.statements, better, elsewhere))
    assert best_concept(changed) == better
    assert [leader.concept for leader in leaders(replace(personas, personas=(changed,)))] == ["Lentil Crunch"]


def test_sorting_and_finding_need_no_script_to_read_the_page(page: str) -> None:
    assert '<div class="tools" hidden>' in page
    assert page.count("<script>") == 1
