"""A sheet of tables before it is written."""

from __future__ import annotations

from dataclasses import dataclass

from research.domain.tables import Table


@dataclass(frozen=True, slots=True)
class Leaf:
    """What goes on one sheet.

    Attributes:
        name: that the sheet would have, if Excel allowed any.
        part: of the book, as the head of the sheet and the contents say.
        tables: with their numbers in the book.
    """

    name: str
    part: str
    tables: tuple[tuple[int, Table], ...]
