"""The page in a real browser: offline, dark and light, on a phone, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from research.deliverables.persona_report import FILE, PersonaReport
from research.domain.results import Results
from tests.browsing import IN_A_BROWSER, LONG, OPEN, launched, visit
from tests.results_factory import K, make_results, make_unsegmented_results
from tests.wide_factors import ITEMS, make_wide_factors

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The report of a usual study, one with very long labels, and one without segments."""
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "usual": make_results(),
        "long": make_results(lambda label: f"{label} {LONG}"),
        "unsegmented": make_unsegmented_results(),
        "wide": wide_results(),
    }
    for name, results in made.items():
        (folder / f"{name}.html").write_bytes(PersonaReport().render(results)[FILE])
    return {name: folder / f"{name}.html" for name in made}


def wide_results() -> Results:
    """A study whose factors come of one very large battery."""
    results = make_results()
    assert results.factors is not None
    return replace(results, factors=make_wide_factors(results.factors))


@pytest.mark.parametrize("name", ["usual", "long", "unsegmented", "wide"])
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_the_page_opens_offline_without_a_complaint_and_fits_the_screen(
    browser: Browser, pages: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    page, troubles = visit(browser, pages[name], width, scheme)
    assert troubles == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(OPEN)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "tables scroll within their own box"
    assert len(page.screenshot(full_page=True)) > 10_000
    page.context.close()


def test_dark_and_light_follow_the_readers_preference(browser: Browser, pages: dict[str, Path]) -> None:
    shades = {}
    for scheme in ("dark", "light"):
        page, _ = visit(browser, pages["usual"], 1280, scheme)
        shades[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        ink = page.evaluate("getComputedStyle(document.querySelector('svg text')).fill")
        assert ink == page.evaluate("getComputedStyle(document.querySelector('h2')).color")
        page.context.close()
    assert shades["dark"] != shades["light"]


@pytest.mark.parametrize("name", ["usual", "long", "wide"])
def test_no_label_of_a_chart_leaves_its_drawing_or_covers_another(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page, _ = visit(browser, pages[name], 1280, "light")
    page.evaluate(OPEN)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
            const frame = svg.getBoundingClientRect();
            if (!frame.width) return [];
            const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
            const out = boxes.filter(([, b]) => b.left < frame.left - 2 || b.right > frame.right + 2
                || b.top < frame.top - 4 || b.bottom > frame.bottom + 4).map(([text]) => text);
            const over = boxes.filter(([, b], i) => boxes.some(([, c], j) => j < i
                && Math.min(b.right, c.right) - Math.max(b.left, c.left) > 2
                && Math.min(b.bottom, c.bottom) - Math.max(b.top, c.top) > 5)).map(([text]) => text);
            return [...out, ...over];
        })"""
    )
    assert outside == []
    page.context.close()


def test_items_stay_in_sight_while_loadings_are_scrolled_on_a_phone(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = visit(browser, pages["wide"], 390, "light")
    page.evaluate(OPEN)
    places = page.evaluate(
        """() => {
            const box = document.querySelector('.loadings').parentElement;
            box.scrollLeft = 9999;
            const head = box.querySelector('tr:not(.group) th[scope=row]').getBoundingClientRect();
            const last = box.querySelector('tr:not(.group) td:last-child').getBoundingClientRect();
            const name = box.querySelector('.group div').getBoundingClientRect();
            return [box.scrollLeft, head.left, head.width, last.left, last.right, name.left, name.right];
        }"""
    )
    scrolled, left, width, last_left, last_right, name_left, name_right = places
    assert scrolled > 100 and 0 <= left < 40 and 120 < width < 200
    assert left + width <= last_left and last_right <= 390 and name_left >= 0 and name_right <= 390
    page.context.close()


def test_advice_does_not_stretch_the_rows_of_items_on_a_phone(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = visit(browser, pages["wide"], 390, "light")
    page.evaluate(OPEN)
    lines = page.evaluate(
        """() => [...document.querySelectorAll('[aria-label=Statement] .dense td.words:last-child')].map(cell => {
            const text = document.createRange();
            text.selectNodeContents(cell);
            return text.getBoundingClientRect().height / parseFloat(getComputedStyle(cell).lineHeight);
        })"""
    )
    assert len(lines) == ITEMS and max(lines) < 3
    page.context.close()


def test_rows_sort_and_are_found(browser: Browser, pages: dict[str, Path]) -> None:
    page, troubles = visit(browser, pages["usual"], 1280, "light")
    column = page.locator("#matrix thead th").nth(1)
    order = """() => [...document.querySelector('#matrix tbody:nth-of-type(2)').rows].slice(1)
        .map(row => Number(row.cells[2].dataset.order))"""
    before = page.evaluate(order)
    column.get_by_role("button").click()
    assert page.evaluate(order) == sorted(before, reverse=True)
    assert column.get_attribute("aria-sort") == "descending"
    column.get_by_role("button").press("Enter")
    assert page.evaluate(order) == sorted(before)
    page.get_by_role("searchbox").fill("planet")
    shown = page.locator("#matrix tbody tr:not([hidden]) th[scope=row]").all_inner_texts()
    assert shown and all("planet" in text.lower() for text in shown)
    assert troubles == []
    page.context.close()


def shown_columns(page: Page) -> list[str]:
    """The segments that the heat table shows."""
    return [text.split("\n")[0] for text in page.locator("#matrix thead th:visible").all_inner_texts()[1:]]


def test_two_segments_are_compared_with_what_divides_them_most_first(browser: Browser, pages: dict[str, Path]) -> None:
    page, troubles = visit(browser, pages["usual"], 1280, "light")
    assert len(shown_columns(page)) == K
    page.locator("#one").select_option("1")
    page.locator("#other").select_option("3")
    assert len(shown_columns(page)) == 2
    apart = page.evaluate(
        """() => [...document.querySelector('#matrix tbody:nth-of-type(2)').rows].slice(1)
            .map(row => Math.abs(Number(row.cells[2].dataset.order) - Number(row.cells[4].dataset.order)))"""
    )
    assert apart == sorted(apart, reverse=True) and len(apart) > 1
    page.locator("#other").select_option("")
    assert len(shown_columns(page)) == K and troubles == []
    page.context.close()


def test_themes_are_filtered_and_one_segment_is_shown_alone(browser: Browser, pages: dict[str, Path]) -> None:
    page, troubles = visit(browser, pages["usual"], 1280, "light")
    page.locator("#theme").select_option("2")
    assert page.locator("#matrix tbody:visible").count() == 1
    page.locator(".switch button").nth(2).click()
    assert page.locator("article.portrait:visible").count() == 1
    assert page.locator(".switch [aria-pressed=true]").count() == 1
    page.locator("nav a[href='#segment-1']").click()
    assert page.locator("#segment-1").is_visible(), "whoever is linked to is shown"
    page.locator(".switch button").first.click()
    assert page.locator("article.portrait:visible").count() == K and troubles == []
    page.context.close()


def test_a_view_is_shared_by_its_address_and_paper_shows_everything(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = visit(browser, pages["usual"], 1280, "light")
    page.locator("#one").select_option("1")
    page.locator("#other").select_option("2")
    page.get_by_role("searchbox").fill("planet ~ & <b>")
    address = page.evaluate("location.href")
    page.context.close()
    again, troubles = visit(browser, pages["usual"], 390, "light")
    again.goto(address)
    again.reload()
    assert len(shown_columns(again)) == 2 and again.get_by_role("searchbox").input_value() == "planet ~ & <b>"
    again.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(shown_columns(again)) == K
    again.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(shown_columns(again)) == 2 and troubles == []
    again.context.close()


@pytest.mark.parametrize(
    "altered",
    ["sort=99", "sort=abc", "only=__proto__", "only=99", "one=7~other=8", "theme=x", "constructor=1", "find=100%"],
)
def test_an_altered_link_opens_the_whole_page(browser: Browser, pages: dict[str, Path], altered: str) -> None:
    page, troubles = visit(browser, pages["usual"], 1280, "light")
    page.goto(f"{pages['usual'].as_uri()}#side-by-side~{altered}")
    page.reload()
    assert page.locator("article.portrait:visible").count() == K and len(shown_columns(page)) == K
    page.get_by_role("searchbox").fill("planet")
    assert 0 < page.locator("#matrix tbody tr:not([hidden]) th[scope=row]").count() < 10
    assert troubles == []
    page.context.close()


def test_a_search_without_a_hit_says_so(browser: Browser, pages: dict[str, Path]) -> None:
    page, troubles = visit(browser, pages["usual"], 1280, "light")
    told = page.locator("#nothing-found")
    assert not told.is_visible()
    page.get_by_role("searchbox").fill("nowhere to be found")
    assert told.is_visible()
    page.get_by_role("searchbox").fill("")
    page.locator("#one").select_option("1")
    page.locator("#other").select_option("1")
    assert not told.is_visible() and len(shown_columns(page)) == K, "a segment is not held against itself"
    assert troubles == []
    page.context.close()


@pytest.mark.parametrize("name", ["usual", "wide"])
def test_no_table_is_cut_off_on_a_laptop_when_the_folds_are_open(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page, _ = visit(browser, pages[name], 1280, "light")
    page.evaluate(OPEN)
    cut = page.evaluate(
        """() => {
            const tables = [...document.querySelectorAll('.scroll')];
            return tables.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.getAttribute('aria-label'));
        }"""
    )
    assert cut == []
    spilt = """() => [...document.querySelectorAll('td.words')].filter(e => e.scrollWidth > e.clientWidth + 1)
        .map(e => e.textContent)"""
    assert page.evaluate(spilt) == [], "words stay within their cell, however long"
    page.context.close()


def test_everything_can_be_read_without_scripts(browser: Browser, pages: dict[str, Path]) -> None:
    page, troubles = visit(browser, pages["usual"], 1280, "light", scripts=False)
    assert troubles == []
    assert page.locator(".tools:visible").count() == 0
    page.locator("article details summary").first.click()
    assert page.locator("article details table").first.is_visible()
    page.context.close()


def test_the_first_stop_of_the_keyboard_skips_to_the_answer(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = visit(browser, pages["usual"], 1280, "light")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#answer"
    page.context.close()


def test_every_persona_has_a_printed_page_of_its_own(browser: Browser, pages: dict[str, Path]) -> None:
    page, _ = visit(browser, pages["usual"], 1280, "dark")
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    assert page.locator("article").first.evaluate("e => getComputedStyle(e).breakBefore") == "page"
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()") == "#fcfbf9"
    page.add_style_tag(content="main > :not(.personas), header.masthead, footer { display: none }")
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == K
    page.context.close()
