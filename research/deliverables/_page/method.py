"""How it was done: plain sentences, with the numbers behind each."""

from __future__ import annotations

from research.charts.stability import stability
from research.deliverables._page.factors import factor_step
from research.deliverables._page.steps import Figure, Fold, Grid, Section, Step, grid
from research.deliverables._style_evidence import habits
from research.domain.results import Results
from research.domain.segmentation import Candidate
from research.wording.english import English


def steps(results: Results, words: English) -> list[Step]:
    """The steps in order, as far as the run went."""
    made = [_sample(results, words), _weighting(results, words)]
    if results.factors and results.factors.batteries:
        made.append(factor_step(results.factors, words, _elsewhere(results)))
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
    signs = Section(grids=(Grid((words.sign, words.interviews_head, words.share), rows),))
    style = results.style
    if style is None:
        return Step(words.sample_title, (text,), folds=(Fold(words.show_numbers, (signs,)),))
    texts = tuple(told for told in (text, words.style_text(style)) if told)
    used = Section(words.style_title, grids=(grid(habits(style, words), words),), notes=(words.style_note,))
    return Step(words.sample_title, texts, folds=(Fold(words.show_numbers, (signs, used)),))


def _elsewhere(results: Results) -> str:
    """The wave that the factors were found in, where that is another."""
    if results.segmentation is None or results.segmentation.solution.wave == results.brief.wave:
        return ""
    return results.segmentation.solution.wave


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
        folds=_numbers(words, Grid(heads, rows, frozenset({segmentation.chosen}), frozenset({1, 9}), "choice")),
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
