"""Header and rows become named columns: what every format of bare rows shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from research.errors import Fault, ResearchError, raise_faults

_SHOWN = 10
"""How many row numbers a fault names."""


def named_columns(
    header: Sequence[str], rows: Sequence[Sequence[str | None]], file: str
) -> dict[str, list[str | None]]:
    """The cells of each column by name, in the order of the file.

    `rows` may be short, missing cells are blank. A column without a name that holds something is called
    `column_<position>`; one that holds nothing is left out.

    Raises:
        ResearchError: a name that stands over several columns.
    """
    names = [name.strip() for name in header]
    raise_faults(duplicate_names(names, file))
    columns = {name or _substitute(place, names): _cells(rows, place) for place, name in enumerate(names)}
    unnamed = {_substitute(place, names) for place, name in enumerate(names) if not name}
    return {name: cells for name, cells in columns.items() if name not in unnamed or _any(cells)}


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
