"""The workbook has a word for whatever it may have to say."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from research.domain.results import Universe
from research.domain.tables import SignificanceRules
from research.domain.waves import Change, Topic
from research.wording import significance_en, tables_en, workbook_en
from research.wording.english import say
from tests.results_factory import make_results


def test_every_change_and_topic_has_words() -> None:
    assert set(workbook_en.CHANGES) == set(get_args(Change))
    assert set(workbook_en.TOPICS) == set(get_args(Topic))


def test_the_reading_guide_names_the_levels_and_bases_of_the_tables() -> None:
    tables = replace(make_results().tables, rules=SignificanceRules(levels=(99, 80)), min_base=25, small_base=75)
    told = " ".join(workbook_en.reading(tables))
    assert "at 99% (capital) or 80% (small) confidence" in told
    assert "fewer than 75" in told and "fewer than 25" in told
    assert "weighted" in told and "by construction" in told and "at least 5 respondents" in told
    plain = replace(tables, weighted=False, tables=())
    assert "effective base" not in " ".join(workbook_en.reading(plain))
    assert "at 99% (capital) or 80% (small)" in significance_en.letters_note(tables.rules)
    assert "75" in workbook_en.small_base_note(tables) and "25" in workbook_en.min_base_note(tables)


def test_who_was_asked_leaves_out_what_is_unknown() -> None:
    assert workbook_en.asked(Universe(), 1200, "w1") == "1,200 respondents · w1"
    assert workbook_en.asked(Universe("Adults", "UK"), 5, "w1").startswith("Adults, UK · 5")


def test_per_cents_of_sentences_are_written_as_those_of_cells() -> None:
    assert workbook_en.closed_up("3.6 % of 95\u202f% at 5\u00a0%, and % alone") == "3.6% of 95% at 5%, and % alone"
    assert not [text for text in vars(workbook_en).values() if isinstance(text, str) and " %" in text]


def test_sizes_are_called_weighted_where_they_are() -> None:
    tables = make_results().tables
    assert workbook_en.sizes_note(tables).startswith("Weighted shares")
    assert workbook_en.sizes_note(replace(tables, weighted=False)).startswith("Shares")


def test_caveats_of_the_tables_are_sentences() -> None:
    tables = make_results().tables
    assert tables.caveats
    assert "Treat Keepers" in " ".join(say(caveat) for caveat in tables.caveats)


def test_an_item_stands_after_its_question() -> None:
    assert tables_en.item_wording("How important?", "Price") == "How important? Price"
    assert tables_en.item_wording("How important is", "Price") == "How important is: Price"
    assert tables_en.item_wording("", "Price") == "Price"


def test_titles_read_as_headings() -> None:
    assert tables_en.summary_title("Needs", tables_en.top_box(2)) == "Needs: top-two box"
    assert tables_en.top_box(1) == "Top box" and tables_en.bottom_box(2) == "Bottom-two box"
    assert tables_en.ranked_title("Reasons", 3) == "Reasons: ranked among the first three"
    assert tables_en.readable("daily_life") == "Daily life"
