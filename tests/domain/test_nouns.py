"""Every noun of the results tells itself in a long frame and at a glance, as the guide says."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from research.domain.results import Results
from tests.results_factory import make_results, make_ruled_results

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"
NO_NOUNS = {"brief", "provenance", "n", "study_caveats", "assumptions"}


@pytest.fixture(scope="module")
def nouns() -> list[tuple[str, object]]:
    """All that results may hold, by name."""
    found: list[tuple[str, object]] = []
    for results in (make_results(), make_ruled_results()):
        found += [(field.name, getattr(results, field.name)) for field in fields(Results)]
        found += [(name, getattr(results.segmentation, name, None)) for name in ("evidence", "flows")]
    return [(name, noun) for name, noun in found if name not in NO_NOUNS and noun is not None]


def test_every_noun_has_a_long_frame_and_a_glance(nouns: list[tuple[str, object]]) -> None:
    lacking = {name for name, noun in nouns for told in ("tidy", "glance") if not hasattr(noun, told)}
    assert not lacking
    for _, noun in nouns:
        long, short = noun.tidy(), noun.glance()  # type: ignore[attr-defined]
        assert isinstance(long, pd.DataFrame) and isinstance(short, pd.DataFrame) and len(short) >= 1


def test_the_guide_lists_them_all(nouns: list[tuple[str, object]]) -> None:
    text = GUIDE.read_text("utf-8")
    told = text[text.index("All of these have `tidy()`") :]
    assert not [name for name in {name for name, _ in nouns} if f"`{name}`" not in told]


def test_the_glance_of_a_portfolio_tells_who_comes_first() -> None:
    portfolio = make_results().portfolio
    assert portfolio is not None and portfolio.leader is not None
    row = portfolio.glance().iloc[0]
    assert (row["leader"], row["leader_name"]) == (portfolio.leader.segment, portfolio.leader.name)
    assert row["running"] == len(portfolio.ranked) and len(portfolio.glance()) == 1
