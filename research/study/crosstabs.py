"""`crosstab` and `trace`: any table of a study on any banner, and the respondents behind one of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from research.domain.caveats import Assumption
from research.domain.cell_trace import CellTrace
from research.domain.crosstab import Crosstab
from research.domain.results import Results
from research.domain.sample import Sample
from research.domain.tables import SEGMENT
from research.errors import Fault, ResearchError
from research.stages.tables import (
    Division,
    GroupPlan,
    SignificancePlan,
    TablePlan,
    WaveTables,
    add_waves,
    names_in,
    tabulate_divisions,
    wants_waves,
)
from research.stages.tables import trace as trace_cell
from research.study.bare_file import open_bare_file
from research.study.fielding import Fielding, for_tables, prepare
from research.study.locating import study_folder
from research.study.opening import Study, open_study, told_at
from research.study.panel import answered, divisions_of
from research.study.pipeline import brief, run_wave
from research.study.progress import Progress, silent
from research.study.running import REPORTS, stored_results
from research.study.wave_files import data_files
from research.yaml_source import checked


@dataclass(frozen=True, slots=True, eq=False)
class _Wave:
    """What tables of a wave are made from."""

    sample: Sample
    divisions: tuple[Division, ...]
    basis: frozenset[str]


def crosstab(
    study: str | Path,
    rows: Sequence[str] | str = "all",
    by: Sequence[GroupPlan] | str = (),
    *,
    filter: str = "",
    significance: SignificancePlan | None = None,
    nets: Mapping[str, Mapping[str, tuple[int | str, ...]]] | None = None,
    wave: str | None = None,
    data: str | Path | None = None,
    out: str | Path = REPORTS,
    progress: Progress = silent,
) -> Crosstab:
    """The tables of `rows` by the columns of `by`, with bases, letters and standard errors.

    Args:
        study: a folder with study.yaml, the name of one under questionnaires/, or a data file.
        rows: questions, batteries, measures or variables; `all` of them.
        by: groups of columns beside the total, as under `tables.banner` in study.yaml: a question, `outer > inner`, or
            a mapping of a name to answers or conditions; `segment` for the segments, which are taken from a finished
            run in `out` where nothing has changed since, else found; `wave` for the total of every wave.
        filter: a condition that respondents meet.
        significance, nets: instead of those of the study.
        wave: where it is not named the first, or with waves as columns the last.
        data: the wave's file, when not where study.yaml says.

    Raises:
        ResearchError: whatever is wrong with study, data, names or conditions.
    """
    asked = {"banner": (by,) if isinstance(by, str) else by, "rows": _rows(rows)}
    given = {"filter": filter, "significance": significance, "nets": nets}
    plan = checked(asked | {name: value for name, value in given.items() if value}, TablePlan, "crosstab")
    opened, key, path, assumptions = _opened(study, wave, data, plan)
    own = opened.plan.tables
    plan = replace(
        own,
        banner=plan.banner,
        rows=plan.rows,
        filter=filter or own.filter,
        significance=plan.significance if significance else own.significance,
        nets=own.nets if nets is None else plan.nets,
    )
    segments = SEGMENT in names_in(plan)
    made = _wave(opened, key, path, segments, Path(out), progress)
    tables = tabulate_divisions(made.sample, made.divisions, made.basis, plan)
    if wants_waves(plan, opened.questionnaire):
        people = answered(opened, made.sample, made.divisions)
        here = WaveTables(key, brief(opened, key).wave_label, tables, people)
        tables = add_waves(tables, [*_earlier(opened, key, plan), here], plan)
    if plan.rows != "all" and SEGMENT not in plan.rows:
        tables = replace(tables, tables=tuple(table for table in tables.tables if table.name != SEGMENT))
    return Crosstab(brief(opened, key), made.sample.weighting, made.sample.responses.n, tables, assumptions)


def trace(
    study: str | Path,
    cell: tuple[str, str, str],
    *,
    wave: str | None = None,
    data: str | Path | None = None,
    out: str | Path = REPORTS,
    progress: Progress = silent,
) -> CellTrace:
    """The respondents behind a cell of the study's own tables.

    Args:
        cell: keys of table, row and column, as in tidy/tables.csv.
        wave, data, out: as of `crosstab`.

    Raises:
        ResearchError: as `crosstab`; and no such table, row or column.
    """
    opened, key, path, _ = _opened(study, wave, data, TablePlan())
    made = _wave(opened, key, path, _about_segments(cell), Path(out), progress)
    with told_at(opened.source, "tables"):
        return trace_cell(made.sample, made.divisions, opened.plan.tables, cell)


def _about_segments(cell: tuple[str, str, str]) -> bool:
    """Whether the segments must be known to find the people of a cell."""
    table, _, column = cell
    return SEGMENT in (table, column.split(":")[0])


def _rows(rows: object) -> object:
    """One name as a list of it; `all` as it is."""
    return (rows,) if isinstance(rows, str) and rows != "all" else rows


def _opened(
    study: str | Path, wave: str | None, data: str | Path | None, plan: TablePlan
) -> tuple[Study, str, Path, tuple[Assumption, ...]]:
    """The study, the key of the wave, its data file, and what a draft took for granted.

    Of waves not named the first, of waves as columns the last.
    """
    folder = study_folder(study)
    if folder is None:
        file = open_bare_file(Path(study), wave)
        return file.study, file.wave, Path(study), file.assumptions
    opened = open_study(folder)
    key = wave or list(opened.plan.waves)[-1 if wants_waves(plan, opened.questionnaire) else 0]
    return opened, key, data_files(opened, key, Path(data) if data else None)[key], ()


def _earlier(study: Study, wave: str, plan: TablePlan) -> Iterator[WaveTables]:
    """The same tables of the waves before, by total only."""
    for key, path in data_files(study, wave, None).items():
        if key != wave:
            _, _, sample = prepare(Fielding(study, key, path), silent)
            figures = for_tables(study, sample)
            tables = tabulate_divisions(figures, (), frozenset(), replace(plan, banner=()))
            yield WaveTables(key, brief(study, key).wave_label, tables, answered(study, figures, ()))


def _wave(study: Study, wave: str, data: Path, segments: bool, out: Path, progress: Progress) -> _Wave:
    fielding = Fielding(study, wave, data)
    _, _, sample = prepare(fielding, progress)
    figures = for_tables(study, sample)
    if not segments:
        return _Wave(figures, (), frozenset())
    results = _results(study, wave, data, out / study.name, progress)
    if results.allocation is None or results.names is None:
        raise ResearchError(
            Fault(
                "there are no segments to tabulate by",
                study.source.where("segments"),
                why="the data hold none, or the study has nothing to cut them on",
                remedy="leave `segment` out",
            )
        )
    formed_on = results.rules or results.basis
    basis = frozenset(formed_on.variables if formed_on else ())
    return _Wave(figures, divisions_of(results.allocation, results.names), basis)


def _results(study: Study, wave: str, data: Path, target: Path, progress: Progress) -> Results:
    """What a run of the wave finds, stored or made now, with the waves before it."""
    found: list[Results] = []
    files = data_files(study, wave, data)
    for key, path in files.items():
        fielding = Fielding(study, key, path, tuple(found), tuple(files.values())[: len(found)])
        found.append(stored_results(fielding, target) or run_wave(fielding, progress))
    return found[-1]
