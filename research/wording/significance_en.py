"""How columns were tested, in the words of the books of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from research.domain.tables import LEAST_EXPECTED, Association, SignificanceRules, Table, Tables

_GRADES: Mapping[int, tuple[str, ...]] = {1: ("",), 2: (" (capital)", " (small)"), 3: (" (A+)", " (A)", " (a)")}
"""How letters of one to three levels look."""
_OWN: Mapping[str, tuple[str, str]] = {
    "pooled": ("a pooled z-test of shares", "Welch's test of means"),
    "unpooled": ("a z-test of shares with the variance of each", "Welch's test of means"),
    "linearised": ("a z-test of shares on linearised standard errors", "one of means on such"),
}
"""The project's own tests of shares and of means, by variance."""
_PACKAGES: Mapping[str, tuple[str, str]] = {
    "dimensions": (
        "the column proportions test of UNICOM Intelligence (Dimensions)",
        "the column means test of UNICOM Intelligence (Dimensions)",
    ),
    "spss": ("the z-test of column proportions of SPSS Custom Tables", "the t-test of means of SPSS Custom Tables"),
    "askia": ("Askia's unpooled z-test of shares", "Askia's z-test of means"),
    "q": ("the test of shares of Q and Displayr", "the t-test of means of Q and Displayr"),
}
_BASES: Mapping[str, str] = {"spss": "weighted", "askia": "weighted"}
"""The bases that tests stand on where figures are weighted, unless effective ones."""
_CORRECTIONS: Mapping[str, str] = {
    "bonferroni": "Bonferroni's correction",
    "holm": "Holm's correction",
    "benjamini_hochberg": "the false discovery rate of Benjamini and Hochberg",
}
_FAMILIES: Mapping[str, str] = {
    "row": "all pairs of columns of a group in one row",
    "table": "all pairs of columns of a group in one table",
}
_REST, _SINCE = {"+": "▲", "-": "▼", "": ""}, {"+": "↑", "-": "↓", "": ""}
"""Signs of differences from everyone else, and from the wave before."""
_SMALLEST_P = 0.001


def marks_of(table: Table, i: int, j: int) -> str:
    """What stands beside a figure: against everyone else, letters, since the wave before."""
    return f"{_REST[table.versus_rest[i, j]]}{table.letters[i, j]}{_SINCE[table.since[i, j]]}"


def tests_of(rules: SignificanceRules) -> tuple[str, str]:
    """The test of shares and that of means."""
    return _OWN[rules.variance] if rules.tests == "house" else _PACKAGES[rules.tests]


def letters_note(rules: SignificanceRules) -> str:
    """What letters and arrows say."""
    return (
        f"Letters: above the column of that letter, at {_levels(rules)}. ▲▼: above or below "
        f"everyone else in the group, at {rules.arrow:g}%."
    )


def held_out_note(tables: Tables) -> str:
    """On whom letters between segments were tested."""
    return (
        f"Letters and arrows of segments: of {tables.held_out:,} respondents who took no part in forming them, typed "
        "by a cut of the others."
    )


def panel_note(tables: Tables) -> str:
    """Who answered in several waves, and what that means."""
    return (
        f"Of this wave's respondents {tables.panel:,} answered an earlier one too: where waves are compared, their "
        "answers are held against their own."
    )


def since_note(tables: Tables) -> str:
    """What arrows of waves say."""
    return f"↑↓: higher or lower than in {tables.since}, at {tables.rules.arrow:g}%."


def tests_note(rules: SignificanceRules, shares: bool, means: bool, weighted: bool) -> str:
    """How the shares and means of a table were tested; weighted figures on which bases."""
    told = [test for test, shown in zip(tests_of(rules), (shares, means), strict=True) if shown]
    bases = f", on {_BASES.get(rules.tests, 'effective')} bases" if weighted else ""
    return f"Tested with {' and '.join(told)}{bases}{_corrected(rules)}."


def letters_reading(tables: Tables) -> Iterator[str]:
    """How to read letters, arrows and marks."""
    rules = tables.rules
    yield (
        "A letter says that the figure is higher than in the column of that letter, within its group of columns, at "
        f"{_levels(rules)} confidence. {_chance(rules)}"
    )
    yield f"▲ and ▼: higher or lower than everyone else in the group of columns, at {rules.arrow:g}%."
    if tables.held_out:
        yield held_out_note(tables)
    if tables.since:
        samples = "" if tables.panel else ", as of independent samples"
        yield f"↑ and ↓: higher or lower than in {tables.since}, at {rules.arrow:g}%{samples}."
    if tables.panel:
        yield panel_note(tables)
    yield (
        f"* fewer than {tables.small_base} respondents, read with care. "
        f"** fewer than {tables.min_base}, shown in grey and not tested."
    )
    if rules.tests == "house":
        yield (
            f"Two shares are tested where at least {LEAST_EXPECTED:g} respondents could be expected to give the "
            "answer, and as many not to give it, in either of the two columns: with fewer, a letter or arrow would "
            "mean nothing."
        )
    else:
        yield f"Letters follow the rules of another package: {' and '.join(tests_of(rules))}."
    if tables.hidden_below:
        yield f"Columns with fewer than {tables.hidden_below} respondents show no figure, so that nobody is recognised."


def associations_line(told: Sequence[tuple[str, Association]]) -> str:
    """Whether the whole table depends on each group of columns, called by its label; empty without any."""
    parts = [f"{group} {_association(association)}" for group, association in told]
    return f"Whole table (Rao-Scott, Cramér's V): {'; '.join(parts)}." if parts else ""


def _association(found: Association) -> str:
    p = "p below .001" if found.p < _SMALLEST_P else f"p {found.p:.3f}".replace("0.", ".", 1)
    strength = f"{found.cramers_v:.2f}".removeprefix("0")
    return f"F({found.ndf:.1f}, {found.ddf:.0f}) = {found.f:.2f}, {p}, V {strength}"


def _levels(rules: SignificanceRules) -> str:
    grades = _GRADES[len(rules.levels)]
    told = [f"{level:g}%{grade}" for level, grade in zip(rules.levels, grades, strict=True)]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"


def _corrected(rules: SignificanceRules) -> str:
    if rules.correction not in _CORRECTIONS:
        return ""
    return f", with {_CORRECTIONS[rules.correction]} over {_FAMILIES[rules.family]}"


def _chance(rules: SignificanceRules) -> str:
    if rules.correction not in _CORRECTIONS:
        return "Of many comparisons a few are marked by chance."
    return f"Comparisons are corrected for their number: {_CORRECTIONS[rules.correction]}, {_FAMILIES[rules.family]}."
