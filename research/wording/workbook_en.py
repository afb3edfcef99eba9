"""The words of the crosstab workbook in English. Per cents are written as its cells show them: `95%`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from research.domain.comparison import RULES
from research.domain.results import Universe
from research.domain.tables import Percentages, Shown, Tables
from research.domain.waves import Change, Topic
from research.wording.significance_en import letters_reading

CREATOR = "research"
CONTENTS = "Contents"
NOTES = "Notes"
SEGMENTS = "Segments"
APART = "What sets apart"
HEAT = "Heat map"
SOLUTIONS = "Solutions"
TRANSITIONS = "Transitions"
WAVES = "Waves"
FACTORS = "Factors"
FACTOR_EVIDENCE = "Factor evidence"
SHEETS: Mapping[str, str] = {
    NOTES: "What to keep in mind, and how the study was done",
    SEGMENTS: "How large the segments are, what sets them apart, and how they were formed",
    APART: "For each segment the figures furthest from everyone, above and below",
    HEAT: "All of these figures by all segments, shaded",
    SOLUTIONS: "The short list, every cut that was tried, and the segments of each solution",
    TRANSITIONS: "Where the people of a segment go when there is one segment more",
    WAVES: "Sizes and scores, wave beside wave",
    FACTORS: "The items behind each factor",
    FACTOR_EVIDENCE: "Why so many factors, how well they are measured, where they hold, how people used the scales",
}
"""The sheets that hold no tables, and what they tell."""
THEMES: Mapping[str, str] = {
    "sizes": "Sizes",
    "needs": "Needs",
    "attitudes": "Attitudes",
    "behaviour": "Behaviour",
    "outcomes": "Outcomes",
    "concepts": "Concepts",
    "media": "Media",
    "profile": "Who they are",
    "open_ends": "In their own words",
}

BACK = "← Contents"
NUMBER = "No."
TABLE = "Table"
BASE = "Base"
RESPONDENTS = "Respondents"
PURPOSE = "What this book is for"
READING = "How to read the tables"

TOTAL = "Total"
BASE_ROW = "Base (unweighted)"
SMALLEST = "smallest of the items"
SMALLEST_BASE_ROW = f"Base (unweighted), {SMALLEST}"
WEIGHTED_BASE_ROW = "Base (weighted)"
EFFECTIVE_BASE_ROW = "Base (effective)"
DEFINES = "Defines the segments: these differ by construction and are not tested between segments."
MARK = "†"
SOME_DEFINE = (
    f"{MARK} Defines the segments: rows so marked differ by construction and are not tested between segments; the "
    "others are."
)
SIZES = "Segments are not tested against each other on their own sizes."

KEEP_IN_MIND = "What to keep in mind"
NOTHING = "Nothing stands out."
TAKEN_FOR_GRANTED = "What was taken for granted"
HOW_DONE = "How it was done"
WENT_IN = "What went in"
SEED = "Random seed"

SEGMENT = "Segment"
NAME = "Name"
SHARE = "Share"
LOW = "95% low"
HIGH = "95% high"
PEOPLE = "People"
CERTAINTY = "Mean membership"
CORE = "Core members"
SIZES_TITLE = "How large the segments are"
PROFILE_TITLE = "Where the segments stand on the factors"
PROFILE_NOTE = (
    "Mean factor scores in standard deviations from the market. Shaded from a quarter, and deeper from half a "
    "standard deviation."
)
FACTOR = "Factor"
CANDIDATES_TITLE = "How many segments"
CANDIDATES_NOTE = (
    "Stability: mean agreement (adjusted Rand index) of cuts on resampled interviews, from 0 (chance) to 1 (the same), "
    "with its 5th to 95th percentile."
)
RULES_TITLE = "The condition of every segment"
RULE = "Members meet this condition"
RULE_FITS = "Fit it"
RULE_TOOK = "In the segment"
METHOD = "Method"
K = "Segments"
STABILITY = "Stability"
STABILITY_LOW = "5th perc."
STABILITY_HIGH = "95th perc."
SMALLEST_SHARE = "Smallest"
LARGEST = "Largest"
VERDICT = "Verdict"
CHOSEN = "chosen"
POSSIBLE = "possible"

CHANGE = "Change"
INTERVAL_NOTE = (
    "Shares with 95% intervals. A change is told against the wave before it, at 95%, taking the waves as independent "
    "samples."
)
TOPICS: Mapping[Topic, str] = {"size": "Segment sizes", "concept": "Concept scores", "outcome": "Outcomes"}
CHANGES: Mapping[Change, str] = {
    "up": "▲ higher",
    "down": "▼ lower",
    "none": "no clear change",
    "first": "first asked",
    "untested": "too few to test",
}

FACTORS_NOTE = (
    "Items by the factor that they load on most. Loadings below 0.30 are left blank, from 0.50 on they are bold."
)
COMMUNALITY = "Communality"
NO_FACTOR = "On no factor 0.30 or more"
REVERSED = "(reversed)"
VARIANCE = "Share of variance"
ALPHA = "Cronbach's alpha"
RELIABILITY = "Variance and reliability"
OMEGA = "Omega total"
LOWER_END = "low"
UPPER_END = "high"
CORRELATIONS = "Correlations of the factors"

FURTHER: Mapping[Shown, str] = {
    "count": "respondents",
    "weighted_count": "weighted",
    "row": "share of the row",
    "cell": "share of everyone",
    "mentions": "share of mentions",
    "index": "index",
    "error": "standard error",
}
PERCENTAGES: Mapping[Percentages, str] = {
    "column": "Shares of the column.",
    "row": "Shares of the row's total; letters compare shares of the columns.",
    "cell": "Shares of everyone in the table; letters compare shares of the columns.",
    "mentions": "Shares of all mentions in the column; letters compare shares of respondents.",
}
FURTHER_LOW, FURTHER_HIGH = "95% from", "95% to"
UNWEIGHTED = "Unweighted."
SHADES_NOTE = (
    f"Shaded: an index of at least {RULES.plain.index:g} or at most {RULES.plain.index_less:g}, by "
    f"{100 * RULES.plain.points:g} points or more."
)

APART_HEADS = ("What", "Of", "Segment", "Total", "Index", "Because")
APART_NOTE = (
    "The strongest first, each question once. A figure stands here where the segment is told apart from everyone else "
    f"and the difference is large: an index of {RULES.plain.index:g} or {RULES.plain.index_less:g} with "
    f"{100 * RULES.plain.points:g} points, or {100 * RULES.plain.points_alone:g} points; for means "
    f"{RULES.plain.sd:g} standard deviations. Questions that define the segments stand here by size alone."
)
ABOVE, BELOW = "Above everyone", "Below everyone"
NOTHING_APART = "Nothing"
DEFINING, TESTED = "defines the segments", "significant and large"
FIGURE, OF = "What", "Of"
HEAT_NOTE = "Shaded where a figure sets the segment apart from everyone:"
SHADES = ("far above", "above", "below", "far below")
PAGE = "Page &P of &N"


def reading(tables: Tables) -> Iterator[str]:
    """How to read shares, letters, arrows, marks and shades."""
    yield (
        "Columns add down: shares are of those in the column who were asked, means of those who gave an answer on "
        "the scale."
    )
    yield from letters_reading(tables)
    gate = RULES.plain
    yield (
        f"Shaded segment figures: an index of {gate.index:g} or more, or of {gate.index_less:g} or less, against the "
        f"total, by {100 * gate.points:g} points or more, and told apart from everyone else."
    )
    if tables.weighted:
        yield (
            "Figures are weighted. The effective base is what the weighted interviews are worth in unweighted ones; "
            "tests use it."
        )
    if any(table.basis for table in tables.tables):
        yield (
            "Questions that define the segments differ between segments by construction: shown and shaded, never "
            f"tested there. Where only some rows of a table do, these are marked {MARK}."
        )


def weighted_by(source: str) -> str:
    """By which column the figures are weighted."""
    return f"Weighted by “{source}”."


def small_base_note(tables: Tables) -> str:
    """What one star says."""
    return f"* base below {tables.small_base}."


def min_base_note(tables: Tables) -> str:
    """What two stars and grey say."""
    return f"** base below {tables.min_base}: grey, not tested."


def asked(universe: Universe, respondents: int, wave: str) -> str:
    """Who was asked, how many, when."""
    who = ", ".join(part for part in (universe.who, universe.country) if part)
    return " · ".join(part for part in (who, f"{respondents:,} respondents", wave) if part)


def filter_line(condition: str) -> str:
    """Whom alone a table counts."""
    return f"Filter: {condition}"


def base_line(base_text: str) -> str:
    """Who is in the table."""
    return f"Base: {base_text}"


def row_label(label: str, unit: str) -> str:
    """A figure with its unit: `Mean (GBP)`."""
    return f"{label} ({unit})" if unit else label


def base_of(label: str) -> str:
    """The base of one row or block of rows of a table without a common base."""
    return f"{BASE_ROW}: {label}"


def suggested(name: str) -> str:
    """A factor that the study did not name itself."""
    return f"{name} (suggested)"


def defining(label: str) -> str:
    """A row that defines the segments, among others that do not."""
    return f"{label} {MARK}"


def with_remark(base_text: str, remark: str) -> str:
    """Who was asked, with what the figure beside it is."""
    return f"{base_text} ({remark})" if remark else base_text


def sizes_note(tables: Tables) -> str:
    """What the sizes are shares of."""
    shares = "Weighted shares" if tables.weighted else "Shares"
    bases = [table.base_text for table in tables.tables if table.name == "segment"]
    return f"{shares} of {bases[0][:1].lower()}{bases[0][1:]}, with 95% intervals." if bases else f"{shares}."


def formed_in(wave: str) -> str:
    """Before how the segments were chosen, in a wave that was placed in them."""
    return f"The segments were formed in {wave}; the respondents of this wave were placed in them."


def candidates_of(wave: str) -> str:
    """Over the candidates, in a wave that did not choose among them."""
    return f"As it was in {wave}, where the segments were formed; the respondents of this wave were placed in them."


def closed_up(sentence: str) -> str:
    """A sentence with its per cents as the cells show them: `95%`, not `95 %`."""
    return re.sub(r"(?<=\d)[ \u00a0\u202f]%", "%", sentence)


def cell_told(base: int, error: float | None, unit: str) -> str:
    """The base of a figure and its standard error, where it has one."""
    told = f"base {base:,}"
    return told if error is None else f"{told}, standard error {error:.2g}{unit}"


def apart_title(segment: str, base: int) -> str:
    """What stands above the figures of a segment."""
    return f"{segment} ({base:,} respondents)"
