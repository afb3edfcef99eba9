"""Shows that planted segments are found in their number, and that none are claimed where there are none.

python benchmarks/recovery_segments.py [--quick | --write]

Every finished data set is appended to docs/evidence/recovery_segments.csv, and the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import silhouette_score
from threadpoolctl import threadpool_limits

from benchmarks._evidence import FOLDER, Evidence, Goal, conclude
from benchmarks._planted_clouds import ROWS, bases_of, style_of
from research.clusterers._contract import CLUSTERERS
from research.clusterers.kmeans import KMeans
from research.domain.segmentation import Segmentation
from research.stages.segmentation import SegmentationPlan, segment
from research.stages.validation import validate
from research.stats.agreement import adjusted_rand_index

Floats = NDArray[np.float64]

SEED = 40
SETS, QUICK = 100, 2
STORE = FOLDER / "recovery_segments.csv"
PLAN = SegmentationPlan(k="2..7", starts=10, pairs=10)
KS = range(2, 8)
UNIFORM = 10
"""Reference sets of the gap statistic (Tibshirani, Walther & Hastie 2001), uniform over the principal axes' box."""
HEADER = ("data sets", "k = 4", "natural", "reproducible", "constructed", "ARI", "of Bayes' ARI", "style told")
RIVALS = ("silhouette", "bic", "gap")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in one data set; `silhouette`, `bic` and `gap` are the numbers that these would have chosen."""

    row: str
    number: int
    k: int
    view: str
    method: str
    verdict: str
    styled: bool
    p_fit: float
    p_stability: float
    stability: float
    halves: float
    habit: float
    centred_agreement: float
    ari: float
    bayes: float
    silhouette: int
    bic: int
    gap: int


def measure(quick: bool) -> Evidence:
    """Make and cut what is not in the store yet, and count."""
    wanted = QUICK if quick else SETS
    done = _stored()
    for number in range(wanted):
        for row in ROWS:
            if not ((done["row"] == row) & (done["number"] == number)).any():
                found = pd.DataFrame([asdict(_outcome(row, number))])
                done = pd.concat([done, found]) if len(done) else found
                done.to_csv(STORE, index=False, float_format="%.6g")
    return _evidence(done)


def _stored() -> pd.DataFrame:
    if STORE.exists():
        return pd.read_csv(STORE)
    return pd.DataFrame(columns=[field.name for field in fields(Outcome)])


def _outcome(row: str, number: int) -> Outcome:
    rng = np.random.default_rng([SEED, list(ROWS).index(row), number])
    planted = ROWS[row](rng)
    planned, beside = bases_of(planted)
    found = segment(planned, PLAN, "w1", number, beside)
    basis = next(one for one in (planned, *beside.others) if one.view == found.choice.view)
    validation = validate(found, basis, style_of(planted), number)
    model = CLUSTERERS[found.solution.method]().restore(found.solution.model)
    labels = model.memberships(basis.values).argmax(axis=1)
    with threadpool_limits(1):
        silhouette, gap = _silhouette(planned.values, number), _gap(planned.values, number)
    return Outcome(
        row=row,
        number=number,
        k=found.choice.k,
        view=found.choice.view,
        method=found.choice.method,
        verdict=validation.verdict,
        styled=validation.styled,
        p_fit=validation.p_fit,
        p_stability=validation.p_stability,
        stability=found.choice.stability,
        halves=validation.halves.mean,
        habit=max(share.share for share in validation.style),
        centred_agreement=validation.centred_agreement,
        ari=adjusted_rand_index(planted.truth, labels),
        bayes=adjusted_rand_index(planted.truth, planted.bayes),
        silhouette=silhouette,
        bic=_bic(found, planned.view),
        gap=gap,
    )


def _bic(found: Segmentation, view: str) -> int:
    tried = [c for c in found.candidates if c.view == view and np.isfinite(c.bic)]
    return min(tried, key=lambda candidate: candidate.bic).k


def _cuts(x: Floats, seed: int) -> Iterator[tuple[int, Floats, float]]:
    for k in KS:
        fit = KMeans(starts=10).fit(x, ("numeric",) * x.shape[1], np.ones(len(x)), k, np.random.default_rng([seed, k]))
        yield k, fit.labels, fit.objective


def _silhouette(x: Floats, seed: int) -> int:
    return max(_cuts(x, seed), key=lambda cut: silhouette_score(x, cut[1]))[0]


def _gap(x: Floats, seed: int) -> int:
    """The smallest k whose gap is within one standard error of the next one's."""
    rng = np.random.default_rng([seed, 1])
    axes = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[2]
    turned = (x - x.mean(axis=0)) @ axes.T
    drawn = [rng.uniform(turned.min(axis=0), turned.max(axis=0), x.shape) @ axes for _ in range(UNIFORM)]
    logs = np.array([[np.log(cut[2]) for cut in _cuts(one, seed)] for one in (x, *drawn)])
    gaps, errors = logs[1:].mean(axis=0) - logs[0], logs[1:].std(axis=0) * np.sqrt(1 + 1 / UNIFORM)
    good = [j for j in range(len(KS) - 1) if gaps[j] >= gaps[j + 1] - errors[j + 1]]
    return KS[good[0]] if good else KS[-1]


def _evidence(done: pd.DataFrame) -> Evidence:
    by_row = {row: done[done["row"] == row] for row in ROWS}
    fewest = min(len(found) for found in by_row.values())
    return Evidence(
        name="recovery_segments",
        title="Planted segments are found in their number, and none are claimed where there are none",
        method=(
            f"{fewest} data sets a row or more of 1,000 respondents and 12 items on five-point scales (or binary): "
            "four segments, each some standard deviations above the others on three items of its own; or one cloud "
            "of three correlated factors; with a habit of answering of SD .6 where the row says so. Cut on the "
            "standardised items and on the items centred within persons, k = 2..7, 19 draws without segments, "
            f"{PLAN.starts} starts, {PLAN.pairs} pairs. ARI: adjusted Rand index with the planted segments where four "
            "were found, beside that of Bayes' rule. The last columns: how often silhouette, BIC of the mixture and "
            "the gap statistic choose four."
        ),
        goals=list(_goals(by_row)),
        header=("data", *HEADER, *(f"{rival}: 4" for rival in RIVALS)),
        rows=[_row(row, found) for row, found in by_row.items()],
    )


def _goals(by_row: dict[str, pd.DataFrame]) -> Iterator[Goal]:
    four = {row: float((found["k"] == 4).mean()) for row, found in by_row.items()}
    said = {row: found["verdict"].value_counts(normalize=True) for row, found in by_row.items()}
    easy, honest, styled, uneven, _binary, none, habit, flat = ROWS
    yield Goal(f"{easy}: k = 4", four[easy], "at least", 0.95)
    yield Goal(f"{easy}: natural", float(said[easy].get("natural", 0)), "at least", 0.80)
    yield Goal(f"{honest}: k = 4", four[honest], "at least", 0.70)
    yield Goal(f"{styled}: k = 4", four[styled], "at least", 0.90)
    yield Goal(f"{uneven}: k = 4", four[uneven], "at least", 0.50)
    found = by_row[uneven][by_row[uneven]["k"] == 4]
    share = float((found["ari"] / found["bayes"]).mean()) if len(found) else float("nan")
    yield Goal(f"{uneven}: ARI over Bayes' where four are found", share, "at least", 0.75)
    yield Goal(f"{none}: natural", float(said[none].get("natural", 0)), "at most", 0.05)
    yield Goal(f"{flat}: natural", float(said[flat].get("natural", 0)), "at most", 0.05)
    yield Goal(f"{habit}: style told", float(by_row[habit]["styled"].mean()), "at least", 0.95)
    yield Goal(f"{habit}: constructed", float(said[habit].get("constructed", 0)), "at least", 0.80)


def _row(row: str, found: pd.DataFrame) -> Sequence[str]:
    said = found["verdict"].value_counts(normalize=True)
    four = found[found["k"] == 4]
    ari, share = four["ari"].mean(), (four["ari"] / four["bayes"]).mean()
    planted = not row.startswith("no segments")
    return (
        row,
        str(len(found)),
        f"{(found['k'] == 4).mean():.2f}",
        *(f"{said.get(verdict, 0):.2f}" for verdict in ("natural", "reproducible", "constructed")),
        f"{ari:.3f}" if planted and len(four) else "",
        f"{share:.2f}" if planted and len(four) else "",
        f"{found['styled'].mean():.2f}",
        *(f"{(found[rival] == 4).mean():.2f}" for rival in RIVALS),
    )


if __name__ == "__main__":
    conclude(measure)
