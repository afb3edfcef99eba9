"""The command line: parse, call, show; nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from research.domain.crosstab import Crosstab
    from research.study.progress import Progress
    from research.study.running import Run

T = TypeVar("T")
SEGMENT = "segment"
"""Tables by segments may need a run first, which tells how it goes on."""

app = typer.Typer(
    name="research",
    help="Consumer segmentation from survey data: factors, segments, crosstabs and personas from one command.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)

Out = Annotated[Path, typer.Option("--out", help="Folder of the reports.")]
Wave = Annotated[str | None, typer.Option("--wave", help="Only this wave.")]
Data = Annotated[Path | None, typer.Option("--data", help="The wave's data file, when it lies elsewhere.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]


@app.command()
def init(
    file: Annotated[Path, typer.Argument(help="A survey data file (.sav, .csv, .xlsx, .parquet, ...).")],
    out: Annotated[Path | None, typer.Option("--out", help="Folder of the new study.")] = None,
) -> None:
    """Draft questionnaire.yaml and study.yaml from a data file; guesses are marked as such."""
    from research.study.drafting import init as make

    paths = _told(lambda: make(file, out=out))
    for path in paths:
        typer.echo(path)
    typer.echo("Read both, correct the guesses (marked `# guess:`), then: research check " + str(paths[0].parent))


@app.command()
def check(
    study: Annotated[str, typer.Argument(help="A study's folder or name.")], wave: Wave = None, data: Data = None
) -> None:
    """Report everything wrong with a study, its questionnaire and its data, and a summary."""
    from research.study.checking import check as look

    found = _told(lambda: look(study, wave=wave, data=data))
    for heading, text in found.summary:
        typer.echo(f"{heading:<22} {text}")
    if found.faults:
        _fail("\n".join(map(str, found.faults)))
    typer.echo("Nothing is wrong: research run " + study)


@app.command()
def run(
    study: Annotated[str, typer.Argument(help="A study's folder or name, or a bare data file.")],
    wave: Wave = None,
    data: Data = None,
    out: Out = Path("reports"),
    quiet: Quiet = False,
) -> None:
    """Run everything: screen, weight, factors, segments, crosstabs, personas."""
    from research.study.running import run as work

    done = _told(lambda: _with_progress(quiet, lambda tell: work(study, wave=wave, data=data, out=out, progress=tell)))
    _show(done, quiet)


@app.command()
def report(
    study: Annotated[str, typer.Argument(help="A study's folder or name.")],
    wave: Wave = None,
    out: Out = Path("reports"),
    quiet: Quiet = False,
) -> None:
    """Make the reports of a finished run again, as study.yaml now says they look, without computing again."""
    from research.study.reporting import report as remake

    done = _told(lambda: _with_progress(quiet, lambda tell: remake(study, wave=wave, out=out, progress=tell)))
    _show(done, quiet)


@app.command()
def freeze(
    study: Annotated[str, typer.Argument(help="A study's folder or name.")],
    k: Annotated[int | None, typer.Option("--k", min=2, help="So many segments, instead of the number chosen.")] = None,
    method: Annotated[str | None, typer.Option("--method", help="Another clustering method.")] = None,
    data: Data = None,
    out: Out = Path("reports"),
) -> None:
    """Fix the segments of the first wave as segments.yaml: names and later runs hang on them."""
    from research.study.freezing import freeze as fix

    typer.echo(_told(lambda: fix(study, k=k, method=method, data=data, out=out)))


@app.command()
def tables(
    study: Annotated[str, typer.Argument(help="A study's folder or name, or a bare data file.")],
    rows: Annotated[
        str, typer.Option("--rows", help="Questions, batteries or variables, separated by commas.")
    ] = "all",
    by: Annotated[str, typer.Option("--by", help="Columns: questions, `outer > inner` or segment, by commas.")] = "",
    filter: Annotated[str, typer.Option("--filter", help="Only respondents who meet this condition.")] = "",
    percent: Annotated[
        str, typer.Option("--percent", help="Shares of the column, row, cell (everyone) or mentions.")
    ] = "column",
    to: Annotated[
        Path | None, typer.Option("--to", help="Write to this file instead: .xlsx, .html, .csv, .parquet.")
    ] = None,
    wave: Wave = None,
    data: Data = None,
    out: Out = Path("reports"),
) -> None:
    """Print any table in the terminal, or write it."""
    from research.study.crosstabs import crosstab
    from research.study.writing import shown, write

    def look(tell: Progress) -> Crosstab:
        return crosstab(study, _listed(rows), _listed(by), filter=filter, wave=wave, data=data, out=out, progress=tell)

    from research.wording.summary import assumed

    if out.suffix in (".html", ".xlsx", ".csv", ".parquet"):
        _fail(f"--out is the folder of the reports; to write tables to a file: --to {out}")
    found = _told(lambda: _with_progress(SEGMENT not in by, look))
    for line in assumed(found.assumptions):
        typer.echo(line, err=True)
    if to is None:
        typer.echo(_told(lambda: shown(found, percent)), nl=False)
    else:
        typer.echo(_told(lambda: write(found, to, percent)))


@app.command()
def trace(
    study: Annotated[str, typer.Argument(help="A study's folder or name, or a bare data file.")],
    table: Annotated[str, typer.Argument(help="Key of a table, as in tidy/tables.csv.")],
    row: Annotated[str, typer.Argument(help="Key of one of its rows.")],
    column: Annotated[str, typer.Argument(help="Key of a column, such as total or segment:1.")],
    wave: Wave = None,
    data: Data = None,
    out: Out = Path("reports"),
) -> None:
    """List the respondents behind one cell of a study's tables."""
    from research.deliverables.table_text import trace_text
    from research.study.crosstabs import trace as follow

    cell = table, row, column
    found = _told(
        lambda: _with_progress(
            not any(SEGMENT in key for key in cell),
            lambda tell: follow(study, cell, wave=wave, data=data, out=out, progress=tell),
        )
    )
    typer.echo(trace_text(found), nl=False)


@app.command()
def demo(out: Out = Path("reports"), quiet: Quiet = False) -> None:
    """Run the study that comes with the package: plant-based snacks, two waves."""
    from research.study.running import demo as work

    _show(_told(lambda: _with_progress(quiet, lambda tell: work(out=out, progress=tell))), quiet)


def main() -> None:
    """Entry point of the `research` command."""
    app()


def _listed(names: str) -> tuple[str, ...] | str:
    """Names separated by commas; `all` as it is."""
    return names if names == "all" else tuple(name.strip() for name in names.split(",") if name.strip())


def _told(call: Callable[[], T]) -> T:
    """The value of `call`; what is wrong with the input is told on stderr and ends with 2."""
    from research.errors import ResearchError

    try:
        return call()
    except ResearchError as error:
        _fail(str(error))


def _fail(text: str) -> NoReturn:
    typer.echo(text, err=True)
    raise SystemExit(2)


def _with_progress(quiet: bool, work: Callable[[Progress], T]) -> T:
    from research.study.progress import silent

    if quiet:
        return work(silent)
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("starting") as status:
        begun: list[tuple[str, str, float]] = []

        def tell(wave: str, stage: str) -> None:
            _tick(console, begun)
            begun.append((wave, stage, monotonic()))
            status.update(f"{wave}  {stage}")

        done = work(tell)
        _tick(console, begun)
    return done


def _tick(console: Console, begun: list[tuple[str, str, float]]) -> None:
    """A line for the stage that has just ended."""
    if begun:
        wave, stage, since = begun[-1]
        console.print(f"[green]done[/]  {wave}  {stage:<10} {monotonic() - since:5.1f} s", highlight=False)


def _show(run: Run, quiet: bool) -> None:
    """What was assumed, what must be known, what was found, and where it lies."""
    if quiet:
        return
    from research.wording.summary import noted, summary

    for results in run.results.values():
        for line in summary(results):
            typer.echo(line)
    for line in noted(run.notes):
        typer.echo(line)
    typer.echo("")
    for paths in run.paths.values():
        for path in paths:
            if path.parts[-2] not in ("tidy", ".state"):
                typer.echo(path)
    folders = sorted({str(path.parent) for paths in run.paths.values() for path in paths if path.parts[-2] == "tidy"})
    for folder in folders:
        typer.echo(f"{folder}/ (every figure as CSV)")
