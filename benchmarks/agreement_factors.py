"""Shows that the statistics of factor analysis are those of R's psych, GPArotation and lavaan on two real surveys.

python benchmarks/agreement_factors.py [--quick | --write]
"""

from __future__ import annotations

from threadpoolctl import threadpool_limits

from benchmarks import _agreement_correlations as correlations
from benchmarks import _agreement_exploratory as exploratory
from benchmarks import _agreement_groups as groups
from benchmarks import _agreement_numbers as numbers
from benchmarks import _agreement_scales as scales
from benchmarks._comparison import HEADER
from benchmarks._evidence import Evidence, conclude
from benchmarks._real_surveys import require


def measure(quick: bool) -> Evidence:
    """Compare every statistic; nothing is repeated, so `quick` is no shorter."""
    require("agreement_factors")
    with threadpool_limits(1):
        parts = (correlations, numbers, exploratory, scales, groups)
        families = [family for part in parts for family in part.families()]
        unlike = [*numbers.other_rule(), *exploratory.elsewhere()]
    return Evidence(
        name="agreement_factors",
        title="The statistics of factor analysis are those of R",
        method=(
            "25 personality items of bfi (psych; 2,436 complete rows, or all 2,800 where pairwise is said) and five "
            "batteries of the Young People Survey (1,010 respondents; correlations pairwise; reliability, scores and "
            "groups of complete rows). R's figures are made by the scripts in tests/oracles with psych 2.2.9, "
            "GPArotation 2022.10-2 and lavaan 0.6-14 and read from the files beside them; ours are computed from the "
            "answers. Factors are matched and reflected before they are compared. A row shows those two figures of a "
            "statistic that differ most. R's rotations are the lowest of twenty starts, followed until the criterion "
            "is flat. The last rows, which no goal counts, say how far psych's own answer is from there: its varimax "
            "stops early, the one start of its geomin ends in a higher optimum, and the promax of psych::principal, "
            "unlike that of psych::fa, powers rows that are not of one length. Beside polychoric correlations "
            "fa.parallel counts against Pearson correlations of normal data; ours counts against what polychoric "
            "correlations show by chance."
        ),
        goals=[family.goal() for family in families],
        header=HEADER,
        rows=[*(row for family in families for row in family.rows()), *unlike],
    )


if __name__ == "__main__":
    conclude(measure)
