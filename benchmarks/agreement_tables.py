"""Shows that tables and their tests agree with R's survey and stats, and with plain arithmetic.

python benchmarks/agreement_tables.py [--write]
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks._evidence import Evidence, Goal, conclude
from benchmarks._plain_tables import Answers, Comparison, compare
from benchmarks._real_surveys import require
from research.domain.allocation import Allocation
from research.domain.arrays import sealed
from research.readers._contract import read
from research.stages.coding import code
from research.stages.tables import TablePlan, tabulate
from research.stages.weighting import weight
from research.stats.column_pairs import ColumnTest, SharePairs, mean_pairs, share_pairs
from research.stats.column_tests import PRESETS
from research.stats.multiplicity import adjust
from research.stats.paired import paired_tests
from research.stats.tabulation import Bases
from research.study.locating import QUESTIONNAIRE_FILE, bundled
from research.study.questionnaire_reading import read_questionnaire
from tests.respondent_tables import moments, share_covariances, shares
from tests.shared_data import DATA
from tests.table_oracle import (
    FIGURES,
    PEW,
    apart,
    independence,
    independence_apart,
    logits_apart,
    made,
    mean_of,
    pew,
    share_of,
)

SAME = 1e-8
"""Relative: sums in another order, some of which nearly cancel."""
PRINTED = (1e-6, 1e-4, 1e-5)
"""The last digit that is documented of a standard error, of t and of p."""
TRUTH = Path(__file__).parents[1] / "tests" / "truth" / "plant_snacks" / "wave1.csv"
SEGMENTS = ("Thrift", "Treat", "Planet", "Fuel")
BANNER = ("sex", "age_band", "region", "aware")
SURVEYED = {
    "approve_by_age": ("q1", "Approve", "age"),
    "strongly_by_region": ("q2", "Very strongly", "cregion"),
    "health_law_by_sex": ("q45", "Approve", "sex"),
}
BASES = ((420, 400, 320), (330, 310, 250))
"""Of two columns: respondents, weighted and effective."""
DOCUMENTED = {0.0: (0.041526, 2.1673, 0.03063), 60 / (320 * 250): (0.036897, 2.4392, 0.01506)}
"""By overlap the standard error, t and p of shares of .45 and .36 on these bases."""


def measure(quick: bool) -> Evidence:
    """Compare everything; nothing is repeated, so `quick` is no shorter."""
    require("agreement_tables", (DATA / PEW,))
    letters = _letters()
    for line in letters.differing[:10]:
        print(line)
    compared = f"{letters.cells:,} cells, {letters.letters:,} letters"
    return Evidence(
        name="agreement_tables",
        title="Tables and their tests agree with R's survey and stats, and with plain arithmetic",
        method=(
            "Pew's poll of December 2013, 2,001 respondents with a design effect of 1.3, and an invented sample with "
            "gaps and overlapping columns: R's survey 4.1-1 and stats read the same answers (tests/oracles/tables.R); "
            "figures are the largest relative difference. The example of UNICOM's formula is worked out by hand. The "
            "bundled study, with a banner of segments, sex, age, region and brands known, which overlap: every letter "
            "and every arrow against the rest is made once more from the coded answers, pair by pair."
        ),
        goals=[
            *(Goal(claim, found, "at most", SAME) for claim, found in (*_survey(), *_together(), *_tests())),
            Goal("dimensions: worked example, units of the last digit printed", _documented(), "at most", 0.5),
            Goal(
                "cells of the bundled study with other letters or arrows",
                len(letters.differing),
                "exactly",
                0,
                compared,
            ),
        ],
    )


def _survey() -> Iterator[tuple[str, float]]:
    people, theirs = pew(), FIGURES["pew"]
    found = {
        name: share_of(people, people[question] == answer, people[question].notna(), by)
        for name, (question, answer, by) in SURVEYED.items()
    }
    yield "shares, standard errors and intervals: svyby", max(f.distance(theirs[name]) for name, f in found.items())
    yield (
        "logit intervals of shares: svyciprop",
        logits_apart(found["approve_by_age"], theirs["approve_by_age"]["logits"]),
    )
    yield (
        "means, standard errors and intervals: svyby",
        mean_of(people, "age", "cregion").distance(theirs["age_code_by_region"]),
    )
    yield (
        f"Rao-Scott of {len(theirs['chi_squares'])} tables, both orders: svychisq",
        max(
            independence_apart(independence(people, *name.split("_by_")), figures)
            for name, figures in theirs["chi_squares"].items()
        ),
    )
    equal = independence(made().assign(w=1.0), "q", "g")
    yield "Rao-Scott with equal weights: svychisq", independence_apart(equal, FIGURES["chi_squares"]["equal_weights"])


def _together() -> Iterator[tuple[str, float]]:
    """What the same respondents make go together: two columns that overlap, two items."""
    people, theirs, w = made(), FIGURES["overlap_of_shares"], made()["w"].to_numpy()
    hits, asked = (people[["y"]] == 1).to_numpy(), people[["y"]].notna().to_numpy()
    part = hits, asked, (people[["a", "b"]] == 1).to_numpy(), w
    found = share_covariances(*part)[0]
    yield "covariance of a share in overlapping columns: svycontrast", apart(found[0, 1], theirs["covariance"])
    answered, paired = people.dropna(subset=["y"]), FIGURES["paired"]
    values, everyone = answered[["y", "a"]].to_numpy(), np.ones((len(answered), 1), dtype=bool)
    weighted = paired_tests(values, everyone, answered["w"].to_numpy()).standard_errors[0, 0, 1]
    yield "error of a difference of two items: svycontrast", apart(weighted, paired["shares"]["standard_error"])
    means = np.column_stack([people["x"].dropna(), paired["z"]])
    student = paired_tests(means, np.ones((len(means), 1), dtype=bool), np.ones(len(means))).z[0, 0, 1]
    yield "two items without weights: paired t.test", apart(student, paired["student_t"])


def _tests() -> Iterator[tuple[str, float]]:
    once, repeated = FIGURES["two_columns"]["once"], FIGURES["two_columns"]["repeated"]
    times = np.array(FIGURES["two_columns"]["times"], dtype=np.float64)
    ones = np.ones_like(times)
    yield "spss: shares, p of prop.test on repeated respondents", _apart(_shares("spss", times), p=repeated["p"])
    spss = _means("spss", times)
    yield "spss: means, t.test on repeated respondents", _apart(spss, repeated["pooled_t"], repeated["pooled_p"])
    yield (
        "dimensions: means without weights, t.test",
        _apart(_means("dimensions", ones), once["pooled_t"], once["pooled_p"]),
    )
    yield "q: shares without weights, prop.test", _apart(_shares("q", ones), p=once["p"])
    yield "q: means without weights, Welch's t.test", _apart(_means("q", ones), once["welch_t"], once["welch_p"])
    p = np.array(FIGURES["adjust"]["p"], dtype=np.float64)
    tested = ~np.isnan(p)
    yield (
        "Bonferroni, Holm, Benjamini-Hochberg: p.adjust",
        max(
            apart(adjust(p, name)[tested], np.array(theirs, dtype=np.float64)[tested])
            for name, theirs in FIGURES["adjust"]["by"].items()
        ),
    )


def _apart(found: ColumnTest, statistic: float | None = None, p: float = 0.0) -> float:
    """Of the second column from the first, R's statistic where it is given, and p."""
    off = apart(found.p[0, 0, 1], p)
    return off if statistic is None else max(off, apart(found.statistic[0, 0, 1], statistic))


def _two_columns() -> tuple[pd.DataFrame, np.ndarray]:
    people = made()[lambda answers: answers["g"] < 3]
    return people, np.column_stack([people["g"] == 1, people["g"] == 2])


def _shares(preset: str, weights: np.ndarray) -> ColumnTest:
    people, members = _two_columns()
    found = shares((people[["y"]] == 1).to_numpy(), people[["y"]].notna().to_numpy(), members, weights)
    return PRESETS[preset].shares(share_pairs(found.values, found.bases, np.zeros((1, 2, 2))))


def _means(preset: str, weights: np.ndarray) -> ColumnTest:
    people, members = _two_columns()
    found = moments(people[["x"]].to_numpy(), members, weights)
    return PRESETS[preset].means(mean_pairs(found.means, found.sds, found.bases, np.zeros((1, 2, 2))))


def _documented() -> float:
    """The largest difference from the worked example, in units of the last digit printed."""
    one, two = (Bases(np.array([n]), np.array([float(w)]), np.array([float(e)])) for n, w, e in BASES)
    off = []
    for overlap, (error, t, p) in DOCUMENTED.items():
        pairs = SharePairs(np.array([0.45]), np.array([0.36]), one, two, np.array([overlap]))
        found = PRESETS["dimensions"].shares(pairs)
        mine = (0.09 / found.statistic[0], found.statistic[0], found.p[0])
        off += [abs(a - b) / unit for a, b, unit in zip(mine, (error, t, p), PRINTED, strict=True)]
    return max(off)


def _letters() -> Comparison:
    """The bundled study's first wave with its planted segments."""
    folder = bundled("plant_snacks")
    questionnaire = read_questionnaire(folder / QUESTIONNAIRE_FILE, "plant_snacks")
    sample = weight(code(read(folder / "wave1.sav"), questionnaire, "w1"))
    allocation = _planted(sample.responses.ids)
    basis = frozenset(item for battery in questionnaire.batteries for item in battery.items)
    tables = tabulate(sample, allocation, SEGMENTS, basis, TablePlan(banner=BANNER))
    aware = next(question for question in questionnaire.questions if question.name == "aware")
    made_of = {
        "segment": basis | {"segment"},
        "sex": frozenset({"sex"}),
        "age_band": frozenset({"age", "age_band"}),
        "region": frozenset({"region"}),
        "aware": frozenset({"aware", *aware.variables}),
    }
    return compare(tables, Answers(sample, allocation.segments), made_of)


def _planted(ids: np.ndarray) -> Allocation:
    truth = pd.read_csv(TRUTH, dtype={"id": str}).set_index("id")
    segments = truth.reindex([str(name) for name in ids])["segment"].to_numpy(np.int16)
    return Allocation(ids, sealed(segments), sealed(np.eye(len(SEGMENTS))[segments - 1]), len(SEGMENTS))


if __name__ == "__main__":
    conclude(measure)
