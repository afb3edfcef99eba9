"""Shows that tables without any difference carry letters as often as their level says, and no more.

python benchmarks/recovery_tables.py [--quick | --write]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from benchmarks._evidence import Evidence, Goal, conclude
from research.domain.sample import Sample
from research.domain.tables import Table, Tables
from research.stages.tables import SignificancePlan, TablePlan, tabulate
from research.stats.column_pairs import SharePairs, share_pairs
from research.stats.column_tests import PRESETS
from research.stats.tabulation import Bases
from tests.factories import make_questionnaire, make_responses, make_sample
from tests.respondent_tables import overlaps

Floats = NDArray[np.float64]

SAMPLES, QUICK_SAMPLES = 200, 60
RESPONDENTS, COLUMNS = 800, 4
ANSWERS, NUMBERS = 100, 60
"""Variables of each sample, none of which has anything to do with the columns."""
SHARES = (0.2, 0.5)
"""Of the answers: columns of 200 respondents and more expect at least 40 of either, so that every pair is tested."""
SPREAD = 0.6
"""Of the logarithm of the weights: a design effect of about 1.4."""
LEANING = 1.2
"""How far an answer leans to those with large weights, on the logit scale for a standard deviation."""
LEVEL, TOLERANCE = 5.0, 0.5
"""Letters in a hundred pairs at 95 %, and how far off they may be."""
GROUPS = {"columns apart": "group", "overlapping columns": "owns"}
PACKAGES = {
    "columns apart": ("house_unpooled", "dimensions", "spss", "askia", "q"),
    "overlapping columns": ("house_unpooled", "dimensions", "spss", "askia"),
}
"""Presets that are counted beside; Q has tests of its own for columns that overlap."""
CLAIMED = tuple(f"{what}, {place}" for place in GROUPS for what in ("shares", "means"))
QUESTIONNAIRE = make_questionnaire(
    multiple={"row": [f"Answer {i + 1}" for i in range(ANSWERS)], "owns": [f"Brand {i + 1}" for i in range(COLUMNS)]},
    nominal={"group": [f"Group {i + 1}" for i in range(COLUMNS)]},
    numeric=[f"number_{i + 1}" for i in range(NUMBERS)],
)
NUMERIC = tuple(f"number_{i + 1}" for i in range(NUMBERS))
PLAN = TablePlan(banner=tuple(GROUPS.values()), rows=("row", *NUMERIC))
LINEARISED = replace(PLAN, significance=SignificancePlan(variance="linearised"))


@dataclass(frozen=True, slots=True)
class Setting:
    """How respondents are weighted.

    Attributes:
        weights: from a standard normal trait of shape (n,).
        leaning: how answers and numbers depend on that trait.
        goal: the tests claim to be right here; presets: what packages would find is counted too.
    """

    name: str
    weights: Callable[[Floats], Floats]
    leaning: float
    goal: bool
    presets: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Pairs that were tested, and in how many of them a letter stands, upper case or any."""

    pairs: int
    upper: int
    any: int

    @property
    def rate(self) -> float:
        """Upper case letters, in per cent."""
        return 100.0 * self.upper / self.pairs

    @property
    def lower_rate(self) -> float:
        """Letters of either case, in per cent."""
        return 100.0 * self.any / self.pairs

    def plus(self, other: Count) -> Count:
        return Count(self.pairs + other.pairs, self.upper + other.upper, self.any + other.any)


SETTINGS = (
    Setting("unweighted", np.ones_like, 0.0, True, False),
    Setting("weights unrelated to the answers", lambda trait: np.exp(SPREAD * trait), 0.0, True, True),
    Setting("weights related to the answers", lambda trait: np.exp(SPREAD * trait), LEANING, False, False),
)


def measure(quick: bool) -> Evidence:
    """Count the letters of every setting; `quick` draws fewer samples."""
    samples = QUICK_SAMPLES if quick else SAMPLES
    found = {setting: _counted(setting, samples) for setting in SETTINGS}
    return Evidence(
        name="recovery_tables",
        title="Without a difference, letters are as rare as they say",
        method=(
            f"{samples} samples of {RESPONDENTS} respondents, {ANSWERS} answers with shares from {SHARES[0]:.0%} to "
            f"{SHARES[1]:.0%} and {NUMBERS} numbers in each, tabulated by a question with {COLUMNS} answers and by "
            f"{COLUMNS} brands of which respondents own several. Nothing depends on the columns, so every letter is "
            "wrong, and of a hundred pairs five should carry an upper case one, in either direction, and ten a letter "
            "of either case. The tests of packages beside, uncorrected, show what weights and overlap do to those that "
            "leave them out. The effective base takes weights to be unrelated to the answers. The last rows, without a "
            "goal, are of answers and numbers that are higher where weights are larger: there means carry too many "
            "letters, and with linearised standard errors they come near their level."
        ),
        goals=[
            _goal(setting, what, count)
            for setting, counts in found.items()
            if setting.goal
            for what, count in counts.items()
            if what in CLAIMED
        ],
        header=("weights", "what is tested", "pairs", "letters at 95 %, per cent", "at 90 %, per cent"),
        rows=[
            (setting.name, what, f"{count.pairs:,}", f"{count.rate:.2f}", f"{count.lower_rate:.2f}")
            for setting, counts in found.items()
            for what, count in counts.items()
        ],
    )


def _goal(setting: Setting, what: str, count: Count) -> Goal:
    beside = f"{count.rate:.2f} % of {count.pairs:,} pairs"
    claim = f"{setting.name}, {what}: points off {LEVEL:.0f} %"
    return Goal(claim, abs(count.rate - LEVEL), "at most", TOLERANCE, beside)


def _counted(setting: Setting, samples: int) -> dict[str, Count]:
    """What was counted in all samples of a setting, by what is tested."""
    total: dict[str, Count] = {}
    for seed in range(samples):
        for what, count in _counts(setting, _sample(setting, np.random.default_rng([seed, 20250301]))):
            total[what] = total[what].plus(count) if what in total else count
    return total


def _sample(setting: Setting, rng: np.random.Generator) -> Sample:
    trait = rng.standard_normal(RESPONDENTS)
    lean = setting.leaning * trait[:, None]
    share = expit(logit(rng.uniform(*SHARES, ANSWERS)) + lean)
    # Owning a brand goes with owning others, so that columns overlap by more than chance.
    owning = rng.standard_normal((RESPONDENTS, 1)) + rng.standard_normal((RESPONDENTS, COLUMNS)) > 0
    answers = {
        "row": (rng.random((RESPONDENTS, ANSWERS)) < share).astype(float),
        "owns": owning.astype(float),
        "group": rng.integers(1, COLUMNS + 1, RESPONDENTS),
        **dict(zip(NUMERIC, (rng.normal(5.0, 2.0, (RESPONDENTS, NUMBERS)) + 2.0 * lean).T, strict=True)),
    }
    return make_sample(make_responses(QUESTIONNAIRE, answers), setting.weights(trait))


def _counts(setting: Setting, sample: Sample) -> Iterator[tuple[str, Count]]:
    """By what is tested: the tables, linearised tests where nothing is claimed of these, and the presets."""
    tables = tabulate(sample, None, (), frozenset(), PLAN)
    for place, group in GROUPS.items():
        yield f"shares, {place}", _letters(tables, group, [tables.table("row")], "category")
        yield f"means, {place}", _letters(tables, group, [tables.table(name) for name in NUMERIC], "mean")
        if not setting.goal:
            own = tabulate(sample, None, (), frozenset(), LINEARISED)
            yield f"shares, {place}, linearised", _letters(own, group, [own.table("row")], "category")
            yield f"means, {place}, linearised", _letters(own, group, [own.table(name) for name in NUMERIC], "mean")
        if setting.presets:
            pairs = _pairs(sample, tables, group)
            yield from ((f"shares, {place}, {name}", _by_preset(pairs, name)) for name in PACKAGES[place])


def _letters(tables: Tables, group: str, shown: list[Table], kind: str) -> Count:
    """The letters of the rows of `kind`, which stand in one of the two columns of a pair."""
    at = [j for j, column in enumerate(tables.banner.columns) if column.group == group]
    rows = [table.letters[i, at] for table in shown for i, row in enumerate(table.rows) if row.kind == kind]
    letters = "".join("".join(cells) for cells in rows)
    return Count(len(rows) * comb(COLUMNS, 2), sum(map(str.isupper, letters)), len(letters))


def _pairs(sample: Sample, tables: Tables, group: str) -> SharePairs:
    """Every two columns of the answers' table."""
    table = tables.table("row")
    at = [j for j, column in enumerate(tables.banner.columns) if column.group == group]
    cells = np.ix_([i for i, row in enumerate(table.rows) if row.kind == "category"], at)
    bases = Bases(table.bases[cells], table.weighted_bases[cells], table.effective_bases[cells])
    everyone = np.ones(RESPONDENTS, dtype=bool)
    both = overlaps(everyone, _members(sample, group), sample.weights)
    return share_pairs(table.values[cells], bases, np.broadcast_to(both, (ANSWERS, COLUMNS, COLUMNS)))


def _by_preset(pairs: SharePairs, name: str) -> Count:
    """What a package's test finds, without its correction."""
    p = PRESETS[name].shares(pairs).p[:, *np.triu_indices(COLUMNS, 1)]
    return Count(p.size, int((p <= 0.05).sum()), int((p <= 0.10).sum()))


def _members(sample: Sample, group: str) -> NDArray[np.bool_]:
    codes = sample.responses.codes
    if group == "group":
        return np.column_stack([codes["group"] == i + 1 for i in range(COLUMNS)])
    return np.column_stack([codes[f"{group}_{i + 1}"] == 1 for i in range(COLUMNS)])


if __name__ == "__main__":
    conclude(measure)
