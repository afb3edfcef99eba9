"""Shows that waves of a panel without any change carry letters as often as their level says, and miss less.

python benchmarks/recovery_waves.py [--quick | --write]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from benchmarks._evidence import Evidence, Goal, conclude
from research.domain.questionnaire import Questionnaire, SystemColumns
from research.domain.sample import Sample
from research.domain.tables import MEANS, SHARES
from research.stages.tables import Answered, TablePlan, WaveTables, add_waves, tabulate
from tests.factories import make_questionnaire, make_responses, make_sample

Floats = NDArray[np.float64]

SAMPLES, QUICK_SAMPLES = 200, 40
RESPONDENTS = 600
QUESTIONS = 60
"""Shares and as many means in each sample."""
AGREEMENT = 0.6
"""Correlation of the answers of one respondent in two waves, of shares that of the traits behind them."""
SHARE = 0.3
CHANGE = 0.06, 0.12
"""Of shares in points and of means in standard deviations, where something changes."""
SPREAD = 0.6
"""Of the logarithm of the weights: a design effect of about 1.4."""
PANELS = {"nobody": 0.0, "half": 0.5, "everyone": 1.0}
LEVEL, TOLERANCE = 5.0, 0.5
"""Letters in a hundred pairs at 95 %, and how far off they may be."""
GAIN = 1.2
"""How many times as many true changes are found in a panel of everyone as where its waves count as two samples."""
KINDS = {"shares": SHARES, "means": MEANS}
PLAN = TablePlan(rows=("row", *(f"number_{i + 1}" for i in range(QUESTIONS))))


def _questionnaire() -> Questionnaire:
    made = make_questionnaire(
        multiple={"row": [f"Answer {i + 1}" for i in range(QUESTIONS)]},
        numeric=[f"number_{i + 1}" for i in range(QUESTIONS)],
    )
    return replace(made, system=SystemColumns(id="id"))


QUESTIONNAIRE = _questionnaire()


@dataclass(frozen=True, slots=True)
class Setting:
    """How many answer both waves, with weights or without, and whether anything changes.

    Attributes:
        known: whether the tables are told who answered both.
    """

    panel: str
    weighted: bool
    changed: bool
    known: bool

    @property
    def name(self) -> str:
        weights = "weights unrelated to the answers" if self.weighted else "unweighted"
        return f"{self.panel} in both waves, {weights}{'' if self.known else ', counted as two samples'}"


QUIET = [Setting(panel, weighted, False, True) for panel in PANELS for weighted in (False, True)]
BESIDE = [Setting(panel, False, False, False) for panel in ("half", "everyone")]
CHANGED = [Setting("everyone", False, True, known) for known in (True, False)]


def measure(quick: bool) -> Evidence:
    """Count the letters of every setting; `quick` draws fewer samples."""
    samples = QUICK_SAMPLES if quick else SAMPLES
    rates = {setting: _rates(setting, samples) for setting in (*QUIET, *BESIDE, *CHANGED)}
    return Evidence(
        name="recovery_waves",
        title="Waves of a panel: people are held against themselves",
        method=(
            f"{samples} pairs of waves of {RESPONDENTS} respondents each, {QUESTIONS} answers with shares of "
            f"{SHARE:.0%} and {QUESTIONS} numbers in either. Those who answer both waves agree with themselves with "
            f"a correlation of {AGREEMENT} between the traits behind their answers. Where nothing changes, five pairs "
            "of totals in a hundred should carry a letter. Counted as two samples, waves of a panel would carry fewer, "
            f"and true changes (of {100 * CHANGE[0]:.0f} points and of {CHANGE[1]} standard deviations) would be "
            "overlooked."
        ),
        goals=[*_quiet_goals(rates), *_gains(rates)],
        header=("who is in both waves", "what changes", "what is tested", "pairs", "letters at 95 %, per cent"),
        rows=[
            (
                setting.name,
                "something" if setting.changed else "nothing",
                kind,
                f"{samples * QUESTIONS:,}",
                f"{rate:.2f}",
            )
            for setting, found in rates.items()
            for kind, rate in found.items()
        ],
    )


def _quiet_goals(rates: dict[Setting, dict[str, float]]) -> Iterator[Goal]:
    for setting in QUIET:
        for kind, rate in rates[setting].items():
            claim = f"{setting.name}, {kind}: points off {LEVEL:.0f} %"
            yield Goal(claim, abs(rate - LEVEL), "at most", TOLERANCE, f"{rate:.2f} %")


def _gains(rates: dict[Setting, dict[str, float]]) -> Iterator[Goal]:
    known, apart = (rates[setting] for setting in CHANGED)
    for kind in KINDS:
        beside = f"{known[kind]:.0f} % of the changes, {apart[kind]:.0f} % as two samples"
        yield Goal(
            f"true changes found in a panel, {kind}: times as many", known[kind] / apart[kind], "at least", GAIN, beside
        )


def _rates(setting: Setting, samples: int) -> dict[str, float]:
    """Letters in a hundred pairs of totals, by what is tested."""
    found = [_lettered(setting, np.random.default_rng([seed, 20260214])) for seed in range(samples)]
    return {kind: 100.0 * float(np.mean([one[kind] for one in found])) for kind in KINDS}


def _lettered(setting: Setting, rng: np.random.Generator) -> dict[str, float]:
    """The share of rows with an upper case letter between the waves, by what is tested."""
    waves = [
        _wave(key, sample, setting.known) for key, sample in zip(("w1", "w2"), _samples(setting, rng), strict=True)
    ]
    tables = add_waves(waves[-1].tables, waves, PLAN)
    at = [tables.banner.position(f"wave:{wave.key}") for wave in waves]
    rows = [(row.kind, "".join(table.letters[i, at])) for table in tables.tables for i, row in enumerate(table.rows)]
    kept = [(kind, letters) for kind, letters in rows if kind in ("category", "mean")]
    return {
        name: float(np.mean([any(map(str.isupper, letters)) for kind, letters in kept if kind in kinds]))
        for name, kinds in KINDS.items()
    }


def _wave(key: str, sample: Sample, known: bool) -> WaveTables:
    tables = tabulate(sample, None, (), frozenset(), PLAN)
    return WaveTables(key, key, tables, Answered(sample) if known else None)


def _samples(setting: Setting, rng: np.random.Generator) -> Iterator[Sample]:
    """Both waves: answers rest on traits, which those who answer both keep in part."""
    again = round(PANELS[setting.panel] * RESPONDENTS)
    first = rng.standard_normal((RESPONDENTS, 2 * QUESTIONS))
    second = rng.standard_normal((RESPONDENTS, 2 * QUESTIONS))
    second[:again] = AGREEMENT * first[:again] + np.sqrt(1 - AGREEMENT**2) * second[:again]
    weights = np.exp(SPREAD * rng.standard_normal((2, RESPONDENTS))) if setting.weighted else np.ones((2, RESPONDENTS))
    names = [f"p{i}" for i in range(RESPONDENTS)]
    later = [name if i < again else f"n{i}" for i, name in enumerate(names)]
    changes = CHANGE if setting.changed else (0.0, 0.0)
    yield _sample(first, (0.0, 0.0), weights[0], names)
    yield _sample(second, changes, weights[1], later)


def _sample(traits: Floats, changes: tuple[float, float], weights: Floats, names: list[str]) -> Sample:
    chosen = traits[:, :QUESTIONS] < norm.ppf(SHARE + changes[0])
    numbers = traits[:, QUESTIONS:] + changes[1]
    answers = {"row": chosen.astype(float), **{f"number_{i + 1}": column for i, column in enumerate(numbers.T)}}
    return make_sample(make_responses(QUESTIONNAIRE, answers, ids=names), weights)


if __name__ == "__main__":
    conclude(measure)
