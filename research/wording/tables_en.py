"""The words that tables carry with them: rows, titles and bases that the questionnaire does not name itself."""

from __future__ import annotations

TOTAL = "Total"
SEGMENTS = "Segments"
WAVES = "Waves"

MEAN = "Mean"
SD = "Standard deviation"
MEDIAN = "Median"
NPS = "Net promoter score"
ANY = "Any of these"
NO_ANSWER = "No answer"
SAID_SOMETHING = "Said something"

EVERYONE = "All respondents"
ANSWERED = "All respondents who answered"
ASSIGNED = "All respondents who belong to a segment"
DECIDED = "All respondents who belong to a segment or, by its rules, to none"
SAW_CONCEPT = "Those who saw the concept"
ROUTED = "Those who were asked"

_NUMBERS = {1: "one", 2: "two", 3: "three"}


def segment_sizes(division: str) -> str:
    """The table of how large the segments of a division are."""
    return "Segment sizes" if division == SEGMENTS else f"{division}: sizes"


def division(k: int, chosen: bool) -> str:
    """What stands above the segments of a solution of a workshop."""
    return f"{k} segments (chosen)" if chosen else f"{k} segments"


def inside(outer: str, inner: str) -> str:
    """What stands above the columns of a question within one answer to another."""
    return f"{outer}: {inner}"


def quantile(per_cent: int) -> str:
    """The value that so many per cent lie below."""
    return MEDIAN if per_cent == 50 else f"{per_cent}th percentile"


def top_box(width: int) -> str:
    """The net of the `width` most favourable answers."""
    return f"Top-{_NUMBERS[width]} box" if width > 1 else "Top box"


def bottom_box(width: int) -> str:
    """The net of the `width` least favourable answers."""
    return f"Bottom-{_NUMBERS[width]} box" if width > 1 else "Bottom box"


def summary_title(subject: str, statistic: str) -> str:
    """A battery or measure in one figure an item: `Needs: top-two box`."""
    return f"{subject}: {statistic[0].lower()}{statistic[1:]}"


def ranked_title(subject: str, places: int) -> str:
    """Shares of a ranking: first, or among the first `places`."""
    return f"{subject}: ranked first" if places == 1 else f"{subject}: ranked among the first {_NUMBERS[places]}"


def mean_rank_title(subject: str) -> str:
    """The mean of the ranks given, 1 = first."""
    return f"{subject}: mean rank (1 = first)"


def item_wording(wording: str, item: str) -> str:
    """The question of a battery with one of its items."""
    return f"{wording} {item}".strip() if not wording or wording[-1] in "?.!:…" else f"{wording}: {item}"


def readable(name: str) -> str:
    """A key of the study as a heading: `daily_life` becomes `Daily life`."""
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
