"""How it was done: plain sentences, with the numbers behind each."""

from __future__ import annotations

from research.charts.excess import excess
from research.deliverables._page.choice import choice_step, solutions_step
from research.deliverables._page.factors import factor_step
from research.deliverables._page.rules import rules_step
from research.deliverables._page.steps import Figure, Fold, Grid, Section, Step, grid
from research.deliverables._style_evidence import habits
from research.domain.results import Results
from research.domain.segmentation import Segmentation
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
        made += [choice_step(results, results.segmentation, words), *solutions_step(results.segmentation, words)]
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


def _verdict(segmentation: Segmentation, validation: Validation, words: English) -> Step:
    """Whether the segments are more than chance would make, and what that rests on."""
    n, evidence, choice = words.numbers, segmentation.evidence, segmentation.choice
    texts = (words.verdict(segmentation, validation), words.verdict_text(segmentation, validation))
    habits = tuple((_capital(words.habit_name(one.index)), n.percentage(one.share)) for one in validation.style)
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


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _numbers(words: English, *grids: Grid, notes: tuple[str, ...] = ()) -> tuple[Fold, ...]:
    """A fold with tables."""
    return (Fold(words.show_numbers, (Section(grids=grids, notes=notes),)),)
