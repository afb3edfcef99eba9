"""How it was done: plain sentences, with the numbers behind each."""

from __future__ import annotations

from collections.abc import Iterator

from research.charts.excess import excess
from research.charts.stability import stability
from research.deliverables._page.factors import factor_step
from research.deliverables._page.rules import rules_step
from research.deliverables._page.steps import Figure, Fold, Grid, Section, Step, grid
from research.deliverables._style_evidence import habits
from research.domain.results import Results
from research.domain.segmentation import Candidate, Segmentation
from research.domain.validation import Validation
from research.wording.english import English


def steps(results: Results, words: English) -> list[Step]:
    """The steps in order, as far as the run went."""
    made = [_sample(results, words), _weighting(results, words)]
    if results.factors and results.factors.batteries:
        elsewhere = "" if results.defining_wave == results.brief.wave else results.defining_wave
        made.append(factor_step(results.factors, words, elsewhere))
    if results.rules:
        made.append(rules_step(results.rules, results.brief.wave, words))
    if results.segmentation:
        made.append(_choice(results, words))
        if results.validation:
            made.append(_verdict(results.segmentation, results.validation, words))
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
    signs = Section(grids=(Grid((words.sign, words.interviews_head, words.share), rows),))
    style = results.style
    if style is None:
        return Step(words.sample_title, (text,), folds=(Fold(words.show_numbers, (signs,)),))
    texts = tuple(told for told in (text, words.style_text(style)) if told)
    used = Section(words.style_title, grids=(grid(habits(style, words), words),), notes=(words.style_note,))
    return Step(words.sample_title, texts, folds=(Fold(words.show_numbers, (signs, used)),))


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
    return Step(words.weighting_title, (words.weighting_text(weighting),), folds=_numbers(words, Grid(heads, (row,))))


def _choice(results: Results, words: English) -> Step:
    segmentation = results.segmentation
    assert segmentation is not None
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
        words.best_reached,
        words.objections,
    )
    same = [c for c in segmentation.candidates if _way(c) == _way(segmentation.choice)]
    rows = tuple(_candidate(c, c is segmentation.choice, words) for c in same)
    chosen = frozenset({same.index(segmentation.choice)})
    own = Section(grids=(Grid(heads, rows, chosen, frozenset({1, 10}), "choice"), *_segments(results, words)))
    others = Section(words.other_ways, grids=tuple(_other_ways(segmentation, words)), notes=(words.other_ways_note,))
    several = len({_way(c) for c in segmentation.candidates}) > 1
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


def _way(candidate: Candidate) -> tuple[str, str]:
    """Basis and method."""
    return candidate.view, candidate.method


def _other_ways(segmentation: Segmentation, words: English) -> Iterator[Grid]:
    """How surely the cuts of every basis and method come back, and how far they are the chosen one."""
    ks = sorted({candidate.k for candidate in segmentation.candidates})
    found = {(*_way(candidate), candidate.k): candidate for candidate in segmentation.candidates}
    ways = list(dict.fromkeys(map(_way, segmentation.candidates)))
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
        yield Grid(heads, rows, frozenset({ways.index(_way(segmentation.choice))}), frozenset({0, 1}))


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
        n.percentage(candidate.best_reached),
        f"{verdict}: {why}" if chosen and why else why or verdict,
    )


def _verdict(segmentation: Segmentation, validation: Validation, words: English) -> Step:
    """Whether the segments are more than chance would make, and what that rests on."""
    n, evidence, choice = words.numbers, segmentation.evidence, segmentation.choice
    texts = (words.verdict(segmentation, validation), words.verdict_text(segmentation, validation))
    habits = tuple((words.habit_name(one.index).capitalize(), n.percentage(one.share)) for one in validation.style)
    style = Grid((words.habit_head, words.share_head), habits)
    if evidence is None:
        return Step(words.verdict_step, texts, folds=_numbers(words, style))
    heads = (words.view_head, words.k, words.fit_head, words.null_fit_head, words.excess_head, words.strength_head)
    rows = tuple(
        (
            words.view_name(view.view),
            str(k),
            n.figure(view.fit[j], 0),
            n.figure(float(view.null_fit[:, j].mean()), 0),
            n.figure(view.excess[j], 0),
            n.figure(view.strength[j], 1),
        )
        for view in evidence.views
        for j, k in enumerate(view.ks)
    )
    return Step(
        words.verdict_step,
        texts,
        figures=(Figure(excess(evidence.of(choice.view), choice.k, words), words.evidence_note),),
        folds=_numbers(words, Grid(heads, rows, words=frozenset({0})), style),
    )


def _inputs(results: Results, words: English) -> Step:
    provenance = results.provenance
    files = tuple((name, digest) for name, digest in provenance.inputs.items())
    versions = tuple((name, version) for name, version in provenance.versions.items())
    return Step(
        words.inputs_title,
        (words.inputs_text(len(files)),),
        folds=_numbers(
            words,
            Grid((words.file, "SHA-256"), files, words=frozenset({1})),
            Grid((words.package, words.version), versions, words=frozenset({1})),
            notes=(f"{words.seed}: {provenance.seed}",),
        ),
    )


def _numbers(words: English, *grids: Grid, notes: tuple[str, ...] = ()) -> tuple[Fold, ...]:
    """A fold with tables."""
    return (Fold(words.show_numbers, (Section(grids=grids, notes=notes),)),)
