"""Header and rows become named columns: what every format of bare rows shares."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from research.errors import Fault, ResearchError, raise_faults

_SHOWN = 10
"""How many row numbers a fault names."""
_PLACES = ("the row directly below the header", "the second row below the header")
_KINDS_OF_ANSWER = frozenset({"Response", "Open-Ended Response"})
"""What SurveyMonkey writes below a question without options."""
_IMPORT_ID = re.compile(r"""\s*\{\s*["']ImportId["']\s*:""")
"""How the cells of the third header row of Qualtrics begin."""
_LEGACY = ("ResponseID", "ResponseSet")
"""What older exports of Qualtrics write below the names V1 and V2."""
_LONGEST_EXAMPLE = 60


def named_columns(
    header: Sequence[str], rows: Sequence[Sequence[str | None]], file: str
) -> dict[str, list[str | None]]:
    """The cells of each column by name, in the order of the file.

    `rows` may be short, missing cells are blank. A column without a name that holds something is called
    `column_<position>`; one that holds nothing is left out.

    Raises:
        ResearchError: a name that stands over several columns, or a header of several rows.
    """
    names = [name.strip() for name in header]
    # Names often repeat because the header goes on below them, so that is told first and alone.
    raise_faults(further_header_rows(rows, file) or duplicate_names(names, file))
    columns = {name or _substitute(place, names): _cells(rows, place) for place, name in enumerate(names)}
    unnamed = {_substitute(place, names) for place, name in enumerate(names) if not name}
    return {name: cells for name, cells in columns.items() if name not in unnamed or _any(cells)}


def further_header_rows(rows: Sequence[Sequence[str | None]], file: str) -> list[Fault]:
    """One fault when the header goes on below its first row, as SurveyMonkey and Qualtrics write it; else none."""
    examples = [_import_id(row) for row in rows[: len(_PLACES)]]
    if rows:
        examples[0] = examples[0] or _kind_of_answer(rows) or _legacy_name(rows[0])
    return [
        Fault(
            "the header has several rows",
            file,
            found=f"{place} belongs to the header, for it holds `{_cut(cell)}`",
            why="the row would be counted as a respondent",
            remedy="join the header rows into one, or export the survey as an SPSS file",
        )
        for place, cell in zip(_PLACES, examples, strict=False)
        if cell is not None
    ][:1]


def duplicate_names(names: Sequence[str], file: str) -> list[Fault]:
    """One fault with every name that stands over several columns, and where; none when all differ."""
    places = defaultdict(list)
    for place, name in enumerate(names, start=1):
        places[name].append(place)
    repeated = {name: found for name, found in places.items() if name and len(found) > 1}
    if not repeated:
        return []
    return [
        Fault(
            "columns share a name" if len(repeated) > 1 else "two columns share a name",
            file,
            found="; ".join(f"`{name}` is the name of columns {_listed(found)}" for name, found in repeated.items()),
            why="answers are told apart by the name of their column",
            remedy="rename or delete the repeated columns in the file",
        )
    ]


def refuse_overlong_rows(header: Sequence[str], rows: Sequence[tuple[int, Sequence[str | None]]], file: str) -> None:
    """Raise ResearchError when a row, given with its line number, holds something beyond the last name."""
    lines = [line for line, row in rows if _any(row[len(header) :])]
    if not lines:
        return
    raise ResearchError(
        Fault(
            f"{len(lines)} rows hold more cells than the header has names"
            if len(lines) > 1
            else "a row holds more cells than the header has names",
            file,
            found=f"{len(header)} names; the first such lines: {_listed(lines)}",
            why="it cannot be told which cell belongs to which column",
            remedy="look for a separator inside an answer that is not in quotes, or for a name that the header lacks",
        )
    )


def _import_id(row: Sequence[str | None]) -> str | None:
    return next((cell for cell in row if isinstance(cell, str) and _IMPORT_ID.match(cell)), None)


def _kind_of_answer(rows: Sequence[Sequence[str | None]]) -> str | None:
    """A cell of the first row that names a kind of answer; one that stands again further down is an answer itself."""
    for place, cell in enumerate(rows[0]):
        if cell in _KINDS_OF_ANSWER and not any(place < len(row) and row[place] == cell for row in rows[1:]):
            return cell
    return None


def _legacy_name(row: Sequence[str | None]) -> str | None:
    return row[0] if tuple(row[: len(_LEGACY)]) == _LEGACY else None


def _cut(cell: str) -> str:
    return cell if len(cell) <= _LONGEST_EXAMPLE else f"{cell[:_LONGEST_EXAMPLE]}…"


def _cells(rows: Sequence[Sequence[str | None]], place: int) -> list[str | None]:
    return [row[place] if place < len(row) else None for row in rows]


def _substitute(place: int, names: Sequence[str]) -> str:
    name = f"column_{place + 1}"
    while name in names:
        name += "_"
    return name


def _any(cells: Sequence[str | None]) -> bool:
    return any(cell is not None for cell in cells)


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    return f"{shown}, …" if len(numbers) > _SHOWN else shown
