"""Why this number of segments: what was tried, how it holds, and what more or fewer would be."""

from __future__ import annotations

from collections.abc import Iterator

from research.charts.recurrence import recurrence
from research.charts.solution_flows import solution_flows
from research.charts.stability import stability
from research.deliverables._page.steps import Figure, Fold, Grid, Section, Step
from research.domain.results import Results
from research.domain.segmentation import Candidate, Segmentation, SolutionFlows
from research.wording.english import English


def choice_step(results: Results, segmentation: Segmentation, words: English) -> Step:
    """Why this number: stability by number of segments, every cut with its figures."""
    heads = (
        words.k,
        words.method_head,
        words.stability,
        words.stability_range,
        words.null_stability_head,
        words.smallest,
        words.largest,
        words.within_ss,
        words.calinski_harabasz,
        words.distinctness_head,
        words.best_reached,
        words.objections,
    )
    same = segmentation.same_way
    rows = tuple(_candidate(c, c is segmentation.choice, words) for c in same)
    chosen = frozenset({same.index(segmentation.choice)})
    own = Section(grids=(Grid(heads, rows, chosen, frozenset({1, 11}), "choice"), *_segments(results, words)))
    others = Section(words.other_ways, grids=tuple(_other_ways(segmentation, words)), notes=(words.other_ways_note,))
    several = len({candidate.way for candidate in segmentation.candidates}) > 1
    return Step(
        words.choice_title,
        (words.choice_text(segmentation, results.brief.wave),),
        figures=(Figure(stability(segmentation, words), _stability_note(segmentation, words)),),
        folds=(Fold(words.show_numbers, (own, others) if several else (own,)),),
    )


def _segments(results: Results, words: English) -> Iterator[Grid]:
    """How surely each segment comes back by itself."""
    segmentation = results.segmentation
    if segmentation is None or results.names is None:
        return
    heads = (words.segment_head, words.jaccard_head(segmentation.choice.resamples, segmentation.starts))
    rows = zip(results.names.labels, segmentation.choice.jaccard, strict=False)
    yield Grid(heads, tuple((name, words.numbers.figure(float(value), 2)) for name, value in rows))


def _other_ways(segmentation: Segmentation, words: English) -> Iterator[Grid]:
    """How surely the cuts of every basis and method come back, and how far they are the chosen one."""
    ks = sorted({candidate.k for candidate in segmentation.candidates})
    found = {(*candidate.way, candidate.k): candidate for candidate in segmentation.candidates}
    ways = list(dict.fromkeys(candidate.way for candidate in segmentation.candidates))
    for head, figure in ((words.stability, "stability"), (words.agreement_head, "agreement")):
        rows = tuple(
            (
                words.view_name(view),
                words.method_name(method),
                *(words.numbers.figure(_figure(found.get((view, method, k)), figure), 2) for k in ks),
            )
            for view, method in ways
        )
        heads = (head, words.method_head, *(words.count(k) for k in ks))
        yield Grid(heads, rows, frozenset({ways.index(segmentation.choice.way)}), frozenset({0, 1}))


def _figure(candidate: Candidate | None, name: str) -> float:
    return float(getattr(candidate, name)) if candidate else float("nan")


def _stability_note(segmentation: Segmentation, words: English) -> str:
    told = (words.stability_note, words.stability_null_note if segmentation.evidence else "")
    return " ".join(part for part in told if part)


def _candidate(candidate: Candidate, chosen: bool, words: English) -> tuple[str, ...]:
    n = words.numbers
    verdict = words.chosen if chosen else words.eligible
    why = "; ".join(words.objection(objection) for objection in candidate.objections)
    return (
        str(candidate.k),
        words.method_name(candidate.method),
        n.figure(candidate.stability, 2),
        f"{n.figure(candidate.stability_low, 2)} – {n.figure(candidate.stability_high, 2)}",
        n.figure(candidate.null_stability, 2),
        n.percentage(float(candidate.shares.min())),
        n.percentage(float(candidate.shares.max())),
        n.figure(candidate.within_ss, 1),
        n.figure(candidate.calinski_harabasz, 1),
        n.figure(candidate.distinctness, 2),
        n.percentage(candidate.best_reached),
        f"{verdict}: {why}" if chosen and why else why or verdict,
    )


def solutions_step(segmentation: Segmentation, words: English) -> Iterator[Step]:
    """How the solutions hang together, and which are worth a look; nothing where one number alone was tried."""
    flows = segmentation.flows
    if flows is None:
        return
    texts = (words.shortlist_text(segmentation), words.flows_text(segmentation, flows))
    figures = (
        Figure(solution_flows(segmentation, flows, words), words.flows_note),
        Figure(recurrence(segmentation, words), words.recurrence_note),
    )
    grids = (_shortlist(segmentation, words), _origins(flows, words))
    folds = (Fold(words.show_numbers, (Section(grids=grids),)),)
    yield Step(words.solutions_step, tuple(text for text in texts if text), figures=figures, folds=folds)


def _shortlist(segmentation: Segmentation, words: English) -> Grid:
    heads = (words.shortlist_head, words.k, words.stability, words.least_jaccard_head, words.merit_head)
    rows = []
    for one in segmentation.shortlist:
        candidate = segmentation.candidates[one.position]
        rows.append(
            (
                words.way_of_cutting(candidate),
                str(candidate.k),
                words.numbers.figure(candidate.stability, 2),
                words.numbers.figure(float(candidate.jaccard.min()), 2),
                words.merit(one.merit),
            )
        )
    return Grid(heads, tuple(rows), frozenset({0}), frozenset({4}))


def _origins(flows: SolutionFlows, words: English) -> Grid:
    """How far every segment of every solution is gathered from several of the one before."""
    most = max(map(len, flows.shares))
    heads = (words.origins_head, *(str(number) for number in range(1, most + 1)))
    rows = []
    for k, entropies in zip(flows.ks[1:], flows.entropies, strict=True):
        told = [words.numbers.figure(float(value), 2) for value in entropies]
        rows.append((words.count(k), *told, *[""] * (most - len(told))))
    return Grid(heads, tuple(rows))
