"""Every number on the page of the bundled study is one of the tidy files beside it, in the rows that its line is of."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd
import pytest

from research.wording.languages import speak
from tests.demo import demo_folder, demo_run
from tests.page_walk import figures, shown, units

pytestmark = pytest.mark.xdist_group("demo")

DIGITS, TEXT, NAME = re.compile(r"\d"), re.compile(r"[^\W\d]{3}|\d[-–+]"), re.compile(r"[^\W\d]|\d[-–+]")
NO_FINDINGS = re.compile(
    r"\b[0-9a-f]{64}\b|SHA-256|Random seed: \d+|\bw[12]\b|\bwave[12]\b|\bF\d\b|95\u202f% (?:interval|confidence)|"
    r"from 0 \(chance\) to 1 \(identical\)|80\u202f% or more|0\u202f% 100\u202f% Market|\bShading: .*|"
    r"\b100 is like the market|\* base under 100"
)
"""The same in every report: names of waves and themes, hashes, confidence, ends of scales, where shades begin."""
BY_PART = {
    "": ("weighting",),
    "answer": ("segments", "candidates"),
    "segments": ("segments", "factor_profile"),
    "map": ("map", "map_axes"),
    "choose": ("portfolio",),
    "side-by-side": ("factor_profile",),
    "concepts": (),
    "waves": (),
}
"""The files that hold the numbers of a part; rows of tables, statements and waves only where a line names them."""
NAMING_ROWS = {"answer", "segments", "side-by-side", "concepts"}
SHARES = ("value", "value_low", "value_high", "market", "rest", "true_own", "true_rest")
"""Columns that hold shares, or means where the row is one of a mean."""
LARGE = {"tables", "statements", "exploration", "item_pairs"}
"""Files of which the part on methods shows nothing."""
LEAST_FOUND_OUT = 0.7
"""Share of the numbers of personas, tables and waves which, had they been one more, the walk would find out;
the others meet a figure of the same row by chance, or of a row of the same name."""


@cache
def tidy() -> Mapping[str, pd.DataFrame]:
    return {path.stem: pd.read_csv(path) for path in sorted((demo_folder() / "w2" / "tidy").glob("*.csv"))}


@cache
def words_with_digits() -> tuple[str, ...]:
    """Texts of the study, of the data and of the report whose digits are no findings, the longest first."""
    results = demo_run().results["w2"]
    assert results.personas is not None and results.exploration is not None
    brief, universe = results.brief, results.brief.universe
    told = {brief.title, brief.objective, brief.next_step, universe.who, universe.country, universe.source}
    told |= set(results.waves.labels) if results.waves else set()
    told |= {speak("en").dated(text) for text in told} | {speak("en").dated(brief.fielded)}
    for table in results.tables.tables:
        told |= {table.title, table.wording, table.base_text, *(row.label for row in table.rows)}
    for persona in results.personas.personas:
        told |= {persona.because, *persona.action.values(), *(verbatim.text for verbatim in persona.verbatims)}
    told |= {value for value in vars_of(speak("en")) if isinstance(value, str)}
    return tuple(sorted(filter(TEXT.search, filter(DIGITS.search, told)), key=len, reverse=True))


def vars_of(words: object) -> Iterator[object]:
    for kind in type(words).__mro__:
        yield from vars(kind).values()


@cache
def tables() -> pd.DataFrame:
    """The cells of the tables that the page may show: everyone's and those of segments."""
    cells = tidy()["tables"]
    return cells[cells["column"].str.match("total$|segment:")]


@cache
def waves() -> pd.DataFrame:
    """The figures of waves, each with the label of its row."""
    labels = {f"{row.table}/{row.row}": row.row_label for row in tables().itertuples()}
    figures = tidy()["waves"]
    concepts = figures["topic"] == "concept"
    return figures.assign(row_label=figures["key"].map(labels).where(concepts, figures["label"]))


def plain(text: str) -> str:
    for told in words_with_digits():
        text = re.sub(rf"(?<!\d){re.escape(told)}(?!\d)", " ", text)
    return NO_FINDINGS.sub(" ", text)


def numbers(frames: Iterable[pd.DataFrame]) -> Iterator[float]:
    for frame in frames:
        held = frame.apply(pd.to_numeric, errors="coerce") if "code" in frame else frame.select_dtypes("number")
        yield from held.to_numpy(dtype=float).ravel()


def named(frame: pd.DataFrame, column: str, text: str) -> pd.DataFrame:
    """The rows that a text names."""
    told = {name for name in set(map(str, frame[column])) if NAME.search(name) and in_words(name, text)}
    return frame[frame[column].isin(told)]


def in_words(name: str, text: str) -> bool:
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def cells(*frames: pd.DataFrame) -> set[str]:
    """How cells are shown: shares in per cent, means as they are, bases in whole interviews."""
    forms: set[str] = set()
    for frame in frames:
        means = frame["statistic"] == "mean" if "statistic" in frame else pd.Series(False, index=frame.index)
        told = [name for name in SHARES if name in frame]
        forms |= {f"{100 * abs(share):.0f}%" for share in numbers([frame.loc[~means, told]]) if math.isfinite(share)}
        forms |= shown(numbers([frame.loc[means, [name for name in told if not name.startswith("true")]]]))
        forms |= {f"{100 * share:.0f}%" for share in numbers([frame[[n for n in told if n.startswith("true")]]])}
        forms |= {f"{base:,.0f}" for base in numbers([frame[["base", "effective_base"]]])}
    return forms


@dataclass(frozen=True)
class Line:
    """What stands on the page: its part, its text, and the numbers in it that are findings."""

    part: str
    text: str
    figures: tuple[str, ...]


@cache
def lines() -> tuple[Line, ...]:
    page = (demo_folder() / "w2" / "personas.html").read_text()
    held = [unit for unit in units(page) if unit.part != "glossary"]
    return tuple(Line(unit.part, unit.text, tuple(figures(plain(unit.text)))) for unit in held)


@cache
def of_the_method() -> set[str]:
    return shown(numbers(frame for name, frame in tidy().items() if name not in LARGE))


@cache
def of_a_part(part: str) -> set[str]:
    return shown(numbers(tidy()[name] for name in BY_PART[part]))


@cache
def behind(line: Line) -> set[str]:
    """The figures that a line may show."""
    if line.part == "method":
        return of_the_method()
    if line.part == "waves":
        return cells(named(waves(), "row_label", line.text))
    if line.part.startswith("segment-"):
        return of_a_segment(line.part.removeprefix("segment-"), line.text)
    said = of_a_part(line.part)
    if line.part == "map":
        return said | shown([tidy()["map_axes"]["separation"].sum()])
    if line.part == "choose":
        return said | shown(float(bound.split()[1]) for bound in tidy()["portfolio"]["bound"].dropna())
    return said | rows_named(tables(), tidy()["statements"], line.text) if line.part in NAMING_ROWS else said


def rows_named(shown_cells: pd.DataFrame, statements: pd.DataFrame, text: str) -> set[str]:
    """The cells of rows that a text names by their label, by the subject of a statement, or by the answers of a net."""
    labelled, told = named(shown_cells, "row_label", text), named(statements, "subject", text)
    rows = {*zip(told["table"], told["row"], strict=True)}
    nets = shown_cells[shown_cells["table"].isin(labelled["table"]) & (shown_cells["statistic"] == "net")]
    subjects = shown_cells[[pair in rows for pair in zip(shown_cells["table"], shown_cells["row"], strict=True)]]
    return cells(labelled, told, subjects, nets if text.startswith("“") else nets[:0])


def of_a_segment(segment: str, text: str) -> set[str]:
    """Its own rows and cells that a text names, else what is said of the segment as a whole."""
    own = tables()[tables()["column"].isin(("total", f"segment:{segment}"))]
    said, means = (tidy()[name][tidy()[name]["segment"] == int(segment)] for name in ("statements", "factor_profile"))
    themes = named(means, "factor_name", text)
    found = rows_named(own, said, text) | {f"{abs(mean):.1f}" for mean in themes["mean"]}
    whole = (tidy()[name] for name in ("segments", "allocation"))
    return found or shown(numbers(frame[frame["segment"] == int(segment)] for frame in whole))


def test_every_number_is_one_of_the_tidy_files() -> None:
    strange = [(line.text, figure) for line in lines() for figure in line.figures if figure not in behind(line)]
    assert not strange, strange[:5]
    assert sum(len(line.figures) for line in lines()) > 5000


def test_a_number_that_is_not_would_be_found_out() -> None:
    exact = [line for line in lines() if line.part in ("waves", "side-by-side") or line.part.startswith("segment-")]
    found_out = [one_more(figure) not in behind(line) for line in exact for figure in line.figures]
    assert sum(found_out) / len(found_out) > LEAST_FOUND_OUT


def one_more(figure: str) -> str:
    """The figure with its last digit one higher: `68%` becomes `69%`, `0.97` becomes `0.98`."""
    digits = re.search(r"[\d,.]+", figure)
    assert digits is not None
    number = digits[0].replace(",", "")
    decimals = len(number.partition(".")[2])
    return f"{float(number) + 10**-decimals:,.{decimals}f}{figure[digits.end() :]}"
