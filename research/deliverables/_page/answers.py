"""Which answers a net of a scale counts, read from the table of the question itself."""

from __future__ import annotations

from research.domain.tables import Row, Tables


def counted(row: Row, tables: Tables) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Labels of the answers that `row` counts and of the others, the most favourable first; none for other rows."""
    own = next((table for table in tables.tables if table.name == row.variable and table.kind == "single"), None)
    if own is None or row.kind != "net":
        return (), ()
    answers = [other for other in own.rows if other.kind == "category"]
    if answers and set(answers[0].codes).isdisjoint(row.codes):
        answers.reverse()
    given = tuple(other.label for other in answers if set(other.codes) <= set(row.codes))
    return given, tuple(other.label for other in answers if not set(other.codes) <= set(row.codes))
