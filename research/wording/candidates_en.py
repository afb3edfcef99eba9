"""The words of the workbook of candidates in English."""

from __future__ import annotations

LEAST_JACCARD = "Least Jaccard"
JACCARD = "Found again (Jaccard)"
DISTINCTNESS = "Distinctness"
BECAUSE = "Because"

SHORTLIST = "Short list"
SHORTLIST_NOTE = (
    "The cut that the report shows, and what else is worth discussing. Sizes here are of the interviews as they were "
    "cut, mostly unweighted; those of the tables are weighted."
)
TRIED = "All cuts that were tried"
TRIED_NOTE = (
    "Stability: agreement of cuts on resampled interviews, 0 chance, 1 the same. Least Jaccard: how much of the least "
    "sure segment is found again. Distinctness: how far segments lie from everyone else, in standard deviations."
)
SEGMENTS = "The segments of each solution"
SEGMENTS_NOTE = "Names are suggested from the figures, except those that the study gives to the chosen segments."
TRANSITIONS_NOTE = (
    "Read across: of 100 people in a segment of the smaller solution, how many are in each segment of the larger one. "
    "A row with one dark cell is a segment that stays together."
)


def transition(before: int, after: int) -> str:
    """From one solution to the next."""
    return f"From {before} to {after} segments"


def guide(study: str, drafted: bool) -> tuple[str, ...]:
    """How to use the book in a workshop; of a study that was only `drafted` no solution can be fixed yet."""
    return (
        "Every question stands here by the segments of several solutions side by side. Begin with the sheets Solutions "
        "and Transitions; then ask of each solution: would we treat these groups differently, and can we reach them?",
        _DRAFTED if drafted else _fixing(study),
    )


_DRAFTED = (
    "To fix a decision, write the study first: `research init` with the data file drafts it; then `research freeze` "
    "with the name of the study."
)


def _fixing(study: str) -> str:
    return (
        f"To fix a decision: `research freeze {study}` fixes the chosen solution, `research freeze {study} --k 5` the "
        "one into five. Names and actions in study.yaml then hang on those segments. A cut of the short list "
        "that rests on another basis is made the study's own first, by `basis` in study.yaml."
    )
