"""How it was done: plain sentences, with the numbers behind each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from research.charts.scree import scree
from research.charts.stability import stability
from research.domain.factors import BatteryFactors
from research.domain.results import Results
from research.domain.segmentation import Candidate
from research.wording.english import English

_BLANK_BELOW = 0.30


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures, its first column words; `strong` marks rows, `words` other columns that hold words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()
    words: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Figure:
    svg: str
    note: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work: its sentences, a figure, and what the fold holds."""

    title: str
    texts: tuple[str, ...]
    figures: tuple[Figure, ...] = ()
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()
    folded: tuple[Figure, ...] = ()


def steps(results: Results, words: English) -> list[Step]:
    """The steps in order, as far as the run went."""
    made = [_sample(results, words), _weighting(results, words)]
    if results.factors and results.factors.batteries:
        made.append(_factors(results.factors.batteries, words))
    if results.segmentation:
        made.append(_choice(results, words))
    return [*made, _inputs(results, words)]


def _sample(results: Results, words: English) -> Step:
    screening = results.screening
    n = words.numbers
    screened, flagged, kept = (int(screening.glance()[name].iloc[0]) for name in ("screened", "flagged", "kept"))
    text = words.sample_text(screening, screened, flagged, kept)
    rows = tuple(
        (words.sign_name(str(row["sign"])), n.figure(row["respondents"]), n.percentage(row["share"], 1))
        for row in screening.tidy().to_dict("records")
    )
    return Step(words.sample_title, (text,), grids=(Grid((words.sign, words.interviews_head, words.share), rows),))


def _weighting(results: Results, words: English) -> Step:
    weighting, n = results.weighting, words.numbers
    row = (
        n.figure(weighting.n),
        n.figure(weighting.effective_base, 1),
        n.percentage(weighting.efficiency, 1),
        n.figure(weighting.smallest, 2),
        n.figure(weighting.largest, 2),
    )
    heads = (words.base, words.effective_base, words.efficiency, words.smallest, words.largest)
    return Step(words.weighting_title, (words.weighting_text(weighting),), grids=(Grid(heads, (row,)),))


def _factors(batteries: Sequence[BatteryFactors], words: English) -> Step:
    return Step(
        words.factors_title,
        tuple(words.battery_text(battery) for battery in batteries),
        grids=tuple(grid for battery in batteries for grid in _battery_grids(battery, words)),
        notes=(words.loadings_note, *(f"{battery.label}: {words.battery_fit(battery)}" for battery in batteries)),
        folded=tuple(
            Figure(scree(battery, f"scree-{position}", words), f"{battery.label}. {words.scree_note}")
            for position, battery in enumerate(batteries, start=1)
        ),
    )


def _battery_grids(battery: BatteryFactors, words: English) -> Iterator[Grid]:
    n = words.numbers
    loadings = tuple(
        (
            f"{label} {words.reversed_mark}" if battery.reversed[i] else label,
            *(n.figure(value, 2) if abs(value) >= _BLANK_BELOW else "" for value in battery.pattern[i]),
            n.figure(battery.communalities[i], 2),
        )
        for i, label in enumerate(battery.item_labels)
    )
    yield Grid((f"{battery.label}: {words.item}", *battery.names, words.communality), loadings)
    themes = tuple(
        (
            name,
            n.percentage(battery.variance[j]),
            n.figure(battery.alpha[j], 2),
            n.figure(battery.determinacy[j], 2),
        )
        for j, name in enumerate(battery.names)
    )
    yield Grid((words.theme, words.variance, words.alpha, words.determinacy), themes)


def _choice(results: Results, words: English) -> Step:
    segmentation = results.segmentation
    assert segmentation is not None
    heads = (
        words.k,
        words.method_head,
        words.stability,
        words.stability_range,
        words.smallest,
        words.largest,
        words.within_ss,
        words.calinski_harabasz,
        words.best_reached,
        words.objections,
    )
    rows = tuple(_candidate(c, c is segmentation.choice, words) for c in segmentation.candidates)
    return Step(
        words.choice_title,
        (words.choice_text(segmentation, results.brief.wave), words.verdict_method),
        figures=(Figure(stability(segmentation, words), words.stability_note),),
        grids=(Grid(heads, rows, frozenset({segmentation.chosen}), frozenset({1, 9})),),
    )


def _candidate(candidate: Candidate, chosen: bool, words: English) -> tuple[str, ...]:
    n = words.numbers
    verdict = words.chosen if chosen else words.eligible
    why = "; ".join(words.objection(objection) for objection in candidate.objections)
    return (
        str(candidate.k),
        words.method_name(candidate.method),
        n.figure(candidate.stability, 2),
        f"{n.figure(candidate.stability_low, 2)} – {n.figure(candidate.stability_high, 2)}",
        n.percentage(float(candidate.shares.min())),
        n.percentage(float(candidate.shares.max())),
        n.figure(candidate.within_ss, 1),
        n.figure(candidate.calinski_harabasz, 1),
        n.percentage(candidate.best_reached),
        f"{verdict}: {why}" if chosen and why else why or verdict,
    )


def _inputs(results: Results, words: English) -> Step:
    provenance = results.provenance
    files = tuple((name, digest) for name, digest in provenance.inputs.items())
    versions = tuple((name, version) for name, version in provenance.versions.items())
    return Step(
        words.inputs_title,
        (words.inputs_text(len(files)),),
        grids=(
            Grid((words.file, "SHA-256"), files, words=frozenset({1})),
            Grid((words.package, words.version), versions, words=frozenset({1})),
        ),
        notes=(f"{words.seed}: {provenance.seed}",),
    )
